"""The functions of jQuery that work on values: `$.map`, `$.grep`, `$.inArray`, `$.parseXML`."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.values import text_of

_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)
_PROLOGUE: Final = re.compile(r"^\s*<\?xml[^<>]*\?>", re.I)
_EMPTY: Final = re.compile(r"<([\w:.-]+)((?:\s[^<>]*)?)/>")
_MOST: Final = 3000  # values


def members(world: World[Elements]) -> dict[str, Callable[[Any, list[Any]], Any]]:
    """Return the functions by their names behind `$.`."""

    def mapped(_: Any, given: list[Any]) -> Any:
        values, function = (*given, None, None)[:2]
        found: list[Any] = []
        for key, one in pairs(world, values):
            made = world.call(function, None, [one, key])
            found += made if isinstance(made, list) else [] if made is None else [made]
        return found

    def kept(_: Any, given: list[Any]) -> Any:
        values, function, inverted = (*given, None, None, False)[:3]
        return [
            one
            for key, one in pairs(world, values)
            if bool(world.call(function, None, [one, key])) != bool(inverted)
        ]

    return {
        "map": mapped,
        "grep": kept,
        "inArray": lambda _, given: _position(*(*given, None, None)[:2]),
        "makeArray": lambda _, given: [one for _, one in pairs(world, given[0])] if given else [],
        "isArray": lambda _, given: bool(given) and isinstance(given[0], list),
        "merge": lambda _, given: [one for part in given for _, one in pairs(world, part)],
        "parseXML": lambda _, given: parsed_xml(world, text_of(given[0]) if given else ""),
        "parseHTML": lambda _, given: world.elements(
            LexborHTMLParser(text_of(given[0]) if given else "").css("body > *")
        ),
    }


def pairs(world: World[Elements], values: Any) -> list[tuple[Any, Any]]:
    """Return the members of a list, an object or a set of elements, with their keys."""
    if isinstance(values, Elements):
        values = [world.elements([node]) for node in values.nodes]
    found = (
        list(enumerate(values))
        if isinstance(values, list)
        else list(values.items())
        if isinstance(values, dict)
        else []
    )
    return found[:_MOST]


def parsed_xml(world: World[Elements], text: str) -> Elements:
    """Return an XML document as an element: text in CDATA sections is text, `<a/>` has an end."""
    text = _CDATA.sub(lambda match: escape(match[1], quote=False), _PROLOGUE.sub("", text))
    text = _EMPTY.sub(r"<\1\2></\1>", text)
    return world.elements(LexborHTMLParser(f"<body><div>{text}</div></body>").css("body > div")[:1])


def _position(value: Any, values: Any) -> int:
    return values.index(value) if isinstance(values, list) and value in values else -1
