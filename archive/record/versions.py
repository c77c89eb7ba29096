"""Store records as versions of the page that they were read from."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

from sqlite_utils import Database

from archive.database import seals
from archive.database.groups import READ_TABLES, RECORD_COLUMNS
from archive.record import moves, pages
from archive.record.queue import Reading
from archive.record.stored import digest
from archive.search import indexing
from parsers.hints import Hints
from parsers.record import Record, content_sha256, values_of


def store(db: Database, run: int, reading: Reading, record: Record, hints: Hints | None = None) -> int | None:
    """Store what was read; return the version's id, or None if the capture holds no document.

    `hints` are the parser's hints from the site file. Safe to repeat. Runs inside the caller's transaction.
    """
    version_id, fresh = None, False
    page_id = _page_of(db, reading.url)
    if record.kind != "other":
        if page_id is None:
            page_id = moves.page_for(db, reading, record)
        version_id, fresh = _version(db, page_id, reading, record)
    why = "; ".join(record.why)
    db.execute("UPDATE readings SET latest = 0 WHERE capture_id = ? AND attachments = ?",
               (reading.article.capture_id, reading.inputs))  # fmt: skip
    db.execute(
        "INSERT INTO readings (run_id, url, page_id, version_id, capture_id, attachments, seen_at, payload,"
        " parser, latest, why, hints) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
        " ON CONFLICT (capture_id, attachments, parser) DO UPDATE SET page_id = excluded.page_id,"
        " version_id = excluded.version_id, latest = 1, why = excluded.why,"
        " hints = excluded.hints",
        (run, reading.url, page_id, version_id, reading.article.capture_id, reading.inputs, reading.seen_at,
         reading.payload, record.parser, why, hints and json.dumps(asdict(hints), ensure_ascii=False)),
    )  # fmt: skip
    unqueue(db, reading)
    _judge(db, reading.url, readable=record.completeness != "empty")
    if page_id is not None:
        pages.adopt_captures(db, page_id)
        indexed = pages.rebuild_history(db, page_id)
        if version_id is not None and fresh and not indexed:
            indexing.index(db, version_id)
    return version_id


def unqueue(db: Database, reading: Reading) -> None:
    """Take a reading's captures off the queue."""
    ids = [(source.capture_id,) for source in (reading.article, *reading.attachments)]
    db.conn.executemany("UPDATE captures SET queued = 0 WHERE id = ?", ids)


def _page_of(db: Database, url: str) -> int | None:
    row = db.execute("SELECT page_id FROM addresses WHERE url = ?", (url,)).fetchone()
    return row[0] if row else None


def _judge(db: Database, url: str, *, readable: bool) -> None:
    """Set an address's verdict by its last reading; an address that once held a document keeps `document`.

    Otherwise a maintenance notice in place of a report would stop the crawl from looking there again. A page that
    could not be read gets no verdict.
    """
    version_id, why = db.execute(
        "SELECT version_id, why FROM readings WHERE url = ? AND latest = 1"
        " ORDER BY seen_at DESC, id DESC LIMIT 1",
        (url,),
    ).fetchone()
    held = (
        version_id is not None
        or db.execute(
            "SELECT 1 FROM readings WHERE url = ? AND latest = 1 AND version_id IS NOT NULL", (url,)
        ).fetchone()
    )
    verdict = "document" if held else "negative" if readable else None
    db.execute("UPDATE addresses SET verdict = ?, why = ? WHERE url = ?", (verdict, why, url))


def _version(db: Database, page_id: int, reading: Reading, record: Record) -> tuple[int, bool]:
    """Return the id of the page's version with this body, created if new, and whether anything was written.

    Its values are those of the newest parser's reading of the capture that showed the body first.
    """
    content = content_sha256(record.text)
    sha256 = record_sha256(record)
    row = db.execute(
        "SELECT v.id, v.record_sha256, v.parser, v.first_capture_id, min(r.seen_at) FROM versions v"
        " LEFT JOIN readings r ON r.version_id = v.id AND r.parser = v.parser"
        " WHERE v.page_id = ? AND v.content_sha256 = ?",
        (page_id, content),
    ).fetchone()
    if row[0] is None:
        values = _values(db, reading, record)
        values |= {"page_id": page_id, "content_sha256": content, "record_sha256": sha256}
        # Number, cause and times are set when the page's history is rebuilt with this reading.
        values |= {"number": 0, "cause": "published", "sightings": 0}
        values |= {"first_seen": reading.seen_at, "last_seen": reading.seen_at}
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        cursor = db.execute(f"INSERT INTO versions ({names}) VALUES ({marks})", tuple(values.values()))
        version_id = cursor.lastrowid
        assert version_id is not None
    else:
        version_id, known, parser, _, first_seen = row
        later = parser == record.parser and first_seen is not None and first_seen < reading.seen_at
        if known == sha256 or later:
            return int(version_id), False
        values = _values(db, reading, record) | {"record_sha256": sha256}
        settings = ", ".join(f"{name} = ?" for name in values)
        indexing.remove(db, version_id)
        db.execute(f"UPDATE versions SET {settings} WHERE id = ?", (*values.values(), version_id))
        _forget_corrections(db, version_id)
        # The text may be spaced differently now: the changes before and after it must be computed again.
        db.execute(
            "UPDATE versions SET previous_id = NULL WHERE id = :id OR previous_id = :id", {"id": version_id}
        )
        for table in READ_TABLES:
            db.execute(f"DELETE FROM {table} WHERE version_id = ?", (version_id,))
    _write_details(db, version_id, record)
    return version_id, True


def record_sha256(record: Record) -> str:
    """Return a digest of all of a record but the name of its source."""
    return digest(record.as_dict())


def _values(db: Database, reading: Reading, record: Record) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(record, name) for name in RECORD_COLUMNS}
    division = record.division
    values |= {
        "division_code": division.code if division else None,
        "division_name": division.name if division else None,
        "division_full_name": division.full_name if division else None,
        "division_level": division.level if division else None,
        "why": json.dumps(record.why, ensure_ascii=False),
        "first_capture_id": _source_capture(db, reading, record),
    }
    return values


def _source_capture(db: Database, reading: Reading, record: Record) -> int:
    """Return the capture that the text is from: of the file that the record names as its source, or the article's.

    If the article continues on further pages and one of them changed later, return that page's capture.
    """
    for source in reading.attachments:
        if record.source in (source.url, source.name, source.title):
            return source.capture_id
    further_pages = [s for s in reading.attachments if (s.content_type or "").startswith("text/html")]
    if not further_pages:
        return reading.article.capture_id
    ids = [source.capture_id for source in (reading.article, *further_pages)]
    marks = ", ".join("?" * len(ids))
    newest, url, at = db.execute(
        f"SELECT id, url, fetched_at FROM captures WHERE id IN ({marks}) ORDER BY fetched_at DESC, url LIMIT 1",
        ids,
    ).fetchone()
    # If the newest page existed before with other bytes, it is what changed; otherwise the article itself is new.
    before = db.execute(
        "SELECT 1 FROM captures WHERE url = ? AND fetched_at < ? AND original_id IS NULL"
        " AND payload_sha256 IS NOT NULL",
        (url, at),
    ).fetchone()
    return int(newest) if before else ids[0]


def _write_details(db: Database, version_id: int, record: Record) -> None:
    for table in READ_TABLES:
        items = getattr(record, table)
        if not items:
            continue
        names, values = values_of(type(items[0]))
        columns = ", ".join(f'"{name}"' for name in ("version_id", *names))
        marks = ", ".join("?" * (len(names) + 1))
        db.conn.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [
                (version_id, *(map(_plain, row) if table == "commitments" else row))
                for row in map(values, items)
            ],
        )


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return json.dumps(
            [{f.name: getattr(q, f.name) for f in fields(q)} for q in value], ensure_ascii=False
        )
    return value


def _forget_corrections(db: Database, version_id: int) -> None:
    """Drop a version's corrections after its details were rewritten, so that they are not reverted later."""
    changed = db.execute("SELECT id FROM corrections WHERE version_id = ?", (version_id,)).fetchall()
    db.execute(
        "UPDATE corrections SET state = 'misplaced', item_id = NULL WHERE version_id = ?", (version_id,)
    )
    seals.seal(db, "corrections", [number for (number,) in changed])
