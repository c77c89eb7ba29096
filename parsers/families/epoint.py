"""Epoint 新点: `/003006/20210219/<uuid>.html`, classes `ewb-*`."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="epoint",
    marks=("ewb-show-con", "EpointWebBuilder"),
    address=lazy(r"/\d{8}/[0-9a-f]{8}-[0-9a-f-]{27}\.html|/InfoDetail/\?InfoID="),
    selectors=(".ewb-show-con", "#mainContent", ".ewb-article-info"),
)
