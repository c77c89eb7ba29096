"""A backfill that is killed and started again leaves what an undisturbed one leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.commands.past import backfill
from flows.output import Output
from tests.support import oldsite
from tests.support.archive import dumped
from tests.support.backfilling import (
    ASKED,
    archive_settings,
    folder_of_files,
    foreign_warc,
    site_file,
    snapshots,
)
from tests.support.oldsite import ID
from tests.support.processes import until_none_works_in
from tests.support.wayback import wayback

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("backfill")]


FANGZHI = str(Path(sys.executable).with_name("fangzhi"))


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
