"""What belongs to an item once its lines are known: no captions, no closing lines, an outcome that two items share."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments import bodies
from parsers.commitments.lists import fields, no_items
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering import signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.outcome import openings
from parsers.commitments.parts import OUTCOME, Item, most
from parsers.text.patterns import lazy

_FEWEST_ROWS = 3
_ENDS = "。；;!！）)"


def captions_off(item: Item) -> None:
    """Leave out the captions of pictures below an item's words."""
    while len(item.lines) > 1 and no_items.CAPTION.words.match(item.lines[-1].text.strip()):
        item.lines.pop()


def cells_off(text: str, items: list[Item]) -> None:
    """Leave out the further cells of numbered lines, where all have some: 1.楼道灯改造	社区	5万元"""
    cells = [item.lines[0].text.split("\t") for item in items]
    if len(items) < _FEWEST_ROWS or any(
        len(row) < 2 or len(item.lines) > 1 for row, item in zip(cells, items, strict=True)
    ):
        return
    if any("\t" in text[item.start : item.lines[0].start] for item in items):
        return  # the number is a cell itself: rows of a table
    for item, row in zip(items, cells, strict=True):
        line, name = item.lines[0], row[0].rstrip()
        item.lines = [line.piece(0, len(name))]
        cells_behind = [cell.strip() for cell in row[1:]]
        item.lead = item.lead or next(filter(bodies.is_body, cells_behind), None)
        item.outcome = item.outcome or next(filter(openings.bare, cells_behind), None)


def last_item(items: list[Item]) -> None:
    """Cut lines below the last project that are not its own: all others have the same smaller number of lines."""
    run = max((at for at, item in enumerate(items) if signs.value(item.ordinal) == 1), default=0)
    items = items[run:] if len(items) - run >= 3 else items
    usual = {len(item.lines) for item in items[:-1]}
    if len(items) < 3 or len(usual) != 1:
        return
    last, count = items[-1], usual.pop()
    if len(last.lines) <= count:
        return
    ends = {item.lines[-1].text[-1] in _ENDS for item in items[:-1]}
    over = last.lines[count]
    labelled = fields.field_of(over.text) or OUTCOME.match(over.text) or openings.bare(over.text)
    if not labelled and (last.lines[count - 1].text[-1] in _ENDS or ends == {False}):
        del last.lines[count:]


# 以上两项由区环卫处承办，…: whose report it is, in its own words
_TOGETHER = lazy(
    r"(?:以上|上述|前述|这|该)\s?(?P<n>\d{1,2}|[两二三四五六七八九])\s?(?:[项件]|个(?=项目|实事|工程))(?:项目|实事|工程|工作|任务)?"
)


def share_outcomes(items: list[Item]) -> None:
    """Give promises above one with an outcome that outcome: as many as it says that it is of, 以上两项…

    Without such words, the one right above, where the outcome stands below its promise, and all others have their own.
    """
    reported = sum(item.outcome is not None for item in items)
    each = reported >= 3 and reported * 10 >= len(items) * 8
    for at in range(len(items) - 1, 0, -1):
        following = items[at]
        said = _TOGETHER.match(following.outcome or "")
        count = (number(said["n"]) or 1) - 1 if said else int(each and len(following.lines) > 1)
        for item in reversed(items[max(0, at - count) : at]):
            alone = len(item.lines) < 2  # a line below a promise is its own report
            if not alone or item.outcome is not None or item.category != following.category:
                break
            if following.outcome is not None:
                item.outcome = following.outcome
                item.end = max(item.end, item.text[1])


# 截至目前，各项工程正在加快实施。: said of the whole list behind its last project
_ALL_OF_THEM = lazy(
    r"(?<=。)(?:截至目前|目前|现在|以上|上述)[，,]?(?:以上|上述|各项|各个|这些|所有|全部)[^。]{2,40}。?$"
)


def cut_closing(items: list[Item]) -> None:
    """Leave out what the last item's line says of the whole list behind it."""
    if len(items) < 3:
        return
    line = items[-1].lines[-1]
    closing = _ALL_OF_THEM.search(line.text)
    if closing is not None:
        items[-1].lines[-1] = line.piece(0, closing.start())


_FIRST_WORDS = lazy(r"[^（(。；;\n]+")
_FEWEST_WORDS = 6


def repeats(text: str, item: Item, below: Sequence[Node]) -> bool:
    """Decide whether lines below an item, two or more of one style, repeat its parts: 一、A；B above 1.A and 2.B"""
    style = below[0].style
    parts = [_FIRST_WORDS.match(text, node.at) for node in below if node.style == style]
    whole = item.lines[0].text
    again = [part is not None and len(part[0]) >= _FEWEST_WORDS and part[0] in whole for part in parts[:2]]
    return len(item.lines) == 1 and again == [True, True]


# 新建停车场2处——县住建局
_BEHIND_DASH = lazy(r"[ \t\u3000]*(?:—{1,2}|－|–|--)\s*([^，,。；;：:\n—－–-]{2,40})[。；;]?$")


def leads(text: str, items: Sequence[Item]) -> None:
    """Give items as their lead the body that is their category, or that stands behind a dash, where all or most do."""
    _led_by_category(items)
    ends = [_BEHIND_DASH.search(text, *item.text) for item in items]
    named = [bodies.parse(end.group(1)) if end else None for end in ends]
    if not most(len(named) - named.count(None), items):
        return
    for item, end, who in zip(items, ends, named, strict=True):
        if end is not None and who is not None and item.lead is None and end.start() > item.text[0]:
            item.lead, item.support = who
            item.text = (item.text[0], end.start())


def _led_by_category(items: Sequence[Item]) -> None:
    """Give the items of categories that are all nothing but a body that body as their lead: 一、区教育局 / 1.新建…"""
    names = {item.category or "" for item in items}
    if len(names) > 1 and all(map(bodies.leads_alone, names)):
        for item in items:
            item.lead = item.lead or item.category


# 会议通过的工作报告，确定实施A、B、C3件实事
_LEADS_TO_FIRST = lazy(
    r"[^、]*[，,](?:最终|共|并|一致)?(?:确定|决定|票决|选出|产生|推出|公布|包括|安排)(?:了|实施|办好|为|出)*"
    r"|[^、]*[，,](?:集中|重点|全力|着力)?(?:力量)?(?:办好|抓好|办理|推进好|实施好)"
)


# 本报讯 松溪县今年确定的八件实事，截至目前进展顺利：A；B；C
_LEADS = lazy(r"[^：:]*(?:实事|民生|民心|惠民)[^：:]*[：:]\s*(?=\S)")


def without_sentence(text: str, found: list[Item]) -> None:
    """Leave out the words before the first project that name them all and end in a colon, as no other project has."""
    lead = _LEADS.match(text, *found[0].text)
    if lead is not None and not any("：" in text[slice(*item.text)] for item in found[1:]):
        found[0].text = (lead.end(), found[0].text[1])


def without_lead(text: str, found: list[Item]) -> None:
    """Leave out the words before the first name, where no other name has a comma in it."""
    if any("，" in text[slice(*item.text)] for item in found[1:]):
        return
    first = found[0]
    lead = _LEADS_TO_FIRST.match(text, *first.text)
    if lead is not None and lead.end() < first.text[1]:
        first.text = (lead.end(), first.text[1])
