"""A list that no longer shows known documents is reported, not each document as gone; unless they answer 404."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.visit.delisted import delisted
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import KnownPage
from spiders.visit.requests import Fetcher, VisitResult
from spiders.visit.visit import Visit

HOST = "http://www.yunxi.example"
LIST = f"{HOST}/zwgk/gzbg/"
YEARS = range(2015, 2025)


def address(year: int) -> str:
    return f"{LIST}{year}/t{year}0120.html"


class Known:
    """What earlier nights found: all ten reports, through the list."""

    def pages(self, _: str) -> list[KnownPage]:
        return [KnownPage(address(year), f"{year}年政府工作报告", None, LIST) for year in YEARS]

    def is_negative(self, _: str) -> bool:
        return False


def night(
    shown: Sequence[str],
    *,
    gone: Sequence[str] = (),
    moved: Sequence[str] = (),
    notices: int = 0,
    named: Sequence[str] = (),
) -> VisitResult:
    """Visit the site when its list shows these addresses, and some pages are gone or moved to `…?new`; the site file
    names some itself."""
    rows = "".join(
        f'<li><a href="{url}">云溪区政府工作报告 第{n}份</a><i>2024-01-02</i></li>'
        for n, url in enumerate(shown)
    )
    rows += "".join(
        f'<li><a href="/tz/{n}.html">关于停水的通知 第{n}号</a><i>2024-01-02</i></li>' for n in range(notices)
    )

    async def fetch(url: str, _: Purpose) -> Answer:
        if url in gone or url.endswith("robots.txt"):
            return Answer(url, "gone", 404)
        if url in moved:
            return Answer(url, "moved", 301, location=url + "?new")
        body = (
            f"<html><body><ul>{rows}</ul><p>共{len(shown) + notices}条 第1/1页</p></body></html>"
            if url == LIST
            else "<p>正文</p>"
        )
        return Answer(url, "ok", 200, body.encode(), "text/html; charset=utf-8")

    site = sitefile.parse(
        f"name: 云溪区\nhomepage: {HOST}/\nfamily: plain\nlists: [{{url: '{LIST}', kind: reports}}]\n"
        f"reports: [{', '.join(named)}]\n",
        "yunxi",
        "yunxi.yaml",
    )
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    visit = Visit(site, Settings(contact="archive@example.org"), Known(), fetcher)  # type: ignore[arg-type]  # two look-ups
    return asyncio.run(visit.run())


ALL = [address(year) for year in YEARS]


def account(result: VisitResult) -> tuple[str, str | None]:
    (one,) = result.lists
    return one["state"], one["why"]


def test_a_list_with_half_of_its_known_documents_is_incomplete_though_other_rows_fill_it() -> None:
    state, why = account(night(ALL[5:], notices=9))
    assert state == "incomplete" and why == f"5 of 10 known documents are no longer listed: {ALL[0]}"


@pytest.mark.parametrize(
    "result",
    [
        lambda: night(ALL),
        lambda: night(ALL[1:]),  # one may be taken off a list
        lambda: night(ALL[4:], gone=ALL[:4]),  # requested, and gone: they are recorded as such, one by one
        lambda: night(
            [f"{HOST}/new/{year}/t{year}0120.html" for year in YEARS]
        ),  # a redesign with new addresses
        lambda: night([url + "?old" for url in ALL[:5]] + ALL[5:]),
    ],
    ids=["all", "one less", "gone", "new addresses", "half at new addresses"],
)
def test_a_list_that_lost_nothing_is_complete(result: object) -> None:
    assert account(result())[0] == "complete"  # type: ignore[operator]  # a function without arguments


def test_one_document_less_is_noted_for_the_comparison_with_the_night_before() -> None:
    (one,) = night(ALL[1:]).lists
    assert (one["state"], one["delisted"]) == (
        "complete",
        f"1 of 10 known documents is no longer listed: {ALL[0]}",
    )
    assert night(ALL).lists[0]["delisted"] is None
    assert night(ALL[1:], gone=ALL[:1]).lists[0]["delisted"] is None
    assert night([*ALL[1:], f"{HOST}/new/1.html"]).lists[0]["delisted"] is None


def test_a_document_that_the_site_file_names_needs_no_list() -> None:
    assert night(ALL[1:], named=ALL[:1]).lists[0]["delisted"] is None
    assert account(night(ALL[5:], named=ALL[:5]))[0] == "complete"


def test_each_document_is_compared_with_the_list_that_showed_it() -> None:
    reports = [KnownPage(f"{HOST}/a/{n}.html", via=f"{HOST}/list?cid=11&page=2") for n in range(4)]
    projects = [KnownPage(f"{HOST}/b/{n}.html", via=f"{HOST}/list?cid=12") for n in range(4)]
    unlisted = [KnownPage(f"{HOST}/c/{n}.html") for n in range(9)]  # from the site file
    shown = {
        f"{HOST}/list?cid=11": {f"{HOST}/a/{n}.html" for n in range(4)},
        f"{HOST}/list?cid=12": {f"{HOST}/b/0.html"},
    }
    found = delisted([*reports, *projects, *unlisted], shown, {})
    assert list(found) == [f"{HOST}/list?cid=12"]
    assert found[f"{HOST}/list?cid=12"].words.startswith("3 of 4 known documents are")


def test_a_later_page_may_have_the_parameters_of_its_list_in_another_order() -> None:
    documents = [KnownPage(f"{HOST}/c.jsp?id={n}", via=f"{HOST}/l.jsp?p=2&size=9&tree=22") for n in range(3)]
    shown: dict[str, set[str]] = {f"{HOST}/l.jsp?kind=t&tree={number}": set() for number in (21, 22, 23)}
    assert list(delisted(documents, shown, {})) == [f"{HOST}/l.jsp?kind=t&tree=22"]


def test_the_page_that_a_listed_address_redirects_to_is_listed() -> None:
    class Moved(Known):
        def pages(self, site: str) -> list[KnownPage]:
            return [KnownPage(page.url + "?new", page.title, None, LIST) for page in super().pages(site)]

    assert account(night(ALL, moved=ALL))[0] == "complete"
