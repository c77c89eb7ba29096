"""Readers reach the pages at a configured address, with its path before every link, and visitors one by one."""

from __future__ import annotations

import asyncio
import html
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
from datasette.app import Datasette

from archive.browse import pool, public_address
from archive.browse.gate import LONGEST_QUERY
from tests.support.browse_sample import build
from tests.support.browsing import PAGES, Get, browsing

pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

STOCK = (
    "/archive",
    "/archive/documents",
    "/archive/documents?_facet=kind",
    "/archive/versions/1",
    "/archive/passages?_search=居民",
    "/archive?sql=select+1",
    "/archive/quiet_edits_since?since=2020-01-01",
)
ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data, "https://archive.example/fz/") as (_, datasette), proxied(datasette) as client:
        yield client


@contextmanager
def proxied(datasette: Datasette) -> Iterator[Get]:
    """Yield a client that sends requests as a proxy does (Datasette's own client prepends the prefix to each path)."""
    application = datasette.app()

    async def ask(path: str, headers: dict[str, str]) -> httpx.Response:
        transport = httpx.ASGITransport(app=application)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8001") as client:
            return await client.get(path, headers=headers)

    with closing(asyncio.new_event_loop()) as loop:
        yield lambda path, **headers: loop.run_until_complete(
            ask(path, {name.replace("_", "-"): str(value) for name, value in headers.items()})
        )


def addresses(page: str) -> set[str]:
    """Return every address in a page, in attributes and in the document of a frame."""
    whole = page + "".join(map(html.unescape, re.findall(r'srcdoc="([^"]*)"', page)))
    return {html.unescape(found) for found in re.findall(r'\s(?:href|src|action)="([^"]*)"', whole)}


@pytest.mark.parametrize("path", [*PAGES, "/capture/7", "/nothing", *STOCK])
@pytest.mark.parametrize("kept", [True, False], ids=["the proxy keeps the prefix", "the proxy takes it off"])
def test_every_link_keeps_the_prefix(get: Get, path: str, kept: bool) -> None:
    page = get(f"/fz{path}" if kept else path)
    assert page.status_code in (200, 404)
    elsewhere = ("/fz/", "#", "?", "https://archive.example/fz/", "https://datasette.io/")
    lost = {at for at in addresses(page.text) if not at.startswith(elsewhere) and "yunxi" not in at}
    assert not lost
    assert not re.search(r"/fz/fz/", page.text)


@pytest.mark.parametrize(
    "path", ["/ledger.json?division=990102", "/promises.json?division=990102", "/search.json?q=居民"]
)
def test_addresses_in_json_keep_the_prefix(get: Get, path: str) -> None:
    found = re.findall(r'"address": "([^"]*)"', get(f"/fz{path}").text)
    assert found and all(address.startswith("/fz/version/") for address in found)


def test_stored_queries_return_working_addresses(get: Get) -> None:
    rows = get("/fz/archive/quiet_edits_since.json?since=2020-01-01&_shape=array").json()
    assert {row["address"] for row in rows} == {"/fz/compare/4/5"}


def test_redirects_and_cookies_keep_the_prefix(get: Get) -> None:
    assert get("/fz/coverage/").headers["location"] == "/fz/coverage"
    assert "Path=/fz/;" in get("/fz/?lang=en").headers["set-cookie"]
    assert "Disallow: /fz/search" in get("/fz/robots.txt").text


def test_feeds_contain_the_configured_address_whatever_the_host_header(get: Get) -> None:
    for path in ("/fz/changes.atom?division=990102", "/fz/new.atom"):
        answer = get(path, host="evil.invalid", x_forwarded_host="evil.invalid").text
        assert "evil.invalid" not in answer
        feed = ElementTree.fromstring(answer)
        for link in feed.iter("{http://www.w3.org/2005/Atom}link"):
            assert link.attrib["href"].startswith("https://archive.example/fz/")


def test_without_a_configured_address_the_host_header_is_not_trusted(data: Path) -> None:
    with browsing(data) as (_, datasette), proxied(datasette) as get:
        for path in ("/new.atom", "/archive/documents?_facet=kind", "/archive/captures.json?_size=2"):
            assert "evil.invalid" not in get(path, host="evil.invalid").text


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("https://a.example", "https://a.example/"),
        ("http://127.0.0.1:8001/fz", "http://127.0.0.1:8001/fz/"),
        ("https://a.example/x/y/", "https://a.example/x/y/"),
    ],
)
def test_an_address_is_parsed(value: str, whole: str) -> None:
    assert str(public_address.parse(value)) == whole


@pytest.mark.parametrize(
    "value",
    ["a.example", "ftp://a.example/", "https://", "https://a.example/?q=1", "https://a b/", "https://a/<x>"],
)
def test_an_invalid_address_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="front page"):
        public_address.parse(value)


@pytest.mark.parametrize(
    "name",
    [
        "allow-debug",
        "messages",
        "patterns",
        "permissions",
        "plugins",
        "actor",
        "logout",
        "auth-token",
        "config",
    ],
)
def test_datasettes_tools_for_developers_are_closed(get: Get, name: str) -> None:
    assert get(f"/fz/-/{name}").status_code == 404
    assert get(f"/fz/-/{name}.json").status_code == 404


def test_cookies_in_another_encoding_do_not_keep_a_reader_out(data: Path) -> None:
    with browsing(data) as (get, _):
        for cookie in ("name=云溪".encode("gbk"), b"a=\xff", b"\x80"):
            assert get("/", Cookie=cookie).status_code == 200
        assert 'lang="en"' in get("/", Cookie=b"lang=en").text


def test_a_long_query_string_is_refused_without_parsing(get: Get) -> None:
    answer = get("/fz/search?q=" + "a" * LONGEST_QUERY)
    assert answer.status_code == 414
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert get("/fz/search?q=" + "a" * (LONGEST_QUERY - 2)).status_code == 200


def test_a_thousand_parameters_are_parsed_once(get: Get) -> None:
    many = "&".join(f"p{number}=1" for number in range(1_000))
    for path in ("/fz/changes?", "/fz/archive/documents?"):
        get(path + many)
        began = time.process_time()
        get(path + many)
        assert time.process_time() - began < 4  # 0.05 s of CPU; parsed at each access: 8 s


def test_one_visitor_never_holds_all_threads() -> None:
    async def scene() -> tuple[list[str], int]:
        threads = pool.VisitorPool()
        served: list[str] = []
        hold = asyncio.Event()
        loop = asyncio.get_running_loop()

        async def ask(who: str) -> None:
            pool.visitor.set(who)

            def work() -> None:
                asyncio.run_coroutine_threadsafe(hold.wait(), loop).result(300)

            await threads.run((lambda: None) if who == "reader" else work)
            served.append(who)

        greedy = [asyncio.create_task(ask("greedy")) for _ in range(200)]
        await asyncio.sleep(0)  # each of them has begun
        await asyncio.wait_for(asyncio.create_task(ask("reader")), 300)
        before = list(served)
        hold.set()
        results = await asyncio.gather(*greedy, return_exceptions=True)
        return before, sum(isinstance(result, pool.BusyError) for result in results)

    before, refused = asyncio.run(scene())
    assert before == ["reader"]
    assert refused == 200 - pool.THREADS_EACH - pool.WAITING_EACH


def test_pages_answer_while_visitors_queries_run(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered, running = threading.Event(), threading.Event()
    run = pool.VisitorPool.run

    async def held(self: pool.VisitorPool, work: Callable[[], object]) -> object:
        def late() -> object:
            running.set()
            assert answered.wait(300)
            return work()

        return await run(self, late)

    monkeypatch.setattr(pool.VisitorPool, "run", held)
    with browsing(data) as (_, datasette):

        async def scene() -> list[int]:
            queries = [
                asyncio.create_task(datasette.client.get("/archive.json", params={"sql": "select 1"}))
                for _ in range(60)
            ]
            while not running.is_set():
                await asyncio.sleep(0.01)
            try:
                for path in ("/", "/search?q=居民", "/document/1"):
                    page = await asyncio.wait_for(datasette.client.get(path), 300)
                    assert page.status_code == 200
            finally:
                answered.set()
            return [answer.status_code for answer in await asyncio.gather(*queries)]

        statuses = asyncio.run(scene())
    assert statuses.count(503) >= 40 and set(statuses) == {200, 503}


def test_a_query_without_an_end_is_stopped(get: Get) -> None:
    assert get(f"/fz/archive.json?sql={quote(ENDLESS)}").status_code == 400
