"""Past years out of deep lists and a web archive: complete, polite, repeatable."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from archive.warc.captures import Fields, Response
from archive.warc.reader import captures
from archive.warc.writer import WarcWriter
from flows.commands.past import backfill
from flows.errors import CouldNotRunError
from flows.output import Output
from spiders.config import settings
from tests.support import oldsite
from tests.support.archive import FIRST_NIGHT, dumped, rows
from tests.support.backfilling import (
    HOST,
    THERE,
    archive_settings,
    call,
    site_file,
    snapshots,
    why,
    years,
)
from tests.support.oldsite import AS_PDF, GONE, ID, NOT_A_REPORT, UNLISTED
from tests.support.wayback import Snapshot, wayback

pytestmark = pytest.mark.xdist_group("backfill")


# -- from the site's own lists --


@pytest.mark.ci
def test_deep_lists_with_a_budget_that_ends_before_they_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with oldsite.served(oldsite.site()) as old:
        sites = old.write(tmp_path / "sites", more="max_requests: 10\n")
        code, summary = call(capsys, tmp_path / "data", sites)
        assert (code, summary["whole"], years(summary)) == (1, False, [])
        assert "budget of 10 requests" in summary["attention"][0]
        assert len(old.requested) == 10
        code, summary = call(capsys, tmp_path / "data", sites)
    assert (code, summary["whole"], summary["run"]) == (1, True, 1)
    assert years(summary) == THERE
    assert summary["missing"] == [NOT_A_REPORT, UNLISTED, GONE]
    assert why(summary, GONE).startswith("gone: ")
    assert why(summary, NOT_A_REPORT).startswith("not a report")
    assert why(summary, UNLISTED) == "no list entry"
    fetched = {path for path in old.requested if "/t2" in path}
    # A title's year may be that of the year under review: 2007 is requested too, other years and documents are not.
    assert fetched == {oldsite.path(year) for year in range(2007, 2017) if year != UNLISTED}
    assert oldsite.file(AS_PDF) in old.requested
    assert len(old.requested) == len(set(old.requested))
    assert old.requested[0] == "/robots.txt"


@pytest.mark.ci
def test_reading_a_list_stops_where_older_years_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oldsite, "PER_PAGE", 5)
    with oldsite.served(oldsite.site()) as wide:
        code, summary = call(capsys, tmp_path / "data", wide.write(tmp_path / "sites"), years="2019-2020")
    assert (code, summary["missing"]) == (0, [])
    requested = [path for path in wide.requested if "index" in path]
    assert requested == [oldsite.list_path(1), oldsite.list_path(2)]


# -- from a web archive --


def test_wayback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with wayback(snapshots()) as held:
        archive_settings(tmp_path, held)
        held.limit = 7  # of rows: the resumption key is followed
        code, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback")
        assert code == 1
        assert years(summary) == [year for year in THERE if year != 2012]
        assert why(summary, 2012).startswith("not captured by the web archive: ")
        assert why(summary, UNLISTED) == "not captured by the web archive"
        assert held.most_at_once == 1
        mementos = [path for _, path in held.requests if path.startswith("/web/")]
        assert len(mementos) == len(set(mementos))
        assert not any("logo.png" in path or "20190101000000" in path for path in mementos)
        again = len(held.requests)
        before = dumped(tmp_path)
        assert call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback")[0] == 1
        assert not [path for _, path in held.requests[again:] if path.startswith("/web/")]
    assert dumped(tmp_path) == before
    url = HOST + oldsite.path(2011)
    found = rows(
        tmp_path, "SELECT fetched_at, etag, site_id, role FROM captures WHERE url = ? ORDER BY 1", url
    )
    assert found == [
        ("2011-02-01T00:00:00.000Z", None, ID, None),
        ("2012-04-01T12:00:00.000Z", '"2011"', ID, None),
    ]
    assert rows(tmp_path, "SELECT v.number, v.cause, i.value FROM versions v JOIN pages p ON p.id = v.page_id"
                " JOIN indicators i ON i.version_id = v.id AND i.kind = 'actual' WHERE p.url = ? ORDER BY 1",
                url) == [(1, "published", 11.4), (2, "edited", 5.1)]  # fmt: skip
    attached = rows(tmp_path, "SELECT via, role FROM captures WHERE url = ?", HOST + oldsite.file(AS_PDF))
    assert attached == [(HOST + oldsite.path(AS_PDF), "attachment")]
    sources = [c.fields.source for p in (tmp_path / "warc").iterdir() for c in captures(p) if c.fields]
    assert f"{held.endpoint}/web/20110201000000id_/{url}" in sources


def test_an_older_copy_is_never_the_newest_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = HOST + oldsite.path(2011)
    now = oldsite.article(2011, oldsite.report(2011, growth="9.9%"))
    with WarcWriter(tmp_path / "warc", "night") as writer:
        answer = Response(200, "OK", (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"now"')), now)
        writer.write_capture(url, FIRST_NIGHT, Fields("ok", site=ID, role="article"), None, answer)
    with wayback(snapshots()) as held:
        archive_settings(tmp_path, held)
        call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2011")
    query = "SELECT p.first_seen, p.last_seen, i.value, v.number FROM pages p JOIN versions v ON v.id ="
    query += (
        " p.current_version_id JOIN indicators i ON i.version_id = v.id AND i.kind = 'actual' WHERE p.url = ?"
    )
    assert rows(tmp_path, query, url) == [("2011-02-01T00:00:00.000Z", "2026-03-01T20:00:00.000Z", 9.9, 3)]
    known = rows(tmp_path, "SELECT etag, role FROM addresses WHERE url = ?", url)
    assert known == [('"now"', "article")]


def test_manners_towards_a_web_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held_back = [s for s in snapshots() if "2014" in s.url or "index.html" in s.url]
    with wayback(held_back) as held:
        archive_settings(tmp_path, held, delay=0.1)
        held.busy = 1
        # One memento leads to the capture of another moment, one is broken.
        held.elsewhere["20160401120000"] = "20150401120000"
        held.broken["20150401120000"] = 404
        code, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2014")
        moments = [moment for moment, _ in held.requests]
        assert moments[1] - moments[0] >= 1.0  # Retry-After
        assert all(b - a >= 0.1 for a, b in pairwise(moments))
        assert all(agent.startswith("fangzhi/") for agent in held.agents)
        assert code == 1
        assert "the archive answers 404" in why(summary, 2014)
        held.broken.clear()
        code, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2014")
        assert (code, years(summary)) == (0, [2014])
        held.busy, held.patience = 1, "3600"
        code, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2014")
        assert code == 1
        assert "requires a wait of 3600 s" in summary["attention"][0]


def test_a_file_captured_before_its_article_is_a_page_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = HOST + oldsite.file(AS_PDF)
    early = [s for s in snapshots() if s.url != file]
    pdf = oldsite.site()[oldsite.file(AS_PDF)].body
    with wayback([*early, Snapshot(file, "20130201000000", pdf, "application/pdf")]) as held:
        archive_settings(tmp_path, held)
        _, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2013")
    assert summary["coverage"][0]["reports"] == [file]
    assert rows(tmp_path, "SELECT count(*) FROM captures WHERE queued = 1") == [(0,)]


def test_a_page_whose_attachment_was_never_captured_does_not_cover_its_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with wayback([s for s in snapshots() if not s.url.endswith(".pdf")]) as held:
        archive_settings(tmp_path, held)
        code, summary = call(capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years="2013")
    assert (code, summary["missing"]) == (1, [2013])
    assert why(summary, 2013) == f"a page without the text: {HOST}{oldsite.path(2013)}"


def test_pages_that_the_site_no_longer_serves_are_requested_from_the_web_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{HOST}/old/t20100115_1.html"
    with WarcWriter(tmp_path / "warc", "night") as writer:
        fields = Fields("gone", site=ID, role="article", title=oldsite.title(GONE))
        writer.write_capture(url, FIRST_NIGHT, fields, None, Response(404, "Not Found", (), b""))
    with wayback([Snapshot(url, "20120101000000", oldsite.article(GONE, oldsite.report(GONE)))]) as held:
        archive_settings(tmp_path, held)
        code, summary = call(
            capsys, tmp_path, site_file(tmp_path / "sites"), source="wayback", years=str(GONE)
        )
    assert (code, summary["coverage"][0]["reports"]) == (0, [url])
    life = rows(tmp_path, "SELECT first_seen, last_seen, gone_since FROM pages")
    assert life == [("2012-01-01T00:00:00.000Z", "2012-01-01T00:00:00.000Z", "2026-03-01T20:00:00.000Z")]


def test_an_archive_on_the_network_needs_a_contact(tmp_path: Path) -> None:
    sites = site_file(tmp_path / "sites")
    with pytest.raises(CouldNotRunError, match=r"contact: missing.*web\.archive\.org"):
        backfill.command(tmp_path, sites, Output(), site=ID, years="2012", source="wayback", paths=[])
    assert not (tmp_path / "archive.db").exists()
    (tmp_path / "fangzhi.toml").write_text('[wayback]\nendpoint = "https://a.example"\ndelay = 0\n', "utf-8")
    with pytest.raises(settings.SettingsError, match="at least 1 second"):
        settings.load(tmp_path)
