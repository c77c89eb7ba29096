"""Anhui's shared platform (龙讯): `/public/123456/1234567890.html`, classes `j-fontContent`, `ls-*`."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="lonsun",
    marks=("j-fontContent", "ls-article"),
    address=lazy(r"/public/\d{3,12}/\d{7,11}\.html"),
    selectors=(".j-fontContent", "#zoom", ".newscontnet", ".wzcon"),
)
