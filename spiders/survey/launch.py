"""Look at live sites in a separate process (`spiders.survey.process`): a Scrapy reactor can start only once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spiders.config import settings as operator
from spiders.config import sitefile

RECORDED = "recorded"  # folder beside the site files: what the sites showed when they were looked at


class LookError(Exception):
    """A site could not be looked at; `exit_code` as in the command line's contract."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Sample:
    """An article of the site as the archive would hold it."""

    url: str
    title: str | None
    kind: str
    division_name: str | None
    review_year: int | None
    plan_year: int | None
    characters: int


def look(ids: Sequence[str], sites: Path, data: Path, warc: Path, typed: str | None) -> dict[str, Any]:
    """What spiders.look tells of each site, by id; its captures go into the folder `warc`. Raises LookError.

    `typed` is the address of a new site, None for known ones.
    """
    try:
        settings = operator.load(data)
        for name in ids:
            operator.require_contact(settings, sitefile.load(sites / f"{name}.yaml").homepage, data)
    except operator.SettingsError as error:
        raise LookError(str(error), 3 if isinstance(error, operator.ContactMissingError) else 2) from error
    command = [
        sys.executable, "-m", "spiders.survey.process", "--data", str(data), "--warc", str(warc), "--sites", str(sites),
        *(("--typed", typed) if typed else ()), *ids,
    ]  # fmt: skip
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        words = done.stderr.strip().splitlines()
        raise LookError(
            words[-1] if words else f"the look ended with {done.returncode}", done.returncode or 3
        )
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def keep(warc: Path, folder: Path, name: str) -> Path:
    """Keep what was captured beside the site files."""
    target = folder / RECORDED / f"{name}.warc.gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        for part in sorted(warc.glob("*.warc.gz")):
            with part.open("rb") as file:
                shutil.copyfileobj(file, out)
    return target


def samples(found: dict[str, Any]) -> tuple[Sample, ...]:
    """The articles that a look read."""
    names = ("url", "title", "kind", "division_name", "review_year", "plan_year", "characters")
    return tuple(Sample(**{name: one[name] for name in names}) for one in found["samples"])
