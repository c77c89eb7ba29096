"""Read what a page's end leaves of an announced list: the names of its last sentence, or its last lines."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_FEWEST = 3
_FEWEST_LINES = 2  # of which none ends with 。
_LONGEST_LEAD = 30  # 11件区级民生实事进展良好，
_LEAST = 0.7  # mean grade of names
_LEAST_OF_LINES = 0.6
_LONGEST_PART = 60
_LONGEST_NAME = 40
_NAMED = lazy(r"“[^“”]{4,40}”(?![、和及与])")  # the name is whole, whatever is cut off of its report
_STOPS = ("；", ";", "。")


def names(text: str, each: Announcement, line: Line) -> list[Piece]:
    """Return the names of a sentence that the page's end cuts off: 其中8件如期完成，包括A、B、C、D

    The last name is left out where it does not read as one, or where no ； ends it as the others.
    """
    sorts = each.group is not None or each.named
    if not sorts or each.count is None or line.end - each.end > each.count * _LONGEST_PART:
        return []
    words = text[each.end : line.end].rstrip()
    if words.endswith(("。", "！", "!")):
        return []  # the sentence is whole
    parts = between.split(text, each.end, line.end, "；;")
    if len(parts) > 1 or words.endswith(("；", ";")):
        last_whole = words.endswith(("；", ";")) or _NAMED.match(text, *parts[-1])
        whole = parts if last_whole else parts[:-1]
        stopped = any("。" in text[slice(*part)] for part in whole)
        return [] if stopped else [Piece(None, start, start, end) for start, end in whole[: each.count]]
    found = between.split(text, each.end, line.end, "、")
    if any(stop in words for stop in "。！!；;") or not 0 < len(found) < each.count:
        return []
    if likeness.grade(text[slice(*found[-1])]) < _LEAST:
        found = found[:-1]
    called = [text[slice(*name)] for name in found]
    if len(found) < _FEWEST or likeness.mean(called) < _LEAST or max(map(len, called)) > _LONGEST_NAME:
        return []
    return [Piece(None, start, start, end) for start, end in found]


def sentences(lines: Sequence[Line], first: int) -> list[Line]:
    """Return the sentences below words that announce more of them than the page has, where all read as projects."""
    run = list(lines[first:])
    if (
        len(run) > _FEWEST
        and run[0].text.endswith("。")
        and all(line.text.endswith("；") for line in run[1:])
    ):
        run = run[1:]  # 同样实现了任务过半。
    whole = all(line.text.endswith(_STOPS) and not line.tabbed for line in run)
    said = lines[first - 1].text
    leads = said.endswith(("：", ":")) or (said.endswith("，") and len(said) <= _LONGEST_LEAD)
    if len(run) < _FEWEST_LINES or not whole or not leads or (len(run) < _FEWEST and "。" in run[-1].text):
        return []
    grades = [max(map(likeness.grade, line.text.split("。"))) for line in run]
    return run if sum(grades) >= _LEAST_OF_LINES * len(run) else []
