"""Find the sentences that announce a list: how many projects follow, and how far they are.

这10件实事分别为：…, 票决出：…, 重点办好7件实事：…, 其中5项已完成，分别是…, 滞后项目：…
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from parsers.commitments.announcing import groups, names_first, references, things
from parsers.commitments.announcing.announcement import STOPS, Announcement, Said, last_year
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.text.patterns import lazy

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
# A numbered paragraph that holds several projects: 抓就业。包括3项：①…②…
_NESTED = lazy(
    rf"(?:包括|包含|共|计|有|含|分|安排|实施|办好|办|抓好|落实|完成|重点)[^，。；：:\d]{{0,6}}?({signs.NUMBER})\s?[项件个][^，。；：:\d]{{0,8}}$"
)
KEYWORD = lazy(  # each alternative begins with a literal, so that the engine skips to their first characters
    "|".join((*groups.GROUPED, *things.NAMES)) + r"|票|的有[：:]|当选|入选|选选|灯[（(]|牌[（(]|榜[（(]"
)
# One of them is in every sentence that names livelihood projects itself, or in the three lines above one that refers
# to those named there by one of `references.WORDS`.
_NAMES = lazy("|".join((*things.NAMES, "要事", "票", "表决", "选举", "评选")))
_NOTHING = ("", "具体", "其中", "即", "项目", "具体项目", "这些项目", "所选项目")
_CLOSED = lazy(r"[^（()）]{4,300}(?=[）)])")

# A part of the list with its number: 安居保障类3项，主要是A、B、C等工程
_CLASS = lazy(
    rf"(?:^|[，,、：:]|其中)([^，,。；;：:、\d]{{2,10}}(?:类|方面|领域))(?:有|共)?\s?({signs.NUMBER})\s?[件项个](?:工程|项目|实事)?[，,]?$"
)
_MOST = 80  # a progress notice with 40 groups has 40; a text with more is no list of them
_LOOK_BACK = 160
_LONGEST_HEADING = 30


def naming(lines: Sequence[Line]) -> list[int]:
    """Return which of the lines name livelihood projects, in order; the rows of a table are left out."""
    return [
        at
        for at, line in enumerate(lines)
        if things.NAMED.search(line.text) is not None and not line.tabbed and "\t" not in line.text
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
    if named and not refers and things.THINGS.search(text) is None:
        return
    for opens in _OPENS.finditer(text):
        begin = between.behind_last(text, max(0, opens.start() - _LOOK_BACK), opens.start(), STOPS)
        names = not named or things.THINGS.search(text, begin, opens.start()) is not None
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
            else things.named(
                lead, opening, last=opens.end() == len(text), before=text[max(0, begin - 60) : begin]
            )
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
        if found is None and lead.strip(" ，,") in _NOTHING and things.LISTS.search(opening):
            found = things.said_before(ahead[-_LOOK_BACK:]) or things.of_result(ahead[-_LOOK_BACK:])
        if found is None and things.MADE_KNOWN.fullmatch(lead.strip()):
            found = things.said_before(ahead[-_LOOK_BACK:])
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


def _close(text: str, at: int) -> int | None:
    """Where the bracket that opened before `at` closes."""
    found = _CLOSED.match(text, at)
    return found.end() if found else None
