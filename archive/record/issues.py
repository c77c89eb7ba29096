"""Issues that a person should look at, and lists' completeness accounts, which open one while rows are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive import clock
from archive.database import seals
from archive.warc.captures import utc_text

_OPEN = "site_id IS ? AND code = ? AND about = ? AND closed_at IS NULL"


def open_issue(db: Database, run: int, site: str | None, code: str, detail: str, about: str) -> None:
    """Open an issue, or update the open one of the same site, code and subject."""
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
    """Close an issue; return whether it was open."""
    return close_all(db, _OPEN, (site, code, about)) > 0


def close_all(db: Database, where: str, values: Sequence[object] | dict[str, object]) -> int:
    """Close the issues that meet a condition; return how many were closed."""
    ids = [number for (number,) in db.execute(f"SELECT id FROM issues WHERE {where}", values).fetchall()]
    if not ids:
        return 0
    at = utc_text(clock.now())
    db.conn.executemany("UPDATE issues SET closed_at = ? WHERE id = ?", [(at, number) for number in ids])
    seals.seal(db, "issues", ids)
    return len(ids)


def usual_rows(db: Database, site: str, url: str) -> int | None:
    """Return the number of rows of a list at its last complete reading; None if it was never complete."""
    row = db.execute("SELECT usual_rows FROM lists WHERE site_id = ? AND url = ?", (site, url)).fetchone()
    return row[0] if row else None


def enter_list(db: Database, run: int, site: str, account: Mapping[str, Any]) -> None:
    """Store a list's account in place of the earlier one. Runs inside the caller's transaction."""
    usual = account["rows"] if account["state"] == "complete" else None
    declared = account["declared"]
    db.execute(
        "INSERT INTO lists (site_id, url, run_id, state, declared_rows, declared_pages, rows, pages, ended, why,"
        " usual_rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (site_id, url) DO UPDATE SET"
        " run_id = excluded.run_id, state = excluded.state, declared_rows = excluded.declared_rows,"
        " declared_pages = excluded.declared_pages, rows = excluded.rows, pages = excluded.pages,"
        " ended = excluded.ended, why = excluded.why, usual_rows = coalesce(excluded.usual_rows, usual_rows)",
        (site, account["url"], run, account["state"], declared["rows"], declared["pages"], account["rows"],
         account["pages"], account["ended"], account["why"], usual),
    )  # fmt: skip


def forget_lists(db: Database, site: str, urls: list[str]) -> None:
    """Drop the accounts of lists that the site file no longer names."""
    known = db.execute("SELECT url FROM lists WHERE site_id = ?", (site,)).fetchall()
    for (url,) in known:
        if url not in urls:
            db.execute("DELETE FROM lists WHERE site_id = ? AND url = ?", (site, url))
