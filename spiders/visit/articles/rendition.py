"""The page that an article shows once its scripts have filled it: stored as HTML beside the article's capture.

Reading the archive again reads this page in place of the one that was sent, and neither requests nor runs anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from archive.warc.captures import safe_uri
from parsers.formats.web import held
from parsers.hints import Attached
from spiders.lists.links import attachments
from spiders.lists.scripts.running.live import MARK, WRITTEN

PROFILE: Final = "urn:fangzhi:rendered-article:1"
CONTENT_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = "#rendered"  # of the article's address: the address of the record

_HEAD = re.compile(r"<head\b.*?</head\s*>", re.I | re.S)
_BODY = re.compile(r"<body\b[^>]*>(.*?)(?:</body\s*>|</html\s*>|\Z)", re.I | re.S)
_CODE = re.compile(r"<(script|style|noscript|template|textarea)\b.*?</\1\s*>", re.I | re.S)
_OF_RUN = re.compile(rf'\s(?:{MARK}|{WRITTEN})(?:="[^"]*")?')


def page_of(sent: str, shown: Iterable[str]) -> str:
    """Return one page: the head of the page that was sent, and the bodies that were shown, without code."""
    head = _HEAD.search(sent)
    bodies = "\n".join(f"<div>{_body_of(one)}</div>" for one in shown)
    whole = f"<!DOCTYPE html>\n<html>{head[0] if head else ''}<body>{bodies}</body></html>"
    return _CODE.sub("", _OF_RUN.sub("", whole))


def _body_of(html: str) -> str:
    body = _BODY.search(_CODE.sub("", html))
    return body[1] if body else html


def is_better(url: str, shown: str, sent: str, text: str) -> bool:
    """Return whether a page shows much more than the one that was sent, whose text is known: prose, or files."""
    if held.is_body(_prose(shown), max(held.LEAST, 1.3 * len(text))):
        return len(_prose(shown)) > 1.3 * len(_prose(sent))
    known = {link.url for link in attachments(sent, url)}
    return any(link.url not in known for link in attachments(shown, url))


def _prose(html: str) -> str:
    return re.sub(r"<[^>]{1,2000}>", "", _CODE.sub("", html))


def of_article(url: str, beside: Sequence[Attached]) -> Attached | None:
    """Return the stored page among what was captured beside an article."""
    return next((one for one in beside if one.name and safe_uri(one.name) == safe_uri(url + SUFFIX)), None)
