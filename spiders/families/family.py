"""A platform family: the form of its article addresses, its signs on a page, and how its lists are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from spiders.lists import reader
from spiders.lists.base import Listing, ListPage
from spiders.lists.links import is_file


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a family on a page: a pattern in the source, its weight, and a description of it."""

    pattern: re.Pattern[str]
    weight: int
    words: str


def sign(pattern: str, weight: int, words: str) -> Sign:
    """Build a sign from its pattern; case is ignored."""
    return Sign(re.compile(pattern, re.I), weight, words)


@dataclass(frozen=True, slots=True)
class Family:
    """A platform family: the form of its article addresses, its signs on a page, and how its lists are read."""

    name: str
    article: re.Pattern[str]
    read: Callable[[ListPage], Listing] = reader.read
    signs: tuple[Sign, ...] = ()
    owns: re.Pattern[str] | None = (
        None  # a match in a list page's address or source assigns the page to this family
    )

    def is_article(self, url: str) -> bool:
        """Return whether the address looks like that of an article or a document file."""
        parts = urlsplit(url)
        return bool(self.article.search(parts.path + (f"?{parts.query}" if parts.query else ""))) or is_file(
            url
        )
