"""Compare the search index with the passages: the same rows, and the same count of each word."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator

from archive.search.index import indexed
from archive.search.indexing import ID_BITS, cut_of
from archive.verify.damage import Damage
from archive.wording import counted

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
        "SELECT d.id, p.search_key & :bits FROM passages_fts_docsize d LEFT JOIN passage_spans p ON p.search_key = d.id"
        " WHERE p.search_key IS NULL UNION ALL SELECT p.search_key, p.search_key & :bits FROM passage_spans p"
        " LEFT JOIN passages_fts_docsize d ON d.id = p.search_key WHERE d.id IS NULL",
        {"bits": ID_BITS},
    ):
        where = f"passages {number}" if number is not None else f"passages_fts {key}"
        yield Damage("index", where, "the search index lacks this passage, or contains a deleted one")
    occurrences: Counter[tuple[str, bytes]] = Counter()
    for (version_id,) in db.execute("SELECT id FROM versions"):
        cut = cut_of(db, version_id)
        if cut is None:
            continue
        for span in cut.spans:
            words = {
                "text": indexed(cut.text[span.start : span.end]), "heading": indexed(span.heading or ""),
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
