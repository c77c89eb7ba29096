"""The districts' invented figures, and how they are filled into the texts of their reports.

`figures.tsv` has a row for each site, year and indicator: the year's result (level, growth
in %), and the target of the report with that plan year. The texts name figures in braces:

    {gdp}   level of the review year        {gdp+}  its growth in words, 增长5.2% or 下降3.1%
    {gdp#}  the growth's number only        {gdp*}  target for the plan year, as 6%左右
    {jobs}  a count, with its unit (人 or 万人)
    {~gdp}  as {gdp}, but an estimate (the sentence says 预计)
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

FIELD = re.compile(r"\{(~?)([a-z]+)([+#*]?)\}")
Side = Literal["level", "growth", "target"]
SIDES: dict[str, Side] = {"": "level", "+": "growth", "#": "growth", "*": "target"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a text states: `written` is the number with its sign, unit or modifier, such as 6%左右 or -3.1."""

    indicator: str
    side: Side
    year: int
    written: str
    unit: str
    estimate: bool


@cache
def _table() -> dict[tuple[str, int, str], dict[str, str]]:
    source = resources.files("demo").joinpath("figures.tsv").read_text("utf-8")
    rows = csv.DictReader(source.splitlines(), delimiter="\t")
    return {(row["site"], int(row["year"]), row["indicator"]): row for row in rows}


def _stated(match: re.Match[str], site: str, plan_year: int) -> Stated:
    side = SIDES[match[3]]
    year = plan_year if side == "target" else plan_year - 1
    row = _table()[site, year, match[2]]
    if not row[side]:
        raise ValueError(f"{site}: no {side} of {match[2]} for {year} in figures.tsv")
    unit = row["unit"] if side == "level" else "%"
    return Stated(match[2], side, year, row[side], unit, estimate=match[1] == "~")


def fill(text: str, site: str, plan_year: int) -> str:
    """Return `text` with its figures filled in."""

    def written(match: re.Match[str]) -> str:
        stated = _stated(match, site, plan_year)
        if match[3] == "+":
            return (
                f"下降{stated.written[1:]}%" if stated.written.startswith("-") else f"增长{stated.written}%"
            )
        return stated.written + (stated.unit if stated.indicator == "jobs" and stated.side == "level" else "")

    return FIELD.sub(written, text)


def stated(text: str, site: str, plan_year: int) -> Iterator[Stated]:
    """Return the figures that `text` states, in order."""
    return (_stated(match, site, plan_year) for match in FIELD.finditer(text))
