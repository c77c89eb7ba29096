"""The outer ASGI layer, through which every request and every response passes.

For a request it limits the query string, replaces the Host header by our public address, and removes that address's
prefix from the path; it answers OPTIONS itself. To a response it adds security headers, the prefix of redirects, and
the cookie of the language.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from datasette.app import Datasette
from datasette.utils import MultiParams
from datasette.utils.asgi import Request

from archive.browse import pool, public_address

LONGEST_QUERY = 8_000
"""Longest query string in bytes; longer ones are refused without being parsed."""

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
_STOCK = ("/archive", "/-/")
"""Path prefixes of Datasette's own pages. The first must be the database's: its query limit is checked."""
_TOO_LONG = f"网址太长：问号之后至多 {LONGEST_QUERY} 字节。\nAt most {LONGEST_QUERY} bytes may follow the ?\n"
_BUSY = "查询太多，请稍后再试。\nToo many queries are waiting; try again in a moment.\n"
_DATA = (".json", ".csv", ".atom", ".xlsx", ".parquet", ".jsonl", ".zip", ".wacz")
"""Endings of paths whose answers other sites' scripts may read: they are the same for everyone."""
_METHODS = b"GET, HEAD, OPTIONS"
_READ_HEADERS = b"Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Link"
"""What other sites' scripts may read of such an answer's headers: DuckDB reads ranges of Parquet files."""
_SENT_HEADERS = b"Accept, If-Match, If-None-Match, If-Range, Range"
"""What they may send; a browser asks before it sends a range of an older form or a condition."""
_MARK = "\ufeff".encode()
"""A byte-order mark: without it Excel does not read a CSV file as UTF-8."""
_YEAR_SECONDS = 365 * 24 * 3600

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Any, Send], Awaitable[None]]


def parse_queries_once() -> None:
    """Make Datasette's requests cache their parsed query string.

    Request.args of Datasette 0.65.5 parses it at each access: with 1,000 parameters its table pages took seconds.
    """

    def args(request: Request) -> MultiParams:
        known = request.__dict__.get("_parsed")
        if known is None or known[0] != request.query_string:
            parsed = MultiParams(parse_qs(request.query_string, keep_blank_values=True))
            known = request.__dict__["_parsed"] = (request.query_string, parsed)
        return known[1]

    Request.args = property(args)


def wrap(datasette: Datasette, application: Application) -> Application:
    """Return `application` wrapped in this layer."""

    async def wrapped(scope: Scope, receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        if scope.get("method") == "OPTIONS":
            await _preflight(scope, send)
            return
        if len(scope.get("query_string", b"")) > LONGEST_QUERY:
            await _refuse(send, 414, _TOO_LONG)
            return
        public = public_address.of_request(datasette, scope)
        inside = _inside(scope, public)
        who = pool.visitor_of((scope.get("client") or ("",))[0])
        if inside["path"].startswith(_STOCK[0]) and datasette.get_database("archive").visitors.full(who):
            # Refused here, before it costs Datasette any work.
            await _refuse(send, 503, _BUSY)
            return
        pool.visitor.set(who)
        await application(inside, receive, _with_headers(inside, public, send))

    return wrapped


def _inside(scope: Scope, public: public_address.PublicAddress) -> Scope:
    """Return the request as our pages see it: with our public host, and without the prefix in its path."""
    headers = [one for one in scope.get("headers", ()) if _wanted(*one)]
    changed: Scope = {
        "scheme": public.scheme,
        "headers": [(b"host", public.host.encode("latin-1")), *headers],
    }
    if public.path != "/":
        for name, prefix in (("path", public.path), ("raw_path", public.path.encode("latin-1"))):
            path = scope.get(name)
            if path and (path.startswith(prefix) or path == prefix[:-1]):
                changed[name] = prefix[:1] + path[len(prefix) :]
    return {**scope, **changed}


def _wanted(name: bytes, value: bytes) -> bool:
    """Return whether a request header is passed on: not the host, and no cookies that are not UTF-8.

    Another application of the same domain may set cookies in GBK. asgi-csrf 0.11 fails on them with status 500.
    """
    if name.lower() == b"cookie":
        try:
            value.decode()
        except UnicodeDecodeError:
            return False
    return name.lower() != b"host"


def _with_headers(scope: Scope, public: public_address.PublicAddress, send: Send) -> Send:
    stock = scope["path"].startswith(_STOCK)
    # Datasette's CSV has no byte-order mark; `?_bom=on` adds it, as on the links of /data.
    mark = _MARK if scope["path"].endswith(".csv") and "_bom=on" in _query_parts(scope) else b""

    async def with_headers(message: dict[str, Any]) -> None:
        nonlocal mark
        if message["type"] == "http.response.start":
            headers = [
                (name, _prefixed(value, public.path) if name.lower() == b"location" else value)
                for name, value in message.get("headers", [])
            ]
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
            if scope["path"].endswith(_DATA) and scope.get("method") in ("GET", "HEAD"):
                # Notebooks in a browser read the data directly; "*" never sends cookies along (Fetch standard).
                headers += _open_to_all()
            chosen = _chosen(scope)
            if chosen:
                cookie = f"lang={chosen}; Path={public.path}; Max-Age={_YEAR_SECONDS}; SameSite=Lax; HttpOnly"
                headers.append((b"set-cookie", cookie.encode()))
            if mark:
                headers = [(name, value) for name, value in headers if name.lower() != b"content-length"]
            message = {**message, "headers": headers}
        elif mark and message["type"] == "http.response.body":
            message = {**message, "body": mark + message.get("body", b"")}
            mark = b""
        await send(message)

    return with_headers


def _prefixed(location: bytes, path: str) -> bytes:
    """Prepend the prefix to a redirect to one of our paths that lacks it."""
    prefix = path.encode("latin-1")
    ours = location.startswith(b"/") and not location.startswith((b"//", prefix))
    return prefix + location[1:] if ours else location


def _open_to_all() -> list[tuple[bytes, bytes]]:
    return [(b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", _READ_HEADERS)]


async def _preflight(scope: Scope, send: Send) -> None:
    """Answer which methods there are and, for data, that scripts of other sites may use them."""
    headers = [(b"allow", _METHODS), (b"x-content-type-options", b"nosniff")]
    if scope["path"].endswith(_DATA):
        headers += [
            *_open_to_all(),
            (b"access-control-allow-methods", _METHODS),
            (b"access-control-allow-headers", _SENT_HEADERS),
            (b"access-control-max-age", b"86400"),
        ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _refuse(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
        (b"x-content-type-options", b"nosniff"),
        *([(b"retry-after", str(pool.RETRY_SECONDS).encode())] if status == 503 else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _chosen(scope: Scope) -> str | None:
    chosen = (part for part in _query_parts(scope) if part in ("lang=zh", "lang=en"))
    return next((part.removeprefix("lang=") for part in chosen), None)


def _query_parts(scope: Scope) -> list[str]:
    return str(scope.get("query_string", b"").decode("latin-1")).split("&")
