"""The tokens of a script, and the brackets and commas between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

MAX_CODE: Final = 300_000  # characters of a script that are read
_MAX_BRACKETS: Final = 60  # nesting depth; no script that fills a list nests deeper
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|<!--[^\n]*|^\s*-->[^\n]*)
    |(?P<str>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)
    |(?P<num>\d+(?:\.\d+)?)
    |(?P<id>[A-Za-z_$\u0080-\uffff][\w$]*)
    |(?P<punct>=>|[=!]==?|&&|\|\||\+\+|--|\+=|.)""",
    re.X | re.S | re.M,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": ""}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.S)
Token = tuple[str, str]
_COMPARED: Final = frozenset(("?", "==", "===", "!=", "!==", "<", ">", "&&", "%"))
_MAX_CONDITION: Final = 24  # tokens


def tokens(code: str) -> list[Token]:
    """Split a script into tokens, (kind, text), without white space and comments."""
    found = []
    for match in _TOKEN.finditer(code[:MAX_CODE]):
        kind = match.lastgroup or ""
        if kind not in ("space", "comment"):
            found.append((kind, match[0]))
    return found


def readable(found: list[Token]) -> list[Token]:
    """Return the tokens, or none if the brackets nest so deep that evaluating them would take long."""
    depth = 0
    for kind, text in found:
        if kind == "punct":
            depth += (text in "([{") - (text in ")]}")
            if depth > _MAX_BRACKETS:
                return []
    return found


def literal(text: str) -> str:
    """Return the value of a quoted string token."""
    return _ESCAPE.sub(_unescape, text[1:-1])


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _ESCAPES.get(code, "" if code == "\n" else code)


def is_called(found: Sequence[Token], at: int) -> bool:
    """Return whether the token at `at` opens the arguments of a call."""
    return at < len(found) and found[at][1] == "("


_CUTS = frozenset(("pop", "shift", "join", "slice", "substring", "substr", "split"))


def begins_sum(found: Sequence[Token], at: int) -> bool:
    """Return whether an identifier begins a sum: `name +`, `name.name +`."""
    at += 1
    while at + 1 < len(found) and found[at][1] == "." and found[at + 1][0] == "id":
        at += 2
    return at < len(found) and found[at][1] == "+"


def ends_piece(found: Sequence[Token], at: int) -> bool:
    """Return whether a string is joined to a piece that a method cuts from a value: `path.split('/').pop() + '/list'`.

    What it names then begins with the piece, and not with a slash.
    """
    if at < 4 or found[at - 1][1] != "+" or found[at - 2][1] != ")":
        return False
    before = [text for _, text in found[max(0, at - 9) : at - 2]]
    opening = max((place for place, text in enumerate(before) if text == "("), default=0)
    return opening > 1 and before[opening - 2] == "." and before[opening - 1] in _CUTS


def after_bracket(found: Sequence[Token], at: int, opening: str, closing: str, depth: int) -> int:
    """Return the index after the closing bracket; `depth` of them are open before `at`."""
    while at < len(found):
        kind, text = found[at]
        if kind == "punct":
            depth += (text == opening) - (text == closing)
            if depth == 0 and text == closing:
                return at + 1
        at += 1
    return at


def function_of(found: Sequence[Token], name: str) -> tuple[list[str], Sequence[Token]] | None:
    """Return the parameters and the body of a function, however it is written; None if the code does not define it.

    `function f(n) {…}`, `f = function (n) {…}`, `f: function (n) {…}`, `f = (n) => {…}`, `f = n => …`, `f(n) {…}`.
    """
    words = [text for _, text in found]
    for at, word in enumerate(words):
        if word != name or found[at][0] != "id" or at + 3 >= len(words):
            continue
        start = at + 1
        if words[start] in ("=", ":"):
            start += 1 + (words[start + 1] == "async")
            start += words[start] == "function"
        made = words[at - 1] if at else ""
        if words[start] == "(":
            behind = after_bracket(found, start, "(", ")", 0)
            parameters = [text for kind, text in found[start:behind] if kind == "id"]
        elif start > at + 1 and found[start][0] == "id":
            behind, parameters = start + 1, [words[start]]
        else:
            continue
        arrow = behind < len(words) and words[behind] == "=>"
        opened = behind + arrow
        if opened >= len(words) or not (
            arrow or words[start - 1] == "function" or made == "function" or _is_method(words, at, start)
        ):
            continue
        if words[opened] == "{":
            return parameters, found[opened + 1 : after_bracket(found, opened, "{", "}", 0) - 1]
        if arrow:
            return parameters, found[opened : next_part(found, opened, len(found))]
    return None


def _is_method(words: Sequence[str], at: int, start: int) -> bool:
    """Return whether a name and its parameters, in an object or a class, may be a method's: `go(n) {…}`."""
    return start == at + 1 and (at == 0 or words[at - 1] in ("{", "}", ",", ";", "async", "static"))


def next_part(found: Sequence[Token], at: int, end: int) -> int:
    """Return the index after the next comma on this level, or `end`."""
    depth = 0
    while at < end:
        text = found[at][1] if found[at][0] == "punct" else ""
        if text in ("(", "[", "{"):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
        elif text == "," and depth == 0:
            return at + 1
        at += 1
    return end


def question_after(found: Sequence[Token], at: int) -> int | None:
    """Return the index of the `?` of a condition whose first value ends at `at`; None if it is not a condition."""
    if at >= len(found) or found[at][1] not in _COMPARED:
        return None
    depth = 0
    for end in range(at, min(len(found), at + _MAX_CONDITION)):
        text = found[end][1] if found[end][0] == "punct" else ""
        depth += (text in ("(", "[")) - (text in (")", "]"))
        if depth < 0 or text in (",", ";", "{", "}"):
            return None
        if text == "?" and depth == 0:
            return end
    return None
