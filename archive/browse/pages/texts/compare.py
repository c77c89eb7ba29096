"""`/compare/ID/ID`: two versions or witnesses side by side, changed figures first."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from typing import Any

from datasette.utils.asgi import NotFound

from archive.browse.display import difference
from archive.browse.rows import Arguments, Row, found, one, rows

_DIGITS = frozenset("0123456789０１２３４５６７８９")


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read both versions, the stored changes between them, if any, and the paired text."""
    left, right = (_side(db, int(arguments[name])) for name in ("left", "right"))
    if left["withdrawn_at"] or right["withdrawn_at"]:
        raise NotFound("withdrawn")
    pairs = difference.compare(left.pop("text"), right.pop("text"))
    return {
        "left": left,
        "right": right,
        "same_page": left["page_id"] == right["page_id"],
        "changes": rows(
            db,
            """select * from changes where version_id = ? and previous_id = ? order by weight desc, id""",
            [right["id"], left["id"]],
        ),
        "measures": [] if left["page_id"] == right["page_id"] else _measures(db, left["id"], right["id"]),
        "figures": [
            {"before": before, "after": after, "left": pair.left.start, "right": pair.right.start}
            for pair in pairs
            if pair.left and pair.right
            for before, after in pair.swaps
            if _DIGITS & set(before + after)
        ],
        "counts": {
            kind: sum(pair.kind == kind for pair in pairs)
            for kind in ("equal", "ignored", "moved", "changed", "akin", "removed", "added")
        },
        "rows": [_plain(pair) for pair in pairs],
    }


def _side(db: sqlite3.Connection, version_id: int) -> Row:
    return found(
        one(
            db,
            """select versions.id, versions.number, versions.page_id, versions.first_seen, versions.cause,
                      versions.title, versions.text, pages.url, pages.source_kind, pages.document_id,
                      pages.withdrawn_at,
                      documents.title as document_title, documents.division_name, documents.plan_year,
                      documents.review_year
               from versions join pages on pages.id = versions.page_id
               left join documents on documents.id = pages.document_id where versions.id = ?""",
            [version_id],
        ),
        f"version {version_id}",
    )


def _measures(db: sqlite3.Connection, left: int, right: int) -> list[Row]:
    """Return the figures that both documents state for the same indicator, measure and kind.

    Their years are counted from each document's own year, so that plans and reviews are compared with each other.
    """
    sides: dict[tuple[Any, ...], dict[int, Row]] = {}
    for row in rows(
        db,
        """select version_id, indicator, measure, i.kind, value, value_max, unit, period, start, "end",
                  year - coalesce(v.plan_year, v.review_year + 1) as ahead
           from indicators i join versions v on v.id = version_id
           where version_id in (?, ?) and indicator != 'other' and scope is null
           and value is not null order by start""",
        [left, right],
    ):
        key = (row["indicator"], row["measure"], row["kind"], row.pop("ahead"))
        sides.setdefault(key, {}).setdefault(row["version_id"], row)
    return [
        {
            "indicator": key[0],
            "measure": key[1],
            "kind": key[2],
            "left": found.get(left),
            "right": found.get(right),
        }
        for key, found in sides.items()
        if len(found) == 2
    ]


def _plain(pair: difference.Pair) -> dict[str, Any]:
    data = asdict(pair)
    del data["swaps"]
    return data
