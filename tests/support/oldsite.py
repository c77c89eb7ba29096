"""An invented district's old website: fifteen years of reports in a column of six pages, served on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer

from demo.pdf import pdf

HOST = "127.0.0.1"
ID = "yunxi"
YEARS = range(2006, 2021)
AS_PDF = 2013  # its page refers to the attached report
GONE = 2010  # listed, but gone
UNLISTED = 2009
NOT_A_REPORT = 2008  # its title names a report, its page is a notice
PER_PAGE = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to a path."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str | None = None


def report(year: int, growth: str = "") -> list[str]:
    """Return the lines of the report that plans for a year; `growth` is its figure for the year before."""
    growth = growth or f"{year % 7 + 3}.{year % 10}%"
    return [
        "政府工作报告",
        f"——{year}年1月10日在云溪区第九届人民代表大会第一次会议上",
        "云溪区区长　柳如川",
        "各位代表：",
        "现在，我代表区人民政府向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。",
        f"一、{year - 1}年工作回顾",
        f"{year - 1}年，全区地区生产总值同比增长{growth}，新修的山路通到了最远的村子，夜里有了路灯。",
        *(
            f"第{n}件工作按照年初的安排继续推进，沿河的老街换了新的石板，集市搬进了棚子。"
            for n in range(1, 8)
        ),
        f"二、{year}年工作安排",
        f"{year}年，全区地区生产总值增长6%以上，一般公共预算收入增长5%左右。",
        "各位代表，让我们继续努力，把云溪的事情一件一件办好，不辜负全区人民的期望。谢谢大家。",
    ]


def path(year: int) -> str:
    return f"/zwgk/gzbg/t{year}0115_{7000 + year}.html"


def file(year: int) -> str:
    return f"/zwgk/gzbg/P0{year}0115.pdf"


def title(year: int) -> str:
    return f"{year}年云溪区政府工作报告"


def article(year: int, lines: list[str], extra: str = "", name: str = "") -> bytes:
    name = name or title(year)
    body = "".join(f"<p>{line}</p>" for line in lines) + extra
    return (
        f"<html><head><title>{name}_云溪区人民政府</title></head><body><h1>{name}</h1>"
        f"<div>发布时间：{year}-01-15 来源：区政府办</div><div class='TRS_Editor'>{body}</div></body></html>"
    ).encode()


def rows() -> list[tuple[str, str, str]]:
    """Return the entries of the column, newest first: address, title, date."""
    found = []
    for year in reversed(YEARS):
        if year != UNLISTED:
            found.append((path(year), title(year), f"{year}-01-15"))
        if year % 4 == 0:
            found.append((f"/zwgk/gzbg/t{year}0301_1.html", f"{year}年云溪区财政预算报告", f"{year}-03-01"))
    return found


def list_path(number: int) -> str:
    """Return the path of a page of the column, from 1."""
    return "/zwgk/gzbg/index.html" if number == 1 else f"/zwgk/gzbg/index_{number - 1}.html"


def lists() -> dict[str, Page]:
    """Return the column's pages, each with a link to the next."""
    everything = rows()
    count = -(-len(everything) // PER_PAGE)
    pages = {}
    for number in range(1, count + 1):
        shown = everything[(number - 1) * PER_PAGE : number * PER_PAGE]
        items = "".join(f"<li><a href='{p}'>{t}</a><span>{d}</span></li>" for p, t, d in shown)
        following = f"<a href='{list_path(number + 1)}'>下一页</a>" if number < count else ""
        pages[list_path(number)] = Page(f"<html><body><ul>{items}</ul>{following}</body></html>".encode())
    return pages


def site() -> dict[str, Page]:
    """Return the site as it is today."""
    pages = {"/": Page(b"<html><body><a href='/zwgk/gzbg/index.html'>x</a></body></html>"), **lists()}
    pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /manage/\n", "text/plain")
    for year in YEARS:
        if year == AS_PDF:
            link = f"<p>附件：<a href='{file(year)}'>{title(year)}.pdf</a></p>"
            pages[path(year)] = Page(article(year, [f"{title(year)}全文见附件。"], link))
            pages[file(year)] = Page(pdf(report(year)), "application/pdf")
        elif year == NOT_A_REPORT:
            notice = ["因网站升级改版，本页内容正在整理，需要查阅的市民请到区档案馆。"]
            pages[path(year)] = Page(article(year, notice, name="网站维护公告"))
        elif year not in (GONE, UNLISTED):
            pages[path(year)] = Page(article(year, report(year)))
    return pages


class OldSite:
    """A site's pages on a free port; `requested` are the requested paths, in order."""

    def __init__(self, pages: Mapping[str, Page], pause: float = 0.0) -> None:
        self.pages = pages
        self.pause = pause
        self.requested: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.requested.append(self.path)
                time.sleep(outer.pause)
                page = outer.pages.get(
                    self.path, Page("<html><body>没有这个页面</body></html>".encode(), status=404)
                )
                self.send_response(page.status)
                self.send_header("Content-Type", page.content_type)
                if page.location:
                    self.send_header("Location", page.location)
                self.send_header("Content-Length", str(len(page.body)))
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, format: str, *args: object) -> None:
                """Log nothing."""

        self._server = _Server((HOST, 0), Handler)
        self.origin = f"http://{HOST}:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def write(self, folder: Path, *, more: str = "") -> Path:
        """Write the site's file into a folder, creating the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{ID}.yaml").write_text(
            f'name: 云溪区人民政府\ndivision: "430603"\nhomepage: {self.origin}/\nfamily: plain\n'
            f"allow_private: true\ndelay: 0\nmax_pages: 2\n{more}lists:\n  - url: {self.origin}{list_path(1)}\n",
            "utf-8",
        )
        return folder


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without a DNS lookup of the host's name."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a killed client is expected."""


@contextmanager
def served(pages: Mapping[str, Page], pause: float = 0.0) -> Iterator[OldSite]:
    running = OldSite(pages, pause)
    running._thread.start()
    try:
        yield running
    finally:
        running._server.shutdown()
        running._server.server_close()
        running._thread.join(5)
