"""Run the scripts of an article's page with real answers, to obtain the text that they fill in.

Each request that the scripts make is one of the visit. What the answers hold is used where the page itself does not
come to show it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from selectolax.lexbor import LexborNode

from archive.warc.outcomes import PRESENT
from parsers.formats.web import held
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.controls import handler_of, is_hidden, is_unfolding, may_unfold
from spiders.lists.interfaces import requests
from spiders.lists.links import absolute, base_of, is_file, tree_of
from spiders.lists.pagers.functions import ANY
from spiders.lists.played import Played
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.running.dom.drawing import MARK, WRITTEN
from spiders.lists.scripts.running.dom.live import LiveWorld
from spiders.visit.articles.answered_parts import with_parts
from spiders.visit.articles.rendition import is_better, page_of
from spiders.visit.bounds import forbidden
from spiders.visit.lists.script_files import with_files
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

_MAX_STEPS: Final = 40  # runs of a page's scripts
_MAX_UNFOLDED: Final = 40  # clicks on the button for the rest of a text
_MAX_CPU: Final = 8.0  # seconds for one article
AT_ONCE: Final = 4  # requests that one run may add
_HERE: Final = "@@fangzhi-parts@@"
_MAX_NAMED: Final = 3  # addresses that the code names and no run requested
_MAX_FRAMES: Final = 3
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.I | re.S)
_SOURCE = re.compile(r"\ssrc\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_PATH = re.compile(r"(https?:)?/[^\s<>\"'{}]{3,300}")
_NAMES_TEXT = re.compile(r"content|article|detail|body|text|zhengwen|\.(json|txt|htm)\b", re.I)
_FRAME = re.compile(r"<(i?frame|object|embed)\b", re.I)
_OF_FILE = re.compile(r"\.(pdf|docx?|wps|ofd)\b|附件|下载|全文", re.I)
_PART = re.compile(r"第[一二三四五六七八九十\d]{1,3}(部分|章|节|篇|页)")
_FIRST_PART = re.compile(r"第[一1](部分|章|节|篇|页)")
_BODY = re.compile(r"<body\b[^<>]{0,2000}>", re.I)
_WRITES = re.compile(r"document\.write(ln)?\b")


class PlayedArticle(Played):
    """An article's page: its scripts may request other hosts of the site, too."""

    unfolds = False  # the button for the rest of the text was used often, and brings more

    def _may_request(self, request: PageRequest) -> bool:
        return not is_file(request.url)

    def html(self) -> str:
        """Return the page as it is now; what scripts write is where the longest of the writing scripts is."""
        world = self._running.world
        if not isinstance(world, LiveWorld):
            return self._page.text
        written = [one for one in world.fragments if one.owner is None and one.node is None]
        world.fragments = [one for one in world.fragments if one not in written]
        world.changes += 1
        html = self.shown(1).text
        body = _BODY.search(html)  # functions of a file in the head are called further below
        start = body.end() if body else 0
        writers = {
            len(code): place for place, code in self._codes(html) if place >= start and _WRITES.search(code)
        }
        if not written:
            return html
        end = html.rfind("</body")
        place = writers[max(writers)] if writers else end if end >= 0 else len(html)
        return html[:place] + "".join(one.text for one in written) + html[place:]

    def _codes(self, html: str) -> Iterator[tuple[int, str]]:
        """Yield the place of each script in the page's markup, and its code."""
        files = {address: text or "" for address, text in self._page.scripts}
        for match in _SCRIPT.finditer(html):
            source = _SOURCE.search(match[1])
            address = absolute(unescape(source[1]), self._base) if source else None
            yield match.start(), files.get(address or "", "") if source else match[2]

    def chapters(self) -> list[LexborNode]:
        """Return the controls by which scripts show the further parts of a text: 第二部分, 第三部分."""
        world = self._running.world
        nodes = self.shown(1).tree.css("a, li, span, div, button, dd, td, option")[:4000]
        named = [node for node in nodes if _PART.fullmatch(node.text(deep=True).strip())]
        used = [node for node in named if handler_of(node) or self._running.has_handler(world.original(node))]
        return [node for node in used if not _FIRST_PART.fullmatch(node.text(deep=True).strip())]

    def click(self, node: LexborNode) -> None:
        """Use a control."""
        self._running.clicked(node, handler_of(node))

    def written(self) -> tuple[str, str]:
        """Return the mark of the element into which scripts have written most prose, and what is in it."""
        nodes = tree_of(self.html()).css(f"[{WRITTEN}]")
        best = max(nodes, key=lambda node: len(node.text(deep=True)), default=None)
        return (best.attributes.get(MARK) or "", best.inner_html or "") if best is not None else ("", "")

    def downloads(self) -> str:
        """Return links to the document files that only a click on a function of the scripts opens."""
        found = []
        for node in self.shown(1).tree.css("a, button, span, li, img")[:2000]:
            text = " ".join(node.text(deep=True).split())
            if (
                len(text) > 120
                or not _OF_FILE.search(text)
                or absolute(node.attributes.get("href"), self._base)
            ):
                continue
            if handler_of(node) or self._running.has_handler(self._running.world.original(node)):
                effects, _ = self._running.clicked(node, handler_of(node))
                targets = [url for one in effects.opened if (url := absolute(one, self._base))]
                found += [f'<p>附件：<a href="{escape(url)}">{escape(text)}</a></p>' for url in targets[:1]]
        return "".join(found)

    def unfold(self) -> None:
        """Click the buttons that show the rest of the text, as often as a click brings an answer with more of it."""
        world = self._running.world
        for _ in range(_MAX_UNFOLDED):
            used = len(self.used)
            for node in list(_unfolding(self.shown(1))):
                if handler_of(node) or self._running.has_handler(world.original(node)):
                    self.click(node)
            if self.pending or len(self.used) == used:
                return
        self.unfolds = True


def _unfolding(page: ListPage) -> Iterator[LexborNode]:
    for node in page.tree.css("a, button, div, span, p, i, em, li, dt, dd, td, label, h3, h4")[:4000]:
        if is_unfolding(node) and not is_hidden(node):
            yield node


async def play(visit: SiteRequests, url: str, sent: str, text: str, depth: int = 0) -> str | None:
    """Return the page that the scripts make of an article, if it shows far more. Raises LeftAloneError.

    `sent` is the page as the server sent it, `text` what can be read in it.
    """
    page = await with_files(visit, ListPage(url, sent, 1, url), (ANY,))
    answers: dict[str, str | None] = {}
    shown: str | None = None
    files = ""
    at_first: set[str] | None = None  # requested before a button for the rest of the text was used
    started = time.process_time()
    stopped, unfolds = True, False
    for _ in range(_MAX_STEPS):
        if time.process_time() - started > _MAX_CPU:
            break
        try:
            with time_limit():
                played = PlayedArticle(page, answers)
                if not played.pending:
                    at_first = set(answers) if at_first is None else at_first
                    played.unfold()
                shown = played.html()
                files = "" if played.pending else played.downloads()
        except TooSlowError:
            stopped = True
            break
        stopped, unfolds = bool(played.pending), played.unfolds
        if not played.pending:
            break
        for request in played.pending[:AT_ONCE]:
            answers[request.address] = await answer(visit, request, url)
    further = [text for address, text in answers.items() if at_first is not None and address not in at_first]
    if unfolds:
        visit.result.problems.append(
            f"{url}: the button for the rest of its text brings more after {_MAX_UNFOLDED} uses"
        )
    elif further and (None in further or stopped):
        visit.result.problems.append(f"{url}: the rest of its text, behind a button, was not all obtained")
    if shown is not None:
        try:
            with time_limit():
                shown = with_parts(shown, answers)
        except TooSlowError:
            visit.result.problems.append(f"{url}: the parts of its text in its answers take too long to read")
        made = page_of(sent, [shown, *await _frames(visit, url, shown, depth), *([files] if files else [])])
        better = is_better(url, made, sent, text)
        if stopped and not further and (better or may_unfold(sent)):
            visit.result.problems.append(
                f"{url}: its scripts request or compute too much; its text may not be whole"
            )
        if better:
            return made
    return await _from_answers(visit, page, answers, text)


async def chapters(visit: SiteRequests, url: str, sent: str) -> str | None:
    """Return a page with the further parts of its text that its scripts show one at a time; None if they show none.

    Raises LeftAloneError.
    """
    page = await with_files(visit, ListPage(url, sent, 1, url), (ANY,))
    answers: dict[str, str | None] = {}
    found: dict[int, tuple[str, str]] = {}
    whole, number = sent, 0
    try:
        for _ in range(_MAX_STEPS):
            with time_limit():
                played = PlayedArticle(page, answers)
                if not (number or played.pending):
                    whole = played.html()
                controls = [] if played.pending else played.chapters()
                if number < len(controls):
                    played.click(controls[number])
                if not played.pending and number < len(controls):
                    found[number] = played.written()
            if not played.pending and number >= len(controls):
                break  # all were used
            number += not played.pending
            for request in played.pending[:AT_ONCE]:
                answers[request.address] = await answer(visit, request, url)
        else:
            return None
    except TooSlowError:
        return None
    if not found or not all(held.is_body(text) for _, text in found.values()):
        return None
    tree = tree_of(whole)
    place = tree.css_first(f"[{MARK}='{found[0][0]}']") if found[0][0] else None
    if place is None:
        return None
    place.insert_child(_HERE)
    parts = "\n".join(text for _, text in found.values())
    return page_of(sent, [(tree.html or "").replace(_HERE, parts)])


async def _from_answers(
    visit: SiteRequests, page: ListPage, answers: dict[str, str | None], text: str
) -> str | None:
    """Return the page with the longest text that an answer holds."""
    if not any(answers.values()):
        for request in _named(page):
            answers[request.address] = await answer(visit, request, page.url)
    found = [body for one in answers.values() if one and (body := held.in_answer(one))]
    if not found:
        return None
    made = page_of(page.text, [page.text, max(found, key=len)])
    return made if is_better(page.url, made, page.text, text) else None


def _named(page: ListPage) -> list[PageRequest]:
    """Return the requests that the code of a page names, the likeliest first."""
    try:
        with time_limit():
            script = Script(page.tree, page.url, page.scripts)
            found = [
                requests.requested(page, script),
                *(PageRequest(one) for one in _addresses(page, script)),
            ]
    except TooSlowError:
        return []
    return [one for one in found if one and not is_file(one.url)][:_MAX_NAMED]


def _addresses(page: ListPage, script: Script) -> list[str]:
    """Return the addresses in the strings of a page's scripts that may be those of its text."""
    numbers = re.findall(r"\d{2,}", page.url.rpartition("/")[2])
    strings = [one for one in script.strings() if _PATH.fullmatch(one) and not UNKNOWN.search(one)]
    named = [one for one in strings if _NAMES_TEXT.search(one) or any(number in one for number in numbers)]
    return [
        target for one in dict.fromkeys(named) if (target := absolute(one, page.url)) and target != page.url
    ]


async def _frames(visit: SiteRequests, url: str, shown: str, depth: int) -> list[str]:
    """Return the pages in the frames of an article."""
    if depth or not _FRAME.search(shown):
        return []
    tree = tree_of(shown)
    base = base_of(tree, url)
    nodes = tree.css("iframe[src], frame[src], object[data], embed[src]")
    named = [absolute(node.attributes.get("src") or node.attributes.get("data"), base) for node in nodes]
    found = []
    for address in list(dict.fromkeys(one for one in named if one and not is_file(one)))[:_MAX_FRAMES]:
        frame = await answer(visit, PageRequest(address), url)
        if frame:
            found.append(await play(visit, address, frame, "", depth + 1) or frame)
    return found


async def answer(visit: SiteRequests, request: PageRequest, via: str) -> str | None:
    """Return the text of an answer; None if it was not obtained."""
    if forbidden(visit.site, request.url):
        return None
    post = request if request.body is not None else None
    got = await visit.get(request.address, "list", via=via, post=post, headers=request.headers)
    return await visit.text(got, "list", post) if got and got.outcome in PRESENT else None
