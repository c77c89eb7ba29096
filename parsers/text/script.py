"""Read documents in traditional script by their simplified characters, and report them as published.

Overseas copies and converted pages print 區政府工作報告. The readers of content know one script, so such a
page is read character by character in the other, and every string of its record goes back to what the
page has. Lengths do not change, so spans hold for both. The pairs are in traditional.txt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from parsers.kind.head import compact, plain_width
from parsers.page import Page
from parsers.record import Record


def _pairs() -> dict[int, int]:
    lines = (files("parsers") / "traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return {ord(pair[0]): ord(pair[1]) for pair in pairs}


SIMPLIFIED: Final[Mapping[int, int]] = MappingProxyType(_pairs())
"""Traditional character → simplified character, by code point."""

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]+")
_TRADITIONAL: Final = re.compile(f"[{re.escape(''.join(map(chr, SIMPLIFIED)))}]+")
_SAMPLE: Final = 3000
# A third of the characters of traditional prose are in the table, and not one in a hundred of simplified prose.
_SHARE: Final = 0.1
# Not read in any script, or the division's name from the lists, or written by this project.
_OWN_WORDS: Final = frozenset({"parser", "source", "kind", "why", "text", "division", "problems"})


def in_simplified(page: Page) -> Page:
    """The page in simplified characters, of equal lengths; the page itself where it is in them already."""
    sample = (page.text or page.given_title or page.page_title or "")[:_SAMPLE]
    chinese = sum(map(len, _CHINESE.findall(sample)))
    if sum(map(len, _TRADITIONAL.findall(sample))) <= chinese * _SHARE:
        return page
    return page.translated(SIMPLIFIED)


def as_published(record: Record, page: Page, read: Page) -> Record:
    """Return the record of a page read in other characters (`read`, as long), its strings as `page` has them."""
    back = _Back(page, read)
    changed = {
        f.name: back.value(getattr(record, f.name), (0, len(page.text)))
        for f in fields(record)
        if f.name not in _OWN_WORDS
    }
    return replace(record, text=page.text, **changed)


class _Back:
    def __init__(self, page: Page, read: Page) -> None:
        self.published, self.read = page.text, read.text
        around = ("\n".join(one.strings()) for one in (page, read))
        self.elsewhere = _Place(*around), _Place(page.text, read.text)

    def value(self, value: Any, span: tuple[int, int]) -> Any:
        """Strings inside a value of the record as published, sought in the value's own span first."""
        if isinstance(value, str):
            return value if value.isascii() else self.string(value, span)
        if isinstance(value, tuple):
            return tuple(self.value(item, span) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            span = (getattr(value, "start", span[0]), getattr(value, "end", span[1]))
            return replace(value, **{f.name: self.value(getattr(value, f.name), span) for f in fields(value)})
        return value

    def string(self, value: str, span: tuple[int, int]) -> str:
        """The characters that were read as `value`; `value` itself where the page has nothing like it."""
        own = _Place(self.published[slice(*span)], self.read[slice(*span)])
        found = (place.published_as(value) for place in (own, *self.elsewhere))
        return next((text for text in found if text is not None), value)


class _Place:
    """A piece of the page in both scripts, without white space, which the readers drop or keep as they need."""

    def __init__(self, published: str, read: str) -> None:
        self.published = compact(published)
        self.read = plain_width(compact(read))

    def published_as(self, value: str) -> str | None:
        found = self.read.find(plain_width(compact(value)))
        if found < 0:
            return None
        letters = iter(self.published[found:])
        return "".join(c if c.isspace() else next(letters, "") for c in value)
