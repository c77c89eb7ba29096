"""Correct what a page says of all its projects at once: all done last year, or counts so far in mid-year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.commitments import quantities
from parsers.commitments.announcing import groups
from parsers.commitments.headings.words import DONE, is_plan
from parsers.commitments.outcome import goals, openings
from parsers.record import Commitment
from parsers.text.patterns import lazy

_FIRST_PART = 600
# Last year's projects are done, this year's follow: …全部完成。今年，确定以下3件实事：
_NEXT_LIST = lazy(
    r"(?:完成|兑现|办结|落实)[^。\n]{0,12}。[^。\n]{0,20}(?:今年|明年|新一年|(?:19|20)\d\d年)[^。\n]{0,40}(?:确定|办好|实施|安排|推出|票决)"
    r"[^。\n]{0,24}(?:实事|民生项目|民生工程|民心工程)"
)
_MID_YEAR = lazy(r"上半年|[一二三]季度|前[两三]季度|1\s?[-—至]\s?(?:[2-9]|10)月|(?<!\d)[1-9]月(?:份|底|末)")
_ABOUT = 160
_FINISHED = lazy(
    r"全部|全面|提前|竣工|完工|投用|投入使用|已建成|均已|完成(?:了)?(?:全年|年度)(?:目标)?(?:任务)?(?!的?\d)|100[%％]|通车|交付|启用|挂牌|运行|运营|开放"
)
_DIGIT = lazy(r"\d")


def correct(found: Sequence[Commitment], text: str, title: str) -> list[Commitment]:
    """Return the commitments without a status that was said of another list, or of counts that go on to year's end."""
    found = _without_candidates(found)
    if is_plan(title):
        found = [_without_bare_outcome(one) for one in found]
        found = [_without_state(one) if _is_heading(one) else one for one in found]
    elif not (_tells(found) or reports(title, text[: min((one.start for one in found), default=0)])):
        found = [_without_state(one) if _is_stage(one) else one for one in found]
    if (ahead := _NEXT_LIST.search(text, 0, _FIRST_PART)) is not None:
        return [
            replace(one, status="unstated", status_text=None)
            if one.start >= ahead.end() - 1 and one.status == "completed" and _is_bare(one)
            else one
            for one in found
        ]
    above = text[: min([_ABOUT, *(one.start for one in found)])]  # a report of its own may name a month
    if _MID_YEAR.search(f"{title}\n{above}") is None:
        return list(found)
    return [replace(one, status="in_progress") if _is_count_so_far(one) else one for one in found]


# A column of a vote says which candidates were chosen, and not how far they are.
_CHOSEN = lazy(r"(?:已|获)?(?:当选|入选|中选|选上|列入|通过)")
_NOT_CHOSEN = lazy(r"(?:未|没有?|不)(?:能|被)?(?:当选|入选|中选|选上|列入|通过)|落选|淘汰|备选|候补|候选")


def _without_candidates(found: Sequence[Commitment]) -> list[Commitment]:
    """Return the commitments that a vote chose, where each has its result beside it, without the result."""
    results = [one.outcome or one.status_text or "" for one in found]
    chosen = [_CHOSEN.fullmatch(said) is not None for said in results]
    voted = [
        is_in or _NOT_CHOSEN.fullmatch(said) is not None for is_in, said in zip(chosen, results, strict=True)
    ]
    if not any(chosen) or sum(voted) * 10 < len(found) * 8:
        return list(found)
    kept = (one for one, is_in, said in zip(found, chosen, voted, strict=True) if is_in or not said)
    return [replace(one, outcome=None, status="unstated", status_text=None) for one in kept]


# What a page says above its list of what was done: without it 竣工项目 may head what is to be done.
_REPORTS = lazy(
    r"(?:截至|截止|目前)[^。；;\n]{0,40}(?:已|均|完成|竣工|建成|完工|办结)|已(?:经)?(?:全部|全面|顺利|如期)?[完建竣投开启办交改新安发]|均已|"
    r"(?:完成|进展|落实|办理)情况|进展|进度(?!安排|计划)|兑现|办结|销号|圆满|告捷|其余[^，,。；;]{0,6}(?:全部|均)|完成的\s?[一二三四五六七八九十\d]{1,3}\s?[项件]"
)


def reports(title: str, above: str) -> bool:
    """Decide whether the title, or the words above the first promise of a list, speak of what was done."""
    return DONE.search(title) is not None or _REPORTS.search(above) is not None


def _tells(found: Sequence[Commitment]) -> bool:
    """Decide whether a list says of some of its projects what no plan does: that they were put off or given up."""
    return any(one.status in ("delayed", "cancelled", "adjusted") for one in found)


def _without_bare_outcome(one: Commitment) -> Commitment:
    """Return a promise of a plan without an outcome that only names its aim, as in a last column: 全部完成"""
    said = one.outcome
    if said is None or one.status not in ("completed", "exceeded") or openings.bare(said) != said:
        return one
    return replace(one, status="unstated", status_text=None, outcome=None) if groups.is_aim(said) else one


def _is_heading(one: Commitment) -> bool:
    """Decide whether the state of a promise is that of the heading above it, and may be what is to be done."""
    said = one.status_text
    return (
        said is not None and one.outcome is None and said in (one.category or said) and groups.is_bare(said)
    )


def _is_stage(one: Commitment) -> bool:
    return one.outcome is None and groups.is_stage(one.status_text or "")


def _without_state(one: Commitment) -> Commitment:
    """Return a promise without the state of a heading that says what is to be done: 竣工验收项目."""
    return replace(one, status="unstated", status_text=None)


# Behind the last of the names: A、B、C。目前均已完成。
_BEHIND = lazy(
    r"[。；;]?(?P<gap>\s{0,2})(?:目前|截[至止][^，,。；;\n]{1,12}|现在|现)?[，,]?(?:以上|上述|这些)?(?:(?P<n>\d{1,3})[件项个])?(?:民生|惠民|为民)?(?:项目|实事|工程){0,2}"
    r"(?P<says>(?:(?:均|都|全部)已?|已)(?:经)?(?:全部|全面|如期)?(?:完成|建成|竣工|完工|办结|兑现))(?=[。；;，,\n]|$)"
)


def said_behind(found: Sequence[Commitment], text: str) -> list[Commitment]:
    """Return the commitments, those of a paragraph completed of which its last words say that all are.

    A line of its own below a list is said of the whole list, and of no list that has another number of projects.
    """
    if not found or any(one.status != "unstated" or one.outcome for one in found):
        return list(found)
    said = _BEHIND.match(text, found[-1].end)
    below = said is not None and "\n" in said["gap"]
    if said is None or (below and int(said["n"] or len(found)) != len(found)):
        return list(found)
    begin = 0 if below else text.rfind("\n", 0, found[-1].start) + 1
    return [
        replace(one, status="completed", status_text=said["says"]) if one.start >= begin else one
        for one in found
    ]


def _is_bare(one: Commitment) -> bool:
    """Decide whether an item says nothing of how far it is."""
    return one.outcome is None and "已" not in one.text and _FINISHED.search(one.text) is None


def _is_count_so_far(one: Commitment) -> bool:
    """Decide whether an item was read as completed although it only counts what was done by mid-year."""
    said = one.text if one.outcome is None else one.outcome
    if one.outcome is not None and _reaches(one, one.outcome):
        return False
    return (
        one.status == "completed"
        and one.status_text in (None, one.outcome)
        and _DIGIT.search(said) is not None
        and _FINISHED.search(said) is None
        and _FINISHED.search(one.category or "") is None
    )


def _reaches(one: Commitment, outcome: str) -> bool:
    """Decide whether an outcome has what was promised, in the item's words or in its column of targets."""
    if quantities.compare(one.text, outcome) in ("equal", "more"):
        return True
    if goals.reached(outcome, one.text, settled=False) is not None:
        return True
    reached = {each.unit: each.value for each in quantities.find(outcome)}
    return bool(one.quantities) and all(reached.get(each.unit, -1) >= each.value for each in one.quantities)
