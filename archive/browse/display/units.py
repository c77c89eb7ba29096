"""Choose the unit of an axis or a column: the base unit of its values, scaled if they are large."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.browse.words import Language

_NAMES: dict[str, dict[Language, str]] = {
    "元": {"zh": "元", "en": "yuan"},
    "美元": {"zh": "美元", "en": "US$"},
    "人": {"zh": "人", "en": "people"},
    "人次": {"zh": "人次", "en": "visits"},
    "m2": {"zh": "平方米", "en": "m²"},
    "m": {"zh": "米", "en": "m"},
    "t": {"zh": "吨", "en": "t"},
    "days": {"zh": "天", "en": "days"},
}
"""Base units (docs/archive.md) as shown to readers; a counter such as 户 is shown unchanged."""

_STEPS: dict[Language, tuple[tuple[float, str], ...]] = {
    "zh": ((1e8, "亿"), (1e4, "万")),
    "en": ((1e9, "bn "), (1e6, "m "), (1e3, "thousand ")),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: the factor that values are divided by, and its name."""

    factor: float
    name: str


def unit_for(base: str | None, values: Iterable[float], language: Language) -> Unit:
    """Return the unit in which values of a base unit have few digits.

    >>> unit_for("元", [1.2e11, 3e10], "zh"), unit_for("元", [1.2e11], "en")
    (Unit(factor=100000000.0, name='亿元'), Unit(factor=1000000000.0, name='bn yuan'))
    >>> unit_for("%", [7.5], "zh"), unit_for("元", [35200.0], "zh")
    (Unit(factor=1.0, name='%'), Unit(factor=1.0, name='元'))
    """
    name = _NAMES.get(base or "", {}).get(language, base or "")
    if base in (None, "", "%", "‰", "days"):
        return Unit(1.0, name)
    largest = max((abs(value) for value in values), default=0.0)
    for step, words in _STEPS[language]:
        # Below a hundred of the smallest scaled unit the base unit reads better: 35,200 yuan a head, not 3.52万元.
        if largest >= step * (1 if step >= 1e6 else 100):
            return Unit(step, words + name)
    return Unit(1.0, name)
