"""Opening and filling an archive: one writer, known schemas, resumable runs, captures taken in once."""

from __future__ import annotations

import resource
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.database.schema import migrations
from archive.errors import ArchiveUnwritableError, LockedError, NewerSchemaError, NotAnArchiveError
from archive.queries.known import Known
from archive.store import Archive, SiteRow
from archive.warc.reader import captures
from tests.support.archive import HOST, REPORT, SITE, Night, dumped, read_all, rows, take_all


def test_a_new_archive_is_sound(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data", holder="test") as archive:
        archive.load_divisions()
        archive.load_divisions()
        assert archive.recover() == []
        assert archive.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert archive.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert rows(tmp_path / "data", "PRAGMA integrity_check") == [("ok",)]
    assert rows(
        tmp_path / "data", "SELECT full_name FROM divisions WHERE code = '210204' AND valid_to IS NULL"
    ) == [("辽宁省大连市沙河口区",)]


def test_a_district_of_1998_finds_its_present_code(tmp_path: Path) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        archive.load_divisions()
    query = (
        "SELECT DISTINCT present_code, present_full_name FROM present_divisions"
        " WHERE full_name = ? AND valid_from <= 1998 AND (valid_to IS NULL OR valid_to >= 1998)"
    )
    # 呼兰县 became a district in 2004; 崇文区 went into 东城区 in 2010 (State Council).
    assert rows(tmp_path, query, "黑龙江省哈尔滨市呼兰县") == [("230111", "黑龙江省哈尔滨市呼兰区")]
    assert rows(tmp_path, query, "北京市崇文区") == [(None, None)]
    assert rows(tmp_path, query, "辽宁省大连市沙河口区") == [("210204", "辽宁省大连市沙河口区")]


def test_a_second_writer_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    with Archive.open(tmp_path, holder="nightly"):
        with pytest.raises(LockedError, match="nightly"):
            Archive.open(tmp_path, holder="ingest")
        with Known.open(tmp_path) as known:
            assert known.address(REPORT) is None
    Archive.open(tmp_path, holder="ingest").close()


def test_an_archive_of_a_newer_schema_is_refused_unchanged(tmp_path: Path) -> None:
    Archive.open(tmp_path, holder="test").close()
    connection = sqlite3.connect(tmp_path / "archive.db")
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fangzhi', 'of_2031', '')"
    )
    connection.commit()
    connection.close()
    with pytest.raises(NewerSchemaError, match="of_2031"):
        Archive.open(tmp_path, holder="test")
    with pytest.raises(NewerSchemaError):  # and the lock was released
        Archive.open(tmp_path, holder="test")


def test_an_older_schema_is_upgraded_after_a_copy_is_made(tmp_path: Path) -> None:
    db = Database(tmp_path / "archive.db")
    migrations.apply(db, stop_before="ledgers")
    db.execute("INSERT INTO documents (key, kind, division_code) VALUES ('x', 'work_report', '430603')")
    db.close()
    with Archive.open(tmp_path, holder="test") as archive:
        assert migrations.pending(archive.db) == []
    assert rows(tmp_path, "SELECT division FROM unsettled") == [("430603",)]
    copy = sqlite3.connect(tmp_path / "archive.db.before-ledgers")
    assert copy.execute("SELECT division_code FROM documents").fetchall() == [("430603",)]
    assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'unsettled'").fetchone()
    copy.close()


def test_an_upgrade_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = Database(tmp_path / "archive.db")
    migrations.apply(db, stop_before="ledgers")
    db.close()
    monkeypatch.setattr(
        "archive.database.derived.LEDGERS", "CREATE TABLE half (id);\nCREATE TABLE half (id);\n"
    )
    with pytest.raises(ArchiveUnwritableError, match="half"):
        Archive.open(tmp_path, holder="test")
    assert rows(tmp_path, "SELECT name FROM sqlite_master WHERE name = 'half'") == []


def test_a_file_that_is_not_an_archive_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"no database at all, but long enough to be looked at" * 99)
    with pytest.raises(NotAnArchiveError):
        Archive.open(tmp_path, holder="test")
    (tmp_path / "other").mkdir()
    connection = sqlite3.connect(tmp_path / "other" / "archive.db")
    connection.execute("CREATE TABLE recipes (id)")
    connection.commit()
    connection.close()
    with pytest.raises(NotAnArchiveError, match="another program"):
        Archive.open(tmp_path / "other", holder="test")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveUnwritableError):
        Archive.open(tmp_path / "file" / "data", holder="test")


def test_an_unfinished_run_is_resumed_and_a_finished_one_is_not(tmp_path: Path) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("nightly", {"only": ["a"]})
        assert archive.start_run("nightly", {"only": ["a"]}) == run
        assert archive.start_run("nightly", {"only": ["b"]}) != run
        archive.finish_run(run, "ok", {"fetched": 3})
        assert archive.start_run("nightly", {"only": ["a"]}) != run
    assert rows(tmp_path, "SELECT outcome, summary FROM runs WHERE id = ?", run) == [("ok", '{"fetched": 3}')]


def test_taking_in_twice_changes_nothing_but_the_run(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告。一年来。")
        night.get(f"{HOST}/zfgz/", "列表", role="list")
        night.fail(f"{HOST}/zfgz/2.html", "error")
    take_all(tmp_path)
    before = dumped(tmp_path)
    take_all(tmp_path)
    assert dumped(tmp_path) == before
    assert len(rows(tmp_path, "SELECT 1 FROM captures")) == 3
    assert rows(tmp_path, "SELECT url, number, cause FROM versions JOIN pages ON pages.id = page_id") == [
        (REPORT, 1, "published")
    ]


def test_a_copy_of_a_warc_file_adds_nothing(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告")
    take_all(tmp_path)
    before = dumped(tmp_path)
    (path,) = (tmp_path / "warc").iterdir()
    shutil.copy(path, tmp_path / "warc" / "foreign-copy.warc.gz")
    take_all(tmp_path)
    assert dumped(tmp_path) == before


def test_an_unfinished_tail_is_reported_and_the_rest_is_taken_in(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告")
        night.get(f"{REPORT}?2", "又一个")
    (path,) = (tmp_path / "warc").iterdir()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 5)
    with Archive.open(tmp_path, holder="test") as archive:
        (line,) = archive.recover()
        assert path.name in line
        run = archive.start_run("nightly", {})
        assert archive.take_in(run, path) == 1
        assert archive.recover() == []


def test_a_file_without_a_single_capture_is_removed(tmp_path: Path) -> None:
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc" / "night-001-00000.warc.gz").touch()
    with Archive.open(tmp_path, holder="test") as archive:
        assert len(archive.recover()) == 1
        assert archive.warc_files() == []


def test_recovery_waits_for_an_orphaned_crawl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.warc.folder._WRITER_WAIT_SECONDS", 0.2)
    with Night(tmp_path, 1) as night, Archive.open(tmp_path, holder="test") as archive:
        night.get(REPORT, "云溪区政府工作报告")
        with pytest.raises(LockedError, match=r"night-001-00000\.warc\.gz"):
            archive.recover()


def test_the_crawl_can_look_up_known_addresses(tmp_path: Path) -> None:
    attached = f"{HOST}/zfgz/1.pdf"
    with Night(tmp_path, 1) as night:
        night.get(f"{HOST}/zfgz/", "列表", role="list", headers=(("ETag", '"list"'),))
        night.get(
            REPORT, "见附件", headers=(("ETag", '"a"'), ("Last-Modified", "Mon, 01 Feb 2021 00:00:00 GMT"))
        )
        position = night.get(attached, "云溪区政府工作报告", role="attachment", via=REPORT)
        night.get(f"{HOST}/zfgz/9.html", "新闻：审议报告", title="审议")
    take_all(tmp_path)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, status=304)
        night.fail(f"{HOST}/zfgz/9.html", "error")
    take_all(tmp_path)
    with Known.open(tmp_path) as known:
        found = known.addresses(SITE)
        assert set(found) == {f"{HOST}/zfgz/", REPORT, attached, f"{HOST}/zfgz/9.html"}
        report = found[REPORT]
        assert (report.etag, report.last_modified) == ('"a"', "Mon, 01 Feb 2021 00:00:00 GMT")
        assert (report.outcome, report.verdict, report.page) == ("not_modified", "document", REPORT)
        assert found[f"{HOST}/zfgz/"].verdict is None
        negative = found[f"{HOST}/zfgz/9.html"]
        assert (negative.verdict, negative.why, negative.title) == ("negative", "题名", "审议")
        assert negative.outcome == "error"
        assert negative.reference is not None
        (only,) = known.attachments(REPORT)
        assert (only.url, only.position) == (attached, position)


def test_sites_are_stored_as_last_loaded(tmp_path: Path) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        archive.load_sites([SiteRow("yunxi", "云溪", "430603", HOST, "trs")])
        archive.load_sites([SiteRow("yunxi", "云溪区", "430603", HOST, "ucap")])
    assert rows(tmp_path, "SELECT name, platform FROM sites") == [("云溪区", "ucap")]


def test_a_damaged_capture_opens_an_issue_and_the_others_are_taken_in(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告")
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("nightly", {})
        archive.take_in(run, archive.warc_files()[0])
        (reading,) = archive.pending(10)
        archive.skip(run, reading, "damaged_capture", "at 17")
        assert archive.pending(10) == []
        assert read_all(archive, run) == 0
    assert rows(tmp_path, "SELECT code, about FROM issues") == [("damaged_capture", REPORT)]


def test_files_without_an_article_do_not_hold_up_the_queue(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        for number in range(7):
            night.get(f"{HOST}{number}.pdf", f"附件{number}", role="attachment", via=f"{HOST}nowhere.html")
        night.get(REPORT, "云溪区政府工作报告")
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("nightly", {})
        archive.take_in(run, archive.warc_files()[0])
        assert [reading.url for reading in archive.pending(3)] == [REPORT]
        assert read_all(archive, run) == 1


def test_a_full_disk_leaves_no_half_capture(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告")
        (path,) = (tmp_path / "warc").iterdir()
        whole = path.read_bytes()
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(whole) + 100, hard))
        try:
            with pytest.raises(OSError, match="large"):
                night.get(f"{REPORT}?2", "另一个")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert path.read_bytes() == whole
        night.get(f"{REPORT}?3", "第三个")
    assert [c.url for c in captures(path)] == [REPORT, f"{REPORT}?3"]
