"""Misbehaving sites beside good ones: one small server, one port per site, answers as raw bytes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

# The answer to a path on a night; None closes the connection without one.
Answers = Callable[[str, int], bytes | None]

REPORT = """<html><head><meta charset="utf-8"><title>2026年{name}政府工作报告</title></head><body>
<div class="TRS_Editor"><h1>{name}政府工作报告</h1><p>——2026年1月20日在{name}第一届人民代表大会第二次会议上</p>
<p>区长 郑一丁</p><p>各位代表：现在，我代表区人民政府，向大会报告工作，请予审议。</p><p>一、2025年工作回顾</p>
<p>全区地区生产总值增长{growth}%，一般公共预算收入完成38.2亿元，城镇新增就业4100人。这一年，我们坚持把发展放在首位，
着力补齐短板，改善民生，各项事业稳步推进，群众的获得感不断增强，社会大局保持稳定。</p><p>二、2026年工作安排</p>
<p>今年的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%。我们要扎实做好各项工作，完成全年目标任务。</p>
</div></body></html>"""
LIST = """<html><head><meta charset="utf-8"><title>政府工作报告</title></head><body><ul class="list">
<li><a href="{href}">2026年{name}政府工作报告</a><span>2026-01-26</span></li></ul></body></html>"""


def page(text: str, *headers: bytes, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """Return a complete answer with a page of text."""
    body = text.encode()
    head = [status, b"Content-Type: text/html; charset=utf-8", b"Content-Length: %d" % len(body), *headers]
    return b"\r\n".join([*head, b"Connection: close", b"", body])


MISSING = page("<html><body>404 not found</body></html>", status=b"HTTP/1.1 404 Not Found")


@dataclass(slots=True)
class Site:
    """A site: its id, name and answers; a good one lists one report, which changes on the third night."""

    id: str
    name: str
    odd: Mapping[str, Answers] = field(default_factory=dict)
    href: str = "/art/2026/t20260126_4711.html"
    port: int = 0

    @property
    def home(self) -> str:
        """Return the address of its home page."""
        return f"http://127.0.0.1:{self.port}/"

    def answer(self, path: str, night: int) -> bytes | None:
        """Return the answer to a path on a night; None closes the connection."""
        if path in self.odd:
            return self.odd[path](path, night)
        if path in ("/", "/list.html"):
            return page(LIST.format(name=self.name, href=self.href))
        if path == "/art/2026/t20260126_4711.html":
            return page(REPORT.format(name=self.name, growth="5.8" if night < 3 else "5.6"))
        return MISSING

    def file(self) -> str:
        """Return its site file."""
        return (
            f"name: {self.name}\nhomepage: {self.home}\nfamily: plain\nlists:\n  - url: {self.home}list.html\n"
            "    kind: reports\nallow_private: true\ndelay: 0\nverified: 2026-11-01\nofficial: true\n"
        )


class Server:
    """The running sites; `night` may be set at any time."""

    def __init__(self, sites: list[Site]) -> None:
        self.sites = sites
        self.night = 1
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait()

    def _run(self) -> None:
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        servers = []
        for site in self.sites:
            server = await asyncio.start_server(self._handler(site), "127.0.0.1", 0)
            site.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        self._ready.set()
        await self._over.wait()
        for server in servers:
            server.close()
            await server.wait_closed()

    def _handler(self, site: Site) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]:
        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                path = head.split(b" ")[1].decode("latin-1")
                content = site.answer(path, self.night)
                if content is not None:
                    writer.write(content)
                    await writer.drain()
            except (ConnectionError, asyncio.IncompleteReadError):
                pass  # the crawl closed the connection, which it may do
            finally:
                writer.close()

        return handle

    def close(self) -> None:
        """Stop the server."""
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)


@contextmanager
def served(sites: list[Site], folder: Path) -> Iterator[Server]:
    """Serve sites until the block ends, with their site files in a folder."""
    server = Server(sites)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for site in sites:
            (folder / f"{site.id}.yaml").write_text(site.file(), "utf-8")
        yield server
    finally:
        server.close()
