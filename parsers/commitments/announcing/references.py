"""Sentences that count projects named in a sentence before: 这10个项目分别为：…, 具体包括以下10个方面：…"""

from __future__ import annotations

from parsers.commitments.announcing.announcement import Said
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.text.patterns import lazy

# One of these words is in every sentence that refers to projects that the text before it names.
WORDS = lazy(  # each alternative begins with a literal, so that the engine skips to their first characters
    "上述|以上|以下|下列|如下|依次|入选|当选|推选|评选|该|这|公告|公布|公示|具体|分别|包括|包含|包盖|涵括|涵含|涵盖|胜出|获选|确定|"
    "选出|选举|敲定|得票|票|表决|通知|通报|遴选|" + "|".join(rf"{c}生?\s{{0,2}}[：:]" for c in "产是有即为出")
)
# 这10个项目分别为：…, after a sentence that says what they are
_THESE = lazy(
    r"(?=[上以入当得敲确胜获该这选])"
    rf"(?:这|上述|以上|该|(?:入选|当选|胜出|获选|确定|选出|敲定)的?|得票(?:数|率)?(?:列|居|在)?前)\s?({signs.NUMBER})\s?[件项个位名](?:大)?(?:的?(?:项目|实事|工程|事项|任务))?的?(?:当选|入选|胜出)?[，,]?(?:它们|分别)?$"
)
# 这10件实事涉及交通、教育等领域，件件关系群众，即：…
_THESE_THINGS = lazy(rf"(?:这|上述|以上|该)\s?({signs.NUMBER})\s?[件项个]大?(?:民生)?实事")
# 具体包括以下10个方面：, after a sentence that says what they are
_FOLLOWING = lazy(
    rf"(?:以下|如下|下列)\s?({signs.NUMBER})\s?(?:个?方面|大?[件项个类])(?:内容|项目|工作|任务|实事)?$"
)
_THAT_IS = ("，即", ",即")
_NAMED_BEFORE = lazy(r"实事|民生(?:项目|工程)|民心工程")


# 得分居前的项目（按得分从高到低）分别是：: some of the projects, and how people judge them
_RANKED = lazy(
    r"(?:得分|评分|满意度|满意率|测评|评价|排名)[^，,。；;：:]{0,6}(?:居前|靠前|前列|较高|最高|最好)的?(?:民生|惠民)?(?:实事)?(?:项目|实事|工程)(?:[（(][^（()）]{2,20}[）)])?(?:分别|依次)?$"
)


def to_named(lead: str, before: str) -> Said | None:
    """Return the count of a sentence that refers to the projects that the words before it name."""
    if _RANKED.search(lead) and _NAMED_BEFORE.search(before):
        return Said(None, None, True)
    these = _THESE.search(lead) or _FOLLOWING.search(lead)
    return Said(number(these.group(1)), None, True) if these and _NAMED_BEFORE.search(before) else None


# 票决结果为：, 得票前六位的项目是：, 确定以下项目当选：
_VOTED = lazy(
    rf"(?:票决|票选|表决|投票|计票|选举|推选|遴选|得票|评选)(?:的)?(?:结果|情况)(?:如下|为|是|公布|公示)?$|(?:得票|票选|票决|计票)$|得票(?:数)?(?:前({signs.NUMBER})位?|靠前|居前|较多|最多)的?(?:({signs.NUMBER})[件项个])?(?:项目|实事)?$"
    rf"|(?:(?:以下|下列)(?:({signs.NUMBER})[件项个])?)(?:项目|实事)(?:最终|成功|顺利)?(?:当选|入选|获得?通过|胜出)$"
    r"|(?:^|[，,])(?:最终|其中)?(?:当选|入选|胜出|中选)的?(?:民生|惠民)?(?:实事)?(?:项目|实事)?(?:名单|清单)?(?:分别|依次)?$"
)
_CHOSEN_OF = lazy(rf"(?:选出|确定|产生|评出|选定|敲定|票选出)(?:了)?\s?({signs.NUMBER})\s?[件项个](?!候选)")


# What was counted of a vote is no project: 赞成票210票；反对票3票
_BALLOTS = lazy(r"(?:不?赞成|不?同意|反对|弃权|有效|无效|发出|收回|应到|实到|[^，,。；;、]{0,4}?\d{1,5}票)")


def to_vote(lead: str, before: str, line: str, behind: str) -> Said | None:
    """Return the count of a sentence that gives the result of a vote on livelihood projects: 票决结果为：A；B。

    `line`: the whole line; `behind`: what follows the sentence in it, which may be the numbers of votes.
    """
    voted = _VOTED.search(lead)
    if (
        voted is None
        or _BALLOTS.match(behind)
        or not (_NAMED_BEFORE.search(before) or _NAMED_BEFORE.search(line))
    ):
        return None
    printed = next((value for value in voted.groups() if value), None)
    chosen = _CHOSEN_OF.findall(before)
    printed = printed or (chosen[-1] if chosen else None)
    return Said(number(printed) if printed else None, None, True)


def that_is(lead: str, opening: str) -> Said | None:
    """Return the count of a sentence on all projects that goes on with 即：…"""
    these = _THESE_THINGS.search(lead) if opening.startswith(_THAT_IS) else None
    return Said(number(these.group(1)), None, True) if these else None


def may_refer(words: str) -> bool:
    """Decide whether words that lead to a list may refer to projects that the text before names."""
    return WORDS.search(words) is not None or "中选" in words
