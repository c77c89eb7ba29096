"""Whatever stands beside a list's rows and no reader used keeps the account open, and nothing else does."""

from __future__ import annotations

import pytest

from spiders.lists.account import Account
from tests.support.one_list import LIST, Answered, html, li, numbers, read, read_with_parts

FEW = "<div class='main'><ul class='list'>" + "".join(map(li, numbers(0, 7))) + "</ul>{}</div>"
# The rows of `FEW` are of 2019.
OPEN = {
    "a control without a name": "<p><a href='javascript:;' onclick='vv(2)'>丙</a></p>",
    "a number by a script": "<div class='pager'><span>1</span><span onclick='go(this)'>2</span></div>",
    "a next page that a function opens": "<p><a href='javascript:nn(2)'>下一页</a></p>",
    "more by a script": "<div onclick='mm()'>加载更多</div>",
    "more below the rows": "<p><a href='/zfbg/all.html'>更多</a></p>",
    "a field for the page": "<p>转到第<input name='pg'>页<a onclick='zz()'>GO</a></p>",
    "a drop-down list of pages": "<select id='q'><option>第1页</option><option>第2页</option></select>",
    "a field for a year": "<input type='range' min='2012' max='2019' value='2019' id='yr'>",
    "years to be typed": "<input list='ys'><datalist id='ys'><option>2018<option>2017<option>2016</datalist>",
    "years in Chinese numerals": "<p><b onclick='y(1)'>二〇一八年</b><b onclick='y(2)'>二〇一七年</b></p>",
    "years that unfold": "<details><summary>2018年</summary></details><details><summary>2017年</summary></details>",
    "years of a picture": "<map name='m'><area href='/old/8.html' alt='2018年'></map>",
    "the year before": "<i class='yb'></i><span class='ya'>上一年</span><script>$('.ya').on('click', back);</script>",
    "pages in Chinese numerals": "<p>第一页，共四页</p>",
    "a total in an attribute": "<x-pager total='31'></x-pager>",
    "a drop-down list of years": f"<select>{''.join(f'<option>{n}年</option>' for n in range(2015, 2020))}</select>",
    "years by a script": "<ul><li onclick='y(1)'>2018年</li><li onclick='y(2)'>2017年</li></ul>",
    "a mandate elsewhere": "<p><a href='/old/16/'>第十六届</a></p>",
    "older entries elsewhere": "<p><a href='/old/'>历年政府工作报告</a></p>",
    "months": "".join(f"<a href='/m/{n}.html'>{n}月</a>" for n in range(1, 5)),
    "a place that a script fills": "<div id='rest'></div><script>$('#rest').html(later());</script>",
    "a template": "<div id='r'><p v-for='o in rest'><a :href='o.url'>{{ o.title }}</a></p></div>",
    "an interface": "<script>function rest() { $.getJSON('/api/' + kind() + '/list', {key: sign()}, add); }</script>",
    "a request of htmx": "<a data-hx-post='/part' data-hx-vals='{\"n\": 2}'>再看看</a>",
    "an attribute": "<div data-api='/part/9/'></div>",
    "an entry that leads nowhere": "<ul><li>松浦区2012年政府工作报告</li></ul>",
    "a table of older entries": "<p><a href='/zfbg/old.xlsx'>历史目录</a></p>",
    "numbers of its own": "第1节 <a onclick='w(1)'>①</a><a onclick='w(2)'>②</a>",
    "dots behind the numbers": "<p><b>1</b> <a onclick='w(this)'>…</a></p>",
    "a call of a function for a pager": "<script>showPageNav(3, 1, 'index');</script>",
    "an address in data": "<script type='application/json'>"
    '{"of": "松浦区政府工作报告（第0号）", "self": "/v2/doc?lm=9&page=1"}</script>',
    "an attribute with the pages": "<div class='turner' data-pages='4' data-cur='1'></div>",
    "a total in the data": "<script>var totalCount = 31;</script>",
}


def week(number: int) -> str:
    days = range(number * 7 + 1, number * 7 + 8)
    return f"<tr>{''.join(f'<td><a onclick=d({day})>{day}</a></td>' for day in days)}</tr>"


CLOSED = {
    "nothing": "",
    "words of a single page": "<div class='page'>首页 上一页 1 下一页 尾页</div>",
    "tools": "<p><a href='javascript:window.print()'>打印</a><a onclick='c()'>关闭</a><a href='#'>返回顶部</a></p>",
    "the size of the letters": "<p>字号：<a onclick='s(1)'>大</a><a onclick='s(2)'>中</a><a onclick='s(3)'>小</a></p>",
    "sharing": "<div class='share'><a onclick='w()'>微</a><a onclick='b()'>博</a></div>",
    "languages": "<div class='lang'><a href='/en/'>EN</a><a href='/big5/'>繁</a></div>",
    "a search": "<form class='search' action='/s'><input name='q'>"
    "<select><option>2018年</option><option>2017年</option></select></form>",
    "a calendar": f"<table>{''.join(map(week, range(4)))}</table>",
    "a foot": "<div class='footer'><a href='/old/'>历年政府工作报告</a></div>",
    "the years of its rows": "<select><option>2019年</option><option>2018年</option></select>",
    "a heading with its years": "<ul><li>松浦区民生实事<select><option>2019年</option><option>2018年</option></select>"
    "</li></ul>",
    "years that unfold in the page": "<details><summary>2018年</summary>"
    "<a href='/zfbg/x7001.html'>松浦区政府工作报告（第1号）</a></details><details><summary>2017年</summary>"
    "<a href='/zfbg/x7002.html'>松浦区政府工作报告（第2号）</a></details>",
    "a length": "<input type='range' min='1' max='100'><p>共1页</p>",
    "other columns": "<ul><li><a href='/ghjh/'>规划计划</a></li><li><a href='/rsxx/'>人事信息</a></li></ul>",
    "friends": "<p><a href='http://www.other.example/list_2.html'>2</a></p>",
    "a counter": "<p>访问量：<b>1</b><b>2</b></p>",
    "pictures": "<div class='slider'><a onclick='p(1)'>1</a><a onclick='p(2)'>2</a></div>",
}  # fmt: skip


def one(beside: str) -> Answered:
    return lambda path, _: html(FEW.replace("{}", beside)) if path == LIST else None


def account(beside: str) -> Account:
    return read(one(beside))[0]


@pytest.mark.parametrize("name", OPEN)
def test_what_no_reader_used_is_reported(name: str) -> None:
    assert account(OPEN[name]).state in ("incomplete", "unread"), account(OPEN[name]).line()


@pytest.mark.parametrize("name", CLOSED)
def test_what_leads_to_no_rows_is_no_alarm(name: str) -> None:
    assert account(CLOSED[name]).state == "complete", account(CLOSED[name]).line()


SAME = {
    "numbers": "<p class='pg'><em data-page='1'>1</em><em data-page='2'>2</em></p>",
    "a drop-down list of pages": "<p><select id='q'><option>第1页</option><option>第2页</option></select></p>",
    "a part in the list's folder": "<p><a href='/zfbg/16/'>第十六届</a></p>",
}


@pytest.mark.parametrize("name", SAME)
def test_what_is_the_lists_own_is_reported_although_the_home_page_has_the_same(name: str) -> None:
    news = "".join(f"<li><a href='/news/{n}.html'>松浦区第{n}次全体会议召开</a></li>" for n in range(5))
    home = html(f"<ul>{news}</ul>{SAME[name]}<p><a href='/old/'>历年政府工作报告</a></p>")
    for beside, state in (
        (SAME[name], "incomplete"),
        ("<p><a href='/old/'>历年政府工作报告</a></p>", "complete"),
    ):
        page = html(FEW.replace("{}", beside))
        found = read(lambda path, _, p=page: {LIST: p, "/": home}.get(path), home=True)[0]  # type: ignore[misc]
        assert found.state == state, found.line()


def test_a_frame_is_opened_and_reported_if_it_lists_reports() -> None:
    for inside, state in (("松浦区2015年政府工作报告", "incomplete"), ("松浦区天气", "complete")):
        page = html(FEW.replace("{}", "<iframe src='/older/' height='150' width='600'></iframe>"))
        framed = html(f"<ul><li><a href='/old/1.html'>{inside}</a></li></ul>")
        found, _, _ = read(lambda path, _, p=page, f=framed: {LIST: p, "/older/": f}.get(path))  # type: ignore[misc]
        assert found.state == state


def test_years_that_a_script_draws_beside_the_answer_of_an_interface_are_opened() -> None:
    script = """<script>function show(y) { $.getJSON('/d/' + y + '.json', function (rows) {
      $('#box').html(rows.map(function (r) {
        return '<li><a href="' + r[0] + '">' + r[1] + '</a></li>'; }).join('')); }); }
      $.each(Y, function (i, y) { $('#ys').append('<span>' + y + '年度</span>'); });
      $('#ys').on('click', 'span', function () { show($(this).text().slice(0, 4)); }); show(Y[0]);</script>"""

    def answered(path: str, _: object) -> str | None:
        if path == LIST:
            return html(
                f"<div id='ys'></div><ul id='box'></ul><script>var Y = [2021, 2020, 2019];</script>{script}"
            )
        year = path.removeprefix("/d/").removesuffix(".json")
        return (
            f'[["/zfbg/x{year}.html", "松浦区{year}年政府工作报告"]]'
            if year in ("2021", "2020", "2019")
            else None
        )

    accounts, _, links = read_with_parts(answered)
    assert len(links) == 3 and {one.state for one in accounts} == {"complete"}


def test_a_frame_of_a_frameset_with_the_pager_is_used_or_reported() -> None:
    turning = "".join(f"<span onclick='turn(this)'>{n}</span>" for n in (1, 2, 3))
    pages = {
        LIST: "<html><frameset><frame src='r1.htm' name='main'><frame src='pages.htm'></frameset></html>",
        f"{LIST}r1.htm": html(FEW.replace("{}", "")),
        f"{LIST}pages.htm": f"<html><body>{turning}</body></html>",
    }
    assert read(lambda path, _: pages.get(path))[0].code == "list_incomplete"
    code = "<script>function go(n) { top.main.sdk.turn(n); }</script>"
    pages[f"{LIST}pages.htm"] = f"<html><body>{code}{turning.replace('turn(this)', 'go(2)')}</body></html>"
    assert read(lambda path, _: pages.get(path))[0].code == "list_incomplete"


def test_years_without_a_report_are_noted_and_open_no_account() -> None:
    rows = "".join(
        f"<li><a href='/zfbg/x{year}.html'>松浦区{year}年政府工作报告</a></li>"
        for year in (2012, 2013, 2016, 2017)
    )
    found = read(lambda path, _: html(f"<ul>{rows}</ul>") if path == LIST else None)[0]
    assert found.state == "complete" and found.ended.endswith("no report of 2014, 2015 is listed")
