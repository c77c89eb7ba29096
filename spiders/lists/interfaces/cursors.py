"""What an answer itself says of the next rows: a cursor, an address, `hasMore`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.lists.base import JSON, PageRequest, with_query
from spiders.lists.interfaces.records import as_object
from spiders.lists.links import DATE, absolute

_NEXT_ADDRESS = re.compile(r"next(_?(url|link|href|page_?url))?", re.I)
_HAS_NEXT = re.compile(r"has_?(next|more)\w*|(is_?|can_?)?continue(_?flag)?", re.I)
_SAYS_NEXT = re.compile(r"next|(next|end)_?(cursor|token|marker|page_?token|page|url|link)", re.I)
# Keys of an answer whose value is the cursor of the next rows, whatever the request calls it.
_NEXT_CURSOR = re.compile(
    r"next|(next|end)_?(cursor|token|marker|page_?token|scroll_?id|max_?id|key|after|id)"
    r"|(last_?)?cursor|_?scroll_?id|page_?token",
    re.I,
)
# Keys that say so only where a parameter of the request has the same name.
_LAST = re.compile(r"(last|max|start|scroll|page)_?(id|key|token|after)|after|marker", re.I)
# Parameters of a request; `token` and `key` alone are those of a session or a user.
_CURSOR = re.compile(
    r"(page_?)?(cursor|marker)|page_?token|_?scroll_?id|after|since|before"
    r"|(last|max|next|scroll|start)_?(id|key|token|cursor|after)",
    re.I,
)
# A parameter with a value of the last row that is shown, and what may be such a value.
_LAST_ROW = re.compile(r"(last|max|min|since|before|after|prev)(_?(id|no|num|key|time|date|row|item))?", re.I)
_COUNTS = re.compile(r"\d{1,20}|(?=\D{0,31}\d)[0-9a-f:T. /_-]{4,32}", re.I)
_NEXT_PLACE = re.compile(rf"{_SAYS_NEXT.pattern}|{_NEXT_CURSOR.pattern}|{_HAS_NEXT.pattern}", re.I)
_AROUND = re.compile(r"^(last|max|min|since|before|after|prev)")  # `lastId`: the last row's `id`
_DEEP: Final = 5


def is_cursor(name: str) -> bool:
    """Return whether a parameter's name is that of a cursor.

    >>> is_cursor("after"), is_cursor("nextToken"), is_cursor("token")
    (True, True, False)
    """
    return _CURSOR.fullmatch(name) is not None


def named(before: PageRequest, answer: Any) -> PageRequest | None:
    """Return the request for the next rows that an answer names: `before` with the cursor, or a whole address."""
    for value in _objects(answer):
        if _ends(value):
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
            if request := _with_cursor(before, key, found):
                return request
    return None


def after_last(
    before: PageRequest, records: Sequence[Mapping[str, Any]], answer: Any = None
) -> PageRequest | None:
    """Return the request for the rows after the last of `records`: `lastId=42` with the last row's number.

    The values of the rows must go on from the one that was asked for, in one direction. None if the answer itself has
    a place for the next rows, which then is empty.
    """
    if any(_NEXT_PLACE.fullmatch(key) for one in _objects(answer) for key in one):
        return None
    for name, value in _given(before):
        if not _LAST_ROW.fullmatch(name) or not records:
            continue
        bare = _AROUND.sub("", _bare(name))
        keys = sorted(records[0], key=lambda key: (_bare(key) != bare, _bare(key) != "id"))
        for key in keys:
            values = [record.get(key) for record in records]
            if _goes_on(value, values, named=_bare(key) in (bare, "id")):
                return _with(before, name, str(values[-1]))
    return None


def _goes_on(value: str, values: Sequence[Any], *, named: bool) -> bool:
    """Return whether values go on from another in one direction; `named`: their key is that of a number of rows."""
    texts = [str(one) for one in values if isinstance(one, str | int) and not isinstance(one, bool)]
    if len(texts) != len(values) or not all(map(_COUNTS.fullmatch, texts)):
        return False
    if not value.strip("0-"):  # the first rows
        value = ""
    elif all(map(str.isdecimal, (value, *texts))):
        numbers = [*map(int, (value, *texts))]
        return numbers == sorted(set(numbers)) or numbers == sorted(set(numbers), reverse=True)
    every = [one for one in (value, *texts) if one]
    if len({one.isdecimal() for one in every}) > 1:
        return False
    if all(map(str.isdecimal, every)):
        every = [f"{int(one):020}" for one in every]
    steps = len(set(every)) == len(every) > 1
    return steps and (named or bool(value)) and every in (sorted(every), sorted(every, reverse=True))


def _given(before: PageRequest) -> list[tuple[str, str]]:
    """Return the parameters of a request, in its address or in its body."""
    pairs = parse_qsl(urlsplit(before.url).query, keep_blank_values=True)
    if before.body is not None and before.media_type == JSON:
        values = as_object(before.body) or {}
        return pairs + [(name, str(one)) for name, one in values.items() if isinstance(one, str | int)]
    return pairs + parse_qsl(before.body or "", keep_blank_values=True)


def _with(before: PageRequest, name: str, value: str) -> PageRequest:
    """Return a request with another value of one of its parameters."""
    if before.body is None or name in dict(parse_qsl(urlsplit(before.url).query, keep_blank_values=True)):
        return replace(before, url=with_query(before.url, **{name: value}))
    if before.media_type == JSON:
        values = as_object(before.body) or {}
        values[name] = of_kind(values[name], value)
        return replace(before, body=json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    pairs = parse_qsl(before.body, keep_blank_values=True)
    return replace(before, body=urlencode([(key, value if key == name else one) for key, one in pairs]))


def names_more(answer: Any) -> str | None:
    """Return what an answer says of further rows: `hasMore`, the cursor of the next ones; None if it says nothing."""
    for value in _objects(answer):
        if _ends(value):
            return None
        for key, found in value.items():
            if str(found).lower() in ("true", "1") and _HAS_NEXT.fullmatch(key):
                return f"its answer says {key}"
            if isinstance(found, str) and found and _SAYS_NEXT.fullmatch(key):
                return f"its answer names the next rows ({key}), which were not requested"
    return None


def _objects(answer: Any) -> Iterator[dict[str, Any]]:
    """Yield an answer's objects from its top downwards, without those in arrays."""
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if isinstance(value, dict) and depth <= _DEEP:
            yield value
            waiting += [(one, depth + 1) for one in value.values()]


def _ends(value: dict[str, Any]) -> bool:
    return any(_HAS_NEXT.fullmatch(key) and str(one).lower() in ("false", "0") for key, one in value.items())


def _with_cursor(before: PageRequest, key: str, cursor: str | int) -> PageRequest | None:
    """Return a request with another value of its cursor, in its address or in its body; None if it has none.

    `key` is the cursor's name in the answer.
    """
    pairs: list[tuple[str, Any]] = [*parse_qsl(urlsplit(before.url).query, keep_blank_values=True)]
    if name := _parameter(pairs, key, cursor):
        return replace(before, url=with_query(before.url, **{name: str(cursor)}))
    if before.body is None or before.media_type != JSON:
        return None
    values = as_object(before.body) or {}
    for one in (values, *(inner for inner in values.values() if isinstance(inner, dict))):
        if name := _parameter([*one.items()], key, cursor):
            one[name] = of_kind(one[name], cursor)
            return replace(before, body=json.dumps(values, ensure_ascii=False, separators=(",", ":")))
    return None


def _parameter(pairs: list[tuple[str, Any]], key: str, cursor: str | int) -> str | None:
    """Return the parameter that takes an answer's value: the one of the same name, or the first cursor."""
    found = [name for name, value in pairs if is_cursor(name) and _may_become(value, cursor)]
    same = next((name for name in found if _bare(name) == _bare(key)), None)
    if same is not None and (_NEXT_CURSOR.fullmatch(key) or _LAST.fullmatch(key)):
        return same
    return next(iter(found), None) if _NEXT_CURSOR.fullmatch(key) else None


def _bare(name: str) -> str:
    return name.lower().replace("_", "")


def _may_become(value: Any, cursor: str | int) -> bool:
    """Return whether a parameter's value may be a cursor: a date is one only if the next one is a date, too."""
    return not (DATE.match(str(value)) and not DATE.match(str(cursor)))


def of_kind(value: Any, new: str | int) -> str | int:
    """Return a new value of a parameter in a JSON body as the kind that it had: a number stays a number.

    >>> of_kind(0, "5"), of_kind("", 5), of_kind(None, 5)
    (5, '5', 5)
    """
    if isinstance(value, str):
        return str(new)
    return int(new) if isinstance(value, int) and str(new).isdecimal() else new
