"""Guangxi's shared platform: `t26316784.shtml`, a number without a date."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="guangxi",
    address=lazy(r"/t\d{6,9}\.shtml"),
    selectors=(".TRS_UEDITOR", ".article-con", ".trs_editor_view"),
)
