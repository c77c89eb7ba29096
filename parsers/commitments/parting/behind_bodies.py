"""Part the report that stands behind the bodies in brackets: 新建学校2所（市教育局负责）。已建成3所。"""

from __future__ import annotations

from collections.abc import Callable

from parsers.commitments import bodies
from parsers.commitments.numbering.between import CLOSES, EDGE, OPENS
from parsers.commitments.parts import LONGEST, TRAILING, Item, most
from parsers.text.patterns import lazy

_BRACKET_STOP = lazy(rf"[{OPENS}]([^{OPENS}{CLOSES}]{{2,90}})[{CLOSES}]\s*[。；;，,]\s*(?=\S)")


def after_bodies(text: str, items: list[Item], *, done: bool) -> None:
    """Read what follows the bodies in brackets: in a list of things done it is the outcome.

    新建学校2所（市教育局负责）。已建成3所。 In a plan the item goes on, led by all that it names.
    """
    if done:
        for item in items:
            if item.rest is None and item.outcome is None:
                _bracketed_bodies(text, item, bodies.parse)
        led = sum(item.rest is not None for item in items)
        for item in items if most(led, items) else ():
            if (
                item.rest is None and item.outcome is None
            ):  # 〔县园林处〕, where those of the others are bodies
                _bracketed_bodies(text, item, _as_body)
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


_Named = tuple[str | None, str | None] | None


def _as_body(words: str) -> _Named:
    """Return the words of a bracket as who leads where they read as a body, whatever it is called."""
    return (words.strip(), None) if bodies.is_body(words) else None


def _bracketed_bodies(text: str, item: Item, parse: Callable[[str], _Named]) -> None:
    """Find （市教育局负责）。 inside an item whose bodies have no label."""
    start, end = item.text
    for bracket in _BRACKET_STOP.finditer(text, start, min(end, start + LONGEST)):
        named = parse(bracket.group(1))
        if named is not None:
            if item.lead is None:
                item.lead, item.support = named
            item.text = (start, start + len(text[start : bracket.start()].rstrip()))
            item.rest = (bracket.end(), end)
            return
