"""The pager of an article in several pages that its scripts write, or whose controls run a script."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.formats import pager_signs
from spiders.lists.base import ListPage
from spiders.lists.controls import handler_of
from spiders.lists.links import absolute, tree_of
from spiders.lists.pagers import place
from spiders.lists.pagers.functions import ANY
from spiders.visit.articles.played_articles import PlayedArticle
from spiders.visit.articles.rendition import page_of, scripts_of
from spiders.visit.candidates import further_pages
from spiders.visit.lists.script_files import with_files
from spiders.visit.requests import SiteRequests
from spiders.visit.time_limit import TooSlowError, time_limit

# Not `pageNum`, which is the number of this page, or of the rows of a page, as often as that of all pages.
_PAGES = r"(?:\w{0,12}pages|count_?pages?|total_?pages?|pages?_?(?:count|total|sum)|all_?pages?|max_?pages?)"
_COUNT = re.compile(rf"(?<![a-z]){_PAGES}[\"']?\s{{0,3}}[=:]\s{{0,3}}[\"']?(\d{{1,3}})\b", re.I)
_NOW = re.compile(
    r"(?<![a-z])(?:current_?page|cur_?page|now_?page|page_?(?:index|now|no|current))[\"']?\s{0,3}[=:]\s{0,3}[\"']?(\d{1,3})\b",
    re.I,
)
# A call with the number of pages: of a function that names pages, or with the number of this page behind it.
_DRAWS_PAGER = re.compile(
    r"\b\w{0,30}page\w{0,30}\s{0,3}\([^()]{0,80}?(?<![\w.])([2-9]|[1-9]\d)(?![\w.])", re.I
)
# What a request asks for says nothing of the article: `$.post('/pl/list', {pageIndex: 1, pageCount: 5})`.
_REQUESTED = re.compile(
    r"\b(?:data|params|body|query)\s{0,3}:\s{0,3}(?:JSON\.stringify\(\s{0,3})?\{[^{}]{0,1000}\}"
    r"|\b(?:ajax|post|get|getJSON|fetch|axios|request|load|send|stringify)\s{0,3}\((?:[^(){}]{0,300},)?\s{0,9}\{[^{}]{0,1000}\}"
)
_OF_PAGES = re.compile(r"\(\s{0,3}(?:[2-9]|[1-9]\d)\s{0,3},\s{0,3}[01]\s{0,3}[,)]")
_NAME_BEFORE = re.compile(r"\w\s{0,3}\Z")
# Each of the patterns above has `page` in it, but the last two, at most so many characters from its start and end.
_BEFORE, _BEHIND = 40, 160
_STEP = re.compile(r"[\s\[【(（〔第]{0,3}(?:[2二](?=\D|$)|[下后]一?页)\s?页?[\s\]】)）〕>»]{0,4}")
_LABEL = re.compile(r"[\s\[【(（〔第]{0,3}(\d{1,2}|[下后]一?页)\s?页?[\s\]】)）〕>»]{0,4}")
_CONTROLS: Final = "a, span, li, button, b, i, em, u, td, input"
_MOST: Final = 4000  # elements
_MOST_CLICKED: Final = 80


def counts_pages(html: str) -> bool:
    """Return whether a script of an article says that it is the first of several pages: TRS's `countPage = 3`."""
    code = _REQUESTED.sub(" ", scripts_of(html))
    count, now = _near_page(_COUNT, code), _near_page(_NOW, code)
    return count is not None and now is not None and int(count[1]) > 1 and int(now[1]) <= 1


def may_count_pages(html: str) -> bool:
    """Return whether a script of an article may count its pages, by a variable or in a call: `showPages(3, 1)`."""
    code = _REQUESTED.sub(" ", scripts_of(html))
    count = _near_page(_COUNT, code)
    if (count is not None and int(count[1]) > 1) or _near_page(_DRAWS_PAGER, code) is not None:
        return True
    starts = (call.start() for call in _OF_PAGES.finditer(code))
    return any(_NAME_BEFORE.search(code[max(0, at - 4) : at]) for at in starts)


def _near_page(pattern: re.Pattern[str], code: str) -> re.Match[str] | None:
    """Return the first match of a pattern with `page` in it: a text held in a script is slow to search for it."""
    lower = code.lower()
    if len(lower) != len(code):  # a character whose small letter is longer: İ
        return pattern.search(code)
    at = lower.find("page")
    while at >= 0:
        if found := pattern.search(code, max(0, at - _BEFORE), at + _BEHIND):
            return found
        at = lower.find("page", at + 4)
    return None


def has_controls(html: str) -> bool:
    """Return whether a page has a control for its second page (2, 下一页) that runs a script."""
    if not pager_signs.may_have_more(html):
        return False
    lower = html.lower()
    if "onclick" not in lower and "javascript:" not in lower:
        return False
    return any(
        _STEP.fullmatch(_label(node)) and handler_of(node) for node in tree_of(html).css(_CONTROLS)[:_MOST]
    )


def has_place(html: str) -> bool:
    """Return whether a page has a place for a pager that it leaves to its scripts."""
    return place.has_scripted(tree_of(html))


async def with_pager(visit: SiteRequests, url: str, sent: str) -> str | None:
    """Return an article's page with the pager that its scripts write or its controls stand for; None without one.

    Raises LeftAloneError.
    """
    page = ListPage(url, sent, 1, url)
    for files in (False, True):
        page = await with_files(visit, page, (ANY,)) if files else page
        try:
            with time_limit():
                played = _Paged(page, {})
                html = played.html()
                for more in ("", played.links()):
                    made = page_of(sent, [html, more] if more else [html])
                    if further_pages(url, made):
                        return made
        except TooSlowError:
            return None
    return None


class _Paged(PlayedArticle):
    """An article whose pager's controls are used, each by itself."""

    def links(self) -> str:
        """Return the pager's controls as links to the addresses that they open."""
        found: dict[str, str] = {}
        nodes = self.shown(1).tree.css(_CONTROLS)[:_MOST]
        for node in [node for node in nodes if _LABEL.fullmatch(_label(node))][:_MOST_CLICKED]:
            if absolute(node.attributes.get("href"), self._base) and not handler_of(node):
                continue
            effects, _ = self._running.clicked(node, handler_of(node))
            targets = [url for one in effects.opened if (url := absolute(one, self._base))]
            if targets:
                found.setdefault(_label(node), targets[0])
        for node in self.shown(1).tree.css("select")[:5]:
            for at, option in enumerate(node.css("option")[:_MOST_CLICKED]):
                label = "".join(option.text(deep=True).split())
                if not _LABEL.fullmatch(label):
                    continue
                value = option.attributes.get("value") or label
                effects, _ = self._running.selected(node, value, at)
                targets = [url for one in effects.opened if (url := absolute(one, self._base))]
                if targets:
                    found.setdefault(label, targets[0])
        links = (f'<a href="{escape(url)}">{escape(label)}</a>' for label, url in found.items())
        return f"<div>{' '.join(links)}</div>" if found else ""


def _label(node: LexborNode) -> str:
    text = node.attributes.get("value") or "" if node.tag == "input" else node.text(deep=True)
    return "".join(text.split()) if len(text) < 40 else ""
