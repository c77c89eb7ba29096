"""A page that can't be read is told and left; when its cause is mended, reading again takes it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.store import Archive
from flows.commands import ingest, reparse
from flows.output import Output
from flows.pipeline import reading
from parsers.record import Record

TEXT = "青岫县2021年政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"


def titles(data: Path) -> list[str]:
    with Archive.open(data, "test") as archive:
        return [row[0] for row in archive.db.execute("SELECT title FROM versions ORDER BY title")]


def issues(data: Path) -> list[tuple[str, bool]]:
    with Archive.open(data, "test") as archive:
        return [
            tuple(row) for row in archive.db.execute("SELECT code, closed_at IS NULL FROM issues ORDER BY id")
        ]


def test_a_readers_mistake_costs_one_page_until_it_is_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2021, 2022):
        (tmp_path / f"{year}.txt").write_text(TEXT.replace("2021", str(year)), "utf-8")
    data = tmp_path / "data"
    right = reading.read_one

    def wrong(warc: Path, one: reading.Reading, hints: reading.HintsOf) -> Record:
        if "2021" in one.url:
            raise ValueError("a mistake")
        return right(warc, one, hints)

    monkeypatch.setattr(reading, "read_one", wrong)
    paths = [tmp_path / "2021.txt", tmp_path / "2022.txt"]
    assert ingest.command(data, None, Output(quiet=True), paths, url=None, site=None, title=None) == 1
    assert titles(data) == ["青岫县2022年政府工作报告"]
    assert issues(data) == [("reader_failed", True)]
    assert reparse.command(data, None, Output(quiet=True), site=None, processes=1) == 1
    assert issues(data) == [("reader_failed", False), ("reader_failed", True)]

    monkeypatch.setattr(reading, "read_one", right)
    assert reparse.command(data, None, Output(quiet=True), site=None, processes=1) == 0
    assert titles(data) == ["青岫县2021年政府工作报告", "青岫县2022年政府工作报告"]
    assert issues(data) == [("reader_failed", False), ("reader_failed", False)]
