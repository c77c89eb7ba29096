"""A client for the pages of `fangzhi serve`, and the pages that every reader reaches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
from datasette.app import Datasette

from archive import browse
from archive.database.schema import open_database
from archive.search import indexing

Get = Callable[..., httpx.Response]


@contextmanager
def browsing(data: Path, public_url: str | None = None) -> Iterator[tuple[Get, Datasette]]:
    """Yield a client for the pages of an archive, and the Datasette behind them."""
    loop = asyncio.new_event_loop()
    datasette = browse.app(data, public_url)

    def fetch(path: str, method: str = "GET", **headers: str | bytes) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response: httpx.Response = loop.run_until_complete(
            datasette.client.request(method, path, headers=named)
        )
        return response

    try:
        yield fetch, datasette
    finally:
        datasette.executor.shutdown()
        datasette.get_database("archive").close()
        loop.close()


PAGES = (
    "/",
    "/search?q=居民",
    "/document/2",
    "/version/1?at=5-20",
    "/compare/4/5",
    "/compare/2/3",
    "/ledger",
    "/ledger?division=990102",
    "/ledger?indicator=gdp",
    "/ledger?indicator=gdp&divisions=990102,990103",
    "/questions",
    "/figure?division=990102&indicator=gdp",
    "/promises",
    "/promises?division=990102",
    "/changes",
    "/coverage",
    "/coverage?division=990100&kind=livelihood_projects",
    "/problems",
    "/data",
    "/capture/1",
)


def withdraw(data: Path, page: int) -> None:
    """Do what `Archive.withdraw` does, on the sample, which has no addresses."""
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update pages set withdrawn_at = '2026-11-04T00:00:00Z', withdrawn_why = '误收' where id = ?",
            [page],
        )
        for (version,) in writer.conn.execute("select id from versions where page_id = ?", [page]).fetchall():
            indexing.index(writer, version)
