"""Read the lists that a sentence announces: in the sentence itself, run on below it, or line by line.

One reader for news (这10件实事分别为：一是…；二是…), results of a vote (票决出：A；B；C), progress by groups
(已完成的有5项，分别是A、B…), categories with their projects (重点办好7件实事：（1）…（2）…) and lists that only a
sentence of a report heads (继续办好10件实事：). Projects that can't be separated are not read but reported.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from functools import lru_cache

from parsers.commitments.announcing import (
    announcements,
    classes,
    cut_off,
    going_on,
    led_by_form,
    led_classes,
    lines_below,
    things,
)
from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.cells import bare
from parsers.commitments.headings.lines import Line, lines_of
from parsers.commitments.lists import enumeration, siblings, uncounted, unnumbered
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import pieces
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.outcome import due
from parsers.commitments.segments import likeness
from parsers.kind import genres
from parsers.kind.head import plain_width
from parsers.text.patterns import lazy

_FEWEST = 3
_LEAST = 0.7  # mean grade of parts whose number no sentence announces
_LEAST_BARE = 0.5  # of as many lines as announced, without numbers
_LEAST_UNDER_HEADLINE = 0.35  # of as many under a headline that is nothing but the list's name
_LEAST_COUNTED = 0.3
_LONG_CELL = 200  # characters
_HEADLINE = lazy(
    r"^[^，。；：！？]{0,16}[十\d]{1,3}[大件项个](?:重点)?(?:民生|惠民|民心|为民)?(?:办)?(?:实事|项目|工程){1,2}$"
)
# 一、已办结的9件 above 包括：①…；②…
_LED_BELOW = lazy(
    r"(?:(?:(?:这些|具体|所选|入选)?项目)?(?:分别|具体|主要|它们|依次)(?:是|为|有|包括|如下)|包括|包含|即)(?:[：:]\s?|\s?(?=[①⑴⒈（(1一]))"
)


@dataclass(slots=True)
class Block:
    """A list that a sentence announces: its sentence, its parts, where it ends."""

    announcement: Announcement
    end: int
    parts: list[Piece] = field(default_factory=list)  # separated inside a paragraph
    nodes: list[Node] = field(default_factory=list)  # counted line by line below
    below: bool = False
    cut: bool = False  # the page ends inside its sentence

    @property
    def items(self) -> int:
        """Return how many projects were separated."""
        return len(self.parts) or sum(self._outermost(node) for node in self.nodes)

    @property
    def exact(self) -> bool:
        """Decide whether as many were separated as the sentence says."""
        return self.announcement.count is not None and self.items == self.announcement.count

    def _outermost(self, node: Node) -> bool:
        return node.style is not None and node.style == self.nodes[0].style


def _of_notice(block: Block) -> bool:
    """Decide whether the parts are the sections of a notice: 现通知如下：一、加强组织领导。"""
    lines = [node.line.text for node in block.nodes if node.style is not None]
    asides = [genres.ASIDE.match(plain_width(line)) or _ASKS.match(line) for line in lines]
    return sum(aside is not None for aside in asides) * 2 > len(lines)


# 在组织领导方面，各单位要压实责任
_ASKS = lazy(
    r"(?:在?[^，,。；;：:、\d]{2,12}(?:方面|领域|上)[，,：:])?(?:要(?![素点事])|各(?:有关)?(?:单位|部门|镇|乡|街道|级)[^，,。；;]{0,6}(?<![重主需])要)"
)


def _of_cells(text: str, block: Block) -> bool:
    """Decide whether most parts are no projects: persons that were voted for, numbers of votes, bodies."""
    parts = [text[part.at : part.end] for part in block.parts]
    parts += [text[node.at : node.line.end] for node in block.nodes if node.style is not None]
    return bare.most_are(parts)


@lru_cache(maxsize=4)
def find(text: str) -> tuple[Block, ...]:
    """Return the announced lists in order; a sentence whose list could not be read has a block without parts."""
    lines = lines_of(text)
    found: list[Block] = []
    inner: list[Block] = []  # inside the last of them
    for each in _announcements(text, lines):
        if found and each.start < found[-1].end and found[-1].items:
            if found[-1].announcement.nested and each.named and not each.nested:
                pass  # 做好六方面工作：（六）…办好10件实事：①…
            elif not _inner(found[-1], each):
                if (
                    each.named
                    and each.count is not None
                    and (within := _block(text, lines, each)) is not None
                ):
                    inner.append(within)
                continue
            else:
                found.pop()
        elif found and _sorts(found[-1], inner):
            found[-1:] = inner
        if not found or each.start >= found[-1].end:
            inner = []
        block = _of_its_own(text, _block(text, lines, each))
        if block is None or _of_notice(block) or _of_cells(text, block):
            continue
        if not each.by_form or _fits(text, block):
            found.append(block)
    if found and _sorts(found[-1], inner):
        found[-1:] = inner
    return tuple(found)


def _of_its_own(text: str, block: Block | None) -> Block | None:
    """Return a block without the state of another number: 完成7件，1件跨年推进： or 去年的8件已完成。 above six"""
    said = block.announcement if block is not None and block.announcement.group is not None else None
    if block is None or said is None or said.count in (None, block.items):
        return block
    more = block.items > (said.count or 0) and bool(block.nodes or block.parts[0].ordinal)
    before = said.start - (not said.lead.strip())  # a bare 具体如下： goes on with the sentence before it
    sentence = max(text.rfind(stop, 0, before) for stop in "。；;\n") + 1
    earlier = due.EARLIER.search(text, sentence, said.end) is not None
    return replace(block, announcement=replace(said, group=None, count=None)) if more or earlier else block


def names_projects(text: str) -> bool:
    """Decide whether a sentence may announce projects that it names itself, as hardly any of most reports does."""
    lines = lines_of(text)
    named = announcements.naming(lines)
    found = itertools.chain(
        announcements.find(lines, named=named),
        classes.find(lines, named),
        led_classes.find(text, lines, named),
        led_by_form.find(text, lines, named),
    )
    return any(each.named for each in found)


def _sorts(outer: Block, inner: list[Block]) -> bool:
    """Decide whether the items of a list are classes: most hold a counted list themselves, read as it says."""
    exact = sum(block.exact and block.items > 1 for block in inner)
    return not outer.exact and exact == len(inner) > 1 and exact * 10 >= outer.items * 6


def _announcements(text: str, lines: list[Line]) -> list[Announcement]:
    """Return the announcements in order, those that words lead to and those that only the form of a list shows."""
    named = announcements.naming(lines)
    by_class = list(classes.find(lines, named)) or list(led_classes.find(text, lines, named))
    ends = {each.end for each in by_class}
    by_words = by_class + [each for each in announcements.find(lines) if each.end not in ends]
    ends |= {each.end for each in by_words}
    by_form = [each for each in led_by_form.find(text, lines, named) if each.end not in ends]
    framed = [
        line.barred and len(line.text) >= _LONG_CELL for line in lines
    ]  # an article in a frame of cells
    in_text = (
        each
        for each in (*by_words, *by_form)
        if not lines[each.at].barred or (framed[each.at] and sum(framed) == 1)
    )
    ordered = sorted(in_text, key=lambda each: (each.start, each.end))
    return [
        replace(each, stop=after.start) if after is not None and _ends_before(text, each, after) else each
        for each, after in zip(ordered, [*ordered[1:], None], strict=False)
    ]


def _ends_before(text: str, each: Announcement, after: Announcement) -> bool:
    """Decide whether a list without a number ends where the next one begins: 今年完成的项目有…；明年…"""
    uncounted_group = each.count is None and not each.named and after.count is None and not after.named
    return (
        uncounted_group and each.at == after.at and each.end < after.start and text[after.start - 1] in "；;"
    )


def _fits(text: str, block: Block) -> bool:
    """Decide whether a list that only its form shows has as many parts as announced, which read as projects."""
    parts = [text[part.at : part.end] for part in block.parts]
    parts += [text[node.at : node.line.end] for node in block.nodes if node.style is not None]
    grade = likeness.mean(parts)
    if block.announcement.count is None:
        return len(parts) >= _FEWEST and grade >= _LEAST
    if block.announcement.lead.endswith("，") and block.below and not block.exact:
        return grade >= _LEAST  # cut off where the page ends
    if things.follow(block.announcement.lead) is None:
        return block.exact and grade >= _LEAST
    if block.announcement.at_line_end and block.parts and block.parts[0].ordinal is None:
        return False  # a sentence below that names projects itself
    counted = any(part.ordinal for part in block.parts) or any(node.ordinal for node in block.nodes)
    if counted:
        return block.exact and grade >= _LEAST_COUNTED
    least = _LEAST_UNDER_HEADLINE if _HEADLINE.search(block.announcement.lead) else _LEAST_BARE
    return block.exact and grade >= least and min(map(len, parts)) >= lines_below.SHORTEST_NAME


def _inner(outer: Block, each: Announcement) -> bool:
    """Decide whether a list inside another one is the list: 10件实事中，已完成的有5项，分别是…"""
    count = outer.announcement.count
    if count is None and each.until is not None and each.named:
        return True  # 票决：补选A、B为委员，票决民生实事项目包括C、D、E三个项目
    few = outer.items < 6 if count is None else outer.items * 2 < count
    return not outer.exact and few and each.group is not None


def _block(text: str, lines: list[Line], each: Announcement) -> Block | None:
    line = lines[each.at]
    if each.until is not None:
        numbered = each.named and each.group is None
        parts = pieces.run_on(text, lines, each.at, each.end, each.count, each.until) if numbered else []
        if len(parts) != each.count:
            parts = unnumbered.sentence(text, each.end, each.until, each.count, group=False)
        return Block(each, each.until, parts=parts) if len(parts) == each.count else None
    if each.end >= line.end:
        return _below(text, lines, each)
    parts = pieces.run_on(text, lines, each.at, each.end, each.count, each.limit, from_one=each.group is None)
    if each.group is not None and each.count is not None and len(parts) != each.count:
        # 分别是：第1项A；第4项B: the numbers are those of the whole list
        named = unnumbered.sentence(text, each.end, each.stop or line.end, each.count, group=True)
        parts = named if len(named) == each.count else parts
    if not parts and each.named and each.limit is None:
        parts = pieces.later(text, each.end, each.stop or line.end)
    if not parts and each.end < line.end:
        end = each.limit or each.stop or line.end
        if each.category is not None:
            end = min(
                (at for at in (text.find(stop, each.end, end) for stop in "；;。") if at >= 0), default=end
            )
        parts = unnumbered.sentence(text, each.end, end, each.count, group=each.sorts)
        if each.count is not None and len(parts) != each.count:
            parts = going_on.over_lines(text, lines, each) or [
                *parts,
                *going_on.with_rates(text, each, parts, line.end),
            ]
            parts += going_on.also(text, each, parts, line.end)
            cut = line is lines[-1] and len(parts) < each.count
            if cut and (named := cut_off.names(text, each, line)):
                return Block(each, line.end, parts=named, cut=True)
    if not parts and (each.count is None or each.nested):
        return None
    end = parts[-1].end if parts else line.end
    return Block(each, end, parts=parts)


def _below(text: str, lines: list[Line], each: Announcement) -> Block | None:
    """Return the list that begins in the line below its sentence."""
    first = each.at + 1
    if first >= len(lines):
        return None
    led = _LED_BELOW.match(lines[first].text)
    start = lines[first].start + (led.end() if led else 0)
    if led:
        rest = lines[first].piece(led.end())
        lines = [*lines[:first], rest, *lines[first + 1 :]]
    parts = pieces.run_on(text, lines, first, start, each.count, from_one=each.group is None)
    separate = {line.start for line in lines[first : first + 400]}
    if parts and (
        led or (len(parts) > 1 and sum(part.start in separate for part in parts) <= max(1, len(parts) // 3))
    ):
        return Block(each, parts[-1].end, parts=parts)
    if by_fields := lines_below.by_field(text, lines, each):
        return Block(each, by_fields[-1].end, parts=by_fields, cut=len(by_fields) != each.count)
    if each.count is not None and (divided := siblings.divided(lines, first, each.count)):
        nodes = [Node("mark", None, line.start, line) for line in divided]
        return Block(each, divided[-1].end, nodes=nodes, below=True)
    taken = lines_below.counted(lines, first, each.count, from_one=each.group is None)
    if len(taken) > 1 or (taken and each.count == 1 and each.group is not None):
        nodes = enumeration.read(text, tuple(taken), frozenset(), each.count)
        if sum(node.style is not None for node in nodes) > 1 or each.count == 1:
            return Block(each, taken[-1].end, nodes=nodes, below=True)
    named = list(itertools.takewhile(uncounted.begins_quoted, lines[first : first + 40]))
    if named and each.group is not None:
        nodes = [Node("mark", None, line.start, line) for line in named]
        return Block(each, named[-1].end, nodes=nodes, below=True)
    same = lines_below.alike(lines, first, each.count) or lines_below.under_heading(lines, first, each)
    if same:
        nodes = [Node("mark", None, line.start, line) for line in same]
        return Block(each, same[-1].end, nodes=nodes, below=True)
    if each.count is not None and "\t" not in lines[first].text:  # a row is read with its table
        parts = unnumbered.sentence(text, start, lines[first].end, each.count, group=each.sorts)
        if len(parts) == each.count:
            return Block(each, parts[-1].end, parts=parts)
    return None
