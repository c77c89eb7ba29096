"""The data dictionary: the meaning of every table and column, checked against the schema.

`python -m archive.database.dictionary` writes it into docs/archive.md.
"""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from archive.database.schema import migrations

START: Final = "<!-- made by `python -m archive.database.dictionary` from the schema -->\n"
END: Final = "<!-- end of what was made -->\n"
_ID = "Row number, from 1."
_INNER = ("passages_fts", "_sqlite_migrations")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, SQLite type, the table and column it refers to, and what it means."""

    name: str
    type: str
    refers_to: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view, what one row of it is, and its columns."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


def tables() -> tuple[Table, ...]:
    """Return the dictionary, in the order in which the schema makes the tables.

    Raises KeyError for a table or column without a description.
    """
    meanings = _meanings()
    with closing(Database(memory=True)) as db:
        migrations.apply(db)
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid"
            )
            if not name.startswith(_INNER)
        ]
        return tuple(Table(name, meanings[name, ""], _columns(db, name, meanings)) for name in names)


def _columns(db: Database, table: str, meanings: dict[tuple[str, str], str]) -> tuple[Column, ...]:
    keys = {row[3]: f"{row[2]}.{row[4]}" for row in db.execute(f"PRAGMA foreign_key_list({table})")}
    return tuple(
        Column(column, kind, keys.get(column), _meaning(meanings, table, column, kind))
        for _, column, kind, *_ in db.execute(f"PRAGMA table_info({table})")
    )


def _meaning(meanings: dict[tuple[str, str], str], table: str, column: str, kind: str) -> str:
    return _ID if column == "id" and kind == "INTEGER" else meanings[table, column]


def obsolete_descriptions() -> set[tuple[str, str]]:
    """Return the descriptions whose table or column no longer exists."""
    known = {(table.name, column.name) for table in tables() for column in table.columns}
    return set(_meanings()) - known - {(table.name, "") for table in tables()}


def markdown() -> str:
    """Return the dictionary as Markdown."""
    lines = []
    for table in tables():
        lines += [
            f"### `{table.name}`",
            "",
            table.meaning,
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        for column in table.columns:
            refers = f" → `{column.refers_to}`" if column.refers_to else ""
            lines.append(f"| `{column.name}` | {column.type.lower()}{refers} | {column.meaning} |")
        lines.append("")
    return "\n".join(lines)


def renew(text: str) -> str:
    """Return a document with the dictionary between its marks regenerated."""
    head, _, rest = text.partition(START)
    _, _, tail = rest.partition(END)
    return f"{head}{START}\n{markdown()}\n{END}{tail}"


def _meanings() -> dict[tuple[str, str], str]:
    lines = (
        resources.files("archive.database").joinpath("meanings.tsv").read_text(encoding="utf-8").splitlines()
    )
    found = {}
    for line in lines:
        table, column, meaning = line.split("\t")
        found[table, column] = meaning
    return found


if __name__ == "__main__":
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/archive.md")
    path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")
