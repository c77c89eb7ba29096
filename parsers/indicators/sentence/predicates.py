"""The numbers of a predicate, with what the words before and after them make of them.

Between a name and its number only known words may stand; what follows anything unknown is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.copies import replace
from parsers.indicators.names.units import plain
from parsers.indicators.sentence.clause_kinds import is_of_one_item, is_of_same_time, is_of_target
from parsers.indicators.sentence.roles import HANDLERS, KEEP_JOINED, VERBS, Run, Said, State
from parsers.indicators.sentence.tokens import PERIOD_ROLES, SUFFIX_ROLES, Token, unit_of
from parsers.text.patterns import lazy

__all__ = ["VERBS", "Predicate", "Run", "without_repetition"]

_POINTS = ("百分点", "个百分点", "个点")
_ACHIEVED = ("完成", "实现", "完成了", "实现了")
_EXCEEDS = ("超额", "超过", "超出")  # 超过年度目标2000人
_MULTIPLES = ("倍", "成")
_EMPTY = frozenset(
    {"say", "level", "both", "hold"}
)  # between a number and what it is spent on: 12亿元全部用于民生
_UNITS = dict.fromkeys(_POINTS, "it is a difference in percentage points") | dict.fromkeys(
    _MULTIPLES, "it is a multiple of another value"
)

_IS_SPAN = lazy(r"^(?:前|上|过去).*年$|(?:时期|期间)$")  # 比前五年, 比“十五”时期, not 比“十五”末
_YEARLY = lazy(r"上年|去年|同比|同期")
GROWS_BEHIND = lazy(  # 保持年均15%以上的高速增长
    r"(?:以上)?的?(?:中?高速|较快|快速|稳定|平稳|高位|持续)+的?增长(?![极点率])"
)
_ROUND = lazy(r"[一二三四五六七八九两]?[十百千]?(?=[万亿元家户人个])")


class Predicate(State):
    """Reads one predicate; `runs` is what came of it."""

    __slots__ = ("inherited",)

    def __init__(
        self, passage: Passage, scope: str | None = None, *, bracketed: bool = False, inherited: bool = False
    ) -> None:
        super().__init__(passage, Said(scope=scope), bracketed)
        self.inherited = (
            inherited  # the clause has no name of its own: its subjects are those of one before it
        )

    def read(self, tokens: Sequence[Token]) -> list[Run]:
        """Return the runs of numbers among the tokens."""
        i = 0
        while i < len(tokens):
            token = tokens[i]
            placed = PLACED.get(token.role)
            if placed is not None:
                i = placed(self, tokens, i)
            elif token.role in HANDLERS:
                if token.role not in KEEP_JOINED:
                    self.joined = False
                HANDLERS[token.role](self, token)
            elif token.role != "and":
                self.joined = False
            i += 1
        if self.before is not None:  # 由2015年的12∶55调整为…; the year was only of what it began with
            self.passage.cue = self.before[0]
        return self.runs

    def target(self, tokens: Sequence[Token], index: int) -> int:
        """目标, 年度任务: the number after it is a target, or what was done of one."""
        self.said.goal, self.fulfilled = True, self.is_done(tokens, index)
        self.beyond = self.beyond or any(t.text.startswith(_EXCEEDS) for t in tokens[:index])
        return index

    def compared(self, tokens: Sequence[Token], index: int) -> int:
        """比2015年: the year is a base. The index of the last token read."""
        self.joined = False
        self.said.yearly = self.said.yearly or _YEARLY.search(tokens[index].text) is not None
        review = self.passage.frame.review
        if self.source and tokens[index].text == "五年前" and review is not None:
            self.said.period, self.source = Period(review - 5, review - 5), False
            self.before = (self.passage.cue,)
        if index + 1 == len(tokens) or tokens[index + 1].role not in ("year", "plan", "several"):
            return index
        after = next((t for t in tokens[index + 2 :] if t.role != "say"), None)
        if after is None or after.role != "goal":
            self.said.scope = tokens[index].text + tokens[index + 1].text
            self.said.based = not _IS_SPAN.search(tokens[index + 1].text)
            self.said.spanning = not self.said.based
            base = self.passage.named(tokens[index + 1]) if tokens[index + 1].role == "year" else None
            if base is not None:
                self.passage.spread_from(base)  # 比2015年增长45%，年均增长7.7%
        if index + 2 < len(tokens) and tokens[index + 2].text in ("（下同）", "(下同)"):
            self.passage.base = self.said.scope
        return index + 1

    def year(self, tokens: Sequence[Token], index: int) -> int:
        """Take up the years that the numbers after it are of."""
        before = self.passage.cue
        if is_of_same_time(tokens, index):
            self.said.period = self.passage.same_time(tokens[index].text)
            return index + 1
        if self.source and tokens[index].role == "last" and not self.passage.frame.ahead:
            if (kept := self.passage.year_before(tokens[index].text)) is not None:
                self.said.period, self.source, self.before = kept, False, (before,)
            return index
        kept = self.passage.take(tokens, index)
        if kept is None:
            if is_of_target(tokens, index):
                self.said.period = self.passage.named(tokens[index])
                if self.inherited and index == 0:
                    self.passage.cue = self.said.period  # 2021年目标430亿元，增长6%
            return index
        if (
            self.runs and kept != before
        ):  # 一季度增长5%、上半年增长6%: what was read before is of the years before
            frame = self.passage.frame
            stated = before or (Period(frame.year, frame.year) if frame.several is None else None)
            for run in self.runs:
                run.said.period = run.said.period or stated
        self.said.period = kept
        if is_of_one_item(tokens, index):
            self.passage.cue = before
        if self.source:
            self.source, self.before = False, (before,)
            self.passage.spread_from(kept)
            self.passage.origin = kept
        return index

    def number(self, tokens: Sequence[Token], index: int) -> int:
        """Take a number, or pass it over; the index of the last token that belongs to it."""
        token, said = tokens[index], self.said
        end, suffix = index, None
        while end + 1 < len(tokens) and tokens[end + 1].role in SUFFIX_ROLES:
            end += 1
            suffix = suffix or tokens[end]
        unit = unit_of(token)
        bound = said.prefix.role if said.prefix is not None else ""
        if bound in ("least", "about") and _ROUND.match(token.text):  # 总量接近一千亿元
            self.passage.drop(token, "it is a round number in words")
            self.joined = False
            return end
        more = index > 0 and tokens[index - 1].text == "超额"  # 比计划目标920亿元超额1373亿元
        grows = (
            unit == "%" and GROWS_BEHIND.match("".join(t.text for t in tokens[end + 1 : end + 5])) is not None
        )
        elsewhere = None
        if not grows:
            elsewhere = _belongs_elsewhere(tokens, end, bare=not plain(unit), inherited=self.inherited)
        grown = unit == "倍" and said.direction == 1 and index > 0 and tokens[index - 1].role == "rise"
        if more or unit in _POINTS or (unit in _MULTIPLES and not grown) or elsewhere:
            self.passage.drop(token, elsewhere or ("how far a target was exceeded" if more else _UNITS[unit]))
            self.beyond = self.beyond and unit not in _POINTS
            self.joined = False
            return end
        if self.source and self.passage.origin is not None:
            said.period, self.before, self.source = self.passage.origin, (self.passage.cue,), False
        began = self.source and not (self.lost or self.shared or self.beyond) and _rises(tokens, end)
        reason = self.reason(unit, began=began)
        if reason is not None:
            self.passage.drop(token, reason)
            self.beyond = self.source = self.fulfilled = said.goal = self.joined = False
            return end
        if self.joined and self.runs:
            run = self.runs[-1]
            run.tokens.append(token)
            run.suffix, run.end = suffix or run.suffix, tokens[end].end
        else:
            direction = said.direction
            if direction is None and grows:
                direction = 1
            elif direction is None and end + 2 < len(tokens) and tokens[end + 1].text == "的":
                direction = {"rise": 1, "fall": -1}.get(tokens[end + 2].role)  # 实现7.5%的增长
            following = replace(said, direction=direction, estimate=self.passage.estimate, start=began)
            if (
                following.scope is None
                and not following.average
                and direction is not None
                and unit in ("%", "倍")
            ):
                following.scope = self.passage.since or self.passage.base
                following.based = following.scope is not None
            self.runs.append(Run([token], following, suffix, tokens[end].end))
        said.prefix, said.goal, self.joined, self.source = None, False, True, False
        return end

    def reason(self, unit: str, *, began: bool) -> str | None:
        """Say why the next number is no figure of the subjects; None where it is one."""
        if self.lost.startswith("的") and self.fulfilled:
            return "it is what a target was fulfilled by"
        if self.lost:
            return f"unknown words stand between its name and it: {self.lost}"
        if self.shared:
            return "it is a share"
        if self.beyond:
            return "it is a difference from another value"
        if self.source and not began:
            return "由 says where something starts, and nothing says where it ends"
        return "it is what a target was fulfilled by" if self.fulfilled and unit == "%" else None

    def is_done(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the target at `index` is only what was fulfilled: 完成年度任务的112%, but not （年度目标8%）."""
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None:
            return False
        return after.text.startswith("的") or (after.role in ("value", "paren") and not self.bracketed)

    def bracket(self, tokens: Sequence[Token], index: int) -> int:
        """（年度任务20万人）, （可比增长10%）: read for the same subjects; other brackets are passed over."""
        inner = tokens[index].data
        assert isinstance(inner, list)
        numbers = [t for t in inner if t.role in ("value", "broken")]
        if not numbers and self.runs and any(t.role == "estimate" for t in inner):
            self.runs[-1].said.estimate = True  # 1.9亿元（预计数）
        if not numbers and self.runs and len(inner) == 1 and inner[0].role == "fraction":
            self.runs[-1].said.period = self.passage.named(inner[0])  # 增长7%（1-11月）
        if not numbers or any(t.role in ("gap", "part", "name") for t in inner):
            return index
        if index and tokens[index - 1].role == "goal" and len(numbers) == 1:
            said = Said(direction=1, goal=True)
            self.runs.append(Run(numbers, said, None, numbers[0].end, bracket=True))
        elif len(inner) == 1 and not self.runs and self.said.prefix and self.said.prefix.role == "least":
            self.runs.append(Run(numbers, Said(), None, numbers[0].end))  # 超“千亿元”（1086亿元）
        elif inner[0].role in ("goal", "rise", "fall", "than", "scope", "average"):
            for run in Predicate(self.passage, bracketed=True).read(inner):
                run.said.goal = run.said.goal or inner[0].role == "goal"
                if inner[0].role == "goal" and self.runs and run.said.direction is None:
                    run.said.direction = self.runs[-1].said.direction  # 增长8.1%（年度目标8%）
                run.bracket = True
                self.runs.append(run)
        return index


PLACED: dict[str, Callable[[Predicate, Sequence[Token], int], int]] = {
    "value": Predicate.number,
    "broken": Predicate.number,
    "than": Predicate.compared,
    "paren": Predicate.bracket,
    "goal": Predicate.target,
    **dict.fromkeys(PERIOD_ROLES, Predicate.year),
}


def _rises(tokens: Sequence[Token], index: int) -> bool:
    """Whether what follows a number says what it rose or fell to: 由51亿元增加到88亿元."""
    return any(t.role == "reach" for t in tokens[index + 1 : index + 8])


def _belongs_elsewhere(tokens: Sequence[Token], index: int, *, bare: bool, inherited: bool) -> str | None:
    """Say what a number describes that stands behind it (超100亿元的企业, 3.5%的控制目标); None where nothing does.

    `bare`: it has no unit of its own, so that it belongs to any words behind it. `inherited`: its clause names
    no subject, so that words behind it do (全年12亿元用于民生).
    """
    if index + 1 >= len(tokens):
        return None
    after = tokens[index + 1]
    if bare and after.role in ("gap", "part", "name"):
        return f"it describes what follows it: {after.text}"
    if inherited:
        said = next((t for t in tokens[index + 1 :] if t.role not in _EMPTY), after)
        if said.role in ("gap", "part", "name") or said.text == "拉动":
            return f"it describes what follows it: {said.text}"
    owned = after.role in ("part", "goal") or after.text == "/"  # 控制在4%目标以内
    if after.text == "的" and index + 2 < len(tokens):
        owned = tokens[index + 2].role in ("part", "gap", "goal", "name")
        after = tokens[index + 2]
    elif not owned:
        owned = after.role == "gap" and after.text[0] in "的企项产楼园街"
    return f"it describes what follows it: {after.text}" if owned else None


def without_repetition(name: str, tokens: Sequence[Token]) -> list[Token]:
    """Leave out the end of a name where a verb repeats it: 固定资产投资全年完成投资205亿元."""
    return [
        token
        for i, token in enumerate(tokens)
        if not (
            token.role == "gap" and i and tokens[i - 1].text.endswith(_ACHIEVED) and name.endswith(token.text)
        )
    ]
