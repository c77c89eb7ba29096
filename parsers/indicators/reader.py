"""The whole way from a page to its indicators: lines, headings, sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from parsers.indicators.context import areas, lines, openings, tables
from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import GOAL, NEXT, Frame, Period
from parsers.indicators.context.revenues import reconcile
from parsers.indicators.names.subjects import own_place, own_reach
from parsers.indicators.names.values import Figure, estimate_between
from parsers.indicators.sentence.clauses import read_sentence
from parsers.indicators.sentence.fold import Folded, fold, line_ends
from parsers.indicators.sentence.tokens import lex, name_at
from parsers.indicators.uncoded import rules
from parsers.indicators.uncoded.general import General
from parsers.page import Page
from parsers.record import Indicator, Kind, Problem, Section
from parsers.text.flat import FLAT, FLAT_OPENS
from parsers.text.patterns import lazy

_SENTENCE_END = lazy(r"[。！!?？]")
_FLAT_LINE = 150
_LABEL = 30  # characters of a paragraph that hold its number and its label
# A figure's digits, signs or words: what one begins with, then the rest. The engine skips quickly to a set.
_FIGURE = lazy(
    r"[0-9０-９%×□�百亿万持同正转为](?:(?<=[0-9０-９])[0-9０-９]*|(?<=[%×□�])|(?<=百)分之|(?<=[亿万])[元人]"
    r"|(?<=持)平|(?<=同)步|(?<=正)增长|(?<=[转为])正)"
)
_BEGINS_WITH_FIGURE = lazy(r"[^，,；;：:。]*\d")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_BARE = lazy(r"-?[\d.,]+%?")
MOST_CHARACTERS = 150_000  # a report of 20,000 characters has some 3,000 in sentences with figures
_BEGINNING = 3000  # characters that show which scope the text speaks of
_OPENING = 400  # a document says whose it is in its first lines


def read(
    page: Page,
    review_year: int | None,
    plan_year: int | None,
    sections: Sequence[Section],
    kind: Kind,
    delivered: str | None = None,
) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The figures that a document gives for its own division, and the destroyed ones, in the order of the text.

    `delivered` (YYYY-MM-DD) decides whether 一季度 of the plan year was over, and so reached, or still aimed at.
    Figures of other divisions, of parts (a street, a project, 其中 components that no code stands for),
    shares, ranks, multiples and percentage points are left out. A page of kind `other` has none.
    """
    if kind == "other":
        return (), ()
    folded = fold(page.text)
    document = Document(page, folded, review_year, plan_year, sections, kind, delivered)
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


class Document:
    """The reading of one document; `rules` says of each number that is no statistic why, `unread` of each line."""

    def __init__(
        self,
        page: Page,
        folded: Folded,
        review_year: int | None,
        plan_year: int | None,
        sections: Sequence[Section],
        kind: Kind,
        delivered: str | None = None,
    ) -> None:
        self.folded = folded
        self.delivered = delivered
        self.text = lines.without_titles_years(folded.text)
        text = self.text
        self.signs = [
            m.start() for m in _FIGURE.finditer(text)
        ]  # where digits, signs and words of figures begin
        self.digits = [at for at in self.signs if text[at] in _DIGITS]
        self.signs.append(len(text))  # so that something stands behind every place
        if review_year is None and plan_year is not None and kind == "work_report":
            review_year = plan_year - 1
        if plan_year is None and review_year is not None and kind == "work_report":
            plan_year = review_year + 1
        ahead = review_year is None and plan_year is not None
        opening = "".join(filter(None, (page.given_title, page.page_title, page.site_name)))
        opening += "\n" + self.text[:_OPENING]
        place = own_place(opening)
        self.spent = 0  # characters taken apart so far
        self.outcomes = kind == "livelihood_projects" and review_year is not None
        silent = ahead and kind == "livelihood_projects"
        frame = Frame(review_year, plan_year, ahead, silent=silent)
        self.passage = Passage(frame, place, own_reach(opening, self.text[:_BEGINNING]))
        self.rest = General(text, self.passage, self.digits)
        self.figures = self.rest.out.figures
        self.rules = self.rest.out.rules  # where a number stands that is no statistic, and by which rule
        self.kind = kind
        self.unread: list[tuple[int, int, str]] = []  # lines whose numbers are not read, and why
        self.intro: tuple[Period | None, bool] = (None, False)
        self.lasting: Period | None = None  # 过去五年：, in force for the paragraphs below
        self.stretch: Period | None = (
            None  # 过去的五年极不平凡。 below a heading on it and one year: likewise
        )
        self.columns: list[tables.Column] | None = None
        self.head: list[str] | None = None  # the header row right above
        self.below = False  # （下同）: what was begun holds to the paragraph's end
        self.open = False  # the line before ended within its sentence
        self.section: areas.Place | None = None  # the park that the headings above name
        self.holds = False  # a short sentence named the park that those behind it are about

    def read(self) -> list[Figure]:
        """Return the figures in the order of the text."""
        start = 0
        for stop, after in line_ends(self.text):
            if stop > start:
                self.paragraph(start, stop)
            start = after
        reconcile(self.figures, self.text)
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
            before, passage.frame = passage.frame, passage.frame.under(text[start:end])
            self.stretch = self.stretch if before == passage.frame else None
            passage.cue = self.lasting = self.columns = self.head = None
            self.intro = (None, False)
            passage.estimate = passage.estimates = passage.goal = self.open = False
            passage.area, self.holds = None, False
            self.section = areas.of_heading(text[start:end], self.section, passage.place)
            return
        if passage.frame.silent:
            self.unread.append((start, end, rules.SILENT))
            return
        if text.find("\t", start, end) >= 0:
            self.unread.append((start, end, rules.TABLE))
            self.row(start, end)
            return
        self.columns = self.head = None
        if self.outcomes and text[start] in "▲△★☆":
            return  # the promise, whose outcome stands below it
        listed = lines.LIST_LINE.match(text, start) is not None
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
        for match in _SENTENCE_END.finditer(text, start, end):
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
        if text[end - 1] in "：:" or not listed:
            kept = passage.cue
            if text[end - 1] not in "：:" and kept is not None and kept.first == kept.last:
                kept = None if passage.frame.several is not None else kept  # …增加到2016年的685亿元。——五年…
            unknown = kept is not None and kept.last is None
            if text[end - 1] not in "：:" and (unknown or passage.frame.is_beyond(kept)):
                kept = None  # 到2025年，…。（三）新建学校5所: the next item is of the plan year again
            self.intro = (kept, passage.goal and text[end - 1] in "：:")
            if (span := openings.plan_done(text, start, end, passage.frame)) is not None:
                self.intro = (span, False)
        several = passage.cue is not None and passage.cue.first != passage.cue.last
        if text[end - 1] in "：:":
            of_year = passage.frame.several is not None and not passage.frame.ahead
            self.lasting = passage.cue if several or of_year else None
        elif text.startswith("各位代表", start):
            self.lasting = None

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

    def sentence(self, start: int, end: int) -> None:
        """Read one sentence: the names of the lexicon first, then what they leave."""
        text, passage = self.text, self.passage
        piece = text[start:end]
        passage.area, self.holds = areas.about(piece, passage, self.section, holds=self.holds)
        numbers = self.signs[bisect_left(self.signs, start)] < end
        if not numbers and lines.SAYS_WHEN.search(piece) is None:
            passage.estimates = passage.estimates and self.below
            passage.done = False
            return
        kept = passage.cue
        if "累计" in piece:
            passage.cue = openings.summed(piece, passage, self.stretch)
        several = passage.cue is not None and passage.cue.years > 1 and "累计" not in piece
        spread = passage.cue if several else self.stretch
        if passage.cue in (None, spread) and openings.of_one_year(piece, passage, spread):
            passage.cue = Period(passage.frame.year, passage.frame.year)
        opens = openings.years(text, start, end)
        name = name_at(text, start, end) if numbers else None
        if "预计" in piece or "初步" in piece or "快报" in piece:
            begun = lines.ESTIMATES.search(piece)
            passage.estimates = passage.estimates or begun is not None
            self.below = self.below or (begun is not None and "下同" in begun[0])
        elif passage.estimates and not self.below and not (numbers and _BEGINS_WITH_FIGURE.match(piece)):
            passage.estimates = False  # 初步核算，A。B。: a sentence about something else ends the list
        if ("今年" in piece or "新的一年" in piece) and NEXT.search(piece):
            passage.look_ahead()
        passage.done = (passage.frame.ahead or passage.past) and lines.tells_a_part_of_the_year(
            piece, passage.frame.plan, self.delivered
        )
        if passage.frame.review is not None and passage.frame.review == passage.frame.plan:
            passage.goal = passage.goal or lines.REST_OF_YEAR.search(piece) is not None
        if "目标" in piece or "指标" in piece:
            goal = GOAL.search(piece)
            if goal is not None and (name is None or goal.start() < name - start):
                passage.goal = passage.goals = True
                if not passage.frame.is_over(piece[: goal.end()]):
                    passage.look_ahead()
                    passage.turn_to_the_plan_year(piece)
        if (
            passage.frame.ahead and self.stretch is not None
        ):  # 主要预期目标是：… in a chapter on the five years before
            passage.cue = None if passage.cue == self.stretch else passage.cue
            kept, self.stretch = None if kept == self.stretch else kept, None
        held = passage.cue
        if name is not None:
            self.spent += end - start
            if self.spent > MOST_CHARACTERS:
                return
            number = None if name == start else lines.NUMBERING.match(text, start, end)
            begin = number.end() if number else start
            known = read_sentence(lex(text, begin, end), passage)
            self.figures.extend(known)
            self.general(begin, end, held, known)
        elif opens is not None and text[opens.start() - 1] not in openings.BASES:
            passage.take(lex(text, opens.start(), min(end, opens.end() + 12)), 0)
            self.general(start, end, passage.cue, [])
        elif numbers:
            begin = m.end() if (m := lines.NUMBERING.match(text, start, end)) else start
            self.general(begin, end, passage.cue, [])
        closed = text[end - 1] not in "；，：;,:"
        lasts = opens is not None and openings.hold_on(text, opens, end, self.signs, passage)
        if (
            lasts
            and opens is not None
            and passage.frame.ahead
            and lines.THIS_YEAR.search(text, opens.end(), end)
        ):
            lasts = False  # 到2025年，…，今年力争28亿元。: the next sentence is not of 2025
        if (closed and not lasts) or (passage.cue is not None and passage.cue.part is not None):
            passage.cue = kept

    def general(self, start: int, end: int, cue: Period | None, known: list[Figure]) -> None:
        """Read what the names of the lexicon leave of a sentence."""
        if self.kind == "livelihood_projects":
            self.unread.append((start, end, rules.SILENT))
            return  # its numbers are quantities of its commitments
        self.rest.read(start, end, cue, known)
