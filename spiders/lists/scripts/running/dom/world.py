"""What the elements of one page share: the tree, changed values, bound handlers, effects, jQuery's plugins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.values import Host, is_function

_ONE = re.compile(r":(first|last|eq\((\d+)\))\s*$")
Call = Callable[[Any, Any, list[Any]], Any]
MAX_NODES: Final = 300
MAX_TREES: Final = 3000
E = TypeVar("E", bound=Host)


class World(Generic[E]):
    """What the elements of one page share; `make` makes a set of elements of nodes."""

    def __init__(
        self, tree: LexborHTMLParser, effects: Effects, make: Callable[[Any, list[LexborNode]], E]
    ) -> None:
        self._make = make
        self.tree = tree
        self.effects = effects
        self.values: dict[tuple[int, str], Any] = {}
        # What is known of an element is kept by its address in memory, which a freed tree would give to another.
        self._trees: dict[int, LexborHTMLParser] = {}
        self.bound: list[tuple[str, str | int | None, Any]] = []  # event, selector or node, function
        self._within: dict[
            int, Sequence[LexborNode]
        ] = {}  # of functions bound to a selector: in which elements
        self.plugins: dict[str, Any] = {}
        self.call: Call = lambda *_: None
        self.allows: Callable[[E], bool] = lambda _: True  # runs the code of a form that is to be submitted
        self._sending: set[int] = set()
        self.at_end = False  # a reader has scrolled to the end of the page
        self.record: Callable[[str, list[Any]], None] = lambda *_: None

    def inside(self, owner: LexborNode) -> list[LexborNode]:
        """Return the elements that scripts have put into an element."""
        return [node for within, node in self.effects.added if within == owner.mem_id]

    def select(self, selector: str, within: Sequence[LexborNode] | None = None) -> list[LexborNode]:
        """Return the elements that a jQuery selector names."""
        plain_selector = re.sub(
            r":(first|last|visible|eq\(\d+\)|checked|selected|not\(:[^)]*\))(?![\w-])", "", selector
        )
        plain_selector = re.sub(r"\[([\w-]+)=([^\]'\"]+)\]", r'[\1="\2"]', plain_selector)
        found: list[LexborNode] = []
        for root in within if within is not None else (self.tree,):
            try:
                found += root.css(plain_selector)[:MAX_NODES]
            except SelectolaxError:  # jQuery has selectors that CSS has not
                return []
        if ":selected" in selector:
            found = [one for one in found if "selected" in one.attributes] or found
        if one := _ONE.search(selector):
            at = 0 if one[1] == "first" else -1 if one[1] == "last" else int(one[2])
            return found[at:][:1]
        return found

    def original(self, node: LexborNode) -> LexborNode:
        """Return the element of the parsed page that another stands for."""
        return node

    def parent_of(self, node: LexborNode) -> LexborNode | None:
        """Return the element around another."""
        return node.parent

    def elements(self, nodes: Sequence[LexborNode]) -> E:
        """Return nodes as a set of elements."""
        self.keep(nodes)
        return self._make(self, list(nodes))

    def keep(self, nodes: Sequence[LexborNode]) -> None:
        """Keep the trees of nodes that a script has got hold of."""
        for node in nodes if len(self._trees) < MAX_TREES else ():
            self._trees[id(node.parser)] = node.parser

    def write(self, text: str) -> None:
        """Note what document.write writes."""
        self.effects.write(text)

    def allowed(self, form: E, node: LexborNode) -> bool:
        """Return whether the code of a form allows a script to submit it; that code may submit the form itself."""
        if node.mem_id in self._sending:
            return True
        self._sending.add(node.mem_id)
        try:
            return self.allows(form)
        finally:
            self._sending.discard(node.mem_id)

    def bound_to(self, node: LexborNode, events: frozenset[str]) -> Iterator[Any]:
        """Yield the functions that are bound to events of an element: its own, those of its ancestors, of selectors."""
        node = self.original(node)
        for event, where, function in self.bound:
            if event not in events:
                continue
            if isinstance(where, int):
                above: LexborNode | None = node
                for _ in range(3):
                    if above is not None and above.mem_id == where:
                        yield function
                        break
                    above = self.parent_of(above) if above is not None else None
            elif not isinstance(where, str) or not self._listens(function):
                continue
            elif any(one.mem_id == node.mem_id for one in self.select(where)):
                yield function

    def _listens(self, function: Any) -> bool:
        """Return whether an element that listens to clicks within it is still in the page."""
        within = self._within.get(id(function))
        return not within or any(map(self.is_shown, within))

    def is_shown(self, node: LexborNode) -> bool:
        """Return whether an element is still in the page, and not in a piece that another has replaced."""
        return node.parser is not None

    def bind(
        self, event: str, where: str | int | None, function: Any, within: Sequence[LexborNode] = ()
    ) -> None:
        """Note a handler for an event of a node, of a selector (`within` some elements), or (None) of the window."""
        if isinstance(where, str):
            self._within[id(function)] = within
        if len(self.bound) < 200 and is_function(function):
            for one in event.split():
                self.bound.append((one.partition(".")[0], where, function))
