"""The nightly flow over the imitation sites of ../shared/webfarm, compared with their truth night by night."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from spiders.config import sitefile
from tests.support import truth
from tests.support.farm import Farm, farm, manners

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
pytestmark = [pytest.mark.shared, pytest.mark.farm, pytest.mark.ci, pytest.mark.xdist_group("farm")]


def call(env: Mapping[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FANGZHI, *map(str, arguments)], env=dict(env), capture_output=True, text=True, stdin=subprocess.DEVNULL,
        timeout=600,
    )  # fmt: skip


def new_site_files(running: Farm, env: Mapping[str, str], folder: Path) -> None:
    """What an operator does: one `site new` for each home page, nothing by hand; each family is detected."""
    facts = running.truth(1)
    for name, home in ((site["id"], site["home_url"]) for site in running.ready["sites"]):
        done = call(env, "site", "new", home, "--sites", folder, "--json")
        assert done.returncode == 0, f"{name}: {done.stderr}"
        site, fact = sitefile.load(Path(json.loads(done.stdout)["path"])), facts[name]
        assert (site.family, site.official) == (fact["family"], fact["official"]), name
        assert site.division == (fact["code"] if fact["official"] else None), name
        assert site.verified and site.allow_private, name


def night(
    running: Farm, env: Mapping[str, str], number: int, sites: Path, data: Path
) -> tuple[int, dict[str, Any]]:
    running.night(number)
    done = call(env, "nightly", "--sites", sites, "--data", data, "--json")
    assert done.stdout, done.stderr
    summary: dict[str, Any] = json.loads(done.stdout)
    return done.returncode, summary


@pytest.mark.timeout(1200)
def test_five_nights(tmp_path: Path, shared: Path, engine: Mapping[str, str]) -> None:
    sites, data = tmp_path / "sites", tmp_path / "data"
    with farm(shared, tmp_path) as running:
        new_site_files(running, engine, sites)
        summaries = {}
        for number in (1, 2, 3, 4, 5):
            code, summaries[number] = night(running, engine, number, sites, data)
            assert code == (1 if number == 4 else 0), summaries[number]["attention"]
            db = truth.connect(data)
            assert truth.misses(db, running.truth(number)) == [], f"night {number}"
            db.close()
            assert manners(running, number) == [], f"night {number}"
        facts = running.truth(3)
        expected = sum(change["new_version"] for site in facts.values() for change in site["changes"])
        assert summaries[3]["new_versions"] == expected
        assert summaries[3]["gone"] == sum(
            len(site["gone"]) + len(site["soft404"]) for site in facts.values()
        )
        digits = {(row["before"], row["after"]) for row in summaries[3]["changes"] if row["kind"] == "digits"}
        assert digits == {("5.2%", "5.1%")}
        for number in (2, 4, 5):
            assert summaries[number]["new_versions"] == 0, f"night {number}"
        assert len(summaries[4]["attention"]) == 4
        assert call(engine, "verify", "--data", data).returncode == 0
