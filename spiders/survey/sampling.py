"""Samples of a surveyed site: its lists read to their ends, and a few articles of each read as the archive would."""

from __future__ import annotations

from collections.abc import Sequence

from archive.warc.outcomes import PRESENT
from parsers.hints import Attached, Hints
from parsers.read import read
from spiders.config.sitefile import List, SiteFile
from spiders.lists.links import Link
from spiders.lists.titles import known_title
from spiders.past import plan_years
from spiders.survey.columns import kind_of
from spiders.survey.found import Found, Sample, sample_of
from spiders.visit.articles.articles import Wanted
from spiders.visit.articles.rendition import CONTENT_TYPE
from spiders.visit.visit import Visit

SAMPLE = 4  # articles read of each list
SAMPLES = 12  # articles read of a site


class Sampling:
    """Read lists and articles of a site by one visit; `found` is the result so far."""

    def __init__(self, draft: SiteFile, visit: Visit) -> None:
        self.found = Found(draft.homepage)
        self._draft = draft
        self._visit = visit

    async def is_report(self, link: Link) -> bool:
        """Read the article behind a link and return whether it is a work report."""
        sample = await self.read(Wanted(link.url, None, known_title(link.title), link.date))
        return sample is not None and sample.kind == "work_report"

    async def sample(self, lists: Sequence[List]) -> None:
        """Read each list to its end, and a few of its articles."""
        family = self.found.family.family if self.found.family else self._draft.family
        self._visit.site = replace_family(self._draft, family).model_copy(update={"lists": tuple(lists)})
        self._visit.result.lists.clear()  # accounts of columns that were tried
        try:
            await self._sample(lists)
        finally:
            self.found.accounts = list(self._visit.result.lists)

    async def _sample(self, lists: Sequence[List]) -> None:
        years: dict[str, set[int]] = {}
        shown: dict[str, Link] = {}
        for entry in lists:
            links = [link for link, _ in await self._visit.candidates(entry)]
            if not links and entry.kind == "reports":
                links = await self._proven()
            self.found.candidates[entry.url] = [link.url for link in links]
            for link in links:
                shown[link.url] = link
                kind = kind_of(link.title) or ("livelihood" if entry.kind == "livelihood" else "reports")
                years.setdefault(kind, set()).update(plan_years.likely(link.title, link.date))
            self.found.years = {kind: sorted(named) for kind, named in years.items()}
        self._visit.settle_lists()
        before = len(self.found.samples)  # entries of columns that were tried
        for number in range(SAMPLE):
            for entry in lists:
                urls = self.found.candidates[entry.url][number : number + 1]
                for url in urls if len(self.found.samples) < before + SAMPLES else ():
                    await self.read(Wanted(url, None, shown[url].title, shown[url].date))
        await self._visit.settle_unused()

    async def _proven(self) -> list[Link]:
        """Return the entries whose titles say little and that are reports, of the first ones of a list."""
        waiting = [link for link, _ in self._visit.vague.values()][:SAMPLE]
        return [link for link in waiting if await self.is_report(link)]

    async def read(self, wanted: Wanted) -> Sample | None:
        """Fetch an article with its document files and read it as the archive would."""
        answer = await self._visit.article(wanted)
        if answer is not None and answer.outcome == "moved" and answer.status == 200:
            return None  # the page only leads to another site
        if answer is None or answer.outcome not in PRESENT:
            self.found.problems.append(f"{wanted.url}: {answer.outcome if answer else 'not requested'}")
            return None
        attached = []
        shown = self._visit.shown.get(answer.url)
        for link in self._visit.offered(answer.url, shown or await self._visit.text(answer, "article")):
            file = await self._visit.get(link.url, "attachment")
            if file is not None and file.outcome in PRESENT:
                attached.append(Attached(file.body, file.content_type, link.title or None))
        site = self._visit.site
        record = read(
            shown.encode("utf-8", "replace") if shown else answer.body, source=answer.url, url=answer.url,
            content_type=CONTENT_TYPE if shown else answer.content_type,
            title=wanted.title, attachments=attached,
            hints=Hints(family=site.family, selectors=site.selectors, site_name=self.found.name),
        )  # fmt: skip
        sample = sample_of(record, answer.url)
        if all(one.url != sample.url for one in self.found.samples):
            self.found.samples.append(sample)
        return sample


def replace_family(draft: SiteFile, family: str, max_pages: int | None = None) -> SiteFile:
    """Return the same site file with another family and, if given, another bound for its lists."""
    changes = {"family": family, "max_pages": max_pages or draft.max_pages}
    return SiteFile.model_validate({**draft.model_dump(), **changes})
