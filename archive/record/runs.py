"""Begin, resume and end runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from archive import clock
from archive.database import seals
from archive.record import order
from archive.warc.captures import utc_text

# An unfinished run can be resumed for so long after its start.
RESUMABLE_FOR = timedelta(hours=20)


def begin(db: Database, kind: str, parameters: Mapping[str, Any], since: datetime | None, used: int) -> int:
    """Return the id of the unfinished run of this kind with these parameters, or of a new one numbered above `used`.

    With `since`, end an unfinished run of the kind that began before `since` (or, by a wrong clock, in the future)
    or has other parameters.
    """
    text = json.dumps(parameters, ensure_ascii=False, sort_keys=True)
    now = utc_text(clock.now())
    if since is not None:
        over = db.execute(
            "SELECT id FROM runs WHERE kind = ?"
            " AND finished_at IS NULL AND (parameters != ? OR started_at < ? OR started_at > ?)",
            (kind, text, utc_text(since), now),
        ).fetchall()
        for (run,) in over:
            _end(db, run, now, "interrupted", None)
    (unfinished,) = db.execute(
        "SELECT max(id) FROM runs WHERE kind = ? AND parameters = ? AND finished_at IS NULL", (kind, text)
    ).fetchone()
    if unfinished is not None:
        return int(unfinished)
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()
    number = max(int(last), used) + 1
    db.execute(
        "INSERT INTO runs (id, kind, parameters, started_at) VALUES (?, ?, ?, ?)", (number, kind, text, now)
    )
    seals.seal(db, "runs", [number])
    order.check(db, number)
    return number


def resumable(db: Database) -> set[int]:
    """Return the ids of unfinished runs started less than 20 hours ago."""
    since = utc_text(clock.now() - RESUMABLE_FOR)
    rows = db.execute("SELECT id FROM runs WHERE finished_at IS NULL AND started_at >= ?", (since,))
    return {number for (number,) in rows.fetchall()}


def end(db: Database, run: int, outcome: str, summary: Mapping[str, Any]) -> None:
    """End a run as `ok`, `needs_a_person` or `failed`; `summary` is kept as JSON."""
    _end(db, run, utc_text(clock.now()), outcome, json.dumps(summary, ensure_ascii=False))


def _end(db: Database, run: int, at: str, outcome: str, summary: str | None) -> None:
    db.execute(
        "UPDATE runs SET finished_at = ?, outcome = ?, summary = coalesce(?, summary) WHERE id = ?",
        (at, outcome, summary, run),
    )
    seals.seal(db, "runs", [run])
