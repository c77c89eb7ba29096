"""Past years out of deep lists, a web archive, WARC files and folders: complete, polite, resumable, repeatable."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from archive.warc.captures import Fields, Response
from archive.warc.reader import captures
from archive.warc.writer import WarcWriter
from flows.commands.past import backfill
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output
from spiders.config import settings
from tests.support import oldsite
from tests.support.archive import FIRST_NIGHT, dumped, rows
from tests.support.oldsite import AS_PDF, GONE, ID, NOT_A_REPORT, UNLISTED, Page
from tests.support.processes import until_none_works_in
from tests.support.wayback import Archive, Snapshot, wayback

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
ASKED = "2008-2016"
THERE = [year for year in range(2008, 2017) if year not in (GONE, UNLISTED, NOT_A_REPORT)]
HOST = "http://www.yunxi.example"
pytestmark = pytest.mark.xdist_group("backfill")


def call(
    capsys: pytest.CaptureFixture[str], data: Path, sites: Path, **given: Any
) -> tuple[int, dict[str, Any]]:
    """Run the command in this process; exit code and summary."""
    options: dict[str, Any] = {"site": ID, "years": ASKED, "source": "site", "paths": [], **given}
    code = backfill.command(data, sites, Output(as_json=True, quiet=True), **options)
    summary: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, summary


def years(summary: dict[str, Any]) -> list[int]:
    return [year["year"] for year in summary["coverage"] if year["reports"]]


def why(summary: dict[str, Any], year: int) -> str:
    found: str = next(one["why"] for one in summary["coverage"] if one["year"] == year)
    return found


# -- the four sources --


def moved(pages: dict[str, Page], origin: str) -> dict[str, Page]:
    """Return the same pages with absolute addresses under another origin."""
    return {origin + path: page for path, page in pages.items()}


def site_file(folder: Path) -> Path:
    """The file of a site that is nowhere on the network any more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.yaml").write_text(
        f'name: 云溪区人民政府\ndivision: "430603"\nhomepage: {HOST}/\nfamily: plain\n'
        f"lists:\n  - url: {HOST}{oldsite.list_path(1)}\n",
        "utf-8",
    )
    return folder


def snapshots() -> list[Snapshot]:
    """What a web archive has: the column in 2014 and 2021, most articles, some of them twice."""
    pages = oldsite.site()
    found = []
    for number in range(1, 7):
        path = oldsite.list_path(number)
        found += [
            Snapshot(HOST + path, stamp, pages[path].body) for stamp in ("20140601080000", "20210601080000")
        ]
    for year in oldsite.YEARS:
        page = pages.get(oldsite.path(year))
        if page is None or year == 2012:  # 2012 was never captured
            continue
        url = f"http://www.yunxi.example:80{oldsite.path(year)}"
        found.append(Snapshot(url, f"{year + 1}0401120000", page.body, headers=(("ETag", f'"{year}"'),)))
        found.append(Snapshot(url, f"{year + 2}0401120000", page.body))
    early = oldsite.article(2011, oldsite.report(2011, growth="11.4%"))
    found.append(Snapshot(HOST + oldsite.path(2011), "20110201000000", early))
    file = HOST + oldsite.file(AS_PDF)
    found.append(Snapshot(file, "20140402000000", pages[oldsite.file(AS_PDF)].body, "application/pdf"))
    found.append(Snapshot(f"{HOST}/zwgk/gzbg/logo.png", "20140402000000", b"x", "image/png"))
    found.append(Snapshot(HOST + oldsite.path(2014), "20190101000000", b"moved", status=302))
    return found


def archive_settings(data: Path, held: Archive, delay: float = 0) -> None:
    data.mkdir(parents=True, exist_ok=True)
    (data / "fangzhi.toml").write_text(f'[wayback]\nendpoint = "{held.endpoint}"\ndelay = {delay}\n', "utf-8")


def foreign_warc(path: Path) -> Path:
    """A WARC file as another tool writes it: the site's pages of 2016, other hosts', a repeat of 2017."""
    pages = moved(oldsite.site(), HOST)
    pages[f"{HOST}/logo.png"] = Page(b"x", "image/png")
    pages["http://elsewhere.example" + oldsite.path(2014)] = pages[HOST + oldsite.path(2014)]
    with path.open("wb") as file:
        for number, (url, page) in enumerate(pages.items()):
            date = f"2016-05-{number // 24 + 1:02d}T{number % 24:02d}:00:00Z"
            http = (
                f"HTTP/1.1 {page.status} OK\r\nContent-Type: {page.content_type}\r\n\r\n".encode() + page.body
            )
            file.write(warc_record("response", url, date, http))
            if url == HOST + oldsite.path(2015):
                more = f"WARC-Refers-To-Target-URI: {url}\r\nWARC-Refers-To-Date: {date}\r\n"
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                file.write(warc_record("revisit", url, "2017-01-01T00:00:00Z", http, more))
    return path


def warc_record(kind: str, url: str, date: str, block: bytes, more: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, date + url)}>\r\n"
    )
    head += f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def folder_of_files(folder: Path) -> Path:
    """Reports that somebody saved: HTML, text and PDF."""
    folder.mkdir()
    for year in THERE:
        text = "\n".join([oldsite.title(year), *oldsite.report(year)])
        if year % 2:
            (folder / f"云溪区政府工作报告_{year}.txt").write_text(text, "utf-8")
        else:
            (folder / f"{year}.html").write_bytes(oldsite.site()[oldsite.path(year)].body)
    (folder / "picture.png").write_bytes(b"x")
    return folder


# -- from the site's own lists --


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


# -- from WARC files and folders --


def test_a_foreign_warc(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warc = foreign_warc(tmp_path / "old.warc.gz")
    sites = site_file(tmp_path / "sites")
    code, summary = call(capsys, tmp_path / "data", sites, source="warc", paths=[warc])
    assert code == 1
    assert years(summary) == THERE
    assert why(summary, UNLISTED) == "not in the WARC files"
    data = tmp_path / "data"
    assert rows(data, "SELECT count(*) FROM captures WHERE url LIKE '%elsewhere%' OR url LIKE '%.png'") == [
        (0,)
    ]
    assert rows(data, "SELECT DISTINCT site_id FROM captures") == [(ID,)]
    assert rows(data, "SELECT role FROM captures WHERE url LIKE '%index%' GROUP BY 1") == [("list",)]
    pages = [url for (url,) in rows(data, "SELECT url FROM pages ORDER BY url")]
    assert pages == sorted(HOST + oldsite.path(year) for year in THERE)
    seen = rows(data, "SELECT v.last_seen, v.sightings FROM versions v JOIN pages p ON p.id = v.page_id"
                " WHERE p.url LIKE ?", f"%{oldsite.path(2015)}")  # fmt: skip
    assert seen == [("2017-01-01T00:00:00.000Z", 2)]
    before = dumped(data)
    call(capsys, data, sites, source="warc", paths=[tmp_path / "old.warc.gz"])
    assert dumped(data) == before


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of_files(tmp_path / "saved")
    sites = site_file(tmp_path / "sites")
    code, summary = call(capsys, tmp_path / "data", sites, source="files", paths=[folder], years="2011-2016")
    assert (code, summary["missing"]) == (0, [])
    assert summary["coverage"][0]["reports"][0].startswith("file:///saved/")
    before = dumped(tmp_path / "data")
    call(capsys, tmp_path / "data", sites, source="files", paths=[folder], years="2011-2016")
    assert dumped(tmp_path / "data") == before


def saved_text(path: Path, year: int, place: str = "云溪区") -> None:
    """A report that somebody saved as text; its own words say of which year and division it is."""
    text = "\n".join([oldsite.title(year), *oldsite.report(year)])
    path.write_text(text.replace("云溪区", place).replace("云溪", place.removesuffix("区")), "utf-8")


def with_division(sites: Path, code: str) -> Path:
    (path,) = site_file(sites).glob("*.yaml")
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("division")]
    path.write_text("\n".join([*lines, f'division: "{code}"', ""]), "utf-8")
    return sites


def test_files_of_other_divisions_and_years_are_left_out_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, data = tmp_path / "saved", tmp_path / "data"
    folder.mkdir()
    saved_text(folder / "a_2012.txt", 2012)
    saved_text(folder / "b_2019.txt", 2019)
    saved_text(folder / "c_2012.txt", 2012, "辽宁省大连市沙河口区")
    (folder / "d.txt").write_text("关于停水的通知\n因检修管道，明天停水一天，请提前储水。\n", "utf-8")
    sites = with_division(tmp_path / "sites", "430603")
    code, summary = call(capsys, data, sites, source="files", paths=[folder], years="2012")
    assert (code, summary["missing"], summary["attention"]) == (0, [], [])
    out = {Path(name).name: why for name, why in summary["left_out"].items()}
    assert out["b_2019.txt"] == "of 2019"
    assert out["c_2012.txt"].startswith("of 辽宁省大连市沙河口区, not of")
    assert out["d.txt"].startswith("not a report or a livelihood list")
    assert [url for (url,) in rows(data, "SELECT url FROM captures")] == ["file:///saved/a_2012.txt"]
    (year,) = summary["coverage"]
    assert year["reports"] == ["file:///saved/a_2012.txt"]

    # None fits: nothing is archived, and a person must know.
    (folder / "a_2012.txt").unlink()
    code, summary = call(capsys, tmp_path / "none", sites, source="files", paths=[folder], years="2012")
    assert code == 1 and summary["attention"][0].startswith("none of 3 documents is of")
    assert rows(tmp_path / "none", "SELECT count(*) FROM captures") == [(0,)]


def test_captures_of_other_years_are_left_out_of_a_warc(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warc, data = foreign_warc(tmp_path / "old.warc.gz"), tmp_path / "data"
    code, summary = call(
        capsys, data, site_file(tmp_path / "sites"), source="warc", paths=[warc], years="2014-2015"
    )
    assert (code, summary["missing"]) == (0, [])
    held = {url for (url,) in rows(data, "SELECT url FROM pages")}
    assert held == {HOST + oldsite.path(year) for year in (2014, 2015)}
    assert summary["left_out"][HOST + oldsite.path(2016)] == "of 2016"
    # Lists and what holds no document stay: they say what was there to be found.
    assert rows(data, "SELECT count(*) FROM captures WHERE role = 'list'") != [(0,)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"years": "2020-2012"}, "--years"),
        ({"years": "twelve"}, "write the plan years as 2012-2020"),
        ({"site": "nowhere"}, "no site file nowhere.yaml"),
        ({"source": "warc"}, "give the files or folders"),
        ({"paths": [Path("x")]}, "takes no PATH"),
        ({"source": "files", "paths": [Path("missing")]}, "no such file or folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    options: dict[str, Any] = {"site": ID, "years": "2012", "source": "site", "paths": [], **given}
    with pytest.raises(WrongUsageError, match=words):
        backfill.command(tmp_path / "data", site_file(tmp_path / "sites"), Output(), **options)
    assert not (tmp_path / "data").exists()


# -- pulling the plug --


@dataclass(frozen=True, slots=True)
class Work:
    """A backfill to be interrupted: where from, and how far it has got (requests, or bytes written)."""

    source: str
    paths: Sequence[Path]
    settle: Callable[[Path], None]
    progress: Callable[[Path], int]


def written(data: Path) -> int:
    return (
        sum(path.stat().st_size for path in (data / "warc").glob("run-*")) if (data / "warc").is_dir() else 0
    )


@pytest.fixture(
    params=[
        pytest.param("site", marks=pytest.mark.ci),
        pytest.param("warc", marks=pytest.mark.ci),
        "wayback",
        "files",
    ]
)
def work(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Work]:
    source: str = request.param
    nothing: Callable[[Path], None] = lambda _: None  # noqa: E731  # a step that this source does not need
    if source == "site":
        with oldsite.served(oldsite.site(), pause=0.02) as running:
            running.write(tmp_path / "sites")
            yield Work("site", [], nothing, lambda _: len(running.requested))
        return
    site_file(tmp_path / "sites")
    if source == "wayback":
        with wayback(snapshots()) as held:
            held.pause = 0.02
            yield Work("wayback", [], lambda data: archive_settings(data, held), lambda _: len(held.requests))
        return
    path = foreign_warc(tmp_path / "old.warc.gz") if source == "warc" else folder_of_files(tmp_path / "saved")
    yield Work(source, [path], nothing, written)


def command(data: Path, work: Work) -> list[str]:
    return [
        FANGZHI, "backfill", "--site", ID, "--years", ASKED, "--quiet", "--from", work.source,
        "--data", str(data), "--sites", str(data.parent / "sites"), *map(str, work.paths),
    ]  # fmt: skip


def whole(data: Path, work: Work) -> int:
    """An undisturbed run; how far it got."""
    work.settle(data)
    start = work.progress(data)
    options: dict[str, Any] = {"site": ID, "years": ASKED, "source": work.source, "paths": work.paths}
    assert backfill.command(data, data.parent / "sites", Output(quiet=True), **options) == 1
    return work.progress(data) - start


def killed(data: Path, work: Work, at: int, after: float = 0.0) -> bool:
    """Start, and kill -9 the process group when it has got so far, and so many seconds later."""
    start = work.progress(data)
    with subprocess.Popen(
        command(data, work), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:  # fmt: skip
        while process.poll() is None and work.progress(data) - start < at:
            time.sleep(0.001)
        time.sleep(after)
        struck = process.poll() is None
        if struck:
            os.killpg(process.pid, signal.SIGKILL)
    until_none_works_in(data)
    return struck


def test_killed_and_resumed(tmp_path: Path, work: Work) -> None:
    length = whole(tmp_path / "undisturbed", work)
    # A folder of files is taken in within a tenth of a second: where the kill came too late, earlier in a new folder.
    for number in range(20):
        data = tmp_path / f"data-{number}"
        work.settle(data)
        if killed(data, work, max(1, length // (2 + number))):
            break
    else:
        raise AssertionError("no kill struck")
    whole(data, work)
    assert same(data, tmp_path / "undisturbed")


@pytest.mark.ci
def test_killed_at_every_stage(tmp_path: Path, work: Work) -> None:
    length = whole(tmp_path / "undisturbed", work)
    # Interrupt repeatedly: at the start, while fetching, and while reading. A folder of files is taken in within a
    # tenth of a second: if no interruption hit it, start over.
    blows = [(1, 0.0), (length // 4, 0.0), (1, 0.1), (1, 0.6)]
    struck, data = 0, tmp_path / "data"
    work.settle(data)
    for number, (at, after) in enumerate(blows * 3):
        if number >= len(blows) and struck >= 3:
            break
        if killed(data, work, at, after):
            struck += 1
        elif struck < 3:
            data = tmp_path / f"data-{number}"
            work.settle(data)
    assert struck >= 3
    whole(data, work)
    assert same(data, tmp_path / "undisturbed")


def same(data: Path, undisturbed: Path) -> bool:
    with closing(sqlite3.connect(data / "archive.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    mine, theirs = dumped(data), dumped(undisturbed)
    assert mine.splitlines() == theirs.splitlines()
    return mine == theirs
