"""Find the meeting at which a report was delivered, and the day."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from parsers.kind.head import plain
from parsers.metadata.speaker import without_stray_letters
from parsers.text import dates
from parsers.text.patterns import lazy

_N: Final = "[一二三四五六七八九十百0-9〇零]{1,4}"
# 第十八届人民代表大会第三次会议, 十二届人大一次会议, 第五届人民代表大会第九次全体会议
_SESSION: Final = lazy(
    rf"(?:第?{_N}届(?:人民代表大会|人大)|(?<=[区县市])人民代表大会(?=\(临时\)))(?:常务委员会|常委会)?(?:\(临时\))?(?:第?{_N}次|第{_N}(?=会议))(?:全体|临时)?(?:扩大)?(?:\(扩大\))?会议"
)
_NAME_BEFORE: Final = lazy(r"[\u3400-\u9fff]{0,24}$")
# Words directly before a meeting's name that are not part of it; 上海, 日照, 向阳 and 经开区 are part of one.
_EDGE: Final = lazy(
    r"在|(?<=[0-9〇○零一二三四五六七八九十])(?:[日号月]|年度?)|报告|召开的|会议上|大会上|(?<=[我现府])向|委托|(?:(?<![\u3400-\u9fff])|(?<=已))经(?!开区|济)"
)
_NOT_DELIVERED: Final = lazy(r"发布|来源|时间|日期|印发|修订|更新|上传|通过|浏览|作者|编辑|责编|批准")
_PASSED: Final = lazy(r"通过|批准")
_SHOWN: Final = lazy(r"\d{4}[-/.]\d{1,2}[-/.]\d{2}(?=\d{4}年\d{1,2}月\d{1,2}日)")
# 报告时间：2003年12月25日: a field of an encyclopedia's page
_REPORTED: Final = lazy(r"(?:报告|汇报)(?:时间|日期):")


def meeting(lines: Sequence[str]) -> str | None:
    """Return the meeting as written, without spaces: 沈河区第十八届人民代表大会第三次会议.

    If a line begins with the session (第三次会议), its division is on the line before.
    """
    nameless = passed = None
    for line in _joined(lines):
        match = _SESSION.search(line)
        if match:
            before = line[: match.start()]
            name = _NAME_BEFORE.search(before)
            edge = max((mark.end() for mark in _EDGE.finditer(before)), default=0)
            found = before[max(edge, name.start() if name else edge) :] + match[0]
            if _PASSED.search(line, match.end()) is not None:
                passed = (
                    passed or found
                )  # 《政府工作报告》已经县…会议审议通过: the report's own line says it in full
            elif match.start() > 0:
                return found
            else:
                nameless = nameless or found
    return passed or nameless


def _joined(lines: Sequence[str]) -> list[str]:
    """Return each line, then each joined to the next one or two: breaks may fall inside the meeting's name."""
    lines = [without_stray_letters(plain(line)) for line in lines]
    pairs = [first + second for first, second in itertools.pairwise(lines)]
    threes = [pair + third for pair, third in zip(pairs, lines[2:], strict=False)]
    return [*lines, *pairs, *threes]


_ALONE: Final = lazy(r"^[-—―–\s(\[（]*$")
_IN_TITLE: Final = lazy(r"[(（——-]\s{0,2}$")


def delivered(titles: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return the day of delivery (YYYY-MM-DD): beside the meeting, on a line of its own in the head, or in a title."""
    for line in _joined(lines):
        session = _SESSION.search(line)
        if session is None or _NOT_DELIVERED.search(line, 0, session.end()) or _PASSED.search(line):
            continue  # in 会议上由市长李青发布 the report is delivered all the same
        shown = _SHOWN.sub(
            "", line
        )  # 2016-12-14 2016年12月6日在…会议上: the first is when the page was published
        if day := dates.first(shown):
            return day
    for line in lines:
        if (reported := _REPORTED.search(line)) and (day := dates.first(line[reported.end() :])):
            return day
        for found in dates.find(line):
            rest = line[found.end :].strip(" )）]")
            if _ALONE.match(line[: found.start]) and len(rest) <= 24 and not _NOT_DELIVERED.search(line):
                return found.date.isoformat()
    for title in titles:
        for found in dates.find(title):
            if _IN_TITLE.search(title[: found.start]) or _SESSION.search(plain(title)):
                return found.date.isoformat()
    return None
