"""The copy for crawls on other machines: it has all that they look up, and works without a WAL."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.database.readonly import NoArchiveError
from archive.queries.known import Known
from archive.queries.known_copy import write_known_copy
from tests.support.archive import HOST, REPORT, SITE, Night, take_all


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with Night(folder, 1) as night:
        night.get(f"{HOST}/list.html", "<a href=1.html>", role="list")
        night.get(REPORT, "云溪区政府工作报告", headers=[("ETag", '"1"')])
        night.get(f"{HOST}/2.html", "新闻", via=f"{HOST}/list.html")
        night.get(f"{HOST}/3.html", status=301, headers=[("Location", REPORT)])
        night.get(f"{HOST}/a.pdf", "附件", role="attachment", via=REPORT)
        night.fail(f"{HOST}/4.html", "error")
    take_all(folder)
    with Night(folder, 2) as night:
        night.get(REPORT, status=304)
    take_all(folder)
    return folder


def test_look_ups_give_the_same_as_in_the_archive(data: Path, tmp_path: Path) -> None:
    write_known_copy(data, tmp_path / "known")
    with Known.open(data) as archive, Known.open(tmp_path / "known") as copy:
        assert len(archive.addresses(SITE)) == 6
        assert copy.addresses(SITE) == archive.addresses(SITE)
        assert copy.attachments(REPORT) == archive.attachments(REPORT) != []
        assert copy.address(REPORT) == archive.address(REPORT)
        assert copy.address("http://unknown.example/") is None


def test_it_is_one_file_without_a_wal_and_without_texts(data: Path, tmp_path: Path) -> None:
    write_known_copy(data, tmp_path / "known")
    path = write_known_copy(data, tmp_path / "known")  # the next night's copy replaces it
    assert [file.name for file in path.parent.iterdir()] == ["archive.db"]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"addresses", "captures", "pages"}


def test_a_reader_of_the_earlier_copy_is_not_disturbed(data: Path, tmp_path: Path) -> None:
    write_known_copy(data, tmp_path / "known")
    with Known.open(tmp_path / "known") as earlier:
        before = earlier.addresses(SITE)
        write_known_copy(data, tmp_path / "known")
        assert earlier.addresses(SITE) == before


def test_a_missing_archive_is_reported(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError):
        write_known_copy(tmp_path, tmp_path / "known")
