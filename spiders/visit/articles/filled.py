"""Decide whether an article's text is missing from the page that the server sent, because a script fills it in."""

from __future__ import annotations

import re
from typing import Final

from parsers.formats import open_page
from parsers.formats.web import held
from parsers.hints import Hints
from spiders.config.sitefile import SiteFile
from spiders.lists.controls import may_unfold

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.I | re.S)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ENOUGH: Final = 25  # sentence marks of a page that shows a report
_CHAPTER = re.compile(r">\s*第[二2](部分|章|节|篇|页)\s*</(li|a|span|div|button|dd|td)\b", re.I)
_LINKED_CHAPTER = re.compile(
    r"<a\b[^>]*\bhref\s*=\s*[\"']?(?!#|javascript)[^\"'>\s][^>]*>\s*第[二2](部分|章|节|篇|页)\s*<", re.I
)
_FILLS = re.compile(
    r"<script\b[^>]*>|<(i?frame|object|embed)\b|\son(?:load|click)\s*=|<body[^>]*\bonload", re.I
)


def may_be_filled(html: str) -> bool:
    """Return whether a page has a script or a frame by which a text may come into it."""
    return bool(_FILLS.search(html))


def has_chapters(html: str) -> bool:
    """Return whether a page has controls for the further parts of its text that are no links: 第二部分."""
    return bool(_CHAPTER.search(html)) and not _LINKED_CHAPTER.search(html)


def lacking(site: SiteFile, url: str, html: str) -> str | None:
    """Return the text of a page whose own text, or the rest of it, may be filled in by a script; None for others."""
    unfolds = may_unfold(html)
    if not unfolds and _has_sentences(html):
        return None
    if not may_be_filled(html) or not html.strip():
        return None
    hints = Hints(family=site.family, selectors=site.selectors)
    data = html.encode("utf-8", "replace")
    text = open_page(data, url=url, content_type="text/html; charset=utf-8", hints=hints).text
    return text if unfolds or len(_HAN.findall(text)) < held.LEAST else None


def _has_sentences(html: str) -> bool:
    """Return whether a page shows as many sentences as a report, those in its scripts not counted."""
    count = _marks(html)
    return count >= _ENOUGH and count - sum(_marks(found[0]) for found in _SCRIPT.finditer(html)) >= _ENOUGH


def _marks(text: str) -> int:
    return text.count("。") + text.count("；")
