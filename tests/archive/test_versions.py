"""Pages and versions over invented nights: what makes a version, what does not, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.verify import Tally, verify
from archive.warc.captures import Payload
from parsers.record import Record
from tests.support.archive import (
    EDITED,
    HOST,
    REPORT,
    TEXT,
    Night,
    invented,
    plain_reader,
    rows,
    take_all,
    versions,
)


def nights(folder: Path, *bodies: str | int | None) -> None:
    """Run one night for each item: a body, a status without a body, or None if nothing was fetched."""
    for number, body in enumerate(bodies, start=1):
        with Night(folder, number) as night:
            if isinstance(body, str):
                night.get(REPORT, body)
            elif body is not None:
                night.get(REPORT, status=body)
        take_all(folder)


def test_a_repeated_page_is_one_version_seen_longer(tmp_path: Path) -> None:
    nights(tmp_path, TEXT, 304, TEXT)
    assert versions(tmp_path) == [(REPORT, 1, "published", None, "2026-03-02", "2026-03-04", 3)]
    assert [r[0] for r in rows(tmp_path, "SELECT outcome FROM captures ORDER BY id")] == [
        "ok",
        "not_modified",
        "unchanged",
    ]
    (kind,) = rows(tmp_path, "SELECT record_type FROM captures ORDER BY id DESC LIMIT 1")
    assert kind == ("revisit",)


def test_white_space_width_and_navigation_make_no_version(tmp_path: Path) -> None:
    nights(tmp_path, TEXT, TEXT.replace("，", ", "), TEXT.replace("6.5%", "６．５％"))
    assert [v[:3] for v in versions(tmp_path)] == [(REPORT, 1, "published")]


def test_an_edit_is_a_version_with_its_changes(tmp_path: Path) -> None:
    nights(tmp_path, TEXT, 304, EDITED)
    assert [v[1:4] for v in versions(tmp_path)] == [(1, "published", None), (2, "edited", 1)]
    changed = rows(tmp_path, "SELECT kind, before, after FROM changes ORDER BY weight DESC")
    assert changed[0] == ("digits", "6.5%", "5.6%")
    assert rows(tmp_path, "SELECT text FROM versions v JOIN pages p ON p.current_version_id = v.id") == [
        (EDITED,)
    ]


def test_a_page_that_alternates_is_one_flapping_page(tmp_path: Path) -> None:
    nights(tmp_path, TEXT, EDITED, TEXT, EDITED, TEXT)
    assert [v[1:3] for v in versions(tmp_path)] == [(1, "published"), (2, "edited")]
    assert rows(tmp_path, "SELECT returns FROM pages") == [(3,)]
    assert rows(tmp_path, "SELECT v.number FROM pages p JOIN versions v ON v.id = p.current_version_id") == [
        (1,)
    ]


@pytest.mark.parametrize(
    ("outcome", "gone"),
    [
        ("gone", True),
        ("soft_404", True),
        ("error", False),
        ("challenged", False),
        ("blocked", False),
        ("moved", False),
    ],
)
def test_only_absence_makes_a_page_gone_and_only_its_return_brings_it_back(
    tmp_path: Path, outcome: str, gone: bool
) -> None:
    nights(tmp_path, TEXT)
    for number in (2, 3):
        with Night(tmp_path, number) as night:
            night.fail(REPORT, outcome)
        take_all(tmp_path)
    assert rows(tmp_path, "SELECT date(gone_since) FROM pages") == [("2026-03-03" if gone else None,)]
    assert versions(tmp_path)[0][4:6] == ("2026-03-02", "2026-03-02")
    with Night(tmp_path, 4) as night:
        night.get(REPORT, status=304)
    take_all(tmp_path)
    assert rows(tmp_path, "SELECT gone_since, date(last_seen) FROM pages") == [(None, "2026-03-05")]
    assert len(versions(tmp_path)) == 1


def test_an_older_capture_never_becomes_the_newest_version(tmp_path: Path) -> None:
    with Night(tmp_path, 9, "b") as night:
        night.get(REPORT, EDITED)
    take_all(tmp_path)
    with Night(tmp_path, 1, "a") as night:
        night.get(REPORT, TEXT)
    take_all(tmp_path)
    assert [v[1:5] for v in versions(tmp_path)] == [
        (1, "published", None, "2026-03-02"),
        (2, "edited", 1, "2026-03-10"),
    ]
    assert rows(tmp_path, "SELECT text FROM versions v JOIN pages p ON p.current_version_id = v.id") == [
        (EDITED,)
    ]
    assert rows(tmp_path, "SELECT kind, before FROM changes ORDER BY weight DESC LIMIT 1") == [
        ("digits", "6.5%")
    ]


def test_an_older_capture_spaced_differently_leaves_every_span_right(tmp_path: Path) -> None:
    for number, name, text in [
        (5, "c", EDITED),
        (7, "d", TEXT + "补。"),
        (1, "a", "　　" + EDITED.replace("\n", "\n　　")),
    ]:
        with Night(tmp_path, number, name) as night:
            night.get(REPORT, text)
        take_all(tmp_path)
    assert [v[1:3] for v in versions(tmp_path)] == [(1, "published"), (2, "edited")]
    assert rows(tmp_path, "SELECT substr(text, 1, 2) FROM versions WHERE number = 1") == [("　　",)]
    tally = Tally()
    assert list(verify(tmp_path, tally)) == []
    assert tally.spans > 4


def test_an_address_without_a_document_is_not_a_page_and_a_page_stays_one(tmp_path: Path) -> None:
    nights(tmp_path, TEXT, "新闻：网站改版")
    with Night(tmp_path, 3) as night:
        night.get(f"{HOST}/news.html", "新闻：审议政府工作报告")
    take_all(tmp_path)
    assert [v[1:3] for v in versions(tmp_path)] == [(1, "published")]
    assert rows(tmp_path, "SELECT url FROM pages") == [(REPORT,)]
    verdicts = dict(rows(tmp_path, "SELECT url, verdict FROM addresses"))
    assert verdicts == {REPORT: "document", f"{HOST}/news.html": "negative"}


def test_a_page_that_could_not_be_read_is_requested_again(tmp_path: Path) -> None:
    def refused(payload: Payload, attached: Iterable[Payload]) -> Record:
        return replace(plain_reader(payload, attached), kind="other", completeness="empty", text="")

    for number, reader, verdict in (
        (1, refused, None),
        (2, plain_reader, "document"),
        (3, refused, "document"),
    ):
        with Night(tmp_path, number) as night:
            night.get(REPORT, TEXT + str(number))
        take_all(tmp_path, reader)
        assert rows(tmp_path, "SELECT verdict FROM addresses") == [(verdict,)]
    assert [v[1:3] for v in versions(tmp_path)] == [(1, "published")]


def test_an_attachment_is_a_capture_of_its_articles_page(tmp_path: Path) -> None:
    attached = f"{HOST}/zfgz/1.pdf"
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "见附件")
        night.get(attached, TEXT, role="attachment", via=REPORT)
    take_all(tmp_path)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, status=304)
        night.get(attached, status=304, role="attachment", via=REPORT)
    take_all(tmp_path)
    with Night(tmp_path, 3) as night:
        night.get(REPORT, status=304)
        night.get(attached, EDITED, role="attachment", via=REPORT)
    take_all(tmp_path)
    with Night(tmp_path, 4) as night:
        night.get(REPORT, status=304)
    take_all(tmp_path)
    assert rows(tmp_path, "SELECT url FROM pages") == [(REPORT,)]
    assert [v[1:3] + v[4:6] for v in versions(tmp_path)] == [
        (1, "published", "2026-03-02", "2026-03-03"),
        (2, "edited", "2026-03-04", "2026-03-05"),
    ]
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE page_id IS NULL") == [(0,)]


def test_a_page_that_moves_keeps_its_history(tmp_path: Path) -> None:
    moved = f"{HOST}/new/1.html"
    nights(tmp_path, TEXT)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, status=301, headers=(("Location", "/new/1.html"),))
        night.get(moved, TEXT, via=REPORT)
    take_all(tmp_path)
    assert versions(tmp_path) == [(moved, 1, "published", None, "2026-03-02", "2026-03-03", 2)]
    assert rows(tmp_path, "SELECT url FROM addresses WHERE page_id = 1 ORDER BY url") == [(moved,), (REPORT,)]
    assert rows(tmp_path, "SELECT gone_since FROM pages") == [(None,)]


def test_a_move_over_two_hops_noticed_a_night_late_is_one_page(tmp_path: Path) -> None:
    moved = f"{HOST}/new/1.html"
    nights(tmp_path, TEXT)
    with Night(tmp_path, 2) as night:
        night.get(moved, TEXT)
        night.get(moved + "?x", EDITED)
    take_all(tmp_path)
    assert len(rows(tmp_path, "SELECT 1 FROM pages")) == 3
    with Night(tmp_path, 3) as night:
        night.get(REPORT, status=301, headers=(("Location", "/hop"),))
        night.get(f"{HOST}/hop", status=301, headers=(("Location", "/new/1.html#top"),))
        night.get(moved, status=304)
    take_all(tmp_path)
    assert versions(tmp_path) == [
        (moved, 1, "published", None, "2026-03-02", "2026-03-04", 3),
        (moved + "?x", 1, "published", None, "2026-03-03", "2026-03-03", 1),
    ]
    found = rows(tmp_path, "SELECT url FROM addresses WHERE page_id = 1 ORDER BY url")
    assert found == [(f"{HOST}/hop",), (moved,), (REPORT,)]
    assert rows(tmp_path, "PRAGMA foreign_key_check") == []


def test_a_redirect_to_another_document_joins_no_pages(tmp_path: Path) -> None:
    def by_year(payload: Payload, _: Iterable[Payload]) -> Record:
        text = payload.data.decode()
        year = 2021 if "旧" in text else 2026
        return invented(text, plan_year=year, review_year=year - 1)

    with Night(tmp_path, 1) as night:
        night.get(REPORT, "旧的政府工作报告")
    take_all(tmp_path, by_year)
    with Night(tmp_path, 2) as night:
        night.get(REPORT, status=301, headers=(("Location", f"{HOST}/newest.html"),))
        night.get(f"{HOST}/newest.html", "今年的政府工作报告")
    take_all(tmp_path, by_year)
    assert [v[:3] for v in versions(tmp_path)] == [
        (f"{HOST}/newest.html", 1, "published"),
        (REPORT, 1, "published"),
    ]
