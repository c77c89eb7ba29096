"""Projects without numbers below the numbered names of their classes: 一、方便出行 / 新建桥梁2座。 / 改造公交站8个。"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from parsers.commitments.headings.words import HOW_MANY, HOW_MANY_BESIDE
from parsers.commitments.lists.uncounted import PROJECT, Node, begins_with_name, reads_as_project
from parsers.commitments.numbering.signs import number
from parsers.commitments.parts import LABEL, OUTCOME
from parsers.text.patterns import lazy

_OUTER = {"part", "paren", "digit"}
_LONGEST_CLASS = 30
_LONGEST_PROJECT = 160
_FEWEST_CLASSES = 2
_STOPS = "。；;，,、！!？?：:"
# （牵头单位：区住建局）。 at the end of a project
_LED = lazy(r"[（(][^（()）]{0,8}(?:单位|部门|局|委|办|中心)[^（()）]{0,40}[）)][。；;]?$")
_FIGURE = lazy(r"\d")


def find(nodes: list[Node]) -> list[Node]:
    """Return the nodes, with the lines below numbered classes as projects where they show that they are.

    What stands below a project's name is its content. Below a class are as many lines as its heading counts, or
    lines that each name a leading body or have a bullet, or sentences that begin with a name or what is built and
    count it.
    """
    heads = [at for at, node in enumerate(nodes) if node.style is not None]
    styles = {nodes[at].style for at in heads}
    if len(heads) < _FEWEST_CLASSES or len(styles) > 1 or not styles <= _OUTER:
        return nodes
    sections = [
        _projects(nodes[at + 1 : end], last=end == len(nodes))
        for at, end in itertools.pairwise([*heads, len(nodes)])
    ]
    names = [_words(nodes[at]) for at in heads]
    lines = [node for section in sections for node in section]
    if not all(sections) or len(lines) < len(heads) + _FEWEST_CLASSES or not all(map(_is_class, names)):
        return nodes
    if not (_counted(names, sections) or _alone(lines, names)):
        return nodes
    projects = {node.at for node in lines}
    return [Node("mark", None, node.at, node.line) if node.at in projects else node for node in nodes]


def _projects(nodes: Sequence[Node], *, last: bool) -> Sequence[Node]:
    """Return the lines below a class; below the last one up to the first that does not end as a project does."""
    if last:
        return list(itertools.takewhile(lambda node: _may_be_project(node.line.text), nodes))
    return nodes


def _may_be_project(words: str) -> bool:
    return words[-1] in "。；;）)" or reads_as_project(words)


def _words(node: Node) -> str:
    return node.line.text[node.at - node.line.start :].strip("* ")


def _is_class(name: str) -> bool:
    name = HOW_MANY.sub("", name)
    return 0 < len(name) <= _LONGEST_CLASS and name[-1] not in _STOPS[:-2]


def _counted(names: Sequence[str], sections: Sequence[Sequence[Node]]) -> bool:
    """Decide whether the headings say how many projects they have, and nearly all have as many: 教育类3件"""
    said = [HOW_MANY.search(name) or HOW_MANY_BESIDE.search(name) for name in names]
    fits = [
        number(each.group(1)) == len(section)
        for each, section in zip(said, sections, strict=True)
        if each is not None
    ]
    return len(fits) * 10 >= len(names) * 8 and sum(fits) * 10 >= len(fits) * 8


def _alone(lines: Sequence[Node], names: Sequence[str]) -> bool:
    """Decide whether each line is a project by itself: led by a body, behind a bullet, or built and counted."""
    words = [node.line.text for node in lines]
    if any(LABEL.match(each) or OUTCOME.match(each) or len(each) > _LONGEST_PROJECT for each in words):
        return False
    if all(node.line.bullet for node in lines):
        return True
    led = sum(_LED.search(each) is not None for each in words)
    if led * 10 >= len(words) * 6:
        return True
    counted = sum(
        _FIGURE.search(each) is not None
        and (begins_with_name(each) or (reads_as_project(each) and "。" not in each[:-1]))
        for each in words
    )
    return counted * 10 >= len(words) * 8 and not any(map(PROJECT.search, names))
