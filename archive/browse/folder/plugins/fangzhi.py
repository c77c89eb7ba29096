"""The plugin of a published folder: our pages, on the snapshot in the same folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datasette.app import Datasette
from datasette.plugins import pm
from pluggy import HookimplMarker

FOLDER = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(FOLDER))

from archive.browse import plugin, public_address  # noqa: E402  # the path above makes it importable
from archive.browse.database import ArchiveDatabase  # noqa: E402

hookimpl = HookimplMarker("datasette")
plugin.register(pm)


@hookimpl
def startup(datasette: Datasette) -> None:
    """Open the snapshot through `ArchiveDatabase`, which reveals no path of the server."""
    # Started without start.sh, one --setting makes Datasette forget settings.json, and offer archive.db to download.
    written = json.loads((FOLDER / "settings.json").read_text(encoding="utf-8"))
    if not written.get("allow_download"):
        datasette._settings["allow_download"] = False
    known = public_address.configured(datasette)
    if known is not None and datasette.setting("base_url") == "/":
        datasette._settings["base_url"] = known.path
    datasette.remove_database("archive")
    datasette.add_database(ArchiveDatabase(datasette, FOLDER / "archive.db", frozen=True), name="archive")
