"""How each platform family lists its articles and turns its pages; one value a family, by name."""

from __future__ import annotations

from spiders.families import guangdong, hanweb, others, trs
from spiders.families.base import Listing, ListPage
from spiders.families.family import Family

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        trs.TRS, trs.GUANGXI, guangdong.GUANGDONG, guangdong.GKMLPT, hanweb.HANWEB, hanweb.JPAAS, *others.ALL,
    )
}  # fmt: skip


def read(name: str, page: ListPage) -> Listing:
    """Return what a list page yields, read as its family does.

    A family says where a site's articles are; single lists of it may come from another system, whose pages name it.
    """
    for family in FAMILIES.values():
        if family.owns is not None and (family.owns.search(page.url) or family.owns.search(page.text)):
            return family.read(page)
    return FAMILIES[name].read(page)
