"""Runs: begun or gone on with, and ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from archive.warc.captures import utc_text

# So long after its start an unfinished run counts as one that will be gone on with.
GONE_ON_WITH = timedelta(hours=20)


def begin(db: Database, kind: str, parameters: Mapping[str, Any], since: datetime | None, used: int) -> int:
    """The unfinished run of this kind with these parameters, or a new one numbered above `used`; its id.

    With `since`, an unfinished run of the kind that began earlier, or with other parameters, is over.
    """
    text = json.dumps(parameters, ensure_ascii=False, sort_keys=True)
    now = utc_text(datetime.now(UTC))
    if since is not None:
        db.execute(
            "UPDATE runs SET finished_at = ?, outcome = 'interrupted' WHERE kind = ?"
            " AND finished_at IS NULL AND (parameters != ? OR started_at < ?)",
            (now, kind, text, utc_text(since)),
        )
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
    return number


def going_on(db: Database) -> set[int]:
    """The runs that have not ended and are still to be gone on with."""
    since = utc_text(datetime.now(UTC) - GONE_ON_WITH)
    rows = db.execute("SELECT id FROM runs WHERE finished_at IS NULL AND started_at >= ?", (since,))
    return {number for (number,) in rows.fetchall()}


def end(db: Database, run: int, outcome: str, summary: Mapping[str, Any]) -> None:
    """End a run as `ok`, `needs_a_person` or `failed`; `summary` is kept as JSON."""
    db.execute(
        "UPDATE runs SET finished_at = ?, outcome = ?, summary = ? WHERE id = ?",
        (utc_text(datetime.now(UTC)), outcome, json.dumps(summary, ensure_ascii=False), run),
    )
