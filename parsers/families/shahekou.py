"""The CMS of 大连 districts: `/web/shk/information/detail?id=<hex32>`; the footer begins with `footpage`."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="shahekou",
    address=re.compile(r"/web/\w{1,12}/information/detail\?id=[0-9a-f]{32}"),
    selectors=(".detail_con",),
)
