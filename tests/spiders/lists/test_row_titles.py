"""Rows whose links do not say the title: it stands beside them."""

from __future__ import annotations

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage

URL = "http://www.qinglan.example/gk/list.html"
YEARS = range(2024, 2017, -1)
REPORTS = [f"{year}年青岚区政府工作报告" for year in YEARS]


def read(row: str, around: str = "{}") -> list[tuple[str, str | None]]:
    """Return the titles and dates of the links to details; `row` is formatted with year and title."""
    rows = "".join(
        row.format(y=year, t=title, s=n)
        for n, (year, title) in enumerate(zip(YEARS, REPORTS, strict=True), 1)
    )
    listing = reader.read(ListPage(URL, f"<html><body>{around.format(rows)}</body></html>", 1, URL))
    assert listing.shown == len(REPORTS)
    return [(link.title, link.date) for link in listing.links if "/d/" in link.url]


TABLE = "<table><tr><th>{}</th></tr>{{}}</table>"
ROWS = {
    "index number": (
        "<tr><td><a href='/d/{y}.html'>QL-{y}-00{s}</a></td><td>{t}</td><td>{y}-02-03</td>"
        "<td>青岚区人民政府办公室</td></tr>",
        "<table>{}</table>",
    ),
    "cut, whole title in an attribute": (
        "<tr><td><a href='/d/{y}.html'>QL/{y}/00{s}</a></td><td title='{t}'>{y}年青岚区政府…</td>"
        "<td>{y}-02-03</td></tr>",
        "<table>{}</table>",
    ),
    "document's number, and a summary beside the title": (
        "<tr><td>{s}</td><td><a href='/d/{y}.html'>青政发〔{y}〕1号</a></td><td>{t}</td><td>"
        "区长向大会作报告，回顾上年工作，提出新一年的主要目标和十个方面的重点任务</td><td>{y}-02-03</td></tr>",
        TABLE.format("</th><th>".join(("序号", "文号", "信息名称", "内容概述", "发布日期"))),
    ),
    "date": ("<tr><td><a href='/d/{y}.html'>{y}-02-03</a></td><td>{t}</td><td>区政府办</td></tr>", "<table>{}</table>"),
    "serial number": (
        "<tr><td><a href='/d/{y}.html'>{s}</a></td><td>{t}</td><td>{y}-02-03</td></tr>", "<table>{}</table>",
    ),
    "serial number in a heading's cell": (
        "<tr><th><a href='/d/{y}.html'>{s}</a></th><td>{t}</td><td>{y}-02-03</td></tr>",
        "<table><tr><td>序号</td><td>标题</td><td>日期</td></tr>{}</table>",
    ),
    "a list for each row": (
        "<ul class='r'><li><a href='/d/{y}.html'>113700{y}/00{s}</a></li><li>{t}</li><li>{y}-02-03</li></ul>",
        "<div>{}</div>",
    ),
    "number and view lead to one page": (
        "<tr><td><a href='/d/{y}.html'>QL{y}000{s}</a></td><td>{t}</td><td>{y}-02-03</td>"
        "<td><a href='/d/{y}.html'>查看</a></td></tr>",
        "<table>{}</table>",
    ),
    "next row": (
        "<tr><td>索引号</td><td><a href='/d/{y}.html'>QL{y}-000{s}</a></td><td>日期</td><td>{y}-02-03</td></tr>"
        "<tr><td>名称</td><td colspan=3>{t}</td></tr>",
        "<table>{}</table>",
    ),
    "labelled": (
        "<dl><dt><a href='/d/{y}.html'>青政发〔{y}〕1号</a></dt><dd>标题：{t}</dd>"
        "<dd>{y}-02-03</dd></dl>",
        "<div>{}</div>",
    ),
    "download": ("<tr><td>{t}</td><td>{y}-02-03</td><td><a href='/d/{y}.pdf'>PDF</a></td></tr>", "<table>{}</table>"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_the_title_beside_a_number_is_the_rows_title(name: str) -> None:
    found = read(*ROWS[name])
    assert [title for title, _ in found] == REPORTS
    assert all(date == f"{year}-02-03" for year, (_, date) in zip(YEARS, found, strict=True))


def test_the_numbers_of_a_pager_in_cells_take_no_title() -> None:
    rows = "".join(
        f"<li><a href='/d/{y}.html'>{t}</a> {y}-02-03</li>" for y, t in zip(YEARS, REPORTS, strict=True)
    )
    pager = "<table><tr><td>政府工作报告共两页</td><td><a href='?page=2'>2</a></td></tr></table>"
    listing = reader.read(ListPage(URL, f"<html><body><ul>{rows}</ul>{pager}</body></html>", 1, URL))
    assert listing.next_url == f"{URL}?page=2"
    assert [link.title for link in listing.links if "page=" in link.url] == ["2"]


def test_a_file_beside_the_number_leaves_the_title_to_the_number() -> None:
    row = "<tr><td><a href='/d/{y}.html'>QL-{y}-00{s}</a></td><td>{t}</td><td><a href='/fj/{y}.doc'>附件</a></td></tr>"
    assert [title for title, _ in read(row, "<table>{}</table>")] == REPORTS
