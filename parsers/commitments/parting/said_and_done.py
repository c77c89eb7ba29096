"""Part what was said to be done from what was done: 说好建公园6个，6个都开放了。"""

from __future__ import annotations

from parsers.commitments import quantities, status
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists.uncounted import Node
from parsers.commitments.numbering.between import EDGE
from parsers.commitments.parting import brackets
from parsers.commitments.parts import Item, most
from parsers.text.patterns import lazy

# The words that name what follows as a promise, and the promise up to what came of it.
_SAID = lazy(
    r"(?:(?:当初|年初|当时|之前|去年)[，,]?)?(?:说好|讲好|说过|答应|许诺|承诺|约定)(?:过|了|的|要|好|为大家|给大家|为群众|为居民)*[：:，,]?\s*"
    r"(?P<promise>[^，,。；;：:\n？?]{3,60})(?:[，,。；;：:？?]|—{1,2}|→)\s*(?=\S)"
)
_FEWEST = 2
_FEWEST_LINES = 3
_MOST_SAY = 0.5  # of the items, what came of them


def find(lines: tuple[Line, ...]) -> list[Node]:
    """Return lines that each begin with the word for a promise, three or more and most of all lines; none elsewhere."""
    said = [_SAID.match(line.text) is not None for line in lines]
    if sum(said) < _FEWEST_LINES or sum(said) * 2 < len(lines):
        return []
    return [
        Node("mark", None, line.start, line) for line, is_said in zip(lines, said, strict=True) if is_said
    ]


def part(text: str, items: list[Item]) -> None:
    """Part promises that most items introduce by the word for them (说好…, 答应…) from what came of each.

    Only where half of them say how far they are, or count again what was promised: 承诺… alone may head a plan.
    """
    openings = [None if item.outcome else _SAID.match(text, *item.text) for item in items]
    found = [(item, one) for item, one in zip(items, openings, strict=True) if one is not None]
    if len(found) < _FEWEST or not most(len(found), items):
        return
    said = sum(_reports(one["promise"], text[one.end() : item.text[1]]) for item, one in found)
    if said < len(found) * _MOST_SAY:
        return
    for item, one in found:
        end = item.text[1]
        item.text = one.span("promise")
        item.outcome = text[one.end() : end].strip(EDGE) or None


def _reports(promise: str, words: str) -> bool:
    """Decide whether words say how far a project is, in a way that no plan does, or count again what was promised."""
    if brackets.come_of_it(words) or quantities.compare(promise, words) is not None:
        return True
    return "了" in words and status.judge(words, promise, settled=True) != "unstated"
