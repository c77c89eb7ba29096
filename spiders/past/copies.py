"""Copies fetched by others, judged and written as captures of a site at the time they were made."""

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

# Position of the capture with this address, moment (UTC text) and WARC-Payload-Digest, if the archive has it.
Find = Callable[[str, str, str | None], Position | None]
Read = Callable[[Position], Response]


@dataclass(frozen=True, slots=True)
class Copy:
    """An answer of `url` as somebody else received it at `at`; `source` names whose copy it is."""

    url: str
    at: datetime
    response: Response
    source: str

    @property
    def digest(self) -> str:
        """Return the WARC-Payload-Digest of its record."""
        return "sha256:" + sha256(self.response.body)

    @property
    def content_type(self) -> str:
        """Return the media type as declared, in small letters; empty without one."""
        return (header(self.response.headers, "content-type") or "").partition(";")[0].strip().lower()

    def body(self) -> bytes:
        """Return the decoded body; empty if it can't be decoded."""
        try:
            return decode(self.response.body, self.response.headers)
        except PayloadError:
            return b""

    def text(self) -> str:
        """Return the text of a page; empty for a document file."""
        body = self.body()
        if b"%PDF-" in body[:1024] or body[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
            return ""
        return text_of(body, header(self.response.headers, "content-type")).text


@dataclass(frozen=True, slots=True)
class Linked:
    """What is known about an address besides its bytes, as in `archive.warc.captures.Fields`.

    The role of a copy is None, except for list pages and attachments. Nobody requested it from the site, so a night
    neither requests it again nor remembers it as "not a report" until one of the site's lists shows it.
    """

    role: Role | None = None
    via: str | None = None
    title: str | None = None
    listed: str | None = None


class Copies:
    """Write a site's copies into the WARC files of a run, each only once in the life of an archive."""

    def __init__(self, site: SiteFile, writer: WarcWriter, run: int, max_bytes: int, find: Find) -> None:
        self._site = site
        self._writer = writer
        self._run = str(run)
        self._max_bytes = max_bytes
        self._find = find
        self._written: set[tuple[str, str, str]] = set()
        self.new = 0

    def find(self, url: str, at: datetime) -> Position | None:
        """Return the position of the archive's capture of this address and moment, if there is one."""
        return self._find(url, utc_text(at), None)

    def add(self, copy: Copy, linked: Linked) -> bool:
        """Write a copy unless the archive already has it; return whether it was new."""
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
            return Verdict("error", "a 304 without the page that it refers to")
        return judge(
            copy.url, answer.status, body, content_type=header(answer.headers, "content-type"),
            location=header(answer.headers, "location"), role=linked.role or "article", home=self._site.homepage,
        )  # fmt: skip
