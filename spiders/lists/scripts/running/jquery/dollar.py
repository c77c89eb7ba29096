"""`$`: select elements, run a function when the page is ready, work on values."""

from __future__ import annotations

from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.browser_objects import Window
from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.jquery import values as own
from spiders.lists.scripts.running.objects import Parameters
from spiders.lists.scripts.running.values import Unknown, is_function, text_of


class Dollar:
    """`$`: select elements, run a function when the page is ready, or build a set from one element."""

    name = "$"

    def __init__(self, world: World[Elements], window: Window) -> None:
        self._world, self._window = world, window
        self.members: dict[str, Any] = {
            **own.members(world), "each": self._each, "fn": world.plugins, "extend": self._extend,
            "trim": lambda _, given: text_of(given[0]).strip() if given else "",
            "param": lambda _, given: Parameters(given[0] if given else None).encoded(),
            "parseJSON": lambda _, given: Unknown("JSON"),
            "isFunction": lambda _, given: bool(given) and is_function(given[0]),
        }  # fmt: skip

    def __call__(self, _: Any, given: list[Any]) -> Any:
        """Select by a selector, take an element, or run a function when the page is ready."""
        first = given[0] if given else None
        if is_function(first):
            self._world.bind("ready", None, first)
            return self._world.elements([])
        if isinstance(first, Elements):
            return self._wrapped(first.nodes)
        if isinstance(first, str) and not first.lstrip().startswith("<"):
            within = given[1].nodes if len(given) > 1 and isinstance(given[1], Elements) else None
            return self._wrapped(self._world.select(first, within))
        if isinstance(first, str):
            made = LexborHTMLParser(first)
            return self._wrapped(made.css("body > *")[:1])
        found = self._wrapped([])
        found.of = "window" if first is self._window else "document" if first is self._window.document else ""
        return found

    def _wrapped(self, nodes: list[LexborNode]) -> Elements:
        made = self._world.elements(nodes)
        made.wrapped = True
        return made

    def _each(self, _: Any, given: list[Any]) -> Any:
        values, function = (*given, None, None)[:2]
        if isinstance(values, Elements):
            return values.get("each")(values, [function])
        for key, one in own.pairs(self._world, values):
            if self._world.call(function, one, [key, one]) is False:
                break
        return values

    def _extend(self, _: Any, given: list[Any]) -> Any:
        parts = [one for one in given if isinstance(one, dict)]
        for one in parts[1:]:
            parts[0].update(one)
        return parts[0] if parts else {}
