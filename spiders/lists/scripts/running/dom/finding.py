"""From elements to others, as scripts find them: within, around, beside, one of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from selectolax.lexbor import LexborNode

from spiders.lists.scripts.running.dom import geometry
from spiders.lists.scripts.running.dom.world import MAX_NODES, World
from spiders.lists.scripts.running.values import Host, number_of, text_of


class Finding(Host):
    """Elements from which others are found.

    `wrapped`: a set of jQuery's, which runs the code of a form before it submits it; `before`: the set from which it
    was found. `of`: `window` or `document`, of which a set of jQuery's without elements is.
    """

    world: World[Any]
    nodes: list[LexborNode]
    wrapped = False
    before: Self | None = None
    of = ""

    def _js_find(self, given: list[Any]) -> Any:
        return self._of(self.world.select(text_of(given[0]), self.nodes) if given else [])

    def _js_query(self, given: list[Any]) -> Any:
        return self.world.elements(self._js_find(given).nodes[:1])

    def _js_closest(self, given: list[Any]) -> Any:
        meant = {one.mem_id for one in self.world.select(text_of(given[0]))} if given else set()
        node = self.nodes[0] if self.nodes and given else None
        while node is not None and node.mem_id not in meant:
            node = self.world.parent_of(node)
        return self._of([node] if node is not None else [])

    def _js_parent(self, _: list[Any]) -> Any:
        node = self.world.parent_of(self.nodes[0]) if self.nodes else None
        return self._of([node] if node is not None else [])

    def _js_next(self, given: list[Any]) -> Any:
        return self._of(self._beside("next", given)[:1])

    def _js_prev(self, given: list[Any]) -> Any:
        return self._of(self._beside("prev", given)[:1])

    def _js_nextAll(self, given: list[Any]) -> Any:  # noqa: N802  # jQuery's name
        return self._of(self._beside("next", given))

    def _js_siblings(self, given: list[Any]) -> Any:
        return self._of([*reversed(self._beside("prev", given)), *self._beside("next", given)])

    def _beside(self, way: str, given: list[Any]) -> list[LexborNode]:
        """Return the elements behind, or before, the first one; `given` may be a selector that they must fit."""
        found: list[LexborNode] = []
        node = getattr(self.nodes[0], way) if self.nodes else None
        while node is not None and len(found) < MAX_NODES:
            if node.tag not in ("-text", "-comment", None):
                found.append(node)
            node = getattr(node, way)
        if not given or not isinstance(given[0], str):
            return found
        meant = {one.mem_id for one in self.world.select(given[0])}
        return [one for one in found if one.mem_id in meant]

    def _js_eq(self, given: list[Any]) -> Any:
        at = number_of(given[0]) if given else 0
        return self._of(self.nodes[at : at + 1] if isinstance(at, int) and at >= 0 else self.nodes[-1:])

    def _js_first(self, _: list[Any]) -> Any:
        return self._of(self.nodes[:1])

    def _js_last(self, _: list[Any]) -> Any:
        return self._of(self.nodes[-1:])

    def _js_get(self, given: list[Any]) -> Any:
        return self._js_eq(given) if given else [self.world.elements([one]) for one in self.nodes]

    def _of(self, nodes: Sequence[LexborNode], *, wrapped: bool = False) -> Any:
        """Return elements that were found from these, as a set of the same kind."""
        made = self.world.elements(nodes)
        made.wrapped, made.before = wrapped or self.wrapped, self
        return made

    def _measured(self, name: str) -> Any:
        """Return where the elements are, as a member of one of them or a method of jQuery's; None if it is neither."""
        tag = (self.nodes[0].tag or "") if self.nodes else self.of
        if self.wrapped:
            found = geometry.of_set(name, tag, self.world.at_end)
            if found is not None:
                return lambda _, given: self if given and not isinstance(given[0], bool) else found
        if not tag or (self.nodes and (self.nodes[0].mem_id, name) in self.world.values):
            return None
        return geometry.of_element(name, tag, self.world.at_end)

    def _js_end(self, _: list[Any]) -> Any:
        return self if self.before is None else self.before
