"""Send a file, or the one range of its bytes that a request names (RFC 9110, 14): DuckDB reads Parquet in parts."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
from datasette.utils.asgi import Request

Send = Callable[[dict[str, Any]], Awaitable[None]]

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_CHUNK = 1 << 16


class RangedFile:
    """A file as an attachment. Several ranges, other units and ranges that end before they begin get the whole file."""

    def __init__(self, path: Path, request: Request) -> None:
        self._path = path
        self._range = request.headers.get("range") if request.method == "GET" else None
        self._if_range = request.headers.get("if-range")

    async def asgi_send(self, send: Send) -> None:
        """Send the response."""
        state = self._path.stat()
        tag = f'"{state.st_size:x}-{state.st_mtime_ns:x}"'
        wanted = self._range if self._if_range in (None, tag) else None
        part = bounds(wanted, state.st_size)
        start, end = part or (0, state.st_size)
        status, length = 206 if part else 200, end - start
        headers = {
            "content-type": "application/octet-stream",
            "content-disposition": f'attachment; filename="{self._path.name}"',
            "accept-ranges": "bytes",
            "etag": tag,
        }
        if part and not length:
            status = 416
            headers["content-range"] = f"bytes */{state.st_size}"
        elif part:
            headers["content-range"] = f"bytes {start}-{end - 1}/{state.st_size}"
        headers["content-length"] = str(length)
        pairs = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": pairs})
        async with await anyio.open_file(self._path, "rb") as file:
            await file.seek(start)
            while length:
                chunk = await file.read(min(_CHUNK, length))
                if not chunk:
                    break
                length -= len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def bounds(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the half-open range of a Range header; an empty one if the file has no such bytes, None for no range.

    >>> bounds("bytes=10-19", 100), bounds("bytes=90-", 100), bounds("bytes=-8", 100), bounds("bytes=90-999", 100)
    ((10, 20), (90, 100), (92, 100), (90, 100))
    >>> bounds("bytes=100-", 100), bounds("bytes=-0", 100)
    ((100, 100), (100, 100))
    >>> bounds("bytes=5-2", 100), bounds("bytes=0-1,5-6", 100), bounds("bytes=-", 100), bounds(None, 100)
    (None, None, None, None)
    """
    match = _RANGE.fullmatch((header or "").strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        return max(0, size - int(last)), size
    if last and int(last) < int(first):
        return None
    return min(int(first), size), min(int(last) + 1, size) if last else size
