"""WARC records byte by byte, for what no writer of ours would write."""

from __future__ import annotations

import gzip

GOOD = "http://www.yunxi.example/good.html"
ODD = "http://www.yunxi.example/odd.html"
PAGE = "云溪区政府工作报告。全年地区生产总值增长6.5%。".encode()


def record(http: bytes, *, url: bytes = ODD.encode(), date: bytes = b"2026-02-01T00:00:00Z", kind: bytes = b"response",
           more: bytes = b"", length: bytes | None = None, number: int = 1) -> bytes:  # fmt: skip
    """Return a WARC record as another tool might have written it."""
    size = length if length is not None else str(len(http)).encode()
    head = b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Record-ID: <urn:uuid:odd-%d>\r\n" % number
    head += b"WARC-Target-URI: " + url + b"\r\nWARC-Date: " + date + b"\r\n" + more
    head += b"Content-Type: application/http; msgtype=response\r\nContent-Length: " + size + b"\r\n\r\n"
    return gzip.compress(head + http + b"\r\n\r\n")


def answer(*headers: bytes, status: bytes = b"HTTP/1.1 200 OK", body: bytes = PAGE) -> bytes:
    return b"\r\n".join([status, b"Content-Type: text/html", *headers]) + b"\r\n\r\n" + body
