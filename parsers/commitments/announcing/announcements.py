"""Find the sentences that announce a list: how many projects follow, and how far they are.

这10件实事分别为：…, 票决出：…, 重点办好7件实事：…, 其中5项已完成，分别是…, 滞后项目：…
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from parsers.commitments.announcing import groups, names_first, references
from parsers.commitments.announcing.announcement import STOPS, Announcement, Said, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import aims
from parsers.text.patterns import lazy

_COUNTED = (
    rf"({groups.NUMBER})\s?(?:(?:大|余)?(?:[件项个条](?!小组|[督检核巡调考]查?组|工作组|月|部门|单位|乡镇|街道|代表团)|类(?!别)|个?方面(?=的?(?:民生|惠民|为民)?实事))"
    r"|大(?=(?:政府|[市区县州省]级|重点)?(?:民生|实事|惠民|暖?民心)))"
)
_COUNT = lazy(_COUNTED)
# What the sentence calls the things that follow.
_THINGS = lazy(
    r"[“为亲件便利十实惠民票项](?:"
    r"(?<=实)事|(?<=民)(?:生[^，。；：、]{0,4}(?:项目|工程|事项)|心[^，。；：、]{0,3}(?:工程|项目|行动))|"
    r"(?<=[为惠便利亲])民[^，。；：、]{0,8}(?:项目|工程|行动)|(?<=票)决(?:产生|选?出|确定)|"
    r"(?<=[件项])“?(?:民生|惠民|为民)?(?:大事|好事|要事|实事好事)”?|(?:(?<=十)|(?<=“)十)大(?:工程|行动)”?"
    r")"
)
# Where the items begin: after a colon, a dash, or a verb that lists.
# The first characters are one set, to which the engine skips: ten times as fast as trying every form at every place.
_OPENS = lazy(
    r"[：:。—分依具主包涵是为即，,（(-](?:"
    r"(?<=[：:])\s{0,2}"
    r"|(?<=[项件个][）)]。)|(?<=[项件个]。)(?!(?:分别|具体|依次|主要|它们)(?:是|为|有)|即[：:]|包括)(?=[^。；;]{4,60}[；;。])"
    r"|(?<=(?<!\d)—)—?\s?(?!\d)|(?<=-)-\s?"
    r"|(?:(?<=分)别|(?<=依)次|(?<=具)体|(?<=主)要)(?:是|为|有|包括)\s?[：:]?"
    r"|(?:(?<=包)[括含]|(?<=涵)盖)了?\s?[：:]?"
    r"|(?<=[是为即])(?=[“\"《])|(?<=[，,])(?:为|是|即)|(?<=[项件个]中[，,])\s?(?=[^。\n]{4,400}[；;])|(?<=[项件个][（(])(?=[^（()）、]{2,40}、)"
    r")"
)
_MARKS = lazy(r"^[^\w（(“《【]+")  # ✅ 完成5项：
_VERB = lazy(
    r"(?=[为主依具内分包即名如它情是有涵这项])"
    r"(?:分别|依次|具体|主要|内容|名单|项目|情况|即|它们|这些){0,3}(?:是|为|有|包括|包含|涵盖|如下)(?:以下)?\s?$"
)
_LISTS = lazy(r"分别|依次|具体|如下|包括|包含|涵盖|[是为有即]\s{0,2}[：:]|出\s{0,2}[：:]|产生\s{0,2}[：:]")
# What is listed instead: demands on bodies, opinions, candidates, fields of life.
_ELSE = lazy(
    r"要求|强调|意见|建议|措施|做法|问题|原因|办法|程序|步骤|原则|条件|范围|方式|流程|测评|满意|评议|评选|得票|候选|征集|调查|"
    r"领域|方面|分为|分成|概括|归纳|投资|资金|招标|采购|施工|下达|[：:]|负责|单位|部门|通知|分工|公告|时间|特点|来源|有关事项|相关事项|事宜|推进会|会议"
)
# 票决产生民生实事项目5项，现公告如下：
_MADE_KNOWN = lazy(
    r"现?(?:将(?!有关|相关)[^，。；]{0,8})?(?:按得票[^，。；]{0,8}?)?(?:予以)?(?:公告|通知|公布|公示|通报)$"
)
_OF_CANDIDATES = lazy(r"(?:民生)?(?:实事)?(?:项目)?(?:候选|备选|初选)")  # 从13个候选项目中选出…10个
_COUNT_BEHIND = lazy(
    rf"(?:项目|工程|实事)?(?:共(?:计|有|安排|确定|实施)?|安排|确定)?\s?({groups.NUMBER})\s?[件项个](?=[，,。：:]|$)"
)
_CANDIDATES = lazy(r"候选|征集|征求|建议项目|备选|初步|提名|拟定")
_ALL_DONE = lazy(r"(?:均已|已经?)?(?:全部|全面|圆满|如期)(?:完成|兑现|办结|落实)")
_AIMED = lazy(rf"{aims.INTENDED}|要求|推动|促进")  # 确保年内全部完成
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
    rf"[，,](?:到|至|截至)?[^，,。；;：:\d]{{0,8}}?(?P<far>(?:已|已经)?(?:全部|如期)?(?:完成|兑现|办结))了?(?:其中的?)?\s?(?P<n>{groups.NUMBER})\s?[件项个]$"
)
_NAMELIST = lazy(r"(?:项目|工程)?(?:名单|清单|目录)")  # 票决确定了民生实事名单：A、B
_PASSED = lazy(
    r"(?:表决|审议|投票)通过|票决|批准|确定(?:了)?|以下|下列|(?:投票|表决)[^。；;]{0,8}(?:产生|选出|选定)"
)
_CHOSEN = lazy(r"产生|确定|票决(?:产生|选?出|通过)|选出|批准")
# A numbered paragraph that holds several projects: 抓就业。包括3项：①…②…
_NESTED = lazy(
    rf"(?:包括|包含|共|计|有|含|分|安排|实施|办好|办|抓好|落实|完成|重点)[^，。；：:\d]{{0,6}}?({groups.NUMBER})\s?[项件个][^，。；：:\d]{{0,8}}$"
)
NAMES = ("实事", "民生", "民心", "惠民", "为民", "便民", "利民", "亲民", "票决", "大事", "好事", "十大")
NAMED = lazy("|".join(NAMES))  # a fifth of the time of a loop over the names
KEYWORD = lazy(  # each alternative begins with a literal, so that the engine skips to their first characters
    "|".join((*groups.GROUPED, *NAMES)) + r"|票|的有[：:]|当选|入选|选选|灯[（(]|牌[（(]|榜[（(]"
)
# One of them is in every sentence that names livelihood projects itself, or in the three lines above one that refers
# to those named there by one of `references.WORDS`.
_NAMES = lazy("|".join((*NAMES, "要事", "票", "表决", "选举", "评选")))
_NOTHING = ("", "具体", "其中", "即", "项目", "具体项目", "这些项目", "所选项目")
_SENTENCE = lazy(r"[^。；;！!？?\n]+")
_CLOSED = lazy(r"[^（()）]{4,300}(?=[）)])")

# A part of the list with its number: 安居保障类3项，主要是A、B、C等工程
_CLASS = lazy(
    rf"(?:^|[，,、：:]|其中)([^，,。；;：:、\d]{{2,10}}(?:类|方面|领域))(?:有|共)?\s?({groups.NUMBER})\s?[件项个](?:工程|项目|实事)?[，,]?$"
)
_MOST = 80  # a progress notice with 40 groups has 40; a text with more is no list of them
_LOOK_BACK = 160
_LONGEST_HEADING = 30
_FAR_AFTER = 26  # characters between what is listed and where it begins


def naming(lines: Sequence[Line]) -> list[int]:
    """Return which of the lines name livelihood projects, in order; the rows of a table are left out."""
    return [
        at
        for at, line in enumerate(lines)
        if NAMED.search(line.text) is not None and not line.tabbed and "\t" not in line.text
    ]


def find(lines: Sequence[Line], *, named: Sequence[int] | None = None) -> Iterator[Announcement]:
    """Every announcing sentence of the lines, in order.

    Where `named` holds the lines that name livelihood projects, at least those sentences that do so themselves.
    """
    found = 0
    sure = frozenset(named or ())
    for at, line in enumerate(lines):
        if at not in sure:
            if line.tabbed or "\t" in line.text or KEYWORD.search(line.text) is None:
                continue
            if named is not None and not _may_name(lines, at):
                continue
        before = _above(lines, at)
        first = names_first.find(at, line, before) if named is None else names_first.find_named(at, line)
        for each in itertools.chain(_in_line(at, line, before, named=named is not None), first):
            yield each
            found += 1
            if found == _MOST:
                return


def _may_name(lines: Sequence[Line], at: int) -> bool:
    """Decide whether a line names livelihood projects in rarer words, or refers to those that the lines above name."""
    text = lines[at].text
    if _NAMES.search(text) is not None:
        return True
    return references.WORDS.search(text) is not None and _NAMES.search(_above(lines, at)) is not None


def _above(lines: Sequence[Line], at: int) -> str:
    """Return the three lines above one."""
    return "".join(above.text for above in lines[max(0, at - 3) : at])


def _in_line(at: int, line: Line, before: str, *, named: bool) -> Iterator[Announcement]:
    text = line.text
    if len(text) <= _LONGEST_HEADING and text[-1] not in "。；;":
        heading = groups.of_heading(text)
        if heading is None and text[-1] not in "：:" and (said := groups.of(text)) is not None and said.count:
            heading = said
        if heading is not None and (heading.state is not None or text[-1] not in "：:"):
            yield Announcement(at, line.start, line.end, text, heading.count, heading.state, False, None)
            return
    if not named:
        yield from groups.counted_states(at, line, before)
    refers = references.may_refer(text)
    if named and not refers and _THINGS.search(text) is None:
        return
    for opens in _OPENS.finditer(text):
        begin = max(0, opens.start() - _LOOK_BACK)
        begin = max([begin, *(text.rfind(stop, begin, opens.start()) + 1 for stop in STOPS)])
        names = not named or _THINGS.search(text, begin, opens.start()) is not None
        if not (names or (refers and references.may_refer(text[begin : opens.end()]))):
            continue
        whole = _MARKS.sub("", text[begin : opens.start()])
        verb = _VERB.search(whole[-16:])
        lead = whole[: len(whole) - len(verb.group())] if verb else whole
        opening = (verb.group() if verb else "") + opens.group()
        bracket = opening.startswith(("（", "("))
        found = (
            None
            if bracket or opening.startswith(("，", ","))
            else _named(lead, opening, last=opens.end() == len(text), before=text[max(0, begin - 60) : begin])
        )
        ahead = before + text[:begin]
        if opens.group().strip() in ("，", ","):  # 正在实施的5件中，A，…；B，…
            found = groups.of(lead.removesuffix("中"), ahead)
            if found is None or found.state is None:
                continue
        found = found or groups.of(lead, ahead) or (groups.of(whole, ahead) if verb else None)
        ends = "：" if opens.group()[0] in "：:" else ""
        if found is None and (heading := groups.of_heading(whole.strip() + ends)) is not None:
            found = heading if heading.state is not None else None  # parts of a plan are read as a list
        if (
            opens.group() == "。"
            and text[opens.start() - 1] in groups.GROUPED
            and not groups.of_heading(whole)
        ):
            continue  # only words for how far they are lead on behind 。: （二）滞后的2项。A，…；B，…
        found = found or references.to_named(lead, ahead)
        if found is None and opening.rstrip()[-1:] in "：:":
            found = references.to_vote(lead, ahead, text, text[opens.end() :].lstrip())
        if found is None and lead.strip(" ，,") in _NOTHING and _LISTS.search(opening):
            found = _said_before(ahead[-_LOOK_BACK:]) or _of_result(ahead[-_LOOK_BACK:])
        if found is None and _MADE_KNOWN.fullmatch(lead.strip()):
            found = _said_before(ahead[-_LOOK_BACK:])
            found = found if found and found.state is None else None  # 已完成6项。现通报如下：
        found = found or references.that_is(lead, opening) or groups.rest(lead, ahead)
        until = _close(text, opens.end()) if bracket else None
        if bracket and (found is None or found.count is None or until is None):
            continue
        nested = _NESTED.search(lead[-24:]) if found is None and opening.rstrip()[-1:] in "：:" else None
        of_class = _CLASS.search(lead) if found is None else None
        if of_class is not None:
            found = Said(number(of_class.group(2)), None, False)
        if nested is not None:
            found = Said(number(nested.group(1)), None, False)
        if found is not None:
            count = found.count
            if (
                count is None
                and found.named
                and until is None
                and (of_names := names_first.counted_behind(text, opens.end()))
            ):
                count, until = of_names
            yield Announcement(
                at, line.start + begin, line.start + opens.end(), lead, count, found.state, found.named,
                last_year(lead), nested=nested is not None,
                category=of_class.group(1) if of_class else None,
                until=None if until is None else line.start + until,
            )  # fmt: skip


def named(lead: str) -> Said | None:
    """Return the count and the state of the projects that words name which a list follows directly."""
    return _named(lead, "：", last=True)


def _said_before(before: str) -> Said | None:
    """What the sentences before say, where one begins with 分别为：; the nearest that sorts or counts projects."""
    for sentence in reversed(_SENTENCE.findall(before)[-4:]):
        heading = groups.of_heading(sentence.strip())
        if heading is not None and heading.state is not None:
            return heading  # 1.竣工项目。主要有：
        found = groups.of(sentence) or _named(sentence, "：", last=False)
        if found is not None and found.count is not None:
            return found
    return None


# …公布了2021年民生实事项目票决结果。分别是：
_RESULT = lazy(r"(?:票决|表决|投票|评选|最终)?(?:结果|名单|清单|目录)(?:揭晓|出炉|公布|公示|确定)?$")


def _of_result(before: str) -> Said | None:
    """Return that projects follow, not how many, behind a sentence that ends with their list or a vote's result."""
    sentences = _SENTENCE.findall(before.strip())
    last = sentences[-1].strip() if sentences else ""
    end = _RESULT.search(last)
    things = list(_THINGS.finditer(last, 0, end.start())) if end else []
    if not things or end is None or end.start() - things[-1].end() > _FAR_AFTER:
        return None
    return None if _ELSE.search(last, things[-1].end(), end.start()) else Said(None, None, True)


def _close(text: str, at: int) -> int | None:
    """Where the bracket that opened before `at` closes."""
    found = _CLOSED.match(text, at)
    return found.end() if found else None


def _named(lead: str, opens: str, *, last: bool, before: str = "") -> Said | None:
    """Return the count and the state of the projects that a sentence announces; `last`: its line ends there."""
    if NAMED.search(lead) is None:
        return None
    called = list(_THINGS.finditer(lead))
    if not called:
        return None
    things = called[-1]
    tail = _FIELDS.sub("，", lead[things.end() :])
    if (some := _SOME_DONE.search(tail)) is not None:
        return Said(number(some["n"]), some["far"], True)
    clause = lead[max(0, things.start() - 16) :]
    if len(tail) > _FAR_AFTER or _ELSE.search(_MADE_KNOWN.sub("", tail)):
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
    if count is None and not passed and not _LISTS.search(lead[-4:] + opens):
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
