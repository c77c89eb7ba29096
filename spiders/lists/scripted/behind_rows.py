"""What stands right behind the rows of a list: empty places, and controls whose names say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists.base import ListPage
from spiders.lists.controls import is_disabled, is_hidden, is_previous
from spiders.lists.scripted import side_effects

_AROUND: Final = 2  # elements with the rows, behind which a control for more of them may stand
_HOLDS: Final = frozenset(("div", "p", "section", "span", "a", "button", "nav"))
_LABEL: Final = 12  # characters of a control's name
_OTHER_LIST: Final = 3  # links
_REQUESTS = re.compile(r"\.(get|post|ajax|getJSON|load)\s*\(|\bfetch\s*\(|XMLHttpRequest|\baxios\b")
_CLOSE: Final = 800  # characters of code
_BACK = re.compile(
    r"返回|回到|顶部|收起|关闭|打印|分享|首页|尾页|末页|^$|^\d+$|top|back|close|print|share", re.I
)


def around(rows: Sequence[LexborNode]) -> LexborNode | None:
    """Return the innermost element with all of a list's rows."""
    above, last = (rows[0].parent, rows[-1].mem_id) if rows else (None, 0)
    while above is not None and not any(one.mem_id == last for one in above.css("a")):
        above = above.parent
    return above


def _behind(rows: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Yield the elements that follow those with all rows, up to the next list."""
    above = around(rows)
    for _ in range(_AROUND):
        if above is None or above.tag in ("body", "html"):
            return
        behind = above.next
        while behind is not None:
            if not (behind.tag or "-").startswith("-"):
                if len(behind.css("a[href]")) >= _OTHER_LIST:
                    return
                yield behind
            behind = behind.next
        above = above.parent


def empty_names(rows: Sequence[LexborNode]) -> set[str]:
    """Return the tags, ids and classes of the elements behind a list's rows that show nothing."""
    found: set[str] = set()
    for node in _behind(rows):
        attributes = node.attributes
        named = attributes.get("id") or attributes.get("class")
        shows = node.text(deep=True).strip() or node.css_first("img, input, select, iframe, video, a")
        if node.tag in _HOLDS and named and not (shows or is_hidden(node)):
            found.add(f"{node.tag} {attributes.get('id') or ''} {attributes.get('class') or ''}")
    return found


def are_added_to(page: ListPage, rows: Sequence[LexborNode]) -> bool:
    """Return whether a script file names the element with the rows, or the one around it, close to a request of its
    own."""
    above = around(rows)
    holders = [one for one in (above, above.parent if above is not None else None) if one is not None]
    names = [f"#{one.attributes['id']}" for one in holders if one.attributes.get("id")]
    names += [f".{name}" for one in holders for name in (one.attributes.get("class") or "").split()]
    files = [text for _, text in page.scripts if text]
    return any(
        _REQUESTS.search(text, max(0, match.start() - _CLOSE), match.end() + _CLOSE)
        for name in names
        for text in files
        for match in re.finditer(
            rf"[\"'\s]{re.escape(name)}[\"'\s]|ById\([\"']{re.escape(name[1:])}[\"']", text
        )
    )


def unnamed_controls(rows: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Yield the elements behind a list's rows that may add further ones, whatever they are called."""
    for block in _behind(rows):
        for node in (block, *block.css("a, button, span, p, div, i, em, b, li, img")):
            label = "".join(node.text(deep=True).split())
            other = len(label) > _LABEL or _BACK.search(label) or side_effects.of("", "", label)
            if not (other or is_previous(node) or is_disabled(node)):
                yield node
