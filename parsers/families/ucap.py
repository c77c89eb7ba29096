"""UCAP (开普云): URLs end in a 32-digit hexadecimal name; the body is in a tag of its own, `<ucapcontent>`."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="ucap",
    marks=("<UCAPCONTENT", "<ucapcontent", 'id="UCAP-CONTENT"'),
    address=re.compile(r"/\d{6}/[0-9a-f]{32}\.shtml"),
    selectors=("ucapcontent", "#UCAP-CONTENT", "#zoomcon", "#zoom", ".article-content"),
)
