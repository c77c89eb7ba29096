"""Run the command line to its end: an error becomes one line on stderr and an exit code."""

from __future__ import annotations

import sqlite3
import sys

import click

from flows import jsonlog
from flows.errors import COULD_NOT_RUN, NEEDS_A_PERSON, WRONG_USAGE, CommandError
from flows.interruption import MESSAGE, interruption
from flows.options import Common


def exit_code_of(commands: click.Group) -> int:
    """Run the command that this process was called with; return its exit code."""
    if jsonlog.requested():
        jsonlog.enable(sys.stderr)
    interruption.interrupt()
    try:
        code = _run(commands)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.exceptions.NoArgsIsHelpError as bare:
        click.echo(bare.format_message(), err=True)
        code = WRONG_USAGE
    except click.UsageError as wrong:
        name = wrong.ctx.command_path if wrong.ctx else "fangzhi"
        said = " ".join(wrong.format_message().split()).removesuffix(".")
        click.echo(f"fangzhi: {said} (see '{name} --help')", err=True)
        code = WRONG_USAGE
    except click.Abort:
        click.echo(MESSAGE, err=True)
        code = NEEDS_A_PERSON
    except CommandError as stop:
        click.echo(f"fangzhi: {stop}", err=True)
        code = stop.exit_code
    except sqlite3.DatabaseError as damage:
        if type(damage) is not sqlite3.DatabaseError:  # its subclasses are programming errors of ours
            raise
        click.echo(f"fangzhi: archive.db: {damage}; restore it from the backup", err=True)
        code = COULD_NOT_RUN
    except BrokenPipeError:
        sys.stderr.close()
        code = NEEDS_A_PERSON
    interruption.end_at_once()
    return code or 0


def _run(commands: click.Group) -> int | None:
    """Run a command and return its exit code. Raises click.Abort if it was interrupted, whatever became of that."""
    try:
        code: int | None = commands.main(standalone_mode=False, obj=Common())
    except BaseException as error:  # pydantic 2.13 makes an error of its own of a KeyboardInterrupt (2026-11)
        if interruption.happened:
            raise click.Abort from error
        raise
    if interruption.happened:  # Prefect 3.8 drops a KeyboardInterrupt that comes after a flow's end (2026-11)
        raise click.Abort
    return code
