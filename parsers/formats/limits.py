"""How much a document may hold: what is beyond is refused at once instead of keeping a machine busy."""

from __future__ import annotations

import re

from parsers.record import Problem

MAX_TEXT = 8 << 20  # bytes of HTML or text; the longest report page seen has under 2 MB
MAX_FILE = 256 << 20  # bytes of a PDF or DOCX, which may be full of pictures
MAX_TAGS = 60_000  # a page of 86 KB has about 2,000
MAX_CHARACTERS = 300_000  # of a body; a report has 10,000 to 40,000
MAX_DEPTH = 3000  # of nested elements; lexbor's time grows with the square: 100,000 take 27 s

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,12})")
# Elements without content, or closed by the next of their kind: they never nest by themselves.
_FLAT = frozenset((
    "br", "img", "input", "meta", "link", "hr", "col", "area", "base", "embed", "source", "track", "wbr", "param",
    "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody",
))  # fmt: skip
# Elements that HTML opens again in every block until they are closed (HTML Standard, 13.2.4.3).
_FORMATTING = frozenset((
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
))  # fmt: skip
MAX_REOPENED = 300_000  # of them, over all blocks: 1,200 unclosed ones before 1,500 paragraphs take 1 GB
_MANY_UNCLOSED = 500
MAX_OBJECTS = 50_000  # of a PDF; a report of 100 pages has about 1,000


def refusal(html: str) -> Problem | None:
    """Why a document cannot be parsed in reasonable time (`too_large`, `too_deep`); None where it can."""
    brackets = html.count("<")
    if brackets > MAX_DEPTH and depth(html) > MAX_DEPTH:
        return Problem("too_deep", f"elements nested deeper than {MAX_DEPTH}")
    if brackets - 2 * html.count("</") > _MANY_UNCLOSED and _reopened(html) > MAX_REOPENED:
        return Problem("too_large", f"formatting that is never closed, {MAX_REOPENED} times over")
    if brackets > 2 * MAX_TAGS:
        return Problem("too_large", f"about {brackets} tags")
    return None


def pdf_refusal(data: bytes) -> Problem | None:
    """Why a PDF cannot be read in reasonable time; None where it can."""
    objects = data.count(b"endobj")
    return Problem("too_large", f"{objects} objects") if objects > MAX_OBJECTS else None


def _reopened(html: str) -> int:
    """How many formatting elements a parser may open again, at most."""
    count = now = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _FORMATTING:
            now += (-1 if now else 0) if slash else 1
        elif not slash:
            count += now
    return count


def depth(html: str) -> int:
    """The deepest nesting that the tags could have."""
    deepest = now = 0
    for slash, name in _TAG.findall(html):
        if name.lower() in _FLAT:
            continue
        now += (-1 if now else 0) if slash else 1
        deepest = max(deepest, now)
    return deepest
