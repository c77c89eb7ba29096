"""A client for the Wayback Machine or a compatible archive: its index of captures, and each capture unchanged.

The index is queried by the CDX server API (github.com/internetarchive/wayback, wayback-cdx-server/README.md, read
2026-11); captures are fetched as raw mementos (`/web/<timestamp>id_/<address>`, RFC 7089), one request at a time
with a pause between two, and Retry-After is respected.
"""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from archive.warc.captures import Headers, Response, safe_uri
from archive.warc.payloads import header
from spiders.config.settings import Settings, is_loopback
from spiders.past.copies import Copy
from spiders.visit.politeness import retry_after

TRIES = 3
FAILURES = 4  # requests in a row without a usable answer, after which the archive is left alone
REDIRECTS = 4
ROWS = 5000  # in one response of the index; its resumption key requests the next ones
SLOWEST = 90.0  # seconds for one answer; the index takes up to a minute for a large folder
_CHUNK = 64 * 1024
_MEDIA_TYPES = (
    "text/html", "application/xhtml.xml", "application/pdf", "application/msword", "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.*",
)  # fmt: skip
_MEMENTO = re.compile(r"/web/(\d{14})id_/(.+)$")
# Headers of the transfer, not of the page.
_TRANSFER_HEADERS = {"content-length", "transfer-encoding", "connection", "keep-alive", "content-encoding"}
_ORIGINAL = "x-archive-orig-"


class WaybackError(Exception):
    """The archive can't be used now; the message is one line."""


class NotGivenError(WaybackError):
    """The archive does not return a capture that its index lists; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class Memento:
    """One capture in the index: the original address, the time (14 digits, UTC), the media type."""

    url: str
    timestamp: str
    media_type: str

    @property
    def at(self) -> datetime:
        """Return when it was captured, to the second."""
        return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: Headers
    body: bytes


class Wayback:
    """A polite client of one archive. Every method may raise WaybackError."""

    def __init__(
        self, settings: Settings, max_bytes: int, *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._endpoint = settings.wayback.endpoint.rstrip("/")
        self._delay = settings.wayback.delay
        self._longest_wait = settings.crawl.max_retry_after
        self._timeout = max(settings.crawl.timeout, SLOWEST)
        self._max_bytes = max_bytes
        self._agent = settings.user_agent
        self._sleep = sleep
        self._requested_at: float | None = None
        self._failures = 0
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
        if is_loopback(self._endpoint):
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def captures(self, url: str, since: int, *, prefix: bool = False) -> list[Memento]:
        """Return the captures of an address (`prefix`: of all that begin with it) since a year, each body once.

        Only pages and document files with status 200, in order of address and time.
        """
        query = [
            ("url", url), ("matchType", "prefix" if prefix else "exact"), ("output", "json"),
            ("fl", "timestamp,original,mimetype,digest"), ("filter", "statuscode:200"),
            ("filter", f"mimetype:({'|'.join(_MEDIA_TYPES)})"), ("collapse", "digest"), ("from", str(since)),
            ("limit", str(ROWS)), ("showResumeKey", "true"), ("gzip", "false"),
        ]  # fmt: skip
        found: list[Memento] = []
        key: str | None = None
        while True:
            more = [("resumeKey", key)] if key else []
            answer = self._get(f"{self._endpoint}/cdx/search/cdx?{urlencode(query + more)}")
            if answer.status != 200:
                raise WaybackError(f"{self._endpoint}: the index answers {answer.status}")
            rows, key = _rows(answer.body, self._endpoint)
            found += rows
            if not key or not rows:
                return found

    def fetch(self, memento: Memento) -> Copy:
        """Fetch one capture, byte for byte as the archive has it. Raises NotGivenError.

        The copy's time is the Memento-Datetime header, not `memento.timestamp`: the archive may redirect to a capture
        of another second.
        """
        url = f"{self._endpoint}/web/{memento.timestamp}id_/{memento.url}"
        for _ in range(REDIRECTS):
            answer = self._get(url)
            location = header(answer.headers, "location")
            at = _date(header(answer.headers, "memento-datetime"))
            if at is not None and answer.status < 400:
                return Copy(memento.url, at, _as_received(answer), url)
            if not 300 <= answer.status < 400 or not location:
                break
            url = urljoin(url, location)
            if not url.startswith(self._endpoint + "/") or not self._same(url, memento):
                raise NotGivenError("the archive redirects to another page")
        error = header(answer.headers, "x-archive-wayback-runtime-error")
        raise NotGivenError(f"the archive answers {answer.status}" + (f" ({error[:80]})" if error else ""))

    def _same(self, url: str, memento: Memento) -> bool:
        target = _MEMENTO.search(url)
        return target is not None and resource(target[2]) == resource(memento.url)

    def _get(self, url: str) -> _Answer:
        """Make one request, again if the archive requires a wait or does not answer."""
        trouble = ""
        for attempt in range(1, TRIES + 1):
            wait = self._delay * 2 ** (attempt - 1)
            try:
                answer = self._request(safe_uri(url))
            except (OSError, HTTPException) as error:
                trouble = " ".join(str(error).split())[:200] or type(error).__name__
            else:
                if answer.status not in (429, 503):
                    self._failures = 0
                    return answer
                trouble = f"the archive answers {answer.status}"
                required = retry_after(header(answer.headers, "retry-after"), time.time())
                if required is not None and required > self._longest_wait:
                    raise WaybackError(f"{self._endpoint}: {trouble} and requires a wait of {required:g} s")
                wait = max(wait, required or 0.0)
            if attempt < TRIES:
                self._sleep(wait)
        self._failures += 1
        if self._failures >= FAILURES or "/cdx/" in url:
            raise WaybackError(f"{self._endpoint}: {trouble}")
        return _Answer(url, 503, (), b"")

    def _request(self, url: str) -> _Answer:
        if self._requested_at is not None:
            self._sleep(max(0.0, self._requested_at + self._delay - time.monotonic()))
        request = urllib.request.Request(
            url, headers={"User-Agent": self._agent, "Accept-Encoding": "identity"}
        )
        deadline = time.monotonic() + self._timeout
        try:
            try:
                with self._opener.open(request, timeout=self._timeout) as answer:
                    return _Answer(url, answer.status, _pairs(answer.headers), self._body(answer, deadline))
            except urllib.error.HTTPError as error:
                with error:
                    return _Answer(url, error.code, _pairs(error.headers), self._body(error, deadline))
        finally:
            self._requested_at = time.monotonic()

    def _body(self, answer: IO[bytes], deadline: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := answer.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > self._max_bytes:
                raise NotGivenError(f"more than {self._max_bytes} bytes")
            if time.monotonic() > deadline:
                raise OSError(f"no complete answer within {self._timeout:g} s")
        return b"".join(parts)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leave a redirect to the caller, who sees its target."""

    def redirect_request(self, *_: object) -> None:
        """Follow nothing."""


def resource(url: str) -> str:
    """Return what the index treats as one resource: scheme, `www.`, usual ports and letter case are ignored.

    >>> resource("http://www.Yunxi.example:80/A.html") == resource("https://yunxi.example/a.html")
    True
    """
    parts = urlsplit(url.lower())
    host = (parts.netloc.rpartition("@")[2]).removesuffix(":80").removesuffix(":443").removeprefix("www.")
    return f"{host}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def _rows(body: bytes, endpoint: str) -> tuple[list[Memento], str | None]:
    """Return the rows of a JSON answer, and its resumption key, which follows an empty row."""
    try:
        table = json.loads(body) if body.strip() else []
        names: Sequence[str] = table[0] if table else []
        rows = table[1:]
        key = None
        if [] in rows:
            rows, rest = rows[: rows.index([])], rows[rows.index([]) + 1 :]
            key = rest[0][0] if rest else None
        return list(_mementos(dict(zip(names, row, strict=True)) for row in rows)), key
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise WaybackError(f"{endpoint}: the answer is not an index: {error}") from None


def _mementos(rows: Iterator[Mapping[str, str]]) -> Iterator[Memento]:
    for row in rows:
        if re.fullmatch(r"\d{14}", row["timestamp"]):
            yield Memento(_plain(row["original"]), row["timestamp"], row["mimetype"])


def _plain(url: str) -> str:
    """Return the address as a browser writes it: crawls of the 2000s wrote the port even where it is the usual one."""
    parts = urlsplit(url)
    usual = ":443" if parts.scheme == "https" else ":80"
    return urlunsplit(
        parts._replace(netloc=parts.netloc.removesuffix(usual), path=parts.path or "/", fragment="")
    )


def _date(value: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(value) if value else None
    except (TypeError, ValueError):
        return None


def _pairs(headers: Message) -> Headers:
    return tuple((name, value) for name, value in headers.items())


def _as_received(answer: _Answer) -> Response:
    """Rebuild the original response: its headers arrive with the prefix `x-archive-orig-`, its body unchanged."""
    headers = [
        (name[len(_ORIGINAL) :], value)
        for name, value in answer.headers
        if name.lower().startswith(_ORIGINAL) and name[len(_ORIGINAL) :].lower() not in _TRANSFER_HEADERS
    ]
    for own in ("Content-Type", "Content-Encoding"):
        value = header(answer.headers, own.lower())
        if value and header(headers, own.lower()) is None:
            headers.append((own, value))
    return Response(answer.status, "OK" if answer.status == 200 else "", tuple(headers), answer.body)
