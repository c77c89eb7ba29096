"""Lists that only a browser can read: rows from an unknown script, paged by its button, politely and within bounds."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from archive.verify import Tally, verify
from archive.warc.captures import Capture
from archive.warc.reader import captures, payload_at
from archive.warc.records import record_at
from spiders.config.sitefile import SiteFile, load
from spiders.rendering.rendition import PROFILE, Rendition
from spiders.survey.check_site import recorded_links
from tests.support.archive import dumped, read_all, rows
from tests.support.scripted_site import LIST, YEARS, ScriptedSite, scripted_site

pytestmark = [
    pytest.mark.browser, pytest.mark.ci,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here: apt-get install chromium"),
]  # fmt: skip
WITHOUT_EXTRA = (
    "import sys; sys.modules['playwright'] = None; from spiders.crawl import main; sys.exit(main())"
)


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with scripted_site() as running:
        yield running


def crawl(folder: Path, files: Mapping[str, str], *, run: int = 1, code: str | None = None) -> dict[str, Any]:
    """Crawl sites given by their files; return the summary of each visit, by id."""
    (folder / "sites").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "sites" / f"{name}.yaml").write_text(text, "utf-8")
    start = ["-c", code] if code else ["-m", "spiders.crawl"]
    done = subprocess.run(
        [sys.executable, *start, "--data", str(folder / "data"), "--sites", str(folder / "sites"), "--run", str(run),
         *files], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    sites: dict[str, Any] = summary["sites"]
    return sites


def stored(folder: Path) -> list[tuple[Path, Capture]]:
    return [(path, one) for path in sorted((folder / "data/warc").iterdir()) for one in captures(path)]


def take_in(folder: Path, run_data: Path) -> None:
    """Read the WARC files of a data folder into its archive."""
    with Archive.open(run_data, holder="test") as archive:
        run = archive.start_run("nightly", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        read_all(archive, run)
        archive.finish_run(run, "ok", {})


def test_rows_that_only_a_script_shows_are_read_to_the_last_page(tmp_path: Path, site: ScriptedSite) -> None:
    plain = crawl(tmp_path, {"qinglan": site.file()})["qinglan"]
    assert [one["state"] for one in plain["lists"]] == ["unread"]
    site.requests.clear()
    visit = crawl(tmp_path, {"qinglan": site.file("render: lists")}, run=2)["qinglan"]
    (account,) = visit["lists"]
    assert (account["state"], account["rows"], account["pages"]) == ("complete", len(YEARS), 3)
    assert account["rendered"].startswith("its rows are filled by a script")
    assert account["ended"] == "the control 下一页 is disabled"
    assert (visit["candidates"], visit["visited"], visit["problems"]) == (len(YEARS), len(YEARS), [])
    # Each address once, counted, by an honest user agent; no pictures, and nothing of other hosts.
    paths = site.paths()
    assert len(paths) == len(set(paths)) == visit["requests"]
    assert {agent for _, _, agent, _ in site.requests} == {"fangzhi/0.2.0"}
    assert not {"/logo.png", "/favicon.ico"} & set(paths)
    assert [board for _, path, _, board in site.requests if path.startswith("/what")] == ["qinglan"] * 3


def test_the_warc_file_has_what_the_browser_received_and_the_rows_that_it_showed(
    tmp_path: Path, site: ScriptedSite
) -> None:
    crawl(tmp_path, {"qinglan": site.file("render: lists")})
    found = stored(tmp_path)
    received = {
        one.url.removeprefix(site.home.rstrip("/")) for _, one in found if one.record_type == "response"
    }
    assert {LIST, "/js/board.js", "/what/ever?k=3", "/what/ever?k=10", "/what/ever?k=17"} <= received
    ((path, shown),) = [one for one in found if one[1].record_type == "conversion"]
    assert shown.url == site.list_url + "#rendered" and shown.fields and shown.fields.role == "list"
    assert ("WARC-Profile", PROFILE) in record_at(path, shown.position.offset).headers
    made = Rendition.from_json(payload_at(path, shown.position.offset).data)
    assert [listing.shown for _, listing in made.pages()] == [10, 10, 3]
    assert [view.control for view in made.views] == [None, "下一页", "下一页"]
    assert [why.partition(":")[0] for why in made.refused] == ["http"]  # the counter on another host
    # Rendered once more, it shows the same.
    crawl(tmp_path, {"qinglan": site.file("render: lists")}, run=2)
    again = [payload_at(path, one.position.offset).data for path, one in stored(tmp_path)
             if one.record_type == "conversion"]  # fmt: skip
    assert again == [made.to_json()] * 2


def test_the_warc_file_alone_gives_the_same_archive(tmp_path: Path, site: ScriptedSite) -> None:
    crawl(tmp_path, {"qinglan": site.file("render: lists")})
    take_in(tmp_path, tmp_path / "data")
    requested = len(site.requests)
    shutil.copytree(tmp_path / "data/warc", tmp_path / "again/warc")
    take_in(tmp_path, tmp_path / "again")
    assert len(site.requests) == requested
    assert dumped(tmp_path / "again") == dumped(tmp_path / "data")
    assert rows(tmp_path / "data", "SELECT count(*) FROM versions") == [(len(YEARS),)]
    assert list(verify(tmp_path / "data", Tally())) == []


def test_an_interrupted_run_renders_nothing_again(tmp_path: Path, site: ScriptedSite) -> None:
    whole = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]
    requested = len(site.requests)
    again = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]
    assert (len(site.requests), again["requests"]) == (requested, 0)
    assert again["lists"] == whole["lists"] and again["candidates"] == whole["candidates"]
    assert sum(one.record_type == "conversion" for _, one in stored(tmp_path)) == 1


def test_what_robots_txt_forbids_is_not_requested_by_the_browser_either(
    tmp_path: Path, site: ScriptedSite
) -> None:
    site.robots = "User-agent: *\nDisallow: /what/\n"
    visit = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]
    assert not any(path.startswith("/what") for path in site.paths())
    (account,) = visit["lists"]
    assert (account["state"], account["rows"]) == ("incomplete", 0)
    assert "robots.txt" in account["why"] and "/what/ever?k=3" in account["why"]
    assert visit["outcomes"]["robots"] == 1


def test_a_challenge_is_left_alone(tmp_path: Path, site: ScriptedSite) -> None:
    site.challenge = True
    visit = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]
    assert visit["left"].startswith("challenged") and visit["outcomes"]["challenged"] == 1
    assert [path for path in site.paths() if path.startswith("/what")] == ["/what/ever?k=3"]
    assert visit["lists"][0]["state"] != "complete"


def test_a_page_that_the_interface_does_not_answer_leaves_the_list_incomplete(
    tmp_path: Path, site: ScriptedSite
) -> None:
    site.deaf = 2
    (account,) = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]["lists"]
    assert (account["state"], account["rows"]) == ("incomplete", 20)


def test_the_budget_covers_the_requests_of_the_browser(tmp_path: Path, site: ScriptedSite) -> None:
    visit = crawl(tmp_path, {"qinglan": site.file("render: lists", "max_requests: 6")})["qinglan"]
    assert (visit["requests"], len(site.requests)) == (6, 6)
    assert visit["out_of_budget"] and "budget of 6 requests" in visit["left"]


def test_pauses_lie_between_the_requests_of_the_browser(tmp_path: Path, site: ScriptedSite) -> None:
    text = site.file("render: lists", "max_requests: 8", delay=0.5)
    crawl(tmp_path, {"qinglan": text})
    times = [at for at, _, _, _ in site.requests]
    assert len(times) == 8
    assert min(later - earlier for earlier, later in pairwise(times[1:])) >= 0.45


def test_without_the_extra_the_list_says_so_and_other_sites_go_on(tmp_path: Path, site: ScriptedSite) -> None:
    with scripted_site() as other:
        plain = other.file().replace(other.list_url, f"{other.home}doc/2024.html")
        plain = plain.replace("lists:\n  - url:", "reports:\n  -")
        visits = crawl(tmp_path, {"other": plain, "qinglan": site.file("render: lists")}, code=WITHOUT_EXTRA)
    (account,) = visits["qinglan"]["lists"]
    assert account["state"] == "unread" and "pip install 'fangzhi[browser]'" in account["why"]
    assert visits["qinglan"]["failed"] is None and visits["qinglan"]["left"] is None
    assert visits["other"]["visited"] == 1


def new_site(folder: Path, url: str, *, exit_code: int) -> tuple[str, SiteFile | None]:
    """Run `fangzhi site new`; return what it said, and the file that it wrote."""
    start = "from flows.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "site", "new", url, "--data", str(folder / "data")],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == exit_code, done.stdout + done.stderr
    written = list((folder / "data" / "sites").glob("*.yaml"))
    return done.stdout + done.stderr, load(written[0]) if written else None


def test_site_new_chooses_the_browser_where_it_reads_more(tmp_path: Path, site: ScriptedSite) -> None:
    said, file = new_site(tmp_path, site.home, exit_code=0)
    assert file is not None and file.render == "lists"
    assert [entry.url for entry in file.lists] == [site.list_url]
    assert any("is rendered: its rows are filled by a script" in line for line in file.evidence)
    assert "render: lists" in said and "fitting" in said
    # What it recorded is enough to know the links that it found.
    recorded = tmp_path / "data" / "sites" / "recorded" / f"{file.id}.warc.gz"
    assert len(set(recorded_links(file, recorded) or ())) == len(YEARS)
    # Neither the search nor the rendering requests an address twice.
    paths = site.paths()
    assert len(paths) == len(set(paths))


def test_site_new_says_what_to_install(
    tmp_path: Path, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The survey runs in a process of its own: a folder on its path hides the installed Playwright.
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "sitecustomize.py").write_text(
        "import sys\nsys.modules['playwright'] = None\n", "utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    said, file = new_site(tmp_path, site.home, exit_code=1)
    assert file is not None and file.render == "lists"
    assert [entry.url for entry in file.lists] == [site.list_url]
    assert (
        f"{site.list_url}: its rows are filled by a script" in said
        and "pip install 'fangzhi[browser]'" in said
    )


def test_nothing_of_the_browser_is_imported_before_a_site_needs_it() -> None:
    code = "import sys, spiders.crawl, spiders.survey.process; print('playwright' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_browser_that_is_not_there_is_one_clear_line(tmp_path: Path, site: ScriptedSite) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fangzhi.toml").write_text('[browser]\nexecutable = "/nowhere/chromium"\n', "utf-8")
    (account,) = crawl(tmp_path, {"qinglan": site.file("render: lists")})["qinglan"]["lists"]
    assert account["state"] == "unread"
    assert "the browser /nowhere/chromium does not start" in account["why"]
    assert "[browser] executable" in account["why"] and "\n" not in account["why"]


def test_past_years_come_from_the_warc_file_alone(tmp_path: Path, site: ScriptedSite) -> None:
    """`backfill --from warc` knows the rows of a rendered list from its record."""
    crawl(tmp_path, {"qinglan": site.file("render: lists")})
    asked = len(site.requests)
    (path,) = (tmp_path / "data" / "warc").iterdir()
    done = subprocess.run(
        [sys.executable, "-c", "from flows.cli import main; main()", "backfill", "--site", "qinglan", "--years",
         "2010-2012", "--from", "warc", str(path), "--data", str(tmp_path / "other"), "--sites",
         str(tmp_path / "sites"), "--json"], capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(site.requests) == asked
    years = rows(tmp_path / "other", "SELECT plan_year FROM versions ORDER BY plan_year")
    assert years == [(2010,), (2011,), (2012,)]
