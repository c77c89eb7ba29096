"""Earlier sites of the same government that its pages name: 旧版网站, 回到老站, 2016年以前的网站."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urljoin, urlsplit

from spiders.config.sitefile import SiteFile
from spiders.lists.links import Link
from spiders.lists.titles import fold

_FORMER = re.compile(
    r"(旧|(?<![适敬养])老|原来?|历史|归档|存档|前)(的|一)?(版|站|网站|门户|官网|网页)|改版(以|之)?前|(网站|站点|旧网)(归档|存档)"
    r"|[12]\d{3}年?(以|之)?前.{0,4}(网站|站点|版)|历史(版本|站点)"
)
_LONGEST: Final = 16  # characters of a name


def of(links: Iterable[Link], url: str) -> list[Link]:
    """Return the links of a page that lead to an earlier site, which was kept for what it had published."""
    found = []
    for link in links:
        name = fold(link.text or link.title)
        own, other = urlsplit(url), urlsplit(link.url)
        elsewhere = other.path not in ("", "/") or other.netloc != own.netloc
        if len(name) <= _LONGEST and _FORMER.search(name) and elsewhere and link.date is None:
            found.append(link)
    return found


def unknown(site: SiteFile, found: Mapping[str, str]) -> dict[str, str]:
    """Return those earlier sites, names by address, of which a site file says nothing: no list or report is there, and
    no line of evidence names it."""
    named = [*(one.url for one in site.lists), *site.reports]
    return {
        url: name
        for url, name in found.items()
        if not any(_is_within(one, url) for one in named) and not any(url in line for line in site.evidence)
    }


def described(url: str, name: str) -> str:
    """Return what to know of an earlier site that nobody has looked at."""
    return f"an earlier site is named, {name} ({url}): look whether it has reports that the lists lack"


def _is_within(url: str, site: str) -> bool:
    """Return whether an address belongs to an earlier site: on its host, or in its folder."""
    own = urlsplit(site)
    if urlsplit(url).netloc != own.netloc:
        return False
    folder = urljoin(site, ".") if "." in own.path.rpartition("/")[2] else f"{site.rstrip('/')}/"
    return own.path in ("", "/") or url.startswith(folder)
