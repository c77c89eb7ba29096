"""`window`, `document` and `location` for running scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.links import route_of
from spiders.lists.scripts.running.dom import geometry
from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.dom.world import World
from spiders.lists.scripts.running.values import Host, Unknown, is_function, text_of

_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.S)


class Location(Host):
    """`location`: reading gives the parts of the page's address, writing opens another."""

    opens = True

    def __init__(self, url: str, world: World[Elements]) -> None:
        self._url, self._world = url, world
        self.hash = route_of(url)

    def get(self, name: str) -> Any:
        """Return a part of the address, or a method that opens one."""
        parts = urlsplit(self._url)
        known = {
            "href": self._url, "toString()": self._url, "pathname": parts.path, "host": parts.netloc,
            "hostname": parts.hostname or "", "protocol": f"{parts.scheme}:", "hash": self.hash,
            "port": str(parts.port or ""),
            "origin": f"{parts.scheme}://{parts.netloc}", "search": f"?{parts.query}" if parts.query else "",
        }  # fmt: skip
        if name in known:
            return known[name]
        if name in ("assign", "replace", "open"):
            return lambda _, given: self.set("href", given[0]) if given else None
        if name == "toString":
            return lambda _, __: self._url
        return None

    def set(self, name: str, value: Any) -> None:
        """Open an address: all of it, another query, another path."""
        text = text_of(value)
        if name == "search":
            text = f"?{text.lstrip('?')}"
        if name == "hash" and (route := route_of(f"#{text.lstrip('#')}")):
            self._world.effects.open(route)
        if name in ("", "href", "search", "pathname"):
            self._world.effects.open(text)


class Document(Host):
    """`document`."""

    def __init__(self, world: World[Elements], location: Location, window: Window) -> None:
        self._world, self._location, self._window = world, location, window
        self._members: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a member."""
        world = self._world
        if name in ("location", "URL", "documentURI"):
            return self._location if name == "location" else self._location.get("href")
        if name in ("write", "writeln"):
            return lambda _, given: world.write("".join(map(text_of, given)))
        selectors: dict[str, Callable[[str], str]] = {
            "getElementById": lambda text: f"[id='{text}']", "getElementsByName": lambda text: f"[name='{text}']",
            "getElementsByClassName": lambda text: f".{text}", "getElementsByTagName": lambda text: text,
            "querySelector": lambda text: text, "querySelectorAll": lambda text: text,
        }  # fmt: skip
        if name in selectors:
            single = name in ("getElementById", "querySelector")
            return lambda _, given: self._found(selectors[name](text_of(given[0]) if given else ""), single)
        if name in ("forms", "all"):
            return _Forms(world)
        if name in ("body", "documentElement", "head"):
            return world.elements(world.tree.css("html" if name == "documentElement" else name)[:1])
        if name == "createElement":
            return lambda _, given: self._created(text_of(given[0]) if given else "div")
        if name == "addEventListener":
            return lambda _, given: world.bind(text_of(given[0]), None, given[1]) if len(given) > 1 else None
        if name in ("cookie", "title", "referrer", "domain"):
            return ""
        if name in ("importNode", "adoptNode"):
            return lambda _, given: given[0] if given else None
        if name == "createTextNode":
            return lambda _, given: text_of(given[0]) if given else ""
        if name == "createDocumentFragment":
            return lambda _, __: self._created("div")
        if name in ("ready", "on", "scroll", "delegate"):
            return world.elements([]).get(name)
        if name in self._members:
            return self._members[name]
        named = _Forms(world).get(name)
        return named if isinstance(named, Elements) else Unknown(f"document.{name}")

    def _found(self, selector: str, single: bool) -> Any:
        nodes = self._world.select(selector)
        return self._world.elements(nodes[:1] if single else nodes)

    def _created(self, tag: str) -> Elements:
        made = LexborHTMLParser(f"<{tag}></{tag}>" if tag.isalpha() else "<div></div>")
        return self._world.elements(made.css(tag)[:1] if tag.isalpha() else [])

    def set(self, name: str, value: Any) -> None:
        """Write a member; `document.location` opens an address."""
        if name.startswith("on") and is_function(value):
            self._world.bind(name[2:], None, value)
        self._members[name] = value


class _Forms(Host):
    """`document.forms`, and the forms that are members of `document`."""

    def __init__(self, world: World[Elements]) -> None:
        self._world = world

    def get(self, name: str) -> Any:
        """Return a form by its number, name or id."""
        forms = self._world.tree.css("form")
        if name == "length":
            return len(forms)
        if name.isdecimal():
            return self._world.elements(forms[int(name) : int(name) + 1])
        named = [one for one in forms if name in (one.attributes.get("name"), one.attributes.get("id"))]
        return self._world.elements(named[:1]) if named else None


class _Frames(Host):
    """The frames of a window: each stands for the one that shows the list."""

    def __init__(self, window: Window) -> None:
        self._window = window

    def get(self, name: str) -> Any:
        """Return a frame by its name or number."""
        return self._window


class Window(Host):
    """`window`, with the page's variables as its members."""

    def __init__(self, world: World[Elements], url: str) -> None:
        self._world = world
        self.location = Location(url, world)
        self.document = Document(world, self.location, self)
        self.names: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return a member: a part of the window, or a variable of the page."""
        if name in ("window", "self", "top", "parent", "opener", "globalThis"):
            return self
        if name == "location":
            return self.location
        if name == "frames":  # `parent.frames["list"].location`: a frame of the page's own frameset
            return _Frames(self)
        if name == "document":
            return self.document
        if name in ("open", "navigate"):
            return lambda _, given: self._world.effects.open(text_of(given[0])) if given else None
        if name in ("addEventListener", "attachEvent"):
            return lambda _, given: (
                self._world.bind(text_of(given[0]).removeprefix("on"), None, given[1])
                if len(given) > 1
                else None
            )
        if name not in self.names and (measure := geometry.of_window(name, self._world.at_end)) is not None:
            return measure
        return self.names.get(name)

    def set(self, name: str, value: Any) -> None:
        """Write a member: a handler, an address, or a variable of the page."""
        if name.startswith("on") and is_function(value):
            self._world.bind(name[2:], None, value)
        elif name:
            self.names[name] = value


class Observer(Host):
    """IntersectionObserver: its function runs when a reader scrolls to the end."""

    def __init__(self, world: World[Elements], function: Any) -> None:
        self._world, self._function = world, function
        self._targets: list[Any] = []

    def get(self, name: str) -> Any:
        """Return a method; only `observe` matters."""
        if name == "observe":
            return lambda _, given: self._observed(given[0] if given else None)
        return lambda _, __: None

    def sighted(self) -> None:
        """Run the function for what is observed."""
        if self._targets:
            entry = {"isIntersecting": True, "target": self._targets[0], "intersectionRatio": 1}
            self._world.call(self._function, None, [[entry], self])

    def _observed(self, target: Any) -> None:
        if is_function(self._function):
            self._targets.append(target)
            if len(self._targets) == 1:
                self._world.bind("scroll", None, lambda _, __: self.sighted())


class TextParser(Host):
    """DOMParser: a text as a document."""

    def __init__(self, world: World[Elements]) -> None:
        self._world = world

    def get(self, name: str) -> Any:
        """Return `parseFromString`."""
        if name != "parseFromString":
            return None
        return lambda _, given: self._world.elements(
            LexborHTMLParser(_CDATA.sub(_text, text_of(given[0]) if given else "")).css("html")[:1]
        )


def _text(match: re.Match[str]) -> str:
    """Return what a section of XML holds as text, not as markup."""
    return html.escape(match[1])


def is_script_word(text: str) -> bool:
    """Return whether a handler is only the name of a function."""
    return bool(re.fullmatch(r"[\w$.]{1,80}", text.strip()))
