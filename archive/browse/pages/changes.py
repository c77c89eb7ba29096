"""`/changes`: quiet edits, latest first, with what changed and how much it weighs."""

from __future__ import annotations

import json
import re
import sqlite3

from archive.browse.pages import divisions
from archive.browse.rows import Arguments, Row, number, rows, text

PAGE_SIZE = 50
SHOWN = 12
"""Changes of an edit that the page shows, the weightiest first."""


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Read edited versions of `division` (with its parts), `kind` and page `url`, older than version `before`.

    For a `url` also read what is known of the pages with that address: whether it is archived, how many versions.
    """
    division = divisions.requested(db, arguments)
    kind, before, url = text(arguments, "kind"), number(arguments, "before"), text(arguments, "url")
    edits = edited(db, division["code"] if division else None, kind, before, PAGE_SIZE + 1, url=url)
    return {
        "division": division,
        "filters": {"kind": kind, "before": before, "url": url},
        "pages": _pages(db, url) if url else [],
        "edits": edits[:PAGE_SIZE],
        "next": edits[PAGE_SIZE - 1]["id"] if len(edits) > PAGE_SIZE else None,
    }


def _pages(db: sqlite3.Connection, url: str) -> list[Row]:
    """Return the pages with an address, whichever scheme it is typed with, and how many versions each has."""
    return rows(
        db,
        f"""select pages.id, pages.url, pages.first_seen, pages.last_seen, pages.gone_since, pages.document_id,
                   documents.title,
                   (select count(*) from versions where versions.page_id = pages.id) as versions
            from pages left join documents on documents.id = pages.document_id
            where pages.withdrawn_at is null and pages.url in ({",".join("?" * len(addresses(url)))})
            order by pages.id""",
        addresses(url),
    )


def addresses(url: str) -> list[str]:
    """Return the forms in which an address may be stored: with either scheme, with and without its last slash.

    >>> addresses("www.a.cn/b/")
    ['http://www.a.cn/b', 'http://www.a.cn/b/', 'https://www.a.cn/b', 'https://www.a.cn/b/']
    """
    bare = re.sub(r"^https?://", "", url.partition("#")[0].strip(), flags=re.IGNORECASE).rstrip("/")
    forms = [f"{scheme}://{bare}{end}" for scheme in ("http", "https") for end in ("", "/")]
    return forms if re.match(r"(?i)https?://|[^/\s]+\.", url) else [url]


def edited(
    db: sqlite3.Connection,
    code: str | None,
    kind: str | None,
    before: int | None,
    limit: int,
    *,
    url: str | None = None,
    shown: int | None = SHOWN,
) -> list[Row]:
    """Return edited versions, latest first, each with its weightiest changes (all if `shown` is None).

    `unconfirmed`: seen in one night only; `flapping`: the page alternates between texts.
    """
    edits = rows(
        db,
        f"""select versions.id, versions.number, versions.first_seen, versions.previous_id, versions.sightings,
                  versions.page_id, pages.url, pages.returns, documents.id as document_id, documents.title,
                  documents.kind, documents.division_code, documents.division_name, documents.plan_year,
                  documents.review_year
           from versions join pages on pages.id = versions.page_id
           left join documents on documents.id = pages.document_id
           where versions.cause = 'edited' and pages.withdrawn_at is null
           and (:before is null or versions.id < :before)
           and (:prefix is null or documents.division_code >= :prefix
                and documents.division_code < :prefix || 'z')
           and (:kind is null or documents.kind = :kind)
           {"and pages.url in (select value from json_each(:urls))" if url else ""}
           order by versions.id desc limit :limit""",
        {
            "urls": json.dumps(addresses(url or "")),
            "before": before,
            "prefix": divisions.prefix(code) if code else None,
            "kind": kind,
            "limit": limit,
        },
    )
    for row in edits:
        row["unconfirmed"] = row.pop("sightings") < 2
        row["flapping"] = row.pop("returns") > 1
        changes = rows(
            db,
            """select kind, before, after, weight, previous_id from changes where version_id = ?
               order by weight desc, id""",
            [row["id"]],
        )
        row["previous_id"] = row["previous_id"] or (changes[0]["previous_id"] if changes else None)
        row["weight"] = changes[0]["weight"] if changes else None
        row["changes"], row["change_count"] = changes[:shown], len(changes)
    return edits


def arrived(db: sqlite3.Connection, code: str | None, kind: str | None, limit: int) -> list[Row]:
    """Return documents, newest in the archive first, by when their first page was seen."""
    return rows(
        db,
        """select documents.*, pages.first_seen, sites.name as site_name
           from pages join documents on documents.id = pages.document_id
           left join sites on sites.id = pages.site_id
           where pages.withdrawn_at is null
           and not exists (select 1 from pages as earlier
                           where earlier.document_id = pages.document_id and earlier.id < pages.id)
           and (:prefix is null or documents.division_code >= :prefix
                and documents.division_code < :prefix || 'z')
           and (:kind is null or documents.kind = :kind)
           order by pages.id desc limit :limit""",
        {"prefix": divisions.prefix(code) if code else None, "kind": kind, "limit": limit},
    )
