"""Which division the first lines of a livelihood list name as its own: its rank, its full or short name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.divisions.mentions import Chain, chains, of_short_name
from parsers.divisions.table import of_name
from parsers.text.patterns import lazy

# The author speaks of its own division by rank alone: 区委, 全县, 我市, 省第十三届.
_OWN_RANK: Final = lazy(
    r"(?:(?:^|[^\u3400-\u9fff]|[,，。、在从对由各经据年]|近日|日前|今年|获悉)([省市县区旗州])(?=委|政府|人大|直|级|本级|人民政府|第.{1,6}届|[一二三四五六七八九十]{1,3}届)"
    r"|[全我本]([省市县区旗州盟]))"
)
# A division that does something or holds its congress: 云溪县确定…, 东江省第十三届人民代表大会
_SUBJECT: Final = lazy(
    r"委|(?:人民)?政府|人大|第.{1,6}届|[一二三四五六七八九十]{1,3}届|20[0-9]{2}年|今年|年初|首次|正式|全面|共|围绕|确定|结合|始终|坚持|紧盯|紧扣|紧紧|聚焦|认真|全力|高度|按照|召开|把|将|计划|着力|继续|各|办|"
    r"实施|公布|启动|推出|出台|推进|安排|组织|列出|敲定|票决|民生|惠民|民心|为民|十|[0-9]+[件项大]|[一二三四五六七八九]大类|重点|人代会|范围内|(?:人民政府)?(?:主席|[省市县区州旗]长)|"
    r"织密|聚力|拟|了解到|获悉|相关|有关|通过|[\u3400-\u9fff]{2,6}?(?:局|委|办公室|部门)|[:：]"
)
# Visitors, papers and works are no authors: 赴云溪县考察, 云溪日报, 途经云溪县
_FOREIGN_BEFORE: Final = lazy(r"(?:赴|到|来到|走进|途经|学习|考察|参观|调研|位于|毗邻|连接|与)$")
_FOREIGN_AFTER: Final = lazy(r"[日晚早时周]报|新闻|电视|广播|融媒|网|台|记者|路|大道|街(?!道)|至|到")
# A town or a street office has its own list: 东山镇2024年民生实事, 东山街道办事处民生实事项目
_TOWN: Final = (
    r"[\u3400-\u9fff]{1,3}(?:(?<![各乡个集城等])镇|(?<![各个城镇家下回等])乡"
    r"|(?<![各个镇乡等])街道(?:办事处)?)"
)
_HAS_LIST: Final = (
    r"(?:(?:人民)?政府)?(?:[12][0-9]{3}年度?)?(?:将|拟|的|首批|十大|重点|政府|[0-9一二三四五六七八九十]{1,3}[件项个]|各项?){0,4}"
    r"(?:民生(?:实事|项目|工程)|为民(?:办)?实事|实事)"
)
_OF_TOWNSHIP: Final = lazy(
    rf"{_TOWN}{_HAS_LIST}|{_TOWN}第.{{1,4}}届(?:人大|人民代表大会)|(?:^|[^\u3400-\u9fff各]|[在是])[我全](?:[镇乡]|街道)(?!镇|村)"
    rf"|(?:^|[^\u3400-\u9fff]|[年])街道各?(?:民生|实事)"
)
_TOWN_CONGRESS: Final = lazy(rf"{_TOWN}(?:人大|(?:人民)?政府|办事处|办)(?!报)")
_IN_A_WORD: Final = lazy(
    r"(?![在我为对向与和及由把是到了从])[\u3400-\u9fff]"
)  # 完成县城改造 does not name 成县
_LONGEST: Final = 600


def is_of_township(titles: Sequence[str], own: str) -> bool:
    """Decide whether a list is that of a town, township or street office, which has no code of its own."""
    if any(_TOWN_CONGRESS.search(title) for title in titles):
        return True
    return any(_OF_TOWNSHIP.search(text) for text in (*titles, own[:_LONGEST]))


def ranks(own: str) -> frozenset[str]:
    """Return the ranks by which the first lines speak of their own division: 区 of 区委, 全区."""
    return frozenset(m[1] or m[2] for m in _OWN_RANK.finditer(own[:_LONGEST]))


def named(own: str) -> list[str]:
    """Return the government of the one division that is a subject in the first lines; nothing where several fit."""
    lead = own[:_LONGEST]
    rank = ranks(lead)
    found: Counter[str] = Counter()
    written: dict[str, Chain] = {}
    for chain in chains(lead):
        if _FOREIGN_BEFORE.search(lead, max(0, chain.start - 4), chain.start) or _FOREIGN_AFTER.match(
            lead, chain.end
        ):
            continue
        if rank and chain.name[-1] not in rank:
            continue
        if not _SUBJECT.match(lead, chain.end):
            continue
        if chain.end - chain.start == len("成县") and _IN_A_WORD.match(lead, chain.start - 1):
            continue
        found[chain.name] += 1
        if chain.name not in written or len(chain.names) > len(written[chain.name].names):
            written[chain.name] = chain
    counties = [name for name in found if any(span.level == "county" for span in of_name(name))]
    names = counties or list(found)
    if len(names) != 1:
        return []
    chain = written[names[0]]
    return ["".join((*chain.names, "人民政府"))]  # 城关区 alone may be any town's centre


# 铜陵今年办好9件实事, 2026年新疆要办这十件民生实事: a clause of a headline that begins with a short name
_SHORT_TITLE: Final = lazy(
    r"^(?:[12][0-9]{3}年度?|今年)?(?P<name>[\u3400-\u9fff]{2,4}?)(?:[市县区])?"
    r"(?=确定|公布|启动|推出|出台|敲定|今年|明年|将|拟|要办|提出|宣布|票决|晒出|发布|投|办好|办成|办理|重点|全力|十大|[12][0-9]{3}年|[0-9一二三四五六七八九十]{1,3}[件项大]|[:：])"
)
_CLAUSES: Final = lazy(r"[!！:：,，。;；丨|\]】—\s]+|-{2,}")
_SUBJECT_OF_LIST: Final = lazy(r"实事|民生|民心|惠民|幸福")


def by_short_name(titles: Sequence[str], text: str) -> list[str]:
    """Return the full name of a division that a title names by its short name.

    江城确定10项民生实事 needs 江城县 in the text, since a short name alone may mean several divisions; or the text
    speaks by rank (全市, 市委) and one division of that rank has the name.
    """
    spoken = ranks(text) | ({"区"} if _SPEAKS_OF_REGION.search(text[:_LONGEST]) else set())
    for title in titles:
        for clause in (title, *_CLAUSES.split(title)):
            match = _SHORT_TITLE.match(clause)
            if match is None:
                continue
            named = of_short_name(match["name"])
            full = {span.name for span in named if span.name in text}
            if len(full) == 1:
                return list(full)
            if full or not _SUBJECT_OF_LIST.search(title) or len(spoken) != 1:
                continue
            now = {
                span.code: span.name
                for span in named
                if span.valid_to is None and span.level != "county" and span.name[-1] in spoken
            }
            if len(now) == 1 and not any(span.level == "county" for span in named if span.valid_to is None):
                return list(now.values())
    return []


# 2021年河北省石家庄10件惠民实事: the province before a short name is not the author
_IN_PROVINCE: Final = lazy(
    r"(?P<province>(?!年)[\u3400-\u9fff]{2,3}省|[\u3400-\u9fff]{2,8}自治区)(?=[\u3400-\u9fff]{2})"
)


def behind_province(titles: Sequence[str], text: str) -> list[str]:
    """Return the full name of a division that a title names by its short name behind its province's."""
    for title in titles:
        for clause in _CLAUSES.split(title):
            within = _IN_PROVINCE.search(clause)
            named = by_short_name([clause[within.end() :]], text) if within else []
            if within and named and f"{within['province']}{named[0]}" in text:
                return [f"{within['province']}{named[0]}"]
    return []


_OFFICE: Final = lazy(
    r"(?:人民)?政府(?:办公室|办公厅)?(?:$|\n|[？?\s\d]|关于|第|印发|发布|公布)|第[一二三四五六七八九十]{1,4}届人(?:民代表大会|大)|人民代表大会"
    r"|(?:民生|民生工程|民生实事|(?:为民)?办?实事)(?:工作)?(?:领导小组)?(?:办公室|办)(?=$|[\s，,。；;])"
)


def by_office(text: str, spoken: frozenset[str]) -> list[str]:
    """Return the one division whose government or congress a list's text names as its author's.

    `spoken`: the ranks by which the first lines speak of their own division; without them nothing is returned.
    """
    found = {
        chain.names: None
        for chain in chains(text)
        if chain.name[-1] in spoken and _OFFICE.match(text, chain.end)
    }
    lowest = {names[-1] for names in found}
    return ["".join((*max(found, key=len), "人民政府"))] if len(lowest) == 1 else []


def of_two_short_names(text: str) -> str | None:
    """Return the county-level name that two short names make: 上海普陀 → 上海市普陀区."""
    if not 4 <= len(text) <= 7:
        return None
    for at in range(2, len(text) - 1):
        above = {
            span.name for span in of_short_name(text[:at]) if span.level != "county" and span.valid_to is None
        }
        below = {
            span.full_name
            for span in of_short_name(text[at:])
            if span.level == "county"
            and span.valid_to is None
            and any(name in span.full_name for name in above)
        }
        if len(below) == 1:
            return below.pop()
    return None


# 河南 and 海南 are also short names of lower divisions; with the rank of a province they mean the province.
_PROVINCES: Final = (
    "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海",
)  # fmt: skip
_REGIONS: Final = {
    "内蒙古": "内蒙古",
    "广西": "广西壮族",
    "西藏": "西藏",
    "宁夏": "宁夏回族",
    "新疆": "新疆维吾尔",
}
_SPEAKS_OF_REGION: Final = lazy(r"(?:^|[^\u3400-\u9fff]|[,，。、])自治区(?!级)")
_OF_REGION: Final = lazy(
    r"(?:^|[^\u3400-\u9fff]|[,，。、])自治区(?:党委|人民政府|政府|[0-9一二三四五六七八九十]{1,3}[件项])|全区各(?:市|盟)"
)


def province(own: str, page: str) -> list[str]:
    """Return the one province that a page names by its short name, where it speaks as a province (省委, 全省).

    `own`: the first lines; `page`: these, the source and the information bar.
    """
    if ranks(own) == {"省"}:
        found = [name + "省" for name in _PROVINCES if name in page]
    elif _OF_REGION.search(own):
        found = [whole + "自治区" for name, whole in _REGIONS.items() if name in page]
    else:
        return []
    return found if len(found) == 1 else []
