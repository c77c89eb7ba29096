"""Prefect artifacts of a night, for people who look at Prefect's interface: four pages of Markdown.

The texts are made by pure functions; `publish` alone knows Prefect, and only inside a flow run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from archive.mornings import new_versions
from archive.status import Status
from flows.morning import Morning

_COUNTS = (
    "fetched",
    "unchanged",
    "moved",
    "failed",
    "new_documents",
    "new_versions",
    "edits",
    "gone",
    "dismissed",
)
# A page that a browser can show; the archive has all rows.
_ROWS = 500


def publish(db: sqlite3.Connection, summary: Mapping[str, Any], morning: Morning, status: Status) -> None:
    """Publish the artifacts `morning`, `new-versions`, `failing-sites` and `coverage` of the running flow."""
    from prefect.artifacts import create_markdown_artifact

    for key, text in (
        ("morning", run_summary(summary, morning)),
        ("new-versions", versions(new_versions(db, int(summary["run"])), summary["changes"])),
        ("failing-sites", failing(summary["failures"])),
        ("coverage", coverage(status)),
    ):
        create_markdown_artifact(text, key=key, description=f"run {summary['run']}")


def run_summary(summary: Mapping[str, Any], morning: Morning) -> str:
    """The morning's lines and the night's counts."""
    lines = morning.lines()
    news = "\n".join(f"- {_cell(line)}" for line in lines[1:])
    counts = table(("count", "number"), [(name, summary[name]) for name in _COUNTS])
    return f"# {_cell(lines[0])}\n\n{news}\n\n{counts}"


def versions(rows: Sequence[Mapping[str, Any]], changes: Sequence[Mapping[str, Any]]) -> str:
    """New versions, and the heaviest change of each that is a quiet edit."""
    heaviest: dict[int, Mapping[str, Any]] = {}
    for change in changes:
        heaviest.setdefault(change["version_id"], change)
    told = []
    for row in rows:
        edit = heaviest.get(row["version_id"])
        words = f"{edit['before'] or ''} → {edit['after'] or ''}" if edit else ""
        told.append(
            (row["site"], row["cause"], row["division"], row["plan_year"], row["title"], words, row["url"])
        )
    headings = ("site", "cause", "division", "year", "title", "before → after", "address")
    return f"# {len(rows)} new versions\n\n{table(headings, told)}"


def failing(failures: Sequence[Mapping[str, Any]]) -> str:
    """Sites with addresses that gave no usable answer: how many, and the first of them."""
    sites: dict[str, list[Mapping[str, Any]]] = {}
    for row in failures:
        sites.setdefault(row["site_id"] or "", []).append(row)
    told = [
        (site, len(rows), rows[0]["outcome"], rows[0]["detail"], rows[0]["url"])
        for site, rows in sites.items()
    ]
    headings = ("site", "addresses", "first outcome", "detail", "first address")
    return f"# {len(told)} sites with failures\n\n{table(headings, told)}"


def coverage(status: Status) -> str:
    """For each site its plan years of work reports, and those that are missing."""
    told = [
        (
            site.id,
            site.name,
            " ".join(map(str, site.years)),
            " ".join(map(str, site.missing)),
            site.last_success,
        )
        for site in status.sites
    ]
    return f"# Coverage\n\n{table(('site', 'name', 'years', 'missing', 'last success'), told)}"


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table of at most 500 rows; the rest is counted."""
    lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows[:_ROWS]]
    if len(rows) > _ROWS:
        lines.append(f"\n{len(rows) - _ROWS} more rows are in the archive.")
    return "\n".join(lines)


def _cell(value: object) -> str:
    """One cell's text; what a page wrote must not become markup of ours."""
    text = "" if value is None else " ".join(str(value).split())
    for mark in "\\|<>[]`*_#":
        text = text.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return text
