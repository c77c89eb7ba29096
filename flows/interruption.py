"""Ctrl-C at any moment of a command: one line and exit code 1, whatever a library makes of the KeyboardInterrupt.

Where SIGINT is ignored, as in the background jobs of a shell, it stays ignored.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import Final, Never

from flows.errors import NEEDS_A_PERSON

MESSAGE: Final = "fangzhi: interrupted; run the same command again to resume"


class Interruption:
    """What SIGINT does to this process; `happened` is true once it has interrupted a command."""

    def __init__(self) -> None:
        self.happened = False

    def end_at_once(self) -> None:
        """From now on, end the process with the line: the command has not begun, or is over."""
        _handle(self._end)

    def interrupt(self) -> None:
        """From now on, raise KeyboardInterrupt and remember it."""
        self.happened = False
        _handle(self._interrupt)

    def leave_to_asyncio(self) -> None:
        """From now on, do as Python does: asyncio replaces only this handler, by the cancellation of its task."""
        _handle(signal.default_int_handler)

    def _end(self, _: int, __: FrameType | None) -> Never:
        os.write(2, f"{MESSAGE}\n".encode())
        os._exit(NEEDS_A_PERSON)

    def _interrupt(self, _: int, __: FrameType | None) -> Never:
        self.happened = True
        raise KeyboardInterrupt


interruption: Final = Interruption()


def _handle(handler: Callable[[int, FrameType | None], object]) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)
