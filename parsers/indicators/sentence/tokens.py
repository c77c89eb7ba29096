"""A sentence with figures as tokens: names, numbers with units, dates, words around figures, and what is left.

A token's role is a role of words.tsv or one of: name, value, broken (destroyed digits), year, span, plan and
several (several years), fraction (a quarter or half year), years (a bare count of years), date,
last (去年), this (今年), comma, semicolon, colon, open, close, gap (text that no rule knows).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from parsers.indicators.names.lexicon import Longest, names, words
from parsers.text.numerals import ARABIC, CHINESE, MAGNITUDE, mantissa
from parsers.text.patterns import lazy

_UNIT = (
    r"%|‰|个?百分点|个点|人民币元|美元|港元|港币|美金|欧元|日元|元|人次|万人次|人|名|户|家|个(?!月|季)|天|"
    r"微克/立方米|微克每立方米|微克|μg/m3|μg/m³|ug/m3|吨标准煤/万元|吨标准煤|吨标煤|吨|公斤|斤|亩|平方公里|平方米|立方米|公里|倍|件|项|"
    r"次|岁|所|张|辆|台|套|宗|条|处|座|栋|类|批|种|位|度|级|期|成|米|克|股|号|款|场|支|团|组|间|亿|分"
)
_YEAR = r"(?:19|20)\d\d"
_PLAN = "七五|八五|九五|十五|十一五|十二五|十三五|十四五|十五五"
_GARBAGE = r"[$?×□■�◇#￥&_]"
_AHEAD = rf"(?=(?:{MAGNITUDE})?(?:%|元|美元|人|户|家|个百分点|个|亿|万|吨|天))"
# What a clause goes on with after a bare 五年 of several years (五年新建学校46所), not after 三年行动, 五年规划.
_BEGUN = (
    "新[增建改修]|改[造扩建]|扩建|[修兴]建|建(?![议档制言筑立])|完成|实[现施际]|引进|利用|投[入资]|拆除|植树|造林|培[育训]|争取|财政|"
    "发放|转移|解决|减少|净?减|治理|累计|共|增加|接待|筹[集措]|安排|先后"
)
# 2009-2013年工业发展规划 is the name of a plan: what stands behind it was not done in those years.
_NO_PLAN = r"(?![\u4e00-\u9fff“”]{0,16}(?:规划|计划|纲要|行动|方案)(?!期|目标|执行|完成|的|实施[情以期]))"

_OPENS_WORDS = '“”’"‘「『七八九十一二两三四五六本任过今后历未近最这前上下首去刚新明第'
_OPENS_PERIOD = lazy(f"[0-9０-９{_OPENS_WORDS}]")
PERIODS = rf"""
(?=\d{{1,4}}[年月季至到~～—–、-]|[{_OPENS_WORDS}])(?:(?P<span>{_YEAR}年?(?:[-—–~～]|——|至|到)(?:{_YEAR}|\d\d)年{_NO_PLAN}|{_YEAR}年?[、和]{_YEAR}年?两年(?:来|间)?|{_YEAR}年(?:以来|起(?![点步始跑飞草降伏用])))
|(?P<year>(?<!\d[-—–~～])(?<!\d年[-—–~～]){_YEAR}年(?:度|底|末)?|[一二][九〇零○][〇零○一二三四五六七八九]{{2}}年)
|(?P<plan>[“”’"‘「『](?:{_PLAN})[”"’」』](?:规划)?(?:期末|末期|末|期间|时期|以来|期)?|(?:{_PLAN})(?:期间|时期|期末|末))
|(?P<several>(?:(?:过去|今后|未来|近|最近|这|(?<!提)前|(?<![成产用])后|上|刚刚过去)的?)(?:[二两三四五六七八九十]|\d{{1,2}})年(?:来|间|以来|期间)?
  |(?:[二两三四五六七八九十]|\d{{1,2}})年(?:来|间|以来)|历[时经](?:[二两三四五六]|[2-6])年|近(?:些|几)?年来|近几年|这[些几]年来?|(?<!近)(?<!前)(?:[二两三四五六]|[2-6])年左?右?的?(?:时间|努力|内(?![部需蒙涝]))(?!建[成设]的|打造的)|(?:[三四五]|[345])年(?=累计|年均|平均|共|合计|净?增长|净增)
  |(?<![^。；;，,：:\n—–-])(?:[二两三四五六]|[2-6])年(?={_BEGUN})|本届政府(?:任期内|以来|成立以来)?)
|(?P<fraction>上半年|下半年|\d{{1,2}}月份|(?:第?[一二三四1-4]|首|前三)季度|首季(?!度)|(?:前|\d{{1,2}}[-—–~至到])\d{{1,2}}个?月份?|前(?:[一二两三四五六七八九十]|十一)个月|{_YEAR}年\d{{1,2}}月)
|(?P<last>去年|上年|上一年|过去的?一年|刚刚过去的一年|一年来|一年以来)
|(?P<this>今年(?:以来)?|本年度|新的一年|明年))
"""
BEGAN = lazy(
    r"(?:初步|正式|全面|新|开始)?(?:启动|开工|动工|立项|引进|签约|获批|建成|投产|落户)(?:建设|实施|投产)?的"
)  # 2018年启动的水库
_NOTE = r"(?P<note>\[\d{1,2}\]|[①-⑳])"  # a footnote's mark between a name and its number
_SCOPE = r"""
(?P<scope>(?=[剔扣还不])(?:剔除|扣除|扣减|还原|不含|不考虑)
  [^，。；、,;（()）]{1,20}?(?:因素|影响|基数|退税)(?:影响)?后?)
"""

# Digits that none of the forms of `broken` begins with: a whole number, and behind it nothing that they go on with.
_NOT_WHOLE = r"(?!\d{1,15}(?:\.\d{1,15})?(?![\d.$?×□■�◇#￥&_xXOoIlＯ,\ ]))"
_NUMBER = rf"""
(?=[-\d$?×□■�◇#￥&_xX○〇.%零一二三四五六七八九两十百廿壹贰叁肆伍陆柒捌玖])(?:(?P<broken>{_NOT_WHOLE}(?:\d[\d.]{{0,15}}{_GARBAGE}[\d.$?×□■�◇#]{{0,15}}|{_GARBAGE}{{1,6}}[\d.]{{1,15}}{_GARBAGE}{{0,6}}|{_GARBAGE}{{1,6}}){_AHEAD}
  |(?:[xX×]{{1,5}}(?:\.[xX×]{{1,2}})?|[○〇]{{2,5}}){_AHEAD}|\d[\d.]{{0,15}}[xXOoIlＯ][\dxXOoIl.]{{0,15}}{_AHEAD}
  |\d{{1,15}}\.{_AHEAD}|(?<![\d.])\.\d{{1,15}}{_AHEAD}|\d{{1,15}}(?:\.\d{{1,15}}){{2,4}}{_AHEAD}|\d{{1,15}}\.{{2,4}}\d{{1,15}}
  |\d{{1,15}},\d{{1,2}}(?=%)|\d{{1,15}}\ [\d.\ ]{{1,15}}{_AHEAD}
  |(?<=[长升降加少])(?=%))(?P<bunit>(?:{MAGNITUDE})?(?:%|美元|元|人|户|家|个百分点|个|吨|天)?)
|(?P<value>(?P<minus>(?<![\d%元人年月日户家A-Za-z—–-])-)?(?P<lo>{ARABIC})(?P<more>[多余])?(?P<mag>{MAGNITUDE})?(?P<mix>\d{{1,4}}(?:千万|百万|万|千))?
  (?P<more2>[多余])?(?P<unit>{_UNIT})?(?:(?:[-—–~～至到]|——)(?P<hi>(?:{ARABIC}))(?P<himag>{MAGNITUDE})?(?P<hiunit>{_UNIT})?)?(?:(?<=元)人民币)?)
|(?P<chinese>(?:(?P<percent>百分之)(?P<pc>{CHINESE}|{ARABIC})|(?P<cn>{CHINESE})(?P<cmag>{MAGNITUDE})?(?P<cmore>[多余])?(?P<cunit>{_UNIT}))))
"""
# What the lookaheads above let begin: numbers, years, counts of years, footnotes, 剔除…因素.
_PATTERN_OPENS = (
    '0123456789-$?×□■�◇#￥&_xX○〇.%零一二三四五六七八九两十百廿壹贰叁肆伍陆柒捌玖“”’"‘「『'
    "本任过今后历未近最这前上下首去刚新明第剔扣还不[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
_MARKS = (
    dict.fromkeys("，,", "comma") | dict.fromkeys("；;", "semicolon") | dict.fromkeys("：:", "colon")
    | dict.fromkeys("（(【", "open") | dict.fromkeys("）)】", "close")
    | dict.fromkeys("“”\"‘’「」『』《》<>\t·", "quote")
)  # fmt: skip
_WORD = lazy(r"[\w?+]")
_DATE = r"""
(?=[\d一二两三四五六七八九十])(?:(?P<date>\d{1,2}月份?(?:\d{1,2}日)?|\d{1,2}日)
  |(?P<years>(?:\d{1,3}|[一二两三四五六七八九十]{1,3})[余多]?年(?!前)))
"""


@dataclass(slots=True)
class Token:
    """A piece of a folded sentence; `data` depends on the role (codes, Amount, years)."""

    role: str
    start: int
    end: int
    text: str
    data: object = None


class Amount(NamedTuple):
    """A number with its unit: `value` in `unit` (a magnitude such as 亿 belongs to the unit)."""

    value: Decimal
    high: Decimal | None
    scale: Decimal
    unit: str
    more: bool = False


PERIOD_ROLES = frozenset({"year", "span", "plan", "several", "fraction", "last", "this"})
SUFFIX_ROLES = frozenset({"around", "above", "within", "between", "less"})


def unit_of(token: Token) -> str:
    """The unit of a value or of destroyed digits, with its magnitude; empty for other tokens."""
    if isinstance(token.data, Amount):
        return token.data.unit
    return str(token.data) if token.role == "broken" else ""


def name_at(text: str, start: int, end: int) -> int | None:
    """Return where the first indicator name between two offsets begins; None where there is none."""
    longest = _names()
    by_three, two, length = longest.by_three, longest.two, longest.at
    for match in _opening().finditer(text, start, end):
        at = match.start()
        if (text[at : at + 3] in by_three or text[at : at + 2] in two) and length(text, at, end):
            return at
    return None


@cache
def _names() -> Longest:
    return Longest(names())


@cache
def _opening() -> re.Pattern[str]:
    """The first characters of a name, or nearly so: the engine skips quickly to a character of a set."""
    first, second, third = (
        f"[{''.join(map(re.escape, sorted({name[i] for name in names() if len(name) > i})))}]"
        for i in range(3)
    )
    short = "|".join(name for name in names() if len(name) == 2)
    return lazy(f"{first}(?={second}{third})" + (f"|{short}" if short else ""))


@cache
def period_pattern() -> re.Pattern[str]:
    """What says which years a passage speaks of."""
    return lazy(PERIODS, re.VERBOSE)


def periods(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what says between two offsets which years a passage speaks of; five times as fast as `finditer`."""
    read = period_pattern().match
    while (begun := _OPENS_PERIOD.search(text, start, end)) is not None:
        match = read(text, begun.start(), end)
        if match is not None:
            yield match
        start = begun.end() if match is None else match.end()


@cache
def _pattern() -> re.Pattern[str]:
    return lazy(rf"{PERIODS}|{_SCOPE}|{_DATE}|{_NOTE}|{_NUMBER}", re.VERBOSE)


class _Opening(NamedTuple):
    """What a single character may be or begin: something that the pattern reads, a word of its own, a mark."""

    pattern: bool
    word: bool
    mark: str


_OPENS_NOTHING = _Opening(pattern=False, word=False, mark="")
_BEGINS_NEITHER = (False, False)
_BOTH_RISE = "同步增长"  # before a number: of all names before it; without one: as fast as something else


@cache
def _openings() -> dict[str, _Opening]:
    single, pattern = _words().single, set(_PATTERN_OPENS)
    return {c: _Opening(c in pattern, c in single, _MARKS.get(c, "")) for c in single | pattern | set(_MARKS)}


@cache
def _pairs() -> dict[str, tuple[bool, bool]]:
    """Return for two characters whether names begin with them, and whether words do; most pairs are not there."""
    in_names, in_words = _names().begins, _words().begins
    return {pair: (pair in in_names, pair in in_words) for pair in (*in_names, *in_words)}


@cache
def _words() -> Longest:
    return Longest(words())


def lex(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a folded text between two offsets; what no rule knows becomes `gap` tokens."""
    known_names, known_words, openings, pairs = names(), words(), _openings(), _pairs()
    name_length, word_length, read = _names().at, _words().at, _pattern().match
    tokens: list[Token] = []
    position = at = start  # where the next token may begin, and the character in hand
    while at < end:
        pair, opening = pairs.get(text[at : at + 2]), openings.get(text[at])
        if pair is None and opening is None:
            at += 1
            continue
        begins_name, begins_word = pair or _BEGINS_NEITHER
        opens_pattern, is_word, mark = opening or _OPENS_NOTHING
        match = None
        length, role = 0, ""
        if begins_name and (length := name_length(text, at, end)):
            role = "name"
        elif opens_pattern and (match := read(text, at, end)) is not None:
            # lastgroup is the outermost group closed last, which is one of the roles of the pattern
            role, length = match.lastgroup or "gap", match.end() - at
        elif (begins_word or is_word) and (length := word_length(text, at, end)):
            role = "word"
        elif mark:
            role, length = "mark", 1
        if not role:
            at += 1
            continue
        if at > position and (text[position].isalnum() or _WORD.search(text, position, at)):
            tokens.append(Token("gap", position, at, text[position:at]))
        begin, at = at, at + length
        position, piece = at, text[begin:at]
        if role == "name":
            tokens.append(Token("name", begin, at, piece, known_names[piece]))
        elif role == "word" and piece == _BOTH_RISE and text[at : at + 1].isdigit():
            tokens.append(Token("both", begin, at - 2, piece[:2]))
            tokens.append(Token("rise", at - 2, at, piece[2:]))
        elif role == "word":
            tokens.append(Token(known_words[piece], begin, at, piece))
        elif role == "mark":
            if mark != "quote":
                tokens.append(Token(mark, begin, at, piece))
        elif match is not None and role != "note":
            tokens.append(_matched(role, match))
    if position < end and (text[position].isalnum() or _WORD.search(text, position, end)):
        tokens.append(Token("gap", position, end, text[position:end]))
    return tokens


def _matched(role: str, match: re.Match[str]) -> Token:
    begin, stop = match.span()
    if role == "value":
        return Token("value", begin, stop, match[0], _amount(match))
    if role == "chinese":
        amount = _chinese(match)
        return Token("gap" if amount is None else "value", begin, stop, match[0], amount)
    if role in ("broken", "bunit"):
        return Token("broken", begin, stop, match[0], match["bunit"] or "")
    return Token(role, begin, stop, match[0])


def _amount(match: re.Match[str]) -> Amount:
    value = mantissa(match["lo"] or "") or Decimal(0)
    magnitude = match["mag"] or ""
    unit = match["unit"] or ""
    if match["mix"] and magnitude:
        digits, inner = re.fullmatch(r"(\d+)(\D+)", match["mix"]).groups()  # type: ignore[union-attr]
        value += Decimal(digits) * SCALES[inner] / SCALES[magnitude]
    if match["minus"]:
        value = -value
    high = None
    if match["hi"]:
        high = mantissa(match["hi"])
        if match["minus"] and high is not None:
            high = -high
        magnitude = match["himag"] or magnitude
        unit = match["hiunit"] or unit
    return Amount(value, high, SCALES[magnitude], magnitude + unit, bool(match["more"] or match["more2"]))


def _chinese(match: re.Match[str]) -> Amount | None:
    if match["percent"]:
        value = mantissa(match["pc"])
        return None if value is None else Amount(value, None, SCALES[""], "%")
    value = mantissa(match["cn"])
    if value is None:
        return None
    magnitude = match["cmag"] or ""
    return Amount(value, None, SCALES[magnitude], magnitude + (match["cunit"] or ""), bool(match["cmore"]))


SCALES: dict[str, Decimal] = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
