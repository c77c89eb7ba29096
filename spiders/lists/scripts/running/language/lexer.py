"""Split JavaScript into lexemes, with regular expressions, templates and line ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from spiders.lists.scripts.tokens import MAX_CODE, literal

_LEXEME = re.compile(
    r"""(?P<space>[\s\ufeff]+)
    |(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z)|<!--[^\n]*|^\s*-->[^\n]*)
    |(?P<str>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<num>0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)
    |(?P<id>[A-Za-z_$\u0080-\ud7ff\uf900-\uffff][\w$]*)
    |(?P<punct>>>>=?|\.\.\.|===|!==|\*\*|\?\?=?|\|\|=?|&&=?|=>|==|!=|<=|>=|\+\+|--|[-+*/%|&^]=|<<|>>|\?\.(?!\d)|.)""",
    re.X | re.S | re.M,
)
_REGEX = re.compile(r"/((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_BEFORE_REGEX: Final = frozenset(("return", "typeof", "case", "in", "of", "delete", "void", "else", "do"))


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One lexeme: its kind, its source text, whether a line ended before it, and the value of a literal."""

    kind: str
    text: str
    after_line: bool = False
    value: Any = None


def lexemes(code: str) -> list[Lexeme]:
    """Return the lexemes of a script, without white space and comments."""
    code = code[:MAX_CODE]
    found: list[Lexeme] = []
    at, line = 0, False
    while at < len(code):
        if code[at] == "`":
            parts, at = _template(code, at + 1)
            found.append(Lexeme("template", "`", line, parts))
            line = False
            continue
        regex = (
            _REGEX.match(code, at) if code[at] == "/" and code[at + 1 : at + 2] not in ("/", "*") else None
        )
        if regex and _may_be_regex(found):
            found.append(Lexeme("regex", regex[0], line, (regex[1], regex[2])))
            at, line = regex.end(), False
            continue
        match = _LEXEME.match(code, at)
        if match is None:
            break
        at, kind, text = match.end(), match.lastgroup or "", match[0]
        if kind in ("space", "comment"):
            line = line or "\n" in text
            continue
        value: Any = None
        if kind == "str":
            value = literal(text)
        elif kind == "num":
            value = _number(text)
        found.append(Lexeme(kind, text, line, value))
        line = False
    return found


def _number(text: str) -> int | float:
    if text[:2].lower() == "0x":
        return int(text, 16)
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def _may_be_regex(found: list[Lexeme]) -> bool:
    if not found:
        return True
    last = found[-1]
    if last.kind == "id":
        return last.text in _BEFORE_REGEX
    return last.kind == "punct" and last.text not in (")", "]", "}")


def _template(code: str, at: int) -> tuple[list[Any], int]:
    """Return the parts of a template literal, texts and the sources of `${…}` in tuples, and where it ends."""
    parts: list[Any] = []
    text: list[str] = []
    while at < len(code) and code[at] != "`":
        if code[at] == "\\" and at + 1 < len(code):
            text.append(literal(f"`{code[at : at + 2]}`"))
            at += 2
        elif code.startswith("${", at):
            end, depth = at + 2, 1
            while end < len(code) and depth:
                if code[end] == "`":
                    _, end = _template(code, end + 1)
                    continue
                depth += (code[end] == "{") - (code[end] == "}")
                end += 1
            parts += ["".join(text), (code[at + 2 : end - 1],)]
            text, at = [], end
        else:
            text.append(code[at])
            at += 1
    return [*parts, "".join(text)], at + 1
