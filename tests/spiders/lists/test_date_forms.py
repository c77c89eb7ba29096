"""Columns behind a form with two days, or with a year: all their years are read (all invented)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, read_with_parts

YEARS = (2024, 2022, 2021, 2016, 2009)
ALL = {year: [f"/zfbg/x{year}{n}.html" for n in range(1, 4)] for year in YEARS}
NEWEST = datetime.date(2024, 12, 31)


def dated(method: str, write: str, begin: str, end: str, more: str = "", most: str = "") -> str:
    return (
        f"<form action='/zfbg/' method='{method}'><input type='hidden' name='lm' value='9'>日期<input name='kssj'"
        f" value='{begin}' {more}> 至 <input name='jssj' value='{end}' {most}><input type='submit' value='查询'></form>"
    )


def listed(begin: datetime.date, end: datetime.date) -> str:
    found = [
        (year, url) for year, urls in ALL.items() for url in urls if begin <= datetime.date(year, 2, 3) <= end
    ]
    rows = "".join(
        f"<li><a href='{url}'>松浦区{year}年政府工作报告</a><i>{year}-02-03</i></li>" for year, url in found
    )
    return f"<p>共查询到{len(found)}条</p><ul>{rows}</ul>"


def site(
    longest: int = 0, method: str = "get", write: str = "%Y-%m-%d", more: str = "", none: str = "", most: str = "",
    code: str = "",
) -> Answered:  # fmt: skip
    """A column that shows three months; `longest` is the most days that it shows at once, `none` its answer beyond."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path != LIST:
            return None
        begin, end = NEWEST - datetime.timedelta(92), NEWEST
        if "kssj" in given:
            begin, end = (datetime.datetime.strptime(given[one], write).date() for one in ("kssj", "jssj"))
        form = dated(method, write, begin.strftime(write), end.strftime(write), more, most)
        if code:
            form = form.replace("<form ", f'<form onsubmit="{code}" ')
        if longest and (end - begin).days > longest:
            return html(form + none)
        return html(form + listed(begin, end))

    return answered


MENU = "<div class='m'><a href='/zfbg/?lm=9'>政府工作报告</a><a href='/zfbg/?lm=7'>民生实事</a></div>"
WAYS = [
    site(),
    site(366, none="<p>时间跨度不能超过一年</p>"),
    site(366),
    site(366, none=MENU),
    site(366, method="post"),
    site(366, write="%Y/%m/%d"),
    site(write="%Y%m%d", more="min='20050101'"),
    site(366, none="<p>时间跨度不能超过一年</p>", most="max='2099-12-31'"),
    site(code="return check(this)"),
    site(code="if (this.kssj.value == '') { alert('请选择日期'); return false; }"),
]


@pytest.mark.parametrize("answered", WAYS)
def test_all_years_behind_a_form_with_two_days_are_read(answered: Answered) -> None:
    accounts, requested, links = read_with_parts(answered)
    assert len(links) == sum(map(len, ALL.values()))
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert len(requested) == len(set(requested)) <= 2 + 1 + 26


def by_month(
    method: str = "get", months: str = "{}", every: str = "", none: str = "本月没有发布信息"
) -> Answered:
    """A column that shows the newest month; others are chosen in two drop-down lists."""

    def options(values: list[str], chosen: str) -> str:
        return "".join(f"<option{' selected' if one == chosen else ''}>{one}</option>" for one in values)

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path != LIST:
            return None
        year, month = given.get("nian", "2024"), given.get("yue", months.format(2))
        shown = [
            (one, url)
            for one, urls in ALL.items()
            for at, url in enumerate(urls)
            if str(one) == year and month in (every, months.format(at + 2))
        ]
        named = options([str(one) for one in YEARS], year)
        counted = options([*([every] if every else []), *(months.format(one) for one in range(1, 13))], month)
        form = f"<form action='/zfbg/' method='{method}'><select name='nian'>{named}</select>年" \
               f"<select name='yue'>{counted}</select>月<input type='submit' value='查看'></form>"  # fmt: skip
        rows = "".join(
            f"<li><a href='{url}'>松浦区{one}年政府工作报告</a><i>{one}-02-03</i></li>" for one, url in shown
        )
        return html(form + (f"<ul>{rows}</ul>" if rows else f"<p>{none}</p>{MENU}"))

    return answered


@pytest.mark.parametrize(
    "answered",
    [
        by_month(),
        by_month("post"),
        by_month(months="{:02}"),
        by_month(months="{}月", every="全部"),
        by_month(none="这段时间的内容尚未公开"),
    ],
)
def test_all_months_of_all_years_behind_a_form_are_read(answered: Answered) -> None:
    accounts, requested, links = read_with_parts(answered)
    assert len(links) == sum(map(len, ALL.values()))
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert len(requested) == len(set(requested)) <= 3 + 12 * len(YEARS)  # and the column in its menu


def test_a_search_with_a_year_and_a_month_is_no_form_of_months() -> None:
    years = "".join(f"<option>{year}</option>" for year in YEARS)
    months = "".join(f"<option>{month}</option>" for month in range(1, 13))
    chosen = f"<select name='n'>{years}</select><select name='y'>{months}</select>"
    form = f"<form action='/zfbg/'><input name='kw'>{chosen}</form>"
    account = read_with_parts(lambda path, _: html(form + MENU) if path == LIST else None)[0][0]
    assert account.state != "complete"


@pytest.mark.parametrize("title", ["政府工作报告", "在区人民代表大会上的报告", "区长所作报告"])
def test_rows_without_dates_and_years_are_read(title: str) -> None:
    def plain(path: str, given: Mapping[str, str]) -> str | None:
        text = site(366)(path, given)
        return re.sub(r"松浦区\d{4}年政府工作报告(</a>)<i>[\d-]+</i>", rf"{title}\1", text) if text else None

    accounts, _, links = read_with_parts(plain)
    assert len(links) == sum(map(len, ALL.values()))
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


def test_a_form_that_shows_nothing_for_a_year_either_is_reported() -> None:
    for none in ("<p>时间跨度过长</p>", MENU):
        accounts, _, links = read_with_parts(site(31, none=none))
        assert not links and "list_unread" in {one.code for one in accounts}


def test_a_server_that_answers_for_another_time_is_asked_for_each_year() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        shown = dict(given)
        if given.get("kssj", "2024")[:4] != given.get("jssj", "2024")[:4]:
            shown["kssj"] = "2024-01-01"  # it shows the last year only, and says so
        return site()(path, shown)

    accounts, _, links = read_with_parts(answered)
    assert len(links) == sum(map(len, ALL.values())), [one.line() for one in accounts]


def test_the_years_of_a_number_field_are_read() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        year = int(given.get("nd", "2024"))
        form = f"<form><input type='number' name='nd' min='2008' max='2024' value='{year}'><button>查看</button></form>"
        return (
            html(form + listed(datetime.date(year, 1, 1), datetime.date(year, 12, 31)))
            if path == LIST
            else None
        )

    accounts, _, links = read_with_parts(answered)
    assert len(links) == sum(map(len, ALL.values()))
    assert {one.state for one in accounts} == {"complete"}


@pytest.mark.parametrize(
    "form",
    [
        dated("get", "", "", ""),
        dated("get", "", "2024-01-01", "2024-12-31")
        .replace("/zfbg/", "/search.jsp")
        .replace("name='lm'", ""),
        f"<div class='head'>{dated('get', '', '2024-01-01', '2024-12-31')}</div>",
        dated("get", "", "2024-01-01", "2024-12-31").replace("日期", "姓名<input name='xm'>申请日期"),
        dated("get", "", "2024-01-01", "2024-12-31").replace("查询", "提交"),
    ],
)
def test_other_forms_are_not_sent(form: str) -> None:
    page = html(form + listed(datetime.date(2024, 1, 1), NEWEST))
    _, requested, _ = read_with_parts(lambda path, _: page if path == LIST else None)
    assert not any("kssj" in one or "search" in one for one in requested)
