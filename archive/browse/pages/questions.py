"""`/questions`: common questions as forms; the page of each answer has its rows as CSV, Excel and JSON."""

from __future__ import annotations

import sqlite3

from archive.browse.pages.figures import figure
from archive.browse.pages.promises import matching
from archive.browse.rows import ARCHIVE, Arguments, Row


def read(db: sqlite3.Connection, arguments: Arguments) -> Row:
    """Return what the forms offer: the indicators with figures, and the years with promises, newest first."""
    panel = f"{arguments[ARCHIVE]}archive/panel.csv?_stream=on"
    return {"themes": figure.themes(db), "years": matching.years(db, None), "panel": panel}
