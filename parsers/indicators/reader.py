"""The whole way from a page to its indicators: lines, headings, sentences."""

from __future__ import annotations

from collections.abc import Mapping

from parsers.indicators.context import areas, lines, openings, tables
from parsers.indicators.context.periods import Frame
from parsers.indicators.context.revenues import reconcile
from parsers.indicators.names.values import Figure, date_by_base, estimate_between
from parsers.indicators.sentence.fold import fold, line_ends
from parsers.indicators.sentence.tokens import name_at
from parsers.indicators.sentences import MOST_CHARACTERS, Sentences
from parsers.indicators.uncoded import rules
from parsers.page import Page
from parsers.record import Indicator, Kind, Problem
from parsers.text.flat import FLAT, FLAT_OPENS
from parsers.text.patterns import lazy

_ENDS = "。！!?？"
_SENTENCE_END = lazy(f"[{_ENDS}]")
_FLAT_LINE = 150
_LABEL = 30  # characters of a paragraph that hold its number and its label
_BARE = lazy(r"-?[\d.,]+%?")


def read(
    page: Page,
    review_year: int | None,
    plan_year: int | None,
    kind: Kind,
    delivered: str | None = None,
    prose: Mapping[int, int] | None = None,
) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The figures that a document gives for its own division, and the destroyed ones, in the order of the text.

    `delivered` (YYYY-MM-DD) decides whether 一季度 of the plan year was over, and so reached, or still aimed at.
    Figures of other divisions, of parts (a street, a project, 其中 components that no code stands for),
    shares, ranks, multiples and percentage points are left out. A page of kind `other` has none.
    `prose`: as `prose_chapters` returns.
    """
    if kind == "other":
        return (), ()
    folded = fold(page.text)
    document = Document(page, folded, review_year, plan_year, kind, delivered, prose)
    figures = document.read()
    indicators = [figure.indicator(page.text, folded) for figure in figures]
    problems = []
    for figure in figures:
        if figure.broken is not None:
            start, end = folded.span(*figure.broken)
            detail = f"digits destroyed in the figure of {folded.text[slice(*figure.name)]}"
            problems.append(Problem("destroyed_digits", detail, start, end))
    if document.spent > MOST_CHARACTERS:
        detail = f"figures are read in at most {MOST_CHARACTERS} characters of sentences; the rest is unread"
        problems.append(Problem("figures_unread", detail))
    return tuple(indicators), tuple(problems)


def _place(figure: Figure) -> tuple[int, int]:
    """Where a figure stands in the text: its number, then its name (A、B均增长8% are two figures of one number)."""
    return (figure.at or (figure.start,))[0], figure.name[0]


class Document(Sentences):
    """The reading of one document, line by line."""

    def read(self) -> list[Figure]:
        """Return the figures in the order of the text."""
        start = 0
        for stop, after in line_ends(self.text):
            if stop > start:
                self.paragraph(start, stop)
            start = after
        reconcile(self.figures, self.text)
        date_by_base(self.figures, self.text)
        self.figures.sort(key=_place)
        return self.figures

    def paragraph(self, start: int, end: int) -> None:
        """A line, or the chapters of one that lost its line ends, each heading by itself."""
        long = end - start > _FLAT_LINE and FLAT_OPENS.search(self.text, max(0, start - 1), end)
        for match in FLAT.finditer(self.text, start, end) if long else ():
            if match.start() > start:
                self.line(start, match.start())
            self.line(*match.span("heading"))
            start = match.end()
        if start < end:
            self.line(start, end)

    def line(self, start: int, end: int) -> None:
        """Read one line: a heading, a row of a table, a paragraph."""
        text, passage = self.text, self.passage
        if lines.is_heading(text, start, end):
            self.unread.append((start, end, rules.HEADING))
            before, passage.frame = passage.frame, self.under(start, end)
            self.stretch = self.stretch if before == passage.frame else None
            passage.cue = self.lasting = self.columns = self.head = None
            self.intro = (None, False)
            passage.estimate = passage.estimates = passage.goal = self.open = False
            passage.area, self.holds = None, False
            self.section = areas.of_heading(text[start:end], self.section, passage.place)
            return
        if self.is_silent(start, end):
            self.unread.append((start, end, rules.SILENT))
            return
        if text.find("\t", start, end) >= 0:
            self.unread.append((start, end, rules.TABLE))
            self.row(start, end)
            return
        self.columns = self.head = None
        if self.outcomes and text[start] in "▲△★☆":
            return  # the promise, whose outcome stands below it
        listed = lines.is_of_list(text, start)
        if not self.open:
            self.stretch = openings.stretch(text, start, end, passage, self.stretch)
            passage.cue, passage.goal = self.intro if listed else (self.lasting, False)
            passage.cue = passage.cue or self.stretch
            passage.estimate = passage.estimates = passage.goals = False
            passage.estimated.clear()
            passage.base = passage.reached = None
            passage.area = None
            self.section = areas.of_paragraph(text[start : start + _LABEL], self.section, passage.place)
            self.below = self.holds = False
            if not listed:
                self.intro = (None, False)
        position, goal = start, self.intro[1]
        quiet = self.is_quiet(start, end)
        if quiet:  # its sentences say nothing: they are passed over as one
            position = max(text.rfind(mark, start, end) for mark in _ENDS) + 1 or start
            if position > start:
                self.sentence(start, position)
                passage.estimate, passage.goal = False, goal
        for match in () if quiet else _SENTENCE_END.finditer(text, start, end):
            stop = match.start()
            if text[stop] in "?？" and text[stop + 1 : stop + 2].isdigit():
                continue  # 7?22: a lost character, no question
            self.sentence(position, stop)
            position = stop + 1
            passage.estimate, passage.goal = False, goal
        if position < end:
            self.sentence(position, end)
            passage.estimate = (
                passage.estimate or lines.ESTIMATED_LIST.search(text, position, end) is not None
            )
        if (said := lines.ABOVE_ESTIMATED.search(text, start, end)) is not None:
            begin = text.rfind("。", start, said.start()) + 1
            whole = not any(
                map(str.isdigit, text[begin : said.start()])
            )  # a sentence of its own is said of the line
            begin = start if whole else max(start, begin)
            estimate_between(self.figures, begin, said.start(), passage.frame.review)
        self.open = position < end and text[end - 1] in "；;，,：:、"
        if text.startswith("展望", start):
            passage.cue = None  # 展望2035年，…: an aside between the targets of a plan
        if text[end - 1] in "：:" or not listed:
            kept = passage.cue
            if text[end - 1] not in "：:" and kept is not None and kept.first == kept.last:
                kept = None if passage.frame.several is not None else kept  # …增加到2016年的685亿元。——五年…
            unknown = kept is not None and kept.last is None
            if text[end - 1] not in "：:" and (unknown or passage.frame.is_beyond(kept)):
                kept = None  # 到2025年，…。（三）新建学校5所: the next item is of the plan year again
            self.intro = (kept, passage.goal and text[end - 1] in "：:")
            done = openings.plan_done(text, start, end, passage.frame)
            if done is not None:
                passage.cue, self.intro = done, (done, False)
        several = passage.cue is not None and passage.cue.first != passage.cue.last
        if text[end - 1] in "：:":
            of_year = passage.frame.several is not None and not passage.frame.ahead
            self.lasting = passage.cue if several or of_year else None
        elif text.startswith("各位代表", start):
            self.lasting = None

    def under(self, start: int, end: int) -> Frame:
        """Return the frame below a heading, and note where the prose under it ends."""
        frame = self.passage.frame.under(self.text[start:end])
        if frame.silent and self.prose:
            self.prose_end = self.prose.get(self.folded.span(start, end)[0], self.prose_end)
        return frame

    def is_silent(self, start: int, end: int) -> bool:
        """Decide whether the numbers of a line are left out as those of promises, or of a glossary."""
        if not self.passage.frame.silent:
            return False
        return self.prose_end is None or self.folded.span(start, end)[1] > self.prose_end

    def row(self, start: int, end: int) -> None:
        """Read one row of a table, or the header that says what the rows below it hold."""
        cells = self.text[start:end].split("\t")
        if any("。" in cell for cell in cells):  # prose in a table: 完成情况
            for cell in cells:
                if cell:
                    self.line(start, start + len(cell))
                start += len(cell) + 1
        elif name_at(self.text, start, end) is not None or (
            self.columns and any(map(_BARE.fullmatch, cells))
        ):
            self.figures.extend(tables.read_row(self.text, start, end, self.columns, self.passage))
            self.head = None
        elif sum(map(bool, cells)) > 1 and not any(_BARE.fullmatch(cell) for cell in cells[1:]):
            if self.head is None:
                self.columns, self.head = tables.header(cells), cells
            else:
                self.columns, self.head = tables.under(self.head, cells) or self.columns, None
