"""Collection sites that copy reports: below the text a disclaimer, its address and a comment form."""

from parsers.families.family import Family

FAMILY = Family(
    name="aggregator",
    marks=("留言与评论（", "留言与评论("),
    selectors=(".content", ".article-content", ".entry-content"),
)
