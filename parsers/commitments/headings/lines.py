"""Lines of a text without white space and marks around them, and which of them are not of its body."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.text.patterns import lazy

# What ends a list: an annex, a glossary, the page's own words below its text.
ENDS_LIST = lazy(
    r"(?=[#(*I“《上下主关分各名打扫承抄术来注版用相编词责返附（])(?:"
    r"^[#*《“（(]*(?:附件|附表|附录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*[：:]?$|名词(?:、?术语)?(?:解释|注释)|注释$|术语(?:解释|注释|说明)|用语(?:解释|说明)|"
    r"词语(?:解释|注释)|^注[：:释]|^各位代表[！!，,：:]|^(?:主办|承办|版权所有|责任编辑|编辑|来源|扫一扫|相关(?:附件|链接|阅读|解读|文件)|分享到?)\s*[：:]|"
    r"ICP备|^(?:关闭窗口|打印本页|上一篇|下一篇|返回顶部)|^抄送"
    r")"
)
# What an information bar says of the page, and the links below it.
ABOUT_PAGE = lazy(
    r"(?:所属类目|主题分类|体\s*裁|发布日期|发文字号|发文日期|公开类别|机构名称|索引号?|文\s*号|信息来源|发布时间|成文日期|有\s*效\s*性|浏览次数|访问量|"
    r"上一[篇条]|下一[篇条]|公开形式|公开方式|发布机构)\s*[：:]"
)
LONGEST_HEADING = 48


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str
    tabbed: bool = False  # a tab stood before it: the line goes on with the next cell of a flattened table
    bullet: bool = False  # a hyphen or dot of a plain-text list stood before it
    barred: bool = False  # the edge of a cell stood behind it, and none within it: one cell a line
    report: bool = False  # what was reported of the project on the line above

    def piece(self, start: int, end: int | None = None) -> Line:
        """Return a part of the line as a line of its own; the places are in the line's text."""
        words = self.text[start:end]
        return Line(self.start + start, self.start + start + len(words), words)

    def parted(self, starts: Iterable[int]) -> list[Line]:
        """Return the line in parts that begin with its first character and at each of these places in its text."""
        bounds = [*dict.fromkeys((0, *starts)), len(self.text)]
        parts = [
            self.piece(start, start + len(self.text[start:end].rstrip()))
            for start, end in itertools.pairwise(bounds)
        ]
        return [replace(parts[0], tabbed=self.tabbed, bullet=self.bullet), *parts[1:]]


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
        edged = stripped.endswith("|")  # the edge of a row of a table in pipes, or of one cell
        if edged:
            stripped = stripped.rstrip("| \t\u3000")
        if stripped:
            at = match.start() + raw.index(stripped)
            tabbed = "\t" in raw[: at - match.start()]
            bullet = _BULLET.match(stripped)
            if bullet:
                stripped, at = stripped[bullet.end() :], at + bullet.end()
            barred = edged and "|" not in stripped
            found.append(Line(at, at + len(stripped), stripped, tabbed, bullet is not None, barred))
    if text.count("|", start, end) == 1:  # one mark makes no row of cells
        found = [replace(line, barred=False) if line.barred else line for line in found]
    return tuple(found)


def body_lines(text: str) -> list[Line]:
    """Return the lines of a text without the page's information bar and the short lines below a list."""
    return [
        line
        for line in lines_of(text)
        if not ABOUT_PAGE.match(line.text)
        and not (len(line.text) <= LONGEST_HEADING * 2 and ENDS_LIST.search(line.text))
    ]
