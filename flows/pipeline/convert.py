"""DOC and WPS files to DOCX through LibreOffice, where it is installed.

Parsers are pure functions and read neither disk nor processes, so the conversion stands here, before
them. The archive keeps the bytes as published; the converted form is never stored.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TIMEOUT_SECONDS = 120


def needs_conversion(data: bytes) -> bool:
    """Whether the bytes are an OLE compound file: DOC, WPS and old XLS."""
    return data.startswith(OLE_MAGIC)


def libreoffice() -> str | None:
    """The path of LibreOffice's program, None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes) -> bytes | None:
    """The document as DOCX bytes; None where LibreOffice is missing or can't read it."""
    program = libreoffice()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="fangzhi-doc-") as folder:
        source = Path(folder, "document.doc")
        source.write_bytes(data)
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_SECONDS)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        result = Path(folder, "document.docx")
        return result.read_bytes() if result.exists() else None
