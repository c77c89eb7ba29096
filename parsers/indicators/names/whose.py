"""Whose a bare name is (税收, 产值, 技改投资, 处理能力): the division's, or of what its sentence speaks of.

Both readers ask one question, `Force.of`: who is the subject in force here? A kind of subject is one row of `OWNERS`:
the names that are its own where it is in force, how a clause brings it into force, and whether its figures are
statistics. The next kind is a row. Zones take every name, bare or not: `Force.zones`, from `context.areas`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from parsers.indicators.context import areas
from parsers.indicators.context.passage import Passage
from parsers.indicators.names import phrases, sectors
from parsers.indicators.names.lexicon import expand
from parsers.indicators.names.places import ALL_UNITS
from parsers.indicators.sentence.subject import Subject
from parsers.text.patterns import lazy

BARE = frozenset(
    expand(
        "增加值|{总|}产值|{总|综合|营业|营业总|主营业务|主营|销售}收入|营收|{销售|交易}{总|}额|利税|利润{总|}{额|}|总资产|资产总额"
    )
)
_PAID = frozenset({"税收", "上缴税收", "出口", "出口额"})
_ANY_MONEY = BARE | _PAID
_MADE_BY_FIRMS = BARE | _PAID | {"工业总产值", "工业产值", "工业增加值"}
_RESIDENTS = frozenset({"常住人口", "人口", "总人口"})
_BY_FIRMS = frozenset(
    expand(
        "{电子商务|电商}{交易|销售}{总|}额|网络零售额|网上零售额|线上销售额|{工业|企业|}{技改|技术改造}投资|{研发|研发经费}{投入|支出}"
    )
)
_CAPACITIES = frozenset(
    expand(
        "{日|}{污水|生活污水|垃圾|生活垃圾|}{日|}处理{能力|规模}|{日|}{供水|供热|制水|产水|发电}{能力|规模}|日处理污水能力|供热面积"
    )
)
_INDUSTRY = (
    r"(?P<name>[\u4e00-\u9fff]{0,6}?(?:(?<=[\u4e00-\u9fff])产业|工业|农业|林业|牧业|渔业|服务业|制造业|加工业|采矿业|金融业|建筑业|房地产业|"
    r"旅游业?|商贸业|流通业|餐饮业|物流业?|软件业|会展业|电子商务|(?:民营|数字|海洋|低空|平台|楼宇|总部|集体|夜间|非公有制)经济))"
)
_GOES = (  # 规模持续扩大, 平稳增长, 做大做强
    r"(?:[\u4e00-\u9fff]{0,8}?(?:发展|增长|壮大|提升|提档|升级|优化|做大|做强|扩大|扩张|向好|加快|提速|提质|增效|蓬勃|活跃|强劲|回升|平稳|稳步|繁荣|稳健|"
    r"兴旺|突破|[再迈跃跨]上|集聚|崛起|迅猛|良好|回暖|复苏|领先|发力|转型|攀升)[\u4e00-\u9fff]{0,6})"
)
_INDUSTRY_DOES_WELL = (
    rf"(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)、.]|[一二三四五六七八九]是)?(?:全[区县市旗州]|我[区县市旗州])?"
    rf"(?:加快|大力|积极|推动|推进|促进|支持|壮大|发展)*{_INDUSTRY}{_GOES}"
)
_ZONE_IS_MADE = (
    r"(?:[\u4e00-\u9fff]{0,6}?(?:创建|建设|打造|培育|整合|壮大|做大|做强|做优|推进|加快|支持|推动))+(?P<name>[\u4e00-\u9fff“”]{0,8}?"
    r"(?:园区|开发区|高新区|产业园|产业集群|产业基地|集聚区|示范区|市属国企|国有企业))(?:建设|整合|发展|提质|升级|扩容|改造|重组)*"
)
_MONEY_IS_MADE = (
    r"(?=[产集业经企公楼商])(?:产业|集群|(?:(?<![就创毕作企失从营事工农])|(?<=[加化矿工]))业|经济|企业|公司|楼宇|商圈)(?!增加值)[\u4e00-\u9fff]{0,6}?"
    r"(?:产值|收入|营收|销售总?额|交易总?额|利润|利税)"
    r"|(?<=[材料品器车械件药酒茶粮油煤钢铝铜纱布机箱])产值"
)
_ONE_FIRM = (  # 引进云溪网络科技有限公司, but not 12家上市公司, 国有公司, 公司等
    r"(?=[公集])(?<![上市国有属投平台各家类型])(?:公司|(?<![密聚云凑群采征])集团)(?![等、]|\d|类|化|军|们|总部|债|治理)"
)
_ONE_PLANT = (  # 云溪污水处理厂扩建完成, but not 建成污水处理厂3座, 各污水处理厂
    r"(?=[污水净自供热发焚垃])(?:水务|污水处理|污水净化|水质净化|净水|自来水|供水|供热|热电|发电|焚烧|垃圾处理)(?:厂|站|总站|总厂|公司|中心)(?!网|[等、]|[\u4e00-\u9fff]{0,4}\d)"
)
_SEVERAL = lazy(r"\d[余多]?[座家个处]|全部|各|等|[两二三四五六七八九十]座|[乡镇村]镇?污水|农村|集镇")
_ONE_EVENT = (
    r"(?=[活促展消购直推])(?:活动|促销|展销|展会|消费节|购物节|消费季|消费券|直播(?:带货|专场|节)|推介会)"
)
IN_PARKS = frozenset(expand("{入园|入驻|入区|落户|园区|园区入驻|入驻园区}企业"))
_PARK = (  # 望川产业园区2017年开始建设，…。目前，入园企业8家
    r"(?:^|[。！；—\n])(?P<name>(?!全|我|各|两|三|多|加快|推进|建设|打造)[\u4e00-\u9fff]{2,8}?(?:工业园区|产业园区|工业园|产业园|经开区|高新区|开发区|集聚区))"
    r"(?=[\u4e00-\u9fff]|\d{4}年)"
)
_FIRMS_COUNTED = (  # 新能源企业增加到175家，实现工业总产值318亿元
    r"(?=[\u4e00-\u9fff])(?<![全我])(?P<name>(?!规|全|限|其中|外贸|各类)(?:(?!新[增设登注入]|净增|引进|累计|培育)[\u4e00-\u9fff“”]){2,8}(?<!工业)(?<!入[驻园区户])(?<!落户)(?<![规限模额]上)(?<!市场主体)企业)(?:户数|数量|总数)?"
    r"(?:已?(?:增加|发展|增长|扩大|壮大|达)(?:到|至)?|[增升]至|现有|共)*\d+[家户]"
)
_TOWN = r"(?P<name>城区|县城|主城区|中心城区|市区|集镇|镇区|建成区)[\u4e00-\u9fff]{0,6}面积"
_GOES_ON = lazy(
    r"(?:占|同比|比上年|比|较|分别|增长|增速|增幅|净增|下降|实现|完成|达|约|总计|共|营业|主营|总)*(?:增加值|总?产值|收入|营收|销售|利税|利润|资产|[\d.]+%|$)|占|(?:现有|共有|累计|新增|净增)?(?:入驻|入园|引进|集聚|落户)?企业[\d.]+万?[家户]"
)
_APART = lazy("[；;：:。]|全[区县市旗州省盟]|全社会|我[区县市]")
_WHOLE = lazy("全[区县市旗州省盟]|全社会|我[区县市]|辖区|总")
_OF_ALL = lazy(r"全年|(?:新增|增加|净增|累计|总)$")  # no one plant's: 新增污水处理能力
_WORTH = lazy(r"(?:总|综合|年|全产业链|鲜品)?(?:产值|收入|产量)")
_GROWN_IN = frozenset({"亩", "公顷", "吨", "担", "公斤", "斤", "棒", "袋", "株"})
_CROP = lazy(
    r"(?P<name>(?!全|新|发展)[\u4e00-\u9fff]{2,5}?)(?:种植|收购|产量|总产|总产量|基地|种植面积|面积|鲜果|栽培|养殖)+(?:面积|量)?$"
)
_LISTED = lazy(
    r"(?P<list>[\u4e00-\u9fffA-Za-z]{2,14}(?:、[\u4e00-\u9fffA-Za-z]{2,10})*[、和][\u4e00-\u9fffA-Za-z]{2,10}?)等?[两二三四五六七八九十](?:大|个)"
    r"[\u4e00-\u9fff]{0,4}?(?P<kind>产业集群|产业|集群|行业|园区)"
)
_PUSHED = lazy(r"^(?:重点|着力|大力|全力|加快|做[大强优]|壮大|发展|培育|打造|推[动进]|聚焦|围绕|以)+")
_AND = lazy(r"[、和]")
_AREA_NAME = lazy(r"[\u4e00-\u9fff]{0,8}$")
_NEAR = 14  # characters of 全市五区十三镇
_MARK = lazy(r"[，,；;：:]")
_YEAR = lazy(r"(?:到|至|截至)?(?:19|20)\d\d年(?:[底末]|全年)?")
_LONGEST = 24  # characters of a clause that speaks of an industry
_PARAGRAPH = 200  # characters back in the paragraph
_FAR = 120  # characters back in the sentence


class Owner(NamedTuple):
    """Whose a name is; `name` is empty where the sentence shows only that it is not the division's."""

    name: str
    statistic: bool = True  # a sector's figure is one; one firm's, one plant's or one event's is none


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of subject that a clause brings into force, and the bare names that are its own behind it."""

    who: str
    takes: frozenset[str]
    clause: re.Pattern[str]
    example: str  # a sentence whose last figure is the subject's
    whole: bool = False  # the pattern is that of a whole clause, a short one
    paragraph: bool = False  # it may stand in a sentence before, in the same paragraph
    itself: bool = False  # it may stand in the clause of the name: 物流业实现营业收入86亿元、税收2亿元
    unless: re.Pattern[str] | None = None  # words of a clause that names several
    statistic: bool = True


OWNERS = (
    Row("an industry", _ANY_MONEY, lazy(_INDUSTRY_DOES_WELL), "物流业蓬勃发展，实现总收入9亿元", whole=True),
    Row("a zone that is made", _ANY_MONEY, lazy(_ZONE_IS_MADE), "创建省级示范园区，总产值突破90亿元", whole=True),
    Row("who made money", _PAID, lazy(_MONEY_IS_MADE), "物流业实现营业收入86亿元、税收2亿元", itself=True),
    Row("firms that are counted", _MADE_BY_FIRMS, lazy(_FIRMS_COUNTED), "生物医药企业增加到17家，实现工业总产值31亿元"),
    Row("a park", IN_PARKS, lazy(_PARK), "望川产业园区2017年开始建设。目前，入园企业86家", paragraph=True),
    Row("the town", _RESIDENTS, lazy(_TOWN), "城区面积达18平方公里，常住人口15万人"),
    Row("one firm", _BY_FIRMS | _ANY_MONEY, lazy(_ONE_FIRM), "引进云溪网络科技有限公司，实现电商交易额3亿元",
        unless=_SEVERAL, statistic=False),
    Row("one plant", _CAPACITIES, lazy(_ONE_PLANT), "云溪污水处理厂扩建完成，污水处理能力达8万吨/日",
        unless=_SEVERAL, statistic=False),
    Row("one event", _BY_FIRMS, lazy(_ONE_EVENT), "举办网上年货节活动12场，实现电商交易额6亿元", statistic=False),
)  # fmt: skip
TAKEN: dict[str, tuple[Row, ...]] = {
    name: tuple(row for row in OWNERS if name in row.takes)
    for name in frozenset().union(*(row.takes for row in OWNERS))
}


class Force:
    """Who is in force in one sentence of the fold; nothing is looked for before one of the two readers asks."""

    __slots__ = ("_zones", "end", "passage", "start", "text")

    def __init__(self, text: str, start: int, end: int, passage: Passage) -> None:
        self.text, self.start, self.end, self.passage = text, start, end, passage
        self._zones: list[re.Match[str]] | None = None

    @property
    def zones(self) -> list[re.Match[str]]:
        """The zones, parks and towns that figures of their own follow, in the order of the text."""
        if self._zones is None:
            self._zones = areas.mentions(self.text, self.start, self.end)
        return self._zones

    def names_zone(self, start: int, end: int) -> bool:
        """Return whether a zone that is a part of the division is named between two offsets: 望川经开区, 两园三区."""
        return any(zone.start() < end and start < zone.end() and self.zone(zone) for zone in self.zones)

    def zone(self, match: re.Match[str]) -> str | None:
        """Return the name of a zone: 望川高新区, 园区; None where the division that reports has it in its own name."""
        passage = self.passage
        opens = self.text.rfind("全", max(self.start, match.start() - _NEAR), match.start())
        own = opens >= 0 and passage.reach in (None, self.text[opens + 1])
        if own and (units := ALL_UNITS.match(self.text, opens)) and units.end() > match.start():
            return passage.area  # 全市十三区完成税收100亿元
        lead = _AREA_NAME.search(self.text, max(self.start, match.start() - 8), match.start())
        plural = lead is not None and self.text[lead.start() - 1 : lead.start()].isdigit()  # 13个重点产业园区
        words = lead[0][plural:] if lead is not None else ""
        name = (phrases.before(words).noun if words else "") + match[0]
        if len(name) > len(match[0]) and name in passage.place:
            return passage.area
        return passage.area or name if name == match[0] else name  # 园区 is the one that is spoken of

    def listed(self, at: int, count: int) -> list[str]:
        """Return the industries that stand in a row before an offset, if as many do: A、B两大产业，产值分别达…"""
        found = next(reversed(list(_LISTED.finditer(self.text, max(self.start, at - _FAR), at))), None)
        if found is None:
            return []
        names = _AND.split(found["list"])
        names[0] = _PUSHED.sub("", phrases.before(names[0]).noun)
        kind = found["kind"]
        return [one if one.endswith(kind) else one + kind for one in names] if len(names) == count else []

    def of(self, name: str, at: int, unit: str = "") -> Owner | None:
        """Return whose the bare name at an offset is; None where it is the division's, or no bare name.

        The clause before names it, or the short sentence before this one; only clauses about the same subject, whose
        names are as bare, may stand between, and no ；.
        """
        rows = TAKEN.get(name)
        if rows is None:
            return _within(name) if "司" in name or "厂" in name or "集团" in name else None
        begin = max(self.start, at - _FAR)
        clauses = _MARK.split(self.text[begin:at])
        lead = clauses.pop()
        said = lead[max(map(lead.rfind, "0123456789")) + 1 :]
        if _WHOLE.search(said) is not None:
            return None
        if rows[0].paragraph:
            return _above(rows[0], self.text[max(0, at - _PARAGRAPH) : at])
        for row in rows:
            if row.itself and row.clause.search(lead) is not None:
                return Owner("", row.statistic)
        if said != lead and _GOES_ON.match(lead) is None:
            return None  # 固定资产投资62亿元、税收11亿元: of something else between
        for clause in reversed(clauses):
            for row in rows:
                if row.statistic or not (unit == "%" or _OF_ALL.search(said)):
                    owner = _brought(row, clause)
                    if owner is not None:
                        return owner
            if any(map(str.isdigit, clause)) and not (_GOES_ON.match(clause) or _YEAR.fullmatch(clause)):
                return None
        spoken = begin == self.start and rows[0].whole and self.text[begin - 1 : begin] == "。"
        return _spoken_of(self.text[max(0, begin - _LONGEST) : begin - 1], rows[0]) if spoken else None


def _within(name: str) -> Owner | None:
    """Return the owner that a name itself begins with: 望川水务公司日处理能力."""
    for row in OWNERS:
        found = None if row.statistic else row.clause.search(name)
        if found is not None and name[found.end() :] in row.takes:
            return Owner("", row.statistic)
    return None


def _brought(row: Row, clause: str) -> Owner | None:
    """Return the owner that a clause brings into force."""
    if row.whole:
        clause = clause[clause.rfind("等") + 1 :]  # 煤化工、风电等战略性新兴产业快速发展
        found = row.clause.fullmatch(clause) if len(clause) <= _LONGEST else None
        return Owner(found["name"]) if found is not None else None
    found = row.clause.search(clause)
    if found is None or (row.unless is not None and row.unless.search(clause)):
        return None
    return Owner(found["name"] if found.groups() else "", row.statistic)


def _above(row: Row, before: str) -> Owner | None:
    """Return the last owner that a paragraph names before an offset."""
    found = list(row.clause.finditer(before, max(0, before.rfind("\n"))))
    return Owner(found[-1]["name"]) if found else None


def _spoken_of(before: str, row: Row) -> Owner | None:
    """Return the owner that the short sentence before names: 旅游业蓬勃发展。实现总收入9亿元."""
    return _brought(row, before[max(before.rfind(mark) for mark in "。；\n") + 1 :])


def is_of_counties(name: str, reach: str | None) -> bool:
    """Return whether a name is of the counties of a larger division: 县域生产总值 in a city's report."""
    return name.startswith("县域") and reach is not None and reach in "市州盟省"


def of_last(name: str, last: Subject, words: str) -> str | None:
    """Return whose a bare name is by what the last number of its sentence was of: its part, sector, product or crop.

    `words` stand between that number and the name.
    """
    if name in _ANY_MONEY and _APART.search(words) is None:
        part = last.part or sectors.sector_of(last.name, "元")
        part = part or (sectors.product_of(last.name) if name in _PAID else None)
        industrial = part is not None and name in BARE and part.startswith("规") and "工业" in part
        if part is not None:
            return None if industrial else part  # 规上工业企业实现营业收入286亿元、利润16亿元 have codes
    return _grown(name, last.name, last.unit)


def _grown(name: str, before: str, unit: str) -> str | None:
    """Return the crop that a bare 产值 is of, by the name and unit before it: 茶叶种植12万亩、综合产值22亿元."""
    if unit not in _GROWN_IN or before.startswith("粮") or _WORTH.fullmatch(name) is None:
        return None
    crop = _CROP.match(before)
    return crop["name"] if crop is not None else None
