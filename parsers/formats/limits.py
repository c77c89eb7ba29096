"""Limits of a document's size: a document beyond them is refused before it is parsed."""

from __future__ import annotations

from parsers.record import Problem
from parsers.text.patterns import lazy

MAX_TEXT = 8 << 20  # bytes of HTML or text; the longest report page seen has less than 2 MB
MAX_FILE = 256 << 20  # bytes of a PDF or DOCX, which may contain pictures
MAX_TAGS = 60_000  # a page of 86 KB has about 2,000 tags
MAX_CHARACTERS = 300_000  # in a body; a report has 10,000 to 40,000
MAX_DEPTH = 3000  # nested elements; lexbor's time is quadratic: 100,000 take 27 s

_TAG = lazy(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,12})")
# Elements without content, or closed by the next one of their kind: they do not nest.
_FLAT = frozenset((
    "br", "img", "input", "meta", "link", "hr", "col", "area", "base", "embed", "source", "track", "wbr", "param",
    "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody",
))  # fmt: skip
# Elements that HTML opens again in every block until they are closed (HTML Standard, 13.2.4.3).
_FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
MAX_REOPENED = 300_000  # in all blocks: 1,200 unclosed elements before 1,500 paragraphs take 1 GB
_MANY_UNCLOSED = 500
MAX_OBJECTS = 50_000  # in a PDF; a report of 100 pages has about 1,000


def refusal(html: str) -> Problem | None:
    """Return the problem of a document that takes too long to parse (`too_large`, `too_deep`), else None."""
    brackets = html.count("<")
    if brackets > MAX_DEPTH and depth(html) > MAX_DEPTH:
        return Problem("too_deep", f"elements nested deeper than {MAX_DEPTH}")
    unclosed = brackets - 2 * html.count("</") if brackets > _MANY_UNCLOSED else 0
    if unclosed > _MANY_UNCLOSED and _reopened(html) > MAX_REOPENED:
        return Problem("too_large", f"formatting that is never closed, {MAX_REOPENED} times over")
    if brackets > 2 * MAX_TAGS:
        return Problem("too_large", f"about {brackets} tags")
    return None


def pdf_refusal(data: bytes) -> Problem | None:
    """Return the problem of a PDF that takes too long to read, else None."""
    objects = data.count(b"endobj")
    return Problem("too_large", f"{objects} objects") if objects > MAX_OBJECTS else None


def _reopened(html: str) -> int:
    """Return how many formatting elements a parser may reopen, at most."""
    count = now = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _FORMATTING:
            now += (-1 if now else 0) if slash else 1
        elif not slash:
            count += now
    return count


def depth(html: str) -> int:
    """Return the deepest nesting that the tags can have."""
    deepest = now = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _FLAT:
            continue
        now += (-1 if now else 0) if slash else 1
        deepest = max(deepest, now)
    return deepest
