"""Read where an announced list goes on: in the sentences behind it, or over the next lines."""

from __future__ import annotations

from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.lines import Line
from parsers.commitments.lists import unnumbered
from parsers.commitments.numbering import between
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_FEWEST = 3
_LEAST = 0.7  # mean grade of what a further sentence adds

_RATE = lazy(r"完成率(?:为|达到?)?\d")


def with_rates(text: str, each: Announcement, parts: list[Piece], end: int) -> list[Piece]:
    """Return the sentences behind a list between ； that go on with it: each says how far it is, up to its number."""
    found: list[Piece] = []
    missing = (each.count or 0) - len(parts)
    if not parts or each.group is None or _RATE.search(text, parts[0].at, parts[-1].end) is None:
        return []
    for start, stop in between.split(text, parts[-1].end, end, "。"):
        if len(found) >= missing or _RATE.search(text, start, stop) is None:
            break
        found.append(Piece(None, start, start, stop))
    return found


# …；解决饮水问题。此外，还有加快A建设、扩大B覆盖面: the sentence behind goes on with the list
_ALSO = lazy(r"\s?(?:此外|另外|同时|除此之外)[，,]?(?:还)?(?:包括|有|将|安排了?|涉及)[：:]?")


def also(text: str, each: Announcement, parts: list[Piece], end: int) -> list[Piece]:
    """Return the projects of a sentence that goes on with a list between ；, no more than are missing."""
    missing = (each.count or 0) - len(parts)
    if len(parts) < _FEWEST or not each.named or text[parts[-1].end - 1] not in "。；;":
        return []
    goes_on = _ALSO.match(text, parts[-1].end, end)
    stop = text.find("。", goes_on.end(), end) if goes_on else -1
    if goes_on is None or stop < 0:
        return []
    marks = "；;" if "；" in text[goes_on.end() : stop] else "、"
    spans = between.split(text, goes_on.end(), stop, marks)
    grade = likeness.mean([text[a:b] for a, b in spans])
    return [Piece(None, a, a, b) for a, b in spans] if len(spans) <= missing and grade >= _LEAST else []


def over_lines(text: str, lines: list[Line], each: Announcement) -> list[Piece]:
    """Return the parts of a sentence that goes on in the next lines, where they are as many as announced.

    The first may follow the sentence itself, with each of the others in a line of its own: 包括：A。 / B。 / C。
    """
    if one_a_line := _one_a_line(text, lines, each):
        return one_a_line
    for last in range(each.at + 1, min(len(lines), each.at + 12)):
        if lines[last - 1].text.endswith(("。", "：", ":")):
            return []
        found = unnumbered.sentence(text, each.end, lines[last].end, each.count, group=each.group is not None)
        if len(found) == each.count:
            return found
    return []


_LEADS = lazy(r"(?:实事|民生项目|民生工程)[^。；]{0,16}[：:]")


def _one_a_line(text: str, lines: list[Line], each: Announcement) -> list[Piece]:
    """Return the rest of a line and as many lines below it as are announced, where all are sentences on projects."""
    if each.count is None or each.count < _FEWEST or each.at + each.count > len(lines):
        return []
    first = lines[each.at].piece(each.end - lines[each.at].start)
    run = [first, *lines[each.at + 1 : each.at + each.count]]
    stopped = all(line.text.endswith(("。", "；", ";")) and not line.tabbed for line in run)
    grades = [likeness.grade(line.text) for line in run]
    if not stopped or sum(grades) < _LEAST * len(run) or not grades[0] or "：" in first.text:
        return []
    if any(_LEADS.search(line.text) for line in run):
        return []
    return [Piece(None, line.start, line.start, line.end) for line in run]
