"""The indicator codes: one row of codes.tsv each, and the sets that other modules derive from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from parsers.record import Measure

Kind = Literal["stock", "flow", "ratio", "level"]
_FILE = "codes.tsv"
_COLUMNS = ("code", "zh", "en", "theme", "measures", "units", "kind", "better", "part", "sums")
_CHOICES: dict[str, frozenset[str]] = {
    "measures": frozenset({"level", "growth", "ratio", "count", "share"}),
    "kind": frozenset({"stock", "flow", "ratio", "level"}),
    "better": frozenset({"+", "-", "0"}),
    "part": frozenset({"division", "sector", "area"}),
    "sums": frozenset({"always", "said", "inflow", "-"}),
}


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for, and which numbers can be its values."""

    code: str
    zh: str
    en: str
    theme: str
    measures: frozenset[Measure]
    units: frozenset[str]
    kind: Kind
    better: str
    part: str
    sums: str


def parse(text: str) -> dict[str, Code]:
    """Return the rows of a table of codes; ValueError names the line of a row that is malformed."""
    codes: dict[str, Code] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith(("#", "code\t")):
            continue
        row = dict(zip(_COLUMNS, line.split("\t"), strict=False))
        where = f"{_FILE} line {number}"
        if len(row) != len(_COLUMNS) or line.count("\t") != len(_COLUMNS) - 1:
            raise ValueError(f"{where}: {line.count(chr(9)) + 1} columns, not {len(_COLUMNS)}")
        for column, allowed in _CHOICES.items():
            unknown = sorted(set(row[column].split()) - allowed)
            if unknown:
                raise ValueError(
                    f"{where}: {column}: {unknown[0]} is not one of {', '.join(sorted(allowed))}"
                )
        if row["code"] in codes:
            raise ValueError(f"{where}: {row['code']} has two rows")
        codes[row["code"]] = Code(
            row["code"], row["zh"], row["en"], row["theme"],
            cast("frozenset[Measure]", frozenset(row["measures"].split())), frozenset(row["units"].split()),
            cast(Kind, row["kind"]), row["better"], row["part"], row["sums"],
        )  # fmt: skip
    return codes


@cache
def codes() -> dict[str, Code]:
    """Return every code with its row."""
    return parse(files("parsers.indicators").joinpath(_FILE).read_text("utf-8"))


def check(named: str, where: str) -> tuple[str, ...]:
    """Return the codes that a line of a lexicon names; ValueError with the line where one has no row."""
    for code in named.split():
        if code not in ("other", "-") and code not in codes():
            raise ValueError(f"{where}: {code} has no row in {_FILE}")
    return tuple(named.split())


def _with(**wanted: str) -> frozenset[str]:
    return frozenset(
        c for c, row in codes().items() if all(getattr(row, name) == value for name, value in wanted.items())
    )


RATIOS = frozenset(c for c, row in codes().items() if row.measures in ({"ratio"}, {"ratio", "share"}))
INCOMES = frozenset(c for c in codes() if c.startswith("disposable_income_"))
ALWAYS_SUMS = _with(sums="always")
INFLOWS = _with(sums="inflow")
FLOWS = _with(sums="said") | INFLOWS
