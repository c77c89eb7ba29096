"""What crawls on other machines must know of the archive, as a small database in a shared folder.

SQLite's WAL does not work over a network (sqlite.org/wal.html, read 2026-11), so archive.db itself is never
shared. The copy holds what `archive.known` asks for, of the same names, and keeps a rollback journal: it is
written once, under another name, and only read from then on.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from archive.database.readonly import open_readonly
from archive.layout import FILE

# The folder of the handout beside the WARC folder.
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


def hand_out(data: Path, folder: Path) -> Path:
    """Write what the archive of a data folder knows into another folder, in place of an earlier handout.

    Raises NoArchiveError, NewerSchemaError, OSError, sqlite3.Error. Whoever has the earlier one open keeps it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / FILE
    partial = target.with_name(FILE + ".partial")
    partial.unlink(missing_ok=True)
    open_readonly(data).close()  # an archive of this release
    with closing(sqlite3.connect(partial, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("ATTACH ? AS archive", (str((data / FILE).resolve()),))
        db.execute("BEGIN")
        for statement in _COPY.split(";\n"):
            db.execute(statement)
        db.execute("COMMIT")
    partial.rename(target)
    return target
