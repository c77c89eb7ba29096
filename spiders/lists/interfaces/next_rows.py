"""The request for the next rows of an interface: by a page's number, an offset, or the next data file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.lists.base import (
    FORM,
    JSON,
    NUMBER,
    OFFSET,
    OFFSETS,
    SIZES,
    Declared,
    ListPage,
    PageRequest,
    is_page_name,
    may_count,
    with_query,
)
from spiders.lists.elsewhere import is_table
from spiders.lists.interfaces import cursors
from spiders.lists.interfaces.records import MAX_NESTING, as_object


def following(page: ListPage, shown: int, declared: Declared, answer: Any = None) -> PageRequest | None:
    """Return the same request with the next page number or offset; None after the last page.

    A server that counts from 0 may have one more page after the last page number: only a page with fewer rows than
    usual, or without rows, ends the list for certain. No total ends it while the answer itself names further rows.
    """
    more = cursors.names_more(answer) is not None
    rows = None if more else declared.rows
    parameters = parameters_of(page.requested)
    size = size_of(parameters) or _full(page, parameters, shown)
    before = page.requested
    counter = before.counter or _only_counter(page, parameters, shown, size, declared)
    number = next(
        (int(v) for k, v in parameters if (is_page_name(k) or k == counter) and v.isdecimal()), None
    )
    if rows is not None and (page.number == 1 and shown >= rows):
        return None
    short = size is not None and shown < size and not more
    if short and (rows is None or (number or 0) * (size or 0) >= rows):
        return None
    offset = next((int(v) for k, v in parameters if k.lower() in OFFSETS and v.isdecimal()), None)
    if offset is not None and rows is not None and offset + shown >= rows:
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
        return PageRequest(with_query(before.url, **changed), counter=counter)
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
        return PageRequest(with_query(before.url, **query), before.body, FORM, counter=counter)
    body = urlencode([(name, changed.get(name, value)) for name, value in pairs])
    return PageRequest(before.url, body, FORM, counter=counter)


def _full(page: ListPage, parameters: Sequence[tuple[str, str]], shown: int) -> int | None:
    """Return the number of rows of a later page if its request names just that number: `yeshu=2&geshu=15`."""
    named = page.number > 1 and shown > 4 and any(value == str(shown) for _, value in parameters)
    return shown if named else None


def _only_counter(
    page: ListPage, parameters: Sequence[tuple[str, str]], shown: int, size: int | None, declared: Declared
) -> str:
    """Return the only parameter that may count pages, where an answer has fewer rows than the list; '' without one."""
    more = (declared.rows or 0) > shown or (declared.pages or 0) > 1 or (size is not None and shown >= size)
    if not more or any(is_page_name(name) or name.lower() in OFFSETS for name, _ in parameters):
        return ""
    counted = {"0", "1"} if page.number == 1 else {str(page.number), str(page.number - 1)}
    found = {name for name, value in parameters if value in counted and may_count(name)}
    return found.pop() if len(found) == 1 else ""


def _by_offset(before: PageRequest, shown: int) -> PageRequest | None:
    """Return the request for the rows after those shown, of an interface with the offset in its path."""
    match = re.fullmatch(re.escape(before.pattern).replace(OFFSET, r"(\d{1,6})"), before.url)
    if match is None or not shown:
        return None
    return replace(before, url=before.pattern.replace(OFFSET, str(int(match[1]) + shown)))


def _next_file(page: ListPage, declared: Declared, answer: Any) -> PageRequest | None:
    """Return the next of a list's data files, `list_1.json` and `list_2.json`, if the list declares further pages.

    The first may have no number: after `index.xml`, an answer that counts itself as 1 goes on with `index_2.xml`, and
    one that does not with `index_1.xml` (`other_file`).
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
    return PageRequest(f"{match[1]}_{1 if current is None else current + 1}{match[2]}")


def other_file(first: str, request: PageRequest) -> PageRequest | None:
    """Return the second of a list's data files if they count from 1: where `list_1.json` is missing, or is `list.json`.

    `first` is the address of the first; None if `request` is not for a file that only may be the second.
    """
    match = re.fullmatch(r"(.*/[A-Za-z]\w{0,40})(\.(?:xml|json))", first)
    if match is None or request.body is not None or request.url != f"{match[1]}_1{match[2]}":
        return None
    return PageRequest(f"{match[1]}_2{match[2]}")


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


def parameters_of(request: PageRequest) -> list[tuple[str, str]]:
    """Return the parameters of a request, from its address and its body."""
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    if request.body is not None and request.media_type == JSON:
        pairs += [(k, str(v)) for k, v in (as_object(request.body) or {}).items() if isinstance(v, str | int)]
    elif request.body is not None:
        pairs += parse_qsl(request.body, keep_blank_values=True)
    for _, value in list(pairs):  # paramJson={"pageNo":1,"pageSize":15}
        pairs += [(k, str(v)) for k, v in (as_object(value) or {}).items() if isinstance(v, str | int)]
    return pairs


def is_whole_table(request: PageRequest) -> bool:
    """Return whether the answer to a request is a whole table: no parameter counts its pages or its rows."""
    counted = [name for name, value in parameters_of(request) if value.isdecimal()]
    return (
        is_table(request.url)
        and not request.pattern
        and not any(is_page_name(name) or name.lower() in OFFSETS | SIZES for name in counted)
    )


def counts_pages(request: PageRequest) -> bool:
    """Return whether a request has a parameter with the number of a page, also in an object within its body."""
    if any(is_page_name(name) and value.isdecimal() for name, value in parameters_of(request)):
        return True
    values = as_object(request.body or "") if request.media_type == JSON else None
    inner = [one for one in (values or {}).values() if isinstance(one, dict)]
    return any(is_page_name(name) and str(value).isdecimal() for one in inner for name, value in one.items())


def size_of(parameters: Sequence[tuple[str, str]]) -> int | None:
    """Return the number of rows that a request's parameters ask for; None if they do not say."""
    return next((int(v) for k, v in parameters if k.lower() in SIZES and v.isdecimal() and int(v) > 1), None)


def _move_on(values: dict[str, Any], shown: int, counter: str = "", depth: int = 0) -> bool:
    """Change the page's number or offset in an object, or in one nested in it; return whether there is one."""
    numbers = [(k, str(v)) for k, v in values.items() if isinstance(v, str | int)]
    if any(map(cursors.is_cursor, values)):  # beside a cursor, `first` is the number of rows
        numbers = [(name, one) for name, one in numbers if is_page_name(name)]
    changed = _moved_on(numbers, shown, counter)
    if changed is not None:
        values |= {name: int(one) if isinstance(values[name], int) else one for name, one in changed.items()}
        return True
    inner = [value for value in values.values() if isinstance(value, dict)]
    return depth < MAX_NESTING and any(_move_on(value, shown, counter, depth + 1) for value in inner)


def _moved_on(pairs: Sequence[tuple[str, str]], shown: int, counter: str = "") -> dict[str, str] | None:
    """Return the parameters that change for the next rows; a page's number may stand in several."""
    numbers = [(name, int(value)) for name, value in pairs if value.isdecimal() and len(value) < 7]
    pages = [(name, value) for name, value in numbers if is_page_name(name) or (counter and name == counter)]
    if pages:
        return {name: str(value + 1) for name, value in pages if value == pages[0][1]}
    for name, value in numbers:
        if name.lower() in OFFSETS:
            return {name: str(value + shown)}
    for name, text in pairs:
        values = as_object(text) if text[:1] == "{" else None
        if values and _move_on(values, shown, counter):
            return {name: json.dumps(values, ensure_ascii=False, separators=(",", ":"))}
    return None
