"""Pages and versions over invented nights: what makes a version, what does not, and why."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.history import Read, Sighting, page_history
from archive.store import Archive, SiteRow
from archive.verify import Tally, verify
from archive.warc.captures import Payload
from parsers.record import Division, Record
from tests.support.archive import (
    HOST,
    REPORT,
    Night,
    dumped,
    figure,
    invented,
    plain_reader,
    read_all,
    reread_all,
    rows,
    take_all,
)

TEXT = "云溪区政府工作报告\n全年地区生产总值增长6.5%。\n明年增长7%左右。"
EDITED = TEXT.replace("6.5%", "5.6%")


def versions(folder: Path) -> list[tuple[object, ...]]:
    return rows(
        folder,
        "SELECT p.url, v.number, v.cause, b.number, date(v.first_seen), date(v.last_seen), v.sightings FROM versions v"
        " JOIN pages p ON p.id = v.page_id LEFT JOIN versions b ON b.id = v.previous_id ORDER BY p.url, v.number",
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


def copies(payload: Payload, _: Iterable[Payload]) -> Record:
    text = payload.data.decode()
    official = "三方" not in text
    whole = "缺" not in text
    return invented(
        text,
        source_kind="official" if official else "third_party",
        completeness="whole" if whole else "excerpt",
    )


def test_copies_are_one_document_and_the_official_whole_one_is_preferred(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get("http://portal.example/1", "三方转载的报告", site="portal")
        night.get("http://portal.example/2", "官方报告，缺一半", site="portal")
        night.get(REPORT, "官方报告")
    take_all(tmp_path, copies)
    assert rows(tmp_path, "SELECT kind, division_code, plan_year FROM documents") == [
        ("work_report", "430603", 2021)
    ]
    assert rows(tmp_path, "SELECT p.url FROM preferred f JOIN pages p ON p.id = f.page_id") == [(REPORT,)]
    assert rows(tmp_path, "SELECT count(*) FROM pages") == [(3,)]


def test_a_page_without_division_or_year_is_its_own_document(tmp_path: Path) -> None:
    def lost(payload: Payload, _: Iterable[Payload]) -> Record:
        return invented(payload.data.decode(), division=None, plan_year=None, review_year=None)

    with Night(tmp_path, 1) as night:
        night.get(REPORT, "一份报告")
        night.get(f"{REPORT}?2", "又一份报告")
    take_all(tmp_path, lost)
    assert rows(tmp_path, "SELECT count(*) FROM documents") == [(2,)]


def test_a_zone_without_a_code_has_documents_too(tmp_path: Path) -> None:
    zone = Division(None, "临澜高新区", "湖南省临澜市临澜高新区", "zone")
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "管委会工作报告")
        night.get("http://portal.example/1", "管委会工作报告")
    take_all(tmp_path, lambda payload, _: invented(payload.data.decode(), division=zone))
    assert rows(tmp_path, "SELECT division_code, division_name FROM documents") == [
        (None, "湖南省临澜市临澜高新区")
    ]


def test_a_document_whose_year_is_now_read_differently_leaves_no_old_one(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, TEXT)
    take_all(tmp_path, lambda p, _: invented(p.data.decode(), parser="0.1", plan_year=2012))
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("reparse", {})
        reread_all(archive, run, plain_reader)
    assert rows(tmp_path, "SELECT plan_year FROM documents") == [(2021,)]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(1,)]


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take in four nights in turn: edits, an attachment, a vanished page, a return, a page without a document."""
    folder = tmp_path_factory.mktemp("straight")
    article, attached = f"{HOST}/2.html", f"{HOST}/2.pdf"
    scripts = [
        [(REPORT, TEXT, 200), (article, "见附件", 200), (attached, TEXT + "二", 200)],
        [(REPORT, EDITED, 200), (article, "", 304), (attached, TEXT + "三", 200)],
        [(REPORT, "", 304), (article, "", 404)],
        [(REPORT, TEXT, 200), (f"{HOST}/3.html", "新闻", 200)],
    ]
    for number, script in enumerate(scripts, start=1):
        with Night(folder, number) as night:
            for url, body, status in script:
                role, via = ("attachment", article) if url == attached else ("article", None)
                night.get(url, body, status=status, role=role, via=via)
        take_all(folder)
    return folder


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[1::4])
def test_any_order_of_arrival_gives_the_same_archive(
    straight: Path, tmp_path: Path, order: tuple[int, ...]
) -> None:
    with Archive.open(tmp_path, holder="test") as archive:
        run = archive.start_run("ingest", {})
        files = sorted((straight / "warc").iterdir())
        for number in order:
            shutil.copy(files[number], archive.warc)
            archive.take_in(run, archive.warc / files[number].name)
            if number % 2:
                read_all(archive, run)
        read_all(archive, run)
    assert dumped(tmp_path) == dumped(straight)


CAPTURES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "same", "gone"]), st.integers(1, 2), st.integers(0, 1)),
    min_size=1,
    max_size=8,
)


@given(CAPTURES)
def test_a_history_is_consistent(captures: list[tuple[str, int, int]]) -> None:
    reads: list[Read] = []
    sightings: list[Sighting] = []
    for at, (what, parser, read_as) in enumerate(captures):
        moment = f"2026-03-{at + 1:02d}"
        if what == "same":
            original = reads[-1].capture_id if reads else None
            sightings.append(Sighting(moment, True, original))
        elif what == "gone":
            sightings.append(Sighting(moment, False))
        else:
            reads.append(Read(at, moment, what, parser, 10 * "abc".index(what) + parser * read_as + 1))
    computed = page_history(reads, sightings)
    assert page_history(reads[::-1], sightings[::-1]) == computed
    assert sorted(v.number for v in computed.versions.values()) == list(range(1, len(computed.versions) + 1))
    for version in computed.versions.values():
        assert version.first_seen <= version.last_seen
        assert (version.cause == "published") == (version.previous_id is None)
        if version.previous_id is not None:
            before = computed.versions[version.previous_id]
            assert before.number < version.number
            if version.cause == "edited":
                assert before.first.payload != version.first.payload
    if reads:
        assert computed.current_id in computed.versions
        assert (computed.gone_since is not None) == _gone(captures)


def _gone(captures: list[tuple[str, int, int]]) -> bool:
    seen = [what for what, _, _ in captures]
    first = next(n for n, what in enumerate(seen) if len(what) == 1)
    return seen[first:][-1] == "gone"


def test_of_two_official_copies_the_one_of_the_higher_ranked_site_is_preferred(tmp_path: Path) -> None:
    portal = "http://www.b-city.gov.cn/copy.html"
    with Archive.open(tmp_path, "test") as archive:
        archive.load_sites(
            [SiteRow("district", "District", priority=1), SiteRow("portal", "Portal", priority=2)]
        )
    with Night(tmp_path, 1) as night:
        night.get(portal, "官方报告", site="portal")
        night.get(REPORT, "官方报告", site="district")
    take_all(tmp_path, copies)
    assert rows(tmp_path, "SELECT p.url FROM preferred f JOIN pages p ON p.id = f.page_id") == [(REPORT,)]
    with Archive.open(tmp_path, "test") as archive:
        archive.load_sites([SiteRow("district", "District", priority=3)])
    assert rows(tmp_path, "SELECT p.url FROM preferred f JOIN pages p ON p.id = f.page_id") == [(portal,)]
