"""The finished rows of a long check or survey, one JSON object a line; killed at any moment, it resumes from here."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Journal:
    """The finished rows by key, in the order of their last writing; a torn last line is ignored."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._key = key
        self.rows: dict[str, Row] = {}
        if path.is_file():
            whole, _, _ = path.read_bytes().rpartition(b"\n")
            for line in whole.splitlines():
                row: Row = json.loads(line)
                self.rows.pop(row[key], None)
                self.rows[row[key]] = row
            if path.stat().st_size != len(whole) + bool(whole):
                path.write_bytes(whole + b"\n" if whole else b"")

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row; it is on disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            file.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self.rows.pop(row[self._key], None)
        self.rows[row[self._key]] = dict(row)

    def end(self) -> None:
        """Delete the file: nothing is left to resume."""
        self.path.unlink(missing_ok=True)
