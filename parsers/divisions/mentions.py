"""Find the names of divisions in a text, joined to chains (辽宁省·大连市·沙河口区)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from parsers.divisions.table import Span, codes_by_name, of_code
from parsers.text.patterns import lazy

_SHORTEST: Final = 2  # characters: 代县
_HAN: Final = lazy(r"[\u3400-\u9fff]")
_SUFFIX: Final = lazy(r"[省市区县旗盟州]")
# 和平区域, 新城区块, 海州区位, 江北区间: the character belongs to the next word.
_NO_END: Final = lazy(r"[域块位间别划]|[市县]里")
# Between the links of a chain: (辽宁省)大连市, 大连市 沙河口区.
_LINK: Final = lazy(r"[\s()（）·・]{0,3}")

# Names that are also common words: 城区 of 晋城市, 郊区, 市中区 … They count only after the name of a
# division above them, or before words that only follow a division's name.
_COMMON: Final = frozenset({
    "城区", "郊区", "矿区", "东区", "西区", "南区", "北区", "中区", "新区", "老城区", "新城区", "城中区", "城东区",
    "城西区", "城北区", "城南区", "城关区", "新市区", "市中区", "江北区", "江南区", "海港区", "城厢区", "城郊区",
    "东郊区", "西郊区", "南郊区", "北郊区",
})  # fmt: skip
_ONLY_DIVISIONS: Final = lazy(
    r"\s{0,2}(?:人民政府|政府|第.{1,6}届|人大|区长|[12][0-9]{3}年|今年|委|人民代表|民生实事|管)"
)
# Everyday words for parts of any city, even before a year (城区2021年民生实事).
_EVERYDAY: Final = frozenset({
    "城区", "郊区", "矿区", "新区", "老城区", "新城区", "东区", "西区", "南区", "北区", "中区", "城郊区",
})  # fmt: skip
_OFFICES: Final = lazy(
    r"\s{0,2}(?:人民政府|政府(?!工作)|第.{1,6}届|人大|区长|区?委|人民代表|管委会|管理委员会)"
)
# Names that are also the end or the beginning of other words: where such words are found, no division is named.
_OTHER_WORDS: Final = {
    # 办公室会同县民政局: together with a bureau of the county, not 会同县 of 怀化
    "会同县": lazy(
        r"(?:(?<=[室局委府办院会厅处组站心门])|(?<=[近今昨]日[,，])|(?<=\n))会同县(?=[\u3400-\u9fff]{1,10}(?:局|委|办|部门|中心|院|政府|人大|单位))"
    ),
    "合作市": lazy(r"合作市(?=场|值)"),  # 农村合作市场, not 合作市 of 甘南
}
# A name of two characters stands behind one of these, a division's name or no Chinese character; elsewhere it is the
# end of a word and 县: 代理县长, 召开县人大会议, 示范县, 提高县级财力.
_BEFORE_SHORTEST: Final = frozenset("在于为是对到向往赴由从与及或的共我年月日届表")
_ACTING: Final = lazy("代县(?=长)|任县(?=[长委])")  # 代县长, 2008年任县委书记; the head of 代县 is 代县县长
_NEVER: Final = frozenset(
    {"市区", "一区", "二区"}
)  # the built-up area; it was the name of a code in the 1980s


def short(name: str) -> str:
    """Return a name's short form: 大连市 → 大连, 延边朝鲜族自治州 → 延边; a name of two characters is unchanged."""
    if name.endswith(_KINDS):
        for tail in _KINDS:
            if name.endswith(tail) and len(name) - len(tail) >= 2:
                name = name.removesuffix(tail)
                break
    if len(name) < 4:
        return name
    for people in _PEOPLES:
        if len(name) > len(people) + 1 and people in name[2:]:
            return name[: name.index(people, 2)]
    return name


_KINDS: Final = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "省", "市", "盟", "区", "县", "旗",
)  # fmt: skip
_PEOPLES: Final = (
    "维吾尔", "哈萨克", "柯尔克孜", "蒙古", "朝鲜族", "土家族", "布依族", "哈尼族", "傣族", "白族", "彝族", "藏族",
    "羌族", "回族", "壮族", "苗族", "侗族", "傈僳族", "景颇族",
)  # fmt: skip
_ALL_PEOPLES: Final = (
    r"(?:(?:侗|水|东乡|黎|满|回|瑶|土|土家|纳西|苗|布依|羌|哈尼|彝|傣|白|普米|仡佬|拉祜|佤|布朗|藏|朝鲜|傈僳|壮|畲|裕固|撒拉|"
    r"毛南|仫佬|独龙|怒|景颇|保安|各)族|(?:哈萨克|蒙古|柯尔克孜|锡伯|塔吉克|达斡尔|鄂温克)族?)"
)
_AUTONOMOUS_KINDS: Final = ("自治州", "自治县", "自治旗")
_AUTONOMOUS: Final = lazy(rf"^(.{{2,5}}?){_ALL_PEOPLES}{{0,4}}自治([州县旗])$")
# Short names in daily use that do not begin with the complete first word of the name.
_USUAL: Final = {
    "博州": "博尔塔拉蒙古自治州", "克州": "克孜勒苏柯尔克孜自治州", "巴州": "巴音郭楞蒙古自治州",
    "前郭县": "前郭尔罗斯蒙古族自治县", "喀左县": "喀喇沁左翼蒙古族自治县", "杜蒙县": "杜尔伯特蒙古族自治县",
    "察右前旗": "察哈尔右翼前旗", "察右中旗": "察哈尔右翼中旗", "察右后旗": "察哈尔右翼后旗",
    "科左中旗": "科尔沁左翼中旗", "科左后旗": "科尔沁左翼后旗", "科右前旗": "科尔沁右翼前旗",
    "科右中旗": "科尔沁右翼中旗", "达茂旗": "达尔罕茂明安联合旗",
    "新疆自治区": "新疆维吾尔自治区", "广西自治区": "广西壮族自治区", "宁夏自治区": "宁夏回族自治区",
    "东乌旗": "东乌珠穆沁旗", "西乌旗": "西乌珠穆沁旗", "苏左旗": "苏尼特左旗", "苏右旗": "苏尼特右旗",
    "阿左旗": "阿拉善左旗", "阿右旗": "阿拉善右旗", "新左旗": "新巴尔虎左旗", "新右旗": "新巴尔虎右旗",
}  # fmt: skip


def _shortened(*, taken: bool) -> dict[str, str]:
    """Map short names of autonomous divisions to the names in force; `taken`: names that another division had."""
    found = {} if taken else dict(_USUAL)
    known = codes_by_name()
    codes = {code for name in known if name.endswith(_AUTONOMOUS_KINDS) for code in known[name]}
    for span in sorted(
        (s for code in sorted(codes) for s in of_code(code)), key=lambda s: s.valid_to or 9999
    ):
        match = _AUTONOMOUS.match(span.name)
        if match and (match[1] + match[2] in known) is taken:
            found[match[1] + match[2]] = span.name
    return found


@cache
def former() -> dict[str, str]:
    """Return names of counties that have become autonomous: 宽甸县 → 宽甸满族自治县, which is still called so."""
    return _shortened(taken=True)


def of_short_name(bare: str) -> list[Span]:
    """Return the spans of all divisions with a short form: 泉州 → those of 泉州市."""
    known = codes_by_name()
    names = {name for name in known if name.startswith(bare) and name != bare and short(name) == bare}
    codes = {code for name in names for code in known[name]}
    return [span for code in sorted(codes) for span in of_code(code) if span.name in names]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is looked up at every character that can end a name."""

    names: dict[str, list[str]]
    shortened: dict[str, str]
    lengths: dict[str, tuple[int, ...]]  # of what may end with two characters, longest first
    above_short: dict[str, str]  # short names of provinces and prefectures


@cache
def _known() -> _Known:
    names, shortened = codes_by_name(), _shortened(taken=False)
    above = {
        bare: span.name
        for code in sorted({code for codes in names.values() for code in codes if code.endswith("00")})
        for span in of_code(code)
        if len(bare := short(span.name)) >= 2
    }
    return _Known(names, shortened, _lengths(names, shortened), above)


def _lengths(names: Iterable[str], shortened: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return how many characters of a name may end with two characters: the last ones of a name, or those before."""
    found: dict[str, set[int]] = {}
    for name in (*names, *shortened):
        found.setdefault(name[-2:], set()).add(len(name))
    for name in names:  # 梅县 of 梅县区
        if len(name) > 2 and name[-3:-1] in found:
            found[name[-3:-1]].add(len(name) - 1)
    return {tail: tuple(sorted(lengths, reverse=True)) for tail, lengths in found.items()}


@dataclass(frozen=True, slots=True)
class Chain:
    """Adjacent names, highest division first, and the half-open span of their characters."""

    names: tuple[str, ...]
    start: int
    end: int

    @property
    def name(self) -> str:
        """Return the lowest name."""
        return self.names[-1]


def _names(text: str) -> Iterator[tuple[str, int, int]]:
    after = 0
    known = _known()
    names, shortened, possible = known.names, known.shortened, known.lengths
    for match in _SUFFIX.finditer(text):
        end = match.end()
        lengths = possible.get(text[max(0, end - 2) : end])
        if lengths is None or _NO_END.match(text, end):
            continue
        for length in lengths:
            start = end - length
            if start < after:
                continue
            name = text[start:end]
            if name in shortened and text[end : end + 1] not in ("区", "县", "市"):
                name = shortened[name]
            if end < len(text) and text[start : end + 1] in names:
                name, end = text[start : end + 1], end + 1  # 梅县区, which begins with the former name 梅县
            if name in names and name not in _NEVER:
                other = _OTHER_WORDS.get(name)
                if other is not None and other.match(text, start):
                    break
                if length == _SHORTEST and (start == 0 or start != after) and _ends_a_word(text, start):
                    break
                yield name, start, end
                after = end
                break


def _ends_a_word(text: str, start: int) -> bool:
    """Return whether the name of two characters that begins at `start` is only the end of a word and 县."""
    before = text[start - 1 : start]
    joined = not _HAN.match(before) or before in _BEFORE_SHORTEST or _short_before(text, start) is not None
    return not joined or _ACTING.match(text, start) is not None


def chains(text: str) -> Iterator[Chain]:
    """Return the chains of a text in order; a name that is also a common word needs context (see `_COMMON`)."""
    names: list[str] = []
    start = end = 0
    for name, begin, stop in _names(text):
        joined = bool(names) and (link := _LINK.match(text, end)) is not None and link.end() >= begin
        if names and not joined:
            yield Chain(tuple(names), start, end)
            names = []
        if not names:
            above = _short_before(text, begin)
            needed = _OFFICES if name in _EVERYDAY else _ONLY_DIVISIONS
            if name in _COMMON and not above and not needed.match(text, stop):
                continue
            names, start = ([above] if above else []), begin - (len(short(above)) if above else 0)
        names.append(name)
        end = stop
    if names:
        yield Chain(tuple(names), start, end)


def _short_before(text: str, at: int) -> str | None:
    """Return the division whose short name ends at `at`: 沈阳 before 沈河区."""
    for length in (3, 2):
        if at >= length and (name := _known().above_short.get(text[at - length : at])):
            return name
    return None
