"""What changed between two versions of a page."""

from __future__ import annotations

from sqlite_utils import Database


def record(db: Database, version_id: int, previous_id: int | None) -> None:
    """Write the changes from one version to the next, in place of those written before."""
    db.execute("DELETE FROM changes WHERE version_id = ?", (version_id,))
