"""The Datasette plugin: our pages, Chinese in the stock search boxes, headers, errors, template helpers."""

from __future__ import annotations

import errno
import logging
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Base400, NotFound, Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from pluggy import HookimplMarker, PluginManager

from archive.browse import answers, filters
from archive.browse.pages import ROUTES
from archive.browse.words import speaker
from archive.search import index

hookimpl = HookimplMarker("datasette")
log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Datasette's table page writes column names for phones into a style element (0.65.5, table.html).
_STOCK_POLICY = CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
_YEAR_SECONDS = 365 * 24 * 3600


def register(manager: PluginManager) -> None:
    """Register this plugin once. Datasette's own exception page goes: it prints every local of every 404."""
    if not manager.has_plugin("fangzhi"):
        manager.register(sys.modules[__name__], name="fangzhi")
        manager.unregister(name="datasette.handle_exception")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our addresses, before Datasette's; its list of threads names the server's files and is not shown."""
    return [*ROUTES, (r"^/-/threads(?:\.json)?$", _not_shown)]


async def _not_shown() -> Response:
    raise NotFound("not shown")


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Make `?_search=` of a table find Chinese words: Datasette 0.65 wraps the query in escape_fts()."""
    conn.create_function("escape_fts", 1, lambda query: index.expression(query or "") or '""')


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Add the helpers that our templates use."""
    filters.install(env)


@hookimpl
def extra_template_vars(request: Request | None) -> dict[str, Any]:
    """Give Datasette's own pages the words and the language switch of our header."""
    language = answers.language_of(request) if request else "zh"
    return {
        "language": language,
        "t": speaker(language),
        "switch": answers.switch(request, "en" if language == "zh" else "zh") if request else "",
    }


@hookimpl
def extra_css_urls() -> list[str]:
    """Style Datasette's own pages lightly."""
    return ["/static/tables.css"]


@hookimpl
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Any:
    """Answer errors in the reader's language, without a word about the server's insides."""

    async def inner() -> Response:
        told = _told(exception)
        if told is None:
            log.error("%s failed", request.path, exc_info=exception)
        status, message = told or (500, "")
        data = {"ok": False, "status": status, "error": message, "title": None}
        if request.path.endswith(".json"):
            return Response.json(data, status=status)
        return await answers.html(datasette, request, "fault.html", data, status=status)

    return inner


def _told(exception: Exception) -> tuple[int, str] | None:
    """Status and words for what a request asks wrongly; None for a fault of ours."""
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0] if exception.args else "")
    if isinstance(exception, DatasetteError):
        # Datasette 0.65 answers 500 to what can't be sorted by or is no SQL of its tables.
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
def asgi_wrapper() -> Callable[[Any], Any]:
    """Add the safety headers to every answer, and remember a choice of language."""
    return _wrap


Send = Callable[[dict[str, Any]], Awaitable[None]]


def _wrap(application: Any) -> Any:
    async def wrapped(scope: dict[str, Any], receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        stock = scope["path"].startswith(("/archive", "/-/"))

        async def with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", []))
                names = {name.lower() for name, _ in headers}
                policy = _STOCK_POLICY if stock else CONTENT_SECURITY_POLICY
                if b"content-security-policy" not in names:
                    headers.append((b"content-security-policy", policy.encode()))
                headers += [
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"cross-origin-opener-policy", b"same-origin"),
                    (b"vary", b"Accept-Language, Cookie"),
                ]
                chosen = _chosen(scope)
                if chosen:
                    cookie = f"lang={chosen}; Path=/; Max-Age={_YEAR_SECONDS}; SameSite=Lax; HttpOnly"
                    headers.append((b"set-cookie", cookie.encode()))
                message = {**message, "headers": headers}
            await send(message)

        await application(scope, receive, with_headers)

    return wrapped


def _chosen(scope: dict[str, Any]) -> str | None:
    for part in scope.get("query_string", b"").decode("latin-1").split("&"):
        if part in ("lang=zh", "lang=en"):
            return str(part.removeprefix("lang="))
    return None
