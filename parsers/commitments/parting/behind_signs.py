"""Reports that a sign of their own opens on the line below their project: 新建公园3座 / ✅3座公园已全部开放"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.commitments.lists.uncounted import Node
from parsers.commitments.parting import brackets
from parsers.commitments.parts import LABEL
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_FEWEST: Final = 3
_NEARLY_ALL: Final = 0.8
_MOST: Final = 0.6
_PROJECT: Final = 0.5  # grade of a line that may be a project
_LONGEST_CLASS: Final = 6  # characters
_SIGNS: Final = ("So", "Sm", "Sk", "Po")
_NO_SIGNS: Final = "“”\"'‘’（）()《》【】[]…。，、；：.,;:!！?？#*%％·•&@/"
_BEHIND: Final = lazy(r"[\ufe0f\u200d\s\u3000]*")
# How far a project is, before what was reported of it: 已完成：8月开园, 进行中｜主体封顶
_STATE: Final = lazy(
    r"[“【\[]?(?:已|正在|基本|全部|提前|如期|超额|尚未|未)?(?:完成|办结|完工|竣工|兑现|交付|进行|推进|实施|建设|办理|滞后|开工|启动|延期|取消|调整)(?:中)?[”】\]]?\s?(?:[：:｜|]|$)"
)


def apart(nodes: Sequence[Node]) -> list[Node]:
    """Return the nodes, lines as reports where they are one below each project, behind signs that no project has.

    Most of them say how far something is, and most lines above them read as projects: a class and its only project
    (一、教育 / ▲新建学校2所) is none. Projects without numbers get the style of marked ones.
    """
    signs = [_sign(node) for node in nodes]
    below = [
        at
        for at in range(1, len(nodes))
        if signs[at] and signs[at - 1] != signs[at] and nodes[at - 1].style != "bare"
    ]
    of_projects = next((signs[at - 1] for at in below if signs[at - 1]), "")  # they may have one of their own
    below = [at for at in below if signs[at] != of_projects]
    if len(below) < _FEWEST:
        return list(nodes)
    above = [at - 1 for at in below]
    own = {signs[at] for at in below}
    if any(signs[at] in own for at in above):
        return list(nodes)
    signed = [at for at, sign in enumerate(signs) if sign in own]
    usual, _ = Counter(nodes[at].style for at in above).most_common(1)[0]
    alike = [at for at, node in enumerate(nodes) if node.style == usual and signs[at] not in own]
    if len(below) < _NEARLY_ALL * len(signed) or (usual and len(below) < _NEARLY_ALL * len(alike)):
        return list(nodes)
    reports = [nodes[at].line.text[_opened(nodes[at]) :] for at in below]
    names = [LABEL.sub("", _words(nodes[at]), count=1) for at in above]
    reporting = sum(_STATE.match(words) is not None or brackets.tell_how_far(words) for words in reports)
    projects = sum(map(_is_project, names))
    if (
        reporting < _MOST * len(below)
        or projects < _MOST * len(below)
        or any(map(brackets.come_of_it, names))
    ):
        return list(nodes)
    counted = any(node.style not in (None, "mark") for node in nodes)
    found = list(nodes)
    for at in below:
        line = nodes[at].line
        behind = replace(line.piece(_opened(nodes[at])), report=True)
        found[at] = Node(None, None, behind.start, behind)
        if not counted and nodes[at - 1].style is None:
            found[at - 1] = replace(nodes[at - 1], style="mark")
    return found


def _is_project(name: str) -> bool:
    """Decide whether a line reads as a project, and is no name of a class: 商贸惠民"""
    return likeness.grade(name) > _PROJECT and (len(name) > _LONGEST_CLASS or any(map(str.isdigit, name)))


def _words(node: Node) -> str:
    return node.line.text[node.at - node.line.start :].strip()


def _sign(node: Node) -> str:
    """Return the sign that a line begins with, "" for none."""
    first = node.line.text[0]
    sign = first not in _NO_SIGNS and not first.isascii() and unicodedata.category(first) in _SIGNS
    return first if sign and _opened(node) < len(node.line.text) else ""


def _opened(node: Node) -> int:
    """Return where the words of a line begin behind its sign."""
    behind = _BEHIND.match(node.line.text, 1)
    return behind.end() if behind else 1
