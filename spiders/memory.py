"""What the crawl remembers of earlier nights; it knows the archive only by reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from archive.captures import Reference


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last answer of an address that had a body: validators, outcome, and where it stands."""

    outcome: str
    etag: str | None
    last_modified: str | None
    reference: Reference


@dataclass(frozen=True, slots=True)
class KnownPage:
    """A page that carries a document, to be asked again tonight."""

    url: str
    title: str | None = None
    listed: str | None = None


class Memory(Protocol):
    """What earlier nights left; an archive that does not exist yet remembers nothing."""

    def last(self, url: str) -> Remembered | None:
        """The last answer with a body, or None."""

    def body(self, url: str) -> tuple[bytes, str | None] | None:
        """The decoded body of that answer and its Content-Type; None where it can't be read."""

    def pages(self, site: str) -> list[KnownPage]:
        """The pages of a site that carry documents, gone ones included: they may come back."""

    def is_negative(self, url: str) -> bool:
        """Whether the page at `url` was read before and is neither report nor livelihood list."""


class NoMemory:
    """Before the first night."""

    def last(self, url: str) -> Remembered | None:
        """Nothing is remembered."""
        return None

    def body(self, url: str) -> tuple[bytes, str | None] | None:
        """Nothing is remembered."""
        return None

    def pages(self, site: str) -> list[KnownPage]:
        """Nothing is remembered."""
        return []

    def is_negative(self, url: str) -> bool:
        """Nothing is remembered."""
        return False
