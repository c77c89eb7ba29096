"""The answer of a list's interface: JSON (or JSONP) with records, or with a piece of HTML in it; XML; lines of text.

The names of the keys need not be known: rows are the records that have a title and an address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.lists.base import (
    FORM,
    JSON,
    NUMBER,
    OFFSET,
    Declared,
    Listing,
    ListPage,
    PageRequest,
    is_page_name,
    may_count,
    with_query,
)
from spiders.lists.interfaces import details, lines, packed, xml_answers
from spiders.lists.interfaces.records import MAX_NESTING, as_object, link_of, links_of, records_in, title_key
from spiders.lists.links import Link, absolute, anchors, tree_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.tokens import tokens

_TOTAL_KEYS: Final = frozenset((
    "total", "totalcount", "totalrecord", "totalrecords", "totalelements", "totalnum", "totalrows", "totalsize",
    "recordcount", "recordtotal", "recordstotal", "rowcount", "count", "totalhits", "numfound",
    "allcount", "totalitems", "itemcount", "sum", "allnum", "allrows", "allrecord", "cnt", "zs", "zts", "zjls",
    "sumnum", "datatotal", "totaldata", "totalcnt", "rowstotal", "recordnum", "recordsum", "infocount",
    "hitcount", "totalhit",
))  # fmt: skip
_PAGES_KEYS: Final = frozenset(
    ("pages", "totalpage", "totalpages", "pagecount", "pagetotal", "totalpagenum", "maxpage")
)
_ASSIGNED = re.compile(r"(?:(?:var|let|const)\s+|window\.)?[\w$.]{1,60}\s*=\s*(?=[\[{])")
_NEXT_ADDRESS = re.compile(r"next(_?(url|link|href|page_?url))?", re.I)
_NEXT_CURSOR = re.compile(
    r"(next|end|last)?_?(cursor|token|marker|page_?token|scroll_?id|max_?id|key|after|id)", re.I
)
_CURSOR = re.compile(
    r"(page_?)?(cursor|token|marker)|after|since|before|(last|max|next|scroll|start)_?(id|key|token|cursor|after)",
    re.I,
)
_FEW: Final = 3  # records
_MOST: Final = 0.8  # of the records; the others have no value for a template
OFFSETS: Final = frozenset(("offset", "start", "skip", "from", "startrecord", "first", "beginindex"))
SIZES: Final = frozenset((
    "pagesize", "size", "limit", "rows", "perpage", "per_page", "_pagesize", "ps", "pagenums", "num", "length", "count",
))  # fmt: skip


def parse(text: str) -> Any:
    """Parse a JSON, JSONP or XML answer, or lines of text, into plain values; return None for anything else."""
    text = text.strip("\ufeff \t\r\n;")
    called = False
    if match := re.fullmatch(r"[\w$.]{1,80}\((.*)\)", text, re.S):
        text, called = match[1].strip(), True
    if match := _ASSIGNED.match(text):
        text, called = text[match.end() :], True
    if text[:1] == "<":
        return xml_answers.parse(text)
    if text[:1] not in ("{", "["):
        return lines.parse(text)
    try:
        return packed.opened(json.loads(text))
    except (ValueError, RecursionError):
        return _written(text) if called else None


def _written(text: str) -> Any:
    """Evaluate an object or array as scripts write it, with bare keys and single quotes; None if it is not one."""
    value, _ = Script(tree_of("")).expression(tokens(text), 0)
    return value if isinstance(value, dict | list) else None


def read(page: ListPage, answer: Any) -> Listing:
    """Return the rows of an interface's answer, and the request for the next ones."""
    records = records_in(answer)
    links = _joined(records, page) or links_of(answer, page.start)
    if len(links) < len(records) and (made := _by_number(records, page)):
        known = {link.title: link for link in links}
        links = [known.get(link.title, link) for link in made] if len(made) >= len(links) else links
    fragment = "" if links else packed.fragment(answer)
    if fragment:
        links = anchors(fragment, page.start)
    shown = len(records) if records and not fragment else len(links)
    totals = declared(answer)
    if totals.rows is not None and 0 < totals.rows < shown:  # the total counts pages
        totals = Declared(None, totals.pages or totals.rows)
    further = (_by_cursor(page, answer) or following(page, shown, totals, answer)) if links else None
    unread = None
    if records and 2 * len(links) < len(records) and not fragment:
        keys = ", ".join(list(records[0])[:6])
        unread = f"the rows of {page.url} have no addresses (keys: {keys})"
    elif not records and not links and page.number == 1 and (totals.rows or totals.rows is None):
        unread = f"no rows were found in the answer of {page.requested.address}"
    return Listing(
        tuple(links), further.url if further else None, bool(links) or page.number > 1 or bool(unread),
        further.body if further else None, further.media_type if further else FORM, totals, shown,
        _rest(page, shown, totals) if links and further is None else None, unread, page.requested.details,
        page.requested.pattern, counter=further.counter if further else "",
    )  # fmt: skip


def _rest(page: ListPage, shown: int, totals: Declared) -> str | None:
    """Return why further rows are to be expected of an interface that has no next request; None without a reason."""
    size = _size(_parameters(page.requested))
    if size is None or shown < size or totals != Declared():
        return None
    return f"as many rows as requested ({size}), and no parameter of {page.requested.address} counts pages"


def _size(parameters: Sequence[tuple[str, str]]) -> int | None:
    return next((int(v) for k, v in parameters if k.lower() in SIZES and v.isdecimal() and int(v) > 1), None)


def _joined(records: Sequence[Mapping[str, Any]], page: ListPage) -> list[Link]:
    """Return the rows whose address the list's scripts put together from several values: `it.path + it.file`."""
    joined = [
        one for one in page.requested.details if details.is_joined(one) and len(UNKNOWN.findall(one)) > 1
    ]
    return _by_number(records, page, joined) if records and joined else []


def _by_number(
    records: Sequence[Mapping[str, Any]], page: ListPage, templates: Sequence[str] | None = None
) -> list[Link]:
    """Return the rows of records that have only numbers, by an address that the list's scripts build from them."""
    title = title_key(records) or ""
    for template in page.requested.details if templates is None else templates:
        made = [link_of(record, title, details.filled(template, record), page.start) for record in records]
        links = [link for link in made if link]
        others = [one for one in page.requested.details if one != template]
        for at, record in (
            enumerate(records) if links else ()
        ):  # a row may have an address of its own: `{{ it.outside }}`
            tried = (link_of(record, title, details.filled(one, record), page.start) for one in others)
            made[at] = made[at] or next((link for link in tried if link), None)
        if links and len({link.url for link in links}) >= _MOST * len(records):
            return [link for link in made if link]
    return []


def by_number(answer: Any, found: int, templates: Sequence[str], url: str) -> list[Link]:
    """Return the rows of a value whose records have only numbers, by the addresses that scripts build from them.

    `found` is the number of rows with an address.
    """
    records = records_in(answer) if templates else []
    if len(records) <= found or len(records) < _FEW:
        return []
    return _by_number(records, ListPage(url, "", 1, url), templates)


def declared(answer: Any) -> Declared:
    """Return the totals of the answer: those nearest to its top."""
    found = Declared()
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > 4:
            continue
        numbers = {
            k.lower().replace("_", ""): v
            for k, one in value.items()
            if isinstance(v := one["value"] if isinstance(one, dict) and "value" in one else one, int | str)
            and str(v).isdecimal()
        }
        rows = next((int(v) for k, v in numbers.items() if k in _TOTAL_KEYS), None)
        pages = next((int(v) for k, v in numbers.items() if k in _PAGES_KEYS), None)
        if {"records", "total"} <= set(numbers):  # jqGrid
            rows, pages = int(numbers["records"]), int(numbers["total"])
        found = found | Declared(rows, pages)
        waiting += [(item, depth + 1) for item in value.values()]
    return found


def _by_cursor(page: ListPage, answer: Any) -> PageRequest | None:
    """Return the request for the next rows that an answer names: the value of a cursor, or a whole address."""
    before = page.requested
    names = [name for name, _ in parse_qsl(urlsplit(before.url).query, keep_blank_values=True)]
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > 3:
            continue
        for key, found in value.items():
            if not isinstance(found, str | int) or isinstance(found, bool) or found == "":
                continue
            if _NEXT_ADDRESS.fullmatch(key) and isinstance(found, str) and re.match(r"https?://|/|\?", found):
                target = absolute(found, before.url)
                return PageRequest(target) if target else None
            name = next((one for one in names if _CURSOR.fullmatch(one)), None)
            if _NEXT_CURSOR.fullmatch(key) and name is not None and before.body is None:
                return PageRequest(with_query(before.url, **{name: str(found)}))
        waiting += [(one, depth + 1) for one in value.values()]
    return None


def following(page: ListPage, shown: int, declared: Declared, answer: Any = None) -> PageRequest | None:
    """Return the same request with the next page number or offset; None after the last page.

    A server that counts from 0 may have one more page after the last page number: only a page with fewer rows than
    usual, or without rows, ends the list for certain.
    """
    parameters = _parameters(page.requested)
    size = _size(parameters)
    before = page.requested
    counter = before.counter or _only_counter(parameters, shown, size, declared)
    number = next(
        (int(v) for k, v in parameters if (is_page_name(k) or k == counter) and v.isdecimal()), None
    )
    if declared.rows is not None and (page.number == 1 and shown >= declared.rows):
        return None
    if size is not None and shown < size and (declared.rows is None or (number or 0) * size >= declared.rows):
        return None
    offset = next((int(v) for k, v in parameters if k.lower() in OFFSETS and v.isdecimal()), None)
    if offset is not None and declared.rows is not None and offset + shown >= declared.rows:
        return None
    if number is not None and declared.pages is not None and number > declared.pages:
        return None
    if OFFSET in before.pattern:
        return _by_offset(before, shown)
    if before.pattern:
        now = next(
            (n for n in (page.number, page.number - 1) if _at(before.pattern, n) == before.url), page.number
        )
        if declared.pages is not None and now >= declared.pages:
            return None
        return PageRequest(_at(before.pattern, now + 1))
    if before.body is None:
        pairs = parse_qsl(urlsplit(before.url).query, keep_blank_values=True)
        changed = _moved_on(pairs, shown, counter)
        if changed is None:
            return _next_file(page, declared, answer)
        return PageRequest(with_query(before.url, **dict([changed])), counter=counter)
    if before.media_type == JSON:
        values = as_object(before.body) or {}
        if not _move_on(values, shown, counter):
            return None
        body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return PageRequest(before.url, body, JSON, counter=counter)
    pairs = parse_qsl(before.body, keep_blank_values=True)
    changed = _moved_on(pairs, shown, counter)
    if changed is None:
        query = _moved_on(parse_qsl(urlsplit(before.url).query, keep_blank_values=True), shown, counter)
        if query is None:
            return None
        return PageRequest(with_query(before.url, **dict([query])), before.body, FORM, counter=counter)
    body = urlencode([changed if name == changed[0] else (name, value) for name, value in pairs])
    return PageRequest(before.url, body, FORM, counter=counter)


def _only_counter(
    parameters: Sequence[tuple[str, str]], shown: int, size: int | None, declared: Declared
) -> str:
    """Return the only parameter that may count pages, where an answer has fewer rows than the list; '' without one."""
    more = (declared.rows or 0) > shown or (declared.pages or 0) > 1 or (size is not None and shown >= size)
    if not more or any(is_page_name(name) or name.lower() in OFFSETS for name, _ in parameters):
        return ""
    found = {name for name, value in parameters if value in ("0", "1") and may_count(name)}
    return found.pop() if len(found) == 1 else ""


def _by_offset(before: PageRequest, shown: int) -> PageRequest | None:
    """Return the request for the rows after those shown, of an interface with the offset in its path."""
    match = re.fullmatch(re.escape(before.pattern).replace(OFFSET, r"(\d{1,6})"), before.url)
    if match is None or not shown:
        return None
    return replace(before, url=before.pattern.replace(OFFSET, str(int(match[1]) + shown)))


def _next_file(page: ListPage, declared: Declared, answer: Any) -> PageRequest | None:
    """Return the next of a list's data files, `list_1.json` and `list_2.json`, if the list declares further pages.

    The first may have no number: after `index.xml`, an answer that counts itself as 0 goes on with `index_1.xml`.
    """
    if declared.pages is None or page.number >= declared.pages:
        return None
    match = re.fullmatch(r"(.*[_/-])(\d{1,4})(\.\w{2,5})", page.requested.url)
    if match is not None:
        return PageRequest(f"{match[1]}{int(match[2]) + 1}{match[3]}")
    match = re.fullmatch(r"(.*/[A-Za-z]\w{0,40})(\.(?:xml|json))", page.requested.url)
    if match is None:
        return None
    current = _current(answer)
    return PageRequest(f"{match[1]}_{page.number + 1 if current is None else current + 1}{match[2]}")


def _current(answer: Any) -> int | None:
    """Return the number by which an answer counts itself."""
    waiting = [answer]
    while waiting and len(waiting) < 50:
        value = waiting.pop(0)
        for key, one in value.items() if isinstance(value, dict) else ():
            if is_page_name(key) and isinstance(one, int | str) and str(one).isdecimal():
                return int(one)
            waiting.append(one)
    return None


def _at(pattern: str, number: int) -> str:
    return pattern.replace(NUMBER, str(number))


def _parameters(request: PageRequest) -> list[tuple[str, str]]:
    """Return the parameters of a request, from its address and its body."""
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    if request.body is not None and request.media_type == JSON:
        pairs += [(k, str(v)) for k, v in (as_object(request.body) or {}).items() if isinstance(v, str | int)]
    elif request.body is not None:
        pairs += parse_qsl(request.body, keep_blank_values=True)
    for _, value in list(pairs):  # paramJson={"pageNo":1,"pageSize":15}
        pairs += [(k, str(v)) for k, v in (as_object(value) or {}).items() if isinstance(v, str | int)]
    return pairs


def _move_on(values: dict[str, Any], shown: int, counter: str = "", depth: int = 0) -> bool:
    """Change the page's number or offset in an object, or in one nested in it; return whether there is one."""
    numbers = [(k, str(v)) for k, v in values.items() if isinstance(v, str | int)]
    changed = _moved_on(numbers, shown, counter)
    if changed is not None:
        values[changed[0]] = int(changed[1]) if isinstance(values[changed[0]], int) else changed[1]
        return True
    inner = [value for value in values.values() if isinstance(value, dict)]
    return depth < MAX_NESTING and any(_move_on(value, shown, counter, depth + 1) for value in inner)


def _moved_on(pairs: Sequence[tuple[str, str]], shown: int, counter: str = "") -> tuple[str, str] | None:
    numbers = [(name, int(value)) for name, value in pairs if value.isdecimal() and len(value) < 7]
    for name, value in numbers:
        if is_page_name(name) or (counter and name == counter):
            return name, str(value + 1)
    for name, value in numbers:
        if name.lower() in OFFSETS:
            return name, str(value + shown)
    for name, text in pairs:
        values = as_object(text) if text[:1] == "{" else None
        if values and _move_on(values, shown, counter):
            return name, json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return None
