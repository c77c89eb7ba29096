"""Export the raw captures as one WACZ file (specs.webrecorder.net/wacz/1.1.1) that replays in a browser."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from archive.database.readonly import open_readonly
from archive.export.redact import copy_without, withdrawn_urls
from archive.export.whole import whole_file
from archive.layout import WARC_FOLDER
from archive.warc.captures import normal_date, utc_text
from archive.warc.payloads import header
from archive.warc.reader import http_of
from archive.warc.records import WarcRecord, records

_CHUNK = 1 << 20


def wacz(folder: Path, out: Path) -> int:
    """Write all WARC files, an index of their captures and a list of pages; return the number of captures.

    Captures of withdrawn pages are left out; damaged records are left out of the index. Raises NoArchiveError,
    NewerSchemaError, OSError.
    """
    if out.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out))
    resources: list[dict[str, Any]] = []
    with (
        closing(open_readonly(folder)) as db,
        whole_file(out) as partial,
        TemporaryDirectory(dir=out.parent) as work,
        zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as package,
    ):
        paths = list(_paths(db, folder / WARC_FOLDER, Path(work)))
        for path in paths:
            package.write(path, f"archive/{path.name}")
            resources.append(_file_resource(path, f"archive/{path.name}"))
        with closing(sqlite3.connect("")) as index:  # a temporary file: an index may outgrow memory
            count = _index(index, paths)
            lines = (f"{line}\n" for (line,) in index.execute("SELECT line FROM cdx ORDER BY line"))
            resources.append(_write(package, "indexes/index.cdx", lines))
        resources.append(_write(package, "pages/pages.jsonl", _pages(db)))
        description = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": "方志",
            "software": "fangzhi",
            "created": utc_text(datetime.now(UTC)),
            "resources": resources,
        }
        text = json.dumps(description, ensure_ascii=False, indent=2)
        package.writestr("datapackage.json", text)
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"}
        package.writestr("datapackage-digest.json", json.dumps(digest))
    return count


def surt(url: str) -> str:
    """Return the sort-friendly form of an address that is the key of CDXJ indexes.

    >>> surt("http://www.yunxi.example:8080/Zfgz/1.html?B=2")
    'example,yunxi:8080)/zfgz/1.html?b=2'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    default = {"http": 80, "https": 443}.get(parts.scheme)
    port = f":{parts.port}" if parts.port is not None and parts.port != default else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}".lower()


def _paths(db: sqlite3.Connection, warc: Path, work: Path) -> Iterator[Path]:
    """Yield the existing WARC files; for one with captures of withdrawn pages, a copy in `work` without them."""
    for name, taken_to in db.execute("SELECT name, taken_to FROM warc_files ORDER BY name").fetchall():
        path = warc / name
        if not path.is_file():
            continue
        urls = withdrawn_urls(db, name)
        if urls:
            path = work / name
            with (warc / name).open("rb") as source, path.open("wb") as copy:
                copy_without(warc / name, taken_to, urls, source, copy)
        yield path


def _index(db: sqlite3.Connection, paths: list[Path]) -> int:
    db.execute("CREATE TABLE cdx (line TEXT)")
    count = 0
    for path in paths:
        for record in records(path, damaged=lambda _: None):
            line = _cdxj(path, record)
            if line is not None:
                db.execute("INSERT INTO cdx VALUES (?)", (line,))
                count += 1
    return count


def _cdxj(path: Path, record: WarcRecord) -> str | None:
    """Return an index line; None if the record is not a capture of a web address."""
    url = (header(record.headers, "warc-target-uri") or "").strip("<>")
    if record.kind not in ("response", "revisit") or not url.startswith(("http://", "https://")):
        return None
    http = http_of(record)
    if http is None:
        return None
    moment = normal_date(header(record.headers, "warc-date") or "")
    timestamp = "".join(c for c in moment[:19] if c.isdigit())
    media_type = (header(http.headers, "content-type") or "unk").partition(";")[0].strip()
    entry = {
        "url": url,
        "mime": "warc/revisit" if record.kind == "revisit" else media_type,
        "status": str(http.status),
        "digest": header(record.headers, "warc-payload-digest") or "",
        "length": str(record.end - record.offset),
        "offset": str(record.offset),
        "filename": path.name,
    }
    return f"{surt(url)} {timestamp} {json.dumps(entry, ensure_ascii=False)}"


def _pages(db: sqlite3.Connection) -> Iterator[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "Documents"}) + "\n"
    for page_id, url, fetched_at, title in db.execute(
        "SELECT p.id, p.url, c.fetched_at, v.title FROM pages p JOIN versions v ON v.id = p.current_version_id"
        " JOIN captures c ON c.id = v.first_capture_id WHERE p.withdrawn_at IS NULL"
        " AND p.url LIKE 'http%' ORDER BY p.id"
    ):
        yield json.dumps(
            {"id": str(page_id), "url": url, "ts": fetched_at, "title": title or url}, ensure_ascii=False
        )
        yield "\n"


def _write(package: zipfile.ZipFile, name: str, lines: Iterator[str]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with package.open(name, "w") as file:
        for line in lines:
            data = line.encode()
            file.write(data)
            digest.update(data)
            size += len(data)
    return {
        "name": name.rsplit("/", 1)[1],
        "path": name,
        "hash": f"sha256:{digest.hexdigest()}",
        "bytes": size,
    }


def _file_resource(path: Path, name: str) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "path": name, "hash": f"sha256:{digest}", "bytes": path.stat().st_size}
