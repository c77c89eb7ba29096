"""Fetch articles: the page, the text that its scripts fill in, its further pages, its document files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

from archive.warc.outcomes import PRESENT
from spiders.lists.controls import may_unfold
from spiders.lists.links import Link, is_file
from spiders.rendering.exchange import RenderError
from spiders.visit import candidates
from spiders.visit.appearance import Appearance
from spiders.visit.articles import (
    filled,
    leafed_articles,
    linked_texts,
    played_articles,
    rendered_articles,
    scripted_pagers,
)
from spiders.visit.articles.rendition import CONTENT_TYPE, PROFILE, SUFFIX, is_better, page_of
from spiders.visit.articles.styled_pages import StyledPages
from spiders.visit.bounds import forbidden
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.time_limit import TooSlowError, time_limit

_WHOLE: Final = 3000  # characters; no whole work report of a district seen was shorter (2026-11)
MAX_PLAYED: Final = 60  # articles of one visit whose scripts are run
MAX_RENDERED: Final = 30  # articles of one visit; each takes about five seconds


@dataclass(frozen=True, slots=True)
class Wanted:
    """An article to fetch, and what the list shows about it."""

    url: str
    via: str | None = None
    title: str | None = None
    listed: str | None = None


class Articles(StyledPages):
    """The articles of one site's visit; `shown` are the pages that scripts filled, by the articles' addresses."""

    shown: dict[str, str]
    _appearance: Appearance | None
    _played = _paged = _rendered_articles = 0
    _unrendered = False  # no browser can be used
    _unplayed = False  # a problem says that articles were left as they were sent

    async def article(self, wanted: Wanted) -> Answer | None:
        """Fetch an article and the document files that it links to."""
        answer = await self.get(
            wanted.url, "article", via=wanted.via, title=wanted.title, listed=wanted.listed
        )
        if answer is None or answer.outcome not in PRESENT or is_file(answer.url.partition("?")[0]):
            return answer
        sent = await self.text(answer, "article")
        text = await self._filled(answer, sent, wanted) or sent
        if text is sent and answer.url in self.styled:
            self.shown[answer.url] = sent
            await self._store(answer, wanted, sent.encode("utf-8", "replace"))
        text = await self._with_pager(answer, sent, text, wanted) or text
        for url, part in (
            (answer.url, text),
            *[one async for one in self.parts(answer.url, text, sent, wanted.title)],
        ):
            if self._appearance:
                self._appearance.note(url, part)
            for link in self.offered(url, part):
                await self.get(link.url, "attachment", via=answer.url, title=link.title or None)
        for link in candidates.in_folder(self.site, answer.url, text) if wanted.via != wanted.url else ():
            await self.article(Wanted(link.url, link.url, link.title, link.date))
        return answer

    # -- text that scripts fill in --

    async def _filled(self, answer: Answer, sent: str, wanted: Wanted) -> str | None:
        """Return the page with the text that its scripts fill in, and store it; None where that shows no more."""
        url = answer.url
        try:
            with time_limit():
                chapters = filled.has_chapters(sent)
                text = "" if chapters else filled.lacking(self.site, url, sent)
                offers = text is not None and bool(candidates.attached(self.site, url, sent))
        except TooSlowError as error:
            self.result.problems.append(f"{url}: {error}")
            return None
        made = await self._whole(answer, sent, wanted)
        if made is None and (text is None or offers or self._was_tried(answer, wanted)):
            return None
        if made is None and text is not None and self._within(self._played, MAX_PLAYED):
            self._played += 1
            leafed = False
            if (
                not chapters
                and candidates.names_report(wanted.title)
                and leafed_articles.has_control(url, sent)
            ):
                made, leafed = await leafed_articles.leaves(self, url, sent)
            if leafed and made is None:
                self.result.problems.append(f"{url}: the leaves of its text were not all obtained")
                return None
            if made is None and chapters:
                made = await played_articles.chapters(self, url, sent)
            elif made is None:
                made = await played_articles.play(self, url, sent, text)
        if made is None and chapters and not self._unplayed:
            self.result.problems.append(f"{url}: the further parts of its text were not obtained")
        elif made is None and text is not None and candidates.names_report(wanted.title):
            made = await self._rendered(url, sent, text)
            if (
                made is None
                and may_unfold(sent)
                and "工作报告" in (wanted.title or "")
                and len(text) < _WHOLE
            ):
                self.result.problems.append(f"{url}: the control for the rest of its text brought nothing")
        if made is not None:
            self.shown[url] = made
            await self._store(answer, wanted, made.encode("utf-8", "replace"))
        return made

    async def _with_pager(self, answer: Answer, sent: str, text: str, wanted: Wanted) -> str | None:
        """Return the page with the pager that its scripts write, and store it; None where there is no such pager."""
        url = answer.url
        report = candidates.names_report(wanted.title)
        if text != sent or self._was_tried(answer, wanted):
            return None
        try:
            with time_limit():
                paged = scripted_pagers.has_controls(sent)
                called = not paged and scripted_pagers.may_count_pages(sent)
                called = called and (report or scripted_pagers.has_place(sent))
                counted = scripted_pagers.counts_pages(sent)
        except TooSlowError as error:
            self.result.problems.append(f"{url}: {error}")
            return None
        if not (paged or called) or self._further_pages(url, sent):
            return None
        if not self._within(self._paged, MAX_PLAYED):
            return None
        self._paged += 1
        made = await scripted_pagers.with_pager(self, url, sent)
        if made is None and paged and not counted and report:
            self.result.problems.append(f"{url}: its further pages, which its controls open, were not found")
        if made is not None:
            self.shown[url] = made
            await self._store(answer, wanted, made.encode("utf-8", "replace"))
        return made

    def _within(self, done: int, most: int) -> bool:
        """Return whether a further article may be played or rendered; the first that may not is a problem."""
        if done >= most and not self._unplayed:
            self._unplayed = True
            self.result.problems.append(
                f"over {most} articles whose text a script may fill: the rest as sent"
            )
        return done < most

    def _was_tried(self, answer: Answer, wanted: Wanted) -> bool:
        """Return whether an article without a report's title is as it was when its scripts brought no more."""
        return self._is_unchanged(answer) and not candidates.names_report(wanted.title)

    def _is_unchanged(self, answer: Answer) -> bool:
        """Return whether an article is as it was on an earlier night, when nothing was stored beside it."""
        same = answer.outcome in ("not_modified", "unchanged")
        return same and self._previous.body(answer.url + SUFFIX) is None

    async def _whole(self, answer: Answer, sent: str, wanted: Wanted) -> str | None:
        """Return the page with all of an article's text, where it has links to it: chapters, a print version."""
        url = answer.url
        try:
            with time_limit():
                short = not filled.has_sentences(sent)
                address = filled.whole_address(url, sent)
                named = candidates.names_report(wanted.title)
                chapters = linked_texts.chapters(url, sent) if short and named and not address else []
                printed = linked_texts.print_version(url, sent) if short and named and not address else None
        except TooSlowError as error:
            self.result.problems.append(f"{url}: {error}")
            return None
        if (chapters or printed) and (stored := self._stored(answer)) is not None:
            return stored
        if chapters:
            return await self._of_chapters(url, sent, [at for at, _ in chapters])
        report = "工作报告" in (wanted.title or "")
        if printed and not report and self._is_unchanged(answer):
            printed = None
        shown = await self._linked(address or printed, url)
        if shown is not None and printed and not self._is_same(url, sent, shown):
            return None
        if shown is None:
            if printed and report:
                self.result.problems.append(f"{url}: its whole text was not obtained: {printed}")
            return None
        made = page_of(sent, [shown])
        return made if is_better(url, made, sent, "") else None

    def _stored(self, answer: Answer) -> str | None:
        """Return the filled page that the archive has beside an article that is as it was; None without one."""
        same = answer.outcome in ("not_modified", "unchanged")
        known = self._previous.body(answer.url + SUFFIX) if same else None
        return known[0].decode("utf-8", "replace") if known else None

    def _is_same(self, url: str, sent: str, shown: str) -> bool:
        """Return whether a linked page may be the article's own text; a page that takes too long to read is not."""
        try:
            with time_limit():
                return linked_texts.is_same_article(sent, shown)
        except TooSlowError as error:
            self.result.problems.append(f"{url}: {error}")
            return False

    async def _of_chapters(self, url: str, sent: str, addresses: list[str]) -> str | None:
        """Return an article's page with the text of its chapters in the place of its table of contents."""
        texts = []
        for address in addresses:
            shown = await self._linked(address, url)
            if shown is not None:
                texts.append((address, shown))
        made = None
        if len(texts) == len(addresses):
            try:
                with time_limit():
                    made = linked_texts.joined(self.site, url, sent, texts)
            except TooSlowError as error:
                self.result.problems.append(f"{url}: {error}")
        if made is None:
            self.result.problems.append(f"{url}: the chapters of its text were not obtained")
        return made

    async def _linked(self, address: str | None, url: str) -> str | None:
        """Return a page that an article links to; None if there is none."""
        answer = await self.get(address, "list", via=url) if address else None
        return await self.text(answer, "list") if answer and answer.outcome in PRESENT else None

    async def _rendered(self, url: str, sent: str, text: str) -> str | None:
        if self._unrendered or not self._within(self._rendered_articles, MAX_RENDERED):
            return None
        self._rendered_articles += 1
        try:
            made = await rendered_articles.rendered(self, url, sent, self._settings, self._fetcher)
        except RenderError as error:
            self._unrendered = not rendered_articles.is_installed()
            if not self._unrendered:
                self.result.problems.append(f"{url}: it could not be rendered: {error}")
            return None
        return made if is_better(url, made, sent, text) else None

    async def _store(self, answer: Answer, wanted: Wanted, data: bytes) -> None:
        """Store a filled page beside its article, unless the archive has both as they are."""
        address = answer.url + SUFFIX
        known = self._previous.body(address) if answer.outcome in ("not_modified", "unchanged") else None
        if self._fetcher.kept(address) is None and (known is None or known[0] != data):
            purpose = Purpose(
                self.site.id, "attachment", self.site.homepage, via=answer.url, title=wanted.title
            )
            await self._fetcher.keep(address, purpose, data, CONTENT_TYPE, PROFILE)

    # -- further pages and files --

    async def parts(
        self, url: str, text: str, sent: str, title: str | None
    ) -> AsyncIterator[tuple[str, str]]:
        """Fetch the further pages of an article in order; yield the address and the text of each.

        `sent`: the page as the server sent it, whose scripts may have had the pager.

        They are captures of the article's page, like its files: role `attachment`, linked from the first page.
        """
        requested = {url}
        waiting = self._further_pages(url, text) or (self._further_pages(url, sent) if sent != text else [])
        if not waiting and candidates.names_report(title) and self._counts_pages(sent):
            self.result.problems.append(f"{url}: its further pages, which a script counts, were not found")
        while waiting and len(requested) <= candidates.MAX_PARTS:
            address = waiting.pop(0)
            if address in requested or forbidden(self.site, address):
                continue
            requested.add(address)
            answer = await self.get(address, "attachment", via=url)
            if answer is None or answer.outcome not in PRESENT or is_file(answer.url):
                continue
            part = await self.text(answer, "attachment")
            yield answer.url, part
            waiting += self._further_pages(answer.url, part)

    def _counts_pages(self, sent: str) -> bool:
        try:
            with time_limit():
                return scripted_pagers.counts_pages(sent)
        except TooSlowError:  # `_with_pager` reports it
            return False

    def _further_pages(self, url: str, text: str) -> list[str]:
        try:
            with time_limit():
                return candidates.further_pages(url, text)
        except TooSlowError as error:
            self.result.problems.append(f"further pages of {url}: {error}")
            return []

    def offered(self, url: str, text: str) -> list[Link]:
        """Return the document files that an article links to, within the site's hosts."""
        try:
            with time_limit():
                links = candidates.offered(url, text)
        except TooSlowError as error:
            self.result.problems.append(f"attachments of {url}: {error}")
            return []
        for link in links:
            if why := forbidden(self.site, link.url):
                self.result.problems.append(f"attachment of {url}: {why}")
        return candidates.within(self.site, links)
