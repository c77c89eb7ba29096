"""Find the classes of a list in prose, each led by a number or called a class, with its projects behind it.

六大类24个项目：一是出行类，包括A、B等2个项目；二是教育类，涵盖C、D、E等3个项目. The number of each class, or of
the whole list, must be that of its projects: then hardly anything else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.commitments.announcing import groups, things
from parsers.commitments.announcing.announcement import Announcement, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import unnumbered
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

# The sentence that counts classes or projects: 共包括六大类24个项目
_FIRST_OF_NUMBER = (
    r"[0-9０-９一二三四五六七八九十百两](?:(?<=\d)\d{0,2}|(?<=\D)[一二三四五六七八九十百两]{0,3})"
)
_WHOLE = lazy(
    rf"(?P<n>{_FIRST_OF_NUMBER})\s?(?:(?P<classes>大?类|个?(?:大类|方面|领域|板块))|[件项个](?!月))"
)
_NOT_DECIDED = lazy(r"候选|备选|征集|征求|初选|提名|建议项目")
_MARK = (
    r"(?:[一二三四五六七八九十]{1,3}[是、]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}[.．、](?!\d)"
    r"|第[一二三四五六七八九十]{1,2}类?[，,：:、]?|[①-⑳])"
)
_N = rf"(?P<n>{signs.NUMBER})\s?[件项个](?:子?项目|子项|实事|工程|事项|任务)?"
_LISTS = r"(?:(?:主要|具体|分别|共|其中|重点)?(?:包括|包含|涵盖|涉及|含|有|为|是|即)了?[：:]?)"
_VERB = rf"(?:{_LISTS}|(?:主要|重点)?(?:实施|安排|推进|办理))"
_HEAD = lazy(
    rf"(?<![^。；;：:，,])\s*(?:其中[，,：:]?)?(?:(?P<mark>{_MARK})\s?(?P<named>[^，,。；;：:、\d（）()]{{2,18}}?)|(?P<called>[^，,。；;：:、\d（）()]{{2,10}}?(?:类|方面|领域|板块)))"
    rf"(?:(?:共|有|共有)?[（(]?(?:共)?{_N}[）)]?)?(?:[，,：:]\s?{_VERB}?|{_LISTS})"
)
# …等6个项目, …共3项, …3个项目
_BEHIND = lazy(
    rf"(?:(?:等|[，,]?共计?|合计|等共)\s?(?P<n>{signs.NUMBER})\s?[件项个][^，,。；;：:、]{{0,8}}"
    rf"|(?P<bare>{signs.NUMBER})\s?(?:[件项个](?:民生)?(?:子?项目|子项|实事|工程|任务|事项)|[件项]))$"
)
_STOPS = "。：:；;"
_STOP = lazy(f"[{_STOPS}]")
_FEWEST = 2
_MOST_LINES = 40
_LEAST = 0.5  # mean grade of names that only the number of the whole list confirms
_LEAST_CUT = 0.7  # grade of a name at the end of the page
_LONGEST_NAME = 60


@dataclass(slots=True)
class _Class:
    at: int  # index of its line
    head: re.Match[str]
    names: tuple[int, int]  # from where to where, in the line
    count: int | None
    parts: int


def find(text: str, lines: Sequence[Line], named: Sequence[int]) -> Iterator[Announcement]:
    """Yield an announcement for each class of a list that a sentence counts, where the numbers agree.

    `named`: the lines that name livelihood projects.
    """
    taken = -1
    for at in named:
        whole = _counted(lines[at].text) if at > taken else None
        if whole is None:
            continue
        sentence, wanted, stop = whole
        found = list(_classes(text, lines, at, stop))
        if not _agree(text, lines, found, wanted):
            continue
        taken = found[-1].at
        for one in found:
            yield _announcement(text, lines[one.at], one, last_year(sentence))


def _counted(words: str) -> tuple[str, int | None, int] | None:
    """Return the sentence of a line that counts the classes or projects of a list, their number, and its end."""
    stop = 0
    while (sign := things.NAMED.search(words, stop)) is not None:
        end = _STOP.search(words, sign.end())
        start = between.behind_last(words, stop, sign.start(), _STOPS)
        stop = len(words) if end is None else end.start()
        if not _NOT_DECIDED.search(words, start, stop):
            counts = list(_WHOLE.finditer(words, start, stop))
            if counts:
                projects = [number(one["n"]) for one in counts if not one["classes"]]
                return words[start:stop], max(filter(None, projects), default=None), stop
    return None


def _classes(text: str, lines: Sequence[Line], first: int, stop: int) -> Iterator[_Class]:
    """Yield the classes from a place of a line on, line by line while each line begins with one."""
    for at in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if line.tabbed or (at > first and _HEAD.match(line.text) is None):
            return
        heads = list(_HEAD.finditer(line.text, stop if at == first else 0))
        ends = [*(head.start() for head in heads[1:]), len(line.text)]
        for head, end in zip(heads, ends, strict=False):
            if (one := _class(text, lines, at, head, end)) is not None:
                yield one


def _class(text: str, lines: Sequence[Line], at: int, head: re.Match[str], end: int) -> _Class | None:
    line = lines[at]
    close = _sentence_end(line.text, head.end(), end)
    behind = _BEHIND.search(line.text, head.end(), close)
    printed = behind["n"] or behind["bare"] if behind else head["n"]
    count = number(printed) if printed else None
    begin, until = between.trimmed(line.text, head.end(), behind.start() if behind else close)
    if begin >= until:
        return None
    start, stop = line.start + begin, line.start + until
    if count is not None:
        parts = len(unnumbered.sentence(text, start, stop, count, group=False)) if count > 1 else 1
    else:
        names = _names(text, start, stop)
        if stop == lines[-1].end and likeness.grade(text[slice(*names[-1])]) < _LEAST_CUT:
            names = names[:-1]  # the page ends within its last name
        if not names:
            return None
        parts, until = len(names), names[-1][1] - line.start
    return _Class(at, head, (begin, until), count, parts)


def _names(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    by_semicolon = between.split(text, start, stop, "；;")
    return by_semicolon if len(by_semicolon) > 1 else between.split(text, start, stop, "、")


def _sentence_end(words: str, start: int, end: int) -> int:
    """Return where the class ends: before the last stop in front of the next one, at the first 。."""
    stop = words.find("。", start, end)
    close = stop if stop >= 0 else end
    while close > start and words[close - 1] in "；;，,。 ":
        close -= 1
    return close


def _agree(text: str, lines: Sequence[Line], found: list[_Class], wanted: int | None) -> bool:
    """Decide whether the classes have as many projects as each says, or as the whole list has.

    The last one may be cut off where the page ends.
    """
    if len(found) < _FEWEST or sum(one.parts for one in found) == len(found):
        return False
    last = found[-1]
    ends = last.at == len(lines) - 1 and not lines[last.at].text.endswith(
        "。"
    )  # within the list, where the page does
    cut = ends and last.count is None
    sure = found[:-1] if cut else found
    total = sum(one.parts for one in found)
    if wanted is not None and (total > wanted or (total != wanted and not ends)):
        return False
    if len(sure) >= _FEWEST and all(one.count == one.parts for one in sure):
        return True
    if wanted is None or total != wanted:
        return False
    words = [
        text[slice(*name)]
        for one in found
        for name in _names(text, *(lines[one.at].start + edge for edge in one.names))
    ]
    return likeness.mean(words) >= _LEAST and max(map(len, words)) <= _LONGEST_NAME


def _announcement(text: str, line: Line, one: _Class, year: int | None) -> Announcement:
    head = one.head
    name = (head["named"] or head["called"] or "").strip().removeprefix("在")
    state = groups.of(f"{name}{one.parts}件", line.text[: head.start()])
    group = state.state if state is not None else None
    start = line.start + (head.start("mark") if head["mark"] else head.start("called"))
    return Announcement(
        one.at, start, line.start + one.names[0], text[start : line.start + one.names[0]], one.parts,
        group, group is None, year, category=None if group else name, until=line.start + one.names[1],
    )  # fmt: skip
