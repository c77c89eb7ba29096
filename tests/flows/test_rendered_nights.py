"""Nights over a site whose column only its own script can fill: `render: lists`, with the browser extra and without."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.mechanisms import hide_browser
from spiders.config import sitefile
from spiders.survey import new_site
from tests.support.archive import rows
from tests.support.nights import night
from tests.support.scripted_site import scripted_site

pytestmark = [
    pytest.mark.browser, pytest.mark.ci,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here: apt-get install chromium"),
]  # fmt: skip
YEARS = range(2024, 2012, -1)  # two pages of the list
HINT = "pip install 'fangzhi[browser]'"


def open_issues(data: Path) -> list[tuple[str, ...]]:
    return rows(data, "SELECT code FROM issues WHERE closed_at IS NULL ORDER BY code")


def test_nights_with_render_lists_find_each_new_report_and_read_again_without_a_browser(
    tmp_path: Path,
) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    data.mkdir(), sites.mkdir()
    with scripted_site() as site:
        site.years = YEARS
        made = new_site.new(site.home, sites, data)
        assert (made.site.render, made.verdict.fits) == ("lists", True)

        first, _ = night(data, sites)
        assert (first["new_documents"], first["lists_open"], first["attention"]) == (len(YEARS), [], [])
        site.years = range(YEARS.start + 1, YEARS.stop, YEARS.step)  # a report is published
        second, visits = night(data, sites)
        assert (second["new_documents"], second["lists_open"], second["attention"]) == (1, [], [])
        (account,) = visits[made.id]["lists"]
        assert (account["state"], account["rows"]) == ("complete", len(YEARS) + 1) and account["rendered"]
        assert rows(data, "SELECT max(plan_year), count(*) FROM versions") == [
            (YEARS.start + 1, len(YEARS) + 1)
        ]

        # Reading again needs neither the site nor a browser.
        requested = len(site.requests)
        env = hide_browser(tmp_path / "hidden", {})
        done = subprocess.run(
            [sys.executable, "-c", "from flows.cli import main; main()", "reparse", "--data", str(data), "--sites",
             str(sites)], env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert len(site.requests) == requested
        assert rows(data, "SELECT count(*) FROM versions") == [(len(YEARS) + 1,)]


def test_without_the_extra_the_file_and_the_nights_say_what_is_missing_until_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    data.mkdir(), sites.mkdir()
    with scripted_site() as site:
        site.years = YEARS
        with monkeypatch.context() as without:
            without.setenv("PYTHONPATH", hide_browser(tmp_path / "hidden", {})["PYTHONPATH"])
            made = new_site.new(site.home, sites, data)
            assert (made.site.render, made.verdict.result) == ("lists", "incomplete")
            assert HINT in made.verdict.detail and any(HINT in line for line in made.problems)
            written = sitefile.load(sites / f"{made.id}.yaml")
            assert [entry.url for entry in written.lists] == [site.list_url]
            assert any(
                line.startswith(f"{site.list_url} is not read: its rows") and HINT in line
                for line in written.evidence
            )

            lacking, _ = night(data, sites)
            assert lacking["new_documents"] == 0 and open_issues(data) == [("list_unread",)]
            assert any("list_unread" in line and HINT in line for line in lacking["attention"])
        whole, _ = night(data, sites)
        assert (whole["new_documents"], whole["attention"], open_issues(data)) == (len(YEARS), [], [])
