"""Livelihood projects (民生实事) promised and reported: from lists and tables, never from running text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from parsers.commitments import again, better, disagreements, make, of_all
from parsers.commitments.announcing.announced import Block
from parsers.commitments.cells import bare, contents, reading
from parsers.commitments.grid import flat, headed, rows, tables
from parsers.commitments.headings.titles import FULFILLED
from parsers.commitments.headings.words import DONE, is_plan
from parsers.commitments.lists import blocks, items, regions
from parsers.commitments.lists.items import Stated
from parsers.commitments.lists.regions import Region
from parsers.commitments.parting import (
    behind_bodies,
    below,
    brackets,
    by_mark,
    by_number,
    in_line,
    named,
    said_and_done,
    spaced,
    under_headings,
)
from parsers.commitments.parts import Item
from parsers.page import Page
from parsers.record import Commitment, Kind, Problem
from parsers.text.patterns import lazy


def read(
    page: Page, review_year: int | None, plan_year: int | None, kind: Kind
) -> tuple[tuple[Commitment, ...], tuple[Problem, ...]]:
    """Return the promises of a page in order, and the groups whose stated number is not the number read.

    A report yields promises only from a list or table under a heading that calls itself one of
    livelihood projects (an annex, or a section with numbered projects), or from one that a sentence announces;
    what its running text intends is no promise. `year` is that of the heading, or else the plan year (the
    review year of outcomes).
    """
    years = make.Years(review_year, plan_year)
    of_page = _Reading(page, years, again.all_done(page) if plan_year is None else None)
    outcomes = plan_year is None and (review_year is not None or of_page.all_done is not None)
    outcomes = outcomes and not _looks_ahead(page.text)
    sentences, unclear = blocks.read(page.text, kind)
    found_regions = [_untitled(region, outcomes) for region in regions.find(page, kind)]
    read_regions = [(region, *_items(page, region)) for region in found_regions]
    annexed = {
        (region.year, region.done) for region, listed, _ in read_regions if region.annex and len(listed) > 1
    }
    names = regions.names([region for region, listed, _ in read_regions if len(listed) > 1])
    inner: list[blocks.Found] = []
    for region, listed, stated in read_regions:
        inside = [one for one in sentences if _inside(one, region)]
        sentences = [one for one in sentences if one not in inside]
        if region.annex or (region.year, region.done) not in annexed:  # not the notice around the list
            inner += of_page.add_region(region, listed, stated, inside, names.get(region))
    for one in sentences:
        if not one.block.announcement.nested:  # or there is no list around it
            of_page.add_announced(one)
    found, problems = of_page.found, of_page.problems
    read_whole = [(commitment.start, commitment.end) for commitment in found]
    problems += [
        disagreements.unclear(block)
        for block in unclear
        if not disagreements.is_covered(block, read_whole) and block.announcement.count != len(found)
    ]
    problems += [disagreements.unclear(block) for block in of_page.miscounted]
    found = _named_once(found, [one.block for one in (*sentences, *inner)])
    if kind == "livelihood_projects":
        found = of_page.with_tables(found)
        found.sort(key=lambda commitment: commitment.start)
        best = again.read(page, found, years)
        problems = problems if best is found else []
        found = of_all.said_behind(best, page.text)
        found = of_all.correct(found, page.text, regions.title_of(page))
        found = bare.leave_out(by_number.say(found, page.text), problems)
    found.sort(key=lambda commitment: commitment.start)
    return tuple(found), (*problems, *disagreements.of_outcomes(found))


@dataclass(slots=True)
class _Reading:
    """The promises of a page as they are read, list by list."""

    page: Page
    years: make.Years
    all_done: str | None  # the words that say that all projects of the page are done
    found: list[Commitment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    miscounted: list[Block] = field(default_factory=list)

    def add_region(
        self,
        region: Region,
        listed: list[Item],
        stated: list[Stated],
        inside: list[blocks.Found],
        name: str | None,
    ) -> list[blocks.Found]:
        """Add the promises of a list under a heading; return the announced lists inside it that count."""
        text = self.page.text
        doubts: list[Problem] = []
        if region.strict and not _explicit(region, listed):
            listed, stated = [], []
        elif not listed:
            doubts = reading.unclear(text, region.lines)
        elif reading.are_cells(text, region.lines):
            inside = []
        behind_bodies.after_bodies(text, listed, done=region.done)
        below.below(text, listed, done=region.done)
        listed, inside = blocks.merge(text, listed, region, inside)
        self.problems += [] if listed else doubts
        _divide(text, listed, done=region.done)
        reported = any(item.outcome is not None for item in listed)
        if not reported:
            _say_of_all(listed, _state_of(region))
            _say_of_all(listed, self.all_done if region.heading is None or region.done else None)
        if region.done and not reported:
            make.read_as_reports(text, listed)
            fulfilled = FULFILLED.search(region.heading.text) if region.heading else None
            make.say_of_those_that_say_nothing(listed, fulfilled["far"] if fulfilled else None)
        elif region.done:
            make.those_that_report(text, listed)
        for item in (*listed, *(item for one in inside for item in one.items)):
            item.category = item.category or name
        contents.promise(text, listed)
        year = region.year or self.years.of(past=region.done or reported)
        begun = {item.start for item in listed}  # a sentence above the heading may have announced them
        self.found = [commitment for commitment in self.found if commitment.start not in begun]
        self._add(listed, year, settled=region.done, running=region.running)
        if any(one.block.exact and one.block.announcement.named for one in inside):
            inside = [one for one in inside if not one.block.announcement.nested]
        for one in inside:
            one.year = one.year or region.year
            one.done = one.done or (region.done and not blocks.plans(one.block))
            one.running = one.running or region.running
            self.add_announced(one)
        sorted_exactly = {one.block.announcement.start for one in inside if one.block.exact}
        self.problems += [
            disagreements.of_group(group)
            for group in stated
            if group.wanted != group.found and group.line.start not in sorted_exactly
        ]
        if not inside and not stated:
            self.problems += disagreements.other_number(region, listed)
        return inside

    def add_announced(self, one: blocks.Found) -> None:
        """Add the promises of a list that a sentence announces."""
        text = self.page.text
        if not any(item.outcome or item.group for item in one.items):
            _say_of_all(one.items, self.all_done)
        if one.done:
            named.quoted(text, one.items, done=True)
        past = one.done or any(item.outcome is not None for item in one.items)
        if one.done and one.block.announcement.group is None:
            if not any(item.outcome for item in one.items):
                make.read_as_reports(text, one.items)
            make.those_that_report(text, one.items)
        year = one.year or self.years.of(past=past)
        self._add(one.items, year, settled=one.done, running=one.running)
        self.miscounted += disagreements.miscounted(one)

    def _add(self, listed: list[Item], year: int | None, *, settled: bool, running: bool) -> None:
        text = self.page.text
        made = [make.commitment(text, item, year, settled=settled, running=running) for item in listed]
        self.found += bare.leave_out(made, self.problems)

    def with_tables(self, found: list[Commitment]) -> list[Commitment]:
        """Return promises with those of tables that were not read, or not whole, under the page's headings."""
        for listed in headed.find(self.page):
            start, end = listed[0].start, max(item.end for item in listed)
            within = [one for one in found if start <= one.start < end]
            reported = sum(bool(item.outcome or item.status_text) for item in listed)
            before = sum(bool(one.outcome or one.status_text) for one in within)
            if (len(listed), reported) <= (len(within), before):
                continue
            if not reported:
                _say_of_all(listed, self.all_done)
            years = {one.year for one in within}
            year = years.pop() if len(years) == 1 else self.years.of(past=reported > 0)
            rest = [one for one in found if not start <= one.start < end]
            done = reported * 2 > len(listed)
            found = rest + [
                make.commitment(self.page.text, item, year, settled=done, running=False) for item in listed
            ]
        return found


def _divide(text: str, listed: list[Item], *, done: bool) -> None:
    """Part promises from what was reported of them; `done`: the heading above calls them done."""
    said_and_done.part(text, listed)
    named.quoted(text, listed, done=done)
    brackets.said_first(text, listed, done=done)
    spaced.last_column(text, listed, done=done)
    under_headings.part(text, listed)
    most_say = sum(item.outcome is not None for item in listed) * 10 >= len(listed) * 6
    if done or most_say or in_line.most_report(text, listed):
        in_line.run_in(text, listed)
    by_mark.part(text, listed, done=done)
    brackets.said_behind(text, listed, done=done)
    in_line.by_comma(text, listed, done=done)


def _say_of_all(listed: list[Item], state: str | None) -> None:
    """Give the items that say nothing of it themselves the words for how far all of them are."""
    for item in listed:
        item.group = item.group or state


# What a government will do: 今年，区政府将竭尽全力为群众办好十件民生实事
_AHEAD = lazy(
    r"(?:将|拟|计划|准备|承诺|力争)[^，。；\n]{0,24}(?:办好|实施|办理|推进|完成|办)[^。；\n]{0,24}"
    r"(?:实事|民生(?:项目|工程)|民心工程)"
)
_FIRST_PART = 800


# 一、当年完成的9件实事
_HEADED_DONE = lazy(
    r"(?P<far>(?:当年|年内|已|已经|全部|全面|如期|按期|提前|尚未|未|未能)?(?:当年|如期|按期)?完成)的(?:民生|惠民)?(?:实事|项目)?[（(]?\s?\d{1,3}\s?[件项个]"
)


def _state_of(region: Region) -> str | None:
    """Return how far the heading of a list says that all of its projects are."""
    if region.heading is None or not region.done:
        return None
    said = _HEADED_DONE.search(region.heading.text)
    return said["far"] if said else None


def _looks_ahead(text: str) -> bool:
    """Decide whether the first part of a text says that projects will be done, and not that any was."""
    ahead = _AHEAD.search(text, 0, _FIRST_PART)
    return ahead is not None and DONE.search(text, 0, _FIRST_PART) is None


def _named_once(found: list[Commitment], announced: list[Block]) -> list[Commitment]:
    """Leave out the names of a sentence that stand again with a report: 分别为A、B。 … 一、A完成情况."""
    reported = {better.plain(one.text): one for one in found if one.outcome}
    spans = [(block.announcement.start, block.end) for block in announced]
    return [
        one
        for one in found
        if one.outcome
        or one.lead
        or (again := reported.get(better.plain(one.text))) is None
        or again.year != one.year
        or not any(start <= one.start < end for start, end in spans)
    ]


def _inside(one: blocks.Found, region: Region) -> bool:
    if not region.lines:
        return False
    first = region.heading or region.lines[0]
    return first.start <= one.block.announcement.start < region.lines[-1].end


def _untitled(region: Region, outcomes: bool) -> Region:
    """A list without a heading of its own, or under one without a year, is one of things done where the page is."""
    own = region.heading is not None and (region.year is not None or is_plan(region.heading.text))
    return replace(region, done=region.done or (outcomes and not own))


def _items(page: Page, region: Region) -> tuple[list[Item], list[Stated]]:
    if not region.lines:
        return [], []
    start, end = region.lines[0].start, region.lines[-1].end
    inside = [table for table in page.tables if start <= table.start < end]
    listed = tables.read(
        flat.of_lines(page.text, region.lines), merged=flat.are_piped(region.lines), done=region.done
    )
    listed = reading.better(page.text, region.lines, listed)
    if listed and page.format == "text":
        return listed, []
    by_markup = [rows.of_markup(page.text, table) for table in inside]
    marked = [item for table in by_markup for item in tables.read(table, merged=True, done=region.done)]
    placed = marked and any(cell.width > 1 for table in by_markup for row in table for cell in row)
    if marked or listed:
        return (listed if len(listed) > len(marked) and not placed else marked), []
    headings = frozenset(mark.start for mark in page.marks if not mark.run_in)
    return items.read(page.text, region.lines, headings, region.count)


def _explicit(region: Region, found: list[Item]) -> bool:
    """Whether a section inside a report is a list: three projects or more, as many as it says."""
    if region.count is not None:
        categories = {item.category for item in found}
        return region.count in (len(found), len(categories))
    return len(found) >= 3
