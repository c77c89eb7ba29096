"""Every fetch becomes one capture in a WARC file before anyone acts on it.

It stands next to the downloader, so it sees bodies still compressed, redirects, errors, and requests
with all their headers. What is not in the WARC file did not happen.
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
from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode, header, sha256
from archive.warc.received import address
from spiders.scrapy_side.context import CrawlContext, context_of
from spiders.scrapy_side.recorder import fields_of
from spiders.scrapy_side.tls import Spoken, TlsRefusedError
from spiders.visit.exchange import Answer, Purpose, failure
from spiders.visit.judge import Verdict, judge

# What the network and a broken server may do to a request; anything else is a fault of ours.
NO_ANSWER = (
    CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError,
    ResponseDataLossError, ConnectError, ConnectionClosed, OSError,
)  # fmt: skip


_QUICK = 1 << 18  # bytes; copied and hashed in less time than a thread takes to be found


class CaptureToWarc:
    """Judges each answer and writes it down."""

    def __init__(self, context: CrawlContext) -> None:
        self._recorder = context.recorder
        self._previous = context.previous
        self._run = context.run
        self._limit = context.max_bytes

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy builds it."""
        return cls(context_of(crawler))

    async def process_response(self, request: Request, response: Response) -> Response:
        """Write an answer down and leave its `Answer` in the request's meta."""
        if "answer" in request.meta:  # replayed, or already recorded by process_exception
            return response
        came = captures.Response(
            response.status, responses.get(response.status, ""), _pairs(response.headers), response.body
        )
        payload: _Payload | None = None
        try:
            payload = await _decoded(came, self._limit)
            answer = self._judged(request, came, payload)
        # What an answer does to the code that judges it is that answer's outcome, not the end of the crawl.
        except Exception as error:  # noqa: BLE001
            answer = Answer(request.url, "error", _status(came), detail=f"not judged: {failure(error)}")
        last = self._previous.last(request.url)
        repeats = answer.outcome in ("not_modified", "unchanged") or (
            answer.outcome == "soft_404" and last is not None and last.shows == "soft_404"
        )
        reference = last.reference if last and repeats else None
        if answer.outcome == "too_large":
            self._write(request, answer, None, None)
        else:
            self._write(request, answer, came, reference, payload.sha256 if payload else None)
        await self._recorder.on_disk()
        request.meta["answer"] = answer
        return response

    async def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Write down that no usable answer came; the spider gets an empty response."""
        if isinstance(exception, IgnoreRequest):
            return None
        if isinstance(exception, DownloadCancelledError):
            answer = Answer(request.url, "too_large", None, detail=f"more than {self._limit} bytes")
        elif isinstance(exception, TlsRefusedError):
            answer = Answer(request.url, "error", None, detail=str(exception))
        elif isinstance(exception, NO_ANSWER):
            told = " ".join(str(exception).split())[:200]
            answer = Answer(request.url, "error", None, detail=f"{type(exception).__name__}: {told}")
        else:
            return None
        self._write(request, answer, None, None)
        await self._recorder.on_disk()
        request.meta["answer"] = answer
        return Response(request.url, status=0, flags=["no-answer"], request=request)

    def _judged(self, request: Request, came: captures.Response, payload: _Payload) -> Answer:
        purpose: Purpose = request.meta["purpose"]
        content_type, location = header(came.headers, "content-type"), header(came.headers, "location")
        location = None if location is None else address(location)
        body, verdict = payload.body, payload.verdict
        last = self._previous.last(request.url)
        if came.status == 304:
            body, verdict = b"", _unmodified(last)
        verdict = verdict or judge(
            request.url, came.status, body,
            content_type=content_type, location=location, role=purpose.role, home=purpose.home,
        )  # fmt: skip
        if verdict.outcome == "ok" and last and last.reference and came.status == 200:
            known = last.reference.payload_sha256 if last.shows != "soft_404" else None
            verdict = Verdict("unchanged") if known and known == payload.sha256 else verdict
        if verdict.outcome == "moved" and _goes_round(purpose.chain, urljoin(request.url, location or "")):
            verdict = Verdict("error", "the redirects lead in a circle")
        return Answer(
            request.url, verdict.outcome, _status(came), body, content_type, location,
            header(came.headers, "retry-after"), verdict.detail, latency=request.meta.get("download_latency"),
        )  # fmt: skip

    def _write(
        self,
        request: Request,
        answer: Answer,
        came: captures.Response | None,
        reference: captures.Reference | None,
        payload_sha256: str | None = None,
    ) -> None:
        purpose: Purpose = request.meta["purpose"]
        parts = urlsplit(request.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = captures.Request(
            request.method, target, (("Host", parts.netloc), *_pairs(request.headers)), request.body
        )
        spoken: Spoken | None = request.meta.get("tls")
        detail = "; ".join(filter(None, (answer.detail, spoken.detail if spoken else None))) or None
        fields = replace(fields_of(purpose, self._run, answer.outcome, detail), payload_sha256=payload_sha256)
        self._recorder.write(request.url, datetime.now(UTC), fields, asked, came, reference)


@dataclass(frozen=True, slots=True)
class _Payload:
    """A decoded body and its digest; or the verdict on one that can't be decoded."""

    body: bytes = b""
    sha256: str | None = None
    verdict: Verdict | None = None


async def _decoded(came: captures.Response, limit: int) -> _Payload:
    """Decode a body, once for all that use it; what may take long not in the event loop, where other sites wait."""
    coded = header(came.headers, "content-encoding") or header(came.headers, "transfer-encoding")
    if coded or len(came.body) > _QUICK:
        return await asyncio.to_thread(_decode, came, limit)
    return _decode(came, limit)


def _decode(came: captures.Response, limit: int) -> _Payload:
    try:
        body = decode(came.body, came.headers, limit)
    except PayloadTooLargeError as error:
        return _Payload(verdict=Verdict("too_large", str(error)))
    except PayloadError as error:
        return _Payload(verdict=Verdict("error", str(error)))
    return _Payload(body, sha256(body))


def _status(came: captures.Response) -> int | None:
    """Return the status; None for one that is not three digits, which no table holds."""
    return came.status if 100 <= came.status <= 999 else None


def _unmodified(last: Address | None) -> Verdict:
    """A 304 stands for the last body: that the page is as it was, or that it is still missing."""
    if last is None:
        return Verdict("error", "304 to an unconditional request")
    if last.shows == "soft_404":
        return Verdict("soft_404", "the error page of the last visit")
    return Verdict("not_modified")


def _goes_round(chain: tuple[str, ...], target: str) -> bool:
    """Whether a redirect leads back; once to itself is how a server sets its cookie (study of 2026: CT6T)."""
    return target in chain[:-1]


def _pairs(headers: Headers) -> captures.Headers:
    """Return headers as text; bytes that are not UTF-8 survive as surrogates (PEP 383)."""
    return tuple(
        (name.decode("utf-8", "surrogateescape"), value.decode("utf-8", "surrogateescape"))
        for name, values in headers.items()
        for value in values
    )
