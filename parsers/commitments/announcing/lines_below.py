"""Take the lines below a sentence that are the list it announces: counted, under a heading, by field, of one shape."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.announcing import cut_off, groups
from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import enumeration
from parsers.commitments.lists.enumeration import depth_of
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_STOPS = ("；", ";", "。")
_LONGEST_NAME = 60
_NO_PROJECT = 0.5  # grade of a line that does not go on with the names above it
_FEWEST = 3
SHORTEST_NAME = 5  # characters of a name; a field of life has four (幼有所育)
_SECTION = lazy(r"^(?:第?[一二三四五六七八九十]{1,3}[、.．章部]|[（(][一二三四五六七八九十]{1,3}[）)])")
_CLOSING = lazy(
    r"^(?:会议|大会|同时|此外|另外|据了解|据悉|下一步|谢谢|各位|附件|记者|图文|图片|文字|文[:：/]|图[:：/]|供稿|供图|摄影|来源|责任编辑|编辑|声明)"
)


def counted(lines: list[Line], first: int, count: int | None, *, from_one: bool) -> list[Line]:
    """Return the lines of a list that is counted line by line: up to a heading of an outer style, or its end.

    `from_one`: its first number is 1; those of the second group (三、未开工项目) go on from the first.
    """
    below = lines[first : first + 400]
    sorted_on = (at for at, line in enumerate(below) if at and groups.of_heading(line.text))
    below = below[: next(sorted_on, len(below))]
    nodes = enumeration.read("", tuple(below), frozenset(), None, inline=False)
    if not nodes or nodes[0].style is None:
        return []
    style, depth = nodes[0].style, depth_of(nodes[0].style)
    if from_one and style != "mark" and signs.value(nodes[0].ordinal) != 1:
        return []
    last, taken, counted = 0, [nodes[0].line], 1
    last = signs.value(nodes[0].ordinal) or 1
    usual: list[int] = []
    own = 1
    for node in nodes[1:]:
        if node.style is None:
            if counted == count and usual and own >= max(usual):
                break
            if counted == count and not usual[:1] and _CLOSING.match(node.line.text):
                break
            own += 1
            taken.append(node.line)
            continue
        deep = depth_of(node.style)
        if deep < depth:
            break
        if node.style == style:
            value = signs.value(node.ordinal)
            if style != "mark" and (value is None or value < last or value > last + 3):
                break
            if counted == count and style == "mark":
                break
            last = value or last
            usual.append(own)
            own, counted = 0, counted + 1
        own += 1
        taken.append(node.line)
    while (
        len(taken) > 1
        and usual
        and own > max(usual)
        and taken[-1].text[:1]
        and _CLOSING.match(taken[-1].text)
    ):
        taken.pop()
        own -= 1
    return taken


def under_heading(lines: list[Line], first: int, each: Announcement) -> list[Line]:
    """Return the lines that nothing counts below a heading that sorts projects: 一、已竣工项目, up to the next one."""
    if each.group is None or each.count is not None or not _SECTION.match(lines[first - 1].text):
        return []
    taken: list[Line] = []
    for line in lines[first:]:
        if _SECTION.match(line.text) or _CLOSING.match(line.text) or groups.of_heading(line.text):
            break
        if len(line.text) > _LONGEST_NAME or line.tabbed or line.text.endswith(("：", ":")):
            return []
        taken += _in_a_row(line)
    return taken


def _in_a_row(line: Line) -> list[Line]:
    """Return the names that a line gives in a row (公园改造、水渠清淤。); the line itself where it is one name."""
    parts = between.split(line.text, 0, len(line.text.rstrip("。")), "、")
    long = all(SHORTEST_NAME <= end - start <= _LONGEST_NAME // 2 for start, end in parts)
    if len(parts) < 2 or not long or not line.text.endswith("。") or any(c in line.text for c in "，；：,;:"):
        return [line]
    return [line.piece(start, end) for start, end in parts]


def alike(lines: list[Line], first: int, count: int | None) -> list[Line]:
    """Return as many lines of one shape as announced: sentences that end in ；, or names without a stop."""
    if count is None or count < _FEWEST:
        return []
    if first + count > len(lines):
        return cut_off.sentences(lines, first)
    run = lines[first : first + count]
    after = lines[first + count] if first + count < len(lines) else None
    if any(line.tabbed or "\t" in line.text for line in run):
        return []
    if all(line.text.endswith(("；", ";")) for line in run[:-1]) and run[-1].text.endswith(_STOPS):
        return run
    if all(line.text.endswith("。") for line in run) and (
        after is None
        or not after.text.endswith("。")
        or _SECTION.match(after.text)
        or _CLOSING.match(after.text)
    ):
        return run
    short = all(
        len(line.text) <= _LONGEST_NAME and not line.text.endswith((*_STOPS, "：", ":")) for line in run
    )
    if short and (
        after is None
        or after.text.endswith(_STOPS)
        or _CLOSING.match(after.text)
        or likeness.grade(after.text) < _NO_PROJECT
    ):
        return run
    return []


_FIELD = lazy(
    r"(?:[①-⑳■●▲◆]|[一二三四五六七八九十]是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?\s?"
    r"(?:在)?[^，,。；;：:、\d]{2,12}(?:方面|领域|上)[，,：:]"
)
_LEAST_BY_FIELD = 0.6  # mean grade of the parts


def by_field(text: str, lines: Sequence[Line], each: Announcement) -> list[Piece]:
    """Return the parts between ； of the lines that each begin with a field of life; none if their number does not fit.

    城市建设方面，打通断头路7条；改造老旧小区46个； / 社会保障方面，新增养老床位900张；…
    There may be fewer than announced where the page ends with them.
    """
    if each.count is None:
        return []
    found: list[Piece] = []
    at = each.at + 1
    while at < len(lines) and (field := _FIELD.match(text, lines[at].start, lines[at].end)) is not None:
        found += _of_line(text, field.end(), lines[at].end)
        at += 1
    fits = len(found) == each.count or (at == len(lines) and _FEWEST <= len(found) < each.count)
    grade = likeness.mean([text[part.at : part.end] for part in found])
    return found if fits and grade >= _LEAST_BY_FIELD else []


def _of_line(text: str, start: int, end: int) -> list[Piece]:
    spans = between.split(text, start, end, "；;")
    return [Piece(None, begin, begin, stop) for begin, stop in spans]
