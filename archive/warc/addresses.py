"""Addresses of pages: what of a fragment belongs to them, and nothing of a visitor's session."""

from __future__ import annotations

import re
from typing import Final

# The route of an application whose pages its scripts show: `/web/#/list/3`, `#!/detail/7`.
ROUTE = re.compile(r"#!?/[^\s#]")
_NAME: Final = r"(?:jsessionid|phpsessid)=[^&#]*"
# The number of a visitor's session, another one each night, by which servers of Java and PHP know one without cookies.
_SESSION = re.compile(rf";jsessionid=[^?#/;&]*|&{_NAME}|\?{_NAME}(?=#|$)|(?<=\?){_NAME}&", re.I)


def page_address(url: str) -> str:
    """Return an address without its fragment, unless that is the route of an application's page, and without the number
    of a session.

    >>> page_address("http://a.cn/list.html#top"), page_address("http://a.cn/web/#/list/3")
    ('http://a.cn/list.html', 'http://a.cn/web/#/list/3')
    >>> page_address("http://a.cn/l.do;jsessionid=9F0A?id=7"), page_address("http://a.cn/l.php?PHPSESSID=1&id=7")
    ('http://a.cn/l.do?id=7', 'http://a.cn/l.php?id=7')
    """
    url = _SESSION.sub("", url) if has_session(url) else url
    bare, mark, fragment = url.partition("#")
    return url if mark and ROUTE.match(f"#{fragment}") else bare


def has_session(url: str) -> bool:
    """Return whether an address names the session of a visitor."""
    return "sess" in url.lower() and _SESSION.search(url) is not None
