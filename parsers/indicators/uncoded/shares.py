"""Which code a share has: the code of what it is a share of the whole of (A占B的比重 is A's)."""

from __future__ import annotations

from parsers.indicators.names import nouns
from parsers.indicators.names.codes import codes
from parsers.text.patterns import lazy

_GDP = lazy(r"(?:GDP|生产总值|经济总量|国民经济|全[区县市州旗]增加值)$")
_SECTORS = (
    (lazy(r"^(?:第一产业|一产|农业)(?:增加值)?$"), "primary_share_of_gdp"),
    (lazy(r"^(?:第二产业|二产)(?:增加值)?$"), "secondary_share_of_gdp"),
    (lazy(r"^(?:第三产业|三产|服务业|三产服务业)(?:增加值)?$"), "services_share_of_gdp"),
    (
        lazy(
            r"(?<!企业)(?<!工业)(?:研发|R&D|研究与试验发展|研究与发展)(?:经费|活动)?(?:支出|投入|内部支出)?$"
        ),  # 规上工业企业研发投入占比 is of the firms alone
        "rd_intensity",
    ),
)
_LEADS = (
    (lazy(r"现代服务业(?:增加值)?$"), "modern_services_value_added"),
    (lazy(r"战略性新兴产业总?产值$"), "strategic_emerging_output"),
    (lazy(r"战略性新兴(?:产业|工业)(?:增加值)?$"), "strategic_emerging_value_added"),
    (lazy(r"民生(?:领域|类|事业)?(?:财政)?(?:支出|投入|资金)?$"), "livelihood_expenditure"),
    (lazy(r"^(?:地方)?税(?:收(?:收入)?)?$"), "tax_revenue"),
    (lazy(r"^教育(?:经费)?支出$"), "education_expenditure"),
)
_TAX_SHARE = lazy(r"(?:地方)?税比")  # of the budget's revenue
_DONE = lazy(r"(?:实现|完成)(?=增加值$)")
_SHARE_ENDS = lazy(r"(?:所占)?(?:比重|占比|比例)$")
_CONTRIBUTES = lazy(
    r"对(?:经济|GDP|地区生产总值|生产总值)(?:增长)?的?$|(?:经济|GDP|地区生产总值|生产总值)(?:增长)?(?:的)?贡献率$"
)
# 68%的财政支出用于民生: what the share is, and of what, stand behind it.
SPENT_ON = lazy(
    r"的(?P<of>[\u4e00-\u9fff]{0,8}?(?:支出|财力|财政资金|财政收入))(?:主要|重点|全部|都|均)?(?:用于|投向|投入到?|用在)了?"
    r"(?:保障和改善|改善|保障)?(?P<name>民生)[\u4e00-\u9fff]{0,8}"
)

OF_SPENDING = lazy(r"(?P<of>[\u4e00-\u9fff]{0,8}?(?:支出|财力|财政资金))的$")  # 财政支出的78%用于民生
FOR_LIVELIHOOD = lazy(
    r"(?:以上|左右)?(?:都|全部|均)?(?:用于|投向|投入到?|用在)了?(?:保障和改善|改善|保障)?(?P<name>民生)[\u4e00-\u9fff]{0,8}"
)
# 92%的行政村通了油路, 97.6%的乡镇和68%的行政村通了油路: a rate whose name stands behind it.
REACHED = lazy(
    r"(?:以上)?的(?P<name>(?:行政村|自然村|建制村|乡镇|[乡镇村]|村民小组|社区|学校|农户|家庭|居民|群众|农村居民|城镇居民)"
    r"(?:(?=和\d[\d.]*%(?:以上)?的)|(?:都|均|已|全部|实现|基本)*(?:通|用上|喝上|建有|建成|开通|配备|达到|拥有|完成)[^，。；]{1,12}))"
)

# 70%的村卫生室实现一体化管理, 60%以上的供养机构三级达标: the share of the places that have come to it.
PLACES_REACHED = lazy(
    r"(?:以上)?的?(?P<name>[\u4e00-\u9fff]{0,8}(?:卫生室|卫生院|供养机构|养老机构|医疗机构|医院|中小学|小学|学校|小区|社区|行政村|村庄|河段)"
    r"(?:都|均|已|全部|基本)*(?:实现|建成|完成|配备|[\u4e00-\u9fff]{0,3}达标)[^，。；]{0,12})"
)

SHARE = lazy(
    r"已?占(?!地[^区方]|线|用|道|据)(?P<of>[^，占]*?)(?:的?(?:总?比重|比例|比率|份额|比))?(?:连续[一二两三四五六七八九十\d]{1,2}年)?(?:始终|一直|首次|历史性)*(?:预计|预期|力争|有望)?(?:已经|已|分别|均|仅|只有|还不足|不足|不到|可)?"
    r"(?:达到了?|达|为|约|近|将近|超过?|提高到|提升到|上升到|增加到|增长到|扩大到|提升至|上升至|提高至|增加至|扩大至|跃升至|攀升至|增至|升至|保持|稳定|在|不低于|"
    r"高达|突破|以上|的|力争|下降到|下降至|降低到|降低至|回落到|回落至|减少到|减少至|降至|降到|减至)*(?P<start>[由从](?:(?:原来|上年|去年|(?:19|20)\d\d年)的?)?(?:约|不足)?)?$"
)
EQUALS = lazy(  # 旅游总收入相当于GDP的58%, but not 相当于去年的…
    r"相当于(?P<of>(?!上年|去年|同期|前)[^，]*?(?:GDP|生产总值|增加值|产值|收入|支出|投资|总量|总额))的(?:约|近|将近)?$"
)
OWN_WHOLE = (
    lazy(  # 文化产业增加值占GDP、旅游业增加值占服务业增加值的比重分别为: the first has a whole of its own
        r"占(?!地[^区方]|用|道|线)(?P<of>[^占、，]{2,16}?)(?:的?(?:比重|比例|份额|比))?$"
    )
)
SHARE_NAME = lazy(r"(?:占比|比重|份额|税比|(?<!科技进步)(?<!科技)贡献率|强度)$")
BARE = frozenset({"支出", "投入", "增加值", "经济", "经济总量", "总产值", "产值", "营业收入", "营收"})
_TOPIC = lazy(  # 民营经济保持活力，: what a clause without figures begins with
    r"[，；。：、\n）](?:全[区县市州]|我[区县市州])?(?P<name>[\u4e00-\u9fff]{2,8}?(?:经济|产业|[造工农林牧渔服务融筑]业|企业))[^，；。\d]{2,12}，(?=[^，；。]*$)"
)


def share_code(part: str, whole: str) -> str:
    """Return the code of a share; `other` where the table has none."""
    part = "税收" if _TAX_SHARE.fullmatch(part) else part
    if part == "投入强度":  # R&D经费投入1.24亿元，投入强度0.79%
        return "rd_intensity"
    part = _DONE.sub("", part)  # 第三产业实现增加值378亿元，占GDP比重达64%
    if _CONTRIBUTES.search(part) or _CONTRIBUTES.search(whole):
        return "industry_contribution_to_growth"
    if _GDP.search(whole) or not whole:
        bare = part if whole else _SHARE_ENDS.sub("", part)  # 第三产业比重达到73.8%
        for pattern, code in _SECTORS:
            if pattern.search(bare):
                return code
    if part.endswith("产业") and whole.endswith("产值"):
        part += "产值"  # 战略性新兴产业占规上工业产值的比重
    if part.endswith("强度"):
        for pattern, code in _SECTORS[3:]:
            if pattern.search(part.removesuffix("强度")):
                return code
    for pattern, code in _LEADS:
        if pattern.search(part if whole else _SHARE_ENDS.sub("", part)):
            return code
    lexical = nouns.lexical_end(part)
    if (
        lexical is not None
        and lexical[1] == 0
        and lexical[0] != "other"
        and "share" in codes()[lexical[0]].measures
    ):
        return lexical[0]
    return "other"


def rate_code(part: str) -> str | None:
    """Return the code of a share that is a rate by its name: 国考断面优良水质占比; None where it is none."""
    noun = nouns.at_end(part + "占比")
    code = noun.code("", new=False) if noun is not None else "other"
    row = codes().get(code)
    return code if row is not None and "ratio" in row.measures and "share" not in row.measures else None


def spoken_of(text: str, start: int, at: int) -> str | None:
    """Return the sector that the clause before an offset speaks of: 民营经济保持活力，增加值占比60%."""
    topics = list(_TOPIC.finditer(text, max(0, start - 1), at))
    return topics[-1]["name"] if topics else None
