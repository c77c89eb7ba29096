"""Build the Datasette application and serve it over HTTP."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette
from datasette.plugins import pm

from archive.browse import plugin, public_address
from archive.browse.database import ArchiveDatabase
from archive.database.readonly import may_be_frozen, open_readonly
from archive.errors import ArchiveError
from archive.layout import FILE

HERE = Path(__file__).parent
SETTINGS = {
    "sql_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "num_sql_threads": 4,
    "facet_time_limit_ms": 200,
    "suggest_facets": False,
    "allow_download": False,
    "default_cache_ttl": 0,
    "cache_size_kb": 32_000,
}


class NoAddressError(Exception):
    """The address can't be listened on: taken, not allowed, or not this machine's; the message says which."""


def app(data_dir: Path, public_url: str | None = None) -> Datasette:
    """Return a Datasette on `data_dir`/archive.db with our pages, read-only, while others may write the archive.

    `public_url` is the address of the front page for readers; its path becomes the prefix of every link.
    Raises the errors of `open_readonly`, and ValueError for an unusable `public_url`.
    """
    folder = Path(data_dir)
    open_readonly(folder).close()
    frozen = may_be_frozen(folder)
    if frozen and not os.statvfs(folder).f_flag & os.ST_RDONLY:
        # We can't write here, but another user might: an immutable connection would not see the change.
        raise ArchiveError(
            "serving needs a writable folder; `fangzhi publish` makes a copy that can be served from a read-only one"
        )
    plugin.register(pm)
    base = public_address.parse(public_url).path if public_url else "/"
    datasette = Datasette(
        [],
        metadata=metadata(public_url),
        template_dir=str(HERE / "templates"),
        static_mounts=[("static", str(HERE / "static"))],
        settings={**SETTINGS, "base_url": base},
        memory=False,
    )
    datasette.remove_database("_memory")
    datasette.add_database(ArchiveDatabase(datasette, folder / FILE, frozen=frozen), name="archive")
    return datasette


def metadata(public_url: str | None = None) -> dict[str, Any]:
    """Return Datasette's metadata for the tables, with our plugin's configuration."""
    known: dict[str, Any] = yaml.safe_load((HERE / "metadata.yaml").read_text(encoding="utf-8"))
    return {**known, "plugins": {"fangzhi": {"public_url": public_url}}} if public_url else known


def serve(
    data_dir: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    *,
    public_url: str | None = None,
    announce: Callable[[str], None] | None = None,
) -> None:
    """Serve HTTP on `host`:`port` until interrupted; call `announce` with the local address once listening.

    Port 0 takes any free port. Raises NoAddressError, and the errors of `app`.
    """
    application = app(data_dir, public_url)
    with _listening(host, port) as listener:
        if announce:
            shown = f"[{host}]" if ":" in host else host
            announce(f"http://{shown}:{listener.getsockname()[1]}{application.setting('base_url')}")
        config = uvicorn.Config(application.app(), log_level="warning", lifespan="on", server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family: Any = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise NoAddressError(f"{host}:{port}: {error.strerror}") from error
    return listener
