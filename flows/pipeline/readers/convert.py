"""Convert DOC, WPS and RTF files to DOCX with LibreOffice, if it is installed.

Parsers are pure functions that neither read the disk nor start processes, so files are converted here, before
parsing. The archive keeps the bytes as published; the converted form is never stored.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.pipeline.readers.isolation.limits import child_limits
from flows.pipeline.readers.isolation.worker import orderly_end
from parsers.record import Record
from parsers.text import sniff

TIMEOUT_SECONDS = 120
MEMORY_MB = 4000  # of address space; LibreOffice 7.4 maps 1.3 GB for an empty document
CODE = "needs_conversion"
INSTALL = "install it (Debian: apt install libreoffice-writer-nogui) and the file is read"


class ConversionError(Exception):
    """A file could not be converted; the message says why, and what to do."""


def needs_conversion(data: bytes) -> bool:
    """Return whether the bytes are a Word document from before 2007, a WPS or an RTF file."""
    return sniff.container(data) == CODE


def libreoffice() -> str | None:
    """Return the path of LibreOffice's program, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes) -> bytes:
    """Return the document as DOCX bytes. Raises ConversionError."""
    program = libreoffice()
    if program is None:
        raise ConversionError(f"a DOC, WPS or RTF file, and LibreOffice is not installed: {INSTALL}")
    with tempfile.TemporaryDirectory(prefix="fangzhi-doc-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source = folder / ("document.rtf" if data.startswith(b"{") else "document.doc")
        source.write_bytes(data)
        # URLs, not paths: LibreOffice 7.4 reads a folder named `100%41` as `100A` (seen 2026-11).
        profile = (folder / "profile").as_uri()
        _run([
            program, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile}",
            "--convert-to", "docx", "--outdir", folder.as_uri(), source.as_uri(),
        ])  # fmt: skip
        result = folder / "document.docx"
        if not result.exists():
            raise ConversionError("LibreOffice finds no document in the file")
        return result.read_bytes()


def explained(record: Record, reasons: Sequence[str]) -> Record:
    """Return the record with the reasons why files were not converted, in place of the parsers' own problem."""
    if not reasons:
        return record
    left = iter(reasons)
    problems = (
        replace(problem, detail=next(left, problem.detail)) if problem.code == CODE else problem
        for problem in record.problems
    )
    return replace(record, problems=tuple(problems))


def _run(command: Sequence[str]) -> None:
    """Run LibreOffice in its own process group and kill the whole group: its launcher leaves soffice.bin behind."""
    with orderly_end():
        _run_group(command)


def _run_group(command: Sequence[str]) -> None:
    with child_limits(MEMORY_MB):
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    try:
        code = process.wait(TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise ConversionError(f"LibreOffice took more than {TIMEOUT_SECONDS} seconds") from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if code:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        raise ConversionError(f"LibreOffice crashed ({how})")
