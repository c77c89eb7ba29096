"""The numbers of a sentence with every unit that reports use, and the ratios a:b:c of three sectors."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.indicators.sentence.tokens import SCALES, Amount
from parsers.record import Bound
from parsers.text.numerals import ARABIC, MAGNITUDE, mantissa
from parsers.text.patterns import lazy

_UNIT = (
    r"%|年|月|亿|‰|GWh|MWh|GW|MW|吉瓦时|吉瓦|标准箱|标箱|剂次|剂|人份|个?百分点|个点|人民币元|美元|港元|港币|美金|欧元|日元|元/(?:平方公里|公顷|平方米|亩)|元|人次|车次|辆次|家次|户次|件次|批次|"
    r"场次|班次|架次|班列|列(?!入|为|居|车|出|支|举|第|席|示|装|管|队|宁)|PFlops|PFLOPS|Pflops|P(?![A-Za-z0-9])|厘米|km2|km²|km|m2|m²|㎡|"
    r"人(?!民|大代|均|口)|名(?!列|单)|户(?!籍)|家(?!庭)|个(?!月|季|百分|年[头度]|工作日|小时)|天(?!然)|"
    r"微克/立方米|微克每立方米|毫克/升|μg/m3|吨标准煤/万元|吨标准煤|吨/日|吨公里|人公里|吨|公斤|千克|斤|亩|公顷|"
    r"平方公里/|平方公里|平方千米|"
    r"平方米|平米|平(?!方|均|台|安|原)|公里/平方公里|公里|千米|米|立方米/|立方米|方(?!面|式|针|案|便)|"
    r"千升|升(?![级学降格为至到])|千瓦小?时|千伏安|千瓦|兆瓦|千伏|"
    r"倍|件(?!次)|项(?!目)|次(?!产)|岁|所|张(?!家[口港界川湾])|辆|台套|台件|台(?!湾)|套|宗|条(?!例|件)|处(?!理|置)|座|栋|幢|"
    r"起(?!来)|类|批|种|位(?!列|居)|度(?!假)|级|"
    r"成(?!为|立|功|果)|株|棵|袋(?!装)|棒(?!球)|担(?![保当任负])|盆(?!地|景)|头只|头（只）|头\(只\)|羊单位|头|只|匹|峰|群(?!众|体|岛)|册|枚|羽|把(?![握控关手])|尾|口(?!岸)|眼|支(?!持|撑|出)|组(?!织|建)|间(?!接)|部(?!分|门|"
    r"署)|艘|架|盏|对|笔|单|款|场|号|届|期|小时|分钟|"
    r"周年|日|天|时|分|秒|版|代|强|环|线|期|A级|A|G|K|°|℃|℅"
)
_OPENS_UNIT = "[" + "".join(sorted({unit.lstrip("(?:")[0] for unit in _UNIT.split("|")})) + "]"
NUMBER = lazy(
    rf"(?P<lo>{ARABIC})(?P<more>[余多])?(?P<mag>(?!千[瓦伏米克升])(?:{MAGNITUDE}))?(?P<more2>[余多])?(?:(?={_OPENS_UNIT})(?P<unit>{_UNIT})(?:(?<=元)人民币)?)?(?P<more3>多)?"
    rf"(?:/(?:人[·.]?(?:月|年|天)?|月|年|天))?(?:(?:[-—–~～至]|——)(?P<hi>{ARABIC})(?P<himag>{MAGNITUDE})?(?P<hiunit>{_UNIT})?)?"
    r"(?:[（(](?:段|个|处|座|项|条|家|次|户|所|间|栋|幢|件|宗|套|辆|台|人|点|站)[）)])?"  # 6条（段）
    rf"(?P<suffix>（含）|以上|及以上|以下|以内|之内|左右|上下)?"
)
# 1.6万农村人口: a magnitude whose counter is left out
_PEOPLE = lazy(
    r"(?:名|余名)?(?:农村|城镇|城乡|建档立卡|贫困|脱贫|困难|搬迁|返乡|外来|常住|户籍|富余|各族|易地扶贫搬迁)*"
    r"(?:监测对象|人口|群众|居民|农民|农牧民|牧民|学生|职工|劳动力|老人|老年人|残疾人|市民|师生|患者)"
)
_BARE_YEAR = lazy(r"\d{4}年(?![多/—–~～至（(以及之左上-])")  # what NUMBER makes most of: 2024年, and no more
_NO_AMOUNT = Amount(Decimal(0), None, Decimal(1), "")
RATIO = lazy(
    r"(?<![\d.:：])(\d{1,2}(?:\.\d{1,2})?)[:：](\d{1,2}(?:\.\d{1,2})?)(?:[:：](\d{1,2}(?:\.\d{1,2})?))?(?![\d:：%])"
)
SUFFIX_BOUNDS: dict[str, Bound] = {
    "以上": "at_least", "及以上": "at_least", "以下": "at_most", "以内": "at_most", "之内": "at_most",
    "左右": "about", "上下": "about",
}  # fmt: skip
COUNTED = frozenset(
    {
        "人", "名", "户", "家", "个", "件", "项", "所", "张", "辆", "台", "台套", "台件", "套", "宗", "条",
        "处", "座", "栋", "幢", "起", "支", "株", "棵", "头", "只", "头只", "头（只）", "头(只)",
        "羊单位", "羽", "把", "匹", "峰", "群", "册", "枚", "口", "眼", "位",
        "间", "部", "人次", "标箱", "标准箱", "剂次", "剂", "人份", "袋", "棒", "盆",
        "艘", "架", "盏", "对", "天", "批", "类", "种", "组", "列", "班列", "班次",
    }
)  # fmt: skip
ORDINAL = frozenset(
    {
        "号", "届", "期", "小时", "分钟", "周年", "年", "月", "日", "时", "分", "秒", "版", "代",
        "强", "环", "线", "A级", "A", "G", "K", "级", "次", "场", "场次", "千伏", "款",
        "单", "笔", "°", "℃", "批次", "件次", "家次", "户次", "车次", "辆次", "成",
    }
)  # fmt: skip

DOINGS = frozenset(
    {"次", "场", "场次", "期", "款", "单", "笔", "批次", "件次", "家次", "户次", "车次", "辆次"}
)  # of ORDINAL, those that count what was held or done


class Number(NamedTuple):
    """A number with its unit and the bound word behind it; `end` is behind the bound word."""

    start: int
    stop: int
    end: int
    amount: Amount
    plain: str
    suffix: str

    @property
    def unit(self) -> str:
        """The unit as written; that of people where only a magnitude is: 1.6万农村人口."""
        written = self.amount.unit
        return written if written.endswith(self.plain) else written + self.plain


def numbers(text: str, start: int, end: int, digits: Sequence[int]) -> list[Number]:
    """Return the Arabic numbers between two offsets; `digits` are those at which the text's digits begin, in order."""
    found: list[Number] = []
    position = start
    for index in range(bisect_left(digits, start), len(digits)):
        digit = digits[index]
        if digit >= end:
            break
        if digit < position:
            continue  # 12.5: the digits behind the point
        if text[digit + 4 : digit + 5] == "年" and _BARE_YEAR.match(text, digit, end) is not None:
            position = digit + 5
            found.append(Number(digit, position, position, _NO_AMOUNT, "年", ""))
            continue
        match = NUMBER.match(text, digit, end)
        if match is None:
            continue
        lo, more, mag, more2, unit, more3, hi, himag, hiunit, bound = match.groups()
        position, suffix = match.end(), bound or ""
        stop = position - len(suffix)
        magnitude, bare = mag or "", unit or ""
        if bare == "亿":
            magnitude, bare = "亿", ""
        if hi:
            magnitude, bare = himag or magnitude, hiunit or bare
        if bare in ORDINAL:  # 2020年, 3号线: no value that anybody asks for
            found.append(Number(digit, stop, position, _NO_AMOUNT, bare, suffix))
            continue
        low = mantissa(lo)
        if low is None:
            continue
        high = mantissa(hi) if hi else None
        amount = Amount(low, high, SCALES[magnitude], magnitude + bare, bool(more or more2 or more3))
        if magnitude and not bare and _PEOPLE.match(text, stop, end):
            bare = "人"
        found.append(Number(digit, stop, position, amount, bare, suffix))
    return found


_BOUND = lazy(
    r"(?P<least>超过|首?超|首?突破|首破|冲破|逾|不少于|不低于|至少|高于|力争突破)(?:了)?$|(?P<about>(?<![签合条契预节履公])约|近|将近|大约|"
    r"接近)(?:为|有)?$|(?P<most>不超过|不高于|控制在|低于|少于|压减到)$"
)
_ENDS_BOUND = frozenset("过超破逾于了约近为有在到")  # the last characters of what _BOUND matches


def bound_said(number: Number, words: str) -> tuple[Bound, str | None]:
    """Return the bound of a number by its own form, the word behind it or the words before it: 突破, 约, 以上."""
    if number.amount.high is not None:
        return "range", number.suffix or None
    if number.suffix in SUFFIX_BOUNDS:
        return SUFFIX_BOUNDS[number.suffix], number.suffix
    if number.amount.more:
        return "at_least", "多"
    match = _BOUND.search(words) if words[-1:] in _ENDS_BOUND else None
    if match is None:
        return "point", None
    bounds: dict[str, Bound] = {"least": "at_least", "about": "about", "most": "at_most"}
    return bounds[match.lastgroup or "about"], match[match.lastgroup or 0]
