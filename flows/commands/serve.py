"""`fangzhi serve`: Datasette on the archive, with our pages."""

from __future__ import annotations

from pathlib import Path

from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output


def command(data: Path, output: Output, *, host: str, port: int) -> int:
    """Serve until interrupted."""
    from archive.browse import NoAddressError, serve
    from archive.database.readonly import NoArchiveError
    from archive.errors import ArchiveError

    try:
        serve(
            data, host, port, announce=lambda url: output.say(f"browse the archive at {url}  (Ctrl-C ends)")
        )
    except NoAddressError as error:
        raise CouldNotRunError(f"--host, --port: {error}") from error
    except NoArchiveError as error:
        raise WrongUsageError(str(error)) from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    return 0
