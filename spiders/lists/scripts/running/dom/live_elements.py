"""The elements of a page that scripts may fill, hide and remove."""

from __future__ import annotations

import html
import re
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.dom import drawing
from spiders.lists.scripts.running.dom.drawing import MARK
from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.live import LiveWorld
from spiders.lists.scripts.running.dom.members import Data, Style
from spiders.lists.scripts.running.values import is_true, text_of

_BESIDE: Final = frozenset(("after", "before", "replaceWith", "insertAfter"))
_UNMARKED = re.compile(rf' {MARK}="\d+"')


class LiveElements(Elements):
    """Elements that scripts may fill, hide and remove."""

    @property
    def live(self) -> LiveWorld:
        """Return the world as one that changes."""
        assert isinstance(self.world, LiveWorld)
        return self.world

    def hide(self, hidden: bool) -> LiveElements:
        """Hide or show the elements."""
        self.live.changes += 1
        self.put("hidden", hidden)
        return self

    def get(self, name: str) -> Any:
        """Return a property or a method."""
        if name == "style":
            return Style(self.hide)
        if name == "dataset":
            return Data(self)
        if name == "classList":
            return {"add": self._class_added, "remove": self._class_removed, "toggle": lambda _, __: None,
                    "contains": lambda _, given: text_of((given or [""])[0]) in self._classes()}  # fmt: skip
        if name in ("innerText", "textContent") or (name == "innerHTML" and self.nodes):
            return self.text() if name != "innerHTML" else self._inner()
        if name == "outerHTML":
            return _UNMARKED.sub("", self._drawn(self.nodes[0])) if self.nodes else ""
        if name in ("firstChild", "firstElementChild", "lastChild", "lastElementChild"):
            return self._child(name)
        if name == "nodeType":
            return 1
        if name in ("children", "childNodes"):
            return [self.world.elements([one]) for one in self.nodes[:1] for one in one.iter()]
        made = self._methods().get(name)
        return made if made is not None else super().get(name)

    def _child(self, name: str) -> Any:
        """Return the first or last node within an element: an element, a text or a comment."""
        node = self.nodes[0] if self.nodes else None
        inside = [one for one in self.live.fragments if node is not None and one.owner == node.mem_id]
        if inside:
            node = inside[0].node or inside[0].tree.body
            if inside[0].node is not None:
                return self.world.elements([inside[0].node])
        if node is None:
            return None
        nodes = [
            one for one in node.iter(include_text="Element" not in name) if "Element" not in name or one.tag
        ]
        first = node.first_child if name == "firstChild" else None
        if first is not None and first.is_comment_node:
            return {"nodeType": 8, "nodeValue": first.comment_content, "data": first.comment_content}
        if not nodes:
            return None
        found = nodes[0] if name.startswith("first") else nodes[-1]
        if found.tag == "-text":
            text = found.text_content or ""
            return {"nodeType": 3, "nodeValue": text, "data": text, "textContent": text}
        return self.world.elements([found])

    def _methods(self) -> dict[str, Any]:
        one = self.nodes[0] if self.nodes else None
        return {
            "hide": lambda _, __: self.hide(True), "show": lambda _, __: self.hide(False),
            "fadeIn": lambda _, __: self.hide(False), "fadeOut": lambda _, __: self.hide(True),
            "toggle": lambda _, given: self.hide(not is_true(given[0])) if given else self,
            "addClass": self._class_added, "removeClass": self._class_removed,
            "empty": lambda _, __: self._emptied(), "remove": lambda _, __: self._removed(),
            "removeChild": lambda _, given: [one._removed() for one in given if isinstance(one, LiveElements)],
            "appendTo": self._put_elsewhere, "prependTo": self._put_elsewhere,
            "insertAfter": lambda _, given: self._put_elsewhere(_, given, "after"),
            "click": None if one is None else self._clicked,
        }  # fmt: skip

    def set(self, name: str, value: Any) -> None:
        """Write a property."""
        if name == "innerHTML":
            self._write("html", [value])
        elif name in ("innerText", "textContent"):
            self._write("html", [html.escape(text_of(value))])
        elif name == "hidden":
            self.hide(is_true(value))
        else:
            self.live.changes += 1
            super().set("class" if name == "className" else name, value)

    def text(self) -> str:
        """Return the text of the elements as they are now."""
        if not self.live.fragments and not self.live.emptied:
            return "".join(one.text(deep=True) for one in self.nodes)
        drawn = LexborHTMLParser(self.live.html())
        found = (drawn.css_first(f"[{MARK}='{one.mem_id}']") for one in self.nodes)
        shown = [one.text(deep=True) for one in found if one is not None]
        return "".join(shown) if shown else LexborHTMLParser("".join(map(self._drawn, self.nodes))).text()

    def _drawn(self, node: LexborNode) -> str:
        return drawing.markup(self.live, node.parser, node, 1)

    def _inner(self) -> str:
        if self.nodes[0].tag == "script":  # what a script element of another type holds is text
            return self.nodes[0].text(deep=True)
        made = LexborHTMLParser(self._drawn(self.nodes[0])).body
        first = made.first_child if made is not None else None
        return _UNMARKED.sub("", (first.inner_html if first is not None else "") or "")

    def _write(self, name: str, given: list[Any]) -> Any:
        if not given and name == "html":
            return self._inner() if self.nodes else ""
        contents = [one for one in given if isinstance(one, str | Elements)]
        if name == "insertAdjacentHTML":
            contents = contents[1:]
        if not contents and given and name == "html":
            contents = [text_of(given[0])]
        for node in self.nodes[:1] if any(isinstance(one, Elements) for one in contents) else self.nodes[:20]:
            owner = (node.parent or node) if name in _BESIDE else node
            for at, one in enumerate(contents):
                replaced = name in ("html", "replaceChildren") and at == 0
                if isinstance(one, str):
                    self.live.put_into(owner, one, replace=replaced)
                else:
                    for inner in one.nodes[:50]:
                        self.live.put_into(owner, inner, replace=replaced)
            if name == "replaceWith":
                self.live.removed.add(node.mem_id)
        for one in contents:
            self.world.effects.write(one if isinstance(one, str) else "".join(map(self._drawn, one.nodes)))
        return self

    def _plugin(self, name: str, given: list[Any]) -> Any:
        if name in ("appendChild", "insertBefore", "replaceChildren"):
            self._write("html" if name == "replaceChildren" else "append", given[:1])
            return given[0] if given else None
        return super()._plugin(name, given)

    def _js_text(self, given: list[Any]) -> Any:
        if given:
            self._write("html", [html.escape(text_of(given[0]))])
            return self
        return self.text()

    def _js_load(self, given: list[Any]) -> Any:
        before = len(self.live.answered)
        made = super()._js_load(given)
        for text in self.live.answered[before:]:
            self._write("html", [text])
        return made

    def _put_elsewhere(self, _: Any, given: list[Any], way: str = "append") -> Any:
        if given:
            target = (
                given[0]
                if isinstance(given[0], Elements)
                else self.world.elements(self.world.select(text_of(given[0])))
            )
            target._write(way, [self])
        return self

    def _emptied(self) -> LiveElements:
        for node in self.nodes:
            self.live.empty(node)
        return self

    def _removed(self) -> LiveElements:
        self.live.changes += 1
        for node in self.nodes:
            self.live.removed.add(node.mem_id)
            self.live.fragments = [
                one for one in self.live.fragments if one.node is None or one.node.mem_id != node.mem_id
            ]
        return self

    def _clicked(self, _: Any, given: list[Any]) -> Any:
        if given:
            return self._event("click", given)
        self.live.click(self)
        return self

    def _classes(self) -> list[str]:
        return text_of(self.value("class") or "").split()

    def _class_added(self, _: Any, given: list[Any]) -> Any:
        self.live.changes += 1
        self.put("class", " ".join([*self._classes(), *map(text_of, given)]))
        return self

    def _class_removed(self, _: Any, given: list[Any]) -> Any:
        self.live.changes += 1
        gone = {name for one in given for name in text_of(one).split()}
        self.put("class", " ".join(one for one in self._classes() if one not in gone))
        return self
