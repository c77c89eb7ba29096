"""The CMS of 大连 districts: `/web/shk/information/detail?id=<hex32>`; the footer begins with `footpage`."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="shahekou",
    address=lazy(r"/web/\w{1,12}/information/detail\?id=[0-9a-f]{32}"),
    selectors=(".detail_con",),
)
