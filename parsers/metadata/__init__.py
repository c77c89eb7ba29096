"""Title, division, dates, meeting, speaker, source, years and completeness of a document."""

from __future__ import annotations

from parsers.hints import Hints
from parsers.metadata.values import Metadata
from parsers.page import Page

__all__ = ["Metadata", "read"]


def read(page: Page, hints: Hints) -> Metadata:
    """What the page and its text say about the document; None where they do not say."""
    return Metadata(title=page.given_title or page.page_title)
