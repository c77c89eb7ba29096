"""Articles that a postback opens: the row of a list is posted, and leads to the article's own address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from archive.warc.outcomes import PRESENT
from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.families import generic
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.links import Link, absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.widgets import is_complete
from spiders.visit import candidates
from spiders.visit.articles.articles import Articles, Wanted
from spiders.visit.exchange import Answer
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.time_limit import TooSlowError, time_limit


class PostedArticles(Articles):
    """The articles of one site's visit, also those whose rows are postbacks."""

    def __init__(
        self, site: SiteFile, settings: Settings, previous: PreviousCrawls, fetcher: Fetcher
    ) -> None:
        super().__init__(site, settings, previous, fetcher)
        # Parts and rows of lists, by the addresses of their requests.
        self._posted: dict[str, PageRequest] = {}

    async def article(self, wanted: Wanted) -> Answer | None:
        """Fetch an article and the document files that it links to; the row of one may have to be posted first."""
        request = self._posted.get(wanted.url)
        found = wanted if request is None else await self._behind(wanted, request)
        return await super().article(found) if found is not None else None

    def is_posted(self, url: str) -> bool:
        """Return whether an address is that of a request which a row or a part of a list posts."""
        return url in self._posted

    def known_row(self, link: Link) -> Link:
        """Return a row that is posted as a link to its page, if an earlier night found it: same title, same date."""
        if link.url not in self._posted or not link.date:
            return link
        known = [
            page
            for page in self._previous.pages(self.site.id)
            if (page.title, page.listed) == (link.title, link.date)
        ]
        return replace(link, url=known[0].url) if len(known) == 1 else link

    async def _behind(self, wanted: Wanted, request: PageRequest) -> Wanted | None:
        """Return the article that a row leads to by a redirect or a script; None, with a problem, if it shows none."""
        answer = await self.get(wanted.url, "list", via=wanted.via, post=request, follow=False)
        target = None
        if answer is not None and answer.outcome == "moved" and answer.location:
            target = generic.fragment_free(urljoin(request.url, answer.location))
        elif answer is not None and answer.outcome in PRESENT:
            target = self._opened(request.url, await self.text(answer, "list", request))
        if target is None or answer is None:
            if candidates.names_report(wanted.title):
                self.result.problems.append(f"{wanted.title}: its row is a postback that leads to no address")
            return None
        self._done[wanted.url] = replace(answer, outcome="moved", location=target)
        return replace(wanted, url=target)

    def _opened(self, url: str, text: str) -> str | None:
        """Return the address that the scripts of an answer open at once: `window.open('detail.aspx?id=7')`."""
        page = ListPage(url, text, 1, url)
        try:
            with time_limit():
                opened = Script(page.tree, url).running.effects.opened
        except TooSlowError as error:
            self.result.problems.append(f"{url}: {error}")
            return None
        return next((at for one in opened if is_complete(one) and (at := absolute(one, url))), None)
