"""A platform family: how its article addresses look, what gives it away, how its lists are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from spiders.families import lists
from spiders.families.base import Listing, ListPage
from spiders.families.links import is_file


@dataclass(frozen=True, slots=True)
class Sign:
    """What gives a family away on a page: a pattern in its source, how much it weighs, and how to say so."""

    pattern: re.Pattern[str]
    weight: int
    words: str


def sign(pattern: str, weight: int, words: str) -> Sign:
    """A sign from its pattern; case does not count."""
    return Sign(re.compile(pattern, re.I), weight, words)


@dataclass(frozen=True, slots=True)
class Family:
    """A platform family: how its article addresses look, what gives it away, how its lists are read."""

    name: str
    article: re.Pattern[str]
    read: Callable[[ListPage], Listing] = lists.read
    signs: tuple[Sign, ...] = ()
    owns: re.Pattern[str] | None = (
        None  # found in a list page's address or source, it is read as this family's
    )

    def is_article(self, url: str) -> bool:
        """Whether the address looks like an article's or a document file's."""
        parts = urlsplit(url)
        return bool(self.article.search(parts.path + (f"?{parts.query}" if parts.query else ""))) or is_file(
            url
        )
