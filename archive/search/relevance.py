"""Order search hits by relevance: Okapi BM25 over the hits that the index found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

# The usual constants (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
_K1, _B = 1.2, 0.75
_SCORED_WORDS = 8


def ordered(db: sqlite3.Connection, keys: Sequence[int], words: Sequence[str]) -> list[int]:
    """Order hits (search keys of passages), best first; with equal scores, the higher key first.

    Words are counted as typed, in the unfolded text, and at least once, since the index found them. Every hit
    contains every word, so a word's rarity does not change the order. FTS5's own `bm25` reads the lists twice more
    and looks up each length: more than twice as slow over 2,000,000 passages (2026-11). Counting in Python, on the
    bytes as they are stored, takes half the time of SQLite's `replace` (2026-11).
    """
    if not keys:
        return []
    scored = [word.encode() for word in words[:_SCORED_WORDS]]
    rows = [
        (key, length, [max(1, text.count(word)) for word in scored])
        for key, length, text in db.execute(
            'select s.search_key, s."end" - s.start, substr(cast(v.text as blob), s.first_byte + 1, s.bytes)'
            " from json_each(?) as wanted join passage_spans s on s.search_key = wanted.value"
            " join versions v on v.id = s.version_id",
            [json.dumps(sorted(keys))],
        )
    ]
    mean = sum(length for _, length, _ in rows) / max(1, len(rows))

    def score(length: int, counts: Sequence[int]) -> float:
        damping = _K1 * (1 - _B + _B * length / mean)
        return sum((count / (count + damping) for count in counts), 0.0)

    best = sorted(rows, key=lambda row: (-score(row[1], row[2]), -row[0]))
    return [key for key, _, _ in best]
