"""The tables that hold a version's words are listed in one place, and none is forgotten."""

from __future__ import annotations

from pathlib import Path

from archive.database.tables import READ_TABLES, TEXT_TABLES
from archive.store import Archive
from parsers.record import Record

# Which capture gave which version; it holds no words of a text.
WITHOUT_TEXT = {"readings"}


def test_every_table_that_names_a_version_is_listed(tmp_path: Path) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        tables = [
            name
            for (name,) in archive.db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            if any(row[1] == "version_id" for row in archive.db.execute(f"PRAGMA table_info([{name}])"))
        ]
    assert set(tables) - WITHOUT_TEXT == set(TEXT_TABLES)


def test_the_read_tables_are_fields_of_the_record() -> None:
    assert set(READ_TABLES) <= set(Record.__dataclass_fields__)
