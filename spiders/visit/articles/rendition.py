"""The page that an article shows once its scripts have filled it: stored as HTML beside the article's capture.

Reading the archive again reads this page in place of the one that was sent, and neither requests nor runs anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from archive.warc.captures import safe_uri
from parsers.formats.web import held
from parsers.hints import Attached
from parsers.text.han import SHORTEST_BODY
from spiders.lists.attachments import attachments
from spiders.lists.scripts.running.dom.drawing import MARK, WRITTEN

PROFILE: Final = "urn:fangzhi:rendered-article:1"
CONTENT_TYPE: Final = "text/html; charset=utf-8"
SUFFIX: Final = "#rendered"  # of the article's address: the address of the record

_CODE = re.compile(r"<(script|style|noscript|template|textarea)(?=[\s>/])", re.I)
_SCRIPT = re.compile(r"<(/?)script(?=[\s>/])", re.I)
_BODY = re.compile(r"<body\b[^<>]{0,2000}>", re.I)
_BODY_END = re.compile(r"</body\b", re.I)
_HEAD = re.compile(r"<head(?=[\s>])", re.I)
_HEAD_END = re.compile(r"</head\b", re.I)
_OF_RUN = re.compile(rf'\s(?:{MARK}|{WRITTEN})(?:="[^"]*")?')


def page_of(sent: str, shown: Iterable[str]) -> str:
    """Return one page: the head of the page that was sent, and the bodies that were shown, without code."""
    start = _HEAD.search(sent)
    end = _HEAD_END.search(sent, start.end()) if start else None
    head = f"{sent[start.start() : end.start()]}</head>" if start and end else ""
    bodies = "\n".join(f"<div>{_body_of(one)}</div>" for one in shown)
    whole = f"<!DOCTYPE html>\n<html>{head}<body>{bodies}</body></html>"
    return without_code(without_marks(whole))


def without_marks(html: str) -> str:
    """Return markup without the attributes that a run of scripts puts on elements, which differ from run to run."""
    return _OF_RUN.sub("", html)


def _body_of(html: str) -> str:
    html = without_code(html)
    body = _BODY.search(html)
    if body is None:
        return html
    end = _BODY_END.search(html, body.end())
    return html[body.end() : end.start() if end else len(html)]


def is_better(url: str, shown: str, sent: str, text: str) -> bool:
    """Return whether a page shows much more than the one that was sent, whose text is known: prose, or files."""
    if held.is_body(_prose(shown), max(SHORTEST_BODY, 1.3 * len(text))):
        return len(_prose(shown)) > 1.3 * len(_prose(sent))
    known = {link.url for link in attachments(sent, url)}
    return any(link.url not in known for link in attachments(shown, url))


def _prose(html: str) -> str:
    return re.sub(r"<[^<>]{1,2000}>", "", without_code(html))


def without_code(html: str) -> str:
    """Return a page without scripts, style sheets and what only scripts show."""
    lower, parts, at = html.lower(), [], 0
    if len(lower) != len(html):  # a character whose small letter is longer: İ
        lower = html
    while found := _CODE.search(html, at):
        parts.append(html[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        close = lower.find(">", end) if end >= 0 else -1
        if close < 0:  # it has no end, so a browser shows nothing behind it
            return "".join(parts)
        at = close + 1
    return "".join((*parts, html[at:]))


@lru_cache(maxsize=1)
def scripts_of(html: str) -> str:
    """Return the code of a page's scripts: a hundredth of a report's page, which is slow to search for names."""
    parts = []
    start = -1
    for tag in _SCRIPT.finditer(html):
        if not tag[1] and start < 0:
            start = tag.end()
        elif tag[1] and start >= 0:
            parts.append(html[start : tag.start()])
            start = -1
    if start >= 0:
        parts.append(html[start:])
    return "\n".join(parts)


def of_article(url: str, beside: Sequence[Attached]) -> Attached | None:
    """Return the stored page among what was captured beside an article."""
    return next((one for one in beside if one.name and safe_uri(one.name) == safe_uri(url + SUFFIX)), None)
