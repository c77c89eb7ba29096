"""What the reader of promises finds on a page, as evidence of what the page is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers import commitments
from parsers.commitments.announcing import announced
from parsers.commitments.grid import headed
from parsers.commitments.headings.lines import body_lines
from parsers.commitments.lists import uncounted
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import beside
from parsers.kind import genres
from parsers.kind.head import plain_width
from parsers.page import Page, SamePage
from parsers.record import Commitment
from parsers.text.patterns import lazy

_CN: Final = "一二三四五六七八九十两"
_COUNT: Final = lazy(rf"([{_CN}]{{1,3}}|[0-9]{{1,3}})(?:大|件|项|个|类)")
_NUMBERED_ROW: Final = lazy(r"^[\s\u3000]{0,8}[0-9]{1,3}[ \u3000]{0,4}(?:\t|\|)", re.M)
_NO_COUNT: Final = frozenset({"元", "万元", "亿元", "%", "天", "小时"})
# What a notice, a meeting or a rule asks of those who read it.
_DEMAND: Final = lazy(
    r"各(?:镇|乡|街|单位|部门|级|责任|地|有关)|(?<![主重需只摘纪概扼])要(?:求|高度|切实|加强|把|进一步|强化|严格|充分|尽快|及时|倒排|成立|制定|于|在|按照?|每|对照|继续|积极|主动|明确|建立|抓紧|加快|定期|指定|落实)|应当|不得|必须|严禁|"
    r"^[\u3400-\u9fff]{2,6}要[\u3400-\u9fff]{1,2}[。，]|时间[：:]|范围[：:]|方式[：:]|电话|邮箱|本办法|本条例|原则"
)
# How an office pushes its work: 每日调度进度, 月通报情况, 成立工作专班
_ROUTINE: Final = lazy(
    r"^(?:实行|坚持)?每?(?:日|天|周|旬|月|季度?)(?:调度|召开|通报|汇报|例会|会商|督查|报送|公示|巡查|检查|考核)|^(?:成立|建立|组建)[^，。；]{0,10}专班"
)
# What stands below the heading of a section of a notice: 各单位要于每月25日前报送
_ASKS: Final = lazy(
    r"(?:单位|部门|局|办|室|镇|乡|街道|领导|项目|政府)[^,，。;；]{0,8}(?<![需重主只])要(?![素点求])|必须|不得|严禁"
    r"|(?:总结|材料|报告|数据|信息|填报|上报)[^,，。;；]{0,6}要(?![素点求])|请(?:于|在|各|将|按|及时|认真)[^。;；]{0,24}(?:报|交|送|发)"
)
_FIELD: Final = lazy(
    r"(?:责任|牵头|主办|承办|协办|配合|主管|实施|完成|建设|资金|进展|进度|时限|投资|内容|目标)[^，。；：:\s]{0,6}[：:]"
)
_MAY_ASK: Final = 5
_LONGEST_NAME: Final = 60
_FEWEST: Final = 3  # items of a list that is whole
_FIRST_PART: Final = 1500  # characters; a page that counts what is to be done does it within these
_ABOVE: Final = 600  # characters
_BEHIND: Final = 40


@dataclass(frozen=True, slots=True)
class Listed:
    """The list that a page would hold: how many items, how many of them read as projects, their share of the text.

    `reported`: items with an outcome or bodies; `unclear`: a list is announced that could not be taken apart.
    """

    items: int
    projects: int
    demands: int
    reported: int
    share: float
    unclear: bool
    stated: int = 0  # items of which the text says how far they are
    unfinished: int = 0  # items of which it says that they go on, or were put off or given up
    outcomes: int = 0  # items with a report of their own
    above: str = ""  # the text above the first item, in which the list is announced
    behind: str = ""  # the words right behind the last item
    below: str = ""  # the lines below the last item
    ordered: bool = (
        False  # printed numbers count the items from the first to the last, or one sign marks each
    )
    ends_in_field: bool = False  # the last line of the page holds a field: 责任单位：
    goes_on_to: int = 0  # the last number, where the text begins with an item whose number is not 1

    @property
    def convinces(self) -> bool:
        """Decide whether the items read as projects: most do, and hardly one as a demand on those who read it."""
        return self.items >= 2 and self.projects * 2 >= self.items and not self.asks

    @property
    def breaks_off(self) -> bool:
        """Decide whether a page may end inside its list: one or two numbered items, each with a field or an outcome."""
        few = 0 < self.items < _FEWEST and self.ordered and self.reported == self.items
        within = not self.below.strip() and (self.ends_in_field or self.outcomes == self.items)
        return few and within and not self.demands

    @property
    def tell_most(self) -> bool:
        """Decide whether most items have a report, or a state that is not the end: the list says what came of them."""
        sorted_by_state = self.unfinished > 0 and self.stated * 10 >= self.items * 8
        return sorted_by_state or (self.outcomes >= 2 and self.outcomes * 10 >= self.items * 6)

    @property
    def asks(self) -> bool:
        """Decide whether more than one item in ten asks something of those who read it; one of five or more may."""
        return self.demands * 10 > self.items and (self.demands > 1 or self.items < _MAY_ASK)

    @property
    def demanding(self) -> bool:
        """Decide whether most items ask something: the sections of a notice, or a meeting's opinions."""
        return self.demands * 2 > self.items


NOTHING: Final = Listed(0, 0, 0, 0, 0.0, unclear=False)


def read(page: Page, titles: Sequence[str]) -> Listed:
    """Read a page as if it were a list; nothing where no word of it suggests one."""
    listed = _read(SamePage(page)) if _suggested(page, titles) else NOTHING
    return NOTHING if of_suggestions(listed.above) else listed


# 共收集到建议322项,其中市民最关心的有3大类,分别为: what was asked for, not what was decided
_COLLECTED: Final = lazy(
    r"(?:收集|征集|收|接)(?:到|了)[^。;；\n]{0,30}(?:建议|意见)[^。;；\n]{0,8}[0-9]+[条项个件](?![^。\n]*(?:确定|产生|选出|票决))[^。\n]*$"
)


def of_suggestions(words: str) -> bool:
    """Decide whether the last sentence of the words above a list counts suggestions that were collected."""
    return _COLLECTED.search(words) is not None


@lru_cache(maxsize=1)  # a page is judged for its metadata and, with the title found in it, for its kind
def _read(key: SamePage) -> Listed:
    page = key.page
    found, problems = commitments.read(page, None, None, "livelihood_projects")
    covered = sum(one.end - one.start for one in found)
    first, last = min((one.start for one in found), default=0), max((one.end for one in found), default=0)
    return Listed(
        items=len(found),
        projects=sum(map(_is_project, found)),
        demands=sum(map(_is_demand, found)),
        reported=sum(1 for one in found if one.outcome or one.lead),
        share=covered / max(1, len(page.text)),
        outcomes=sum(one.outcome is not None and one.status != "unstated" for one in found),
        stated=sum(one.status != "unstated" for one in found),
        unfinished=sum(one.status not in ("unstated", "completed", "exceeded") for one in found),
        unclear=any(problem.code == "items_unclear" for problem in problems),
        above=page.text[max(0, first - _ABOVE) : first],
        behind=page.text[last : last + _BEHIND],
        below=page.text[last : last + _ABOVE],
        ordered=[signs.value(one.ordinal) for one in found] == list(range(1, len(found) + 1))
        or _is_marked(page, found),
        ends_in_field=_FIELD.search(page.text.rstrip().rpartition("\n")[2]) is not None,
        goes_on_to=_goes_on_to(found) if not page.text[:first].strip() else 0,
    )


_FEWEST_GOING_ON: Final = 3


def _goes_on_to(found: Sequence[Commitment]) -> int:
    """Return the last number of items that count on from an earlier page: 七、八、九、十; 0 where they do not."""
    values = [signs.value(one.ordinal) or 0 for one in found]
    counts_on = len(values) >= _FEWEST_GOING_ON and values == list(range(values[0], values[0] + len(values)))
    return values[-1] if counts_on and values[0] > 1 else 0


_MARKS: Final = "▲△■□●○◆◇★☆▶►▷"
_FEWEST_MARKED: Final = 4


def _is_marked(page: Page, found: Sequence[Commitment]) -> bool:
    """Decide whether one sign stands before every item, and each is one sentence: ▲新建公园2个, <li>新建公园2个"""
    printed = {page.text[one.start : one.start + 1] for one in found}
    return (
        len(found) >= _FEWEST_MARKED
        and ((len(printed) == 1 and printed < set(_MARKS)) or {one.start for one in found} <= set(page.items))
        and not any("。" in one.text[:-1] for one in found)
    )


def _suggested(page: Page, titles: Sequence[str]) -> bool:
    return (
        any(genres.names_livelihood(title) for title in titles)
        or genres.names_livelihood(page.text)
        or any(
            genres.DEEDS_COUNTED.search(plain_width(words)) for words in (*titles, page.text[:_FIRST_PART])
        )
        or genres.LIST_LINE.search(page.text) is not None
        or (("\t" in page.text or "|" in page.text) and _NUMBERED_ROW.search(page.text) is not None)
    )


def _is_demand(one: Commitment) -> bool:
    return (
        one.text.startswith("要")
        or _ASKS.search((one.outcome or "")[:80]) is not None
        or _ASKS.search(one.text[:80]) is not None
        or _DEMAND.search(one.text[:80]) is not None
        or _ROUTINE.match(one.text) is not None
        or genres.ASIDE.match(one.text) is not None
    )


def _is_project(one: Commitment) -> bool:
    if _is_demand(one):
        return False
    if one.outcome or one.lead or any(q.unit not in _NO_COUNT for q in one.quantities):
        return True
    return len(one.text) <= _LONGEST_NAME and uncounted.reads_as_project(one.text)


def stated(title: str) -> frozenset[int]:
    """Return the numbers of projects that a title names (10件民生实事)."""
    return frozenset(filter(None, (number(m[1]) for m in _COUNT.finditer(title))))


def announcement(text: str) -> str | None:
    """Return the sentence that announces the list of a page, where one does."""
    for block in announced.find(text):
        if block.announcement.named and block.items >= 3:
            return text[block.announcement.start : block.announcement.end]
    return None


def is_made_of(listed: Listed, first: Sequence[str]) -> bool:
    """Decide whether projects are half of a text, or as many as its title or first lines say.

    A list that is cut short has fewer than its first lines say, and is a third of what is left of the page.
    """
    numbers = [stated(line) for line in first if genres.names_livelihood(line)]
    said = listed.items >= 3 and any(listed.items in each for each in numbers)
    cut = (
        listed.items >= 3
        and listed.share >= 0.3
        and any(max(each, default=0) > listed.items for each in numbers)
    )
    return (
        said
        or cut
        or (listed.items >= 4 and listed.share >= 0.45)
        or (listed.items == 3 and listed.share >= 0.6)
    )


def in_table(page: Page) -> bool:
    """Decide whether a table of promises calls them so, in its heads or in the lines right above them."""
    return _in_table(SamePage(page))


@lru_cache(maxsize=1)
def _in_table(key: SamePage) -> bool:
    page = key.page
    for items in headed.find(page):
        above = page.text[: items[0].start].rstrip("\n").split("\n")[-_LINES_ABOVE:]
        if any("民生" in line or "实事" in line for line in above if len(line) <= _LONGEST_ABOVE):
            return not any(genres.CALL.search(line) for line in above)
    return False


_LINES_ABOVE: Final = 3
_LONGEST_ABOVE: Final = 120


def votes_on_names(text: str) -> bool:
    """Decide whether a sentence names the projects that a congress voted on: 对A、B、C等3个民生实事项目进行了票决."""
    lines = [line for line in body_lines(text) if _VOTES.search(line.text)]
    return any(
        len(one.parts) >= 3
        and one.form == "names before"
        and _VOTED_ON.search(text, one.parts[-1].end, one.parts[-1].end + _NEAR) is not None
        for one in beside.find(text, lines)
    )


_VOTES: Final = lazy(r"票决|表决")
_VOTED_ON: Final = lazy(
    r"[项件个](?:大)?(?:民生|惠民|为民)[^，,。；;\d]{0,6}(?:实事|项目)[^。；;\d]{0,30}(?:票决|表决)"
)
_NEAR: Final = 60


def is_voted(block: announced.Block) -> bool:
    """Decide whether a congress chose the projects, who may choose two: 票决产生了2项民生实事项目：A、B."""
    return block.items == 2 and genres.CHOSEN.search(block.announcement.lead) is not None


_TASKS: Final = lazy(
    r"工作报告.{0,16}(?:分解|任务|责任|分工|事项|目标)|^(?:[12][0-9]{3}年)?[^,。;:]{0,12}(?:重点|主要|全年)工作(?:任务)?(?:[^,。;:]{0,8}(?:表|清单|情况))?$"
)


_ECONOMY: Final = lazy(
    r"地区生产总值|财政预算收入|公共预算收入|社会消费品零售总额|人均可支配收入|固定资产投资|进出口总额|规模以上工业"
)


def of_report(lines: Sequence[str]) -> bool:
    """Decide whether a text says how far the tasks of a work report are, and names no livelihood projects."""
    first = lines[:10]
    if len(set(_ECONOMY.findall("".join(first)))) >= 3:
        return True
    return any(_TASKS.search(line) for line in first) and not any(map(genres.names_livelihood, first))
