"""A sign of further rows: what it is, where it leads, and by what it is known again on other pages of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# `step`: a control of a pager; `part`: years, mandates or months; `place`: what a script fills; `request`, `frame`: an
# address of a script or of a frame; `row`: an entry that leads nowhere; `rows`: a total; `held`: an address in data.
Kind = Literal["step", "part", "place", "request", "frame", "row", "rows", "held"]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that a list has further rows than those that were read of it.

    `mark` is what also stands on pages that have nothing to do with the list, if the sign is the site's and not the
    list's. `target` is the address to which it leads, `page` the number of the page, or of rows, that it names.
    `named` are years (`2019`) or mandates (`十七届`), one of which must be missing among the rows; `most`: more than
    half of them. `tried`: that a further page was requested and is gone accounts for it. `own`: it certainly is the
    list's, although the site may have the same on other pages.
    """

    kind: Kind
    why: str
    mark: str
    target: str | None = None
    page: int | None = None
    named: frozenset[str] = frozenset()
    most: bool = False
    tried: bool = False
    own: bool = False
