"""Weigh the signs that a page is a list of livelihood projects: its words, and the form of what it lists.

No sign decides alone. A page that names no 实事 may still say 暖心十事 above ten lines that each build something, and
a page that names them in passing lists the sections of a summary. Every sign has a weight, a reason and an example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.commitments.numbering.signs import number
from parsers.kind import genres, narrative
from parsers.kind.head import plain_width
from parsers.kind.projects import Listed
from parsers.text.patterns import lazy

_LIVELIHOOD: Final = "livelihood projects are named"
_DEEDS: Final = "things to be done are counted"
_PEOPLE: Final = "people or their life"
_VOTED: Final = "the result of a vote"
_FITS: Final = "as many items as announced"
_FIELDS: Final = "items with bodies or outcomes"


@dataclass(frozen=True, slots=True)
class Sign:
    """Words around a list that speak for it, or against it."""

    weight: int
    reason: str
    words: re.Pattern[str]
    example: str


_N: Final = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}|几|多)"
# Titles, the text above the first item and the words behind the last are searched; each reason counts once.
AROUND: Final = (
    Sign(2, _DEEDS, lazy(
        rf"(?<![第0-9一二三四五六七八九十百千.])(?!一件){_N}(?:大?件|大)(?:[大好实小暖民]心?)?事|{genres.DEEDS_COUNTED.pattern}"
    ), "办好以下八件事"),
    Sign(1, _PEOPLE, lazy(
        "民生|惠民|便民|利民|为民|民心|暖心|民需|民盼|民忧|百姓|群众|市民|居民|幸福|急难愁盼|家门口|烦心事"
    ), "办好群众关注的小事"),
    Sign(1, "a promise, or its fulfilment", lazy(
        "承诺|兑现|交卷|答卷|成绩单|账单|办好|办理|办成|要办|拟办|票决|晒单|清单|如下|公布|确定|实施|推进|完成情况|进展"
    ), "年度承诺兑现情况"),
)  # fmt: skip
_OF_ALL_WORK: Final = Sign(-4, "a summary or plan of all work", lazy(
    "工作总结|工作计划|工作要点|工作安排|工作思路|述职|规划|预算|决算|统计公报|经济运行|大事记|重点(?:建设)?项目|重大项目|投资项目"
), "上半年工作总结")  # fmt: skip
# Searched in titles and in short first lines.
IN_TITLES: Final = (
    Sign(2, _VOTED, lazy(
        "(?:票决|票选|投票|表决|得票)结果|当选|入选(?!条件|标准)|(?:票决|表决|票选)(?:产生|选?出|确定)"
    ), "民生实事项目票决结果"),
    Sign(-3, "a meeting or visit", lazy(
        "会议(?:强调|指出|要求|听取)|强调|调研|视察|推进会|座谈|督导检查|招标|招聘|采购"
    ), "副区长调研实事项目"),
    Sign(-8, "projects are judged by votes", lazy("满意度|测评|评议|询问"), "满意度测评结果"),
    _OF_ALL_WORK,
)  # fmt: skip
# Weighed where the title names no livelihood projects: a company or an office reports its own deeds.
PUBLISHER: Final = Sign(-4, "a company's or an office's own deeds", lazy(
    "(?:(?<![结布破大格全开僵时定])局|公司|集团|工会|残联|妇联|团委|医院|银行|[支分]行|商会|协会|供电所|供销社)(?=[0-9:：]|推出|出台|公布|发布|开展|举办|实施|落实|承诺|全力|为|今年|$)"
), "水务集团推出6项便民举措")  # fmt: skip
# What a title says that usually heads no list (`genres.NO_LIST`).
_DENIED: Final = {
    "call for projects": -9, "acts on projects": -8, "ranks places": -6, "opinion": -8, "explains projects": -3,
    "news about projects": -2,
}  # fmt: skip
_PICTURED: Final = lazy("图解|读懂|看懂|长图|图说")  # the list itself as a picture: 一图读懂民生实事
_ASKED_FOR: Final = -4  # a sentence asks the reader for projects
_NAMED: Final = 3  # the words around the list name livelihood projects
_COUNT_FITS: Final = 3  # as many items as the words around them say
_MOST_OF_TEXT: Final = ((0.45, 2), (0.25, 1))  # share of the text, weight
_READ_AS_PROJECTS: Final = ((0.8, 2), (0.5, 1))  # share of the items, weight
_NOT_PROJECTS: Final = -4  # hardly one in three does
_SHARE_OF_CUT: Final = 0.3  # of a list that is cut short: more items are announced
_ORDERED: Final = 1
_WITH_FIELDS: Final = 2  # half of the items have a body or an outcome
_DEMANDS: Final = -5  # more than one in ten items asks something of those who read it
_FEWEST: Final = 3  # two items under a sentence on projects are found in any news
_ENOUGH: Final = 8
_HEADLINE: Final = 40  # characters
_COUNT: Final = lazy(
    r"(?<![第0-9.一二三四五六七八九十百千])([一二三四五六七八九十]{1,3}|[0-9]{1,3})"
    r"(?:[大件项类事](?!案|次)|个(?=[^,，。;；:：]{0,8}(?:实事|项目|工程|事项|方面|类)))"
)
# 2025年,某区规划民生实事: the year's own projects; 近年来推进民生工程 has no year's
_PLANNED: Final = lazy(
    r"[12][0-9]{3}年(?!以?来)[^。;]{0,60}(?:规划|安排|确定|推出|公布|发布|明确|梳理|兴办|承诺|办好)[^。;,]{0,16}"
    r"(?:民生实事|惠民实事|为民办实事|实事项目|民生项目|民生工程|民心工程)"
)
_INTRODUCES: Final = lazy(r"如下|分别(?:是|为)|[:：]\s*$")
_MOST_ANNOUNCED: Final = 60  # a larger number above the items counts something else: 受理诉求300件


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sum of the signs and the reasons that were found, each with its weight."""

    score: int
    reasons: tuple[str, ...]
    named: bool = False  # words above the items name livelihood projects or count deeds
    formed: bool = False  # the items are most of the text, or as many as announced, or have fields
    announced: bool = False  # something says that the items are a list: a count, a headline, numbers, 如下

    @property
    def convinces(self) -> bool:
        """Decide whether the signs together make the page a list."""
        return self.score >= _ENOUGH and self.named and self.formed and self.announced


def weigh(titles: Sequence[str], listed: Listed) -> Weighed:
    """Weigh the titles, the words around the items, and the items of a page read as if it were a list.

    >>> ten = Listed(items=10, projects=10, demands=0, reported=0, share=0.9, unclear=False)
    >>> weigh(["今年这十件事暖民心"], ten).convinces
    True
    >>> weigh(["区政府上半年工作总结"], ten).convinces
    False
    """
    if listed.items < _FEWEST and not listed.breaks_off:
        return Weighed(0, ())
    above = plain_width(listed.above)
    words = plain_width("\n".join((*titles, listed.above, listed.behind)))
    heads = [*map(plain_width, titles), *(line for line in above.split("\n")[:2] if len(line) <= _HEADLINE)]
    ahead = plain_width("\n".join((*titles, listed.above)))  # a last line may only say whom the work serves
    found = [(one.weight, one.reason) for one in AROUND if one.words.search(words)]
    found += [(one.weight, one.reason) for one in IN_TITLES if any(_heads(one, head) for head in heads)]
    if not any(map(genres.names_livelihood, titles)) and any(map(PUBLISHER.words.search, titles)):
        found.append((PUBLISHER.weight, PUBLISHER.reason))
    denied = _denied(titles)
    if any(map(_PICTURED.search, titles)):
        denied -= {"explains projects"}
    found += [(_DENIED[reason], reason) for reason in sorted(denied)]
    if any(map(asks_for_projects, "\n".join((*titles, above)).split("。"))):
        found.append((_ASKED_FOR, "projects are asked for"))
    if listed.ordered:
        found.append((_ORDERED, "numbers or signs count the items"))
    if genres.names_livelihood(ahead):
        found.append((_NAMED, _LIVELIHOOD))
    announced = {number(value) or 0 for value in _COUNT.findall(words)}
    more = any(listed.items < one <= _MOST_ANNOUNCED for one in announced)
    if listed.breaks_off and not more:
        return Weighed(0, ())
    cut = more and listed.share >= _SHARE_OF_CUT
    behind = plain_width(listed.behind)
    last = {number(value) for value in _COUNT.findall(behind)}
    if listed.goes_on_to > 0 and listed.goes_on_to in last and genres.names_livelihood(behind):
        found += [(_NAMED, _LIVELIHOOD), (_COUNT_FITS, _FITS)]
    if listed.items in announced:
        found.append((_COUNT_FITS, _FITS))
    for least, weight in _MOST_OF_TEXT:
        if listed.share >= least:
            found.append((weight, f"items are {listed.share:.0%} of the text"))
            break
    for least, weight in _READ_AS_PROJECTS:
        if listed.projects >= listed.items * least:
            found.append((weight, "items read as projects"))
            break
    if listed.projects * 3 < listed.items:
        found.append((_NOT_PROJECTS, "items do not read as projects"))
    if listed.reported * 2 >= listed.items:
        found.append((_WITH_FIELDS, _FIELDS))
    if listed.asks:
        found.append((_DEMANDS, "items ask something of the reader"))
    reasons = {reason for _, reason in found}
    return Weighed(
        sum(weight for weight, _ in found),
        tuple(f"{reason} ({weight:+d})" for weight, reason in found),
        named=_LIVELIHOOD in reasons or AROUND[0].words.search(ahead) is not None,
        formed=cut
        or listed.share >= _MOST_OF_TEXT[0][0]
        or not reasons.isdisjoint((_FITS, _FIELDS))
        or (_VOTED in reasons and listed.share >= _MOST_OF_TEXT[1][0]),  # beside those that were not chosen
        announced=not reasons.isdisjoint((_DEEDS, _FITS, _FIELDS, _VOTED))
        or listed.ordered
        or listed.stated * 2 >= listed.items
        or any(map(narrative.names_a_list, heads))
        or _INTRODUCES.search(ahead[-_HEADLINE:]) is not None
        or _PLANNED.search(ahead) is not None,
    )


def is_of_all_work(titles: Sequence[str], listed: Listed) -> bool:
    """Decide whether the words above the items speak of investment or all work, and name no livelihood projects."""
    above = plain_width("\n".join((*titles, listed.above)))
    return _OF_ALL_WORK.words.search(above) is not None and not genres.names_livelihood(above)


def _heads(sign: Sign, head: str) -> bool:
    """Decide whether a headline bears a sign; 重点项目 beside 办实事 is no plan of all work."""
    plain = genres.names_livelihood(head) and sign is _OF_ALL_WORK
    return sign.words.search(head.replace("重点项目", "") if plain else head) is not None


def _denied(titles: Sequence[str]) -> set[str]:
    return {
        reason
        for title in titles
        for reason, pattern in genres.NO_LIST
        if pattern.search(plain_width(title))
        and not (reason == "call for projects" and genres.CHOSEN.search(title))
    }


# How projects were chosen (在广泛征求意见的基础上, 经公开征集), or a draft that is printed whole
_WAS_ASKED: Final = lazy(
    r"(?:累计|共|现已|已)(?:公开)?(?:征集|收集)(?:到|了)?[^,。;]{0,24}(?:项目|实事|事项)[0-9]{1,2}[件项个]"
    r"|(?:在|经过?|通过|前期)[^,。;]{0,24}(?:征集|征求)[^,。;]{0,16}(?:基础上|[,。;、]|后)|候选项目(?:共|中)|从[^,。;]{0,12}候选"
    r"|(?:编制|拟定|拟订|形成|起草|制定|提出)了?[^。;]{2,60}(?:征求意见|意见)稿[^。;]{0,12}(?:如下|公布)"
)


def asks_for_projects(line: str) -> bool:
    """Decide whether a line asks for projects, rather than reporting how its projects were chosen."""
    asked = genres.CALL.search(_WAS_ASKED.sub("", line))
    return asked is not None and not genres.CHOSEN.search(line)
