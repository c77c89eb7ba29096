"""Crawl processes that are copies of a waiting one: what they share with it, how they end, and what if it is gone."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.ci,
    pytest.mark.skipif(
        not hasattr(os, "pidfd_open"),
        reason="crawls are copied on Linux only; elsewhere fresh interpreters start",
    ),
]

NIGHT = """
import json, os, signal, sys, threading, time
from flows.pipeline import crawl_starter
kind, *arguments = sys.argv[1:]
def thread():
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
def fail():
    raise ImportError("no library\\nfound")
def starters():
    return [int(one) for one in open("/proc/self/task/%d/children" % os.getpid()).read().split()]
if kind == "fresh":
    thread()
if kind in ("import starts a thread", "import fails"):
    from spiders.scrapy_side import process
    process.preload = thread if kind == "import starts a thread" else fail
if kind == "children are not waited for":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
with crawl_starter.ready():
    if kind == "nested":
        thread()
        with crawl_starter.ready():
            pass
    if kind == "orphaned":
        crawl_starter.start(arguments + ["nothing"]).wait()
        for child in starters():
            os.kill(child, signal.SIGKILL)
            os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        crawl_starter.start(arguments + ["nothing"]).wait()
    with crawl_starter.start(arguments) as process:
        print(type(process).__name__, process.pid, flush=True)
        words = process.stdout.read(), process.stderr.read()
        print(json.dumps([process.wait(), *words]), flush=True)
    if kind == "children are not waited for":
        for child in starters():
            os.kill(child, signal.SIGKILL)
        while starters():
            time.sleep(0.01)
"""
COPIED, FRESH = "Copied", "Popen"


@contextlib.contextmanager
def night(
    kind: str, data: Path, *, held: int | None = None, run: str = "1"
) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """Run a night that crawls one site; give it, and the kind and the id of its crawl process."""
    arguments = ["--data", str(data), "--sites", str(data.parent / "sites"), "--run", run, "silent"]
    with subprocess.Popen(
        [sys.executable, "-c", NIGHT, kind, *arguments], env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        pass_fds=() if held is None else (held,),
    ) as process:  # fmt: skip
        assert process.stdout
        name, pid = process.stdout.readline().split()
        try:
            yield process, name, int(pid)
        finally:
            process.kill()


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[socket.socket]:
    """A site that accepts connections and never answers, with its site file and a data folder."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(300)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        for name in ("sites", "data"):
            (tmp_path / name).mkdir()
        (tmp_path / "sites" / "silent.yaml").write_text(
            f"name: 澄江区人民政府\nhomepage: {address}\nfamily: plain\nlists:\n  - url: {address}\n"
            "allow_private: true\nverified: 2026-11-01\nevidence: [invented]\n",
            encoding="utf-8",
        )
        (tmp_path / "data" / "fangzhi.toml").write_text("[crawl]\ntimeout = 3600.0\n")
        yield server


@pytest.mark.parametrize(
    ("kind", "name", "warned"),
    [
        ("copy", COPIED, ""),
        ("nested", COPIED, ""),
        ("children are not waited for", COPIED, ""),
        ("fresh", FRESH, ""),
        ("orphaned", FRESH, "Broken pipe"),
        ("import starts a thread", FRESH, "RuntimeError: an import started a thread"),
        ("import fails", FRESH, "ImportError: no library"),
    ],
)
def test_a_crawl_that_refuses_its_data_folder_says_so(
    tmp_path: Path, kind: str, name: str, warned: str
) -> None:
    (tmp_path / "sites").mkdir()
    with night(kind, tmp_path / "data") as (process, started, _):
        assert started == name
        out, warnings = process.communicate()
        code, said, errors = json.loads(out)
    assert (code, said) == (2, "")
    assert errors.strip().splitlines()[-1].count("no site file silent.yaml"), errors
    assert process.returncode == 0, warnings
    lines = warnings.splitlines()
    assert len(lines) == bool(warned), warnings
    assert all("crawls start as fresh interpreters" in line and line.count(warned) for line in lines), lines


@pytest.mark.parametrize("kind", ["copy", "fresh"])
def test_a_usage_error_is_told_in_one_line(tmp_path: Path, kind: str) -> None:
    with night(kind, tmp_path / "data", run="tonight") as (process, _, _):
        out, _ = process.communicate()
    code, said, errors = json.loads(out)
    assert (code, said) == (2, "")
    assert errors.splitlines()[-1].count("argument --run: invalid int value: 'tonight'"), errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_crawl_tells_its_exit_code_after_the_waiting_process_was_killed(
    tmp_path: Path, silent: socket.socket, number: int, code: int
) -> None:
    with night("copy", tmp_path / "data") as (process, name, pid):
        asked, _ = silent.accept()
        assert name == COPIED
        waiting = int(Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[1])
        assert waiting != process.pid
        os.kill(waiting, signal.SIGKILL)
        os.kill(pid, number)
        out, warnings = process.communicate()
        asked.close()
    assert json.loads(out)[0] == code
    assert (process.returncode, warnings) == (0, "")


def test_a_copied_crawl_has_a_session_and_no_file_of_the_night(tmp_path: Path, silent: socket.socket) -> None:
    lock = tmp_path / "lock"
    with lock.open("w") as held, night("copy", tmp_path / "data", held=held.fileno()) as (process, name, pid):
        asked, _ = silent.accept()
        assert name == COPIED
        assert os.getsid(pid) == pid
        assert Path(f"/proc/{pid}/comm").read_text("ascii") == "fangzhi crawl\n"
        opened = {str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()}
        assert str(lock) not in opened
        assert any(one.startswith("socket:") for one in opened)  # that to the site
        os.killpg(pid, signal.SIGKILL)
        assert process.stdout
        code, out, errors = json.loads(process.stdout.read())
        asked.close()
    assert (code, errors) == (-signal.SIGKILL, "")
    assert json.loads(out) == {"visiting": "silent"}


def test_no_copied_crawl_outlives_its_night(tmp_path: Path, silent: socket.socket) -> None:
    with night("copy", tmp_path / "data") as (process, _, pid):
        asked, _ = silent.accept()
        watch = os.pidfd_open(pid)
        process.kill()
        process.wait()
        assert select.select([watch], [], [], 300)[0], "the crawl has not ended"
        os.close(watch)
        asked.close()
