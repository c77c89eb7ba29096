"""What the parts of a ratio are shares of: 三次产业比 9:58:33, 轻重工业比例 28:72, 粮经饲比例 30:27:43."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from parsers.text.patterns import lazy

_SECTORS = lazy(r"产业(?:增加值|结构|比|构成|产值)|[一二三]产|三[次大]产业")
_NEAR = 120  # characters of the sentences before that can name the sectors
_BEFORE = ("，", "。", "；", "：", ",", "的", "其", "增加值", "总产值", "三者", "三产")
_STRUCTURE = lazy(r"(?:产业)?(?:结构|比例|比重|占比|构成)(?!.*(?:结构|比例|比重|占比|构成))")
_THREE = lazy(r"(?:三次|三大|一二三|一、二、三)?次?产业(?:增加值)?的?(?:结构|比例|比重|占比|构成|比)+")
_TWO = lazy(r"(?:二三|二、三)次?产业(?:增加值)?的?(?:结构|比例|比重|占比|构成|比)+")
_OTHER = lazy(  # what other wholes are made of, each with its parts
    r"(?:(?P<industry>轻、?重工业)|(?P<crops>粮(?:食)?(?:作物)?[、与和]?经(?:济)?(?:作物)?)|(?P<fodder>粮、?经、?饲))"
    r"(?:作物|种植|产值|面积|产业)*(?:之间)?的?(?:结构|比例|比重|占比|构成|比)+"
)
_PARTS = {
    "industry": ("轻工业", "重工业"),
    "crops": ("粮食作物", "经济作物"),
    "fodder": ("粮食作物", "经济作物", "饲料作物"),
}
_CODES = ("primary_share_of_gdp", "secondary_share_of_gdp", "services_share_of_gdp")


class Part(NamedTuple):
    """A part of a whole: its code, or its name where it has none."""

    code: str
    name: str | None


class Whole(NamedTuple):
    """What a ratio divides: where its name stands, its parts in their order, what the shares are of."""

    start: int
    end: int
    parts: tuple[Part, ...]
    of: str | None


def groups(match: re.Match[str]) -> list[int]:
    """Return the groups of a ratio that hold numbers."""
    return [group for group in (1, 2, 3) if match[group]]


def whole_of(text: str, start: int, begin: int, match: re.Match[str]) -> Whole | None:
    """Return what a ratio behind `begin` divides; None where it is a ratio of something else: 师生比 1:12.

    `start` is where its sentence begins.
    """
    lead = text[begin : match.start()]
    three = match[3] is not None
    name = (_THREE if three else _TWO).search(lead)
    hundred = abs(sum(map(Decimal, match.group(*groups(match))), Decimal(-100))) <= 1
    other = _OTHER.search(lead)
    if other is not None and (name is None or name.start() < other.start()):
        parts = _PARTS[next(kind for kind in _PARTS if other[kind])]
        if not hundred or len(parts) != len(groups(match)):
            return None
        named = tuple(Part("other", part) for part in parts)
        return Whole(begin + other.start(), begin + other.end(), named, None)
    if name is None and three and hundred:
        # 三次产业增加值分别完成…，比重由12：55：33演进为9：58：33: parts of 100, of the sectors named before
        known = _SECTORS.search(text, max(0, start - _NEAR), match.start())
        name = _STRUCTURE.search(lead) if known else None
        if name is not None and name.start() and not lead.endswith(_BEFORE, 0, name.start()):
            name = None  # 粮经饲比例, 轻重工业结构: the parts of something else
    if name is None:
        return None
    codes = tuple(Part(code, None) for code in (_CODES if three else _CODES[1:]))
    return Whole(begin + name.start(), begin + name.end(), codes, "地区生产总值")
