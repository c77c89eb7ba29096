"""The whole way from bytes to a record."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.formats import open_page
from parsers.hints import Attached, Hints
from parsers.page import Page
from parsers.record import Record
from parsers.version import VERSION


def read(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    content_type: str | None = None,
    title: str | None = None,
    hints: Hints = Hints(),  # noqa: B008 -- frozen, a value
    attachments: Sequence[Attached] = (),
) -> Record:
    """Read one document; bad bytes never raise, but give kind `other`, completeness `empty` and a problem."""
    page = open_page(data, url=url, content_type=content_type, title=title, hints=hints)
    return read_page(page, source=source, hints=hints)


def read_page(page: Page, *, source: str, hints: Hints = Hints()) -> Record:  # noqa: B008 -- frozen, a value
    """Read the content of a page that is cleaned already."""
    return Record(
        parser=VERSION,
        source=source,
        kind="other",
        why=(),
        title=page.given_title or page.page_title,
        division=None,
        published_date=None,
        delivered_date=None,
        meeting=None,
        speaker=None,
        speaker_role=None,
        source_org=None,
        source_kind="unknown",
        review_year=None,
        plan_year=None,
        completeness="whole" if page.text else "empty",
        text=page.text,
        sections=(),
        indicators=(),
        commitments=(),
        problems=page.problems,
    )
