"""An invented district's website whose column of reports only its own script can fill, served on loopback."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

YEARS = range(2024, 2001, -1)  # of the reports, newest first
PER_PAGE = 10
LIST = "/zwgk/gzbg/"

_HOME = """<html><head><meta charset="utf-8"><title>青岚区人民政府</title></head><body><h1>青岚区人民政府</h1>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/gzbg/">政府工作报告</a></li></ul></body></html>"""
_COLUMN = """<html><head><meta charset="utf-8"><title>政府工作报告_青岚区人民政府</title>
<link rel="stylesheet" href="/css/site.css"><link rel="icon" href="/favicon.ico">
<script src="http://cdn.invalid/counter.js"></script></head><body>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/gzbg/">政府工作报告</a></li></ul><img src="/logo.png">
<div id="board"></div><div class="turner"><span class="back">上一页</span><span class="forth">下一页</span></div>
<script src="/js/board.js"></script></body></html>"""
# The answer is read as bytes, which the interpreter of list pages does not know: only a browser shows the rows.
_SCRIPT = """(function () {
  var at = 0, last = 0, forth = document.querySelector(".forth");
  function line(text) { var part = text.split("|");
    return "<li><a href='/doc/" + part[0] + ".html'>" + part[1] + "</a><em>" + part[2] + "</em></li>"; }
  function show(number) {
    var call = new XMLHttpRequest(), where = ["", "tahw".split("").reverse().join(""), "ever"];
    call.open("GET", where.join("/") + "?k=" + (number * 7 + 3));
    call.setRequestHeader("X-Board", "qinglan");
    call.responseType = "arraybuffer";
    call.onload = function () {
      var lines = new TextDecoder("utf-8").decode(call.response).split("\\n"); last = +lines.shift(); at = number;
      document.querySelector("#board").innerHTML = "<ul>" + lines.map(line).join("") + "</ul>";
      forth.className = at >= last ? "forth disabled" : "forth"; };
    call.send(); }
  forth.addEventListener("click", function () { if (at < last) show(at + 1); });
  show(0);
})();"""
_REPORT = """<html><head><meta charset="utf-8"><title>{year}年青岚区政府工作报告_青岚区人民政府</title></head><body>
<div class="content"><h1>青岚区政府工作报告</h1><p>——{year}年1月20日在青岚区第九届人民代表大会第二次会议上</p>
<p>区长 郑一丁</p><p>各位代表：现在，我代表区人民政府，向大会报告工作，请予审议。</p><p>一、{before}年工作回顾</p>
<p>全区地区生产总值增长{growth}%，一般公共预算收入完成38.2亿元，城镇新增就业4100人。这一年，我们坚持把发展放在首位，
着力补齐短板，改善民生，各项事业稳步推进，群众的获得感不断增强，社会大局保持稳定。</p><p>二、{year}年工作安排</p>
<p>今年的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长4%。我们要扎实做好各项工作，完成全年目标任务。</p>
</div></body></html>"""


@dataclass(slots=True)
class ScriptedSite:
    """The running site: its address, what it was asked for, and how it misbehaves.

    `robots` is its robots.txt; `challenge`: the interface answers with 412; `deaf` is the number of the first page that
    the interface answers with 500.
    """

    home: str = ""
    years: range = YEARS
    robots: str = ""
    challenge: bool = False
    deaf: int | None = None
    requests: list[tuple[float, str, str | None, str | None]] = field(default_factory=list)

    @property
    def list_url(self) -> str:
        """Return the address of the column."""
        return self.home.rstrip("/") + LIST

    def paths(self) -> list[str]:
        """Return the paths that were requested, in order."""
        return [path for _, path, _, _ in self.requests]

    def file(self, *lines: str, delay: float = 0) -> str:
        """Return a site file for it."""
        return "".join(
            f"{line}\n"
            for line in (
                "name: 青岚区人民政府", f"homepage: {self.home}", "family: plain",
                "lists:", f"  - url: {self.list_url}",
                "allow_private: true", f"delay: {delay}", "verified: 2026-11-01", *lines,
            )
        )  # fmt: skip

    def answer(self, target: str) -> tuple[int, str, str]:
        """Return status, Content-Type and text of the answer to a path."""
        parts = urlsplit(target)
        html = "text/html; charset=utf-8"
        if parts.path == "/robots.txt" and self.robots:
            return 200, "text/plain", self.robots
        if parts.path == "/what/ever":
            return self._rows((int(parse_qs(parts.query)["k"][0]) - 3) // 7)
        if parts.path.startswith("/doc/"):
            year = int(parts.path.removeprefix("/doc/").partition(".")[0])
            return 200, html, _REPORT.format(year=year, before=year - 1, growth=year % 7 + 2)
        known = {
            "/": (html, _HOME), LIST: (html, _COLUMN), "/js/board.js": ("application/javascript", _SCRIPT),
            "/css/site.css": ("text/css", ""),
        }  # fmt: skip
        if parts.path in known:
            return 200, *known[parts.path]
        return 404, html, "<html><body>没有</body></html>"

    def _rows(self, page: int) -> tuple[int, str, str]:
        if self.challenge:
            return 412, "text/html", "<html><body><script>location.reload()</script></body></html>"
        if self.deaf is not None and page >= self.deaf:
            return 500, "text/plain", ""
        years = self.years[page * PER_PAGE : (page + 1) * PER_PAGE]
        lines = [f"{year}|{year}年青岚区政府工作报告|{year}-01-25" for year in years]
        return 200, "text/plain; charset=utf-8", "\n".join([str((len(self.years) - 1) // PER_PAGE), *lines])


@contextmanager
def scripted_site() -> Iterator[ScriptedSite]:
    """Serve the site until the block ends."""
    site = ScriptedSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard = (time.monotonic(), self.path, self.headers["User-Agent"], self.headers["X-Board"])
            site.requests.append(heard)
            status, content_type, text = site.answer(self.path)
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.home = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
