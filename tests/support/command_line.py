"""The command line called in this process, in an empty folder."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main

REPORT = """青岫县2021年政府工作报告

——2021年1月20日在青岫县第九届人民代表大会第五次会议上

青岫县人民政府县长　柳如川

各位代表：

现在，我代表县人民政府向大会报告工作，请予审议。

一、2020年工作回顾

2020年，全县地区生产总值增长3.1%。

二、2021年工作安排

2021年的主要预期目标是：地区生产总值增长6%以上。

各位代表，让我们携手同行，把青岫建设得更加美好！
"""


SITE = """\
name: 青岫县人民政府
division: "990203"
homepage: http://127.0.0.1:9/
family: trs
lists:
  - url: http://127.0.0.1:9/zfgzbg/
allow_private: true
verified: 2026-01-01
"""


def site_folder(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "qingxiu.yaml").write_text(text, "utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Done:
    """How a call ended."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def line(self) -> str:
        """The one line on stderr."""
        lines = self.stderr.strip().splitlines()
        assert len(lines) == 1, self.stderr
        return lines[0]


Fangzhi = Callable[..., Done]


@pytest.fixture
def fangzhi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Fangzhi]:
    """The console script, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    ctrl_c = signal.getsignal(signal.SIGINT)

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["fangzhi", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Done(int(end.value.code or 0), said.out, said.err)

    yield call
    signal.signal(signal.SIGINT, ctrl_c)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def rows(sql: str) -> list[Any]:
    """What a statement finds in ./data."""
    with closing(sqlite3.connect("data/archive.db")) as db:
        return db.execute(sql).fetchall()
