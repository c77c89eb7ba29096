"""Collection sites that copy reports: a disclaimer, the URL and a comment form are below the text."""

from parsers.families.family import Family

FAMILY = Family(
    name="aggregator",
    marks=("留言与评论（", "留言与评论("),
    selectors=(".content", ".article-content", ".entry-content"),
)
