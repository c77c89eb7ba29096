"""Which tables and columns hold what: items of a reading, words of a page, what is exported, what may be corrected."""

from __future__ import annotations

from typing import Final

READ_TABLES: Final = ("sections", "indicators", "commitments", "problems")
"""The tables with the items of a version's reading, named as in the record."""
INDEX_TABLES: Final = ("passage_spans", "indexed_versions")
"""The tables that `archive.search.indexing` fills and empties, beside the index itself."""
TEXT_TABLES: Final = (*READ_TABLES, "corrections", "changes", *INDEX_TABLES)
"""Every table that holds words of a version and names it in `version_id`.

Withdrawing, redacting and deleting a version go through all of them; a test compares the list with the schema.
"""

RECORD_COLUMNS: Final = (
    "kind", "title", "text", "published_date", "delivered_date", "meeting", "speaker", "speaker_role",
    "source_org", "source_kind", "review_year", "plan_year", "completeness", "parser",
)  # fmt: skip
"""Columns of `versions` that store a field of the record unchanged; a test fails for a field without a column."""
WORD_COLUMNS: Final = ("title", "meeting", "speaker", "speaker_role", "source_org")
"""Columns of `versions`, besides `text`, that hold words of the page; emptied when a page is withdrawn."""
CORRECTABLE_COLUMNS: Final = frozenset(RECORD_COLUMNS) - {"kind", "text", "source_kind", "parser"}
"""Columns of `versions` that a person may correct in `corrections.yaml`."""

GIVEN_TABLES: Final = (
    "sites",
    "divisions",
    "runs",
    "documents",
    "pages",
    "captures",
    "versions",
    "sections",
    "indicators",
    "commitments",
    "problems",
    "changes",
    "ledger_indicators",
    "ledger_commitments",
    "conflicts",
    "corrections",
    "panel",
)
"""Tables and views that are exported, in order; the archive's internal tables are not."""
