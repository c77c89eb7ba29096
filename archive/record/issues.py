"""Issues: what a person should look at, opened once and closed when it is seen healed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from archive import clock
from archive.database import seals
from archive.warc.captures import utc_text

_OPEN = "site_id IS ? AND code = ? AND about = ? AND closed_at IS NULL"


def open_issue(db: Database, run: int, site: str | None, code: str, detail: str, about: str) -> None:
    """Open an issue, or bring the open one of the same site, code and subject up to date."""
    known = db.execute(f"SELECT id FROM issues WHERE {_OPEN}", (site, code, about)).fetchone()
    if known:
        db.execute("UPDATE issues SET detail = ? WHERE id = ?", (detail, known[0]))
        seals.seal(db, "issues", known)
    else:
        cursor = db.execute(
            "INSERT INTO issues (run_id, site_id, code, detail, opened_at, about) VALUES (?, ?, ?, ?, ?, ?)",
            (run, site, code, detail, utc_text(clock.now()), about),
        )
        seals.seal(db, "issues", [cursor.lastrowid])


def close_issue(db: Database, site: str | None, code: str, about: str) -> bool:
    """Close an issue; whether it was open."""
    return close_all(db, _OPEN, (site, code, about)) > 0


def close_all(db: Database, where: str, values: Sequence[object] | dict[str, object]) -> int:
    """Close the issues that meet a condition; how many."""
    ids = [number for (number,) in db.execute(f"SELECT id FROM issues WHERE {where}", values).fetchall()]
    at = utc_text(clock.now())
    db.conn.executemany("UPDATE issues SET closed_at = ? WHERE id = ?", [(at, number) for number in ids])
    seals.seal(db, "issues", ids)
    return len(ids)
