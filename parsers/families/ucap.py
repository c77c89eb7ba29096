"""UCAP (开普云): URLs end in a 32-digit hexadecimal name; the body is in a tag of its own, `<ucapcontent>`."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="ucap",
    marks=("<UCAPCONTENT", "<ucapcontent", 'id="UCAP-CONTENT"'),
    address=lazy(r"/\d{6}/[0-9a-f]{32}\.shtml"),
    selectors=("ucapcontent", "#UCAP-CONTENT", "#zoomcon", "#zoom", ".article-content"),
)
