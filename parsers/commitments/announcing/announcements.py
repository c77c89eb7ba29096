"""Find the sentences that announce a list: how many projects follow, and how far they are.

这10件实事分别为：…, 票决出：…, 重点办好7件实事：…, 其中5项已完成，分别是…, 滞后项目：…
"""

from __future__ import annotations

import itertools
import re
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
    r"|(?<=[是为即])(?=[“\"《])|(?<=[，,])(?:为|是|即)\s?[：:]?|(?<=[项件个]中[，,])\s?(?=[^。\n]{4,400}[；;])|(?<=[项件个][（(])(?=[^（()）、]{2,40}、)"
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
    """Yield the announcements of a line; where `named`, at least those that name livelihood projects."""
    text = line.text
    if (heading := _heading(text)) is not None:
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
        if names or (refers and references.may_refer(text[begin : opens.end()])):
            each = _of_sentence(at, line, begin, opens, before)
            if each is not None:
                yield each


def _heading(text: str) -> Said | None:
    """Return what a short line says of the projects below it; None where it heads none."""
    if len(text) > _LONGEST_HEADING or text[-1] in "。；;":
        return None
    heading, colon = groups.of_heading(text), text[-1] in "：:"
    if heading is None and not colon and (said := groups.of(text)) is not None and said.count:
        heading = said
    return None if heading is None or (colon and heading.state is None) else heading


def _of_sentence(at: int, line: Line, begin: int, opens: re.Match[str], before: str) -> Announcement | None:
    """Return what the sentence that begins at a place of a line announces with the words that open a list."""
    text, mark = line.text, opens.group()
    whole = _MARKS.sub("", text[begin : opens.start()])
    verb = _VERB.search(whole[-16:])
    lead = whole[: len(whole) - len(verb.group())] if verb else whole
    opening = (verb.group() if verb else "") + mark
    ahead = before + text[:begin]
    bracket = opening.startswith(("（", "("))
    until = _close(text, opens.end()) if bracket else None
    nested = of_class = None
    if mark.strip() in ("，", ","):  # 正在实施的5件中，A，…；B，…
        found = groups.of(lead.removesuffix("中"), ahead)
        found = found if found and found.state is not None else None
    elif mark == "。" and text[opens.start() - 1] in groups.GROUPED and not groups.of_heading(whole):
        return None  # only words for how far they are lead on behind 。: （二）滞后的2项。A，…；B，…
    else:
        behind = text[opens.end() :]
        found = None
        if not bracket and not opening.startswith(("，", ",")):
            found = things.named(lead, opening, last=not behind, before=text[max(0, begin - 60) : begin])
        found = found or _said(text, lead, whole, opening, mark, ahead, behind)
        if bracket and (found is None or found.count is None or until is None):
            return None
        if found is None:
            of_class = _CLASS.search(lead)
            nested = _NESTED.search(lead[-24:]) if opening.rstrip()[-1:] in "：:" else None
            if (
                counted := nested.group(1) if nested else of_class.group(2) if of_class else None
            ) is not None:
                found = Said(number(counted), None, False)
    if found is None:
        return None
    count = found.count
    if count is None and found.named and until is None:
        count, until = names_first.counted_behind(text, opens.end()) or (None, None)
    return Announcement(
        at, line.start + begin, line.start + opens.end(), lead, count, found.state, found.named, last_year(lead),
        nested=nested is not None, category=of_class.group(1) if of_class else None,
        until=None if until is None else line.start + until,
    )  # fmt: skip


def _said(text: str, lead: str, whole: str, opening: str, mark: str, ahead: str, behind: str) -> Said | None:
    """Return what words that do not name projects themselves say of those that follow, or of those named before.

    `lead`: the words without the verb that lists, `whole`: with it; `ahead`: what stands before them.
    """
    found = groups.of(lead, ahead) or (groups.of(whole, ahead) if whole != lead else None)
    if found is not None:
        return found
    heading = groups.of_heading(whole.strip() + ("：" if mark[0] in "：:" else ""))
    if heading is not None and heading.state is not None:  # parts of a plan are read as a list
        return heading
    found = references.to_named(lead, ahead)
    if found is None and opening.rstrip()[-1:] in "：:":
        found = references.to_vote(lead, ahead, text, behind.lstrip())
    if found is None and lead.strip(" ，,") in _NOTHING and things.LISTS.search(opening):
        found = things.said_before(ahead[-_LOOK_BACK:]) or things.of_result(ahead[-_LOOK_BACK:])
    if found is None and things.MADE_KNOWN.fullmatch(lead.strip()):
        found = things.said_before(ahead[-_LOOK_BACK:])
        found = found if found and found.state is None else None  # 已完成6项。现通报如下：
    return found or references.that_is(lead, opening) or groups.rest(lead, ahead)


def _close(text: str, at: int) -> int | None:
    """Where the bracket that opened before `at` closes."""
    found = _CLOSED.match(text, at)
    return found.end() if found else None
