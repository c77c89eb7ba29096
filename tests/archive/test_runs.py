"""Runs: an unfinished run is resumed, unless its night is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.store import Archive


def test_an_unfinished_night_is_resumed_until_it_is_over(tmp_path: Path) -> None:
    hours_ago = datetime.now(UTC) - timedelta(hours=20)
    with Archive.open(tmp_path, "test") as archive:
        first = archive.start_run("nightly", {"sites": ["a"]}, since=hours_ago)
        assert archive.start_run("nightly", {"sites": ["a"]}, since=hours_ago) == first
        second = archive.start_run("nightly", {"sites": ["a", "b"]}, since=hours_ago)
        assert second != first
        # The same sites, but the night is long over.
        third = archive.start_run(
            "nightly", {"sites": ["a", "b"]}, since=datetime.now(UTC) + timedelta(seconds=1)
        )
        assert third not in (first, second)
        ended = archive.db.execute("SELECT id, outcome FROM runs WHERE finished_at IS NOT NULL ORDER BY id")
        assert ended.fetchall() == [(first, "interrupted"), (second, "interrupted")]


def test_a_backfill_can_be_resumed_after_any_time(tmp_path: Path) -> None:
    with Archive.open(tmp_path, "test") as archive:
        first = archive.start_run("backfill", {"site": "a"})
        archive.start_run("nightly", {"sites": ["a"]}, since=datetime.now(UTC))
        assert archive.start_run("backfill", {"site": "a"}) == first
        archive.finish_run(first, "ok", {})
        assert archive.start_run("backfill", {"site": "a"}) != first
