"""Part the report that stands behind the bodies in brackets: 新建学校2所（市教育局负责）。已建成3所。"""

from __future__ import annotations

from parsers.commitments import bodies
from parsers.commitments.numbering.between import CLOSES, EDGE, OPENS
from parsers.commitments.parts import LONGEST, TRAILING, Item
from parsers.text.patterns import lazy

_BRACKET_STOP = lazy(rf"[{OPENS}]([^{OPENS}{CLOSES}]{{2,90}})[{CLOSES}]\s*[。；;，,]\s*(?=\S)")


def after_bodies(text: str, items: list[Item], *, done: bool) -> None:
    """Read what follows the bodies in brackets: in a list of things done it is the outcome.

    新建学校2所（市教育局负责）。已建成3所。 In a plan the item goes on, led by all that it names.
    """
    if done:
        for item in items:
            if item.rest is None and item.outcome is None:
                _bracketed_bodies(text, item)
        for item in items:
            if item.after is not None and item.outcome is None:
                item.outcome = text[slice(*item.after)].strip(EDGE) or None
    rests = [item for item in items if item.rest is not None]
    reports = done and len(rests) * 10 >= len(items) * 6
    for item in rests:
        start, end = item.rest or (0, 0)
        if reports and item.outcome is None:
            words = text[start:end]
            item.outcome = words.lstrip(EDGE + "。；;，,").rstrip(EDGE) or None
        elif not reports:
            item.text = (item.text[0], max(item.text[1], _last_bracket(text, start, end)))


def _last_bracket(text: str, start: int, end: int) -> int:
    """Where the promise ends that goes on behind its bodies: before the bodies of its last part."""
    trailing = TRAILING.search(text, max(start, end - 260), end)
    return trailing.start() if trailing and bodies.parse(trailing.group(1)) else end


def _bracketed_bodies(text: str, item: Item) -> None:
    """Find （市教育局负责）。 inside an item whose bodies have no label."""
    start, end = item.text
    for bracket in _BRACKET_STOP.finditer(text, start, min(end, start + LONGEST)):
        named = bodies.parse(bracket.group(1))
        if named is not None:
            if item.lead is None:
                item.lead, item.support = named
            item.text = (start, start + len(text[start : bracket.start()].rstrip()))
            item.rest = (bracket.end(), end)
            return
