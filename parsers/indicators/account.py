"""What became of every number of a text: read as a statistic, left out by a rule, or undecided."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from parsers.indicators.context.promised import places, prose_chapters
from parsers.indicators.reader import Document
from parsers.indicators.sentence.fold import fold
from parsers.indicators.uncoded import rules
from parsers.page import Page
from parsers.record import Kind, Record
from parsers.text.digits import without_other_digits
from parsers.text.patterns import lazy
from parsers.text.script import in_simplified

READ = "read"
UNDECIDED = rules.UNDECIDED
_NUMBER = lazy(r"\d[\d,.·]*")
_CLAUSE = lazy(r"[，,；;。！？\n\t]")
_ITEM = lazy(r"[\s（(#*]*\d{1,2}[.．]?[、.．）)]?(?![\d%])\D?")
_RANGE = lazy(r"[-—–~～至到]{1,2}")
_MOST_OF_A_CLAUSE = 60


@dataclass(frozen=True, slots=True)
class Fate:
    """One number of the text (offsets in `Record.text`), what became of it, and the clause around it."""

    start: int
    end: int
    text: str
    rule: str
    clause: str


def account(record: Record) -> tuple[Fate, ...]:
    """Return the fate of every Arabic number of a record's text, in the order of the text."""
    prose = prose_chapters(record.sections, places(record.commitments, record.problems))
    return account_of(record.text, record.title, record.review_year, record.plan_year, record.kind, prose)


def account_of(
    text: str,
    title: str | None,
    review_year: int | None,
    plan_year: int | None,
    kind: Kind,
    prose: Mapping[int, int],
) -> tuple[Fate, ...]:
    """Return `account` of a text with what a record says of it; `prose`: as `prose_chapters` returns."""
    page = in_simplified(without_other_digits(Page(text, given_title=title)))
    folded = fold(page.text)
    document = Document(page, folded, review_year, plan_year, kind, prose=prose)
    figures = document.read() if kind != "other" else []
    taken = sorted(figure.at for figure in figures if figure.at is not None)
    starts = [start for start, _ in taken]
    why = dict(document.rules)
    lines = document.unread
    edges = [start for start, _, _ in lines]
    fates: list[Fate] = []
    behind = 0
    for match in _NUMBER.finditer(folded.text):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and taken[place][0] <= match.start() < taken[place][1]:
            rule = READ
        elif (known := why.get(match.start())) is not None:
            rule = known
        elif document.text[match.start()] != folded.text[match.start()]:
            rule = rules.NAME  # 《2016—2022年工业发展规划》
        else:
            line = bisect_right(edges, match.start()) - 1
            inside = line >= 0 and match.start() < lines[line][1]
            rule = lines[line][2] if inside else UNDECIDED
            if rule == UNDECIDED and fates and _RANGE.fullmatch(folded.text, behind, match.start()):
                rule = fates[-1].rule  # 1—11月
            elif rule == UNDECIDED and _ITEM.fullmatch(
                folded.text[folded.text.rfind("\n", 0, match.start()) + 1 : match.end() + 1]
            ):
                rule = rules.ORDER  # 1.做强工业
        behind = match.end()
        if kind == "other":
            rule = rules.OTHER_KIND
        start, end = folded.span(match.start(), match.end())
        fates.append(Fate(start, end, text[start:end], rule, _clause(text, start, end)))
    return tuple(fates)


def counts(fates: tuple[Fate, ...]) -> dict[str, int]:
    """Return how many numbers were read, and how many were left out by each rule, most frequent first."""
    return dict(Counter(fate.rule for fate in fates).most_common())


def _clause(text: str, start: int, end: int) -> str:
    begin = max(
        (m.end() for m in _CLAUSE.finditer(text, max(0, start - _MOST_OF_A_CLAUSE), start)), default=0
    )
    begin = max(begin, start - _MOST_OF_A_CLAUSE)
    stop = _CLAUSE.search(text, end, end + _MOST_OF_A_CLAUSE)
    return text[begin : stop.start() if stop else end + _MOST_OF_A_CLAUSE].strip()
