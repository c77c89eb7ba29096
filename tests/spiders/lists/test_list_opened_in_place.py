"""Parts of a list that its page opens in place, and rows that its scripts add: years, albums, grids."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from spiders.lists.embedded import page_links
from tests.support.one_list import LIST, ROWS, SIZE, Answered, html, li, numbers, read

PLACE = "<div id='box'></div><div id='pg'></div>"
BY_YEAR = """
var box = document.getElementById('rows'), tabs = document.querySelectorAll('li[data-y]');
function show(y) { fetch('/data/' + y + '.json').then(function (r) { return r.json(); }).then(function (found) {
  box.innerHTML = found.map(function (r) {
    return '<li><a href="/zfbg/x' + r[0] + '.html">' + r[1] + '</a></li>'; }).join(''); }); }
tabs.forEach(function (tab) { tab.onclick = function () { show(tab.getAttribute('data-y')); }; });
show('2024');
"""
TABS = "".join(f"<li data-y='{year}'>{year}年</li>" for year in (2024, 2023, 2022, 2021))


def of_years(lost: str = "", empty: str = "") -> Answered:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<ul>{TABS}</ul><ul id='rows'></ul><script src='/js/tabs.js'></script>")
        if path == "/js/tabs.js":
            return BY_YEAR
        year = path.removeprefix("/data/").removesuffix(".json")
        if not year.isdecimal() or year == lost:
            return None
        found = [
            [int(year) * 10 + n, f"松浦区{year}年第{n}号工作报告"] for n in range(0 if year == empty else 3)
        ]
        return json.dumps(found, ensure_ascii=False)

    return answered


def test_years_that_a_script_file_shows_in_place_are_opened() -> None:
    account, _, links = read(of_years())
    assert (account.state, len(links)) == ("complete", 12)


def test_a_year_without_rows_ends_no_list() -> None:
    account, _, links = read(of_years(empty="2022"))
    assert (account.state, len(links)) == ("complete", 9)


def test_a_year_that_is_not_obtained_is_missed() -> None:
    account, _, _ = read(of_years(lost="2022"))
    assert account.state == "incomplete"


def test_titles_that_are_links_in_an_answer_are_rows() -> None:
    heads = [f"<a href='/zfbg/x{7000 + n}.html'>松浦区第{n}号工作报告</a>" for n in range(9)]
    events = [{"start_date": {"year": "2019"}, "text": {"headline": one}} for one in heads]
    script = (
        "fetch(document.getElementById('t').getAttribute('data-source')).then(function (r) { draw(r); });"
    )

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='t' data-source='/line.json'></div><script>{script}</script>")
        return json.dumps({"events": events}, ensure_ascii=False) if path == "/line.json" else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", 9)


def test_years_that_nothing_is_known_to_open_are_reported() -> None:
    shown = (
        f"<ul>{TABS}</ul><ul>{''.join(map(li, range(9)))}</ul><script>app.mount('#years', unknown)</script>"
    )
    account, _, _ = read(lambda path, _: html(shown) if path == LIST else None)
    assert account.state == "incomplete" and "2024年" in (account.why or "")


ALBUM = """
var list = document.getElementById('album'), busy = false, more = true;
function last() { var found = list.querySelectorAll('.entry'); return found[found.length - 1]; }
function add(r) { var li = document.createElement('li'); li.className = 'entry';
  li.dataset.at = r.at; li.dataset.link = r.href;
  li.innerHTML = '<b>' + r.name + '</b><div>' + new Date(r.at).toLocaleDateString('zh') + '</div>';
  list.appendChild(li); }
function load() { if (busy || !more) return; busy = true; fetch('/album?after=' + last().dataset.at).then(function (r) {
  return r.json(); }).then(function (d) { d.rows.forEach(add); more = d.continue_flag === '1'; busy = false; }); }
window.addEventListener('scroll', load);
"""


def album(flag: str = "1", short: bool = False) -> Answered:
    def item(n: int) -> str:
        href = f"/zfbg/x{7000 + n}.html"
        return f"<li class='entry' data-at='{n}' data-link='{href}'><b>松浦区第{n}号工作报告</b></li>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            shown = "".join(map(item, range(10)))
            return html(f"<ul id='album'>{shown}</ul><script src='/album.js'></script>")
        if path == "/album.js":
            return ALBUM
        first = int(given.get("after", "0")) + 1
        found = range(first, min(25, first + 10))
        rows_of = [
            {"at": n, "name": f"松浦区第{n}号工作报告", "href": f"/zfbg/x{7000 + n}.html"} for n in found
        ]
        ends = "0" if first + 10 >= 25 else flag
        return json.dumps(
            {"rows": [] if short else rows_of, "continue_flag": "1" if short else ends}, ensure_ascii=False
        )

    return answered


def test_rows_that_scrolling_adds_behind_the_last_one_are_read() -> None:
    account, _, links = read(album())
    assert (account.state, len(links)) == ("complete", 25), account.line()


def test_a_date_that_no_script_could_make_is_no_rows_title() -> None:
    day = "\ue000Date.toLocaleDateString()\ue001"
    shown = f"<li data-link='/zfbg/x1.html'><b>政府工作报告（2014年）</b><p>{day}</p></li>"
    page = f"<html><body><ul>{shown}</ul><script>go('.list li')</script></body></html>"
    assert [link.title for link in page_links(page, "http://www.songpu.example/")] == [
        "政府工作报告（2014年）"
    ]


def test_an_answer_that_names_more_than_it_brings_leaves_the_list_open() -> None:
    account, _, _ = read(album(short=True))
    assert account.state == "incomplete"


GRID = """<script>
function fmt(value, row) { return '<a href="javascript:view(\\'' + row.no + '\\')">' + value + '</a>'; }
function view(no) { window.open('/zfbg/x' + no.substring(0, 2) + '/' + no + '.html'); }</script>
<table class="easyui-datagrid" data-options="url:'/rows.do?lm=9',method:'post',pagination:true,pageSize:13"><thead><tr>
<th data-options="field:'name',formatter:fmt">名称</th></tr></thead></table>"""


def test_a_table_whose_settings_an_attribute_has_is_read() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(GRID)
        if path != "/rows.do" or "page" not in given:
            return None
        found = numbers((int(given["page"]) - 1) * int(given["rows"]), int(given["rows"]))
        rows_of = [
            {"no": f"ab{7000 + n}", "name": f"松浦区第{n}号工作报告", "date": "2019-03-02"} for n in found
        ]
        return json.dumps({"total": ROWS, "rows": rows_of}, ensure_ascii=False)

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS)
    assert "http://www.songpu.example/zfbg/xab/ab7000.html" in links


IN_PLACE = "".join(f"<span onclick=\"show('{year}', 1)\">{year}年</span>" for year in (2020, 2021, 2022))
DRAW = (
    "function draw(y, p, some) { var h = ''; for (var i = 0; i < some.length; i++) {"
    "h += '<li><a href=\"' + some[i].at + '\">' + some[i].subject + '</a><i>2019-01-02</i></li>'; }"
    "document.getElementById('box').innerHTML = h; document.getElementById('pg').innerHTML = p < 2 ?"
    " '<a href=\"javascript:void(0)\" onclick=\"show(' + y + ',' + (p + 1) + ')\">下一页</a>' : ''; }"
)


def of_year(year: int) -> list[dict[str, str]]:
    return [
        {"at": f"/zfbg/x{year}{n:03d}.html", "subject": f"松浦区{year}年政府工作报告（第{n}号）"}
        for n in range(2 * SIZE)
    ]


def test_years_that_buttons_open_in_place_are_read_with_their_pages() -> None:
    asks = "function show(y, p) { $.get('/rows?y=' + y + '&p=' + p, function (d) { draw(y, p, d.rows); }, 'json'); }"
    first = html(f"{IN_PLACE}{PLACE}<script>{DRAW}{asks}show('2020', 1);</script>")

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return first
        if path != "/rows":
            return None
        number = int(given["p"])
        return json.dumps({"rows": of_year(int(given["y"]))[(number - 1) * SIZE : number * SIZE]})

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", 6 * SIZE), account.line()


def test_years_in_the_data_of_a_page_are_read_with_their_pages() -> None:
    held = json.dumps({str(year): of_year(year) for year in (2020, 2021, 2022)})
    takes = f"function show(y, p) {{ draw(y, p, D[y].slice((p - 1) * {SIZE}, p * {SIZE})); }}"
    first = html(f"{IN_PLACE}{PLACE}<script>var D = {held};{DRAW}{takes}show('2020', 1);</script>")
    account, _, links = read(lambda path, _: first if path == LIST else None)
    assert len(links) == 6 * SIZE or account.code == "list_incomplete", account.line()


def test_years_that_buttons_only_show_and_hide_leave_the_list_complete() -> None:
    some = [
        f"<ul id='y{year}' style='display:{'none' if year > 2020 else 'block'}'>"
        f"{''.join(map(li, range(7 * (year - 2020), 7 * (year - 2019))))}</ul>"
        for year in (2020, 2021, 2022)
    ]
    shows = "function show(y, p) { document.getElementById('y' + y).style.display = 'block'; }"
    first = html(f"{IN_PLACE}{''.join(some)}<script>{shows}</script>")
    account, _, links = read(lambda path, _: first if path == LIST else None)
    assert (account.state, len(links)) == ("complete", 21), account.line()


OLDER = """
document.getElementById('all').addEventListener('click', function (event) { var button = event.target;
  if (button.className !== 'older') return;
  $.get('/piece', {lm: 9, y: button.getAttribute('data-y')}, function (part) { button.remove();
    document.getElementById('all').insertAdjacentHTML('beforeend', part); }, 'html'); });
"""
BY_OLDER = {2024: range(13), 2021: range(13, 20), 2017: range(20, 41), 2012: range(41, ROWS)}
LABELS = ("加载上一年度（{0}年）", "查看更早的文件", "还有{1}条，点击展开", "显示其余{1}条", "查看{0}年信息")


def with_older(label: str, year: int) -> str:
    below = [one for one in BY_OLDER if one < year]
    left = sum(len(BY_OLDER[one]) for one in below)
    button = (
        f"<button class='older' data-y='{below[0]}'>{label.format(below[0], left)}</button>" if below else ""
    )
    return f"<ul>{''.join(map(li, BY_OLDER[year]))}</ul>{button}"


def older(label: str, script: str = OLDER, lost: int = 0) -> Answered:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"<div id='all'>{with_older(label, 2024)}</div><script>{script}</script>")
        year = int(given.get("y", "0"))
        return with_older(label, year) if path == "/piece" and year in BY_OLDER and year != lost else None

    return answered


REMOVING = ("button.remove()", "button.parentNode.removeChild(button)", "button.parentElement.removeChild(button)",
            "$(button).remove()", "button.closest('.older').style.display = 'none'")  # fmt: skip


@pytest.mark.parametrize("removing", REMOVING)
@pytest.mark.parametrize("label", LABELS)
def test_a_button_for_the_years_before_is_used_to_the_oldest(label: str, removing: str) -> None:
    account, _, links = read(older(label, OLDER.replace("button.remove()", removing)))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


@pytest.mark.parametrize("label", LABELS)
def test_a_button_for_the_years_before_that_does_not_work_is_reported(label: str) -> None:
    account, _, _ = read(older(label, "unknown.bind('.older');"))
    assert account.code == "list_incomplete", account.line()
    account, _, _ = read(older(label, lost=2017))
    assert account.code == "list_incomplete", account.line()
    account, _, _ = read(older(label, OLDER.replace("button.remove()", "unknown(button)")))
    assert account.code == "list_incomplete", account.line()


@pytest.mark.parametrize("label", ["往年报告", "2019年", "历年政府工作报告", "查看全文", "上一期"])
def test_names_of_columns_add_no_rows(label: str) -> None:
    account, _, _ = read(older(label, "unknown.bind('.older');"))
    assert "rows behind a button" not in (account.why or "")
