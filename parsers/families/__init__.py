"""Platform families: how a page shows which system made it, and where that system puts the body.

Each module describes one family (docs and evidence: cms-families of the project's reference). The
listing half of a family is in `spiders.families`.
"""

from __future__ import annotations

from parsers.families import (
    aggregator,
    ankang,
    boda,
    epoint,
    gkmlpt,
    guangdong,
    guangxi,
    hanweb,
    kunming,
    lonsun,
    shahekou,
    trs,
    ucap,
)
from parsers.families.family import Family

__all__ = ["FAMILIES", "Family", "recognise"]

# Tried in this order: unmistakable marks before address shapes that others share.
FAMILIES: dict[str, Family] = {
    module.FAMILY.name: module.FAMILY
    for module in (
        ucap,
        hanweb,
        boda,
        gkmlpt,
        epoint,
        shahekou,
        kunming,
        ankang,
        guangdong,
        lonsun,
        trs,
        guangxi,
        aggregator,
    )
}


def recognise(html: str, url: str | None) -> Family | None:
    """The family of a page by marks in its source, else by the shape of its address; None: none known."""
    for family in FAMILIES.values():
        if any(mark in html for mark in family.marks):
            return family
    if url:
        for family in FAMILIES.values():
            if family.address is not None and family.address.search(url):
                return family
    return None
