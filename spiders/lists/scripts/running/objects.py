"""Objects of JavaScript that scripts make: regular expressions, named values (URLSearchParams, FormData), addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from spiders.lists.scripts.running.values import Host, is_function, plain, text_of


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
        pairs: list[tuple[str, Any]] = []
        if isinstance(given, dict):
            pairs = [(key, plain(value)) for key, value in given.items() if not is_function(value)]
        elif isinstance(given, str):
            pairs = list(parse_qsl(given.lstrip("?"), keep_blank_values=True))
        self.pairs = pairs

    def get(self, name: str) -> Any:
        """Return a method, or the encoded values as text."""
        if name in ("append", "set"):
            return self._put
        if name == "get":
            return lambda _, given: next((v for k, v in self.pairs if given and k == given[0]), None)
        if name == "toString":
            return lambda _, __: self.encoded()
        return self.encoded() if name == "toString()" else None

    def _put(self, _: Any, given: list[Any]) -> None:
        if len(given) > 1:
            self.pairs = [pair for pair in self.pairs if pair[0] != text_of(given[0])]
            self.pairs.append((text_of(given[0]), plain(given[1])))

    def encoded(self) -> str:
        """Return the values as a query; the parts that are not known stay placeholders."""
        return urlencode([(key, text_of(value)) for key, value in self.pairs], safe="\ue000\ue001")


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
