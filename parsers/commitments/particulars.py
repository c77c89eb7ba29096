"""When a project is due, what it costs, who pays and where it is: from columns, labels and the promise's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from parsers.commitments.parts import Item
from parsers.text import numerals
from parsers.text.patterns import lazy


@dataclass(frozen=True, slots=True)
class Particulars:
    """Four things said of a project, as written; `money_si` is the money in 元 (null for a range)."""

    deadline: str | None
    money: str | None
    money_si: float | None
    money_source: str | None
    place: str | None


def find(promise: str, item: Item) -> Particulars:
    """Return what an item's own columns and labels say, and else what the words of the promise do.

    Columns and labels: 完成时限, 总投资（万元）, 资金来源, 建设地点 (`grid.roles`).
    """
    words = f"{promise}。{item.target}" if item.target else promise
    money = item.money if item.money and _HAS_DIGIT.search(item.money) else _money(words)
    return Particulars(
        deadline=item.deadline or _deadline(words),
        money=money,
        money_si=_in_yuan(money, item.money_unit) if money else None,
        money_source=item.money_source or (_of_words(_SOURCE, words) if _NAMES_PAYER.search(words) else None),
        place=item.place or _place(words),
    )


# What every match of the long patterns below holds: most promises name neither a day nor money, and are not searched.
_NAMES_DAY = lazy("[月年季旦汛暖冬]|春节|国庆|五一|开学")
_NAMES_PAYER = lazy("[由从资债贷金]|经费|捐建|保障|通过|采取|财政")
_HAS_DIGIT = lazy(r"[\d一二三四五六七八九十百千两]")
_DAY: Final = (
    r"(?:(?:20\d\d年|今年|本年|当年|明年|次年|同年)?(?:\d{1,2}|十?[一二三四五六七八九十])月(?:份|\d{1,2}[日号]|底|末|初|中旬|上旬|下旬)?"
    r"(?:以前|之前|前)?|(?:20\d\d年|今年|本年|当年|明年|次年|同年|全)?(?:年(?:底|末|内|中|初)|[上下]半年|第?[一二三四1-4]季度|春节|国庆节?|五一节?|元旦|"
    r"[春秋]季开学|新?学期开学|开学|主?汛期|供暖[期季]|采暖[期季]|入冬)(?:以前|之前|前|内|底|末|期间)?|20\d\d年(?:底|末|内)?(?:以前|之前|前)?)"
)
_DUE = lazy(
    r"(?=[2一七三上下主九争二于五今供元入全八六到力十同四国在学将年并开当拟新明春本次汛确秋第至计采预1-4\d])"
    rf"(?P<lead>力争|计划|预计|确保|争取|拟|将|在|于|到|并|至){{0,3}}(?P<day>{_DAY})[，,]?(?=(?P<after>[^，,。；;、\n（()）]{{0,24}}))"
)
# Verbs by which a project is done; 完成立项 and 完成选址 are steps on the way, 完成审计 comes after it.
_DONE = lazy(
    r"(?:完成|建成|完工|竣工|投用|投入使用|投入运营|投运|启用|交付|交工|通车|开放|开园|开馆|开业|上线|到位|办结|实现|达到|落实|全覆盖|投产|并网|验收)"
    r"(?![^，。；]{0,4}(?:立项|选址|设计|招标|招投标|前期|可研|规划|土地|征地|拆迁|方案|审批|土建|主体|勘察|环评|论证|决算|审计|评估|考核))"
)
# The head of a clause, or what is built: 文化馆年底前完工
_BEFORE_DAY = lazy(r"(?:^|[，,。；;：:、\n（()）\s校园院场馆站房路桥区程目楼库厂线道街巷河渠工])$")
_NEXT_DAY = lazy(r"\d{1,2}月|年[底内末]")
_EXACT = lazy(r"(?:前|内|底|末|半年|季度|期间|月(?:份|中旬|上旬|下旬|初)?|日|号)$")
_NO_DUE = lazy(
    r"^(?:以来|起|开始|的|已|份?以后|后|至|到|—|-|－|~|～|注册|政府|国民|全[区县市省]|民生|度|级|龄)"
)


def _deadline(words: str) -> str | None:
    """Return the day by which a promise says that it is done: the last one that a verb of completion follows.

    Without such a verb it is the last day at the head of a clause that ends in 前, 底, 内 … (9月底前开馆).
    """
    done = other = None
    if _NAMES_DAY.search(words) is None:
        return None
    for match in _DUE.finditer(words):
        day, after = match["day"], _NEXT_DAY.split(match["after"], 1)[0]
        start = match.start("day")
        if _NO_DUE.match(after) or not (
            match["lead"] or _BEFORE_DAY.search(words[max(0, start - 6) : start])
        ):
            continue
        if _DONE.search(after) and (match["lead"] or not day.endswith("年") or done or other):
            done = day
        elif _EXACT.search(day) and not _AFTERWARDS.search(after):
            other = day
    return done or other


_AFTERWARDS = lazy(r"决算|审计|评估|考核|总结")
_NUMBER: Final = rf"(?:{numerals.ARABIC}|{numerals.CHINESE})[余多]?(?:万亿|千万|百万|万|亿)?[余多]?"
_AMOUNT: Final = rf"(?:{_NUMBER}元?(?:至|到|—|-|－|~|～))?{_NUMBER}(?:元|美元)(?:以上|以内|左右)?"
# 固定资产投资50亿元 is a figure of the economy, 每所投资15万元 a rate.
_MONEY = lazy(
    r"(?=[下专争估使共出利发安工总投捐整概筹经落计财资造项预])"
    r"(?<!固定资产)(?<!工业)(?<!民间)(?<!招商)(?<!引进)(?<!社会)(?<!房地产)"
    r"(?P<money>(?:(?:概算|估算|计划|项目|预计|预算)?总?(?:投资|投入|预算|经费)(?:资金|金额|额|总额|规模|概算|估算)?"
    r"|(?:计划|预计|共)?(?:投入|安排|筹措|筹集|落实|下拨|争取|整合|预算|使用|利用|发放(?![^，,。；;]{0,8}贷款))"
    r"[^，,。；;、\d每]{0,8}?(?:资金|经费|公益金|国债|债券|贷款|补贴|补助金?)(?:总额)?|(?:专项|财政)?(?:资金|经费)(?:总额)?"
    r"|筹资|(?<!人)[出捐]资|(?:工程|项目)?(?:总造价|造价))"
    r"(?:人民币)?(?:为|约为|共计|共|总计)?(?:约|近|超过|超|逾|达|不少于|不低于)?"
    rf"{_AMOUNT})(?!/|每|的标准|标准)"
)
_EACH = lazy(r"[每均单][^，,。；;\n]{0,16}$")


def _money(words: str) -> str | None:
    """Return the first sum that is the project's own and no rate (每个托位给予建设补助1万元)."""
    for match in _MONEY.finditer(words) if "元" in words else ():
        if _EACH.search(words, max(0, match.start() - 18), match.start()) is None:
            return match["money"]
    return None


_SHARED: Final = r"(?:各|共同|全额|统一|统筹|予以|分别|按[^，,。；;\n]{1,12}?|在(?:年度|本级|部门)?预算中)*"
_BORNE: Final = (
    rf"{_SHARED}(?:承担|分担|解决|保障|安排|列支|负担|筹措|筹资|筹集|支付|投入|出资|拨付|拨款|自筹|支持|资助"
    r"|统筹(?=[，,。；;）)\n]|$))"
)
_PAYER: Final = (
    r"(?:财政(?:资金)?|专项资金|资金|基金|公益金|贷款|国债|债券"
    r"|企业|业主|政府|单位|集团|公司|基金会|总会|协会)"
)
_BODY: Final = r"[^，,。；;：:\n由（()）]"
_SOURCE = lazy(
    # 资金来源为福彩公益金; 所需资金由县财政和受益村按6:4承担
    r"(?:资金|经费)(?:来源(?:为|是|：|:)|(?:均|全部|主要)?来(?:自|源于))(?P<named>[^，,。；;：:\n（()）]{2,24})"
    rf"|(?:资金|经费|费用|投资|补贴)(?:均|全部|主要|统一)?由(?P<borne>{_BODY}{{2,20}}?){_BORNE}"
    rf"|由(?P<payer>{_BODY}{{0,16}}?{_PAYER}){_BORNE}"
    rf"|由(?P<body>{_BODY}{{2,16}}?)(?:自筹|出资|捐资|捐建|(?:投资|筹资|出资|援助)(?:兴建|建设|承建)|在(?:年度|本级|部门)?预算中(?:列支|安排))"
    rf"|(?:^|[，,。；;：:（(])(?P<giver>{_BODY}{{0,10}}?(?:集团|公司|基金会|总会|财政))(?:全额)?(?:出资|捐资|捐建|保障)"
    # 从福彩公益金中安排资金180万元; 使用专项债券解决; 安排福彩公益金350万元
    rf"|从(?P<fund>{_BODY}{{0,16}}?{_PAYER})中(?:安排|列支|支出|拨付|提取)"
    r"|(?:安排|使用|利用|争取|申请|动用)(?P<means>(?!资金|专项资金|财政资金|经费)[^，,。；;：:\n\d]{2,12}?(?:公益金|国债|债券|贷款|基金))"
    rf"|通过(?P<ways>{_BODY}{{4,24}}?)(?:等|多种)?(?:方式|渠道|途径|办法)(?:筹措|筹集|解决(?:资金|经费))|采取(?P<mixed>{_BODY}{{4,24}}?)(?:等)?相?结合的(?:方式|办法)"
    r"|列入(?P<listed>(?:(?:中央|省|市|县|区|旗|镇|乡|各级|本级|同级|、|级)+财政))预算"
    r"|(?<![\u3400-\u9fff])(?:由)?(?P<spent>(?:(?:中央|省|市|县|区|旗|镇|乡|各级|本级|、|和|[两三四]级|级)+)财政)"
    r"(?:(?:每年|全年|将|预算|共|统筹|按)*(?:投入|安排|拨付|出资|拨款|解决|承担|补助|补贴)|每[^，,。；;\d]{1,4}(?:补助|补贴|奖补)|资金[）)])"
)
_SITE: Final = (
    r"(?:路|街|村|园|内|侧|旁|处|口|社区|巷|大道|河畔|湖畔|岸|小学|中学|学校|医院|广场|[东西南北中新]区|片区)"
)
_PLACE = lazy(
    r"(?=[,;。位在地坐实建选项，；])(?:"
    r"(?:(?:建设|实施|项目)?地点(?:为|在|是|位于|：|:)|(?<!分别)位于|选址(?:在|于|为)?(?!论证|工作|方案|意见|完成|确定|和|及|与|已|均|正|尚|未|初步|\d)|坐落(?:在|于))"
    r"(?P<said>[^，,。；;：:\n（()）的]{2,30})"
    rf"|(?:^|[，,。；;])在(?P<where>[^，,。；;：:、\n（()）的全各\d]{{2,16}}?{_SITE})(?=新建|建设|修建|建成|扩建|改建|建)"
    r")"
)
_BESIDE_IT = lazy(r"(?:侧|旁|处|口|岸|边|面)$")


def _place(words: str) -> str | None:
    """Return one place; of several names (A村、B村) none, unless each only says where the one is (路东侧、馆南侧)."""
    if not any(word in words for word in ("地点", "位于", "选址", "坐落", "在")):
        return None
    place = _of_words(_PLACE, words)
    if place and "、" in place and not all(_BESIDE_IT.search(part) for part in place.split("、")):
        return None
    return place


def _of_words(pattern: re.Pattern[str], words: str) -> str | None:
    found = pattern.search(words)
    return next(filter(None, found.groups())).strip() if found else None


_SCALE: Final = (
    ("万亿", Decimal(10**12)),
    ("亿", Decimal(10**8)),
    ("千万", Decimal(10**7)),
    ("百万", Decimal(10**6)),
    ("万", Decimal(10**4)),
)
_YUAN = lazy(rf"({numerals.ARABIC}|{numerals.CHINESE})[余多]?(万亿|亿|千万|百万|万)?[余多]?(元|美元)?")


def _in_yuan(money: str, unit: str | None = None) -> float | None:
    """Return an amount of money in 元; `unit` is that of its column (万元). None for dollars, a range, or no unit."""
    folded = "".join(money.translate(numerals.WIDTH).split())
    found = list(_YUAN.finditer(folded))
    if len(found) != 1 or "美元" in folded + (unit or "") or (found[0][3] is None and unit is None):
        return None
    value = numerals.parse(found[0][1])
    if value is None:
        return None
    scale = (found[0][2] or "") if found[0][3] else (unit or "")
    return float(value * next((factor for name, factor in _SCALE if name in scale), Decimal(1)))
