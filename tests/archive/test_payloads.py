"""HTTP bodies as servers send them, and as they must not be believed."""

from __future__ import annotations

import brotli
import pytest

from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode

BR = (("Content-Encoding", "br"),)


def test_brotli_is_taken_off_within_limits() -> None:
    text = "各位代表：现在报告工作。".encode() * 20_000
    assert decode(brotli.compress(text), BR) == text
    with pytest.raises(PayloadTooLargeError):
        decode(brotli.compress(bytes(3_000_000)), BR, limit=1_000_000)
    with pytest.raises(PayloadError, match="cut off"):
        decode(brotli.compress(text)[:-40], BR)


def test_a_body_that_only_claims_to_be_brotli_is_itself() -> None:
    assert decode(b"<html>plain after all</html>", BR) == b"<html>plain after all</html>"
