"""The queue of readings to do: captures not read yet, and readings by older parsers that are due again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.record import issues
from archive.warc.captures import Position
from archive.warc.outcomes import PRESENT, UNANSWERED
from parsers.record import READER_FAILED
from parsers.version import VERSION

# The code of issues about captures whose bytes are damaged. READER_FAILED: a reader crashed or exceeded its limits.
DAMAGED_CAPTURE = "damaged_capture"
# The detail of READER_FAILED ends with this: the same parser would fail again.
BY_THIS_PARSER = f"(parser {VERSION})"


@dataclass(frozen=True, slots=True)
class Source:
    """A stored body: its capture's id, the position of its bytes, and what the crawl recorded about it."""

    capture_id: int
    position: Position
    url: str
    content_type: str | None
    title: str | None
    name: str | None
    payload_sha256: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading to do: an article's body and the files attached to it at that moment.

    `seen_at` is when all of it was first seen together (UTC text); `again` is true if another parser read it
    before. Holds positions only: bodies stay in the WARC files.
    """

    url: str
    site_id: str | None
    seen_at: str
    article: Source
    attachments: tuple[Source, ...]
    again: bool = False

    @property
    def inputs(self) -> str:
        """Return the capture ids of the attachments in the form of `readings.attachments`."""
        return json.dumps([source.capture_id for source in self.attachments])

    @property
    def payload(self) -> str:
        """Return a digest of all the bytes read: equal bytes give equal digests."""
        digests = [source.payload_sha256 or "" for source in (self.article, *self.attachments)]
        return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def unread(db: Database, parser: str, limit: int) -> list[Reading]:
    """Return `limit` waiting readings, or some more, oldest capture first; fewer if no more can be read now.

    If a page was read by another parser, its earlier readings are repeated first, so that a difference between
    parsers is never taken for an edit.
    """
    found: dict[tuple[int, str], Reading] = {}
    after = 0
    while len(found) < limit:  # files without an article stay in the queue, and may fill more than one step
        captures = db.execute(
            "SELECT id, url, via, role, ordered_at FROM captures WHERE queued = 1 AND id > ? ORDER BY id LIMIT ?",
            (after, limit),
        ).fetchall()
        if not captures:
            break
        for capture in captures:
            reading = _waiting(db, *capture)
            if reading is not None:
                for one in (*_stale(db, reading.url, parser), reading):
                    found.setdefault((one.article.capture_id, one.inputs), one)
        after = captures[-1][0]
    return list(found.values())


def _waiting(db: Database, capture_id: int, url: str, via: str, role: str, ordered_at: str) -> Reading | None:
    """Return the reading that a queued capture asks for; None for a file without an article, or read with it."""
    if role != "attachment":
        return _first_together(db, capture_id, url, ordered_at)
    article_id = _article_before(db, via, ordered_at)
    return _attached_later(db, article_id, via, ordered_at) if article_id else None


def outdated(
    db: Database, parser: str, limit: int, after: int, site: str | None
) -> list[tuple[int, Reading]]:
    """Return readings by other parsers that this one has not repeated, as (reading id, reading), by id."""
    rows = db.execute(
        "SELECT r.id, r.capture_id, r.attachments, r.url, r.seen_at FROM readings r"
        " JOIN captures c ON c.id = r.capture_id"
        " WHERE r.latest = 1 AND r.parser != ? AND r.id > ? AND (? IS NULL OR c.site_id = ?)"
        " ORDER BY r.id LIMIT ?",
        (parser, after, site, site, limit),
    ).fetchall()
    return [(row[0], again(db, *row[1:])) for row in rows]


def waiting(db: Database) -> int:
    """Count the captures that wait to be read."""
    (count,) = db.execute("SELECT count(*) FROM captures WHERE queued = 1").fetchone()
    return int(count)


def _stale(db: Database, url: str, parser: str) -> list[Reading]:
    rows = db.execute(
        "SELECT capture_id, attachments, url, seen_at FROM readings WHERE url = ? AND latest = 1 AND parser != ?"
        " ORDER BY seen_at",
        (url, parser),
    ).fetchall()
    return [again(db, *row) for row in rows]


def again(db: Database, capture_id: int, attachments: str, url: str, seen_at: str) -> Reading:
    """Return a reading that was done before, to be repeated."""
    sources = tuple(_source(db, attached) for attached in json.loads(attachments))
    return Reading(url, _site(db, capture_id), seen_at, _source(db, capture_id), sources, again=True)


def _article_before(db: Database, url: str, moment: str) -> int | None:
    row = db.execute(
        "SELECT id FROM captures WHERE url = ? AND ordered_at <= ? AND outcome IN ('ok', 'unchanged')"
        " AND original_id IS NULL AND payload_sha256 IS NOT NULL ORDER BY ordered_at DESC LIMIT 1",
        (url, moment),
    ).fetchone()
    return row[0] if row else None


def _attached(db: Database, url: str, start: str, end: str | None, newest: bool) -> list[tuple[int, str]]:
    """Return (id of the capture with the bytes, time seen) of each attachment seen in a span of time."""
    marks = ", ".join("?" * len(PRESENT))
    order = "DESC" if newest else "ASC"
    rows = db.execute(
        "SELECT url, coalesce(original_id, id), ordered_at FROM captures"
        f" WHERE via = ? AND role = 'attachment' AND outcome IN ({marks})"
        f" AND payload_sha256 IS NOT NULL AND ordered_at >= ?"
        f" AND (? IS NULL OR ordered_at <= ?) ORDER BY ordered_at {order}",
        (url, *sorted(PRESENT), start, end, end),
    )
    chosen: dict[str, tuple[int, str]] = {}
    for address, capture_id, ordered_at in rows:
        chosen.setdefault(address, (capture_id, ordered_at))
    return [chosen[address] for address in sorted(chosen)]


def unanswered(db: Database, reading: Reading, offered: Iterable[str]) -> set[str]:
    """Return the files that a reading's article offers, or leads to, and that no server has answered for yet.

    A file that other pages offer too (a guide in every footer) is requested with the first of them only.
    """
    (since,) = db.execute(
        "SELECT ordered_at FROM captures WHERE id = ?", (reading.article.capture_id,)
    ).fetchone()
    beside = db.execute(
        "SELECT url, outcome FROM captures WHERE via = ? AND role = 'attachment' AND ordered_at >= ?"
        " ORDER BY ordered_at",
        (reading.url, since),
    )
    last: dict[str, str | None] = dict(beside.fetchall())
    for url in offered:
        if url not in last:
            elsewhere = db.execute(
                "SELECT outcome FROM captures WHERE url = ? ORDER BY ordered_at DESC LIMIT 1", (url,)
            ).fetchone()
            last[url] = elsewhere[0] if elsewhere else None
    return {url for url, outcome in last.items() if outcome is None or outcome in UNANSWERED}


def look_again(db: Database, run: int, codes: Sequence[str]) -> int:
    """Queue the newest capture of each address that an open issue of an earlier run kept from being read.

    Return the number of captures queued.
    """
    marks = ", ".join("?" * len(codes))
    cursor = db.execute(
        "UPDATE captures SET queued = 1 WHERE id IN (SELECT max(c.id) FROM issues i JOIN captures c ON c.url = i.about"
        f" WHERE i.code IN ({marks}) AND i.closed_at IS NULL AND i.run_id != ? AND c.role IS NOT 'attachment'"
        " AND c.payload_sha256 IS NOT NULL AND c.original_id IS NULL GROUP BY c.url)"
        " AND id NOT IN (SELECT capture_id FROM readings)",
        (*codes, run),
    )
    return cursor.rowcount


def requeue_skipped(db: Database) -> int:
    """Queue the captures that open issues kept from being read, and close these; return the number of captures.

    Damaged files may have been repaired; captures on which a reader failed wait for a newer parser.
    """
    older = "code = :failed AND substr(detail, -length(:parser)) != :parser"
    due = f"closed_at IS NULL AND (code = :damaged OR ({older}))"
    values: dict[str, object] = {
        "damaged": DAMAGED_CAPTURE,
        "failed": READER_FAILED,
        "parser": BY_THIS_PARSER,
    }
    cursor = db.execute(
        "UPDATE captures SET queued = 1 WHERE payload_sha256 IS NOT NULL AND original_id IS NULL"
        " AND role IS NOT 'attachment' AND id NOT IN (SELECT capture_id FROM readings) AND url IN"
        f" (SELECT about FROM issues WHERE {due})",
        values,
    )
    issues.close_all(db, due, values)
    return cursor.rowcount


def repeated(db: Database, source: Source) -> bool:
    """Return whether the same bytes were fetched on more than one night, so that they are not a passing fault."""
    (runs,) = db.execute(
        "SELECT count(DISTINCT run_id) FROM captures WHERE id = :id OR original_id = :id",
        {"id": source.capture_id},
    ).fetchone()
    return bool(runs > 1)


def others(db: Database, reading: Reading, limit: int) -> list[Source]:
    """Return the newest other articles of a reading's site, to compare with."""
    rows = db.execute(
        "SELECT id FROM captures WHERE site_id = ? AND role = 'article' AND url != ? AND original_id IS NULL"
        " AND outcome = 'ok' AND payload_sha256 IS NOT NULL ORDER BY id DESC LIMIT ?",
        (reading.site_id, reading.url, limit),
    ).fetchall()
    return [_source(db, capture_id) for (capture_id,) in rows]


def _first_together(db: Database, capture_id: int, url: str, ordered_at: str) -> Reading:
    """Return a reading of a new article body and its attachments, each as it was first seen with it."""
    row = db.execute(
        "SELECT min(ordered_at) FROM captures WHERE url = ? AND ordered_at > ? AND original_id IS NULL"
        " AND outcome IN ('ok', 'unchanged') AND payload_sha256 IS NOT NULL",
        (url, ordered_at),
    ).fetchone()
    attached = _attached(db, url, ordered_at, row[0], newest=False)
    return _reading(db, capture_id, url, ordered_at, attached)


def _attached_later(db: Database, article_id: int, url: str, moment: str) -> Reading | None:
    """Return a reading of a known article with a changed attachment; None if the article itself waits too."""
    queued, ordered_at = db.execute(
        "SELECT queued, ordered_at FROM captures WHERE id = ?", (article_id,)
    ).fetchone()
    if queued:
        first = _first_together(db, article_id, url, ordered_at)
        if first.seen_at >= moment:
            return None
    return _reading(db, article_id, url, ordered_at, _attached(db, url, ordered_at, moment, newest=True))


def _reading(
    db: Database, capture_id: int, url: str, ordered_at: str, attached: list[tuple[int, str]]
) -> Reading:
    seen_at = max([ordered_at, *(moment for _, moment in attached)])
    sources = tuple(_source(db, attached_id) for attached_id, _ in attached)
    return Reading(url, _site(db, capture_id), seen_at, _source(db, capture_id), sources)


def _site(db: Database, capture_id: int) -> str | None:
    row = db.execute("SELECT site_id FROM captures WHERE id = ?", (capture_id,)).fetchone()
    return row[0] if row else None


def _source(db: Database, capture_id: int) -> Source:
    row = db.execute(
        "SELECT id, warc_file, warc_offset, url, media_type, title, name, payload_sha256 FROM captures"
        " WHERE id = ?",
        (capture_id,),
    ).fetchone()
    return Source(row[0], Position(row[1], row[2]), *row[3:])
