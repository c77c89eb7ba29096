"""Where a page lists livelihood projects: under which heading, for which year, planned or done.

Longer than other modules: what a heading is and where its list ends are decided by the same patterns.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.commitments.numbering.signs import number
from parsers.kind import genres
from parsers.page import Page
from parsers.record import Kind
from parsers.text.patterns import lazy

_TOPIC = (
    r"民生[^，。；：]{0,4}实事|民生(?:重点)?(?:工程|项目|清单|事项|微实事)|民心(?:工程|实事|项目|行动)|(?:为民|惠民|便民|利民|亲民)[^，。；：]{0,8}(?:实事|工程|项目)|"
    r"实事(?:项目|工程|清单|计划|任务|完成|办理|进展|落实|推进)|办(?:好)?的?实事|(?:民生|惠民|为民)(?:要|大|好|关键小)事|民生[“\"][^”\"，。]{1,6}[”\"]工程|惠民行动(?:计划|项目)|涉及民生|[件项大]?实事$|民生[“\"]?[十\d]{1,3}件|[十\d]{1,3}件[“\"]?(?:大|好|民心|暖心)事"
)
TOPIC = lazy(_TOPIC)
DONE = lazy(
    r"(?:完成|落实|进展|办理|推进|执行|实施|建设|督查)(?:情况|结果|进度|进展)|进展|进度(?!安排|计划)|(?:推进|最新|工作)动态|兑现|总结|成效|成绩单|红黑榜|红榜|黑榜|晒单|(?:考核|评估|验收|核查|督办)(?:情况|结果|公示|通报)|调度|盘点|回顾|回头看|(?<!认真)(?<!贯彻)(?<!切实)(?<!抓好)(?<!深入)落实(?!到|责任)|"
    r"(?:已|全部|全面|圆满|基本|如期|顺利)(?:完成|办结|办理|竣工)|(?<![要需拟将])完成的\s?\d{1,3}\s?[件项个]|完成(?=$|[表的]?[（(]?\d{4}|一览|清单)|情况的?(?:报告|汇报|通报)"
)
# What is published may be a plan or what came of it: there a line has to say that something was done.
_PUBLISHED = lazy(
    r"公示|评估|通报|完成|办理(?!的[^，。；情结]{0,14}[0-9一二三四五六七八九十]{1,3}[件项])|推进|执行|结果"
)
_SAYS_DONE = lazy(
    r"已(?!经?(?:确定|审议|批准|研究))|(?:完成|进展|落实|办理)情况(?!向|要|将|定期|纳入|及时|报)|截至|截止|竣工"
)
RUNNING = lazy(r"进展|进度|推进|动态|月|季度|上半年")
_YEAR = lazy(r"(?<!\d)((?:19|20)\d\d)\s*年?(?!\d)")
_COUNT = lazy(r"(?:共|计)?\s*(\d{1,3}|[一二三四五六七八九十百]{1,4})\s*(?:大)?(?:件|项|个)(?!议|目标)")
_LIST_LIKE = lazy(
    r"(?:实事|清单|项目|工程|情况|一览表|汇总表|进度表|计划表|任务表|明细表|表|计划|任务|安排|目录|进展|结果|[件项]|分解|方案|公示|内容|通报)"
    r"(?:[（(【][^（()）]{0,30}[）)】])?[：:]?$"
)
_NUMBERED = lazy(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．是章部]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s?[.．、])"
)
_DIGIT = lazy(r"(\d{1,2})\s?[.．、]")
_STYLES = (
    lazy(r"^第?[一二三四五六七八九十]{1,3}[、.．章部]"),
    lazy(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    lazy(r"^\d{1,2}\s?[.．、]"),
)
_LEVELS = (
    *_STYLES,
    lazy(
        r"^(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[）)]|[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3}[，,件项])"
    ),
)
_ANNEX = lazy(r"^(?:附件|附表|附录|附)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:.．]?\s*")
_AFTER = lazy(
    r"^[#*《“（(]*(?:附件|附表|附录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?$|名词(?:、?术语)?(?:解释|注释)|注释$|术语(?:解释|注释|说明)|用语(?:解释|说明)|"
    r"词语(?:解释|注释)|^注[：:释]|^各位代表[！!，,：:]|^(?:主办|承办|版权所有|责任编辑|编辑|来源|扫一扫|相关(?:附件|链接|阅读|解读|文件)|分享到?)\s*[：:]|"
    r"ICP备|^(?:关闭窗口|打印本页|上一篇|下一篇|返回顶部)|^抄送"
)
# What an information bar says of the page, and the links below it.
_ABOUT_PAGE = lazy(
    r"(?:所属类目|主题分类|体\s*裁|发布日期|发文字号|发文日期|公开类别|机构名称|索引号?|文\s*号|信息来源|发布时间|成文日期|有\s*效\s*性|浏览次数|访问量|"
    r"上一[篇条]|下一[篇条]|公开形式|公开方式|发布机构)\s*[：:]"
)
_FIELD = lazy(
    r"(?:政府|原)?(?:承诺|办理|目标|任务|项目|内容)[^，。；：:]{0,6}[：:]\S"
)  # 政府承诺：便民超市工程
_NUMBERED_ROW = lazy(r"^[ \u3000]*(\d{1,3})[ \u3000]*\t", re.M)
_REPORTED_CELL = lazy(r"已|完成|建成|竣工|无法|不再|终止|未|正在|进行中|封顶|完工|完毕|举办")
# 下面是2022年十大民生实事项目。: what stands above is no part of the list
_LEADS_IN = lazy(r"(?:下面|以下)(?:就)?(?:是|为)?[^。：:]{2,40}[。：:]?$")
# 主要进度如下：
_PROGRESS_FOLLOWS = lazy(r"(?:进[度展]|(?:完成|办理|落实|推进)情况)(?:情况)?(?:分别|具体)?如下[：:]$")
_NAMES_END = ("项目", "工程", "行动")
_ITEM_MARKS = tuple("▲△■□◆◇★☆※➤►▶")
_LONGEST_HEADING = 48
# The longest list seen has 178 projects in 190 lines, one cell a line would make 900; more is no list.
_MOST_LINES = 6_000
_MOST_LISTS = 60
_FIRST_LINES = 5
_FIRST_PART = 400
_ROW = lazy(r"\d{1,3}")
# A heading of a report whose projects are counted below: （七）着力办好民生实事
_DEEDS = lazy(r"(?:民生|惠民|为民办?|办好|十件|[件项大])(?:实事|事)(?:项目|工程)?$")
_COUNTS = (
    lazy(r"[（(]?1[）).．、]|①|一是|[（(]一[）)]"),
    lazy(r"[（(]?2[）).．、]|②|二是|[（(]二[）)]"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    tabbed: bool = False  # a tab stood before it: the line goes on with the next cell of a flattened table
    bullet: bool = False  # a hyphen or dot of a plain-text list stood before it


@dataclass(frozen=True, slots=True)
class Region:
    """A list of livelihood projects: its heading, and the lines under it."""

    heading: Line | None
    lines: tuple[Line, ...]
    year: int | None  # as the heading says
    done: bool  # the heading calls it a list of what was done
    running: bool  # it tells how far things are in the year itself
    count: int | None  # of projects, as the heading says
    strict: bool  # in the middle of a report, or above the first heading: only an explicit list counts
    annex: bool  # stands under 附件


_LINE = lazy(r"[^\n]+")
_BULLET = lazy(r"(?:[-*•·]|——?|－)[ \t\u3000]+(?=\S)")


def lines_of(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of a text that are not blank."""
    return list(_lines_of(text, start, len(text) if end is None else end))


@lru_cache(maxsize=4)  # a page is read for its kind and for its promises
def _lines_of(text: str, start: int, end: int) -> tuple[Line, ...]:
    found = []
    for match in _LINE.finditer(text, start, end):
        raw = match.group()
        stripped = raw.strip()
        if stripped.endswith("|"):  # the edge of a row of a table in pipes
            stripped = stripped.rstrip("| \t\u3000")
        if stripped:
            at = match.start() + raw.index(stripped)
            tabbed = "\t" in raw[: at - match.start()]
            bullet = _BULLET.match(stripped)
            if bullet:
                stripped, at = stripped[bullet.end() :], at + bullet.end()
            found.append(Line(at, at + len(stripped), stripped, tabbed, bullet is not None))
    return tuple(found)


def body_lines(text: str) -> list[Line]:
    """Return the lines of a text without the page's information bar and the short lines below a list."""
    return [
        line
        for line in lines_of(text)
        if not _ABOUT_PAGE.match(line.text)
        and not (len(line.text) <= _LONGEST_HEADING * 2 and _AFTER.search(line.text))
    ]


def find(page: Page, kind: Kind) -> list[Region]:
    """The lists of a page, in order. A list page without any heading is one list as a whole."""
    if kind == "other" or (kind == "work_report" and not _may_list(page.text)):
        return []
    lines = [line for line in lines_of(page.text) if not _ABOUT_PAGE.match(line.text)]
    lines = _without_contents(lines)
    titles = _Titles(lines)
    whole = kind == "livelihood_projects"
    heads = [at for at in range(len(lines)) if _is_heading(lines[at], at, titles)][:_MOST_LISTS]
    if whole:
        heads = [at for at in heads if not titles.counts_on(at)]
    regions = []
    if whole and heads and _LEADS_IN.match(lines[heads[0]].text):
        lines, heads = lines[heads[0] :], [at - heads[0] for at in heads]
    if not whole and not heads and (rows := _rows_alone(lines)):
        return [Region(None, rows, None, done=True, running=False, count=None, strict=False, annex=False)]
    if whole and (not heads or heads[0] > 0):
        title = page.given_title or page.page_title or _first_line(lines)
        before = lines[: heads[0]] if heads else lines
        regions.append(_region(None, title, before, strict=bool(heads)))
    for at, following in zip(heads, [*heads[1:], len(lines)] if heads else [], strict=True):
        body = _body(lines[at + 1 : following], lines[at].text, whole=whole)
        strict = not whole and _NUMBERED.match(lines[at].text) is not None
        annex = _ANNEX.match(lines[at].text) or (at > 0 and _ANNEX.match(lines[at - 1].text))
        regions.append(_region(lines[at], lines[at].text, body, strict=strict, annex=bool(annex)))
    return regions


def _without_contents(lines: list[Line]) -> list[Line]:
    """Leave out a table of contents: numbered lines in the first few, of which the first stands again below."""
    for at in range(min(_FIRST_LINES, len(lines))):
        if not _NUMBERED.match(lines[at].text):
            continue
        end = at
        while (
            end < len(lines) and len(lines[end].text) <= _LONGEST_HEADING and _NUMBERED.match(lines[end].text)
        ):
            end += 1
        again = any(line.text == lines[at].text for line in lines[end:])
        return [*lines[:at], *lines[end:]] if end - at > 1 and again else lines
    return lines


def first_line(text: str) -> str:
    """Return the first line of a text as a title, where it is short and names livelihood projects."""
    return _first_line(list(itertools.islice(lines_of(text, 0, _FIRST_PART), 1)))


def _first_line(lines: list[Line]) -> str:
    """Return the first line as a title, where it is short and names livelihood projects."""
    first = lines[0].text if lines else ""
    return (
        first
        if len(first) <= _LONGEST_HEADING and TOPIC.search(first) and first[-1] not in "。；;：:"
        else ""
    )


def _may_list(text: str) -> bool:
    return TOPIC.search(text) is not None or _NUMBERED_ROW.search(text) is not None


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
    years = _YEAR.findall(title)
    count = _COUNT.search(title)
    return Region(
        heading=heading,
        lines=tuple(lines[:_MOST_LINES]),
        year=int(years[-1]) if years else None,
        done=_is_done(title, lines) and genres.PLANNED.search(title) is None,
        running=RUNNING.search(title) is not None and "完成情况" not in title,
        count=number(count.group(1)) if count else None,
        strict=strict,
        annex=annex,
    )


def _is_done(title: str, lines: list[Line]) -> bool:
    if speaks_of_done(title) or any(_PROGRESS_FOLLOWS.search(line.text) for line in lines[:4]):
        return True
    return _PUBLISHED.search(title) is not None and any(_SAYS_DONE.search(line.text) for line in lines[:60])


# 为兑现承诺，县政府将办好5件实事： what goes before an aim says nothing of these projects
_AIMS = lazy(
    r"(?:将|拟|计划|全力|重点|集中|着力|努力|继续|确定|决定)[^，,。；;：:]{0,10}?(?P<act>办好|办成|实施|办理|抓好|推进|办)"
)


def speaks_of_done(words: str) -> bool:
    """Decide whether a heading or announcing words speak of what was done, and not of what will be."""
    begin = max((aim.start("act") for aim in _AIMS.finditer(words)), default=0)
    return DONE.search(words, begin) is not None


def _is_heading(line: Line, at: int, titles: _Titles) -> bool:
    text = line.text.strip("*#•· ")
    if _LEADS_IN.match(text):
        text = text.rstrip("。：:")
    if len(text) > _LONGEST_HEADING or TOPIC.search(text) is None or any(c in text for c in "。；;！"):
        return False
    if "\t" in text or line.tabbed or _LIST_LIKE.search(text) is None or titles.is_cell(at):
        return False
    if text.startswith(_ITEM_MARKS) or _FIELD.match(text) or titles.is_one_of_many(at):
        return False
    if text.startswith(("附件", "附：", "附:")):
        return not titles.come_again(at)
    if _NUMBERED.match(text):
        dated = _YEAR.search(text) or _COUNT.search(text) or "清单" in text or titles.counts_below(at)
        return bool(dated) and "，" not in text and not titles.come_again(at)
    return True


class _Titles:
    """Where titles come again: a line in the index of annexes (附件：1.… 2.…) is no heading."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.last: dict[str, int] | None = None

    def is_cell(self, at: int) -> bool:
        """Whether a line is a cell, one a line: under 序号 or a number, or above the next row's number."""
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        above = self.lines[at - 1].text if at > 0 else ""
        if above in ("序号", "编号") or (_ROW.fullmatch(after) is not None and after not in ("1", "01")):
            return True
        return _ROW.fullmatch(above) is not None and any(
            _ROW.fullmatch(line.text) and int(line.text) == int(above) + 1
            for line in self.lines[at + 1 : at + 4]
        )

    def is_one_of_many(self, at: int) -> bool:
        """Decide whether a line without number or year ends as three others do that name no list: …惠民项目"""
        text = self.lines[at].text
        if _YEAR.search(text) or _COUNT.search(text) or "实事" in text or not text.endswith(_NAMES_END):
            return False
        alike = (
            line.text.endswith(text[-2:]) and len(line.text) <= _LONGEST_HEADING and TOPIC.search(line.text) is None
            for line in self.lines
        )  # fmt: skip
        return sum(alike) >= 3

    def counts_on(self, at: int) -> bool:
        """Decide whether a numbered line goes on counting from an item above it: 2、…民生实事项目 after 1、…"""
        counted = _DIGIT.match(self.lines[at].text)
        if counted is None or counted.group(1) == "1":
            return False
        before = f"{int(counted.group(1)) - 1}"
        above = (_DIGIT.match(line.text) for line in self.lines[max(0, at - 12) : at])
        return any(one is not None and one.group(1) == before for one in above)

    def counts_below(self, at: int) -> bool:
        """Decide whether a heading that ends in 实事 has projects counted from 1 right below it."""
        if at + 2 >= len(self.lines) or _DEEDS.search(self.lines[at].text) is None:
            return False
        return all(
            count.match(line.text) for count, line in zip(_COUNTS, self.lines[at + 1 : at + 3], strict=True)
        )

    def come_again(self, at: int) -> bool:
        """Whether the title of a line stands again further down."""
        if self.last is None:
            short = (n for n, line in enumerate(self.lines) if len(line.text) <= _LONGEST_HEADING)
            self.last = {_bare_title(self.lines[n].text): n for n in short}
        title = _bare_title(self.lines[at].text)
        return len(title) > 5 and self.last.get(title, at) > at


def _bare_title(text: str) -> str:
    text = _ANNEX.sub("", "".join(text.split()))
    return re.sub(r"^\d{1,2}[.．、]", "", text).strip("*#《》")


def _body(lines: list[Line], heading: str, *, whole: bool) -> list[Line]:
    """The lines up to what ends a list: an annex, a glossary, the next heading of its own style."""
    own = next((style for style, pattern in enumerate(_STYLES) if pattern.match(heading)), None)
    kept: list[Line] = []
    for line in lines:
        text = line.text.strip("*# ")
        if len(text) <= _LONGEST_HEADING * 2 and not line.tabbed and _AFTER.search(text):
            if whole and not kept and _ANNEX.match(text):
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
