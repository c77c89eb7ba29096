"""A page that takes too long to read is reported, and the visit goes on."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
import time
from pathlib import Path

import pytest

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.lists.base import Listing, ListPage
from spiders.lists.interfaces.formats import xml_answers
from spiders.visit import candidates, list_pages
from spiders.visit.exchange import Answer
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher, Purpose
from spiders.visit.time_limit import TooSlowError, time_limit
from spiders.visit.visit import Visit

HOME = "http://www.qinglan.example/"
SITE = (
    f"name: 青岚区\nhomepage: {HOME}\nfamily: plain\nlists:\n  - url: {HOME}slow/\n  - url: {HOME}good/\n"
    "evidence: [invented]\n"
)
LIST = '<ul><li><a href="/bg/2023.html">2023年青岚区政府工作报告</a><span>2023-02-01</span></li></ul>'


def test_a_slow_pattern_is_stopped_and_nothing_is_left_behind() -> None:
    begun = time.process_time()
    with pytest.raises(TooSlowError, match="seconds of CPU"), time_limit(0.2):
        re.match("(a+)+$", "a" * 60 + "b")
    assert time.process_time() - begun < 5
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


def test_in_another_thread_there_is_no_limit() -> None:
    found: list[int] = []

    def read() -> None:
        with time_limit(0.01):
            found.append(sum(range(3_000_000)))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert found


def test_a_slow_list_is_incomplete_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sitefile.parse(SITE, "qinglan", "qinglan.yaml")
    really = candidates.read_list

    def read_list(site: SiteFile, page: ListPage, entry: List) -> Listing:
        while "slow" in page.url:
            pass
        return really(site, page, entry)

    monkeypatch.setattr(candidates, "read_list", read_list)
    monkeypatch.setattr(list_pages, "time_limit", lambda: time_limit(0.2))

    async def fetch(url: str, purpose: Purpose) -> Answer:
        if url.endswith("robots.txt"):
            return Answer(url, "gone", 404)
        body = f"<html><body><h1>政府工作报告</h1>{LIST}</body></html>"
        return Answer(url, "ok", 200, body.encode(), "text/html; charset=utf-8")

    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(tmp_path, tmp_path, ["qinglan"])
    walk = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)

    async def rows() -> list[list[str]]:
        return [[link.url async for link, _ in walk.links(entry)] for entry in site.lists]

    assert asyncio.run(rows()) == [[], [f"{HOME}bg/2023.html"]]
    slow, good = walk.result.lists
    assert slow["state"] == "incomplete" and "more than 0.2 seconds of CPU" in slow["why"]
    assert good["state"] == "complete"
    assert [line for line in walk.result.problems if line.startswith(f"list {HOME}slow/: it took more than")]


def test_many_comments_before_the_markup_are_passed_in_linear_time() -> None:
    with time_limit(3):
        assert xml_answers.parse("<!-- a -->" * 50_000 + "</a>") is None
        assert xml_answers.parse("<!-- a --> <?b?> <!-- c --><d><e>1</e></d>") == {"d": {"e": "1"}}
