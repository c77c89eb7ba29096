"""`fangzhi export`: write the archive in open formats."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from archive.database.readonly import NoArchiveError
from archive.errors import ArchiveError
from archive.export.package import data_package
from archive.export.tables import Choice, Format, UnknownDivisionError, export
from archive.export.wacz import wacz
from archive.wording import counted
from flows.errors import NEEDS_A_PERSON, CouldNotRunError, WrongUsageError
from flows.output import Output

TABLES: Mapping[str, Format] = {"csv": "csv", "jsonl": "jsonl", "parquet": "parquet"}
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def years_of(text: str) -> tuple[int, int]:
    """Return the first and last year of `2012-2020` or `2015`. Raises WrongUsageError."""
    found = _YEARS.fullmatch(text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise WrongUsageError(f"--years: write 2012-2020 or 2015, not {text!r}")
    return int(found[1]), int(found[2] or found[1])


def command(
    data: Path, output: Output, out: Path, *, form: str, division: str | None, years: str | None
) -> int:
    """Write the archive, or the documents of a division and some plan years; return 1 if the choice has none."""
    first, last = years_of(years) if years else (None, None)
    choice = Choice(division, first, last)
    if form == "wacz" and choice != Choice():
        raise WrongUsageError("--format wacz: exports all raw captures; leave --division and --years out")
    try:
        with output.step(f"writing {out}"):
            counts = _write(data, out, form, choice)
    except NoArchiveError as error:
        raise WrongUsageError(str(error)) from error
    except UnknownDivisionError as error:
        raise WrongUsageError(f"--division: {error}") from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    except OSError as error:
        raise CouldNotRunError(f"{out} can't be written: {error.strerror or error}") from error
    chosen = ", ".join(filter(None, (division, years)))
    nothing = bool(chosen) and not counts.get("documents", counts.get("panel", 0))
    if nothing:
        output.warn(f"{out}: the archive has no document of {chosen}")
    output.say(f"{out}: {_counted(counts)}")
    output.summary({"command": "export", "data": str(data), "out": str(out), "format": form, "rows": counts})
    return NEEDS_A_PERSON if nothing else 0


def _counted(counts: Mapping[str, int]) -> str:
    """Return what was written, for people: the captures, the rows of one table, or those of each table."""
    if len(counts) == 1:
        ((name, count),) = counts.items()
        return counted(count, "capture" if name == "captures" else "row")
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _write(data: Path, out: Path, form: str, choice: Choice) -> dict[str, int]:
    if form == "wacz":
        return {"captures": wacz(data, out)}
    if form == "datapackage":
        return data_package(data, out, choice)
    return export(data, out, TABLES[form], choice)
