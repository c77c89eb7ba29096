"""One sentence of a document after the other: the years and words in force for it, then its figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from parsers.indicators.context import areas, horizon, lines, openings, tables
from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import GOAL, NEXT, Frame, Period
from parsers.indicators.names.subjects import own_place, own_reach
from parsers.indicators.names.values import Figure
from parsers.indicators.names.whose import Force
from parsers.indicators.sentence.clauses import read_sentence
from parsers.indicators.sentence.fold import Folded
from parsers.indicators.sentence.tokens import lex, name_at
from parsers.indicators.uncoded import rules
from parsers.indicators.uncoded.general import General
from parsers.metadata import stated_years, tense
from parsers.page import Page
from parsers.record import Kind
from parsers.text.patterns import lazy

# A figure's digits, signs or words: what one begins with, then the rest. The engine skips quickly to a set.
_FIGURE = lazy(
    r"[0-9０-９%×□�百亿万持同正转为](?:(?<=[0-9０-９])[0-9０-９]*|(?<=[%×□�])|(?<=百)分之|(?<=[亿万])[元人]"
    r"|(?<=持)平|(?<=同)步|(?<=正)增长|(?<=[转为])正)"
)
_BEGINS_WITH_FIGURE = lazy(r"[^，,；;：:。]*\d")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
MOST_CHARACTERS = 150_000  # a report of 20,000 characters has some 3,000 in sentences with figures
_PIECE = 6000  # characters; a longer text has headings that say when they are about
_BEGINNING = 3000  # characters that show which scope the text speaks of
_OPENING = 400  # a document says whose it is in its first lines


class Sentences:
    """The sentences of one document; `rules` says of each number that is no statistic why, `unread` of each line."""

    def __init__(
        self,
        page: Page,
        folded: Folded,
        review_year: int | None,
        plan_year: int | None,
        kind: Kind,
        delivered: str | None = None,
        prose: Mapping[int, int] | None = None,
    ) -> None:
        self.folded = folded
        self.prose = prose or {}  # as `promised.prose_chapters` returns
        self.prose_end: int | None = None  # where that of this chapter ends, in the published text
        self.delivered = delivered
        self.text = lines.without_titles_years(folded.text)
        text = self.text
        self.signs = [
            m.start() for m in _FIGURE.finditer(text)
        ]  # where digits, signs and words of figures begin
        self.digits = [at for at in self.signs if text[at] in _DIGITS]
        self.signs.append(len(text))  # so that something stands behind every place
        self.zones = [m.start() for m in areas.ENDS_ZONE.finditer(text)]  # where the names of zones end
        self.zones.append(len(text))
        self.aided = "对口" in text or "协作" in text
        if review_year is None and plan_year is not None and kind == "work_report":
            review_year = plan_year - 1
        if plan_year is None and review_year is not None and kind == "work_report":
            plan_year = review_year + 1
        ahead = review_year is None and plan_year is not None
        several = None
        piece = kind == "work_report" and not ahead and len(text) < _PIECE
        if piece and tense.looks_ahead(text) and plan_year in (None, stated_years.planned(text)):
            ahead = True  # a piece without title and headings
            several = horizon.five_years(text) if plan_year is None else None
        opening = "".join(filter(None, (page.given_title, page.page_title, page.site_name)))
        opening += "\n" + self.text[:_OPENING]
        place = own_place(opening)
        self.spent = 0  # characters taken apart so far
        self.outcomes = kind == "livelihood_projects" and review_year is not None
        silent = ahead and kind == "livelihood_projects"
        frame = Frame(review_year, plan_year, ahead, several, silent=silent)
        self.passage = Passage(frame, place, own_reach(opening, self.text[:_BEGINNING]))
        self.passage.delivered = int(delivered[:4]) if delivered else None
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

    def is_quiet(self, start: int, end: int) -> bool:
        """Decide whether nothing between two offsets is a figure, names a zone, or says when something was."""
        if self.holds or self.section is not None or self.aided:
            return False
        figures, zones = (
            self.signs[bisect_left(self.signs, start)],
            self.zones[bisect_left(self.zones, start)],
        )
        return figures >= end and zones >= end and lines.SAYS_WHEN.search(self.text, start, end) is None

    def sentence(self, start: int, end: int) -> None:
        """Read one sentence: the names of the lexicon first, then what they leave."""
        text, passage = self.text, self.passage
        zoned = self.zones[bisect_left(self.zones, start + 1)] < min(end, start + 1 + areas.SHORT)
        if zoned or self.holds or self.section is not None or self.aided:
            passage.area, self.holds = areas.about(
                text[start:end], passage, self.section, zoned=zoned, holds=self.holds
            )
        else:
            passage.area = None
        passage.area = passage.area or areas.county(text, start, end, passage)
        numbers = self.signs[bisect_left(self.signs, start)] < end
        if not numbers and lines.SAYS_WHEN.search(text, start, end) is None:
            passage.estimates = passage.estimates and self.below
            passage.done = False
            return
        passage.before = False
        piece = text[start:end]
        if passage.cue is not None and openings.turns_back(text, start, passage):
            passage.cue = None
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
        of_plan = passage.cue is not None and passage.cue.last == passage.frame.plan
        passage.done = (passage.frame.ahead or passage.past or of_plan) and lines.tells_a_part_of_the_year(
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
        held, read = passage.cue, len(self.figures)
        if name is not None:
            self.spent += end - start
            if self.spent > MOST_CHARACTERS:
                return
            begin = start if name == start else lines.behind_number(text, start, end)
            force = Force(text, begin, end, passage)
            known = read_sentence(lex(text, begin, end), passage, force)
            self.figures.extend(known)
            self.general(force, held, known)
        elif opens is not None and text[opens.start() - 1] not in openings.BASES:
            passage.take(lex(text, opens.start(), min(end, opens.end() + 12)), 0)
            self.general(Force(text, start, end, passage), passage.cue, [])
        elif numbers:
            begin = lines.behind_number(text, start, end)
            self.general(Force(text, begin, end, passage), passage.cue, [])
        final = self.rest.cue
        if (
            opens is not None
            and numbers
            and final is not None
            and final.first == final.last == passage.frame.year
        ):
            passage.cue = final  # 2019年，新建学校6所；2020年，新建学校9所
        closed = text[end - 1] not in "；，：;,:"
        lasts = opens is not None and openings.hold_on(text, opens, end, self.signs, passage)
        if lasts and len(self.figures) == read and openings.leaves_several(piece, kept, passage.cue):
            lasts = False
        if (
            lasts
            and opens is not None
            and passage.frame.ahead
            and lines.THIS_YEAR.search(text, opens.end(), end)
        ):
            lasts = False  # 到2025年，…，今年力争28亿元。: the next sentence is not of 2025
        if (closed and not lasts) or (passage.cue is not None and passage.cue.part is not None):
            passage.cue = kept

    def general(self, force: Force, cue: Period | None, known: list[Figure]) -> None:
        """Read what the names of the lexicon leave of a sentence."""
        if self.kind == "livelihood_projects":
            self.unread.append((force.start, force.end, rules.SILENT))
            return  # its numbers are quantities of its commitments
        self.rest.read(force, cue, known)
