"""The CMS of 安康: `/Content-1234567.html`, with a table of 文件名称, 索引号, 成文日期 above the body."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="ankang",
    address=re.compile(r"/Content-\d{4,12}\.html"),
    selectors=("#zoom", ".article-content", ".content_text"),
)
