"""A box that stands on every page of a site is never taken for the rows of a list."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from spiders.lists.rows import rows_of

URL = "http://www.example.gov.cn/zwgk/gzbg/index.html"
BOX = "".join(
    f'<li><a href="/news/202401/t2401_{n}188.html">重点项目建设现场推进会第{n}次召开</a><span>2024-01-0{n}</span></li>'
    for n in range(1, 8)
)
OWN = "".join(
    f'<li><a href="20{n}/t{n}188.html">青石区人民政府20{n}年政府工作报告</a><span>20{n}-01-12</span></li>'
    for n in range(20, 24)
)
NOTICES = OWN.replace("政府工作报告", "工作动态一览")


def _titles(body: str, title: str = "政府工作报告") -> list[str]:
    tree = LexborHTMLParser(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    return [row.text() for row in rows_of(tree, URL)]


@pytest.mark.parametrize(
    "heading", ["热点新闻", "阅读排行", "点击排行榜", "相关阅读", "最新发布 >>", "【图片新闻】"]
)
@pytest.mark.parametrize(
    "box",
    [
        "<div><h3>{heading}</h3><ul>{rows}</ul></div>",
        '<div><div class="tit"><span>{heading}</span><a href="/news/">更多</a></div><ul>{rows}</ul></div>',
        "<dl><dt>{heading}</dt></dl><ul>{rows}</ul>",
    ],
)
def test_a_box_is_no_list(heading: str, box: str) -> None:
    beside = box.format(heading=heading, rows=BOX)
    assert len(_titles(f"{beside}<div class='list'><ul>{OWN}</ul></div>")) == 4
    assert len(_titles(f"<div class='list'><ul>{OWN}</ul></div>{beside}")) == 4
    if "<dl>" not in box:
        assert _titles(f"{beside}<div id='list'></div>") == []


def test_rows_under_the_pages_own_name_or_with_reports_are_its_list() -> None:
    box = f"<div><h3>最新动态</h3><ul>{BOX}</ul></div>"
    assert len(_titles(box, "最新动态_青石区人民政府")) == 7
    assert len(_titles(f"<div><h3>最新发布</h3><ul>{OWN}</ul></div>")) == 4


def test_rows_with_a_pager_are_a_list() -> None:
    assert len(_titles(f"<div><h3>相关信息</h3><ul>{BOX}</ul><a href='index_2.html'>下一页</a></div>")) == 7


def test_a_box_ends_with_the_next_heading() -> None:
    body = f"<div><h3>最新文件</h3><ul>{BOX}</ul><h3>工作回眸</h3><ul class='own'>{NOTICES}</ul></div>"
    assert len(_titles(body)) == 4
