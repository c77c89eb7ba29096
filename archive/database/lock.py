"""One writer at a time: an advisory lock on a file that names its holder."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from archive.errors import ArchiveUnwritableError, LockedError
from archive.warc.captures import utc_text

NAME = "writer.lock"


class Lock:
    """The writer's lock; held until `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path, holder: str) -> None:
        """Take the lock. Raises LockedError with the holder's name; ArchiveUnwritableError."""
        try:
            self._file: TextIO = (folder / NAME).open("a+", encoding="utf-8")
        except OSError as error:
            raise ArchiveUnwritableError(f"{folder} can't be written: {error.strerror}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            note_text = self._file.read()
            self._file.close()
            raise LockedError(_holder(note_text)) from None
        self._file.truncate(0)
        note = {"holder": holder, "pid": os.getpid(), "since": utc_text(datetime.now(UTC))}
        self._file.write(json.dumps(note, ensure_ascii=False))
        self._file.flush()

    def release(self) -> None:
        """Release the lock; the file stays, empty."""
        self._file.truncate(0)
        self._file.close()


def _holder(note_text: str) -> str:
    try:
        note = json.loads(note_text)
        return f"{note['holder']} (process {note['pid']}, since {note['since']})"
    except (ValueError, KeyError, TypeError):
        return "another process"
