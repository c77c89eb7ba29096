"""Projects without numbers that are each a name on a line of its own above its content."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from parsers.commitments import bodies
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists.uncounted import PROJECT, Node
from parsers.text.patterns import lazy

_NAME = lazy(r"[^，,。；;：:！!？?、\d（(][^，,。；;：:！!？?\n]{2,28}$")
_FEWEST: Final = 3
_MOST_LINES: Final = 4  # of a project's content
_SHORTEST: Final = 12  # characters of a content


def find(lines: Sequence[Line]) -> list[Node]:
    """Return each name with the lines below it: 社区便民服务项目 / 改造便民服务中心4个，新增老年食堂1家。

    Three or more names, most of them called a project by their last word, with sentences below each; nothing else
    between them.
    """
    names = [at for at, line in enumerate(lines) if _is_name(line)]
    called = sum(PROJECT.search(lines[at].text) is not None for at in names)
    if len(names) < _FEWEST or called * 2 < len(names):
        return []
    bounds = list(itertools.pairwise([*names, len(lines)]))
    if any(not _is_content(lines[at + 1 : end]) for at, end in bounds):
        return []
    return [_node(lines[at:end]) for at, end in bounds]


def _is_name(line: Line) -> bool:
    return _NAME.match(line.text) is not None and not line.tabbed and not bodies.is_body(line.text)


def _is_content(lines: Sequence[Line]) -> bool:
    if not 0 < len(lines) <= _MOST_LINES or any(line.tabbed for line in lines):
        return False
    return lines[-1].text.endswith(("。", "；", ";")) and len(lines[0].text) >= _SHORTEST


def _node(lines: Sequence[Line]) -> Node:
    first, last = lines[0], lines[-1]
    words = "\n".join(line.text for line in lines)
    return Node("mark", None, first.start, Line(first.start, last.end, words))
