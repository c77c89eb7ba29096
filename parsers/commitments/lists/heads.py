"""Which lines of a list head the items below them: classes, states, announcing words, numbered fields of a project."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from parsers.commitments import bodies
from parsers.commitments.announcing import groups
from parsers.commitments.headings.words import HOW_MANY_BESIDE, TOPIC
from parsers.commitments.lists import fields
from parsers.commitments.lists.enumeration import depth_of
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.text.patterns import lazy


def has_fields_below(nodes: Sequence[Node], deep: int) -> bool:
    """Decide whether a heading without a stop has two or more items of one style below, each with bodies or reports."""
    if nodes[0].line.text.endswith(("。", "；", ";")):
        return False
    inner = (node.style is None or depth_of(node.style) > deep for node in nodes[1:])
    under = nodes[1 : 1 + sum(1 for _ in itertools.takewhile(bool, inner))]
    counted = [node for node in under if node.style is not None]
    named = [node for node in under if node.style is None and fields.field_of(node.line.text) is not None]
    return (
        len(counted) > 1
        and under[0] is counted[0]
        and len({node.style for node in counted}) == 1
        and len(named) >= len(counted)
    )


def classes(nodes: Sequence[Node]) -> frozenset[int]:
    """Return the places of headings that say behind a comma how many items they hold, where most hold as many."""
    said: dict[int, bool] = {}
    for at, node in enumerate(nodes):
        counted = HOW_MANY_BESIDE.search(node.line.text) if node.style is not None else None
        if counted is None:
            continue
        deep = depth_of(node.style)
        inner = (one.style is None or depth_of(one.style) > deep for one in nodes[at + 1 :])
        under = nodes[at + 1 : at + 1 + sum(1 for _ in itertools.takewhile(bool, inner))]
        first = next((one.style for one in under if one.style is not None), None)
        held = sum(one.style == first for one in under if first is not None)
        if held:
            said[at] = held == number(counted.group(1))
    return frozenset(said) if sum(said.values()) * 2 > len(said) else frozenset()


def counting_styles(nodes: list[Node]) -> frozenset[str]:
    """Return the styles that count projects: half of their lines or more are sentences with nothing counted below.

    The rest of them are projects too, in parts, and no headings.
    """
    counts: Counter[str] = Counter(node.style for node in nodes if node.style is not None)
    alone: Counter[str] = Counter()
    for node, below in zip(nodes, [*nodes[1:], None], strict=True):
        if node.style is None or not node.line.text.endswith("。"):
            continue
        if below is None or (below.style is not None and depth_of(below.style) <= depth_of(node.style)):
            alone[node.style] += 1
    return frozenset(style for style, count in alone.items() if count > 1 and count * 2 >= counts[style])


# 今年共安排6项：
_COUNTS_ITEMS = lazy(
    r"(?:共|安排|确定|包括|实施|办理|办好|有)[^，,。；;：:\d]{0,8}(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[件项个][^，,。；;：:]{0,8}[：:]$"
    r"|(?:^\d{1,3}\s?[件项个][^，,。；;：:]{2,30}|(?:内容|名单|清单|情况|项目|任务))(?:为|是|如下)[：:]$"
)


def announces(text: str) -> bool:
    """Whether a line announces the whole list and names no part of it: 实施好以下十项实事："""
    counts = TOPIC.search(text) is not None and any(word in text for word in ("件", "项", "如下"))
    return text.endswith(("：", ":")) and (counts or _COUNTS_ITEMS.search(text) is not None)


def sorting(nodes: list[Node]) -> dict[int, str | None]:
    """Return the headings that sort a list by how far its items are, by their places; none for a single one."""
    found = {
        at: said.state
        for at, node in enumerate(nodes[:-1])
        if (said := groups.of_heading(node.line.text)) is not None
    }
    return found if len(found) > 1 else _states_above(nodes)


def _states_above(nodes: list[Node]) -> dict[int, str | None]:
    """Return the lines that are nothing but a state and stand right above items: 已办结 / A / B / 正在办理 / C

    Two or more, the first above all items and none below the last; where one stands below each item, it is its report.
    """
    said = [at for at, node in enumerate(nodes) if node.style is None and groups.is_state(_unmarked(node))]
    items = [at for at, node in enumerate(nodes) if node.style is not None]
    if len(said) < 2 or said[0] > items[0] or said[-1] > items[-1]:
        return {}
    if any(nodes[at + 1].style is None for at in said):
        return {}
    return {at: _unmarked(nodes[at]) for at in said}


def _unmarked(node: Node) -> str:
    """Return a line without brackets around it: 【已完成】"""
    return node.line.text.strip("【】〖〗")


def bodies_above(nodes: Sequence[Node]) -> frozenset[int]:
    """Return the places of lines that are each nothing but the body that leads the items below, up to the next one.

    区教育局 / 1.新建学校2所；2.… / 区水利局 / 1.…: two or more, the first above all projects, these from 1 on.
    """
    found = [
        at
        for at, (node, below) in enumerate(itertools.pairwise(nodes))
        if node.style is None and signs.value(below.ordinal) == 1 and bodies.leads_alone(node.line.text)
    ]
    first = next((at for at, node in enumerate(nodes) if node.style is not None), 0)
    restarts = sum(signs.value(node.ordinal) == 1 for node in nodes if node.style is not None)
    return frozenset(found) if len(found) > 1 and found[0] < first and restarts == len(found) else frozenset()
