"""The heads of a table with one cell a line: a head may be broken over two lines, and one may be of no known column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.commitments.grid import roles
from parsers.commitments.grid.rows import ORDINAL, Row, Span, span
from parsers.commitments.headings.lines import Line
from parsers.text.patterns import lazy

# A head by itself: 责任单位, and not 市级牵头 above it
_WHOLE = lazy(
    r"(?:序号|编号|[^，。；：]{0,10}(?:名称|内容|任务|目标|单位|部门|情况|进展|进度|时限|时间|期限|年限|备注|说明|地点|金额|投资|资金|类别|类型|领域|事项|项目|实事|工程|"
    r"责任人|负责人|领导|状态|措施|标准|规模|成效|问题|打算|计划|结果|数量|数|率|主体|要求|来源|电话)(?:[（(][^（()）]{1,10}[）)])?)"
)
# Words that go on with the head above: 项目 / 名称
_ENDING = lazy(
    r"(?:名称|内容|单位|部门|情况|时限|任务|目标|时间|号|类别|进度|要求|计划|安排|领导|责任人)(?:[（(][^（()）]{1,10}[）)])?"
)
_GROUP = lazy(r"[（(]?[一二三四五六七八九十]{1,3}[）)、.．]")  # the name of the first group of rows
_OPEN: Final = ("（", "(", "及", "和", "与", "、")
_LONGEST: Final = 16
_LONGEST_OPENING: Final = 4
_FEWEST: Final = 3
_MOST: Final = 24  # lines of heads
_FIRST_LINES: Final = 12


def find(text: str, lines: Sequence[Line]) -> tuple[Row, int] | None:
    """Return the heads that open a table with one cell a line, and the index of the line of its first row's number."""
    for at, line in enumerate(lines[:_FIRST_LINES]):
        if not _may_head(line) or line.text.startswith(_OPEN):
            continue
        first = next((n for n in range(at, min(len(lines), at + _MOST)) if _is_one(lines[n].text)), None)
        if first is None or first == at or not all(map(_may_head, lines[at:first])):
            continue
        named = first - 1 if _GROUP.match(lines[first - 1].text) else first
        heads = joined(text, lines[at:named])
        ordinal = next((n for n, head in enumerate(heads) if roles.of(head.text) == "ordinal"), None)
        if ordinal is None:
            continue
        if ordinal and len(heads) - ordinal > _FEWEST:
            # The names merged over rows stand before the first number: they are cells, one for each such column.
            heads = joined(text, lines[at : first - ordinal])
        known = [roles.of(head.text) for head in heads]
        if len(heads) >= _FEWEST and sum(role is not None for role in known) * 3 >= len(heads) * 2:
            return heads, first
    return None


def joined(text: str, lines: Sequence[Line]) -> Row:
    """Return the heads, those that were broken over lines joined."""
    found: list[Span] = []
    for line in lines:
        words = "".join(line.text.split())
        above = "".join(found[-1].text.split()) if found else ""
        if found and _goes_on(above, words):
            found[-1] = Span(found[-1].start, line.end, above + words)
        else:
            found.append(span(text, line.start, line.end))
    return found


def _goes_on(above: str, words: str) -> bool:
    if words.startswith(_OPEN) or above.endswith(_OPEN):
        return True
    if roles.of(above) == "ordinal" or roles.of(words) == "ordinal":
        return False
    if _WHOLE.fullmatch(above) is None and roles.of(above + words) is not None:
        return True
    short = len(above) <= _LONGEST_OPENING and _ENDING.fullmatch(above) is None
    return short and _ENDING.fullmatch(words) is not None and len(above) + len(words) <= _LONGEST_OPENING * 2


def _is_one(words: str) -> bool:
    printed = ORDINAL.match(words.strip("*"))
    return printed is not None and printed.group(1) in ("1", "01", "一")


def _may_head(line: Line) -> bool:
    return len(line.text) <= _LONGEST and not line.tabbed and not any(c in line.text for c in "\t|。；，")
