"""The crawl by itself against the web farm: complete, polite, conditional, resumable, within bounds."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from archive.store import Archive
from archive.warc.captures import Capture, safe_uri
from archive.warc.outcomes import PRESENT
from archive.warc.reader import captures
from spiders.crawl import main
from tests.support.farm import Farm, farm

SLOW = "bayannur"  # its robots.txt requires a second between requests


@pytest.fixture(scope="module")
def served(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    with farm(shared, tmp_path_factory.mktemp("farm")) as running:
        yield running


def write_sites(running: Farm, folder: Path, only: Sequence[str] = (), more: str = "") -> list[str]:
    """Write site files for the farm's sites, as a person would; return their ids."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = []
    for site in running.ready["sites"]:
        if only and site["id"] not in only:
            continue
        lists = [(site["list_url"], "reports"), (site["livelihood_list_url"], "livelihood")]
        text = f'name: {site["division"]}\ndivision: "{site["code"]}"\nhomepage: {site["home_url"]}\n'
        text += f"family: {site['family']}\nallow_private: true\n{more}lists:\n"
        text += "".join(f"  - url: {url}\n    kind: {kind}\n" for url, kind in lists if url)
        (folder / f"{site['id']}.yaml").write_text(text, "utf-8")
        ids.append(site["id"])
    return ids


def command(data: Path, sites: Path, run: int, ids: Sequence[str]) -> list[str]:
    return [
        sys.executable,
        "-m",
        "spiders.crawl",
        "--data",
        str(data),
        "--sites",
        str(sites),
        "--run",
        str(run),
        *ids,
    ]


def crawl(data: Path, sites: Path, run: int, ids: Sequence[str], timeout: float = 300) -> dict[str, Any]:
    done = subprocess.run(
        command(data, sites, run, ids),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    summary: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return summary


def captured(data: Path, run: int) -> dict[str, list[Capture]]:
    found: dict[str, list[Capture]] = defaultdict(list)
    for path in sorted((data / "warc").glob(f"run-{run:06d}-*.warc.gz")):
        for capture in captures(path):
            found[capture.url].append(capture)
    return found


def outcomes(data: Path, run: int) -> dict[tuple[str, str], str]:
    return {
        (url, str(i)): capture.fields.outcome
        for url, found in captured(data, run).items()
        for i, capture in enumerate(found)
        if capture.fields
    }


def take_in(data: Path, run: int) -> None:
    with Archive.open(data, holder="test") as archive:
        number = archive.start_run("nightly", {"night": run})
        for path in archive.warc_files():
            archive.take_in(number, path)
        archive.finish_run(number, "ok", {})


def complete(running: Farm, data: Path, run: int, night: int, ids: Sequence[str]) -> None:
    """Check that everything in the truth was captured, and nothing foreign or forbidden."""
    found = captured(data, run)
    for name, truth in running.truth(night).items():
        if name not in ids:
            continue
        for report in truth["reports"]:
            for url in (report["url"], report["attachment_url"]):
                answers = found.get(safe_uri(url), []) if url else []
                good = [a for a in answers if a.fields and a.fields.outcome in PRESENT]
                assert good or not url, f"{name}: {url} was not captured"
        foreign = [url for url in (*truth["offsite"], *truth["disallowed"]) if safe_uri(url) in found]
        assert not foreign, foreign
        assert not [url for url in truth["negatives"] if safe_uri(url) in found]


def polite(running: Farm, night: int, ids: Sequence[str]) -> dict[str, Any]:
    figures = running.audit(night)
    assert "_trap" not in figures
    assert not set(running.crowded(night)) & set(ids)
    for name in ids:
        site = figures[name]
        assert site["robots_violations"] == 0, name
        assert site["never_linked"] == 0, (name, site["never_linked_paths"])
        if site["crawl_delay"]:
            assert site["min_interval"] >= site["crawl_delay"], name
    return figures


@pytest.mark.farm
@pytest.mark.shared
def test_two_nights_and_an_interruption(served: Farm, tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    # Slowed down, so that it can't be over before it is interrupted.
    ids = [name for name in write_sites(served, sites, more="delay: 0.5\n") if name != SLOW]

    # A crawl stops when its parent ends; its captures are kept, and the same command resumes it.
    with subprocess.Popen(
        command(data, sites, 1, ids),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for_captures(data, 20)
        out, err = process.communicate(timeout=300)  # closes its standard input
    assert process.returncode == 143 and "run the same command again" in err
    first = json.loads(out.splitlines()[-1])
    assert not first["whole"]
    write_sites(served, sites)
    rest = crawl(data, sites, 1, ids)
    assert (
        rest["whole"]
        and rest["replayed"] == sum(len(found) for found in captured(data, 1).values()) - rest["requests"]
    )
    assert rest["replayed"] >= 20
    complete(served, data, 1, 1, ids)
    polite(served, 1, ids)

    # An undisturbed run of the same night ends with the same captures.
    other = tmp_path / "other"
    crawl(other, sites, 1, ids)
    assert outcomes(other, 1) == outcomes(data, 1)

    # The same pages again: every page with a validator is requested conditionally and answered 304.
    take_in(data, 1)
    served.night(7)
    served.night(1)
    before = len(served.log.read_text().splitlines())
    crawl(data, sites, 2, ids)
    lines = [json.loads(line) for line in served.log.read_text().splitlines()[before:]]
    strict = [
        line for line in lines if line["site"] in ("longgang", "futian", "guangzhou", "xinyu", "shenhe")
    ]
    assert {line["status"] for line in strict} == {304, 404}
    found = captured(data, 2)
    assert {c.fields.outcome for url in found for c in found[url] if c.fields} == {
        "not_modified",
        "unchanged",
        "gone",
    }
    # robots.txt, list pages with the surplus declared ones, articles, attachments: nothing else, nothing twice.
    assert len(lines) == len({line["path"] + line["site"] for line in lines}) == sum(map(len, found.values()))


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_a_page_that_stays_missing_answers_304_to_its_error_page(served: Farm, tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites, ["guangzhou"])
    missing = next(iter(served.truth(3)["guangzhou"]["soft404"]))
    seen = []
    for run, night in enumerate((1, 3, 3, 3), 1):
        served.night(night)
        crawl(data, sites, run, ids)
        take_in(data, run)
        (capture,) = captured(data, run)[safe_uri(missing)]
        assert capture.fields
        seen.append((capture.status, capture.fields.outcome))
    served.night(1)
    assert seen == [(200, "ok"), (200, "soft_404"), (304, "soft_404"), (304, "soft_404")]
    crawl(data, sites, 5, ids)
    (back,) = captured(data, 5)[safe_uri(missing)]
    assert back.status == 200 and back.fields and back.fields.outcome == "ok"


def wait_for_captures(data: Path, count: int) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if sum(len(found) for found in captured_so_far(data).values()) >= count:
            return
        time.sleep(0.05)
    raise AssertionError("the crawl wrote nothing")


def captured_so_far(data: Path) -> dict[str, list[Capture]]:
    found: dict[str, list[Capture]] = defaultdict(list)
    for path in sorted((data / "warc").glob("*.warc.gz")):
        for capture in captures(path, damaged=lambda _: None):
            found[capture.url].append(capture)
    return found


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_a_crawl_delay_is_kept(served: Farm, tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites, [SLOW])
    served.night(1)
    served.night(6)  # nothing happens that night; the audit of it has this crawl alone
    crawl(data, sites, 1, ids)
    complete(served, data, 1, 6, ids)
    polite(served, 6, ids)


def test_without_a_contact_nothing_leaves_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "name: 云溪区\nhomepage: http://www.yunxi.example/\nfamily: trs\nreports: [http://www.yunxi.example/a]\n"
    (tmp_path / "yunxi.yaml").write_text(text, "utf-8")
    (tmp_path / "bad.yaml").write_text("name: 1\n", "utf-8")
    data = tmp_path / "data"
    assert main(command(data, tmp_path, 1, ["yunxi"])[3:]) == 3
    message = capsys.readouterr().err
    assert "fangzhi.toml: contact: missing" in message and len(message.splitlines()) == 1
    assert not data.exists()
    assert main(command(data, tmp_path, 1, ["bad"])[3:]) == 2
    assert "bad.yaml:1" in capsys.readouterr().err


# -- faults --

ARTICLES = r"/20\d{4}/"  # of xinyu: both of its reports
# fault, its parameters, the outcomes of its rows, whether the page is obtained in the end (None: either); those of
# test_faults_on_different_sites_are_rows_with_their_outcomes are not repeated
FAULTS = [
    ("block", {"how": "521"}, {"challenged"}, False),
    ("block", {"how": "403"}, {"blocked"}, False),
    ("block", {"how": "429"}, {"challenged"}, False),
    ("ssrf", {"to": "metadata"}, {"moved"}, False),
    ("drip", {"seconds": 30}, {"error"}, False),
    ("drip", {"seconds": 1}, set(), True),
    ("hang", {"seconds": 30}, {"error"}, False),
    ("long_length", {}, {"error"}, False),
    ("half_chunk", {}, {"error"}, False),
    ("endless", {"seconds": 30}, {"too_large"}, False),
    ("huge", {}, {"too_large"}, False),
    ("deep", {}, set(), True),
    ("nul", {}, set(), True),
    ("broken_utf8", {}, set(), True),
    *(
        ("bad_headers", {"how": how}, {"error"}, False)
        for how in ("bad_length", "status", "long", "not_http")
    ),
    *(("bad_headers", {"how": how}, set(), None) for how in ("no_colon", "bytes")),
]


def faulty(running: Farm, tmp_path: Path, name: str, parameters: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the role and outcome of each capture of xinyu with a fault on its articles."""
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(running, sites, ["xinyu"])
    data.mkdir()
    # Without end, or nearly: only such an answer is to meet the limit, on a slow machine too.
    seconds = 4 if parameters.get("seconds") == 30 else 60
    (data / "fangzhi.toml").write_text(f"[crawl]\ntimeout = {seconds}\n", "utf-8")
    running.night(1)
    running.fault("xinyu", "all", off=1)
    running.fault("xinyu", name, path=ARTICLES.replace("\\", "%5C"), **parameters)
    try:
        crawl(data, sites, 1, ids)
    finally:
        running.fault("xinyu", "all", off=1)
    return [
        (str(c.fields.role), c.fields.outcome)
        for found in captured(data, 1).values()
        for c in found
        if c.fields
    ]


def check_fault(
    running: Farm,
    tmp_path: Path,
    name: str,
    parameters: dict[str, Any],
    wanted: set[str],
    obtained: bool | None,
) -> None:
    rows = faulty(running, tmp_path, name, parameters)
    articles = [outcome for role, outcome in rows if role == "article"]
    assert {outcome for role, outcome in rows if role != "article"} == {"ok"}
    if obtained is None:
        assert articles and set(articles) <= {"ok", "error"}
        return
    assert set(articles) - {"ok"} == wanted
    assert ("ok" in articles) is obtained
    assert "_trap" not in running.audit()


@pytest.mark.farm
@pytest.mark.shared
def test_faults_on_different_sites_are_rows_with_their_outcomes(served: Farm, tmp_path: Path) -> None:
    faults: dict[str, tuple[str, dict[str, Any], str, set[str]]] = {
        "shenhe": ("503", {"k": 2, "retry_after": 1}, "/t20", {"error", "ok"}),
        "longgang": ("block", {"how": "412"}, "post_", {"challenged"}),
        "futian": ("ssrf", {"to": "trap"}, "post_", {"moved"}),
        "shahekou": ("gzip_bomb", {"mb": 128}, "detail", {"too_large"}),
        "guangzhou": ("reset", {}, "/c/20", {"error"}),
        "shenyang": ("loop", {}, "/info/", {"moved", "error"}),
        "xinyu": ("cookie", {}, "/c1", {"moved", "ok"}),
    }
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites, [*faults, "wenku"])
    served.night(1)
    for name, (fault, parameters, path, _) in faults.items():
        served.fault(name, fault, path=path, **parameters)
    try:
        summary = crawl(data, sites, 1, ids)
    finally:
        served.fault("*", "all", off=1)
    rows = defaultdict(set)
    for found in captured(data, 1).values():
        for capture in found:
            if capture.fields and capture.fields.role == "article":
                rows[str(capture.fields.site)].add(capture.fields.outcome)
    assert rows == {name: outcomes for name, (*_, outcomes) in faults.items()} | {"wenku": {"ok"}}
    assert set(summary["left"]) == {"longgang"}  # challenged: left alone after one request
    assert "_trap" not in served.audit()


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
@pytest.mark.parametrize(("name", "parameters", "wanted", "obtained"), FAULTS)
def test_every_fault_is_a_row_with_its_outcome(
    served: Farm,
    tmp_path: Path,
    name: str,
    parameters: dict[str, Any],
    wanted: set[str],
    obtained: bool | None,
) -> None:
    check_fault(served, tmp_path, name, parameters, wanted, obtained)


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_all_faults_at_once_leave_the_other_sites_complete(served: Farm, tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    ids = write_sites(served, sites)
    data.mkdir()
    (data / "fangzhi.toml").write_text("[crawl]\ntimeout = 10\n", "utf-8")
    served.night(1)
    faults = {
        "longgang": ("huge", {}), "futian": ("gzip_bomb", {}), "shahekou": ("endless", {}), "guangzhou": ("hang", {}),
        "shenyang": ("deep", {}), "xinyu": ("ssrf", {"to": "trap"}), "bayannur": ("reset", {}),
    }  # fmt: skip
    for name, (fault, parameters) in faults.items():
        served.fault(name, fault, **parameters)
    try:
        with subprocess.Popen(
            command(data, sites, 1, ids), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            peak = watched_memory(process)
            assert process.stdout
            summary = json.loads(process.stdout.read().splitlines()[-1])
        assert process.returncode == 0 and summary["whole"]
    finally:
        served.fault("*", "all", off=1)
    healthy = [name for name in ids if name not in faults or name == "shenyang"]
    complete(served, data, 1, 1, healthy)
    assert set(summary["left"]) == set(faults) - {"shenyang"}
    assert peak < 500


def watched_memory(process: subprocess.Popen[str]) -> int:
    """Return the most memory that a process used until its end, in MB."""
    peak = 0
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        for line in status.read_text().splitlines() if status.exists() else ():
            if line.startswith("VmHWM"):
                peak = max(peak, int(line.split()[1]) // 1024)
        time.sleep(0.2)
    return peak
