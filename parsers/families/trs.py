"""TRS WCM (拓尔思): `t20200114_3071299.html` in month folders; text from Word has numbers split over nested spans."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="trs",
    marks=("TRS_UEDITOR", "TRS_Editor", "trs_editor_view", "WCM置标"),
    address=lazy(r"/\d{6}/[a-z0-9]{0,8}_?t\d{8}_\d{1,12}\.s?html?"),
    selectors=(
        ".TRS_UEDITOR",
        ".trs_editor_view",
        ".TRS_Editor",
        "#zoom",
        "#Zoom",
        "#mainText",
        "#div_zhengwen",
        ".article-body",
        ".pages_content",
        ".xl-xqnr",
    ),
)
