"""E-papers: each issue is a folder of its day, with pages (`/2021-02/19/node_2.htm`) that list the articles.

A column may list issues, or be the page of one. Its issues, and the pages of each, are parts of the list. Which issues
there are besides those linked, only the paper's calendar knows, which a script draws.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from spiders.config.sitefile import SiteFile
from spiders.lists.base import ListPage
from spiders.lists.links import Link, absolute, base_of
from spiders.lists.rows import rows_of
from spiders.visit.bounds import forbidden

_PAGE: Final = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>[01]\d)[-/]?(?P<day>[0-3]\d)/(?:\w{1,12}/)?"
    r"(?:node|layout|page|bm|l)_?(?P<page>\d{1,4})\.s?html?$",
    re.I,
)


def issue_of(url: str) -> str | None:
    """Return the day of the issue to which a page of an e-paper belongs; None for any other address.

    >>> issue_of("http://a.cn/szb/html/2021-02/19/node_2.htm"), issue_of("http://a.cn/gzbg/202102/t20210219_7.html")
    ('2021-02-19', None)
    """
    match = _PAGE.search(urlsplit(url).path)
    return f"{match['year']}-{match['month']}-{match['day']}" if match else None


def parts(site: SiteFile, page: ListPage, depth: int) -> dict[str, Link]:
    """Return the issues that a list's page links to, or the further pages of the issue whose page it is.

    `depth` is 0 for the page of the list itself, which may link to other issues.
    """
    own = issue_of(page.url)
    linked = [
        (day, link) for link in page.links if (day := issue_of(link.url)) and not forbidden(site, link.url)
    ]
    if own is None and not _are_issues(page):
        return {}
    found: dict[str, Link] = {}
    first: set[str] = set()
    for day, link in linked:
        if day == own:
            if link.url != page.url:
                found.setdefault(link.url, link)
        elif depth == 0 and day not in first:
            first.add(day)  # its page leads to the issue's others
            found[link.url] = link
    return found


def _are_issues(page: ListPage) -> bool:
    """Return whether the rows of a list are issues; on a page without rows, its links: a menu may name one, too."""
    base = base_of(page.tree, page.url)
    rows = [absolute(node.attributes.get("href"), base) for node in rows_of(page.tree, page.url)]
    rows = rows or [link.url for link in page.links]
    return 2 * sum(issue_of(one or "") is not None for one in rows) >= len(rows) > 0


def settle(account: dict[str, Any], read: Sequence[str], page: str, depth: int) -> None:
    """Close or open the account of an issue's page; `read` are the addresses of the parts that it leads to.

    Such a page lists what it has. As the page of a list, it leaves open which further issues there are.
    """
    day = issue_of(page)
    if day is None:
        return
    if account["doubt"] is not None:
        account |= {"state": "complete", "why": None, "doubt": None, "ended": "a page of an e-paper"}
    if depth == 0 and account["state"] == "complete":
        others = {one for address in read if (one := issue_of(address)) and one != day}
        count = f"{len(others)} issues that its page links to" if others else "no other issue is linked"
        why = f"an e-paper: the issue of {day} was read, and {count}; others are opened by its calendar"
        account |= {"state": "incomplete", "why": why}
