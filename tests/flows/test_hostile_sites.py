"""Forty sites that answer as none should, beside five good ones: each failure is its own site's."""

from __future__ import annotations

import gzip
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.queries.status import status
from archive.store import Archive
from archive.verify import Tally, verify
from flows.pipeline.crawl_process import ShardResult, crawl_each
from flows.pipeline.night import Night, shards
from flows.pipeline.selection import select
from tests.support.archive import dumped, rows
from tests.support.hostile_sites import REPORT, Answers, Site, page, served

GBK = "云溪".encode("gbk")
ARTICLE = "/art/2026/t20260126_4711.html"
REPORT_PAGE = REPORT.format(name="黑水区", growth="9.9")


def always(content: bytes | None) -> Answers:
    return lambda path, night: content


def moved(location: bytes) -> bytes:
    return page("", b"Location: " + location, status=b"HTTP/1.1 302 Found")


def line(status: bytes) -> bytes:
    return page(REPORT_PAGE, status=status)


def hrefs(*targets: str) -> bytes:
    links = "".join(f'<li><a href="{target}">2026年黑水区政府工作报告</a></li>' for target in targets)
    return page(f"<html><body><ul>{links}</ul></body></html>")


# (path, the outcomes that are right for it, what it answers): labelled before the first night was run.
ODD: dict[str, tuple[str, set[str], bytes | None]] = {
    "location in GBK": (ARTICLE, {"moved"}, moved(b"/" + GBK + b".html")),
    "location with an open bracket": (ARTICLE, {"error"}, moved(b"http://[::1")),
    "location that NFKC splits": (ARTICLE, {"error"}, moved("http://a\u2100b.example/".encode())),
    "location with a port of words": (ARTICLE, {"error"}, moved(b"http://127.0.0.1:port/")),
    "location with a port of 99999": (ARTICLE, {"error"}, moved(b"http://127.0.0.1:99999/")),
    "location elsewhere": (ARTICLE, {"moved"}, moved(b"http://10.0.0.1/")),
    "location of a script": (ARTICLE, {"moved"}, moved(b"javascript:void(0)")),
    "location to itself": (ARTICLE, {"moved", "error"}, moved(b"t20260126_4711.html")),
    "location of nothing": (ARTICLE, {"error"}, moved(b"")),
    "location of 15 kB": (ARTICLE, {"moved"}, moved(b"/" + b"a" * 15_000)),
    "an etag of bytes": (ARTICLE, {"ok", "unchanged"}, page(REPORT_PAGE, b'ETag: "' + GBK + b'"')),
    "a type of bytes": (ARTICLE, {"ok", "unchanged"}, page(REPORT_PAGE, b"Content-Type: text/html; charset=\xff")),
    "a cookie of bytes": (ARTICLE, {"ok", "unchanged"}, page(REPORT_PAGE, b"Set-Cookie: a=" + GBK + b"; expires=\xff")),
    "a header without a colon": (ARTICLE, {"ok", "unchanged", "error"}, page(REPORT_PAGE, b"nonsense")),
    "a header of 60 kB": (ARTICLE, {"error"}, page(REPORT_PAGE, b"X-Long: " + b"x" * 60_000)),
    "two lengths": (ARTICLE, {"error"}, page(REPORT_PAGE, b"Content-Length: 5")),
    "a length of 5,000 digits": (
        ARTICLE, {"error"}, b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nx"
    ),
    "a superscript length": (
        ARTICLE, {"error"}, b"HTTP/1.1 200 OK\r\nContent-Length: \xc2\xb2\r\n\r\nx"
    ),
    "a negative length": (ARTICLE, {"error"}, b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx"),
    "a coding of bytes": (ARTICLE, {"error"}, page(REPORT_PAGE, b"Content-Encoding: \xff")),
    "gzip that is none": (ARTICLE, {"ok", "unchanged"}, page(REPORT_PAGE, b"Content-Encoding: gzip")),
    "gzip cut off": (
        ARTICLE, {"error"},
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(REPORT_PAGE.encode())[:200],
    ),
    "a chunk of nonsense": (ARTICLE, {"error"}, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc"),
    "a status of twenty digits": (ARTICLE, {"error"}, line(b"HTTP/1.1 99999999999999999999 OK")),
    "a status of 5,000 digits": (ARTICLE, {"error"}, line(b"HTTP/1.1 " + b"2" * 5000 + b" OK")),
    "a superscript status": (ARTICLE, {"error"}, line("HTTP/1.1 20\u00b2 OK".encode())),
    "a status of words": (ARTICLE, {"error"}, line(b"HTTP/1.1 OK OK")),
    "a negative status": (ARTICLE, {"error"}, line(b"HTTP/1.1 -1 OK")),
    "status zero": (ARTICLE, {"error"}, line(b"HTTP/1.1 000 OK")),
    "status 999": (ARTICLE, {"error"}, line(b"HTTP/1.1 999 No")),
    "no HTTP at all": (ARTICLE, {"error"}, b"\xff\xfe\x00\x01" * 50),
    "no answer": (ARTICLE, {"error"}, None),
    "304 to nobody": (ARTICLE, {"error"}, page("", status=b"HTTP/1.1 304 Not Modified")),
    "robots.txt of bytes": (
        "/robots.txt", {"ok", "unchanged"}, b"HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + b"\xff\xfe\xfd" * 10
    ),
    "robots.txt with a rate of nothing": (
        "/robots.txt", {"ok", "unchanged"}, page("User-agent: *\nRequest-rate: 0/0\n")
    ),
    "robots.txt with an endless delay": (
        "/robots.txt", {"ok", "unchanged"}, page("User-agent: *\nCrawl-delay: nan\n")
    ),
    "robots.txt with a bad address": ("/robots.txt", {"error"}, moved(b"http://[::1")),
    "a list of bad addresses": (
        "/list.html", {"ok", "unchanged"},
        hrefs("http://[::1", "http://a\u2100b.example/", "http://h:port/", "//[", "\x00"),
    ),
    "a list of half a surrogate": (
        "/list.html", {"ok", "unchanged"}, hrefs("/&#xD83D;.html", "/%ED%A0%BD.html", "/\\ud83d"),
    ),
    "a retry after a superscript": (
        ARTICLE, {"error"}, page("", "Retry-After: \u00b2".encode(), status=b"HTTP/1.1 503 Busy"),
    ),
}  # fmt: skip


def good_sites() -> list[Site]:
    return [
        Site(f"good{number}", name)
        for number, name in enumerate(("云溪区", "桃源区", "柳林区", "石桥区", "清水区"))
    ]


def odd_sites() -> list[Site]:
    return [
        Site(f"odd{number:02d}", f"黑水{number}区", {path: always(content)})
        for number, (path, _, content) in enumerate(ODD.values())
    ]


def four_nights(data: Path, sites: list[Site], folder: Path) -> list[dict[str, Any]]:
    """Run four nights like the flow, but without Prefect; return the results of each by site."""
    data.mkdir()
    (data / "fangzhi.toml").write_text("[crawl]\nsites_at_once = 50\n", "utf-8")
    visits = []
    with served(sites, folder) as server:
        for number in (1, 2, 3, 4):
            server.night = number
            selection = select(data, folder, (), everything=False)
            with Archive.open(data, holder="test") as archive:
                night = Night(archive, data, selection)
                results: list[ShardResult] = [
                    crawl_each(shard, data=data, sites=folder, run=night.run)
                    for shard in shards(selection, here=True)
                ]
                night.take_in()
                while night.read_batch():
                    pass
                night.finish(results)
            assert [result.error for result in results] == [None] * len(results)
            visits.append({name: one for result in results for name, one in result.summary["sites"].items()})
    return visits


def of_good(text: str, ports: dict[str, str]) -> list[str]:
    """The lines of a canonical dump that concern the good sites, their ports aside."""
    kept = []
    for written in text.splitlines():
        for port, name in ports.items():
            written = written.replace(f"127.0.0.1:{port}/", f"{name}/")
        if "good" in written or not ("odd" in written or "黑水" in written or "127.0.0.1" in written):
            kept.append(written)
    return sorted(kept)


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_four_nights_of_forty_hostile_sites_beside_five_good_ones(tmp_path: Path) -> None:
    assert len(ODD) == 40
    good, odd = good_sites(), odd_sites()
    nights = four_nights(tmp_path / "data", [*good, *odd], tmp_path / "sites")
    for number, night in enumerate(nights, start=1):
        for site in good:
            one = night[site.id]
            assert (one["failed"], one["left"], one["problems"], one["visited"]) == (None, None, [], 1), (
                number
            )
    wrong = []
    for site, (name, (path, right, _)) in zip(odd, ODD.items(), strict=True):
        found = rows(
            tmp_path / "data",
            "SELECT run_id, outcome FROM captures WHERE site_id = ? AND url LIKE ?",
            site.id,
            "%" + path,
        )
        by_run: dict[object, set[object]] = defaultdict(set)
        for run, outcome in found:
            by_run[run].add(outcome)
        if len(by_run) != 4 or not all(outcomes <= right for outcomes in by_run.values()):
            wrong.append((name, dict(by_run), nights[0][site.id]))
    assert wrong == []
    assert list(verify(tmp_path / "data", Tally())) == []
    known = {site.id for site in status(tmp_path / "data", date(2026, 3, 1)).sites}
    assert {site.id for site in odd} <= known
    alone = good_sites()
    four_nights(tmp_path / "alone", alone, tmp_path / "alone_sites")
    beside = of_good(dumped(tmp_path / "data"), {str(site.port): site.id for site in good})
    undisturbed = of_good(dumped(tmp_path / "alone"), {str(site.port): site.id for site in alone})
    assert beside == undisturbed
