"""Find the classes of a counted list, each with its own number: 18项民生工程，其中城建工程3项：①…③…教育工程1项：A。

The numbers of the classes must add up to that of the list: then hardly anything else can be meant.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from parsers.commitments.announcing import groups, things
from parsers.commitments.announcing.announcement import Announcement, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.text.patterns import lazy

_WHOLE = lazy(
    r"(?=[一七三两九二五八六十四实民百\d])(?:"
    rf"({signs.NUMBER})\s?[件项个]大?(?:重点)?(?:为民|惠民|便民|利民)?(?:办)?(?:民生|实事|民心|惠民|好事)(?:实事)?(?:工程|项目|事项)?"
    r"[，,。：:；;]?(?=其中|包括|分别|具体|[^，。；：\d]{2,10}\d)"
    rf"|(?:实事|民生(?:工程|项目))(?:项目)?(?:共计?|总计|安排|确定|有){{1,3}}\s?({signs.NUMBER})\s?[件项个][，,。：:；;]?(?=其中|包括|分别|具体)"
    r")"
)
_CLASS = lazy(
    rf"(?:^|其中[，,:：]?|包括|分别(?:是|为)|具体(?:是|为)|[。；;，,：:])\s?(?P<name>[^，,。；;：:、\d（）()①-⑳]{{2,10}})"
    rf"(?<!其中)(?:共|有|共有)?\s?(?P<count>{signs.NUMBER})\s?[件项个]\s?(?:[：:]|[，,](?:即|分别(?:是|为)|为|是|包括)[：:]?)"
)
_ENDS_CLASS = lazy(r"[件项个]\s?[：:，,]")  # part of every match of _CLASS
_LEFT_OVER = lazy(r"(?:其余|剩余|余下|其他|另外)的?")  # 其余3件：A，B，C
_FEWEST = 2
_FIRST_LINES = 6
_LONGEST_HEAD = 28  # characters of what _CLASS_LINE matches, up to its closing bracket
_MOST = 20  # counts in one line: each is followed to the line's end


def find(lines: Sequence[Line], named: Sequence[int]) -> Iterator[Announcement]:
    """Yield an announcement for each class of a list whose classes add up to its number.

    `named`: the lines that name livelihood projects.
    """
    for at in named:
        line = lines[at]
        text = line.text
        if _ENDS_CLASS.search(text) is None:
            continue
        for whole in itertools.islice(_WHOLE.finditer(text), _MOST):
            wanted, found = number(whole.group(1) or whole.group(2)), 0
            classes = []
            for one in _CLASS.finditer(text, whole.end() - 1):
                classes.append(one)
                found += number(one["count"]) or 0
                if wanted is not None and found >= wanted:
                    break
            part = "其中" in text[whole.end() - 1 : whole.end() + 3]  # some of the classes are named
            if (
                wanted is None
                or len(classes) < _FEWEST
                or (found != wanted and not (part and found < wanted))
            ):
                continue
            ends = [one.start("name") for one in classes[1:]] + [len(text)]
            for one, end in zip(classes, ends, strict=True):
                name = one["name"].removeprefix("其中")
                state = groups.of(f"{name}{one['count']}件", text[: one.start()])
                group = state.state if state is not None else None
                sorts = group is not None or _LEFT_OVER.fullmatch(name) is not None
                yield Announcement(
                    at, line.start + one.start("name"), line.start + one.end(), one.group(), number(one["count"]),
                    group, not sorts, last_year(text[: whole.start()]), category=None if sorts else name,
                    limit=line.start + end,
                )  # fmt: skip
            break
    yield from _lines(lines)


# 黄灯项目（2个）：A、B。 in a line of its own beside others
_CLASS_LINE = lazy(
    rf"(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)]?[、.．]?)?(?P<name>[^，,。；;：:、\d（()）]{{2,12}}?)(?:项目|实事|任务)?[（(](?:共|计)?(?P<count>{signs.NUMBER})\s?[个项件][）)][：:]\s?(?=\S)"
)


def _lines(lines: Sequence[Line]) -> Iterator[Announcement]:
    """Yield an announcement for each of several lines in a row that name a class, its number, and as many projects."""
    run: list[Announcement] = []
    for at, line in enumerate([*lines, None]):
        one = _of_line(at, line) if line is not None else None
        if one is not None:
            run.append(one)
            continue
        if len(run) >= _FEWEST and any(things.NAMED.search(each.text) for each in lines[:_FIRST_LINES]):
            yield from run
        run = []


def _of_line(at: int, line: Line) -> Announcement | None:
    head = line.text[:_LONGEST_HEAD]
    if ("）" not in head and ")" not in head) or line.tabbed or "\t" in line.text:
        return None
    found = _CLASS_LINE.match(line.text)
    if found is None:
        return None
    until = len(line.text.rstrip("。；;"))
    names = between.split(line.text, found.end(), until, "、")
    count = number(found["count"])
    if len(names) != count or "。" in line.text[:until]:
        return None
    state = groups.of(f"{found['name']}{found['count']}件", "")
    group = state.state if state is not None else None
    return Announcement(
        at, line.start, line.start + found.end(), found.group(), count, group, group is None, None,
        category=None if group else found["name"], until=line.start + until,
    )  # fmt: skip
