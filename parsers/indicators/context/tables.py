"""Rows of tables, whose header decides what a bare number means (完成增长, 全年目标增长).

A table is one line a row with cells parted by tabs, as every format reader gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.names import nouns
from parsers.indicators.names.codes import codes as known_codes
from parsers.indicators.names.values import RATIOS, Figure, measure_of
from parsers.indicators.names.whose import Force
from parsers.indicators.sentence.bounds import ROLE_BOUNDS
from parsers.indicators.sentence.clauses import read_sentence
from parsers.indicators.sentence.tokens import Amount, Token, lex, unit_of
from parsers.record import FigureKind
from parsers.text.numerals import MAGNITUDES
from parsers.text.patterns import lazy

_IGNORED = lazy(r"序号|备注|责任|牵头|部门|属性|性质|排名|位次|占比|比重|完成率|完成比例|完成预算|占")
_TARGET = lazy(r"目标|预期|计划|任务|预算|安排|规划")
_ESTIMATE = lazy(r"预计|快报|初步")
_ACTUAL = lazy(r"完成|实际|实绩|达到|执行|累计")
_GROWTH = lazy(r"增长|增速|增幅|同比|±|涨幅|增减")
_SUBHEAD = lazy(
    r"[%±]|[总增]量|绝对|数值|增长|增速|增幅|同比|完成|目标|预期|计划|预计|实绩|实际|亿元|万元|^\d{4}年?$"
)
_UNIT_HEAD = lazy(r"^(?:计量)?单位$")
_UNIT = lazy(r"[（(]\s*(?:单位[：:])?\s*([^（）()]{1,8}?)\s*[）)]")
_YEAR = lazy(r"((?:19|20)\d\d)年?")
_NEW = lazy(r"新|净增")
_NUMBERED = lazy(r"(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.])?")


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells under one header cell hold."""

    kind: FigureKind | None = None
    growth: bool = False
    average: bool = False
    ignored: bool = False
    unit_of_row: bool = False
    unit: str | None = None
    year: int | None = None


def header(cells: list[str]) -> list[Column]:
    """What the columns under a header row hold."""
    columns: list[Column] = []
    for cell in cells:
        column = _column(cell)
        before = columns[-1] if columns else None
        if column.growth and column.kind is None and column.year is None and before and not before.growth:
            column = replace(column, kind=before.kind, year=before.year)  # 2020年预计完成, then 同比±%
        columns.append(column)
    return columns


def under(above: list[str], below: list[str]) -> list[Column] | None:
    """The columns of a header of two rows (2019年 over 总量 and 增幅%); None where the second is no header.

    Where the rows do not show which of the upper cells stands over which of the lower, nothing is read.
    """
    lead = next((i for i, cell in enumerate(below) if cell), len(below))
    trail = next((i for i, cell in enumerate(reversed(below)) if cell), 0)
    lower = below[lead : len(below) - trail]
    if sum(_SUBHEAD.search(cell) is not None for cell in lower) * 2 < len(lower):
        return None
    groups = len(above) - lead - trail
    if lead + trail == 0:  # merged cells leave no trace in plain text: 总量 增幅 总量 增幅
        repeats = (m for m in range(2, len(lower) // 2 + 1) if lower == lower[:m] * (len(lower) // m))
        groups = next((len(lower) // m for m in repeats), 0)
        lead = len(above) - groups
    if groups <= 0 or lead <= 0 or len(lower) % groups or lead + groups + trail != len(above):
        return [Column(ignored=True)] * max(len(above), len(below))
    each = len(lower) // groups
    joined = [above[lead + i // each] + cell for i, cell in enumerate(lower)]
    return header([*above[:lead], *joined, *above[len(above) - trail :]])


def _column(cell: str) -> Column:
    if _UNIT_HEAD.search(cell):
        return Column(unit_of_row=True)
    kind: FigureKind | None = None
    if _TARGET.search(cell):
        kind = "target"
    elif _ESTIMATE.search(cell):
        kind = "estimate"
    elif _ACTUAL.search(cell):
        kind = "actual"
    unit = _UNIT.search(cell)
    year = _YEAR.search(cell)
    return Column(
        kind=kind,
        growth=_GROWTH.search(cell) is not None,
        average="年均" in cell,
        ignored=_IGNORED.search(cell) is not None,
        unit=unit[1] if unit else None,
        year=int(year[1]) if year else None,
    )


def read_row(text: str, start: int, end: int, columns: list[Column] | None, passage: Passage) -> list[Figure]:
    """The figures of one row of the fold between two offsets."""
    cells: list[tuple[int, int]] = []
    position = start
    for piece in text[start:end].split("\t"):
        cells.append((position, position + len(piece)))
        position += len(piece) + 1
    named = next((i for i, cell in enumerate(cells[:3]) if _starts_with_name(text, *cell)), None)
    if named is not None:
        tokens = lex(text, *cells[named])
        while tokens and tokens[0].role != "name":
            tokens.pop(0)
    else:
        counted = ((i, token) for i, cell in enumerate(cells[:3]) if (token := _counted(text, *cell)))
        named, noun = next(counted, (0, None))
        if noun is None or columns is None or not any(c.kind or c.growth or c.year for c in columns):
            return []
        tokens = [noun]
    name = tokens[0]
    if not isinstance(name.data, tuple) or len(name.data) != 1:
        return []
    if columns is not None and len(cells) > len(columns):
        return []  # a header of merged cells: nothing shows which stands over which
    figures: list[Figure] = []
    changes = [t for t in tokens[1:] if t.role in ("rise", "fall")]  # 地区生产总值增速
    goal = passage.goal
    if any(t.role == "value" for t in tokens[1:]):
        figures += read_sentence(tokens, passage, Force(text, start, end, passage))
    unit = _UNIT.search(text[slice(*cells[named])])
    row_unit = unit[1] if unit else None
    if columns is not None:
        for i, column in enumerate(columns[: len(cells)]):
            if column.unit_of_row:
                row_unit = text[slice(*cells[i])] or row_unit
    for i, (begin, stop) in enumerate(cells):
        column = columns[i] if columns is not None and i < len(columns) else Column()
        if i <= named or begin == stop or column.ignored or column.unit_of_row:
            continue
        inner = lex(text, begin, stop)
        limits = [t for t in inner if t.role in ROLE_BOUNDS]  # 6.5左右, ≤4 under 增长（%）
        numbers = [t for t in inner if t.role == "value"]
        bare = len(numbers) == 1 and len(limits) <= 1 and len(inner) == 1 + len(limits)
        if bare and (not limits or not unit_of(numbers[0])):
            column = replace(column, growth=column.growth or bool(changes))
            figure = _bare(name, numbers[0], column, row_unit, passage)
            if figure is not None:
                if limits:
                    figure.bound, figure.modifier = ROLE_BOUNDS[limits[0].role], limits[0].text
                figures.append(figure)
            continue
        passage.goal = goal or column.kind == "target"
        kept = passage.cue
        if column.year is not None:
            passage.cue = Period(column.year, column.year)
        figures += read_sentence([name, *changes, *inner], passage, Force(text, begin, stop, passage))
        passage.goal, passage.cue = goal, kept
    return figures


def _counted(text: str, start: int, end: int) -> Token | None:
    """Return the noun of a cell that has a code although no name of the lexicon: 高新技术企业（家）."""
    skipped = _NUMBERED.match(text, start, end)
    begin = skipped.end() if skipped else start
    unit = _UNIT.search(text, begin, end)
    stop = unit.start() if unit else end
    label = text[begin:stop]
    noun = nouns.at_end(label)
    if noun is None or any(map(str.isdigit, label)):
        return None
    code = noun.code(label, new=_NEW.match(label) is not None)
    return None if code == "other" else Token("name", begin, stop, label, (code,))


def _starts_with_name(text: str, start: int, end: int) -> bool:
    skipped = _NUMBERED.match(text, start, end)
    tokens = lex(text, skipped.end() if skipped else start, min(end, start + 40))
    return next((t.role for t in tokens if t.role not in ("whole", "level", "say")), "") == "name"


def _bare(name: Token, token: Token, column: Column, row_unit: str | None, passage: Passage) -> Figure | None:
    amount = token.data
    codes = name.data
    assert isinstance(amount, Amount) and isinstance(codes, tuple)
    unit = amount.unit or column.unit or ("%" if column.growth else row_unit) or ""
    change = column.growth or (unit == "%" and row_unit == "%" and codes[0] not in RATIOS)
    measure = measure_of(codes[0], unit, change=change)
    if measure is None and unit == "%" and not change and known_codes()[codes[0]].measures == {"share"}:
        measure = "share"  # 研发经费投入强度
    if measure is None:
        return None
    frame = passage.frame
    year = column.year or (passage.cue.last if passage.cue else None) or frame.year
    period = Period(year, year)
    if column.average:
        period = frame.several or passage.spread or Period(None, None)
    kind: FigureKind = column.kind or ("target" if frame.ahead else "actual")
    if frame.review is not None and period.last is not None and period.last > frame.review:
        kind = "target"
    elif column.kind is None and frame.review is not None and period.last is not None:
        kind = "actual"
    scale = amount.scale if amount.unit else _scale(unit)
    return Figure(
        codes[0], (name.start, name.end), measure, kind, period, name.start, token.end,
        amount.value, amount.high, scale, unit, "range" if amount.high is not None else "point",
        scope="年均" if column.average else None, at=(token.start, token.end),
    )  # fmt: skip


def _scale(unit: str) -> Decimal:
    for magnitude, scale in MAGNITUDES.items():
        if unit.startswith(magnitude):
            return scale
    return Decimal(1)
