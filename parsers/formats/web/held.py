"""Find the body that a page holds for its scripts: in a text area, a template, JSON, a string of a script.

Used only for pages that show next to nothing themselves. A script may hold a body as markup, escaped (`\\u653f`,
`%u653F`, `&lt;p&gt;`), in base64, as numbers of characters, or in pieces that it joins.
"""

from __future__ import annotations

import base64
import binascii
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote, unquote_to_bytes

from selectolax.lexbor import LexborHTMLParser

from parsers.formats.limits import MAX_CHARACTERS, refusal
from parsers.formats.packed import DAMAGED, inflated
from parsers.text import han
from parsers.text.han import SHORTEST_BODY
from parsers.text.patterns import lazy

SHOWN_BODY: Final = 400  # characters; a page that shows more has its body in its markup
_TIMES: Final = 3  # as much as the page shows
_MARKS: Final = 3  # sentence marks of a body
_DEPTH: Final = 6  # of encodings within each other, and of JSON
_MOST: Final = 4_000_000  # characters of scripts that are searched

_MARK = lazy(r"[。；！？;]")
_TAG = lazy(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BLOCK = lazy(r"<(?:p|div|br|table|h[1-6]|li|section)\b", re.I)
_WORD = lazy(r"[\w-]{1,20}", re.A)
_TOKEN = lazy(r"//|/\*|[\"'`]")
_STRING = {
    '"': lazy(r"((?:[^\"\\\n]++|\\.)*+)\"", re.S),
    "'": lazy(r"((?:[^'\\\n]++|\\.)*+)'", re.S),
    "`": lazy(r"((?:[^`\\]++|\\.)*+)`", re.S),
}
_NUMBERS = lazy(r"\[\s*((?:(?:0x)?[0-9a-fA-F]{2,6}\s*,\s*){100,}+(?:0x)?[0-9a-fA-F]{2,6})\s{0,9},?\s{0,9}\]")
_ESCAPE = lazy(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.S)
_NAMED = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " ", "v": " ", "0": "", "\n": "", "\r\n": ""}
_BASE64 = lazy(r"[A-Za-z0-9+/_-]{160,}={0,2}")
_HEX = lazy(r"(?:[0-9a-fA-F]{2}){160,}")
_PERCENT = lazy(r"%(?:u[0-9a-fA-F]{4}|[0-9a-fA-F]{2})")
_PERCENT_U = lazy(r"%u([0-9a-fA-F]{4})")
_ESCAPED_TAG = lazy(r"&(?:lt|#60|#x3c);\s{0,3}/?\s{0,3}(?:p|div|br|span|table)|&#x?[0-9a-fA-F]{2,6};", re.I)
# Signs of an encoding that hides the characters of a body.
_HIDDEN = lazy(
    r"(?:\\{1,2}u[0-9a-fA-F]{4}|%u[0-9a-fA-F]{4}|(?:%[0-9a-fA-F]{2}){3}|&#x?\w{4,6};){20}"
    r"|[A-Za-z0-9+/_-]{100}|(?:\d{2,5},\s?){60}|\\x[0-9a-f]{2}"
)
# Keys of records that lead to other articles, and are no paragraphs.
_OF_OTHERS = lazy(r"url|href|link|title|date|time|source", re.I)


def body(page: str, shown: float) -> str | None:
    """Return the HTML of the body that a page holds; None unless it has far more than the characters that it shows."""
    least = max(SHORTEST_BODY, _TIMES * shown)
    if han.count(page) < least and not _HIDDEN.search(page):
        return None
    best = max(_held(LexborHTMLParser(page), page), key=_weight, default="")
    return as_html(best) if is_body(best, least) else None


def in_answer(text: str) -> str | None:
    """Return the HTML of the body in an answer to a script's request: JSON, a script, or a piece of markup."""
    parts = _sections(text)
    markup = text.lstrip("\ufeff \t\r\n").startswith("<")
    found = parts or ([text] if markup else [*_opened(text), *_of_script(text)])
    best = max(found, key=_weight, default="")
    return as_html(best) if is_body(best) else None


def is_body(text: str, least: float = SHORTEST_BODY) -> bool:
    """Return whether a text, or markup, has as much prose as a document."""
    bare = _TAG.sub("", text)
    enough = len(text) <= MAX_CHARACTERS * 4 and han.count(bare) >= least
    return enough and len(_MARK.findall(bare)) >= _MARKS and refusal(text) is None


def _sections(text: str) -> list[str]:
    """Return the contents of the CDATA sections of an XML text."""
    pieces = text.split("<![CDATA[")[1:]
    return [piece.partition("]]>")[0] for piece in pieces if "]]>" in piece]


def as_html(text: str) -> str:
    """Return markup as it is, and plain text as paragraphs."""
    if _BLOCK.search(text):
        return text
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _weight(text: str) -> int:
    return han.count(_TAG.sub("", text))


def _held(tree: LexborHTMLParser, page: str) -> Iterator[str]:
    # lexbor keeps the content of a template apart
    for piece in re.split(r"<template\b", page, flags=re.I)[1:]:
        yield from _opened(piece[piece.find(">") + 1 :].partition("</template")[0])
    for node in tree.css("textarea, xmp, noscript"):
        inner = node.text(deep=True) if node.tag in ("textarea", "xmp") else node.inner_html or ""
        yield from _opened(inner)
    for node in tree.css("input[type=hidden][value], [data-content], [data-html], [data-body], [data-text]"):
        for name in ("value", "data-content", "data-html", "data-body", "data-text"):
            if len(value := node.attributes.get(name) or "") > SHORTEST_BODY:
                yield from _opened(value)
    size = 0
    for node in tree.css("script:not([src])"):
        code = node.text(deep=True)
        size += len(code)
        if size > _MOST:
            return
        if len(code) > SHORTEST_BODY:
            yield from _opened(code) if _is_data(node.attributes.get("type")) else _of_script(code)


def _is_data(kind: str | None) -> bool:
    """Return whether a script element holds data or a template: a browser does not run it."""
    kind = (kind or "").partition(";")[0].strip().lower()
    return bool(kind) and kind != "module" and not kind.endswith(("javascript", "ecmascript"))


def _of_script(code: str) -> Iterator[str]:
    """Yield what the strings of a script hold, one by one, and joined where it joins them."""
    pieces: list[str] = []
    gap, end = "", 0
    for start, stop, raw in _strings(code):
        if _WORD.fullmatch(raw) or code[stop : stop + 8].lstrip()[:1] == ":":
            continue  # the name of a property or of a kind
        text = _unescaped(raw)
        between = re.sub(r"\s+", "", code[max(end, start - 400) : start])[-80:]
        if between != gap and len(pieces) > 1:
            yield from _joined(pieces, gap)
            pieces = pieces[-1:] if len(pieces) == 2 else []
        pieces.append(text)
        gap, end = between, stop
        yield from _opened(text)
    yield from _joined(pieces, gap)
    for match in _NUMBERS.finditer(code):
        yield _of_numbers(match[1])


def _strings(code: str) -> Iterator[tuple[int, int, str]]:
    """Yield the strings of a script, with their places; a quotation mark in a comment begins none."""
    at = 0
    while token := _TOKEN.search(code, at):
        sign, at = token[0], token.end()
        if sign in ("//", "/*"):
            ends = code.find("\n" if sign == "//" else "*/", at)
            at = ends if ends >= 0 else len(code)
        elif string := _STRING[sign].match(code, at):
            yield token.start(), string.end(), string[1]
            at = string.end()
        else:  # no script: its line, or the rest, is not read
            ends = code.find("\n", at) if sign != "`" else -1
            at = ends if ends >= 0 else len(code)


def _joined(pieces: list[str], gap: str) -> Iterator[str]:
    """Yield the text of a script's pieces that have the same code between them."""
    if len(pieces) < (2 if gap in ("+", ",") else 3):
        return
    whole = "".join(pieces)
    lines = "\n".join(pieces)
    plain = not _BLOCK.search(whole) and "+" not in gap and han.is_in(whole)
    yield from _opened(lines if plain else whole)


def _of_numbers(text: str) -> str:
    numbers = [int(one, 0) if one.strip().startswith("0x") else _decimal(one) for one in text.split(",")]
    if max(numbers) < 256:
        return _decoded(bytes(numbers)) or ""
    return "".join(chr(one) for one in numbers if one < 0x110000 and not 0xD800 <= one < 0xE000)


def _decimal(text: str) -> int:
    return int(text) if text.strip().isdecimal() else int(text, 16)


def _opened(text: str, depth: int = 0) -> Iterator[str]:
    """Yield a text, or the texts within it, without the encodings that hide it."""
    bare = text.strip("\ufeff \t\r\n;")
    if depth > _DEPTH or len(bare) < SHORTEST_BODY // 2:
        return
    if bare[:1] in ("{", "[") or bare[-1:] == ")":
        value = _json(bare)
        if value is not None:
            yield from _texts(value, depth)
            return
    if _ESCAPED_TAG.search(bare) and not _BLOCK.search(bare):
        yield from _opened(html.unescape(bare), depth + 1)
        return
    yield text
    if _PERCENT.search(bare, 0, 400) and len(_PERCENT.findall(bare)) > 40:
        yield from _opened(_unquoted(bare), depth + 1)
    elif "\\u" in bare and len(_ESCAPE.findall(bare)) > 40:
        yield from _opened(_unescaped(bare), depth + 1)
    elif decoded := _decoded_text("".join(bare.split())):
        yield from _opened(decoded, depth + 1)


def _json(text: str) -> Any:
    if text[-1:] == ")":  # JSONP
        start = text.find("(")
        text = text[start + 1 : -1].strip() if 0 <= start < 80 else ""
    try:
        return json.loads(text) if text[:1] in ("{", "[", '"') else None
    except (ValueError, RecursionError):
        return None


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Yield the texts of JSON, and those of a list's entries together where these are paragraphs."""
    if depth > _DEPTH * 2:
        return
    if isinstance(value, str):
        yield from _opened(value, depth + 1)
        return
    inner: Iterable[Any] = (
        value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    )
    for one in inner:
        if isinstance(one, (str, Mapping, list)):
            yield from _texts(one, depth + 1)
    if isinstance(value, list) and len(value) > 1:
        yield "\n".join(_paragraphs(value))


def _paragraphs(value: list[Any]) -> Iterator[str]:
    """Yield the paragraphs in a list's entries: their own text, or the longest text of a record without an address."""
    for one in value:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping) and not any(_OF_OTHERS.search(str(key)) for key in one):
            texts = [text for text in one.values() if isinstance(text, str)]
            parts = [[part] if isinstance(part, Mapping) else part for part in one.values()]
            inner = [line for part in parts if isinstance(part, list) for line in _paragraphs(part)]
            yield from [max(texts, key=len)] if texts and not inner else []
            yield from inner


def _unescaped(raw: str) -> str:
    """Return the value of a script's string."""
    return _ESCAPE.sub(_character, raw) if "\\" in raw else raw


def _character(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3]:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _NAMED.get(match[4], match[4])


def _unquoted(text: str) -> str:
    """Return what `unescape` or `decodeURIComponent` makes of a text."""
    if "%u" in text:
        wide = _PERCENT_U.sub(lambda m: chr(int(m[1], 16)), text)
        return unquote(wide.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "latin-1")
    if "+" in text and " " not in text:
        text = text.replace("+", " ")
    return (
        unquote(text)
        if "\ufffd" not in unquote(text)
        else unquote_to_bytes(text).decode("gb18030", "replace")
    )


def _decoded_text(text: str) -> str | None:
    """Return the text that base64 or hexadecimal digits stand for."""
    try:
        if _HEX.fullmatch(text):
            return _decoded(bytes.fromhex(text))
        if _BASE64.fullmatch(text):
            bare = text.rstrip("=").translate({ord("-"): "+", ord("_"): "/"})
            return _decoded(base64.b64decode(bare + "=" * (-len(bare) % 4)))
    except (ValueError, binascii.Error):
        pass
    return None


def _decoded(data: bytes) -> str | None:
    if data[:2] == b"\x1f\x8b" or data[:1] == b"\x78":
        try:
            data = inflated(data, MAX_CHARACTERS * 4)
        except DAMAGED:
            return None
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None
