"""Guangxi's shared platform: `t26316784.shtml`, a number without a date."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="guangxi",
    address=re.compile(r"/t\d{6,9}\.shtml"),
    selectors=(".TRS_UEDITOR", ".article-con", ".trs_editor_view"),
)
