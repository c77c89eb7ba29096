"""The whole way from bytes to a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from parsers import classify, metadata, sections
from parsers.formats import open_page
from parsers.hints import Attached, Hints
from parsers.page import Page
from parsers.record import Record
from parsers.version import VERSION

_NO_HINTS = Hints()


def read(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    content_type: str | None = None,
    title: str | None = None,
    hints: Hints = _NO_HINTS,
    attachments: Sequence[Attached] = (),
) -> Record:
    """Read one document; bad bytes never raise, but give kind `other`, completeness `empty` and a problem."""
    page = open_page(data, url=url, content_type=content_type, title=title, hints=hints)
    return read_page(page, source=source, hints=hints)


def read_page(page: Page, *, source: str, hints: Hints = _NO_HINTS) -> Record:
    """Read the content of a page that is cleaned already."""
    about = metadata.read(page, hints)
    verdict = classify.kind(page, about)
    found = sections.find(page)
    stated = {f.name: getattr(about, f.name) for f in fields(about) if f.name != "problems"}
    return Record(
        parser=VERSION,
        source=source,
        kind=verdict.kind,
        why=verdict.why,
        text=page.text,
        sections=found,
        indicators=(),
        commitments=(),
        problems=(*page.problems, *about.problems),
        **stated,
    )
