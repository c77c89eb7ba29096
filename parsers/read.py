"""Read a record from a document's bytes: format, kind, metadata and content in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

from parsers import commitments, damage, indicators, metadata, seam, sections
from parsers.commitments import announced_number, unread
from parsers.formats import open_page
from parsers.hints import Attached, Hints
from parsers.kind import classify
from parsers.metadata.title import headline
from parsers.page import Page
from parsers.record import Problem, Record
from parsers.text.digits import with_narrow_digits, without_other_digits
from parsers.text.pinyin import without_pinyin
from parsers.text.script import as_published, in_simplified
from parsers.version import VERSION

_NO_HINTS = Hints()
_NO_DOCUMENT = 600  # characters; a shorter body may only announce its attachment


def read(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    content_type: str | None = None,
    title: str | None = None,
    file_title: str | None = None,
    hints: Hints = _NO_HINTS,
    attachments: Sequence[Attached] = (),
    further: Sequence[Attached] = (),
) -> Record:
    """Read one document. Bad bytes never raise: they give kind `other`, completeness `empty` and a problem.

    `data` is the article's first page, `further` its other pages in order (`name`: the page's address). If the
    text continues on a page that was not passed, the record has a problem `report_continues`.

    `title` is the title in a catalogue or list; `file_title`, derived from a local file's name, is used only if
    neither `title` nor the text has one, and names the division where they do not. If an attached file holds the
    document, its name becomes `source`.
    """
    page = open_page(data, url=url, content_type=content_type, title=title, hints=hints)
    if further:
        more = [open_page(f.data, url=f.name, content_type=f.content_type, hints=hints) for f in further]
        page = seam.join([page, *more])
    if attachments and len(page.text) < _NO_DOCUMENT:
        page, name = _with_attached(page, attachments)
        source = name or source
    if file_title and not (page.given_title or page.page_title or headline(page)):
        page = replace(page, given_title=file_title)
    record = read_page(page, source=source, hints=hints)
    if record.division is None and file_title and record.kind != "other":
        # A text that says only 政府工作报告 is of the place that its file is named after.
        named = metadata.read(in_simplified(replace(page, given_title=file_title)), hints)
        record = replace(record, division=named.division)
    return record


def _with_attached(page: Page, attachments: Sequence[Attached]) -> tuple[Page, str | None]:
    """Return the page of the attached file that holds the document, with that file's name; else the page itself.

    An article that only says 全文见附件 has a few dozen characters; the file has many times that.
    """
    opened = [(open_page(file.data, content_type=file.content_type), file.name) for file in attachments]
    longest, name = max(opened, key=lambda one: len(one[0].text))
    unread = tuple(problem for one, _ in opened if not one.text for problem in one.problems)
    if len(longest.text) <= 2 * len(page.text):
        return replace(page, problems=(*page.problems, *unread)), None
    whole = replace(
        page,
        text=longest.text,
        marks=longest.marks,
        tables=longest.tables,
        items=longest.items,
        format=longest.format,
        links=longest.links,
        problems=longest.problems,
    )
    return whole, name


def read_page(page: Page, *, source: str, hints: Hints = _NO_HINTS) -> Record:
    """Read the content of a page that a format reader has cleaned."""
    plain = in_simplified(with_narrow_digits(without_other_digits(page)))
    record = _read_simplified(plain, source, hints)
    return record if plain is page else as_published(record, page, plain)


def _read_simplified(page: Page, source: str, hints: Hints) -> Record:
    spoken = without_pinyin(page)
    about = metadata.read(spoken.page, hints)
    verdict = classify.kind(spoken.page, about)
    found = sections.find(page)
    years = (about.review_year, about.plan_year)
    promises, unread_promises = commitments.read(spoken.page, *years, verdict.kind)
    unread_promises += announced_number.problems(spoken.page, verdict.kind, promises, unread_promises)
    unread_promises += unread.problems(spoken.page, promises, unread_promises)
    promises, unread_promises = spoken.promises(promises), spoken.problems(unread_promises)
    prose = indicators.prose_chapters(found, indicators.places(promises, unread_promises))
    figures, unread_figures = indicators.read(page, *years, verdict.kind, about.delivered_date, prose)
    stated = {f.name: getattr(about, f.name) for f in fields(about) if f.name != "problems"}
    unfinished: tuple[Problem, ...] = ()
    if page.pager is not None and page.pager.continues:
        unfinished = (Problem("report_continues", str(page.pager)),)
    found_problems = (
        *page.problems,
        *unfinished,
        *about.problems,
        *damage.find(page),
        *unread_figures,
        *unread_promises,
    )
    return Record(
        parser=VERSION,
        source=source,
        kind=verdict.kind,
        why=verdict.why,
        text=page.text,
        sections=found,
        indicators=figures,
        commitments=promises,
        problems=_once(found_problems),
        **stated,
    )


def _once(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return each problem once, as first reported: two readers may find the same destroyed figure."""
    first: dict[tuple[str, int | None, int | None], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.start, problem.end), problem)
    return tuple(first.values())
