"""The data dictionary covers the whole schema, the docs contain the dictionary, and the docs' SQL runs."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.database import dictionary
from archive.database.schema import migrations

DOCS = Path(__file__).resolve().parents[2] / "docs" / "archive.md"
CONTRACT = {
    "sites": "id name division_code homepage platform",
    "divisions": "code name full_name level valid_from valid_to",
    "runs": "id kind started_at finished_at outcome summary",
    "captures": "id run_id site_id page_id url fetched_at status outcome payload_sha256 warc_file warc_offset etag"
    " last_modified",
    "pages": "id site_id document_id url source_kind first_seen last_seen gone_since",
    "documents": "id kind division_code review_year plan_year title",
    "versions": "id page_id number content_sha256 first_seen last_seen first_capture_id cause parser title text"
    " published_date delivered_date meeting speaker speaker_role source_org source_kind completeness",
    "sections": "version_id level heading start end",
    "indicators": "version_id indicator name measure kind value value_max unit value_si bound modifier year period"
    " scope start end",
    "commitments": "version_id ordinal category text year status status_text outcome lead support quantities start"
    " end",
    "problems": "version_id code detail start end",
    "changes": "version_id previous_id kind before after weight",
    "passages": "id version_id heading text start end",
    "ledger_indicators": "division_code indicator measure year target target_bound target_indicator_id estimate"
    " estimate_indicator_id actual actual_indicator_id",
    "ledger_commitments": "commitment_id outcome_id score accepted",
    "conflicts": "document_id indicator_a_id indicator_b_id",
    "issues": "run_id site_id code detail opened_at closed_at",
}


def test_every_column_is_described_and_nothing_else() -> None:
    assert dictionary.obsolete_descriptions() == set()
    assert all(column.meaning for table in dictionary.tables() for column in table.columns)


def test_the_docs_contain_the_dictionary() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert dictionary.renew(text) == text, "run `python -m archive.database.dictionary`"


@pytest.mark.parametrize("table", CONTRACT)
def test_the_contract_is_kept(table: str) -> None:
    (found,) = [t for t in dictionary.tables() if t.name == table]
    assert set(CONTRACT[table].split()) <= {column.name for column in found.columns}


def test_every_query_in_the_docs_runs() -> None:
    db = Database(memory=True)
    migrations.apply(db)
    queries = re.findall(r"```sql\n([^`]+)```", DOCS.read_text(encoding="utf-8"))
    assert len(queries) >= 6
    for query in queries:
        named = dict.fromkeys(re.findall(r":([a-z_]+)", query), 1)
        assert isinstance(db.conn.execute(query, named), sqlite3.Cursor)
    db.close()
