"""The codes of what is counted or measured, found by the head noun of a phrase (nouns.tsv, drops.tsv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from parsers.indicators.names.codes import check, codes
from parsers.indicators.names.lexicon import Longest, expand, names
from parsers.text.patterns import lazy

# What makes a noun a part of another one: 学校 in 8所学校附属设施, 脱贫 in 4个脱贫产业项目.
_GOES_ON = lazy(
    r"产业|招生|附属|设施|设备|系统|周边|食堂|宿舍|操场|厕所|用房|围墙|监控|标识|教师|学生|医生|病人|校长|园长|党支部|业委会|物业|居民|村民|职工|群众|"
    r"住户|负责人|带头人|代表|志愿者|攻坚|户|培育|力度|的(?!改造|建设|整治|治理|升级|更新|维修|新建|搬迁|修缮|取缔|关停|关闭|拆除|清理|淘汰|提升|加固|修复|绿化|硬化|规范|全面|集中|综合)"
)
_INSIDE = lazy(r"（[^（）]{1,8}）")
_QUANTITY = lazy(r"(?:数量|次数|总数)$")
_MANY = frozenset("0123456789十百千")
# Those whom something is done for are not new: 惠及人才3000人.
_SERVES = lazy(r"惠及|受益|服务|覆盖|每[百千万]|增收|兜底")
HELPS = lazy(r"扶持|支持|帮助|帮扶|推动|助力")
_ADDED = lazy(r"新|净增|增加|创成|创建|(?<!累计)建成|获批|获评")


@dataclass(frozen=True, slots=True)
class Row:
    """The codes of a noun: of a stock, of what is new or done in the period, and the verbs that the row wants."""

    stock: str
    new: str
    verbs: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun found at the end of a phrase: its rows, and where it begins in the phrase."""

    rows: tuple[Row, ...]
    start: int

    def code(self, said: str, *, new: bool) -> str:
        """Return the code of the first row whose verbs are said; `other` where the table has none for it."""
        if said and _SERVES.search(said):
            return "other"
        for row in self.rows:
            if row.verbs is None or row.verbs.search(said):
                code = row.new if new else row.stock
                if code.endswith("_new") and HELPS.search(said) and not _ADDED.search(said):
                    return "other"  # 扶持400家规上工业企业上云
                # 新增A级景区2家 is no stock, where the table has a code of the stock alone
                stock = row.new == row.stock and not code.endswith("_new") and code in _stocks()
                return "other" if code == "-" or (stock and _ADDED.search(said)) else code
        return "other"

    @property
    def is_flow(self) -> bool:
        """Whether the table has codes only for what is new or done of the noun."""
        return all(row.stock == "-" for row in self.rows) and any(
            row.new not in ("-", "other") for row in self.rows
        )

    @property
    def is_statistic(self) -> bool:
        """Whether the table says that a number of the noun is a statistic although it has no code."""
        return any(row.new == "other" for row in self.rows)


@cache
def _stocks() -> frozenset[str]:
    return frozenset(code for code, row in codes().items() if row.kind == "stock")


@cache
def _table() -> tuple[dict[str, tuple[Row, ...]], dict[str, tuple[Row, ...]]]:
    """Return the rows by the end of a phrase, and those of whole phrases."""
    ends: dict[str, tuple[Row, ...]] = {}
    whole: dict[str, tuple[Row, ...]] = {}
    text = files("parsers.indicators").joinpath("nouns.tsv").read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        stock, new, body, *verbs = line.split("\t")
        check(f"{stock} {new}", f"nouns.tsv line {number}")
        wanted = lazy(verbs[0]) if verbs and verbs[0] else None
        for name in expand(body):
            table, name = (whole, name[1:]) if name.startswith("=") else (ends, name)
            table[name] = (*table.get(name, ()), Row(stock, new, wanted))
    return ends, whole


@cache
def _ends() -> Longest:
    return Longest(_table()[0], backwards=True)


@cache
def _inside() -> Longest:
    return Longest(_table()[0])


@cache
def _lexical() -> Longest:
    return Longest((name for name, named in names().items() if len(named) == 1), backwards=True)


@lru_cache(maxsize=2048)
def at_end(phrase: str) -> Noun | None:
    """Return the longest noun that a phrase ends with."""
    ends, whole = _table()
    rows = whole.get(phrase)
    if rows is None and phrase not in ends:
        named = names().get(phrase, ())
        if len(named) == 1 and named[0] != "other":
            rows = (Row(named[0], named[0], None),)
    return Noun(rows, 0) if rows is not None else head(phrase)


def head(phrase: str) -> Noun | None:
    """Return the head noun of a phrase, even where the whole phrase has a code of its own: 新增高新技术企业."""
    length = _ends().before(phrase)
    start = len(phrase) - length
    if length == 0 or (start and phrase[start - 1] in _MANY and phrase[start] in "亿万"):
        return None  # 5亿元以上项目 are not all 亿元以上项目
    return Noun(_table()[0][phrase[start:]], start)


@lru_cache(maxsize=2048)
def within(phrase: str) -> tuple[tuple[Noun, int], ...]:
    """Return the nouns within a phrase and where they end, the last first: 签约项目落地, 小学扩容改造完成."""
    inside, end = _inside(), len(phrase)
    begins, longest = inside.begins, inside.at
    ends = {  # they overlap
        at + length
        for at in range(end)
        if phrase[at : at + 2] in begins and (length := longest(phrase, at, end))
    }
    if phrase in _table()[1]:
        ends.add(end)  # 企业成功上市: a row for a whole phrase
    whole = (at for at in ends if at == end or not _GOES_ON.match(phrase, at))
    found = ((at_end(phrase[:at]), at) for at in sorted(whole, reverse=True))
    return tuple((noun, at) for noun, at in found if noun is not None)


@lru_cache(maxsize=2048)
def lexical_end(phrase: str) -> tuple[str, int] | None:
    """Return the code of the longest name of lexicon.tsv that a phrase ends with, and where the name begins."""
    length = _lexical().before(phrase)
    start = len(phrase) - length
    return (names()[phrase[start:]][0], start) if length else None


@cache
def _drops() -> Longest:
    text = files("parsers.indicators").joinpath("drops.tsv").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return Longest((name for line in lines for name in expand(line)), backwards=True)


@lru_cache(maxsize=2048)
def is_dropped(phrase: str) -> bool:
    """Whether the head noun of a phrase is one whose number is no statistic: 会议, 案件, 措施."""
    phrase = _QUANTITY.sub("", phrase)  # 会议数量
    if "（" in phrase:
        phrase = _INSIDE.sub("", phrase)  # 规上（限上）服务业单位
    length = _drops().before(phrase)
    return length > 0 and length >= _ends().before(phrase)
