"""Measure how fast the pages respond over HTTP, and compare the search index with a scan and a trigram index.

    python -m benchmarks.browsing DATA [--requests 40] [--sample 20000]

DATA is a data folder; the figures of the documentation come from the 60,000 documents of
`benchmarks.archive_at_scale`. Pages are requested over loopback, warm, one after the other. The
indexes are built in memory over a sample of passages and queried for the same 100 two-character words;
a LIKE scan gives the correct result. Prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from archive.search import index
from benchmarks.screenshots import serving

_DDL = "create virtual table words using fts5(text, content='', tokenize=\"{}\")"
# Least hits of a word ranked by relevance; most hits of a rare one; a common word is in one of this many passages.
FEW, RARE, ONE_OF = 1000, 200, 100
_CHARACTERS = "ascii tokenchars '.%|'"


def two_character_words(texts: list[str], count: int) -> list[str]:
    """Draw words of two Chinese characters from texts."""
    draw = random.Random(11)
    words: set[str] = set()
    while len(words) < count:
        text = draw.choice(texts)
        at = draw.randrange(max(1, len(text) - 2))
        word = text[at : at + 2]
        if len(word) == 2 and all("一" <= character <= "鿿" for character in word):
            words.add(word)
    return sorted(words)


def milliseconds(times: Iterable[float]) -> dict[str, float]:
    """Return median and 95th percentile of seconds, in ms."""
    ordered = sorted(times)
    return {
        "p50": round(statistics.median(ordered) * 1e3, 1),
        "p95": round(ordered[int(len(ordered) * 0.95)] * 1e3, 1),
    }


def timed(asks: Sequence[Callable[[], object]], *, warm: bool = True) -> list[float]:
    """Return the seconds of each call, with `warm` after all of them have been made once."""
    for ask in asks if warm else ():
        ask()
    seconds = []
    for ask in asks:
        began = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - began)
    return seconds


def pages(data: Path, words: Mapping[str, Sequence[str]], requests: int) -> dict[str, dict[str, float]]:
    """Request each page of a served archive several times, each time for another word, report or division."""
    draw = random.Random(12)
    with sqlite3.connect(data / "archive.db") as db:
        documents = db.execute("select id, division_code from documents where division_code is not null")
        chosen = draw.choices(documents.fetchall(), k=requests)
        indicators = [row[0] for row in db.execute("select distinct indicator from ledger_indicators")]
    db.close()

    def searches(kind: str, more: str = "") -> list[str]:
        return [f"/search?q={word}{more}" for word in islice(cycle(words[kind]), requests)]

    wanted = {
        "search, newest first, common": searches("common", "&sort=newest"),
        "search, newest first, between common and few": searches("between", "&sort=newest"),
        "search, newest first, rare": searches("rare", "&sort=newest"),
        "search, by relevance": searches("few"),
        "search, common, one province": [
            f"{path}&division={place[:2]}0000"
            for path, (_, place) in zip(searches("common"), chosen, strict=True)
        ],
        "report": [f"/document/{document}" for document, _ in chosen],
        "ledger of a division": [f"/ledger?division={place}" for _, place in chosen],
        "ledger of an indicator": [
            f"/ledger?indicator={name}" for name in islice(cycle(indicators), requests)
        ],
        "front page": ["/"] * requests,
        "coverage": ["/coverage"] * requests,
        "changes": ["/changes"] * requests,
    }
    with serving(data) as address:

        def ask(path: str) -> None:
            with urllib.request.urlopen(address + urllib.parse.quote(path, safe="/?&=")) as answer:
                answer.read()

        return {
            name: milliseconds(timed([partial(ask, path) for path in paths]))
            for name, paths in wanted.items()
        }


def indexes(texts: list[str], words: list[str]) -> dict[str, dict[str, float]]:
    """Build each index over the same texts and query each for the same words; a scan is correct by definition."""
    folded = ["".join(text.split()) for text in texts]
    truth = {word: sum(word in text for text in folded) for word in words}
    measured: dict[str, dict[str, float]] = {}
    for name, tokenizer, prepare, phrase in (
        ("one token a character", _CHARACTERS, index.indexed, " ".join),
        ("trigram", "trigram", str, str),
    ):
        db = sqlite3.connect(":memory:")
        db.execute(_DDL.format(tokenizer))
        db.executemany("insert into words (text) values (?)", ((prepare(text),) for text in folded))
        db.execute("insert into words (words) values ('optimize')")
        (size,) = db.execute("select sum(length(block)) from words_data").fetchone()
        seconds, right = [], 0
        for word in words:
            began = time.perf_counter()
            (count,) = db.execute(
                "select count(*) from words where words match ?", [f'"{phrase(word)}"']
            ).fetchone()
            seconds.append(time.perf_counter() - began)
            right += count == truth[word]
        characters = sum(map(len, folded))
        measured[name] = {
            "right": right,
            "bytes a character": round(size / characters, 2),
            **milliseconds(seconds),
        }
        db.close()
    scan = sqlite3.connect(":memory:")
    scan.execute("create table texts (text text)")
    scan.executemany("insert into texts values (?)", ((text,) for text in folded))
    seconds = []
    for word in words:
        began = time.perf_counter()
        scan.execute("select count(*) from texts where text like ?", [f"%{word}%"]).fetchone()
        seconds.append(time.perf_counter() - began)
    scan.close()
    measured["LIKE scan"] = {"right": len(words), **milliseconds(seconds)}
    return measured


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--sample", type=int, default=20_000)
    chosen = parser.parse_args()
    db = sqlite3.connect(chosen.data / "archive.db")
    (last,) = db.execute("select max(id) from passages").fetchone()
    step = max(1, last // chosen.sample)
    texts = [text for (text,) in db.execute("select text from passages where id % ? = 0", [step])]
    words = two_character_words(texts, 100)
    hits = {
        word: index.find(db, word, limit=1, order="newest").count
        for word in two_character_words(texts, 8 * chosen.requests)
    }
    db.close()
    many = [word for word, count in hits.items() if count > index.MOST_HITS]
    common = [word for word in many if sum(word in text for text in texts) * ONE_OF >= len(texts)]
    kinds = {
        "common": common,
        "between": [word for word in many if word not in common],
        "few": [word for word, count in hits.items() if FEW <= count <= index.MOST_HITS],
        "rare": [word for word, count in hits.items() if count < RARE],
    }
    print(
        json.dumps(
            {
                "words": {
                    kind: {
                        "words": len(found),
                        "mean hits": round(statistics.mean(hits[word] for word in found)),
                    }
                    for kind, found in kinds.items()
                },
                "pages_ms": pages(chosen.data, kinds, chosen.requests),
                "indexes": {"passages": len(texts), **indexes(texts, words)},
            },
            ensure_ascii=False,
        )
    )


if __name__ == "__main__":
    main()
