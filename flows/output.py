"""Output of a command: lines for people, the JSON summary, progress on a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Output:
    """Write a command's output.

    `as_json`: only one JSON object goes to stdout, all else to stderr. `quiet`: only warnings and errors.
    """

    as_json: bool = False
    quiet: bool = False

    def say(self, line: str = "") -> None:
        """Print one line for a person."""
        if not self.quiet:
            click.echo(line, err=self.as_json)

    def warn(self, line: str) -> None:
        """Print one line that a person must see even with `--quiet`."""
        click.echo(f"fangzhi: {line}", err=True)

    def summary(self, values: Mapping[str, Any]) -> None:
        """Print the run's result for programs, with `--json` only."""
        if self.as_json:
            click.echo(json_line(values))

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Show a spinner on a terminal, or print a plain line elsewhere, while a step runs."""
        if self.quiet or not sys.stderr.isatty():
            self.say(f"… {what}")
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(what):
            yield


def json_line(values: Mapping[str, Any]) -> str:
    """Return one JSON object on one line, valid UTF-8 whatever bytes a file's name has."""
    text = json.dumps(values, ensure_ascii=False, default=str)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
