"""A document that exceeds its limits fails alone: in a worker, in a fork, and in the commands that read."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.store import Archive
from flows.cli import cli
from flows.commands import ingest, reparse
from flows.errors import CouldNotRunError, WrongUsageError
from flows.options import Common
from flows.output import Output
from flows.pipeline.readers.isolation import idle, process
from flows.pipeline.readers.isolation.limits import Limits
from flows.pipeline.readers.isolation.messages import Failed
from flows.pipeline.readers.isolation.process import Isolated
from tests.support.tasks import doubled, hungry, limits_of_children

pytestmark = pytest.mark.ci
TIGHT = Limits(cpu_seconds=1, memory_mb=1000)
TEXT = "澄江区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.fixture
def worker() -> Iterator[Isolated]:
    one = Isolated()
    yield one
    one.close()


def test_each_limit_costs_its_own_item(worker: Isolated) -> None:
    items = ["a", "memory", "b", "loop", "c", "crash", "d", "internal", "e"]
    assert worker.run(hungry, items, TIGHT) == [
        "A", Failed("needs more than 1000 MB of memory"), "B", Failed("took more than 1 seconds of CPU"), "C",
        Failed("the process that read it died 3 times (SIGSEGV)"), "D",
        Failed("the process that read it died 3 times (an error inside the interpreter)"), "E",
    ]  # fmt: skip
    assert worker.run(doubled, [4], TIGHT) == [8]


def test_a_forked_process_has_the_same_limits() -> None:
    code = (
        "from flows.pipeline.readers.isolation.limits import Limits\n"
        "from flows.pipeline.readers.isolation.process import Isolated; from tests.support.tasks import hungry\n"
        "worker = Isolated(fork=True); print(type(worker._process).__name__)\n"
        "print([str(r) for r in worker.run(hungry, ['a', 'loop', 'memory', 'b'], Limits(1, 1000))])\n"
        "print(type(worker._process).__name__); worker.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert "'A'" in done.stdout and "'B'" in done.stdout and done.stdout.count("Failed") == 2, done.stderr
    # The process that replaces a dead one is no copy: it would inherit the lock of an archive that is open by now.
    assert done.stdout.startswith("Copy\n") and done.stdout.endswith("Popen\n")


def test_a_process_as_large_as_the_limit_is_not_copied() -> None:
    code = (
        "import mmap\n"
        "from flows.pipeline.readers.isolation.limits import Limits\n"
        "from flows.pipeline.readers.isolation.process import Isolated; from tests.support.tasks import doubled\n"
        "taken = mmap.mmap(-1, 10**9); worker = Isolated(fork=True); print(type(worker._process).__name__)\n"
        "print(worker.run(doubled, [bytes(50_000_000)], Limits(5, 1000)) == [bytes(100_000_000)]); worker.close()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.stdout == "Popen\nTrue\n", done.stderr


def test_a_copy_of_a_command_that_collects_rarely_frees_what_its_documents_leave() -> None:
    code = (
        "import gc; gc.set_threshold(100_000, 20, 20)\n"
        "from flows.pipeline.readers.isolation.limits import Limits\n"
        "from flows.pipeline.readers.isolation.process import Isolated\n"
        "from tests.support.tasks import leaving_a_cycle\n"
        "worker = Isolated(fork=True); sizes = worker.run(leaving_a_cycle, range(300), Limits(60, 1000))\n"
        "worker.close(); print(max(sizes) - sizes[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert int(done.stdout) < 100_000_000, done.stderr


@pytest.mark.parametrize("fork", [True, False])
@pytest.mark.parametrize("what", ["loop", "loop in C"])
def test_a_killed_command_leaves_no_reader_behind(what: str, fork: bool) -> None:
    code = (
        "from flows.pipeline.readers.isolation.limits import Limits\n"
        "from flows.pipeline.readers.isolation.process import Isolated\n"
        "from tests.support.tasks import hungry, number\n"
        f"worker = Isolated(fork={fork}); limits = Limits(300, 1000)\n"
        "print(*worker.run(number, [0], limits), flush=True); "
        f"worker.run(hungry, [{what!r}], limits)"
    )
    command = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert command.stdout is not None
    reader = int(command.stdout.readline())
    command.kill()
    command.wait()
    until = time.monotonic() + 300
    while running(reader):
        assert time.monotonic() < until
        time.sleep(0.05)
    command.stdout.close()


def running(number: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True)
    return not found.stdout.strip().startswith(("Z", "X")) and bool(found.stdout.strip())


def test_the_cpu_limit_is_per_document(worker: Isolated) -> None:
    def spent() -> float:
        (used,) = worker.run(burn, [0.6], Limits(cpu_seconds=1))
        assert isinstance(used, float)
        return used

    assert [spent() for _ in range(4)][-1] > 2


def burn(seconds: float) -> float:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return time.process_time()


def test_what_a_task_raises_is_raised_here(worker: Isolated) -> None:
    with pytest.raises(KeyError, match="a word of ours"):
        worker.run(hungry, ["raise"], TIGHT)


def test_a_process_that_can_not_start_is_reported_and_no_document_is_blamed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(process, "_BOOT", "raise SystemExit(7)")
    with pytest.raises(CouldNotRunError, match="can't be started"):
        Isolated().run(doubled, [1], TIGHT)


def test_a_program_that_a_worker_starts_has_limits_of_its_own(worker: Isolated) -> None:
    (limits,) = worker.run(limits_of_children, [1], TIGHT)
    assert limits == ("unlimited", str(4000 * 10**6 // 1024))


def test_a_failed_document_leaves_the_queue_until_the_next_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2021.txt").write_text(TEXT + "\n各项事业稳步向前。" * 20_000, "utf-8")
    data = tmp_path / "data"

    def issues() -> list[tuple[str, bool]]:
        with Archive.open(data, "test") as archive:
            rows = archive.db.execute("SELECT code, closed_at IS NULL FROM issues ORDER BY id")
            return [(row[0], bool(row[1])) for row in rows]

    def read() -> int:
        quiet, paths = Output(quiet=True), [tmp_path / "2021.txt"]
        return ingest.command(data, None, quiet, paths, url=None, site=None, title=None)

    def reread() -> int:
        return reparse.command(data, None, Output(quiet=True), site=None, processes=1)

    idle.close_idle()  # no process that has read much and has memory left over
    with monkeypatch.context() as small:
        small.setattr(
            idle, "warm", lambda **_: None
        )  # nor a copy of this process, which has memory left over
        small.setattr(ingest, "limits_of", lambda _: Limits(memory_mb=1))
        assert read() == 1
    assert issues() == [("reader_failed", True)]
    assert reread() == 1  # it would be read now, but by the same parser it is not tried
    assert issues() == [("reader_failed", True)]
    monkeypatch.setattr("archive.record.queue.BY_THIS_PARSER", "(parser 999)")
    assert reread() == 0
    assert issues() == [("reader_failed", False)]
    with Archive.open(data, "test") as archive:
        assert archive.db.execute("SELECT title FROM versions").fetchall() == [("澄江区2021年政府工作报告",)]


def test_the_limits_are_the_operators(tmp_path: Path) -> None:
    (tmp_path / "fangzhi.toml").write_text("[reading]\nmax_memory_mb = 5\n", "utf-8")
    (tmp_path / "2021.txt").write_text(TEXT, "utf-8")
    command = ["parse", str(tmp_path / "2021.txt"), "--data", str(tmp_path)]
    done = CliRunner().invoke(cli, command, obj=Common())
    assert isinstance(done.exception, WrongUsageError)
    assert "reading.max_memory_mb" in str(done.exception)
    (tmp_path / "fangzhi.toml").write_text("[reading]\nmax_cpu_seconds = 5\n", "utf-8")
    done = CliRunner().invoke(cli, command, obj=Common())
    assert json.loads(done.stdout)["title"] == "澄江区2021年政府工作报告"
