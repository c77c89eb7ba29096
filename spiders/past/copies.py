"""Copies that somebody else fetched, judged and written as captures of a site at the time that they show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.warc.captures import Fields, Position, Response, Role, utc_text
from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode, header, sha256
from archive.warc.writer import WarcWriter
from parsers.text.decode import decode as text_of
from spiders.config.sitefile import SiteFile
from spiders.visit.judge import Verdict, judge

# Where a capture of this address, moment (UTC text) and WARC-Payload-Digest stands, if the archive has it.
Find = Callable[[str, str, str | None], Position | None]
Read = Callable[[Position], Response]


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer of `url` as somebody received it at `at`; `source` says whose copy it is."""

    url: str
    at: datetime
    response: Response
    source: str

    @property
    def digest(self) -> str:
        """The WARC-Payload-Digest that its record gets."""
        return "sha256:" + sha256(self.response.body)

    @property
    def content_type(self) -> str:
        """The media type as declared, in small letters; empty where none is."""
        return (header(self.response.headers, "content-type") or "").partition(";")[0].strip().lower()

    def body(self) -> bytes:
        """The decoded body; empty where it can't be decoded."""
        try:
            return decode(self.response.body, self.response.headers)
        except PayloadError:
            return b""

    def text(self) -> str:
        """The text of a page; empty for a document file."""
        body = self.body()
        if b"%PDF-" in body[:1024] or body[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            return ""
        return text_of(body, header(self.response.headers, "content-type")).text


@dataclass(frozen=True, slots=True)
class Linked:
    """What is known of an address beside its bytes: as in `archive.captures.Fields`.

    A copy's role is None but for list pages and attachments: nobody asked the site for it, so a night
    neither asks for it again nor remembers it as no report, until one of its own lists shows it.
    """

    role: Role | None = None
    via: str | None = None
    title: str | None = None
    listed: str | None = None


class Copies:
    """Writes a site's copies into the WARC files of a run, each once in the life of an archive."""

    def __init__(self, site: SiteFile, writer: WarcWriter, run: int, max_bytes: int, find: Find) -> None:
        self._site = site
        self._writer = writer
        self._run = str(run)
        self._max_bytes = max_bytes
        self._find = find
        self._written: set[tuple[str, str, str]] = set()
        self.new = 0

    def find(self, url: str, at: datetime) -> Position | None:
        """Where the archive has a capture of this address and moment."""
        return self._find(url, utc_text(at), None)

    def add(self, copy: Copy, linked: Linked) -> bool:
        """Write a copy that the archive does not hold; whether it was new."""
        moment = utc_text(copy.at)
        key = (copy.url, moment, copy.digest)
        if key in self._written or self._find(*key):
            return False
        self._written.add(key)
        verdict = self._judged(copy, linked)
        fields = Fields(
            verdict.outcome, self._site.id, self._run, linked.role, linked.via, linked.title, linked.listed,
            detail=verdict.detail, source=copy.source,
        )  # fmt: skip
        self._writer.write_capture(copy.url, copy.at.astimezone(UTC), fields, None, copy.response)
        self.new += 1
        return True

    def _judged(self, copy: Copy, linked: Linked) -> Verdict:
        answer = copy.response
        try:
            body = decode(answer.body, answer.headers, self._max_bytes)
        except PayloadTooLargeError as error:
            return Verdict("too_large", str(error))
        except PayloadError as error:
            return Verdict("error", str(error))
        if answer.status == 304:
            return Verdict("error", "a 304 without the page that it speaks of")
        return judge(
            copy.url, answer.status, body, content_type=header(answer.headers, "content-type"),
            location=header(answer.headers, "location"), role=linked.role or "article", home=self._site.homepage,
        )  # fmt: skip
