"""Every family reads invented list pages of its kind (`lists/`): its reports, the next page, and the family itself.

`expected.json` gives for each page its address, the links that must be followed, and the next page.
"""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.config.sitefile import List, Pages
from spiders.families import FAMILIES, generic
from spiders.lists.base import ListPage
from spiders.survey.detect_family import Seen, detect
from spiders.visit.exchange import Answer
from spiders.visit.politeness import Patience
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

LISTS = Path(__file__).parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((LISTS / "expected.json").read_text("utf-8"))


def source(name: str) -> str:
    return next(LISTS.glob(f"{name}.[hjx]*")).read_text("utf-8")


def visit_of(family: str, home: str, fetcher: Fetcher | None = None) -> Visit:
    text = f"name: 云溪区\nhomepage: {home}\nfamily: {family}\nreports: [{home}]\n"
    site = sitefile.parse(text, "yunxi", "yunxi.yaml")

    def never(*_: object) -> Any:
        raise AssertionError("reading a page makes no request")

    return Visit(site, Settings(), None, fetcher or Fetcher(never, never, never))  # type: ignore[arg-type]  # no previous crawls needed


@pytest.mark.parametrize("name", EXPECTED)
def test_a_family_reads_its_list_pages(name: str) -> None:
    expected = EXPECTED[name]
    page = ListPage(expected["url"], source(name), expected["number"], expected["start"])
    listing = FAMILIES[expected["family"]].read(page)
    home = "/".join(expected["url"].split("/")[:3]) + "/"
    visit = visit_of(expected["family"], home)
    entry = List(url=expected["start"])
    assert [link.url for link in listing.links if visit.may_be_report(link, entry)] == expected["reports"]
    assert listing.next_url == expected["next"]
    assert listing.rows is expected["rows"]


@pytest.mark.parametrize(
    "name", [name for name in EXPECTED if "-" not in name and name not in ("plain", "jpaas")]
)
def test_a_family_is_detected_from_its_pages(name: str) -> None:
    expected = EXPECTED[name]
    assert detect([Seen(expected["url"], source(name))], expected["reports"]).family == expected["family"]


def test_every_family_has_a_page_and_a_page_without_signs_is_plain() -> None:
    assert {expected["family"] for expected in EXPECTED.values()} == set(FAMILIES)
    assert (
        detect([Seen(EXPECTED["plain"]["url"], source("plain"))], EXPECTED["plain"]["reports"]).family
        == "plain"
    )


def test_the_dates_beside_the_links_are_read() -> None:
    page = ListPage(EXPECTED["trs"]["url"], source("trs"), 1, EXPECTED["trs"]["url"])
    dated = {link.url: link.date for link in page.links}
    assert [dated[url] for url in EXPECTED["trs"]["reports"]] == ["2024-02-05", "2024-01-30"]


@pytest.mark.parametrize(
    ("pages", "number", "expected"),
    [
        ({"kind": "none"}, 1, None),
        ({"kind": "suffix", "template": "index_{n}.html", "second": 1}, 1, "http://x.example/a/index_1.html"),
        ({"kind": "suffix", "template": "/a-{n}.htm"}, 3, "http://x.example/a-4.htm"),
        ({"kind": "query", "name": "p"}, 1, "http://x.example/a/?k=1&p=2"),
    ],
)
def test_pages_that_a_site_file_describes(pages: dict[str, Any], number: int, expected: str | None) -> None:
    page = ListPage(
        "http://x.example/a/?k=1", "<a href='b1234.html'>政府工作报告</a>", number, "http://x.example/a/?k=1"
    )
    assert generic.read(page, Pages.model_validate(pages)).next_url == expected


def test_json_rows_are_found_by_the_paths_of_the_site_file() -> None:
    pages = Pages(
        kind="json",
        template="/list?page={n}",
        items="data.rows",
        total="data.total",
        title="name",
        url="link",
    )
    rows = [{"name": "2024年云溪区政府工作报告", "link": "/a/2024.html", "date": "2024-02-05 10:00"}]
    text = json.dumps({"data": {"rows": rows, "total": 3}})
    listing = generic.read(
        ListPage("http://x.example/list?page=1", text, 1, "http://x.example/list?page=1"), pages
    )
    assert [(link.url, link.date) for link in listing.links] == [
        ("http://x.example/a/2024.html", "2024-02-05")
    ]
    assert listing.next_url == "http://x.example/list?page=2"
    assert (
        generic.read(ListPage("http://x.example/list?page=3", text, 3, "http://x.example/"), pages).next_url
        is None
    )


def test_a_site_is_left_alone_by_its_budget_and_its_refusals() -> None:
    patience = Patience(max_requests=10, max_seconds=60)
    for outcome in ("error", "error", "ok", "error", "blocked", "blocked"):
        patience.note(outcome, "why")
        assert patience.may_request()
    patience.note("blocked", "status 403")
    assert not patience.may_request() and "403" in str(patience.why)
    spent = Patience(max_requests=1, max_seconds=60, requests=1)
    assert not spent.may_request() and "budget" in str(spent.why)


CALLED = """<div id="31201"></div><script>$('#31201').jpage({startrecord:1, webid:7, unitid:31201, columnid:1201,
perPage:20, totalRecord:41, proxyUrl:'/module/web/jpage/dataproxy.jsp'});</script>"""


def test_a_hanweb_column_without_records_requests_the_first_ones_from_its_proxy() -> None:
    start = "http://www.yunxi.example/col/col1201/index.html"
    listing = FAMILIES["hanweb"].read(ListPage(start, CALLED, 1, start))
    assert not listing.rows and listing.next_url
    requested = dict(parse_qsl(urlsplit(listing.next_url).query))
    assert urlsplit(listing.next_url).path == "/module/web/jpage/dataproxy.jsp"
    assert {key: requested[key] for key in ("columnid", "unitid", "webid", "startrecord", "endrecord")} == {
        "columnid": "1201", "unitid": "31201", "webid": "7", "startrecord": "1", "endrecord": "20",
    }  # fmt: skip


WRITTEN = """<script>var currentPage = {0};//所在页从0开始
var nextPage = currentPage+1; var countPage = 3//共多少页
if(countPage>1) document.write("<a href=\\"index_" + {1} + ".htm\\">下一页</a>");</script>"""


@pytest.mark.parametrize("added", ["nextPage", "(currentPage+1)"])
def test_a_pager_that_a_script_writes_is_followed(added: str) -> None:
    start = "http://www.yunxi.example/zwgk/gzbg/"
    following = [
        FAMILIES["trs"].read(ListPage(start, WRITTEN.format(n, added), n + 1, start)).next_url
        for n in range(3)
    ]
    assert following == [start + "index_1.htm", start + "index_2.htm", None]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='p2.html'>[下一页]</a>",
        "<a href='p2.html'>后页 &gt;&gt;</a>",
        "<a href='p2.html'>下一页＞</a>",
        "<a href='p2.html'><img src='n.gif' alt='下一页'></a>",
        "<a href='p2.html' class='next'><i></i></a>",
        "<a href='p9.html'>尾页&gt;&gt;</a><a href='p2.html'>›</a>",
    ],
)
def test_the_link_to_the_next_page_has_many_names(link: str) -> None:
    start = "http://www.yunxi.example/zwgk/gzbg/"
    assert FAMILIES["plain"].read(ListPage(start, link, 1, start)).next_url == start + "p2.html"


def test_a_hanweb_record_may_hold_brackets() -> None:
    start = "http://www.yunxi.example/col/col1201/index.html"
    row = (
        "<li><span>[2024-02-05]</span><a href='/art/2024/2/5/art_1201_93001.html'>2024年政府工作报告</a></li>"
    )
    store = f"<datastore><recordset><record><![CDATA[{row}]]></record></recordset></datastore>"
    (link,) = FAMILIES["hanweb"].read(ListPage(start, store, 1, start)).links
    assert (link.title, link.date) == ("2024年政府工作报告", "2024-02-05")


def test_an_address_that_redirects_may_be_requested_twice() -> None:
    answers = {
        "http://www.yunxi.example/robots.txt": Answer("http://www.yunxi.example/robots.txt", "gone", 404),
        "http://www.yunxi.example/down?id=7": Answer(
            "http://www.yunxi.example/down?id=7", "moved", 302, location="/file/a.pdf"
        ),
        "http://www.yunxi.example/file/a.pdf": Answer(
            "http://www.yunxi.example/file/a.pdf", "ok", 200, b"%PDF-"
        ),
    }
    requested: list[str] = []

    async def fetch(url: str, _: object) -> Answer:
        requested.append(url)
        return answers[url]

    visit = visit_of("plain", "http://www.yunxi.example/", Fetcher(fetch, None, lambda *_: None))  # type: ignore[arg-type]

    async def twice() -> list[str | None]:
        got = [await visit.get("http://www.yunxi.example/down?id=7", "attachment") for _ in range(2)]
        return [answer.url if answer else None for answer in got]

    assert asyncio.run(twice()) == ["http://www.yunxi.example/file/a.pdf"] * 2
    assert len(requested) == 3


def test_links_to_other_sites_and_comments_are_no_signs_of_a_family() -> None:
    links = "<a href='http://www.rd.example/col/col9/index.html'>人大</a><!-- <a href='/col/col7/index.html'>旧</a> -->"
    home = "http://www.yunxi.example/"
    assert detect([Seen(home, f"<html><body>{links}</body></html>")]).family == "plain"
    own = links.replace("http://www.rd.example/", home)
    assert detect([Seen(home, f"<html><body>{own}</body></html>")]).family == "hanweb"


def test_comments_without_an_end_are_read_in_linear_time() -> None:
    started = time.process_time()
    assert detect([Seen("http://www.yunxi.example/", "<html><body>" + "<!-- x " * 30_000)]).family == "plain"
    assert time.process_time() - started < 3
