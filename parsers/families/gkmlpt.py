"""Guangdong's disclosure directory: the body is JSON in a script, and its container in the markup is empty."""

import re

from parsers.families.family import Family

FAMILY = Family(
    name="gkmlpt",
    address=re.compile(r"/gkmlpt/content/"),
    selectors=(".article-content", "#zoomcon", ".xxgk_content"),
    script_key="content",
)
