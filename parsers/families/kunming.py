"""The CMS of 昆明: `/c/2018-01-22/1234567.shtml`, title `li.article-name`, body `.L2`."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="kunming",
    marks=('class="article-name"',),
    address=lazy(r"/c/\d{4}-\d{2}-\d{2}/\d{1,12}\.shtml"),
    selectors=("div.L2",),
)
