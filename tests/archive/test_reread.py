"""What a new parser reads in the same bytes: versions by the parser, never edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from archive.store import Archive
from archive.warc.captures import Payload
from parsers.record import Record
from tests.support.archive import (
    EDITED,
    REPORT,
    TEXT,
    Night,
    figure,
    invented,
    plain_reader,
    reread_all,
    rows,
    take_all,
    versions,
)


def older(payload: Payload, attached: Iterable[Payload]) -> Record:
    """Read as an earlier parser that lost the last line."""
    record = plain_reader(payload, attached)
    return replace(record, parser="0.1", text=record.text.rsplit("\n", 1)[0])


def test_a_new_parser_over_the_same_bytes_never_looks_like_an_edit(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, TEXT)
    take_all(tmp_path, older)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, EDITED)
    take_all(tmp_path, older)
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("reparse", {})
        assert reread_all(archive, run, plain_reader) == 2
        assert reread_all(archive, run, plain_reader) == 0
    assert [v[1:4] for v in versions(tmp_path)] == [
        (1, "published", None),
        (2, "parser", 1),
        (3, "edited", 1),
        (4, "parser", 3),
    ]
    assert rows(tmp_path, "SELECT text FROM versions v JOIN pages p ON p.current_version_id = v.id") == [
        (EDITED,)
    ]


def test_an_upgrade_between_two_nights_separates_edits_from_parser_changes(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, TEXT)
        night.get(f"{REPORT}?same", TEXT)
    take_all(tmp_path, older)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, EDITED)
        night.get(f"{REPORT}?same", TEXT + " ")
    take_all(tmp_path)
    causes = rows(
        tmp_path, "SELECT p.url, v.cause FROM versions v JOIN pages p ON p.id = v.page_id ORDER BY 1, number"
    )
    assert causes == [
        (REPORT, "published"),
        (REPORT, "parser"),
        (REPORT, "edited"),
        (f"{REPORT}?same", "published"),
        (f"{REPORT}?same", "parser"),
    ]
    edited = rows(tmp_path, "SELECT before, after FROM changes c JOIN versions v ON v.id = version_id"
                            " WHERE cause = 'edited' AND c.kind = 'digits'")  # fmt: skip
    assert edited == [("6.5%", "5.6%")]


def test_a_better_reading_of_the_same_body_replaces_its_figures(tmp_path: Path) -> None:
    def first(payload: Payload, _: Iterable[Payload]) -> Record:
        return invented(payload.data.decode(), parser="0.1")

    def second(payload: Payload, _: Iterable[Payload]) -> Record:
        text = payload.data.decode()
        return invented(text, indicators=(figure(text, "地区生产总值增长6.5%", 6.5),))

    with Night(tmp_path, 1) as night:
        night.get(REPORT, TEXT)
    take_all(tmp_path, first)
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("reparse", {})
        reread_all(archive, run, second)
    assert rows(tmp_path, "SELECT parser FROM versions") != [("0.1",)]
    assert rows(tmp_path, "SELECT value, substr(text, start + 1, \"end\" - start) FROM indicators"
                          " JOIN versions ON versions.id = version_id") == [(6.5, "地区生产总值增长6.5%")]  # fmt: skip


def test_a_page_in_which_a_better_parser_finds_no_document_is_dropped(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "新闻：区长作政府工作报告")
    take_all(tmp_path, lambda p, _: invented(p.data.decode(), parser="0.1"))
    assert rows(tmp_path, "SELECT count(*) FROM preferred") == [(1,)]
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("reparse", {})
        reread_all(archive, run, plain_reader)
    assert rows(tmp_path, "SELECT verdict FROM addresses") == [("negative",)]
    assert rows(tmp_path, "SELECT count(*) FROM documents") == [(0,)]
    assert rows(tmp_path, "SELECT document_id, current_version_id FROM pages") == [(None, None)]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(1,)]
