"""Write WACZ files (specs.webrecorder.net/wacz/1.1.1): WARC files, an index of them and a list of pages in one ZIP."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from archive.warc.captures import normal_date, utc_text
from archive.warc.payloads import header
from archive.warc.reader import http_of
from archive.warc.records import WarcRecord, records

PAGES_HEADER: Final = {"format": "json-pages-1.0", "id": "pages", "title": "Documents"}


def write_package(
    package: zipfile.ZipFile, paths: Iterable[Path], pages: Iterable[dict[str, str]], **described: str
) -> int:
    """Write WARC files, their index and the list of pages into an empty package; return the number of captures.

    A page has an `id`, a `url`, a `ts` and a `title`. `described` is added to the package's description, such as a
    `title`. Damaged records are left out of the index. Raises OSError.
    """
    files = list(paths)
    resources: list[dict[str, Any]] = []
    for path in files:
        package.write(path, f"archive/{path.name}")
        resources.append(_file_resource(path, f"archive/{path.name}"))
    with closing(sqlite3.connect("")) as index:  # a temporary file: an index may outgrow memory
        count = _index(index, files)
        lines = (f"{line}\n" for (line,) in index.execute("SELECT line FROM cdx ORDER BY line"))
        resources.append(_write(package, "indexes/index.cdx", lines))
    listed = (json.dumps(page, ensure_ascii=False) + "\n" for page in (PAGES_HEADER, *pages))
    resources.append(_write(package, "pages/pages.jsonl", listed))
    description = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "software": "fangzhi",
        "created": utc_text(datetime.now(UTC)),
        **described,
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
