"""Style sheets as published, with every address in them replaced by that of an archived file or removed.

The tokens are those of CSS Syntax Level 3 (w3.org/TR/css-syntax-3, read 2026-11) as far as they decide what a browser
requests: an address stands in `url()`, in the string of `@import`, and in the strings of `image-set()`, `image()` and
`src()`. Everything else is copied, so that the browser finds the same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from parsers.text.patterns import lazy

Kind = Literal["stylesheet", "picture"]
Address = Callable[[Kind, str], str | None]
"""Return the address of an archived file that was published at an absolute address, or None to leave it out."""

LONGEST: Final = 2_000_000
"""Most characters of a style sheet that are read."""

_TOKEN: Final = lazy(
    r"""(?P<comment>/\*[\s\S]*?(?:\*/|\Z))
    |(?P<string>"(?:[^"\\\n]|\\[\s\S])*+(?:"|(?=\n)|\\?\Z)|'(?:[^'\\\n]|\\[\s\S])*+(?:'|(?=\n)|\\?\Z))
    |(?P<space>\s+)
    |(?P<name>@?(?:[-A-Za-z0-9_\u0080-\U0010ffff]|\\(?:[0-9a-fA-F]{1,6}\s?|[^\n0-9a-fA-F]))++\(?)
    |(?P<mark>[\s\S])""",
    re.X,
)
_ESCAPE: Final = lazy(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|([\s\S])|\Z)")
_RAW_URL: Final = lazy(r"\s*((?:[^)\\]|\\[\s\S])*+)(?:\)|\\?\Z)")
_BROKEN_URL: Final = lazy(r"[\"'(\s\x00-\x08\x0b\x0e-\x1f\x7f]")
_CONDITION: Final = lazy(r"[\w\s,():.-]*")
# Their arguments may be addresses written as strings; `expression()` ran scripts in Internet Explorer 5 to 7.
_LEFT_OUT: Final = frozenset(
    {"image-set(", "-webkit-image-set(", "-moz-image-set(", "image(", "src(", "expression("}
)
_LEFT_OUT_RULES: Final = frozenset({"@font-face", "@charset", "@namespace"})
_NOTHING: Final = " none "
_GAP: Final = "/**/"  # keeps apart what stood around something left out


def rewrite(css: str, base: str, address: Address) -> str:
    """Return a style sheet, or the value of a style attribute, whose addresses are those that `address` returns.

    Fonts and what has no archived address are left out. The result is safe inside a style element.

    >>> rewrite("p { background: url(a.png) }", "http://yunxi.example/css/", lambda kind, url: f"/{kind}")
    'p { background: url("/picture") }'
    """
    text = css[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")
    return _Sheet(text, base, address).rewritten().replace("</", "<\\/")


def resolve(base: str, written: str) -> str | None:
    """Return a written address as an absolute one without its fragment; None if it is not one of the web."""
    try:
        found = urldefrag(urljoin(base, "".join(written.split("\n")).strip())).url
        parts = urlsplit(found)
    except ValueError:
        return None
    return found if parts.scheme in ("http", "https") and parts.hostname else None


class _Sheet:
    """One pass over a style sheet, token by token."""

    def __init__(self, text: str, base: str, address: Address) -> None:
        self._text, self._base, self._address = text, base, address
        self._at = 0

    def rewritten(self) -> str:
        parts: list[str] = []
        while (token := self._next()) is not None:
            kind, raw = token
            if kind == "comment":
                parts.append(_GAP)
            elif kind == "name":
                parts.append(self._named(raw))
            else:
                parts.append(raw)
        return "".join(parts)

    def _next(self) -> tuple[str, str] | None:
        found = _TOKEN.match(self._text, self._at)
        if found is None:
            return None
        self._at = found.end()
        assert found.lastgroup is not None
        return found.lastgroup, found[0]

    def _named(self, raw: str) -> str:
        name = _unescaped(raw).lower()
        if name == "url(":
            found = self._url()
            picture = self._archived("picture", found)
            return f'url("{picture}")' if picture else _NOTHING
        if name in _LEFT_OUT:
            self._skip(")")
            return _NOTHING
        if name == "@import":
            return self._import()
        if name in _LEFT_OUT_RULES:
            self._skip_rule()
            return _GAP
        return raw

    def _archived(self, kind: Kind, written: str | None) -> str | None:
        url = resolve(self._base, written) if written else None
        return self._address(kind, url) if url else None

    def _url(self) -> str | None:
        """Return the address in a `url(` whose name was just read, and move behind its bracket."""
        found = _RAW_URL.match(self._text, self._at)
        assert found is not None
        if found[1][:1] not in ('"', "'"):
            self._at = found.end()
            written = found[1].rstrip()
            return None if _BROKEN_URL.search(written) else _unescaped(written)
        self._space()
        token = self._next()
        self._space()
        closed = self._text[self._at : self._at + 1] == ")"
        self._skip(")")
        return _unquoted(token[1]) if closed and token else None

    def _import(self) -> str:
        """Return an `@import` of an archived style sheet with its media condition; a gap for any other."""
        self._space()
        start = self._at
        token = self._next()
        written: str | None = None
        if token and token[0] == "string":
            written = _unquoted(token[1])
        elif token and token[0] == "name" and _unescaped(token[1]).lower() == "url(":
            written = self._url()
        else:
            self._at = start
        begin = self._at
        self._skip_rule()
        condition = self._text[begin : self._at].removesuffix(";")
        sheet = self._archived("stylesheet", written)
        if sheet is None or not _CONDITION.fullmatch(condition):
            return _GAP
        return f'@import url("{sheet}"){condition};'

    def _space(self) -> None:
        while (found := _TOKEN.match(self._text, self._at)) and found.lastgroup in ("space", "comment"):
            self._at = found.end()

    def _skip_rule(self) -> None:
        """Move behind an at-rule: its semicolon, or its block."""
        while (token := self._next()) is not None:
            if token[1] == ";":
                return
            if token[1] == "{":
                self._skip("}")
                return
            if token[1] == "}":  # of the block around it
                self._at -= 1
                return

    def _skip(self, end: str) -> None:
        """Move behind the bracket `end` that closes what is open."""
        opening = "(" if end == ")" else "{"
        depth = 1
        while depth and (token := self._next()) is not None:
            kind, raw = token
            depth += kind in ("mark", "name") and raw.endswith(opening) and not raw.endswith("\\" + opening)
            depth -= raw == end and kind == "mark"


def _unescaped(raw: str) -> str:
    return _ESCAPE.sub(lambda found: _character(found[1]) if found[1] else found[2] or "", raw)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _unquoted(raw: str) -> str:
    return _unescaped(raw[1:-1] if len(raw) > 1 and raw[-1] == raw[0] else raw[1:])
