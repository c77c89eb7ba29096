"""Make the database of a new Prefect server at once, as Prefect's migrations leave it.

Prefect makes it by 112 migrations, which copy tables again and again: 3.7 s of CPU at the first night of every data
folder (Prefect 3.8, 2026-11). `new_database.sql` holds what they give. It serves the release of Prefect that its first
line names; any other release migrates by itself.

`python -m flows.prefect_flows.new_database` writes the file with the installed Prefect; a test compares the two.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
from contextlib import closing
from importlib import metadata
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("new_database.sql")
_URLS: Final = ("PREFECT_SERVER_DATABASE_", "PREFECT_API_DATABASE_")


def create(path: Path) -> bool:
    """Make the database where there is none, if it is that of the installed Prefect; return whether it was made."""
    with FILE.open(encoding="utf-8") as file:
        if path.exists() or file.readline() != _first_line():
            return False
        script = file.read()
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(partial)) as db:
        db.executescript(script)
    partial.rename(path)
    return True


def is_elsewhere() -> bool:
    """Return whether the environment names another database than the one in Prefect's home."""
    return any(name.startswith(_URLS) for name in os.environ)


def script_of(path: Path) -> str:
    """Return the statements that make an equal database; first a comment that names the installed Prefect."""
    with closing(sqlite3.connect(path)) as db:
        return _first_line() + "\n".join(db.iterdump()) + "\n"


def migrated(home: Path) -> Path:
    """Have Prefect's migrations make a database in a folder, its PREFECT_HOME; return its file."""
    from prefect.server.database import provide_database_interface
    from prefect.settings import PREFECT_HOME, temporary_settings

    with temporary_settings({PREFECT_HOME: home}):
        asyncio.run(provide_database_interface().create_db())
    return home / "prefect.db"


def _first_line() -> str:
    return f"-- Prefect {metadata.version('prefect')}\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(script_of(migrated(Path(folder))), "utf-8")
