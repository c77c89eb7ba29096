"""Addresses of reports that a page holds in its data, in scripts and islands of XML, and that no reader has shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from spiders.lists.base import ListPage
from spiders.lists.links import Link, absolute
from spiders.lists.titles import judge
from spiders.lists.unused.sign import Sign

_COMMENT = re.compile(r"<!--(?!\[CDATA).*?-->", re.S)
_HELD = re.compile(
    r"<(script|xml|textarea|template|noscript|xmp|data)\b[^<>]{0,400}>(.*?)</\1\s*>", re.S | re.I
)
_CODE_POINT = re.compile(r"\\u([0-9a-fA-F]{4})")
_SERIAL = re.compile(r"[0-9a-f]{16,}|\d+")
_TITLE = re.compile(r"[\u4e00-\u9fff\d〇（）()“”·]{6,60}")
_NUMBER: Final = re.compile(r"\d{2}")
_NEAR: Final = 160  # characters around an address
_MOST_SHAPES: Final = 3
_MOST: Final = 3  # addresses that are named
_LONGEST: Final = 600_000  # characters


def held(page: ListPage, links: Sequence[Link]) -> Iterator[Sign]:
    """Yield addresses in a page's data that are like those of the list's reports, have a report's title beside them,
    and are none of the list's links."""
    rows = [link for link in links if judge(link.title) == "report" and _NUMBER.search(_tail(link.url))]
    if not rows:
        return
    text = "\n".join(match[2] for match in _HELD.finditer(_COMMENT.sub("", page.text[:_LONGEST])))
    text = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text.replace("\\/", "/"))
    known = {_tail(link.url) for link in links}
    example = {_shape(_tail(link.url)): link.url for link in rows}
    found: dict[str, None] = {}
    for shape, _ in Counter(_shape(_tail(link.url)) for link in rows).most_common(_MOST_SHAPES):
        for match in re.finditer(rf"(?<![\w-]){shape}(?![\w-])", text):
            around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if match[0] not in known and any(judge(one) == "report" for one in _TITLE.findall(around)):
                found.setdefault(absolute(match[0], example[shape]) or match[0])
    why = f"{len(found)} addresses of reports in its data were not shown"
    for url in list(found)[:_MOST]:
        yield Sign("held", why, f"held {url}", url)


def _tail(url: str) -> str:
    """Return what tells an article's address from others: its file's name and query, or the folder before, too."""
    parts = url.partition("#")[0].rstrip("/").split("/")
    return parts[-1] if _NUMBER.search(parts[-1]) else "/".join(parts[-2:])


def _shape(tail: str) -> str:
    """Return a pattern of addresses that differ from one only in their numbers."""
    pieces = _SERIAL.split(tail)
    serials = [r"[0-9a-f]{16,}" if len(one) >= 16 else r"\d+" for one in _SERIAL.findall(tail)]
    return "".join(re.escape(a) + b for a, b in zip(pieces, [*serials, ""], strict=True))
