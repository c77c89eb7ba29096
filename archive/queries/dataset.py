"""The dated identifier of the archive's present contents, its licences, and how to cite it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Final

DATA_LICENCE: Final = "CC-BY-4.0"
CODE_LICENCE: Final = "Apache-2.0"
TITLE: Final = "方志：区县政府工作报告与民生实事数据集"
ENGLISH_TITLE: Final = "Fangzhi: work reports and livelihood projects of Chinese district governments"

_CHINA: Final = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The contents after a run: `as_of` is the day in China on which the run ended."""

    identifier: str
    as_of: str
    run: int


def current(db: sqlite3.Connection) -> Dataset | None:
    """Return the dataset of the last finished run, None before the first.

    The identifier is that day and a digest of the run and of the last ids in use: it changes with every run, and
    finding it takes a few index look-ups, however large the archive is.
    """
    run = db.execute(
        "SELECT id, finished_at FROM runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if run is None:
        return None
    last = [
        db.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        for table in ("documents", "versions", "indicators", "commitments")
    ]
    day = (datetime.fromisoformat(run[1].replace("Z", "+00:00")) + _CHINA).date().isoformat()
    digest = hashlib.sha256(json.dumps([*run, *last]).encode()).hexdigest()[:8]
    return Dataset(f"fangzhi-{day.replace('-', '')}-{digest}", day, run[0])


def citation(dataset: Dataset, archive: str) -> dict[str, str]:
    """Return how to cite the dataset under `archive`, the front page's address ("" if unknown).

    GB/T 7714-2015 (8.8, electronic resources), BibTeX, and Citation File Format 1.2.0.
    """
    name, day = dataset.identifier, dataset.as_of
    where = f" {archive}data." if archive else ""
    url = f",\n  url = {{{archive}data}}" if archive else ""
    return {
        "gbt7714": f"Fangzhi. {TITLE}[DS/OL]. {name}. ({day})[{day}].{where}",
        "bibtex": f"@misc{{{name},\n  author = {{{{Fangzhi}}}},\n  title = {{{{{TITLE}}}}},\n"
        f"  year = {{{day[:4]}}},\n  version = {{{name}}}{url}\n}}",
        "cff": _cff(dataset, archive),
    }


def _cff(dataset: Dataset, archive: str) -> str:
    lines = [
        "cff-version: 1.2.0",
        "message: Please cite this dataset with its version.",
        "type: dataset",
        f'title: "{TITLE}"',
        "authors:",
        "  - name: Fangzhi",
        f"version: {dataset.identifier}",
        f"date-released: {dataset.as_of}",
        f"license: {DATA_LICENCE}",
        *([f'url: "{archive}data"'] if archive.startswith(("http://", "https://")) else []),
    ]
    return "\n".join(lines) + "\n"


def software_version() -> str:
    """Return the version of the installed package, "unknown" in a published folder, where none is installed."""
    try:
        return version("fangzhi")
    except PackageNotFoundError:
        return "unknown"
