"""Read the results of `fangzhi site survey` from the file beside the database: counts, and divisions that wait."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILE: Final = "site-survey.json"
SHOWN: Final = 200  # divisions that wait, worst first


@dataclass(frozen=True, slots=True)
class Waiting:
    """A division whose site could not be added automatically, and why."""

    code: str
    name: str
    homepage: str
    result: str
    detail: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The number of divisions by result, and those that wait for a person, worst first (at most SHOWN of them)."""

    counts: dict[str, int]
    waiting: tuple[Waiting, ...]
    more: int


def survey(folder: Path, prefix: str) -> Survey | None:
    """Return the survey of the divisions whose codes begin with `prefix`; None if there is no readable survey."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        rows = [row for row in found["sites"] if row["code"].startswith(prefix)]
        counts: dict[str, int] = {}
        for row in rows:
            counts[row["result"]] = counts.get(row["result"], 0) + 1
        names = ("code", "name", "homepage", "result", "detail")
        waiting = [Waiting(*(str(row[name]) for name in names)) for row in rows if not row["fits"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not rows:
        return None
    ordered = dict(sorted(counts.items(), key=lambda pair: -pair[1]))
    return Survey(ordered, tuple(waiting[:SHOWN]), max(0, len(waiting) - SHOWN))
