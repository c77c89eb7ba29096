"""What is known about a document before it is read: the site file's hints, and files an article links to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """What a site file says; every field may be left out.

    `selectors` are CSS selectors of the body's container, tried in order before any family's own.
    `family` is the name of a module in `parsers.families`. `official` is False for a collection site.
    """

    family: str | None = None
    selectors: tuple[str, ...] = ()
    division_code: str | None = None
    site_name: str | None = None
    official: bool | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that an article links to: its bytes, the server's Content-Type, the name its link gave."""

    data: bytes
    content_type: str | None = None
    name: str | None = None
