"""Measure the archive's cost as it grows: insert rate, a quiet night, verify, reparse, bytes per document.

    python -m benchmarks.archive_at_scale FOLDER [--small 3000] [--large 60000] [--pages 3000]

Makes two archives of invented documents (districts of GB/T 2260 × years, texts of some 6,000 characters),
FOLDER/small and FOLDER/large, then in turn nights in which PAGES known pages of each answer 304, then
`fangzhi verify` and a minute of `fangzhi reparse` over each, and prints one JSON object. Rates are per CPU
second, for the two commands per wall-clock second; the bounds are raw writes and plain inserts of the same texts.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.queries.known import Known
from archive.store import Archive
from archive.warc.captures import Fields, Request, Response
from archive.warc.writer import WarcWriter
from benchmarks.invented_reports import YEARS, page_of, record_of, text_of, url_of
from benchmarks.processes import cost_of
from parsers.version import VERSION

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))
REPARSE_SECONDS = 60
NIGHTS = 5
START = datetime(2026, 1, 1, 20, 0, tzinfo=UTC)


def fill(folder: Path, documents: int) -> dict[str, float]:
    """Capture and store invented documents; return the CPU seconds of each stage."""
    (folder / "warc").mkdir(parents=True)
    moment, capturing = START, 0.0
    with WarcWriter(folder / "warc", "first") as writer:
        for number in range(documents):
            moment += timedelta(milliseconds=50)
            body = page_of(text_of(number, 2006 + number % YEARS))
            response = Response(200, "OK", (("Content-Type", "text/html"), ("ETag", f'"{number}"')), body)
            fields = Fields("ok", site=f"s{number // YEARS}", role="article")
            before = time.process_time()
            writer.write_capture(url_of(number), moment, fields, Request("GET", "/", ()), response)
            capturing += time.process_time() - before
    captured = time.process_time()
    with Archive.open(folder, holder="benchmark") as archive:
        run = archive.start_run("benchmark", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        taken = time.process_time()
        storing = 0.0
        while batch := archive.pending(200):
            results = [(r, record_of(r)) for r in batch]
            before = time.process_time()
            archive.store(run, results)
            storing += time.process_time() - before
        stored = time.process_time()
        archive.finish_run(run, "ok", {})
    settled = time.process_time()
    return {
        "capture": capturing,
        "take_in": taken - captured,
        "store": storing,
        "settle": settled - stored,
    }


def quiet_night(folder: Path, night: int, pages: int, total: int) -> dict[str, float]:
    """Run a night in which known pages, spread over the archive, answer 304; return each stage's CPU seconds."""
    chosen = range(0, total, max(1, total // pages))[:pages]
    began = time.process_time()
    with Known.open(folder) as known, WarcWriter(folder / "warc", f"quiet-{night}") as writer:
        for number in chosen:
            address = known.address(url_of(number))
            assert address is not None
            fields = Fields("not_modified", site=address.site, role="article")
            moment = START + timedelta(days=night, milliseconds=number)
            response = Response(304, "Not Modified", (("ETag", address.etag or ""),), b"")
            writer.write_capture(
                address.url, moment, fields, Request("GET", "/", ()), response, address.reference
            )
    captured = time.process_time()
    with Archive.open(folder, holder="benchmark") as archive:
        archive.recover()
        run = archive.start_run("benchmark", {"night": night})
        for path in archive.warc_files():
            archive.take_in(run, path)
        assert not archive.pending(10)
        archive.finish_run(run, "ok", {})
    return {"capture": captured - began, "archive": time.process_time() - captured}


def sizes(folder: Path, documents: int) -> dict[str, float]:
    """Return bytes per document: raw captures, database, and within it the text and the index."""
    connection = sqlite3.connect(folder / "archive.db")
    (text,) = connection.execute("SELECT sum(length(CAST(text AS BLOB))) FROM versions").fetchone()
    (index,) = connection.execute("SELECT sum(length(block)) FROM passages_fts_data").fetchone()
    connection.close()
    raw = sum(path.stat().st_size for path in (folder / "warc").iterdir())
    database = (folder / "archive.db").stat().st_size
    return {name: value / documents for name, value in
            (("raw", raw), ("database", database), ("text", text), ("index", index))}  # fmt: skip


def plain_inserts(count: int) -> float:
    """Return the upper bound: rows of the same texts per second with sqlite-utils alone."""
    from sqlite_utils import Database

    def rows() -> Iterator[dict[str, object]]:
        for number in range(count):
            yield {"id": number, "text": text_of(number, 2020)}

    made = list(rows())
    db = Database(memory=True)
    began = time.process_time()
    db.table("plain", pk="id").insert_all(made)
    return count / (time.process_time() - began)


def raw_writes(folder: Path, count: int) -> float:
    """Return the upper bound: the same bodies per second, deflated and flushed one by one, without records."""
    bodies = [page_of(text_of(number, 2020)) for number in range(count)]
    path = folder / "raw"
    began = time.process_time()
    with path.open("wb") as file:
        for body in bodies:
            file.write(zlib.compress(body))
            file.flush()
            os.fdatasync(file.fileno())
    seconds = time.process_time() - began
    path.unlink()
    return count / seconds


def verified(folder: Path, captures: int) -> dict[str, float]:
    """Time `fangzhi verify` and `--quick` on the whole archive; nothing is read again: the records are invented."""
    whole = cost_of([FANGZHI, "verify", "--data", str(folder)], os.environ, folder / "verify.log")
    quick = cost_of([FANGZHI, "verify", "--quick", "--data", str(folder)], os.environ, folder / "quick.log")
    return {
        "captures_a_second": round(captures / whole.wall),
        "quick_captures_a_second": round(captures / quick.wall),
        "exit_code": whole.exit_code,
        "memory_mb": round(whole.peak / 1e6),
    }


def reparsed(folder: Path) -> dict[str, float]:
    """Time `fangzhi reparse` over documents last read by another parser, stopped after a minute."""
    db = sqlite3.connect(folder / "archive.db")
    with db:
        db.execute("UPDATE readings SET parser = 'another'")
    command = ["timeout", "--signal", "TERM", str(REPARSE_SECONDS), FANGZHI, "reparse", "--data", str(folder)]
    cost = cost_of(command, os.environ, folder / "reparse.log")
    (count,) = db.execute("SELECT count(*) FROM readings WHERE parser = ?", [VERSION]).fetchone()
    db.close()
    return {
        "captures": count,
        "captures_a_second": round(count / cost.wall),
        "memory_mb": round(cost.peak / 1e6),
    }


def grown(folder: Path, documents: int, cost: dict[str, float]) -> dict[str, object]:
    """What filling an archive cost."""
    return {
        "documents": documents,
        "stored_a_second": round(documents / cost["store"]),
        "cpu_seconds": {name: round(seconds, 2) for name, seconds in cost.items()},
        "bytes_a_document": {name: round(count) for name, count in sizes(folder, documents).items()},
    }


def quiet_nights(folder: Path, documents: dict[str, int], pages: int) -> dict[str, dict[str, float]]:
    """Run the same night in each archive in turn, five times; return the median CPU seconds of each."""
    nights: dict[str, list[dict[str, float]]] = {name: [] for name in documents}
    for night in range(1, NIGHTS + 1):
        for name, count in documents.items():
            nights[name].append(quiet_night(folder / name, night, pages, count))
    return {
        name: {stage: round(statistics.median(one[stage] for one in costs), 2) for stage in costs[0]}
        | {"together": round(statistics.median(sum(one.values()) for one in costs), 2)}
        for name, costs in nights.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--small", type=int, default=3000)
    parser.add_argument("--large", type=int, default=60_000)
    parser.add_argument("--pages", type=int, default=3000)
    chosen = parser.parse_args()
    folder: Path = chosen.folder
    documents = {"small": chosen.small, "large": chosen.large}
    fills = {name: fill(folder / name, count) for name, count in documents.items()}
    measured = {name: grown(folder / name, count, fills[name]) for name, count in documents.items()}
    captures = chosen.small / fills["small"]["capture"]
    nights = quiet_nights(folder, documents, chosen.pages)
    for name, count in documents.items():
        measured[name]["cpu_seconds_of_a_quiet_night"] = nights[name]
        measured[name]["verify"] = verified(folder / name, count + NIGHTS * chosen.pages)
        measured[name]["reparse"] = reparsed(folder / name)
    print(
        json.dumps(
            {
                "ratio: a quiet night in the large archive to one in the small": round(
                    nights["large"]["together"] / nights["small"]["together"], 2
                ),
                "ratio: captures to raw writes of the same bodies": round(
                    captures / raw_writes(folder, 2000), 2
                ),
                "plain_inserts_a_second": round(plain_inserts(2000)),
                "pages_of_a_quiet_night": chosen.pages,
                **measured,
            }
        )
    )


if __name__ == "__main__":
    main()
