"""The files that `/data` offers besides the live tables: what `fangzhi export` wrote into `DATA/downloads`.

A file that is older than the last withdrawal is not offered, since it may hold a withdrawn text. The checksum of a file
is computed once and remembered until the file changes.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from archive.browse.rows import Row
from archive.layout import DOWNLOADS_FOLDER
from archive.warc.captures import utc_text

_KINDS = {".parquet": "Parquet", ".csv": "CSV", ".jsonl": "JSON Lines", ".zip": "Data Package", ".wacz": "WACZ",
          ".xlsx": "Excel", ".json": "Table Schema"}  # fmt: skip


def offered(data: Path, last_withdrawal: str | None) -> tuple[list[Row], int]:
    """Return the downloadable files by name, and how many are held back because a withdrawal is newer."""
    folder = data / DOWNLOADS_FOLDER
    found: list[Row] = []
    held_back = 0
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        kind = _KINDS.get(path.suffix.lower())
        if kind is None or not path.is_file() or path.is_symlink():
            continue
        made = utc_text(datetime.fromtimestamp(path.stat().st_mtime, UTC))
        if last_withdrawal is not None and made <= last_withdrawal:
            held_back += 1
            continue
        size, changed = path.stat().st_size, path.stat().st_mtime_ns
        found.append(
            {"name": path.name, "kind": kind, "made_at": made, "bytes": size,
             "sha256": _sha256(path, size, changed), "address": f"/data/{path.name}"}
        )  # fmt: skip
    return found, held_back


@lru_cache(maxsize=64)
def _sha256(path: Path, _size: int, _changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
