"""Turn a page's data into a response: HTML in the reader's language, or JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from datasette.utils.asgi import Request, Response

from archive.browse import public_address
from archive.browse.rows import ARCHIVE, Arguments, Row
from archive.browse.words import Language, choose, speaker

Build = Callable[[sqlite3.Connection, Arguments], Row]
Beside = Callable[[Path, Row], Row]
View = Callable[[Request, Datasette], Awaitable[Response]]

TIME_LIMIT_MS = 5_000


async def read(datasette: Datasette, build: Callable[[sqlite3.Connection], Row]) -> Row:
    """Return what `build` reads on one of the archive's connections, in one transaction and within the time limit."""

    def limited(db: sqlite3.Connection) -> Row:
        with sqlite_timelimit(db, TIME_LIMIT_MS):
            db.execute("begin")
            try:
                return build(db)
            finally:
                db.rollback()

    result: Row = await datasette.get_database("archive").execute_fn(limited)
    return prefixed(datasette, result)


def arguments_of(datasette: Datasette, request: Request) -> dict[str, str]:
    """Return the query string's values, overridden by the parts of the path and our public address."""
    parts = {key: value for key, value in request.url_vars.items() if value is not None}
    public = public_address.of_request(datasette, request.scope)
    return {**_query(request), **parts, ARCHIVE: str(public)}


def _query(request: Request) -> dict[str, str]:
    """Return the first value of each name; all values of `divisions`, which a form sends one by one."""
    args = request.args
    return {key: ",".join(args.getlist(key)) if key == "divisions" else args[key] for key in args}


class Kept:
    """A cache of a page's last few results, valid until the archive changes; for pages that count all of it."""

    MOST = 32

    def __init__(self) -> None:
        self._answers: dict[tuple[object, ...], Row] = {}

    async def read(self, datasette: Datasette, build: Build, arguments: Arguments) -> Row:
        """Return what `build` reads, from memory if nothing was committed since."""
        state = datasette.get_database("archive").state()
        requested = tuple(sorted((name, value) for name, value in arguments.items() if name != "lang"))
        key = (state, requested)
        if key not in self._answers:
            data = await read(datasette, lambda db: build(db, arguments))
            fresh = {old: kept for old, kept in self._answers.items() if old[0] == state}
            self._answers = dict(list(fresh.items())[1 - self.MOST :]) | {key: data}
        return self._answers[key]


def page(template: str, build: Build, *, kept: bool = False, beside: Beside | None = None) -> View:
    """Return a Datasette view of a function that reads a page's data; `kept` pages cache their results.

    `beside` adds what is in files of the data folder, given that folder and the page's data.
    """
    memory = Kept() if kept else None

    async def view(request: Request, datasette: Datasette) -> Response:
        arguments = arguments_of(datasette, request)
        if memory:
            data = await memory.read(datasette, build, arguments)
        else:
            data = await read(datasette, lambda db: build(db, arguments))
        if beside:
            data = {**data, **beside(datasette.get_database("archive").file.parent, data)}
        if request.path.endswith(".json"):
            return Response.json(data)
        return await html(datasette, request, template, data, arguments)

    return view


async def html(
    datasette: Datasette,
    request: Request,
    template: str,
    data: Row,
    arguments: Arguments | None = None,
    status: int = 200,
) -> Response:
    """Render a template with the data and what every page needs."""
    language = language_of(request)
    context: dict[str, Any] = {
        **data,
        "arguments": arguments or {},
        "language": language,
        "t": speaker(language),
        "switch": switch(datasette, request, "en" if language == "zh" else "zh"),
        "json_address": json_address(datasette, request),
    }
    body = await datasette.render_template(template, context, request=request)
    return Response.html(body, status=status, headers={"Content-Language": language})


def language_of(request: Request) -> Language:
    """Return the reader's language: `?lang=`, then the cookie of an earlier choice, then Accept-Language."""
    return choose(
        request.args.get("lang") or request.cookies.get("lang"), request.headers.get("accept-language", "")
    )


def switch(datasette: Datasette, request: Request, language: Language) -> str:
    """Return this page's address in another language."""
    query = [(key, value) for key, value in _query(request).items() if key != "lang"]
    return str(datasette.urls.path(f"{request.path}?{urlencode([*query, ('lang', language)])}"))


def json_address(datasette: Datasette, request: Request) -> str:
    """Return the address of this page as JSON."""
    path = "/index.json" if request.path == "/" else f"{request.path}.json"
    query = [(key, value) for key, value in _query(request).items() if key != "lang"]
    return str(datasette.urls.path(f"{path}?{urlencode(query)}" if query else path))


def prefixed(datasette: Datasette, data: Row) -> Row:
    """Prepend the prefix of our public address to every `address` in a page's data, in place."""
    pending: list[Any] = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            if isinstance(value.get("address"), str):
                # A PrefixedUrlString: `urls.path` of a template leaves it as it is.
                value["address"] = datasette.urls.path(value["address"])
            pending += value.values()
        elif isinstance(value, list | tuple):
            pending += value
    return data
