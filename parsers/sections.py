"""Headings and the text under them, by numbering, markup and place."""

from __future__ import annotations

from parsers.page import Page
from parsers.record import Section


def find(page: Page) -> tuple[Section, ...]:
    """The sections of a page's text, in order."""
    return ()
