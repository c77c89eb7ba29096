"""Addresses of articles that a list's script builds from a row's number: `'/detail/' + item.id + '.html'`.

A template is such an address with a placeholder for each value of the row (`spiders.lists.scripts.partial_values`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, unknown
from spiders.lists.scripts.tokens import tokens
from spiders.lists.widgets import is_address

MAX_TEMPLATES: Final = 12
_HREF = re.compile(
    r"""(?<![\w-])(?::|v-bind:|ng-)?(?:href|data-href|data-url)\s*=\s*\\?(["'])(.*?)\\?\1""", re.S | re.I
)
_CLICK = re.compile(r"""(?:onclick|@click|v-on:click|ng-click)\s*=\s*\\?(["'])(.*?)\\?\1""", re.S | re.I)
_ADDRESS_NAME = re.compile(r"url|link|href|path|addr|file|dir", re.I)
_CONTROL = re.compile(r"\{\{#.{0,200}?\}\}|<%(?!=).{0,200}?%>")  # `{{# if (d.url) { }}`, `<% } else { %>`
_PIECE = re.compile(r"\[(\d+):(\d*)\]$")  # of a value: `guid.substring(0, 2)`
_OR = re.compile(r"\|\||\?\s|\s:\s")
_GAP = re.compile(
    r"\{\{=?\s*([\w.$\[\]]{1,60})\s*\}\}|<%=\s*([\w.$\[\]]{1,60})\s*%>|\$\{\s*([\w.$\[\]]{1,60})\s*\}"
    r"|#=\s*(\w{1,60})\s*#"
)


def templates(tree: LexborHTMLParser, text: str, script: Script) -> tuple[str, ...]:
    """Return the addresses with gaps that a page's scripts and templates build for rows, likeliest first."""
    found = dict.fromkeys(
        one for one in _all(text, script) if UNKNOWN.search(one) and (is_address(one) or is_joined(one))
    )
    return tuple(found)[:MAX_TEMPLATES]


def is_joined(template: str) -> bool:
    """Return whether an address is put together from values alone, of which one is named as an address."""
    return not UNKNOWN.sub("", template) and any(
        _ADDRESS_NAME.search(name) for name in UNKNOWN.findall(template)
    )


def _all(text: str, script: Script) -> Iterator[str]:
    strings = [one for one in script.strings() if UNKNOWN.search(one)]
    for one in strings:
        if "<" in one:
            for match in _HREF.finditer(one):
                if match[2].lower().startswith("javascript:"):
                    yield from _opened(match[2][len("javascript:") :], script)
                else:
                    yield match[2]
            for match in _CLICK.finditer(one):
                yield from _opened(match[2], script)
    yield from (one for one in strings if "<" not in one)
    live = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    for match in _HREF.finditer(_CONTROL.sub("\0", live)):  # templates of layui, art-template, Vue
        if "\0" in match[2]:
            for part in match[2].split("\0"):
                if _GAP.search(part):
                    yield _GAP.sub(lambda gap: unknown(next(filter(None, gap.groups()))), part)
        elif _GAP.search(match[2]):
            yield _GAP.sub(lambda gap: unknown(next(filter(None, gap.groups()))), match[2])
        elif "+" in match[2]:
            # `item.url || ('/d/' + item.id)`, `item.url ? item.url : '/d/' + item.id`
            for part in dict.fromkeys((match[2], *_OR.split(match[2]))):
                value, _ = script.expression(tokens(part.strip().removeprefix("(").removesuffix(")")), 0)
                if isinstance(value, str):
                    yield value
    for match in _CLICK.finditer(live):
        yield from _opened(match[2], script)


def _opened(handler: str, script: Script) -> Iterator[str]:
    """Yield the addresses that a handler opens, with the gaps of its arguments."""
    for name, arguments in script.calls(tokens(handler.replace("\\'", "'").replace('\\"', '"'))):
        defined = script.function(name.rpartition(".")[2])
        if defined:
            parameters, body = defined
            bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
            yield from script.strings(body, bound)
        yield from (one for one in arguments if isinstance(one, str))


def filled(template: str, record: Mapping[str, Any]) -> str | None:
    """Return the address of a row; None if the row lacks one of the values.

    >>> filled("/d/" + unknown("item.id") + ".html", {"id": 17})
    '/d/17.html'
    """
    values = {key.lower(): value for key, value in record.items()}
    missing = False

    def value(match: re.Match[str]) -> str:
        nonlocal missing
        piece = _PIECE.search(match[1])
        name = match[1][: piece.start()] if piece else match[1]
        found = values.get(name.rpartition(".")[2].removesuffix("()").lower())
        if piece and isinstance(found, str | int):
            found = str(found)[int(piece[1]) : int(piece[2]) if piece[2] else None]
        missing = missing or not isinstance(found, str | int) or found == ""
        return str(found)

    made = UNKNOWN.sub(value, template)
    return None if missing else made
