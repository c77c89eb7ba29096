"""Whose a number of a sentence is: the noun phrases before it, and the codes that they have."""

from __future__ import annotations

from parsers.indicators.context.areas import ZONES
from parsers.indicators.copies import replace
from parsers.indicators.names import completed, nouns, phrases, sectors, tails, whose
from parsers.indicators.names.lookup import APPENDED, DONE_BEHIND, HARMLESS, SUMS, TAKINGS, Lookup
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import COUNTERS, plain
from parsers.indicators.names.values import measure_of
from parsers.indicators.names.whose import Force
from parsers.indicators.sentence.subject import Subject
from parsers.text.patterns import lazy

_RATE_ONLY = lazy(r"(?:率|比重|占比|比例)$")
_GROUP = lazy(
    r"(?:企业|产业|业|经济|产品|项目|机构|工程|领域|市场|平台|企业的|以上|以下|人均|每万人|电商|跨境|楼宇|贸易"
    r"|汽车|光伏|电池|服装|陶瓷|家电|家具|手机|茶叶|蔬菜|水果|水产"
    r"|县城|城区|主城区|中心城区|市区|集镇|能源|煤炭|电力|装备|化工|石化|钢铁|冶金|有色|建材|轻|重|非煤|非油|消费品|原材料|食品|医药|纺织|电子|采掘|高耗能|军民融合|特色|优势|园区|大中型|民营|国有|市属|省属|央属"
    r"|规上|规模以上|限上|限额以上|普惠|小微|涉农|中长期|短期|绿色|科技|个人|住户|消费|房地产|信用|扶贫|储蓄|对公"
    r"|海洋|县域|非[烟公煤油农矿])$"
)
_GENERIC = lazy(
    r"^(?:工业|综合)?(?:增加值|总产值|产值|交易额|成交额|销售收入|销售额|营业收入|主营业务收入|营收|投资|"
    r"面积|资金|利润(?:总额)?|利税(?:总额)?|零售额|税收|收入|数量|产量|进出口|出口)$"
)
_AREAS = ("园", "区", "镇", "乡", "县", "市", "街道", "城")  # 望川工业园、云溪产业园建成区: of parts
_OWNED = lazy(r"[省市州盟县区旗]属$")  # 市属固定资产投资 is of what the city itself runs
_TOURISTS = lazy(r"(?:游客|旅游)[^，]{0,4}(?:人次|人数|量|游客)?$")
_AREA = lazy(
    rf"(?!全|我|各|两|三)[\u4e00-\u9fff]{{0,6}}?(?:{'|'.join(ZONES)}|新区|新城|片区|街道|(?<![城乡集])镇)(?=实现|完成|规|地区|一般|财政|工业|税收|固定|$)"
)
_TOWNS = frozenset({"城市", "城镇", "城区", "县城"})
_TWO = lazy(r"城乡|城、乡|城镇和农村|城市和农村")
_PRODUCE = lazy(  # 肉蛋奶产量分别增长: three kinds of produce in one word
    r"(?P<each>[肉禽蛋奶菜果瓜粮棉油糖茶烟鱼药菌猪牛羊]{2,5})(?P<head>类?(?:总产|产)量|总?产值|种植面积|综合产能|年?[出存]栏量?|饲养总?量|养殖总?量|存养量)"
)
NAMES = tails.NAMES
_OTHER_PLACE = lazy("(?:老|主|中心)?城区|市区|县城|农村|乡镇|其余|其他")
_ONE_BRANCH = frozenset({"租赁和商务", "批发和零售", "住宿和餐饮", "仓储和邮政", "软件和信息", "研究和技术"})
_FUNDS = frozenset({"special_bonds"})
_BY_SENTENCE = frozenset({"key_project_investment", "contracted_investment", "domestic_capital"})


class Naming(Lookup):
    """Finds the subjects of numbers; `force` knows who is in force in the sentence."""

    force: Force

    def named(self, words: str, base: int, count: int, *, each: bool) -> list[Subject]:
        """The subjects that the words before `count` numbers name; none where names and numbers do not pair off."""
        phrase = phrases.before(words)
        if phrase.noun == "率":
            return []  # what it is the rate of was not understood
        if not phrase.noun or _RATE_ONLY.fullmatch(phrase.noun):
            if phrase.noun and self.subjects and count == 1:
                last = self.subjects[-1]
                return [replace(last, name=last.name + phrase.noun, code=None, joined=True)]
            return self.latest(count if count > 1 or not each else 2)
        if count == 1 and not each:
            first = NAMES.split(phrase.noun)[:-1]
            if any(nouns.at_end(name) or nouns.lexical_end(name) for name in first):
                return []  # 固定资产投资、工业投资增长8%: one number for two names
            if _AREA.fullmatch(phrase.noun) and phrase.noun not in self.passage.place:
                before = self.subjects[-1:]  # 高新区税收增长12%，经开区增长5%
                return [replace(one, part=phrase.noun) for one in before if one.part]
            return [self.subject(phrase, base, phrase.start, phrase.end)]
        cuts = list(NAMES.finditer(words, phrase.start, phrase.end))
        if len(cuts) >= count:  # 信息传输、租赁和商务服务业增加值分别增长18%、13%
            cuts = [cut for cut in cuts if words[cut.start() - 2 : cut.end() + 2] not in _ONE_BRANCH]
        ends = [phrase.start, *(at for cut in cuts for at in cut.span()), phrase.end]
        spans = [(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True) if a < b]
        subjects = self.of_areas([self.subject(phrase, base, a, b) for a, b in spans])
        last = subjects[-1]
        if len(subjects) > 1 and last.name in TAKINGS and _TOURISTS.search(subjects[-2].name):
            last.name, last.full, last.joined = "旅游收入", "", True  # 国内游客人次、总花费增长5%、7%
        for one in subjects[:-1]:
            if tails.is_bare(one.name):
                if (name := tails.completed(one.name, last.name)) is not None:
                    one.full = one.full if one.name.endswith(_AREAS) and one.name not in _TOWNS else ""
                    one.name, one.joined = name, True
                else:
                    one.part = one.part or sectors.of_list(one.name, last.name)
        if count == 2 and len(subjects) == 1 and _TWO.match(last.name):
            last.joined = True  # 城乡低保标准分别为680元和520元, 城乡污水处理率分别为95%、66%
            return [replace(last, part=last.part or where) for where in sectors.TOWN_AND_COUNTRY]
        produce = _PRODUCE.fullmatch(last.name) if len(subjects) == 1 else None
        if produce is not None and len(produce["each"]) == count:
            return [replace(last, name=one + produce["head"], part=one) for one in produce["each"]]
        if count > 1 and len(subjects) == 1 and last.name.removeprefix("年") in whose.BARE:
            return [replace(last, part=part, joined=True) for part in self.force.listed(last.start, count)]
        return subjects if len(subjects) == count or (each and count == 1) else []

    def latest(self, count: int) -> list[Subject]:
        """Return the last `count` things that figures were of; one has two in 收入由57亿元提高到109亿元."""
        found = {(one.start, one.end, one.part): one for one in self.subjects}
        return list(found.values())[-count:]

    def subject(self, phrase: Phrase, base: int, start: int, end: int) -> Subject:
        """A subject that stands in the words before a number."""
        name, joined = phrase.text[start:end], False
        if start > 2 and phrase.text.startswith(("实现", "完成"), start - 2) and _GENERIC.match(name):
            lead = phrases.before(phrase.text[: start - 2])  # 电子商务实现交易额
            if lead.noun and lead.end == start - 2:
                name, start, joined = lead.noun + name, lead.start, True
        full = phrase.text[:end]
        part = self.area
        if part is not None and (other := _OTHER_PLACE.match(name)):
            part = other[0]  # 高新区完成投资23亿元，城区完成投资2亿元
        owner = None if joined else self.force.of(name, base + start)
        if owner is not None and owner.name:
            named = Subject(base + start, base + end, owner.name + name)
            if name in whose.BARE:
                full, joined = "", True  # 旅游业蓬勃发展，实现总收入9亿元
            if joined and self.looked_up(named) != "other":
                name = named.name
            else:
                part = part or owner.name  # 楼宇经济发展迅速，实现税收2亿元
        elif not joined and self.subjects:
            part = part or whose.of_last(name, self.subjects[-1], phrase.text[:end])
            part = part or completed.animal(name, self.subjects)
        if whose.is_of_counties(name, self.passage.reach):
            part = part or "县域"
        shown = end + len("总额") if phrase.text.startswith(SUMS, end) else end  # 批发业销售总额
        if (narrowed := phrases.NARROWED.match(phrase.text, end)) is not None:
            part, shown = part or narrowed["part"], narrowed.end()  # 新增学位（高中）800个
        elif "（" in name and (inside := phrases.NARROWED.search(name)) is not None:
            done = inside.end() == len(name) or any(
                each.fullmatch(name, inside.end()) for each in (DONE_BEHIND, APPENDED)
            )  # 幼儿园（民办）建成3所, but not 污水治理（管控）率
            part = part or (inside["part"] if done else None)
        if phrase.text.startswith("”", end) and name.count("“") > name.count("”"):
            shown = end + 1  # “文明家庭”120户
        return Subject(
            base + start, base + shown, name, phrase.new or phrase.done, phrase.said, part=part, full=full,
            joined=joined,
        )  # fmt: skip

    def of_areas(self, subjects: list[Subject]) -> list[Subject]:
        """Give areas that stand in a row what is said of the last: 高新区、望川新区税收收入分别增长12%和8%."""
        last = subjects[-1]
        area = _AREA.match(last.name)
        if area is None or len(subjects) < 2 or not all(_AREA.fullmatch(one.name) for one in subjects[:-1]):
            return subjects
        said = area.end()
        start, name = last.start + said, last.name[said:] or last.name
        parts = [one.name for one in subjects[:-1]] + [area[0]]
        if any(part in self.passage.place for part in parts):
            return []
        return [
            replace(last, start=start if name != last.name else last.start, name=name, part=part, full="")
            for part in parts
        ]

    def is_refused(self, subject: Subject) -> bool:
        """Whether the number stands behind a name of the lexicon, and the reader of those names left it out."""
        if subject.part is not None or subject.joined:
            return False
        if subject.code is not None:
            return subject.code != "other"
        lexical = nouns.lexical_end(subject.name)
        if lexical is None or lexical[0] == "other":
            return False
        if lexical[0] in _FUNDS and (subject.said or tails.is_of_several(lexical[0], subject.name, "元")):
            return False
        lead = subject.name[: lexical[1]]
        if _OWNED.search(lead) or (lead.startswith("人均") and lead != "人均"):
            return False  # 人均公共文化财政支出 is none of the budget
        return (
            HARMLESS.match(lead) is not None or _GROUP.search(lead) is None
        )  # 下溪地区生产总值 is of a place

    def code(self, subject: Subject, unit: str, *, change: bool) -> str:
        """The code of a subject for a number in `unit`; `other` where the table has none."""
        name, code = subject.name, subject.code
        if name.endswith("公园绿地") and plain(unit) in COUNTERS:  # 公园绿地40个 are parks, 40公顷 an area
            name = name.removesuffix("绿地")
            subject = replace(subject, name=name, full=subject.full.removesuffix("绿地"))
        if code is None:
            code = (
                self.money(subject, name, unit) or self.of_industry(subject, name) or self.looked_up(subject)
            )
        if code == "other" and change and self.out.figures:
            last = self.out.figures[-1]  # 完成投资102亿元，增长41%
            if last.name == (subject.start, subject.end) and last.code in _BY_SENTENCE:
                return last.code
        if code != "other" and subject.code is None and tails.is_of_several(code, name, unit):
            return "other"
        if code == "other" or ((unit != "%" or change) and measure_of(code, unit, change=change) is None):
            return "other"
        return code if unit != "%" or change or measure_of(code, unit, change=False) else "other"
