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
    found, problems = commitments.read(page, review, plan, kind)
    for commitment in found:
        assert commitment.text in page.text[commitment.start : commitment.end]
    return found, problems


def reported(
    outcome: str, promise: str = "新建公园3座。", title: str = "2024年民生实事进展情况"
) -> Commitment:
    """Return a promise of an invented list with what was reported of it."""
    text = f"{title}\n1.{promise}\n完成情况：{outcome}\n2.改造小区。\n完成情况：完成。"
    found, _ = commitments.read(Page(text=text), 2024, None, "livelihood_projects")
    return found[0]
