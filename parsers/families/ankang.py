"""The CMS of 安康: `/Content-1234567.html`, with a table of 文件名称, 索引号, 成文日期 above the body."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="ankang",
    address=lazy(r"/Content-\d{4,12}\.html"),
    selectors=("#zoom", ".article-content", ".content_text"),
)
