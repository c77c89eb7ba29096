"""Write one capture as a WACZ file, with the archived style sheets and pictures of its page."""

from __future__ import annotations

import gzip
import sqlite3
import zipfile
from pathlib import Path
from typing import Final

from archive.queries.appearance import files_of
from archive.warc.reader import payload_at
from archive.warc.records import WarcError, record_at
from archive.warc.wacz import write_package

Place = tuple[str, int]
MAX_BYTES: Final = 100_000_000
"""Most bytes of styles and pictures in one file, as stored; its description says how many are left out."""


def write_capture(db: sqlite3.Connection, warc: Path, capture_id: int, work: Path) -> Path | None:
    """Write the WACZ of a capture into the folder `work` and return its path.

    None is returned for a capture that no replay can show: without a response, or of a local file. Raises WarcError,
    PayloadError, OSError.
    """
    row = db.execute(
        "SELECT c.url, c.fetched_at, c.record_type, c.warc_file, c.warc_offset, o.warc_file, o.warc_offset,"
        " coalesce((SELECT v.title FROM versions v WHERE v.first_capture_id = c.id ORDER BY v.id LIMIT 1), c.title,"
        " c.url) FROM captures c LEFT JOIN captures o ON o.id = c.original_id WHERE c.id = ?",
        (capture_id,),
    ).fetchone()
    if row is None:
        return None
    url, fetched_at, record_type, file, offset, original_file, original_offset, title = row
    body: Place = (file, offset) if original_file is None else (original_file, original_offset)
    replayable = record_type == "response" or (record_type == "revisit" and original_file is not None)
    if not replayable or not url.startswith(("http://", "https://")) or min(offset, body[1]) < 0:
        return None
    places: dict[Place, None] = {body: None, (file, offset): None}
    page = payload_at(warc / Path(body[0]).name, body[1])
    for found in files_of(db, warc, page, fetched_at).found.values():
        places.update(dict.fromkeys((*found.hops, (found.warc_file, found.warc_offset))))
    records = work / f"capture-{capture_id}.warc.gz"
    left_out = _copy(warc, list(places), records)
    described = {"title": title, "mainPageUrl": url, "mainPageDate": fetched_at}
    if left_out:
        described["description"] = (
            f"{left_out} of its styles and pictures left out: damaged, or too large together"
        )
    out = work / f"capture-{capture_id}.wacz"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        listed = {"id": str(capture_id), "url": url, "ts": fetched_at, "title": title}
        write_package(package, [records], [listed], **described)
    return out


def _copy(warc: Path, places: list[Place], target: Path) -> int:
    """Write records into a WARC file, each as a gzip member of its own; return how many are left out.

    The first is the capture itself.
    """
    size = left_out = 0
    with target.open("wb") as copy:
        for name, offset in places:
            path = warc / Path(name).name
            try:
                record = record_at(path, offset)
            except WarcError:
                if not size:
                    raise
                left_out += 1  # a damaged picture does not prevent the replay; `fangzhi verify` reports it
                continue
            if size and size + record.end - record.offset > MAX_BYTES:
                left_out += 1
                continue
            size += record.end - record.offset
            with path.open("rb") as source:
                source.seek(record.offset)
                data = source.read(record.end - record.offset)
            copy.write(data if data[:2] == b"\x1f\x8b" else gzip.compress(data + b"\r\n\r\n", mtime=0))
    return left_out
