"""Write the part of the archive that crawls on other machines need as a small database in a shared folder.

SQLite's WAL does not work over a network (sqlite.org/wal.html, read 2026-11), so archive.db itself is never
shared. The copy has the tables and columns that `archive.queries.known` reads, and a rollback journal instead of a
WAL: it is written once, under a temporary name, and only read afterwards.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from archive.database.readonly import open_readonly
from archive.layout import FILE

# The folder of the copy beside the WARC folder.
_COPY: Final = """
CREATE TABLE addresses AS SELECT url, site_id, page_id, role, via, title, listed, last_capture_id,
    payload_capture_id, etag, last_modified, verdict, why FROM archive.addresses;
CREATE TABLE captures (id INTEGER PRIMARY KEY, url, fetched_at, outcome, redirect_to, record_id, digest,
    payload_sha256, warc_file, warc_offset, record_type);
INSERT INTO captures SELECT id, url, fetched_at, outcome, redirect_to, record_id, digest, payload_sha256, warc_file,
    warc_offset, record_type FROM archive.captures WHERE id IN (
        SELECT last_capture_id FROM addresses UNION SELECT payload_capture_id FROM addresses);
CREATE TABLE pages (id INTEGER PRIMARY KEY, url);
INSERT INTO pages SELECT id, url FROM archive.pages WHERE id IN (SELECT page_id FROM addresses);
CREATE UNIQUE INDEX addresses_url ON addresses(url);
CREATE INDEX addresses_site ON addresses(site_id);
CREATE INDEX addresses_via ON addresses(via) WHERE role = 'attachment'
"""


def write_known_copy(data: Path, folder: Path) -> Path:
    """Write the copy for the archive of a data folder into another folder, replacing an earlier copy.

    A reader that has the earlier copy open can go on reading it. Raises NoArchiveError, NewerSchemaError, OSError,
    sqlite3.Error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE
    partial = target.with_name(FILE + ".partial")
    partial.unlink(missing_ok=True)
    open_readonly(data).close()  # raises if the archive is missing or of another release
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("ATTACH ? AS archive", (str((data / FILE).resolve()),))
        db.execute("BEGIN")
        for statement in _COPY.split(";\n"):
            db.execute(statement)
        db.execute("COMMIT")
    partial.rename(target)
    return target
