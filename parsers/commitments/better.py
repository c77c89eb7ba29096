"""Compare two readings of one page: which fits the number that it announces, and what would be lost with the other."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments import announced_number
from parsers.commitments.numbering import signs
from parsers.commitments.segments import likeness
from parsers.commitments.segments.parts import Segmentation
from parsers.record import Commitment

_FEWEST = 3
_LEAST_LEFT = 0.5  # the mean grade of projects that another segmentation would lose
GOOD = 0.75  # the mean grade of a list that was read well, if not whole


def inside_one(found: Sequence[Commitment], one: Segmentation) -> bool:
    """Decide whether all projects that were read are parts of one item: （一）…（二）… below the first name."""
    if len(one.parts) < _FEWEST or not found:
        return False
    return any(part.start <= found[0].start and found[-1].end <= part.end for part in one.parts)


def has_fields(found: Sequence[Commitment], *, fits: bool) -> bool:
    """Decide whether projects were read with fields, as from a table: reported, led, or each in its own category."""
    fields = sum(bool(one.lead or one.outcome) for one in found)
    led = sum(one.lead is not None for one in found)
    if fields * 2 >= len(found) >= _FEWEST or (led > 1 and led * 10 >= len(found) * 6):
        return True
    categories = {one.category for one in found if one.category is not None}
    return fits and len(found) > 1 and len(categories) == len(found)


def loses_states(again: Sequence[Commitment], found: Sequence[Commitment]) -> bool:
    """Decide whether groups say how far all projects are, and a division into hardly more says it of none."""
    sorted_by_state = bool(found) and all(one.status != "unstated" for one in found)
    return sorted_by_state and len(found) * 2 > len(again) and all(one.status == "unstated" for one in again)


def _finer(text: str, again: Sequence[Commitment], found: Sequence[Commitment]) -> bool:
    """Decide whether paragraphs that each read as a project would only be cut into their sentences."""
    starts = {one.start for one in found}
    paragraphs = [one for one in found if one.start == 0 or text[one.start - 1] in "\n \t\u3000"]
    if len(paragraphs) < _FEWEST or likeness.mean([one.text for one in found]) < GOOD:
        return False
    return any(
        one.start < each.start < one.end and each.start not in starts for one in found for each in again
    )


def _is_series(found: Sequence[Commitment]) -> bool:
    """Decide whether printed numbers count the projects from the first to the last: they are a list as they are."""
    values = [signs.value(one.ordinal) for one in found]
    return len(found) > _FEWEST and values == list(range(1, len(found) + 1))


def is_better(
    text: str, again: Sequence[Commitment], found: Sequence[Commitment], announced: Sequence[int]
) -> bool:
    """Decide whether a segmentation fits the announced number better, and loses no project that was read well."""
    confirmed = len(again) in announced and len(found) not in announced and not _is_series(found)
    finer = not confirmed and _finer(text, again, found)
    series = _is_series(found)
    classes = {plain(one.category) for one in found if one.category is not None}
    if any(plain(one.text) in classes for one in again):
        return False  # headings would become projects: 教育惠民工程
    if not again or finer or (series and (len(again) < len(found) or len(again) not in announced)):
        return False
    if loses_states(again, found):
        return False
    good = bool(found) and likeness.mean([one.text for one in found]) >= GOOD
    taken = {plain(one.text) for one in again}
    left = [one.text for one in found if plain(one.text) not in taken]
    if len(left) + len(taken) == len(found) <= max(announced, default=0):
        return False  # one of the groups that add up to an announced number
    if good and len(left) + len(taken) == len(found) and likeness.mean(left) >= _LEAST_LEFT:
        return False  # one group of a list that was read whole
    if not found or (
        announced_number.numbers_read(again) & set(announced)
        and not announced_number.numbers_read(found) & set(announced)
    ):
        return True
    if all(one.status == "unstated" for one in found) and any(one.status != "unstated" for one in again):
        return {plain(one.text) for one in again} >= {plain(one.text) for one in found}
    loses_numbers = any(one.ordinal for one in found) and not any(one.ordinal for one in again)
    nearer = announced and len(found) * 2 < len(again) <= max(announced) and not loses_numbers
    if nearer and likeness.mean([one.text for one in again]) > GOOD:
        return True
    names = {plain(one.text) for one in again}
    if loses_numbers and all(one.outcome for one in found):
        return False
    return len(again) > len(found) and (not good or all(plain(one.text) in names for one in found))


def plain(text: str) -> str:
    """Return words without white space and without the marks around them: two readings may cut a name differently."""
    return "".join(text.split()).strip('“”"。；;，,、')
