"""What running scripts did that matters here: addresses opened, forms submitted, markup written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

_MAX_WRITTEN: Final = 2_000_000  # characters


@dataclass(slots=True)
class Effects:
    """Addresses opened, submitted forms (action, method, fields), markup written and messages shown, in order."""

    opened: list[str] = field(default_factory=list)
    submitted: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    added: list[tuple[int, LexborNode]] = field(default_factory=list)  # elements put into a form, by its id
    written: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # in a message box: 已经是最后一页
    unsure: bool = False  # the code failed, or decided by a value that only a browser has
    changed: bool = False  # variables of the page, or its elements
    _size: int = 0

    def open(self, address: str) -> None:
        """Note an address that the browser is sent to, or that a window opens."""
        if len(self.opened) < 50:
            self.opened.append(address)

    def write(self, text: str) -> None:
        """Note a piece of markup."""
        if self._size < _MAX_WRITTEN:
            self.written.append(text)
            self._size += len(text)
