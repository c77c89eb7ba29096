"""Choose the local files and foreign captures of a backfill: documents of the site's division and requested years."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from flows.commands.ingest import LocalFile
from flows.commands.progress import Progress
from flows.pipeline.readers import convert
from flows.pipeline.readers.isolation.limits import Limits
from flows.pipeline.readers.isolation.messages import Failed
from flows.pipeline.readers.isolation.process import Isolated
from flows.pipeline.readers.one_file import title_from_name
from parsers.divisions import table
from parsers.hints import Hints
from parsers.read import read
from spiders.config.sitefile import SiteFile
from spiders.past.copies import Copy

DOCUMENTS = ("work_report", "livelihood_projects")
_KIND_OF_DIVISION = re.compile(r"(特区|林区|自治县|自治旗|[县市区旗])$")


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that may be a document, and what else is known about them."""

    data: bytes
    source: str
    url: str | None = None
    content_type: str | None = None
    title: str | None = None
    file_title: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document states: its kind, its division and its plan year."""

    kind: str
    why: str
    code: str | None
    name: str | None
    year: int | None


def facts_of(hints: Hints, document: Document) -> Facts:
    """Read a document, without assuming the site's division."""
    data, content_type = document.data, document.content_type
    if convert.needs_conversion(data):
        try:
            data, content_type = convert.to_docx(data), None
        except convert.ConversionError as error:
            return Facts("unreadable", str(error), None, None, None)
    record = read(
        data, source=document.source, url=document.url, content_type=content_type, title=document.title,
        file_title=document.file_title, hints=hints,
    )  # fmt: skip
    year = record.plan_year
    if year is None and record.review_year is not None:
        year = record.review_year + (record.kind == "work_report")
    division = record.division
    why = "; ".join(record.why) or "no text"
    return Facts(
        record.kind, why, division.code if division else None, division.full_name if division else None, year
    )


def same_division(code: str, ours: str) -> bool:
    """Return whether two codes are, or were, one division: the same name, whatever its level.

    A code that GB/T 2260 does not know can't be compared.

    >>> same_division("330125", "330110"), same_division("330106", "330110")
    (True, False)
    """
    mine, theirs = _stems(ours), _stems(code)
    return code == ours or not mine or (code[:2] == ours[:2] and bool(mine & theirs))


def _stems(code: str) -> set[str]:
    return {_KIND_OF_DIVISION.sub("", span.name) for span in table.spans() if span.code == code}


def left_out(facts: Facts, site: SiteFile, years: Set[int]) -> str | None:
    """Return why a document is not taken; None if it is. What it does not state never excludes it."""
    if facts.kind == "unreadable":
        return None  # taken in: its bytes are kept, and the issue says what is missing
    if facts.code is not None and site.division is not None and not same_division(facts.code, site.division):
        return f"of {facts.name}, not of {site.name}"
    if facts.year is not None and facts.year not in years:
        return f"of {facts.year}"
    return None


@dataclass(slots=True)
class Choice:
    """Select what a backfill takes; `out` maps what was left out to why, `taken` counts the documents that fit."""

    site: SiteFile
    years: Set[int]
    limits: Limits
    worker: Isolated
    out: dict[str, str] = field(default_factory=dict)
    taken: int = 0

    def files(self, files: Sequence[LocalFile], progress: Progress) -> list[LocalFile]:
        """Return the files that are documents of the division and the years."""
        chosen = []
        for number, file in enumerate(files):
            progress("choosing files", number, len(files))
            facts = self._facts(_document(file.path))
            why = None
            if facts is not None and facts.kind not in (*DOCUMENTS, "unreadable"):
                why = f"not a report or a livelihood list ({facts.why})"
            elif facts is not None:
                why = left_out(facts, self.site, self.years)
            if why is None:
                chosen.append(file)
                self.taken += 1
            else:
                self.out[str(file.path)] = why
        return chosen

    def copy(self, copy: Copy) -> str | None:
        """Return why a capture is not taken; None if it fits or is not a document."""
        facts = self._facts(
            Document(copy.body(), copy.url, url=copy.url, content_type=copy.content_type or None)
        )
        if facts is None or facts.kind not in DOCUMENTS:
            return None
        why = left_out(facts, self.site, self.years)
        if why is None:
            self.taken += 1
        else:
            self.out[copy.url] = why
        return why

    def _facts(self, document: Document) -> Facts | None:
        """Return the facts of a document; None if reading it fails, which the archive reports later."""
        hints = Hints(family=self.site.family, selectors=self.site.selectors, official=self.site.official)
        (facts,) = self.worker.run(partial(_facts_or_none, hints), [document], self.limits)
        return None if isinstance(facts, Failed) else facts


def _facts_or_none(hints: Hints, document: Document) -> Facts | None:
    try:
        return facts_of(hints, document)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 -- a parser error must not stop the backfill; reading the capture reports it
        return None


def _document(path: Path) -> Document:
    content_type = mimetypes.guess_type(path.name)[0]
    return Document(
        path.read_bytes(), str(path), content_type=content_type, file_title=title_from_name(path.name)
    )
