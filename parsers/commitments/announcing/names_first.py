"""Sentences that name projects before their number, or before the words that say that they were chosen.

票决产生了A、B、C等3项民生实事项目; 其中，A、B、C3个项目已完成; A、B、C被确定为2024年民生实事项目.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.commitments import status
from parsers.commitments.announcing import groups, numbered_first
from parsers.commitments.announcing.announcement import STOPS, Announcement, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

# The names first and their number after them: 票决产生了A、B、C等3项民生实事项目.
_NUMBERED = lazy(  # written so that the engine skips to its first character
    r"([0-9０-９一二三四五六七八九十百两][0-9０-９一二三四五六七八九十百两]{0,3})\s?大?[件项个]"
)
_REVERSED = lazy(
    r"[^，。；：:、]{0,24}?(?:实事|民生[^，。；、]{0,4}(?:项目|工程)|民心[^，。；、]{0,3}(?:项目|工程)|惠民[^，。；、]{0,4}(?:项目|工程))"
)
_CHOOSES = lazy(r"(?:票决|表决|差额)?(?:产生|选出|选定|确定|评选出|票决出|包括|涵盖|通过|敲定)了?|(?:将|把)")
# The names first, then how far they are: 其中，A、B、C3个项目已完成
_FAR_AFTER_NAMES = lazy(
    rf"(?:子?项目|子项|实事|工程|任务|事项){{0,2}}(?P<far>(?:因|由于|受)[^，,。；;、]{{2,24}}|{groups.FAR}"
    r"(?:\d{1,3}(?:\.\d{1,3})?[%％](?:以上|左右)?)?)(?!率|度|量|投资)"
    r"(?![^，。；]{0,3}分别)"
)
# A、B、C被确定为2024年民生实事项目: as many as are named
_CHOSEN_AS = lazy(
    r"(?=[,入共列均当成推敲最正确票获被评选，])"
    r"(?:[，,])?(?:最终|共同|正式)?(?:(?P<passive>被|均|获)?(?:确定|评选|票选|推选|选定|敲定|(?P<listed>列)|评|选)(?:为|入)|(?:入选|当选|成为)(?:为)?)"
    r"了?[^，。；：、\d]{0,8}(?:(?P<dated>(?:19|20)\d\d年度?))?[^，。；：、\d]{0,8}(?:实事|民生项目|民生工程|民心工程)(?:项目|工程|清单|名单|目录)?[”\"]?(?=[，,。；;！）)]|\s|$)"
)
# What is asked for is not yet chosen: 会议要求，把A、B、C列入民生实事
_ASKED = lazy(r"要求|强调|指出|建议|提议|呼吁|希望|提出|拟|可|(?:^|[，,：:])(?:要|应)")
_DECIDED = lazy(r"票决|表决|投票|评选|差额|产生|确定|选出|当选|年度")
# One of them is in every match of _CHOSEN_AS.
_CHOSEN_WORDS = ("定为", "选为", "评为", "列为", "成为", "定入", "选入", "评入", "列入", "入选", "当选")
_FEWEST_CHOSEN = 3
_LEAST_CHOSEN = 0.5  # mean grade of the names
_SURE_NAME = 0.9  # grade of each of the names that a sentence gives of a longer list
_LONGEST_CHOSEN = 40  # characters of a name
_IN_ALL = lazy(r"(?:总共|一共|共计|合计|共)$")
_VOTED = lazy(r"(?:票决|表决|选举|评选)(?:产生|选?出|确定)了?")
_JOINT = lazy(r"和|与|及")
_PROJECTS = lazy(r"(?:民生|实事)?项目")
# 票决，A、B、C3个项目列入2024年民生实事
_MADE = lazy(r"[^，。；：:、]{0,6}(?:列入|列为|入选|成为|确定为|作为|当选)")
_LONGEST_NAMES, _LONGEST_NAME = 400, 60


def find(at: int, line: Line, before: str = "") -> Iterator[Announcement]:
    """Yield the sentences of a line that name projects first; `before`: the lines above it."""
    counted = list(numbered_first.find(at, line)) or list(_counted(at, line))
    yield from counted
    some = list(_some_named(at, line))
    if len(some) > 1 and _of_all(line, some, before) and _read_as_projects(line, some, least=_LEAST_OF_ALL):
        yield from some
    elif any(_names_all(line, one) for one in counted):
        yield from (one for one in some if _read_as_projects(line, [one]))
    yield from _chosen(at, line)
    yield from _far(at, line)


def find_named(at: int, line: Line) -> Iterator[Announcement]:
    """Yield at least those sentences of a line that name projects first and call them livelihood projects."""
    yield from list(numbered_first.find(at, line)) or _counted(at, line)
    yield from _chosen(at, line)


def _counted(at: int, line: Line) -> Iterator[Announcement]:
    """Yield the sentences of a line that name the projects before their number.

    票决产生了A、B、C等3项民生实事项目; 其中，A、B、C3个项目已完成.
    """
    text = line.text
    if "、" not in text and not _JOINT.search(text):
        return
    named, voted = numbered_first.NAMED.search(text) is not None, _VOTED.search(text) is not None
    grouped_before = False
    for counted in _NUMBERED.finditer(text):
        count = number(counted.group(1))
        things = _things_behind(text, counted, named=named, voted=voted)
        far = _far_behind(text, counted.end()) if things is None else None
        if things is None and far is None:
            continue
        in_all = _IN_ALL.search(text, max(0, counted.start() - 2), counted.start())
        end = in_all.start() if in_all else counted.start()
        if text[end - 1] in "，,；;。：:":
            continue  # the names end there
        span = _sentence_of(text, counted, chosen=things is not None, alone=grouped_before and count == 1)
        if span is None:
            continue
        begin, first = span
        if things is not None and (done := _far_behind(text, things.end())) is not None:
            things, far = None, done  # A、B、C3件民生实事已提前完成
        if things is None:
            grouped_before = True
            names = between.behind_last(text, begin, first, "，,：:")
            names += 2 * text.startswith(("其中", "只有", "仅有"), names)
        elif chosen := list(_CHOOSES.finditer(text, begin, first)):
            sure = [one for one in chosen if one[0] != "通过"]
            names = (sure or chosen)[-1].end()
        elif _MADE.match(text, counted.end()):
            names = between.behind_last(text, begin, first, "，,：:")
        else:
            continue
        if things is not None and (some := _fewer_named(text, names, end, count or 0)):
            count, end = some, end - 1
        yield Announcement(
            at, line.start + begin, line.start + names, text[begin:names], count, far, things is not None,
            last_year(text[begin : counted.end() + 8]), until=line.start + end,
        )  # fmt: skip


def _fewer_named(text: str, begin: int, end: int, count: int) -> int:
    """Return how many surely are projects of those that words name before 等 and a larger number; else 0."""
    names = _names(text, begin, end - 1) if text[end - 1] == "等" else []
    sure = min(map(likeness.grade, names), default=0.0) >= _SURE_NAME
    return len(names) if _FEWEST_CHOSEN <= len(names) < count and sure else 0


def _things_behind(text: str, counted: re.Match[str], *, named: bool, voted: bool) -> re.Match[str] | None:
    """Find the word behind a number by which livelihood projects are counted, or what a vote before it chose.

    `named`, `voted`: the line names livelihood projects anywhere, and a vote.
    """
    things = _REVERSED.match(text, counted.end()) if named else None
    begin = max(0, counted.start() - _LONGEST_NAMES)
    if things is None and voted and _VOTED.search(text, begin, counted.start()):
        things = _PROJECTS.match(text, counted.end())
    return things


def _far_behind(text: str, at: int) -> str | None:
    """Return the words at a place behind names that say how far the projects are; None where none do."""
    far = _FAR_AFTER_NAMES.match(text, at)
    return None if far is None or status.judge(far["far"], "") == "unstated" else far["far"]


def _sentence_of(text: str, counted: re.Match[str], *, chosen: bool, alone: bool) -> tuple[int, int] | None:
    """Return where the sentence begins that names projects before their number, and where its first name ends.

    `chosen`: it says that they were chosen, and may name two with 和 between; `alone`: it may name a single one.
    """
    begin = max(0, counted.start() - _LONGEST_NAMES)
    near = "、" in text[max(begin, counted.start() - _LONGEST_NAME) : counted.start()]
    joints = list(_JOINT.finditer(text, begin, counted.start())) if chosen else []
    pair = number(counted.group(1)) == 2 and len(joints) > 0
    if not near and not alone and not pair:
        return None
    begin = between.behind_last(text, begin, counted.start(), STOPS)
    voted = [one.start() for one in _VOTED.finditer(text, begin, counted.start())] if chosen else []
    begin = voted[-1] if voted else begin
    first = text.find("、", begin, counted.start())
    first = counted.start() if first < 0 and alone else first
    first = joints[-1].start() if first < 0 and pair else first
    return (begin, first) if first >= 0 else None


def _chosen(at: int, line: Line) -> Iterator[Announcement]:
    """Yield a sentence that names the projects that a vote chose, without their number: A、B、C被确定为民生实事项目."""
    text = line.text
    if "、" not in text or numbered_first.NAMED.search(text) is None:
        return
    if not any(word in text for word in _CHOSEN_WORDS):
        return
    for chosen in _CHOSEN_AS.finditer(text):
        begin = max(0, chosen.start() - _LONGEST_NAMES)
        begin = between.behind_last(text, begin, chosen.start(), STOPS + "：:")
        first = text.find("、", begin, chosen.start())
        if first < 0 or text[chosen.start() - 1] in "，,；;。：:、":
            continue
        said = text[begin:first]
        if _ASKED.search(said) and not (chosen["passive"] or _VOTED.search(said + chosen.group())):
            continue
        sure = chosen["passive"] or chosen["dated"] or _DECIDED.search(said + chosen.group())
        if chosen["listed"] and not sure:
            continue
        begin = between.behind_last(text, begin, first, "，,")
        led = _CHOOSES.search(text, begin, first)
        begin = led.end() if led else begin
        names = text[begin : chosen.start()].split("、")
        if len(names) < _FEWEST_CHOSEN or not all(2 < len(name) <= _LONGEST_CHOSEN for name in names):
            continue
        if likeness.mean(names) < _LEAST_CHOSEN:
            continue
        yield Announcement(
            at, line.start + begin, line.start + begin, text[begin:begin], len(names), None, True,
            last_year(chosen.group()), until=line.start + chosen.start(),
        )  # fmt: skip


# 票决2021年民生实事项目包括A工程、B项目、C行动三个项目: their number, behind the last of them
_COUNT_BEHIND = lazy(
    rf"(?<![\d.%％等共计约])({signs.NUMBER})\s?大?[个项件](?:民生|惠民|为民)?(?:实事)?(?:项目|工程|实事|事项)(?=[。；;，,]|\s*$)"
)


def counted_behind(text: str, start: int) -> tuple[int, int] | None:
    """Return the number behind the names of a sentence that goes on at a place, and where the last name ends.

    Only where as many names stand before it: then nothing else can be meant.
    """
    end = min((at for at in (text.find(stop, start) for stop in STOPS) if at >= 0), default=len(text))
    end = min(end, start + _LONGEST_NAMES)
    for counted in _COUNT_BEHIND.finditer(text, start, end):
        parts = text.count("、", start, counted.start()) + 1
        joined = _JOINT.search(text, max(start, text.rfind("、", start, counted.start())), counted.start())
        wanted = number(counted.group(1))
        if (
            wanted is not None
            and wanted >= _FEWEST_CHOSEN
            and wanted in (parts, parts + (joined is not None))
        ):
            return wanted, counted.start()
    return None


# 自来水厂改造等22个子项任务过半; A、B和C等12个建设类项目已完工: a few of those that are so far
_SOME_NAMED = lazy(
    rf"(?<![^。；;，,])(?:其中[，,]?|目前[，,]?)?(?P<names>[^，,。；;：:\n]{{4,80}}?)等(?P<n>{signs.NUMBER})\s?[个件项](?:[^，,。；;：:、\d]{{1,8}}类)?(?:子?项目|子项|实事|任务|工程|事项)?"
    r"(?P<far>[^，,。；;：:、\d]{2,16}(?:\d{1,3}[%％]|、[^，,。；;：:、\d]{2,8})?)(?=[，,。；;]|$)"
)
_LAST_JOINT = lazy(r"(?<=.{4})(?:以及|和|及|与)(?=.{4})")
_ENDS = lazy(r"(?:项目|工程|行动|建设|改造|提升|整治|治理|培训)$")
_TOTAL = lazy(
    rf"(?<![\d.])({signs.NUMBER})\s?[件项个]大?(?:重点)?(?:民生|民心|惠民|为民)[^，,。；;：:、\d]{{0,4}}?(?:项目|工程|实事)"
)
_LEAST_OF_ALL = 0.2  # mean grade of the names, where groups of one list name some of theirs


def _names_all(line: Line, one: Announcement) -> bool:
    """Decide whether a sentence that says how far projects are names as many as it counts."""
    if one.group is None or one.until is None:
        return False
    names = between.split(line.text, one.end - line.start, one.until - line.start, "、")
    return len(names) == one.count


def _some_named(at: int, line: Line) -> Iterator[Announcement]:
    """Yield sentences that name some of the projects that are so far."""
    for found in _SOME_NAMED.finditer(line.text):
        begin, end = found.span("names")
        named = len(_names(line.text, begin, end))
        if named <= (number(found["n"]) or 0) and status.judge(found["far"], "") != "unstated":
            yield Announcement(
                at, line.start + begin, line.start + begin, "", named, found["far"], False, None,
                until=line.start + end,
            )  # fmt: skip


def _names(text: str, begin: int, end: int) -> list[str]:
    """Return names between 、, the last two parted at 和; not inside a name: 道路工程、供水和供电工程."""
    names = [text[slice(*name)] for name in between.split(text, begin, end, "、")]
    joints = list(_LAST_JOINT.finditer(names[-1])) if len(names) > 1 else []
    if len(joints) != 1:
        return names
    last = [names[-1][: joints[0].start()], names[-1][joints[0].end() :]]
    inside = all(_ENDS.search(name) for name in (*names[:-1], last[1])) and not _ENDS.search(last[0])
    return names if inside else [*names[:-1], *last]


def _of_all(line: Line, some: list[Announcement], before: str) -> bool:
    """Decide whether the projects of a list are counted before the groups that name some of them."""
    total = _TOTAL.search(before + line.text, 0, len(before) + some[0].start - line.start + 1)
    named = sum(one.count or 0 for one in some)
    return total is not None and named <= (number(total.group(1)) or 0)


def _read_as_projects(line: Line, some: list[Announcement], least: float = _LEAST_CHOSEN) -> bool:
    """Decide whether the names of sentences read as projects."""
    spans = [(one.end - line.start, (one.until or one.end) - line.start) for one in some]
    return likeness.mean([name for span in spans for name in _names(line.text, *span)]) >= least


# A工程、B项目、C行动已完成年度任务的70%以上: their names end so, and nothing counts them
_NAMES_THEN_FAR = lazy(
    r"(?<![^。；;，,：:])(?:其中|目前)?(?P<names>[^，,。；;：:、\n]{4,40}?(?:工程|项目|行动)(?:、[^，,。；;：:、\n]{2,40}?(?:工程|项目|行动)){2,})"
    rf"(?:等(?:项目|工程)?)?{_FAR_AFTER_NAMES.pattern}"
)


def _far(at: int, line: Line) -> Iterator[Announcement]:
    """Yield a sentence that names three projects or more and says how far they all are, without their number."""
    if line.text.count("、") < _FEWEST_CHOSEN - 1:
        return
    for found in _NAMES_THEN_FAR.finditer(line.text):
        begin, end = found.span("names")
        if status.judge(found["far"], "") != "unstated":
            yield Announcement(
                at, line.start + begin, line.start + begin, "", line.text.count("、", begin, end) + 1, found["far"],
                False, None, until=line.start + end,
            )  # fmt: skip
