"""An imitation of the Wayback Machine: its CDX server API and its raw mementos, as a client sees them.

The rules are those of github.com/internetarchive/wayback, wayback-cdx-server/README.md: fields, filters by
regular expression, `collapse` of neighbouring rows, `from`, `limit` with a resumption key after an empty row.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.serving import in_thread

HOST = "127.0.0.1"
_MEMENTO = re.compile(r"/web/(\d{14})id_/(.+)")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One capture in the imitation."""

    url: str
    timestamp: str
    body: bytes
    media_type: str = "text/html"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body, usedforsecurity=False).digest()).decode()

    @property
    def row(self) -> dict[str, str]:
        return {
            "urlkey": urlkey(self.url), "timestamp": self.timestamp, "original": self.url,
            "mimetype": self.media_type, "statuscode": str(self.status), "digest": self.digest,
            "length": str(len(self.body)),
        }  # fmt: skip


def urlkey(url: str) -> str:
    """Return the key for sorting and matching in the index: host reversed, then path and query in small letters."""
    parts = urlsplit(url if "//" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}".lower()


@dataclass
class Archive:
    """The captures and the behaviour of the archive; `requests` are those received: (moment, path).

    `busy`: that many of the next requests are answered 429 with `Retry-After: patience`. `elsewhere`: a
    memento's timestamp that is answered by a redirect to another capture of the same address. `broken`:
    timestamps that the index lists but that can't be fetched.
    """

    snapshots: Sequence[Snapshot]
    endpoint: str = ""
    pause: float = 0.0
    busy: int = 0
    patience: str = "1"
    limit: int = 5000
    elsewhere: dict[str, str] = field(default_factory=dict)
    broken: dict[str, int] = field(default_factory=dict)
    requests: list[tuple[float, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def begin(self) -> None:
        """Count a request that has arrived."""
        with self.lock:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)

    def end(self) -> None:
        """Count a request as over: its answer is about to be sent."""
        with self.lock:
            self.at_once -= 1

    def index(self, query: dict[str, list[str]]) -> list[list[str]]:
        """Return the rows of an answer, names first."""
        one = {name: values[0] for name, values in query.items()}
        key = urlkey(one["url"])
        prefix = one.get("matchType") == "prefix"
        rows = sorted((s.row for s in self.snapshots), key=lambda r: (r["urlkey"], r["timestamp"]))
        rows = [r for r in rows if (r["urlkey"].startswith(key) if prefix else r["urlkey"] == key)]
        rows = [r for r in rows if r["timestamp"][: len(one.get("from", ""))] >= one.get("from", "")]
        for test in query.get("filter", []):
            name, _, pattern = test.lstrip("!").partition(":")
            rows = [r for r in rows if bool(re.fullmatch(pattern, r[name])) != test.startswith("!")]
        if collapse := one.get("collapse"):
            rows = [r for i, r in enumerate(rows) if i == 0 or rows[i - 1][collapse] != r[collapse]]
        start = int(one.get("resumeKey", "0"))
        end = start + min(self.limit, int(one.get("limit", "150000")))
        names = one["fl"].split(",") if "fl" in one else list(Snapshot("http://x/", "0" * 14, b"").row)
        table = [names, *([r[name] for name in names] for r in rows[start:end])] if rows else []
        if one.get("showResumeKey") == "true" and end < len(rows):
            table += [[], [str(end)]]
        return table

    def memento(self, timestamp: str, url: str) -> Snapshot | None:
        return next(
            (s for s in self.snapshots if s.timestamp == timestamp and urlkey(s.url) == urlkey(url)), None
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        held = self.server.held
        held.requests.append((time.monotonic(), self.path))
        held.agents.add(self.headers["User-Agent"])
        held.begin()
        time.sleep(held.pause)
        self._answer(held)

    def _answer(self, held: Archive) -> None:
        if held.busy:
            held.busy -= 1
            self._send(429, b"slow down", {"Retry-After": held.patience})
            return
        path, _, query = self.path.partition("?")
        if path == "/cdx/search/cdx":
            table = held.index(parse_qs(query))
            self._send(200, json.dumps(table).encode(), {"Content-Type": "application/json"})
            return
        match = _MEMENTO.fullmatch(unquote(self.path))
        found = held.memento(match[1], match[2]) if match else None
        if match and match[1] in held.elsewhere:
            target = f"/web/{held.elsewhere[match[1]]}id_/{match[2]}"
            self._send(302, b"", {"Location": target})
        elif found is None or found.timestamp in held.broken:
            status = held.broken.get(found.timestamp, 404) if found else 404
            self._send(
                status, b"", {"x-archive-wayback-runtime-error": "ResourceNotInArchiveException: none"}
            )
        else:
            at = datetime.strptime(found.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            headers = {f"x-archive-orig-{name.lower()}": value for name, value in found.headers}
            headers |= {
                "Memento-Datetime": format_datetime(at, usegmt=True),
                "Content-Type": found.media_type,
            }
            self._send(found.status, found.body, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        # A client that has its answer may send the next request before this thread runs again.
        self.server.held.end()
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, held: Archive) -> None:
        super().__init__((HOST, 0), _Handler)
        self.held = held

    def server_bind(self) -> None:
        """Bind without a DNS lookup of the host's name."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore errors: a killed client is expected."""


@contextmanager
def wayback(snapshots: Sequence[Snapshot]) -> Iterator[Archive]:
    """Serve captures on a free loopback port."""
    held = Archive(snapshots)
    server = _Server(held)
    held.endpoint = f"http://{HOST}:{server.server_address[1]}"
    with in_thread(server):
        yield held
