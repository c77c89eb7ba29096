"""The request for the next rows of an interface: by a cursor, a page's number, an offset, or the next data file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
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
from spiders.lists.interfaces.records import MAX_NESTING, as_object
from spiders.lists.links import absolute

_NEXT_ADDRESS = re.compile(r"next(_?(url|link|href|page_?url))?", re.I)
_HAS_NEXT = re.compile(r"has_?(next|more)\w*", re.I)
_SAYS_NEXT = re.compile(r"next|(next|end)_?(cursor|token|marker|page_?token|page|url|link)", re.I)
_DEEP: Final = 5
_NEXT_CURSOR = re.compile(
    r"next|(next|end|last)?_?(cursor|token|marker|page_?token|scroll_?id|max_?id|key|after|id)", re.I
)
_CURSOR = re.compile(
    r"(page_?)?(cursor|token|marker)|after|since|before|(last|max|next|scroll|start)_?(id|key|token|cursor|after)",
    re.I,
)


def following(page: ListPage, shown: int, declared: Declared, answer: Any = None) -> PageRequest | None:
    """Return the same request with the next page number or offset; None after the last page.

    A server that counts from 0 may have one more page after the last page number: only a page with fewer rows than
    usual, or without rows, ends the list for certain.
    """
    parameters = parameters_of(page.requested)
    size = size_of(parameters) or _full(page, parameters, shown)
    before = page.requested
    counter = before.counter or _only_counter(page, parameters, shown, size, declared)
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


def by_cursor(page: ListPage, answer: Any) -> PageRequest | None:
    """Return the request for the next rows that an answer names: the value of a cursor, or a whole address."""
    before = page.requested
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > _DEEP:
            continue
        if any(_HAS_NEXT.fullmatch(key) and one is False for key, one in value.items()):
            return None
        for one in value.values():  # <atom:link rel="next" href="…"/>
            for link in one if isinstance(one, list) else [one]:
                if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
                    target = absolute(link["href"], before.url)
                    return PageRequest(target) if target else None
        for key, found in value.items():
            if not isinstance(found, str | int) or isinstance(found, bool) or found == "":
                continue
            if _NEXT_ADDRESS.fullmatch(key) and isinstance(found, str) and re.match(r"https?://|/|\?", found):
                target = absolute(found, before.url)
                return PageRequest(target) if target else None
            if _NEXT_CURSOR.fullmatch(key) and (request := _with_cursor(before, str(found))):
                return request
        waiting += [(one, depth + 1) for one in value.values()]
    return None


def names_more(answer: Any) -> str | None:
    """Return what an answer says of further rows: `hasMore`, the cursor of the next ones; None if it says nothing."""
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > _DEEP:
            continue
        if any(_HAS_NEXT.fullmatch(key) and one is False for key, one in value.items()):
            return None
        for key, found in value.items():
            if found is True and _HAS_NEXT.fullmatch(key):
                return f"its answer says {key}"
            if isinstance(found, str) and found and _SAYS_NEXT.fullmatch(key):
                return f"its answer names the next rows ({key}), which were not requested"
        waiting += [(one, depth + 1) for one in value.values()]
    return None


def _with_cursor(before: PageRequest, cursor: str) -> PageRequest | None:
    """Return a request with another value of its cursor, in its address or in its body; None if it has none."""
    names = [name for name, _ in parse_qsl(urlsplit(before.url).query, keep_blank_values=True)]
    name = next((one for one in names if _CURSOR.fullmatch(one)), None)
    if name is not None:
        return replace(before, url=with_query(before.url, **{name: cursor}))
    if before.body is None or before.media_type != JSON:
        return None
    values = as_object(before.body) or {}
    for one in (values, *(inner for inner in values.values() if isinstance(inner, dict))):
        if key := next((key for key in one if _CURSOR.fullmatch(key)), None):
            one[key] = cursor
            return replace(before, body=json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    return None


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


def size_of(parameters: Sequence[tuple[str, str]]) -> int | None:
    """Return the number of rows that a request's parameters ask for; None if they do not say."""
    return next((int(v) for k, v in parameters if k.lower() in SIZES and v.isdecimal() and int(v) > 1), None)


def _move_on(values: dict[str, Any], shown: int, counter: str = "", depth: int = 0) -> bool:
    """Change the page's number or offset in an object, or in one nested in it; return whether there is one."""
    numbers = [(k, str(v)) for k, v in values.items() if isinstance(v, str | int)]
    if any(map(_CURSOR.fullmatch, values)):  # beside a cursor, `first` is the number of rows
        numbers = [(name, one) for name, one in numbers if is_page_name(name)]
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
