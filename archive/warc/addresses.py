"""Addresses of pages: what of a fragment belongs to them."""

from __future__ import annotations

import re

# The route of an application whose pages its scripts show: `/web/#/list/3`, `#!/detail/7`.
ROUTE = re.compile(r"#!?/[^\s#]")


def page_address(url: str) -> str:
    """Return an address without its fragment, unless that is the route of an application's page.

    >>> page_address("http://a.cn/list.html#top"), page_address("http://a.cn/web/#/list/3")
    ('http://a.cn/list.html', 'http://a.cn/web/#/list/3')
    """
    bare, mark, fragment = url.partition("#")
    return url if mark and ROUTE.match(f"#{fragment}") else bare
