"""Recognise a piece from the middle of a government's report by its manner, where it has neither title nor opening.

One sign proves nothing: a department's summary has the same sentences, a statistical bulletin the same figures, news
the same subjects. A piece must speak of many fields of a government's work, in short sentences that open paragraphs or
under a list of targets, in the voice of a division, with figures; and must show no sign of another genre.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from parsers.text.patterns import lazy

_FIELDS: Final = tuple(
    lazy(words)
    for words in (
        r"生产总值|固定资产投资|财政|预算收入|零售总额",
        r"规上|规模以上工业|工业|制造业|产业园",
        r"粮食|农田|农业|乡村振兴|合作社|养殖|种植",
        r"招商|签约|重大项目|重点项目",
        r"高新技术|研发|专利|科技",
        r"旅游|游客|商贸|消费|电商",
        r"老旧小区|道路|管网|城市更新|棚户区|停车|城镇化|城区",
        r"空气|PM2\.5|污水|造林|绿化|森林|河长|水质",
        r"学校|学位|教育|幼儿园",
        r"医疗|医院|卫生院|健康",
        r"就业|养老|低保|社保|医保|保险|救助",
        r"脱贫|扶贫|贫困|返贫",
        r"文化|体育|文物|文明城市",
        r"安全生产|信访|平安|治安|扫黑|应急|矛盾纠纷",
        r"营商环境|放管服|审批|政务服务|依法行政|廉政|提案|人大代表",
        r"公路|高速|铁路|公交",
    )
)
_FEWEST_FIELDS: Final = 5
_FIELDS_WITH_TARGETS: Final = 3
_MANY_FIELDS: Final = 7
_VOICE: Final = lazy(r"[全我][县区市州旗盟]|我们|[县区市州旗]政府|各位代表")
_SLOGAN: Final = lazy(r"(?:^|[。;!\n])[^。;,:!\n\d]{5,24}[。](?=[^\n])")
_HEADED: Final = lazy(
    r"(?:^|\n)(?:[(][一二三四五六七八九十]{1,2}[)][^。\n]{4,44}(?:[。]|(?=\n|$))"
    r"|(?:[—–-]{2,4}|[一二三四五六七八九][是要]|\d{1,2}[.、](?!\d))[^\d。\n]{3,40}(?:[。]|(?=\n|$)))"
)
# 医疗服务更加优质,…; 这一年,我们聚焦产业强区,…: sentences that begin with what they are about
_LED: Final = lazy(
    r"(?:^|[。;\n])(?:(?:这一年|一年来|五年来|过去一年|过去五年),我们[^。\d]{4,40}[。;,]"
    r"|[^。;,\d\n]{2,12}(?:更加|更为|日益|持续|不断|稳步|全面|进一步|明显|显著)[^。;,\d\n]{2,8},)"
)
_FEWEST_OPENINGS: Final = 3
_MANY_OPENINGS: Final = 6
# 一、2013年工作回顾\n过去的一年,…市政府在市委的领导下: the first chapter, without title and opening
_GOVERNMENT_REVIEW: Final = lazy(
    r"(?:[一二]、)?[^。,:;\n]{0,10}(?:工作的?回顾|工作总结)\n(?=[^\n]{0,200}(?:[省市区县州旗盟]|人民)政府(?:在|坚持|紧紧|认真|团结|带领))"
)
# 一、2021年和本届政府工作回顾: a heading that says whose work it reviews
_GOVERNMENT_CHAPTER: Final = lazy(r"(?:[一二]、)?[^。,:;\n]{0,12}政府工作的?回顾\n")
# 今年政府工作的总体要求是:…: what the planning chapter begins with, and no other document
_GOVERNMENT_PLAN: Final = lazy(
    r"政府工作(?:的|总的)?(?:总体要求|总体思路|总要求|指导思想|基本思路|主要目标|预期目标|奋斗目标)"
    r"(?:和[^。,:]{2,12})?(?:是|为|:)"
)
_TARGETS: Final = lazy(r"(?:预期|奋斗|工作|努力|发展|主要)目标(?:是|为|:)")
_SERIES: Final = lazy(
    r"生产总值|固定资产投资|零售总额|预算收入|可支配收入|增加值|进出口|失业率|城镇化率|森林覆盖率|研发投入"
)
_FEWEST_SERIES: Final = 4
_FIGURE: Final = lazy(r"\d[万亿]?(?:元|[%％]|个|家|人|公里|亩|户|吨|套|所|张|平方|座|件)")
_FEWEST_FIGURES: Final = 6
_MANY_FIGURES: Final = 12
# (三)坚持绿色发展,生态环境持续向好。: numbered paragraphs that open with what was achieved
_CHAPTERS: Final = lazy(r"(?:^|\n)[(][一二三四五六七八九十]{1,2}[)][^。\d\n]{4,44}。(?=[^\n])")
_SHORTEST: Final = 200  # characters
_LONGEST: Final = 6000  # characters considered
_PROSE: Final = 60  # characters: a line of prose is longer than a menu's
_SENTENCE: Final = 24  # characters of a line that is one sentence
_BULLETIN: Final = lazy(r"按可比价格?计算|比上年(?:同期|末)?(?:增长|下降|增加|减少)|年末全[县市区旗州]")
_ANOTHER_GENRE: Final = lazy(
    r"(?=[【区县国市总情我报据本现督计])(?:"
    r"【|现将[^。]{0,40}(?:如下|情况)|[区县市]委常委会|我[局委院厅处]|本[局院报网]|国民经济和社会发展计划|计划草案"
    r"|督办(?:组|室|情况)|情况(?:的)?通报|总面积[^。]{0,30}辖|据悉|据了解|(?<![大会])报告(?:指出|中?提出|中?说|显示|突出)"
    r")"
)
_PARTY: Final = lazy(
    r"从严治党|党员|党的建设|党组织|党风|纪律处分|统战|巡察"
)  # a committee's report has many
_MOST_PARTY: Final = 2
_ANOTHER_TITLE: Final = lazy(
    r"年鉴|总结|讲话|汇报|概况|简介|介绍|公报|要闻|新闻|动态|快讯|日报|简报|规划|方案|通知|事业$|情况$"
)


def is_from_a_report(
    lines: Sequence[str], titles: Sequence[str], *, named: bool = False, announced: bool = False
) -> bool:
    """Decide whether lines (as returned by `head.plain_lines`) are from the middle of a government's report.

    `named`: the page's title says that it holds a report, so that the text need not show whose voice it has.
    `announced`: a sentence before the lines says so too (整理如下:), so that fewer signs are enough.
    """
    text = "\n".join(_unwrapped(lines) if _are_cut(lines) else lines)[:_LONGEST]
    if len(text) < _SHORTEST or any(map(_ANOTHER_TITLE.search, titles)) or _ANOTHER_GENRE.search(text):
        return False
    chapter = _GOVERNMENT_CHAPTER.match(text) is not None
    prose = sum(len(line) for line in text.split("\n") if _is_prose(line, named=named))
    if prose * 5 < len(text) * (3 if chapter else 4) or len(_PARTY.findall(text)) > _MOST_PARTY:
        return False
    figures = len(_FIGURE.findall(text))
    if (
        figures >= _FEWEST_SERIES
        and _GOVERNMENT_PLAN.search(text)
        and _lists_targets(text, _FEWEST_SERIES - 1)
    ):
        return True
    if figures < _FEWEST_FIGURES or len(_BULLETIN.findall(text)) * 5 > figures:
        return False
    fields, openings = sum(field.search(text) is not None for field in _FIELDS), _openings(text)
    if not named and not _VOICE.search(text):  # the other signs must be the stronger
        enough = _FEWEST_OPENINGS if _lists_targets(text) else _MANY_OPENINGS
        return fields >= _MANY_FIELDS and openings >= enough
    if chapter and fields >= _FIELDS_WITH_TARGETS and openings:
        return True
    announced = announced or _GOVERNMENT_REVIEW.match(text) is not None
    if announced and fields >= _FEWEST_FIELDS and openings:
        return True
    if openings and _lists_targets(text):
        return fields >= _FIELDS_WITH_TARGETS
    if openings >= _MANY_OPENINGS:
        return fields >= _FEWEST_FIELDS - 1
    if openings and figures >= _MANY_FIGURES and len(_CHAPTERS.findall(text)) > 1:
        return fields >= _FEWEST_FIELDS
    return fields >= _FEWEST_FIELDS and openings >= _FEWEST_OPENINGS


def _is_prose(line: str, *, named: bool) -> bool:
    whole = line.endswith("。") and len(line) >= _SENTENCE
    return len(line) > _PROSE or whole or (named and "。" in line)


_PRINTS: Final = lazy(
    r"(?:整理|刊登|刊发|登载|摘登|摘要|摘编|全文|内容|原文|实录|节选)[^。]{0,8}如下[:;。,]?$|^如下[:;。]$"
    r"|以下[为是][^。]{0,16}(?:全文|摘要|内容|实录|节选|报告)[:;。]?$|(?:全文|摘要|摘登|节选|实录)[:;。]$"
)
_REVIEW_HEADING: Final = lazy(
    r"^(?:[一二]、)?[^。,:;]{0,16}(?:工作回顾|主要工作|工作总结|工作情况|工作成绩|成绩|成效)$"
)
_LEAD: Final = 12  # lines of news within which the report that it prints begins


def printed(lines: Sequence[str]) -> list[str] | None:
    """Return the lines of the report that news prints behind its own sentences (…整理如下:), if there is one."""
    joined = _unwrapped(lines)
    for number, line in enumerate(joined[:_LEAD]):
        announced = _PRINTS.search(line) is not None
        if announced or (number and _REVIEW_HEADING.search(line)):
            body = joined[number + announced :]
            return body if is_from_a_report(body, (), named=True, announced=True) else None
    return None


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join the lines of a text that was cut at a fixed width: those that end within a sentence."""
    joined: list[str] = []
    inside = False
    for line in lines:
        if inside:
            joined[-1] += line
        else:
            joined.append(line)
        inside = len(line) >= _WRAPPED[0] and len(line) <= _WRAPPED[1] and line[-1:] not in "。:;!?"
    return joined


_WRAPPED: Final = (20, 45)  # characters of a line of a text that was cut at a fixed width
_FEWEST_CUT: Final = 6


def _are_cut(lines: Sequence[str]) -> bool:
    """Decide whether most lines have one length, give or take a mark: those of a text that was cut at a fixed width."""
    lengths = Counter(len(line) for line in lines)
    usual = max(lengths, key=lengths.__getitem__, default=0)
    near = sum(lengths[length] for length in (usual - 1, usual, usual + 1))
    return near >= _FEWEST_CUT and near * 2 > len(lines) and _WRAPPED[0] <= usual <= _WRAPPED[1]


def _openings(text: str) -> int:
    """Count the short sentences and headings that state what a paragraph is about."""
    short = len(_SLOGAN.findall(text)) + len(_HEADED.findall(text))
    return short if short >= _MANY_OPENINGS else short + len(_LED.findall(text))


def _lists_targets(text: str, fewest: int = _FEWEST_SERIES) -> bool:
    """Decide whether the text lists the targets of the division's main series."""
    found = _TARGETS.search(text)
    listed = text[found.end() : found.end() + 300] if found is not None else ""
    return len(set(_SERIES.findall(listed))) >= fewest
