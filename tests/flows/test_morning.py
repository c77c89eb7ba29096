"""The morning report: each thing once, on its day, compared with the site's own history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.queries import night_facts
from archive.queries.night_facts import Facts, OpenIssue, Standing
from archive.store import Archive
from flows.pipeline.morning_report import morning, report
from flows.prefect_flows import artifacts
from tests.support.archive import HOST, REPORT, SITE, Night
from tests.support.years import BODY, LISTED, OTHER, TODAY, Years, first, kinds, void


@pytest.fixture
def years(tmp_path: Path) -> Years:
    return Years(tmp_path)


def test_a_night_without_news_is_one_line(years: Years) -> None:
    assert years.night(first).lines() == ["no news (run 1, 1 site visited)"]
    assert years.night(first).lines() == ["no news (run 2, 1 site visited)"]


def test_an_edit_is_reported_unconfirmed_on_its_night_and_not_again(years: Years) -> None:
    years.night(first)

    def edited(night: Night) -> None:
        night.get(REPORT, BODY.replace("7.5%", "7.1%"))

    result = years.night(edited)
    assert kinds(result) == ["edited"]
    assert "unconfirmed" in result.lines()[1]
    assert "7.5% → 7.1%" in result.lines()[1]
    assert REPORT in result.lines()[1]
    assert kinds(years.night(edited)) == []


def test_an_edit_in_an_attached_file_is_reported_on_its_night(years: Years) -> None:
    attached = f"{HOST}/zfgz/1.docx"

    def crawl(figure: str) -> Callable[[Night], None]:
        def visit(night: Night) -> None:
            night.get(REPORT, "云溪区政府工作报告见附件。")
            night.get(attached, BODY.replace("7.5%", figure), role="attachment", via=REPORT)

        return visit

    assert [kinds(years.night(crawl(figure))) for figure in ("7.5%", "7.5%", "7.1%", "7.1%")] == [
        [], [], ["edited"], [],
    ]  # fmt: skip


def test_a_light_edit_is_left_to_the_list_of_changes(years: Years) -> None:
    years.night(first)
    result = years.night(lambda night: void(night.get(REPORT, BODY.replace("预期", "预计"))))
    assert kinds(result) == []


def test_a_flapping_page_is_reported_twice_and_then_no_more(years: Years) -> None:
    texts = [BODY, BODY.replace("7.5%", "7.1%")]
    result = [
        kinds(years.night(lambda night, n=n: void(night.get(REPORT, texts[n % 2]))))  # type: ignore[misc]
        for n in range(7)
    ]
    assert result == [[], ["edited"], ["reverted"], ["reverted"], [], [], []]


def test_gone_returned_and_moved_are_reported_once(years: Years) -> None:
    years.night(first)

    def gone(night: Night) -> None:
        night.get(REPORT, status=404)

    assert kinds(years.night(gone)) == ["gone"]
    assert kinds(years.night(gone)) == []
    assert kinds(years.night(first)) == ["returned"]
    assert kinds(years.night(first)) == []

    def moved(night: Night) -> None:
        night.get(REPORT, status=301, headers=(("Location", OTHER),))
        night.get(OTHER, BODY)

    result = years.night(moved)
    assert kinds(result) == ["moved"]
    assert f"{REPORT} → {OTHER}" in str(result.news[0])
    assert kinds(years.night(moved)) == []


def test_an_outage_is_reported_when_it_begins_and_when_it_ends(years: Years) -> None:
    years.night(first)

    def down(night: Night) -> None:
        night.fail(f"{HOST}/robots.txt", "error")

    left = (SITE, "site_left_alone", "")
    result = years.night(down, issues={left: "robots.txt: connection refused"})
    assert [str(one) for one in result.news] == ["failed: yunxi: robots.txt: connection refused"]
    again = years.night(down, issues={left: "robots.txt: connection refused"})
    assert again.lines() == ["no news (run 3, 1 site visited; 1 known before is still open)"]
    healed = years.night(first, issues={left: None})
    assert kinds(healed) == ["healed"]
    assert "connection refused" in str(healed.news[0])
    assert kinds(years.night(first)) == []


def test_challenges_assertions_and_damage_have_their_own_words(years: Years) -> None:
    result = years.night(
        first,
        issues={
            (SITE, "site_left_alone", ""): "challenged: status 412",
            (SITE, "assertion_min_reports", ""): "3 reports, at least 10 expected",
            (SITE, "damaged_capture", REPORT): f"{REPORT}: the record is cut off",
            (None, "corrections", ""): "corrections.yaml:3: unknown key",
        },
    )
    assert kinds(result) == ["fixity", "challenged", "assertion", "issue"]


def test_failures_of_single_pages_are_held_against_the_sites_own_nights(years: Years) -> None:
    def failing(*numbers: int) -> Callable[[Night], None]:
        def crawl(night: Night) -> None:
            night.get(LISTED, "列表", role="list")
            for number in numbers:
                night.fail(f"{HOST}/{number}.html", "error")

        return crawl

    years.night(first)
    result = years.night(failing(1, 2))
    assert kinds(result) == ["failed"]
    assert "2 addresses" in str(result.news[0])
    assert kinds(years.night(failing())) == ["healed"]
    assert kinds(years.night(failing(3))) == []
    assert kinds(years.night(failing(1, 2, 3))) == ["failed"]


def test_a_list_page_that_is_gone_is_a_failure(years: Years) -> None:
    years.night(first)
    result = years.night(lambda night: void(night.get(LISTED, status=404, role="list")))
    assert kinds(result) == ["failed"]
    # The end of a list is found by asking for one page more.
    extra = f"{LISTED}index_9.html"
    assert "failed" not in kinds(years.night(lambda night: void(night.get(extra, status=404, role="list"))))


def test_the_subject_of_an_issue_is_not_reported_twice(years: Years) -> None:
    years.night(first)
    problem = f"list {LISTED}: error"
    result = years.night(
        lambda night: night.fail(LISTED, "error"), issues={(SITE, "crawl_problem", problem): problem}
    )
    assert [str(one) for one in result.news] == [f"failed: yunxi: {problem}"]


def test_years_are_overdue_by_the_sites_own_calendar(years: Years) -> None:
    assert kinds(years.night(first, today=date(2027, 1, 31))) == []
    result = years.night(first, today=date(2027, 2, 2))
    assert [str(one) for one in result.news] == [
        "overdue: yunxi: no report yet for 2027, though it is due by the site's own calendar"
    ]
    assert kinds(years.night(first, today=date(2027, 2, 3))) == []


def test_a_clock_that_goes_back_repeats_no_news(years: Years) -> None:
    left = (SITE, "site_left_alone", "")
    years.night(first, number=5)
    years.night(first, issues={left: "challenged: status 412"}, number=6)
    assert kinds(years.night(first, issues={left: None}, number=4)) == ["healed"]
    assert kinds(years.night(first, number=4)) == []


def test_a_warc_file_that_went_or_shrank_is_fixity_damage(years: Years) -> None:
    years.night(first)
    years.night(first)
    warc = years.folder / "warc"
    (warc / "night-001-00000.warc.gz").unlink()
    with (warc / "night-002-00000.warc.gz").open("r+b") as file:
        file.truncate(10)
    with Archive.open(years.folder, holder="test") as archive:
        run = archive.start_run("nightly", {"night": 3})
        result = morning(archive.db.conn, years.folder, run, TODAY)
    assert kinds(result) == ["fixity", "fixity"]
    assert "missing" in str(result.news[0])
    assert "taken in" in str(result.news[1])


def test_a_night_of_a_few_sites_keeps_the_state_of_the_others() -> None:
    before = Standing(failing=("yunxi",))
    result = report(replace(NOTHING, visited=("another",), before=before))
    assert not result.news
    assert result.standing.failing == ("yunxi",)
    assert kinds(report(replace(NOTHING, visited=("yunxi",), before=before))) == ["healed"]


def test_many_of_one_kind_are_counted() -> None:
    issues = tuple(OpenIssue(n, f"s{n}", "site_left_alone", "", "no answer", "2026") for n in range(500))
    lines = report(replace(NOTHING, issues=issues)).lines()
    assert len(lines) == 22
    assert lines[-1] == "failed: 480 more like these"


def test_a_low_disk_is_reported_once() -> None:
    low = replace(NOTHING, free=3_000_000_000, growth=200_000_000)
    result = report(low)
    assert [str(one) for one in result.news] == ["disk: 3.0 GB free, enough for 7 nights like the last ones"]
    assert not report(replace(low, before=result.standing)).news


NOTHING = Facts(
    run=1, visited=(), issues=(), closed=(), edits=(), reverts=(), gone=(), returned=(), moved=(), failing=(),
    overdue=(), damaged=(), free=10**12, growth=0, before=Standing(),
)  # fmt: skip
ISSUES = st.lists(
    st.builds(
        OpenIssue,
        st.integers(1, 50),
        st.none() | st.sampled_from(["a", "b"]),
        st.sampled_from(["site_left_alone", "corrections", "assertion_years", "fixity"]),
        st.text(max_size=5),
        st.text(max_size=20),
        st.just("2026"),
    ),
    unique_by=lambda issue: issue.id,
).map(tuple)


@given(ISSUES, st.lists(st.tuples(st.sampled_from("ab"), st.integers(2000, 2030)), unique=True).map(tuple))
def test_reported_news_is_not_reported_again(
    issues: tuple[OpenIssue, ...], overdue: tuple[tuple[str, int], ...]
) -> None:
    facts = replace(NOTHING, issues=issues, overdue=overdue)
    result = report(facts)
    assert len([one for one in result.news if one.kind not in ("overdue",)]) == len(issues)
    assert not report(replace(facts, before=Standing.of(result.as_dict()["standing"]))).news


def test_artifacts_are_markdown_that_pages_cannot_write_into(years: Years) -> None:
    years.night(first)
    result = years.night(lambda night: void(night.get(REPORT, BODY.replace("6%左右", "6%以上"))))
    with Archive.open(years.folder, holder="test") as archive:
        rows = night_facts.new_versions(archive.db.conn, result.run)
    assert [row["cause"] for row in rows] == ["edited"]
    changes = [{"version_id": rows[0]["version_id"], "before": "左右", "after": "<script>|以上"}]
    text = artifacts.versions(rows, changes)
    assert "左右 → &lt;script&gt;\\|以上" in text
    assert "<script" not in text
