"""What words call the things that a list follows, how many they are and how far: 票决产生10件民生实事."""

from __future__ import annotations

from parsers.commitments.announcing import groups
from parsers.commitments.announcing.announcement import Said
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import due
from parsers.text.patterns import lazy

_COUNTED = (
    rf"({signs.NUMBER})\s?(?:(?:大|余)?(?:[件项个条](?!小组|[督检核巡调考]查?组|工作组|月|部门|单位|乡镇|街道|代表团)|类(?!别)|个?方面(?=的?(?:民生|惠民|为民)?实事))"
    r"|大(?=(?:政府|[市区县州省]级|重点)?(?:民生|实事|惠民|暖?民心)))"
)
_COUNT = lazy(_COUNTED)
# What the sentence calls the things that follow.
THINGS = lazy(
    r"[“为亲件便利十实惠民票项](?:"
    r"(?<=实)事|(?<=民)(?:生[^，。；：、]{0,4}(?:项目|工程|事项)|心[^，。；：、]{0,3}(?:工程|项目|行动))|"
    r"(?<=[为惠便利亲])民[^，。；：、]{0,8}(?:项目|工程|行动)|(?<=票)决(?:产生|选?出|确定)|"
    r"(?<=[件项])“?(?:民生|惠民|为民)?(?:大事|好事|要事|实事好事)”?|(?:(?<=十)|(?<=“)十)大(?:工程|行动)”?"
    r")"
)
LISTS = lazy(r"分别|依次|具体|如下|包括|包含|涵盖|[是为有即]\s{0,2}[：:]|出\s{0,2}[：:]|产生\s{0,2}[：:]")
# What is listed instead: demands on bodies, opinions, candidates, fields of life.
_ELSE = lazy(
    r"要求|强调|意见|建议|措施|做法|问题|原因|办法|程序|步骤|原则|条件|范围|方式|流程|测评|满意|评议|评选|得票|候选|征集|调查|"
    r"领域|方面|分为|分成|概括|归纳|投资|资金|招标|采购|施工|下达|[：:]|负责|单位|部门|通知|分工|公告|时间|特点|来源|有关事项|相关事项|事宜|推进会|会议"
)
# 票决产生民生实事项目5项，现公告如下：
MADE_KNOWN = lazy(
    r"现?(?:将(?!有关|相关)[^，。；]{0,8})?(?:按得票[^，。；]{0,8}?)?(?:予以?)?(?:公告|通知|公布|公示|通报)(?:如下)?$"
)
# In which order they stand: 现予公布（按得票数为序）：
_ORDERED = lazy(
    r"[（(](?:项目)?(?:按|以|依|根据|排名|排序|顺序|不分)[^（()）]{1,16}(?:序|排列|先后|高低|多少)[^（()）]{0,4}[）)]$"
)
_OF_CANDIDATES = lazy(r"(?:民生)?(?:实事)?(?:项目)?(?:候选|备选|初选)")  # 从13个候选项目中选出…10个
_COUNT_BEHIND = lazy(
    rf"(?:项目|工程|实事)?(?:共(?:计|有|安排|确定|实施)?|安排|确定)?\s?({signs.NUMBER})\s?[件项个](?=[，,。：:]|$)"
)
_CANDIDATES = lazy(r"候选|征集|征求|建议项目|备选|初步|提名|拟定")
_ALL_DONE = lazy(r"(?:均已|已经?)?(?:全部|全面|圆满|如期)(?:完成|兑现|办结|落实)")
_AIMED = lazy(rf"{due.INTENDED}|要求|推动|促进")  # 确保年内全部完成
# The sentence before says that they are all done: 10件实事已全部完成。这10件实事是：
_ALL_BEFORE = lazy(
    r"(?:实事|项目|工程|任务)[^。；;]{0,10}(?:已|均已)(?:全部|全面|圆满)(?:完成|兑现|办结|落实)。$"
)
# 民心工程共22项，涉及教育、卫生等领域，主要包括：
_FIELDS = lazy(
    r"[，,](?:主要)?(?:涉及|涵盖|覆盖)[^。；;：:]{2,40}?等(?:多个|[一二三四五六七八九十\d]+个?)?(?:领域|方面|行业)[，,]"
)
# 确定的十件大事，到年底完成八件：
_SOME_DONE = lazy(
    rf"[，,](?:到|至|截至)?[^，,。；;：:\d]{{0,8}}?(?P<far>(?:已|已经)?(?:全部|如期)?(?:完成|兑现|办结))了?(?:其中的?)?\s?(?P<n>{signs.NUMBER})\s?[件项个]$"
)
_NAMELIST = lazy(r"(?:项目|工程)?(?:名单|清单|目录)")  # 票决确定了民生实事名单：A、B
_PASSED = lazy(
    r"(?:表决|审议|投票)通过|票决|批准|确定(?:了)?|以下|下列|(?:投票|表决)[^。；;]{0,8}(?:产生|选出|选定)"
)
_CHOSEN = lazy(r"产生|确定|票决(?:产生|选?出|通过)|选出|批准")
NAMES = ("实事", "民生", "民心", "惠民", "为民", "便民", "利民", "亲民", "票决", "大事", "好事", "十大")
NAMED = lazy("|".join(NAMES))  # a fifth of the time of a loop over the names
_SENTENCE = lazy(r"[^。；;！!？?\n]+")
_FAR_AFTER = 26  # characters between what is listed and where it begins


def follow(lead: str) -> Said | None:
    """Return the count and the state of the projects that words name which a list follows directly."""
    return named(lead, "：", last=True)


def said_before(before: str) -> Said | None:
    """What the sentences before say, where one begins with 分别为：; the nearest that sorts or counts projects."""
    for sentence in reversed(_SENTENCE.findall(before)[-4:]):
        heading = groups.of_heading(sentence.strip())
        if heading is not None and heading.state is not None:
            return heading  # 1.竣工项目。主要有：
        found = groups.of(sentence) or named(sentence, "：", last=False)
        if found is not None and found.count is not None:
            return found
    return None


# …公布了2021年民生实事项目票决结果。分别是：
_RESULT = lazy(r"(?:票决|表决|投票|评选|最终)?(?:结果|名单|清单|目录)(?:揭晓|出炉|公布|公示|确定)?$")


def of_result(before: str) -> Said | None:
    """Return that projects follow, not how many, behind a sentence that ends with their list or a vote's result."""
    sentences = _SENTENCE.findall(before.strip())
    last = sentences[-1].strip() if sentences else ""
    end = _RESULT.search(last)
    things = list(THINGS.finditer(last, 0, end.start())) if end else []
    if not things or end is None or end.start() - things[-1].end() > _FAR_AFTER:
        return None
    return None if _ELSE.search(last, things[-1].end(), end.start()) else Said(None, None, True)


def named(lead: str, opens: str, *, last: bool, before: str = "") -> Said | None:
    """Return the count and the state of the projects that a sentence announces; `last`: its line ends there."""
    if NAMED.search(lead) is None:
        return None
    called = list(THINGS.finditer(lead))
    if not called:
        return None
    things = called[-1]
    tail = _FIELDS.sub("，", _ORDERED.sub("", lead[things.end() :]))
    if (some := _SOME_DONE.search(tail)) is not None:
        return Said(number(some["n"]), some["far"], True)
    clause = lead[max(0, things.start() - 16) :]
    if len(tail) > _FAR_AFTER or _ELSE.search(MADE_KNOWN.sub("", tail)):
        return None
    if _CANDIDATES.search(clause) and not _CHOSEN.search(lead, max(0, things.start() - 16), things.end()):
        return None
    counts = [
        one
        for one in _COUNT.finditer(lead, max(0, things.start() - 24))
        if not _OF_CANDIDATES.match(lead, one.end())
    ]
    behind = _COUNT_BEHIND.match(lead, things.end())
    ahead = [one for one in counts if one.start() < things.end()]
    counted = behind or next(reversed(ahead or counts), None)
    count = number(counted.group(1)) if counted else None
    bare = not tail or _NAMELIST.fullmatch(tail) is not None
    passed = opens.rstrip()[-1:] in ("：", ":") and bare and (last or _PASSED.search(lead))
    if count is None and not passed and not LISTS.search(lead[-4:] + opens):
        return None
    grouped = groups.of(lead, before)
    if grouped is None and _ALL_BEFORE.search(before):
        return Said(count, "已全部完成", True)
    if grouped is not None:
        return Said(grouped.count or count, grouped.state, True)
    done = _ALL_DONE.search(tail)
    up_to = lead[: things.end() + done.start()] if done is not None else ""
    if done is not None and (_AIMED.search(tail, 0, done.start()) or groups.is_aimed(up_to)):
        done = None
    return Said(count, done.group() if done else None, True)
