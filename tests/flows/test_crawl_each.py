"""A shard whose process dies: the site to blame is named, the others get their night."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from flows.pipeline import crawl_process
from flows.pipeline.crawl_process import CrawlCancelledError, Shard, ShardResult, crawl_each

SITES = ("a", "b", "c", "d", "e")


class Crawls:
    """Simulate crawls of two sites at once, one of which kills the process whenever it is visited."""

    def __init__(self, deadly: str, times: int = 100) -> None:
        self.deadly, self.times = deadly, times
        self.shards: list[tuple[str, ...]] = []

    def __call__(self, shard: Shard, **_: Any) -> ShardResult:
        self.shards.append(shard.sites)
        done: dict[str, Any] = {site: {"requests": 1} for site in shard.sites}
        if self.deadly not in shard.sites or self.times == 0:
            return ShardResult(shard, 0, {"sites": done}, None)
        self.times -= 1
        at = shard.sites.index(self.deadly)
        return ShardResult(shard, -9, {}, "ended by signal 9", shard.sites[max(0, at - 1) : at + 1])


def crawled(monkeypatch: pytest.MonkeyPatch, crawls: Crawls, sites: tuple[str, ...] = SITES) -> ShardResult:
    monkeypatch.setattr(crawl_process, "crawl", crawls)
    return crawl_each(Shard(3, sites), data=Path(), sites=None, run=1)


def test_a_site_that_kills_its_process_is_named_and_the_others_are_crawled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crawls = Crawls("c")
    result = crawled(monkeypatch, crawls)
    assert crawls.shards == [SITES, SITES, ("a", "d", "e"), ("b",), ("c",)]
    assert (result.exit_code, result.error) == (0, None)
    assert {site for site, one in result.summary["sites"].items() if "failed" not in one} == {
        "a",
        "b",
        "d",
        "e",
    }
    assert result.summary["sites"]["c"]["failed"] == "ended by signal 9"


def test_a_process_that_died_once_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    crawls = Crawls("c", times=1)
    assert crawled(monkeypatch, crawls).error is None
    assert crawls.shards == [SITES, SITES]


def test_a_site_alone_in_its_shard_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    result = crawled(monkeypatch, Crawls("c"), ("c",))
    assert result.summary["sites"] == {"c": {"failed": "ended by signal 9"}}


def test_progress_messages_are_not_the_summary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "python"
    program.write_text(
        "#!/bin/sh\n"
        'echo \'{"visiting": "a"}\'; echo \'{"visited": "a"}\'; echo \'{"visiting": "b"}\'\n'
        "echo 'nobody thought of this' >&2; kill -9 $$\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    result = crawl_process.crawl(Shard(0, ("a", "b")), data=tmp_path, sites=None, run=1)
    assert (result.exit_code, result.visiting, result.summary) == (-9, ("b",), {})
    assert result.error == "nobody thought of this; it was visiting b"


def test_a_crawl_that_starts_while_the_flow_is_cancelled_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(set[object]):
        def add(self, process: object) -> None:
            super().add(process)
            crawl_process._cancelled.set()

    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexec sleep 3000\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(crawl_process, "_running", Late())
    monkeypatch.setattr(crawl_process, "_cancelled", threading.Event())
    with pytest.raises(CrawlCancelledError):
        crawl_process.crawl(Shard(0, ("a",)), data=tmp_path, sites=None, run=1)


def test_no_signal_goes_to_the_id_of_a_crawl_that_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    signalled: list[int] = []
    monkeypatch.setattr(os, "killpg", lambda pid, _: signalled.append(pid))
    with subprocess.Popen(["sleep", "3000"]) as running, subprocess.Popen(["true"]) as ended:
        ended.wait()
        monkeypatch.setattr(crawl_process, "_running", {running, ended})
        monkeypatch.setattr(crawl_process, "_cancelled", threading.Event())
        monkeypatch.setattr(crawl_process, "GRACE_SECONDS", 0)
        with pytest.raises(KeyboardInterrupt), crawl_process.ended_with_the_flow():
            raise KeyboardInterrupt
        running.kill()
    assert set(signalled) == {running.pid}
