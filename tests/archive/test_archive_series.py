"""Real series, read from end to end: what 龙岗 and 福田 aimed at and reached, and 福田's promises of 2016.

The tables were compared by eye with the clauses of the reports (2026-11). Cells that are not in them are
not stated by both reports, or are stated on another footing (同口径), which no ledger compares.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.store import Archive
from archive.warc.captures import Fields
from archive.warc.writer import WarcWriter
from parsers.read import read
from tests.support.archive import rows

# One worker: each that has a test of it would read the eighteen reports.
pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("series")]

# district, indicator (growth, %), year, target, its upper end, its bound, estimate, actual
LEDGER = [
    ("福田区", "fixed_asset_investment", 2016, 15.0, None, "point", 27.0, None),
    ("福田区", "fixed_asset_investment", 2017, 18.0, None, "at_least", 24.8, None),
    ("福田区", "fixed_asset_investment", 2018, 22.0, None, "point", None, 24.1),
    ("福田区", "fixed_asset_investment", 2019, 10.0, None, "point", 15.0, None),
    ("福田区", "gdp", 2016, 8.1, 8.6, "range", 8.6, None),
    ("福田区", "gdp", 2017, 8.3, None, "about", 8.4, None),
    ("福田区", "gdp", 2018, 8.2, None, "about", None, 7.4),
    ("福田区", "gdp", 2019, 6.5, 7.0, "range", 7.2, None),
    ("福田区", "general_public_budget_revenue", 2018, 7.0, None, "point", None, 10.6),
    ("福田区", "general_public_budget_revenue", 2019, 6.0, None, "point", 6.4, None),
    ("福田区", "retail_sales", 2017, 8.0, None, "at_least", 9.2, None),
    ("福田区", "retail_sales", 2018, 9.0, None, "point", None, 7.4),
    ("福田区", "retail_sales", 2019, 7.0, None, "point", 6.0, None),
    ("龙岗区", "fixed_asset_investment", 2014, 8.0, None, "about", 8.8, None),
    ("龙岗区", "fixed_asset_investment", 2015, 8.5, None, "about", None, 9.3),
    ("龙岗区", "fixed_asset_investment", 2017, 12.0, None, "at_least", 24.0, None),
    ("龙岗区", "fixed_asset_investment", 2018, 15.0, None, "at_least", None, 18.7),
    ("龙岗区", "fixed_asset_investment", 2023, 10.0, None, "about", None, 5.2),
    ("龙岗区", "gdp", 2014, 10.0, None, "about", 10.0, None),
    ("龙岗区", "gdp", 2015, 8.5, None, "about", None, 10.5),
    ("龙岗区", "gdp", 2016, 9.5, None, "about", 9.6, None),
    ("龙岗区", "gdp", 2017, 9.5, None, "at_least", 9.8, None),
    ("龙岗区", "gdp", 2018, 8.5, None, "at_least", None, 11.0),
    ("龙岗区", "gdp", 2019, 7.5, None, "point", 7.7, None),
    ("龙岗区", "gdp", 2020, 6.8, None, "about", None, 1.1),
    ("龙岗区", "gdp", 2021, 3.0, None, "point", None, -7.6),
    ("龙岗区", "gdp", 2022, 6.0, None, "about", 3.0, None),
    ("龙岗区", "gdp", 2023, 7.0, None, "about", None, 6.3),
    ("龙岗区", "gdp", 2024, 6.5, None, "point", None, 6.7),
    ("龙岗区", "general_public_budget_revenue", 2014, 9.0, None, "about", 21.1, None),
    ("龙岗区", "general_public_budget_revenue", 2015, 10.0, None, "about", None, 29.0),
    ("龙岗区", "general_public_budget_revenue", 2016, 4.0, None, "at_least", None, 17.5),
    ("龙岗区", "general_public_budget_revenue", 2018, 5.0, None, "at_least", None, 7.6),
    ("龙岗区", "general_public_budget_revenue", 2019, 3.5, None, "about", -5.8, None),
    ("龙岗区", "general_public_budget_revenue", 2020, 6.0, None, "about", None, 11.6),
    ("龙岗区", "retail_sales", 2018, 9.0, None, "about", None, 8.2),
    ("龙岗区", "retail_sales", 2020, 6.0, None, "about", None, -3.6),
    ("龙岗区", "retail_sales", 2023, 7.5, None, "about", None, 6.5),
]
# The ordinal of a promise and of its outcome in the list of the next report.
ANSWERED = {11: 16, 12: 11, 13: 12, 14: 13, 16: 14}


@pytest.fixture(scope="module")
def series(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("series")
    paths = sorted((shared / "devset" / "fulltext").glob("*区*.txt"))
    assert len(paths) == 18
    with WarcWriter(folder / "warc", "files") as writer:
        for path in paths:
            data = path.read_bytes()
            uri = f"file:///{quote(path.name)}"
            writer.write_resource(uri, datetime.now(UTC), data, "text/plain", Fields("ok", name=path.name))
    with Archive.open(folder, holder="test") as archive:
        run = archive.start_run("ingest", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        while batch := archive.pending(10):
            archive.store(
                run,
                [
                    (reading, read(archive.payload(reading.article).data, source=reading.article.name or ""))
                    for reading in batch
                ],
            )
        archive.finish_run(run, "ok", {})
    return folder


def test_targets_are_listed_with_results(series: Path) -> None:
    found = rows(
        series,
        "SELECT substr(division_name, -3), indicator, year, target, target_max, target_bound, estimate, actual"
        " FROM ledger_indicators WHERE measure = 'growth' AND target IS NOT NULL"
        " AND coalesce(estimate, actual) IS NOT NULL AND indicator IN"
        " ('gdp', 'general_public_budget_revenue', 'fixed_asset_investment', 'retail_sales') ORDER BY 1, 2, 3",
    )
    assert found == LEDGER


def test_promises_are_linked_one_by_one(series: Path) -> None:
    linked = rows(
        series,
        "SELECT cast(p.ordinal AS INTEGER), cast(o.ordinal AS INTEGER) FROM ledger_commitments l"
        " JOIN commitments p ON p.id = l.commitment_id JOIN commitments o ON o.id = l.outcome_id"
        " WHERE l.accepted AND p.year = 2016 ORDER BY 1",
    )
    assert linked == [(n, ANSWERED.get(n, n)) for n in range(1, 21)]
