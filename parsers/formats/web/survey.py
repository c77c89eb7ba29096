"""Survey a page's tree in one walk: its lines and their block elements, for finder and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats.web.render import BLOCK_TAGS
from parsers.formats.white_space import tidy

_ENDS_LINE = BLOCK_TAGS | {"br"}


class Element:
    """A block element that contains text, and the weight of the prose in it."""

    __slots__ = ("aside", "children", "inside", "node", "parent", "tag", "weight")

    def __init__(self, node: LexborNode, tag: str, parent: Element | None) -> None:
        self.node = node
        self.tag = tag
        self.parent = parent
        self.children: list[Element] = []
        self.weight = 0.0
        self.inside = False
        self.aside = False


@dataclass(slots=True)
class Line:
    """A line of text as shown, with inline runs joined, and the number of its linked characters."""

    element: Element
    text: str
    linked: int


@dataclass(slots=True)
class Survey:
    """All lines of a page in reading order; `elements` has parents before their children."""

    root: Element
    elements: dict[int, Element]
    lines: list[Line]

    def element(self, node: LexborNode) -> Element | None:
        """Return the element of a node, None if the node has no text."""
        return self.elements.get(node.mem_id)


def survey(tree: LexborHTMLParser) -> Survey | None:
    """Return the survey of a document's body, None if it has no body."""
    body = tree.body
    if body is None:
        return None
    root = Element(body, "body", None)
    found = Survey(root, {body.mem_id: root}, [])
    home: dict[int, tuple[Element, bool]] = {body.mem_id: (root, False)}  # parent -> block, whether in a link
    parts: list[str] = []
    linked = 0
    at = root
    for node in body.traverse(include_text=True):
        if node.is_text_node:
            text = node.text_content
            if not text or text.isspace():
                if parts and text:
                    parts.append(" ")
                continue
            parent = node.parent or body
            element, link = home.get(parent.mem_id) or _home(parent, home, found)
            if element is not at:
                _close(found, at, parts, linked)
                parts, linked, at = [], 0, element
            parts.append(text)
            if link:
                linked += len(text.strip())
        elif parts and node.tag in _ENDS_LINE:
            _close(found, at, parts, linked)
            parts, linked = [], 0
    _close(found, at, parts, linked)
    return found


def _close(found: Survey, at: Element, parts: list[str], linked: int) -> None:
    text = tidy("".join(parts)) if parts else ""
    if text:
        found.lines.append(Line(at, text, min(linked, len(text))))


def _home(node: LexborNode, home: dict[int, tuple[Element, bool]], found: Survey) -> tuple[Element, bool]:
    """Return the nearest block element around an inline parent, created with its own parents if missing."""
    missing: list[tuple[LexborNode, int]] = []
    at: LexborNode | None = node
    known: tuple[Element, bool] | None = None
    while at is not None and (known := home.get(number := at.mem_id)) is None:
        missing.append((at, number))
        at = at.parent
    element, link = known or (found.root, False)
    for lower, number in reversed(missing):
        tag = lower.tag or ""
        if tag in BLOCK_TAGS:
            child = Element(lower, tag, element)
            element.children.append(child)
            element = found.elements[number] = child
            known = (element, link)
        elif tag == "a":
            link = True
            known = (element, link)
        home[number] = known = known or (element, link)
    return known or (element, link)
