"""The Datasette plugin: our pages, Chinese in the stock search boxes, headers, errors, template helpers."""

from __future__ import annotations

import errno
import functools
import logging
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from pluggy import HookimplMarker, PluginManager

from archive.browse import answers, gate
from archive.browse.display import filters, targets
from archive.browse.pages import ROUTES
from archive.browse.pool import RETRY_SECONDS, BusyError
from archive.browse.words import Language, speaker
from archive.search import index

hookimpl = HookimplMarker("datasette")
log = logging.getLogger(__name__)


def register(manager: PluginManager) -> None:
    """Register this plugin once, and unregister Datasette's exception page, which prints all locals of every 404."""
    if not manager.has_plugin("fangzhi"):
        manager.register(sys.modules[__name__], name="fangzhi")
        manager.unregister(name="datasette.handle_exception")
        gate.parse_queries_once()


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Return our routes, which take precedence over Datasette's, and routes that close some of Datasette's.

    Under /-/ only the static files, databases, metadata, settings and versions stay open. The rest is for
    developers, and the list of threads reveals paths of the server.
    """
    return [
        *ROUTES,
        (r"^/-/(?!static/|static-plugins/|(?:databases|metadata|settings|versions)(?:\.json)?$)", _closed),
    ]


async def _closed() -> Response:
    raise NotFound("closed")


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, datasette: Datasette) -> None:
    """Make `?_search=` of a table find Chinese words, and add SQL functions for the stored queries.

    Datasette 0.65 passes the words of a search through its SQL function escape_fts(), which is replaced.
    `page_address('/version/1')` prepends the prefix of the public address; `missed_by` is in targets.py.
    """
    conn.create_function("escape_fts", 1, lambda query: index.expression(query or "") or '""')
    conn.create_function("missed_by", 5, targets.missed_by, deterministic=True)
    conn.create_function("page_address", 1, lambda path: path and str(datasette.urls.path(path)))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Add the helpers that our templates use."""
    filters.install(env)


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request | None) -> dict[str, Any]:
    """Return the words and the language switch of our header for Datasette's own pages."""
    language = answers.language_of(request) if request else "zh"
    other: Language = "en" if language == "zh" else "zh"
    return {
        "language": language,
        "t": speaker(language),
        "switch": answers.switch(datasette, request, other) if request else "",
    }


@hookimpl
def extra_css_urls() -> list[str]:
    """Return the stylesheets that Datasette's own pages load."""
    return ["/static/tables.css"]


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Return an error page in the reader's language that reveals nothing about the server's internals."""

    async def inner() -> Response:
        known = _known(exception)
        if known is None:
            log.error("%s failed", request.path, exc_info=exception)
        status, message = known or (500, "")
        data = {"ok": False, "status": status, "error": message, "title": None}
        if request.path.endswith(".json"):
            answer = Response.json(data, status=status)
        else:
            answer = await answers.html(datasette, request, "fault.html", data, status=status)
        if isinstance(exception, BusyError):
            answer.headers["Retry-After"] = str(RETRY_SECONDS)
        return answer

    return inner


def _known(exception: Exception) -> tuple[int, str] | None:
    """Return status and message for a faulty request; None for an error of ours."""
    if isinstance(exception, BusyError):
        return 503, "busy"
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0] if exception.args else "")
    if isinstance(exception, DatasetteError):
        if exception.message_is_html:
            # The message of a slow query is a page of its own, with the SQL in it.
            return exception.status, "interrupted"
        # Datasette 0.65 answers 500 to an unknown sort column or to SQL that its tables don't support.
        return 400 if exception.status == 500 else exception.status, str(exception.message)
    if isinstance(exception, sqlite3.OperationalError) and "interrupted" in str(exception):
        return 503, "interrupted"
    if isinstance(exception, sqlite3.DataError):
        return 400, str(exception)
    if isinstance(exception, OSError) and exception.errno == errno.ENAMETOOLONG:
        return 404, "no such file"
    if isinstance(exception, KeyError) and exception.args == ("rows",):
        return 400, "_shape: this page has no rows"  # Datasette 0.65: /archive.json?_shape=array
    return None


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Return a wrapper that puts the outer layer (`gate`) around the application."""
    return functools.partial(gate.wrap, datasette)
