"""Take the projects that paragraphs below an announcing sentence list by field of life.

新增完成的6项工作包括：
城市建设方面，打通断头路7条；改造老旧小区46个；
社会保障方面，新增养老床位900张；建成托育机构12家。
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.commitments.announcing.announcement import Announcement
from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between
from parsers.commitments.numbering.pieces import Piece
from parsers.commitments.segments import likeness
from parsers.text.patterns import lazy

_FIELD = lazy(
    r"(?:[①-⑳■●▲◆]|(?:一|二|三|四|五|六|七|八|九|十)是|[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?\s?"
    r"(?:在)?[^，,。；;：:、\d]{2,12}(?:方面|领域|上)[，,：:]"
)
_FEWEST = 3
_LEAST = 0.6  # mean grade of the parts


def parts(text: str, lines: Sequence[Line], each: Announcement) -> list[Piece]:
    """Return the parts between ； of the lines that each begin with a field; none where their number does not fit.

    There may be fewer than announced where the page ends with them.
    """
    if each.count is None:
        return []
    found: list[Piece] = []
    at = each.at + 1
    while at < len(lines) and (field := _FIELD.match(text, lines[at].start, lines[at].end)) is not None:
        found += _of_line(text, field.end(), lines[at].end)
        at += 1
    fits = len(found) == each.count or (at == len(lines) and _FEWEST <= len(found) < each.count)
    grade = likeness.mean([text[part.at : part.end] for part in found])
    return found if fits and grade >= _LEAST else []


def _of_line(text: str, start: int, end: int) -> list[Piece]:
    spans = between.split(text, start, end, "；;")
    return [Piece(None, begin, begin, stop) for begin, stop in spans]
