"""Parts of a list by year that only a form or a script opens, by POST: all are read, or the list is incomplete."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, li, read_with_parts

YEARS = {2023: range(5), 2022: range(5, 11), 2021: range(11, 14), 2020: range(14, 21)}


def by_year(control: str, path: str, name: str, needed: Mapping[str, str]) -> Answered:
    """A list that shows its newest year; `control` has OPTIONS and ITEMS for the years, `path` answers a post."""

    def shown(year: int) -> str:
        options = "".join(f"<option value='{y}'{' selected' * (y == year)}>{y}年</option>" for y in YEARS)
        items = "".join(
            f"<li data-y='{y}' class='nd'><span onclick='pick({y})'>{y}年</span></li>" for y in YEARS
        )
        listed = "<ul class='list'>" + "".join(map(li, YEARS[year])) + "</ul>"
        return html(control.replace("OPTIONS", options).replace("ITEMS", items) + listed)

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        if asked == path and name in given:
            return shown(int(given[name])) if needed.items() <= given.items() else None
        return shown(2023) if asked == LIST else None

    return answered


FORM = "<form name='f' method='post' action='/cx.do'><input type='hidden' name='lm' value='9'>"
POSTED = {
    "a list that submits its form": (
        f"{FORM}<select name='nd' onchange='this.form.submit()'>OPTIONS</select></form>", "/cx.do", "nd"),
    "a list that submits by name": (
        f"{FORM}年度：<select name='nd' onchange='document.f.submit();'>OPTIONS</select></form>", "/cx.do", "nd"),
    "a list that a script watches": (
        f"{FORM}<select name='nd' id='nd'>OPTIONS</select></form><script>document.getElementById('nd')"
        ".addEventListener('change', function () { document.forms[0].submit(); });</script>", "/cx.do", "nd"),
    "items that fill a field": (
        f"{FORM}<input type='hidden' id='y' name='nd' value='2023'></form><ul class='years'>ITEMS</ul><script>"
        "function pick(y) { document.getElementById('y').value = y; document.f.submit(); }</script>", "/cx.do", "nd"),
    "jQuery": (
        f"{FORM}<input type='hidden' name='nd' value='2023'></form><ul class='years'>ITEMS</ul><script>"
        "function pick(y) { $('input[name=nd]').val(y); $('form').submit(); }</script>", "/cx.do", "nd"),
    "the list's own address": (
        "<form method='post'><input type='hidden' name='lm' value='9'><select name='nd' onchange='submit()'>OPTIONS"
        "</select></form>".replace("submit()", "this.form.submit()"), LIST, "nd"),
}  # fmt: skip


@pytest.mark.parametrize("name", POSTED)
def test_years_that_are_posted_are_read(name: str) -> None:
    accounts, requested, links = read_with_parts(by_year(*POSTED[name], {"lm": "9"}))
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert len(links) == 21, (len(links), requested)
    assert len(requested) == len(set(requested)) <= 7


def test_years_whose_request_is_not_understood_are_reported() -> None:
    script = "<script>function pick(y) { sdk.send({verb: 'rows', token: sign(y)}); }</script>"
    accounts, _, links = read_with_parts(by_year(f"<ul>ITEMS</ul>{script}", "/none", "nd", {}))
    assert (accounts[0].code, len(links)) == ("list_incomplete", 5)
    assert "2023年, 2022年, 2021年" in (accounts[0].why or "")


def test_links_of_years_beside_few_rows_are_no_rows() -> None:
    years = range(2012, 2024)
    tabs = "".join(f"<li><a href='/zfbg/{year}/'>{year}年</a></li>" for year in reversed(years))

    def answered(asked: str, given: Mapping[str, str]) -> str | None:
        year = 2023 if asked == LIST else int(asked.strip("/").partition("/")[2] or 0)
        shown = "".join(map(li, (2 * year - 4024, 2 * year - 4023))) if year in years else None
        return html(f"<ul class='nd'>{tabs}</ul><ul class='list'>{shown}</ul>") if shown else None

    accounts, _, links = read_with_parts(answered)
    assert len([one for one in links if "/zfbg/x" in one]) == 24
    assert {(one.rows, one.state) for one in accounts} == {(2, "complete")}


def test_years_that_only_hide_rows_are_no_parts() -> None:
    script = "<script>function pick(y) { $('.list li').hide(); $('.list .y' + y).show(); }</script>"
    accounts, _, _ = read_with_parts(by_year(f"<ul>ITEMS</ul>{script}", "/none", "nd", {}))
    assert [one.state for one in accounts] == ["complete"]


IN_DATA = """
function show(y) {
 document.getElementById('l').innerHTML = D[y].map(function (r) {
  return "<li><a href='" + r + "'>松浦区" + y + "年政府工作报告</a><i>" + y + "-03-01</i></li>"; }).join(''); }
show('2019');
"""


def test_years_in_the_data_of_a_page_that_only_a_click_shows_are_missed() -> None:
    years = [2019, 2020, 2021, 2022]
    data = {str(year): [f"/zfbg/x{year}{n:03d}.html" for n in range(9)] for year in years}
    tabs = "".join(f"<span onclick=\"show('{year}')\">{year}年</span>" for year in years)
    script = f"var D = {json.dumps(data)};{IN_DATA}"
    shown = html(f"<div>{tabs}</div><ul id='l'></ul><script>{script}</script>")
    accounts, _, found = read_with_parts(lambda path, _: shown if path == LIST else None)
    assert len(found) == 36 or accounts[0].state != "complete", [one.line() for one in accounts]


def test_the_years_of_a_list_over_pages_are_all_read() -> None:
    topics = [
        f"<li><a href='/zt/lh{year}/index.html'>{year}年松浦区“两会”</a></li>"
        for year in range(2024, 2013, -1)
    ]

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        number = int(given.get("p", "1"))
        if path == LIST and 1 <= number <= 3:
            more = f"<p><a href='{LIST}?p={number + 1}'>下一页</a></p>" if number < 3 else ""
            return html(f"<ul>{''.join(topics[5 * number - 5 : 5 * number])}</ul>{more}")
        year = int(path[6:10]) if path.startswith("/zt/lh") else 0
        shown = li(year - 2010) if year != 2014 else "<li><a href='/zfbg/n.html'>代表团分组审议</a></li>"
        return html(f"<h3>大会报告</h3><ul>{shown}</ul>") if year else None

    accounts, requested, links = read_with_parts(answered)
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert len(links) == 10 and "/zt/lh2014/index.html" in requested
