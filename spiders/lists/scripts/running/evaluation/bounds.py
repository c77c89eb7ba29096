"""The bounds within which scripts run, and how their statements end."""

from __future__ import annotations

from typing import Any, Final

MAX_STEPS: Final = 60_000
MAX_CALLS: Final = 60  # depth
MAX_TEXT: Final = 400_000
MAX_RECORDED: Final = 600


class StopError(Exception):
    """The script ran too long."""


class ReturnError(Exception):
    """A function returns a value."""

    def __init__(self, value: Any) -> None:
        self.value = value


class BreakError(Exception):
    """A loop or a `switch` ends."""


class ContinueError(Exception):
    """A loop goes on with its next round."""


class ThrownError(Exception):
    """A script throws a value."""

    def __init__(self, value: Any) -> None:
        self.value = value


# What a script may do with values that are not what it expects; nothing else is suppressed.
FAILURES: Final = (
    StopError, ReturnError, BreakError, ContinueError, ThrownError, RecursionError, ArithmeticError, AttributeError,
    LookupError, TypeError, ValueError,
)  # fmt: skip
