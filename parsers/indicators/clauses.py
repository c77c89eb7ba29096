"""Sentences with figures: which number belongs to which name, as a target, an estimate or an actual.

A sentence is read clause by clause. A clause names its subjects (地区生产总值), or goes on about those of
the clause before (，增长8%). Between a name and its number only known words may stand; anything unknown
ends the reading of the clause, so that a doubtful number is left out rather than given to the wrong name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from parsers.indicators import periods
from parsers.indicators.periods import Frame, Period
from parsers.indicators.tokens import Amount, Token
from parsers.indicators.values import ALWAYS_SUMS, FLOWS, INCOMES, RATIOS, Figure, measure_of
from parsers.record import Bound, FigureKind

_PERIODS = frozenset({"year", "span", "plan", "several", "fraction", "last", "this"})
_SEPARATORS = frozenset({"comma", "semicolon", "colon"})
_SUFFIXES = frozenset({"around", "above", "within", "between", "less"})
_OBJECT_AFTER = frozenset(
    {"share", "than", "beyond", "least", "most", "about"}
)  # 占, 高于 … 地区生产总值: no subject
_GOES_ON = frozenset(
    {"rank", "share", "than", "beyond", "rise", "fall", "least", "about", "most", "hold", "reach", "flat", "turn", "say",
     "average", "sum", "scope", "goal", "both", "each", "years", "same", "estimate", "will", "value", "paren", "from",
     "whole"} | _PERIODS
)  # fmt: skip
_RATES = ("增速", "增幅", "涨幅", "增速达到", "增幅达到", "增速为", "增速达", "增幅为", "增幅达", "增长率", "增长率为",
          "增长率达", "增长幅度", "增长速度", "降幅", "降幅为", "年均增速", "年均增长率", "年平均增速")  # fmt: skip
_AVERAGE_RISES = ("年均递增", "年均增速", "年均增长率", "年平均增速")
_BOUNDS: dict[str, Bound] = {
    "least": "at_least", "above": "at_least", "about": "about", "around": "about", "most": "at_most",
    "within": "at_most", "less": "at_most", "between": "range",
}  # fmt: skip
_CARRIED = frozenset({"average", "sum", "scope", "both"})  # said before the name, meant of the number
_VERBS = ("完成", "实现", "累计实现", "引进")
_PLACES = ("区", "县", "市", "镇", "乡", "街道", "旗", "园", "村", "城", "办", "省", "国")
_ENDPOINTS = ("突破", "达", "超", "迈上", "站上", "跨", "冲破", "首破", "增加到", "提高到")


@dataclass(slots=True)
class Passage:
    """What holds for a sentence before its first word is read, and what it leaves behind."""

    frame: Frame
    place: str  # where the document says whose it is: titles and opening lines
    reach: str | None  # the character its own scope ends with: 区 for a district's report
    cue: Period | None = None  # years named by the paragraph or the sentence so far
    spread: Period | None = None  # the last several years named anywhere before
    goal: bool = False  # the sentence lists targets
    goals: bool = False  # so does the paragraph
    estimate: bool = False  # 预计 in force to the sentence's end
    estimates: bool = False  # 初步核算，… or （下同）: in force to the paragraph's end
    estimated: set[tuple[str, str | None]] = field(default_factory=set)  # told as estimates in this paragraph


@dataclass(slots=True)
class _Subject:
    codes: tuple[str, ...]
    start: int
    end: int
    whole: bool  # it says itself that it is of the whole division: 全区…, 全社会…


@dataclass(slots=True)
class _Run:
    """Numbers that share what stands before them: 增长 5%和8%左右."""

    tokens: list[Token]
    direction: int | None
    rate: bool
    prefix: Token | None
    suffix: Token | None
    average: bool
    total: bool
    scope: str | None
    goal: bool
    verb: str
    period: Period | None
    both: bool
    end: int


def read_sentence(tokens: Sequence[Token], passage: Passage) -> list[Figure]:
    """The figures of one sentence, in the order of the text."""
    return _Sentence(passage).read(tokens)


def take_period(tokens: Sequence[Token], passage: Passage) -> None:
    """Let the years that open a sentence without figures hold for what follows it."""
    _Sentence(passage).period(tokens, 0)


class _Sentence:
    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.subjects: list[_Subject | None] = []
        self.recent: list[_Subject | None] = []
        self.figures: list[Figure] = []

    def read(self, tokens: Sequence[Token]) -> list[Figure]:
        for clause, separator in _clauses(_nest(tokens)):
            self.clause(clause)
            self.projects = separator != "semicolon" and (self.projects or _counts_projects(clause))
            if separator == "semicolon":
                self.subjects = []
        return _tidy(self.figures)

    # ── clauses ────────────────────────────────────────────────────────────────────────────────

    def clause(self, tokens: list[Token]) -> None:
        each = next((i for i, t in enumerate(tokens) if t.role == "each"), None)
        first = next((i for i, t in enumerate(tokens) if t.role == "name"), None)
        if each is not None and first is not None and first < each:
            self.subjects = self.items(tokens[:each])
            kept = [t for t in tokens[:each] if t.role in _CARRIED]
            self.predicate([*kept, *tokens[each:]], each=True)
            return
        if first is None:
            self.goes_on(tokens, each is not None)
            return
        position = 0
        while position < len(tokens):
            group = self.next_group(tokens, position)
            if group is None:
                if position == 0:
                    self.goes_on(tokens, False)
                else:
                    self.predicate(tokens[position:])
                return
            start, end, subjects = group
            modifiers: list[Token] = []
            if start > position:
                if position == 0:
                    self.lead(tokens[:start])
                    modifiers = [t for t in tokens[:start] if t.role in _CARRIED or t.text in _VERBS]
                else:
                    self.predicate(tokens[position:start])
            self.subjects = subjects
            following = self.next_group(tokens, end)
            stop = following[0] if following else len(tokens)
            self.predicate([*modifiers, *tokens[end:stop]])
            position = stop
            if following is None:
                return

    def lead(self, tokens: list[Token]) -> None:
        """What stands before the first name of a clause: years, 预计, 目标."""
        for i, token in enumerate(tokens):
            if token.role in _PERIODS or (token.role == "years" and i == 0 and len(tokens) < 3):
                self.period(tokens, i)
            elif token.role == "estimate":
                self.passage.estimate = True
            elif token.text == "全年":
                self.whole_year()

    def whole_year(self) -> None:
        """全年 ends what 上半年 began."""
        cue = self.passage.cue
        if cue is not None and cue.part is not None:
            self.passage.cue = Period(cue.last, cue.last)

    def goes_on(self, tokens: list[Token], each: bool) -> None:
        """A clause without a name: about the subjects so far, or about something that no name stands for."""
        values = [i for i, t in enumerate(tokens) if t.role in ("value", "broken")]
        head = tokens[: values[0]] if values else tokens
        if any(t.role == "component" for t in head):
            self.subjects = []
        unknown = any(t.role in ("gap", "part") for t in head)
        leads_on = bool(tokens) and tokens[0].role in _GOES_ON
        if values and unknown:
            if tokens[0].role not in ("rank", "share", "beyond", "than"):
                self.subjects = []
            self.lead(tokens)
            return
        if unknown and not leads_on:
            self.lead(tokens)
            if not _is_time(tokens):
                self.subjects = []
            return
        if tokens and not values and all(t.role in ("scope", "than", "paren") for t in tokens):
            self.scope = next((t.text for t in tokens if t.role == "scope"), self.scope)
            return
        if tokens and tokens[-1].text == "相比" and any(t.role in _PERIODS for t in tokens):
            self.scope = "".join(t.text for t in tokens)
            return
        if not self.subjects:
            self.lead(tokens)
            return
        self.predicate(tokens, each=each, continued=True)

    def items(self, tokens: list[Token]) -> list[_Subject | None]:
        """The enumerated subjects before 分别; None for one that is no known name."""
        self.lead(tokens)
        subjects: list[_Subject | None] = []
        item: list[Token] = []
        begun = partial = False
        for token in [*tokens, Token("and", 0, 0, "")]:
            if token.role == "value" and not begun:
                item = []  # 增长8%，其中A、B分别: what came before belongs to another subject
                continue
            if token.role != "and":
                item.append(token)
                continue
            begun = True
            name = next((t for t in reversed(item) if t.role == "name"), None)
            if name is None:
                subjects.append(None)
            else:
                index = next(i for i, t in enumerate(item) if t is name)
                after = [t for t in item[index + 1 :] if t.role in ("gap", "part", "share")]
                own = self.is_subject(item, index) and not name.text.startswith(("地均", "人均", "每"))
                if own and not after and not partial:
                    subjects.append(_subject(item, index))
                else:
                    partial = (
                        partial or not own
                    )  # 每平方公里GDP、税收: what narrows the first narrows the rest
                    subjects.extend([None] * len(_codes(name)))
            item = []
        return subjects

    def next_group(self, tokens: list[Token], position: int) -> tuple[int, int, list[_Subject | None]] | None:
        """The next name that is a subject, with the names joined to it: (first token, token after, subjects)."""
        for i in range(position, len(tokens)):
            if tokens[i].role != "name" or self.is_object(tokens, i):
                continue
            valid = self.is_subject(tokens, i)
            subjects: list[_Subject | None] = [_subject(tokens, i) if valid else None]
            end = i + 1
            while end + 1 < len(tokens) and tokens[end].role == "and":
                step = end + 1
                while step < len(tokens) - 1 and tokens[step].role in ("whole", "level", "say"):
                    step += 1
                if tokens[step].role != "name":
                    break
                subjects.append(_subject(tokens, step) if valid else None)
                end = step + 1
            start = i
            return start, end, subjects
        return None

    def is_object(self, tokens: list[Token], index: int) -> bool:
        """A name that only measures another: 占地区生产总值的, 高于GDP增速, 与…同步."""
        i = index - 1
        while i >= 0 and tokens[i].role in ("whole", "level", "say"):
            i -= 1
        return (
            i >= 0
            and tokens[i].role in _OBJECT_AFTER
            and tokens[i].text not in ("同比", "环比", "控制在", "突破")
        )

    def is_subject(self, tokens: list[Token], index: int) -> bool:
        """Whether the name is told of the whole division that reports, as far as the clause says."""
        i = index - 1
        while i >= 0 and tokens[i].role in ("whole", "level"):
            if tokens[i].role == "whole" and not self.is_own(tokens[i].text):
                return False
            i -= 1
        if i > 0 and tokens[i].role == "say" and tokens[i].text == "的":
            i -= 1
        if i == 0 and tokens[0].text == self.passage.reach:  # 区城镇登记失业率
            return not self.elsewhere
        if i >= 0 and tokens[i].role in ("gap", "part") and not self.is_place(tokens, i):
            self.elsewhere = tokens[i].text.endswith(_PLACES)
            return False
        begin = i
        while i >= 0 and tokens[i].role not in ("and", "comma", "name"):
            token = tokens[i]
            if token.role in ("value", "broken"):
                return all(t.role in _SUFFIXES for t in tokens[i + 1 : index])
            if token.role == "part" and not self.is_place(tokens, i):
                self.elsewhere = self.elsewhere or token.text.endswith(_PLACES)
                return False
            if token.role == "whole" and not self.is_own(token.text):
                return False
            i -= 1
        if any(t.role == "whole" for t in tokens[begin + 1 : index]):
            self.elsewhere = False
        return not self.elsewhere

    def is_own(self, word: str) -> bool:
        scope = word[-1]
        if scope in "国省":
            return self.passage.reach == "省" and scope == "省"
        return (
            self.passage.reach is None
            or scope not in "区市县旗州盟"
            or scope == self.passage.reach
            or word == "新区"
        )

    def is_place(self, tokens: list[Token], index: int) -> bool:
        """Whether unknown words before a name are the reporting division's own name (福田区地区生产总值)."""
        words = "".join(t.text for t in tokens[: index + 1] if t.role in ("gap", "part")).rstrip("区市县旗州")
        return len(words) >= 2 and words in self.passage.place

    # ── what is said of the subjects ───────────────────────────────────────────────────────────

    def predicate(self, tokens: list[Token], *, each: bool = False, continued: bool = False) -> None:
        runs = self.runs(tokens)
        if each and continued and runs:
            self.subjects = self.several(len(runs[0].tokens))
        elif not continued:
            self.recent += self.subjects
        if not any(self.subjects):
            return
        for run in runs:
            for subject, code, amount in self.assigned(run, each):
                self.figure(subject, code, amount, run, continued=continued)

    def several(self, count: int) -> list[_Subject | None]:
        """The subjects of a clause that begins with 分别: those in hand, or the last so many of the sentence."""
        if sum(len(s.codes) if s else 1 for s in self.subjects) == count:
            return self.subjects
        last = self.recent[-count:]
        return last if len(last) == count and all(s is not None and len(s.codes) == 1 for s in last) else []

    def assigned(self, run: _Run, each: bool) -> Iterator[tuple[_Subject, str, Token]]:
        slots = [(s, code) for s in self.subjects for code in (s.codes if s else ("",))]
        if len(slots) == 1 and slots[0][0] is not None:
            if len(run.tokens) == 1:
                yield slots[0][0], slots[0][1], run.tokens[0]
        elif len(slots) == len(run.tokens):
            for (subject, code), token in zip(slots, run.tokens, strict=True):
                if subject is not None:
                    yield subject, code, token
        elif len(run.tokens) == 1 and (run.both or run.tokens[0].role in ("same", "flat")) and not each:
            for subject, code in slots:
                if subject is not None:
                    yield subject, code, run.tokens[0]

    def runs(self, tokens: list[Token]) -> list[_Run]:
        """The numbers of a predicate with what the words before them make of them."""
        runs: list[_Run] = []
        direction: int | None = None
        prefix: Token | None = None
        scope, self.scope = self.scope, None
        verb = ""
        rate = average = total = lost = shared = beyond = both = goal = fulfilled = joined = False
        source: Period | None | bool = False  # 由: a number after it counts only with a year of its own
        left: tuple[Period | None] | None = None  # the cue before 由2015年的
        local: Period | None = None
        i = -1
        while i + 1 < len(tokens):
            i += 1
            token = tokens[i]
            role = token.role
            if role == "and":
                continue
            if role in ("rise", "fall"):
                direction = 1 if role == "rise" else -1
                rate = token.text in _RATES
                verb, joined = token.text, False
                if beyond and rate is False and runs:
                    beyond = False
            elif role == "reach":
                direction = direction if rate else None
                if left is not None:  # 由2015年的512亿元增加到756亿元: the second is of the year in hand before
                    local, self.passage.cue, left = None, left[0], None
                verb, joined, source = token.text, False, False
            elif role in ("least", "about", "most", "hold", "will"):
                if role != "will" or prefix is None:
                    prefix = token
                joined = False
                if role == "least":
                    verb = token.text
            elif role == "average":
                average, joined = True, False
                if token.text in _AVERAGE_RISES:
                    direction, rate = 1, True
            elif role == "sum":
                total, joined = True, False
            elif role == "scope":
                scope, joined = token.text, False
            elif role == "than":
                joined = False
                if i + 1 < len(tokens) and tokens[i + 1].role in ("year", "plan", "several"):
                    after = tokens[i + 2].role if i + 2 < len(tokens) else ""
                    if after != "goal":
                        scope = (
                            token.text.removesuffix("较") + tokens[i + 1].text
                            if token.text != "较"
                            else token.text + tokens[i + 1].text
                        )
                        self.base = True
                    i += 1
            elif role == "beyond":
                beyond = True
            elif role == "share":
                shared = True
            elif role == "each":
                joined = False
            elif role == "both":
                both = True
            elif role == "goal":
                goal, fulfilled = True, _is_done(tokens, i)
            elif role == "estimate":
                self.passage.estimate = True
            elif role == "from":
                source = True
                joined = False
            elif role in _PERIODS:
                before = self.passage.cue
                kept = self.period(tokens, i)
                if kept is not None:
                    local = kept
                    if source is True:
                        source, left = kept, (before,)
                        self.spread_from(kept)
            elif role == "say":
                joined = False
                if token.text.startswith("的") and goal and fulfilled:
                    lost = True
                if token.text == "全年":
                    self.whole_year()
                if token.text in _VERBS:
                    verb = token.text
            elif role in ("gap", "part", "name", "component", "level"):
                lost = True
            elif role == "rank":
                lost = token.text not in ("连续", "历史") or lost
            elif role in ("flat", "turn", "same"):
                if not (lost or shared or beyond):
                    runs.append(
                        _Run(
                            [token],
                            None,
                            False,
                            None,
                            None,
                            False,
                            False,
                            scope,
                            goal,
                            verb,
                            local,
                            both,
                            token.end,
                        )
                    )
            elif role == "paren":
                self.paren(tokens, i)
            elif role in ("value", "broken"):
                suffix = None
                end = i
                while end + 1 < len(tokens) and tokens[end + 1].role in _SUFFIXES:
                    end += 1
                    suffix = suffix or tokens[end]
                if _belongs_elsewhere(tokens, end) or (
                    role == "value"
                    and token.data is not None
                    and _unit(token) in ("百分点", "个百分点", "倍", "成", "个点")
                ):
                    i = end
                    if _unit(token) in ("百分点", "个百分点", "个点"):
                        beyond = False
                    joined = False
                    continue
                if lost or shared or beyond or source is True or (fulfilled and goal and _unit(token) == "%"):
                    beyond = False
                    source = False
                    fulfilled = goal = False
                    i = end
                    joined = False
                    continue
                turned = direction
                if direction is None and end + 2 < len(tokens) and tokens[end + 1].text == "的":
                    turned = {"rise": 1, "fall": -1}.get(tokens[end + 2].role)  # 实现7.5%的增长
                if joined and runs:
                    runs[-1].tokens.append(token)
                    runs[-1].suffix = suffix or runs[-1].suffix
                    runs[-1].end = tokens[end].end
                else:
                    runs.append(
                        _Run(
                            [token],
                            turned,
                            rate,
                            prefix,
                            suffix,
                            average,
                            total,
                            scope,
                            goal,
                            verb,
                            local,
                            both,
                            tokens[end].end,
                        )
                    )
                prefix, goal, source, i = None, False, False, end
                joined = True
        return runs

    def paren(self, tokens: list[Token], index: int) -> None:
        """（年度任务20万人）, （可比增长10%）: read for the same subjects; other brackets are passed over."""
        inner = tokens[index].data
        assert isinstance(inner, list)
        before = tokens[index - 1] if index else None
        numbers = [t for t in inner if t.role in ("value", "broken")]
        if not numbers or not any(self.subjects) or any(t.role in ("gap", "part", "name") for t in inner):
            return
        if before is not None and before.role == "goal" and len(numbers) == 1:
            direction = 1
            run = _Run(
                numbers,
                direction,
                False,
                None,
                None,
                False,
                False,
                None,
                True,
                "",
                None,
                False,
                numbers[0].end,
            )
            for subject, code, token in self.assigned(run, False):
                self.figure(subject, code, token, run, continued=True)
        elif inner[0].role in ("goal", "rise", "fall", "than", "scope", "average"):
            for run in self.runs(inner):
                run.goal = run.goal or inner[0].role == "goal"
                for subject, code, token in self.assigned(run, False):
                    self.figure(subject, code, token, run, continued=True)

    # ── one figure ─────────────────────────────────────────────────────────────────────────────

    base = False
    scope: str | None = None  # 剔除…因素后，: of the clause that follows
    projects = False  # the sentence has counted projects: 实施项目96个，…固定资产投资超200亿元 is theirs
    elsewhere = False  # the sentence speaks of a part of the division (一市三县…；…)

    def figure(self, subject: _Subject, code: str, token: Token, run: _Run, *, continued: bool) -> None:
        period = self.period_of(code, token, run)
        kind = self.kind_of(code, period, run)
        name = (subject.start, subject.end)
        start, end = min(subject.start, token.start), max(subject.end, run.end)
        if token.role in ("flat", "turn", "same"):
            if token.role == "same" and not (
                self.passage.goals and len(subject.codes) == 1 and code in INCOMES
            ):
                return
            self.add(
                Figure(
                    code,
                    name,
                    "growth",
                    kind,
                    period,
                    start,
                    end,
                    bound="qualitative",
                    modifier=token.text,
                    scope=run.scope,
                )
            )
            return
        if token.role == "broken":
            unit = str(token.data)
            measure = measure_of(code, unit or "%", change=run.direction is not None)
            if measure is not None:
                self.add(
                    Figure(
                        code,
                        name,
                        measure,
                        kind,
                        period,
                        start,
                        end,
                        unit=unit or None,
                        scope=_scope(run),
                        broken=(token.start, token.end),
                    )
                )
            return
        amount = token.data
        assert isinstance(amount, Amount)
        goal_growth = run.goal and run.verb == "" and amount.unit == "%"
        measure = measure_of(
            code,
            amount.unit,
            change=run.direction is not None and (amount.unit.endswith("%") or not run.goal),
        )
        if measure is None or (amount.unit == "" and not goal_growth):
            return
        if measure == "level" and run.goal and run.direction is not None and not continued:
            return
        if measure == "level" and code == "fixed_asset_investment" and self.projects and not subject.whole:
            return
        value, high = amount.value, amount.high
        if measure == "growth" and run.direction == -1:
            value, high = -abs(value), None if high is None else -abs(high)
        bound, modifier = self.bound(run, amount)
        self.add(
            Figure(
                code, name, measure, kind, period, start, end, value, high, amount.scale, amount.unit,
                "range" if high is not None else bound, modifier, _scope(run),
            )
        )  # fmt: skip

    def add(self, figure: Figure) -> None:
        if figure.kind == "estimate":
            self.passage.estimated.add((figure.code, figure.period.text))
        self.figures.append(figure)

    def bound(self, run: _Run, amount: Amount) -> tuple[Bound, str | None]:
        for token in (run.suffix, run.prefix):
            if token is not None and token.role in _BOUNDS:
                return _BOUNDS[token.role], token.text
        if amount.more:
            return "at_least", "多"
        return "point", run.prefix.text if run.prefix is not None else None

    def kind_of(self, code: str, period: Period, run: _Run) -> FigureKind:
        passage, frame = self.passage, self.passage.frame
        if run.goal or passage.goal:
            return "target"
        last = period.last
        if frame.review is not None and last is not None:
            if last > frame.review:
                return "target"
            if frame.ahead and last <= frame.review:
                return self.past_kind(code, period)
        if frame.ahead:
            return "target"
        return self.past_kind(code, period)

    def past_kind(self, code: str, period: Period) -> FigureKind:
        passage = self.passage
        told = passage.estimate or passage.estimates or (code, period.text) in passage.estimated
        return "estimate" if told else "actual"

    def period_of(self, code: str, token: Token, run: _Run) -> Period:
        passage, frame = self.passage, self.passage.frame
        cue = run.period or passage.cue
        several = cue if cue is not None and cue.first != cue.last else None
        if run.average:
            if several is not None:
                return several
            anchor = cue.last if cue is not None and cue.last else None
            known = frame.several or passage.spread
            if anchor is not None:
                if known is not None and known.last is not None and known.last == anchor:
                    return known
                return Period(anchor - 4, anchor)
            if known is not None:
                return known
            return Period(None, None)
        single = Period(cue.last, cue.last, cue.part) if cue is not None else Period(frame.year, frame.year)
        if (
            several is None
            and frame.several is not None
            and cue is None
            and (run.total or code in ALWAYS_SUMS)
        ):
            several = frame.several
        if several is None:
            if cue is None and frame.several is not None and frame.ahead:
                growth = token.role == "value" and run.direction is not None and _unit(token) == "%"
                return frame.several if growth else Period(frame.several.last, frame.several.last)
            return single
        if self.base:
            return single
        growth = run.direction is not None and token.role == "value" and _unit(token) == "%"
        if growth or token.role in ("flat", "turn"):
            return several
        reached = run.verb.startswith(_ENDPOINTS) or (run.prefix is not None and run.prefix.role == "least")
        if code in RATIOS:
            kept = run.prefix is not None and run.prefix.role in ("most", "hold")
            return several if kept else single
        if run.total or code in ALWAYS_SUMS or (code in FLOWS and not reached and run.verb in _VERBS):
            return several
        return single

    def period(self, tokens: Sequence[Token], index: int) -> Period | None:
        """Take up a year or years from here on; None where the token only names a base or a plan."""
        token = tokens[index]
        before = tokens[index - 1] if index else None
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if before is not None and (before.role in ("than", "beyond", "share", "rank") or before.text == "与"):
            return None
        if token.role == "plan" and not token.text.endswith(("期间", "时期", "以来", "末", "期")):
            if after is None or after.role not in ("average", "sum"):
                return None  # “十四五”开局之年, “十二五”规划目标
        if after is not None and (
            after.role in ("goal", "rank") or after.text in ("首次", "新高", "创新高", "再次")
        ):
            return None
        if after is not None and after.text.startswith("的") and index + 2 < len(tokens):
            then = tokens[index + 2]
            compared = then.role == "value" and _unit(then) in ("倍", "%")
            if compared and (before is None or before.role not in ("from", "reach")):
                base = self.passage_period(token)  # 是2015年的1.8倍
                if base is not None:
                    self.spread_from(base)
                return None
        found = self.passage_period(token)
        if found is not None:
            self.passage.cue = found
        return found

    def spread_from(self, base: Period) -> None:
        """年均 after a base year means the years since."""
        cue = self.passage.cue
        last = cue.last if cue is not None and cue.last != base.last else self.passage.frame.year
        if base.last is not None and last is not None and base.last < last:
            self.passage.spread = Period(base.last + 1, last)

    def passage_period(self, token: Token) -> Period | None:
        passage, frame = self.passage, self.passage.frame
        if token.role == "year":
            number = periods.year(token.text)
            return Period(number, number)
        if token.role == "last":
            year = frame.review
            return None if year is None else Period(year, year)
        if token.role == "this":
            year = frame.plan if frame.ahead or token.text in ("明年", "新的一年") else frame.year
            return None if year is None else Period(year, year)
        if token.role == "fraction":
            year = passage.cue.last if passage.cue is not None else frame.year
            stated = token.text[:4]
            if stated.isascii() and stated.isdigit() and len(stated) == 4:
                year = int(stated)
            return Period(year, year, periods.fraction(token.text))
        several = frame.several_of(token.text.strip('“”"‘’「」『』'))
        if several is not None and several.first != several.last:
            passage.spread = several
        return several


def _tidy(figures: list[Figure]) -> list[Figure]:
    """In the order of the text, without what another figure of the sentence says more exactly.

    首次突破200亿元，达204.3亿元 is 204.3; 新增30家，总量达90家 is 30: the total is not of the new ones.
    """
    figures.sort(key=lambda f: (f.end, f.start))
    seen: dict[tuple[object, ...], Figure] = {}
    kept: list[Figure] = []
    for figure in figures:
        key = (figure.code, figure.measure, figure.kind, figure.period.text, figure.name)
        before = seen.get(key)
        if before is not None and figure.modifier is not None and figure.modifier.startswith(("力争", "争取", "奋斗")):
            continue
        if figure.measure == "level" and before is not None and figure.value is not None:
            if (
                figure.bound == "at_least"
                and figure.value * figure.scale <= (before.value or 0) * before.scale
            ):
                continue
            if before.bound == "at_least" and before in kept:
                kept.remove(before)
        elif figure.measure == "count" and figure.code in ALWAYS_SUMS and before is not None:
            continue
        seen[key] = figure
        kept.append(figure)
    return kept


def _scope(run: _Run) -> str | None:
    if run.scope:
        return run.scope
    if run.average:
        return "年均"
    return "累计" if run.total else None


def _unit(token: Token) -> str:
    return token.data.unit if isinstance(token.data, Amount) else str(token.data or "")


def _codes(token: Token) -> tuple[str, ...]:
    assert isinstance(token.data, tuple)
    return token.data


def _subject(tokens: Sequence[Token], index: int) -> _Subject:
    start = tokens[index].start
    i = index - 1
    while i >= 0 and tokens[i].role == "level" and tokens[i].end == start:
        start = tokens[i].start
        i -= 1
    whole = tokens[index].text.startswith("全社会") or (i >= 0 and tokens[i].role in ("whole", "level"))
    return _Subject(_codes(tokens[index]), start, tokens[index].end, whole)


def _counts_projects(tokens: Sequence[Token]) -> bool:
    return any(t.role == "value" for t in tokens) and any(
        "项目" in t.text or "工程" in t.text for t in tokens
    )


def _is_time(tokens: Sequence[Token]) -> bool:
    return any(t.role in _PERIODS for t in tokens)


def _is_done(tokens: Sequence[Token], index: int) -> bool:
    """Whether the target at `index` is only what was fulfilled: 完成年度任务的112%, 为年初预算的103%."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and (
        after.role in ("value",) or after.text.startswith("的") or after.role == "paren"
    )


def _belongs_elsewhere(tokens: Sequence[Token], index: int) -> bool:
    """Whether the number describes what follows it: 超100亿元的企业, 3.5%的控制目标."""
    if index + 1 >= len(tokens):
        return False
    after = tokens[index + 1]
    if after.role == "part" or after.text == "/":
        return True
    if after.role == "say" and after.text == "的" and index + 2 < len(tokens):
        return tokens[index + 2].role in ("part", "gap", "goal", "name")
    return after.role == "gap" and after.text[0] in "的企项产楼园街"


def _nest(tokens: Sequence[Token]) -> list[Token]:
    """Bracketed tokens become one `paren` token; an unmatched bracket separates like a comma."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.role == "open":
            close = next((j for j in range(i + 1, len(tokens)) if tokens[j].role in ("close", "open")), None)
            if close is not None and tokens[close].role == "close":
                out.append(Token("paren", token.start, tokens[close].end, "", list(tokens[i + 1 : close])))
                i = close + 1
                continue
            token = Token("comma", token.start, token.end, token.text)
        elif token.role == "close":
            token = Token("comma", token.start, token.end, token.text)
        out.append(token)
        i += 1
    return out


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], str]]:
    clause: list[Token] = []
    for token in tokens:
        if token.role in _SEPARATORS:
            if clause:
                yield clause, token.role
            clause = []
        else:
            clause.append(token)
    if clause:
        yield clause, ""
