"""A page with the first rows of several columns of reports, by mandate or by age: each column is read (invented)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tests.support.one_list import HOST, LIST, Answered, html, li, read_with_parts

NAMES = {"18": "第十八届人民政府", "17": "第十七届人民政府", "16": "第十六届人民政府"}
AGES = {"18": "近年政府工作报告", "17": "往年报告", "16": "2012年以前"}
PLAIN = {"18": "甲", "17": "乙", "16": "丙"}
OF = {"18": range(7), "17": range(7, 13), "16": range(13, 22)}
AT = "/lm.asp?id={k}"


def ul(k: str, count: int) -> str:
    return f"<ul>{''.join(map(li, OF[k][:count]))}</ul>"


# One block: NAME, URL and ROWS are filled in.
BLOCKS = {
    "更多 in the heading": "<div class='box'><h5>NAME<a class='more' href='URL'>更多&gt;&gt;</a></h5>ROWS</div>",
    "a link as heading": "<div class='box'><h3><a href='URL'>NAME</a></h3>ROWS</div>",
    "both": "<div class='box'><h3><a href='URL'>NAME</a><a href='URL'>更多</a></h3>ROWS</div>",
    "更多 below": "<div class='box'><h3>NAME</h3>ROWS<p align='right'><a href='URL'>[查看全部]</a></p></div>",
    "flat": "<h3>NAME <a href='URL'>MORE&gt;&gt;</a></h3>ROWS",
    "flat, 更多 below": "<h3>NAME</h3>ROWS<p class='gd'><a href='URL'>更多…</a></p>",
    "flat, the heading is the link": "<div class='tit'><a href='URL'>NAME</a></div>ROWS",
    "a definition list": "<dl><dt>NAME<a href='URL'>更多&gt;</a></dt><dd>ROWS</dd></dl>",
    "a table": "<table><tr><th>NAME</th><td align='right'><a href='URL'>更多</a></td></tr>"
    "<tr><td colspan='2'>ROWS</td></tr></table>",
    "rows of a table": "<tr><td class='lmtit'>NAME</td><td><a href='URL'>更多</a></td></tr>"
    "<tr><td colspan='2'>ROWS</td></tr>",
    "a picture": "<div class='b'><div class='hd'><i>NAME</i><a href='URL'><img src='/i/more.gif'></a></div>ROWS</div>",
    "a picture with words": "<div><p class='tt'>NAME<a href='URL'><img src='/i/7.gif' alt='更多'></a></p>ROWS</div>",
    "a plus sign": "<section><header><h2>NAME</h2><a href='URL'>+</a></header>ROWS</section>",
    "an icon": "<div class='p'><div class='p-hd'>NAME<a class='p-more' href='URL'></a></div>ROWS</div>",
    "a handler": "<div class='box'><h4>NAME</h4><span class='m' onclick=\"location.href='URL'\">更多</span>ROWS</div>",
    "进入栏目": "<div class='box'><h4>NAME</h4>ROWS<a href='URL'>进入栏目&gt;&gt;</a></div>",
    "更多报告": "<fieldset><legend>NAME</legend>ROWS<div><a href='URL'>更多报告</a></div></fieldset>",
    "deep": "<div class='c'><div><p class='t'><b>NAME</b><i><a href='URL'>更多</a></i></p></div><div><p></p>ROWS"
    "</div></div>",
}  # fmt: skip


def site(block: str, names: Mapping[str, str] = NAMES, count: int = 3, order: str = "18 17 16") -> Answered:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            shown = "".join(
                block.replace("NAME", names[k]).replace("URL", AT.format(k=k)).replace("ROWS", ul(k, count))
                for k in order.split()
            )
            shown = f"<table>{shown}</table>" if block.startswith("<tr") else shown
            return html(f"<div class='main'>{shown}</div>")
        if path == "/lm.asp" and given.get("id") in OF:
            return html(f"<h2>{names[given['id']]}</h2>{ul(given['id'], 99)}")
        return None

    return answered


@pytest.mark.parametrize("count", [2, 4])
@pytest.mark.parametrize("name", BLOCKS)
def test_each_column_behind_a_block_is_read(name: str, count: int) -> None:
    accounts, requested, links = read_with_parts(site(BLOCKS[name], count=count))
    assert len(links) == 22, (len(links), requested)
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


@pytest.mark.parametrize("names", [AGES, PLAIN])
@pytest.mark.parametrize(
    "name", ["更多 in the heading", "更多 below", "flat", "a definition list", "a picture"]
)
def test_the_columns_may_have_other_names(name: str, names: Mapping[str, str]) -> None:
    _, requested, links = read_with_parts(site(BLOCKS[name], names))
    assert len(links) == 22, (len(links), requested)


def test_a_column_behind_a_block_that_is_missing_is_reported() -> None:
    answered = site(BLOCKS["更多 in the heading"])
    accounts, _, _ = read_with_parts(
        lambda path, given: None if given.get("id") == "17" else answered(path, given)
    )
    assert [one.state for one in accounts].count("complete") < len(accounts)


@pytest.mark.parametrize("count", [5, 6])
@pytest.mark.parametrize("name", ["更多 in the heading", "a picture", "flat"])
def test_a_cover_with_blocks_of_other_columns_is_no_list_itself(name: str, count: int) -> None:
    names = {"18": "政府工作报告", "17": "计划报告", "16": "预算报告"}
    answered = site(BLOCKS[name], names, count)

    def cover(path: str, given: Mapping[str, str]) -> str | bytes | None:
        found = answered(path, given)
        for n in (*OF["17"], *OF["16"]):
            found = (
                found.replace(f"政府工作报告（第{n}号）", f"第{n}年预算执行情况")
                if isinstance(found, str)
                else found
            )
        return found

    accounts, requested, links = read_with_parts(cover)
    assert AT.format(k="18") in requested and len({*OF["18"]}) + 2 * count == len(links)
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


@pytest.mark.parametrize("names", [NAMES, AGES])
@pytest.mark.parametrize("name", ["更多 in the heading", "a link as heading", "更多 below", "flat"])
def test_a_block_may_first_show_other_reports(name: str, names: Mapping[str, str]) -> None:
    answered = site(BLOCKS[name], names)

    def mixed(path: str, given: Mapping[str, str]) -> str | bytes | None:
        found = answered(path, given)
        if path == LIST and isinstance(found, str):
            for n in (0, 1, 7, 8, 13):  # all in the second block, most in the others
                found = found.replace(f"政府工作报告（第{n}号）", f"关于第{n}年预算执行情况的报告")
        return found

    _, requested, links = read_with_parts(mixed)
    assert len(links) == 22, (len(links), requested)


@pytest.mark.parametrize("name", ["更多 in the heading", "a link as heading"])
def test_a_single_block_beside_the_rows_is_read_if_its_name_says_what_it_is(name: str) -> None:
    block = (
        BLOCKS[name].replace("NAME", "往届报告").replace("URL", AT.format(k=17)).replace("ROWS", ul("17", 2))
    )
    first = html(f"<ul class='list'>{''.join(map(li, OF['18']))}</ul><div class='side'>{block}</div>")
    answered = site("")
    _, _, links = read_with_parts(lambda path, given: first if path == LIST else answered(path, given))
    assert len(links) == len(OF["18"]) + len(OF["17"])


def other(n: int) -> str:
    return re.sub("松浦区政府工作报告", "农贸市场改造公告", li(n))


@pytest.mark.parametrize("name", BLOCKS)
def test_blocks_of_other_columns_are_not_read(name: str) -> None:
    block = BLOCKS[name].replace("NAME", "通知公告").replace("URL", "/lm.asp?id=5")
    block = block.replace("ROWS", f"<ul>{other(90)}{other(91)}{li(3)}</ul>")
    rows = f"<div><ul class='list'>{''.join(map(li, range(7)))}</ul></div>"
    accounts, requested, _ = read_with_parts(
        lambda path, _: html(f"{rows}<div class='side'>{block}</div>") if path == LIST else None
    )
    assert requested == ["/robots.txt", LIST], requested
    assert HOST in accounts[0].url
