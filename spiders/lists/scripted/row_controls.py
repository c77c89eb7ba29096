"""Whether a control stands with the rows of a list: 查看全部 of another block, or 更多 of a menu, adds none to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.beside.side_boxes import own_names
from spiders.lists.controls import handler_of, is_hidden, is_more, is_next, is_previous
from spiders.lists.rows import rows_of
from spiders.lists.scripted.held_rows import PLACE
from spiders.lists.scripts.javascript import Script
from spiders.lists.titles import names_part

_WHOLE: Final = ("table", "ul", "ol", "dl", "body", "html")
_SHOWS = re.compile(r"\.(removeAttr|(remove|add|toggle)Class|css|show|toggle|slideDown|slideToggle|fadeIn)$")
_BESIDE: Final = ("aside", "nav", "header", "footer")
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6"
_TITLE: Final = 6  # characters; names of a pager's controls are shorter
_HEAD: Final = 40  # characters of a heading and a control
_MENU: Final = 3  # links
_MANY: Final = 60  # links


class RowControls:
    """The controls of a page that may add rows to its list; `rows` if they are known."""

    def __init__(self, tree: LexborHTMLParser, url: str, rows: Sequence[LexborNode] | None = None) -> None:
        self._tree, self._url, self._rows = tree, url, rows
        self._known: set[int] | None = None
        self._names = ""

    def has(self, node: LexborNode) -> bool:
        """Return whether a control stands with the rows, and not in a part beside them.

        Such a part is a menu, or has a heading or titles of its own. Where only scripts show rows, their place is not
        known.
        """
        if self._known is None:
            self._find_rows()
        known = self._known or set()
        if not known and _is_entry(node):
            return False
        above = node.parent
        while above is not None and above.tag not in ("body", "html"):
            links = above.css("a")
            if any(link.mem_id in known for link in links):
                return True
            if above.tag in _BESIDE or (known and _has_titles(node, links)):
                return False
            if known and self._has_heading(above, node):
                return self._heads_rows(above, known)
            above = above.parent
        return True

    def _find_rows(self) -> None:
        rows = rows_of(self._tree, self._url) if self._rows is None else self._rows
        in_place = [one for one in rows if not _is_added(one)]
        self._known = {one.mem_id for one in in_place}
        self._names = own_names(self._tree)

    def _has_heading(self, block: LexborNode, control: LexborNode) -> bool:
        """Return whether a block has a heading that is not the page's own, and does not hold the control itself."""
        others = [one for one in block.css(_HEADINGS) if not _holds(one, control)]
        words = ["".join(one.text(deep=True).split()) for one in others]
        return any(one and one not in self._names for one in words)

    def _heads_rows(self, block: LexborNode, known: set[int]) -> bool:
        """Return whether a block of a heading and a control stands directly above the rows."""
        if len("".join(block.text(deep=True).split())) > _HEAD:
            return False
        below = block.next
        while below is not None and (below.tag or "-").startswith("-"):
            below = below.next
        return below is not None and any(link.mem_id in known for link in below.css("a"))


def _holds(block: LexborNode, node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None and above.mem_id != block.mem_id:
        above = above.parent
    return above is not None


def _has_titles(control: LexborNode, links: Sequence[LexborNode]) -> bool:
    """Return whether links are those of a menu, or the titles of another block's rows."""
    texts = [text for one in links[:_MANY] if one.mem_id != control.mem_id and (text := _title(one))]
    return len(texts) >= _MENU or any(len(text) >= _TITLE for text in texts)


def _is_entry(control: LexborNode) -> bool:
    """Return whether a control is an entry of a menu: elements like it beside it are links."""
    entry, holder = control, control.parent
    if holder is not None and holder.tag in ("li", "dd", "td"):
        entry, holder = holder, holder.parent
    beside = [one for one in holder.iter() if one.tag == entry.tag] if holder is not None else []
    links = [link for one in beside for link in ([one] if one.tag == "a" else one.css("a"))]
    return sum(bool(_title(link)) for link in links[:_MANY] if link.mem_id != control.mem_id) >= _MENU


def _title(link: LexborNode) -> str:
    """Return the text of a link with an address; empty for steps of a pager, ways back and parts of the list."""
    text = link.text(deep=True).strip()
    if not (link.attributes.get("href") or "").strip() or len(text) < 2 or text.isdecimal():
        return ""
    if text.startswith(("返回", "回到", "关于")):
        return ""
    return "" if is_next(link) or is_previous(link) or is_more(link) or names_part(text) else text


def _is_added(row: LexborNode) -> bool:
    """Return whether a row was put behind the page, because its scripts show it in a place that is not known."""
    above = row.parent
    while above is not None and above.tag != "body":
        if above.attributes.get("class") == PLACE:
            return True
        above = above.parent
    return False


def unfolds(rows: Sequence[LexborNode], node: LexborNode, script: Script) -> bool:
    """Return whether a click on an element only shows rows of the page that are folded away."""
    code = handler_of(node)
    whole = rows[0].parent if rows else None
    while whole is not None and whole.tag not in _WHOLE:
        whole = whole.parent
    folded = whole is not None and any(map(is_hidden, whole.css("a[href]")))
    if not folded or not (code or script.running.has_handler(node)):
        return False
    effects, calls = script.running.clicked(node, code)
    changes = effects.opened or effects.submitted or effects.written
    return not changes and all(_SHOWS.search(name) for name, _ in calls)
