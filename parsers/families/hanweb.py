"""Hanweb 大汉 jcms and JPaaS: `/art/2025/1/20/art_1234_567890.html`; comments mark the start and end of the body."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="hanweb",
    marks=('name="ContentStart"', "/module/web/jpage/"),
    comments=("<!--ZJEG_RSS.content.begin-->", "<!--<$[信息内容]>begin-->"),
    address=lazy(r"/art/\d{4}/(?:\d{1,2}/\d{1,2}/)?art_[0-9a-f_]{1,50}\.html"),
    selectors=("#zoom", ".art_con", ".article-content", ".main-txt", "td.bt_content"),
)
