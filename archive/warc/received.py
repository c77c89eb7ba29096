"""Convert text of records and headers to a form that UTF-8 and SQLite can hold, and back to the bytes received.

Bytes that are not UTF-8 arrive as lone surrogates (PEP 383). A header value that holds such bytes, or a NUL, is
stored as `\\bytes:` and its bytes percent-encoded; any other value is stored as it is. In an address the bytes
themselves are percent-encoded, as a browser sends them.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urlsplit

MARK: Final = "\\bytes:"
_PRINTABLE: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) != "%")
# Characters that no address may contain (RFC 3986, 2.1). White space and other scripts stay as published.
_CONTROLS = re.compile("[\x00-\x1f\x7f]")
_NOT_ASCII = re.compile("[^\x20-\x7e]")


def octets(text: str) -> bytes:
    """Return the bytes that a text was decoded from; a surrogate that stands for no byte is encoded as it is."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def stored(value: str) -> str:
    """Return a header's value in the form stored in the tables.

    >>> stored('"a1"'), stored('"\\udcff"')
    ('"a1"', '\\\\bytes:"%FF"')
    """
    if "\0" in value or value.startswith(MARK) or not encodable(value):
        return MARK + quote(octets(value), safe=_PRINTABLE)
    return value


def received(value: str) -> bytes:
    """Return the bytes of a header's value from the form that `stored` returns.

    >>> received(stored('"\\udcff"'))
    b'"\\xff"'
    """
    return unquote_to_bytes(value[len(MARK) :]) if value.startswith(MARK) else value.encode()


def address(url: str) -> str:
    """Return an address with control characters percent-encoded, and all non-ASCII bytes if it is not UTF-8.

    >>> address('http://a.example/\\udcc4\\udce3.html')
    'http://a.example/%C4%E3.html'
    """
    unstorable = _CONTROLS if encodable(url) else _NOT_ASCII
    return unstorable.sub(lambda found: quote(octets(found[0]), safe=""), url)


def encodable(text: str) -> bool:
    """Return whether a text can be encoded as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fault_of(url: str) -> str | None:
    """Return why an address can't be parsed (such as `http://[::1`); None if it can."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname, parts.port
    except ValueError as error:
        return str(error)
    return None
