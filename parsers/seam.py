"""Join the pages of a paged article into one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.page import Attachment, Page, Pager, Table
from parsers.record import Problem

_HEAD_LINES = 4  # a template may repeat headline, meeting and speaker above the text of every page


def join(pages: Sequence[Page]) -> Page:
    """Return one Page with the text of all pages in order.

    Title, information bar and site are the first page's. Lines at the top of a later page that repeat the first
    lines of the first page are left out. Each page begins a new line, as its markup does.
    """
    first, *rest = pages
    text, marks, tables, items = first.text, list(first.marks), list(first.tables), list(first.items)
    opening = [line.strip() for line in first.text.split("\n")[:_HEAD_LINES]]
    links, third, expired = first.links, first.third_party, first.expired
    attachments = {a.url: a for a in first.attachments}
    problems = list(first.problems)
    for page in rest:
        skipped = _repeated(page.text, opening)
        shift = len(text) + (1 if text else 0) - skipped
        added = page.text[skipped:]
        problems += [
            _moved_problem(p, shift) if p.start is None or p.start >= skipped else p for p in page.problems
        ]
        attachments = {a.url: a for a in page.attachments} | attachments
        links, third, expired = links + page.links, third or page.third_party, expired or page.expired
        if not added:
            continue
        text = f"{text}\n{added}" if text else added
        marks += [
            replace(m, start=m.start + shift, end=m.end + shift) for m in page.marks if m.start >= skipped
        ]
        tables += [_moved(t, shift) for t in page.tables if t.start >= skipped]
        items += [start + shift for start in page.items if start >= skipped]
    return replace(
        first,
        text=text,
        marks=tuple(marks),
        tables=tuple(tables),
        items=tuple(items),
        attachments=tuple[Attachment, ...](attachments.values()),
        links=links,
        third_party=third,
        expired=expired,
        problems=tuple(problems),
        pager=_left(pages),
    )


def _left(pages: Sequence[Page]) -> Pager | None:
    """Return the last page's pager if the text continues after that page, else None."""
    last = pages[-1].pager
    return last if last is not None and last.continues else None


def _repeated(text: str, opening: Sequence[str]) -> int:
    """Count the characters at the top of a later page that only repeat the first page's first lines."""
    at = 0
    for line in text.split("\n")[:_HEAD_LINES]:
        if not line.strip() or line.strip() not in opening:
            break
        at += len(line) + 1
    return min(at, len(text))


def _moved(table: Table, shift: int) -> Table:
    rows = tuple(
        tuple(replace(c, start=c.start + shift, end=c.end + shift) for c in row) for row in table.rows
    )
    return Table(table.start + shift, table.end + shift, rows)


def _moved_problem(problem: Problem, shift: int) -> Problem:
    if problem.start is None or problem.end is None:
        return problem
    return replace(problem, start=problem.start + shift, end=problem.end + shift)
