"""LibreOffice, simulated by a script: the message when it fails, and that none of its processes is left."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.pipeline.readers import convert
from flows.pipeline.readers.convert import ConversionError, to_docx
from parsers.page import Page
from parsers.read import read_page
from parsers.record import Problem
from tests.support.compound import compound

DOC = compound("WordDocument")
FANGZHI = str(Path(sys.executable).with_name("fangzhi"))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is first on the path; write `soffice` into it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")
    return folder


def write(folder: Path, script: str) -> None:
    (folder / "soffice").write_text(
        f"#!{sys.executable}\nimport os, subprocess, sys, time\n{script}\n", "utf-8"
    )
    (folder / "soffice").chmod(0o755)


def test_without_libreoffice_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ConversionError, match="LibreOffice is not installed: install it"):
        to_docx(DOC)


def test_a_crash_a_missing_document_and_a_timeout_are_distinguished(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for script, words in (
        ("sys.exit(77)", r"crashed \(exit code 77\)"),
        ("os.kill(os.getpid(), 11)", r"crashed \(signal 11\)"),
        ("sys.exit(0)", "finds no document"),
        ("time.sleep(60)", "took more than 0.5 seconds"),
    ):
        write(office, script)
        monkeypatch.setattr(convert, "TIMEOUT_SECONDS", 0.5 if "sleep" in script else 60)
        with pytest.raises(ConversionError, match=words):
            to_docx(DOC)


@pytest.mark.parametrize("ends", ["sleep 600", "exit 0", "kill -9 $$"])
@pytest.mark.ci
def test_its_children_end_with_it(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    # Only the first has to wait for it; a shell starts well within it.
    monkeypatch.setattr(convert, "TIMEOUT_SECONDS", 4 if ends.startswith("sleep") else 300)
    pid = tmp_path / "pid"
    (office / "soffice").write_text(f"#!/bin/sh\nsleep 3000 & echo $! >{pid}\n{ends}\n", "utf-8")
    (office / "soffice").chmod(0o755)
    with pytest.raises(ConversionError):
        to_docx(DOC)
    deadline = time.monotonic() + 120
    child = pid.read_text().strip()
    while Path(f"/proc/{child}").exists() and not _is_zombie(child):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_zombie(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_paths_are_given_as_addresses(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "年鉴 100%41 库"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    write(
        office,
        "from urllib.parse import unquote, urlsplit\n"
        "source = sys.argv[-1]; out = sys.argv[sys.argv.index('--outdir') + 1]\n"
        "profile = [a for a in sys.argv if a.startswith('-env:UserInstallation=')][0].partition('=')[2]\n"
        "assert ' ' not in source + profile + out and (source + profile + out).isascii()\n"
        "path, out = unquote(urlsplit(source).path), unquote(urlsplit(out).path)\n"
        "assert unquote(urlsplit(profile).path).startswith(out)\n"
        "open(os.path.join(out, 'document.docx'), 'wb').write(open(path, 'rb').read()[:4])",
    )
    assert to_docx(DOC) == DOC[:4]
    assert list(place.iterdir()) == []


def test_the_reason_is_in_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(text="", problems=(Problem("needs_conversion", "a DOC file"),))
    record = convert.explained(read_page(page, source="x"), ["LibreOffice crashed (signal 11)"])
    assert [problem.detail for problem in record.problems] == ["LibreOffice crashed (signal 11)"]


def test_parse_gives_the_reason_why_a_doc_was_not_read(office: Path, tmp_path: Path) -> None:
    write(office, "sys.exit(3)")
    (tmp_path / "a.doc").write_bytes(DOC)
    (tmp_path / "b.doc").write_bytes(DOC[:8] + random.Random(1).randbytes(4000))
    done = subprocess.run(
        [FANGZHI, "parse", "a.doc", "b.doc"], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [[(p["code"], p["detail"]) for p in record["problems"]] for record in records] == [
        [("needs_conversion", "LibreOffice crashed (exit code 3)")],
        [("binary", "neither text nor a document")],
    ]
