"""Prefect artifacts: Markdown pages for people who use Prefect's interface, four a night, one a maintenance flow.

The texts come from pure functions; only `publish` uses Prefect, and only inside a flow run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from archive.queries.night_facts import new_versions
from archive.queries.status import Status
from archive.wording import counted
from flows.pipeline.morning_report import Morning

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
# As many rows as a browser shows well; the archive has all of them.
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
    """Return the lines of the morning report and the night's counts."""
    lines = morning.lines()
    news = "\n".join(f"- {_cell(line)}" for line in lines[1:])
    counts = table(("count", "number"), [(name, summary[name]) for name in _COUNTS])
    return f"# {_cell(lines[0])}\n\n{news}\n\n{counts}"


def versions(rows: Sequence[Mapping[str, Any]], changes: Sequence[Mapping[str, Any]]) -> str:
    """Return the new versions, with the heaviest change of each quiet edit."""
    heaviest: dict[int, Mapping[str, Any]] = {}
    for change in changes:
        heaviest.setdefault(change["version_id"], change)
    lines = []
    for row in rows:
        edit = heaviest.get(row["version_id"])
        words = f"{edit['before'] or ''} → {edit['after'] or ''}" if edit else ""
        lines.append(
            (row["site"], row["cause"], row["division"], row["plan_year"], row["title"], words, row["url"])
        )
    headings = ("site", "cause", "division", "year", "title", "before → after", "address")
    return f"# {counted(len(rows), 'new version')}\n\n{table(headings, lines)}"


def failing(failures: Sequence[Mapping[str, Any]]) -> str:
    """Return the sites with addresses that gave no usable response: how many, and the first of them."""
    sites: dict[str, list[Mapping[str, Any]]] = {}
    for row in failures:
        sites.setdefault(row["site_id"] or "", []).append(row)
    lines = [
        (site, len(rows), rows[0]["outcome"], rows[0]["detail"], rows[0]["url"])
        for site, rows in sites.items()
    ]
    headings = ("site", "addresses", "first outcome", "detail", "first address")
    return f"# {counted(len(lines), 'site')} with failures\n\n{table(headings, lines)}"


def coverage(status: Status) -> str:
    """Return for each site the plan years of its work reports, and those that are missing."""
    lines = [
        (
            site.id,
            site.name,
            " ".join(map(str, site.years)),
            " ".join(map(str, site.missing)),
            site.last_success,
        )
        for site in status.sites
    ]
    return f"# Coverage\n\n{table(('site', 'name', 'years', 'missing', 'last success'), lines)}"


def backfilled(summary: Mapping[str, Any]) -> str:
    """Return for each requested year the pages with its report or why it is missing, and what needs a person."""
    counts = table(("count", "number"), [(name, summary[name]) for name in _COUNTS])
    years = [
        (year["year"], " ".join(year["reports"]), " ".join(year["lists"]), year["why"])
        for year in summary["coverage"]
    ]
    covered = table(("year", "reports", "livelihood lists", "why it is missing"), years)
    head = f"# {_cell(summary['site'])}: {len(years) - len(summary['missing'])} of {len(years)} years"
    more = "" if summary["whole"] else "\n\nStopped before its end; start it again to resume."
    return f"{head}{more}\n\n{_lines(_needs(summary))}{covered}\n\n{counts}"


def read_again(summary: Mapping[str, Any]) -> str:
    """Return how much was read again, and what could not be read."""
    counts = table(
        ("count", "number"),
        [(name, summary[name]) for name in ("read_again", "parser_versions", "dismissed")],
    )
    return f"# {counted(summary['read_again'], 'capture')} read again\n\n{_lines(_needs(summary))}{counts}"


def verified(summary: Mapping[str, Any]) -> str:
    """Return how much was checked, and each damaged record."""
    counts = [(name, value) for name, value in summary.items() if isinstance(value, int)]
    damaged = summary["damaged"]
    rows = table(tuple(damaged[0]), [tuple(row.values()) for row in damaged]) if damaged else ""
    return f"# {len(damaged)} damaged\n\n{rows}\n\n{table(('checked', 'number'), counts)}"


def published(summary: Mapping[str, Any]) -> str:
    """Return where the folder is and what it holds."""
    rows = [(name, summary[name]) for name in ("out", "documents", "warc_files", "withheld")]
    return f"# Published\n\n{table(('what', 'value'), rows)}"


def _needs(summary: Mapping[str, Any]) -> list[str]:
    return [*summary.get("attention", ()), *(row["detail"] for row in summary["damaged"])]


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"- {_cell(line)}\n" for line in lines) + ("\n" if lines else "")


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table of at most 500 rows; the rest is counted."""
    lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    lines += [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows[:_ROWS]]
    if len(rows) > _ROWS:
        lines.append(f"\n{len(rows) - _ROWS} more rows are in the archive.")
    return "\n".join(lines)


def _cell(value: object) -> str:
    """Return a cell's text with Markdown escaped: a page's words must not become markup."""
    text = "" if value is None else " ".join(str(value).split())
    for mark in "\\|<>[]`*_#":
        text = text.replace(mark, f"\\{mark}" if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return text
