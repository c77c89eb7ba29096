"""How a list counts its items: numbers and marks of every style, bold lines, parts of one sentence."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from parsers.commitments import status
from parsers.commitments.regions import Line, number

_CN = "一二三四五六七八九十百"
# Styles of enumeration, the outermost first; a deeper one lists what stands under the one before.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"^第?([{_CN}]{{1,4}})(?:[、.．]|部分)\s*")),
    ("paren", re.compile(rf"^[（(]([{_CN}]{{1,4}})[）)][、.．]?\s*")),
    ("piece", re.compile(rf"^(?:第|实事|项目)([{_CN}\d]{{1,4}})(?:件(?:实事)?|项|个|条)?[、，,：:.．\s]\s*")),
    (
        "of",
        re.compile(
            rf"^(?:[12]\d{{3}}年)?[^，。；：\d]{{0,10}}(?:实事|项目|工程)之([{_CN}]{{1,3}})(?:[、：:\s]|$)\s*"
        ),
    ),
    ("bare", re.compile(r"^(\d{1,3})$")),
    ("digit", re.compile(r"^(\d{1,3})(?:\s?[.．、，]|\s(?=(?:项目|事项|实事)(?:名称)?[：:]))\s*")),
    ("digit_paren", re.compile(r"^[（(](\d{1,3})[）)][、.．]?\s*")),
    ("digit_right", re.compile(r"^(\d{1,3})[)）]\s*")),
    ("circled", re.compile(r"^([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])\s*")),
    ("first", re.compile(rf"^([{_CN}]{{1,3}})是(?!否)")),
    ("mark", re.compile(r"^[▲△●○■□◆◇★☆※➤►▶◎⊙]\s*")),
)
DEPTH = {name: depth for depth, (name, _) in enumerate(_STYLES)}


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a list, or a part of one, and the number or mark before its words."""

    style: str | None
    ordinal: str | None
    at: int  # where the words begin, after the number
    line: Line


def read(text: str, lines: tuple[Line, ...], headings: frozenset[int], count: int | None) -> list[Node]:
    """The lines of a list with what counts them; see `items.read`."""
    nodes = _nodes(lines)
    if not any(node.style for node in nodes) and len(nodes) == count:
        nodes = [Node("mark", None, node.at, node.line) for node in nodes]
    elif not any(node.style for node in nodes) and any(node.line.bullet for node in nodes):
        nodes = [Node("mark" if node.line.bullet else None, None, node.at, node.line) for node in nodes]
    elif not any(node.style for node in nodes) and headings:
        nodes = [
            Node("bold", None, node.at, node.line) if node.line.start in headings else node for node in nodes
        ]
    if sum(node.style is not None for node in nodes) < 2:
        nodes = _inline(text, lines) or _listed(lines) or _run_in(text, lines) or nodes
    return nodes


def _nodes(lines: tuple[Line, ...]) -> list[Node]:
    nodes: list[Node] = []
    last: dict[str, int] = {}
    for line in lines:
        style, ordinal, at = None, None, line.start
        for name, pattern in _STYLES:
            found = pattern.match(line.text)
            if found is None:
                continue
            printed = found.group(1) if found.groups() else None
            value = _value(printed)
            rest = line.text[found.end() :]
            # 3.5亿元 is no item; 7.2018年… is one where 6 went before.
            if name == "digit" and rest[:1].isdigit() and value != last.get(name, 0) + 1:
                continue
            if value is not None:
                last[name] = value
            style, ordinal, at = name, printed, line.start + found.end()
            break
        nodes.append(Node(style, ordinal, at, line))
    return nodes


def _value(printed: str | None) -> int | None:
    if printed is None:
        return None
    if "①" <= printed <= "⑳":
        return ord(printed) - ord("①") + 1
    return number(printed)


_RUN_ON = re.compile(
    rf"(?:^|(?<=[：:。；;，,\s]))(?:([{_CN}]{{1,3}})是|(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[）)]|([①-⑳])|第([{_CN}]{{1,3}})[件，、])"
)


def _inline(text: str, lines: tuple[Line, ...]) -> list[Node]:
    """Items that run on inside a paragraph: 一是…；二是…；三是…。"""
    for line in lines:
        found: list[Node] = []
        marks = list(_RUN_ON.finditer(line.text))
        expected, group = 1, None
        chosen: list[re.Match[str]] = []
        for mark in marks:
            if (group is None or mark.lastindex == group) and _value(
                mark.group(mark.lastindex or 0)
            ) == expected:
                group, expected = mark.lastindex, expected + 1
                chosen.append(mark)
        if len(chosen) < 3:
            continue
        ends = [mark.start() for mark in chosen[1:]] + [len(line.text)]
        for mark, end in zip(chosen, ends, strict=True):
            piece = Line(line.start + mark.start(), line.start + end, line.text[mark.start() : end])
            found.append(Node("first", mark.group(mark.lastindex or 0), line.start + mark.end(), piece))
        return found
    return []


_ANNOUNCED = re.compile(
    rf"([{_CN}]{{1,3}}|\d{{1,2}})(?:件|项|个)[^，。；：:]{{0,10}}(?:实事|项目|工程)[^，。；：:]{{0,8}}[：:]"
)
_STOPS = ("；", ";", "。")
_PARTS = re.compile(r"[^；;]+[；;]?")


def _listed(lines: tuple[Line, ...]) -> list[Node]:
    """As many parts of one sentence as its opening says: 三件实事分别是：…；…；…。"""
    for nth, line in enumerate(lines):
        opening = _ANNOUNCED.search(line.text)
        if opening is None:
            continue
        end = line.text.find("。", opening.end())
        end = len(line.text) if end < 0 else end + 1
        found = []
        for part in _PARTS.finditer(line.text, opening.end(), end):
            start = line.start + part.start()
            found.append(Node("mark", None, start, Line(start, line.start + part.end(), part[0])))
        if len(found) == number(opening.group(1)) and len(found) >= 3:
            return found
        after = lines[nth + 1 :]
        ended = sum(1 for _ in itertools.takewhile(lambda each: each.text.endswith(_STOPS), after))
        if opening.end() == len(line.text) and ended == number(opening.group(1)) and ended >= 3:
            return [Node("mark", None, each.start, each) for each in after[:ended]]
    return []


_NAME = re.compile(r"[^，,。；;]{2,45}。\s*")


def _run_in(text: str, lines: tuple[Line, ...]) -> list[Node]:
    """Paragraphs that each name a project and say how far it is: 农村公路改造。已完成8公里。…"""
    names = [_NAME.match(line.text) for line in lines]
    told = [
        name is not None and status.reports(text, line.start + name.end(), line.end)
        for name, line in zip(names, lines, strict=True)
    ]
    first = told.index(True) if any(told) else len(told)
    if sum(told) < 3 or sum(told) < 0.8 * (len(told) - first):
        return []
    marked = [at >= first and name is not None for at, name in enumerate(names)]
    return [
        Node("mark" if mark else None, None, line.start, line)
        for line, mark in zip(lines, marked, strict=True)
    ]
