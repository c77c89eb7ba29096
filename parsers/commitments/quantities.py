"""The numbers in a promise: how many of what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from parsers.commitments import stages
from parsers.record import Quantity
from parsers.text import numerals
from parsers.text.patterns import lazy

_UNIT = (
    r"万平方米|万平方公里|平方公里|平方米|万立方米|立方米|平米|公里|千米|延米|米|㎡|万㎡|万亩|亩|公顷|"
    r"万元|亿元|元|万吨|吨|万人次|人次|万人|人|万名|名|万余人|万户|户|万套|套|间|所|万个|个|座|处|条|台|万辆|辆|家|张|盏|部|"
    r"场次|场|件|项|批次|批|万次|次|万例|例|对|栋|幢|棵|株|万株|片|眼|口|枚|枪|根|组|班次|课时|万件|%|门|艘|具|支|杆|块|万册|册|份|"
    r"万颗|颗|万粒|粒|位|支|副(?!主|县|区|市|局)|万剂次|万剂|万张|尾|羽|车次|人份|剂次|剂|针|张|篇|天|小时|孔|村|节|班|幅|盆|樘|面|顶|匹|头|只|桩"
)
_NUMBER = lazy(
    r"(?=[○〇一七三两九二五伍八六十叁四壹廿捌柒玖肆贰陆零\d])"
    rf"(?<![\d.\-—~第第附图表·年月])(?P<value>{numerals.ARABIC}|{numerals.CHINESE})[余多]?(?P<unit>{_UNIT})"
    r"(?!以上学|周岁|是|月|年|届|级|类)(?:以上|以下|左右|以内)?"
    r"(?P<what>[^\d,，。；;：:、()（）!！“”《》%和及与并]{2,14})?"
)
_BEFORE = lazy(r"“?([^\d,，。；;：:、()（）!！“”《》%]{2,24})”?$")
_VERBS = lazy(
    r"^(?:(?:并|投入使用|投用|竣工|月份?|月底|上半年|今年以来|截至目前|目前|现|实际|实绩|目标|余|其余|剩余|剩下|余下|全[区市县省州旗]|已经?|计划|力争|继续|确保|全年|年内|累计|帮助|持续|新建|改建|扩建|新改扩建|改扩建|新装|装|栽|完工|竣工|投用|启用|开工|通车|交付|新增|新配备|新投放|新创建|增加|增设|建设|建成|完成|实施|启动|"
    r"开展|举办|组织|提供|打通|打造|拓宽|改造|提升|更新|升级|发放|培训|创建|创办|引进|投入|购买|配备|安装|设置|设立|开通|开发|推广|筹集|补助|更换|种植|"
    r"栽植|举行|建立|实现|达到|各级各类|各类|为|对|向|将|各|共|约|等|好|了))+"
)
_NO_THING = lazy(
    r"^(?:以上|以下|左右|以内|不|未|尚|没|并|且|力争|实现|达到|使|让|为|进行|实行|实施|开展|投入|参加|[/的]$|/"
    r"|(?:已|均|也|同时|全部|正式)*(?:建设|改造|修缮|安装|铺设|施工|整治|加固)?(?:完毕|完工|竣工|建成(?!区)|投用|投入使用|通[车水气]|启用|开[学园馆业放]|交付))"
)
_TAIL = lazy(r"(?:控制在|保持在|稳定在|不少于|不低于|达到?|超过|约|至少|增至|总数|以上|为|共|至)+$")


def find(promise: str) -> tuple[Quantity, ...]:
    """Every number with a unit in a promise; `what` is the thing counted, where it stands beside it."""
    return tuple(quantity for quantity, _ in _found(promise))


@lru_cache(maxsize=256)  # a promise is compared with each clause of its outcome
def _found(promise: str) -> tuple[tuple[Quantity, str], ...]:
    """Return each quantity with the words of its clause beside the number."""
    folded = "".join(promise.translate(numerals.WIDTH).split())
    found = []
    for match in _NUMBER.finditer(folded):
        value = numerals.mantissa(match["value"])
        if value is not None and match[0][:2] != "一批":
            before = _BEFORE.search(folded[max(0, match.start() - 24) : match.start()])
            around = (before.group(1) if before else "") + "\n" + (match["what"] or "")
            found.append((Quantity(float(value), match["unit"], _what(folded, match)), around))
    return tuple(found)


def _what(text: str, match: re.Match[str]) -> str | None:
    after = match["what"]
    if after and match["unit"] not in ("%", "元", "万元", "亿元") and not _NO_THING.match(after):
        return after.removeprefix("的") or None
    before = _BEFORE.search(text[max(0, match.start() - 24) : match.start()])
    if before is None or before.group(1).endswith(("中", "中的")):
        return None
    return _VERBS.sub("", _TAIL.sub("", before.group(1))) or None


# 6所卫生院已完工4所: the first says how many there are, the second how many are done.
_OF_THEM = lazy(
    rf"\d[\d.]{{0,7}}(?P<of>{_UNIT})(?=[^，,。；;\d]{{0,14}}(?:已|中|有|建成|完成|竣工|完工|投用|投运|启用|开放)[^，,。；;\d]{{0,8}}\d[\d.]{{0,7}}(?P=of))"
    rf"|[（(](?:总?共|总数)\d[\d.]{{0,7}}(?:{_UNIT})[）)]"
)

# 剩余2座10月建成: what was left is built as well
_BUILT_TOO = (
    rf"(?:(?!前|明年|次年|来年|后年|年底|预计|计划|将|拟|待|未|正在|力争|争取|确保|可|{stages.STAGES})[^，,。；;]){{0,10}}"
    rf"(?:建成|完工|竣工|投用|投入使用|通车|交付使用|完成(?![^，,。；;]{{0,14}}{stages.STAGES}))"
)
# 建成6座，余2座明年完成: what is left to do
_LEFT = lazy(
    r"(?=[余其剩])"
    rf"(?<![多有])(?:其余|剩余|剩下|余下?)的?\d[\d.]{{0,7}}(?:{_UNIT})(?![^，,。；;]{{0,8}}(?:已|均)|{_BUILT_TOO})"
)
Comparison = Literal["fewer", "equal", "more"]
_MOST_ORDERED = 5  # quantities whose orders are tried


@dataclass(frozen=True, slots=True)
class _Scaled:
    """A quantity in the smallest unit of its kind; `around`: the words of its clause beside the number."""

    value: float
    unit: str
    what: str | None
    around: str


# Units of one kind, in the smallest of them.
_SCALE = {
    "万平方米": ("平方米", 1e4), "平米": ("平方米", 1.0), "㎡": ("平方米", 1.0), "万㎡": ("平方米", 1e4),
    "平方公里": ("平方米", 1e6), "万立方米": ("立方米", 1e4), "公里": ("米", 1e3), "千米": ("米", 1e3),
    "延米": ("米", 1.0), "万亩": ("亩", 1e4), "公顷": ("亩", 15.0), "万元": ("元", 1e4), "亿元": ("元", 1e8),
    "万吨": ("吨", 1e4), "万人次": ("人次", 1e4), "万人": ("人", 1e4), "名": ("人", 1.0), "万名": ("人", 1e4),
    "万余人": ("人", 1e4), "万户": ("户", 1e4), "万套": ("套", 1e4), "万个": ("个", 1e4), "万辆": ("辆", 1e4),
    "万次": ("次", 1e4), "万例": ("例", 1e4), "万株": ("株", 1e4), "万册": ("册", 1e4), "万件": ("件", 1e4),
    "场次": ("场", 1.0),
}  # fmt: skip
_THINGS = frozenset({"个", "所", "座", "条", "处", "家", "栋", "幢", "户", "套", "台", "辆", "部", "间"})
_NO_COUNT = frozenset({"%", "元", "天", "小时", "分"})


def fewer_things(promise: str, report: str) -> bool:
    """Decide whether fewer things (schools, not square metres) are reported than were promised."""
    return compare(promise, report, _THINGS) == "fewer"


def compare(promise: str, report: str, units: frozenset[str] | None = None) -> Comparison | None:
    """Decide whether a report has fewer or more than was promised; None where they can't be compared.

    Each quantity of the promise is compared with those of the report in its unit that count the same thing;
    the largest of them counts, or their sum where that is what was promised. One that falls short is enough for
    `fewer`, `more` takes all of them. `units`: look at these only.
    """
    wanted = _scaled(_of_the_year(promise))
    found = _each(wanted, _scaled(_done_of(report)), units)
    if "fewer" in found:
        return "fewer"
    if found and all(one == "more" for one in found) and len(found) == len(wanted):
        done = _SET.sub("", report)
        beyond = done == report or "more" in _each(wanted, _scaled(_done_of(done)), units)
        return "more" if beyond else "equal"
    return "equal" if found else None


# 为9万户接通燃气。2017年度计划实施4万户: what of it the year asks for
_YEARS_SHARE = lazy(
    r"(?<=[，,。；;])\s*(?:其中[，,]?)?(?:(?:19|20)\d\d年度?|今年|本年度?|当年|年度)计划(?:实施|完成|改造|新增|建设|建成|接通|安装|发放)?(?=\d)"
)


def _of_the_year(promise: str) -> str:
    """Return a promise from where it says how much of a larger number of one thing is planned for the year."""
    share = _YEARS_SHARE.search(promise)
    if share is None:
        return promise
    whole, year = _scaled(promise[: share.start()]), _scaled(promise[share.end() :])
    larger = year and any(one.unit == year[0].unit and one.value > year[0].value for one in whole)
    return promise[share.end() :] if larger else promise


# 实际确定改造任务为101个小区: how many there are to be done, and not how many are
_SET = lazy(r"(?:确定|核定|核实|认定)[^，,。；;\d]{0,12}(?:任务|目标|总数)[^，,。；;\d]{0,4}\d[^，,。；;]*")


def some_reached(promise: str, report: str) -> bool:
    """Decide whether one quantity of a promise was reached and another was not: 18公里、35公里 of 18公里、42公里."""
    found = _each(_scaled(promise), _scaled(_done_of(report)), None)
    return "fewer" in found and any(one != "fewer" for one in found)


@lru_cache(maxsize=64)  # a report is compared with its promise several times
def _done_of(report: str) -> str:
    """Return a report without the numbers of what there is in all, and of what is left to do."""
    return _LEFT.sub("", _OF_THEM.sub("", report))


def _each(
    wanted: Sequence[_Scaled], reached: Sequence[_Scaled], units: frozenset[str] | None
) -> list[Comparison]:
    """Compare each quantity of a promise that can be compared; in order where the report goes through them alike."""
    if len(wanted) > 1 and len(wanted) == len(reached) and all(map(_alike, wanted, reached)):
        pairs = zip(wanted, _in_order_of(wanted, reached), strict=True)
        return [_compared(a.value, b.value) for a, b in pairs if units is None or a.unit in units]
    found: list[Comparison] = []
    for one_wanted in wanted:
        value, unit, what = one_wanted.value, one_wanted.unit, one_wanted.what
        same = [one for one in reached if one.unit == unit]
        alone = len(same) == 1 and sum(one.unit == unit for one in wanted) == 1
        fits = [one for one in same if _same_thing(what, one.what)]
        fits = [one for one in fits if what and one.what and one.what[:2] == what[:2]] or fits
        if not fits and alone and (what is None or same[0].what is None):
            fits = same
        if not fits and sum(one.unit == unit for one in wanted) == 1:
            fits = [one for one in same if one.what is None]
        if not fits or (units is not None and unit not in units):
            continue
        most = max(one.value for one in fits)
        total = sum(one.value for one in fits)
        if abs(total - value) <= value * 0.005:
            most = value
        elif most < value < total:
            continue  # parts of it, or the whole and its parts
        found.append(_compared(value, most))
    return found


def _in_order_of(wanted: Sequence[_Scaled], reached: Sequence[_Scaled]) -> Sequence[_Scaled]:
    """Return what was reached in the order of what was promised, by the words before each number and behind it.

    As it stands where no other order is more like the promise, and where there are too many to try.
    """
    if len(wanted) > _MOST_ORDERED:
        return reached
    return max(
        itertools.permutations(reached),
        key=lambda order: sum(_likeness(a, b) for a, b in zip(wanted, order, strict=True)),
    )


def _likeness(wanted: _Scaled, reached: _Scaled) -> int:
    """Return how many pairs of neighbouring characters the words around two numbers share; below 0 for two units."""
    if not _alike(wanted, reached):
        return -100
    return len(_pairs(wanted.around) & _pairs(reached.around))


def _alike(wanted: _Scaled, reached: _Scaled) -> bool:
    return wanted.unit == reached.unit and (
        wanted.what == reached.what or _same_thing(wanted.what, reached.what)
    )


def _compared(wanted: float, reached: float) -> Comparison:
    return "fewer" if reached < wanted * 0.995 else "more" if reached > wanted * 1.005 else "equal"


@lru_cache(maxsize=256)
def _scaled(text: str) -> tuple[_Scaled, ...]:
    scaled = []
    for one, around in _found(text):
        tens = one.unit.startswith("万") and len(one.unit) > 1
        plain = (one.unit[1:], 1e4) if tens else (one.unit, 1.0)
        unit, factor = _SCALE.get(one.unit, plain)
        if unit not in _NO_COUNT:
            scaled.append(_Scaled(one.value * factor, unit, one.what, around))
    return tuple(scaled)


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _same_thing(wanted: str | None, reached: str | None) -> bool:
    """Decide whether two counted things share two neighbouring characters."""
    return not _pairs(wanted or "").isdisjoint(_pairs(reached or ""))
