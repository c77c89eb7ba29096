"""Full text search for Chinese: passages, their index, and the interpretation of a query.

SQLite's tokenizers do not recognise Chinese words. The index therefore has one token per character: any word
is a phrase query and is found exactly, without a dictionary. Measured on 3.7 M characters (2026-11): 100 of 100
two-character words found, 3.1 bytes per character; overlapping pairs need 5.9 bytes; FTS5's trigram tokenizer finds
no two-character word at all; a dictionary segmenter finds 60 of 100.

A number is one token (`7.5`, never the tail of `17.5`; `1,200` is `1200`), `%` and `‰` are tokens of their
own, a run of Latin letters is one token, punctuation and line ends are one token `|` that no phrase
can cross, and white space inside a line is ignored (`居 民` is 居民). Width, script (traditional to
simplified) and case are folded on both sides.

The row id of the index is the passage's `search_key`: its document's year in the high bits and the
passage's id in the low ones. So "newest report first" is the order in which FTS5 reads its lists, a span
of years is a range of row ids, and neither needs to sort the hits of a common word.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sqlite_utils import Database

from archive.search import relevance
from archive.search.passages import split
from parsers.text.script import SIMPLIFIED

MAX_QUERY = 200
"""Longest query, in characters; the rest is dropped."""
MOST_HITS = 5_000
"""Most hits that are counted and can be ordered by relevance."""

_YEAR_SHIFT = 32
_LOW_BITS = (1 << _YEAR_SHIFT) - 1

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


_FOLDS = {**SIMPLIFIED, **_WIDTH}
_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|[^\S\n]+|.", re.DOTALL
)
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
_KINDS = {"work_report": "kreport", "livelihood_projects": "kprojects", "other": "kother"}

Order = Literal["best", "newest", "relevance"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of a search; a division's code includes its sub-divisions; years are plan years."""

    division: str | None = None
    first_year: int | None = None
    last_year: int | None = None
    kind: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """Passage ids, best or newest first; `count` is at most MOST_HITS + 1; `order` is the one that was used."""

    ids: tuple[int, ...]
    count: int
    order: Order


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield index tokens with their half-open code point offsets in `text`; `|` represents punctuation."""
    for match in _TOKEN.finditer(_folded(text)):
        token = _token(match.group())
        if token:
            yield token, match.start(), match.end()


def indexed(text: str) -> str:
    """Return `text` in the form that the index stores: its tokens separated by spaces."""
    return " ".join([token for raw in _TOKEN.findall(_folded(text)) if (token := _token(raw))])


def words(query: str) -> list[list[str]]:
    """Split a query at spaces and quotation marks into words, each a list of tokens.

    Punctuation at the ends of a word is ignored; a query of punctuation alone has no words.
    """
    quoted = query[:MAX_QUERY].translate({ord("“"): '"', ord("”"): '"', ord("＂"): '"'})
    found: list[list[str]] = []
    for match in _WORD.finditer(quoted):
        word = [token for token, _, _ in tokens(match.group(1) or match.group(2))]
        while word and word[0] == "|":
            del word[0]
        while word and word[-1] == "|":
            del word[-1]
        if word and word not in found:
            found.append(word)
    return found


def expression(query: str, filters: Filters = Filters()) -> str | None:
    """Return the FTS5 expression that requires every word of a query; None if it has no words."""
    wanted = [_phrase(word) for word in words(query)]
    if not wanted:
        return None
    parts = [f"text : ({' AND '.join(wanted)})"]
    if filters.section:
        parts += [f"heading : {_phrase(word)}" for word in words(filters.section)]
    if filters.division:
        parts.append(f'facets : "{_division_token(filters.division)}"')
    if filters.kind:
        parts.append(f'facets : "{_KINDS.get(filters.kind, "knone")}"')
    return " AND ".join(parts)


def find(
    db: sqlite3.Connection,
    query: str,
    filters: Filters = Filters(),
    *,
    order: Order = "best",
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """Search the passages. `best` orders by relevance; with more than MOST_HITS hits, by newest report first."""
    match = expression(query, filters)
    if match is None:
        return Hits((), 0, "newest")
    values: dict[str, str | int] = {
        "match": match,
        "low": min(filters.first_year or 0, 9999) << _YEAR_SHIFT,
        "high": (min(filters.last_year or 9998, 9998) + 1) << _YEAR_SHIFT,
        "most": MOST_HITS + 1,
    }
    hits = (
        "select rowid from passages_fts where passages_fts match :match and rowid >= :low and rowid < :high"
    )
    # One pass in the order of FTS5's lists counts the hits and, if they are few, returns them all.
    keys = [row[0] for row in db.execute(f"{hits} limit :most", values)]
    if len(keys) > MOST_HITS:
        newest = f"{hits} order by rowid desc limit :limit offset :offset"
        page = [row[0] for row in db.execute(newest, {**values, "limit": limit, "offset": offset})]
        used: Order = "newest"
    elif order == "newest":
        page, used = sorted(keys, reverse=True)[offset : offset + limit], "newest"
    else:
        typed = ["".join(word) for word in words(query)]
        best = relevance.ordered(db, {key & _LOW_BITS: key for key in keys}, typed)
        page, used = best[offset : offset + limit], "relevance"
    return Hits(tuple(key & _LOW_BITS for key in page), len(keys), used)


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Return the spans of a query's words in `text`: sorted, disjoint, half-open offsets."""
    stream = list(tokens(text))
    names = [token for token, _, _ in stream]
    found: list[tuple[int, int]] = []
    for word in words(query):
        at = 0
        while True:
            try:
                at = names.index(word[0], at)
            except ValueError:
                break
            if names[at : at + len(word)] == word:
                found.append((stream[at][1], stream[at + len(word) - 1][2]))
            at += 1
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def create(db: Database) -> None:
    """Create the table of passages and its index if they are missing."""
    db.conn.execute(
        """create table if not exists passages (
            id integer primary key,
            version_id integer not null references versions(id),
            heading text,
            text text not null,
            start integer not null,
            "end" integer not null,
            facets text not null,
            search_key integer not null unique
        )"""
    )
    db.conn.execute("create index if not exists idx_passages_version_id on passages(version_id)")
    # Contentless: the text is stored in `passages`; deleting a row needs its old tokens (FTS5, 6.3).
    db.conn.execute(
        "create virtual table if not exists passages_fts using fts5("
        "text, heading, facets, content='', tokenize=\"unicode61 remove_diacritics 0 tokenchars '.%‰|'\")"
    )


def index(db: Database, version_id: int) -> int:
    """Split a version into passages and index them, replacing those indexed before; return their number.

    Runs inside the caller's transaction. The year and the facets are those of the version's document. The
    text of a withdrawn page is removed from the index and not added again.
    """
    remove(db, version_id)
    cut = passages(db.conn, version_id)
    if cut is None:
        return 0
    key, facets, found = cut
    (last,) = db.conn.execute("select coalesce(max(id), 0) from passages").fetchone()
    rows = [(number, *passage) for number, passage in enumerate(found, start=last + 1)]
    db.conn.executemany(
        'insert into passages (id, version_id, heading, text, start, "end", facets, search_key)'
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(number, version_id, *rest, facets, key | number) for number, *rest in rows],
    )
    db.conn.executemany(
        "insert into passages_fts (rowid, text, heading, facets) values (?, ?, ?, ?)",
        [
            (key | number, indexed(shown), indexed(heading or ""), facets)
            for number, heading, shown, _, _ in rows
        ],
    )
    return len(rows)


def passages(
    db: sqlite3.Connection, version_id: int
) -> tuple[int, str, list[tuple[str | None, str, int, int]]] | None:
    """Return the high bits of a version's search keys, its facets and its passages; None if it is withdrawn.

    A passage is (heading, text, start, end).
    """
    described = _described(db, version_id)
    if described is None:
        return None
    text, year, facets = described
    sections = db.execute("select start, heading from sections where version_id = ?", [version_id])
    found = [
        (span.heading, text[span.start : span.end], span.start, span.end)
        for span in split(text, sections.fetchall())
    ]
    return year << _YEAR_SHIFT, facets, found


def remove(db: Database, version_id: int) -> None:
    """Remove a version's passages from the table and the index; runs inside the caller's transaction."""
    rows = db.conn.execute(
        "select search_key, text, heading, facets from passages where version_id = ?", [version_id]
    ).fetchall()
    db.conn.executemany(
        "insert into passages_fts (passages_fts, rowid, text, heading, facets) values ('delete', ?, ?, ?, ?)",
        [(key, indexed(text), indexed(heading or ""), facets) for key, text, heading, facets in rows],
    )
    db.conn.execute("delete from passages where version_id = ?", [version_id])


def _described(db: sqlite3.Connection, version_id: int) -> tuple[str, int, str] | None:
    """Return a version's text, its document's year (0 if unknown) and facet tokens; None if it is withdrawn."""
    row = db.execute(
        """select versions.text, documents.plan_year, documents.review_year, documents.division_code,
                  documents.kind, pages.withdrawn_at
           from versions
           left join pages on pages.id = versions.page_id
           left join documents on documents.id = pages.document_id
           where versions.id = ?""",
        [version_id],
    ).fetchone()
    if row is None:
        raise LookupError(f"no version {version_id}")
    text, plan_year, review_year, division_code, kind, withdrawn_at = row
    if withdrawn_at is not None:
        return None
    facets = [_KINDS[kind]] if kind in _KINDS else []
    if division_code:
        facets += [f"d{division_code[:digits]}" for digits in (2, 4, 6)]
    # A report is named after the year it plans for, a list of outcomes after the year it reviews.
    year = plan_year or (review_year + (kind == "work_report") if review_year else 0)
    return text, year, " ".join(facets)


def _division_token(code: str) -> str:
    """Return the token for a division with its parts: `210000` covers 21…, `210200` covers 2102… (GB/T 2260)."""
    digits = "".join(character for character in code if character in "0123456789")[:6]
    if digits.endswith("0000"):
        return f"d{digits[:2]}"
    return f"d{digits[:4]}" if len(digits) == 6 and digits.endswith("00") else f"d{digits}"


def _folded(text: str) -> str:
    """Fold width and script character by character, so that offsets stay."""
    return text.translate(_FOLDS)


@lru_cache(maxsize=1 << 16)  # a text repeats the same characters
def _token(raw: str) -> str:
    if raw == "\n":
        return "|"
    if raw[0] in "0123456789":
        return raw.replace(",", "")
    if raw.isalnum():
        return raw.lower()
    if raw in "%‰":
        return raw
    return "" if raw.isspace() else "|"


def _phrase(word: Sequence[str]) -> str:
    return f'"{" ".join(word)}"'
