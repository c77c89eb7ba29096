"""The members of JavaScript's own values: of text, lists, objects and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from spiders.lists.scripts.running import lists
from spiders.lists.scripts.running.objects import Regex, match_of
from spiders.lists.scripts.running.values import (
    Function,
    Getter,
    Native,
    PageNumber,
    Unknown,
    number_of,
    text_of,
)

Call = Callable[[Any, Any, list[Any]], Any]
_OF_PAGER = re.compile(r"limit|size|count|total|rows|pages|per_|elem", re.I)
_EVENT_METHODS = frozenset(("preventDefault", "stopPropagation", "stopImmediatePropagation"))


def member(owner: Any, key: Any, call: Call | None = None) -> Any:
    """Return a member of a plain value: a key, an item, or a method."""
    if isinstance(owner, PageNumber):
        return _of_page(owner, text_of(key))
    if isinstance(owner, dict):
        name = text_of(key)
        if name in owner:
            found = owner[name]
            return (
                call(found.function, owner, []) if isinstance(found, Getter) and call is not None else found
            )
        return {"hasOwnProperty": lambda _, given: bool(given) and text_of(given[0]) in owner}.get(name)
    if isinstance(owner, list | str):
        if key == "length":
            return len(owner)
        at = number_of(key) if not isinstance(key, str) or key.isdecimal() else math.nan
        if isinstance(at, int):
            return owner[at] if 0 <= at < len(owner) else None
        return (
            _of_text(owner, text_of(key), call)
            if isinstance(owner, str)
            else lists.method(owner, text_of(key), call)
        )
    if isinstance(owner, int | float):
        return {
            "toString": lambda _, __: text_of(owner), "toLocaleString": lambda _, __: text_of(owner),
            "toFixed": lambda _, given: _fixed(owner, given),
        }.get(text_of(key))  # fmt: skip
    return Unknown(f"undefined.{text_of(key)}") if owner is None else None


def _of_page(number: PageNumber, name: str) -> Any:
    """Return a member of a page's number that a pager hands to a callback: the number, whatever it is called."""
    if name in ("toString", "valueOf"):
        return lambda _, __: str(int(number))
    if name in _EVENT_METHODS:
        return lambda _, __: None
    if _OF_PAGER.search(name) and name in number.settings:
        return number.settings[name]
    if name in ("target", "currentTarget", "detail", "api", "data", "pagination"):
        return number
    if name.startswith(("get", "current")):
        return _Callable(number)
    return number


class _Callable(PageNumber):
    """A page's number that may also be called: `api.getCurrent()`, `api.current`."""

    def __new__(cls, number: int) -> _Callable:
        return super().__new__(cls, int(number))

    def __call__(self, _: Any, __: list[Any]) -> PageNumber:
        return PageNumber(int(self))


def _of_text(text: str, name: str, call: Call | None) -> Any:
    def slice_of(_: Any, given: list[Any]) -> str:
        first, last = (number_of(one) if one is not None else None for one in (*given, None, None)[:2])
        begin = int(first or 0)
        end = len(text) if last is None else int(last)
        if name == "substr":
            begin = begin if begin >= 0 else max(0, len(text) + begin)
            return text[begin:] if last is None else text[begin : begin + int(last)]
        if name == "substring":
            begin, end = sorted((max(0, begin), max(0, end)))
        return text[begin:end]

    def replace(_: Any, given: list[Any]) -> str:
        old, new = (*given, None, None)[:2]
        if isinstance(new, Function) and call is not None:
            maker = new

            def put(match: re.Match[str]) -> str:
                return text_of(call(maker, None, [match[0], *match.groups()]))
        else:
            written = re.sub(r"\$(\d)", r"\\g<\1>", text_of(new).replace("\\", "\\\\"))

            def put(match: re.Match[str]) -> str:
                return match.expand(written) if match.re.groups or "\\g" in written else text_of(new)

        if isinstance(old, Regex):
            if old.pattern is None:
                return text
            try:
                return old.pattern.sub(put, text, count=0 if old.everywhere else 1)
            except (re.error, IndexError):
                return text
        return text.replace(text_of(old), text_of(new), -1 if name == "replaceAll" else 1)

    def split(_: Any, given: list[Any]) -> list[Any]:
        by = given[0] if given else None
        if isinstance(by, Regex):
            return list(by.pattern.split(text)) if by.pattern else [text]
        return [text] if by is None else (list(text) if by == "" else list(text.split(text_of(by))))

    def match(_: Any, given: list[Any]) -> Any:
        one = given[0] if given else None
        if not isinstance(one, Regex):
            return None
        if one.everywhere and one.pattern is not None:
            return [found[0] for found in one.pattern.finditer(text)] or None
        return match_of(one, text)

    def search(_: Any, given: list[Any]) -> int:
        one = given[0] if given else None
        found = one.pattern.search(text) if isinstance(one, Regex) and one.pattern else None
        return found.start() if found else -1

    methods: dict[str, Native] = {
        "replace": replace, "replaceAll": replace, "split": split, "match": match, "search": search,
        "substring": slice_of, "substr": slice_of, "slice": slice_of,
        "indexOf": lambda _, given: text.find(text_of(given[0])) if given else -1,
        "lastIndexOf": lambda _, given: text.rfind(text_of(given[0])) if given else -1,
        "includes": lambda _, given: bool(given) and text_of(given[0]) in text,
        "startsWith": lambda _, given: bool(given) and text.startswith(text_of(given[0])),
        "endsWith": lambda _, given: bool(given) and text.endswith(text_of(given[0])),
        "concat": lambda _, given: text + "".join(map(text_of, given)),
        "charAt": lambda _, given: _character(text, given),
        "charCodeAt": lambda _, given: ord(one) if (one := _character(text, given)) else math.nan,
        "padStart": lambda _, given: _padded(text, given), "padEnd": lambda _, given: _padded(text, given, end=True),
        "at": lambda _, given: lists.at(text, given),
        "repeat": lambda _, given: text * min(max(0, int(number_of(given[0]) or 0)), 1000) if given else "",
        "matchAll": lambda _, given: [[one[0], *one.groups()] for one in _matches(text, given)],
        "trimStart": lambda _, __: text.lstrip(), "trimEnd": lambda _, __: text.rstrip(),
        "localeCompare": lambda _, given: (text > (other := text_of(given[0] if given else ""))) - (text < other),
        "toLowerCase": lambda _, __: text.lower(), "toUpperCase": lambda _, __: text.upper(),
        "trim": lambda _, __: text.strip(), "toString": lambda _, __: text, "valueOf": lambda _, __: text,
    }  # fmt: skip
    return methods.get(name)


def _character(text: str, given: list[Any]) -> str:
    at = number_of(given[0]) if given else 0
    return text[at : at + 1] if isinstance(at, int) and at >= 0 else ""


def _padded(text: str, given: list[Any], *, end: bool = False) -> str:
    width = number_of(given[0]) if given else 0
    filler = (text_of(given[1]) if len(given) > 1 else " ")[:1]
    if not isinstance(width, int) or not filler:
        return text
    return (text.ljust if end else text.rjust)(min(width, 40), filler)


def _matches(text: str, given: list[Any]) -> list[re.Match[str]]:
    pattern = given[0].pattern if given and isinstance(given[0], Regex) else None
    return list(pattern.finditer(text)) if pattern is not None else []


def _fixed(number: float, given: list[Any]) -> str:
    digits = number_of(given[0]) if given else 0
    if not math.isfinite(number) or not isinstance(digits, int):
        return text_of(number)
    return f"{number:.{max(0, min(digits, 20))}f}"
