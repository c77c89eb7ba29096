"""`verify` reports each damage exactly once; `status` returns an archive's health."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from archive.database.readonly import NoArchiveError
from archive.errors import ArchiveError
from archive.queries.status import missing_years, status
from archive.store import Archive
from archive.verify import Damage, Tally, verify
from archive.warc.captures import Payload
from archive.warc.reader import captures
from parsers.record import Record
from tests.support.archive import HOST, REPORT, SITE, Night, figure, invented, section, take_all

TEXT = "云溪区政府工作报告\n一、回顾\n全年地区生产总值增长6.5%。"


def reader(payload: Payload, _: object) -> Record:
    text = payload.data.decode()
    return invented(text, indicators=(figure(text, "增长6.5%", 6.5),), sections=(section(text, "一、回顾"),))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Night(tmp_path, 1) as night:
        for n in range(4):
            night.get(f"{REPORT}?{n}", f"{TEXT}其{n}。")
        night.fail(f"{HOST}/x", "error")
    take_all(tmp_path, reader)
    with Night(tmp_path, 2) as night:
        night.get(f"{REPORT}?0", status=304)
    take_all(tmp_path, reader)
    return tmp_path


def found(data: Path) -> list[Damage]:
    return list(verify(data, Tally()))


def change(data: Path, statement: str) -> None:
    connection = sqlite3.connect(data / "archive.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_intact_archive_has_no_damage_and_is_checked_completely(data: Path) -> None:
    tally = Tally()
    assert list(verify(data, tally)) == []
    assert (tally.files, tally.captures, tally.versions) == (2, 6, 4)
    assert tally.records == 2 + 4 * 3 + 1 + 3
    assert tally.spans >= 12


def test_a_flipped_bit_is_reported_with_its_address(data: Path) -> None:
    path = data / "warc" / "night-001-00000.warc.gz"
    target = list(captures(path))[2]
    content = bytearray(path.read_bytes())
    content[target.position.offset + 80] ^= 1
    path.write_bytes(content)
    (damage,) = found(data)
    assert damage.kind == "capture"
    assert f"{REPORT}?2" in str(damage)
    assert str(target.position.offset) in damage.where
    with Archive.open(data, holder="test") as archive:
        assert archive.recover() == []


def test_a_damaged_request_record_is_reported_too(data: Path) -> None:
    path = data / "warc" / "night-001-00000.warc.gz"
    first, second, *_ = captures(path)
    content = bytearray(path.read_bytes())
    content[first.end + 60] ^= 1
    path.write_bytes(content)
    assert [(d.kind, d.where) for d in found(data)] == [("record", f"{path.name} at {first.end}")]
    assert second.position.offset > first.end


def test_a_truncated_and_a_missing_file(data: Path) -> None:
    path = data / "warc" / "night-001-00000.warc.gz"
    third = list(captures(path))[2]
    with path.open("r+b") as file:
        file.truncate(third.position.offset + 10)
    (data / "warc" / "night-002-00000.warc.gz").unlink()
    reported = found(data)
    assert [d.kind for d in reported] == ["capture", "capture", "capture", "file"]
    assert [f"{REPORT}?2" in reported[0].what, f"{REPORT}?3" in reported[1].what] == [True, True]


def test_captures_not_taken_in_yet_are_not_damage(data: Path) -> None:
    with Night(data, 3) as night:
        night.get(f"{REPORT}?9", TEXT)
    path = data / "warc" / "night-003-00000.warc.gz"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 9)
    assert found(data) == []


@pytest.mark.parametrize(
    ("statement", "kind", "where"),
    [
        ("UPDATE indicators SET \"end\" = 999 WHERE id = 2", "span", "indicators 2"),
        ('UPDATE passage_spans SET "end" = 99999 WHERE search_key & 4294967295 = 1', "span", "passages 1"),
        ("UPDATE versions SET text = text || '。改' WHERE id = 3", "version", "versions 3"),
        ("UPDATE captures SET payload_sha256 = 'x' WHERE id = 4", "capture", "night-001-00000.warc.gz at "),
        ("UPDATE captures SET payload_sha256 = NULL WHERE id = 4", "capture", "night-001-00000.warc.gz at "),
        ("UPDATE captures SET url = 'http://other.example/' WHERE id = 4", "capture", "night-001-00000.warc.gz at "),
        ("UPDATE captures SET fetched_at = '2001-01-01T00:00:00.000Z' WHERE id = 5", "capture", "night-001"),
        ("UPDATE captures SET status = 404 WHERE id = 6", "capture", "night-002-00000.warc.gz at "),
        ("UPDATE captures SET original_id = NULL WHERE id = 6", "capture", "night-002-00000.warc.gz at "),
        ("UPDATE captures SET original_id = 2 WHERE id = 6", "capture", "night-002-00000.warc.gz at "),
        ("DELETE FROM captures WHERE id = 3", "foreign_key", "readings 3"),
        ("UPDATE pages SET current_version_id = 2 WHERE id = 1", "page", "pages 1"),
    ],
)  # fmt: skip
def test_the_tables_are_checked_against_the_bytes(data: Path, statement: str, kind: str, where: str) -> None:
    change(data, statement)
    everything = {damage.where for damage in found(data)}
    reported = list(verify(data, Tally(), quick=True))
    assert {damage.where for damage in reported} <= everything
    named = {
        damage.where for damage in reported if (damage.kind, damage.where[: len(where)]) == (kind, where)
    }
    assert len(named) == 1
    assert {d.where for d in reported} <= {*named, *(d.where for d in reported if d.kind == "foreign_key")}


@pytest.mark.parametrize(
    "word", ["9" * 32768, "9" * 40000, "Ω" * 20000, "é9" * 15000, "ก" * 12000, "x" + "ω" * 17000]
)
def test_a_word_that_the_search_index_cuts_off_is_no_damage(word: str, tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, f"{TEXT}{word}")
    take_all(tmp_path, reader)
    assert found(tmp_path) == []
    change(
        tmp_path, "INSERT INTO passages_fts (rowid, text, heading, facets) VALUES (7, '" + word + "', '', '')"
    )
    (damage, *_) = [one for one in found(tmp_path) if "counts" in one.what]
    assert len(damage.what) < 200


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO passages_fts (passages_fts, rowid, text, heading, facets)"
        " SELECT 'delete', search_key, '', '', facets FROM passages LIMIT 1",
        "INSERT INTO passages_fts (rowid, text, heading, facets) VALUES (7, '云 溪', '', '')",
        "INSERT INTO passages_fts (passages_fts, rowid, text, heading, facets)"
        " SELECT 'delete', search_key, '云 溪', '', '' FROM passages LIMIT 1",
    ],
)
def test_an_edit_of_the_search_index_is_noticed(data: Path, statement: str) -> None:
    change(data, statement)
    reported = found(data)
    assert reported
    assert {damage.kind for damage in reported} == {"index"}
    assert list(verify(data, Tally(), quick=True)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indexed_versions SET facets = 'd11 kreport'",
        "UPDATE passage_spans SET search_key = search_key + 1000",
        "UPDATE passage_spans SET version_id = 2 WHERE version_id = 1",
        'UPDATE passage_spans SET "end" = "end" - 1',
        "UPDATE passage_spans SET start = start + 1",
        "UPDATE passage_spans SET first_byte = first_byte + 3",
        "UPDATE passage_spans SET bytes = bytes - 3",
        "UPDATE passage_spans SET under = under + 1",
        "UPDATE indexed_versions SET first_key = first_key + 1",
    ],
)
def test_an_edit_of_a_passage_is_noticed(data: Path, statement: str) -> None:
    change(data, statement)
    assert {damage.kind for damage in found(data)} & {"passages", "span", "index"}


def test_a_damaged_database_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="nightly"):
        found(tmp_path)
    (tmp_path / "archive.db").write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert [(d.kind, d.where) for d in found(tmp_path)] == [("database", "archive.db")]


def test_status_returns_the_health_of_each_site(data: Path) -> None:
    with Night(data, 5) as night:
        night.fail(REPORT + "?1", "challenged")
        night.get(REPORT + "?2", status=404)
    take_all(data, reader)
    with Archive.open(data, holder="test") as archive:
        run = archive.start_run("nightly", {})
        archive.open_issue(run, SITE, "min_reports", "4 of at least 10", about="reports")
        archive.open_issue(run, SITE, "min_reports", "5 of at least 10", about="reports")
    reported = status(data, date(2022, 6, 1))
    assert (reported.captures, reported.pages, reported.documents, reported.versions, reported.waiting) == (
        8,
        4,
        1,
        4,
        0,
    )
    assert reported.last_run is not None
    assert reported.last_run["kind"] == "nightly"
    (site,) = reported.sites
    assert (site.id, site.pages, site.gone, site.refused) == (SITE, 4, 1, 1)
    assert site.last_success == "2026-03-03T20:00:01.000Z"
    assert site.last_visit == "2026-03-06T20:00:02.000Z"
    assert (site.years, site.missing) == ((2021,), (2022,))
    assert [(i.code, i.detail) for i in site.issues] == [("min_reports", "5 of at least 10")]


def test_years_are_missing_only_once_they_are_due() -> None:
    assert missing_years([], [], date(2026, 6, 1)) == ()
    assert missing_years([2020], [], date(2021, 5, 31)) == ()
    assert missing_years([2020], [], date(2021, 6, 1)) == (2021,)
    assert missing_years([2020], ["2020-02-30"], date(2021, 6, 1)) == (2021,)


def test_a_broken_database_is_reported_line_by_line(data: Path) -> None:
    path = data / "archive.db"
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 40_000] = bytes(byte ^ 0x5A for byte in content[middle : middle + 40_000])
    path.write_bytes(content)
    reported = found(data)
    assert {(d.kind, d.where) for d in reported} == {("database", "archive.db")}
    assert not any("\n" in d.what for d in reported)
    path.write_bytes(b"no database at all" * 100)
    assert [d.kind for d in found(data)] == ["database"]


def test_an_archive_in_a_folder_that_cannot_be_written_is_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write anywhere, so SQLite and the check of the folder are made to believe that this process may not.
    connect = sqlite3.connect

    def refused(name: str, **options: bool) -> sqlite3.Connection:
        if "mode=ro" in name:
            raise sqlite3.OperationalError("attempt to write a readonly database")
        return connect(name, **options)

    monkeypatch.setattr("archive.database.readonly.sqlite3.connect", refused)
    with pytest.raises(ArchiveError, match="readonly"):
        found(data)
    monkeypatch.setattr("archive.database.readonly.os.access", lambda *_: False)
    assert found(data) == []
    (data / "archive.db-wal").write_bytes(b"not yet in the database")
    with pytest.raises(ArchiveError, match="readonly"):
        found(data)
