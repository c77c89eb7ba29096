"""Elements of a page's own kinds (web components): `customElements.define('gov-row', class extends HTMLElement {…})`.

What such an element shows stands in its shadow root, which only its script fills. Here the shadow root is the element
itself, so that what is put into it is part of the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.values import Function, Getter, Host, Unknown, is_function

MAX_MADE: Final = 600
_CALLBACKS: Final = ("connectedCallback",)


class CustomElement(Host):
    """One element: the members of its class, its own values, and all members of an element."""

    def __init__(self, element: Elements, prototype: dict[str, Any], call: Callable[..., Any]) -> None:
        self._element, self._prototype, self._call = element, prototype, call
        self._own: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a member."""
        if name == "attachShadow":
            return lambda _, __: self._element
        if name in ("shadowRoot", "renderRoot"):
            return self._element
        found = self._own.get(name, self._prototype.get(name))
        if isinstance(found, Getter):
            return self._call(found.function, self, [])
        return self._element.get(name) if found is None else found

    def set(self, name: str, value: Any) -> None:
        """Write a member: a value of its own, or a property of the element such as `innerHTML`."""
        if name in ("innerHTML", "textContent", "innerText", "className", "hidden") or name.startswith("on"):
            self._element.set(name, value)
        else:
            self._own[name] = value


class CustomElements(Host):
    """`customElements`: elements of the page become those of their class, now and when they are added later."""

    def __init__(self, world: World[Elements], guarded: Callable[..., None]) -> None:
        self._world, self._guarded = world, guarded
        self._kinds: dict[str, Function] = {}
        self._made: set[int] = set()

    def get(self, name: str) -> Any:
        """Return `define` and its kin."""
        if name == "define":
            return lambda _, given: self._define(given)
        if name == "get":
            return lambda _, given: self._kinds.get(str(given[0])) if given else None
        return Unknown(f"customElements.{name}")

    def _define(self, given: list[Any]) -> None:
        if len(given) > 1 and isinstance(given[0], str) and isinstance(given[1], Function):
            self._kinds[given[0]] = given[1]

    def upgrade(self) -> None:
        """Make the elements of the kinds that are known, as a browser does when it meets them."""
        for name, kind in self._kinds.items():
            for node in self._world.select(name):
                if node.mem_id not in self._made and len(self._made) < MAX_MADE:
                    self._made.add(node.mem_id)
                    self._guarded(self._start, kind, self._world.elements([node]))

    def _start(self, kind: Function, element: Elements) -> None:
        prototype = kind.members.get("prototype")
        call = self._world.call
        made = CustomElement(element, prototype if isinstance(prototype, dict) else {}, call)
        call(kind, made, [])
        changed = made.get("attributeChangedCallback")
        observed = kind.members.get("observedAttributes")
        if isinstance(observed, Getter):
            observed = call(observed.function, None, [])
        for name in observed if isinstance(observed, list) and isinstance(changed, Function) else ():
            if (value := element.value(str(name))) is not None:
                call(changed, made, [name, None, value])
        for name in _CALLBACKS:
            if is_function(function := prototype.get(name) if isinstance(prototype, dict) else None):
                call(function, made, [])
