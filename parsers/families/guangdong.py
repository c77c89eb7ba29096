"""Guangdong's shared platform: `content/post_N.html`; a banner 文件已失效 on old reports is not text."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="guangdong",
    marks=("news_cont_d_wrap", "tyxxy_main"),
    address=lazy(r"/content/m?post_\d{1,12}\.html"),
    selectors=(
        ".news_cont_d_wrap",
        ".tyxxy_main",
        ".article-content",
        ".xxxq_text_cont",
        ".article",
        ".content",
    ),
)
