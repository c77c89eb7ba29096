"""Which noun a number counts or measures: the one before it, the one behind it, or that of the sentence so far."""

from __future__ import annotations

from collections.abc import Callable

from parsers.indicators.copies import replace
from parsers.indicators.names import nouns, phrases, sectors
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.names.whose import IN_PARKS
from parsers.indicators.sentence.numbers import COUNTED, Number
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import following, repeated
from parsers.indicators.uncoded.behind import Behind, Case, Refused
from parsers.text.patterns import lazy

_STOCK = frozenset(
    {"保有量", "总量", "总数", "拥有量", "存量", "数量", "总规模"}
)  # 新建充电桩560个，保有量达2300个
_LAND = lazy(r"(?:用地|土地|地块)等$")  # 出让商业、工业用地等6宗: all that is counted in 宗 is land
_STAGE = lazy(r"(?:开工|竣工|完工|投产|落地|签约|通车|投用|投运)$")  # 签约项目96个，开工58个
_HOUSED = lazy(  # 保障性住房开工620套、基本建成480套
    r"(?:主体(?:施工|完工|封顶)|新?开工(?:建设)?|竣工|完工|基本建成|建成|竣工投产|建成投产|投产|(?:建成)?(?:通车|投用|投运)|落地|分配|配租|配售|供应|交付)$"
)
_ENDS_HOUSED = frozenset("工顶设成产车用运地配租售应付")  # the last characters of what _HOUSED matches
_OF_NEXT = lazy(
    r"(?:已|均|全部|顺利|实现)*(?:新?开工|竣工|完工|投产|落地|签约|建成|投用|通车)(?:建设|投产|投用)?$"
)
_HERD = frozenset({"出栏", "存栏", "饲养量", "出栏量", "存栏量"})
HERDED = lazy(r"(?:出栏|存栏|饲养总?|养殖总?)量?")
_SIZE = frozenset({"面积", "总面积", "里程", "总里程", "长度"})
_SIZES = frozenset({"亩", "公顷", "平方米", "平米", "平", "公里", "平方公里", "米"})
_RANKS = frozenset(
    f"{rank}级{more}" for rank in ("国家", "省", "市", "区", "县", "自治区") for more in ("", "以上")
)
_MEASURE = lazy(r"(?:增加值|产值|收入|利润|利税|税收|投资|销售额|出口额?)$")
_VERBS = lazy(r"(?:共|累计|全年|实现|完成|引进|新引进|新增|达到?)+$")


class Choices(Behind):
    """Chooses the subjects of amounts."""

    def chosen(self, number: Number, phrase: Phrase, base: int, behind: str) -> Subject | None:
        """The subject of an amount: the noun before it, else the one behind it, else that of the sentence so far."""
        case = self.case(number, phrase, base, behind)
        for rule in _RULES:
            answer = rule(self, case)
            if answer is not None:
                return answer if isinstance(answer, Subject) else None
        return None

    def case(self, number: Number, phrase: Phrase, base: int, behind: str) -> Case:
        """Tell the noun before a number from words that name nothing of its own."""
        if phrase.noun.endswith(("提供", "给予", "拿出")):
            phrase = phrase._replace(end=phrase.start)  # 为企业提供4.1亿元资金: of whom it helps
        if behind and following.GOES_ON.match(behind):
            behind = ""
        end = number.end + len(behind)
        if behind and self.text[end : end + 1].isdigit():
            behind = _OF_NEXT.sub("", behind)  # 80项重点工程已竣工26项: not all of them
        # 3座公厕、5家市场: a new item, whose noun is behind
        listed = phrase.text.endswith(("、", "和", "及", "与"))
        if phrase.examples and number.plain == "宗" and _LAND.search(phrase.noun):
            phrase = phrase._replace(end=phrase.end - len("等"), examples=False)
        noun = "" if phrase.examples or listed or phrase.noun in _STOCK else phrase.noun
        housed = (
            self.subjects
            and noun[-1:] in _ENDS_HOUSED
            and _HOUSED.fullmatch(noun)
            and (number.plain == "套" or _STAGE.search(noun.removesuffix("建设")))
        )
        if housed:  # 开工项目95个、竣工62个
            noun, phrase = "", phrase._replace(said=phrase.said + noun)
        new = phrase.new or (phrase.done and not phrase.have)
        found = nouns.within(behind) if behind else ()
        among = self.among(number, phrase, base)
        return Case(number, phrase, noun, behind, base, found, new, number.plain in COUNTED, among)

    def of_those_before(self, case: Case) -> Subject | Refused | None:
        """Some of what the number before it counts: 非遗项目24项，其中省级5项."""
        number, noun, among = case.number, case.noun, case.among
        start, end = case.base + case.phrase.start, case.base + case.phrase.end
        if noun in _RANKS and (ranked := repeated.last_in(self.subjects, number.plain)) is not None:
            return replace(
                ranked, start=start, end=end, part=noun
            )  # 省级9家 behind 龙头企业36家，其中国家级2家
        if among is None:
            return None
        if noun == "亿元以上" and among.name.endswith("项目"):  # 重点项目236个，其中亿元以上97个
            return replace(among, start=start, end=end, name="亿元以上项目", full="", code=None, joined=True)
        if phrases.is_verb(noun):
            return replace(among, part=noun)  # 公交线路32条，其中调整8条
        known = nouns.at_end(noun) if noun else None
        unnamed = known is None or all(row.verbs is not None for row in known.rows)
        unnamed = unnamed or (
            number.plain in _SIZES and noun.endswith(among.name)
        )  # 新修公路216公里，其中二级公路38公里
        income = (among.code or "").startswith("disposable_income")
        own_name = sectors.has_own_name(noun)  # 其中装备制造产业产值215亿元
        measure = _MEASURE.search(noun)
        own_name = own_name or (measure is not None and not among.name.endswith(measure[0]))
        if noun and among.name.endswith(noun):  # 重点项目完成投资62亿元，其中高新区完成投资23亿元
            part = self.area or _VERBS.sub("", case.phrase.text[len("其中") : case.phrase.start])
            return replace(among, start=start, end=end, part=part) if part else Refused.REFUSED
        if noun and not income and unnamed and not own_name:
            return replace(among, start=start, end=end, part=noun)
        return None

    def among(self, number: Number, phrase: Phrase, base: int) -> Subject | None:
        """What the number before counts in the same unit, where 其中 opens the words."""
        if not self.subjects or self.subjects[-1].unit != number.plain:
            return None
        opens = phrase.text.startswith("其中") or self.text.startswith(("其中，", "其中,"), base - 3)
        return self.subjects[-1] if opens else None

    def measured_otherwise(self, case: Case) -> Subject | Refused | None:
        """What the number before counts, measured otherwise: 出让土地23宗、面积1460亩; 小区36个、4600户."""
        number, phrase = case.number, case.phrase
        last = self.subjects[-1] if self.subjects else None
        if last is None:
            return None
        if case.noun in _HERD and HERDED.search(last.name):
            animal = HERDED.sub("", last.name)  # 生猪存栏18.4万头、出栏31万头
            start, end = case.base + phrase.start, case.base + phrase.end
            return replace(last, start=start, end=end, name=animal + case.noun, full="", code=None)
        if (case.noun in _SIZE or (case.follows and not case.counted)) and last.unit in COUNTED:
            again = replace(last, code=None)
            bare = not phrase.text and number.plain in _SIZES  # 治理小流域5条42平方公里
            if bare or self.code(again, number.amount.unit, change=False) != "other":
                return again
        listed = last.unit in COUNTED and last.unit != number.plain and phrase.text == "、"
        if case.follows and case.counted and not case.behind and (listed or last.unit in _SIZES):
            return replace(last, code=None)  # 建成设施大棚3600亩、1200座
        dated = not case.noun and "年" in phrase.text
        among = case.among if dated else None  # 新改建公路860公里，其中2020年完成210公里
        return (
            (replace(among, new=True, said=phrase.said, code=None) if case.new else replace(among))
            if among
            else repeated.of_next_area(self.subjects, self.area, number, phrase)
        )

    def named_before(self, case: Case) -> Subject | Refused | None:
        """The noun before a number: 新增学位1.2万个."""
        if not case.noun:
            return None
        subject = self.subject(case.phrase, case.base, case.phrase.start, case.phrase.end)
        among = case.among
        subject.new = case.new or (
            among is not None and among.new
        )  # 净增“四上”企业28家，其中规上工业企业11家
        if among is not None and among.name in IN_PARKS:
            subject.part = subject.part or among.part
        return subject

    def goes_on(self, case: Case) -> Subject | Refused | None:
        """What the sentence counted before: 签约项目96个，开工58个; 新增高新技术企业30家，总量达120家."""
        number, phrase = case.number, case.phrase
        if stage := _STAGE.search(phrase.said):
            for one in reversed(self.subjects):
                if one.unit == number.plain and _STAGE.sub("", one.name).endswith("项目"):
                    name = f"{stage[0]}项目"
                    return replace(one, name=name, full="", new=True, said=phrase.said, code=None)
        if (grown := repeated.that_grew(self.subjects, number, phrase)) is not None:
            return grown
        last = repeated.last_in(self.subjects, number.plain)
        if last is None:
            return None
        if last.new and phrase.text.lstrip("，、").startswith("累计"):
            return replace(last, new=False, code=None)  # “小巨人”企业新增2家、累计5家
        if _HOUSED.fullmatch(phrase.noun):
            return replace(last, new=True, said=phrase.noun, code=None)
        other = number.plain in CURRENCIES and phrase.done and not (phrase.new or phrase.have)
        if other and phrase.said not in last.said:
            return None  # 投入教育62亿元，兑付8亿元: of something else
        dated = (
            last.new and "完成" in phrase.said and not phrase.noun and "年" in phrase.text
        )  # …，今年完成5200个
        if not (phrase.have or phrase.start_value or case.new or dated):
            return None
        new = (case.new or dated) and not phrase.have
        known = nouns.head(last.name) if last.code and phrase.have else None
        if known:
            start, name = last.start + known.start, last.name[known.start :]
            return replace(last, start=start, name=name, new=new, said=phrase.said, code=None)
        said = last.said + phrase.said if dated else phrase.said or last.said
        return replace(last, new=new, said=said)


_RULES: tuple[Callable[[Choices, Case], Subject | Refused | None], ...] = (
    Choices.whom_it_helped, Choices.people_of, Choices.stage_behind, Choices.named_behind, Choices.of_those_before,
    Choices.measured_otherwise, Choices.named_before, Choices.goes_on,
)  # fmt: skip
