"""Figures that no name of lexicon.tsv announces: counts, quantities, money, rates and shares of anything named.

Read after the names of the lexicon, from the numbers that they left: number and unit first, then the noun phrase
before it (新增学位1.2万个) or behind it (建成5个公园). What is no statistic of the division is left out by a rule,
which is kept so that what was left out can be counted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from parsers.indicators.context.areas import Items
from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.copies import replace
from parsers.indicators.names import phrases
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.values import Figure
from parsers.indicators.names.whose import Force
from parsers.indicators.sentence.numbers import DOINGS, Number, numbers
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import bare, following, passed, rises, rows, rules
from parsers.indicators.uncoded.amounts import PER_HEAD, Amounts
from parsers.indicators.uncoded.percents import EACH, is_index
from parsers.text.patterns import lazy

_MARKS = lazy(r"[，,；;：:]")
_BRACKETS = lazy(r"[（(][^（）()]*[）)]")
_WHOLE_AGAIN = lazy(r"(?:其中)?[全我][区县市旗州盟](?!首|率先|最|第|各|前|平均|排名|领先)")
_SHARED = frozenset({rules.FULFILLED, rules.DIFFERENCE, rules.MULTIPLE, rules.POINTS})
_FAR = 80  # characters before a number that can name it


class General(Amounts):
    """Reads the numbers of one sentence that the names of the lexicon have left."""

    def __init__(self, text: str, passage: Passage, digits: Sequence[int]) -> None:
        super().__init__(text, passage)
        self.digits = digits
        self.marks = [mark.start() for mark in _MARKS.finditer(text)]  # where the text's clauses end
        self.marks.append(len(text))
        self.several = False  # whether the sentence says 分别
        self.places: list[re.Match[str]] = []  # the areas that the rest of the sentence names, last first
        self.items = Items()
        self.timed = False  # whether years may stand between the numbers of a clause
        self.passed: tuple[int, int] | None = None  # where the clause before stands, if it has no numbers

    def read(self, force: Force, cue: Period | None, known: Sequence[Figure]) -> None:
        """Read the numbers of a sentence; `cue` is the years that hold for it, `known` what was read of it already."""
        start, end, self.force = force.start, force.end, force
        text = self.text
        found = numbers(text, start, end, self.digits)
        if not found:
            return
        self.taken = {f.at[0]: f for f in known if f.at is not None} if known else {}
        self.open(start, cue)
        piece = text[start:end]
        hidden = (
            [m.span() for m in _BRACKETS.finditer(text, start, end)] if "（" in piece or "(" in piece else []
        )
        self.note(start, piece, found[-1].start)
        if "：" in piece or ":" in piece:
            hidden += self.sectors(start, end)
            hidden.sort()
        self.places = force.zones[::-1]
        position, index, self.passed = start, 0, None
        zoned, timed = bool(self.places), self.is_timed(end)
        if zoned:
            self.items = Items()
        self.several = "分别" in piece
        first = bisect_left(self.marks, start)
        last = bisect_left(
            self.marks, end if hidden else found[-1].end, first
        )  # the end of the last clause read
        for stop in [*self.marks[first:last], min(self.marks[last], end)]:
            if hidden and stop < end and _inside(hidden, stop):
                continue
            mine = index
            while index < len(found) and found[index].start < stop:
                index += 1
            if self.area is not None and _WHOLE_AGAIN.match(text, position, stop):
                self.area = self.passage.area  # 12个街道实现全覆盖，全区公交线路达86条
            if zoned:
                self.take_areas(found[mine].start if mine < index else stop)
            if mine == index:
                self.passed = position, stop
            else:
                within = found[mine:index]
                together = self.several and mine + 1 < index and "分别" in text[position:stop]
                self.timed = timed and not together
                if timed:
                    self.time(stop if together else within[0].start)
                self.clause(position, stop, within, hidden)
                only_years = within[0].plain == "年" and all(number.plain == "年" for number in within)
                self.passed = (position, stop) if only_years else None
            if zoned:
                self.take_areas(stop)
            if (zoned or timed) and stop < end and text[stop] in "；;":
                if self.narrowed is not None:
                    self.cue, self.narrowed = self.narrowed[0], None
                if zoned and self.items.end(of_whole=self.area == self.passage.area):
                    self.area = self.passage.area
            position = stop + 1

    def take_areas(self, stop: int) -> None:
        """Take up the areas that are named before an offset."""
        while self.places and self.places[-1].start() < stop:
            self.area = self.force.zone(self.places.pop())
            self.items.parts += 1

    def clause(self, start: int, end: int, within: list[Number], hidden: list[tuple[int, int]]) -> None:
        """Read the numbers of one clause, left to right."""
        text, found = self.text, within
        if hidden:
            found = []
            for number in within:
                if _inside(hidden, number.start):
                    self.rule(number, rules.BRACKET)
                else:
                    found.append(number)
        if (
            self.several
            and "分别" in text[start:end]
            and (rise := rises.of(text, start, end, found)) is not None
        ):
            self.several_rises(start, end, rise, found)
            return
        position, skip = start, 0
        lead: Phrase | None = None
        led: tuple[int, int] | None = None  # the words before a number that the other reader took
        for index, number in enumerate(found):
            if skip:
                skip -= 1
                continue
            stop = found[index + 1].start if index + 1 < len(found) else end
            if self.timed and index:
                self.time(number.start)  # 上半年开工36个、全年开工86个
            if self.places:
                self.take_areas(number.start)
            known = self.taken.get(number.start)
            if known is not None:
                name = text[slice(*known.name)]
                self.subjects.append(Subject(*known.name, name, code=known.code, unit=number.plain))
                lead, led = None, (max(position, number.start - _FAR), number.start)
                skip = self.beside(found, index, stop, end)
                position = found[index + skip].end
                continue
            begin = max(position, number.start - _FAR)
            words = text[begin : number.start]
            if self.passed is not None and index == (found[0].plain == "年"):
                what = passed.what(text, *self.passed, words)
                if what is not None:
                    begin, words = self.passed[0], what + words
            if not number.plain and is_index(phrases.before(words).noun, number):
                number = number._replace(plain="%")  # an index of prices has no unit, or %
            elif not number.plain:
                last = self.subjects[-1].unit if self.subjects else ""
                if counter := bare.counter(number, words, text[number.end : stop], last):
                    number = number._replace(plain=counter)
            said = text[max(start, number.start - _FAR) : number.start] if number.plain == "岁" else words
            rule = rules.not_one(number, said, text[number.end : stop])
            if rule is None and words.endswith("任务"):
                words = words.removesuffix("任务")  # 完成国土绿化任务1.4万亩
            if rule is None and "全" in words[:4]:
                rule = rules.of_a_larger_whole(words, self.passage.reach)
            if (
                rule is None
                and number.plain == "个"
                and "百分点" in rows.joined(text, found, index)[-1].plain
            ):
                rule = rules.POINTS  # 分别回落1.1个和0.9个百分点
            if rule is None and number.suffix in rules.ABOVE and number.end == stop < end:
                rule = rules.THRESHOLD  # 其中10亿元以上6个
            if (
                rule is rules.THRESHOLD
                and words.endswith("总投资")
                and following.OF_SO_MANY.match(text, number.end)
            ):
                self.amounts([number], [Subject(number.start - len("总投资"), number.start, "总投资")])
                position = number.end
                continue
            if rule is not None:
                self.rule(number, rule)
                if rule in _SHARED:
                    skip = self.same_rule(found, index, rule)
                if rule in (rules.ELSEWHERE, rules.WORK) or (rule == rules.ORDER and number.plain in DOINGS):
                    self.forget(phrases.before(words), rule)
                elif rule == rules.BEFORE:
                    grew = number.plain == "%"
                    subjects = self.named(words[: words.find("在") if grew else None], begin, 1, each=False)
                    # 在新增企业18家的基础上，再新增20家; 进出口总额在增长30%的基础上再增20%
                    self.subjects += [replace(s, unit=number.plain, joined=grew) for s in subjects]
                    basis = rules.BASIS.match(text, number.end, stop)
                    position = basis.end() if basis is not None else found[index + skip].end
                    continue
                elif rule == rules.MULTIPLE:
                    self.forget(self.topic(words), rule)
                if rule == rules.POINTS:
                    self.rate_before_points(words, begin)
                position = position if rule in rules.KEEPS_PHRASE else found[index + skip].end
                continue
            each = self.several and "分别" in words
            if each or number.plain == "%":
                run = rows.like(text, found, index, self.taken, mixed=each)
            else:
                run = [number, *rows.joined(text, found, index)[1:]]
            if number.plain in ("%", "‰", "倍"):
                skip = self.percent(run, words, begin)
            else:
                phrase = phrases.before(words)
                if led is not None:
                    lead, led = phrases.before(text[slice(*led)]), None
                if (
                    lead is not None
                    and not phrase.drop
                    and (
                        words[:1] in "、和及与" or words.endswith(("、", "和", "及", "与")) or not phrase.noun
                    )
                ):
                    phrase = _inherit(phrase, lead)
                skip = self.amount(run, phrase, begin, stop, end)
                lead = phrase
            position = found[index + skip].end
        if self.waiting:
            for number, *_ in self.waiting:
                self.rule(number, rules.UNDECIDED)
            self.waiting = []

    def several_rises(self, start: int, end: int, rise: rises.Rises, found: list[Number]) -> None:
        """Read what several things reached: 幼儿园、小学分别由36所、52所增加到58所、61所."""
        if all(number.start in self.taken for number in rise.reached or found):
            return
        for number in rise.before if rise.reached else found:
            if number.start not in self.taken:
                self.rule(number, rules.BEFORE if rise.reached else rules.UNDECIDED)
        if not rise.reached:
            return
        words = self.text[start : rise.names_end] + rises.WORDS
        if rise.reached[0].plain in ("%", "‰"):
            self.percent(rise.reached, words, start)
        else:
            self.amount(rise.reached, phrases.before(words), start, end, end)

    def beside(self, found: list[Number], index: int, stop: int, end: int) -> int:
        """Read what stands behind 分别 beside a number that is taken: 教育支出、卫生支出分别增长8%和11%."""
        number = found[index]
        begin = max(self.start, number.start - _FAR)
        words = self.text[begin : number.start]
        cut = max(words.rfind(mark) for mark in "，,；;")
        begin, words = begin + cut + 1, words[cut + 1 :]
        if not ("分别" in words or "均" in words or "双双" in words):
            row = rows.joined(self.text, found, index) if number.plain == "%" else []
            if len(row) == 1 and "、" in words:
                return self.percent(row, words, begin)  # 污水、垃圾处理率达95%
            rest = {one.plain for one in row if one.start not in self.taken}
            return self.percent(row, words, begin) if rest == {"%"} else 0  # …预计可达41亿元，增长22%、35%
        if number.plain == "%" and EACH.search(words[-8:]):
            return self.percent([number], words, begin)  # 道路完好率、污水处理率均达95%
        run = rows.like(self.text, found, index, self.taken, mixed=True) if "分别" in words else []
        if len(run) == 1 and number.plain == "%" and "、" in words:
            return self.percent(run, words, begin)  # 化学需氧量、二氧化硫排放量分别下降3%
        if len(run) < 2 or all(one.start in self.taken for one in run):
            return 0
        if number.plain in ("%", "‰", "倍"):
            return self.percent(run, words, begin)
        return self.amount(run, phrases.before(words), begin, stop, end)

    def same_rule(self, found: list[Number], first: int, rule: str) -> int:
        """Leave out the numbers in a row with one that a rule left out: 分别完成年目标的188%、136%; how many."""
        row = [
            number for number in rows.joined(self.text, found, first)[1:] if number.start not in self.taken
        ]
        row = row if all(number.plain == found[first].plain for number in row) else []
        for number in row:
            self.rule(number, rule)
        return len(row)


def _inside(spans: list[tuple[int, int]], offset: int) -> bool:
    """Whether an offset is in one of the spans, which are in order."""
    place = bisect_right(spans, (offset, offset)) - 1
    if place + 1 < len(spans) and spans[place + 1][0] == offset:
        return True
    return place >= 0 and offset < spans[place][1]


def _inherit(phrase: Phrase, lead: Phrase) -> Phrase:
    """A phrase of a list goes on with the verbs of the list: 建成公园83座、绿道63公里."""
    if phrase.new or phrase.done:
        return phrase
    return phrase._replace(
        new=lead.new,
        done=lead.done,
        have=phrase.have or (lead.have and not lead.new and not following.BOUND_ONLY.search(lead.text)),
        said=lead.said + (per[0] if (per := PER_HEAD.match(lead.noun)) else "") + phrase.said,
    )
