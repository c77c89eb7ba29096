"""Decide whether a name refers to the reporting division, to part of it, or to another division."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.indicators.context.passage import Passage
from parsers.indicators.names.whose import TAKEN, Force, is_of_counties
from parsers.indicators.sentence.tokens import SUFFIX_ROLES, Token, unit_of
from parsers.text.patterns import lazy

_OBJECT_AFTER = frozenset({"share", "than", "beyond", "least", "most", "about"})  # 占, 高于 … 地区生产总值
_NO_OBJECT_AFTER = ("同比", "环比", "控制在", "突破")
_PLACES = ("区", "县", "市", "镇", "乡", "街道", "旗", "园", "村", "城", "办", "省", "国")
_DIVISIONS = ("区", "县", "市", "镇", "乡", "旗", "州")
_REACH = lazy(
    r"([省区市县旗州盟])(?:人民政府|政府)?(?:关于)?(?:20\d\d|19\d\d|\d{4})?年?度?(?:人民)?(?:政府|管理委员会|管委会)?(?:工作报告|民生)"
)
_SPEAKS_FOR = lazy(
    r"代表[^，。\n]{0,16}?([省区市县旗州盟])(?:第?[一二三四五六七八九十]{1,3}届)?(?:人民)?政府|代表[^，。\n]{0,16}?([区])管"
)
_SPEAKS_FOR_NAME = lazy(
    r"代表([^，。\n]{2,16}?)(?:人民政府|管理委员会|管委会|政府)|^([^，。\n]{2,20})人民政府", re.MULTILINE
)
_TITLE = lazy(r"^[^，。\n]{2,40}(?:工作)?报告[^，。\n]{0,16}$", re.MULTILINE)
_SCOPES = lazy(r"(?<![居在列占])[全我]([省区市县旗州盟])(?!首|率先|第|排|前|平均)")
_FEWEST_SCOPES = 2
_HEAD = 16  # tokens of a clause that say whose its figures are
_TRADE = frozenset({"import_export", "exports"})
_TOWNS = ("县城", "城区", "市区")  # of the division itself: 县城常住人口12万人
_BRINGS = ("带动", "拉动", "撬动")
_OF_PARTS = ("地均", "人均", "每")


_TOGETHER: dict[tuple[str, ...], str] = {
    ("disposable_income_urban", "disposable_income_rural"): "disposable_income_all"
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A name that figures may be given to, with the codes it stands for and its span in the fold."""

    codes: tuple[str, ...]
    start: int
    end: int
    whole: bool  # it says itself that it is of the whole division: 全区…, 全社会…
    together: str | None = (
        None  # the code that one number is of: 城乡居民人均可支配收入5.2万元 is of all residents
    )


Slots = list[Subject | None]  # None: a figure is given there, but for no known name


class Subjects:
    """Finds the subjects of one sentence's clauses."""

    def __init__(self, passage: Passage, force: Force) -> None:
        self.passage = passage
        self.force = force
        # The sentence speaks of a part of the division (一市三县…；…, 园区建设稳步推进，…).
        self.elsewhere = passage.area is not None

    def enumerated(self, tokens: Sequence[Token]) -> Slots:
        """The subjects before 分别, in order."""
        slots: Slots = []
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
            index = next((i for i in range(len(item) - 1, -1, -1) if item[i].role == "name"), None)
            if index is None:
                slots.append(None)
            else:
                own = self.is_subject(item, index) and not item[index].text.startswith(_OF_PARTS)
                partial = partial or not own  # 每平方公里GDP、税收: what narrows the first narrows the rest
                if partial or any(t.role in ("gap", "part", "share") for t in item[index + 1 :]):
                    slots.extend([None] * len(_codes(item[index])))
                else:
                    slots.append(_subject(item, index))
            item = []
        return slots

    def next_group(self, tokens: Sequence[Token], position: int) -> tuple[int, int, Slots] | None:
        """The next name that is a subject, with the names joined to it: (first token, token after, subjects)."""
        for i in range(position, len(tokens)):
            if tokens[i].role != "name" or self.is_object(tokens, i):
                continue
            valid = self.is_subject(tokens, i)
            slots: Slots = [_subject(tokens, i) if valid else None]
            end = i + 1
            while end + 1 < len(tokens) and tokens[end].role == "and":
                step = end + 1
                while step < len(tokens) - 1 and tokens[step].role in ("whole", "level", "say"):
                    step += 1
                if tokens[step].role != "name":
                    break
                slots.append(_subject(tokens, step) if valid else None)
                end = step + 1
            return i, end, slots
        return None

    def is_object(self, tokens: Sequence[Token], index: int) -> bool:
        """A name that only measures another: 占地区生产总值的, 高于GDP增速."""
        i = index - 1
        while i >= 0 and tokens[i].role in ("whole", "level", "say"):
            i -= 1
        return i >= 0 and tokens[i].role in _OBJECT_AFTER and tokens[i].text not in _NO_OBJECT_AFTER

    def is_trade_of_others(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether trade is what something brought about, or of goods: 班列带动进出口, 苹果产值增长8%、出口增长9%."""
        if _codes(tokens[index]) == ("special_bonds",) and index > 1 and tokens[index - 1].role == "and":
            return tokens[index - 2].role == "gap"  # 预算内投资、超长期国债、专项债券12亿元 are of all three
        if not _TRADE.issuperset(_codes(tokens[index])):
            return False
        if any(t.text in _BRINGS for t in tokens[max(0, index - 2) : index]):
            return True
        begin = max((i for i in range(index) if tokens[i].role == "name"), default=-1)
        bare = tokens[index].text == "出口" and tokens[index - 1].role == "and"
        return bare and begin < 0 and any(t.role == "gap" for t in tokens[:index])

    def is_subject(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether the name refers to the whole division, as far as the clause before it says."""
        if self.is_theirs(tokens, index) or is_of_counties(tokens[index].text, self.passage.reach):
            return False
        if self.is_trade_of_others(tokens, index):
            return False
        i = index - 1
        while i >= 0 and tokens[i].role in ("whole", "level"):
            if tokens[i].role == "whole" and not self.is_own(tokens[i].text):
                return False
            i -= 1
        if i > 0 and tokens[i].text == "的":
            i -= 1
        if i >= 0 and tokens[i].role == "above" and "fixed_asset_investment" not in _codes(tokens[index]):
            return False  # 亿元以上企业新增5家
        if i == 0 and tokens[0].text == self.passage.reach:  # 区城镇登记失业率
            return not self.elsewhere
        raised = (
            i >= 0 and tokens[i].text.startswith("来源于") and "fiscal_revenue_total" in _codes(tokens[index])
        )
        if raised and tokens[i].text.removeprefix("来源于").rstrip("区市县旗州") in self.passage.place:
            return not self.elsewhere  # 来源于云溪的财政总收入, but not its 一般公共预算收入
        if i >= 0 and tokens[i].role in ("gap", "part") and not self.is_place(tokens, i):
            self.elsewhere = tokens[i].text.endswith(_PLACES) and not tokens[i].text.endswith(_TOWNS)
            return False
        begin, whole = i, False
        while i >= 0 and tokens[i].role not in ("and", "comma", "name"):
            token = tokens[i]
            if i == index - 1 and unit_of(token) in ("家", "户", "个"):
                return False  # 园区10户规上企业实现工业总产值22亿元 is theirs
            if token.role in ("value", "broken"):
                return all(t.role in SUFFIX_ROLES for t in tokens[i + 1 : index])
            named = token.role == "gap" and token.text.endswith(_DIVISIONS)
            named = named or (i > 0 and token.text == "新区" and tokens[i - 1].end == token.start)
            if (token.role == "part" or named) and not self.is_place(tokens, i):
                self.elsewhere = self.elsewhere or token.text.endswith(_PLACES)
                return False
            if token.role == "whole":
                if not self.is_own(token.text):
                    return False
                whole = True  # 全区完成税收21亿元
            i -= 1
        first = next((n for n, t in enumerate(tokens[: min(max(i, 0), _HEAD)]) if t.role == "value"), 0)
        if first and self.force.names_zone(tokens[0].start, tokens[first].start):
            self.elsewhere = True  # 望川经开区实现产值86亿元、税收2亿元
        social = tokens[index].text.startswith("全社会") and self.passage.area is None
        named_whole = whole or social
        if tokens[0].role == "whole" and self.is_own(tokens[0].text):
            named_whole = True  # 望川景区…；全县接待游客126万人次、实现旅游收入6亿元
        if named_whole or any(t.role == "whole" or t.text == "地方" for t in tokens[begin + 1 : index]):
            self.elsewhere = False
        return not self.elsewhere

    def is_theirs(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether a bare name is of what its sentence speaks of: 物流业实现营业收入86亿元、税收2亿元."""
        if tokens[index].text not in TAKEN:
            return False
        unit = next((unit_of(t) for t in tokens[index + 1 :] if t.role in ("value", "broken")), "")
        return self.force.of(tokens[index].text, tokens[index].start, unit) is not None

    def is_own(self, word: str) -> bool:
        """Whether 全区, 全市 … is the scope of the division that reports."""
        scope, own = word[-1], self.passage.reach
        if scope in "国省":
            return own == scope == "省"
        if word == "新区":  # 新区完成固定资产投资30亿元 in the report of a district that has one
            return not self.passage.place or word in self.passage.place
        return own is None or scope not in "区市县旗州盟" or scope == own

    def is_place(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether unknown words before a name are the reporting division's own name (福田区地区生产总值)."""
        full = "".join(t.text for t in tokens[: index + 1] if t.role in ("gap", "part"))
        words = full.rstrip("区市县旗州")
        if len(words) >= 2:
            return words in self.passage.place
        if len(full) >= 2 and full in self.passage.place:  # 兰州: what is left without 州 is no name
            return True
        begin = index  # 上虞: the name of a place may begin with a known word
        while begin > 0 and tokens[begin - 1].role == "say" and tokens[begin - 1].end == tokens[begin].start:
            begin -= 1
        words = "".join(t.text for t in tokens[begin : index + 1]).rstrip("区市县旗州")
        return len(words) >= 2 and words in self.passage.place


def width(slots: Slots) -> int:
    """How many numbers these subjects take when each of their series gets one."""
    return sum(len(s.codes) if s else 1 for s in slots)


def _subject(tokens: Sequence[Token], index: int) -> Subject:
    start = tokens[index].start
    i = index - 1
    while i >= 0 and tokens[i].role == "level" and tokens[i].end == start:
        start = tokens[i].start
        i -= 1
    whole = start < tokens[index].start or tokens[index].text.startswith("全社会")
    whole = whole or (i >= 0 and tokens[i].role in ("whole", "level"))
    text, codes = tokens[index].text, _codes(tokens[index])
    together = _TOGETHER.get(codes) if text.startswith(("城乡", "城、乡")) else None
    return Subject(codes, start, tokens[index].end, whole, together)


def _codes(token: Token) -> tuple[str, ...]:
    assert isinstance(token.data, tuple)
    return token.data


def own_reach(opening: str, text: str = "") -> str | None:
    """The character that the reporting division's own scope ends with (全区, 全市, 全县), where it says so.

    Without a title and a speaker, the text says so by the scope that it speaks of most: 全省, 我省.
    """
    match = _REACH.search(opening)
    speaks = _SPEAKS_FOR.search(opening)
    if match is None or match[1] == "州":  # 泉州2012年政府工作报告: the name of a city may end in 州
        match = speaks or match
    elif speaks is not None and speaks[1] not in (None, match[1]):
        spoken = Counter(_SCOPES.findall(text))  # a collection's title 县政府工作报告 over a banner's report
        match = speaks if spoken[speaks[1]] > spoken[match[1]] else match
    if match is None:
        scopes = Counter(_SCOPES.findall(text)).most_common(2)
        clear = scopes and scopes[0][1] >= _FEWEST_SCOPES and scopes[0][1] > 2 * sum(n for _, n in scopes[1:])
        return scopes[0][0] if clear else None
    return next(g for g in match.groups() if g)


def own_place(opening: str) -> str:
    """Return the words of a document's opening in which its own division's name stands: title, 代表…人民政府."""
    titles = [opening.partition("\n")[0], *_TITLE.findall(opening)]
    return "".join(titles) + "".join(a + b for a, b in _SPEAKS_FOR_NAME.findall(opening))
