"""`fangzhi parse`: files in, one JSON record a line out; no archive is touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from flows.errors import NEEDS_A_PERSON, WrongUsageError, check_address
from flows.output import Output, json_line
from flows.pipeline.convert import needs_conversion, to_docx
from flows.pipeline.reading import title_from_name
from parsers.read import read


def command(
    output: Output, files: Sequence[Path], *, url: str | None, title: str | None, content_type: str | None
) -> int:
    """Print the record of each file; 1 when one of them could not be read as a document."""
    check_address(url)
    for path in files:
        if path.is_dir():
            raise WrongUsageError(f"{path}: a folder; name its files (`fangzhi ingest` takes folders)")
        if not path.exists():
            raise WrongUsageError(f"{path}: no such file")
    unread = 0
    for path in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise WrongUsageError(f"{path}: {error.strerror}") from error
        if needs_conversion(data):
            data = to_docx(data) or data
        record = read(
            data, source=url or str(path), url=url, content_type=content_type, title=title,
            file_title=title_from_name(path.name),
        )  # fmt: skip
        click.echo(json_line(record.as_dict()))
        if record.completeness == "empty":
            unread += 1
            detail = "; ".join(problem.detail for problem in record.problems) or "no text"
            output.warn(f"{path}: {detail}")
    return NEEDS_A_PERSON if unread else 0
