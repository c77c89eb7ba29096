"""The answer of a list's interface: JSON (or JSONP) with records, or with a piece of HTML in it.

The names of the keys need not be known: rows are the records that have a title and an address.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.base import (
    FORM,
    JSON,
    Declared,
    Listing,
    ListPage,
    PageRequest,
    is_page_name,
    with_query,
)
from spiders.lists.links import DATE, Link, absolute, anchors

_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_TITLE_KEYS = re.compile(r"title|name|subject|headline|bt$|caption", re.I)
_URL_KEYS = re.compile(r"url|link|href|path|address|uri", re.I)
_DATE_KEYS = re.compile(r"date|time|day|rq$|sj$", re.I)
_TOTAL_KEYS: Final = frozenset((
    "total", "totalcount", "totalrecord", "totalrecords", "totalelements", "totalnum", "totalrows", "totalsize",
    "recordcount", "recordtotal", "recordstotal", "rowcount", "count", "totalhits", "numfound",
    "allcount", "totalitems", "itemcount", "sum",
))  # fmt: skip
_PAGES_KEYS: Final = frozenset(
    ("pages", "totalpage", "totalpages", "pagecount", "pagetotal", "totalpagenum", "maxpage")
)
OFFSETS: Final = frozenset(("offset", "start", "skip", "from", "startrecord", "first", "beginindex"))
SIZES: Final = frozenset((
    "pagesize", "size", "limit", "rows", "perpage", "per_page", "_pagesize", "ps", "pagenums", "num", "length", "count",
))  # fmt: skip
MAX_NESTING: Final = 8


def parse(text: str) -> Any:
    """Parse a JSON or JSONP answer into plain values; return None for anything else."""
    text = text.strip("\ufeff \t\r\n;")
    if match := re.fullmatch(r"[\w$.]{1,80}\((.*)\)", text, re.S):
        text = match[1]
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read(page: ListPage, answer: Any) -> Listing:
    """Return the rows of an interface's answer, and the request for the next ones."""
    records = _records(answer)
    links = [link for record in records if (link := _link(record, page))]
    fragment = "" if links else _fragment(answer)
    if fragment:
        links = anchors(fragment, page.start)
    shown = len(records) if records and not fragment else len(links)
    declared = _declared(answer)
    following = _following(page, shown, declared) if links else None
    unread = None
    if records and not links:
        keys = ", ".join(list(records[0])[:6])
        unread = f"the rows of {page.url} have no addresses (keys: {keys})"
    elif not records and not links and page.number == 1 and (declared.rows or declared.rows is None):
        unread = f"no rows were found in the answer of {page.requested.address}"
    return Listing(
        tuple(links), following.url if following else None, bool(links) or page.number > 1 or bool(unread),
        following.body if following else None, following.media_type if following else FORM,
        declared, shown, None, unread,
    )  # fmt: skip


def _records(answer: Any) -> list[dict[str, Any]]:
    """Return the longest list of records with a title; a record's values may be nested one level down."""
    best: list[dict[str, Any]] = []
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if depth > MAX_NESTING:
            continue
        if isinstance(value, list):
            records = [_flat(item) for item in value if isinstance(item, dict)]
            titled = [record for record in records if _title(record)]
            if len(titled) > len(best):
                best = titled
            waiting += [(item, depth + 1) for item in value[:50]]
        elif isinstance(value, dict):
            waiting += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, str) and value[:1] in ("{", "[") and (inner := _loaded(value)) is not None:
            waiting.append((inner, depth + 1))
    return best


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def as_object(text: str) -> dict[str, Any] | None:
    """Parse a JSON object; return None for anything else."""
    value = _loaded(text)
    return value if isinstance(value, dict) else None


def _flat(record: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """Flatten a record with nested records: `{"source": {…}}`, `{"_source": {…}}`, `{"urls": "{…}"}`."""
    flat: dict[str, Any] = {}
    inner: list[tuple[str, dict[str, Any]]] = []
    for key, value in record.items():
        part = value if isinstance(value, dict) else None
        if isinstance(value, str) and value[:1] == "{":
            part = as_object(value)
        if part is None:
            flat[key] = value
        elif depth < 3:
            inner.append((key, _flat(part, depth + 1)))
    for key, part in inner:
        for name, value in part.items():
            flat.setdefault(f"{key}.{name}" if _URL_KEYS.search(key) else name, value)
    return flat


def _title(record: Mapping[str, Any]) -> str:
    named = [
        (key, value)
        for key, value in record.items()
        if isinstance(value, str)
        and _TITLE_KEYS.search(key)
        and not re.search(r"channel|column|site|dept|author|user|source|categ|sub", key, re.I)
    ]
    named.sort(key=lambda pair: ("title" not in pair[0].lower(), -len(pair[1])))
    text = named[0][1] if named else ""
    return " ".join(re.sub(r"<[^<>]{0,200}>", "", text).split())


def _address(record: Mapping[str, Any]) -> str | None:
    named = [
        (key, value)
        for key, value in record.items()
        if isinstance(value, str)
        and _URL_KEYS.search(key)
        and re.search(r"/|\.(s?html?|jhtml|jsp|aspx|php|pdf|docx?)|\?", value)
        and not re.search(r"img|image|pic|thumb|icon|logo|cover|mobile|wap|channel|column|site", key, re.I)
        and not re.search(r"\.(png|jpe?g|gif|bmp|webp)$", value, re.I)
        and not value.startswith(("{", "["))
    ]
    named.sort(key=lambda pair: len(pair[0]))
    return named[0][1] if named else None


def _link(record: Mapping[str, Any], page: ListPage) -> Link | None:
    target = absolute(_address(record), page.start)
    title = _title(record)
    return Link(target, title, title, _day(record)) if target and title else None


def _day(record: Mapping[str, Any]) -> str | None:
    named = [(key, value) for key, value in record.items() if _DATE_KEYS.search(key)]
    named.sort(key=lambda pair: not re.search(r"pub|display|show|write|fb", pair[0], re.I))
    for _, value in named:
        if isinstance(value, str) and (match := DATE.search(value)):
            return match[0]
        if isinstance(value, str) and value.isdecimal() and len(value) in (10, 13):
            value = int(value)
        if isinstance(value, int) and 10**8 < value < 4 * 10**12:
            seconds = value / 1000 if value > 10**11 else value
            return datetime.datetime.fromtimestamp(seconds, _BEIJING).date().isoformat()
    return None


def _fragment(answer: Any) -> str:
    """Return the piece of HTML with links in a JSON answer."""
    waiting, found = [answer], ""
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += list(value.values())
        elif isinstance(value, list):
            waiting += value[:200]
        elif (
            isinstance(value, str)
            and "<a" in value
            and len(value) > len(found)
            and LexborHTMLParser(value).css_first("a")
        ):
            found = value
    return found


def _declared(answer: Any) -> Declared:
    """Return the totals of the answer: those nearest to its top."""
    found = Declared()
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > 4:
            continue
        numbers = {
            k.lower().replace("_", ""): v
            for k, v in value.items()
            if isinstance(v, int | str) and str(v).isdecimal()
        }
        rows = next((int(v) for k, v in numbers.items() if k in _TOTAL_KEYS), None)
        pages = next((int(v) for k, v in numbers.items() if k in _PAGES_KEYS), None)
        found = found | Declared(rows, pages)
        waiting += [(item, depth + 1) for item in value.values()]
    return found


def _following(page: ListPage, shown: int, declared: Declared) -> PageRequest | None:
    """Return the same request with the next page number or offset; None after the last page.

    A server that counts from 0 may have one more page after the last page number: only a page with fewer rows than
    usual, or without rows, ends the list for certain.
    """
    parameters = _parameters(page.requested)
    size = next((int(v) for k, v in parameters if k.lower() in SIZES and v.isdecimal() and int(v) > 1), None)
    number = next((int(v) for k, v in parameters if is_page_name(k) and v.isdecimal()), None)
    if declared.rows is not None and (page.number == 1 and shown >= declared.rows):
        return None
    if size is not None and shown < size and (declared.rows is None or (number or 0) * size >= declared.rows):
        return None
    if number is not None and declared.pages is not None and number > declared.pages:
        return None
    before = page.requested
    if before.body is None:
        pairs = parse_qsl(urlsplit(before.url).query, keep_blank_values=True)
        changed = _moved_on(pairs, shown)
        return PageRequest(with_query(before.url, **dict([changed]))) if changed else None
    if before.media_type == JSON:
        values = as_object(before.body) or {}
        changed = _moved_on([(k, str(v)) for k, v in values.items() if isinstance(v, str | int)], shown)
        if changed is None:
            return None
        values[changed[0]] = int(changed[1]) if isinstance(values[changed[0]], int) else changed[1]
        return PageRequest(before.url, json.dumps(values, ensure_ascii=False, separators=(",", ":")), JSON)
    pairs = parse_qsl(before.body, keep_blank_values=True)
    changed = _moved_on(pairs, shown)
    if changed is None:
        query = _moved_on(parse_qsl(urlsplit(before.url).query, keep_blank_values=True), shown)
        return PageRequest(with_query(before.url, **dict([query])), before.body, FORM) if query else None
    return PageRequest(
        before.url,
        urlencode([changed if name == changed[0] else (name, value) for name, value in pairs]),
        FORM,
    )


def _parameters(request: PageRequest) -> list[tuple[str, str]]:
    """Return the parameters of a request, from its address and its body."""
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    if request.body is not None and request.media_type == JSON:
        pairs += [(k, str(v)) for k, v in (as_object(request.body) or {}).items() if isinstance(v, str | int)]
    elif request.body is not None:
        pairs += parse_qsl(request.body, keep_blank_values=True)
    return pairs


def _moved_on(pairs: Sequence[tuple[str, str]], shown: int) -> tuple[str, str] | None:
    numbers = [(name, int(value)) for name, value in pairs if value.isdecimal() and len(value) < 7]
    for name, value in numbers:
        if is_page_name(name):
            return name, str(value + 1)
    for name, value in numbers:
        if name.lower() in OFFSETS:
            return name, str(value + shown)
    return None
