"""Write every fetch to a WARC file, as one capture, before anything acts on it.

This middleware is next to the downloader, so it sees bodies still compressed, redirects, errors, and requests with
all their headers. The crawl acts on nothing that is not in the WARC file.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import responses
from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Headers, Response
from twisted.internet.error import ConnectError, ConnectionClosed

from archive.queries.known import Address
from archive.warc import captures
from archive.warc.outcomes import destination
from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode, header, sha256
from archive.warc.received import address
from spiders.lists.interfaces.formats.answer_headers import of_lists
from spiders.scrapy_side.context import CrawlContext, context_of
from spiders.scrapy_side.recorder import fields_of
from spiders.scrapy_side.tls import Handshake, TlsRefusedError
from spiders.visit.exchange import Answer, Purpose, failure
from spiders.visit.judge import Verdict, judge

# Errors that the network and a broken server may cause; anything else is a fault of this program.
NO_ANSWER = (
    CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError,
    ResponseDataLossError, ConnectError, ConnectionClosed, OSError,
)  # fmt: skip


_QUICK = 1 << 18  # bytes; copied and hashed in less time than it takes to hand them to a thread


class CaptureToWarc:
    """Judge each response and write it to the WARC file."""

    def __init__(self, context: CrawlContext) -> None:
        self._recorder = context.recorder
        self._previous = context.previous
        self._run = context.run
        self._limit = context.max_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the object as Scrapy expects."""
        return cls(context_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Record a response and put its `Answer` in the request's meta."""
        if "answer" in request.meta:  # replayed, or already recorded by process_exception
            return response
        received = captures.Response(
            response.status, responses.get(response.status, ""), _pairs(response.headers), response.body
        )
        payload: _Payload | None = None
        try:
            payload = await _decoded(received, request.meta.get("download_maxsize", self._limit))
            answer = self._judged(request, received, payload)
        # An answer that breaks the code that judges it is recorded as such and does not end the crawl.
        except Exception as error:  # noqa: BLE001
            answer = Answer(request.url, "error", _status(received), detail=f"not judged: {failure(error)}")
        last = self._previous.last(request.url)
        repeats = answer.outcome in ("not_modified", "unchanged") or (
            answer.outcome == "soft_404" and last is not None and last.shows == "soft_404"
        )
        reference = last.reference if last and repeats else None
        if answer.outcome == "too_large":
            self._write(request, answer, None, None)
        else:
            self._write(request, answer, received, reference, payload.sha256 if payload else None)
        await self._recorder.on_disk()
        request.meta["answer"] = answer
        return response

    async def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Record that there is no usable answer; the spider gets an empty response."""
        if isinstance(exception, IgnoreRequest):
            return None
        if isinstance(exception, DownloadCancelledError):
            limit = request.meta.get("download_maxsize", self._limit)
            answer = Answer(request.url, "too_large", None, detail=f"more than {limit} bytes")
        elif isinstance(exception, TlsRefusedError):
            answer = Answer(request.url, "error", None, detail=str(exception))
        elif isinstance(exception, NO_ANSWER):
            message = " ".join(str(exception).split())[:200]
            answer = Answer(request.url, "error", None, detail=f"{type(exception).__name__}: {message}")
        else:
            return None
        self._write(request, answer, None, None)
        await self._recorder.on_disk()
        request.meta["answer"] = answer
        return Response(request.url, status=0, flags=["no-answer"], request=request)

    def _judged(self, request: Request, received: captures.Response, payload: _Payload) -> Answer:
        purpose: Purpose = request.meta["purpose"]
        content_type, location = (
            header(received.headers, "content-type"),
            header(received.headers, "location"),
        )
        location = None if location is None else address(location)
        body, verdict = payload.body, payload.verdict
        last = self._previous.last(request.url)
        if received.status == 304:
            body, verdict = b"", _unmodified(last)
        verdict = verdict or judge(
            request.url, received.status, body,
            content_type=content_type, location=location, role=purpose.role, home=purpose.home,
        )  # fmt: skip
        if verdict.outcome == "ok" and last and last.reference and received.status == 200:
            known = last.reference.payload_sha256 if last.shows != "soft_404" else None
            verdict = Verdict("unchanged") if known and known == payload.sha256 else verdict
        location = location or destination(verdict.outcome, verdict.detail)
        if verdict.outcome == "moved" and _goes_round(purpose.chain, urljoin(request.url, location or "")):
            verdict = Verdict("error", "the redirects form a loop")
        return Answer(
            request.url, verdict.outcome, _status(received), body, content_type, location,
            header(received.headers, "retry-after"), verdict.detail, latency=request.meta.get("download_latency"),
            headers=of_lists(received.headers),
        )  # fmt: skip

    def _write(
        self,
        request: Request,
        answer: Answer,
        received: captures.Response | None,
        reference: captures.Reference | None,
        payload_sha256: str | None = None,
    ) -> None:
        purpose: Purpose = request.meta["purpose"]
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        request_record = captures.Request(
            request.method, target, (("Host", parts.netloc), *_pairs(request.headers)), request.body
        )
        handshake: Handshake | None = request.meta.get("tls")
        detail = "; ".join(filter(None, (answer.detail, handshake.detail if handshake else None))) or None
        fields = replace(fields_of(purpose, self._run, answer.outcome, detail), payload_sha256=payload_sha256)
        self._recorder.write(request.url, datetime.now(UTC), fields, request_record, received, reference)


@dataclass(frozen=True, slots=True)
class _Payload:
    """A decoded body and its digest; or the verdict on one that can't be decoded."""

    body: bytes = b""
    sha256: str | None = None
    verdict: Verdict | None = None


async def _decoded(received: captures.Response, limit: int) -> _Payload:
    """Decode a body once for all its uses; a large one in a thread, because other sites wait for the event loop."""
    coded = header(received.headers, "content-encoding") or header(received.headers, "transfer-encoding")
    if coded or len(received.body) > _QUICK:
        return await asyncio.to_thread(_decode, received, limit)
    return _decode(received, limit)


def _decode(received: captures.Response, limit: int) -> _Payload:
    try:
        body = decode(received.body, received.headers, limit)
    except PayloadTooLargeError as error:
        return _Payload(verdict=Verdict("too_large", str(error)))
    except PayloadError as error:
        return _Payload(verdict=Verdict("error", str(error)))
    return _Payload(body, sha256(body))


def _status(received: captures.Response) -> int | None:
    """Return the status; None for one that is not three digits, which no table can store."""
    return received.status if 100 <= received.status <= 999 else None


def _unmodified(last: Address | None) -> Verdict:
    """Judge a 304 by the last body: the page is unchanged, or it is still missing."""
    if last is None:
        return Verdict("error", "304 to an unconditional request")
    if last.shows == "soft_404":
        return Verdict("soft_404", "the error page of the last visit")
    return Verdict("not_modified")


def _goes_round(chain: tuple[str, ...], target: str) -> bool:
    """Return whether a redirect leads back; one to itself is allowed, as it may set a cookie (study of 2026: CT6T)."""
    return target in chain[:-1]


def _pairs(headers: Headers) -> captures.Headers:
    """Return headers as text; bytes that are not UTF-8 survive as surrogates (PEP 383)."""
    return tuple(
        (name.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape"))
        for name, values in headers.items()
        for value in values
    )
