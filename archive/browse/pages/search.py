"""`/search`: passages that contain the words; copies of one passage are shown once."""

from __future__ import annotations

import sqlite3
from typing import Any

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text
from archive.search import index

PAGE_SIZE = 20
_LAST_PAGE = index.MOST_HITS // PAGE_SIZE


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Search with `q`, `division`, `from`, `to`, `kind`, `section`, `sort` (best, newest), `page`."""
    query = text(arguments, "q") or ""
    division = divisions.requested(db, arguments)
    filters = filters_of(arguments, division)
    page = min(max(number(arguments, "page") or 1, 1), _LAST_PAGE)
    order: index.Order = "newest" if text(arguments, "sort") == "newest" else "best"
    hits = index.find(db, query, filters, order=order, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    pages = min(-(-hits.count // PAGE_SIZE), _LAST_PAGE)
    if page > pages > 0:  # a page number beyond the last shows the last page
        page = pages
        hits = index.find(db, query, filters, order=order, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    passages = marked(passages_of(db, hits.keys), query)
    return {
        "query": query,
        "words": ["".join(word) for word in index.words(query)],
        "count": min(hits.count, index.MOST_HITS),
        "more": hits.count > index.MOST_HITS,
        "division": division,
        "order": hits.order,
        "page": page,
        "pages": pages,
        "filters": {
            "division": filters.division,
            "from": filters.first_year,
            "to": filters.last_year,
            "kind": filters.kind,
            "section": filters.section,
        },
        "passages": together(passages),
    }


def filters_of(arguments: Arguments, division: Row | None) -> index.Filters:
    """Return the filters of a request."""
    return index.Filters(
        division=str(division["code"]) if division else None,
        first_year=number(arguments, "from"),
        last_year=number(arguments, "to"),
        kind=text(arguments, "kind"),
        section=text(arguments, "section"),
    )


def passages_of(db: sqlite3.Connection, keys: tuple[int, ...]) -> list[Row]:
    """Return passages in the order of their search keys (at most 5,000), with their documents and addresses."""
    found = {
        row["search_key"]: row
        for row in rows(
            db,
            f"""select passages.id as passage_id, passages.search_key, passages.version_id,
                       passages.heading, passages.text,
                       passages.start, passages."end", documents.id as document_id, documents.title,
                       documents.kind, documents.division_code, documents.division_name,
                       documents.plan_year, documents.review_year,
                       pages.source_kind, pages.url as source_url, versions.published_date as published,
                       versions.source_org, versions.first_capture_id, versions.number as version_number,
                       (select max(number) from versions as later
                        where later.page_id = pages.id) as last_number
                from passages
                join versions on versions.id = passages.version_id
                left join pages on pages.id = versions.page_id
                left join documents on documents.id = pages.document_id
                where pages.withdrawn_at is null and passages.search_key in ({",".join("?" * len(keys))})""",
            keys,
        )
    }
    ordered = [found[key] for key in keys if key in found]
    for row in ordered:
        row["address"] = f"/version/{row['version_id']}?at={row['start']}-{row['end']}#at"
        del row["search_key"]
        row["superseded"] = (row.pop("last_number") or 0) > (row["version_number"] or 0)
    return ordered


def marked(passages: list[Row], query: str) -> list[Row]:
    """Add the spans of the query's words to each passage."""
    for row in passages:
        row["marks"] = index.marks(row["text"], query)
    return passages


def together(passages: list[Row]) -> list[Row]:
    """Merge copies of a passage in several copies or versions of a document, preferring current and official ones."""
    groups: dict[Any, Row] = {}
    for row in passages:
        key = (row["document_id"] or -row["version_id"], "".join(row["text"].split()))
        first = groups.setdefault(key, {**row, "others": []})
        if first["passage_id"] == row["passage_id"]:
            continue
        if _place(row) < _place(first):
            others = [*first.pop("others"), _brief(first)]
            first.update(row, others=others)
        else:
            first["others"].append(_brief(row))
    return list(groups.values())


def _place(row: Row) -> tuple[bool, bool]:
    return row["superseded"], row["source_kind"] != "official"


def _brief(row: Row) -> Row:
    return {name: row[name] for name in ("version_id", "address", "source_kind", "version_number")}
