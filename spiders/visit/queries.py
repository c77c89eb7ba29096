"""Characters in the queries of links: a browser sends them in the encoding of the page, not in UTF-8."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

_LINK: Final = re.compile(
    r"""(\b(?:href|src|action)\s*=\s*["']?[^"'<>\s?#]{0,500}\?)([^"'<>\s#]{1,1000})""", re.I
)
# Every query with such characters matches; a page without one is searched in a fiftieth of the time.
_MAY_CHANGE: Final = re.compile(r"\?[^\"'<>\s#\x80-\U0010ffff]{0,999}[^\x00-\x7f\s]")
_UNICODE: Final = ("utf-8", "ascii", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
_OTHER: Final = re.compile(r"[^\x00-\x7f]+")


def in_encoding(text: str, encoding: str) -> str:
    """Return a page whose links have the characters of their queries in its own encoding (URL Standard, 5.2).

    >>> in_encoding("<a href='list.asp?lm=公告&page=2'>", "gb18030")
    "<a href='list.asp?lm=%B9%AB%B8%E6&page=2'>"
    """
    if encoding.lower().replace("_", "-") in _UNICODE or not _MAY_CHANGE.search(text):
        return text
    return _LINK.sub(
        lambda link: link[1] + _OTHER.sub(lambda part: _quoted(part[0], encoding), link[2]), text
    )


def _quoted(text: str, encoding: str) -> str:
    try:
        return quote(text.encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return text
