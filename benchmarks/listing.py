"""Measure the CPU that reading a list page takes, beside a bare parse of the same page for its links (lxml, parsel).

    python -m benchmarks.listing [--rounds 5]

Invented pages of 20 rows in the frame of a usual portal: a plain pager, a pager that only running its script shows, a
list whose rows a script requests (the page, and the answer to its request), the same list with the page's scripts run
with the answer, and a plain pager on a page whose scripts make 600 calls. The frame is that of one site; the titles and
addresses of the rows are new in each reading, so that nothing remembered about them helps. Each round times every
reader, so that ratios compare the same moment; the best round counts. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urljoin

from lxml import html
from parsel import Selector

from spiders.lists import reader
from spiders.lists.base import ListPage
from spiders.lists.played import Played

URL: Final = "http://www.qinglan.example/zwgk/gzbg/"
ROWS: Final = 20
TIMES: Final = 4  # readings in a round
CALLS: Final = 600
_SERIAL: Final = "SERIAL"  # stands for a number that is new in each reading
_FRAME = (
    "<html><head><meta charset='utf-8'><title>政府工作报告_青岚区人民政府</title><script>var siteId = '7';"
    " function toTop() {{ window.scrollTo(0, 0); }}</script></head><body><ul class='nav'>{nav}</ul>{main}"
    "<div class='links'>{links}</div><p>主办：青岚区人民政府办公室</p></body></html>"
)
_SCRIPTED = """<script>var now = 1, all = 9;
function file(i) { return i < 2 ? 'index.html' : ['index', i].join('_') + '.html'; }
function bar() { var h = '';
  for (var i = 1; i <= all; i++) h += i == now ? '<b>' + i + '</b>' : '<a href="' + file(i) + '">' + i + '</a>';
  document.getElementById('pages').innerHTML = h; }
bar();</script>"""
_REQUESTED = """<ul id='list'></ul><script>
function load(p) { $.getJSON('/api/list', {channel: 7, page: p, size: 20}, function (d) { var h = '';
  $.each(d.rows, function (i, r) {
    h += '<li><a href="' + r.url + '">' + r.title + '</a><em>' + r.date + '</em></li>'; });
  $('#list').html(h); }); }
load(1);</script>"""


def page(main: str) -> str:
    """Return an invented list page with its content."""
    nav = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(30))
    links = "".join(f"<a href='http://www.other{n}.example/'>友情链接{n}</a>" for n in range(60))
    return _FRAME.format(nav=nav, main=main, links=links)


def pages() -> dict[str, Callable[[], int]]:
    """Return what is measured: each reads one page and returns the number of its rows."""
    serial = itertools.count(10)

    def new(text: str) -> str:
        return text.replace(_SERIAL, str(next(serial)))

    titles = [f"青岚{_SERIAL}区{2024 - n}年政府工作报告" for n in range(ROWS)]
    items = "".join(
        f"<li><a href='{2024 - n}/{_SERIAL}{n + 4100}.html'>{title}</a><em>{2024 - n}-01-25</em></li>"
        for n, title in enumerate(titles)
    )
    rows = f"<ul class='list'>{items}</ul>"
    plain = page(
        f"{rows}<div class='pages'><b>1</b><a href='index_2.html'>2</a><a href='index_2.html'>下一页</a></div>"
    )
    scripted = page(f"{rows}<div id='pages'></div>{_SCRIPTED}")
    requested = page(_REQUESTED)
    calls = "".join(f"$('#n{n}').append(row({n}, '2024'));" for n in range(CALLS))
    busy = plain.replace(
        "</body>", f"<script>function more(n) {{ $.get('/api/more?n=' + n); }}{calls}</script></body>"
    )
    records = [
        {"title": title, "url": f"/d/{_SERIAL}{n}.html", "date": "2024-01-25"}
        for n, title in enumerate(titles)
    ]
    answer = json.dumps({"total": 180, "rows": records}, ensure_ascii=False)

    def read(text: str) -> int:
        return reader.read(ListPage(URL, new(text), 1, URL)).shown or 0

    def with_answer() -> int:
        found = reader.read(ListPage(URL, requested, 1, URL)).following
        assert found is not None
        return reader.read(ListPage(found.url, new(answer), 1, URL, found)).shown or 0

    def played() -> int:
        first = Played(ListPage(URL, requested, 1, URL), {})
        answers = dict.fromkeys((one.address for one in first.pending), new(answer))
        return Played(ListPage(URL, requested, 1, URL), answers).listing(1, set())[1].shown or 0

    def by_lxml() -> int:
        tree = html.fromstring(new(plain))
        return len([urljoin(URL, str(one)) for one in tree.xpath("//ul[@class='list']//a/@href")])

    def by_parsel() -> int:
        return len([urljoin(URL, one) for one in Selector(new(plain)).css("ul.list a::attr(href)").getall()])

    return {
        "lxml": by_lxml, "parsel": by_parsel, "plain pager": lambda: read(plain),
        "script pager": lambda: read(scripted), "scripted request": with_answer, "scripts run with the answer": played,
        "600 calls": lambda: read(busy),
    }  # fmt: skip


def measured(rounds: int) -> dict[str, float]:
    """Return the CPU milliseconds of each reader for one page, of its best round."""
    best: dict[str, float] = {}
    readers = pages()
    for _ in range(rounds):
        for name, read in readers.items():
            before = time.process_time()
            for _ in range(TIMES):
                if read() != ROWS:
                    raise SystemExit(f"{name}: not all rows were read")
            spent = (time.process_time() - before) / TIMES * 1000
            best[name] = min(best.get(name, spent), spent)
    return best


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    found = measured(parser.parse_args().rounds)
    values: dict[str, Any] = {}
    for name in (
        "plain pager",
        "script pager",
        "scripted request",
        "scripts run with the answer",
        "600 calls",
    ):
        values[name] = {
            "ratio to lxml": round(found[name] / found["lxml"], 1),
            "ratio to parsel": round(found[name] / found["parsel"], 1),
            "CPU ms": round(found[name], 1),
        }
    values["bare parse for links"] = {f"{name} CPU ms": round(found[name], 2) for name in ("lxml", "parsel")}
    print(json.dumps(values, indent=1))


if __name__ == "__main__":
    main()
