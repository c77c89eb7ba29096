"""A night started from Prefect's own interface, as an operator does who has never seen a terminal."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect, sync_playwright

from demo import sitefiles
from demo.server import DemoFarm
from tests.flows.test_schedule import ask, serving, wait_for
from tests.support.chromium import CHROMIUM
from tests.support.ports import free_port

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium fonts-noto-cjk"),
    pytest.mark.xdist_group("schedule"),
    pytest.mark.timeout(1200),
]


@contextmanager
def interface(folder: Path) -> Iterator[Mapping[str, str]]:
    """A Prefect server with its interface; the environment that leads to it."""
    port = free_port()
    env = {
        **os.environ, "PREFECT_HOME": str(folder), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
    }  # fmt: skip
    folder.mkdir()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with serving(command, env, folder):
        wait_for(lambda: _healthy(env["PREFECT_API_URL"]), 300)
        yield env


def _healthy(api: str) -> bool | None:
    try:
        return bool(ask(f"{api}/health"))
    except OSError:
        return None


def test_a_night_started_by_a_click(tmp_path: Path) -> None:
    data, sites = tmp_path / "data", tmp_path / "sites"
    with DemoFarm() as farm, interface(tmp_path / "prefect") as server:
        sitefiles.write(farm.sites, sites)
        api = server["PREFECT_API_URL"]
        command = [FANGZHI, "schedule", "--data", str(data), "--sites", str(sites)]
        with serving(command, server, tmp_path), sync_playwright() as playwright:
            deployment = wait_for(lambda: ask(f"{api}/deployments/name/nightly/nightly"), 300)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(300_000)
            page.goto(f"{api.removesuffix('/api')}/deployments/deployment/{deployment['id']}")
            start_run(page)
            run = wait_for(lambda: _finished(api), 500)
            assert run["state_type"] == "COMPLETED", run
            page.goto(f"{api.removesuffix('/api')}/runs/flow-run/{run['id']}")
            expect(page.get_by_text("Completed").first).to_be_visible(timeout=120_000)
            page.get_by_text("Artifacts", exact=True).last.click()
            expect(page.get_by_text("morning").first).to_be_visible(timeout=120_000)
            if os.environ.get("FANGZHI_SCREENSHOTS"):
                IMAGES.mkdir(exist_ok=True)
                page.screenshot(path=IMAGES / "prefect-night.png")
            browser.close()
    db = sqlite3.connect(data / "archive.db")
    assert db.execute("SELECT kind, outcome FROM runs").fetchall() == [("nightly", "ok")]
    db.close()


def start_run(page: Page) -> None:
    """Click "Quick run", again where Prefect's interface, which reloads its parts, lost the click."""
    for _ in range(5):
        page.get_by_role("button", name="Run", exact=True).click()
        with suppress(TimeoutError):
            with page.expect_response(
                lambda answer: answer.url.endswith("/create_flow_run"), timeout=60_000
            ) as made:
                page.get_by_text("Quick run").click()
            if made.value.ok:
                return
        page.reload()
    raise AssertionError("no click started a run")


def _finished(api: str) -> dict[str, str] | None:
    ended = ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"]
    runs = ask(f"{api}/flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ended}}}})
    return dict(runs[0]) if runs else None
