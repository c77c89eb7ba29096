"""Decide which number of a sentence belongs to which name.

A sentence is read clause by clause. A clause names its subjects (地区生产总值) or continues with those of
the clause before (，增长8%). A doubtful number is left out rather than given to the wrong name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.indicators.context.areas import Items
from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.copies import replace
from parsers.indicators.names.subjects import Slots, Subject, Subjects, width
from parsers.indicators.names.values import Figure
from parsers.indicators.names.whose import Force
from parsers.indicators.sentence import figures
from parsers.indicators.sentence.bounds import counts_projects, tidy
from parsers.indicators.sentence.clause_kinds import (
    is_base,
    is_of_all_year,
    is_of_one_item,
    is_of_target,
    names_another,
)
from parsers.indicators.sentence.dating import adds_up, listed_years
from parsers.indicators.sentence.nesting import clauses, join_units, nest
from parsers.indicators.sentence.predicates import VERBS, Predicate, Run, without_repetition
from parsers.indicators.sentence.tokens import PERIOD_ROLES, Token, unit_of

_GOES_ON = PERIOD_ROLES | frozenset(
    ["rank", "share", "than", "beyond", "rise", "fall", "least", "about", "most", "hold", "reach", "flat", "turn",
     "say", "average", "sum", "scope", "goal", "both", "each", "years", "same", "estimate", "will", "value",
     "paren", "from", "whole"]
)  # fmt: skip
_ASIDE = ("经过", "克服", "面对", "受")  # 受疫情影响，: no other subject
_PER_HEAD = ("人均", "户均", "亩均", "地均")
# Written before the name, but applies to the number.
_CARRIED = frozenset({"average", "sum", "scope", "both"})


def read_sentence(tokens: Sequence[Token], passage: Passage, force: Force) -> list[Figure]:
    """Return the figures of one sentence, in the order of the text; `force` knows who is in force in it."""
    return _Sentence(passage, force).read(tokens)


class _Sentence:
    def __init__(self, passage: Passage, force: Force) -> None:
        self.passage = passage
        self.finder = Subjects(passage, force)
        self.subjects: Slots = []  # of the current clause
        self.recent: Slots = []  # of the sentence so far
        self.begun = 0  # how many of them stand before the last ；
        self.years: list[Period] = []  # 2017年、2018年、2019年，: listed for as many numbers of one name
        self.ended: Slots = []  # of the item before the last ；
        self.scope: str | None = None  # 剔除…因素后，: of the clause that follows
        self.projects = False  # counted before: in 实施项目96个，…固定资产投资超200亿元 the sum is theirs
        self.kept: tuple[Period | None] | None = None  # the years before 五年累计…, restored after the ；
        self.summing = False  # 五年来，累计完成A；B: the sums continue through the list
        self.named = ""  # the last name, as written
        self.items = Items()
        self.figures: list[Figure] = []

    def read(self, tokens: Sequence[Token]) -> list[Figure]:
        self.passage.origin = self.passage.since = None
        for clause, separator in clauses(nest(join_units(tokens, self.finder.is_own))):
            self.clause(clause)
            self.projects = separator != "semicolon" and (self.projects or counts_projects(clause))
            if separator == "semicolon":
                if self.items.end(of_whole=not self.finder.elsewhere):
                    self.finder.elsewhere = False
                self.ended, self.subjects, self.begun = self.subjects, [], len(self.recent)
                self.summing = self.summing and self.kept is None
                self.passage.cue, self.kept = (self.kept or (self.passage.cue,))[0], None
        return tidy(self.figures, self.passage)

    def clause(self, tokens: list[Token]) -> None:
        roles = [token.role for token in tokens]
        each = roles.index("each") if "each" in roles else None
        first = roles.index("name") if "name" in roles else None
        if (years := listed_years(tokens if each is None else tokens[:each], self.passage)) is not None:
            self.years, tokens[years.start : years.stop] = years.named, tokens[years.stop - 1 : years.stop]
            each = each - (years.stop - 1 - years.start) if each is not None else None
            first = next((i for i, token in enumerate(tokens) if token.role == "name"), None)
        if first is None:
            self.goes_on(tokens, each=each is not None)
        elif each is not None and first < each:
            last = max(i for i in range(each) if tokens[i].role == "name")
            if any(
                t.role in ("value", "broken") for t in tokens[last:each]
            ):  # 收入达到5亿元和3亿元、分别增长…
                self.groups(tokens[: each - 1 if tokens[each - 1].role == "and" else each])
                self.goes_on(tokens[each:], each=True)
                return
            self.passage.lead(tokens[:each])
            self.subjects = self.finder.enumerated(tokens[:each])
            kept = [t for t in tokens[:each] if t.role in _CARRIED]
            kept += [t for t in tokens[last + 1 : each] if t.role in ("rise", "fall")]  # 增速分别为
            self.predicate([*kept, *tokens[each:]], each=True)
        else:
            self.groups(tokens)

    def groups(self, tokens: list[Token]) -> None:
        """Read a clause with names: each group of names with the words up to the next group."""
        group = self.finder.next_group(tokens, 0)
        if group is None:
            self.goes_on(tokens)
            return
        head = tokens[: group[0]]
        if any(is_of_one_item(head, i) for i in range(len(head))):
            self.kept = self.kept or (self.passage.cue,)
        self.summing = self.summing or any(t.role == "sum" for t in head)
        words = "".join(t.text for t in tokens)
        if "的基础" not in words and "高基数" not in words:  # 在2018年新增就业1.2万人的基础上
            self.passage.lead(head)
        modifiers = [t for t in head if t.role in _CARRIED or t.text in VERBS]
        while group is not None:
            _, end, self.subjects = group
            if self.finder.elsewhere and self.subjects == [None]:
                self.items.parts += 1
            if (
                end < len(tokens)
                and (tokens[end].role == "gap" or tokens[end].text in _PER_HEAD)
                and tokens[end].start == tokens[end - 1].end
            ):
                self.subjects = []  # 利用外资合同额, 出口产品, 税收人均: part of another name
            name = self.named = tokens[end - 1].text
            group = self.finder.next_group(tokens, end)
            said = without_repetition(name, tokens[end : group[0] if group else len(tokens)])
            self.predicate([*modifiers, *said])
            if names_another(said):
                self.recent.append(None)
            self.summing = self.summing or adds_up(self.passage, said)
            modifiers = []

    def goes_on(self, tokens: list[Token], *, each: bool = False) -> None:
        """Read a clause without a name: about the subjects so far, or about something without a known name."""
        if self.subjects and any(t.role == "gap" and self.named.endswith(t.text) for t in tokens):
            tokens = without_repetition(self.named, tokens)
        if tokens[0].role == "component" and len(tokens) > 1 and tokens[1].role in PERIOD_ROLES:
            tokens = tokens[1:]  # 其中2011年增长34%: a year of the same figure
            self.kept = self.kept or (self.passage.cue,)
        cue = self.passage.cue
        years = tokens[0].role == "year" and cue is not None and cue.years > 1
        if self.subjects and (tokens[0].role == "fraction" or years):
            self.kept = self.kept or (self.passage.cue,)  # …增长4%，四季度增速升至5%；: of this item alone
        if tokens[0].role in ("several", "plan", "span"):  # 五年来共接待游客216万人次，旅游收入12亿元
            self.summing = self.summing or any(t.role == "sum" or t.text == "共" for t in tokens[1:3])
        value = next((i for i, t in enumerate(tokens) if t.role in ("value", "broken")), None)
        head = tokens if value is None else tokens[:value]
        dated = tokens[0].role in PERIOD_ROLES or tokens[0].text.startswith("全年") or is_of_all_year(tokens)
        if dated and value is not None and not self.subjects and len(self.ended) == 1:
            self.subjects = self.ended  # …累计完成1874亿元；2015年完成462亿元
        unknown = any(t.role in ("gap", "part") for t in head)
        others = tokens[0].role == "whole" and not self.finder.is_own(tokens[0].text)
        if (others and value is not None) or any(t.role == "component" for t in head):  # 全国增长目标为6%
            self.subjects = []
        # 第三产业增势强劲，增加值达5亿元, but not 总产值9亿元，增加值2亿元
        if any(t.text == "增加值" for t in head):
            self.subjects = [
                s for s in self.subjects if s and all(c.endswith("value_added") for c in s.codes)
            ]
        if value is None and all(t.role in ("scope", "than", "paren") for t in tokens):
            self.scope = next((t.text for t in tokens if t.role == "scope"), self.scope)
        elif is_base(tokens):
            self.passage.since = "".join(t.text for t in tokens)
            base = next((t for t in tokens if t.role == "year"), None)
            self.passage.origin = self.passage.named(base) if base is not None else self.passage.origin
        elif unknown:
            examples = len(head) > 0 and head[-1].text == "等"  # 望川产业园等30个项目，工业投资增长53%
            zoned = not examples and self.finder.force.names_zone(tokens[0].start, tokens[-1].end)
            if value is not None and zoned:
                self.finder.elsewhere = True  # 望川经开区主营业务收入达600亿元，工业增加值120亿元
                self.items.parts += 1
            elif value is not None and any(t.role == "whole" and self.finder.is_own(t.text) for t in head):
                self.finder.elsewhere = False  # 望川景区接待游客31万人次；全县接待游客126万人次，收入6亿元
            if value is not None:
                # 游客1441万人次，旅游收入109亿元，分别增长…: the first is not known here
                self.recent.append(None)
            self.passage.lead(tokens)
            first = tokens[0].role
            timed = any(t.role in PERIOD_ROLES for t in tokens)
            kept = (
                (first in ("rank", "share", "beyond", "than") or tokens[0].text in ("高于", "低于"))
                if value is not None
                else first in _GOES_ON or timed
            )
            aside = value is None and tokens[0].text.startswith(_ASIDE)
            if not (kept or aside):
                self.subjects = []
        elif self.subjects:
            if any(t.text.startswith("全年") for t in head):
                self.passage.whole_year()
            self.predicate(tokens, each=each, continued=True)
            return
        else:
            self.passage.lead(tokens)
        self.passage.leave(tokens)

    def predicate(self, tokens: list[Token], *, each: bool = False, continued: bool = False) -> None:
        if continued and is_of_target(tokens, 0):
            self.kept = self.kept or (self.passage.cue,)
        runs = Predicate(self.passage, self.scope, inherited=continued).read(tokens)
        self.scope = None
        listed = [(token, run) for run in runs if not run.bracket for token in run.tokens] if each else []
        if each and self.of_each_year(listed):
            return
        several = False
        item = self.recent[self.begun :]
        alone = len(listed) == 1 and unit_of(listed[0][0]) == "%"
        if alone and (len(item) == 2 or not continued):  # A5万元，B2万元，分别增长14%
            each, listed[0][1].said.both = False, True
            self.subjects = self.several(2) if continued else self.subjects
        if listed and len(runs[0].tokens) < len(listed):
            subjects = self.several(len(listed)) if continued else self.subjects
            single = all(len(run.tokens) == 1 for _, run in listed)
            several = single or (width(subjects) == len(listed) and len({unit_of(t) for t, _ in listed}) == 1)
        if each and continued and runs:
            self.subjects = self.several(len(listed) if several else len(runs[0].tokens))
        elif continued and runs and len(self.subjects) == 1 and len(item) == 2:
            pair = len(runs[0].tokens) == 2 or runs[0].said.both  # 城镇…，农村…，增长9.7%和13.4%
            self.subjects = self.several(2) or self.subjects if pair else self.subjects
        elif not continued:
            self.recent += self.subjects
            if any(len(run.tokens) > width(self.subjects) for run in runs):
                self.recent.append(None)  # 存、贷款余额10亿元和9亿元: one of them has no known name
        if several:
            self.one_each(listed)  # 分别增长7.4%、9%和下降2.6%
            runs = [run for run in runs if run.bracket]
        for run in runs:
            for subject, code, token in self.assigned(
                run, each=each and not run.bracket, joint=not continued
            ):
                self.figure(subject, code, token, run)

    def of_each_year(self, listed: list[tuple[Token, Run]]) -> bool:
        """Give each number of one name its year: 2017年、2018年、2019年，固定资产投资分别增长15%、14%和13%."""
        if len(listed) != len(self.years) or len(listed) < 2 or width(self.subjects) != 1:
            return False
        subject = self.subjects[0]
        if subject is not None:
            for (token, run), period in zip(listed, self.years, strict=True):
                dated = replace(run, said=replace(run.said, period=period))
                self.figure(subject, subject.codes[0], token, dated)
        return True

    def one_each(self, listed: list[tuple[Token, Run]]) -> None:
        """Give each subject its number where each number has a word for change of its own."""
        slots = [(s, code) for s in self.subjects for code in (s.codes if s else ("",))]
        if len(slots) != len(listed):
            for token, _ in listed:
                self.passage.drop(token, f"{len(listed)} numbers for {len(slots)} names")
            return
        for (subject, code), (token, run) in zip(slots, listed, strict=True):
            if subject is not None:
                self.figure(subject, code, token, run)

    def several(self, count: int) -> Slots:
        """Return the subjects that 分别 at the start of a clause means: the current ones or the sentence's last."""
        if width(self.subjects) == count:
            return self.subjects
        last = self.recent[-count:]
        return last if len(last) == count and all(s is not None and len(s.codes) == 1 for s in last) else []

    def assigned(self, run: Run, *, each: bool, joint: bool) -> Iterator[tuple[Subject, str, Token]]:
        """Pair the numbers of a run with their subjects; yield nothing if their counts differ.

        `joint`: the names stand in a row before the run, so that one percentage is of each of them.
        """
        slots = [(s, code) for s in self.subjects for code in (s.codes if s else ("",))]
        tokens = run.tokens
        shared = run.said.both or tokens[0].role in ("same", "flat")
        if joint and unit_of(tokens[0]) == "%" and len(slots) == len(self.subjects) > 1:
            shared = shared or all(s is not None for s in self.subjects)  # 工业投资、技改投资增长20%
        if (
            len(tokens) == 1
            and len(self.subjects) == 1
            and not (shared or each)
            and (one := self.subjects[0])
        ) and one.together is not None:
            yield one, one.together, tokens[0]
            return
        if len(tokens) == 1 and len(slots) > 1 and shared and not each:
            tokens = tokens * len(slots)
        if len(slots) != len(tokens):
            for token in tokens:
                self.passage.drop(token, f"{len(tokens)} numbers for {len(slots)} names")
        else:
            for (subject, code), token in zip(slots, tokens, strict=True):
                if subject is not None:
                    yield subject, code, token

    def figure(self, subject: Subject, code: str, token: Token, run: Run) -> None:
        """Add the figure of a subject and a number, if the number is one of its values."""
        figure = figures.make(
            self.passage, subject, code, token, run, summing=self.summing, projects=self.projects
        )
        if figure is not None:
            self.figures.append(figure)
