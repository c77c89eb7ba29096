"""Pages with the same text are one document; which of them is preferred, by invented nights."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.store import Archive, SiteRow
from archive.warc.captures import Payload
from parsers.record import Division, Record
from tests.support.archive import (
    REPORT,
    TEXT,
    Night,
    invented,
    plain_reader,
    reread_all,
    rows,
    take_all,
)


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
