"""Percentages: a share (占…比重), a change (增长), a rate (…率)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.indicators.copies import replace
from parsers.indicators.names import nouns, phrases, tails
from parsers.indicators.names.codes import codes
from parsers.indicators.names.naming import NAMES
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.sentence.numbers import Number
from parsers.indicators.sentence.predicates import GROWS_BEHIND
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import rules
from parsers.indicators.uncoded.shares import (
    EQUALS,
    FOR_LIVELIHOOD,
    OF_SPENDING,
    OWN_WHOLE,
    PLACES_REACHED,
    REACHED,
    SHARE,
    SHARE_NAME,
    SPENT_ON,
    rate_code,
    share_code,
)
from parsers.indicators.uncoded.topics import Sharing
from parsers.record import Measure
from parsers.text.patterns import lazy

_MODAL = (
    r"(?:了|约|近|将近|超过|超|逾|突破|达到|达|为|至少|不低于|不少于|不超过|分别|均|双双|在|速度|幅度|"
    r"保持|控制在|力争|以上|累计|同比|年均|(?<=[长增涨])率|高达)*$"
)
_CHANGE = lazy(
    r"(?=[递上提增扩升净下降减压回缩改削负涨])(?P<word>递增|上升|提高|提升|增加|上涨|扩大|升值|增值|净增|下降|降低|减少|压减|压缩|回落|下滑|"
    r"缩短|改善|削减|缩减|下跌|负增长|[增减]产|(?<!自然)增长|增速|增幅|降幅|涨幅|(?<=[比再])[增减]|^[增减降])"
    + _MODAL
)
_FALL = lazy(r"^[减降]$|减产|下降|降低|减少|压减|压缩|回落|下滑|缩短|改善|削减|缩减|降幅|下跌|负增长")
_THAN = lazy(
    r"(?:同比|环比|同步|按可比价|可比|名义|实际|保持|均|双双|总|分别|累计|平均|年均|每年|预计|以上|实现|必须|再|将|要|须|应|大幅度?|小幅|仅|略|微|明显|显著|逐年|稳步|持续|"
    r"比(?=$)|[比较](?:上年|去年|\d{4}年|“[^”]*”|前|同期|年初)[^，、]{0,6})+$"
)
_RATE = lazy(
    r"(?:效益综合指数|率|(?:机械化|综合|农机化|素养)水平|(?<=[造及盖损益与格惠化制扩])面|安全感|比例|比率|"
    r"(?<=[意盖中存和献向晓聚与信誉合])度|存贷比|(?:恩格尔|基尼)系数)$"
)
_INDEX = lazy(r"(?:价格|物价)总?指数(?:[（(][A-Z]{2,5}[）)])?$|空气[^，]{0,6}综合指数$|(?:恩格尔|基尼)系数$")
_MOST_OF_ONE = 12  # figures of a sentence, among which those of one number are looked for
_PRICES = (80, 150)  # price indices of the last forty years, the year before being 100
_BASED = lazy(r"(?P<scope>[比较](?:19|20)\d\d年)(?:[底末]|累计|分别|同期)*$")  # 二氧化硫排放量较2015年下降12%
_SECTORS = ("第一产业", "第二产业", "第三产业")
_THREE = lazy(
    r"(?:三次|三大|一二三|(?:第?一(?:产业)?、第?二(?:产业)?、第?三))次?产业(?:增加值)?(?:结构|比重|占比|比例)(?=分别)"
)
_TWO = lazy(
    r"(?:第?二(?:产业)?[、和]第?三|二三)产业(?:增加值)?$|(?:第?二(?:产业)?[、和]第?三|二三)产业(?:增加值)?(?=占)"
)
_IS = lazy(r"(?:分别)?(?:[是为]|相当于|接近|超过|达到?).*$")  # …收入是2015年的2倍
EACH = lazy(r"(?<![年月季日人户亩地平])均|双双|同步(?=增长)")
_REACHES = lazy(  # 占比由40%提高到50%: the value reached is a share of the same whole
    r"(?:进一步|逐步)?(?:提高|提升|上升|增加|扩大|增长|调整|优化|下降|降低|减少|回落)(?:到了?|至)(?:(?:19|20)\d\d年的?|目前的?|现在的?)?(?:约|近)?"
    r"|(?:增|升|降|减)至(?:约|近)?|、?达到?了?(?:约|近)?"
)
_COVERS = lazy(r"(?:以上)?的?(?:全?覆盖|普及)(?=[，。；、]|$)")  # 普惠性幼儿园100%覆盖
_POINTS = lazy(r"(?:(?<!劳动生产)率|比重|占比|比例)$")


def is_index(name: str, number: Number) -> bool:
    """Whether a number is the value of an index: 商品零售价格指数101.4, but not 102.3万元 or 上涨1.4%."""
    match = _INDEX.search(name)
    if match is None or number.amount.unit not in ("", "%"):
        return False
    prices = match[0].startswith(("价", "物"))
    return _PRICES[0] <= number.amount.value <= _PRICES[1] if prices else not number.amount.unit


class Percents(Sharing):
    """Reads the percentages of a sentence."""

    def percent(self, run: list[Number], words: str, base: int) -> int:
        """Read percentages in a row; how many beyond the first were read."""
        near = max(0, len(words) - 24)
        share, change = SHARE.search(words) if "占" in words else None, _CHANGE.search(words, near)
        if "相当于" in words:
            share = EQUALS.search(words) or share
        each = EACH.search(words[-8:]) is not None
        several = "分别" in words[-14:]
        if not several and len(run) > 1 and not each:
            names = words[: (change or share).start()] if change or share else words  # type: ignore[union-attr]
            several = self.pairs_off(names, len(run), grew=change is not None)
        if several and len(run) == 1:  # A、B分别下降3%
            if not phrases.before(words).noun:
                return self.refuse(run, rules.UNDECIDED)  # one number cannot be that of several names each
            several, each = False, True
        values = run if several else run[:1]
        three = _THREE.search(words) if several and len(run) == 3 and "产业" in words else None
        if three is not None:  # 第一、二、三产业占比分别为7%、46%和47%
            span = base + three.start(), base + three.end()
            return self.keep(run, [Subject(*span, name) for name in _SECTORS], "share", of="")
        two = _TWO.search(words) if several and len(run) == 2 and share else None
        if two is not None and share:  # 第二、三产业占地区生产总值的比重分别达到45%和48%
            span = base + two.start(), base + two.end()
            return self.keep(run, [Subject(*span, name) for name in _SECTORS[1:]], "share", of=share["of"])
        if share:
            subjects = self.named(words[: share.start()], base, len(values), each=each)
            subjects = self.of_the_topic(subjects)
            if not subjects and share.start() == 0 and (one := self.share_of_topic(base, share["of"])):
                subjects = [one]
            return self.keep(values, subjects, "share", of=share["of"], each=each)
        if change is None and not share and GROWS_BEHIND.match(self.text, run[-1].end) is not None:
            lead = words[: m.start()] if (m := _THAN.search(words)) else words
            subjects = self.named(lead, base, len(values), each=each)
            return self.keep(values, subjects, "growth", each=each, average="年均" in words)
        if change:
            lead = words[: change.start()]
            lead = lead[: m.start()] if (m := _THAN.search(lead, max(0, len(lead) - 24))) else lead
            leading = phrases.before(lead)
            if leading.drop or nouns.is_dropped(leading.noun):
                return self.refuse(values, rules.DOINGS)
            if _POINTS.search(lead):
                return self.refuse(values, rules.POINTS)
            falls = [_FALL.search(change["word"]) is not None]
            for before, after in pairwise(values):  # 分别增长7.4%、下降2.6%
                word = _CHANGE.search(self.text, before.end, after.start)
                falls.append(falls[-1] if word is None else _FALL.search(word["word"]) is not None)
            each = each or (len(values) == 1 and tails.are_whole(leading.noun))
            subjects = self.named(lead, base, len(values), each=each)
            average = "年均" in words or "递增" in words
            based = None if average else _BASED.search(words, 0, change.start())
            return self.keep(
                values,
                subjects,
                "growth",
                falls=falls,
                each=each,
                average=average,
                scope=based and based["scope"],
            )
        if (spent := SPENT_ON.match(self.text, run[0].end)) and not phrases.before(words).noun:
            name = Subject(*spent.span(), spent["name"], joined=True)
            name.start += 1
            return self.keep(run[:1], [name], "share", of=spent["of"])
        if "支" in words or "财" in words:
            spending, livelihood = OF_SPENDING.search(words), FOR_LIVELIHOOD.match(self.text, run[0].end)
            if spending is not None and livelihood is not None:
                name = Subject(*livelihood.span("name"), livelihood["name"], joined=True)
                return self.keep(run[:1], [name], "share", of=spending["of"])
        if (reached := REACHED.match(self.text, run[0].end)) and not phrases.before(words).noun:
            return self.keep(run[:1], [Subject(*reached.span("name"), reached["name"], joined=True)], "ratio")
        reached = PLACES_REACHED.match(self.text, run[0].end)
        if reached is not None and not phrases.before(words).noun:
            return self.keep(run[:1], [Subject(*reached.span("name"), reached["name"], joined=True)], "ratio")
        covered = _COVERS.match(self.text, run[0].end) is not None
        if (
            covered
            and (noun := phrases.before(words)).noun
            and not (noun.drop or nouns.is_dropped(noun.noun))
        ):
            one = self.subject(noun, base, noun.start, noun.end)
            return self.keep(run[:1], [replace(one, name=one.name + "覆盖率", full="", joined=True)], "ratio")
        last = self.subjects[-1] if self.subjects else None
        if (
            last is not None
            and (last.of is not None or SHARE_NAME.search(last.name))
            and _REACHES.fullmatch(words)
        ):
            self.outdone(last, run[0])
            return self.keep(run[:1], [last], "share", of=last.of or "")
        phrase = phrases.before(words)
        if phrase.drop or nouns.is_dropped(phrase.noun):
            return self.refuse(values, rules.DOINGS)
        each = each or (len(values) == 1 and tails.are_rates(phrase.noun))
        subjects = self.named(words, base, len(values), each=each)
        if subjects and is_index(subjects[-1].name, values[0]):
            return self.keep(values, subjects, "level", each=each)
        if subjects and SHARE_NAME.search(subjects[-1].name):
            subjects = self.of_the_topic(subjects)
            return self.keep(values, subjects, "share", of="", each=each)
        if subjects and _RATE.search(subjects[-1].name):
            return self.keep(values, subjects, "ratio", each=each)
        return self.refuse(values, rules.UNDECIDED)

    def is_read(self, subject: Subject, number: Number) -> bool:
        """Return whether the reader of names gave a number to a subject: A、B均增长8% are two figures of one number."""
        near = reversed(self.out.figures[-_MOST_OF_ONE:])
        return any(
            one.at is not None and one.at[0] == number.start and one.name[1] == subject.end for one in near
        )

    def pairs_off(self, lead: str, count: int, *, grew: bool) -> bool:
        """Decide whether as many things are named as numbers follow their change, in the words before it or earlier.

        零售额、网销额增长35%和37%; 游客500万人次、收入41亿元，增长13%和16%.
        """
        lead = lead[: m.start()] if (m := _THAN.search(lead)) else lead
        noun = phrases.before(lead).noun
        return len(NAMES.split(noun)) == count if noun else grew and len(self.subjects) >= count

    def topic(self, words: str) -> Phrase:
        """Return the noun phrase that the words before a change or a multiple speak of."""
        change = _CHANGE.search(words)
        lead = words[: change.start()] if change else words
        lead = lead[: m.start()] if (m := _THAN.search(lead)) else lead
        return phrases.before(_IS.sub("", lead))

    def rate_before_points(self, words: str, base: int) -> None:
        """Take up the rate that changed by points, for the value behind them: 贫困发生率下降2个百分点，降至3.4%."""
        change = _CHANGE.search(words, max(0, len(words) - 24))
        lead = words[: change.start()] if change else ""
        share = SHARE.search(lead) if "占" in lead else None
        if share is not None:  # A占B的比重提高2个百分点、达66%
            for one in self.named(lead[: share.start()], base, 1, each=False):
                self.subjects.append(replace(one, unit="%", of=share["of"]))
            return
        subjects = self.named(lead, base, 1, each=False) if lead else []
        if subjects and _RATE.search(subjects[-1].name):
            self.subjects.append(replace(subjects[-1], unit="%"))

    def refuse(self, values: list[Number], rule: str) -> int:
        """Leave numbers out by a rule; how many beyond the first."""
        for number in values:
            self.rule(number, rule)
        return len(values) - 1

    def keep(
        self, values: list[Number], subjects: list[Subject], measure: Measure, *, each: bool = False,
        of: str | None = None, falls: Sequence[bool] = (), average: bool = False, scope: str | None = None,
    ) -> int:  # fmt: skip
        """Make a figure of each number and its subject; how many numbers beyond the first were read."""
        falls = falls or [False] * len(values)
        if each and len(values) == 1:
            values, falls = values * len(subjects), [*falls] * len(subjects)
        if not subjects or len(subjects) != len(values):
            rule = rules.UNDECIDED if subjects or self.subjects or not self.left else self.left
            return self.refuse(list(dict.fromkeys(values)), rule)
        # 接待游客…，旅游收入…，分别增长: the reader of names could not pair what it does not know
        mixed = len(values) > 1 and any(not self.is_refused(one) for one in subjects)
        whole: str | None
        kind: Measure
        for number, subject, fall in zip(values, subjects, falls, strict=True):
            whole, kind = of, measure
            if len(subjects) > 1 and (own := OWN_WHOLE.search(subject.full)) is not None:
                begin = subject.end - len(subject.full)
                phrase = phrases.before(subject.full[: own.start()])
                if not phrase.noun:
                    self.rule(number, rules.UNDECIDED)
                    continue
                subject.start, subject.end = begin + phrase.start, begin + phrase.end
                subject.name, subject.full, whole, kind = phrase.noun, "", own["of"], "share"
            known = self.taken.get(number.start)
            if known is not None and (not each or self.is_read(subject, number) or self.is_refused(subject)):
                self.subjects.append(replace(subject, code=known.code, unit=number.plain))
                continue
            if kind == "share" and not whole and (rate := rate_code(subject.name)) is not None:
                kind, whole, code = "ratio", None, rate
            elif kind == "share":
                code = share_code(subject.name, whole or "")
                if code == "other" and (row := codes().get(subject.code or "")) and "share" in row.measures:
                    code = row.code  # 投入18亿元用于民生和社会事业，占一般公共预算支出的76%
                code = (
                    code
                    if code != "other" or subject.part is None
                    else self.code(subject, "亿元", change=False)
                )
            elif self.is_refused(subject) and not mixed:
                self.rule(number, rules.REFUSED)
                continue
            else:
                code = self.code(subject, "%", change=kind == "growth")
            subject.of = whole or "" if kind == "share" else None
            self.figure(
                kind, code, subject, number, fall=fall, of=whole or None, average=average, scope=scope
            )
        return len({n.start for n in values}) - 1
