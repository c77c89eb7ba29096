"""Values in a page's scripts, evaluated without running them: variables, concatenated strings, object literals.

`Values` evaluates the expressions of a list page's scripts: `'index' + '_' + (n+1) + '.html'`, `{current: 1}`,
`$('#pageSize').val()`, `$('meta[name=channelId]').attr('content')`. An unknown value becomes a placeholder,
`\\ue000NAME\\ue001`, in the string. Nothing is executed; loops and conditions are not followed.

Over 300 lines: the methods of one recursive evaluator, which call each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from spiders.lists.scripts.partial_values import calculated, has_unknown, item_of, joined, piece_of, unknown
from spiders.lists.scripts.tokens import (
    Token,
    after_bracket,
    is_called,
    literal,
    next_part,
    question_after,
    tokens,
)

_MAX_DEPTH: Final = 40
_INTERPOLATED = re.compile(r"\$\{([^{}]*)\}")
_WRAPPERS = frozenset(("encodeURI", "encodeURIComponent", "escape", "unescape", "String", "parseInt", "Number", "eval",
                       "decodeURIComponent", "trim", "JSON.stringify"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of the page, as a script refers to it: by a jQuery selector."""

    selector: str


class Values:
    """The values of variables, hidden fields, meta tags and the page's address, as its scripts refer to them."""

    def __init__(self, tree: LexborHTMLParser, url: str = "") -> None:
        self._tree = tree
        self._url = url
        self.variables: dict[str, Any] = {"location.href": url, "window.location.href": url}
        parts = urlsplit(url)
        self._location = {
            "pathname": parts.path,
            "host": parts.netloc,
            "origin": f"{parts.scheme}://{parts.netloc}",
        }

    def assign(self, found: Sequence[Token]) -> None:
        """Note the variables that some code sets; of a variable's values the first that is known counts."""
        at = 0
        while at < len(found) - 2:
            if found[at][0] == "id" and found[at + 1] == ("punct", "="):
                value, end = self.expression(found, at + 2)
                name = found[at][1]
                counts = "for" in (found[at - 2][1] if at > 1 else "", found[at - 3][1] if at > 2 else "")
                if value is not None and not counts and not (name in self.variables and has_unknown(value)):
                    self.variables.setdefault(name, value)
                at = at + 2 if end <= at + 2 or isinstance(value, dict | list) else end
            else:
                at += 1

    def expression(
        self, found: Sequence[Token], at: int, scope: Mapping[str, Any] | None = None, depth: int = 0
    ) -> tuple[Any, int]:
        """Evaluate the expression that begins at a token; return its value (None: no value) and where it ends.

        Of `condition ? a : b` the value is that of the part which applies; with an unknown condition, of the part that
        depends on further values: `n == 1 ? '' : 'index_' + n + '.html'`.
        """
        value, end = self._sum(found, at, scope or {}, depth)
        question = question_after(found, end) if value is not None else None
        if question is None or depth > _MAX_DEPTH:
            return value, end
        applies = self._compared(found, end, question, value, scope or {}, depth)
        first, at = self.expression(found, question + 1, scope, depth + 1)
        if at >= len(found) or found[at][1] != ":":
            return value, end
        second, at = self.expression(found, at + 1, scope, depth + 1)
        if applies is None:
            applies = has_unknown(first) and not has_unknown(second)
        return (first if applies else second), at

    def _compared(
        self, found: Sequence[Token], at: int, question: int, value: Any, scope: Mapping[str, Any], depth: int
    ) -> bool | None:
        """Decide the comparison between `at` and a question mark; None if a value is unknown."""
        operator = found[at][1]
        other, end = self._sum(found, at + 1, scope, depth + 1) if at < question else (None, at)
        known = isinstance(value, str | int) and isinstance(other, str | int)
        if end != question or not known or has_unknown(value) or has_unknown(other):
            return None
        if operator in ("==", "==="):
            return str(value) == str(other)
        if operator in ("!=", "!=="):
            return str(value) != str(other)
        if operator in ("<", ">") and isinstance(value, int) and isinstance(other, int):
            return value < other if operator == "<" else value > other
        return None

    def _sum(self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int) -> tuple[Any, int]:
        value, at = self._term(found, at, scope, depth)
        while value is not None and at < len(found) and found[at][1] in ("+", "-", "*", "/", "||"):
            operator = found[at][1]
            other, end = self._term(found, at + 1, scope, depth)
            if other is None:
                break
            at = end
            if operator == "||":
                continue
            if isinstance(value, int) and isinstance(other, int):
                value = calculated(value, operator, other)
            elif operator == "+":
                value = joined(value, other)
            else:
                value = unknown("calculated")
        return value, at

    def _term(self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int) -> tuple[Any, int]:
        if at >= len(found) or depth > _MAX_DEPTH:
            return None, at
        kind, text = found[at]
        value: Any
        if kind == "str":
            value, at = self._string(text, scope), at + 1
        elif kind == "num":
            value, at = (int(text) if text.isdecimal() else text), at + 1
        elif text == "(":
            value, at = self.expression(found, at + 1, scope, depth + 1)
            at = after_bracket(found, at, "(", ")", 1)
        elif text == "{":
            return self._object(found, at, scope, depth + 1)
        elif text == "[":
            return self._array(found, at, scope, depth + 1)
        elif kind == "id":
            return self._named(found, at, scope, depth + 1)
        else:
            return None, at
        return self._members(found, at, value, "", scope, depth + 1)

    def _string(self, text: str, scope: Mapping[str, Any]) -> str:
        if text[0] != "`":
            return literal(text)

        def filled(match: re.Match[str]) -> str:
            value, _ = self.expression(tokens(match[1]), 0, scope, 1)
            return str(value) if isinstance(value, str | int) else unknown(match[1].strip())

        return _INTERPOLATED.sub(filled, literal(text))

    def _named(
        self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int
    ) -> tuple[Any, int]:
        name = found[at][1]
        if name in ("function", "if", "return", "else", "case", "for", "while", "do", "switch", "try"):
            return None, at
        if name in ("true", "false"):
            return name, at + 1
        if name in ("null", "undefined"):
            return "", at + 1
        if name in ("new", "typeof", "await"):
            return self._named(found, at + 1, scope, depth) if at + 1 < len(found) else (None, at)
        value = self._value(name, scope)
        return self._members(found, at + 1, value, name, scope, depth)

    def _value(self, path: str, scope: Mapping[str, Any]) -> Any:
        """Return the value of a variable or of a part of the page's address; None if it is unknown."""
        found = scope.get(path, self.variables.get(path))
        if found is None and path.rpartition(".")[0].endswith("location"):
            return self._location.get(path.rpartition(".")[2])
        return found

    def _members(
        self, found: Sequence[Token], at: int, value: Any, path: str, scope: Mapping[str, Any], depth: int
    ) -> tuple[Any, int]:
        """Follow `.name`, `(…)` and `[…]` after a value; an unknown one stays a placeholder of its path."""
        while at < len(found) and depth <= _MAX_DEPTH:
            text = found[at][1]
            if text == "." and at + 1 < len(found) and found[at + 1][0] == "id":
                name = found[at + 1][1]
                path = f"{path}.{name}" if path else name
                if isinstance(value, dict):
                    value = value.get(name)
                elif isinstance(value, _Element):
                    value = value if is_called(found, at + 2) else self.field(value.selector)
                elif isinstance(value, str | int) and is_called(found, at + 2):
                    pass  # a method; its call follows
                else:
                    value = self._value(path, scope)
                at += 2
            elif text == "(" and path:
                arguments, at = self.arguments(found, at, scope, depth + 1)
                value = self._call(path, value, arguments)
                path += "()"
            elif text == "[":
                index, _ = self.expression(found, at + 1, scope, depth + 1)
                value = item_of(value, index)
                at = after_bracket(found, at, "[", "]", 0)
                path += "[]"
            else:
                break
        return (unknown(path) if value is None else value), at

    def arguments(
        self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int
    ) -> tuple[list[Any], int]:
        """Return the arguments of a call, from its opening bracket on, and where they end."""
        end = after_bracket(found, at, "(", ")", 0)
        arguments: list[Any] = []
        at += 1
        while at < end - 1:
            value, _ = self.expression(found, at, scope, depth + 1)
            arguments.append(value)
            at = next_part(found, at, end - 1)
        return arguments, end

    def _call(self, path: str, value: Any, arguments: Sequence[Any]) -> Any:
        method = path.rpartition(".")[2]
        first = arguments[0] if arguments else None
        if path in ("$", "jQuery", "document.getElementById", "document.querySelector"):
            if not isinstance(first, str):
                return None
            return _Element(first if path != "document.getElementById" else f"#{first}")
        if isinstance(value, _Element):
            reads = method in ("val", "attr", "getAttribute", "data", "text", "html")
            return self.field(value.selector) if reads else value
        if method in ("replace", "replaceAll") and isinstance(value, str) and len(arguments) == 2:
            if isinstance(first, str) and isinstance(arguments[1], str | int):
                return value.replace(first, str(arguments[1]))
            return value
        if method == "concat" and isinstance(value, str):
            return "".join(
                str(one) if isinstance(one, str | int) else unknown("value") for one in (value, *arguments)
            )
        if path in ("parseInt", "Number") and isinstance(first, str) and first.isdecimal():
            return int(first)
        if path in _WRAPPERS or method in ("toString", "trim", "parseInt"):
            return first if path in _WRAPPERS else value
        if method in ("substring", "substr", "slice") and has_unknown(value):
            return piece_of(value, method, arguments)
        if method in ("substring", "split") and not has_unknown(value):
            return value
        return None

    def _object(
        self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int
    ) -> tuple[Any, int]:
        end = after_bracket(found, at, "{", "}", 0)
        values: dict[str, Any] = {}
        at += 1
        while at < end - 2:
            kind, key = found[at]
            if kind in ("id", "str", "num") and found[at + 1][1] == ":":
                value, _ = self.expression(found, at + 2, scope, depth + 1)
                values[literal(key) if kind == "str" else key] = value
            at = next_part(found, at, end - 1)
        return values, end

    def _array(
        self, found: Sequence[Token], at: int, scope: Mapping[str, Any], depth: int
    ) -> tuple[Any, int]:
        end = after_bracket(found, at, "[", "]", 0)
        values: list[Any] = []
        at += 1
        while at < end - 1:
            value, _ = self.expression(found, at, scope, depth + 1)
            values.append(value)
            at = next_part(found, at, end - 1)
        return values, end

    def elements(self, selector: str) -> list[LexborNode]:
        """Return the elements of the page that a selector of CSS names."""
        return self._tree.css(selector)

    def field(self, selector: str) -> str | None:
        """Return the value of the element that a jQuery selector names: its `value`, `content` or text."""
        try:
            node = self._tree.css_first(selector.replace("'", '"'))
        except SelectolaxError:  # jQuery has selectors that CSS has not
            return None
        if node is None:
            return None
        for name in ("value", "content"):
            if (value := node.attributes.get(name)) is not None:
                return value
        return None

    def with_locals(self, code: Sequence[Token], scope: Mapping[str, Any]) -> dict[str, Any]:
        """Return the scope of a function's body: its parameters, and the variables that it sets from them.

        Of a variable's values the first counts, and each that is made of the one before: `n++`, `u += '.html'`.
        """
        values = dict(scope)
        for at in range(len(code) - 2):
            (kind, name), operator = code[at], code[at + 1][1]
            if kind != "id" or "for" in (
                code[at - 2][1] if at > 1 else "",
                code[at - 3][1] if at > 2 else "",
            ):
                continue
            known = values.get(name)
            if operator == "++" and isinstance(known, int):
                values[name] = known + 1
            elif operator in ("=", "+="):
                value, end = self.expression(code, at + 2, values)
                if not isinstance(value, str | int) or has_unknown(value):
                    continue
                if operator == "+=" and isinstance(known, int) and isinstance(value, int):
                    values[name] = known + value
                elif operator == "+=":
                    values[name] = joined("" if known is None else known, value)
                elif name not in values or ("id", name) in code[at + 2 : end]:
                    values[name] = value
        return values
