"""How each platform family lists its articles and turns its pages; one value a family, by name."""

from __future__ import annotations

from spiders.families import guangdong, hanweb, others, trs
from spiders.families.base import Family

FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        trs.TRS, trs.GUANGXI, guangdong.GUANGDONG, guangdong.GKMLPT, hanweb.HANWEB, hanweb.JPAAS, *others.ALL,
    )
}  # fmt: skip
