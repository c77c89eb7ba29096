"""Which hosts may be requested, with real sockets: permissions belong to one site; a robots.txt may redirect."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from archive.warc.reader import captures
from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher, LeftAloneError
from spiders.visit.visit import Visit
from tests.support.crawling import crawl
from tests.support.serving import in_thread

Pages = Mapping[str, tuple[int, str]]  # path: status, and the body or the target of the redirect


@contextmanager
def served(pages: Pages, host: str = "127.0.0.1") -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = pages.get(self.path, (404, ""))
            moved = 300 <= status < 400
            body = b"" if moved else text.encode()
            self.send_response(status)
            if moved:
                self.send_header("Location", text)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer((host, 0), Handler)
    with in_thread(server):
        yield server.server_port


REPORT = (200, "<html><body><p>修路架桥，安置居民。</p></body></html>")


def site_text(home: str, more: str = "allow_private: true\n") -> str:
    return f"name: 云桥区\nhomepage: {home}\nfamily: plain\nreports: [{home}bg.html]\n{more}"


@pytest.mark.ci
def test_a_permission_for_private_addresses_is_its_own_sites(tmp_path: Path) -> None:
    sites, data = tmp_path / "sites", tmp_path / "data"
    sites.mkdir()
    data.mkdir()
    (data / "fangzhi.toml").write_text('contact = "archive@example.org"\n', "utf-8")
    with served({"/bg.html": REPORT}) as port:
        # 127.1 is a host name to the crawl and 127.0.0.1 to the system's resolver, as any name may be.
        for name, more in (("open", "allow_private: true\n"), ("closed", "")):
            (sites / f"{name}.yaml").write_text(site_text(f"http://127.1:{port}/", more), "utf-8")
        summary = crawl(data, sites, 1, ["open", "closed"])
    assert set(summary["left"]) == {"closed"}
    assert "127.1 (127.0.0.1) is a private address" in summary["left"]["closed"]
    assert "closed.yaml does not say allow_private: true" in summary["left"]["closed"]
    found = [c for path in (data / "warc").iterdir() for c in captures(path) if c.fields]
    assert {c.fields.site for c in found if c.fields} == {"open"}


@pytest.mark.ci
def test_a_robots_txt_elsewhere_on_this_machine_needs_the_site_files_permission(tmp_path: Path) -> None:
    sites = tmp_path / "sites"
    sites.mkdir()
    rules = {"/robots.txt": (200, "User-agent: *\nDisallow: /bg\n")}
    with served(rules, "127.0.0.2") as other:
        robots = {"/robots.txt": (302, f"http://127.0.0.2:{other}/robots.txt"), "/bg.html": REPORT}
        with served(robots) as port:
            text = site_text(f"http://127.0.0.1:{port}/")
            (sites / "alone.yaml").write_text(text, "utf-8")
            (sites / "both.yaml").write_text(f"{text}hosts: ['127.0.0.2:{other}']\n", "utf-8")
            summary = crawl(tmp_path / "data", sites, 1, ["alone", "both"])
    assert "127.0.0.2 is a private address" in summary["left"]["alone"]
    assert summary["sites"]["both"]["outcomes"] == {"moved": 1, "ok": 1, "robots": 1}


@pytest.mark.parametrize(("hops", "followed"), [(1, True), (5, True), (6, False)])
def test_a_robots_txt_that_redirects_to_another_host_is_followed(
    hops: int, followed: bool, tmp_path: Path
) -> None:
    home = "http://www.yunqiao.example/"
    site = sitefile.parse(site_text(home, ""), "yunqiao", "yunqiao.yaml")
    chain = [f"{home}robots.txt", *(f"http://h{n}.example/robots.txt" for n in range(1, hops + 1))]
    requested: list[str] = []

    async def fetch(url: str, purpose: Purpose) -> Answer:
        requested.append(url)
        if url.endswith("bg.html"):
            return Answer(url, "ok", 200, REPORT[1].encode(), "text/html")
        if url == chain[-1]:
            return Answer(url, "ok", 200, b"User-agent: *\nDisallow: /secret/\n", "text/plain")
        return Answer(url, "moved", 302, location=chain[chain.index(url) + 1])

    floors: dict[str, float] = {}
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), floors.__setitem__)
    previous = PreviousCrawls.open(tmp_path, tmp_path, ["yunqiao"])
    visit = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)

    async def both() -> list[str | None]:
        found = [await visit.get(home + path, "article") for path in ("bg.html", "secret/1.html")]
        return [answer.outcome if answer else None for answer in found]

    if followed:
        assert asyncio.run(both()) == ["ok", None] and visit.result.outcomes["robots"] == 1
        assert floors["h1.example"] == 2.0
    else:
        with pytest.raises(LeftAloneError):
            asyncio.run(both())
        assert visit.left and "more redirects than 5" in visit.left
    assert requested[: min(hops, 5) + 1] == chain[:6]


@pytest.mark.ci
def test_no_robots_txt_is_followed_off_the_machine_without_a_contact(tmp_path: Path) -> None:
    with served(
        {"/robots.txt": (302, "http://www.elsewhere.example/robots.txt"), "/bg.html": REPORT}
    ) as port:
        sites = tmp_path / "sites"
        sites.mkdir()
        (sites / "alone.yaml").write_text(site_text(f"http://127.0.0.1:{port}/"), "utf-8")
        summary = crawl(tmp_path / "data", sites, 1, ["alone"])
    assert "no contact" in summary["left"]["alone"]
