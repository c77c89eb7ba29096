"""Names of divisions for readers: lookup by characters, pinyin or code; English names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from archive.browse.rows import Row
from archive.browse.words import Language
from parsers.divisions.table import spans

# The suffixes that end the name of a level within a full name (海东省 临澜市 云溪区).
_LEVELS = re.compile(r".{2,}?(?:省|自治区|特别行政区|市|自治州|地区|盟|自治县|自治旗|县|区|旗)")


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Return name → (syllables in pinyin, English name), as made by tools/make_english_names.py."""
    text = resources.files("archive.browse.display").joinpath("english_names.tsv").read_text(encoding="utf-8")
    return {
        name: (syllables, english)
        for name, syllables, english in (line.split("\t") for line in text.splitlines())
    }


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """Return full name → the names of the levels in it, highest first."""
    whole = {span.full_name: span.name for span in spans()}
    parts: dict[str, tuple[str, ...]] = {}
    for full_name in sorted(whole, key=len):
        name = whole[full_name]
        above = full_name.removesuffix(name)
        parts[full_name] = (*parts.get(above, (above,) if above else ()), name)
    return parts


@cache
def levels(full_name: str) -> tuple[str, ...]:
    """Return the names of the levels in a full name, highest first.

    >>> levels("辽宁省大连市沙河口区"), levels("海东省临澜市云溪区")
    (('辽宁省', '大连市', '沙河口区'), ('海东省', '临澜市', '云溪区'))
    """
    known = _parts().get(full_name)
    return known or tuple(_LEVELS.findall(full_name)) or (full_name,)


def english(full_name: str) -> str | None:
    """Return the English name with those of the levels above, None if the division's own name is not in the table.

    >>> english("辽宁省大连市沙河口区"), english("无此地")
    ('Shahekou District, Dalian, Liaoning', None)
    """
    names = _names()
    own, *above = reversed(levels(full_name))
    if own not in names:
        return None
    return ", ".join(names[name][1] for name in (own, *above) if name in names)


def shown(full_name: str, language: Language) -> str:
    """Return the name for a reader; in English it is followed by the division's own name in Chinese."""
    words = english(full_name) if language == "en" else None
    return f"{words} ({levels(full_name)[-1]})" if words else full_name


def best(places: Iterable[Row], typed: str, most: int = 12) -> list[Row]:
    """Return the places (`code`, `full_name`) that match typed characters, pinyin, initials or digits, best first."""
    folded = _folded(typed)
    if not folded:
        return []
    ranked = []
    for place in places:
        rank = _rank(place["code"] or "", place["full_name"] or "", folded)
        if rank is not None:
            ranked.append((rank, len(place["full_name"] or ""), place["code"] or "", place))
    return [place for *_, place in sorted(ranked, key=lambda entry: entry[:3])[:most]]


def is_exact(place: Row, typed: str) -> bool:
    """Return whether the typed text is a place's code, or its whole name in characters, pinyin or English."""
    return _rank(place["code"] or "", place["full_name"] or "", _folded(typed)) == 0


def _folded(typed: str) -> str:
    return re.sub(r"[\s'’,-]", "", typed).lower()


def _rank(code: str, full_name: str, typed: str) -> int | None:
    """Return how well a place matches: 0 is an exact match; None is no match."""
    name = levels(full_name)[-1] if full_name else ""
    if typed in (code, full_name, name):
        return 0
    if typed.isdigit():
        return 1 if code.startswith(typed) else None
    if not typed.isascii():
        return 1 if name.startswith(typed) else 2 if typed in name else 3 if typed in full_name else None
    syllables, words = _names().get(name, ("", ""))
    joined, english_name = syllables.replace(" ", ""), words.replace(" ", "").replace("'", "").lower()
    if typed in (joined, english_name):
        return 0
    if joined.startswith(typed) or english_name.startswith(typed):
        return 1
    initials = "".join(part[0] for part in syllables.split())
    if len(typed) > 1 and initials.startswith(typed):
        return 2
    return 3 if len(typed) > 2 and typed in joined else None
