"""Lines that name a field of life above projects: 交通出行方面：, 一、教育方面, 1.教育类项目2个."""

from __future__ import annotations

import itertools

from parsers.commitments.headings.lines import Line
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.segments import likeness
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


_SHORT_NAME = lazy(r"^[^，,。；;：:、\d（()）]{2,10}$")
_FEWEST = 3
_LONGEST = 80  # characters of a project's line
_LEAST = 0.75  # mean grade of the lines


def _hold_projects(nodes: list[Node], counted: list[int]) -> bool:
    """Decide whether short names in words (一、为老服务) stand above lines that are projects, two or more below many.

    The lines behind the last name may go on with what is said below the list.
    """
    names = [nodes[at].line.text[nodes[at].at - nodes[at].line.start :].strip() for at in counted]
    if len(counted) < _FEWEST or {nodes[at].style for at in counted} - {"part", "paren"}:
        return False
    below = [
        [node.line.text for node in nodes[at + 1 : end]]
        for at, end in itertools.pairwise([*counted, len(nodes)])
    ]
    lines = [line for each in below[:-1] for line in each] + below[-1][:1]
    several = sum(len(each) > 1 for each in below[:-1])
    if not all(map(_SHORT_NAME.match, names)) or several * 10 < len(counted) * 4:
        return False
    labels = any(_LABELLED.match(line) for line in lines)
    if labels or max(map(len, lines), default=_LONGEST + 1) > _LONGEST or not all(below):
        return False
    return likeness.mean(lines) >= _LEAST


# 对以上项目如有意见，请来信反映。: said below the list
_CLOSES = lazy(r"^(?:对(?:以上|上述)|以上|如有|欢迎|联系(?:人|电话|方式)|地址|邮编|特此)")
_LABELLED = lazy(r"^[^，,。；;：:\d]{2,8}[：:]")  # 责任单位：


def numbered(nodes: list[Node]) -> list[Node]:
    """Return the lines below numbered domains (一、教育方面) as projects, where all that is numbered is a domain."""
    counted = [at for at, node in enumerate(nodes) if node.style is not None]
    named = all(
        _is_domain(nodes[at], below - at - 1) for at, below in itertools.pairwise([*counted, len(nodes)])
    )
    if len(counted) < 2 or not (named or _hold_projects(nodes, counted)):
        return nodes
    if any(b == a + 1 for a, b in itertools.pairwise([*counted, len(nodes)])):
        return nodes
    ends = (at for at in range(counted[-1], len(nodes)) if _CLOSES.match(nodes[at].line.text))
    return [
        Node("mark", None, node.line.start, node.line) if node.style is None and at > counted[0] else node
        for at, node in enumerate(nodes[: next(ends, len(nodes))])
    ]
