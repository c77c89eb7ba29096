"""The markup of a page as its scripts have changed it: the parsed page and the fragments in it, put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.scripts.running.values import text_of

MARK: Final = "data-fangzhi-node"  # which element of the page or of a fragment this is
WRITTEN: Final = "data-fangzhi-written"  # a script has put something here, or nothing
_PLACE = "\ue010{}\ue011"
_MAX_DEPTH: Final = 12
_SHOWN: Final = ("href", "src", "id", "title", "class", "onclick", "value", "disabled", "target", "type")


@dataclass(slots=True)
class Fragment:
    """Markup within an element: written as text, or an element that a script created."""

    owner: int | None  # the element's id; None: the end of the page
    tree: LexborHTMLParser
    node: LexborNode | None = None  # a created element; else the whole tree
    text: str = ""  # of what document.write has written so far


class Changed(Protocol):
    """A page with what scripts have changed in it; elements by their ids."""

    values: dict[tuple[int, str], Any]  # attributes of elements
    fragments: list[Fragment]
    emptied: set[int]  # elements whose own content was replaced or removed
    removed: set[int]
    known: dict[int, LexborNode]  # the elements that were drawn


def markup(page: Changed, tree: LexborHTMLParser, only: LexborNode | None, depth: int) -> str:
    """Return the markup of a tree, or of one element of it, with the fragments in its elements."""
    copy = LexborHTMLParser(tree.html or "")
    nodes, twins = tree.css("*"), copy.css("*")
    if len(nodes) != len(twins) or depth > _MAX_DEPTH:
        return tree.html or ""
    within: dict[int | None, list[Fragment]] = {}
    for one in page.fragments:
        within.setdefault(one.owner, []).append(one)
    inserted: list[str] = []

    def place(twin: LexborNode, fragments: list[Fragment]) -> None:
        twin.insert_child(_PLACE.format(len(inserted)))
        inserted.append("".join(_fragment(page, one, depth + 1) for one in fragments))

    wanted: LexborNode | None = None
    gone: set[int] = set()  # positions of twins that no longer exist
    for at, (node, twin) in enumerate(zip(nodes, twins, strict=True)):
        if at in gone:
            continue
        if node.mem_id in page.emptied or node.mem_id in page.removed:
            count = sum(one.mem_id != twin.mem_id for one in twin.css("*"))
            gone.update(range(at + 1, at + 1 + count))  # descendants follow in document order
            for child in list(twin.iter(include_text=True)):
                child.decompose()
        page.known[node.mem_id] = node
        _attributes(page, node, twin)
        if only is not None and node.mem_id == only.mem_id:
            wanted = twin
        if node.mem_id in within or node.mem_id in page.emptied:
            twin.attrs[WRITTEN] = ""
        if node.mem_id in within and node.mem_id not in page.removed:
            place(twin, within[node.mem_id])
        if node.tag == "body" and None in within and depth == 0:
            place(twin, within[None])
    if only is not None:
        made = (wanted.html if wanted is not None else only.html) or ""
    elif depth:
        body = copy.body
        made = (body.inner_html if body is not None else "") or ""
    else:
        made = copy.html or ""
    for number, text in enumerate(inserted):
        made = made.replace(_PLACE.format(number), text, 1)
    return made


def _fragment(page: Changed, fragment: Fragment, depth: int) -> str:
    return markup(page, fragment.tree, fragment.node, depth)


def _attributes(page: Changed, node: LexborNode, twin: LexborNode) -> None:
    twin.attrs[MARK] = str(node.mem_id)
    for name in _SHOWN:
        value = page.values.get((node.mem_id, name))
        if value is False:  # `button.disabled = n >= pages`
            if name in twin.attributes:
                del twin.attrs[name]
        elif isinstance(value, str | int):
            twin.attrs[name] = text_of(value)
    for (owner, name), value in page.values.items():
        if owner == node.mem_id and name.startswith("data-") and isinstance(value, str | int):
            twin.attrs[name] = text_of(value)
    hidden = page.values.get((node.mem_id, "hidden"))
    if node.mem_id in page.removed or hidden is True:
        twin.attrs["style"] = "display:none"
    elif hidden is False and "display" in (node.attributes.get("style") or ""):
        twin.attrs["style"] = ""
