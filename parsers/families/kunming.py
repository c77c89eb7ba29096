"""The CMS of 昆明: `/c/2018-01-22/1234567.shtml`, title `li.article-name`, body `.L2`."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="kunming",
    marks=('class="article-name"',),
    address=re.compile(r"/c/\d{4}-\d{2}-\d{2}/\d{1,12}\.shtml"),
    selectors=("div.L2",),
)
