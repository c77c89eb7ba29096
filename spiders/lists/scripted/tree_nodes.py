"""The nodes of a tree widget (zTree, layui, EasyUI, jsTree) as links: a click runs a function that opens a page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Final

from parsers.text.han import HAN
from spiders.lists.links import Link, absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.values import is_function
from spiders.lists.widgets import is_complete

_CLICK = re.compile(r"(on|node)?_?-?(click|select|change|activate)(ed|_node)?", re.I)
_BOUND: Final = ("select_node", "activate_node", "changed")  # jsTree's events
_NAMES: Final = ("name", "title", "text", "label")
_HAN = re.compile(rf"{HAN}{{2}}")
_LONGEST: Final = 40  # characters of a menu's entry
_MOST: Final = 300  # nodes
_MOST_HANDLERS: Final = 3
_DEEP: Final = 4


def of(script: Script, base: str) -> Iterator[Link]:
    """Yield the nodes of the page's trees with the address that a click on each opens."""
    bound = [function for event, _, function in script.running.world.bound if event in _BOUND]
    for name, given in list(script.running.calls):
        nodes = list(itertools.islice(_nodes(given, 0, set()), _MOST))
        handlers = itertools.chain(bound if name.endswith("jstree") else (), _handlers(given, 0, set()))
        for function in itertools.islice(handlers, _MOST_HANDLERS) if nodes else ():
            for node in nodes:
                title = _title(node)
                target = _opened(script, function, node, base)
                if target:
                    yield Link(target, title, title)


def _nodes(value: Any, depth: int, seen: set[int]) -> Iterator[dict[str, Any]]:
    """Yield the records within a value that have a name, those below others included; each object once."""
    if depth > 2 * _DEEP or id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, list):
        for one in value[:_MOST]:
            if isinstance(one, dict) and _title(one):
                yield one
            yield from _nodes(one, depth + 1, seen)
    elif isinstance(value, dict):
        for one in value.values():
            if isinstance(one, list | dict):
                yield from _nodes(one, depth + 1, seen)


def _handlers(value: Any, depth: int, seen: set[int]) -> Iterator[Any]:
    """Yield the functions within settings that are run when a node is clicked."""
    if depth > _DEEP or id(value) in seen:
        return
    seen.add(id(value))
    for key, one in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        if is_function(one) and isinstance(key, str) and _CLICK.fullmatch(key):
            yield one
        elif isinstance(one, dict):
            yield from _handlers(one, depth + 1, seen)


def _title(node: dict[str, Any]) -> str:
    named = (node.get(name) for name in _NAMES)
    return next(
        (one for one in named if isinstance(one, str) and len(one) <= _LONGEST and _HAN.search(one)), ""
    )


def _opened(script: Script, function: Any, node: dict[str, Any], base: str) -> str | None:
    """Return the address that a click on a node opens; each library hands the node over in a way of its own."""
    inner = {"a_attr": {}, "li_attr": {}, **node, "original": node}
    selected = [node["id"]] if "id" in node else []
    given = {
        "isParent": bool(node.get("children")),
        **node,
        "data": node,
        "node": inner,
        "selected": selected,
    }
    effects, _ = script.running.called(function, [given, given, given])
    return next(
        (target for one in effects.opened if is_complete(one) and (target := absolute(one, base))), None
    )
