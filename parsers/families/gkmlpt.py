"""Guangdong's disclosure directory: the body is JSON in a script, and its container in the markup is empty."""

from parsers.families.family import Family
from parsers.text.patterns import lazy

FAMILY = Family(
    name="gkmlpt",
    address=lazy(r"/gkmlpt/content/"),
    selectors=(".article-content", "#zoomcon", ".xxgk_content"),
    script_key="content",
)
