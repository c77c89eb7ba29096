"""Measure how fast charts and promises across divisions respond on a large archive of invented figures.

    python -m benchmarks.side_by_side FOLDER [--documents 60000] [--requests 40]

Makes FOLDER/archive.db, unless it exists: reports of the counties of GB/T 2260 over 22 years with six figures
each and, for every third one, ten promises. Pages are requested over loopback, warm, one after the other, each time
for other divisions. The server's CPU time a request depends less than the wall clock on what else the machine does.
Prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import urllib.parse
import urllib.request
from contextlib import closing
from functools import partial
from pathlib import Path

from archive.database.schema import open_database
from benchmarks.browsing import milliseconds, timed
from benchmarks.invented_reports import DISTRICTS, YEARS
from benchmarks.processes import cpu_of
from benchmarks.screenshots import served
from parsers.divisions.table import Span

FIGURES = (
    ("gdp", "growth", "%", 1.0, 7.0),
    ("gdp", "level", "亿元", 1e8, 300.0),
    ("general_public_budget_revenue", "growth", "%", 1.0, 6.0),
    ("general_public_budget_revenue", "level", "亿元", 1e8, 20.0),
    ("new_jobs", "count", "人", 1.0, 4000.0),
    ("retail_sales", "growth", "%", 1.0, 8.0),
)
STATUSES = ("completed", "exceeded", "in_progress", "partly", "unstated")
WORKS = (
    "幼儿园",
    "社区食堂",
    "老旧小区",
    "断头路",
    "口袋公园",
    "充电桩",
    "电梯",
    "停车位",
    "卫生室",
    "文化站",
)
FIRST_YEAR = 2003

Cells = dict[tuple[Span, str, str, int], dict[str, tuple[float, int]]]
"""Return the ledger's cells: division, indicator, measure and year → side → value and figure."""


def fill(folder: Path, documents: int) -> None:
    """Write the archive: rows only, without captures."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(17)
    with closing(open_database(folder)) as db, db.conn as conn:
        conn.execute("insert into sites (id, name) values ('a', 'a')")
        conn.execute(
            "insert into runs (kind, parameters, started_at) values ('ingest', '{}', '2026-01-01T00:00:00Z')"
        )
        conn.execute("insert into warc_files (name, taken_to, run_id) values ('a', 1, 1)")
        for span in DISTRICTS:
            conn.execute(
                "insert into divisions (code, name, full_name, level, valid_from) values (?, ?, ?, 'county', 1980)",
                [span.code, span.name, span.full_name],
            )
        figure = promise = 0
        cells: Cells = {}
        for number in range(1, documents + 1):
            span, year = DISTRICTS[(number - 1) // YEARS], FIRST_YEAR + (number - 1) % YEARS
            moment, url = "2026-01-01T20:00:00Z", f"http://{span.code}.example/{year}.html"
            conn.execute(
                "insert into documents (id, key, kind, division_code, division_name, review_year, plan_year, title)"
                " values (?, ?, 'work_report', ?, ?, ?, ?, ?)",
                [number, str(number), span.code, span.full_name, year - 1, year, f"{year}年政府工作报告"],
            )
            conn.execute(
                "insert into pages (id, site_id, document_id, url, source_kind, first_seen, last_seen)"
                " values (?, 'a', ?, ?, 'official', ?, ?)",
                [number, number, url, moment, moment],
            )
            conn.execute(
                "insert into captures (id, run_id, site_id, page_id, url, fetched_at, outcome, warc_file, warc_offset,"
                " record_type, record_id) values (?, 1, 'a', ?, ?, ?, 'ok', 'a', ?, 'response', ?)",
                [number, number, url, moment, number, str(number)],
            )
            conn.execute(
                "insert into versions (id, page_id, number, content_sha256, first_seen, last_seen, first_capture_id,"
                " cause, sightings, parser, kind, text, source_kind, completeness, why, record_sha256)"
                " values (?, ?, 1, ?, ?, ?, ?, 'published', 2, '1', 'work_report', ?, 'official', 'whole', '[]', '')",
                [number, number, str(number), moment, moment, number, "一段报告。" * 40],
            )
            conn.execute("update pages set current_version_id = ? where id = ?", [number, number])
            for indicator, measure, unit, si, usual in FIGURES:
                for kind, of_year in (("target", year), ("actual", year - 1)):
                    figure += 1
                    value = round(usual * draw.uniform(0.5, 1.5), 1)
                    conn.execute(
                        "insert into indicators (id, version_id, indicator, name, measure, kind, value, unit, value_si,"
                        " bound, year, period, start, end) values (?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, 1, 9)",
                        [figure, number, indicator, measure, kind, value, unit, value * si,
                         "about" if kind == "target" else "point", of_year, str(of_year)],
                    )  # fmt: skip
                    cells.setdefault((span, indicator, measure, of_year), {})[kind] = (value * si, figure)
            if year == FIRST_YEAR + YEARS - 1:
                _write(conn, cells)
            if number % 3 == 0:
                for work in WORKS:
                    promise += 1
                    conn.execute(
                        "insert into commitments (id, version_id, text, year, status, quantities, start, end)"
                        " values (?, ?, ?, ?, ?, '[]', 1, 9)",
                        [
                            promise,
                            number,
                            f"新建{work}{draw.randint(1, 30)}处。",
                            year,
                            draw.choice(STATUSES),
                        ],
                    )
        _write(conn, cells)
    with closing(open_database(folder)) as db:
        db.conn.execute("analyze")
        db.conn.commit()


def _write(conn: sqlite3.Connection, cells: Cells) -> None:
    """Write the complete rows of the ledger: a year's target is in one report, its actual in the next."""
    for (span, indicator, measure, year), sides in cells.items():
        target, actual = (sides.get(side, (None, None)) for side in ("target", "actual"))
        conn.execute(
            "insert into ledger_indicators (division_code, division_name, indicator, measure, year, target,"
            " target_indicator_id, actual, actual_indicator_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [span.code, span.full_name, indicator, measure, year, *target, *actual],
        )
    cells.clear()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=60_000)
    parser.add_argument("--requests", type=int, default=40)
    chosen = parser.parse_args()
    if not (chosen.folder / "archive.db").exists():
        fill(chosen.folder, chosen.documents)
    draw = random.Random(18)
    codes = [span.code for span in DISTRICTS[: max(20, chosen.documents // YEARS)]]

    def divisions(count: int) -> str:
        return ",".join(draw.sample(codes, count))

    repeat = range(chosen.requests)
    wanted = {
        "chart of 20 divisions": [
            f"/ledger?indicator=gdp&measure=growth&divisions={divisions(20)}" for _ in repeat
        ],
        "chart of 5 divisions": [f"/ledger?indicator=gdp&divisions={divisions(5)}" for _ in repeat],
        "ranking of a year": [f"/ledger?indicator=gdp&year={draw.randint(2004, 2023)}" for _ in repeat],
        "a province, small multiples": [
            f"/ledger?indicator=gdp&within={draw.choice(codes)[:2]}0000" for _ in repeat
        ],
        "promises of a year": [f"/promises?year={draw.randint(2004, 2023)}" for _ in repeat],
        "promises with a word": [
            f"/promises?q={draw.choice(WORKS)}&year={draw.randint(2004, 2023)}" for _ in repeat
        ],
        "promises with a word, all years": [
            f"/promises?q={draw.choice(WORKS)}&status=partly" for _ in repeat
        ],
        "a division's ledger": [f"/ledger?division={draw.choice(codes)}" for _ in repeat],
        "finding a division": [
            f"/divisions.json?q={draw.choice('abcdefghjlmnpqrstwxyz')}{n}" for n in repeat
        ],
    }
    with served(chosen.folder) as (address, server):

        def ask(path: str) -> None:
            with urllib.request.urlopen(address + urllib.parse.quote(path, safe="/?&=,")) as answer:
                answer.read()

        # Pages cache their last responses, so each address is requested once.
        measured, cpu = {}, {}
        for name, paths in wanted.items():
            warm, *rest = paths
            ask(warm)
            before = cpu_of(server)
            measured[name] = milliseconds(timed([partial(ask, path) for path in rest], warm=False))
            cpu[name] = round((cpu_of(server) - before) / len(rest) * 1e3, 1)
    values = {"documents": chosen.documents, "server_cpu_ms": cpu, "pages_ms": measured}
    print(json.dumps(values, ensure_ascii=False))


if __name__ == "__main__":
    main()
