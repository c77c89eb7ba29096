"""Lists whose ways a page states without scripts: forms, pictures, data of schema.org, topic sites by year."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest

from tests.support.one_list import (
    LIST,
    PAGES,
    ROWS,
    Answered,
    html,
    li,
    numbers,
    read,
    read_with_parts,
    record,
    rows,
)

GO = (
    "<form action='/zfbg/'><input type='hidden' name='lm' value='9'>转到第<input name='page' size='2'>页"
    "<input type='submit' value='GO'></form>"
)


def typed(path: str, given: Mapping[str, str]) -> str | None:
    number = int(given.get("page") or "1")
    if path != LIST or number > PAGES or (number > 1 and given.get("lm") != "9"):
        return None
    return html(rows(number) + GO)


def test_pages_whose_number_is_typed_are_read() -> None:
    account, requested, found = read(typed)
    assert (account.state, len(found)) == ("complete", ROWS)
    assert requested.count("/zfbg/?lm=9&page=2") == 1


def test_a_typed_number_that_always_shows_the_first_page_ends_the_list() -> None:
    account, _, found = read(lambda path, _: html(rows(1) + GO) if path == LIST else None)
    assert (account.state, len(found)) == ("complete", 13)


def test_a_stated_single_page_is_not_turned() -> None:
    _, requested, _ = read(lambda path, _: html(rows(1) + "<div>共1页</div>" + GO) if path == LIST else None)
    assert requested[-1] == LIST


YEARS = {"2024": 0, "2023": 13, "2022": 26, "2021": 39}


def years(button: str, action: str = "/zfbg/") -> str:
    options = "".join(f"<option value='{year}'>{year}年</option>" for year in YEARS)
    return f"<form method='get' action='{action}'><input type='hidden' name='lm' value='9'>" \
           f"<select name='nd'>{options}</select>{button}</form>"  # fmt: skip


def by_year(path: str, given: Mapping[str, str]) -> str | None:
    year = given.get("nd") or "2024"
    if path != LIST or (given and given.get("lm") != "9"):
        return None
    return html(
        years("<input type='submit' value='查询'>") + f"<ul>{''.join(map(li, numbers(YEARS[year])))}</ul>"
    )


def test_years_of_a_form_without_scripts_are_read() -> None:
    accounts, requested, found = read_with_parts(by_year)
    assert len(found) == ROWS and "/zfbg/?lm=9&nd=2022" in requested
    assert len(accounts) == 1 + len(YEARS)


@pytest.mark.parametrize("form", [years(""), years("<input type='submit'>", "/search.asp")])
def test_a_form_without_a_button_or_of_another_page_is_no_list(form: str) -> None:
    _, requested, _ = read_with_parts(lambda path, _: html(form + rows(1)) if path == LIST else None)
    assert not any("nd=" in one for one in requested)


def test_rows_in_data_of_schema_org_are_read() -> None:
    def of_page(number: int) -> str:
        entries = [
            {"@type": "ListItem", "position": n, "item": {"@type": "Report", "headline": record(n)["subject"],
             "@id": f"http://www.songpu.example{record(n)['href']}", "datePublished": "2019-03-02"}}
            for n in numbers((number - 1) * 13)
        ]  # fmt: skip
        crumbs = {"@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": n, "name": f"松浦区的第{n}级栏目名称", "item": f"http://www.songpu.example/{n}/"}
            for n in range(60)]}  # fmt: skip
        data = [
            crumbs,
            {"@type": "CollectionPage", "mainEntity": {"@type": "ItemList", "itemListElement": entries}},
        ]
        shown = "".join(
            f"<script type='application/ld+json'>{json.dumps(one, ensure_ascii=False)}</script>"
            for one in data
        )
        following = f"<link rel='next' href='/zfbg/?p={number + 1}'>" if number < PAGES else ""
        return f"<html><head>{following}{shown}</head><body><div id='list'></div><p>主办：松浦区</p></body></html>"

    account, _, found = read(
        lambda path, given: of_page(int(given.get("p") or "1")) if path == LIST else None
    )
    assert (account.state, len(found)) == ("complete", ROWS)


def test_rows_that_hold_their_address_for_a_script_are_read() -> None:
    shown = "".join(
        f"<li data-u='{record(n)['href']}'>{record(n)['subject']}<i>2019-03-02</i></li>" for n in range(9)
    )
    account, _, found = read(
        lambda path, _: html(f"<ul class='list'>{shown}</ul><script>bind('.list li')</script>")
    )
    assert (account.state, len(found)) == ("complete", 9)


def test_a_title_in_the_cell_beside_a_picture_is_a_rows_title() -> None:
    shown = "".join(
        f"<tr><td>{record(n)['subject']}</td><td>2019-03-02</td>"
        f"<td><a href='{record(n)['href']}'><img src='/i/k.gif'></a></td></tr>"
        for n in range(9)
    )
    account, _, found = read(lambda path, _: html(f"<table>{shown}</table>"))
    assert (account.state, len(found)) == ("complete", 9)


def test_the_reports_of_topic_sites_by_year_are_found() -> None:
    topics = {year: f"/zfbg/x{year}lh/" for year in (2024, 2023, 2022)}
    news = "".join(f"<li><a href='/zfbg/n/{n}.html'>代表委员热议民生话题（{n}）</a></li>" for n in range(10))

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                "".join(
                    f"<p><a href='{at}'><img src='/i/{y}.jpg' alt='{y}年区两会'></a></p>"
                    for y, at in topics.items()
                )
            )
        year = next((year for year, at in topics.items() if path.startswith(at)), None)
        if year is None:
            return None
        if path == topics[year]:
            return html(
                f"<div><h3>大会报告</h3><a href='dhbg.html'>更多</a></div><div><h3>热点</h3><ul>{news}</ul></div>"
            )
        if path.endswith("dhbg.html"):
            return html(f"<ul><li><a href='{topics[year]}1001.html'>政府工作报告</a></li></ul>")
        return None

    accounts, _, found = read_with_parts(answered)
    assert found == {f"http://www.songpu.example{at}1001.html" for at in topics.values()}
    assert all(one.state == "complete" for one in accounts)


def listing(path: str, entries: list[tuple[str, str]]) -> str:
    shown = "".join(
        f"<tr><td><a href='{at}'>{name}</a></td><td>2019-03-02 09:11</td></tr>" for at, name in entries
    )
    return html(f"<h3>{path} 的索引</h3><table><tr><td><a href='../'>上级目录</a></td></tr>{shown}</table>")


def test_the_folders_of_years_in_a_directory_listing_are_read() -> None:
    folders = {f"/zfbg/x{year}/": year for year in (2021, 2022, 2023)}

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return listing(path, [(f"{year}/", f"{year}/") for year in folders.values()])
        year = path.removeprefix(LIST).strip("/")
        if year in ("2021", "2022", "2023"):
            return listing(path, [(f"/zfbg/x{year}.html", f"{year}年松浦区政府工作报告")])
        return None

    accounts, _, found = read_with_parts(answered)
    assert len(found) == 3 and {one.state for one in accounts} == {"complete"}


def test_the_volumes_of_a_yearbook_are_parts_of_its_column() -> None:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(
                "".join(
                    f"<td><a href='{y}/'><img src='/i/{y}.jpg'><br>《松浦区年鉴（{y}）》</a></td>"
                    for y in (2021, 2022)
                )
            )
        year = path.removeprefix(LIST).partition("/")[0]
        if path.endswith(f"{year}/"):
            frames = "<frame src='mulu.htm' name='l'><frame src='fm.htm' name='r'>"
            return f"<html><frameset cols='260,*'>{frames}</frameset></html>"
        if path.endswith("mulu.htm"):
            row = f"<li><a href='/zfbg/x{year}.htm' target='r'>{year}年松浦区政府工作报告</a></li>"
            return f"<html><body><ul><li>特载<ul>{row}</ul></li><li><a href='d.htm'>大事记</a></li></ul></body></html>"
        return "<html><body><h1>松浦区年鉴</h1></body></html>" if path.endswith("fm.htm") else None

    _, _, found = read_with_parts(answered)
    assert {one.rpartition("/")[2] for one in found} == {"x2021.htm", "x2022.htm"}


def test_a_total_of_an_album_that_was_not_read_is_missed() -> None:
    account, _, _ = read(lambda path, _: html(f"<div>#政府工作报告<span>45个内容</span></div>{rows(1)}"))
    assert account.state == "incomplete" and "45 rows declared" in (account.why or "")


def test_a_section_of_reports_does_not_close_a_part_whose_own_pages_are_missing() -> None:
    years = (2019, 2020, 2021)
    links = "".join(f"<li><a href='/zfbg/{year}/'>{year}年</a></li>" for year in years)
    pager = "<div class='page'>TOTAL <a href='javascript:nope(2)'>下一页</a></div>"

    def answered(total: str) -> Answered:
        sites = {LIST: html(f"<ul>{links}</ul>")}
        for year in years:
            listed = rows(1).replace("2019-03", f"{year}-03").replace("/zfbg/x", f"/zfbg/{year}/x")
            sites[f"/zfbg/{year}/"] = html(
                f"<a href='dhbg.html'>大会报告</a>{listed}{pager.replace('TOTAL', total)}"
            )
            sites[f"/zfbg/{year}/dhbg.html"] = html(f"<ul>{li(year)}</ul>")
        return lambda path, _: sites.get(path)

    for total in ("共47条 1/4页", ""):
        accounts, _, _ = read_with_parts(answered(total))
        parts = [one for one in accounts if re.search(r"/\d{4}/$", one.url)]
        assert [one.state for one in parts] == ["incomplete"] * 3, [one.line() for one in accounts]


def test_links_to_years_do_not_close_a_list_that_declares_more() -> None:
    links = "".join(f"<li><a href='/zfbg/{year}/'>{year}年</a></li>" for year in (2020, 2021, 2022))
    shown = html(f"<ul class='list'>{links}</ul><div class='page'>共47条 1/4页</div>")
    year = html(f"<ul>{li(1)}{li(2)}</ul>")
    accounts, _, _ = read_with_parts(
        lambda path, _: shown if path == LIST else year if path[-3:-1].isdigit() else None
    )
    assert accounts[0].state != "complete", accounts[0].line()


def test_rows_whose_address_changes_something_on_the_server_are_not_opened() -> None:
    named = [str(record(n)["subject"]) for n in range(9)]
    forms = [f"<li><form action='/zfbg/x/delete.do'><input type='hidden' name='id' value='{n}'><button>{name}</button>"
             f"</form><i>2019-03-02</i></li>" for n, name in enumerate(named)]  # fmt: skip
    held = [
        f"<li data-fav='/zfbg/x/fav.do?id={n}'>{name}<i>2019-03-02</i></li>" for n, name in enumerate(named)
    ]
    for one in (forms, held):
        _, _, found = read(
            lambda path, _, one=one: html(f"<ul>{''.join(one)}</ul>") if path == LIST else None
        )
        assert not found


@pytest.mark.parametrize("box", ["BOX", "<section>BOX</section>", "<main>BOX</main>", "<center>BOX</center>"])
def test_a_total_beside_the_rows_is_read_in_no_element_of_its_own(box: str) -> None:
    shown = html(box.replace("BOX", f"{rows(1)}共47条"))
    account, _, _ = read(lambda path, _: shown if path == LIST else None)
    assert (account.code, account.declared.rows) == ("list_incomplete", ROWS), account.line()
