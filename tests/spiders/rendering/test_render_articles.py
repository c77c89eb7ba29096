"""Articles that only a browser can fill: their text is read from what it shows."""

from __future__ import annotations

import asyncio
import base64
import shutil
from typing import cast

import pytest

from parsers.read import read
from spiders.rendering.exchange import PartRequest, Served
from spiders.visit.articles import filled, played_articles, rendition
from spiders.visit.requests import SiteRequests
from tests.spiders.articles.test_filled_articles import BODY, LINES, SITE, URL, Answers, page

pytestmark = [
    pytest.mark.browser, pytest.mark.ci,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here: apt-get install chromium"),
]  # fmt: skip
HIDDEN = base64.b64encode(bytes(one ^ 21 for one in BODY.encode())).decode()
OPENED = "new TextDecoder().decode(Uint8Array.from(atob(t), (c) => c.charCodeAt(0) ^ 21))"
FIRST = f"document.getElementById('c').attachShadow({{mode: 'open'}}).innerHTML = {OPENED}"


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (
            "<div id='c'>正在加载…</div>",
            f"fetch('/d/7.bin').then((r) => r.text()).then((t) => {{ {FIRST}; }});",
        ),
        (
            "<div id='c'>导读。</div><button id='m'>展开全文</button>",
            "m.onclick = async () => { const t = await (await fetch('/d/7.bin')).text();"
            f" c.innerHTML = {OPENED}; }};",
        ),
        (
            "<div id='c'>导读。</div><button id='m'>继续阅读</button>",
            "let at = 0; m.onclick = async () => { const t = await (window.d ??= (await fetch('/d/7.bin')).text());"
            f" const whole = {OPENED}.split('</p>'); at += 4; if (at >= whole.length) m.remove();"
            " c.innerHTML = whole.slice(0, at).join('</p>'); };",
        ),
    ],
    ids=["a shadow tree", "behind a button", "behind a button that is used again"],
)
def test_the_text_that_a_browser_shows_is_read(shown: str, code: str) -> None:
    from spiders.rendering import browser

    sent = page(code, shown)
    text = filled.lacking(SITE, URL, sent)
    assert text is not None
    visit = cast("SiteRequests", Answers({"/d/7.bin": HIDDEN}))
    assert asyncio.run(played_articles.play(visit, URL, sent, text)) is None
    requested: list[str] = []

    async def load(part: PartRequest) -> Served | str:
        requested.append(part.page.url)
        body = sent if part.page.url == URL else HIDDEN if part.page.url.endswith("/d/7.bin") else None
        return (
            "gone" if body is None else Served(part.page.url, 200, body.encode(), "text/html; charset=utf-8")
        )

    frames = asyncio.run(browser.render_article(URL, load, executable=None, user_agent="fangzhi"))
    made = rendition.page_of(sent, [frame.html for frame in frames])
    assert rendition.is_better(URL, made, sent, text)
    record = read(made.encode(), source=URL, url=URL, content_type=rendition.CONTENT_TYPE)
    assert record.text.splitlines()[-5:] == LINES[-5:] and record.title == "2024年政府工作报告"
    assert len(set(requested)) == 2  # a button that stays is used again, and answered from the visit
