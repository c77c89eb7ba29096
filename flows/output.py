"""Where a command's words go: people's lines, the JSON summary, progress on a terminal."""

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
    """`--json` puts one JSON object alone on stdout and all else on stderr; `--quiet` drops people's lines."""

    as_json: bool = False
    quiet: bool = False

    def say(self, line: str = "") -> None:
        """One line for a person."""
        if not self.quiet:
            click.echo(line, err=self.as_json)

    def warn(self, line: str) -> None:
        """One line that a person should see even when quiet."""
        click.echo(f"fangzhi: {line}", err=True)

    def summary(self, values: Mapping[str, Any]) -> None:
        """The run's result, for programs: printed with `--json` only."""
        if self.as_json:
            click.echo(json_line(values))

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """A spinner while `what` lasts, on a terminal; a plain line elsewhere."""
        if self.quiet or not sys.stderr.isatty():
            self.say(f"… {what}")
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status(what):
            yield


def json_line(values: Mapping[str, Any]) -> str:
    """One JSON object on one line, UTF-8 whatever bytes a file's name is made of."""
    text = json.dumps(values, ensure_ascii=False, default=str)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
