"""Names of the files and folders in a data folder (contract: "The data folder")."""

from __future__ import annotations

from typing import Final

FILE: Final = "archive.db"
"""The SQLite database."""
WARC_FOLDER: Final = "warc"
"""The raw captures, `*.warc.gz`."""
KNOWN_FOLDER: Final = "known"
"""A small copy of what crawls on other machines must know; its database is named FILE too."""
CORRECTIONS_FILE: Final = "corrections.yaml"
"""Corrections that people made, applied at the end of each run."""
DOWNLOADS_FOLDER: Final = "downloads"
"""Exported files that the page `/data` offers: `fangzhi export … DATA/downloads/panel.parquet`."""
