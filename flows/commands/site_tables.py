"""Print and write the tables of `site check` and `site survey`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.wording import counted
from flows.output import Output
from spiders.survey.verdict import WORST_FIRST

Row = Mapping[str, Any]
NOT_JUDGED = "not judged"


def worst_first(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, those that need a person most first."""
    order = {result: place for place, result in enumerate((NOT_JUDGED, *WORST_FIRST))}
    return sorted(rows, key=lambda row: (order[row["result"]], row.get("code") or row["id"]))


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """Return how many rows each result has, best first."""
    found = Counter(row["result"] for row in rows)
    return {result: found[result] for result in (*reversed(WORST_FIRST), NOT_JUDGED) if found[result]}


def write(path: Path, title: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Write PATH.md, for people, and PATH.json; each replaces its predecessor atomically."""
    ordered = worst_first(rows)
    lines = [f"# {title}", "", *(f"- {result}: {number}" for result, number in counts(rows).items()), ""]
    lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(_cell(row[column]) for column in columns)} |" for row in ordered]
    values = {"title": title, "counts": counts(rows), "sites": ordered}
    _replace(path.with_suffix(".md"), "\n".join(lines) + "\n")
    _replace(path.with_suffix(".json"), json.dumps(values, ensure_ascii=False, indent=1, default=str) + "\n")


def show(output: Output, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print the table for a person, worst first, and the counts below it; nothing if there is no row."""
    if output.quiet or not rows:
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in worst_first(rows):
        table.add_row(*(_cell(row[column]) for column in columns))
    Console(stderr=output.as_json, highlight=False, soft_wrap=True).print(table)
    output.say(
        f"{counted(len(rows), 'site')}: " + ", ".join(f"{n} {name}" for name, n in counts(rows).items())
    )


def _cell(value: object) -> str:
    return str(value if value is not None else "").replace("|", "/").replace("\n", " ")[:300]


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
