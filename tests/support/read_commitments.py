"""Read the promises of an invented page; each must be the words at its span."""

from __future__ import annotations

from parsers import commitments
from parsers.formats import open_page
from parsers.page import Page
from parsers.record import Commitment, Kind, Problem


def read(
    text: str, *, kind: Kind = "livelihood_projects", review: int | None = None, plan: int | None = 2025
) -> tuple[Commitment, ...]:
    """Return the promises of a text."""
    return read_page(open_page(text.encode()), kind=kind, review=review, plan=plan)[0]


def read_page(
    page: Page, *, kind: Kind = "livelihood_projects", review: int | None = None, plan: int | None = 2025
) -> tuple[tuple[Commitment, ...], tuple[Problem, ...]]:
    """Return the promises and the problems of a page."""
    found, problems = commitments.read(page, review, plan, (), kind)
    for commitment in found:
        assert commitment.text in page.text[commitment.start : commitment.end]
    return found, problems
