"""Which industry a bare 增加值 or 总收入 is of: the one spoken of before it (旅游业蓬勃发展，实现总收入9亿元)."""

from __future__ import annotations

import re

from parsers.indicators.names.lexicon import expand
from parsers.text.patterns import lazy

BARE = frozenset(
    expand(
        "增加值|{总|}产值|{总|综合|营业|营业总|主营业务|主营|销售}收入|营收|{销售|交易}{总|}额|利税|利润{总|}{额|}|总资产|资产总额"
    )
)
_INDUSTRY = (
    r"(?P<name>[\u4e00-\u9fff]{0,6}?(?:(?<=[\u4e00-\u9fff])产业|工业|农业|林业|牧业|渔业|服务业|制造业|加工业|采矿业|金融业|建筑业|房地产业|"
    r"旅游业?|商贸业|流通业|餐饮业|物流业?|软件业|会展业|电子商务|(?:民营|数字|海洋|低空|平台|楼宇|总部|集体|夜间|非公有制)经济))"
)
_GOES = (  # 规模持续扩大, 平稳增长, 做大做强
    r"(?:[\u4e00-\u9fff]{0,8}?(?:发展|增长|壮大|提升|提档|升级|优化|做大|做强|扩大|扩张|向好|加快|提速|提质|增效|蓬勃|活跃|强劲|回升|平稳|稳步|繁荣|"
    r"兴旺|突破|集聚|崛起|迅猛|良好|回暖|复苏|领先|发力|转型|攀升)[\u4e00-\u9fff]{0,6})"
)
_SPEAKS_OF = lazy(
    rf"(?:[（(]?[一二三四五六七八九十\d]{{1,2}}[）)、.]|[一二三四五六七八九]是)?(?:全[区县市旗州]|我[区县市旗州])?(?:加快|大力|积极|推动|推进|促进|支持|壮大|发展)*{_INDUSTRY}{_GOES}"
)
_MAKES = lazy(  # 创建省级示范园区，总产值突破900亿元
    r"(?:[\u4e00-\u9fff]{0,6}?(?:创建|建设|打造|培育|整合|壮大|做大|做强|做优|推进|加快|支持|推动))+(?P<name>[\u4e00-\u9fff“”]{0,8}?"
    r"(?:园区|开发区|高新区|产业园|产业集群|产业基地|集聚区|示范区|市属国企|国有企业))(?:建设|整合|发展|提质|升级|扩容|改造|重组)*"
)
_GOES_ON = lazy(
    r"(?:占|同比|比上年|比|较|分别|增长|增速|增幅|净增|下降|实现|完成|达|约|总计|共|营业|主营|总)*(?:增加值|总?产值|收入|营收|销售|利税|利润|资产|[\d.]+%|$)|占"
)
_WORTH = lazy(r"(?:总|综合|年|全产业链|鲜品)?(?:产值|收入|产量)")
_GROWN_IN = frozenset({"亩", "公顷", "吨", "担", "公斤", "斤", "棒", "袋", "株"})
_CROP = lazy(
    r"(?P<name>(?!全|新|发展)[\u4e00-\u9fff]{2,5}?)(?:种植|收购|产量|总产|总产量|基地|种植面积|面积|鲜果|栽培|养殖)+(?:面积|量)?$"
)
_MARK = lazy(r"[，,；;：:]")
_LONGEST = 24  # characters of a clause that speaks of an industry
_FAR = 120  # characters back in the sentence


def before(text: str, start: int, at: int) -> str | None:
    """Return the industry that the sentence from `start` speaks of when it comes to the bare name at `at`.

    It is named by the clause before, or by the short sentence before this one; only clauses about the same
    industry, whose names are as bare, may stand between.
    """
    begin = max(start, at - _FAR)
    clauses = _MARK.split(text[begin:at])[:-1]
    for clause in reversed(clauses):
        clause = clause[clause.rfind("等") + 1 :]  # 煤化工、风电等战略性新兴产业快速发展
        found = about(clause) if len(clause) <= _LONGEST else None
        if found is not None:
            return found["name"]
        if any(map(str.isdigit, clause)) and _GOES_ON.match(clause) is None:
            return None
    if begin > start or text[start - 1 : start] != "。":
        return None
    lead = text[max(0, start - _LONGEST) : start - 1]
    lead = lead[max(lead.rfind(mark) for mark in "。；\n") + 1 :]
    found = _SPEAKS_OF.fullmatch(lead)
    return found["name"] if found is not None else None


def about(clause: str) -> re.Match[str] | None:
    """Return what a clause speaks of: the industry that does well, or the zone that is made."""
    return _SPEAKS_OF.fullmatch(clause) or _MAKES.fullmatch(clause)


def grown(name: str, before: str, unit: str) -> str | None:
    """Return the crop that a bare 产值 is of, by the name and unit before it: 茶叶种植12万亩、综合产值22亿元."""
    if unit not in _GROWN_IN or _WORTH.fullmatch(name) is None:
        return None
    crop = _CROP.match(before)
    return crop["name"] if crop is not None else None
