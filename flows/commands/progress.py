"""Show how far a long command is and how long it may still take: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from flows.output import Output

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

LINE_SECONDS = 15.0


class Progress:
    """Progress of a command: call it with the step, how much is done, and how much there is (None: unknown yet)."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._what = ""
        self._began = self._printed = 0.0
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if not self._output.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, what: str, done: int, whole: int | None = None) -> None:
        """Show the progress; lines are printed at most every 15 s, so call this as often as there is news."""
        now = time.monotonic()
        new = what != self._what
        if new:
            self._what, self._began = what, now
        if self._bar:
            self._draw(self._bar, what, done, whole, new)
        elif new or now - self._printed >= LINE_SECONDS:
            self._printed = now
            self._output.say(f"… {line(what, done, whole, now - self._began)}")

    def _draw(self, bar: Bar, what: str, done: int, whole: int | None, new: bool) -> None:
        if new or self._task is None:
            if self._task is not None:
                bar.remove_task(self._task)
            self._task = bar.add_task(what, total=whole)
        bar.update(self._task, completed=done, total=whole)


def line(what: str, done: int, whole: int | None, seconds: float) -> str:
    """Return one plain line; the time left is extrapolated from what is done so far.

    >>> line("fetching captures", 30, 120, 60.0)
    'fetching captures: 30 of 120, about 3 min left'
    >>> line("reading list pages", 4, None, 9.0)
    'reading list pages: 4'
    """
    if whole is None:
        return f"{what}: {done}" if done else what
    text = f"{what}: {done} of {whole}"
    if 0 < done < whole and seconds >= 1:
        left = seconds * (whole - done) / done
        text += f", about {left / 60:.0f} min left" if left >= 90 else f", about {left:.0f} s left"
    return text
