"""The page as its scripts change it: markup that they write, elements that they create, hide and remove.

The parsed page itself is never changed, since scripts keep references to its elements. What is written into an element
is a fragment of its own; `LiveWorld.html` puts page and fragments together, for reading rows and finding controls.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.dom import drawing
from spiders.lists.scripts.running.dom.drawing import MARK, Fragment
from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.effects import Effects

# Selectors of what only the page as it is drawn shows: one element within another, or a name that a script has given.
_NAMED = re.compile(r"[\w\])][ >+~]+[\w.#\[*]|^\[id=|^#")
_MAX_FRAGMENTS: Final = 3000


class LiveWorld(World[Elements]):
    """The elements of a page that scripts may change."""

    def __init__(
        self, tree: LexborHTMLParser, effects: Effects, make: Callable[[Any, list[LexborNode]], Elements]
    ) -> None:
        super().__init__(tree, effects, make)
        self.fragments: list[Fragment] = []
        self.emptied: set[int] = set()  # elements whose own content was replaced or removed
        self.removed: set[int] = set()
        self.known: dict[int, LexborNode] = {}
        self.changes = 0
        self.answered: list[str] = []  # the markup that `$().load` has got
        self.click: Callable[[Elements], None] = lambda _: None
        self._drawn: tuple[int, str] = (-1, "")

    def select(self, selector: str, within: Sequence[LexborNode] | None = None) -> list[LexborNode]:
        """Return the elements that a selector names, in the page and in what scripts have added to it."""
        found = [one for one in super().select(selector, within) if self._is_there(one)]
        if within is None:
            for one in self.fragments:
                found += super().select(
                    selector, [one.node] if one.node is not None else one.tree.css("body")
                )
            if not found and self.fragments and _NAMED.search(selector.strip()):
                drawn = LexborHTMLParser(self.html())
                found = [self.original(one) for one in super().select(selector, drawn.css("html"))]
            return found
        owners = {one.mem_id for node in within for one in (node, *node.css("*"))}
        if len(within) == 1 and any(one.owner in owners and one.node is not None for one in self.fragments):
            # The class that a script has given to an element is only in the page as it is drawn.
            place = LexborHTMLParser(self.html()).css(f"[{MARK}='{within[0].mem_id}']")[:1]
            shown = [self.original(one) for one in super().select(selector, place)]
            if shown:
                return shown
        for one in self.fragments:
            if one.owner in owners:
                roots = [one.node] if one.node is not None else one.tree.css("body")
                found += super().select(selector, roots)
                owners |= {inner.mem_id for root in roots for inner in (root, *root.css("*"))}
        return found

    def _is_there(self, node: LexborNode) -> bool:
        """Return whether an element is still in the page: scripts have neither removed it nor what it stands in."""
        if not (self.removed or self.emptied):
            return True
        above: LexborNode | None = node
        while above is not None:
            around = above.parent
            if above.mem_id in self.removed or (around is not None and around.mem_id in self.emptied):
                return False
            above = around
        return True

    def is_shown(self, node: LexborNode) -> bool:
        """Return whether an element is still in the page, and not in a piece that another has replaced."""
        held = node.parser is self.tree or any(one.tree is node.parser for one in self.fragments)
        return held and self._is_there(node)

    def original(self, node: LexborNode) -> LexborNode:
        """Return the element of the page or of a fragment that an element of `html` stands for."""
        named = node.attributes.get(MARK) or ""
        return self.known.get(int(named), node) if named.isdecimal() else node

    def parent_of(self, node: LexborNode) -> LexborNode | None:
        """Return the element around another, also if a script has put it there."""
        for one in self.fragments:
            whole = (
                one.node is None
                and node.parent is not None
                and node.parent.tag == "body"
                and node.parser is one.tree
            )
            if whole or (one.node is not None and one.node.mem_id == node.mem_id):
                return self.known.get(one.owner or 0)
        return node.parent

    # -- changes --

    def write(self, text: str) -> None:
        """Add what document.write writes: its pieces belong together."""
        super().write(text)
        self.changes += 1
        last = self.fragments[-1] if self.fragments else None
        if last is not None and last.owner is None and last.node is None:
            last.text += text
            last.tree = LexborHTMLParser(last.text)
        else:
            self.fragments.append(Fragment(None, LexborHTMLParser(text), None, text))

    def put_into(self, owner: LexborNode, content: str | LexborNode, *, replace: bool = False) -> None:
        """Put markup or a created element into an element, in place of its content or behind it."""
        self.changes += 1
        if replace:
            self.empty(owner)
        if len(self.fragments) < _MAX_FRAGMENTS:
            if isinstance(content, str):
                rows = (
                    f"<table>{content}</table>"
                    if re.match(r"\s*<(tr|td|th|tbody|thead)\b", content, re.I)
                    else content
                )
                self.fragments.append(Fragment(owner.mem_id, LexborHTMLParser(rows)))
            else:
                self.fragments = [
                    one for one in self.fragments if one.node is None or one.node.mem_id != content.mem_id
                ]
                self.fragments.append(Fragment(owner.mem_id, content.parser, content))

    def inside(self, owner: LexborNode) -> list[LexborNode]:
        """Return the elements that scripts have put into an element."""
        return [one.node for one in self.fragments if one.owner == owner.mem_id and one.node is not None]

    def empty(self, owner: LexborNode) -> None:
        """Remove what an element contains."""
        self.changes += 1
        self.emptied.add(owner.mem_id)
        self.fragments = [one for one in self.fragments if one.owner != owner.mem_id]

    def html(self) -> str:
        """Return the page with what its scripts have made of it; its elements bear `MARK`."""
        if self._drawn[0] != self.changes + len(self.values) + len(self.bound):
            self.known.clear()
            made = drawing.markup(self, self.tree, None, 0)
            self._drawn = (self.changes + len(self.values) + len(self.bound), made)
        return self._drawn[1]
