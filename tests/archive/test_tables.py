"""The list of tables with a version's words is complete."""

from __future__ import annotations

from pathlib import Path

from archive.database.groups import (
    CORRECTABLE_COLUMNS,
    READ_TABLES,
    RECORD_COLUMNS,
    TEXT_TABLES,
    WORD_COLUMNS,
)
from archive.store import Archive
from parsers.record import Record

# `readings` names versions but holds no words of a text.
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


# Fields of the record that `versions` stores in another form (division), in other tables, or on the page and capture.
ELSEWHERE = {"schema", "source", "why", "division", *READ_TABLES}
# Columns of `versions` that the archive itself fills, without a field of the record.
COMPUTED = {
    "id", "page_id", "number", "content_sha256", "first_seen", "last_seen", "first_capture_id", "cause",
    "previous_id", "sightings", "why", "record_sha256", "division_code", "division_name", "division_full_name",
    "division_level", "sha256",
}  # fmt: skip


def test_every_field_of_the_record_has_its_column(tmp_path: Path) -> None:
    """For a new field of the record see CONTRIBUTING, "A column of `versions`"."""
    assert set(Record.__dataclass_fields__) - ELSEWHERE == set(RECORD_COLUMNS)
    with Archive.open(tmp_path, holder="test") as archive:
        columns = {row[1] for row in archive.db.execute("PRAGMA table_info(versions)")}
    assert columns - COMPUTED == set(RECORD_COLUMNS)
    assert set(WORD_COLUMNS) <= set(RECORD_COLUMNS) and set(RECORD_COLUMNS) >= CORRECTABLE_COLUMNS


def test_the_read_tables_are_fields_of_the_record() -> None:
    assert set(READ_TABLES) <= set(Record.__dataclass_fields__)
