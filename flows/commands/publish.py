"""`fangzhi publish`: write a read-only folder that any host can serve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive.database.readonly import NoArchiveError
from archive.errors import ArchiveError
from archive.export.publish import publish
from archive.wording import counted
from flows.commands.serve import public_address
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output


def command(data: Path, output: Output, out: Path, *, captures: bool, public_url: str | None = None) -> int:
    """Write the archive as it is now into the new folder `out`, print what went into it; return 0."""
    made = published(data, output, out, captures=captures, public_url=public_url)
    output.say(
        f"{out}: {counted(made['documents'], 'document')}, {counted(made['warc_files'], 'WARC file')}, "
        f"{counted(made['withheld'], 'withdrawn version')} left without text; start it with {out / 'start.sh'}"
    )
    output.summary(made)
    return 0


def published(
    data: Path, output: Output, out: Path, *, captures: bool, public_url: str | None = None
) -> dict[str, Any]:
    """Write the archive as it is now into the new folder `out`, and return what went into it."""
    public = public_address(data, public_url)
    try:
        with output.step(f"publishing into {out}"):
            made = publish(data, out, captures=captures, public_url=public)
    except (NoArchiveError, FileExistsError) as error:
        raise WrongUsageError(str(error)) from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    except OSError as error:
        raise CouldNotRunError(f"{out} can't be written: {error.strerror or error}") from error
    return {
        "command": "publish",
        "data": str(data),
        "out": str(out),
        "documents": made.documents,
        "withheld": made.withheld,
        "warc_files": made.warc_files,
    }
