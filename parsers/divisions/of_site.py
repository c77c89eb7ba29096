"""The division that a site states of itself: its code in the footer, or its name where our lists lack the code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from parsers.divisions.table import of_code
from parsers.record import Division, DivisionLevel
from parsers.text.patterns import lazy

_OFFICE: Final = lazy(r"(?:人民)?政府.*|管理委员会.*|管委会.*|门户网站.*|信息网.*|[(（].*")
_OWN_NAME: Final = lazy(r"(?:.*[省市州盟])?(.{1,12}?(?:自治)?[市区县旗])$")


def of_site_file(code: str | None, site_name: str | None) -> Division | None:
    """Return the division of a site file whose code is not in our GB/T 2260 lists (1980-2024).

    A district founded since then has such a code. Its name is the site's name without 人民政府, after the last 市.
    """
    if not code or of_code(code) or not site_name:
        return None
    full_name = _OFFICE.sub("", "".join(site_name.split()))
    own = _OWN_NAME.match(full_name)
    if not own:
        return None
    level: DivisionLevel = "county"
    if code.endswith("00"):
        level = "province" if code.endswith("0000") else "prefecture"
    return Division(code, own[1], full_name, level)


def site_code(texts: Iterable[str]) -> str | None:
    """Return the division's code in a site's 标识码: the first six of ten digits (State Council Office 2014)."""
    for text in texts:
        for match in _SITE_CODE.finditer(text):
            if of_code(match[1][:6]):
                return match[1][:6]
    return None


_SITE_CODE: Final = lazy(r"(?<![0-9])([1-8][0-9]{9})(?![0-9])")
