"""Promises in lists: ▲ items, numbers of every style, categories, labelled lines, outcomes below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.commitments import bodies
from parsers.commitments.announcing import groups
from parsers.commitments.grid import roles
from parsers.commitments.headings.lines import Line
from parsers.commitments.headings.words import HOW_MANY, HOW_MANY_BESIDE, TOPIC
from parsers.commitments.lists import enumeration, fields, heads, no_items, trim
from parsers.commitments.lists.enumeration import depth_of
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import openings
from parsers.commitments.parting import below
from parsers.commitments.parts import LABEL, OUTCOME, Item, settle
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_BRACKETED = lazy(r"^【([^】]{1,40})】\s*(.*)$", re.DOTALL)
_ADVERT = lazy(r"点击|关注|蓝字|扫码|二维码|转发|收藏")
_WORD = lazy(r"\w")
_ASIDE_LINE = lazy(r"[（(][^（()）]{5,}[）)]$")
_CATEGORY = lazy(
    r"^(?:(?:类别|领域|类型|板块|分类|所属领域)[：:]|(?:PART|Part|part|NO|No|Vol)[.．\s·]*\d{1,2}[.．、：:|｜\s]*)\s*(\S.{1,28})$"
)
_HEAD_LENGTH = 30

_UNNUMBERED = -1  # depth of a category that no number opens: it holds those of all numbers
_FEWEST = 3
_LEAST = 0.8  # mean grade of the items of such a section


@dataclass(frozen=True, slots=True)
class Stated:
    """A group heading that says how many items it holds, and how many were read."""

    line: Line
    wanted: int
    found: int


def read(
    text: str, lines: tuple[Line, ...], headings: frozenset[int] = frozenset(), count: int | None = None
) -> tuple[list[Item], list[Stated]]:
    """The promises of a list, and the groups whose heading states a number of items.

    `headings` are starts of lines that the markup calls headings or bold; `count` is the number of
    projects that the list's own heading states: as many lines without numbers are that list.
    """
    return read_nodes(text, enumeration.read(text, lines, headings, count))


def read_nodes(text: str, nodes: list[Node]) -> tuple[list[Item], list[Stated]]:
    """The promises of lines whose numbers are known."""
    items, stated = _Reader(text, nodes).read()
    below.second_lines(text, items)
    trim.share_outcomes(items)
    return items, stated


class _Reader:
    """One pass over the nodes of a list."""

    def __init__(self, text: str, nodes: list[Node]) -> None:
        self.text = text
        self.nodes = nodes
        self.items: list[Item] = []
        self.set_aside: list[Item] = []  # under the heading of a section that usually holds no list
        self.stated: list[Stated] = []
        self.category: list[tuple[int, str]] = []  # open categories: depth, name
        self.unnumbered: set[str] = set()  # categories that a line without a number opened
        self.ordinal: tuple[int, str] | None = None  # of a bare number above ▲ items
        self.groups: list[tuple[int, Line, int, int]] = []  # open: depth, line, stated count, items before
        self.state: str | None = None  # how far the items are under a heading such as 正在办理：
        self.state_depth = -1  # of that heading
        self.classes = heads.classes(nodes)
        self.sorting = heads.sorting(nodes)  # headings that say how far the items under each are
        self.leaves = heads.counting_styles(nodes)
        self.bodies = heads.bodies_above(nodes)
        self.body: str | None = None  # that leads all items up to the next such line
        self.led = bodies.lead_each(
            text, [(node.at, node.line.end) for node in nodes if node.style is not None]
        )

    def read(self) -> tuple[list[Item], list[Stated]]:
        item: Item | None = None
        depth = -1
        for at, node in enumerate(self.nodes):
            words = self.text[node.at : node.line.end].strip()
            bracketed = _BRACKETED.match(words)
            labels = bracketed and roles.of(bracketed.group(1)) == "outcome" and at not in self.sorting
            if bracketed and not bracketed.group(2) and not labels:
                item = None
                if _ADVERT.search(bracketed.group(1)):
                    continue
                self._open(_UNNUMBERED, bracketed.group(1), node.line)
                self.state, self.state_depth = self.sorting.get(at), _UNNUMBERED
                self.ordinal = None
                continue
            if node.style is None:
                item = self._plain(node, item, at)
                continue
            deep = depth_of(node.style)
            if at in self.sorting:
                item, depth = None, -1
                self._open(deep, words, node.line)
                self.state, self.state_depth = self.sorting[at], deep
                continue
            if item is not None and deep > depth and trim.repeats(self.text, item, self.nodes[at : at + 12]):
                self.items = [one for one in self.items if one is not item]
                item = None  # 一、A；B above 1.A and 2.B
            if item is not None and item.reported and deep > depth:
                item.lines.append(node.line)
                continue
            if node.style == "bare":
                item, self.ordinal = None, (deep, node.ordinal or "")
                continue
            if (role := fields.field_of(words)) is not None and (item is None or deep > depth):
                if item is not None:
                    item.lines.append(node.line)
                    continue
                if role in roles.ASIDES:
                    continue
            if self._is_category(at, deep, words):
                item = None
                self._open(deep, words, node.line, HOW_MANY_BESIDE if at in self.classes else HOW_MANY)
                continue
            if item is not None and deep > depth:
                item.lines.append(node.line)
                continue
            self._close(deep)
            item, depth = self._start(node, deep, at), deep
        self._close(_UNNUMBERED)
        if not self.items and _are_projects(self.text, self.set_aside):
            self.items = self.set_aside
        if len({item.category for item in self.items}) == 1 and self.items[0].category in self.unnumbered:
            for item in self.items:
                item.category = None  # a headline, or the caption of a picture, above the whole list
        trim.cells_off(self.text, self.items)
        trim.last_item(self.items)
        trim.cut_closing(self.items)
        for item in self.items:
            trim.captions_off(item)
            settle(self.text, item)
        trim.leads(self.text, self.items)
        return [item for item in self.items if item.text[1] > item.text[0]], self.stated

    def _start(self, node: Node, deep: int, at: int) -> Item:
        ordinal = node.ordinal
        if ordinal is None and self.ordinal is not None:
            ordinal = self.ordinal[1]
        category = self.category[-1][1] if self.category else None
        words, lead = node.at, self.body
        if self.led and (led := bodies.LED.match(self.text, node.at, node.line.end)):
            words, lead = led.end(), led.group(1)
        item = Item(ordinal, category, node.line.start, (words, node.line.end), node.line.end, lead=lead)
        item.group = self.state
        item.lines.append(Line(words, node.line.end, self.text[words : node.line.end]))
        item.reported = OUTCOME.search(item.lines[0].text) is not None
        first = item.lines[0].text.split("\n")[0].strip()
        alone = at + 1 < len(self.nodes) and self.nodes[at + 1].style == node.style
        inner = (depth_of(above.style) > deep for above in self.nodes[:at] if above.style)
        outer = (signs.value(ordinal) or 1) == 1 or any(inner)
        if no_items.is_not_an_item(first) or (
            not alone and outer and no_items.LIST_HEADING.words.match(first)
        ):
            return item
        names = (first, *(name for _, name in self.category))
        if no_items.FILE.words.search(first):
            return item
        if not any(map(no_items.holds_none, names)):
            self.items.append(item)
        elif not no_items.holds_none(first) and no_items.MAY_HOLD.words.search(names[-1]):
            self.set_aside.append(item)
        return item

    def _plain(self, node: Node, item: Item | None, at: int) -> Item | None:
        """A line without a number: goes on with the item above, or is a heading between items."""
        text = node.line.text
        if no_items.SIGNATURE.words.match(text) or self._asks_at_end(at):
            return None
        if at in self.bodies:
            self.body = text.rstrip("：:")
            return None
        if (named := _CATEGORY.match(text)) is not None:
            self._open(_UNNUMBERED, named.group(1), node.line)
            return None
        said = groups.of_heading(text)
        if at in self.sorting or (said is not None and text.endswith(("：", ":"))):
            self.state = said.state if said else self.sorting.get(at)  # 正在办理：
            self.state_depth = depth_of(None)
            return None
        if TOPIC.search(text) is not None and (text[-1] in "！!" or self._stands_again(text)):
            return item  # the page's headline, again under a picture
        if no_items.holds_none(text) and self._leads_to_items(at):
            self._open(_UNNUMBERED, text, node.line)
            return None
        if item is None:
            if (
                self._leads_to_items(at)
                and len(text) <= _HEAD_LENGTH
                and not text.endswith(tuple("。；;，,！!？?"))
                and not heads.announces(text)
            ):
                self._open(_UNNUMBERED, text, node.line)
                self.unnumbered.update(name for _, name in self.category)
            return None
        if node.line.report or OUTCOME.match(text) or openings.bare(text):
            item.reported = True
        elif self._is_heading_between(at):
            self._open(_UNNUMBERED, text, node.line)
            return None
        item.lines.append(node.line)
        return item

    def _asks_at_end(self, at: int) -> bool:
        """Decide whether a line below the last item says where to ask, as no line below another item does."""
        asks = [no_items.CONTACT.words.match(node.line.text.lstrip("_*（( ")) for node in self.nodes]
        return asks[at] is not None and not any(asks[:at]) and not any(n.style for n in self.nodes[at:])

    def _stands_again(self, text: str) -> bool:
        """Decide whether a short line stands in the list more than once."""
        if len(text) > _HEAD_LENGTH:
            return False
        return sum(node.style is None and node.line.text == text for node in self.nodes) > 1

    def _is_heading_between(self, at: int) -> bool:
        """A short line without a stop, right before an item, after a finished one."""
        text = self.nodes[at].line.text
        before = self.nodes[at - 1].line.text if at else ""
        counted = HOW_MANY.search(text) is not None
        return (
            len(text) <= _HEAD_LENGTH
            and (counted or (text[-1] not in "。；;，,、）)" and before[-1:] in "。；;）)"))
            and self._leads_to_items(at)
            and (
                (label := LABEL.match(text)) is None
                or roles.of_label(label.group(1) or label.group(2)) is None
            )
        )

    def _leads_to_items(self, at: int) -> bool:
        return at + 1 < len(self.nodes) and self.nodes[at + 1].style is not None

    def _is_category(self, at: int, deep: int, words: str) -> bool:
        """A short heading with items of a deeper style right below it, that are no fields of its own."""
        if at in self.classes:
            return True
        head = HOW_MANY.sub("", no_items.LED_BY.sub("", words))
        if no_items.STATE_HEADING.words.match(head) and any(
            node.style is not None and depth_of(node.style) > deep for node in self.nodes[at + 1 : at + 4]
        ):
            return True
        if len(head) > _HEAD_LENGTH or any(c in head.rstrip("。：:") for c in "。；;，,：:"):
            return heads.has_fields_below(self.nodes[at:], deep)
        if self.nodes[at].style in self.leaves and words.endswith("。"):
            return False
        below = self.nodes[at + 1] if at + 1 < len(self.nodes) else None
        if below is None or at + 1 in self.sorting:
            return False
        if below.style is not None:
            if fields.field_of(self.text[below.at : below.line.end]) is not None:
                return False
            return depth_of(below.style) > deep
        return False

    def _open(self, deep: int, words: str, line: Line, how_many: re.Pattern[str] = HOW_MANY) -> None:
        self._close(deep)
        if deep <= self.state_depth:
            self.state, self.state_depth = None, -1
        if (
            no_items.STATE_HEADING.words.match(words)
            or _WORD.search(words) is None
            or _ASIDE_LINE.match(words)
        ):
            return  # a section of a report, only pictures (👇👇👇), or a remark: （截至6月30日）
        words = no_items.LED_BY.sub("", words)
        counted = how_many.search(words)
        self.category.append((deep, how_many.sub("", words).strip().rstrip("：:。")))
        if counted and (wanted := number(counted.group(1))):
            self.groups.append((deep, line, wanted, len(self.items)))

    def _close(self, deep: int) -> None:
        """End the categories and groups of this depth and below, and note how many items each group held."""
        self.category = [(depth, name) for depth, name in self.category if depth < deep]
        ended = [group for group in self.groups if group[0] >= deep]
        self.groups = [group for group in self.groups if group[0] < deep]
        self.stated += [Stated(line, wanted, len(self.items) - before) for _, line, wanted, before in ended]


def _are_projects(text: str, items: list[Item]) -> bool:
    """Decide whether the items of a section that usually holds no list read as projects."""
    if len(items) > 1 and all(item.reported for item in items):
        return True
    return len(items) >= _FEWEST and likeness.mean([text[slice(*item.text)] for item in items]) >= _LEAST
