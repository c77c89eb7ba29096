"""Counts, quantities and money, named before the number (新增学位1.2万个) or behind it (建成5个公园)."""

from __future__ import annotations

from parsers.indicators.context.passage import Passage
from parsers.indicators.context.periods import Period
from parsers.indicators.copies import replace
from parsers.indicators.names import nouns, phrases
from parsers.indicators.names.phrases import Phrase
from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.names.values import measure_of
from parsers.indicators.sentence.numbers import COUNTED, Number
from parsers.indicators.sentence.subject import Subject
from parsers.indicators.uncoded import following, repeated, rules
from parsers.indicators.uncoded.choices import HERDED, Choices
from parsers.record import Measure
from parsers.text.patterns import lazy

_NEXT = lazy(r"(?:共计?|总计|合计|约|共约)?$")
_SORT = lazy(  # 开通7条城区、9条城乡公交线路, 3家国家级、12家省级实验室
    r"(?:(?:国家|自治区|省|市|区|县)级|国家|城区|城乡|城市|农村|乡镇|新建|改建|扩建|续建|公办|民办|普惠|大型|中型|小型)(?=[、和]\d)"
)
_PER = ("每", "平均每", "人均", "户均", "亩均", "万人", "千人")
PER_HEAD = lazy(r"每[百千万]名?(?:常住|户籍)?(?:人口|老年人|老人|儿童|人)?")  # 每千人拥有床位5.6张、医师2.1人
_CAPACITIES = frozenset({"吨", "千瓦", "兆瓦", "立方米", "方"})
_OUTPUT = lazy(r"(?<!专利)(?:产|加工|发电)量$")
_THOUSAND = lazy(r"^每?千(?![^，]*老)")  # 每千名老人拥有护理员38人 are no rate of all people
_FAR = 60  # characters from a rate to the next number that is of as many people
_PER_THOUSAND = frozenset({"hospital_beds", "doctors", "childcare_places"})
_HEADS = frozenset({"头", "头只", "头（只）", "头(只)", "羽", "匹", "峰", "羊单位"})
_BOXES = frozenset({"标箱", "标准箱"})
_MASSES = frozenset({"吨", "立方米", "方"})
_COMPANY = lazy(r"(?:公司|集团|工厂|厂区)(?:计划|累计|完成|总)*投资(?:额|总额)?$")
_OF_ONE = lazy(
    r"投资[\d.]+[万亿]+元的(?!重[点大]|省|市|县)[\u4e00-\u9fff“”]{3,}项目(?:累计|全年|已)*(?:完成)?投资$"
)
_DIFFERS = lazy(
    r"(?:(?:人均|月均|每人|每月|户均|亩均)(?:增加|增收|提高|减少)|下降|减少|上升|提高|降低|增长|缩短|压缩|同比(?:净|新)?(?:增加|增收|减收)|[增减]产|[较比][^，]{2,8}(?:增加|净增)|增多|(?:同比|[较比][^，]{2,8})[多少][\u4e00-\u9fff]{1,2})了?$"
)
_PLANNED = lazy(r"(?:计划|估算)?总?投资(?:总额|总?规模|额)?")
_ABOUT_WHEN = lazy(r"(?:预计|全年|可望|有望|可|将|已|稳定|保持)+$")  # 营业收入、利润总额预计全年可分别达到
_ADDS = lazy(r"[、，]?(?:增加|增长|减少|净增加)了?")  # 工业企业149家、增加89家
_LONGEST_ADDS = 5
_ELSEWHERE = lazy(r"(?:全国|全省|中国|世界|全球|国内|省内)(?:首批|共|仅有?|的|有)?$")
_ENDS_DIFFERS = frozenset("降少升高低长短缩加收了多产增")  # the last characters of what _DIFFERS matches
_ENDS_ELSEWHERE = frozenset("国省界球内批共仅有的")


def _is_mean(number: Number) -> bool:
    """Whether a number of things or people is none that can be counted: 执业医师3.2人 are those of each thousand."""
    return not number.amount.unit.startswith(("百", "千", "万", "亿")) and number.amount.value % 1 != 0


class Amounts(Choices):
    """Reads the counts, quantities and sums of a sentence; `waiting` are numbers whose noun is behind the next."""

    def __init__(self, text: str, passage: Passage) -> None:
        super().__init__(text, passage)
        self.waiting: list[tuple[Number, Phrase, str | None]] = []

    def amount(self, run: list[Number], phrase: Phrase, base: int, stop: int, end: int) -> int:
        """Read a count, a quantity or a sum of money; how many beyond the first of the row were read."""
        row, run = run, run if "分别" in phrase.text else run[:1]
        number, text, noun = run[0], self.text, phrase.noun
        if phrase.drop or (phrase.soft and self.is_doing(number, phrase)):
            return self.leave(run, phrase, rules.DOINGS)
        last = phrase.text[-1:]
        adds = 1 < len(phrase.text) <= _LONGEST_ADDS and _ADDS.fullmatch(phrase.text) is not None
        if adds and (one := repeated.last_in(self.subjects, number.plain)) and not one.new:
            return self.refuse(run, rules.DIFFERENCE)
        if (last in _ENDS_DIFFERS or "比" in phrase.text) and _DIFFERS.search(phrase.text[-14:]):
            return self.refuse(run, rules.DIFFERENCE)
        if last in _ENDS_ELSEWHERE and _ELSEWHERE.search(phrase.text[-6:]):
            return self.leave(run, phrase, rules.ELSEWHERE)
        if "分别" in phrase.text and len(run) == 1 and (alike := self.of_each(phrase, base)):
            self.amounts(run * len(alike), alike)
            return 0
        if "分别" in phrase.text and len(run) > 1:
            lead = phrase.text[: phrase.text.rindex("分别")]
            lead = lead[: m.start()] if (m := _ABOUT_WHEN.search(lead)) else lead
            subjects = self.named(lead, base, len(run), each=False)
            tail_at = phrase.text.rindex("分别") + len("分别")
            tailed = phrases.before(phrase.text[tail_at:])
            tail = tailed.noun
            for one in subjects:
                one.new, one.said = phrase.new or phrase.done, phrase.said
                if one.part is not None and one.part != self.area and tail:  # 高新区、望川新区分别完成税收
                    one.start, one.name = base + tail_at + tailed.start, tail
                    one.end = one.start + len(tail)
                    continue
                one.name += tail  # 现代服务业、文化产业分别实现增加值
            if len(subjects) != len(run) and tail and not phrases.before(lead).noun:
                one = self.subject(tailed, base + tail_at, tailed.start, tailed.end)
                one.new, one.said = tailed.new or tailed.done, tailed.said
                return self.of_each_year(run, one)
            return self.amounts(run, subjects)
        behind = (
            "" if number.suffix and number.plain in CURRENCIES else phrases.after(text[number.end : stop])
        )
        if behind.endswith("任务") and nouns.at_end(behind[:-2]) is not None:
            behind = behind.removesuffix("任务")  # 完成10个老旧小区改造任务
        if behind and not phrase.text.lstrip("、和") and number.plain in COUNTED and nouns.within(behind):
            verb = following.done_by_all(text, number.end + len(behind), end)
            phrase = phrase._replace(done=True, said=phrase.said + verb) if verb else phrase
        if number.plain in _CAPACITIES and following.OF_WORK.match(text, number.end, end):
            return self.leave(run, phrase, rules.WORK)
        begins = number.plain in COUNTED and (not noun or phrase.text.endswith(("、", "和")))
        sized = following.SIZED.match(text, number.end, end) if begins else None
        if sized is not None:  # 3个产值超千亿元、2个产值超500亿元的产业集群
            new = phrase.new or phrase.done
            named = Subject(*sized.span(), sized[0], new, phrase.said, part=self.area, full=sized[0])
            return self.amounts(run[:1], [named])
        if len(row) > len(run) and (subjects := self.in_order(row, phrase, base)):
            return self.amounts(row, subjects)
        if number.plain in COUNTED and not noun and (sort := _SORT.match(text, number.end, end)):
            self.waiting.append((number, phrase, sort[0]))
            return 0
        subject = self.chosen(number, phrase, base, behind)
        if subject is None:
            if _NEXT.match(behind) and stop < end and not noun:
                self.waiting.append(
                    (number, phrase, None)
                )  # 27宗320万平土地整理: the noun is behind the next
                return 0
            unknown = bool(behind) and number.plain in COUNTED  # 遴选5家孵化基地提供服务
            spent = number.plain in CURRENCIES and phrase.done and not noun  # 拿出2000万元支持企业
            rule = rules.NO_CODE if unknown else rules.SPENT if spent else rules.UNDECIDED
            if unknown and nouns.is_dropped(behind):
                rule = rules.DOINGS  # 落实支持创业30条举措
            return self.refuse(run[:1], rules.ONE if phrase.examples else rule)
        dropped = behind and nouns.is_dropped(behind)
        if dropped and subject.start >= number.end:
            dropped = not (following.EASED.match(behind) or following.SERVED.match(behind))
        if nouns.is_dropped(subject.name) or dropped:
            return self.leave(run, phrase, rules.DOINGS)
        full = subject.full or subject.name
        if "投资" in subject.name and (_COMPANY.search(full) or _OF_ONE.search(full)):
            return self.leave(run, phrase, rules.WORK)
        for waited, before, kind in self.waiting:
            new = before.new or before.done or subject.new
            self.amounts([waited], [replace(subject, new=new, part=subject.part or kind)])
        self.waiting = []
        return self.amounts(run[:1], [subject])

    def of_each(self, phrase: Phrase, base: int) -> list[Subject]:
        """Return the things that one number is of, each: 汽车、机电产业分别达到500亿元以上; none where it is of one."""
        lead = phrase.text[: phrase.text.rindex("分别")]
        subjects = self.named(lead, base, 1, each=True)
        if len(subjects) < 2 or phrases.before(phrase.text[len(lead) + len("分别") :]).noun:
            return []  # 金融、制造等领域分别引进人才50名: the talents are counted
        return [replace(one, new=phrase.new or phrase.done, said=phrase.said) for one in subjects]

    def of_each_year(self, run: list[Number], subject: Subject) -> int:
        """Give each number of one noun its year: 2019年、2020年两年，分别改造老旧小区18个和24个."""
        cue = self.cue
        if cue is None or cue.first is None or cue.last is None or cue.years != len(run):
            return self.refuse(run, rules.UNDECIDED)
        for year, number in zip(range(cue.first, cue.last + 1), run, strict=True):
            self.cue = Period(year, year)
            self.amounts([number], [replace(subject)])
        self.cue = cue
        return len(run) - 1

    def in_order(self, row: list[Number], phrase: Phrase, base: int) -> list[Subject]:
        """As many names as numbers that stand in a row: 供热、燃气、排水管网80公里、60公里、30公里; else none."""
        if any(number.plain != row[0].plain and number.plain not in COUNTED for number in row):
            return []
        subjects = self.named(phrase.text, base, len(row), each=False)
        if any(one.start < base for one in subjects):
            return []  # 灌溉面积2万亩，改造农田3万亩，解决5万人、3万头大牲畜的饮水困难: of nothing before
        return [replace(one, new=phrase.new or phrase.done, said=phrase.said) for one in subjects]

    def is_doing(self, number: Number, phrase: Phrase) -> bool:
        """Whether 开展, 处理 counts government's own doings: its noun has no code, and its number is no quantity."""
        if number.plain in _MASSES or number.plain in CURRENCIES:
            return False  # 处理固体废物12万吨, 化解隐性债务8亿元
        known = nouns.at_end(phrase.text[: phrase.end])
        return known is None or known.code(phrase.said, new=True) == "other"

    def leave(self, run: list[Number], phrase: Phrase, rule: str) -> int:
        """Leave a row of numbers out by a rule, and what its clause goes on to say of the noun that it names.

        住宅电话24万户，下降10%: the fall is of the noun that was left out, not of the subject before it.
        """
        self.forget(phrase, rule)
        return self.refuse(run, rule)

    def forget(self, phrase: Phrase, rule: str) -> None:
        """Forget the subjects so far where a phrase names something else, left out by a rule."""
        if phrase.noun:
            self.subjects, self.left = [], rule

    def rate_before(self, number: Number) -> str | None:
        """Return how many people the last rate before a number was for: 每千人口床位6.8张，执业医师3.2人."""
        rates = list(PER_HEAD.finditer(self.text, max(self.start, number.start - _FAR), number.start))
        return rates[-1][0] if rates else None

    def speaks_of_herds(self, subject: Subject) -> bool:
        """Whether animals are counted: 牲畜存栏86万头只，其中羊61万只."""
        animal = subject.name.endswith(("羊", "鸡", "鸭", "鹅", "兔", "禽", "牛"))
        return animal or any(HERDED.search(one.name) for one in (subject, *self.subjects))

    def amounts(self, run: list[Number], subjects: list[Subject]) -> int:
        """Make figures of amounts."""
        if len(run) != len(subjects):
            return self.refuse(run, rules.UNDECIDED)
        # 粮食、油料产量分别达到…: the reader of names could not pair what it does not know
        mixed = len(run) > 1 and any(not self.is_refused(one) for one in subjects)
        for number, subject in zip(run, subjects, strict=True):
            if number.start in self.taken:
                continue
            boxes = number.plain in _BOXES and subject.name.endswith(
                "吞吐量"
            )  # 港口货物吞吐量 has no such unit
            if self.is_refused(subject) and not (mixed or boxes):
                self.rule(number, rules.REFUSED)
                self.subjects, self.left = [], rules.REFUSED  # the growth behind it is of what was left out
                continue
            if (
                self.left in (rules.DOINGS, rules.WORK)
                and number.plain in CURRENCIES
                and _PLANNED.fullmatch(subject.name)
            ):
                self.rule(number, self.left)  # 谋划重点项目630个、总投资1280亿元
                continue
            owner = self.force.of(subject.name, subject.start, number.plain)
            if owner is not None and not owner.statistic:
                self.rule(number, rules.WORK)
                continue
            code = self.code(subject, number.unit, change=False)
            if code == "other" and following.is_vague(
                subject.name, number.plain, new=subject.new, said=subject.said
            ):
                self.rule(number, rules.UNNAMED)
                if subject.name.endswith("项目"):  # 在建项目346项、投产257项
                    self.subjects.append(replace(subject, unit=number.plain))
                continue
            shared = PER_HEAD.search(subject.said) if "每" in subject.said else None
            own = PER_HEAD.match(subject.name)
            per_head = shared is not None or subject.name.startswith(_PER) or _is_mean(number)
            people = shared[0] if shared is not None else own[0] if own is not None else None
            if per_head and not subject.name.startswith(_PER):
                people = people or self.rate_before(number)
            if per_head and code == "other" and shared is not None:
                head = nouns.at_end(subject.name)  # 每千人拥有床位5.6张、执业医师2.1人
                rate = head.code("", new=False) if head is not None and head.start == 0 else "other"
                code = rate if rate in _PER_THOUSAND and "老" not in shared[0] else "other"
            if per_head and code in _PER_THOUSAND and number.plain in COUNTED:
                if _THOUSAND.match(people or subject.name):
                    self.figure("ratio", code, subject, number)  # 每千人 and 每千常住人口 are one series
                    continue
                code = "other"  # 每万人拥有医师32人 is ten times as much
            if number.plain in COUNTED and _is_mean(number):
                code = "other"
            measure: Measure = "count" if number.plain in COUNTED and not per_head else "level"
            herd = number.plain in _HEADS or (number.plain == "只" and self.speaks_of_herds(subject))
            if code == "other" and (herd or _OUTPUT.search(subject.name)):
                measure = "level"  # 新能源汽车产量8.6万辆; 存栏18万头 as 出栏31万头
            if code != "other":
                measure = measure_of(code, number.unit, change=False) or measure
            whose = people if shared is not None or code == "other" else None
            self.figure(measure, code, subject, number, scope=whose)
        return len(run) - 1
