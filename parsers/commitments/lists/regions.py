"""Where a page lists livelihood projects: under which heading, for which year, planned or done."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import ABOUT_PAGE, ENDS_LIST, LONGEST_HEADING, Line, lines_of
from parsers.commitments.headings.titles import ANNEX, LEADS_IN, NUMBERED, Titles, is_heading
from parsers.commitments.headings.words import COUNT, RUNNING, TOPIC, YEAR, is_done
from parsers.commitments.numbering.signs import number
from parsers.kind import genres
from parsers.page import Page
from parsers.record import Kind
from parsers.text.patterns import lazy

_STYLES = (
    lazy(r"^第?[一二三四五六七八九十]{1,3}[、.．章部]"),
    lazy(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    lazy(r"^\d{1,2}\s?[.．、]"),
)
_LEVELS = (
    *_STYLES,
    lazy(
        r"^(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}(?:[）)：:\s]|$)|[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十\d]{1,3}[，,件项])"
    ),
)
_NUMBERED_ROW = lazy(r"^[ \u3000]*(\d{1,3})[ \u3000]*\t", re.M)
_REPORTED_CELL = lazy(r"已|完成|建成|竣工|无法|不再|终止|未|正在|进行中|封顶|完工|完毕|举办")
# The longest list seen has 178 projects in 190 lines, one cell a line would make 900; more is no list.
_MOST_LINES = 6_000
_MOST_LISTS = 60
# The second line of a headline: 关于2023年为民办实事项目 / 实施情况的通报
_GOES_ON = lazy(
    r"的?(?:实施|完成|落实|进展|办理|推进|执行)(?:情况|进展|进度|结果)(?:的(?:通报|报告|公示|汇报|公告))?$"
)
_FIRST_LINES = 5
_LONGEST_NAME = 24  # characters of a heading that distinguishes a list from the one beside it
_FIRST_PART = 400
_HEADS_IN_A_ROW = 3
_LONGEST_HEAD = 6


@dataclass(frozen=True, slots=True)
class Region:
    """A list of livelihood projects: its heading, and the lines under it."""

    heading: Line | None
    lines: tuple[Line, ...]
    year: int | None  # as the heading says
    done: bool  # the heading calls it a list of what was done
    running: bool  # it says how far things are in the year itself
    count: int | None  # of projects, as the heading says
    strict: bool  # in the middle of a report, or above the first heading: only an explicit list counts
    annex: bool  # stands under 附件


def find(page: Page, kind: Kind) -> list[Region]:
    """The lists of a page, in order. A list page without any heading is one list as a whole."""
    if kind == "other" or (kind == "work_report" and not _may_list(page.text)):
        return []
    lines = _with_bullets(page, [line for line in lines_of(page.text) if not ABOUT_PAGE.match(line.text)])
    lines = _without_contents(lines)
    titles = Titles(lines)
    whole = kind == "livelihood_projects"
    heads = [
        at for at in range(len(lines)) if is_heading(lines[at], at, titles) and not _heads_a_column(lines, at)
    ][:_MOST_LISTS]
    if whole:
        heads = [at for at in heads if not titles.counts_on(at)]
    regions = []
    if whole and heads and LEADS_IN.match(lines[heads[0]].text):
        lines, heads = lines[heads[0] :], [at - heads[0] for at in heads]
    if not whole and not heads and (rows := _rows_alone(lines)):
        return [Region(None, rows, None, done=True, running=False, count=None, strict=False, annex=False)]
    if whole and (not heads or heads[0] > 0):
        title = page.given_title or page.page_title or _first_line(lines)
        before = lines[: heads[0]] if heads else lines
        regions.append(_region(None, title, before, strict=bool(heads)))
    for at, following in zip(heads, [*heads[1:], len(lines)] if heads else [], strict=True):
        goes_on = at + 1 < following and _GOES_ON.match(lines[at + 1].text) is not None
        title = lines[at].text + (lines[at + 1].text if goes_on else "")
        begin = min(following, titles.after_index(at) + goes_on)
        body = _body(lines[begin:following], lines[at].text, whole=whole)
        strict = not whole and NUMBERED.match(lines[at].text) is not None
        annex = ANNEX.match(lines[at].text) or (at > 0 and ANNEX.match(lines[at - 1].text))
        regions.append(_region(lines[at], title, body, strict=strict, annex=bool(annex)))
    return regions


def _with_bullets(page: Page, lines: list[Line]) -> list[Line]:
    """Return the lines, items of lists by the markup as lines behind a bullet: browsers draw one, or a number."""
    begun = frozenset(page.items)
    return [replace(line, bullet=True) if line.start in begun else line for line in lines] if begun else lines


def _heads_a_column(lines: list[Line], at: int) -> bool:
    """Decide whether a line is the head of a column, one a line: 实事项目 above 主要内容 and 责任单位."""
    near = [line.text for line in lines[at : at + _HEADS_IN_A_ROW]]
    return len(near) == _HEADS_IN_A_ROW and len(near[0]) <= _LONGEST_HEAD and all(map(roles.of, near))


def names(lists: list[Region]) -> dict[Region, str]:
    """Return the headings of lists side by side for the same year: 为农民办好十件实事, 为城镇居民办好十件实事.

    They are what distinguishes the projects, as a category does; the heading of a single list is none.
    """
    named = [
        one
        for one in lists
        if one.heading is not None
        and not one.annex
        and len(one.heading.text) <= _LONGEST_NAME
        and YEAR.search(one.heading.text) is None
    ]
    sides: dict[tuple[int | None, bool], list[Region]] = {(one.year, one.done): [] for one in named}
    for one in named:
        sides[one.year, one.done].append(one)
    return {
        one: NUMBERED.sub("", one.heading.text).strip("：: ")
        for alike in sides.values()
        for one in alike
        if one.heading is not None and len({other.heading.text for other in alike if other.heading}) > 1
    }


def _without_contents(lines: list[Line]) -> list[Line]:
    """Leave out a table of contents: numbered lines in the first few, of which the first stands again below."""
    for at in range(min(_FIRST_LINES, len(lines))):
        if not NUMBERED.match(lines[at].text):
            continue
        end = at
        while (
            end < len(lines) and len(lines[end].text) <= LONGEST_HEADING and NUMBERED.match(lines[end].text)
        ):
            end += 1
        again = any(line.text == lines[at].text for line in lines[end:])
        return [*lines[:at], *lines[end:]] if end - at > 1 and again else lines
    return lines


def title_of(page: Page) -> str:
    """Return the title of a page, or its first line where that is short and names livelihood projects."""
    first = list(itertools.islice(lines_of(page.text, 0, _FIRST_PART), 1))
    return page.given_title or page.page_title or _first_line(first)


def _first_line(lines: list[Line]) -> str:
    """Return the first line as a title, where it is short and names livelihood projects."""
    first = lines[0].text if lines else ""
    return (
        first if len(first) <= LONGEST_HEADING and TOPIC.search(first) and first[-1] not in "。；;：:" else ""
    )


def _may_list(text: str) -> bool:
    return "实事" in text or TOPIC.search(text) is not None or _NUMBERED_ROW.search(text) is not None


def _rows_alone(lines: list[Line]) -> tuple[Line, ...]:
    """Rows of a table whose caption was cut off: numbered one after another, most with a report in a further cell."""
    at = next((at for at, line in enumerate(lines) if _NUMBERED_ROW.match(line.text)), None)
    if at is None:
        return ()
    taken: list[Line] = []
    last, rows, reported = None, 0, 0
    for line in lines[at:]:
        row = _NUMBERED_ROW.match(line.text)
        if row is not None and (last is None or int(row.group(1)) == last + 1):
            last, rows = int(row.group(1)), rows + 1
        elif not line.tabbed:
            break
        taken.append(line)
        reported += _REPORTED_CELL.search(line.text) is not None
    return tuple(taken) if rows >= 4 and reported * 2 >= rows else ()


def _region(
    heading: Line | None, title: str, lines: list[Line], *, strict: bool, annex: bool = False
) -> Region:
    years = YEAR.findall(title)
    count = COUNT.search(title)
    return Region(
        heading=heading,
        lines=tuple(lines[:_MOST_LINES]),
        year=int(years[-1]) if years else None,
        done=is_done(title, lines) and genres.PLANNED.search(title) is None,
        running=RUNNING.search(title) is not None and "完成情况" not in title,
        count=number(count.group(1)) if count else None,
        strict=strict,
        annex=annex,
    )


def _body(lines: list[Line], heading: str, *, whole: bool) -> list[Line]:
    """The lines up to what ends a list: an annex, a glossary, the next heading of its own style."""
    own = next((style for style, pattern in enumerate(_STYLES) if pattern.match(heading)), None)
    kept: list[Line] = []
    for line in lines:
        text = line.text.strip("*# ")
        if len(text) <= LONGEST_HEADING * 2 and not line.tabbed and ENDS_LIST.search(text):
            if whole and not kept and ANNEX.match(text):
                continue
            break
        if own is not None and any(pattern.match(line.text) for pattern in _STYLES[: own + 1]):
            break
        kept.append(line)
    return kept if whole else _to_next_section(kept)


def _to_next_section(lines: list[Line]) -> list[Line]:
    """The lines of a list inside a report up to a heading of an outer style: （十） after （1）, 三、 after ①."""
    first = next((_level(line) for line in lines[:2] if _level(line) is not None), None)
    if first is None:
        return lines
    ends = (at for at, line in enumerate(lines) if (level := _level(line)) is not None and level < first)
    return lines[: next(ends, len(lines))]


def _level(line: Line) -> int | None:
    return next((level for level, style in enumerate(_LEVELS) if style.match(line.text)), None)
