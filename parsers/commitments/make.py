"""Make a commitment of an item: its year, its quantities, and what its outcome or its group say of its status."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.commitments import bodies, particulars, quantities, status
from parsers.commitments.lists import shares
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.between import CLOSES, OPENS
from parsers.commitments.outcome import counted, due, openings, own_share
from parsers.commitments.parts import Item
from parsers.record import Commitment, Status
from parsers.text.patterns import lazy

# What an item says of itself counts more than what is said of all: 全部完成。…；某中心已完成设计，近期开工；…
_UNLIKE_GROUP = ("in_progress", "delayed", "cancelled", "partly")
# What a report says beside a column that only says so far, or not all: 85%, 否
_WHY_NOT = ("delayed", "cancelled", "adjusted")
_NOT_ALL = ("否", "未完成", "未全部完成")
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


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a page is on: of what was done, and of what is planned."""

    review: int | None
    plan: int | None

    def of(self, *, past: bool) -> int | None:
        """Return the year of a list, by whether it is one of what was done."""
        first, other = (self.review, self.plan) if past else (self.plan, self.review)
        return other if first is None else first


def commitment(text: str, item: Item, year: int | None, *, settled: bool, running: bool) -> Commitment:
    """Return the commitment of an item; `settled`: its list is one of things done, `running`: of the year itself."""
    begin, end = without_marks(text, *item.text)
    led_by = bodies.in_words(text[begin:end])
    item.text = (begin, bodies.end_before(text, begin, end))
    if item.outcome is not None and _ONLY_LABEL.fullmatch(item.outcome):
        item.outcome = None
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
        lead=item.lead or led_by or bodies.in_words(aim),
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


# The page ends inside the label of a report, or right behind it
_ONLY_LABEL = lazy(r"(?:完成|进展|落实|办理|推进|实施|建设)情况?[：:]?")


def _status(
    item: Item, promise: str, text: str, *, settled: bool, running: bool
) -> tuple[str | None, Status]:
    """The status as printed and what it means; a change noted beside the promise goes first."""
    note = _adjustment(promise)
    if note is not None:
        return note, "adjusted"
    said = own_share.as_rate(item.status_text or "")
    if said and (item.outcome is None or status.judge(said, promise) != "unstated"):
        meaning = status.judge(said, promise, settled=settled, running=running)
        own = status.judge(item.outcome, promise, settled=settled, running=running)
        unlike = own in _WHY_NOT or (own in _UNLIKE_GROUP and said in _NOT_ALL)
        return item.status_text, own if unlike and meaning in _UNLIKE_GROUP else meaning
    alone = item.of_all and item.outcome is not None and status.judge(item.outcome, promise) != "unstated"
    if item.group is not None and not alone:
        return _of_group(item, promise, settled=settled, running=running)
    if item.outcome is None:
        share = own_share.find(text)
        return (share, status.judge(share, "")) if share else (None, "unstated")
    meaning = status.judge(item.outcome, promise, settled=settled, running=running)
    if meaning in ("completed", "exceeded") and shares.unfinished(item.outcome):
        meaning = "partly" if settled else "in_progress"
    return openings.bare(item.outcome) or item.outcome, meaning


def _of_group(item: Item, promise: str, *, settled: bool, running: bool) -> tuple[str | None, Status]:
    """The status that the lead of a group gives all of its items; 5项已完成，分别是…

    An outcome that denies it goes first, and in a plan a time (上半年完成) is a deadline and no state.
    """
    if item.itself:
        meaning = _of_itself(item.group or "")
        return (None if meaning == "unstated" else openings.bare(item.group or "")), meaning
    if item.outcome is None and (own := _judge_itself(promise)) in _UNLIKE_GROUP and _OWN.search(promise):
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
            own = _judge_itself(item.outcome)
        else:
            own = status.judge(_MADE_KNOWN.sub("", item.outcome), promise, settled=settled, running=running)
        if own in _UNLIKE_GROUP and (own != "in_progress" or _UNDER_WAY.search(item.outcome)):
            return openings.bare(item.outcome) or item.outcome, own
        if meaning == "completed" and own in ("completed", "exceeded"):
            # 其余9项全部完成。…；实际硬化126公里，超额完成
            printed = item.group if own == meaning else item.outcome
            return openings.bare(item.outcome) or printed, own
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


def _of_itself(words: str) -> Status:
    meaning = _judge_itself(words)
    # 简化备案流程: a step of its work, of which nothing is reported
    return "unstated" if meaning == "in_progress" and not _SAYS_SO.search(words) else meaning


def say_of_those_that_say_nothing(read_items: list[Item], state: str | None) -> None:
    """Give the items that were read as reports and say nothing of how far they are the words of their heading."""
    if state is None or status.judge(state, "") != "completed":
        return
    for item in read_items:
        if item.itself and _of_itself(item.group or "") == "unstated":
            item.group, item.itself = state, False


# What goes on behind the end of the work, in a group that is done: 装修已于3月完成，正在开展招生宣传。
_MADE_KNOWN = lazy(
    r"[，,；;。]\s*(?:目前|现)?(?:正在|正)?(?:开展|进行|组织|做好|加强)?(?:招生|宣传|推广|招商|试运营|试运行|日常管护){1,2}(?:工作)?(?=[，,。；;]|$)"
)
_REPORTED = lazy(
    r"截至|截止|已(?:全部|全面|正式|经|均)?[^，,。；;]{0,8}(?:完成|建成|竣工|完工|投入|投用|交付|启用|通车)"
)
# A report that could not be parted from its project's name: 配电台区改造完成投入使用；
_SAYS_DONE = lazy(
    r"(?:完成|建成|竣工|完工)(?:并)?(?:投入使用|投用|到位)[。；;]?$|(?:已|均|全部)(?:正式)?(?:交付(?:使用)?|投入(?:使用|运营)|投用|启用|通车)[。；;]?$|"
    r"(?:已|全部|均已)[^，。；;]{0,8}(?:完成|建成|竣工)[。；;]?$|"
    r"^(?:完成|建成)[^，。；;]{2,40}并(?:正式)?(?:交付(?:使用)?|投入(?:使用|运营)|投用|启用|通车)[。；;]?$"
)
# 年内建成并交付使用: what is promised, and no report of it
_PROMISED = lazy(
    rf"{due.IN_TIME}|{due.INTENDED}|明年|次年|下年|后年|[上下]半年|季度|(?<![目提])前(?=[^，,。；;]{{0,6}}(?:完成|建成|竣工|完工|投|交付|启用|通车))"
)


def those_that_report(text: str, read_items: list[Item]) -> None:
    """Read items as reports that say that they are done, in a list in which most others have an outcome."""
    outcomes = [item.outcome for item in read_items if item.outcome is not None]
    if len(outcomes) * 10 < len(read_items) * 6:
        return
    own = all(map(own_share.alone, outcomes))  # each line is its own report
    say = [
        item
        for item in read_items
        if item.outcome is None
        and item.group is None
        and (own or _SAYS_DONE.search(text[slice(*item.text)]))
        and (_REPORTED.search(text, *item.text) or not _PROMISED.search(text, *item.text))
    ]
    read_as_reports(text, say)


# 新建电站8座，建成6座: what was promised, and what came of it
_RESULT = lazy(r"(?<=[^，,。；;]{4})[，,]\s*(?=(?:实绩|实际|共?建成|完成|竣工)[^，,。；;\d]{0,4}\d)")


def _judge_itself(text: str) -> Status:
    """Return the status of an item that is promise and report in one: 新建快检室80家，已完成76家。"""
    turn = counted.turn(text)
    if turn is not None:
        return status.judge(text[turn.end() :], text[: turn.start("stop")])
    result = _RESULT.search(text)
    return status.judge(text[result.end() :], text[: result.start()]) if result else status.judge(text, "")


# ：新增就业6万人 behind 即：, and 具体为：新增就业6万人
_MARKS_BEFORE = lazy(r"(?:[：:，,、；;。\s\u3000]|(?:具体|分别|主要)(?:为|是|有|包括)[：:])+")
# …支持创业。（牵头部: the page ends inside the bracket
_CUT_BRACKET = lazy(
    rf"(?<=[。；;！!])\s*[{OPENS}](?:牵头|责任|主办|承办|协办|配合|负责)[^\n{OPENS}{CLOSES}]{{0,60}}$"
)
# How content the deputies are with what was done: 农村改厕，满意218票，基本满意21票；
_VOTES = lazy(
    r"[，,：:；;\s]\s*(?:非常|很)?满意\s?\d{1,4}\s?票[^。\n]{0,80}[。；;]?$|[：:]\s?满意(?:率|度)(?:为|达到?)?\d{2,3}(?:\.\d{1,2})?[%％][。；;]?$"
)
# 关于《水厂扩建项目》进展情况: the heading above the report on a project
_REPORT_ON = lazy(r"(?:关于)?《([^《》]{4,40})》(?:项目|工程)?的?(?:进展|完成|落实|办理|推进|实施|建设)情况")
_LONGEST_END = 100
# Words of the sentence around names: 我区实施A、B已完成; 剩余A、B未启动; 将A、B列为省8件实事
_BEFORE_NAMES = lazy(
    r"(?:[我全本][省市县区镇乡旗州](?:组织|开展)?实施(?:的|了)?|(?:剩余|其余|余下)的?)(?=[^，,。；;：:、\n]{4})"
)
_BEHIND_NAMES = lazy(
    r"(?<=[^，,。；;：:、\n]{4})(?:被|均)?(?:列为|列入|定为|确定为|纳入|作为)(?:国家|全?[省市县区镇乡旗州])?(?:级|的|重点)?$"
)
_LONGEST_BEHIND = 12
_COUNT = lazy(rf"{signs.NUMBER}\s?大?[件项个]")


_CLOSED = {"】": "【", "〗": "〖", "〕": "〔", "]": "["}


def without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a promise without the marks around it."""
    before = _MARKS_BEFORE.match(text, start, end)
    begin = before.end() if before and before.end() < end else start
    if (heading := _REPORT_ON.fullmatch(text, begin, end)) is not None:
        return heading.span(1)
    after = _CUT_BRACKET.search(text, max(begin, end - _LONGEST_END), end)
    after = after or _VOTES.search(text, max(begin, end - _LONGEST_END), end)
    if text[end : end + 1] == "、" and (led := _BEFORE_NAMES.match(text, begin, end)) is not None:
        begin = led.end()
    if after is None and text[begin - 1 : begin] == "、" and _COUNT.match(text, end):
        after = _BEHIND_NAMES.search(text, max(begin, end - _LONGEST_BEHIND), end)
    end = after.start() if after and after.start() > begin else end
    if text[end - 1] in _CLOSED and _CLOSED[text[end - 1]] not in text[begin:end]:
        end -= 1  # the name in brackets of its own: 【县城二水厂】
    return begin, end
