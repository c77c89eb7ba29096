"""E-papers: a list of issues, or the page of one; each issue has pages that list its articles (all invented)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from spiders.visit.lists.epapers import issue_of
from tests.support.one_list import LIST, Answered, html, li, read_with_parts

DAYS = ("2021-02-19", "2021-02-20", "2020-01-10")
PAGES = (2, 3, 4)
HOME = "<li><a href='/szb/html/2021-02/19/node_2.htm'>松浦日报电子版</a></li>"


def at(day: str) -> str:
    return f"/szb/html/{day[:7]}/{day[8:]}/node_2.htm"


def paged(path: str, others: bool = False) -> str | None:
    """A page of an issue; the third has the report of the year. `others`: its calendar is in its markup."""
    match = re.fullmatch(r"/szb/html/(\d{4}-\d\d)/(\d\d)/node_(\d)\.htm", path)
    day = f"{match[1]}-{match[2]}" if match else ""
    if match is None or day not in DAYS:
        return None
    pages = "".join(f"<a href='node_{n}.htm'>第{n - 1:02d}版：要闻</a>" for n in PAGES)
    titles = ["区里召开会议部署春耕工作"] * 9 + [
        f"松浦区{day[:4]}年政府工作报告" if match[3] == "3" else "春耕忙起来"
    ]
    articles = "".join(
        f"<li><a href='/zfbg/x{day[:4]}{match[3]}{n}.htm'>{title}</a></li>" for n, title in enumerate(titles)
    )
    calendar = "".join(f"<a href='{at(one)}'>{one[8:]}</a>" for one in DAYS if others)
    return html(
        f"<div class='pages'>{pages}</div><div id='calendar'>{calendar}</div><ul class='titles'>{articles}</ul>"
    )


def listed(row: str) -> Answered:
    rows = "".join(row.format(at=at(day), day=day, n=int(day[-2:])) for day in DAYS)
    return lambda path, _: html(f"<ul>{rows}</ul>") if path == LIST else paged(path)


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='{at}'>{day}</a></li>",
        "<li><a href='{at}'>松浦日报第{n}期</a><span>{day}</span></li>",
        "<a href='{at}'><img src='/i/{n}.jpg' alt='松浦日报 {day}'></a>",
    ],
)
def test_the_pages_of_all_issues_are_read(row: str) -> None:
    accounts, requested, links = read_with_parts(listed(row))
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert {f"/zfbg/x{day[:4]}39.htm" for day in DAYS} <= {link.partition(".example")[2] for link in links}
    assert len(requested) == 2 + len(DAYS) * len(PAGES)


@pytest.mark.parametrize("others", [False, True])
def test_a_list_that_is_the_page_of_one_issue_says_that_there_are_others(others: bool) -> None:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        return (
            f"<meta http-equiv=refresh content='0;url={at(DAYS[0])}'>"
            if path == LIST
            else paged(path, others)
        )

    accounts, _, links = read_with_parts(answered)
    own, *others_ = accounts
    assert own.code == "list_incomplete" and (own.why or "").startswith(
        "an e-paper: the issue of 2021-02-19 was read"
    )
    assert {one.state for one in others_} == {"complete"}
    reports = [link for link in links if link.endswith("39.htm")]
    assert len(reports) == (2 if others else 1)


def test_a_list_that_only_names_a_paper_in_its_menu_is_none() -> None:
    rows = html(f"<ul class='m'>{HOME}</ul><ul>{''.join(map(li, range(8)))}</ul>")
    empty = html(
        f"<ul class='m'>{HOME}<li><a href='/a/'>政务公开</a></li></ul><div id='list'></div><script>draw()</script>"
    )
    for text, code in ((rows, None), (empty, "list_unread")):
        accounts, requested, _ = read_with_parts(
            lambda path, _, text=text: text if path == LIST else paged(path)
        )
        assert (len(accounts), accounts[0].code) == (1, code)
        assert not any("node_" in one for one in requested)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.example/paper/pc/layout/202102/19/node_01.html", "2021-02-19"),
        ("http://a.example/pc/layout/202102/19/l3.html", "2021-02-19"),
        ("http://a.example/szb/2021/02/19/node_2.htm?div=-1", "2021-02-19"),
        ("http://a.example/szb/html/2021-02/19/content_123.htm", None),
        ("http://a.example/art/2021/2/19/art_12_34.html", None),
        ("http://a.example/zwgk/202102/t20210219_34.html", None),
    ],
)
def test_a_page_of_an_issue_is_known_by_its_address(url: str, day: str | None) -> None:
    assert issue_of(url) == day
