"""The survey of a live site: its family, its report columns, and what they would contribute.

One visit with a small budget: home page, robots.txt, the pages that lead to a column, the lists, and a few of their
articles.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError

from archive.warc.captures import Role
from archive.warc.outcomes import PRESENT
from spiders.config.sitefile import List, SiteFile
from spiders.lists.base import ListPage
from spiders.lists.embedded import page_links
from spiders.lists.links import Link, is_file
from spiders.lists.pagers.functions import script_files
from spiders.lists.titles import names_column
from spiders.scrapy_side.context import CrawlContext
from spiders.survey.column_search import Search
from spiders.survey.columns import Column, former
from spiders.survey.detect_family import Seen, detect
from spiders.survey.found import Found
from spiders.survey.home_page import forwarded, site_name, title_of
from spiders.survey.sampling import SAMPLE, Sampling, replace_family
from spiders.visit import candidates
from spiders.visit.articles.articles import Wanted
from spiders.visit.bounds import forbidden, related
from spiders.visit.lists import former_sites, menu_columns, played_lists
from spiders.visit.lists.rendered_lists import needs_browser
from spiders.visit.requests import Fetcher, LeftAloneError
from spiders.visit.time_limit import TooSlowError, time_limit
from spiders.visit.visit import Visit

MAX_REQUESTS = 400  # of one survey
FEW_LINKS = 10  # of a home page whose navigation is elsewhere
_EMPTY_MENU = re.compile(
    r"<(ul|div|nav|dl)\b(?=[^<>]{0,300}(?:menu|nav|daohang|lanmu))[^<>]{0,400}>\s{0,99}</\1>", re.I
)
MAX_SCRIPTS = 4  # files that are requested for it
MAX_RENDERED = 6  # columns that are rendered while searching; each takes about ten seconds


class Probe(Sampling):
    """Survey the site of a site file or of a draft of one; `found` is the result so far.

    `permit` is called with the file whenever a host was added to it.
    """

    def __init__(
        self,
        draft: SiteFile,
        typed: str,
        context: CrawlContext,
        fetcher: Fetcher,
        permit: Callable[[SiteFile], None] = lambda _: None,
    ) -> None:
        most = min(draft.max_requests or MAX_REQUESTS, context.settings.crawl.max_requests)
        bounded = draft.model_copy(update={"max_requests": most})
        super().__init__(draft, Visit(bounded, context.settings, context.previous, fetcher))
        self._typed = typed
        self._permit = permit
        self._seen: dict[str, Seen] = {}
        self._renderings = MAX_RENDERED
        self._unread: dict[str, str] = {}

    async def run(self) -> Found:
        """Search for the site's columns; never raise because of what the site does."""
        with contextlib.suppress(LeftAloneError):
            await self._find_columns()
        return self.close()

    async def check(self) -> Found:
        """Survey a site as its file describes it; if the file has no list, search for one."""
        site = self._draft
        with contextlib.suppress(LeftAloneError):
            await self._page(site.homepage)
            await self.sample(site.lists)
            for url in site.reports:
                await self.read(Wanted(url))
            await self.recognise(site)
            self._note_former(site)
            if not site.lists:
                await self._find_columns(known=site.reports)
        return self.close()

    def _note_former(self, site: SiteFile) -> None:
        """Report the earlier sites that the home page or the lists name, and of which the file says nothing."""
        named = dict(self._visit.former)
        if home := self._seen.get(site.homepage):
            named |= {one.url: one.name for one in former(home.html, home.url)}
        for url, name in former_sites.unknown(site, named).items() if site.lists else ():
            self.found.problems.append(former_sites.described(url, name))

    def close(self) -> Found:
        """Return the result, with what the visit recorded."""
        result = self._visit.result
        self.found.left, self.found.out_of_budget = self._visit.left, self._visit.out_of_budget
        self.found.problems += result.problems
        self.found.requests = result.requests
        return self.found

    async def recognise(self, site: SiteFile) -> None:
        """Detect the family that a known site shows now, from its lists and the first article of each."""
        addresses = [entry.url for entry in site.lists]
        addresses += [links[0] for links in self.found.candidates.values() if links]
        pages = [await self._page(url) for url in [*addresses, *site.reports] if not is_file(url)]
        reports = [url for links in self.found.candidates.values() for url in links]
        self.found.family = detect([page for page in pages if page], reports)

    async def _find_columns(self, known: Sequence[str] = ()) -> None:
        home = await self._page(self._draft.homepage)
        typed = home if self._typed == self._draft.homepage else await self._page(self._typed)
        start = [page for page in (typed, home) if page]
        if not start:
            if self.found.moved is None:
                self.found.problems.append(f"{self._draft.homepage} could not be obtained")
            return
        itself = None
        if typed and self._typed != self._draft.homepage:
            itself = Column(typed.url, "reports", title_of(typed) or typed.url, "the address that was typed")
        ahead = [await self._page(url) for url in forwarded(start[0]) if not forbidden(self._draft, url)]
        start = [page for page in (*ahead, *start) if page]
        start = [await self._with_script_files(page) for page in start]
        self.found.name = site_name(start)
        search = Search(self, self._draft.homepage)
        try:
            await search.run(start, itself, known)
        finally:
            search.choose()
            self._take(search)
        # The lists and an article show which system makes the reports; the home page may come from another.
        reports = [url for _, urls in search.chosen for url in urls]
        article = await self._page(reports[0], "article") if reports and not is_file(reports[0]) else None
        matter = [self._seen[column.url] for column in self.found.lists if column.url in self._seen]
        self.found.family = detect([*matter, *([article] if article else [])] or start, reports)
        self._visit.result.problems.clear()  # of columns that were tried; those of the chosen ones are found again
        self.found.unread = search.unread() if self.found.lists else self._unread
        self.found.problems += [f"{url}: {why}" for url, why in self.found.unread.items()]
        if self.found.lists or self.found.single:
            self._draft = self._draft.model_copy(update={"render": "lists"})
            await self.sample([List(url=column.url, kind=column.kind) for column in self.found.lists])
            for url in self.found.single[:SAMPLE]:
                await self.read(Wanted(url))

    async def _with_script_files(self, page: Seen) -> Seen:
        """Return a home page with few links, or none to a column, together with the script files that may write its
        navigation; if they name no column either, as the scripts of an application show it."""
        links = page_links(page.html, page.url)
        named = any(names_column(link.text or link.title) for link in links)
        menu = _EMPTY_MENU.search(page.html) is not None
        if len(links) >= FEW_LINKS and (named or not menu):
            return page
        html = page.html
        for address in script_files(ListPage(page.url, page.html, 1, page.url))[:MAX_SCRIPTS]:
            answer = (
                None
                if forbidden(self._draft, address)
                else await self._visit.get(address, "list", via=page.url)
            )
            if answer is not None and answer.outcome in PRESENT:
                code = (await self._visit.text(answer, "list")).replace("</script", "<\\/script")
                html += f"<script>{code}</script>"
        whole = Seen(page.url, html)
        if not self._is_readable(whole):
            return page
        if any(names_column(link.text or link.title) for link in page_links(whole.html, whole.url)):
            return whole
        try:
            played = await played_lists.shown(self._visit, ListPage(page.url, page.html, 1, page.url))
        except TooSlowError as error:
            self.found.problems.append(f"{page.url}: {error}")
            return whole
        app = Seen(page.url, played.text) if played is not None else whole
        more = self._is_readable(app) and len(page_links(app.html, app.url)) > len(page_links(html, page.url))
        return app if more else whole

    def _take(self, search: Search) -> None:
        """Accept the chosen columns if one of them lists a document, or would in a browser."""
        if any(urls or needs_browser(self.unread(column.url)) for column, urls in search.chosen):
            self.found.lists = [column for column, _ in search.chosen]
        self.found.single, self.found.former = search.single, search.searched
        used = {urlsplit(url).netloc for url in (*(c.url for c in self.found.lists), *self.found.single)}
        used |= {urlsplit(url).netloc for _, urls in search.chosen for url in urls}
        self.found.hosts = {host: why for host, why in self.found.hosts.items() if host in used}

    # -- used by the search --

    async def page(self, url: str) -> Seen | None:
        """Return a page, or None if there is none."""
        return self._seen.get(url) or await self._page(url)

    async def menu(self, page: Seen) -> list[Column]:
        """Return the columns that a page's menu opens by requests, without links."""
        opened = await menu_columns.opened(self._visit, ListPage(page.url, page.html, 1, page.url))
        found = f"the menu of {page.url}"
        return [Column(url, kind, name, found) for name, url in opened if (kind := names_column(name))]

    async def walk(
        self, page: Seen, entry: List, pages: int, render: bool
    ) -> tuple[list[Link], list[Link], list[Link]]:
        """Read a list as its page's family; return all links, those of reports, and those with uninformative titles.

        With `render`, a list that our readers can't read to its end is rendered, as far as the survey's budget goes.
        """
        site = replace_family(self._draft, detect([page]).family, max_pages=pages)
        render = render and self._renderings > 0
        self._visit.site = site.model_copy(update={"render": "lists" if render else None})
        at = len(self._visit.result.lists)
        links = [link async for link, _ in self._visit.links(entry)]
        for account in self._visit.result.lists[at:]:
            if (render and account["state"] in ("incomplete", "unread")) or account["rendered"]:
                self._renderings -= 1
        for link in links:
            if candidates.is_out_of_reach(self._visit.site, link):
                self.permit(link.url, f"{entry.url} lists reports there")
        wanted = {link.url: link for link in links if self._visit.may_be_report(link, entry)}
        for account in self._visit.result.lists[at:]:
            if account["state"] == "unread" or (account["state"] == "incomplete" and not wanted):
                self._unread[account["url"]] = account["why"]
        unclear = {link.url: link for link in links if candidates.is_vague(self._visit.site, link, entry)}
        return links, list(wanted.values()), [unclear[url] for url in unclear if url not in wanted]

    def unread(self, url: str) -> str | None:
        """Return why the rows of a list could not be read; None if they were."""
        return self._unread.get(url)

    def permit(self, url: str, why: str) -> bool:
        """Permit a host that belongs to the site; return whether `url` may be requested now."""
        place = urlsplit(url).netloc
        if not self._draft.allows(url) and related(self._draft.homepage, url):
            hosts = (*self._draft.hosts, place)
            try:
                self._draft = SiteFile.model_validate({**self._draft.model_dump(), "hosts": hosts})
            except ValidationError:  # not a host name
                return False
            self._visit.site = replace_family(self._visit.site, self._visit.site.family)
            self._visit.site = self._visit.site.model_copy(update={"hosts": hosts})
            self._permit(self._draft)
            self.found.hosts[place] = why
        return forbidden(self._draft, url) is None

    # -- pages --

    async def _page(self, url: str, role: Role = "list") -> Seen | None:
        if self._visit.is_posted(url):
            return None
        home = url == self._draft.homepage
        answer = await self._visit.get(url, "home" if home else role)
        if home and answer is not None:
            self.found.home_outcome, self.found.home_detail = answer.outcome, answer.detail
            if answer.outcome == "moved" and answer.location:
                self.found.moved = urljoin(answer.url, answer.location)
        if answer is None or answer.outcome not in PRESENT:
            return None
        seen = Seen(answer.url, await self._visit.text(answer, role))
        if role != "article" and not self._is_readable(seen):
            return None
        self._seen[url] = seen
        return seen

    def _is_readable(self, page: Seen) -> bool:
        """Return whether the links of a page, which are remembered, are found in reasonable time."""
        try:
            with time_limit():
                page_links(page.html, page.url)
        except TooSlowError as error:
            self.found.problems.append(f"{page.url}: {error}")
            return False
        return True
