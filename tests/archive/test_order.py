"""A clock that is years ahead, a day behind or set back: histories and reports follow the runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive import clock
from archive.database import dump
from archive.queries import night_facts
from archive.store import Archive
from archive.verify import Tally, verify
from archive.warc.writer import prefix
from tests.support.archive import HOST, Night, read_all, rows

A, B, C = (f"{HOST}/zfgz/{name}.html" for name in "abc")
ONE = "云溪区政府工作报告。全年地区生产总值增长6.5%。"
TWO = "云溪区政府工作报告。全年地区生产总值增长6.1%。"
# What each night finds: an edit, a vanished page, the first text again, a page that returns.
NIGHTS: list[dict[str, str | int]] = [
    {A: ONE, B: TWO, C: TWO},
    {A: TWO, B: 304, C: 304},
    {A: 304, B: 404, C: 304},
    {A: ONE, B: 404, C: 304},
    {A: 304, B: TWO, C: 304},
]
USUAL = [datetime(2026, 3, day, 20, tzinfo=UTC) for day in range(1, 6)]


def at(number: int, moment: datetime) -> list[datetime]:
    return [*USUAL[: number - 1], moment, *USUAL[number:]]


def nights(
    folder: Path, moments: Sequence[datetime], monkeypatch: pytest.MonkeyPatch
) -> list[dict[str, object]]:
    """Run five nights at these clock times; return each night's edits, vanished and returned pages, and issues."""
    results = []
    for found, moment in zip(NIGHTS, moments, strict=True):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        with Archive.open(folder, holder="test") as archive:
            run = archive.start_run("nightly", {}, since=moment - timedelta(hours=20))
            with Night(folder, 0, prefix(run, 0)) as night:
                night._clock = moment
                for url, answer in found.items():
                    night.get(url, answer) if isinstance(answer, str) else night.get(url, status=answer)
            for path in archive.incoming(run):
                archive.take_in(run, path)
            read_all(archive, run)
            monkeypatch.setattr(clock, "now", lambda moment=moment: moment + timedelta(minutes=5))
            facts = night_facts.read(archive.db.conn, folder, run, date(2026, 3, 1))
            archive.finish_run(run, "ok", {})
            results.append({
                "edits": [(one.url, one.before, one.after) for one in facts.edits],
                "reverts": [(one.url, one.returns) for one in facts.reverts],
                "gone": [one.url for one in facts.gone],
                "returned": [one.url for one in facts.returned],
                "new": [one["url"] for one in night_facts.new_versions(archive.db.conn, run)],
                "clock": [one.detail for one in facts.issues if one.code == "clock"],
            })  # fmt: skip
    return results


def dumped(folder: Path) -> list[str]:
    with Archive.open(folder, holder="test") as archive:
        return [
            line for line in dump.lines(archive.db.conn) if not line.startswith('["issue", null, "clock"')
        ]


@pytest.mark.parametrize(
    ("moments", "night"),
    [
        (at(2, datetime(2030, 1, 1, 20, tzinfo=UTC)), 3),
        (at(3, datetime(2030, 1, 1, 20, tzinfo=UTC)), 4),
        (at(4, datetime(2041, 6, 1, 20, tzinfo=UTC)), 5),
        (at(3, USUAL[1] - timedelta(days=1) + timedelta(minutes=30)), 3),
        (at(4, USUAL[2] - timedelta(minutes=1)), 4),
        (at(4, USUAL[2] - timedelta(days=1)), 4),
        (at(5, datetime(1970, 1, 1, tzinfo=UTC)), 5),
        ([USUAL[0], *(moment + timedelta(days=1500) for moment in USUAL[1:3]), *USUAL[3:]], 4),
    ],
)
def test_a_wrong_clock_changes_neither_histories_nor_reports(
    moments: list[datetime], night: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = nights(tmp_path / "usual", USUAL, monkeypatch)
    assert [one["clock"] for one in usual] == [[]] * 5
    assert [one["gone"] for one in usual] == [[], [], [B], [], []]
    assert [one["reverts"] for one in usual] == [[], [], [], [(A, 1)], []]
    results = nights(tmp_path / "wrong", moments, monkeypatch)
    reported = [one.pop("clock") for one in results]
    for one in usual:
        one.pop("clock")
    assert results == usual
    assert [len(lines) for lines in reported] == [int(number == night) for number in range(1, 6)]
    assert dumped(tmp_path / "wrong") == dumped(tmp_path / "usual")
    assert list(verify(tmp_path / "wrong", Tally())) == []


def test_a_capture_keeps_the_time_of_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nights(tmp_path, at(2, datetime(2030, 1, 1, 20, tzinfo=UTC)), monkeypatch)
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE fetched_at > '2030'") == [(3,)]
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE ordered_at > '2026-03-06'") == [(0,)]
    assert rows(tmp_path, "SELECT max(last_seen) < '2026-03-06' FROM versions") == [(1,)]


def test_a_clock_set_back_within_a_run_leaves_the_order_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: USUAL[0])
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("nightly", {})
        with Night(tmp_path, 0, prefix(run, 0)) as night:
            night._clock = USUAL[0]
            night.get(A, ONE)
            night._clock = USUAL[0] - timedelta(hours=1)
            night.get(B, ONE)
        for path in archive.incoming(run):
            archive.take_in(run, path)
    ((first, second),) = rows(tmp_path, "SELECT min(ordered_at), max(ordered_at) FROM captures")
    assert str(first) == str(second) == "2026-03-01T20:00:01.000Z"


def test_the_new_year_in_china_alone_is_not_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime(2026, 12, 31, 15, 59, 58, tzinfo=UTC) + timedelta(days=day) for day in range(-1, 4)]
    results = nights(tmp_path / "data", moments, monkeypatch)
    usual = nights(tmp_path / "usual", USUAL, monkeypatch)
    assert results == usual
    assert dumped(tmp_path / "data") == dumped(tmp_path / "usual")


@pytest.mark.parametrize(
    ("before", "today", "due"),
    [
        ("2026-03-01T20:00:00.000Z", date(2026, 3, 3), date(2026, 3, 3)),
        ("2026-03-01T20:00:00.000Z", date(2030, 1, 1), date(2026, 3, 2)),
        ("2026-03-01T20:00:00.000Z", date(2026, 3, 1), date(2026, 3, 2)),
        ("2026-12-30T15:00:00.000Z", date(2027, 1, 1), date(2027, 1, 1)),
    ],
)
def test_the_due_day_is_never_far_after_the_night_before(
    before: str, today: date, due: date, tmp_path: Path
) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        archive.db.execute(
            "INSERT INTO runs (id, kind, parameters, started_at) VALUES (1, 'nightly', '{}', ?)", (before,)
        )
        assert night_facts.due_day(archive.db.conn, 2, today) == due
        assert night_facts.due_day(archive.db.conn, 1, today) == today
