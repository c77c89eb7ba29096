"""Decide whether an article's text is missing from the page that the server sent, because a script fills it in."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from parsers.formats import open_page
from parsers.formats.web import panes
from parsers.hints import Hints
from parsers.text import han
from spiders.config.sitefile import SiteFile
from spiders.families.guangdong import article_html
from spiders.lists.controls import may_unfold
from spiders.lists.links import absolute, tree_of
from spiders.visit.articles.rendition import without_code

GKMLPT: Final = "gkmlpt"  # the family whose articles are read from the JSON of their page
_ENOUGH: Final = 25  # sentence marks of a page that shows a report
_CHAPTER = re.compile(
    r"(<(li|a|button)\b[^<>]{0,300}|<\w{1,10}\b[^<>]{0,300}\bonclick\b[^<>]{0,300})>\s{0,9}第[二2](部分|章|节|篇|页)\s{0,9}<",
    re.I,
)
# Part of every match of _CHAPTER; it begins with a character, to which the engine skips quickly.
_CHAPTER_LABEL = re.compile(r"第[二2](?:部分|章|节|篇|页)\s{0,9}<")
_LINKED_CHAPTER = re.compile(
    r"<a\b[^<>]{0,300}?\bhref\s*=\s*[\"']?(?!#|javascript)[^\"'<>\s][^<>]{0,300}>\s*第[二2](部分|章|节|篇|页)\s*<",
    re.I,
)
_WHOLE = re.compile(
    r"<a\b[^<>]{0,300}?\bhref\s*=\s*[\"']?([^\"'<>\s]{1,500})[^<>]{0,300}>\s*"
    r"(?:(?:显示|浏览|查看|阅读)全文|全文(?:显示|浏览|阅读|查看)|在本页显示全文)\s*</a>",
    re.I,
)
_FILLS = re.compile(r"<(script|i?frame|object|embed)\b|\son(?:load|click)\s*=", re.I)


def may_be_filled(html: str) -> bool:
    """Return whether a page has a script or a frame by which a text may come into it."""
    return bool(_FILLS.search(html))


def has_chapters(html: str) -> bool:
    """Return whether a page has controls for the further parts of its text that are no links: 第二部分."""
    if not _CHAPTER_LABEL.search(html):
        return False
    if not _CHAPTER.search(html) or _LINKED_CHAPTER.search(html):
        return False
    return not panes.of(tree_of(html), html)  # they are in the page already


def whole_address(url: str, html: str) -> str | None:
    """Return the address that shows all parts of an article at once, as a link 全文显示 names it; None without one."""
    for match in _WHOLE.finditer(html) if "全文" in html else ():
        target = absolute(unescape(match[1]), url)
        if target and target != url and urlsplit(target).path == urlsplit(url).path:
            return target
    return None


def lacking(site: SiteFile, url: str, html: str) -> str | None:
    """Return the text of a page whose own text, or the rest of it, may be filled in by a script; None for others."""
    unfolds = may_unfold(html)
    if not unfolds and (
        has_sentences(html) or (site.family == GKMLPT and _marks(article_html(html)) >= _ENOUGH)
    ):
        return None
    if not may_be_filled(html) or not html.strip():
        return None
    hints = Hints(family=site.family, selectors=site.selectors)
    data = html.encode("utf-8", "replace")
    text = open_page(data, url=url, content_type="text/html; charset=utf-8", hints=hints).text
    return text if unfolds or han.count(text) < han.SHORTEST_BODY else None


def has_sentences(html: str) -> bool:
    """Return whether a page shows as many sentences as a report, those in its scripts not counted."""
    return _marks(html) >= _ENOUGH and _marks(without_code(html)) >= _ENOUGH


def _marks(text: str) -> int:
    return text.count("。") + text.count("；")
