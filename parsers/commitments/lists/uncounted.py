"""Projects of a list that nothing counts: by the label of their name, by name and colon, by the domain above them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from parsers.commitments.grid import roles
from parsers.commitments.lists.regions import Line


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a list, or a part of one, and the number or mark before its words."""

    style: str | None
    ordinal: str | None
    at: int  # where the words begin, after the number
    line: Line


_NAME_COLON = re.compile(r"([^，,。；;：:\d]{2,24})[：:]\s*\S.{5,}")
_NO_NAME = re.compile(r"来源|时间|日期|编辑|作者|记者|单位|部门|电话|附件|地址|发布|索引|责任|浏览")


_NAME_LABEL = re.compile(r"(?:项目|工程|实事|事项)名称[：:]")


def labelled(lines: tuple[Line, ...]) -> list[Node]:
    """Return projects that nothing counts, each begun by its name's label: 项目名称：…, 建设内容：…"""
    begins = [_NAME_LABEL.match(line.text) is not None for line in lines]
    if sum(begins) < 2:
        return []
    first = begins.index(True)
    return [
        Node("mark" if begun else None, None, line.start, line)
        for line, begun in zip(lines[first:], begins[first:], strict=True)
    ]


def named(lines: tuple[Line, ...]) -> list[Node]:
    """Return lines that are each a project's name and its content: 农村公路建设：硬化道路300公里。

    All lines of the list, or four and more in a row that are most of it.
    """
    names = [_NAME_COLON.match(line.text) for line in lines]
    fits = [
        name is not None and roles.of_label(name.group(1)) is None and not _NO_NAME.search(name.group(1))
        for name in names
    ]
    runs = [(fit, len(list(run))) for fit, run in itertools.groupby(fits)]
    longest = max((length for fit, length in runs if fit), default=0)
    if longest < 3 or (longest < len(lines) and (longest < 4 or longest * 10 < len(lines) * 6)):
        return []
    first = 0
    for fit, length in runs:
        if fit and length == longest:
            break
        first += length
    return [Node("mark", None, line.start, line) for line in lines[first : first + longest]]


_DOMAIN = re.compile(r"^[^，,。；;：:\d]{2,24}(?:方面|领域|类|建设类)[：:]?$")


def domains(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs under short lines that name a domain (交通出行方面：): these are categories."""
    heads = [_DOMAIN.match(line.text) is not None for line in lines]
    if sum(heads) < 3 or heads[-1] or any(a and b for a, b in itertools.pairwise(heads)):
        return []
    first = heads.index(True)
    return [
        Node("part" if head else "mark" if at > first else None, None, line.start, line)
        for at, (head, line) in enumerate(zip(heads, lines, strict=True))
    ]


def under_domains(nodes: list[Node]) -> list[Node]:
    """Return the lines below numbered domains (一、教育方面) as projects, where all that is numbered is a domain."""
    counted = [at for at, node in enumerate(nodes) if node.style is not None]
    if len(counted) < 2 or any(
        _DOMAIN.match(nodes[at].line.text[nodes[at].at - nodes[at].line.start :]) is None for at in counted
    ):
        return nodes
    if any(b == a + 1 for a, b in itertools.pairwise([*counted, len(nodes)])):
        return nodes
    return [
        Node("mark", None, node.line.start, node.line) if node.style is None and at > counted[0] else node
        for at, node in enumerate(nodes)
    ]
