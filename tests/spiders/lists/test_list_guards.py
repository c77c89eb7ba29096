"""Reports that no reader has shown, although the site names them: in a page's data, in other columns (all invented)."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, li, read, read_with_parts, record

SHOWN, ALL = 13, 31
XML = "".join(
    f"<row><t>{one['subject']}</t><u>{one['href']}</u><d>2019-03-04</d></row>"
    for one in map(record, range(ALL))
)
DATA = json.dumps([record(n) for n in range(ALL)], ensure_ascii=False)
# What holds all reports, of which the page shows the first; a control without a name draws the others.
HELD = {
    "an island of XML": f"<xml id='d' style='display:none'>{XML}</xml>",
    "a text area": f"<textarea style='display:none'>{XML}</textarea>",
    "a script of XML": f"<script type='text/xml' id='d'>{XML}</script>",
    "a script of JSON": f"<script type='application/json' id='d'>{DATA}</script>",
    "escaped": "<script>var packed = '{}';</script>".format(
        DATA.encode("unicode_escape").decode().replace("/", "\\/")
    ),
    "a call": f"<script>store.load({DATA});</script>",
}


def drawn(held: str, control: str = "<p><a href='#' id='n'><img src='7.gif'></a></p>") -> Answered:
    first = "".join(map(li, range(SHOWN)))
    shown = html(f"<div><ul class='list'>{first}</ul></div>{control}{held}<script src='/js/d.js'></script>")
    return lambda path, _: shown if path == LIST else None


@pytest.mark.parametrize("name", HELD)
def test_reports_in_a_pages_data_are_read_or_missed(name: str) -> None:
    account, _, links = read(drawn(HELD[name]))
    assert len(links) == ALL or account.state == "incomplete", account.line()


@pytest.mark.parametrize("name", ["an island of XML", "a text area"])
def test_reports_in_data_that_no_reader_knows_are_counted(name: str) -> None:
    account, _, links = read(drawn(HELD[name]))
    assert len(links) == ALL or f"{ALL - SHOWN} addresses of reports" in (account.why or ""), account.line()


OTHERS = {
    "a comment": f"<!-- <ul>{''.join(map(li, range(SHOWN, ALL)))}</ul> -->",
    "the same": f"<xml>{XML[: XML.index('x7013') - 60]}</xml>",
    "other titles": f"<xml>{XML.replace('政府工作报告', '农贸市场改造公告')}</xml>",
    "other addresses": f"<xml>{XML.replace('/zfbg/x', '/tp/p')}</xml>",
}


@pytest.mark.parametrize("name", OTHERS)
def test_other_data_leave_a_list_closed(name: str) -> None:
    account, _, _ = read(drawn(OTHERS[name], ""))
    assert account.state == "complete", account.line()


def report(year: int, folder: str = "zfbg") -> str:
    return f"<li><a href='/{folder}/x{year}.html'>松浦区{year}年政府工作报告</a><i>{year}-02-03</i></li>"


def beside(name: str, years: range, folder: str = "zfbg") -> Answered:
    """A column with reports of 2018 to 2023 that names another one, at /lm/9/, with those of some years."""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            shown = "".join(map(report, range(2023, 2017, -1)))
            return html(f"<div class='lm'><a href='/lm/9/'>{name}</a></div><div><ul>{shown}</ul></div>")
        return (
            html(f"<ul>{''.join(report(year, folder) for year in years)}</ul>") if path == "/lm/9/" else None
        )

    return answered


NAMES = [
    "建国以来政府工作报告",
    "原县政府工作报告",
    "撤县设区前政府工作报告",
    "老区政府报告",
]


@pytest.mark.parametrize("name", NAMES)
def test_another_column_with_reports_of_other_years_is_reported(name: str) -> None:
    accounts, requested, _ = read_with_parts(beside(name, range(2011, 2018)))
    account = accounts[0]
    assert "/lm/9/" in requested and account.state == "incomplete", (account.line(), requested)
    assert "2011年" in (account.why or "")


@pytest.mark.parametrize("folder", ["zfbg", "lm/9"])
@pytest.mark.parametrize("name", ["政府工作报告", *NAMES])
def test_another_column_with_the_same_reports_is_not(name: str, folder: str) -> None:
    accounts, _, _ = read_with_parts(beside(name, range(2019, 2022), folder))
    assert [one.state for one in accounts] == ["complete"], accounts[0].line()


@pytest.mark.parametrize(
    "name", ["青山镇政府工作报告", "国务院政府工作报告", "省政府工作报告", "政府工作报告解读"]
)
def test_columns_of_other_governments_are_not_opened(name: str) -> None:
    accounts, requested, _ = read_with_parts(beside(name, range(2011, 2018)))
    assert "/lm/9/" not in requested and accounts[0].state == "complete", accounts[0].line()


@pytest.mark.parametrize("name", ["旧版网站", "老站入口", "2016年以前网站"])
def test_an_earlier_site_that_the_list_names_is_noted(name: str) -> None:
    foot = f"<div class='foot'><a href='http://old.songpu.example/'>{name}</a></div>"
    shown = html(f"<div><ul>{''.join(map(report, range(2023, 2017, -1)))}</ul></div>{foot}")
    accounts, _, _ = read_with_parts(lambda path, _: shown if path == LIST else None)
    assert accounts[0].state == "complete"
    assert f"{name} (http://old.songpu.example/)" in accounts[0].ended
