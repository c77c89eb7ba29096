"""A visit for past years: the site's lists to their end, and of their entries only those that may be of those years."""

from __future__ import annotations

from collections.abc import Set

from spiders.config.settings import Settings
from spiders.config.sitefile import List, SiteFile
from spiders.lists.links import Link
from spiders.past import plan_years
from spiders.visit.articles.articles import Wanted
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

MAX_LIST_PAGES = 2000  # of one list; the largest value that a site file may give


class DeepVisit(Visit):
    """Read the lists until nothing of the wanted plan years can follow, and fetch those years' pages.

    Pages that the archive knows and no list shows are left to the nightly run.
    """

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher, years: Set[int]
    ) -> None:
        super().__init__(site.model_copy(update={"max_pages": MAX_LIST_PAGES}), settings, previous, fetcher)
        self._years = years

    async def wanted(self) -> list[Wanted]:
        """Return what the site file names, and what the lists show of the wanted years or without a year."""
        wanted = {url: Wanted(url) for url in self.site.reports}
        for entry in self.site.lists:
            for link, via in await self.candidates(entry):
                if plan_years.may_concern(link.title, link.date, self._years):
                    wanted.setdefault(link.url, Wanted(link.url, via, link.title, link.date))
        return list(wanted.values())

    async def candidates(self, entry: List) -> list[tuple[Link, str]]:
        """Return the links of a list that may be reports, up to the page that is older than the wanted years."""
        found: dict[str, tuple[Link, str]] = {}
        async for page, listing in self.pages(entry):
            for link in listing.links:
                if link.url not in found and self.may_be_report(link, entry):
                    found[link.url] = (link, page.url)
            if plan_years.all_before((link.date for link in listing.links), self._years):
                break
        return list(found.values())
