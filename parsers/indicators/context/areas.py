"""Which park, zone or street a passage is about: by the headings above it, a label, or how its sentences open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from parsers.divisions.table import county_names
from parsers.indicators.context.passage import Passage
from parsers.text.patterns import lazy

ZONES = ("园区", "高新区", "经开区", "开发区", "工业园", "产业园", "综保区", "保税区", "度假区", "科技城")
_ZONES = (
    r"(?:园区|高新区|经开区|开发区|集聚区|综保区|综合保税区|保税区|度假区|科技城|[\u4e00-\u9fff](?:工业|产业|物流|科技|创新|软件|创业|农业)园"
    r"|[\u4e00-\u9fff]{2}(?:新区|新城|片区|组团|街道)|[\u4e00-\u9fff]{2}(?<![城乡小村色新村])镇)"
)
_OPENS = lazy(  # 园区建设稳步推进, 望川高新区发展提速, 望川新区承载能力持续增强
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)])?(?:[一二三四五六七八九]是)?"
    r"(?P<name>(?!加快|推[进动]|加强|强化|提升|建设|打造|大力|全力|着力)(?:[\u4e00-\u9fff]{0,6}(?:园区|高新区|经开区|开发区|工业园|产业园|集聚区|综保区)"
    r"|(?!城市|城镇|老城|主城)[\u4e00-\u9fff]{2,4}(?:新区|新城|片区|科技城|科创城|商圈|度假区)))"
    r"(?:建设|开发|攻坚|招商|发展|经济|扩容|承载|提质|平台|功能|实力|产业|工业|的?[聚集]{2}(?:效应|能力|水平|功能)|(?P<event>承接|获批|获评|入选|晋升|晋级|升级为|揭牌|挂牌|跻身|荣获)"
    r"|[\u4e00-\u9fff]{0,8}(?:提升|增强|加快|提速|壮大|完善|向好|凸显|显现|突破|跃升)(?:[，,]|$))"
)
_NUMBERING = (
    r"(?P<first>[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,2}(?:部分|章))|(?P<second>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<third>\d{1,2}[.．、](?!\d))|(?P<fourth>[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九]是)"
)
_LEVELS = ("first", "second", "third", "fourth")
_LEVEL = lazy(rf"[#*\s]*(?:{_NUMBERING})")
_OPENS_LEVEL = frozenset("一二三四五六七八九十第（(0123456789#* \t\u3000①②③④⑤⑥⑦⑧⑨⑩")
# Every name of _ZONES and _OPENS ends with one of them.
ENDS_ZONE = lazy("[区园城镇道团圈](?<=[园新开发聚保税假片]区|[业流技新件]园|[技创新]城|.镇|街道|组团|商圈)")
_NAMED = (
    r"[#*\s●■◆·—-]*(?:"
    + _NUMBERING
    + r")?\s*(?P<name>(?!加快|推[进动]|做|抓|强化|加强|突出|聚焦|建设|打造|全力|大力|"
    r"着力|坚持|提升|壮大|优化|深化|积极|进一步|不断|以|关于)[\u4e00-\u9fff]{0,8}?" + _ZONES + r")"
)
_HEADING = lazy(_NAMED + r"(?:工作|建设|发展|经济|情况|概况|回顾|方面|板块|篇)*[*\s]*")
_LABEL = lazy(_NAMED + r"(?:工作|建设|发展|经济|情况|方面|板块)*[。：:]")
_WHOLE = lazy(r"(?<![居在列占前的])(?:全[区县市旗州盟域]|我[区县市旗州])(?!首|率先|第|排|前|平均|最|领先)")
_AID = lazy(
    r"对口(?:帮扶|支援|合作|协作|援助)|东西部(?:扶贫)?协作|(?:扶贫|帮扶)协作"
)  # figures of the division that is helped
_BEHIND_AREA = (
    r"(?=实现|完成|规模以上|规上|地区生产总值|生产总值|公共|一般|财政|工业|税收|全年|年|入驻|入园|引进|累计|固定资产"
    r"|营业|主营|主导|总产值|产值|技工贸|新增|新入驻|新引进|新签约|新?开工(?!仪式|建设)|在建|签约(?!仪式|落地)|存款|贷款|新落户|上缴|到位|实际到位|实际利用|外资|进出口|出口|引资|合计|共计|客流|货物吞吐|集装箱|旅游(?:接待|收入|总收入|综合收入)|力争|确保|接待|现有|拥有|共有|落户|建成区面积|建成面积|规划面积|投入(?!运营|使用|运行|生产|市场)|安排|争取|(?:[达为]到?约?|约)\d(?![\d.]{0,6}[个家座处])|\d{1,4}[家户](?![，。；、和]|$))"
)
_TOWN = r"[\u4e00-\u9fff](?:(?<![城乡小村集市制心点色强各全美型范生名街])镇|(?<![城下返家故水侨兴农回山进入三])乡)"
_BEHIND_TOWN = _BEHIND_AREA[:-1] + "|新建|建成|改造|投资)"
# The ends of the names in _AREA, and what follows them; the first characters are one set, to which the engine skips.
_ENDS_AREA = lazy(f"[区园城圈道街县镇乡](?:(?<=[区园城圈道街县])”?{_BEHIND_AREA}|(?<=[镇乡]){_BEHIND_TOWN})")
_AREA = lazy(
    r"(?:高新区|经开区|开发区|工业园区|产业园区|工业园|产业园|科技园|软件园|物流园|创业园|创新园|农业园|园区|科技城|新区|新城|片区|商圈|街道|景区|[\u4e00-\u9fff](?<![公校家田果庄乐菜茶花桑陵林儿庭游])园|投资区|工业区|工业集中区|港城|示范区|试验区|"
    r"步行街|合作区|综保区|港区|集聚区|度假区"
    r"|[两三四五六七八九][区园镇]|[一二三四五六七八九]市?[一二三四五六七八九]县|“[一二三四五六七八九两][园区][一二三四五六七八九两多][园区城]”)"
    + f"{_BEHIND_AREA}|{_TOWN}{_BEHIND_TOWN}"
)
_LONGEST_AREA = 8  # characters; 工业集中区 has five
_LARGER = frozenset("市州盟省")  # the last characters of divisions that have counties below them
_COUNTY = lazy(r"[—\s]*(?P<name>[\u4e00-\u9fff]{1,5}?[县区市旗])(?=[\u4e00-\u9fff“])(?![、和与及等])")
_OPENING = 12  # characters in which the name of a county stands
SHORT = 24  # characters of a sentence that only names what the next ones are about


class Place(NamedTuple):
    """The area that a heading or a numbered label names, and the heading's level (1: 一、); 0 without a number."""

    name: str
    level: int


def level(line: str) -> int:
    """Return how deep a numbered heading or paragraph stands: 1 for 一、, 4 for （1）; 0 without a number."""
    if line[:1] not in _OPENS_LEVEL:
        return 0
    match = _LEVEL.match(line)
    return _LEVELS.index(match.lastgroup or "first") + 1 if match else 0


def of_heading(heading: str, above: Place | None, place: str) -> Place | None:
    """Return the area that holds below a heading: its own, or that of a heading above it.

    `place` holds the reporting division's own name: 望川高新区 is no part in its own report.
    """
    match = _HEADING.fullmatch(heading)
    if match is not None and match["name"] not in place:
        return Place(match["name"], level(heading))
    return _below(level(heading), above)


def of_paragraph(line: str, above: Place | None, place: str) -> Place | None:
    """Return the area that holds for a paragraph and those below it: that of its numbered label, or the one above.

    （二）望川高新区。… has a label; （三）社会事业。… of the same level ends it.
    """
    deep = level(line)
    if deep == 0:
        return above
    match = _LABEL.match(line)
    if match is not None and match["name"] not in place:
        return Place(match["name"], deep)
    return _below(deep, above)


def _below(deep: int, above: Place | None) -> Place | None:
    """Return the area above where a line of this level belongs to it."""
    if above is None:
        return None
    if above.level == 0:
        return above if deep >= _LEVELS.index("third") + 1 else None
    return above if deep == 0 or deep > above.level else None


def about(
    piece: str, passage: Passage, section: Place | None, *, zoned: bool, holds: bool
) -> tuple[str | None, bool]:
    """Return the area of a sentence, and whether it holds for the next ones (`holds`: the one before it does).

    园区建设稳步推进，… is about the park; 望川高新区发展提速。 also says whose the figures of the next sentences are,
    up to the next short sentence or to 全区. `section` is what the headings say, `zoned` whether the name of a zone
    ends in the first characters.
    """
    aid = _AID.search(piece) if "对口" in piece or "协作" in piece else None
    if aid is not None:
        return aid[0], False
    short = len(piece) <= SHORT
    label = None
    if zoned and (short or "：" in piece[:SHORT] or ":" in piece[:SHORT]):
        label = _LABEL.match(piece + "。")
    if label is not None and label["name"] not in passage.place:
        return label["name"], True
    opens = _OPENS.match(piece) if zoned else None
    whole = (section is not None or opens is not None) and _WHOLE.search(piece) is not None
    above = section.name if section is not None and not whole else None
    if opens is None and not holds:
        return above, False
    short = short and not any(map(str.isdigit, piece))
    if opens is not None and opens["name"] not in passage.place and not whole:
        return above or opens["name"], short and opens["event"] is None  # an award opens no topic
    if not holds or short or _WHOLE.search(piece[:24]):
        return above, False
    return passage.area, True


def county(text: str, start: int, end: int, passage: Passage) -> str | None:
    """Return the county of a larger division that a sentence opens with, if all of it is about the county.

    望川县全力推进园区建设，…，固定资产投资增长12%。
    """
    if passage.reach not in _LARGER:
        return None
    opens = _COUNTY.match(text, start, min(end, start + _OPENING))
    if opens is None or opens["name"] in passage.place or opens["name"] not in county_names():
        return None
    return None if _WHOLE.search(text, opens.end(), end) else opens["name"]


def mentions(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the names of areas between two offsets that figures of their own follow: 高新区完成税收12亿元."""
    ends = _ENDS_AREA.search(text, start, end)
    if ends is None:
        return []
    return list(_AREA.finditer(text, max(start, ends.start() - _LONGEST_AREA), end))


@dataclass(slots=True)
class Items:
    """Whose the items between ； are: in A增长10%；望川新区进出口12亿元；B396亿元 the last is of the whole."""

    parts: int = 0  # areas that the item in hand names
    whole: bool = False  # the item before it was of the whole division, or of several areas in turn

    def end(self, *, of_whole: bool) -> bool:
        """End an item; return whether the next one is of the whole division again, whoever this one was of."""
        again = self.whole or self.parts > 1
        self.whole, self.parts = again or of_whole, 0
        return again
