"""Tables without a head: what their columns are, from what stands in them."""

from __future__ import annotations

from parsers.commitments import bodies, quantities, status
from parsers.commitments.grid.roles import Role
from parsers.commitments.grid.rows import ORDINAL, Row
from parsers.commitments.outcome import due, openings
from parsers.text.patterns import lazy

_INTENDED = lazy(due.INTENDED)


def roles_of(rows: list[Row], *, done: bool) -> tuple[Role | None, ...] | None:
    """Return the roles of the columns (numbers, names, bodies, reports); None where a row has no number, or no name.

    `done`: the table is one of things done; in another only words of status are reports.
    """
    if len(rows) < 3 or any(not row or ORDINAL.match(row[0].text) is None for row in rows):
        return None
    found: list[Role | None] = ["ordinal"]
    for at in range(1, max(len(row) for row in rows)):
        cells = [row[at].text for row in rows if at < len(row) and row[at].text]
        if not cells:
            found.append(None)
        elif sum(map(bodies.is_body, cells)) * 2 > len(cells):
            found.append("support" if "lead" in found else "lead")
        elif "name" not in found:
            found.append("name")
        elif sum(_reports(row, at, found.index("name"), done=done) for row in rows) * 2 > len(cells):
            found.append("outcome")
        else:
            found.append("content")
    return tuple(found) if "name" in found else None


def _reports(row: Row, at: int, name: int, *, done: bool) -> bool:
    """Decide whether a cell says how far the project beside it is: by its words, or by more than was promised."""
    if at >= len(row) or not (cell := row[at].text):
        return False
    if not done and due.is_due(cell):
        return False
    if openings.bare(cell) is not None or "已" in cell[:12]:
        return True
    if not done or _INTENDED.search(cell) is not None:
        return False
    promise = row[name].text
    return status.judge(cell, promise) != "unstated" or quantities.compare(promise, cell) == "more"
