"""How each platform family lists its articles and pages its lists; one value per family, by name."""

from __future__ import annotations

from spiders.families import guangdong, hanweb, others, trs
from spiders.families.family import Family
from spiders.lists.base import Listing, ListPage

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        trs.TRS, trs.GUANGXI, guangdong.GUANGDONG, guangdong.GKMLPT, hanweb.HANWEB, hanweb.JPAAS, *others.ALL,
    )
}  # fmt: skip


def read(name: str, page: ListPage) -> Listing:
    """Read a list page the way its family does.

    A family describes where a site's articles are. Single lists may come from another system, which their pages reveal.
    """
    for family in FAMILIES.values():
        if family.owns is not None and (family.owns.search(page.url) or family.owns.search(page.text)):
            return family.read(page)
    return FAMILIES[name].read(page)
