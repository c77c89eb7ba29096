"""Which noun a number counts or measures: the one before it, the one behind it, or that of the sentence so far."""

from __future__ import annotations

from dataclasses import replace

from parsers.indicators.names import nouns, phrases, sectors
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.sentence.drafts import Subject
from parsers.indicators.sentence.numbers import COUNTED, Number
from parsers.indicators.uncoded import following, repeated
from parsers.indicators.uncoded.percents import Percents
from parsers.text.patterns import lazy

_LONGEST = 24  # characters of a noun phrase
_STOCK = frozenset(
    {"保有量", "总量", "总数", "拥有量", "存量", "数量", "总规模"}
)  # 新建充电桩560个，保有量达2300个
_LAND = lazy(r"(?:用地|土地|地块)等$")  # 出让商业、工业用地等6宗: all that is counted in 宗 is land
_STAGE = lazy(r"(?:开工|竣工|完工|投产|落地|签约)$")  # 签约项目96个，开工58个
_HOUSED = lazy(  # 保障性住房开工620套、基本建成480套
    r"(?:新?开工|竣工|完工|基本建成|建成|竣工投产|建成投产|投产|落地|分配|配租|交付)$"
)
_HERD = frozenset({"出栏", "存栏", "饲养量", "出栏量", "存栏量"})
_HERDED = lazy(r"(?:出栏|存栏|饲养)量?$")
_SIZE = frozenset({"面积", "总面积", "里程", "总里程", "长度"})
_SIZES = frozenset({"亩", "公顷", "平方米", "平米", "平", "公里", "平方公里", "米"})
_QUOTED = lazy(
    r"(?:国家级|省级|市级|区级|县级)?“[^”]{2,12}”"
)  # 建成8个“一刻钟生活圈”: a kind of thing with a name
_RANKS = frozenset(
    f"{rank}级{more}" for rank in ("国家", "省", "市", "区", "县", "自治区") for more in ("", "以上")
)


class Choices(Percents):
    """Chooses the subjects of amounts."""

    def chosen(self, number: Number, phrase: Phrase, base: int, behind: str) -> Subject | None:
        """The subject of an amount: the noun before it, else the one behind it, else that of the sentence so far."""
        new = phrase.new or phrase.done
        if phrase.have and not phrase.new:
            new = False
        counted = number.plain in COUNTED
        if phrase.noun.endswith(("提供", "给予", "拿出")):
            phrase = phrase._replace(end=phrase.start)  # 为企业提供4.1亿元资金: of whom it helps
        if behind and following.GOES_ON.match(behind):
            behind = ""
        # 3座公厕、5家市场: a new item, whose noun is behind
        listed = phrase.text.endswith(("、", "和", "及", "与"))
        if phrase.examples and number.plain == "宗" and _LAND.search(phrase.noun):
            phrase = phrase._replace(end=phrase.end - len("等"), examples=False)
        noun = "" if phrase.examples or listed or phrase.noun in _STOCK else phrase.noun
        if (
            noun
            and _HOUSED.fullmatch(noun)
            and (number.plain == "套" or _STAGE.search(noun))
            and self.subjects
        ):  # 开工项目95个、竣工62个
            noun, phrase = "", phrase._replace(said=phrase.said + noun)
        for_people = number.plain in CURRENCIES and phrase.done and not noun
        if for_people and (well := following.FOR_LIVELIHOOD.match(self.text, number.end)):
            return Subject(
                *well.span("name"), well["name"], code="livelihood_expenditure", part=self.area, joined=True
            )
        eased = following.EASED.match(behind) if counted and behind[:1] in following.OPENS_PEOPLE else None
        if eased is not None:
            name = eased[0].removesuffix("问题")
            return Subject(number.end, number.end + len(name), name, new=True, part=self.area)
        if counted and following.PLACES_DO.match(behind):
            return None
        things = phrase.done and number.amount.value > 1 and not nouns.HELPS.search(phrase.said)
        quoted = things and _QUOTED.match(behind) is not None
        found = nouns.within(behind) if behind else ()
        if behind and (not noun or (found and counted and not nouns.at_end(noun))):
            if counted and behind.startswith("企业") and following.SERVED.match(behind):
                # 明泰机械等8户企业被认定为…: all of them are counted
                return Subject(number.end, number.end + len(behind), behind, new=True, part=self.area)
            finished = following.FINISHED.match(behind) if counted and not phrase.examples else None
            if (
                finished is not None
                and number.amount.value > 1
                and not following.is_vague(finished["name"], number.plain, new=True)
            ):
                name = finished["name"]
                return Subject(
                    number.end, number.end + len(name), name, True, behind[len(name) :], part=self.area
                )
            if found:
                subject, coded = self.behind(number, phrase, behind, found, new=new)
                if quoted and not coded and len(behind) <= _LONGEST:
                    return Subject(number.end, number.end + len(behind), behind, new=True, part=self.area)
                return subject if coded or phrase.new or not counted else None
            people = counted and not phrase.examples and behind[:1] in following.OPENS_PEOPLE
            if people and following.SERVED.match(behind):
                name = behind[:_LONGEST]
                return Subject(number.end, number.end + len(name), name, new=True, part=self.area)
            if (
                phrase.examples
                or not (phrase.new or quoted)
                or len(behind) > _LONGEST
                or not counted
                or following.VERB.match(behind)
            ):
                return None  # an unknown noun behind its number is read only where it is new
            return Subject(number.end, number.end + len(behind), behind, new, phrase.said, part=self.area)
        if behind.startswith("的") and found and not counted:
            return self.behind(number, phrase, behind, found, new=new)[0]
        if phrase.examples or (counted and behind and not following.VERB.match(behind)):
            return None
        among = phrase.text.startswith("其中") and self.subjects and self.subjects[-1].unit == number.plain
        income = (self.subjects[-1].code or "").startswith("disposable_income") if among else False
        if noun in _RANKS and (ranked := repeated.last_in(self.subjects, number.plain)) is not None:
            # 省级9家 behind 龙头企业36家，其中国家级2家
            return replace(ranked, start=base + phrase.start, end=base + phrase.end, part=noun)
        known = nouns.at_end(noun) if noun and among else None
        unnamed = known is None or all(row.verbs is not None for row in known.rows)
        own_name = among and sectors.has_own_name(noun)  # 其中装备制造产业产值215亿元
        if among and phrases.is_verb(noun):
            return replace(self.subjects[-1], part=noun)  # 公交线路32条，其中调整8条
        if noun and among and not income and unnamed and not own_name:  # 科技进步奖31项，其中国家级12项
            return replace(self.subjects[-1], start=base + phrase.start, end=base + phrase.end, part=noun)
        follows = phrase.text in ("", "、")
        if noun in _HERD and self.subjects and _HERDED.search(self.subjects[-1].name):
            animal = _HERDED.sub("", self.subjects[-1].name)  # 生猪存栏18.4万头、出栏31万头
            begin, close = base + phrase.start, base + phrase.end
            return replace(self.subjects[-1], start=begin, end=close, name=animal + noun, full="", code=None)
        sized = noun in _SIZE or (follows and not counted)
        if sized and self.subjects and self.subjects[-1].unit in COUNTED:
            counted_land = replace(self.subjects[-1], code=None)  # 出让土地23宗、面积1460亩; 23宗1460亩
            bare = not phrase.text and number.plain in _SIZES  # 治理小流域5条42平方公里
            if bare or self.code(counted_land, number.amount.unit, change=False) != "other":
                return counted_land
        unit = self.subjects[-1].unit if self.subjects else ""
        listed = unit in _SIZES or (unit in COUNTED and unit != number.plain and phrase.text == "、")
        if follows and counted and not behind and listed:
            return replace(self.subjects[-1], code=None)  # 建成设施大棚3600亩、1200座; 小区36个、4600户
        if not phrase.text and counted and self.subjects and self.subjects[-1].unit == "户":
            return replace(self.subjects[-1], code=None)  # 易地扶贫搬迁1646户6680人
        if among and not noun and "年" in phrase.text:
            return replace(self.subjects[-1])  # 新改建公路860公里，其中2020年完成210公里
        if (again := repeated.of_next_area(self.subjects, self.area, number, phrase)) is not None:
            return again
        if noun:
            subject = self.subject(phrase, base, phrase.start, phrase.end)
            subject.new = new
            return subject
        if stage := _STAGE.search(phrase.said):
            projects = (
                s
                for s in reversed(self.subjects)
                if s.unit == number.plain and _STAGE.sub("", s.name).endswith("项目")
            )
            if (last := next(projects, None)) is not None:
                return replace(last, name=f"{stage[0]}项目", full="", new=True, said=phrase.said, code=None)
        if (grown := repeated.that_grew(self.subjects, number, phrase)) is not None:
            return grown
        last = repeated.last_in(self.subjects, number.plain)
        if last is not None and last.new and phrase.text.lstrip("，、").startswith("累计"):
            return replace(last, new=False, code=None)  # “小巨人”企业新增2家、累计5家
        if last is not None and _HOUSED.fullmatch(phrase.noun):
            return replace(last, new=True, said=phrase.noun, code=None)
        other = number.plain in CURRENCIES and phrase.done and not (phrase.new or phrase.have)
        if last is not None and other and phrase.said not in last.said:
            return None  # 投入教育62亿元，兑付8亿元: of something else
        if last is not None and (phrase.have or phrase.start_value or new):
            known = nouns.head(last.name) if last.code else None
            new = new and not phrase.have
            if known and phrase.have:  # 新增高新技术企业30家，总量达120家
                return replace(
                    last,
                    start=last.start + known.start,
                    name=last.name[known.start :],
                    new=new,
                    said=phrase.said,
                    code=None,
                )
            return replace(last, new=new, said=phrase.said or last.said)
        return None

    def behind(
        self,
        number: Number,
        phrase: Phrase,
        words: str,
        found: tuple[tuple[nouns.Noun, int], ...],
        *,
        new: bool,
    ) -> tuple[Subject, bool]:
        """The subject behind a number: the last noun that has a code for it, else the last; and whether it has one."""
        have = phrase.have and following.BOUND_ONLY.search(phrase.text) is None  # 超60家企业上云
        subjects = [
            Subject(
                number.end, number.end + cut, words[:cut].lstrip("的"),
                new or not (have or following.AT_WORK.match(words, cut)),
                phrase.said + words[cut:], part=self.area,
            )
            for _, cut in found
        ]  # fmt: skip
        unit = number.unit
        if not new:
            subjects = subjects[:1]  # 10个社康中心项目 that are only pushed on are projects
        coded = next((one for one in subjects if self.code(one, unit, change=False) != "other"), None)
        if coded is None and found[0][0].is_statistic:
            return subjects[0], True
        if coded is not None and not (new or have):
            code = self.code(coded, unit, change=False)
            stock = self.code(replace(coded, new=False), unit, change=False)
            made = code.endswith(("_new", "_built")) or stock not in ("other", code)
            if made and not following.MADE.search(words):
                return subjects[0], False  # 21家规上工业企业开展技改 are neither all nor new
        return coded or subjects[0], coded is not None
