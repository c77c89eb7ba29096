"""The crawl by itself against the web farm: complete, polite, conditional, resumable, within bounds."""

from __future__ import annotations

import json
import subprocess
import time
from collections import defaultdict
from pathlib import Path

import pytest

from archive.warc.captures import Capture, safe_uri
from archive.warc.reader import captures
from spiders.crawl import main
from tests.support.crawling import captured, command, complete, crawl, outcomes, polite, take_in, write_sites
from tests.support.farm import Farm

SLOW = "bayannur"  # its robots.txt requires a second between requests


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
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
