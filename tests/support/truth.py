"""Compare an archive with the farm's truth of a night."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def connect(data: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{data / 'archive.db'}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return db


def newest(db: sqlite3.Connection) -> dict[str, sqlite3.Row]:
    """Return the newest version of each page, by the page's address."""
    rows = db.execute(
        """select p.url, p.gone_since, p.site_id, d.kind, v.* from versions v
           join pages p on p.id = v.page_id join documents d on d.id = p.document_id
           order by v.page_id, v.number"""
    )
    return {row["url"]: row for row in rows}


def misses(
    db: sqlite3.Connection, truth: Mapping[str, Mapping[str, Any]], sites: Iterable[str] = ()
) -> list[str]:
    """Return what the archive lacks or has too much of, one line each; empty if it equals the truth."""
    pages, found = newest(db), []
    for site_id in sites or truth:
        site = truth[site_id]
        if site["blocked"]:
            continue
        wanted = {report["url"]: report for report in site["reports"]}
        for url, report in wanted.items():
            row = pages.get(url)
            if row is None:
                found.append(f"{site_id}: lost {report['key']} {url}")
                continue
            fields = ("kind", "published_date", "delivered_date", "speaker", "review_year", "plan_year")
            found += [
                f"{site_id} {report['key']}: {field} is {row[field]!r}, not {report[field]!r}"
                for field in fields
                if report.get(field) is not None and row[field] != report[field]
            ]
            if row["content_sha256"] != report["fold_sha256"]:
                found.append(
                    f"{site_id} {report['key']} ({report['form']}): the body differs from the truth's"
                )
        prefix = f"http://{site['host']}/"
        away = {*site["gone"], *site["soft404"], *(move["from"] for move in site["moved"])}
        for url, row in pages.items():
            if not url.startswith(prefix) or url in wanted:
                continue
            if url not in away:
                found.append(f"{site_id}: archived something that is not a report: {url} {row['title']}")
            elif row["gone_since"] is None and url not in {move["from"] for move in site["moved"]}:
                found.append(f"{site_id}: {url} is gone, but the archive does not record it")
    return found


def version_count(db: sqlite3.Connection) -> int:
    count: int = db.execute("select count(*) from versions").fetchone()[0]
    return count
