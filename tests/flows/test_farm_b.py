"""The nightly flow over scenario B of ../shared/webfarm: lists and articles built in ways that are easily misread.

The site files are those of `site new`, from the home pages alone; for one night also files written by hand, with no
more than a site file must say: the lists' addresses, never how they are paged, and the family `plain`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.warc.records import records
from benchmarks import mechanisms
from spiders.config import sitefile
from spiders.survey.launch import survey
from spiders.survey.new_site import draft, proposed, render
from tests.flows.test_farm import call, night
from tests.support import truth
from tests.support.farm import Farm, farm

pytestmark = [pytest.mark.shared, pytest.mark.farm, pytest.mark.ci, pytest.mark.xdist_group("farm")]


def write_site_files(running: Farm, folder: Path) -> None:
    """Write one file for each site with only the addresses of its columns of reports and livelihood lists."""
    folder.mkdir()
    for site in running.truth(1).values():
        lists = [
            {"url": url, "kind": "livelihood" if key == "livelihood" else "reports"}
            for key, url in site["columns"].items()
            if not key.startswith("x_")
        ]
        values = {
            "name": site["id"], "division": site["code"], "homepage": site["home_url"], "family": "plain",
            "lists": lists, "allow_private": True, "verified": "2026-01-01",
        }  # fmt: skip
        (folder / f"{site['id']}.yaml").write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")


def found(data: Path, facts: Mapping[str, Any]) -> int:
    """How many of the truth's reports the archive has."""
    db = truth.connect(data)
    pages = truth.newest(db)
    db.close()
    return sum(report["url"] in pages for site in facts.values() for report in site["reports"])


def posted(data: Path) -> bool:
    """Whether the WARC files have POST requests, each with its body."""
    blocks = [
        record.block or b""
        for path in sorted((data / "warc").glob("*.warc.gz"))
        for record in records(path)
        if record.kind == "request" and (record.block or b"").startswith(b"POST ")
    ]
    return bool(blocks) and all(block.partition(b"\r\n\r\n")[2] for block in blocks)


@pytest.mark.timeout(900)
def test_files_that_say_only_where_the_lists_are_miss_nothing(
    tmp_path: Path, shared: Path, engine: Mapping[str, str]
) -> None:
    sites, data = tmp_path / "sites", tmp_path / "data"
    with farm(shared, tmp_path, "scenario_b.json") as running:
        write_site_files(running, sites)
        code, summary = night(running, engine, 1, sites, data)
        truth = running.truth(1)
        assert (code, summary["lists_open"]) == (0, []), summary["attention"]
        assert found(data, truth) == sum(len(site["reports"]) for site in truth.values())


@pytest.mark.timeout(1800)
def test_four_nights_miss_nothing_with_the_browser_extra_or_without_it(
    tmp_path: Path, shared: Path, engine: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sites, data = tmp_path / "sites", tmp_path / "data"
    with farm(shared, tmp_path, "scenario_b.json") as running:
        result = mechanisms.measure(running, engine, sites, data)
        assert result.broken("with") == []
        assert result.exit_codes == [0, 0, 0, 1]
        assert [row.found for row in result.rows] == [row.reports for row in result.rows]
        assert not any(row.rendered for row in result.rows)
        assert [one["lists_open"] for one in result.summaries[:3]] == [[], [], []]
        assert len(result.summaries[3]["attention"]) == 2
        assert call(engine, "verify", "--data", data).returncode == 0
        lists = [
            one
            for site in json.loads(call(engine, "status", "--data", data, "--json").stdout)["sites"]
            for one in site["lists"]
        ]
        assert {one["state"] for one in lists} <= {"complete", "open"}
        assert posted(data)
        # Without the extra `site new` writes the same files, so that the nights are the same, too.
        running.night(1)
        drafts = {one.id: one for one in (draft(site["home_url"]) for site in running.ready["sites"])}
        hidden = mechanisms.hide_browser(tmp_path / "hidden", os.environ)
        monkeypatch.setenv("PYTHONPATH", hidden["PYTHONPATH"])
        texts = {name: render(one) for name, one in drafts.items()}
        without = {name: proposed(drafts[name], found) for name, found in survey(texts, data, new=True)}
        assert without == sitefile.load_folder(sites)
