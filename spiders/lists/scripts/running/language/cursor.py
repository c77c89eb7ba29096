"""Walk the lexemes of a script one by one."""

from __future__ import annotations

from typing import Final

from spiders.lists.scripts.running.language.lexer import Lexeme, lexemes

_MAX_LEXEMES: Final = 60_000


class NotUnderstoodError(Exception):
    """The script has a construct that the parser does not know, or is malformed."""


class Cursor:
    """A place in the lexemes of one script."""

    def __init__(self, code: str) -> None:
        self._found = lexemes(code)[:_MAX_LEXEMES]
        self._found.append(Lexeme("end", "", True))
        self._at = 0

    @property
    def _text(self) -> str:
        one = self._found[self._at]
        return one.text if one.kind in ("punct", "id") else ""

    @property
    def _kind(self) -> str:
        return self._found[self._at].kind

    def _next(self) -> Lexeme:
        one = self._found[self._at]
        if one.kind != "end":
            self._at += 1
        return one

    def _take(self, text: str) -> bool:
        if self._text == text:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise NotUnderstoodError(text)

    def _name(self) -> str:
        if self._kind != "id":
            raise NotUnderstoodError("a name")
        return self._next().text

    def _peek(self, ahead: int = 1) -> Lexeme:
        return self._found[min(self._at + ahead, len(self._found) - 1)]

    def _kind_of_method(self, ends: str) -> str:
        """Read the words before a method's name; `ends` are the signs behind a name that is itself such a word."""
        words = self._text in ("async", "get", "set") and self._peek().text not in ends
        kind = {"get": "getter", "set": "setter"}.get(self._next().text if words else "", "lambda")
        self._take("*")
        return kind
