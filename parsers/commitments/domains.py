"""Lines that name a field of life above projects: 交通出行方面：, 一、教育方面, 1.教育类项目2个."""

from __future__ import annotations

import itertools

from parsers.commitments.headings.lines import Line
from parsers.commitments.lists.uncounted import Node
from parsers.text.patterns import lazy

_DOMAIN = lazy(r"^[^，,。；;：:\d]{2,24}(?:方面|领域|类|建设类)[：:]?$")


def of_lines(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs under short lines that name a domain (交通出行方面：): these are categories."""
    heads = [_DOMAIN.match(line.text) is not None for line in lines]
    if sum(heads) < 3 or heads[-1] or any(a and b for a, b in itertools.pairwise(heads)):
        return []
    first = heads.index(True)
    return [
        Node("part" if head else "mark" if at > first else None, None, line.start, line)
        for at, (head, line) in enumerate(zip(heads, lines, strict=True))
    ]


# 1.教育类项目2个, above two lines
_COUNTED_DOMAIN = lazy(r"^[^，,。；;：:\d]{2,16}(?:项目|工程|实事)?\s?[（(]?(\d{1,2})\s?[个项件][）)]?$")


def _is_domain(node: Node, below: int) -> bool:
    """Decide whether a numbered line names a domain: by its last word, or by the number of lines `below` it."""
    words = node.line.text[node.at - node.line.start :]
    counted = _COUNTED_DOMAIN.match(words)
    return _DOMAIN.match(words) is not None or (counted is not None and int(counted.group(1)) == below)


def numbered(nodes: list[Node]) -> list[Node]:
    """Return the lines below numbered domains (一、教育方面) as projects, where all that is numbered is a domain."""
    counted = [at for at, node in enumerate(nodes) if node.style is not None]
    if len(counted) < 2 or not all(
        _is_domain(nodes[at], below - at - 1) for at, below in itertools.pairwise([*counted, len(nodes)])
    ):
        return nodes
    if any(b == a + 1 for a, b in itertools.pairwise([*counted, len(nodes)])):
        return nodes
    return [
        Node("mark", None, node.line.start, node.line) if node.style is None and at > counted[0] else node
        for at, node in enumerate(nodes)
    ]
