"""HTTP bodies, including those whose headers are wrong or that inflate without end."""

from __future__ import annotations

import gzip
import os

import brotli
import pytest

from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode

BR = (("Content-Encoding", "br"),)


def test_brotli_is_decoded_within_limits() -> None:
    text = "各位代表：现在报告工作。".encode() * 20_000
    assert decode(brotli.compress(text), BR) == text
    with pytest.raises(PayloadTooLargeError):
        decode(brotli.compress(bytes(3_000_000)), BR, limit=1_000_000)
    with pytest.raises(PayloadError, match="cut off"):
        decode(brotli.compress(text)[:-40], BR)


def test_a_body_wrongly_declared_as_brotli_is_returned_unchanged() -> None:
    assert decode(b"<html>plain after all</html>", BR) == b"<html>plain after all</html>"


def test_many_gzip_members_are_read_in_linear_time_and_bounded() -> None:
    gzip_coded = (("Content-Encoding", "gzip"),)
    member = gzip.compress(b"abc")
    assert decode(member * 5000, gzip_coded) == b"abc" * 5000
    assert decode(member + b"rubbish", gzip_coded) == b"abc"
    with pytest.raises(PayloadTooLargeError, match="members"):
        decode(gzip.compress(b"") * 20_000, gzip_coded)
    large = os.urandom(3 << 20)
    assert decode(gzip.compress(large, 1) * 3, gzip_coded) == large * 3
    with pytest.raises(PayloadError, match="cut off"):
        decode(gzip.compress(large, 1)[:-9], gzip_coded)
