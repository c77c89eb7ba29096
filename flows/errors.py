"""Errors that end a command, each with one line and an exit code.

Exit codes (docs/operations.md): 0 all well; 1 finished, something needs a person; 2 wrong usage or
configuration; 3 could not run.
"""

from __future__ import annotations

from urllib.parse import urlsplit

NEEDS_A_PERSON = 1
WRONG_USAGE = 2
COULD_NOT_RUN = 3


class CommandError(Exception):
    """A command can't continue; `exit_code` says who has to act."""

    exit_code = COULD_NOT_RUN


class WrongUsageError(CommandError):
    """The call or the configuration is wrong; the message names file and key and what to do."""

    exit_code = WRONG_USAGE


class CouldNotRunError(CommandError):
    """The call was right but can't be carried out now: port in use, folder not writable, archive locked."""


def check_address(url: str | None) -> None:
    """Raise WrongUsageError if `--url` is not a web address."""
    try:
        good = url is None or (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname)
    except ValueError:
        good = False
    if not good:
        raise WrongUsageError(
            f"--url: write a full address that starts with http:// or https://, not {url!r}"
        )
