"""Articles that a postback opens: the row of a list is posted, and leads to the article's own address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urljoin

from archive.warc.outcomes import ABSENT, PRESENT
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

    def known_rows(self, shown: Sequence[tuple[Link, str]]) -> list[tuple[Link, str]]:
        """Return the rows of a list; those that are posted lead to their pages, where an earlier night found these.

        It found the page where the row led, or as many pages with the title and the date of a row as there are such
        rows. Where rows of several titles led to one address, that was an error page or a login.
        """
        posted = {link.url: link for link, _ in shown if link.url in self._posted}
        named = Counter((link.title, link.date) for link in posted.values())
        known = {name: self._pages_of(*name, count) for name, count in named.items()}
        led = {url: target for url, link in posted.items() if (target := self._remembered(link))}
        titles: dict[str, set[str]] = {}
        for url, target in led.items():
            titles.setdefault(target, set()).add(posted[url].title)
        at = {url: target for url, target in led.items() if len(titles[target]) == 1}
        for url, link in posted.items():
            pages = known[link.title, link.date]
            if pages and url not in at:
                at[url] = pages.pop()
        return [(replace(link, url=at.get(link.url, link.url)), via) for link, via in shown]

    def _pages_of(self, title: str, date: str | None, count: int) -> list[str]:
        """Return the known pages with the title and date of some rows, if they are as many; several must be there."""
        pages = self._previous.pages(self.site.id) if date else ()
        known = [page for page in pages if (page.title, page.listed) == (title, date)]
        present = count == 1 or all(page.outcome in PRESENT for page in known)
        return [page.url for page in known] if len(known) == count and present else []

    def _remembered(self, link: Link) -> str | None:
        """Return where a row led on an earlier night; None if it must be posted.

        A report whose page is gone or is none is posted again: it may lead to another page now.
        """
        request, before = self._posted[link.url], self._previous.known(link.url)
        if before is None or not request.identity:
            return None
        target = None
        if before.outcome == "moved" and before.redirect_to:
            target = generic.fragment_free(urljoin(request.url, before.redirect_to))
        elif before.outcome in PRESENT and (stored := self._previous.body(link.url)):
            target = self._opened(request.url, candidates.page_text(*stored))
        page = self._previous.known(target) if target else None
        none = page is not None and (page.outcome in ABSENT or page.verdict == "negative")
        return None if none and candidates.names_report(link.title) else target

    async def _behind(self, wanted: Wanted, request: PageRequest) -> Wanted | None:
        """Return the article that a row leads to by a redirect or a script; None, with a problem, if it shows none.

        None, too, for one that an earlier night found to be no report. A row that leads nowhere is posted each night
        only if its title is that of a report.
        """
        before = self._previous.known(wanted.url) if request.identity else None
        if before is not None and before.outcome in PRESENT and not candidates.names_report(wanted.title):
            return None
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
        return None if self._previous.is_negative(target) else replace(wanted, url=target)

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
