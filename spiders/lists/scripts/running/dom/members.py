"""Members of an element that are objects themselves: its style, and its attributes `data-…`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spiders.lists.scripts.running.dom.elements import Elements
from spiders.lists.scripts.running.values import Host, text_of


class Style(Host):
    """`element.style`: only whether an element is shown counts."""

    def __init__(self, hide: Callable[[bool], Any]) -> None:
        self._hide = hide

    def get(self, name: str) -> Any:
        """Return nothing that is known."""
        return ""

    def set(self, name: str, value: Any) -> None:
        """Show or hide the element."""
        if name in ("display", "cssText"):
            self._hide("none" in text_of(value))


class Data(Host):
    """`element.dataset`: its attributes `data-…`, which scripts read, write and delete."""

    def __init__(self, elements: Elements) -> None:
        self._elements = elements

    def get(self, name: str) -> Any:
        """Return an attribute."""
        return self._elements.value(_attribute(name)) or None

    def set(self, name: str, value: Any) -> None:
        """Write an attribute; undefined deletes it."""
        self._elements.put(_attribute(name), "" if value is None else text_of(value))


def _attribute(name: str) -> str:
    """Return the attribute of a member of `dataset`.

    >>> _attribute("pageSize")
    'data-page-size'
    """
    return "data-" + re.sub(r"[A-Z]", lambda match: f"-{match[0].lower()}", name)
