"""The promises of announced lists, and how they stand to those read under a heading.

A sentence inside a numbered item (重点办好7件实事：（1）…) makes the item a category; a list that a heading and a
sentence both announce is read once.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.commitments.announcing import announced, groups
from parsers.commitments.announcing.announced import Block
from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.lines import Line, lines_of
from parsers.commitments.headings.words import RUNNING, speaks_of_done
from parsers.commitments.lists import items, progress, shares, trim
from parsers.commitments.lists.regions import Region
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.outcome import due
from parsers.commitments.parting import below, in_line, named, under_headings
from parsers.commitments.parts import Item
from parsers.commitments.segments import likeness
from parsers.record import Kind
from parsers.text.patterns import lazy

_PROGRESS = lazy(r"进展|进度|完成情况|落实情况|办理情况|推进情况")
_REFERENCE = lazy(
    r"(?:上述|(?<![成倍半数岁%％\d])以上|前述)(?!(?:各项|目标|重点)*(?:工作|任务)的?(?:同时|基础))"
)
# A report announces what is to be done: 重点办好以下实事：
_PLANS = lazy(r"(?:办好|实施|抓好|推进|着力|集中力量)[^。；]{0,10}(?:以下|下列|如下|实事)")
_LONGEST_CATEGORY = 40
_BEFORE = 60
_FEWEST = 3
_LEAST = 0.8


@dataclass(slots=True)
class Found:
    """An announced list with its promises."""

    block: Block
    items: list[Item]
    done: bool  # its sentence speaks of what was done
    running: bool  # it says how far things are in the year itself
    year: int | None


def read(text: str, kind: Kind) -> tuple[list[Found], list[Block]]:
    """Return the announced lists that count on a page of a kind, and those that could not be read."""
    found: list[Found] = []
    unclear: list[Block] = []
    if kind == "other" or (kind == "work_report" and not announced.names_projects(text)):
        return [], []
    blocks = announced.find(text)
    if kind == "work_report":
        named = (block for block in blocks if block.announcement.named)
        blocks = tuple(block for block in named if not _names_some(text, block))
    for block in blocks:
        if not counts(block, report=kind == "work_report"):
            if block.announcement.named and block.announcement.count is not None and not block.below:
                unclear.append(block)
            continue
        read_items = _items(text, block)
        if read_items and not all(groups.is_tally(text[slice(*item.text)]) for item in read_items):
            lead = block.announcement
            done = (lead.group is not None and not due.is_due(lead.group)) or _reports(text, block)
            running = RUNNING.search(lead.lead) is not None
            found.append(Found(block, read_items, done, running, lead.year))
    if kind == "livelihood_projects":
        found += _by_share(text, found)
    return found, unclear


# A、B、C等12件: in the running text of a report that names a few of them
_OF_MORE = lazy(rf"等(?={signs.NUMBER}\s?大?[件项个])")


def _names_some(text: str, block: Block) -> bool:
    """Decide whether a sentence names some of the projects that it counts behind 等: no list in a report."""
    until = block.announcement.until
    return until is not None and _OF_MORE.match(text, until) is not None


def _by_share(text: str, found: list[Found]) -> list[Found]:
    """Return the projects that paragraphs name with their share of completion, where no sentence announces them."""
    taken = [(one.block.announcement.start, one.block.end) for one in found]
    listed: list[Found] = []
    for at, line in enumerate(lines_of(text)):
        if "\t" in line.text:
            continue
        over = [end for start, end in taken if start < line.end and line.start < end]
        parts = shares.in_sentences(text, max([line.start, *over]), line.end)
        if parts or (not over and (parts := shares.find(text, line.start, line.end))):
            block = Block(
                Announcement(at, parts[0][0].start, parts[0][0].start, "", None, None, False, None),
                parts[-1][1][1],
                parts=[part for part, _ in parts],
            )
            read_items, _ = items.read_nodes(text, [_node(text, part) for part in block.parts])
            reports = {part.at: report for part, report in parts}
            for item in read_items:
                item.outcome = text[slice(*reports[item.text[0]])] if item.text[0] in reports else None
            listed.append(Found(block, read_items, done=False, running=True, year=None))
    return listed


def _reports(text: str, block: Block) -> bool:
    """Whether its sentence, or the words before a bare 分别为：, speak of what was done."""
    said = block.announcement
    begin = said.start if said.lead.strip() else max(0, said.start - _BEFORE)
    return speaks_of_done(text[max(begin, said.end - _BEFORE) : said.end])


def plans(block: Block) -> bool:
    """Decide whether a sentence says what is to be done, wherever it stands: 办好8件民生实事"""
    return block.announcement.group is None and _PLANS.search(block.announcement.lead) is not None


def counts(block: Block, *, report: bool) -> bool:
    """Decide whether an announced list is one: as many as said, or counted, or clearly parted.

    The running text of a report names figures and intentions in the same words: there the number must fit,
    or the projects be counted line by line.
    """
    said, count = block.announcement, block.items
    if count < 1 or (count < 2 and said.group is None and said.category is None and not block.cut):
        return False
    if said.nested:
        return block.exact and count > 1 and block.parts[:1] != [] and block.parts[0].ordinal is not None
    if said.category is not None:
        return block.exact
    if _REFERENCE.search(said.lead[-30:]) and not said.group:
        return False
    if report:
        counted = bool(block.nodes) or block.parts[0].ordinal is not None
        listed = said.count is None and counted and _PLANS.search(said.lead) is not None
        near = said.count is not None and abs(count - said.count) <= max(1, said.count // 10)
        return count >= 3 and (block.exact or (counted and near) or listed)
    if said.group is not None:
        return (
            said.count is None
            or block.exact
            or block.cut
            or (count >= 3 and count * 10 >= said.count * 6)  # cut short: only ；and quotation marks part so
            or (count > 1 and block.parts[:1] != [] and block.parts[0].ordinal is not None)
        )
    return said.count is None or block.exact or block.cut or count >= 3


def _items(text: str, block: Block) -> list[Item]:
    nodes = block.nodes or [_node(text, part) for part in block.parts]
    found, _ = items.read_nodes(text, nodes)
    said = block.announcement
    if len(found) > 1:
        if said.until is not None:
            trim.without_lead(text, found)
        trim.without_sentence(text, found)
    below.below(text, found, done=False)
    if said.group is not None and said.until is None:
        under_headings.quoted_names(text, found)
    named.quoted(text, found)
    each = progress.shares_each(text, found)
    left = said.count is not None and groups.rest(said.lead.rstrip("：:"), said.lead) is not None
    if left:
        progress.of_the_rest(text, found)
    elif each or said.group is not None or _PROGRESS.search(text, max(said.start, said.end - 40), said.end):
        progress.divide(text, found, said.group)
    for item in found:
        _say(item, said)
        item.category = item.category or said.category
    if said.group is not None:
        under_headings.part(text, found)
    in_line.by_comma(text, found)
    return found


# 五件实事总体进展良好
_OVERALL = lazy(r"总体|整体|总的|普遍|大体")


def _say(item: Item, said: Announcement) -> None:
    """Give an item the words of a sentence for how far it is, which may be said of the list as a whole."""
    item.group = said.group
    item.of_all = said.group is not None and bool(_OVERALL.match(said.group) or (said.named and said.by_form))


def _node(text: str, part: Piece) -> Node:
    style = "mark" if part.ordinal is None else "first"
    return Node(style, part.ordinal, part.at, Line(part.start, part.end, text[part.start : part.end]))


def merge(
    text: str, listed: list[Item], region: Region, inside: list[Found]
) -> tuple[list[Item], list[Found]]:
    """Return the items of a region that remain, and the announced lists in it that count.

    Where a list under a heading is read well, sentences inside its items (已建成3个，分别是…) announce no list.
    """
    if _sorted_by_state(listed, inside):
        return [item for item in listed if not any(_overlap(item, one) for one in inside)], inside
    kept: list[Found] = []
    whole = region.count is not None and len(listed) == region.count
    overlapped = {id(item): one for one in inside for item in listed if _overlap(item, one)}
    most = len(overlapped) * 2 >= len(listed) or len(listed) < 3
    for one in inside:
        over = [item for item in listed if _overlap(item, one)]
        if len(listed) > 1 and len(over) == 1 and _in_report(text, over[0], one):
            continue
        alone = len(over) == 1 and len(one.items) > 1
        sorts = one.block.below and one.block.announcement.group is not None
        seen = all(item.group == one.block.announcement.group for item in over)
        if sorts and over and seen and (len(one.items) <= len(over) or not one.block.exact):
            continue  # the reader of the list saw the heading
        if sorts and over and len(one.items) <= len(over):
            _say_how_far(over, one)
            continue
        if over and one.block.below and not sorts:
            if one.block.exact and len(one.items) != len(listed):
                return _another_list(text, listed, one), [one]
            continue
        if over and not sorts and not (most or (len(over) > 1 and len(one.items) > len(over))):
            continue
        if whole and over and not sorts and not (alone and most):
            continue
        kept.append(one)
    dropped = {id(item) for item in listed for one in kept if _overlap(item, one)}
    for one in kept:
        outer = next(
            (item for item in listed if _overlap(item, one) and item.start < one.block.announcement.end), None
        )
        if outer is not None and one.block.announcement.group is None:
            _name(text, one, outer)
    inner = [
        one for one in kept if not one.block.announcement.nested or any(_overlap(i, one) for i in listed)
    ]
    rest = [item for item in listed if id(item) not in dropped]
    if region.heading is None and len(rest) < _FEWEST and any(_in_section(text, one, listed) for one in kept):
        rest = []  # other sections of a report
    return rest, inner


def _in_section(text: str, one: Found, listed: list[Item]) -> bool:
    """Decide whether a list with its full number stands in a numbered section that has lines of its own before it."""
    said = one.block.announcement
    outer = next((item for item in listed if _overlap(item, one) and item.start < said.start), None)
    if outer is None or not one.block.exact or not said.named or len(one.items) < _FEWEST:
        return False
    return text.count("\n", outer.start, said.start) > 1


def _sorted_by_state(listed: list[Item], inside: list[Found]) -> bool:
    """Decide whether groups count and number as many items as were parted without numbers: 已完成9件：①…；②…"""
    groups = [one for one in inside if one.block.exact and one.block.announcement.group is not None]
    if len(groups) < len(inside) or not groups or not listed or any(item.ordinal for item in listed):
        return False
    numbered = [item for one in groups for item in one.items if item.ordinal]
    return len(numbered) == sum(len(one.items) for one in groups) and len(numbered) >= len(listed)


def _another_list(text: str, listed: list[Item], one: Found) -> list[Item]:
    """Return the items outside an announced list that are a list of their own: 9件市级实事…；11件区级实事…"""
    outside = [item for item in listed if not _overlap(item, one)]
    alike = likeness.mean([text[slice(*item.text)] for item in outside])
    return outside if one.block.announcement.by_form and len(outside) >= _FEWEST and alike >= _LEAST else []


def _say_how_far(over: list[Item], one: Found) -> None:
    """Give the items under a heading (二、正在实施项目（8项）) its words for how far they are, and no category."""
    for item in over:
        if item.group is None:
            _say(item, one.block.announcement)
        item.category = one.block.announcement.category


def _in_report(text: str, item: Item, one: Found) -> bool:
    """Decide whether a sentence stands in the report of a project, whose parts it names: A、B等2个校区已竣工."""
    words = text[one.block.announcement.end : one.block.end].strip()
    return item.outcome is not None and words in item.outcome


def _overlap(item: Item, one: Found) -> bool:
    return item.start < one.block.end and one.block.announcement.start < max(item.end, item.text[1])


def _name(text: str, one: Found, outer: Item) -> None:
    """The words of the numbered item before its announcing sentence are the category of what follows."""
    words = text[outer.text[0] : max(outer.text[0], one.block.announcement.start)].strip(
        " \t\u3000\n。：:；;，,"
    )
    if words and len(words) <= _LONGEST_CATEGORY and "\n" not in words:
        for item in one.items:
            item.category = item.category or words
