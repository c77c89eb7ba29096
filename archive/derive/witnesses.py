"""Witnesses: texts that state the same facts; where they agree on a figure, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlite_utils import Database

from parsers import damage

# Texts of one division that review or plan the same year: copies of one document, and other documents
# (a yearbook's summary besides the report).
_TEXTS = """
SELECT v.id, d.id, d.kind = 'work_report', d.review_year, d.plan_year,
    coalesce((SELECT f.version_id = v.id FROM preferred f WHERE f.document_id = d.id), 0)
FROM pages p JOIN documents d ON d.id = p.document_id JOIN versions v ON v.id = p.current_version_id
WHERE coalesce(d.division_code, d.division_name) = ? AND p.withdrawn_at IS NULL
ORDER BY 3 DESC, 6 DESC, p.url
"""
_FIGURES = """
SELECT id, indicator, measure, kind, period, scope, part, name, value, value_si, unit_si FROM indicators
WHERE version_id = ? AND value IS NOT NULL AND value_max IS NULL AND period IS NOT NULL ORDER BY start, id
"""


@dataclass(frozen=True, slots=True)
class _Text:
    version_id: int
    document_id: int
    review_year: int | None
    plan_year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with a value: its row, what it measures, and the value as written and in base units."""

    id: int
    key: tuple[str | None, ...]
    value: float
    base: float | None


def agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures are equal, allowing for one of them being rounded.

    >>> agree(Figure(1, (), 10.2, 1020000000.0), Figure(2, (), 10.21, 1021000000.0))
    True
    >>> agree(Figure(1, (), 10.2, 1020000000.0), Figure(2, (), 10.3, 1030000000.0))
    False
    """
    if one.base is None or other.base is None:
        return _close(one.value, other.value, max(_half_unit(one.value), _half_unit(other.value)))
    return _close(one.base, other.base, max(_base_half_unit(one), _base_half_unit(other)))


def compare(one: Sequence[Figure], other: Sequence[Figure]) -> Iterator[tuple[int, int, bool]]:
    """Yield (figure of one, figure of other, agreement) for what both texts state.

    A text may state a figure more than once; the two agree where any two statements do.
    """
    theirs = _by_key(other)
    for key, mine in _by_key(one).items():
        if key not in theirs:
            continue
        pairs = [(a, b) for a in mine for b in theirs[key]]
        agreeing = next(((a, b) for a, b in pairs if agree(a, b)), None)
        a, b = agreeing or pairs[0]
        yield a.id, b.id, agreeing is not None


def rebuild(db: Database, division: str) -> None:
    """Rebuild the comparisons of one division's texts; `division` is its code, or a zone's full name."""
    rows = db.execute(_TEXTS, (division,)).fetchall()
    texts = [_Text(row[0], row[1], row[3], row[4]) for row in rows]
    documents = sorted({text.document_id for text in texts})
    db.conn.executemany("DELETE FROM witnesses WHERE document_id = ?", [(d,) for d in documents])
    # Of superseded texts too: what a text that is no longer shown lacks is not looked for any more.
    db.execute(
        "DELETE FROM restorations WHERE problem_id IN (SELECT i.id FROM documents d"
        " JOIN pages p ON p.document_id = d.id JOIN versions v ON v.page_id = p.id"
        " JOIN problems i ON i.version_id = v.id"
        " WHERE coalesce(d.division_code, d.division_name) = ?)",
        (division,),
    )
    for one, other in combinations(texts, 2):
        if not _same_facts(one, other):
            continue
        left, right = _figures(db, one.version_id), _figures(db, other.version_id)
        db.conn.executemany(
            "INSERT INTO witnesses (document_id, indicator_a_id, indicator_b_id, agrees) VALUES (?, ?, ?, ?)",
            [(one.document_id, a, b, agrees) for a, b, agrees in compare(left, right)],
        )
        _restore(db, one.version_id, other.version_id)
        _restore(db, other.version_id, one.version_id)


def _by_key(figures: Sequence[Figure]) -> dict[tuple[str | None, ...], list[Figure]]:
    found: dict[tuple[str | None, ...], list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.key, []).append(figure)
    return found


def _same_facts(one: _Text, other: _Text) -> bool:
    if one.document_id == other.document_id:
        return True
    shared_review = one.review_year is not None and one.review_year == other.review_year
    return shared_review or (one.plan_year is not None and one.plan_year == other.plan_year)


def _figures(db: Database, version_id: int) -> list[Figure]:
    found = []
    for row_id, indicator, measure, kind, period, scope, part, name, value, base, unit in db.execute(
        _FIGURES, (version_id,)
    ):
        # Figures outside the lexicon are comparable only if they have the same name.
        named = name if indicator == "other" else None
        found.append(
            Figure(row_id, (indicator, named, measure, kind, period, scope, part, unit), value, base)
        )
    return found


def _restore(db: Database, version_id: int, witness_id: int) -> None:
    """Link damaged places of one text to the same passage in another text that has it whole."""
    problems = db.execute(
        'SELECT id, start, "end" FROM problems WHERE version_id = ? AND start IS NOT NULL', (version_id,)
    ).fetchall()
    if not problems:
        return
    text, witness = (
        db.execute("SELECT text FROM versions WHERE id = ?", (v,)).fetchone()[0]
        for v in (version_id, witness_id)
    )
    for found in damage.compare(text, witness):
        for problem_id, start, end in problems:
            if start < found.end and found.start < end:
                db.execute(
                    "INSERT OR IGNORE INTO restorations (problem_id, witness_id, start, \"end\", text)"
                    " VALUES (?, ?, ?, ?, ?)",
                    (problem_id, witness_id, found.witness_start, found.witness_end,
                     witness[found.witness_start : found.witness_end]),
                )  # fmt: skip


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * (1 + 1e-9)


def _half_unit(value: float) -> float:
    """Return half a unit of a value's last decimal place."""
    digits = repr(value)
    places = len(digits.partition(".")[2]) if "." in digits and not digits.endswith(".0") else 0
    return float(0.5 * 10**-places) if places else 0.0


def _base_half_unit(figure: Figure) -> float:
    if figure.base is None or figure.value == 0:
        return 0.0
    return abs(figure.base / figure.value) * _half_unit(figure.value)
