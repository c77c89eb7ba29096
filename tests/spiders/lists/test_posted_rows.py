"""Rows that are postbacks lead to their articles' own addresses; what leads nowhere is a problem (all invented)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from archive.queries.known import Address, Known
from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.lists import reader
from spiders.lists.account import Account
from spiders.lists.base import Listing, ListPage
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher, VisitResult
from spiders.visit.visit import Visit

HOME = "http://www.songpu.example/"
LIST = f"{HOME}list.aspx?c=7"
FIELDS = {"__EVENTTARGET": "", "__EVENTARGUMENT": "", "__VIEWSTATE": "dDw="}
SCRIPT = """<script>var theForm = document.forms[0];
function __doPostBack(target, argument) { theForm.__EVENTTARGET.value = target;
theForm.__EVENTARGUMENT.value = argument; theForm.submit(); }</script>"""
YEARS = (2021, 2022, 2023)
REPORT = (
    "<p>各位代表：现在，我代表区人民政府向大会报告工作。</p>" + "<p>过去一年，各项工作扎实推进。</p>" * 200
)

TITLE, DATE = "{y}年松浦区政府工作报告", "<td>{y}-02-0{n}</td>"
OPTIONS = "new WebForm_PostBackOptions('g$ctl0{n}$t', '', true, '', '', false, true)"
LINK = f"<tr><td><a href=\"javascript:__doPostBack('g$ctl0{{n}}$t','')\">{TITLE}</a></td>{DATE}</tr>"
VIEW = f'<a href="javascript:WebForm_DoPostBackWithOptions({OPTIONS})">查看</a>'
BUTTON = f"<tr><td>{TITLE}</td>{DATE}<td>{VIEW}</td></tr>"
ROW = f"<tr onclick=\"javascript:__doPostBack('g','Select${{n}}')\"><td>{{n}}</td><td>{TITLE}</td>{DATE}</tr>"


@dataclass
class Night:
    """What a visit did: its result, the articles, the rows posted, and what an archive would know after it."""

    result: VisitResult
    articles: list[str]
    posted: list[str]
    known: dict[str, Address]


class Archive(Known):
    """An archive that knows some addresses."""

    def __init__(self, found: Mapping[str, Address]) -> None:
        super().__init__(None)
        self._found_before = dict(found)

    def addresses(self, site: str) -> dict[str, Address]:
        return self._found_before


def address(url: str, role: str, outcome: str = "ok", verdict: Any = None, **more: Any) -> Address:
    """Return an address as an archive knows it."""
    values: dict[str, Any] = dict.fromkeys(one.name for one in fields(Address))
    values |= {"url": url, "site": "songpu", "role": role, "outcome": outcome, "verdict": verdict}
    return Address(**(values | {"fetched_at": "2026-02-01T18:00:00Z"} | more))


def visited(
    row: str,
    answers: Any,
    known: Mapping[str, Address] | None = None,
    state: str = "dDw=",
    years: Iterable[int] = YEARS,
    verdict: str = "document",
) -> Night:
    """Visit a list whose rows are made of a template; `state` is the page's, which changes from night to night."""
    body = "".join(row.format(n=n, y=year) for n, year in enumerate(years, 2))
    hidden = {**FIELDS, "__VIEWSTATE": state}
    inputs = "".join(f"<input type='hidden' id='{n}' name='{n}' value='{v}'>" for n, v in hidden.items())
    form = f"<form method='post' action='list.aspx?c=7'>{inputs}<table>{body}</table></form>"
    night = Night(VisitResult(), [], [], dict(known or {}))

    async def fetch(url: str, purpose: Purpose) -> Answer:
        if purpose.role == "robots":
            return Answer(url, "gone", 404)
        if purpose.post is not None:
            sent = parse_qs(purpose.post.body or "")
            assert sent["__VIEWSTATE"] == [state]
            night.posted.append(sent["__EVENTTARGET"][0] + "".join(sent.get("__EVENTARGUMENT", [])))
            answer: Answer = answers(url, night.posted[-1])
            night.known[url] = address(url, "list", answer.outcome, redirect_to=answer.location)
            return answer
        if purpose.role == "list":
            text = f"<html>{form}{SCRIPT}<p>共{body.count('<tr')}条 第1/1页</p></html>"
            return Answer(url, "ok", 200, text.encode(), "text/html; charset=utf-8")
        night.articles.append(url)
        night.known[url] = address(
            url, "article", verdict=verdict, title=purpose.title, listed=purpose.listed
        )
        return Answer(
            url, "ok", 200, f"<html><body>{REPORT}</body></html>".encode(), "text/html; charset=utf-8"
        )

    text = f"name: 松浦区\nhomepage: {HOME}\nfamily: plain\nlists: [{{url: '{LIST}'}}]\n"
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls(Archive(night.known), Path("/nowhere"), ["songpu"])
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    visit = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)
    night.result = asyncio.run(visit.run())
    return night


def redirected(url: str, row: str) -> Answer:
    return Answer(url, "moved", 302, location="detail.aspx?id=" + "".join(filter(str.isdecimal, row)))


def in_window(url: str, row: str) -> Answer:
    at = redirected(url, row).location
    text = f"<html><body><script>window.open('{at}', '_blank');</script></body></html>"
    return Answer(url, "ok", 200, text.encode(), "text/html")


@pytest.mark.parametrize("row", [LINK, BUTTON, ROW])
@pytest.mark.parametrize("answers", [redirected, in_window])
def test_the_article_behind_a_row_has_its_own_address(row: str, answers: Any) -> None:
    night = visited(row, answers)
    assert len(set(night.articles)) == len(set(night.posted)) == 3
    assert all(one.startswith(f"{HOME}detail.aspx?id=") for one in night.articles)
    assert [(one["state"], one["rows"]) for one in night.result.lists] == [("complete", 3)]
    assert night.result.problems == []


KNOWN = f"{HOME}detail.aspx?id=90"


def test_a_row_whose_page_is_known_is_not_posted_again() -> None:
    page = address(
        KNOWN, "article", verdict="document", title="2022年松浦区政府工作报告", listed="2022-02-03"
    )
    night = visited(LINK, redirected, {KNOWN: page})
    assert (len(night.posted), len(night.articles), KNOWN in night.articles) == (2, 3, True)
    assert [one["state"] for one in night.result.lists] == ["complete"]


SAME = LINK.replace(TITLE, "松浦区政府工作报告").replace(DATE, "<td>2015-06-01</td>")


def test_two_rows_of_one_title_and_date_stay_two() -> None:
    page = address(KNOWN, "article", verdict="document", title="松浦区政府工作报告", listed="2015-06-01")
    night = visited(SAME, redirected, {KNOWN: page})
    assert len(night.posted) == 3
    assert set(night.articles) == {KNOWN, *(f"{HOME}detail.aspx?id=0{n}" for n in (2, 3, 4))}


def test_rows_of_one_title_and_date_are_posted_once() -> None:
    first = visited(SAME, redirected)
    second = visited(SAME, redirected, first.known, "eHg=")
    assert (len(first.posted), second.posted) == (3, [])
    assert sorted(second.articles) == sorted(first.articles)
    one_more = visited(SAME, redirected, first.known, "eHg=", years=(*YEARS, 2024))
    assert len(one_more.posted) == 4 and len(set(one_more.articles)) == 4


def test_rows_of_one_title_and_date_are_posted_again_if_a_page_is_gone() -> None:
    first = visited(SAME, redirected)
    gone = next(one for one in first.known.values() if one.role == "article")
    known = {
        **first.known,
        gone.url: address(gone.url, "article", "gone", "document", title=gone.title, listed=gone.listed),
    }
    assert len(visited(SAME, redirected, known, "eHg=").posted) == 3


UNDATED = LINK.replace(DATE, "")
VAGUE = LINK.replace(TITLE, "{y}年度总结讲话全文")


@pytest.mark.parametrize(
    ("row", "verdict", "articles"),
    [(LINK, "document", 3), (UNDATED, "document", 3), (VAGUE, "document", 3), (VAGUE, "negative", 0)],
)
def test_a_row_is_posted_once_although_the_page_changes(row: str, verdict: str, articles: int) -> None:
    first = visited(row, redirected, verdict=verdict)
    second = visited(row, redirected, first.known, "eHg=", verdict=verdict)
    assert (len(first.posted), len(first.articles)) == (3, 3)
    assert (len(second.posted), len(second.articles)) == (0, articles)
    assert [one["state"] for one in second.result.lists] == ["complete"]


def test_a_new_row_in_the_place_of_a_known_one_is_posted() -> None:
    first = visited(UNDATED, lambda url, row: redirected(url, "g9"), years=[2022])
    second = visited(UNDATED, redirected, first.known, "eHg=", years=[2023])
    assert len(second.posted) == 1 and f"{HOME}detail.aspx?id=02" in second.articles
    nameless = UNDATED.replace(TITLE, "在松浦区第三届人民代表大会第二次会议上的政府工作报告")
    first = visited(nameless, lambda url, row: redirected(url, "g9"), years=[2022])
    assert visited(nameless, redirected, first.known, "eHg=", years=[2023]).posted == ["g$ctl02$t"]


@pytest.mark.parametrize("row", [LINK, VAGUE])
def test_rows_that_all_led_to_one_page_are_posted_again(row: str) -> None:
    first = visited(row, lambda url, _: Answer(url, "moved", 302, location="error.aspx"), verdict="negative")
    second = visited(row, redirected, first.known, "eHg=")
    assert len(second.posted) == 3 and len(set(second.articles)) == 3


def test_a_row_that_shows_its_text_in_place_is_a_problem() -> None:
    night = visited(LINK, lambda url, _: Answer(url, "ok", 200, REPORT.encode(), "text/html"))
    assert night.articles == [] and len(night.result.problems) == 3
    assert all("no address" in one for one in night.result.problems)


def test_a_vague_row_that_shows_its_text_in_place_is_posted_once() -> None:
    first = visited(VAGUE, lambda url, _: Answer(url, "ok", 200, REPORT.encode(), "text/html"))
    second = visited(VAGUE, redirected, first.known, "eHg=")
    assert (len(first.posted), len(second.posted)) == (3, 0)


LOGIN = "<form action='/login.aspx' method='post'><input name='user'><input type='hidden' name='k' value='1'></form>"
STATE = "<input type='hidden' name='__VIEWSTATE' value='dDw='>"


def read_list(body: str) -> Listing:
    return reader.read(ListPage(LIST, f"<html><body>{body}</body></html>", 1, LIST))


def table_of(row: str, years: tuple[int, ...] = YEARS) -> str:
    return f"<table>{''.join(row.format(n=n, y=year) for n, year in enumerate(years, 2))}</table>"


@pytest.mark.parametrize(
    "body",
    [
        f"{LOGIN}<form action='list.aspx' method='post'>{STATE}{table_of(LINK)}</form>",
        f"{LOGIN}<form action='list.aspx'>{STATE}</form>{table_of(LINK)}",
        f"{LOGIN}<form action='list.aspx' method='POST'>{table_of(LINK)}</form>",
    ],
)
def test_a_row_posts_the_form_around_it_or_that_of_the_page_and_no_other(body: str) -> None:
    posted = read_list(body).posted
    assert {one.url for one in posted} == {f"{HOME}list.aspx"} and len(posted) == 3
    assert not any("user" in parse_qs(one.body or "", keep_blank_values=True) for one in posted)


@pytest.mark.parametrize("around", ["{}", "<form action='find.aspx' method='get'>{}</form>"])
def test_rows_without_a_form_to_post_are_not_posted(around: str) -> None:
    assert read_list(LOGIN + around.format(table_of(LINK))).posted == ()


def side(count: int) -> str:
    rows = "".join(
        f"<li><a href='/n/{n}.html'>松浦区召开第{n}次重点工作推进会议</a><span>2026-01-0{n}</span></li>"
        for n in range(1, count + 1)
    )
    return f"<div class='side'><ul>{rows}</ul></div>"


@pytest.mark.parametrize("beside", [0, 2, 5, 8])
def test_a_short_last_page_beside_a_longer_column_keeps_its_reports(beside: int) -> None:
    listing = read_list(
        f"<form action='list.aspx' method='post'>{STATE}{table_of(LINK)}</form>{side(beside)}"
    )
    assert {one.address for one in listing.posted} <= {link.url for link in listing.links}
    assert (listing.shown, len(listing.posted), len(listing.links)) == (3, 3, 3 + beside)


def test_rows_of_both_kinds_in_one_table_are_one_list() -> None:
    linked = "".join(
        f"<tr><td><a href='detail.aspx?id={y}'>{y}年松浦区政府工作报告</a></td><td>{y}-02-01</td></tr>"
        for y in range(2011, 2016)
    )
    table = table_of(LINK).replace("</table>", f"{linked}</table>")
    listing = read_list(f"<form action='list.aspx' method='post'>{STATE}{table}</form>")
    assert (listing.shown, len(listing.posted), len(listing.links)) == (8, 3, 8)


def test_a_row_with_an_ordinary_link_is_not_posted() -> None:
    row = ROW.replace(TITLE, f"<a href='detail.aspx?id={{n}}'>{TITLE}</a>")
    listing = read_list(f"<form action='list.aspx' method='post'>{STATE}{table_of(row)}</form>")
    assert (listing.shown, listing.posted, len(listing.links)) == (3, (), 3)


CHANGES = ["btnDel", "lbDelete", "btnVote", "lnkZan", "lbtnLike", "LogOut", "btnlogout", "LoginStatus1$ctl00",
           "lb_subscribe"]  # fmt: skip
LABELS = ["删除{y}年报告", "我要投票", "点赞支持一下", "退出登录系统", "订阅本栏目"]


@pytest.mark.parametrize("name", CHANGES)
def test_a_control_that_changes_something_is_never_posted(name: str) -> None:
    row = LINK.replace("$t'", f"${name}'")
    listing = read_list(f"<form action='list.aspx' method='post'>{STATE}{table_of(row)}</form>")
    assert listing.posted == () and not any("#post-" in link.url for link in listing.links)
    account = Account(LIST)
    account.add(listing)
    account.end("no further page")
    assert account.state != "complete"


@pytest.mark.parametrize("label", LABELS)
def test_a_label_that_changes_something_is_never_posted(label: str) -> None:
    row = LINK.replace(TITLE, label)
    body = f"<form action='list.aspx' method='post'>{STATE}{table_of(LINK)}{table_of(row)}</form>"
    assert len(read_list(body).posted) == 3


def test_a_command_that_deletes_is_never_posted() -> None:
    row = ROW.replace("Select$", "Delete$")
    assert read_list(f"<form action='list.aspx' method='post'>{STATE}{table_of(row)}</form>").posted == ()


@pytest.mark.parametrize("name", ["LoginView1$g$ctl02$title", "model$lbTitle", "lnkDelegates"])
def test_a_control_that_only_resembles_one_is_posted(name: str) -> None:
    row = LINK.replace("g$ctl0{n}$t", f"r{{n}}${name}")
    listing = read_list(f"<form action='list.aspx' method='post'>{STATE}{table_of(row)}</form>")
    assert len(listing.posted) == 3


def test_a_report_that_only_mentions_a_vote_is_posted() -> None:
    row = LINK.replace(TITLE, "点赞新时代——{y}年松浦区政府工作报告")
    listing = read_list(f"<form action='list.aspx' method='post'>{STATE}{table_of(row)}</form>")
    assert len(listing.posted) == 3
