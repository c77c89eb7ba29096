"""Rows without a link, whose pages a script opens when they are clicked: `$('body').on('click', '.item', open)`."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from parsers.text.han import HAN
from spiders.lists.links import DATE, Link, absolute
from spiders.lists.scripts.running.page import RunningPage

_FEW: Final = 4  # elements; fewer are not the rows of a list
_MOST: Final = 200
_LONGEST: Final = 300  # characters of a row
_HAN = re.compile(rf"{HAN}{{4}}")


def of(running: RunningPage, base: str) -> list[Link]:
    """Return the rows of a page whose scripts have run, each with the address that a click on it opens."""
    best: list[Link] = []
    for event, where, _ in list(running.world.bound):
        if event != "click" or not isinstance(where, str):
            continue
        nodes = [node for node in running.world.select(where)[:_MOST] if _is_row(node)]
        if len(nodes) < _FEW:
            continue
        found = {link.url: link for node in nodes if (link := _clicked(running, node, base))}
        if len(found) > len(best):
            best = list(found.values())
    return best


def _is_row(node: LexborNode) -> bool:
    text = node.text(deep=True)
    return (
        len(text) <= _LONGEST
        and bool(_HAN.search(text))
        and node.css_first("a[href^='/'], a[href^='http']") is None
    )


def _clicked(running: RunningPage, node: LexborNode, base: str) -> Link | None:
    effects, _ = running.clicked(node, "")
    target = next((url for one in effects.opened if (url := absolute(one, base))), None)
    parts = [" ".join(part.split()) for part in node.text(deep=True, separator="\n").splitlines()]
    titles = [part for part in parts if _HAN.search(part)]
    if target is None or not titles:
        return None
    title = max(titles, key=len)
    date = DATE.search(node.text(deep=True, separator=" "))
    return Link(target, title, title, date[0] if date else None)
