"""Decide whether a text has the beginning and the end of its document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from parsers.kind.head import Head, plain_lines
from parsers.record import Completeness, Kind
from parsers.text.patterns import lazy

_CLOSING: Final = lazy(
    r"(?=[业前努发召复奋局征成明未梦献答篇胜谢贡跨辉])(?:"
    r"谢谢(?:大家|各位)?|(?:奋斗|努力|前进|贡献|胜利|篇章|召开|答卷|局面|辉煌|明天|成绩|献礼|未来|梦想?|跨越|复兴|征程|业绩|发展)[^。]{0,12}!"
    r")"
)
_APPENDIX: Final = lazy(
    r"^(?:附[件表录注]?[一二三四五六七八九十0-9]{0,3}(?:[:、.]|$)|[12][0-9]{3}年.{0,14}实事|.{0,14}(?:民生实事|实事工程|实事项目)|(?:有关|相关)?(?:名词|术语)|《?(?:政府)?工作报告》?.{0,8}(?:名词|注释|解释|说明))"
)
_LIST_FIRST: Final = lazy(r"^(?:[▲●■◆]|[(]?(?:1|一)[)、.．]|1\t|【|第一[件项]|序号)")
_ORDINAL: Final = lazy(r"^([0-9]{1,3})(?:[、.．]|$|\s)")
_COUNT: Final = lazy(r"([0-9]{1,3})(?:件|项)")


def of(kind: Kind, text: str, head: Head) -> Completeness:
    """Return the completeness of a text; a list that states no count is complete if it begins at its first item."""
    lines = plain_lines(text)
    if not lines:
        return "empty"
    if kind == "work_report":
        starts, ends = _starts(lines, head), _ends(lines)
    elif kind == "livelihood_projects":
        starts, ends = _list_starts(lines), _list_ends(lines)
    else:
        return "whole"
    if starts:
        return "whole" if ends else "truncated_end"
    return "truncated_start" if ends else "excerpt"


_FIRST_SECTION: Final = lazy(r"^(?:一、|[(]一[)]|第一部分|.{0,20}工作?(?:的)?回顾)")


def _starts(lines: Sequence[str], head: Head) -> bool:
    """Decide whether a report has its beginning: the author must announce it (各位代表！ occurs in mid-report too)."""
    if re.search(r"我(?:谨|现)?(?:代表|受)[^。]{0,60}(?:报告|审议)", head.opener[:260]):
        return True
    return bool(head.lines and head.opener and any(_FIRST_SECTION.match(line) for line in lines[:12]))


def _ends(lines: Sequence[str]) -> bool:
    """Decide whether a report has its end: a peroration at the end of the text, or before its annexes."""
    if _perorates(lines[-4:]):
        return True
    appended = (
        number for number, line in enumerate(lines) if number and len(line) <= 40 and _APPENDIX.match(line)
    )
    return any(_perorates(lines[max(0, number - 5) : number]) for number in appended)


def _perorates(lines: Sequence[str]) -> bool:
    for line in lines:
        if _CLOSING.search(line[-60:]) or (
            line.startswith(_ADDRESS) and line.endswith(("!", "!”")) and len(line) > 30
        ):
            return True
    return False


_ADDRESS: Final = ("各位代表", "同志们", "让我们")


def _list_starts(lines: Sequence[str]) -> bool:
    for line in lines[:40]:
        if match := _ORDINAL.match(line):
            return int(match[1]) == 1
        if _LIST_FIRST.match(line):
            return True
    return True


def _list_ends(lines: Sequence[str]) -> bool:
    """Decide whether a list's last ordinal reaches the count that its headline states."""
    stated = next((int(m[1]) for line in lines[:4] if len(line) <= 40 and (m := _COUNT.search(line))), None)
    ordinals = [int(m[1]) for line in lines if (m := _ORDINAL.match(line))]
    if stated and ordinals and len(ordinals) >= 3:
        return max(ordinals) >= stated
    return lines[-1][-1] not in ",、(《“"
