"""The record of a document, as frozen values, and its JSON form.

The meanings of its fields are in docs/archive.md. Every `start`/`end`
is a half-open offset in Unicode code points into `Record.text`. A value that the document does
not state is None, never a guess.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final, Literal

from parsers.text.patterns import lazy

SCHEMA = 1
READER_FAILED = "reader_failed"
"""The problem of a document on which the parsers failed or exceeded their limits."""

Kind = Literal["work_report", "livelihood_projects", "other"]
SourceKind = Literal["official", "third_party", "unknown"]
Completeness = Literal["whole", "truncated_start", "truncated_end", "excerpt", "empty"]
DivisionLevel = Literal["province", "prefecture", "county", "zone"]
Measure = Literal["level", "growth", "ratio", "count", "share"]
FigureKind = Literal["actual", "estimate", "target"]
Bound = Literal["point", "about", "at_least", "at_most", "range", "qualitative"]
Status = Literal[
    "completed", "exceeded", "in_progress", "partly", "delayed", "adjusted", "cancelled", "unstated"
]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division; `code` is its six-digit GB/T 2260 code, None for a zone without one."""

    code: str | None
    name: str
    full_name: str
    level: DivisionLevel


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text under it up to the next heading of the same or a higher level (1 is highest)."""

    level: int
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: what it measures, whether it is an actual, an estimate or a target, and the clause that states it.

    `of`: the total that a share refers to; `part`: the sector, area or group that the figure covers, if not the
    whole division; `value_si`, `value_max_si`: the values in `unit_si`, so that figures can be compared.
    """

    indicator: str
    name: str
    measure: Measure
    kind: FigureKind
    value: float | None
    value_max: float | None
    unit: str | None
    unit_si: str | None
    value_si: float | None
    value_max_si: float | None
    bound: Bound
    modifier: str | None
    year: int | None
    period: str | None
    scope: str | None
    of: str | None
    part: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a promise: `value` in `unit` (as written) of `what`."""

    value: float
    unit: str
    what: str | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promised livelihood project, with its outcome where the document reports one."""

    ordinal: str | None
    category: str | None
    text: str
    year: int | None
    status: Status
    status_text: str | None
    outcome: str | None
    lead: str | None
    support: str | None
    quantities: tuple[Quantity, ...]
    deadline: str | None
    money: str | None
    money_si: float | None
    money_source: str | None
    place: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Damage or doubt that is reported, not repaired; `start`/`end` are None if it has no place in the text."""

    code: str
    detail: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one document."""

    parser: str
    source: str
    kind: Kind
    why: tuple[str, ...]
    title: str | None
    division: Division | None
    published_date: str | None
    delivered_date: str | None
    meeting: str | None
    speaker: str | None
    speaker_role: str | None
    source_org: str | None
    source_kind: SourceKind
    review_year: int | None
    plan_year: int | None
    completeness: Completeness
    text: str
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    commitments: tuple[Commitment, ...]
    problems: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the record as the public JSON object (docs/archive.md), with its keys in order."""
        return {"schema": SCHEMA, **_plain(self)}


def values_of(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """Return the names of a dataclass's fields, and what takes their values from an instance."""
    known = _VALUES_OF.get(kind)
    if known is None:
        names = tuple(field.name for field in fields(kind))
        known = _VALUES_OF[kind] = (names, attrgetter(*names))
    return known


_VALUES_OF: dict[type, tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {}
_SCALARS = frozenset((str, int, float, bool, type(None)))
# A record has thousands of values; the fields of these are scalars, so that nobody looks at each.
_FLAT = frozenset((Section, Indicator, Quantity, Problem))


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        return [_plain(item) for item in value]
    names, values = values_of(kind)
    if kind in _FLAT:
        return dict(zip(names, values(value), strict=True))
    return {
        name: item if type(item) in _SCALARS else _plain(item)
        for name, item in zip(names, values(value), strict=True)
    }


_FREQUENT: Final = tuple(
    (char, unicodedata.normalize("NFKC", char)) for char in "，：；（）！？％…．～\u3000\xa0"
)


# Where the other characters are that NFKC changes (Ⅲ, ㎡, ①), without the frequent punctuation between them.
_CHANGED: Final = lazy("[\xa0-\u017f\u2000-\u200a\u2011\u2017\u2024-\u2fff\u3036-\u33ff\uf900-\uffff]")


def content_sha256(text: str) -> str:
    """Return the SHA-256 (hex) of NFKC(text) in UTF-8 without white space: texts with equal hashes are one version."""
    # With the characters that NFKC changes replaced, nearly every text is in its form, which it sees quickly.
    for char, form in _FREQUENT:
        text = text.replace(char, form)
    text = _CHANGED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()
