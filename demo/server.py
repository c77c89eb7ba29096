"""Serve the demo sites over HTTP on loopback, one port for each site."""

from __future__ import annotations

import gzip
import sys
import threading
import traceback
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from types import TracebackType
from typing import ClassVar

from demo import truth
from demo.districts import DISTRICTS, NIGHTS, District
from demo.website import Answer, Website

# Only 127.0.0.1 exists on every system (macOS has no other loopback address), so sites differ by port.
HOST = "127.0.0.1"


class Handler(BaseHTTPRequestHandler):
    """Answer GET and HEAD as a static web server does: validators, 304, gzip, 404."""

    protocol_version = "HTTP/1.1"
    # Headers and body are two writes; without this each response waits for an acknowledgement (Nagle).
    disable_nagle_algorithm = True
    server: SiteServer

    def do_GET(self) -> None:
        """Answer with the body."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers only."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        site, night = self.server.site, self.server.farm.night
        answer = site.answer(self.path, night)
        packed = "gzip" in self.headers.get("Accept-Encoding", "") and answer.content_type.startswith("text/")
        fresh = answer.status == HTTPStatus.OK and self._is_known(answer)
        self.send_response(HTTPStatus.NOT_MODIFIED if fresh else answer.status)
        if answer.status == HTTPStatus.OK:
            validators = site.district.validators
            if "etag" in validators:
                # One tag for both codings must be weak (RFC 9110, 8.8.1).
                self.send_header("ETag", f"W/{answer.etag}" if packed else answer.etag)
            if "last-modified" in validators:
                self.send_header("Last-Modified", answer.last_modified)
        if fresh:
            self.end_headers()
            return
        payload = gzip.compress(answer.body, mtime=0) if packed else answer.body
        self.send_header("Content-Type", answer.content_type)
        if packed:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        if body:
            self.wfile.write(payload)

    def _is_known(self, answer: Answer) -> bool:
        """Return whether the request's conditions hold (RFC 9110, 13.2.2: If-None-Match goes first)."""
        validators = self.server.site.district.validators
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "etag" in validators and (answer.etag in known or "*" in known)
        since = self.headers.get("If-Modified-Since")
        if since is None or "last-modified" not in validators:
            return False
        try:
            return parsedate_to_datetime(answer.last_modified) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):  # no date, or one without a zone: the condition is ignored
            return False

    def version_string(self) -> str:
        """Return the Server header of the site's system."""
        return self.server.site.family.server

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing, so that the terminal shows only the demo's table."""


class SiteServer(ThreadingHTTPServer):
    """The server of one site."""

    daemon_threads = True

    def __init__(self, farm: DemoFarm, district: District, port: int) -> None:
        super().__init__((HOST, port), Handler)
        self.farm = farm
        self.site = Website(district, f"http://{HOST}:{self.server_address[1]}")

    def server_bind(self) -> None:
        """Bind; HTTPServer would also look up the host name, which takes seconds without DNS."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless the client disconnected during the response."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            traceback.print_exception(error)


class DemoFarm:
    """Serve all demo sites from threads of this process while the farm is open.

    `port`: the first site's port, the others follow; 0 takes free ones. Raises OSError if a port is
    in use. `night` (1 to 3) may be set at any time; the responses change with it.
    """

    nights: ClassVar[tuple[int, ...]] = NIGHTS

    def __init__(self, port: int = 0) -> None:
        self._port = port
        self._night = 1
        self._servers: list[SiteServer] = []
        self._threads: list[threading.Thread] = []

    @property
    def night(self) -> int:
        """Return the current night of the sites."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        if night not in NIGHTS:
            raise ValueError(f"no night {night}; there are {', '.join(map(str, NIGHTS))}")
        self._night = night

    @property
    def sites(self) -> tuple[Website, ...]:
        """Return the served sites, each with `district` and `origin`."""
        return tuple(server.site for server in self._servers)

    def truth(self) -> truth.Truth:
        """Return what a crawl must find tonight."""
        return truth.truth(self.sites, self._night)

    def start(self) -> DemoFarm:
        """Open the ports and serve until `stop`."""
        try:
            for place, district in enumerate(DISTRICTS):
                self._servers.append(SiteServer(self, district, self._port and self._port + place))
        except OSError:
            self.stop()
            raise
        for server in self._servers:
            thread = threading.Thread(
                target=server.serve_forever, kwargs={"poll_interval": 0.05},
                name=f"demo-{server.site.district.id}", daemon=True,
            )  # fmt: skip
            thread.start()
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """Close the ports; safe to repeat."""
        for server in self._servers:
            if self._threads:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join(timeout=5)
        self._servers.clear()
        self._threads.clear()

    def __enter__(self) -> DemoFarm:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
