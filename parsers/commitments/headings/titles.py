"""Decide which lines head a list, by their words and by the lines around them."""

from __future__ import annotations

import itertools
import re

from parsers.commitments.headings.lines import LONGEST_HEADING, Line
from parsers.commitments.headings.words import COUNT, TOPIC, YEAR
from parsers.text.patterns import lazy

_LIST_LIKE = lazy(
    r"(?:实事|清单|项目|工程|情况|一览表|汇总表|进度表|计划表|任务表|明细表|表|计划|任务|安排|目录|进展|结果|[件项]|分解|方案|公示|内容|通报)"
    r"(?:[（(【][^（()）]{0,30}[）)】])?[：:]?$"
)
NUMBERED = lazy(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.．是章部]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}\s?[.．、])"
)
_DIGIT = lazy(r"(\d{1,2})\s?[.．、]")
ANNEX = lazy(r"^(?:附件|附表|附录|附)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:.．]?\s*")
_ANNEX_COUNTED = lazy(r"^(?:附件|附表|附录|附)\s?[：:]?\s?(?=\d\s?[.．、])")  # 附件：1.… above 2.…
_FIELD = lazy(
    r"(?:政府|原)?(?:承诺|办理|目标|任务|项目|内容)[^，。；：:]{0,6}[：:]\S"
)  # 政府承诺：便民超市工程
# 下面是2022年十大民生实事项目。: what stands above is no part of the list
LEADS_IN = lazy(r"(?:下面|以下)(?:就)?(?:是|为)?[^。：:]{2,40}[。：:]?$")
_NAMES_END = ("项目", "工程", "行动")
_ITEM_MARKS = tuple("▲△■□◆◇★☆※➤►▶")
_ROW = lazy(r"\d{1,3}")
_MOST_CELLS = 12  # of a row with one cell a line
# A heading of a report whose projects are counted below: （七）着力办好民生实事
_DEEDS = lazy(r"(?:民生|惠民|为民办?|办好|十件|[件项大])(?:实事|事)(?:项目|工程)?$")
# 年初承诺的民生实事较好兑现：, above what was done, counted from 1
FULFILLED = lazy(
    r"(?:实事|民生(?:项目|工程|承诺))[^，,。；;：:]{0,12}?(?P<far>(?:已|均|都|全部|全面|较好|圆满|如期|按期|顺利|基本|大部分|部分|件件)*(?<!未)(?<!要)(?:兑现|完成|办结|办好|办成|办妥|办理完毕|落实|落地|见效|交卷|销号))[^，,。；;：:\d]{0,4}[：:]$"
)
_COUNTS = (
    lazy(r"[（(]?1[）).．、]|①|一是|[（(]一[）)]"),
    lazy(r"[（(]?2[）).．、]|②|二是|[（(]二[）)]"),
)


def is_heading(line: Line, at: int, titles: Titles) -> bool:
    """Decide whether the line at place `at` heads a list."""
    text = line.text.strip("*#•· ")
    if len(text) > LONGEST_HEADING + 1:  # a stop behind it may go
        return False
    if LEADS_IN.match(text):
        text = text.rstrip("。：:")
    if len(text) > LONGEST_HEADING or TOPIC.search(text) is None or any(c in text for c in "。；;！"):
        return False
    if "\t" in text or "|" in text or line.tabbed or titles.is_cell(at):
        return False
    if _LIST_LIKE.search(text) is None and not (FULFILLED.search(text) and titles.counts_lines_below(at)):
        return False
    if text.startswith(_ITEM_MARKS) or _FIELD.match(text) or titles.is_one_of_many(at):
        return False
    if text.startswith(("附件", "附：", "附:")):
        return not titles.come_again(at)
    if NUMBERED.match(text):
        dated = YEAR.search(text) or COUNT.search(text) or "清单" in text or titles.counts_below(at)
        return bool(dated) and "，" not in text and not titles.come_again(at)
    return True


class Titles:
    """Where titles come again: a line in the index of annexes (附件：1.… 2.…) is no heading."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.last: dict[str, int] | None = None

    def is_cell(self, at: int) -> bool:
        """Whether a line is a cell, one a line: under 序号 or a row's number, or above the next row's number."""
        after = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        above = self.lines[at - 1].text if at > 0 else ""
        if self.lines[at].barred and self._below_heads(at):
            return True
        if above in ("序号", "编号") or (_ROW.fullmatch(after) is not None and after not in ("1", "01")):
            return True
        if _ROW.fullmatch(above) is None:
            return False
        value = int(above)
        near = (*self.lines[max(0, at - 1 - _MOST_CELLS) : at - 1], *self.lines[at + 1 : at + _MOST_CELLS])
        return any(_ROW.fullmatch(line.text) and int(line.text) in (value - 1, value + 1) for line in near)

    def _below_heads(self, at: int) -> bool:
        """Decide whether a cell with an edge behind it stands below the head of the numbers, one cell a line."""
        above = itertools.takewhile(lambda line: line.barred, reversed(self.lines[:at]))
        return any("".join(line.text.split()) in ("序号", "编号") for line in above)

    def is_one_of_many(self, at: int) -> bool:
        """Decide whether a line without number or year ends as three others do that name no list: …惠民项目"""
        text = self.lines[at].text
        if YEAR.search(text) or COUNT.search(text) or "实事" in text or not text.endswith(_NAMES_END):
            return False
        alike = [
            n
            for n, line in enumerate(self.lines)
            if line.text.endswith(text[-2:]) and len(line.text) <= LONGEST_HEADING and TOPIC.search(line.text) is None
        ]  # fmt: skip
        above = all(
            n + 1 < len(self.lines) and self.lines[n + 1].text.endswith(("。", "；")) for n in (at, *alike)
        )  # each above a paragraph
        return len(alike) >= 3 or (len(alike) == 2 and above)

    def counts_on(self, at: int) -> bool:
        """Decide whether a numbered line goes on counting from an item above it: 2、…民生实事项目 after 1、…"""
        counted = _DIGIT.match(self.lines[at].text)
        if counted is None or counted.group(1) == "1":
            return False
        before = f"{int(counted.group(1)) - 1}"
        above = (_DIGIT.match(_ANNEX_COUNTED.sub("", line.text)) for line in self.lines[max(0, at - 12) : at])
        return any(one is not None and one.group(1) == before for one in above)

    def after_index(self, at: int) -> int:
        """Return the line behind a heading, or behind the names of further annexes that count on from it."""
        after = at + 1
        if _ANNEX_COUNTED.match(self.lines[at].text):
            while after < len(self.lines) and _is_annex(self.lines[after].text) and self.counts_on(after):
                after += 1
        return after

    def counts_below(self, at: int) -> bool:
        """Decide whether a heading that ends in 实事 has projects counted from 1 right below it."""
        return _DEEDS.search(self.lines[at].text) is not None and self.counts_lines_below(at)

    def counts_lines_below(self, at: int) -> bool:
        """Decide whether the two lines right below a line are counted from 1."""
        return at + 2 < len(self.lines) and all(
            count.match(line.text) for count, line in zip(_COUNTS, self.lines[at + 1 : at + 3], strict=True)
        )

    def come_again(self, at: int) -> bool:
        """Whether the title of a line stands again further down."""
        if self.last is None:
            short = (n for n, line in enumerate(self.lines) if len(line.text) <= LONGEST_HEADING)
            self.last = {_bare_title(self.lines[n].text): n for n in short}
        title = _bare_title(self.lines[at].text)
        return len(title) > 5 and self.last.get(title, at) > at


def _is_annex(text: str) -> bool:
    """Decide whether a numbered line names a list, and not a row or a project."""
    return (
        _DIGIT.match(text) is not None
        and "\t" not in text
        and "|" not in text
        and TOPIC.search(text) is not None
        and _LIST_LIKE.search(text) is not None
    )


def _bare_title(text: str) -> str:
    text = ANNEX.sub("", "".join(text.split()))
    return re.sub(r"^\d{1,2}[.．、]", "", text).strip("*#《》")
