"""Find the operator's settings file, without reading it."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = "fangzhi.toml"


def place(data: Path) -> Path | None:
    """Return the settings file in force: in the data folder or else in the current one."""
    return next((path for folder in (data, Path.cwd()) if (path := folder / FILE_NAME).is_file()), None)
