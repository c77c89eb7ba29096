"""Issues: what a person should look at, opened once and closed when it is seen healed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlite_utils import Database

from archive.warc.captures import utc_text

_OPEN = "site_id IS ? AND code = ? AND about = ? AND closed_at IS NULL"


def open_issue(db: Database, run: int, site: str | None, code: str, detail: str, about: str) -> None:
    """Open an issue, or bring the open one of the same site, code and subject up to date."""
    known = db.execute(f"SELECT id FROM issues WHERE {_OPEN}", (site, code, about)).fetchone()
    if known:
        db.execute("UPDATE issues SET detail = ? WHERE id = ?", (detail, known[0]))
    else:
        db.execute(
            "INSERT INTO issues (run_id, site_id, code, detail, opened_at, about) VALUES (?, ?, ?, ?, ?, ?)",
            (run, site, code, detail, utc_text(datetime.now(UTC)), about),
        )


def close_issue(db: Database, site: str | None, code: str, about: str) -> bool:
    """Close an issue; whether it was open."""
    now = utc_text(datetime.now(UTC))
    return db.execute(f"UPDATE issues SET closed_at = ? WHERE {_OPEN}", (now, site, code, about)).rowcount > 0
