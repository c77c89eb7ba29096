"""Rows as records: which values are the title, the address and the date, whatever their keys are called."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from parsers.text import han
from spiders.lists.links import DATE, Link, absolute

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAIL_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\w* (\d{{4}})\b")  # RSS: RFC 822
_BEIJING = datetime.timezone(datetime.timedelta(hours=8))
_TITLE_KEYS = re.compile(r"title|name|label|subject|headline|bt$|caption", re.I)
_NOT_TITLE = re.compile(r"channel|column|site|dept|author|user|source|categ|sub", re.I)
_URL_KEYS = re.compile(r"url|link|href|path|address|uri", re.I)
_OF_OTHERS = re.compile(
    r"channel|column|categ|catalog|site|author|user|dept", re.I
)  # nested records not of the row
_DATE_KEYS = re.compile(r"date|time|day|rq$|sj$", re.I)
MAX_NESTING: Final = 8
_NUMBER = re.compile(r"\d{5,19}")
_HREF = re.compile(r"<a\b[^<>]{0,300}?\bhref\s*=\s*[\"']?([^\"'<>\s]{1,500})", re.I)


def links_of(answer: Any, url: str) -> list[Link]:
    """Return the rows of a value with records: those that have a title and an address."""
    records = records_in(answer)
    key = _address_key(records)
    title = title_key(records)
    addresses = [record.get(key) for record in records if key and record.get(key)]
    if len(addresses) > 2 and len({str(one) for one in addresses}) * 2 < len(addresses):
        return []  # folders: an address of its own is built from several values
    if records and key and all(_is_folder_of(record, record.get(key)) for record in records):
        return []
    if records and title and not key:  # {"headline": "<a href='/gzbg/7.html'>…</a>"}
        return [link for record in records if (link := _linked(record, title, url))]
    return [
        link for record in records if key and title and (link := link_of(record, title, record.get(key), url))
    ]


def _linked(record: Mapping[str, Any], title: str, url: str) -> Link | None:
    """Return the link that a record's title is, as markup; None if it is none."""
    value = record.get(title)
    found = _HREF.search(value) if isinstance(value, str) else None
    return link_of(record, title, html.unescape(found[1]), url) if found else None


def _is_folder_of(record: Mapping[str, Any], address: Any) -> bool:
    """Return whether an address is the folder of a record's page, whose name is a number of the record."""
    if not isinstance(address, str) or not address.endswith("/"):
        return False
    numbers = [str(one) for one in record.values() if _NUMBER.fullmatch(str(one))]
    return bool(numbers) and not any(one in address for one in numbers)


def records_in(answer: Any) -> list[dict[str, Any]]:
    """Return the longest list of records with a title; a record's values may be nested one level down."""
    best: list[dict[str, Any]] = []
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if depth > MAX_NESTING:
            continue
        if isinstance(value, list):
            records = [_flat(item) for item in value if isinstance(item, dict)]
            # Rows as arrays of values: their positions are the keys.
            records = records or [
                {str(i): v for i, v in enumerate(item)} for item in value if isinstance(item, list)
            ]
            key = title_key(records)
            titled = [record for record in records if key and words_in(record.get(key))]
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


def as_loose_object(text: str) -> dict[str, Any] | None:
    """Parse an object as JSON, or as what ASP.NET services accept: `{'id':'7','page':1}`.

    >>> as_loose_object("{'id':'7','page':1}")
    {'id': '7', 'page': 1}
    """
    return as_object(text) or (as_object(text.replace("'", '"')) if '"' not in text else None)


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
            flat.setdefault(
                f"{key}.{name}" if _URL_KEYS.search(key) or _OF_OTHERS.search(key) else name, value
            )
    return flat


def title_key(records: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the key of the records' titles: by its name, or else the longest of the texts that differ."""
    texts: dict[str, list[str]] = {}
    for record in records:
        for key, value in record.items():
            if isinstance(value, str) and (words := words_in(value)):
                texts.setdefault(key, []).append(words)
    named = [key for key in texts if _TITLE_KEYS.search(key) and not _NOT_TITLE.search(key)]
    if named:
        return max(named, key=lambda key: ("title" in key.lower(), sum(map(len, texts[key]))))
    titles = {
        key: values
        for key, values in texts.items()
        if 2 * len(set(values)) > len(records)
        and sum(6 <= han.count(text) <= 120 for text in values) * 2 > len(records)
    }
    return max(titles, key=lambda key: sum(map(len, titles[key])), default=None)


def words_in(value: Any) -> str:
    """Return the text of a record's value, without markup; empty if it is no text."""
    text = value if isinstance(value, str) else ""
    return " ".join(re.sub(r"<[^<>]{0,200}>", "", text).split())


def _address_key(records: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the key of the records' addresses: of those with addresses, one that differs from record to record."""
    values: dict[str, list[str]] = {}
    for record in records:
        for key, value in record.items():
            if isinstance(value, str) and _is_address(key, value):
                values.setdefault(key, []).append(value)
    return max(
        values, key=lambda key: (bool(_URL_KEYS.search(key)), len(set(values[key])), -len(key)), default=None
    )


def _is_address(key: str, value: str) -> bool:
    """Return whether a value is the address of a row: its key says so, or its form alone."""
    named = bool(_URL_KEYS.search(key))
    form = (
        r"/|\.(s?html?|jhtml|jsp|aspx?|php|pdf|docx?)|\?" if named
        else r"^(https?://|\.{0,2}/)\S+$|^[\w/.-]+\.(s?html?|jhtml|jsp|aspx?|php|pdf|docx?)(\?\S*)?$"
    )  # fmt: skip
    return (
        bool(re.search(form, value))
        and not re.search(
            r"(^|\.)_?(links|self)\b", key, re.I
        )  # HAL: the address of the record in the interface
        and not re.search(r"img|image|pic|thumb|icon|logo|cover|mobile|wap|channel|column|site", key, re.I)
        and not re.search(r"\.(png|jpe?g|gif|bmp|webp)$", value, re.I)
        and not value.startswith(("{", "["))
    )


def link_of(record: Mapping[str, Any], title_key: str, address: Any, url: str) -> Link | None:
    """Return a record as a link to `address`; None without an address or a title."""
    target = absolute(address, url) if isinstance(address, str) else None
    title = words_in(record.get(title_key))
    return Link(target, title, title, _day(record)) if target and title else None


def _day(record: Mapping[str, Any]) -> str | None:
    named = [(key, value) for key, value in record.items() if _DATE_KEYS.search(key)]
    named = named or [
        (k, v) for k, v in record.items() if isinstance(v, str) and DATE.match(v) and len(v) < 30
    ]
    named.sort(key=lambda pair: not re.search(r"pub|display|show|write|fb", pair[0], re.I))
    for _, value in named:
        if isinstance(value, str) and (match := DATE.search(value)):
            return match[0]
        if isinstance(value, str) and (match := _MAIL_DATE.search(value)):
            return f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
        if isinstance(value, str) and value.isdecimal() and len(value) in (10, 13):
            value = int(value)
        if isinstance(value, int) and 10**8 < value < 4 * 10**12:
            seconds = value / 1000 if value > 10**11 else value
            return datetime.datetime.fromtimestamp(seconds, _BEIJING).date().isoformat()
    return None
