"""Ctrl-C at any moment is one line and exit code 1, whatever a library makes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.interruption import MESSAGE

COMMAND = """
import signal, sys
from flows.start import main

class Early:
    def find_spec(self, name, *_):
        if name == "flows.cli":
            signal.raise_signal(signal.SIGINT)

class Late:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

def status(*_):
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt as error:
        if moment == "dropped":
            return 0
        if moment == "turned into another error":
            raise ValueError("Error calling function: KeyboardInterrupt") from None
        if moment == "turned into an error of ours":
            raise CouldNotRunError("can't be written") from None
        raise
    return 3

moment = sys.argv.pop(1)
if moment == "before the command":
    sys.meta_path.insert(0, Early())
elif moment == "after the command":
    import atexit
    atexit.register(signal.raise_signal, signal.SIGINT)
else:
    import flows.commands.health
    from flows.errors import CouldNotRunError
    flows.commands.health.status = status
main()
"""
MOMENTS = (
    "during the command",
    "dropped",
    "turned into another error",
    "turned into an error of ours",
    "before the command",
    "after the command",
)


def call(moment: str, *arguments: object, ignored: bool = False) -> subprocess.CompletedProcess[str]:
    code = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{COMMAND}" if ignored else COMMAND
    return subprocess.run(
        [sys.executable, "-c", code, moment, *map(str, arguments)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_is_one_line_and_1(tmp_path: Path, moment: str) -> None:
    arguments = ("--help",) if moment == "after the command" else ("status", "--data", tmp_path)
    done = call(moment, *arguments)
    assert (done.returncode, done.stderr.strip()) == (1, MESSAGE)
    assert done.stdout == "" or moment == "after the command"


def test_where_it_is_ignored_it_stays_ignored(tmp_path: Path) -> None:
    done = call("during the command", "status", "--data", tmp_path, ignored=True)
    assert (done.returncode, done.stderr) == (3, "")
