"""How a list counts its items: numbers and marks of every style, bold lines, parts of one sentence."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

from parsers.commitments import bodies, domains
from parsers.commitments.announcing import groups
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import fields, siblings, uncounted
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import any_form, pieces, series, signs
from parsers.commitments.parting import behind_signs, below_classes, names_above, said_and_done
from parsers.text.patterns import lazy

_CN = signs.NUMERALS + "百"
# Styles of enumeration, the outermost first; a deeper one lists what is under the one before.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", lazy(rf"^第?([{_CN}]{{1,4}})(?:[、.．]|部分|(?<=第[{_CN}])类(?=[ \u3000：:]))[：:]?\s*")),
    ("paren", lazy(rf"^[（(]([{_CN}]{{1,4}})[）)][、.．]?\s*")),
    (
        "piece",
        lazy(
            rf"^(?:第|实事|项目)([{_CN}\d]{{1,4}})(?:(?:件(?:实事)?|项|个|条)?[、，,：:.．\s](?:\s?[-–—]{{1,2}}\s)?|[件项](?:实事|项目)?(?:就?是(?!否)|为))\s*"
        ),
    ),
    (
        "piece",
        lazy(
            rf"^(?:[▲●○■□◆◇★☆]\s?)?[【\[（(]?(?:民生|惠民|为民|便民)?(?:办?实事|项目|工程|事项|承诺){{1,2}}([{_CN}\d]{{1,4}}|[{signs.ANY}])(?:[】\]）)][、：:]?|[、，,：:.．\s](?:\s?[-–—]{{1,2}}\s)?)\s*"
        ),
    ),
    ("piece", lazy(rf"^其([{_CN}]{{1,3}})(?:[：:，,、]|[是为](?!否))\s*")),
    (
        "piece",
        lazy(rf"^(?:民生)?(?:行动|任务|好事|大事|心愿|清单)([{_CN}]{{1,3}}|\d{{1,2}})[、：:]\s*"),
    ),
    (
        "of",
        lazy(
            rf"^(?:(?:[12]\d{{3}}年)?[^，。；：\d]{{0,10}}(?:实事|项目|工程))?之([{_CN}]{{1,3}})(?:[、：:\s]|$)\s*"
        ),
    ),
    ("bare", lazy(r"^(\d{1,3})$")),
    ("digit", lazy(r"^(\d{1,3})(?:\s?[.．、，]|\s(?=(?:项目|事项|实事)(?:名称)?[：:]))\s*")),
    ("digit_paren", lazy(r"^[（(](\d{1,3})[）)][、.．]?\s*")),
    ("pair", lazy(r"^(\d{1,2}\s?[—－–-]{1,2}\s?\d{1,2})(?:[.．、]\s*|[ \u3000]+)(?=[^\d\s])")),
    ("digit_right", lazy(r"^(\d{1,3})[)）]\s*")),
    ("circled", lazy(rf"^([{signs.CIRCLED}])\s*")),
    ("first", lazy(rf"^([{_CN}]{{1,3}})是(?!否)")),
    ("mark", lazy(r"^[▲△●○■□◆◇★☆※➤►▶◎⊙☑✔✅❌❎✗✘☒√▪▫◾◽❖✦✓🔹🔸🔷🔶📌👉✨]\s*")),
)
# The same numbers as one character each: ㈠, ⒈, ⑴. A number in words on a line of its own: 第1件
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("paren", lazy(rf"^([{signs.BRACKETED_CHINESE}])[、.．]?\s*")),
    ("digit", lazy(rf"^([{signs.DOTTED}])\s*")),
    ("digit", lazy(r"^(?:NO|No|no|№)[.．]?\s?(\d{1,3})(?:[.．、：:]\s*|\s+)")),
    ("bare", lazy(rf"^第([{_CN}\d]{{1,3}})[件项](?:实事)?[：:]?$")),
    ("bare", lazy(rf"^(?:实事|项目|民生实事|(?:NO|No|no|PART|Part|part)[.．]?)\s?([{_CN}\d]{{1,3}})[：:]?$")),
    ("digit_paren", lazy(rf"^([{signs.BRACKETED}])[、.．]?\s*")),
)
_DEPTH = {name: place for place, (name, _) in enumerate(_STYLES)}
_BARE = _DEPTH["bare"]


def depth_of(style: str | None) -> int:
    """Return how deep a style of numbers is, 0 for the outermost; any style that is not ordered is the deepest."""
    return _DEPTH.get(style or "", len(_DEPTH))


# One search instead of one a style: most lines of a report begin with none.
_ANY_STYLE = lazy("|".join(pattern.pattern for _, pattern in (*_STYLES, *_SIGNS)))
# Numbers that a text may begin a line with for other reasons: they count where three follow one another.
_NO_UNIT = (
    r"(?![年月日号时点分秒个件项所名万亿千百十座处条家公里平户套人米元次场天届级]"
    r"|[类种期批栋层辆台张盏部间亩吨余多至到])"
)
_LOOSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", lazy(rf"^([{_CN}]{{1,3}})[，,]\s*(?=\S)")),
    ("digit", lazy(r"^(\d{1,3})[。,]\s*(?=[^\d\s])")),
    ("digit", lazy(rf"^(\d{{1,2}})[ \t\u3000]+{signs.NO_COUNT}(?=[\u3400-\u9fff“《A-Z])")),
    ("letter", lazy(r"^([a-hA-H])\s?[.．、)）]\s*(?=[\u3400-\u9fff“])")),
    ("digit", lazy(rf"^(\d{{1,2}}){_NO_UNIT}(?=[\u3400-\u9fff“《])")),
    (
        "part",  # 一扩大学位供给, 二缓解停车难: a page whose mark behind the number was lost
        lazy(
            rf"^([{_CN}]{{1,3}})[ \u3000]?(?![{_CN}]){_NO_UNIT}"
            r"(?!是|方面|般|些|定|起|直|切|律|旦|带|镇|村|老|站)(?=[\u3400-\u9fff“《])"
        ),
    ),
)


def read(
    text: str,
    lines: tuple[Line, ...],
    headings: frozenset[int],
    count: int | None,
    *,
    inline: bool = True,
) -> list[Node]:
    """Return the lines of a list with what counts them; see `items.read`.

    `inline`: where hardly a line is counted, look for items that run on inside a paragraph.
    """
    lines = uncounted.labels_apart(lines)
    if inline:
        lines = series.below_names(series.apart(series.run_together(lines)))
    nodes = behind_signs.apart(marked(series.first_item_behind(series.category_before(lines))))
    nodes = domains.numbered(_numbers_above(nodes))
    nodes = uncounted.run_through(uncounted.two_marks(nodes))
    nodes = below_classes.find(uncounted.only_pieces(uncounted.without_captions(nodes)))
    if all(node.style is None or groups.of_heading(node.line.text) for node in nodes):
        nodes = siblings.under_states(lines) or nodes
    if not any(node.style for node in nodes):
        nodes = domains.of_lines(lines) or names_above.find(lines) or _by_form(nodes, lines, headings, count)
    nodes = _first_found(nodes, lines, _READERS)
    pictured = all(node.style is None or siblings.is_caption(node.line) for node in nodes)
    if inline and pictured and (similar := siblings.find(lines)):
        nodes = similar
    nodes = _first_found(nodes, lines, _LAST_READERS)
    if inline and sum(node.style is not None for node in nodes) < 2:
        nodes = _inline(text, lines) or siblings.reported(text, lines) or nodes
    return nodes


_Reader = Callable[[tuple[Line, ...]], list[Node]]
# Readers of lists that no number counts, the surest first.
_READERS: tuple[_Reader, ...] = (
    fields.rated, fields.records, fields.named, fields.side_by_side, uncounted.labelled, uncounted.named,
    uncounted.quoted, said_and_done.find, siblings.subjects, siblings.reported_so_far, uncounted.paragraphs,
)  # fmt: skip
_LAST_READERS: tuple[_Reader, ...] = (uncounted.alike, uncounted.same_opening)


def _first_found(nodes: list[Node], lines: tuple[Line, ...], readers: Iterable[_Reader]) -> list[Node]:
    """Return the nodes, or where nothing counts them those that the first of the readers finds."""
    if any(node.style for node in nodes):
        return nodes
    return next(filter(None, (find(lines) for find in readers)), nodes)


def _by_form(
    nodes: list[Node], lines: tuple[Line, ...], headings: frozenset[int], count: int | None
) -> list[Node]:
    """Return lines as projects that are as many as announced, or behind bullets, or bold; else as they are."""
    if len(nodes) == count and not siblings.broken(lines):
        return [Node("mark", None, node.at, node.line) for node in nodes]
    items = [node.line.bullet and not fields.is_field(node.line.text) for node in nodes]
    if sum(items) > 1:
        return [
            Node("mark" if item else None, None, node.at, node.line)
            for item, node in zip(items, nodes, strict=True)
        ]
    return [Node("bold", None, node.at, node.line) if node.line.start in headings else node for node in nodes]


def marked(lines: tuple[Line, ...]) -> list[Node]:
    """Return the lines, each with the number or mark that it begins with."""
    nodes: list[Node] = []
    last: dict[str, int] = {}
    loose: dict[int, tuple[str | None, str | None, int]] = {
        start: ("mark", None, at) for start, at in any_form.signs_of(lines).items()
    }
    loose |= _loose(lines)
    loose |= {start: ("piece", found.ordinal, found.at) for start, found in any_form.find(lines).items()}
    dashes = [_DASH.match(line.text) for line in lines]
    if sum(dash is not None for dash in dashes) >= 3:
        loose |= {
            line.start: ("mark", None, line.start + dash.end())
            for line, dash in zip(lines, dashes, strict=True)
            if dash is not None
        }
    for line in lines:
        style, ordinal, at = loose.get(line.start, (None, None, line.start))
        for name, pattern in (*_STYLES, *_SIGNS) if _ANY_STYLE.match(line.text) else ():
            found = pattern.match(line.text)
            if found is None:
                continue
            printed = found.group(1) if found.groups() else None
            value = signs.value(printed)
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


_DASH = lazy(r"(?:——?|－－?|[·•・‧∙])\s?(?=[\u3400-\u9fff“])")
_FIGURES = lazy(r"(?<=\s)\d[\d.]{0,12}[%％]?(?=\s|$)")


def _loose(lines: tuple[Line, ...]) -> dict[int, tuple[str | None, str | None, int]]:
    """Return lines counted in a loose way (1新建…, 1。新建…, 一,…), by their starts: three in a row or none."""
    chosen: dict[int, tuple[str | None, str | None, int]] = {}
    for style, pattern in _LOOSE:
        found: dict[int, tuple[str | None, str | None, int]] = {}
        last, run, longest = 0, 0, 0
        for line in lines:
            counted = pattern.match(line.text)
            value = signs.value(counted.group(1)) if counted else None
            if counted is None or value is None or (found and value not in (1, last + 1)):
                continue
            if len(_FIGURES.findall(line.text)) > 1:
                continue  # a row of a table whose cells only spaces part
            run = run + 1 if value == last + 1 else 1
            last, longest = value, max(longest, run)
            found[line.start] = (style, counted.group(1), line.start + counted.end())
        if longest >= 3:
            chosen = found | chosen
    return chosen


def _numbers_above(nodes: list[Node]) -> list[Node]:
    """Return items numbered on a line above each project's one or two lines: 1 / 新建公园3座。

    The numbers run on through categories, which have numbers of an outer style, or begin again in each.
    """
    while len(nodes) > 1 and nodes[-1].style == "bare":
        nodes = nodes[:-1]  # of a project that the page's end cuts off
    starts = [at for at, node in enumerate(nodes) if node.style == "bare"]
    heads = [at for at, node in enumerate(nodes) if node.style not in (None, "bare")]
    if len(starts) < 3 or not all(at + 1 in starts and depth_of(nodes[at].style) < _BARE for at in heads):
        return nodes
    values = [signs.value(nodes[at].ordinal) or 0 for at in starts]
    below = [
        sum(not fields.is_field(node.line.text) for node in nodes[at + 1 : end])
        for at, end in itertools.pairwise(sorted(starts + heads))
        if at in starts
    ]
    under = [node.line.text.lstrip("*") for node in nodes[starts[0] :] if node.style is None]
    many = 8 if sum(map(uncounted.reads_as_project, under)) * 10 >= len(under) * 6 else 2
    named = [nodes[at + 1].line.text for at in starts if at + 1 < len(nodes)]
    tall = any(not 1 <= lines <= many for lines in below) or starts[-1] + 1 == len(nodes)
    if (
        tall
        or any(
            value != last + 1 and not (value == 1 and at - 1 in heads)
            for (last, value), at in zip(itertools.pairwise(values), starts[1:], strict=True)
        )
        or sum(map(bodies.is_body, named)) * 3 > len(named)
    ):
        return nodes
    if sum(bodies.is_body(nodes[end - 1].line.text) for end in starts[1:]) * 2 > len(below):
        return nodes  # the second column of a table whose head is not known
    joined: list[Node] = []
    for node in nodes:
        above = joined[-1] if joined and joined[-1].style == "bare" else None
        if above is None:
            joined.append(node)
            continue
        line = Line(above.line.start, node.line.end, f"{above.line.text}\n{node.line.text}")
        joined[-1] = Node("digit", above.ordinal, node.line.start, line)
    return joined


_RUN_ON = lazy(
    rf"(?:^|(?<=[：:。；;，,\s]))(?:([{_CN}]{{1,3}})是|(\d{{1,2}})[.．、](?!\d)|[（(](\d{{1,2}})[）)]|([{signs.ANY}])"
    rf"|其([{_CN}]{{1,3}})(?:[：:，,、]|[是为](?!否))"
    rf"|第([{_CN}]{{1,3}})(?:[件项][是为]?[：:，]?|[，、])|(\d{{1,2}})[ \u3000]{signs.NO_COUNT}(?=[\u3400-\u9fff“]))"
)


def _inline(text: str, lines: tuple[Line, ...]) -> list[Node]:
    """Items that run on inside a paragraph: 一是…；二是…；三是…。"""
    for line in lines:
        found: list[Node] = []
        marks = [
            mark
            for mark in _RUN_ON.finditer(line.text)
            if not _ELSE.search(line.text, max(0, mark.start() - _LONGEST_ELSE), mark.start())
        ]
        expected, group = 1, None
        chosen: list[re.Match[str]] = []
        for mark in marks:
            if (group is None or mark.lastindex == group) and signs.value(
                mark.group(mark.lastindex or 0)
            ) == expected:
                group, expected = mark.lastindex, expected + 1
                chosen.append(mark)
        if len(chosen) < 3:
            continue
        for mark, end in pieces.with_ends(chosen, pieces.last_end(line.text, chosen, len(line.text))):
            piece = line.piece(mark.start(), end)
            found.append(Node("first", mark.group(mark.lastindex or 0), line.start + mark.end(), piece))
        return found
    return []


# What is counted is no project: 体现了四个特征：一是…
_ELSE = lazy(r"(?:特征|特点|原则|要求|亮点|举措|措施|做法|建议|意见|问题|原因)[：:]$")
_LONGEST_ELSE = 4  # characters
