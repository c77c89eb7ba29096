"""Datasette loads this from a published folder: our pages, over the snapshot that lies beside."""

from __future__ import annotations

import sys
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm
from pluggy import HookimplMarker

FOLDER = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(FOLDER))

from archive.browse import plugin  # noqa: E402  # the path above makes it importable
from archive.browse.database import ArchiveDatabase  # noqa: E402

hookimpl = HookimplMarker("datasette")
plugin.register(pm)


@hookimpl
def startup(datasette: Datasette) -> None:
    """Open the snapshot as our pages do: it tells no path of the server."""
    datasette.remove_database("archive")
    datasette.add_database(ArchiveDatabase(datasette, FOLDER / "archive.db", frozen=True), name="archive")
