"""The table of codes, and the units that values are compared in."""

from decimal import Decimal

import pytest

from parsers.indicators.names.codes import check, codes, parse
from parsers.indicators.names.units import _SI, COUNTERS, CURRENCIES, in_si, plain
from parsers.indicators.names.values import measure_of

ROW = "gdp\t地区生产总值\tGDP\taccounts\tlevel growth\t亿元 %\tflow\t+\tdivision\t-"


def test_every_code_of_the_contract_has_a_row() -> None:
    assert len(codes()) >= 168
    assert codes()["energy_intensity"].better == "-"
    assert codes()["new_jobs"].measures == {"count"}


def test_every_unit_of_a_code_is_a_known_unit() -> None:
    """A value in a unit that the reader does not know would be dropped without an error."""
    known = set(COUNTERS) | set(CURRENCIES) | set(_SI)
    unknown = {(row.code, unit) for row in codes().values() for unit in row.units if plain(unit) not in known}
    assert unknown == set()


def test_a_lexicon_code_without_a_row_is_an_error_that_names_the_line() -> None:
    with pytest.raises(ValueError, match=r"lexicon.tsv line 7: gross_happiness has no row in codes.tsv"):
        check("other gross_happiness", "lexicon.tsv line 7")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROW.rpartition("\t")[0], r"line 1: 9 columns, not 10"),
        (ROW.replace("flow", "river"), r"line 1: kind: river is not one of flow, level, ratio, stock"),
        (f"{ROW}\n{ROW}", r"line 2|gdp has two rows"),
    ],
)
def test_a_malformed_row_is_an_error_that_names_the_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text)


@pytest.mark.parametrize(
    ("value", "scale", "unit", "expected"),
    [
        ("1.2", 10**4, "万户", ("户", 12000.0)),
        ("3", 10**4, "万亩", ("m2", 20_000_000.0)),
        ("13.1", 1, "平方公里", ("m2", 13_100_000.0)),
        ("172.5", 1, "公里", ("m", 172_500.0)),
        ("10", 10**8, "亿斤", ("t", 500_000.0)),
        ("1.8", 10**8, "亿美元", ("美元", 180_000_000.0)),
        ("7", 10**8, "亿元", ("元", 700_000_000.0)),
        ("5", 10**4, "万人次", ("人次", 50_000.0)),
        ("137", 1, "兆瓦", ("kW", 137_000.0)),
        ("30", 1, "万千瓦", ("kW", 30.0)),
        ("320", 1, "天", ("days", 320.0)),
        ("12", 1, "", (None, None)),
    ],
)
def test_values_in_units_that_can_be_compared(
    value: str, scale: int, unit: str, expected: tuple[str | None, float | None]
) -> None:
    assert in_si(Decimal(value), Decimal(scale), unit) == expected


@pytest.mark.parametrize(
    ("code", "unit", "change", "measure"),
    [
        ("gdp", "亿元", False, "level"),
        ("gdp", "元", False, None),
        ("gdp", "%", False, None),
        ("gdp", "%", True, "growth"),
        ("disposable_income_urban", "元", False, "level"),
        ("disposable_income_urban", "亿元", False, None),
        ("forest_cover", "%", False, "ratio"),
        ("forest_cover", "%", True, None),
        ("cpi", "%", False, "growth"),
        ("new_jobs", "万人", False, "count"),
        ("new_jobs", "户", False, None),
        ("land_granted", "公顷", False, "level"),
        ("land_granted", "宗", False, "count"),
    ],
)
def test_which_numbers_can_be_values_of_a_code(
    code: str, unit: str, change: bool, measure: str | None
) -> None:
    assert measure_of(code, unit, change=change) == measure
