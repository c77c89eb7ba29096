"""Read documents in traditional script as simplified, and return their records as published.

Overseas copies and converted pages print 區政府工作報告. The readers of content know one script: such a page is
converted character by character before reading, and every string of its record is then replaced by the page's
own characters. Lengths do not change, so spans are valid in both. The pairs are in traditional.txt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from parsers.kind.head import compact, plain_width
from parsers.page import Page
from parsers.record import Record
from parsers.text import han
from parsers.text.patterns import lazy


def _pairs() -> dict[int, int]:
    lines = (files("parsers") / "traditional.txt").read_text(encoding="utf-8").splitlines()
    pairs = (pair for line in lines if not line.startswith("#") for pair in line.split())
    return {ord(pair[0]): ord(pair[1]) for pair in pairs}


SIMPLIFIED: Final[Mapping[int, int]] = MappingProxyType(_pairs())
"""Traditional character → simplified character, by code point."""

_TRADITIONAL: Final = lazy("[" + "".join(map(chr, SIMPLIFIED)) + "]")
_SAMPLE: Final = 3000
# The table has a third of the characters of traditional prose, and less than 1% of those of simplified prose.
_SHARE: Final = 0.1
# Fields without words of the page: the project's own, and the division's name, which is from the lists.
_OWN_WORDS: Final = frozenset({"parser", "source", "kind", "why", "text", "division", "problems"})


def in_simplified(page: Page) -> Page:
    """Return the page in simplified characters, with equal lengths; the page itself if it is simplified."""
    sample = (page.text or page.given_title or page.page_title or "")[:_SAMPLE]
    traditional = len(_TRADITIONAL.findall(sample))
    if not traditional or traditional <= han.count(sample) * _SHARE:
        return page
    return page.translated(SIMPLIFIED)


def as_published(record: Record, page: Page, read: Page) -> Record:
    """Return the record of the converted page `read` with its strings as published in `page`."""
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
        """Return a value of the record with its strings as published, searched in the value's own span first."""
        if isinstance(value, str):
            return value if value.isascii() else self.string(value, span)
        if isinstance(value, tuple):
            return tuple(self.value(item, span) for item in value)
        if is_dataclass(value) and not isinstance(value, type):
            span = (getattr(value, "start", span[0]), getattr(value, "end", span[1]))
            return replace(value, **{f.name: self.value(getattr(value, f.name), span) for f in fields(value)})
        return value

    def string(self, value: str, span: tuple[int, int]) -> str:
        """Return the published characters that were read as `value`; `value` itself if it is not on the page."""
        own = _Place(self.published[slice(*span)], self.read[slice(*span)])
        found = (place.published_as(value) for place in (own, *self.elsewhere))
        return next((text for text in found if text is not None), value)


class _Place:
    """A piece of the page in both scripts without white space, because some readers drop white space."""

    def __init__(self, published: str, read: str) -> None:
        self.published = compact(published)
        self.read = plain_width(compact(read))

    def published_as(self, value: str) -> str | None:
        found = self.read.find(plain_width(compact(value)))
        if found < 0:
            return None
        letters = iter(self.published[found:])
        return "".join(c if c.isspace() else next(letters, "") for c in value)
