"""Words that are one cell of a table and no promise: a year, a date, a number with its unit, a body, a bare status.

A table whose cells were parted wrongly shows such words as promises. Each row has the reason, the words, and an
example.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.lists.no_items import Row
from parsers.commitments.outcome import due, openings
from parsers.record import Commitment, Problem
from parsers.text.patterns import lazy

_DAY = r"(?:(?:19|20)\d\d\s?[年./-]?)?(?:\s?\d{1,2}\s?[月./-])?(?:\s?\d{1,2}\s?日?)?(?:底|初|中旬|[上下]旬|末|份)?"
_TO = r"\s?(?:[-—－–~～至到]{1,2})\s?"
_UNIT = (
    r"(?:[万亿千百]?(?:元|人次?|户|个|所|座|处|条|家|套|栋|台|辆|场|名|盏|张|间|件|项|对|口|只|批|次|亩|公顷|吨|米|平方米|平方公里|平方|公里|千米|"
    r"立方米|公里[）)]|㎡|m2|km)|万|亿)"
)
TIME = Row(
    "a year, a date or a time",
    lazy(
        rf"(?:{_DAY}(?:{_TO}{_DAY})?|(?:{due.WHENEVER}|{due.INTENDED}|\d{{1,2}}月|\d{{4}}年?){{1,4}}(?:以?前|底|内|份|完成|建成|竣工|投用|开工)*|全年|全市|全县|全区)"
    ),
    "2024-2025",
)
NUMBER = Row(
    "a number, with or without its unit",
    lazy(
        rf"[约共]?(?:[\d,，.．]+\s?{_UNIT}?\s?[；;、/]?\s?)+|\d[\d.]*\s?[%％]|[\d.]+\s?[-—~～]\s?[\d.]+\s?{_UNIT}?"
    ),
    "1280万元",
)
UNIT = Row(
    "a unit",
    lazy(
        rf"[（(](?:单位[：:])?(?:{_UNIT}|[%％])[）)]|单位[：:]{_UNIT}|[万亿]元|公里|公顷|[/／—－\-]+|无|否|是"
    ),
    "（万元）",
)
STATE = Row(
    "how far something is",
    lazy(r"(?:已|基本)?达到?(?:时间|时序|序时)进度|[超未]?(?:达标|完工|完成)"),
    "达到时间进度",
)
VOTES = Row(
    "what was counted of a vote",
    lazy(
        r"(?:(?:发出|收回|有效|无效|赞成|反对|弃权|同意|不同意|废|得)(?:选|表决)?票?|(?:应到|实到|到会)[^，。；]{0,8})\s?(?:数|为|共)?\s?\d+\s?[张票人名]"
    ),
    "收回选票58张",
)
ROWS = (TIME, NUMBER, UNIT, STATE, VOTES)
# Endings of what only leads projects; a centre, a school or a street may be what is built.
_BODY = lazy(
    r"(?!组建|成立|新建|建立|设立|扶持|支持|引进|培育|建设|打造)[^，,。；;：:\d]{1,14}(?:局|委|(?<![大展餐客])厅|指挥部|委员会|办事处|政府|管委会|(?<!上市)公司|集团|妇联|残联|工会|团委|大队|支队|总队|街道办|政府办|文明办|扶贫办|园区办)"
    r"(?:[（(][^（()）]{1,16}[）)])?"
)
_BETWEEN = lazy(r"[、，,\s]+")
_SPACE = lazy(r"\s+")
_EDGE = "。；;，,、：: \t\u3000"
_LONGEST_STATUS = 12
# A table's head run together with its rows: 序号项目名称主要内容牵头单位1新建学校…
_HEAD_RUN_IN = lazy(r"序号(?:项目|工程|实事|任务|内容)[^，,。；;：:\s]{2,40}(?:单位|领导|部门|时限|地点)")
_SHARE = 3  # one in so many bare cells: the others are read from wrong cells too


def is_bare(words: str) -> bool:
    """Decide whether words are one cell of a table that names no project.

    >>> is_bare("2024- 2025"), is_bare("区城管局"), is_bare("改造老旧小区12个")
    (True, True, False)
    """
    plain = words.strip(_EDGE)
    joined = _SPACE.sub("", plain)
    if not joined or any(row.words.fullmatch(joined) for row in ROWS):
        return True
    if names_bodies(plain):
        return True
    return len(joined) <= _LONGEST_STATUS and openings.bare(joined) == joined


def names_bodies(words: str) -> bool:
    """Decide whether words are names of bodies that lead projects, and nothing that could be built."""
    parts = [part for part in _BETWEEN.split(words.strip(_EDGE)) if part]
    named = [_BODY.fullmatch(part) is not None for part in parts]
    return bool(parts) and named[0] and sum(named) * 2 >= len(parts)


def leave_out(listed: list[Commitment], problems: list[Problem]) -> list[Commitment]:
    """Return the promises of a list without bare cells, and add the problem of those left out.

    Where as many as one in three is a bare cell, or one holds the table's head, the rows were parted wrongly, and
    none is returned.
    """
    promises = [one for one in listed if not is_bare(one.text)]
    bare = len(listed) - len(promises)
    run_in = any(_HEAD_RUN_IN.search(one.text) is not None for one in listed)
    if not bare and not run_in:
        return listed
    if bare * _SHARE >= len(listed) or run_in:
        promises = []
    detail = f"{len(listed)} rows were counted, {len(promises)} could be distinguished"
    start, end = min(one.start for one in listed), max(one.end for one in listed)
    problems.append(Problem("items_unclear", detail, start, end))
    return promises


_PERSON = lazy(
    r"(?![\u3400-\u9fff]{1,2}[路馆院园所站校区场桥厂河街巷村城楼])(?!(?:老|幼|病|学|住|劳|弱|治|修|建|改|增|扩|加))[\u3400-\u9fff某×·]{2,3}"
)


def most_are(parts: Sequence[str]) -> bool:
    """Decide whether most of what a sentence leads to is no project: persons, numbers of votes, bodies."""
    none = [is_bare(part) or _PERSON.fullmatch(part.strip("。；;， ")) is not None for part in parts]
    return sum(none) * 2 > len(parts)
