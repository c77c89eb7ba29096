"""Projects of a list that nothing counts: by the label of their name, by name and colon, by a common form."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import is_headline
from parsers.commitments.numbering import pieces
from parsers.text.patterns import lazy


@dataclass(frozen=True, slots=True)
class Node:
    """A line of a list, or a part of one, and the number or mark before its words."""

    style: str | None
    ordinal: str | None
    at: int  # where the words begin, after the number
    line: Line


_NAME_COLON = lazy(r"([^，,。；;：:—\d]{2,24})(?:[：:]|—{2})\s*\S.{5,}")
_NO_NAME = lazy(
    r"^第?[一二三四上下](?:季度|半年)$|来源|时间|日期|编辑|作者|记者|单位|部门|电话|附件|地址|发布|索引|责任|浏览"
)


_NAME_LABEL = lazy(
    r"(?:(?:项目|工程|实事|事项)(?:名称)?|(?:政府|原)?承诺(?:事项|内容)?|(?:年度)?(?:任务目标|目标任务)|年度目标)[：:]"
)


_NAME_ITSELF = lazy(r"(?:项目|工程|实事|事项)(?:名称)?[：:]")


def labelled(lines: tuple[Line, ...]) -> list[Node]:
    """Return projects that nothing counts, each begun by its name's label: 项目名称：…, 建设内容：…"""
    begins = [_NAME_ITSELF.match(line.text) is not None for line in lines]
    if sum(begins) < 2:
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
    first, longest = _longest_run(fits)
    if longest < 3 or (longest < len(lines) and (longest < 4 or longest * 10 < len(lines) * 6)):
        return []
    return [Node("mark", None, line.start, line) for line in lines[first : first + longest]]


def _longest_run(fits: Sequence[bool]) -> tuple[int, int]:
    """Return where the first of the longest runs of lines that fit begins, and its length."""
    runs = [list(run) for fit, run in itertools.groupby(range(len(fits)), key=fits.__getitem__) if fit]
    longest = max(runs, key=len, default=[0])
    return longest[0], len(longest) if runs else 0


# A remark in brackets behind a project's name: 老年大学迁建（得票149）
_REMARK = lazy(r"[（(][^（()）]{1,40}[）)][。；;]?$|[ \t\u3000]{1,8}\d{1,9}票$")
# The last word of a project's name, and the first of what is done for it.
PROJECT_WORDS = (
    "项目|工程|行动|计划|建设|改造|提升|整治|整改|治理|防治|救治|服务|试点|体系|配套|救助|补助|"
    "帮扶|保障|扩建|新建|维修|修缮|安装|更新|优化|设施|中心|学校|幼儿园|医院|公园|广场|道路|管网|"
    "市场|活动|筛查|培训|体检|就业"
)
ACTS = (
    "新建|新增|新改|改造|改建|扩建|建成|建设|修建|修缮|开通|实施|完成|加装|安装|更新|打通|整治|"
    "治理|发放|提高|提升|设立|配备|免费|购置|资助|补助|硬化|铺设|举办|培训|创建|启动|优化|打造|"
    "拓宽|推进|开展"
)
PROJECT = lazy(rf"(?:{PROJECT_WORDS}|迁建|驿站|书房|惠民|便民)[”\"]?[。；;]?$")
_ACT = lazy(
    r"(?:[^，。；：:]{0,12}[：:])?(?:全面|继续|力争|免费|加快|重点|启动|推进|实施|完成|开展)*"
    rf"(?:{ACTS}|新开|改扩建|续建|建立|更换|设置|筹集|启用|迁建|增设|解决|救助|普及)"
)
_LONGEST = 80


def alike(lines: tuple[Line, ...]) -> list[Node]:
    """Return lines that all read as projects although nothing counts them: four or more in a row, most of the list."""
    fits = [_reads_as_project(line) and not is_headline(line.text) for line in lines]
    first, longest = _longest_run(fits)
    if longest < 4 or longest * 10 < len(lines) * 6:
        return []
    return under_classes(lines[first : first + longest])


_CLASS = lazy(r"[^，,。；;：:、\d]{2,8}(?:惠民|民生|便民|为民|民心)?(?:工程|行动|类|方面)$")


def classes(words: Sequence[str]) -> list[int]:
    """Return which lines name classes, where all others count something: 教育惠民工程 above 新建学校2所"""
    counts = [any(c.isdigit() for c in each) for each in words]
    heads = [at for at, each in enumerate(words) if not counts[at] and _CLASS.match(each)]
    above = len(heads) > 1 and heads[0] == 0 and heads[-1] + 1 < len(words)
    apart = all(b > a + 1 for a, b in itertools.pairwise(heads))
    return heads if above and apart and counts.count(False) == len(heads) else []


def under_classes(run: Sequence[Line]) -> list[Node]:
    """Return lines as projects, under those that name classes where all others count something."""
    heads = classes([line.text for line in run])
    return [Node("part" if at in heads else "mark", None, line.start, line) for at, line in enumerate(run)]


# A name and its votes: 微型消防站  20335票
_VOTES = lazy(r"[\u3400-\u9fff][ \t\u3000]{1,8}\d{1,9}票$")
# What was done for the project named above it: 完成投资0.4亿元，与年度计划持平。
_REPORT = lazy(r"(?:已|累计|目前|现已|共|全年)?完成(?:投资|总投资|年度投资)|(?:目前|截至)")


def _reads_as_project(line: Line) -> bool:
    if _VOTES.search(line.text) is not None and len(line.text) <= _LONGEST:
        return True
    if _REPORT.match(line.text):
        return False
    if len(line.text) > _LONGEST or line.tabbed or line.text.endswith(("：", ":")) or "。" in line.text[:-1]:
        return False
    return reads_as_project(line.text)


def reads_as_project(words: str) -> bool:
    """Decide whether words begin with what is built or given, or end with what kind of project it is."""
    words = _REMARK.sub("", words)
    return _ACT.match(words) is not None or PROJECT.search(words) is not None


def two_marks(nodes: list[Node]) -> list[Node]:
    """Return marked lines with two signs as categories and projects: ■ 交通类 above ● 新辟公交线路2条."""
    marked = [(at, node.line.text[0]) for at, node in enumerate(nodes) if node.style == "mark"]
    signs = list(dict.fromkeys(sign for _, sign in marked))
    if len(signs) != 2 or len(marked) < 4 or any(node.style not in ("mark", None) for node in nodes):
        return nodes
    outer = [at for at, sign in marked if sign == signs[0]]
    inner = {at for at, sign in marked if sign == signs[1]}
    if len(outer) < 2 or any(at + 1 not in inner for at in outer):
        return nodes
    return [Node("part", None, node.at, node.line) if at in outer else node for at, node in enumerate(nodes)]


# Part of every match of _INSIDE: the engine skips quickly to a digit.
_NUMBER_INSIDE = lazy(r"\d[、.．](?!\d)")
_INSIDE = lazy(
    r"(?=[\s\d])"
    r"(?<=[。：:；;，,])\s*(\d{1,2})[、.．](?!\d)\s*"
)


def run_through(nodes: list[Node]) -> list[Node]:
    """Return projects whose numbers run on through numbered paragraphs: 一、教育。1、…；2、…。 / 二、卫生。3、…。"""
    found: list[Node] = []
    last, opened = 0, 0
    for node in nodes:
        marks = []
        inside = _INSIDE.finditer(node.line.text) if _NUMBER_INSIDE.search(node.line.text) else ()
        for mark in inside:
            if int(mark.group(1)) == last + 1:
                marks.append(mark)
                last += 1
        if not marks:
            found.append(node)
            continue
        opened += 1
        found.append(Node(node.style, node.ordinal, node.at, node.line.piece(0, marks[0].start())))
        for mark, end in pieces.with_ends(marks, len(node.line.text)):
            piece = node.line.piece(mark.start(1), end)
            found.append(Node("digit", mark.group(1), node.line.start + mark.end(), piece))
    return found if opened > 1 and last >= 3 else nodes


def labels_apart(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines in which each project begins where its label stands again: 任务目标：…进展情况：…任务目标：…"""
    found: list[Line] = []
    for line in lines:
        starts = [label.start() for label in _NAME_LABEL.finditer(line.text)]
        found += line.parted(starts) if starts[:1] == [0] and len(starts) > 1 else [line]
    return tuple(found)


_QUOTED = lazy(
    r"“[^“”]{2,30}(?:‘[^‘’]{1,20}’[^“”]{0,20})?”(?:[^，,。；;：:]{0,4}(?:项目|工程|行动))?[，,：:]"
)


def quoted(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs that each begin with a project's name in quotation marks: “婚姻登记跨区通办”项目，…"""
    begins = [_QUOTED.match(line.text) is not None for line in lines]
    if sum(begins) < 3:
        return []
    return [
        Node("mark" if begun else None, None, line.start, line)
        for line, begun in zip(lines, begins, strict=True)
    ]


def begins_quoted(line: Line) -> bool:
    """Decide whether a paragraph begins with a project's name in quotation marks."""
    return _QUOTED.match(line.text) is not None


_NAMED_PARAGRAPH = lazy(
    r"(?!为保证|为确保|为了|据|截至|目前|此外|同时|下一步|今年|近年|通过)([^，,。；;：:\d]{3,30})。\s?(?=\S{8})"
)


def paragraphs(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs in a row that each begin with a project's name and 。, most of them names by their last word.

    农村饮水安全工程。投资2600万元，…  The first may stand behind the words that announce them all (…分别为：).
    """
    names = [_NAMED_PARAGRAPH.match(line.text) for line in lines]
    at, longest = _longest_run([name is not None for name in names])
    run = names[at : at + longest]
    called = sum(name is not None and PROJECT.search(name.group(1)) is not None for name in run)
    if longest < 3 or called * 10 < longest * 6:
        return []
    found = [Node("mark", None, line.start, line) for line in lines[at : at + longest]]
    before = lines[at - 1] if at else None
    colon = before.text.find("：") + 1 if before else 0
    if before and colon and (first := _NAMED_PARAGRAPH.match(before.text, colon)):
        start = before.start + first.start()
        found.insert(0, Node("mark", None, start, before.piece(first.start())))
    return found


def begins_with_name(words: str) -> bool:
    """Decide whether a paragraph begins with a name and 。: 优化公交出行。新开公交线路20条，…"""
    return _NAMED_PARAGRAPH.match(words) is not None


def same_opening(lines: tuple[Line, ...]) -> list[Node]:
    """Return paragraphs in a row that open with the same three characters and name numbers: 解决好出行问题，…600公里"""
    opening = [
        line.text[:3] if re.search(r"\d", line.text) and line.text[-1:] in "。；;" else "" for line in lines
    ]
    at = 0
    for first, run in itertools.groupby(opening):
        count = len(list(run))
        if first and count >= 3 and not any(c.isdigit() for c in first):
            return [Node("mark", None, line.start, line) for line in lines[at : at + count]]
        at += count
    return []


def only_pieces(nodes: list[Node]) -> list[Node]:
    """Return the nodes from the first project that calls itself one (实事一：) up to the next section of the notice."""
    pieces = [at for at, node in enumerate(nodes) if node.style == "piece"]
    if len(pieces) < 3:
        return nodes
    after = (at for at in range(pieces[-1] + 1, len(nodes)) if nodes[at].style in ("part", "paren"))
    opened = pieces[0] - 1 if pieces[0] and nodes[pieces[0] - 1].style in ("part", "paren") else pieces[0]
    return nodes[opened : next(after, len(nodes))]


def without_captions(nodes: list[Node]) -> list[Node]:
    """Return nodes without one or two marked lines among numbered ones, which are captions: △推进会现场"""
    marks = sum(node.style == "mark" for node in nodes)
    numbered = sum(node.style not in (None, "mark") for node in nodes)
    if not 0 < marks < 3 or numbered < 4:
        return nodes
    return [node for node in nodes if node.style != "mark"]
