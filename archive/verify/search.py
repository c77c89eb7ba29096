"""Compare the search index with the passages: the same rows, and the same count of each word."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Final

from archive.search.index import KIND_TOKENS, indexed
from archive.search.indexing import ID_BITS, cut_of, passages_under
from archive.verify.damage import Damage
from archive.wording import counted

# The index holds no list of its rows. Every passage has a token for the kind of its document, if there is one.
_ROWS: Final = """
    WITH found AS (SELECT rowid AS key FROM passages_fts WHERE passages_fts MATCH :kinds),
        wanted AS (SELECT s.search_key AS key FROM passage_spans s LEFT JOIN indexed_versions i USING (version_id)
            WHERE i.version_id IS NULL OR i.facets LIKE 'k%'
            OR s.search_key NOT BETWEEN i.first_key AND (i.first_key & ~:bits | i.last_passage))
    SELECT key, NULL FROM (SELECT key FROM found EXCEPT SELECT key FROM wanted)
    UNION ALL SELECT key, key & :bits FROM (SELECT key FROM wanted EXCEPT SELECT key FROM found)
"""
_SHOWN = 5
_SHOWN_CHARACTERS = 40
# FTS5 cuts longer words off (FTS5_MAX_TOKEN_SIZE, SQLite 3.46), even inside a character.
_WORD_BYTES = 32768


def check_index(db: sqlite3.Connection) -> Iterator[Damage]:
    """Compare the rows and the words of the index with those of the passages.

    FTS5's own integrity check writes to the database (SQLite 3.40) and compares no words of a contentless index, so
    the words are counted here. Memory grows with the vocabulary, not with the texts.
    """
    for key, number in db.execute(
        _ROWS, {"bits": ID_BITS, "kinds": f"facets : ({' OR '.join(KIND_TOKENS.values())})"}
    ):
        where = f"passages {number}" if number is not None else f"passages_fts {key}"
        yield Damage("index", where, "the search index lacks this passage, or contains a deleted one")
    occurrences: Counter[tuple[str, bytes]] = Counter()
    for (version_id,) in db.execute("SELECT id FROM versions"):
        cut = cut_of(db, version_id)
        if cut is None:
            continue
        under = passages_under(span.heading for span in cut.spans)
        for span, count in zip(cut.spans, under, strict=True):
            words = {
                "text": indexed(cut.text[span.start : span.end]),
                "heading": indexed(span.heading or "") if count else "",
                "facets": cut.facets,
            }  # fmt: skip
            occurrences.update(
                (column, word.lower().encode()[:_WORD_BYTES])
                for column in words
                for word in words[column].split()
            )
    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'passages_fts', 'col')")
    wrong: list[bytes] = []
    try:
        for word, column, count in db.execute("SELECT CAST(term AS BLOB), col, cnt FROM temp.words"):
            if occurrences.pop((column, word), 0) != count:
                wrong.append(word)
    finally:
        db.execute("DROP TABLE temp.words")
    wrong += [word for _, word in occurrences]
    if wrong:
        shown = ", ".join(
            word.decode("utf-8", "replace")[:_SHOWN_CHARACTERS] for word in sorted(set(wrong))[:_SHOWN]
        )
        yield Damage(
            "index",
            "passages_fts",
            f"the index has other counts than the passages for {counted(len(wrong), 'word')}: {shown}",
        )
