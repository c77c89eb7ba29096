"""The words before or behind a number: which noun phrase they hold, and what was done to it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from parsers.indicators.names import nouns
from parsers.indicators.names.lexicon import Longest, expand
from parsers.indicators.sentence.tokens import periods
from parsers.text.patterns import lazy

_TAIL = lazy(
    r"(?=[:“”、上下不为了人仅从低保做先共再减分到力升历压又及双发可各合同和回在均增壮多大完实将已年总恢户扩拓控提攀是有月每由的相稳突站累约统维缩能至调超跃跨达迈近进远连逐逾降预首冲高只仅巩：])"
    r"(?:达到了?|达成|高达|多达|达|超过了?|首?超|首?突破|首破|冲破|逾|将近|近|(?<![签合条契预节履公])约[有为]?|大约|为|是|了|共计|共有|共|总计|合计|"
    r"分别|双双|(?<![人户亩地])均|各|已有|已达|(?<![拥现保实设建])有|"
    r"先后|相继|连续|只有|仅有|跨越|跨过|迈上|跨上|跃上|站上|连跨|"
    r"(?:增加|增长|提高|提升|上升|跃升|攀升|发展|扩大|扩容|壮大|做大|做强|拓展|扩展|扩张|恢复|减少|下降|降低|压减|压缩|缩减|缩短|回落|调整|上调|下调|[增升降减])(?:到|至|为(?=[人户亩]均))|"
    r"(?<=[为到至由从])[年月]?(?:人均|户均)|"
    r"控制在|保持在|保持|稳定在|维持在|巩固在|不少于|不低于|不超过|不高于|至少|远?低于|高于|力争|预计|可|(?<![产功性节智动势潜效])能|"
    r"统一|同步|进一步|逐步|仅|又|再|首次|历史性|总量|总额|"
    r"[：:、“”和]|(?<![惠普])及|由原来的|从|由|到|至|在|每人每月|每人每年|每人|每月|每户|每年|年均|累计|实现|完成|的)+$"
)
_ENDS_TAIL = frozenset(
    "到了成达过超破逾近有为约是共计别双均各后继续越上跨至持在少于争可能仅又再次性量额：:、“”和及由从的人月年户现"
)  # the last characters of what _TAIL matches
_REACH = lazy(r"(?:达到?了?|增至|升至|[到至]|总量|总数|共有|已有|现有|拥有|实有|超过?|突破)(?:约|近|为|了)*$")
_ENDS_REACH = frozenset("达到了至量数有过超破约近为")
_FROM = lazy(r"(?:从|由)(?:原来的?|原有的?)?(?:约|不足)?$")
_ENDS_FROM = frozenset("从由的来有约足")
_DATED = lazy(
    r"(?P<verb>[从由自到至为])(?:(?:19|20)\d\d年|目前|现在|去年|上年|“[^”]{2,4}”)(?:期?[末初]|底)?的?(?:约|近|不足)?$"
)
_FIRST = lazy(r"(?:首次)?实现“?零”?的?突破[、，]?(?:共|达到?|为)?$")
_ENDS_DATED = frozenset("年前在初末底的约近足”")
_SPENT = lazy(  # 基础设施建设四年累计投入976亿元: what it was spent on stands before the time
    r"(?P<noun>(?!全[区县市省]|我[们区县市]|各级|政府|财政)[\u4e00-\u9fff]{4,16}?)(?:[二三四五两]年来?|\d年|全年|年内)(?:累计|总?共|共计|已)*"
    r"(?:投入|筹措|筹集)(?:资金|投资)?(?:约|近|超过?|达|了)*$"
)
_EXAMPLES = lazy(r"等(?:共计?|的)?$")
_ENDS_EXAMPLES = frozenset("等共计的")
_YEARS = lazy(r"(?:[一二两三四五六七八九十]{1,3}|\d{1,2})年来?")
_GROWN = lazy(  # 发展中药材24万亩
    r"发展(?!区|资金|基金|用地|指数|速度|水平|空间|规划|党员|质量|中心)(?=[\u4e00-\u9fff]{2})"
)
_MADE = lazy(  # 建沼气池1.3万座, 有卫生机构28个, not 建筑面积, 有效灌溉面积
    r"(?:建(?![设筑制档材行议立成言树构国党安军])|有(?![机线色效轨害限毒益关组意望助利]))(?=[\u4e00-\u9fff]{2})"
)
_FEW = lazy(  # 高速公路通车里程从零增至86公里, 上市公司由两家增加到5家
    r"[从由](?:(?:零|无|“零”)(?:起步|开始|到有|基础)?|(?:原来的?)?[一二两三四五六七八九十百]{1,4}[家个座条户所处件项])[，、]?$"
)
_GRANTED = lazy(r"(?:向上|对上)?争取到?(?:各[类项级]|上级|到位)*资金$")  # from above, for many things
_PER = ("每", "平均每", "人均", "户均", "万人")
_NEAR = 16  # the words of a predicate stand this near to its number
_TRIM = "的了、，和及与”"
_RUN_OF_YEARS = lazy(  # 安全感连续7年保持98%
    r"连续(?:[\d一二两三四五六七八九十]+)(?:年|个?月|个?季度)(?=[\u4e00-\u9fff]{0,8}$)"
)
_TURNED = lazy(  # 老旧小区累计改造82个: the noun stands before an adverb
    r"(?<=[\u4e00-\u9fff]{2})(?:全年|当年|年内|累计|共计?|总共|合计|先后|相继|陆续)+[\u4e00-\u9fff]{2,4}$"
)
_HERD_TURNED = lazy(
    r"[\u4e00-\u9fff]{0,3}[猪牛羊禽畜鸡鸭鹅兔](?:全年|累计|年末|年底|期末)(?:出栏|存栏)$"
)  # 生猪全年出栏
_EXPLAINED = lazy(r"[（(][^（）()\d，。]{1,12}[）)]$")  # 博物馆（场馆）达55座
NARROWED = lazy(  # 学位（高中）: which of them, but not 博物馆（场馆）, 学位（含民办）, （PPP）
    r"[（(](?!(?:场馆|场所|基地|平台|载体|中心|机构|单位|设施|企业|项目|工程|园区|站点|点位|[站点所园户村社个家人次])[）)]|含|包括|包含|[A-Za-z\d]|简称|以下|全|"
    r"预计|初步|快报|目标|计划|累计|截至|折|约|同口径|同比|可比|现价|不变价|当年)"
    r"(?P<part>[^（）()\d，。]{1,12})[）)]"
)
NOTE = lazy(r"[\[［]\d{1,2}[\]］]")
_CLOSES_NOTE = frozenset({"]", "］"})
_CLOSES = frozenset({"）", ")"})
_COMPARED = lazy(r"(?:同比|环比|[较比](?:上年|去年|上年同期|去年同期|年初))$")  # 企业61户，同比净增8户
_ENDS_COMPARED = frozenset("比年期初")
_ADVERBS = frozenset({"到", "至", "将", "再", "要", "拟", "还将", "将再", "又"})
_INSURED = lazy(r"保险|医保|新农合|合作医疗")  # 参加基本医疗保险42万人 is no meeting
_OBJECTS = frozenset({"补贴"})  # 发放补贴8亿元: as often what was paid
_DATED_NOUN = lazy(
    r"(?<=[\u4e00-\u9fff]{2})(?:截至|到|至)?(?:年末|年底|期末|目前|全年)$"
)  # 市场主体总数年末达到
_ENDS_DATED_NOUN = frozenset("末底前年")
_DONE_TAIL = lazy(r"完成|实现")


class Phrase(NamedTuple):
    """What stands before a number: its noun phrase (offsets in the phrase), and the roles of the words around it."""

    text: str
    start: int
    end: int
    new: bool  # 新增, 新建: what follows is new in the period
    done: bool  # 建成, 发放: an action of the period
    have: bool  # 拥有, 总量达: a stock
    start_value: bool  # 从45个发展到: the value before
    examples: bool  # …等: what stands before it only names some of them
    drop: bool  # 召开, 查处: government's own doings
    soft: bool  # 开展: likewise, unless the noun has a code
    said: str  # the verbs

    @property
    def noun(self) -> str:
        """The noun phrase; empty where nothing but verbs stands before the number."""
        return self.text[self.start : self.end]


@cache
def _words() -> dict[str, str]:
    text = files("parsers.indicators").joinpath("phrases.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {word: role for role, body in lines for word in expand(body)}


@cache
def _longest() -> Longest:
    return Longest(_words())


@cache
def _opening() -> re.Pattern[str]:
    """The first two characters of a word, or nearly so: the engine skips quickly to a character of a set."""
    first, second = ("".join(map(re.escape, sorted({pair[i] for pair in _longest().begins}))) for i in (0, 1))
    return lazy(f"[{first}](?=[{second}])")


@lru_cache(maxsize=4096)
def before(text: str) -> Phrase:
    """Return what the words before a number say.

    The noun phrase is what stands behind the last verb. A verb that ends the words has its object before it
    (农村危房改造500户): it stays in the phrase.
    """
    if text[-1:] in _CLOSES_NOTE and (note := NOTE.search(text)) is not None and note.end() == len(text):
        text = text[: note.start()]  # 减税降费[5]8200万元
    last = text[-1:]
    if last in _ENDS_DATED and (dated := _DATED.search(text)) is not None:
        text = text[: dated.end("verb")]  # 企业从2016年的86家发展到2020年的132家
        last = text[-1:]
    if "零" in text and (first := _FIRST.search(text)) is not None:
        text, last = text[: first.start()] + "达", "达"  # 百亿级企业实现零的突破、达到4家
    if "连续" in text and (held := _RUN_OF_YEARS.search(text)) is not None and held.start() > 1:
        text, last = text[: held.start()] + "保持", "持"
    near = max(0, len(text) - _NEAR)
    tail = _TAIL.search(text, near) if last in _ENDS_TAIL else None
    end = tail.start() if tail else len(text)
    if tail and text[end - 1 : end] in _ENDS_DATED_NOUN and (timed := _DATED_NOUN.search(text, near, end)):
        end = timed.start()
    if text[end - 1 : end] in _CLOSES and (explained := _EXPLAINED.search(text, 0, end)) is not None:
        end = explained.start()
    start_value = last in _ENDS_FROM and _FROM.search(text, near) is not None
    roles: set[str] = set()
    said: list[str] = []
    start, closing, words = 0, "", _words()
    if tail is not None and (verb := _DONE_TAIL.search(tail[0])):
        said.append(verb[0])
    at, stop, longest = 0, end, _longest()
    begins, read, opening = longest.begins, longest.at, _opening().search
    while at < stop:
        if at > start:  # 公共住房, 占地: one character is a word of its own only at the beginning
            if (begun := opening(text, at, stop)) is None:
                break
            at = begun.start()
            if text[at : at + 2] not in begins:
                at += 1
                continue
        length = read(text, at, stop)
        begin, at = at, at + (length or 1)
        if length == 0 or (length == 1 and begin > start):
            continue
        word = text[begin:at]
        role = words[word]
        if text[at : at + 1] == "率" and role != "drop":
            continue  # 利用率 and 处理率 are nouns, 办结率 is of what government did
        if word == "参加" and _INSURED.search(text, at):
            role = "done"
        if role == "have" and text[start:begin].startswith(_PER):
            continue  # 每千名老人拥有床位38张
        roles.add(role)
        if role not in ("hard", "noun"):
            said.append(word)
        if at == end and begin > start and role in ("new", "have", "hard"):
            end = begin  # 公办幼儿园新增
            break
        if at == end and role == "both":
            closing = word
        opens = role != "noun" and (at < end or begin == start)
        if opens and not (role == "both" and begin > start):
            start = at
    if "年" in text or "季" in text or "月" in text or "期" in text or "五”末" in text:
        for match in periods(text, start, end):
            if start < match.start() and match.end() == end:
                end = match.start()  # 农村公路“十三五”期间新改建860公里
                break
            if not text.startswith("学前", match.start() - 1):  # 学前三年毛入园率
                start = match.end()  # 2012年城建投资
    if text[end - 1 : end] in _ENDS_COMPARED and (compared := _COMPARED.search(text, start, end)) is not None:
        end = compared.start()
    if text[start:end] in _ADVERBS or _YEARS.fullmatch(text, start, end):
        start = end  # 2021年将再建5所; 连续三年突破50亿元
    if start >= end and closing and (closing in _OBJECTS or nouns.at_end(closing) is not None):
        start = end - len(closing)  # 全年脱贫324户743人: the verb names what is counted
    if text[start:end] in ("出栏", "存栏") and (herd := _HERD_TURNED.search(text, 0, end)) is not None:
        start = herd.start()
    if "从" in text or "由" in text:
        end = max(start, m.start()) if (m := _FEW.search(text, start, end)) else end
    if text[start:end] == "资金" and (granted := _GRANTED.search(text, 0, end)) is not None:
        start = granted.start()
    if start >= end or text[start:end] == "资金":
        spent = _SPENT.fullmatch(text) if "年" in text else None
        start, end = spent.span("noun") if spent is not None else (start, end)
        if start >= end and (turned := _TURNED.search(text, 0, end)) is not None:
            lead = before(text[: turned.start()])
            if lead.noun and lead.end == turned.start() and not lead.drop:
                start, end = lead.start, lead.end
    if text.startswith("发展", start) and (grown := _GROWN.match(text, start, end)) is not None:
        start = grown.end()
    if (made := _MADE.match(text, start, end)) is not None:
        start = made.end()
        roles.add("done" if made[0] == "建" else "have")
    while start < end and (
        (text[start] in _TRIM and not text.startswith("与会", start))
        or (text[start] == "“" and "”" not in text[start:end])
    ):
        start += 1
    return Phrase(
        text, start, max(start, end), "new" in roles, not roles.isdisjoint({"done", "both", "soft"}),
        "have" in roles or (last in _ENDS_REACH and not start_value and _REACH.search(text, near) is not None),
        start_value, last in _ENDS_EXAMPLES and _EXAMPLES.search(text, near) is not None,
        "drop" in roles, "soft" in roles, "".join(said),
    )  # fmt: skip


def is_verb(words: str) -> bool:
    """Return whether the words are one verb of the table, which names nothing: 调整, 改造."""
    return _words().get(words) not in (None, "noun")


_STOP = lazy(r"[，。；：、（）()\n\t]|[和及与](?=\d|$)")


@lru_cache(maxsize=4096)
def after(text: str) -> str:
    """Return the noun phrase that begins right behind a number: up to a mark, or to a verb of its own."""
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text
