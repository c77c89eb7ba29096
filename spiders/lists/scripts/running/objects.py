"""Objects of JavaScript that scripts make: regular expressions, named values (URLSearchParams, FormData, Map, Set),
addresses, requests."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from spiders.lists.scripts.running.values import Host, is_function, plain, text_of

Call = Callable[[Any, Any, list[Any]], Any]
_MOST: Final = 3000  # values of a Map or a Set


class Regex(Host):
    """A regular expression; one that Python can't compile matches nothing."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.everywhere = "g" in flags
        try:
            self.pattern: re.Pattern[str] | None = re.compile(
                re.sub(r"\(\?<([A-Za-z_]\w*)>", r"(?P<\1>", pattern), re.I if "i" in flags else 0
            )
        except re.error:
            self.pattern = None

    def get(self, name: str) -> Any:
        """Return `test` or `exec`."""
        if name == "test":
            return lambda _, given: self.pattern is not None and bool(self.pattern.search(text_of(given[0])))
        if name == "exec":
            return lambda _, given: match_of(self, text_of(given[0]))
        return None


def match_of(expression: Regex, text: str) -> Any:
    """Return the match of an expression and its groups, or undefined."""
    match = expression.pattern.search(text) if expression.pattern else None
    return [match[0], *match.groups()] if match else None


class Parameters(Host):
    """URLSearchParams and FormData: named values."""

    def __init__(self, given: Any = None) -> None:
        self.pairs: list[tuple[str, Any]] = []
        pairs = self.pairs
        if isinstance(given, dict):
            pairs = [(key, plain(value)) for key, value in given.items() if not is_function(value)]
        elif isinstance(given, Parameters):
            pairs = list(given.pairs)
        elif isinstance(given, list):
            pairs = [
                (text_of(one[0]), plain(one[1])) for one in given if isinstance(one, list) and len(one) == 2
            ]
        elif isinstance(given, str):
            pairs = list(parse_qsl(given.lstrip("?"), keep_blank_values=True))
        self.pairs = pairs

    def get(self, name: str) -> Any:
        """Return a method, or the encoded values as text."""
        if name in ("append", "set"):
            return self._put
        if name == "has":
            return lambda _, given: any(given and key == text_of(given[0]) for key, _ in self.pairs)
        if name == "delete":
            return lambda _, given: self._remove(text_of(given[0])) if given else None
        if name in ("entries", "items()"):
            items = [[key, value] for key, value in self.pairs]
            return items if name == "items()" else lambda _, __: items
        if name == "get":
            return lambda _, given: next((v for k, v in self.pairs if given and k == given[0]), None)
        if name == "toString":
            return lambda _, __: self.encoded()
        return self.encoded() if name == "toString()" else None

    def _put(self, _: Any, given: list[Any]) -> None:
        if len(given) > 1:
            self.pairs = [pair for pair in self.pairs if pair[0] != text_of(given[0])]
            self.pairs.append((text_of(given[0]), plain(given[1])))

    def _remove(self, name: str) -> None:
        self.pairs = [pair for pair in self.pairs if pair[0] != name]

    def encoded(self) -> str:
        """Return the values as a query; the parts that are not known stay placeholders."""
        return urlencode([(key, text_of(value)) for key, value in self.pairs], safe="\ue000\ue001")


class Table(Host):
    """`Map` and `Set`: values by their keys, in order; the keys of a set are its values."""

    def __init__(self, given: list[Any], call: Call, *, is_set: bool) -> None:
        self._pairs: list[list[Any]] = []
        self._call, self._is_set = call, is_set
        for one in given[:_MOST]:
            if is_set:
                self._put([one, one])
            elif isinstance(one, list) and len(one) == 2:
                self._put(one)

    def get(self, name: str) -> Any:
        """Return a method, or the number of values."""
        keys = [key for key, _ in self._pairs]
        known: dict[str, Any] = {
            "size": len(keys),
            "items()": keys if self._is_set else [list(one) for one in self._pairs],
            "set": lambda _, given: self._put(given), "add": lambda _, given: self._put(given[:1] * 2),
            "get": lambda _, given: next((value for key, value in self._pairs if given and key == given[0]), None),
            "has": lambda _, given: bool(given) and given[0] in keys,
            "keys": lambda _, __: keys, "values": lambda _, __: [value for _, value in self._pairs],
            "entries": lambda _, __: [list(one) for one in self._pairs],
            "forEach": lambda _, given: [self._call(given[0], None, [value, key, self]) for key, value in self._pairs],
            "delete": lambda _, given: self._remove(given), "clear": lambda _, __: self._pairs.clear(),
        }  # fmt: skip
        return known.get(name)

    def _put(self, given: list[Any]) -> Table:
        if len(given) > 1 and len(self._pairs) < _MOST:
            known = next((one for one in self._pairs if one[0] == given[0]), None)
            if known is None:
                self._pairs.append(list(given[:2]))
            else:
                known[1] = given[1]
        return self

    def _remove(self, given: list[Any]) -> None:
        self._pairs = [one for one in self._pairs if not given or one[0] != given[0]]


class Asked(Host):
    """`new Request(address, settings)`: what fetch is given, in one value."""

    def __init__(self, given: list[Any]) -> None:
        self.arguments = list(given[:2])

    def get(self, name: str) -> Any:
        """Return the address, or one of the settings."""
        settings = self.arguments[1] if len(self.arguments) > 1 else None
        return (
            text_of(self.arguments[0])
            if name == "url"
            else settings.get(name)
            if isinstance(settings, dict)
            else None
        )


class Address(Host):
    """`new URL(address, base)`: its parts, and its parameters, which scripts change."""

    def __init__(self, given: list[Any]) -> None:
        whole = urljoin(text_of(given[1]) if len(given) > 1 else "", text_of(given[0]) if given else "")
        self._parts = urlsplit(whole)
        self._query = Parameters(self._parts.query)

    def get(self, name: str) -> Any:
        """Return a part of the address, or all of it."""
        parts, query = self._parts, self._query.encoded()
        whole = urlunsplit((parts.scheme, parts.netloc, parts.path, query, parts.fragment))
        if name == "toString":
            return lambda _, __: whole
        return {
            "href": whole, "toString()": whole, "searchParams": self._query, "pathname": parts.path,
            "host": parts.netloc, "hostname": parts.hostname or "", "hash": parts.fragment,
            "origin": f"{parts.scheme}://{parts.netloc}",
            "search": f"?{query}" if query else "", "protocol": f"{parts.scheme}:",
        }.get(name)  # fmt: skip

    def set(self, name: str, value: Any) -> None:
        """Change a part of the address."""
        if name == "search":
            self._query = Parameters(text_of(value))
        elif name == "pathname":
            self._parts = self._parts._replace(path=text_of(value))
