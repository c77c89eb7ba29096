"""Values that a page holds for its scripts beside them: JSON in attributes, the stream of React's server components."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.interfaces import answers
from spiders.lists.interfaces.records import MAX_NESTING
from spiders.lists.links import Link, absolute
from spiders.lists.scripts.javascript import Script

_HELD = re.compile(r"=[\"']\s*\[?\{\s*(?:&quot;|[\"'])")  # JSON in an attribute
_MAX_NODES: Final = 4000
_CHUNK = re.compile(r"^[0-9a-f]{1,4}:(?:[A-Z]{1,2})?(?=[\[{])", re.M)  # a value in the stream
_DEEPEST = 4 * MAX_NESTING


def in_attributes(tree: LexborHTMLParser) -> list[Any]:
    """Return the objects and lists of objects that attributes of a page hold as JSON: `data-page='{"props": …}'`."""
    if not _HELD.search(tree.html or ""):
        return []
    texts = (
        (value or "").strip() for node in tree.css("*")[:_MAX_NODES] for value in node.attributes.values()
    )
    return [answers.parse(text) for text in texts if text[:2] == "[{" or text[:2] == '{"']


def streamed(script: Script) -> list[Any]:
    """Return the values that a page of React's server components streams: `self.__next_f.push([1, "5:[…]"])`."""
    parts = [
        given[0][1]
        for name, given in script.written_calls
        if name.endswith("__next_f.push") and given and isinstance(given[0], list) and len(given[0]) > 1
    ]
    text = "".join(one for one in parts if isinstance(one, str))
    found = []
    for chunk in _CHUNK.finditer(text):
        try:
            found.append(json.JSONDecoder().raw_decode(text, chunk.end())[0])
        except (ValueError, RecursionError):
            continue
    return found


def links(value: Any, base: str, depth: int = 0) -> Iterator[Link]:
    """Yield the links among React's elements: `["$", "a", null, {"href": "/d/7", "children": "政府工作报告"}]`."""
    if depth > _DEEPEST or not isinstance(value, list | dict):
        return
    if isinstance(value, list) and value[:1] == ["$"] and len(value) > 3 and isinstance(value[3], dict):
        words = " ".join(_texts(value[3].get("children"), depth)).strip()
        target = absolute(value[3].get("href"), base) if isinstance(value[3].get("href"), str) else None
        if target and words:
            yield Link(target, words, words, None)
    for one in value if isinstance(value, list) else value.values():
        yield from links(one, base, depth + 1)


def _texts(value: Any, depth: int) -> Iterator[str]:
    """Yield the texts within an element's children."""
    if isinstance(value, str) and value not in ("$",):
        yield value
    elif isinstance(value, list) and depth <= _DEEPEST:
        is_element = value[:1] == ["$"] and len(value) > 3 and isinstance(value[3], dict)
        for one in [value[3].get("children")] if is_element else value:
            yield from _texts(one, depth + 1)
