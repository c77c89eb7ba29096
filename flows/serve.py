"""`fangzhi serve`: Datasette on the archive, with our pages."""

from __future__ import annotations

from pathlib import Path

from archive.schema import FILE
from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output


def command(data: Path, output: Output, *, host: str, port: int) -> int:
    """Serve until interrupted."""
    if not (data / FILE).is_file():
        raise WrongUsageError(f"{data}: no archive here; `fangzhi demo`, `nightly` or `ingest` makes one")
    from archive.browse import PortInUseError, serve
    from archive.errors import ArchiveError

    try:
        serve(
            data, host, port, announce=lambda url: output.say(f"browse the archive at {url}  (Ctrl-C ends)")
        )
    except PortInUseError as error:
        raise CouldNotRunError(f"--port: {error}") from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    return 0
