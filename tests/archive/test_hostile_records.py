"""Records that the archive can't store or index: they affect only themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from archive.store import Archive
from tests.support.archive import invented, rows
from tests.support.odd_warc import GOOD, ODD, answer, record


def test_a_record_that_no_table_can_store_does_not_affect_others(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    path = tmp_path / "warc" / "foreign-odd.warc.gz"
    path.write_bytes(record(answer()) + record(answer(), url=GOOD.encode(), number=2))
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("ingest", {})
        archive.take_in(run, path)
        read = {ODD: invented("区政府工作报告\ud83d。"), GOOD: invented("云溪区政府工作报告。")}
        waiting = archive.pending(10)
        kept = archive.store(run, [(reading, read[reading.url]) for reading in waiting])
        assert [one is not None for one in kept] == [False, True]
        assert archive.pending(10) == []
    assert rows(tmp_path, "SELECT code, about FROM issues") == [("reader_failed", ODD)]


def test_a_record_that_cannot_be_indexed_does_not_affect_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.search import indexing

    parts = indexing.indexed_parts

    def refusing(text: str, spans: Iterable[tuple[int, int]]) -> list[str]:
        if "柳河" in text:
            raise OverflowError("a number that SQLite can't hold")
        return parts(text, spans)

    monkeypatch.setattr(indexing, "indexed_parts", refusing)
    (tmp_path / "warc").mkdir()
    path = tmp_path / "warc" / "foreign-odd.warc.gz"
    path.write_bytes(record(answer()) + record(answer(), url=GOOD.encode(), number=2))
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("ingest", {})
        archive.take_in(run, path)
        read = {ODD: invented("柳河区政府工作报告。"), GOOD: invented("云溪区政府工作报告。")}
        waiting = archive.pending(10)
        kept = archive.store(run, ((reading, read[reading.url]) for reading in waiting))
        assert [one is not None for one in kept] == [False, True]
        assert archive.pending(10) == []
    assert rows(tmp_path, "SELECT code, about FROM issues") == [("reader_failed", ODD)]
    assert rows(tmp_path, "SELECT count(*) FROM indexed_versions") == [(1,)]


def test_a_damaged_index_leaves_the_queue_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from archive.search import indexing

    def refusing(*_: object) -> list[str]:
        raise sqlite3.DatabaseError("database disk image is malformed")

    (tmp_path / "warc").mkdir()
    path = tmp_path / "warc" / "foreign-odd.warc.gz"
    path.write_bytes(record(answer(), url=GOOD.encode()))
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("ingest", {})
        archive.take_in(run, path)
        waiting = archive.pending(10)
        with monkeypatch.context() as patch:
            patch.setattr(indexing, "indexed_parts", refusing)
            with pytest.raises(sqlite3.DatabaseError, match="malformed"):
                archive.store(run, [(reading, invented("云溪区政府工作报告。")) for reading in waiting])
        assert archive.pending(10) == waiting
    assert rows(tmp_path, "SELECT code FROM issues") == []
