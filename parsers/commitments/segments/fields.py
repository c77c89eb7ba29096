"""Projects inside paragraphs or sentences that begin with a field of life: 在方便出行方面，修路3条；改造车站2座。"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from parsers.commitments.headings.lines import Line
from parsers.commitments.numbering import between, signs
from parsers.commitments.numbering.signs import number
from parsers.commitments.segments import likeness
from parsers.commitments.segments.parts import LEAST, Part, Segmentation
from parsers.text.patterns import lazy

_LEAST_INSIDE = 0.5
_MOST_DASHES = 100
_SAID_FIELDS = lazy(rf"({signs.NUMBER})\s?(?:大类|个?方面|个?领域|个?类别?)")
_IN_FIELD = lazy(
    r"(?:^|[\n。])\s*(?:[■●一二三四五六七八九十、.\d]{0,3})在?[^，,；;。：:、\d]{2,16}(?:方面|领域)[，,：:]"
)
_SENTENCE = lazy(r"\s*在?[^，,；;。：:、\d]{2,16}(?:方面|领域)[，,：:]")
_FIELD = lazy(
    r"“(?P<quoted>[^“”]{2,10})”[，,]?(?:即|就是|是|指的是)[：:]?(?=\S)"
    r"|[■●▲◆★]?\s*(?P<led>(?:在|聚焦|围绕|着眼)?)(?P<name>[^，,；;。：:、\d ]{2,16}?)"
    r"(?:(?:方面|领域|上)[，,：:]|[：:] ?|[ \u3000])(?=\S)"
)


def find(text: str, lines: Sequence[Line]) -> Iterator[Segmentation]:
    """Yield the projects inside all fields; "fields" where the text says that there are so many of these."""
    for line in lines:
        if parts := _dashed(text, line):
            yield Segmentation("fields", tuple(parts))
    inner = [part for line in lines for part in _of_fields(text, line)]
    fields = {part.category for part in inner}
    if len(fields) > 1:
        quoted = all(text.count(f"“{name}”") > 1 for name in fields)  # 概括为“两个实施”“两个开展”
        said = quoted or _said_fields(text, len(fields))
        yield Segmentation("fields" if said else "fields by number", tuple(inner))


_HEADLINE = lazy(r"实事|民生(?:项目|工程)")  # 办好民生实事 提升群众幸福感
# 云溪区2026年实事概览 [1] 交通 - 改造道路9公里 [1] - 新建车站2座 [2] 养老 - 新增床位90张 [3]
_DASH = lazy(r"[ \u3000][-–—][ \u3000]")
_SOURCED = lazy(
    r"(?P<item>[^\[\]]{4,400}?)(?P<sources>(?:\s*\[\d{1,2}\])+)\s*(?P<field>[^\[\]，,。；;]{2,16})?\s*"
)
_FIELD_BEHIND = lazy(r"\[\d{1,2}\]\s*(?P<field>[^\[\]，,。；;]{2,16})$")
_FEWEST_DASHED = 4


def _dashed(text: str, line: Line) -> list[Part]:
    """Return the projects that dashes part in one paragraph, with the fields that stand behind numbers of sources."""
    dashes = list(itertools.islice(_DASH.finditer(text, line.start, line.end), _MOST_DASHES))
    if len(dashes) < _FEWEST_DASHED:
        return []
    found: list[Part] = []
    first = _FIELD_BEHIND.search(text[line.start : dashes[0].start()])
    field = first["field"].strip() if first else None
    sourced = 0
    for dash, after in itertools.zip_longest(dashes, dashes[1:]):
        end = after.start() if after is not None else line.end
        one = _SOURCED.fullmatch(text, dash.end(), end)
        stop = one.end("item") if one else end
        found.append(Part(None, dash.end(), dash.end(), stop, field))
        sourced += one is not None
        if one is not None and one["field"]:
            field = one["field"].strip()
    while found and likeness.grade(text[found[0].at : found[0].end]) < _LEAST_INSIDE:
        found.pop(0)  # 票决确定了10项民生实事项目: what leads to them
    return found if sourced * 10 >= len(dashes) * 8 and len(found) >= _FEWEST_DASHED - 1 else []


def _said_fields(text: str, count: int) -> bool:
    """Decide whether the text says that its projects are of so many fields, or calls the fields so."""
    said = (number(one.group(1)) for one in itertools.islice(_SAID_FIELDS.finditer(text), 4))
    return any(value is not None and count <= value <= count + 2 for value in said) or len(
        _IN_FIELD.findall(text)
    ) >= max(2, count - 1)


def _of_fields(text: str, line: Line) -> list[Part]:
    """The projects of a paragraph, or of sentences in it, that begin with a field of life."""
    spans = between.split(text, line.start, line.end, "。")
    starts = [a for a, b in spans if a > line.start and _SENTENCE.match(text, a, b)]
    bounds = [line.start, *starts, line.end]
    return [part for start, end in itertools.pairwise(bounds) for part in _of_field(text, start, end)]


def _of_field(text: str, begin: int, end: int) -> list[Part]:
    """The projects behind a field of life, between ；."""
    field = _FIELD.match(text, begin, end)
    if field is None or _HEADLINE.search(field.group()):
        return []
    start = field.end()
    parts = between.split(text, start, end, "；;。")
    if len(parts) > 1 and field["led"] and field[0].endswith(("，", ",")):
        start = field.start("led")  # a sentence: 在方便出行方面，修路3条；改造车站2座
        parts = between.split(text, start, end, "；;。")
    if len(parts) < 2 and likeness.grade(text[start:end]) < LEAST:
        return []
    if likeness.mean([text[a:b] for a, b in parts]) < _LEAST_INSIDE:
        return []
    name = field["name"] or field["quoted"]
    return [Part(None, a, a, b, name) for a, b in parts]
