"""Group ledger rows into series (one division, indicator, measure and unit each; one cell per year) and chart them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from archive.browse.display import charts
from archive.browse.display.places import levels, shown
from archive.browse.display.reading import plain, value_text
from archive.browse.display.units import Unit, unit_for
from archive.browse.rows import Row, rows
from archive.browse.words import Language, Speaker

SIDES = ("target", "estimate", "actual")

_SIDE = """{side}.version_id as {side}_version, {side}.start as {side}_start, {side}."end" as {side}_end,
    {side}.value as {side}_value, {side}.value_max as {side}_max, {side}.unit as {side}_unit,
    case when {base} is null then {side}.value else {side}.value_si end as {side}_base,
    case when {base} is null then {side}.value_max
        else coalesce({side}.value_max_si, {side}.value_max * {side}.value_si / nullif({side}.value, 0)) end
        as {side}_base_max,
    coalesce({base}, {side}.unit) as {side}_base_unit, {side}.bound as {side}_bound,
    {side}.modifier as {side}_modifier"""
# Figures read by a parser before 0.2 have a converted value but no name of its unit.
_BASE = """coalesce({side}.unit_si, case when {side}.value_si is null then null
    when {side}.unit like '%美元' then '美元' when {side}.unit like '%元' then '元'
    when {side}.unit like '%人' then '人' when {side}.unit in ('%', '‰') then '%' end)"""
_CELLS = (
    "select ledger.id, ledger.division_code, ledger.division_name, ledger.indicator, ledger.measure, ledger.year, "
    + ", ".join(_SIDE.format(side=side, base=_BASE.format(side=side)) for side in SIDES)
    + " from ledger_indicators as ledger "
    + " ".join(f"left join indicators as {s} on {s}.id = ledger.{s}_indicator_id" for s in SIDES)
)


def cells(db: sqlite3.Connection, where: str, values: Mapping[str, Any]) -> list[Row]:
    """Return the ledger's rows that meet a condition, each with the figures it refers to."""
    return rows(db, f"{_CELLS} where {where}", values)


def series(found: Sequence[Row]) -> list[Row]:
    """Group rows into series. `value` is in the unit as written; `base` in the series' unit, comparable over years.

    Figures in two currencies make two series; words without a value join the series of the more common unit.
    """
    units: dict[tuple[Any, ...], Counter[str]] = {}
    for row in found:
        counted = units.setdefault(_key(row), Counter())
        counted.update(row[f"{side}_base_unit"] or "" for side in SIDES if row[f"{side}_value"] is not None)
    gathered: dict[tuple[Any, ...], Row] = {}
    for row in found:
        key = _key(row)
        usual = max(units[key], key=lambda unit: units[key][unit], default="")
        for side in SIDES:
            if row[f"{side}_version"] is None:
                continue
            unit = usual if row[f"{side}_value"] is None else row[f"{side}_base_unit"] or ""
            line = gathered.setdefault((*key, unit), _empty(row, unit))
            line["cells"].setdefault(row["year"], {})[side] = cell(row, side)
    return list(gathered.values())


def years_of(shown_series: Sequence[Row]) -> list[int]:
    """Return every year from the last to the first, including years without a figure."""
    years = [year for one in shown_series for year in one["cells"]]
    return list(range(max(years), min(years) - 1, -1)) if years else []


def _key(row: Row) -> tuple[Any, ...]:
    return row["division_code"] or row["division_name"], row["indicator"], row["measure"]


def _empty(row: Row, unit: str) -> Row:
    return {
        "division_code": row["division_code"] or row["division_name"],
        "division_name": row["division_name"],
        "indicator": row["indicator"],
        "measure": row["measure"],
        "unit": unit,
        "cells": {},
    }


def cell(row: Row, side: str) -> Row:
    """Return one side of a ledger row: the figure as written and in its base unit, and a link to its sentence."""
    at = f"{row[f'{side}_start']}-{row[f'{side}_end']}"
    return {
        "value": row[f"{side}_value"],
        "value_max": row[f"{side}_max"],
        "unit": row[f"{side}_unit"],
        "base": row[f"{side}_base"],
        "base_max": row[f"{side}_base_max"],
        "bound": row[f"{side}_bound"],
        "modifier": row[f"{side}_modifier"],
        "address": f"/version/{row[f'{side}_version']}?at={at}#at",
    }


def unit_of(shown_series: Sequence[Row], language: Language) -> Unit:
    """Return the display unit of series that share a base unit."""
    values = [
        figure["base"]
        for one in shown_series
        for sides in one["cells"].values()
        for figure in sides.values()
        if figure["base"] is not None
    ]
    return unit_for(shown_series[0]["unit"] if shown_series else None, values, language)


def chart(
    shown_series: Sequence[Row], years: Sequence[int], label: str, language: Language, t: Speaker
) -> Markup:
    """Draw series of one unit: in one chart if it has enough colours, else as a small chart each on the same scale."""
    unit = unit_of(shown_series, language)
    names = short_names(shown_series, language)
    lines = [
        charts.Line(name, list(_points(one, name if len(names) > 1 else "", unit, t)), number)
        for number, (one, name) in enumerate(zip(shown_series, names, strict=True))
    ]
    if len(lines) > charts.COLOURS:
        return _small(lines, years, unit, t)
    sizes = (("large", 680, 260), ("small", 350, 230))
    frames = [(style, charts.frame(lines, years, unit.name, width, height)) for style, width, height in sizes]
    drawn = [charts.draw(lines, within, label, style) for style, within in frames if within]
    if not drawn:
        return Markup("")
    keys = Markup("").join(
        Markup('<li class="s{}">{}</li>').format(line.colour % charts.COLOURS, line.name) for line in lines
    )
    legend = Markup('<ul class="keys">{}</ul>').format(keys) if len(lines) > 1 else Markup("")
    return Markup("").join([*drawn, legend])


def _small(lines: Sequence[charts.Line], years: Sequence[int], unit: Unit, t: Speaker) -> Markup:
    within = charts.frame(lines, years, unit.name, 260, 150)
    if within is None:
        return Markup("")
    figures = [
        Markup("<figure><figcaption>{}</figcaption>{}</figure>").format(
            line.name,
            charts.draw([charts.Line(line.name, line.points)], within, line.name)
            if line.points
            else Markup('<p class="none">{}</p>').format(t("no_figures")),
        )
        for line in lines
    ]
    return Markup('<div class="multiples">{}</div>').format(Markup("").join(figures))


def _points(one: Row, name: str, unit: Unit, t: Speaker) -> list[charts.Point]:
    points = []
    for year, sides in sorted(one["cells"].items()):
        for side in SIDES:
            figure = sides.get(side)
            if figure is None or figure["base"] is None:
                continue
            words = " ".join(filter(None, (name, str(year), t(side), said(figure, t))))
            high = None if figure["base_max"] is None else figure["base_max"] / unit.factor
            points.append(
                charts.Point(
                    int(year),
                    side,
                    figure["base"] / unit.factor,
                    high,
                    figure["bound"] or "point",
                    figure["address"],
                    words,
                )
            )
    return points


def said(figure: Row, t: Speaker) -> str:
    """Return a figure with its bound: 约7%, 不低于 7%, 5–6%."""
    bound = figure.get("bound")
    words = t(f"bound.{bound}") if bound not in (None, "point", "range") else ""
    return f"{words} {value_text(figure)}".strip()


def in_unit(value: float | None, unit: Unit) -> str:
    """Return a value of the base unit, written in another unit."""
    return "—" if value is None else plain(round(value / unit.factor, 4))


def short_names(shown_series: Sequence[Row], language: Language) -> list[str]:
    """Return the divisions' own names; full names for those that share a name."""
    full = [one["division_name"] or one["division_code"] or "" for one in shown_series]
    own = [levels(name)[-1] if name else "" for name in full]
    twice = {name for name, count in Counter(own).items() if count > 1}
    if language == "en":
        return [shown(whole, "en").partition(",")[0] if name not in twice else shown(whole, "en")
                for whole, name in zip(full, own, strict=True)]  # fmt: skip
    return [whole if name in twice else name for whole, name in zip(full, own, strict=True)]
