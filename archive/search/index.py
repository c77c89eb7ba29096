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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from archive.search import relevance
from parsers.text.patterns import lazy
from parsers.text.script import SIMPLIFIED

MAX_QUERY = 200
"""Longest query, in characters; the rest is dropped."""
MOST_HITS = 5_000
"""Most hits that are counted and can be ordered by relevance."""

YEAR_SHIFT = 32

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


_FOLDS = {chr(code): chr(folded) for code, folded in {**SIMPLIFIED, **_WIDTH}.items()}
# Wide punctuation is in every Chinese text; `str.replace` takes a hundredth of the time of `str.translate`.
_FREQUENT = tuple((wide, chr(_WIDTH[ord(wide)])) for wide in "，：；（）！％\u3000")
_FOLDED = lazy("[" + re.escape("".join(_FOLDS)) + "]")
_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|[^\S\n]+|.", re.DOTALL
)
# Punctuation of every text, which `str.replace` makes a token; the Chinese characters of Unicode 1.1 are tokens as
# they are. What remains is a run: a number, Latin letters, white space, other marks.
_MARKS = "。、;:()《》“”\n!?—"
_RUN = re.compile(r"[^\u4e00-\u9fa5|,]+(?:(?<=[0-9]),(?=[0-9])[^\u4e00-\u9fa5|,]+)*")
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
KIND_TOKENS = {"work_report": "kreport", "livelihood_projects": "kprojects", "other": "kother"}

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
    """Search keys of passages, best or newest first; `count` is at most MOST_HITS + 1; `order` is the one used."""

    keys: tuple[int, ...]
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
    return indexed_parts(text, [(0, len(text))])[0]


def indexed_parts(text: str, parts: Iterable[tuple[int, int]]) -> list[str]:
    """Return parts of a text, half-open spans, as `indexed` returns each: the text is prepared once."""
    folded = _folded(text)
    for mark in _MARKS:
        folded = folded.replace(mark, "|")
    spaced = _spaced(folded).replace(",", "|")
    return [_part(folded, spaced, start, end) for start, end in parts]


def _part(folded: str, spaced: str, start: int, end: int) -> str:
    pieces = []
    at = start
    for run in _RUN.finditer(folded, start, end):
        if run.start() > at:
            pieces.append(spaced[2 * at : 2 * run.start() - 1])
        if word := _between(run[0]):
            pieces.append(word)
        at = run.end()
    if at < end:
        pieces.append(spaced[2 * at : 2 * end - 1])
    return " ".join(pieces)


def _spaced(text: str) -> str:
    """Return a text with a space behind each character, by bytes: a fifth of the time of `str.join`."""
    width = 4  # bytes of a character in UTF-32
    raw = text.encode("utf-32-le", "surrogatepass")
    wide = bytearray(2 * len(raw))
    for at in range(width):
        wide[at :: 2 * width] = raw[at::width]
    wide[width :: 2 * width] = b" " * len(text)
    return wide.decode("utf-32-le", "surrogatepass")


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
    """Return the FTS5 expression that requires every word of a query in a passage; None if it has no words.

    What the heading above the passage must contain is no part of it.
    """
    wanted = [_phrase(word) for word in words(query)]
    if not wanted:
        return None
    parts = [f"text : ({' AND '.join(wanted)})"]
    if filters.division:
        parts.append(f'facets : "{_division_token(filters.division)}"')
    if filters.kind:
        parts.append(f'facets : "{KIND_TOKENS.get(filters.kind, "knone")}"')
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
    headings = [f"heading : {_phrase(word)}" for word in words(filters.section or "")]
    values: dict[str, str | int] = {
        "match": match,
        "headings": " AND ".join(headings),
        "low": min(filters.first_year or 0, 9999) << YEAR_SHIFT,
        "high": (min(filters.last_year or 9998, 9998) + 1) << YEAR_SHIFT,
    }
    # One pass in the order of FTS5's lists counts the hits and, if they are few, returns them all.
    keys = list(islice(_keys(db, values), MOST_HITS + 1))
    if len(keys) > MOST_HITS:
        page = list(islice(_keys(db, values, newest=True), offset, offset + limit))
        used: Order = "newest"
    elif order == "newest":
        page, used = sorted(keys, reverse=True)[offset : offset + limit], "newest"
    else:
        typed = ["".join(word) for word in words(query)]
        best = relevance.ordered(db, keys, typed)
        page, used = best[offset : offset + limit], "relevance"
    return Hits(tuple(page), len(keys), used)


def _keys(db: sqlite3.Connection, values: Mapping[str, str | int], *, newest: bool = False) -> Iterator[int]:
    """Yield the search keys of hits, in the order of FTS5's lists: ascending, or the newest first."""
    order = "ORDER BY passages_fts.rowid" + " DESC" * newest
    within = f"AND passages_fts.rowid >= :low AND passages_fts.rowid < :high {order}"
    found = db.execute(f"SELECT rowid FROM passages_fts WHERE passages_fts MATCH :match {within}", values)
    keys = (key for (key,) in found)
    if not values["headings"]:
        return keys
    # A heading is indexed with the first of the passages under it.
    ranges = db.execute(
        "SELECT search_key, search_key + under FROM passages_fts"
        f" CROSS JOIN passage_spans ON search_key = passages_fts.rowid WHERE passages_fts MATCH :headings {within}",
        values,
    )
    return _in_ranges(keys, ranges, newest)


def _in_ranges(keys: Iterable[int], ranges: Iterator[tuple[int, int]], newest: bool) -> Iterator[int]:
    """Yield the keys within half-open ranges; both descend if `newest`, otherwise both ascend."""
    start, end = next(ranges, (0, 0))
    for key in keys:
        while start > key if newest else end <= key:
            following = next(ranges, None)
            if following is None:
                return
            start, end = following
        if start <= key < end:
            yield key


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


def _division_token(code: str) -> str:
    """Return the token for a division with its parts: `210000` covers 21…, `210200` covers 2102… (GB/T 2260)."""
    digits = "".join(character for character in code if character in "0123456789")[:6]
    if digits.endswith("0000"):
        return f"d{digits[:2]}"
    return f"d{digits[:4]}" if len(digits) == 6 and digits.endswith("00") else f"d{digits}"


def _folded(text: str) -> str:
    """Fold width and script character by character, so that offsets stay."""
    for wide, narrow in _FREQUENT:
        text = text.replace(wide, narrow)
    return _FOLDED.sub(lambda found: _FOLDS[found[0]], text)  # few characters; `str.translate` looks up each


@lru_cache(maxsize=1 << 14)  # mostly numbers and years
def _between(text: str) -> str:
    """Return the tokens of a text without Chinese characters, separated by spaces."""
    return " ".join(token for raw in _TOKEN.findall(text) if (token := _token(raw)))


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
