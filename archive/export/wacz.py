"""Export the raw captures as one WACZ file (specs.webrecorder.net/wacz/1.1.1) that replays in a browser."""

from __future__ import annotations

import errno
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.database.readonly import open_readonly
from archive.errors import MissingCapturesError
from archive.export.redact import copy_without, withdrawn_urls
from archive.export.whole import whole_file
from archive.layout import WARC_FOLDER
from archive.warc.wacz import write_package


def wacz(folder: Path, out: Path) -> int:
    """Write all WARC files, an index of their captures and a list of pages; return the number of captures.

    Captures of withdrawn pages are left out; damaged records are left out of the index. Raises NoArchiveError,
    NewerSchemaError, MissingCapturesError, OSError.
    """
    if out.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out))
    with (
        closing(open_readonly(folder)) as db,
        whole_file(out) as partial,
        TemporaryDirectory(dir=out.parent) as work,
        zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as package,
    ):
        return write_package(package, _paths(db, folder / WARC_FOLDER, Path(work)), _pages(db), title="方志")


def _paths(db: sqlite3.Connection, warc: Path, work: Path) -> Iterator[Path]:
    """Yield the WARC files; for one with captures of withdrawn pages, a copy in `work` without them."""
    for name, taken_to in db.execute("SELECT name, taken_to FROM warc_files ORDER BY name").fetchall():
        path = warc / name
        if not path.is_file():
            raise MissingCapturesError(f"{WARC_FOLDER}/{name} is missing; bring it back from the backup")
        urls = withdrawn_urls(db, name)
        if urls:
            path = work / name
            with (warc / name).open("rb") as source, path.open("wb") as copy:
                copy_without(warc / name, taken_to, urls, source, copy)
        yield path


def _pages(db: sqlite3.Connection) -> Iterator[dict[str, str]]:
    for page_id, url, fetched_at, title in db.execute(
        "SELECT p.id, p.url, c.fetched_at, v.title FROM pages p JOIN versions v ON v.id = p.current_version_id"
        " JOIN captures c ON c.id = v.first_capture_id WHERE p.withdrawn_at IS NULL"
        " AND p.url LIKE 'http%' ORDER BY p.id"
    ):
        yield {"id": str(page_id), "url": url, "ts": fetched_at, "title": title or url}
