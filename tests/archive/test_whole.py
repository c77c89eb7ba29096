"""Exports and publications appear whole or not at all, on a full disk and without an archive."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import cli
from flows.options import Common
from tests.support.browse_sample import build

COMMANDS = (
    ["publish"],
    ["export", "--format", "csv"],
    ["export", "--format", "jsonl"],
    ["export", "--format", "datapackage"],
    ["export", "--format", "wacz"],
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk without room for any of them."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"only root may mount a small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def run(command: list[str], data: Path, out: Path) -> tuple[int, str]:
    result = CliRunner().invoke(
        cli, [*command, str(out), "--data", str(data)], obj=Common(), standalone_mode=False
    )
    code = getattr(result.exception, "exit_code", -1)
    return code, str(result.exception)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_leaves_nothing_half_made(command: list[str], data: Path, disk: Path) -> None:
    out = disk / "new" / "out"
    code, message = run(command, data, out)
    assert code == 3
    assert str(out) in message and "\n" not in message and len(message) < 200
    assert not list(disk.rglob("*"))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_without_an_archive_nothing_is_made(command: list[str], tmp_path: Path) -> None:
    code, message = run(command, tmp_path / "nothing", tmp_path / "new" / "out")
    assert code == 2
    assert str(tmp_path / "nothing") in message
    assert not list(tmp_path.rglob("*"))


def test_an_export_into_a_folder_keeps_what_else_is_there(data: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["export", "--format", "datapackage", str(tmp_path), "--data", str(data)], obj=Common()
    )
    assert result.exit_code == 0, result.output
    assert {path.name for path in tmp_path.iterdir()} == {
        "notes.txt",
        "data",
        "datapackage.json",
        "CITATION.cff",
    }
