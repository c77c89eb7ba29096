"""Ways in which a script may fill and page a list: each is read to its end, or what is missing is reported.

All are invented, and were labelled before the browser saw them. The pages' requests are answered without a network.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from spiders.lists.account import Account
from spiders.rendering.exchange import PartRequest, Served

pytestmark = [
    pytest.mark.browser, pytest.mark.ci,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here: apt-get install chromium"),
]  # fmt: skip
HOST = "http://www.qinglan.example"
START = f"{HOST}/zwgk/gzbg/"
ALL, SIZE = 23, 10

# In every page: at(n, done) obtains page n (0 is the first) as [rows, last page]; put(rows) shows them in #list.
COMMON = """
var list = document.getElementById("list");
var row = (r) => `<li><a href="/doc/${r[0]}.html">${r[1]}</a><i>${r[2]}</i></li>`;
var put = (rows) => { list.innerHTML = rows.map(row).join(""); };
var add = (rows) => { list.innerHTML += rows.map(row).join(""); };
var at = (n, done) => fetch(["", "ni", "ma"].join("/") + "?k=" + (n * 7 + 3)).then((r) => r.json())
  .then((d) => done(d[0], d[1]));
"""
NAV = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'


def page(controls: str, script: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>政府工作报告</title></head><body>{NAV}<ul id="list"></ul>'
        f"{controls}<script>{COMMON}{script}</script></body></html>"
    )


# Pages forwards with #f, which is disabled on the last page.
BUTTON = """
var n = 0, go = () => at(n, (r, last) => { put(r); f.disabled = n >= last; });
f.onclick = () => { n++; go(); };
go();
"""
NUMBERS = (
    '<div class="box">'
    + "".join(f"<b data-go='{n}' style='cursor:pointer'>{n + 1}</b>" for n in range(3))
    + "</div>"
)
WAYS = {
    "a button 下一页": page(
        "<button id=f>下一页</button>",
        BUTTON,
    ),
    "a next that stays usable at the end": page(
        "<a id=f href='javascript:;'>下页</a>",
        "var n = 0; var go = () => at(n, put); f.onclick = () => { if (n < 2) { n++; go(); } }; go();",
    ),
    "numbers alone, by delegation": page(
        f'<div class="box">{NUMBERS}</div>',
        "at(0, put); document.querySelector('.box').onclick = (e) => at(+e.target.dataset.go, put);",
    ),
    "an icon without a word": page(
        "<div class='m-pagination'><button class='btn-prev'></button><button class='btn-next' id=f><i></i></button>"
        "</div><style>button{width:30px;height:30px}</style>",
        BUTTON,
    ),
    "a button for more rows": page(
        "<div id=f style='cursor:pointer'>点击加载更多</div>",
        "var n = 0; f.onclick = () => { n++; at(n, (r, last) => { add(r); if (n >= last) f.remove(); }); };"
        " at(0, put);",
    ),
    "rows that come by scrolling": page(
        "<div style='height:2000px'></div>",
        "var n = 0, busy = false; onscroll = () => { if (busy || n >= 2) return; busy = true; n++;"
        " at(n, (r) => { add(r); busy = false; }); }; at(0, put);",
    ),
    "a drop-down list": page(
        "第<select id=f><option>1</option><option>2</option><option>3</option></select>页",
        "f.onchange = () => at(f.selectedIndex, put); at(0, put);",
    ),
    "pages shown and hidden on the spot": page(
        "<span id=f style='cursor:pointer'>下一页</span>",
        "var all = [], n = 0; var cut = () => { put(all); [...list.children].forEach((e, i) => {"
        " e.style.display = i >= n * 10 && i < n * 10 + 10 ? '' : 'none'; });"
        " f.className = n >= 2 ? 'disabled' : ''; };"
        " f.onclick = () => { if (n < 2) n++; cut(); };"
        " Promise.all([0, 1, 2].map((k) => new Promise((d) => at(k, d)))).then((p) => { all = p.flat(); cut(); });",
    ),
    "rows in a shadow tree": page(
        "<x-rows id=host></x-rows><button id=f>下一页</button>",
        "var box = host.attachShadow({mode: 'open'}), n = 0; var go = () => at(n, (r, last) => {"
        " box.innerHTML = '<ul>' + r.map(row).join('') + '</ul>'; f.disabled = n >= last; });"
        " f.onclick = () => { n++; go(); }; go();",
    ),
    "a list in a frame": page("<iframe src='/frame/' width=900 height=900></iframe>", ""),
    "rows after a timer": page(
        "<button id=f>下一页</button>",
        "var n = 0; var go = () => setTimeout(() => at(n, (r, last) => { put(r); f.disabled = n >= last; }), 1200);"
        " f.onclick = () => { n++; go(); }; go();",
    ),
    "a form by POST": page(
        "<button id=f>下一页</button>",
        "var n = 0; var go = () => fetch('/ni/post', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({w: n * 2})}).then((r) => r.json()).then((d) => { put(d[0]); f.disabled = n >= d[1]; });"
        " f.onclick = () => { n++; go(); }; go();",
    ),
    "pages behind the hash": page(
        "<a id=f href='#p1'>下一页</a>",
        "var show = () => { var n = +(location.hash.slice(2) || 0); at(n, (r, last) => { put(r);"
        " if (n >= last) f.remove(); else f.href = '#p' + (n + 1); }); }; onhashchange = show; show();",
    ),
    "the next page in a new tab": page(
        "<a id=f target=_blank>下一页</a>",
        "var n = +(new URLSearchParams(location.search).get('n') || 0);"
        " at(n, (r, last) => { put(r); if (n < last) f.href = '?n=' + (n + 1); else f.remove(); });",
    ),
    "a window of numbers": page(
        "<p class=pages></p>",
        "var box = document.querySelector('.pages'); var go = (n) => at(n, (r) => { put(r); box.innerHTML = [n, n + 1]"
        ".filter((k) => k < 3).map((k) => k === n ? `<em>${k + 1}</em>` : `<a href='javascript:;'>${k + 1}</a>`)"
        ".join(' ');"
        " box.querySelectorAll('a').forEach((a) => { a.onclick = () => go(+a.textContent - 1); }); }); go(0);",
    ),
    "a control behind a cover": page(
        "<button id=f>下一页</button><div style='position:fixed;inset:0;z-index:9'></div>",
        BUTTON,
    ),
    "rows that a script opens": page(
        "<button id=f>下一页</button>",
        "put = (rows) => { list.innerHTML = rows.map((r) => `<li><span>${r[1]}</span><i>${r[2]}</i></li>`).join('');"
        " [...list.children].forEach((e, i) => {"
        " e.onclick = () => { location.href = `/doc/${rows[i][0]}.html`; }; }); };"
        + BUTTON,
    ),
    "rows that open a new tab": page(
        "<div id=f style='cursor:pointer'>加载更多</div>",
        "var all = [], n = 0, more = () => at(n, (r, last) => { all = all.concat(r); list.innerHTML = all.map((r) =>"
        " `<li data-id=${r[0]}><p>${r[1]}</p></li>`).join(''); if (n >= last) f.remove(); });"
        " list.addEventListener('click', (e) => {"
        " window.open('/doc/' + e.target.closest('li').dataset.id + '.html'); });"
        " f.onclick = () => { n++; more(); }; more();",
    ),
    "an empty list": page("", "list.innerHTML = '暂无数据';"),
    "a single page with a disabled control": page("<button disabled>下一页</button>", "at(0, put);"),
    # What can't be read is reported.
    "a full page without a control": page("", "at(0, put);"),
    "a control whose script is on another host": page(
        "<button id=f>下一页</button><script src='//cdn.example/pager.js'></script>", "at(0, put);"
    ),
    "a control that never does anything": page("<button id=f>下一页</button>", "at(0, put);"),
    "rows without addresses": page(
        "", "at(0, (rows) => { list.innerHTML = rows.map((r) => `<li>${r[1]}</li>`).join(''); });"
    ),
    "rows from a socket": page("", "new WebSocket('ws://www.qinglan.example/rows').onmessage = () => {};"),
    "an interface that fails on page 2": page(
        "<button id=f>下一页</button>",
        "var n = 0; var go = () => at(n, put); f.onclick = () => { n = 9; go(); }; go();",
    ),
}  # fmt: skip
EXPECTED = {
    "an empty list": ("complete", 0), "rows without addresses": ("unread", 0), "rows from a socket": ("unread", 0),
    "an interface that fails on page 2": ("incomplete", SIZE),
    "a control whose script is on another host": ("incomplete", SIZE),
    "a control that never does anything": ("incomplete", SIZE),
    "a full page without a control": ("incomplete", SIZE), "a single page with a disabled control": ("complete", SIZE),
}  # fmt: skip


@dataclass(slots=True)
class Answers:
    """Answers the requests of one page."""

    html: str

    async def load(self, part: PartRequest) -> Served | str:
        url = urlsplit(part.page.url)
        if url.path in ("/zwgk/gzbg/", "/frame/"):
            html = WAYS["a button 下一页"] if url.path == "/frame/" else self.html
            return Served(part.page.url, 200, html.encode(), "text/html; charset=utf-8")
        if url.path == "/ni/post":
            return self._rows(part.page.url, json.loads(part.page.body or "")["w"] // 2)
        if url.path == "/ni/ma":
            return self._rows(part.page.url, (int(parse_qs(url.query)["k"][0]) - 3) // 7)
        return "there is no such page"

    def _rows(self, url: str, number: int) -> Served | str:
        if number > ALL // SIZE:
            return "status 500"
        rows = [
            [1000 + n, f"{2024 - n}年青岚区政府工作报告", f"{2024 - n}-01-2{n % 9}"]
            for n in range(number * SIZE, min(ALL, (number + 1) * SIZE))
        ]
        return Served(url, 200, json.dumps([rows, (ALL - 1) // SIZE]).encode(), "application/json")


@pytest.mark.parametrize("way", WAYS)
def test_a_list_is_read_to_its_end_or_reported(way: str) -> None:
    from spiders.rendering.browser import render

    made = asyncio.run(
        render(START, Answers(WAYS[way]).load, executable=None, user_agent="fangzhi", max_pages=30)
    )
    account = Account(START)
    titles = set()
    for _, listing in made.pages():
        account.add(listing)
        titles |= {link.title for link in listing.links if "工作报告" in link.title}
    account.end(made.ended, missing=made.reason in ("last", "end"), failed=made.reason in ("failed", "limit"))
    assert (account.state, account.rows) == EXPECTED.get(way, ("complete", ALL)), (made.ended, account.why)
    assert len(titles) == account.rows
