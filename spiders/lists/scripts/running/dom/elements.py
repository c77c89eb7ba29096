"""The elements of a page as scripts see them: one class for DOM elements and for jQuery's sets of elements."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from spiders.lists.scripts.running.dom.fields import fields_now
from spiders.lists.scripts.running.dom.finding import Finding
from spiders.lists.scripts.running.dom.world import MAX_NODES, World
from spiders.lists.scripts.running.values import Unknown, is_function, number_of, plain, text_of

_EVENTS: Final = frozenset((
    "click", "change", "submit", "scroll", "mousedown", "keyup", "tap", "touchend", "load", "ready", "mouseup", "input",
))  # fmt: skip
_WRITES: Final = frozenset(
    ("html", "append", "prepend", "after", "before", "insertAdjacentHTML", "replaceWith")
)
_HOLDING: Final = frozenset(
    ("value", "className", "innerHTML", "action", "method", "selectedIndex", "name", "checked")
)
_ALIASES: Final = {
    "getAttribute": "attr", "setAttribute": "attr", "prop": "attr", "querySelectorAll": "find", "children": "find",
    "getElementsByTagName": "find", "querySelector": "query", "forEach": "foreach", "bind": "on", "live": "on",
    "delegate": "on", "one": "on", "addEventListener": "on", "triggerHandler": "trigger",
}  # fmt: skip
SCRIPT_LOADED: Final = "script.load"  # the call that is recorded when a script adds a script file


class Elements(Finding):
    """Elements of the page; an empty set behaves like one, so that plugins can be called on it."""

    world: World[Elements]

    def __init__(self, world: World[Elements], nodes: list[LexborNode]) -> None:
        self.world, self.nodes = world, nodes

    # -- values --

    def value(self, name: str) -> Any:
        """Return an attribute of the first element as it is now, or undefined."""
        if not self.nodes:
            return None
        node = self.nodes[0]
        changed = self.world.values.get((node.mem_id, name))
        if changed is not None:
            return changed
        if name == "value" and node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            return (chosen.attributes.get("value") or chosen.text(deep=True).strip()) if chosen else None
        if name == "value" and node.tag in ("option", "textarea") and "value" not in node.attributes:
            return node.text(deep=True).strip()
        return node.attributes.get(name.lower())  # the names of attributes in HTML are in small letters

    def put(self, name: str, value: Any) -> Elements:
        """Change an attribute of all elements; the address of a script is requested."""
        for node in self.nodes:
            self.world.values[(node.mem_id, name)] = value
            if name == "src" and node.tag == "script" and isinstance(value, str):
                self.world.record(SCRIPT_LOADED, [value])
        return self

    def fields(self) -> dict[str, str]:
        """Return the fields of a form, with the values that scripts have changed."""
        return (
            fields_now(self.nodes[0], self.world.values, self.world.inside(self.nodes[0]))
            if self.nodes
            else {}
        )

    def submit(self) -> None:
        """Note that the form is submitted; `form.submit()` runs none of its own code, jQuery and `requestSubmit` do."""
        if self.nodes and not (self.wrapped and not self.world.allowed(self, self.nodes[0])):
            action, method = (text_of(self.value(name) or "") for name in ("action", "method"))
            self.world.effects.submitted.append((action, method.lower(), self.fields()))

    # -- as scripts see them --

    def get(self, name: str) -> Any:
        """Return a property or a method."""
        if name.isdecimal():
            if int(name) >= len(self.nodes) and not self.wrapped:
                return None  # beyond the last element that was found
            return self.world.elements(self.nodes[int(name) : int(name) + 1])
        if name in self.world.plugins:
            return lambda _, given: self.world.call(self.world.plugins[name], self, given)
        if name == "length":
            return len(self.nodes)
        if name == "elements" and self.nodes and self.nodes[0].tag == "form":
            return self  # a form has its fields as members, too
        if name in ("innerText", "textContent", "innerHTML"):
            return self.nodes[0].text(deep=True) if self.nodes else ""
        if name == "documentElement":  # of a document of XML
            return self.world.elements(self.nodes[0].css("body > *")[:1] if self.nodes else [])
        if name == "dataset":
            return {
                _camel(key[5:]): value for key, value in self._attributes().items() if key.startswith("data-")
            }
        if name == "options":
            return [self.world.elements([one]) for one in (self.nodes[0].css("option") if self.nodes else [])]
        if name == "selectedIndex":
            return self._selected()
        if name == "style":
            return {}
        if name == "form":
            return self._above("form")
        if name in ("parentNode", "parentElement", "offsetParent"):
            return self._js_parent([])
        if name in ("nextElementSibling", "previousElementSibling"):
            return (self._js_next if name.startswith("next") else self._js_prev)([])
        if name in ("tagName", "nodeName"):
            return (self.nodes[0].tag or "").upper() if self.nodes else ""
        if (measure := self._measured(name)) is not None:
            return measure
        method = getattr(self, f"_js_{_ALIASES.get(name, name)}", None)
        if method is not None:
            return lambda _, given: method(given)
        if name in _EVENTS:
            return lambda _, given: self._event(name, given)
        if name in _WRITES:
            return lambda _, given: self._write(name, given)
        if self.nodes and (value := self.value("class" if name == "className" else name)) is not None:
            return value
        if field := self._field(name):
            return field
        if name in _HOLDING or name in ("href", "src", "id", "title"):
            return self.value(name) or ""
        return lambda _, given: self._plugin(name, given)

    def set(self, name: str, value: Any) -> None:
        """Write a property."""
        if name in ("innerHTML", "outerHTML"):
            self.world.effects.write(text_of(value))
        elif name.startswith("on") and is_function(value):
            self._event(name[2:], [value])
        elif name:
            self.put(name, value)

    def _attributes(self) -> dict[str, str]:
        if not self.nodes:
            return {}
        own = {key: value or "" for key, value in self.nodes[0].attributes.items()}
        changed = {
            name: value for (node, name), value in self.world.values.items() if node == self.nodes[0].mem_id
        }
        return own | changed

    def _field(self, name: str) -> Elements | None:
        """Return the field of a form that has a name: `document.form1.page`."""
        if self.nodes and self.nodes[0].tag == "form" and re.fullmatch(r"[\w.$:-]+", name):
            found = [
                one
                for one in self.nodes[0].css("[name], [id]")
                if name in (one.attributes.get("name"), one.attributes.get("id"))
            ]
            if found:
                return self.world.elements(found[:1])
        return None

    def _selected(self) -> int:
        changed = self.world.values.get((self.nodes[0].mem_id, "selectedIndex")) if self.nodes else None
        if isinstance(changed, int):
            return changed
        options = self.nodes[0].css("option") if self.nodes else []
        return next((at for at, one in enumerate(options) if "selected" in one.attributes), 0)

    def _above(self, tag: str) -> Elements:
        node = self.nodes[0].parent if self.nodes else None
        while node is not None and node.tag != tag:
            node = node.parent
        return self.world.elements([node] if node is not None else [])

    def _event(self, name: str, given: list[Any]) -> Any:
        function = next((one for one in reversed(given) if is_function(one)), None)
        if function is None:
            if name == "submit":
                self.submit()
            return self
        for node in self.nodes[:MAX_NODES]:
            self.world.bind(name, node.mem_id, function)
        if not self.nodes:
            self.world.bind(name, None, function)
        return self

    def _write(self, name: str, given: list[Any]) -> Any:
        if not given and name == "html":
            return (self.nodes[0].inner_html or "") if self.nodes else ""
        for one in given:
            if isinstance(one, str):
                self.world.effects.write(one)
        return self

    def _plugin(self, name: str, given: list[Any]) -> Any:
        if name == "appendChild" and self.nodes and given and isinstance(given[0], Elements):
            self.world.effects.added += [(self.nodes[0].mem_id, one) for one in given[0].nodes]
        if given:
            self.world.record(f"$().{name}", given)
        return self

    # -- methods --

    def _js_hasClass(self, given: list[Any]) -> Any:  # noqa: N802  # jQuery's name
        classes = text_of(self.value("class") or "").split()
        return bool(given) and text_of(given[0]) in classes

    def _js_val(self, given: list[Any]) -> Any:
        return self.put("value", given[0]) if given else self.value("value")

    def _js_attr(self, given: list[Any]) -> Any:
        if len(given) > 1:
            return self.put(text_of(given[0]), given[1])
        return self.value(text_of(given[0])) if given else None

    def _js_data(self, given: list[Any]) -> Any:
        if len(given) > 1:
            return self.put(f"data-{text_of(given[0])}", given[1])
        if not given:
            own = {_camel(k[5:]): v for k, v in self._attributes().items() if k.startswith("data-")}
            return {key: _counted(value) for key, value in own.items()}
        name = re.sub(r"(?<!^)([A-Z])", r"-\1", text_of(given[0])).lower()
        return _counted(self.value(f"data-{name}"))

    def _js_text(self, given: list[Any]) -> Any:
        return self if given else "".join(one.text(deep=True) for one in self.nodes)

    def _js_each(self, given: list[Any]) -> Elements:
        for at, node in enumerate(self.nodes[:MAX_NODES]):
            one = self.world.elements([node])
            self.world.call(given[0] if given else None, one, [at, one])
        return self

    def _js_foreach(self, given: list[Any]) -> Any:
        for at, node in enumerate(self.nodes[:MAX_NODES]):
            self.world.call(given[0] if given else None, None, [self.world.elements([node]), at])
        return None

    def _js_on(self, given: list[Any]) -> Elements:
        function = next((one for one in reversed(given) if is_function(one)), None)
        if not given or function is None:
            return self
        selector = next((one for one in given[1:] if isinstance(one, str)), None)
        if selector is not None:
            self.world.bind(text_of(given[0]), selector, function, self.nodes)
        else:
            for event in text_of(given[0]).split():
                self._event(event.partition(".")[0], [function])
        return self

    def _js_trigger(self, given: list[Any]) -> Elements:
        event = text_of(given[0]).partition(".")[0] if given else ""
        if event == "submit":
            self.submit()
        elif event == "click":
            self.get("click")(self, [])
        elif event and self.nodes:
            values = given[1] if len(given) > 1 and isinstance(given[1], list) else given[1:]
            for function in list(self.world.bound_to(self.nodes[0], frozenset((event,)))):
                self.world.call(function, self, [Unknown("event"), *values])
        return self

    def _js_requestSubmit(self, _: list[Any]) -> None:  # noqa: N802  # the browser's name
        self._of(self.nodes, wrapped=True).submit()

    def _js_serialize(self, _: list[Any]) -> str:
        return urlencode(self.fields())

    def _js_serializeArray(self, _: list[Any]) -> list[dict[str, str]]:  # noqa: N802  # jQuery's name
        return [{"name": name, "value": value} for name, value in self.fields().items()]

    def _js_load(self, given: list[Any]) -> Any:
        if given and is_function(given[0]):
            return self._event("load", given)
        address = (
            text_of(given[0]).partition(" ")[0] if given else ""
        )  # `/list.jsp #rows`: a part of the answer
        self.world.record("$().load", [address, *map(plain, given[1:])])
        return self

    def _js_ready(self, given: list[Any]) -> Any:
        return self._event("ready", given)


def _camel(name: str) -> str:
    """Return the name of an attribute as scripts write it.

    >>> _camel("page-size")
    'pageSize'
    """
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def _counted(value: Any) -> Any:
    """Return the value of an attribute as jQuery's `data` does: digits as a number."""
    return number_of(value) if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value) else value
