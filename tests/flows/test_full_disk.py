"""A disk that fills up: one line, the right exit code, and nothing lost once there is room again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.archive import dumped

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
KB = (16, 200, 700, 1500)  # full while the archive is made, the WARC file is written, the readings are stored


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Provide a disk of 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True
    )
    if done.returncode:
        pytest.skip(f"only root may mount a small disk: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def reports(folder: Path) -> list[str]:
    """Some invented reports as files."""
    folder.mkdir()
    paths = []
    for year in range(2010, 2016):
        lines = [
            f"云溪区{year}年政府工作报告",
            "各位代表：",
            "现在，我代表区人民政府向大会报告工作，请予审议。",
        ]
        lines += [f"一、{year - 1}年工作回顾", f"{year - 1}年，全区地区生产总值同比增长{year % 7 + 3}.5%。"]
        lines += [f"第{n}件工作按照年初的安排继续推进，沿河的老街换了新的石板。" for n in range(900)]
        path = folder / f"{year}.txt"
        path.write_text("\n".join(lines), "utf-8")
        paths.append(str(path))
    return paths


def ingest(data: Path, paths: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([FANGZHI, "ingest", "--data", str(data), *paths], capture_output=True, text=True)


@pytest.mark.ci
def test_a_disk_that_fills_up_loses_nothing(disk: Path, tmp_path: Path) -> None:
    paths = reports(tmp_path / "reports")
    assert ingest(tmp_path / "whole", paths).returncode == 0
    for kb in KB:
        data = disk / str(kb)
        subprocess.run(["mount", "-o", f"remount,size={kb}k", str(disk)], check=True)
        full = ingest(data, paths)
        assert full.returncode == 3, f"{kb} kB: {full.stdout}"
        (line,) = [line for line in full.stderr.splitlines() if line.startswith("fangzhi:")]
        assert "full" in line or "I/O error" in line or "No space" in line, line
        subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
        assert ingest(data, paths).returncode == 0
        assert dumped(data) == dumped(tmp_path / "whole"), f"{kb} kB"
        for path in sorted(data.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
