"""`fangzhi serve`: browse the archive with Datasette and our pages."""

from __future__ import annotations

from pathlib import Path

from flows.errors import CouldNotRunError, WrongUsageError
from flows.output import Output


def command(data: Path, output: Output, *, host: str, port: int, public_url: str | None = None) -> int:
    """Serve until interrupted."""
    from archive.browse import NoAddressError, serve
    from archive.database.readonly import NoArchiveError
    from archive.errors import ArchiveError

    try:
        serve(
            data,
            host,
            port,
            public_url=public_address(data, public_url),
            announce=lambda url: output.say(f"browse the archive at {url}  (Ctrl-C ends)"),
        )
    except NoAddressError as error:
        raise CouldNotRunError(f"--host, --port: {error}") from error
    except NoArchiveError as error:
        raise WrongUsageError(str(error)) from error
    except ArchiveError as error:
        raise CouldNotRunError(f"{data}: {error}") from error
    return 0


def public_address(data: Path, given: str | None) -> str | None:
    """Return the front page's address for readers: `given`, or else that of fangzhi.toml.

    Raises WrongUsageError if it is not a valid address.
    """
    from archive.browse.public_address import parse
    from spiders.config import settings
    from spiders.config.place import place

    try:
        configured = settings.load(data).serve.public_url
    except settings.SettingsError as error:
        raise WrongUsageError(str(error)) from error
    value = given or configured
    if value is None:
        return None
    try:
        return str(parse(value))
    except ValueError as error:
        where = "--public-url" if given else f"{place(data)}: serve.public_url"
        raise WrongUsageError(f"{where}: {error}") from error
