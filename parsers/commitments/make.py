"""Make a commitment of an item: its year, its quantities, and what its outcome or its group say of its status."""

from __future__ import annotations

from parsers.commitments import bodies, edges, particulars, quantities, status
from parsers.commitments.lists import shares
from parsers.commitments.outcome import due, own_share
from parsers.commitments.parts import Item
from parsers.record import Commitment, Status
from parsers.text.patterns import lazy

# What an item says of itself counts more than what is said of all: 全部完成。…；某中心已完成设计，近期开工；…
_UNLIKE_GROUP = ("in_progress", "delayed", "cancelled", "partly")
_OWN = lazy(r"已|正在|目前|近期|尚|未|因|预计")
_SAYS_SO = lazy(
    r"已|正|目前|尚|未|预计|完成|启动|开工|进[入场展行]|推进|施工|封顶|主体|在建|中[。；;]?$|\d[%％倍成]"
)
# Its own rate beside what is said of its group: 进展较快的有3项，A完成率100%
_OWN_RATE = lazy(r"^(?:完成率(?:为|达到?|已达)?)?\d{1,3}(?:\.\d{1,2})?[%％][。；;]?$")
# Where the heading says that it is done, steps (签约并拆除完毕) say nothing else.
_UNDER_WAY = lazy(r"正在|在建|尚|仍|未(?!来)")
_JUST_DONE = lazy(r"(?<!超额)(?<!超)完成(?:了)?(?:全年|年度|既定)(?:目标)?任务|完成率(?:为|达到?)?100[%％]")
# 计划改造300户，实际改造180户
_PLANNED_AND_REACHED = lazy(
    r"^(?:计划|目标|任务)[^，,。；;]{0,16}\d[^，,。；;]{0,6}[，,]\s*实际[^，,。；;\d]{0,4}\d"
)
_ADJUSTED_WORDS = ("调整为", "调整至", "予以调整", "调整后", "变更为")


def commitment(text: str, item: Item, year: int | None, *, settled: bool, running: bool) -> Commitment:
    """Return the commitment of an item; `settled`: its list is one of things done, `running`: of the year itself."""
    item.text = edges.without_marks(text, *item.text)
    promise = text[item.text[0] : item.text[1]]
    aim = f"{promise}：{item.target}" if item.target else promise
    beside = particulars.find(promise, item)
    printed, meaning = _status(item, aim, text[item.start : item.end], settled=settled, running=running)
    return Commitment(
        ordinal=item.ordinal,
        category=item.category,
        text=promise,
        year=year,
        status=meaning,
        status_text=printed,
        outcome=item.outcome,
        lead=item.lead or bodies.in_words(aim),
        support=item.support,
        quantities=quantities.find(aim),
        deadline=beside.deadline,
        money=beside.money,
        money_si=beside.money_si,
        money_source=beside.money_source,
        place=beside.place,
        start=item.start,
        end=item.end,
    )


def _status(
    item: Item, promise: str, text: str, *, settled: bool, running: bool
) -> tuple[str | None, Status]:
    """The status as printed and what it means; a change noted beside the promise goes first."""
    note = _adjustment(promise)
    if note is not None:
        return note, "adjusted"
    if item.status_text is not None and (said := own_share.as_rate(item.status_text)):
        return item.status_text, status.judge(said, promise, settled=settled, running=running)
    if item.group is not None:
        return _of_group(item, promise, settled=settled, running=running)
    if item.outcome is None:
        share = own_share.find(text)
        return (share, status.judge(share, "")) if share else (None, "unstated")
    meaning = status.judge(item.outcome, promise, settled=settled, running=running)
    if meaning in ("completed", "exceeded") and shares.unfinished(item.outcome):
        meaning = "partly" if settled else "in_progress"
    return status.bare(item.outcome) or item.outcome, meaning


def _of_group(item: Item, promise: str, *, settled: bool, running: bool) -> tuple[str | None, Status]:
    """The status that the lead of a group gives all of its items; 5项已完成，分别是…

    An outcome that denies it goes first, and in a plan a time (上半年完成) is a deadline and no state.
    """
    if item.itself:
        meaning = status.judge_itself(item.group or "")
        if meaning == "in_progress" and not _SAYS_SO.search(item.group or ""):
            meaning = "unstated"  # 简化备案流程: a step of its work, of which nothing is reported
        return (None if meaning == "unstated" else status.bare(item.group or "")), meaning
    if (
        item.outcome is None
        and (own := status.judge_itself(promise)) in _UNLIKE_GROUP
        and _OWN.search(promise)
    ):
        return None, own
    if (
        item.outcome is None
        and (share := own_share.find(promise))
        and status.judge(share, "") == "in_progress"
    ):
        return share, "in_progress"  # 已完成的5项：…；铺设管网，完成任务的60%
    if item.outcome is not None and _OWN_RATE.search(item.outcome):
        return item.outcome, status.judge(item.outcome, promise)
    if not settled and due.is_due(item.group or ""):
        return None, "unstated"
    meaning = status.judge(item.group, "")
    if meaning in ("completed", "exceeded") and item.outcome is not None:
        if _PLANNED_AND_REACHED.search(item.outcome):
            own = status.judge_itself(item.outcome)
        else:
            own = status.judge(item.outcome, promise, settled=settled, running=running)
        if own in _UNLIKE_GROUP and (own != "in_progress" or _UNDER_WAY.search(item.outcome)):
            return status.bare(item.outcome) or item.outcome, own
        if meaning == "completed" and own in ("completed", "exceeded"):
            return status.bare(
                item.outcome
            ) or item.outcome, own  # 其余9项全部完成。…；实际硬化126公里，超额完成
        if meaning == "exceeded" and own == "completed" and _JUST_DONE.search(item.outcome):
            return item.outcome, own  # 超额完成的2项: …；B5月份完成全年任务
    if meaning == "unstated" and item.outcome is not None:
        return item.outcome, status.judge(item.outcome, promise)
    return item.group, meaning


def _adjustment(promise: str) -> str | None:
    """A bracket at the end of a promise that says it was changed (经区政府常务会议调整为…)."""
    if not promise.endswith(("）", ")")):
        return None
    at = max(promise.rfind("（"), promise.rfind("("))
    note = promise[at + 1 : -1]
    return note if at > 0 and any(word in note for word in _ADJUSTED_WORDS) else None


def read_as_reports(text: str, read_items: list[Item]) -> None:
    """In a list of things done that has no outcomes the items are the reports: their words say how far they are."""
    for item in read_items:
        if item.group is None:
            item.group = text[slice(*item.text)]
            item.itself = True
