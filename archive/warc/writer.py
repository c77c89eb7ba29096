"""Write raw captures: WARC/1.1 (ISO 28500:2017), one gzip member per record, one group per capture.

A group is `request`, then `response` or `revisit` (`resource` for a local file, `conversion` for what a browser made
of responses), then a `metadata` record that closes it. A group is written in one piece and is on disk (fsync) before
its position is returned: acknowledged captures survive a power failure, others leave an unfinished group at the end.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from archive.warc.captures import (
    Fields,
    Position,
    Reference,
    Request,
    Response,
    safe_uri,
    utc_text,
)
from archive.warc.payloads import PayloadError, decode, header, sha256
from archive.warc.received import octets
from archive.warc.serialize import (
    LEVEL,
    fields_block,
    header_block,
    new_id,
    one_line,
    record_bytes,
    record_headers,
)

SOFTWARE = "fangzhi"
SUFFIX = ".warc.gz"
ROLL_OVER = 1_000_000_000
# WARC/1.1, 6.7.2 and 6.7.3
PROFILE_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
PROFILE_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_OF_RUN = re.compile(r"run-(\d{6,})-(\d{3,})-")


def prefix(run: int, shard: int) -> str:
    """Return the prefix of the names of the WARC files that a shard of a run writes."""
    return f"run-{run:06d}-{shard:03d}"


def of_run(name: str) -> tuple[int, int] | None:
    """Return the run and the shard that wrote a WARC file, from its name; None if it is not from one of our crawls.

    >>> of_run(prefix(12, 3) + "-00000.warc.gz")
    (12, 3)
    """
    found = _OF_RUN.match(name)
    return (int(found[1]), int(found[2])) if found else None


class WarcWriter:
    """Append captures to new WARC files `PREFIX-00000.warc.gz`, … in a folder; one writer per prefix.

    A second writer never appends to a file: after a crash the next one starts a new file. `info` goes into each
    file's warcinfo record (ISO 28500, 6.2). With `deferred`, a capture is certain to be on disk only once a
    `barrier` created after it has been called, or the file is closed. Methods raise OSError if the disk refuses.
    """

    def __init__(
        self,
        directory: Path,
        prefix: str,
        info: Mapping[str, str] | None = None,
        roll_over: int = ROLL_OVER,
        *,
        deferred: bool = False,
    ) -> None:
        self._directory = directory
        self._prefix = prefix
        self._info = {"software": SOFTWARE, "format": "WARC File Format 1.1", **(info or {})}
        self._roll_over = roll_over
        self._deferred = deferred
        self._serial = 0
        self._file: FileIO | None = None
        self._name = ""
        self._size = 0
        self._warcinfo_id = ""

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the current file; the next capture begins a new one."""
        if self._file:
            if self._deferred:
                os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def barrier(self) -> Callable[[], None]:
        """Return a function that syncs to disk what has been written until now; any thread may call it, once."""
        assert self._file is not None, "nothing was written"
        descriptor = os.dup(self._file.fileno())

        def wait() -> None:
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

        return wait

    def write_capture(
        self,
        url: str,
        fetched_at: datetime,
        fields: Fields,
        request: Request | None = None,
        response: Response | None = None,
        refers_to: Reference | None = None,
    ) -> Position:
        """Write one fetch and return its position, once it is on disk (or, if deferred, written).

        With `refers_to`, a 304 becomes a server-not-modified revisit and a response with the same payload an
        identical-payload-digest revisit; any other response is stored whole. `fields.payload_sha256` is filled in
        if the body can be decoded; a caller that has decoded it already passes it in.
        """
        date = utc_text(fetched_at)
        records: list[tuple[bytes, bool]] = []
        main_id = new_id()
        if request is not None:
            head = octets(f"{request.method} {one_line(request.target)} HTTP/1.1\r\n")
            head += header_block(request.headers)
            headers = record_headers("request", url, date, new_id(), "application/http; msgtype=request")
            if response is not None:
                headers.append(("WARC-Concurrent-To", main_id))
            records.append((record_bytes(headers, head + request.body), False))
        if response is not None:
            record, payload_sha256 = self._response(
                url, date, main_id, response, refers_to, fields.payload_sha256
            )
            records.append((record, True))
            fields = replace(fields, payload_sha256=payload_sha256)
        records.append((self._closing(url, date, main_id if response else None, fields), response is None))
        return self._append(records)

    def write_resource(
        self, uri: str, at: datetime, data: bytes, content_type: str, fields: Fields
    ) -> Position:
        """Write a local file as a resource record (ISO 28500, 6.4), closed like any capture; return its position."""
        return self._write_block("resource", (), uri, at, data, content_type, fields)

    def write_conversion(
        self, uri: str, at: datetime, data: bytes, content_type: str, profile: str, fields: Fields
    ) -> Position:
        """Write what was made of captured responses as a conversion record (ISO 28500, 6.8); return its position.

        `profile` is a URI that says what was made, and in which form.
        """
        return self._write_block(
            "conversion", [("WARC-Profile", profile)], uri, at, data, content_type, fields
        )

    def _write_block(
        self,
        kind: str,
        further: Iterable[tuple[str, str]],
        uri: str,
        at: datetime,
        data: bytes,
        content_type: str,
        fields: Fields,
    ) -> Position:
        date = utc_text(at)
        main_id = new_id()
        headers = [*record_headers(kind, uri, date, main_id, content_type), *further]
        digest = sha256(data)
        headers.append(("WARC-Payload-Digest", f"sha256:{digest}"))
        closing = self._closing(uri, date, main_id, replace(fields, payload_sha256=digest))
        return self._append([(record_bytes(headers, data), True), (closing, False)])

    def _response(
        self, url: str, date: str, record_id: str, response: Response, refers_to: Reference | None,
        decoded: str | None,
    ) -> tuple[bytes, str | None]:  # fmt: skip
        head = octets(f"{response.protocol} {response.status} {one_line(response.reason)}\r\n")
        head += header_block(response.headers)
        digest = "sha256:" + sha256(response.body)
        profile = None
        if refers_to is not None and response.status == 304:
            profile = PROFILE_NOT_MODIFIED
        elif refers_to is not None and response.status == 200 and refers_to.digest == digest:
            profile = PROFILE_UNCHANGED
        headers = record_headers(
            "response" if profile is None else "revisit",
            url,
            date,
            record_id,
            "application/http; msgtype=response",
        )
        if refers_to is None or profile is None:
            headers.append(("WARC-Payload-Digest", digest))
            # A body that arrived compressed hardly shrinks further at any level.
            level = 1 if header(response.headers, "content-encoding") else LEVEL
            return record_bytes(headers, head + response.body, level), decoded or _decoded_sha256(response)
        headers.append(("WARC-Profile", profile))
        if refers_to.record_id:
            headers.append(("WARC-Refers-To", refers_to.record_id))
        headers.append(("WARC-Refers-To-Target-URI", safe_uri(refers_to.url)))
        headers.append(("WARC-Refers-To-Date", refers_to.fetched_at))
        if refers_to.digest:
            headers.append(("WARC-Payload-Digest", refers_to.digest))
        return record_bytes(headers, head), refers_to.payload_sha256

    def _closing(self, url: str, date: str, concurrent_to: str | None, fields: Fields) -> bytes:
        headers = record_headers("metadata", url, date, new_id(), "application/warc-fields")
        if concurrent_to:
            headers.append(("WARC-Concurrent-To", concurrent_to))
        return record_bytes(headers, fields_block(fields))

    def _append(self, records: list[tuple[bytes, bool]]) -> Position:
        """Write records in one piece; return the position of the record marked True."""
        if self._file is not None and self._size >= self._roll_over:
            self.close()
        start = b"" if self._file is not None else self._begin()
        assert self._file is not None
        offset = self._size + len(start)
        position = None
        for record, main in records:
            if main:
                position = Position(self._name, offset)
            offset += len(record)
        assert position is not None
        rest = memoryview(start + b"".join(record for record, _ in records))
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
            if not self._deferred:
                os.fsync(self._file.fileno())
        except OSError:
            # A disk that fills up must not leave half a group in front of the next one.
            self._file.truncate(self._size)
            self._file.seek(self._size)
            raise
        self._size = offset
        return position

    def _begin(self) -> bytes:
        """Create the next file, locked so that `recover_tail` leaves it alone, and return its warcinfo."""
        self._directory.mkdir(parents=True, exist_ok=True)
        while True:
            self._name = f"{self._prefix}-{self._serial:05d}{SUFFIX}"
            self._serial += 1
            path = self._directory / self._name
            try:
                self._file = path.open("xb", buffering=0)
                break
            except FileExistsError:
                continue
        fcntl.flock(self._file, fcntl.LOCK_EX)
        folder = os.open(self._directory, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        self._size = 0
        headers = [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", new_id()),
            ("WARC-Filename", self._name),
            ("WARC-Date", utc_text(datetime.now(UTC))),
            ("Content-Type", "application/warc-fields"),
        ]
        return record_bytes(
            headers, "".join(f"{k}: {one_line(v)}\r\n" for k, v in self._info.items()).encode()
        )


def being_written(path: Path) -> bool:
    """Return whether a writer, on this machine or another that shares the folder, has the file open."""
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _decoded_sha256(response: Response) -> str | None:
    try:
        return sha256(decode(response.body, response.headers))
    except PayloadError:
        return None
