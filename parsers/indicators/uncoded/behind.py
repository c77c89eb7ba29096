"""A number's subject in the words behind it: 建成5个公园, 3200户居民用上天然气, 80项重点工程已竣工26项."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from parsers.indicators.copies import replace
from parsers.indicators.names import nouns
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.sentence.numbers import Number
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import following, repeated
from parsers.indicators.uncoded.percents import Percents
from parsers.indicators.uncoded.rules import HOUSING_PAID
from parsers.text.patterns import lazy

_LONGEST = 24  # characters of a noun phrase
_PEOPLE = frozenset({"人", "名", "口"})
_QUOTED = lazy(
    r"(?:国家级|省级|市级|区级|县级)?“[^”]{2,12}”"
)  # 建成8个“一刻钟生活圈”: a kind of thing with a name


class Refused(Enum):
    """The answer of a rule that knows that a number has no subject."""

    REFUSED = "it has no subject"


class Case(NamedTuple):
    """A number and the words around it, whose subject is looked for; `base` is where the words before it begin."""

    number: Number
    phrase: Phrase
    noun: str  # the noun before it; empty where it names nothing, or only what stands behind
    behind: str
    base: int
    found: tuple[tuple[nouns.Noun, int], ...]  # the known nouns behind it
    new: bool  # the words before it say that it was made or done, and not that it is there
    counted: bool  # it counts things or people
    among: Subject | None  # what the number before it counts in the same unit, where 其中 opens the words

    @property
    def follows(self) -> bool:
        """Whether it stands right behind the number before it."""
        return self.phrase.text in ("", "、")

    @property
    def quoted(self) -> bool:
        """Whether what was done is behind it in quotation marks: 建成8个“一刻钟生活圈”."""
        things = (
            self.phrase.done and self.number.amount.value > 1 and not nouns.HELPS.search(self.phrase.said)
        )
        return things and _QUOTED.match(self.behind) is not None


class Behind(Percents):
    """Chooses the subjects that the words behind an amount name."""

    def whom_it_helped(self, case: Case) -> Subject | Refused | None:
        """People whom something was done for, and money that went to them: 解决8600人饮水困难."""
        number, behind = case.number, case.behind
        for_people = number.plain in CURRENCIES and case.phrase.done and not case.noun
        if for_people and (well := following.FOR_LIVELIHOOD.match(self.text, number.end)):
            return Subject(
                *well.span("name"), well["name"], code="livelihood_expenditure", part=self.area, joined=True
            )
        if not (behind and case.counted):
            return None
        if not case.noun and "补" in behind and (paid := HOUSING_PAID.match(behind)) is not None:
            return replace(self.all_behind(number, paid["name"]), code="rent_subsidy_households", joined=True)
        people = behind[:1] in following.OPENS_PEOPLE
        eased = following.EASED.match(behind) if people else None
        eased = eased or (following.HELPED.match(behind) if people and number.plain == "人" else None)
        if eased is not None:
            return self.all_behind(number, eased[0].removesuffix("问题"))
        moved = following.MOVED_IN.match(behind) if number.plain in ("家", "户") else None
        if moved is not None and not case.phrase.examples:
            return replace(
                self.all_behind(number, "企业"), new=case.phrase.new, code="park_firms", joined=True
            )
        return Refused.REFUSED if following.PLACES_DO.match(behind) else None

    def people_of(self, case: Case) -> Subject | Refused | None:
        """The people of the households before: 生态搬迁320户1150人."""
        people = case.number.plain in _PEOPLE and not case.phrase.text
        last = self.subjects[-1] if self.subjects and people else None
        return replace(last, code=None) if last is not None and last.unit == "户" else None

    def stage_behind(self, case: Case) -> Subject | Refused | None:
        """How far so many of the projects before it are: 签约亿元以上项目60个，35个落地、20个开工建设."""
        return None if case.phrase.noun else repeated.of_stage(self.subjects, case.number, case.behind)

    def named_behind(self, case: Case) -> Subject | Refused | None:
        """The noun behind a number that has none before it: 建成5个公园."""
        number, phrase, behind, found = case.number, case.phrase, case.behind, case.found
        listed = bool(found) and case.counted and self.are_listed(case)
        if behind and (not case.noun or listed or (found and case.counted and not nouns.at_end(case.noun))):
            return self.first_behind(case) or Refused.REFUSED
        if behind.startswith("的") and found and not case.counted:
            return self.behind(number, phrase, behind, found, new=case.new)[0]
        others = case.counted and behind and not following.VERB.match(behind)
        return Refused.REFUSED if phrase.examples or others else None

    def are_listed(self, case: Case) -> bool:
        """Return whether the words before a number name as many things of the kind behind it, one by one.

        新建东风公园、滨河公园2座“口袋公园”
        """
        names = case.noun.split("、")
        kind = case.behind.strip("“”")[-2:]
        return (
            len(names) > 1
            and case.number.amount.value == len(names)
            and all(name.endswith(kind) for name in names)
        )

    def first_behind(self, case: Case) -> Subject | None:
        """What the words behind a number name; an unknown noun is read only where it is new."""
        number, phrase, behind = case.number, case.phrase, case.behind
        served = case.counted and following.SERVED.match(behind) is not None
        if served and behind.startswith("企业"):
            return self.all_behind(number, behind)  # 明泰机械等8户企业被认定为…: all of them are counted
        if case.counted and not phrase.said and (made := following.MAKES_SO_MUCH.match(behind)) is not None:
            return replace(
                self.all_behind(number, made["name"]), new=False, code="firms_by_size", joined=True
            )
        finished = following.FINISHED.match(behind) if case.counted and not phrase.examples else None
        if number.plain in following.TASK_UNITS and not phrase.text:
            finished = finished or following.TASK_DONE.match(behind)
        if finished is not None and number.amount.value > 1:
            name = finished["name"]
            if not following.is_vague(name, number.plain, new=True):
                return self.all_behind(number, name, behind[len(name) :])
        if case.found:
            subject, coded = self.behind(number, phrase, behind, case.found, new=case.new)
            if case.quoted and not coded and len(behind) <= _LONGEST:
                return self.all_behind(number, behind)
            return subject if coded or phrase.new or not case.counted else None
        if served and not phrase.examples and behind[:1] in following.OPENS_PEOPLE:
            return self.all_behind(number, behind[:_LONGEST])
        unknown = phrase.examples or not (phrase.new or case.quoted) or not case.counted
        if unknown or len(behind) > _LONGEST or following.VERB.match(behind):
            return None
        return replace(self.all_behind(number, behind, phrase.said), new=case.new)

    def all_behind(self, number: Number, name: str, said: str = "") -> Subject:
        """The subject whose name stands right behind a number."""
        start = number.end + (len(name) - len(name := name.removeprefix("的")))
        return Subject(start, start + len(name), name, new=True, said=said, part=self.area)

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
                number.end, number.end + cut + _closes(words, cut), words[:cut].lstrip("的"),
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


def _closes(words: str, cut: int) -> bool:
    """Return whether a quotation mark closes right behind a noun that it opened before: “口袋公园”."""
    return words[cut : cut + 1] == "”" and words.count("“", 0, cut) > words.count("”", 0, cut)
