"""Order captures by run, so that histories stay right when a machine's clock was wrong.

A machine's clock can be years ahead for a night, or a day behind. `captures.fetched_at` is always the record's own
time; `captures.ordered_at`, by which histories are ordered, follows the runs. When a run begins before an earlier
one ended, one of the two clocks was wrong: runs far in the future are placed before the new run, and a new run that
is slightly behind is placed after the earlier one. Copies and files of other tools keep their own times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlite_utils import Database

from archive.database import seals
from archive.record import issues, pages
from archive.warc.captures import Capture, utc_text

CODE: Final = "clock"
# Our own files hold times of our own clock; copies of other people's captures are in files with this prefix.
_OURS: Final = "run-"
_COPIES: Final = "-copies-"
_OWN_FILES: Final = f"warc_file LIKE '{_OURS}%' AND warc_file NOT LIKE '%{_COPIES}%'"
# A clock correction moves by minutes, a wrong date by a day; further ahead than this the clock was wrong.
_AHEAD: Final = timedelta(days=2)
# At most so many earlier runs are taken to be wrong: if all runs seem to be ahead, the new clock is behind.
_FEW_RUNS: Final = 10
# No correct clock shows a time before this release was made.
_RELEASED: Final = "2026-01-01T00:00:00.000Z"
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class _Run:
    id: int
    end: datetime


def place(db: Database, run: int, capture: Capture) -> str:
    """Return the time by which a capture is ordered: its own time, unless its run's clock was wrong."""
    file = capture.position.file
    if not file.startswith(_OURS) or _COPIES in file:
        return capture.fetched_at
    (shift,) = db.execute("SELECT clock_shift FROM runs WHERE id = ?", (run,)).fetchone()
    own = _shifted(capture.fetched_at, shift) if shift else capture.fetched_at
    before = db.execute(
        "SELECT ordered_at FROM captures WHERE warc_file = ? AND warc_offset < ? ORDER BY warc_offset DESC LIMIT 1",
        (file, capture.position.offset),
    ).fetchone()
    return max(own, before[0]) if before else own


def check(db: Database, run: int) -> None:
    """Compare a new run's start with the runs before it, and reorder captures if the clock ran backwards.

    Open an issue in that case; close the issue of the run before. Runs in the caller's transaction.
    """
    for (about,) in db.execute(
        "SELECT about FROM issues WHERE code = ? AND closed_at IS NULL", (CODE,)
    ).fetchall():
        issues.close_issue(db, None, CODE, about)
    (text,) = db.execute("SELECT started_at FROM runs WHERE id = ?", (run,)).fetchone()
    start = datetime.fromisoformat(text)
    ends = _ends(db, run)
    later = [one for one in ends if one.end > start]
    if not later:
        return
    last = max(later, key=lambda one: one.end)
    ahead = last.end - start > _AHEAD and len(later) <= _FEW_RUNS and text > _RELEASED
    if ahead:
        before = max((one.end for one in ends if one.end <= start), default=start - timedelta(hours=1))
        _draw_back(db, [one.id for one in later], max(before, start - timedelta(days=1)), start)
        for one in later:
            _set_shift(db, one.id, start - _MILLISECOND - one.end)
        what = "its captures are placed before this run"
    else:
        _set_shift(db, run, last.end - start + _MILLISECOND)
        what = "this run's captures are placed after it"
    ended = f"run {last.id} had ended at {utc_text(last.end)}"
    detail = f"the clock ran backwards: run {run} began at {text}, {ended}; {what}"
    issues.open_issue(db, run, None, CODE, detail, about=f"run {run}")


def _ends(db: Database, run: int) -> list[_Run]:
    """Return when each earlier run ended (or, if interrupted, made its last capture), corrected for wrong clocks."""
    rows = db.execute(
        "SELECT id, coalesce(finished_at, (SELECT max(fetched_at) FROM captures WHERE run_id = runs.id"
        f" AND {_OWN_FILES}), started_at), clock_shift FROM runs WHERE id < ? ORDER BY id",
        (run,),
    )
    return [_Run(number, datetime.fromisoformat(_shifted(end, shift or 0))) for number, end, shift in rows]


def _draw_back(db: Database, runs: list[int], after: datetime, before: datetime) -> None:
    """Place all captures of some runs between two moments, in order, and rebuild the histories of their pages."""
    marks = ", ".join("?" * len(runs))
    rows = db.execute(
        f"SELECT id, url, via, page_id, ordered_at FROM captures WHERE run_id IN ({marks}) AND {_OWN_FILES}"
        " ORDER BY run_id, id",
        runs,
    ).fetchall()
    touched = set()
    for number, (capture_id, url, via, page_id, old) in enumerate(rows, start=1):
        new = utc_text(after + (before - after) * (number / (len(rows) + 1)))
        db.execute("UPDATE captures SET ordered_at = ? WHERE id = ?", (new, capture_id))
        db.execute(
            "UPDATE readings SET seen_at = ? WHERE url IN (?, ?) AND seen_at = ?", (new, url, via, old)
        )
        touched.add(page_id)
    for page_id in sorted(touched - {None}):
        pages.rebuild_history(db, page_id)


def _set_shift(db: Database, run: int, shift: timedelta) -> None:
    milliseconds = round(shift / _MILLISECOND)
    db.execute("UPDATE runs SET clock_shift = coalesce(clock_shift, 0) + ? WHERE id = ?", (milliseconds, run))
    seals.seal(db, "runs", [run])


def _shifted(text: str, milliseconds: int) -> str:
    return utc_text(datetime.fromisoformat(text) + milliseconds * _MILLISECOND)
