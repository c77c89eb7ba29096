"""The general finder of a page's main text: no class names, only where the sentences stand."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats.render import BLOCK_TAGS

_PUNCTUATION = re.compile(r"[，。；：！？、,;]")
_CHROME_TAGS = frozenset(("nav", "footer", "aside", "select", "button", "textarea", "iframe", "object"))
_SHARE = 0.85


class _Entry:
    __slots__ = ("chars", "inline", "linked", "node", "parent", "punct", "weight")

    def __init__(self, node: LexborNode, parent: _Entry | None) -> None:
        self.node = node
        self.parent = parent
        self.chars = self.linked = self.punct = 0
        self.weight = 0.0
        self.inline = False


def find(tree: LexborHTMLParser) -> LexborNode | None:
    """The lowest element that holds nearly all the prose of the page; None: no body."""
    body = tree.body
    if body is None:
        return None
    entries: dict[int, _Entry] = {}
    root = _Entry(body, None)
    entries[body.mem_id] = root
    for node in body.traverse(include_text=True):
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        if len(text) < 2:
            continue
        _count(node, text, entries)
    for entry in reversed(entries.values()):
        own = entry.chars - entry.linked
        if entry.punct and own >= 12:
            entry.weight += own
        elif own >= 2:
            entry.weight += own * 0.1
        if entry.parent is not None:
            entry.parent.weight += entry.weight
    if root.weight == 0:
        return body
    children: dict[int, list[_Entry]] = {}
    for entry in entries.values():
        if entry.parent is not None:
            children.setdefault(entry.parent.node.mem_id, []).append(entry)
    at = root
    while True:
        best = max(children.get(at.node.mem_id, ()), key=lambda e: e.weight, default=None)
        if best is None or best.weight < _SHARE * at.weight:
            return at.node
        at = best


def _count(node: LexborNode, text: str, entries: dict[int, _Entry]) -> None:
    linked = False
    block = node.parent
    while block is not None and block.tag not in BLOCK_TAGS:
        linked = linked or block.tag == "a"
        block = block.parent
    if block is None:
        return
    entry = _entry(block, entries)
    if entry is None:
        return
    entry.chars += len(text)
    if linked:
        entry.linked += len(text)
    else:
        entry.punct += _PUNCTUATION.search(text) is not None


def _entry(node: LexborNode, entries: dict[int, _Entry]) -> _Entry | None:
    missing = []
    at: LexborNode | None = node
    while at is not None and at.mem_id not in entries:
        if at.tag in _CHROME_TAGS:
            return None
        missing.append(at)
        at = at.parent
    if at is None:
        return None
    entry = entries[at.mem_id]
    for lower in reversed(missing):
        entry = _Entry(lower, entry)
        entries[lower.mem_id] = entry
    return entry
