"""Compare a stored reading with a new reading of the same captures."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

from sqlite_utils import Database

from archive.database.groups import READ_TABLES
from archive.record import queue
from archive.record.queue import Reading
from archive.verify.damage import Damage
from parsers.hints import Hints
from parsers.record import Record
from parsers.version import VERSION

# Reads captures as the archive's own readers do; returns None if that can't be done here.
ReadAgain = Callable[[Reading, Hints], Record | None]


def reading_of(db: sqlite3.Connection, version_id: int) -> tuple[Reading, Hints] | None:
    """Return the reading that a version's values come from; None if its parser or hints are not available now."""
    row = db.execute(
        "SELECT r.capture_id, r.attachments, r.url, r.seen_at, r.hints FROM readings r"
        " JOIN versions v ON v.id = r.version_id AND v.parser = r.parser"
        " WHERE v.id = ? AND r.parser = ? AND r.hints IS NOT NULL ORDER BY r.seen_at, r.id LIMIT 1",
        (version_id, VERSION),
    ).fetchone()
    if row is None:
        return None
    *place, text = row
    stored_hints = json.loads(text)
    hints = Hints(**{**stored_hints, "selectors": tuple(stored_hints["selectors"])})
    return queue.again(Database(db, execute_plugins=False), *place), hints


def compare(stored: Record, again: Record, version_id: int, ids: dict[str, list[int]]) -> Iterator[Damage]:
    """Yield each row in which a stored reading differs from a new reading of the same bytes by the same parser."""
    if stored.text != again.text:
        yield Damage("version", f"versions {version_id}", "its text is not what its capture gives")
        return
    old, new = stored.as_dict(), again.as_dict()
    wrong = [name for name in old if name not in ("source", *READ_TABLES) and old[name] != new[name]]
    if wrong:
        what = "; ".join(f"{name} is {old[name]!r}, the capture gives {new[name]!r}" for name in wrong)
        yield Damage("version", f"versions {version_id}", what)
    for table in READ_TABLES:
        if len(old[table]) != len(new[table]):
            what = f"has {len(old[table])} {table}, its capture gives {len(new[table])}"
            yield Damage("version", f"versions {version_id}", what)
            continue
        for row_id, item, given in zip(ids[table], old[table], new[table], strict=True):
            if item != given:
                names = ", ".join(name for name in item if item[name] != given.get(name))
                yield Damage(
                    "reading",
                    f"{table} {row_id}",
                    f"{names}: not what the capture of version {version_id} gives",
                )
