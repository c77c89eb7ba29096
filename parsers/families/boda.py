"""Boda 博达 Visual SiteBuilder: `/info/1234/5678.htm`; links to the previous and next article are below the body."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="boda",
    marks=("vsb_content", "_showDynClick"),
    comments=("<!--Announced by Visual SiteBuilder",),
    address=lazy(r"/info/(?:egovinfo/)?\d{1,6}/(?:xxgk_content/)?[\w-]{1,40}\.htm"),
    selectors=("#vsb_content .v_news_content", ".v_news_content", "#vsb_content", "#vsb_content_2"),
)
