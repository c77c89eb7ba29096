"""Names of a list that share the end of its last one: 污水、垃圾处理率, 农村自来水、卫生户厕普及率."""

from __future__ import annotations

from parsers.indicators.names import nouns
from parsers.text.patterns import lazy

NAMES = lazy(r"、|以及|和|及(?<!普及)(?![率格时])|与")
_MONEY = lazy(r"(?:资金|投资|国债|债券|贷款|补贴|补助|基金)$")
_DONE = lazy(r"(?:(?:升级|更新|新建|扩建)?改造(?:提升)?|建设|整治|提升|更新|铺设|敷设)$")
_THING = lazy(  # what is a thing of its own, and no kind of the one behind it: 桥梁, but not 国家级, 科技型, 城市
    r"[\u4e00-\u9fff]{2}(?<![国省市区县州盟旗乡镇村级型类性化式层新改扩建修造续端类育高中小内外上下以老旧各等])$"
)
_LEVEL = lazy(r"[\u4e00-\u9fff]{0,4}(?:国家|省|市)级?")  # 列入省、市重点项目
_RATE = lazy(r"[\u4e00-\u9fff]{2}率$")
_REACHED = lazy(
    r"(?:覆盖|达标|清零|到位)$"
)  # 社保实现全覆盖、登记失业率控制在3%: one of them is said in words
_LONGEST = 8  # characters of a shared end
_WHOLE = lazy(  # 综合利用率、水质达标率均达100%: the first has its own head noun
    r"(?:率|比例|比重|占比|余额|总额|产值|增加值|收入|支出|投资额?|面积|产量|里程|销售额|交易额|总量|数量|人数|指数)$"
)
_WHOLE_NAME = lazy(_WHOLE.pattern.removesuffix(")$") + r"|(?:起|人|户|次|件)数|利润|税收|投入|总产|量)$")


def is_bare(name: str) -> bool:
    """Return whether a name of a list has no head noun of its own."""
    noun = nouns.at_end(name)
    known = noun is not None and any(row.verbs is None for row in noun.rows)
    return not known and nouns.lexical_end(name) is None and _WHOLE.search(name) is None


def are_whole(noun: str) -> bool:
    """Return whether one change is of each of several names, as all say what they measure: 事故起数、死亡人数下降9%."""
    names = NAMES.split(noun)
    return len(names) > 1 and all(len(name) > 1 and _WHOLE_NAME.search(name) is not None for name in names)


def are_rates(noun: str) -> bool:
    """Return whether one percentage is of each of several names that share 率: 养老保险和医疗保险参保率达98%."""
    names = NAMES.split(noun)
    if len(names) < 2 or _RATE.search(noun) is None or any(map(_REACHED.search, names)):
        return False
    return all(name.endswith("率") or completed(name, names[-1]) is not None for name in names[:-1])


def completed(name: str, last: str) -> str | None:
    """Return a bare name with the end that it shares with the last; None where that makes no known name."""
    rate = _RATE.search(last)
    tails = [rate[0]] if rate else [last[-k:] for k in range(2, min(_LONGEST + 1, len(last)))]
    known = (name + tail for tail in tails if nouns.at_end(name + tail) or nouns.lexical_end(tail))
    return next(known, None)


def is_of_several(code: str, name: str, unit: str) -> bool:
    """Return whether one number is of several things, of which only the last has the code: 高速公路和国道80公里."""
    earlier = [part for part in NAMES.split(name[name.rfind("等") + 1 :])[:-1] if len(part) > 1]
    earlier = [part for part in earlier if _LEVEL.fullmatch(part) is None]
    if not earlier or unit.endswith("%"):
        return False
    money = unit.endswith("元")
    last = _DONE.sub("", NAMES.split(name)[-1])  # 供热、燃气老旧管网改造
    for part in earlier:
        noun = nouns.at_end(part)
        if noun is None and not money:
            whole = completed(part, last)
            noun = nouns.at_end(whole) if whole is not None else None  # 供热、燃气老旧管网86公里: of both
            if noun is None and _THING.search(part) and nouns.at_end(last) is not None:
                return True  # 桥梁、道路12公里
        if noun is not None and code not in {c for row in noun.rows for c in (row.stock, row.new)}:
            return True
        if noun is None and money and _MONEY.search(part):
            return True
    return False
