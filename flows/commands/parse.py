"""`fangzhi parse`: print the record of each file as one line of JSON, without an archive."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click

from flows.errors import NEEDS_A_PERSON, WrongUsageError, check_address
from flows.output import Output, json_line
from flows.pipeline.readers import convert
from flows.pipeline.readers.isolation.messages import Failed
from flows.pipeline.readers.isolation.process import Isolated
from flows.pipeline.readers.one_file import describe, limits_of, title_from_name
from parsers.indicators.account import READ, UNDECIDED, account, counts
from parsers.page import Page
from parsers.read import read, read_page
from parsers.record import READER_FAILED, Problem, Record


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line states about the files."""

    url: str | None
    title: str | None
    content_type: str | None
    explain: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A record in printed form, and why it is empty, if it is."""

    text: str
    empty: str | None


def command(
    data: Path, output: Output, files: Sequence[Path],
    *, url: str | None, title: str | None, content_type: str | None, explain: bool = False,
) -> int:  # fmt: skip
    """Print the record of each file; return 1 if one of them could not be read as a document."""
    check_address(url)
    for path in files:
        if path.is_dir():
            raise WrongUsageError(f"{path}: a folder; name its files (`fangzhi ingest` takes folders)")
        if not path.exists():
            raise WrongUsageError(f"{path}: no such file")
    limits = limits_of(data)
    given = Given(url, title, content_type, explain)
    unread = 0
    with closing(Isolated(fork=True)) as worker:
        for path in files:
            (line,) = worker.run(partial(line_of, given), [path], limits)
            if isinstance(line, Failed):
                line = _printed(_failed(given, path, line.why))
            click.echo(line.text)
            if line.empty:
                unread += 1
                output.warn(f"{path}: {line.empty}")
    return NEEDS_A_PERSON if unread else 0


def line_of(given: Given, path: Path) -> _Line:
    """Return the line for a file. Raises WrongUsageError if it can't be read from disk."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WrongUsageError(f"{path}: {error.strerror}") from error
    try:
        return _printed(_record(given, path, data), explain=given.explain)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- a parser error becomes a record with a problem, as in a nightly run
        return _printed(_failed(given, path, describe(error)))


def _record(given: Given, path: Path, data: bytes) -> Record:
    reasons: list[str] = []
    if convert.needs_conversion(data):
        try:
            data = convert.to_docx(data)
        except convert.ConversionError as error:
            reasons.append(str(error))
    record = read(
        data, source=given.url or str(path), url=given.url, content_type=given.content_type, title=given.title,
        file_title=title_from_name(path.name),
    )  # fmt: skip
    return convert.explained(record, reasons)


def _failed(given: Given, path: Path, why: str) -> Record:
    """Return the record of a file on which the parsers failed."""
    page = Page(text="", url=given.url, given_title=given.title, problems=(Problem(READER_FAILED, why),))
    return read_page(page, source=given.url or str(path))


def _printed(record: Record, *, explain: bool = False) -> _Line:
    empty = None
    if record.completeness == "empty":
        empty = "; ".join(problem.detail for problem in record.problems) or "no text"
    return _Line(json_line(record.as_dict() | (_explained(record) if explain else {})), empty)


def _explained(record: Record) -> dict[str, object]:
    """List every number of the text: whether it was read, or by which rule it was left out."""
    fates = account(record)
    left_out = [asdict(fate) for fate in fates if fate.rule != READ]
    left_out.sort(key=lambda fate: (fate["rule"] != UNDECIDED, fate["start"]))
    return {"numbers": counts(fates), "left_out": left_out}
