"""`appearance: true`: the style sheets and pictures of a site's pages, each once, politely, and never a document."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive.queries import night_sql
from archive.queries.appearance import files_of
from archive.queries.known import Address
from archive.store import Archive
from archive.warc.reader import payload_at
from spiders.scrapy_side.spider import MAX_APPEARANCE_BYTES
from spiders.visit import appearance
from tests.support.crawling import captured, crawl, take_in
from tests.support.serving import in_thread

PAGE = """<html><head><link rel=stylesheet href=/css/site.css><link rel=stylesheet href=/closed/site.css>
<style>.top { background: url(/img/top.png) }</style><script src=/js/site.js></script></head><body class=top>
<h1>石埠区年度工作安排</h1><p>今年新修三座人行桥，老街换上新的路灯。</p>
<p>河堤北段加高半米，两岸种上柳树；东市场搭起雨棚，摊位重新编号；三个村接通自来水，水管换成新管，老井封好留作备用。</p>
<p>小学添一间图书室，书由各家捐来，每周三下午开门；卫生所请来两位大夫，逢集日在集上看诊；旧仓库修成戏台，秋收以后唱三天戏。</p>
<p>各村把明年要修的路报上来，先修断头的，再修窄的；账目每季贴在村口，谁都可以来看，有不明白的地方当场说清楚。</p>
<img src=/img/logo.png><img src=/img/gone.png>
<img src=http://elsewhere.invalid/count.gif><img src=/img/away.png><img src=/img/moved.png><img src=/img/huge.png>
<iframe src=/frame.html></iframe><video src=/film.mp4></video></body></html>"""
FILES = {
    "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /closed/\n"),
    "/a.html": ("text/html; charset=utf-8", PAGE.encode()),
    "/b.html": ("text/html; charset=utf-8", PAGE.replace("三座", "五座").encode()),
    "/css/site.css": (
        "text/css",
        b"@import 'more.css'; @font-face { font-family: f; src: url(f.woff) } p { background: url(p.gif) }",
    ),
    "/css/more.css": ("text/css", b"h1 { background: url(//elsewhere.invalid/h.png), url(/img/logo.png) }"),
    "/css/p.gif": ("image/gif", b"GIF89a-p"),
    "/img/top.png": ("image/png", b"\x89PNG\r\n\x1a\n-top"),
    "/img/logo.png": ("image/png", b"\x89PNG\r\n\x1a\n-logo"),
    "/img/huge.png": ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(MAX_APPEARANCE_BYTES)),
}
MOVED = {"/img/moved.png": "/img/top.png", "/img/away.png": "http://elsewhere.invalid/away.png"}
FETCHED = ["/css/site.css", "/css/more.css", "/css/p.gif", "/img/top.png", "/img/logo.png", "/img/gone.png",
           "/img/away.png", "/img/moved.png", "/img/huge.png"]  # fmt: skip


@contextmanager
def served(failing: set[str]) -> Iterator[tuple[int, list[str]]]:
    """Serve the files above, a 500 for those that fail; yield the port and the paths requested."""
    requested: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requested.append(self.path)
            kind, body = FILES.get(self.path, ("text/html", b"<html><body>404 Not Found</body></html>"))
            status = 500 if self.path in failing else 200 if self.path in FILES else 404
            self.send_response(302 if self.path in MOVED else status)
            if self.path in MOVED:
                self.send_header("Location", MOVED[self.path])
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    with in_thread(server):
        yield server.server_port, requested


def write_site(folder: Path, port: int, more: str = "appearance: true\n") -> None:
    folder.mkdir(exist_ok=True)
    home = f"http://127.0.0.1:{port}/"
    (folder / "shibu.yaml").write_text(
        f"name: 石埠区\nhomepage: {home}\nfamily: plain\nreports: [{home}a.html, {home}b.html]\n"
        f"allow_private: true\n{more}",
        "utf-8",
    )


def night(data: Path, sites: Path, run: int) -> dict[str, Any]:
    visit: dict[str, Any] = crawl(data, sites, run, ["shibu"])["sites"]["shibu"]
    take_in(data, run)
    return visit


@pytest.mark.ci
def test_each_file_is_fetched_once_and_the_page_can_be_shown_with_it(tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    with served({"/css/p.gif"}) as (port, requested):
        write_site(sites, port)
        first = night(data, sites, 1)
        assert requested[:3] == ["/robots.txt", "/a.html", "/b.html"]  # the pages come first
        assert sorted(requested[3:]) == sorted(FETCHED)
        requested.clear()
        second = night(data, sites, 2)
        assert requested == ["/robots.txt", "/a.html", "/b.html"]
    assert first["appearance"] == {
        "ok": 4, "gone": 1, "error": 1, "moved": 2, "too_large": 1, "robots": 1, "outside": 2,
    }  # fmt: skip
    assert second["appearance"] == {"known": 10, "outside": 2}
    for visit in (first, second):
        assert not visit["problems"] and not visit["left"] and visit["appearance_stopped"] is None
    assert set(first["outcomes"]) == {"ok"} and set(second["outcomes"]) <= {"ok", "unchanged", "not_modified"}
    roles = {c.fields.role for found in captured(data, 1).values() for c in found if c.fields}
    assert roles == {"robots", "article", "appearance"}
    with Archive.open(data, holder="test") as archive:
        queued = archive.db.execute("SELECT url FROM captures WHERE queued = 1").fetchall()
        assert all(url.endswith(".html") for (url,) in queued)
        (run,) = archive.db.execute("SELECT run_id FROM captures WHERE url LIKE '%/css/p.gif'").fetchone()
        assert archive.db.execute(night_sql.FAILING, {"run": run}).fetchall() == []
    with closing(sqlite3.connect(data / "archive.db")) as db:
        file, offset, at = db.execute(
            "SELECT warc_file, warc_offset, fetched_at FROM captures WHERE url LIKE '%/a.html' AND outcome = 'ok'"
        ).fetchone()
        warc = data / "warc"
        files = files_of(db, warc, payload_at(warc / file, offset), at)
        assert files.counts() == {
            "stylesheet": {"named": 3, "archived": 2},
            "picture": {"named": 9, "archived": 3},
        }
        moved = next(file for url, file in files.found.items() if url.endswith("moved.png"))
        assert moved.url.endswith("/img/top.png") and len(moved.hops) == 1


@pytest.mark.ci
def test_without_the_key_nothing_but_pages_is_requested(tmp_path: Path) -> None:
    with served(set()) as (port, requested):
        write_site(tmp_path / "sites", port, "")
        visit = night(tmp_path / "data", tmp_path / "sites", 1)
        assert requested == ["/robots.txt", "/a.html", "/b.html"]
    assert visit["appearance"] == {}


@pytest.mark.ci
def test_the_budget_ends_it_without_an_issue(tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    with served(set()) as (port, requested):
        write_site(sites, port, "appearance: true\nmax_requests: 5\n")
        first = night(data, sites, 1)
        assert len(requested) == 5
        assert first["left"] is None and not first["out_of_budget"]
        assert first["appearance_stopped"] == "budget of 5 requests used up"
        requested.clear()
        night(data, sites, 2)
        assert requested[3] in FETCHED  # the next night continues


@pytest.mark.ci
def test_a_server_that_fails_is_left_alone(tmp_path: Path) -> None:
    with served(set(FETCHED)) as (port, requested):
        write_site(tmp_path / "sites", port)
        visit = night(tmp_path / "data", tmp_path / "sites", 1)
        assert len(requested) < 3 + len(FETCHED)
    assert "no usable answer" in visit["appearance_stopped"] and visit["left"] is None


@pytest.mark.parametrize(
    ("outcome", "days", "due"),
    [
        ("error", 8, True),
        ("error", 6, False),
        ("challenged", 8, True),
        ("gone", 90, False),
        ("ok", 90, False),
    ],
)
def test_only_what_gave_no_answer_is_requested_again_after_days(outcome: str, days: int, due: bool) -> None:
    at = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    known = Address(
        "http://www.shibu.invalid/a.css", "shibu", "appearance", *[None] * 7, outcome, at, *[None] * 5
    )
    assert appearance.due(known) is due
