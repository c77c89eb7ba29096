"""Input beside a document's bytes: hints of the site file, and files that the article links to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """Hints of a site file; every field is optional.

    `selectors` are CSS selectors of the body's container, tried in order before the selectors of its CMS family.
    `family` is the name of a module in `parsers.families`. `official` is False for a collection site.
    """

    family: str | None = None
    selectors: tuple[str, ...] = ()
    division_code: str | None = None
    site_name: str | None = None
    official: bool | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that an article links to: its bytes, the server's Content-Type, the text of its link."""

    data: bytes
    content_type: str | None = None
    name: str | None = None
