"""What does not agree in a list: its number with that of the projects read, an outcome's words with its quantities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.commitments import quantities
from parsers.commitments.announcing.announced import Block
from parsers.commitments.lists import blocks
from parsers.commitments.lists.items import Stated
from parsers.commitments.lists.regions import Region
from parsers.commitments.outcome import openings
from parsers.commitments.parts import Item
from parsers.record import Commitment, Problem, Status


def other_number(region: Region, found: list[Item]) -> list[Problem]:
    """The heading of a list says another number of projects than were read: neither items, categories nor numbers."""
    if region.heading is None or region.count is None or region.count < 3 or not found:
        return []
    ordinals = {(item.category, item.ordinal) for item in found if item.ordinal is not None}
    last = {item.ordinal for item in found if item.ordinal is not None}
    if region.count in (len(found), len({item.category for item in found}), len(ordinals), len(last)):
        return []
    detail = f"the heading announces {region.count}, {len(found)} could be distinguished"
    return [Problem("items_unclear", detail, region.heading.start, region.heading.end)]


def miscounted(one: blocks.Found) -> list[Block]:
    """Return the block of an announced list of which another number was read than its sentence says, if so."""
    return [one.block] if one.block.announcement.count is not None and not one.block.exact else []


def is_covered(block: Block, spans: list[tuple[int, int]]) -> bool:
    """Decide whether promises were read where a sentence announces them, or after it."""
    return any(block.announcement.start <= end for _, end in spans)


def unclear(block: Block) -> Problem:
    """Return the problem of an announced list whose projects could not be distinguished as counted."""
    wanted = block.announcement.count
    return Problem(
        "items_unclear",
        f"the text announces {wanted}, {block.items} could be distinguished",
        block.announcement.start,
        block.end,
    )


def of_group(group: Stated) -> Problem:
    """Return the problem of a group of which another number was read than its heading says."""
    return Problem(
        "commitments_miscounted",
        f"the heading says {group.wanted}, {group.found} were read",
        group.line.start,
        group.line.end,
    )


_DONE: frozenset[Status] = frozenset({"completed", "exceeded"})
# 已安装970台，新风系统在招标中: work that goes on, or a part that is done, may name all that was promised.
_NOT_DONE: frozenset[Status] = frozenset({"delayed", "cancelled"})


def of_outcomes(commitments: Iterable[Commitment]) -> Iterator[Problem]:
    """Yield an `outcome_conflict` for each commitment done by its words and not by its quantities, or the reverse.

    已全部完成，新建公园18个, where 20 were promised. Both stay in the record: the words or the quantities decide the
    status, and a problem says that a person should compare them.
    """
    for one in commitments:
        if one.outcome is None:
            continue
        compared = quantities.compare(one.text, one.outcome)
        said = one.status if one.status in _DONE else openings.opening(one.outcome) or one.status
        if (compared == "fewer" and said in _DONE) or (compared in _ENOUGH and said in _NOT_DONE):
            detail = f"by its words the outcome is {said}, by its quantities {_AMOUNT[compared]}"
            yield Problem("outcome_conflict", detail, one.start, one.end)


_ENOUGH = {"equal": "as many as promised", "more": "more than promised"}
_AMOUNT = {"fewer": "fewer than promised", **_ENOUGH}
