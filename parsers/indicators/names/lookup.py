"""Which code a subject has: by its name and verbs, and by what its sentence speaks of."""

from __future__ import annotations

from parsers.indicators.copies import replace
from parsers.indicators.names import completed, nouns
from parsers.indicators.names.phrases import NOTE
from parsers.indicators.sentence.drafts import Drafts
from parsers.indicators.sentence.subject import Subject
from parsers.text.patterns import lazy

HARMLESS = lazy(r"^(?:全社会|全域|本级|各项|各类|累计|新增|地方|实现|完成|其中|共|总|年度?|当年|城乡|的)*$")
_BOOKED = lazy(r"(?:主营业务|主营|营业|销售)收入|(?P<profits>利润(?:总额)?)")
_ENDS_BOOKED = ("收入", "利润", "总额")  # the last characters of what _BOOKED matches
_INDUSTRY = lazy(r"工业(?:企业)?(?:实现|完成)?总?产值")
_OF_A_PARK = frozenset({"企业", "落户企业", "驻园企业", "投产企业", "园内企业"})
_FIRMS = lazy(r"规(?:模以)?上工业企业$")
_ABOVE_SCALE = lazy(r"规(?:模以)?上工业")
APPENDED = lazy(  # 养老金按时足额发放, 高新技术企业保有量
    r"(?:(?:按时|足额|及时|如期|全部|全额|累计)*(?:发放|拨付|支付|兑现|到位|下拨|支出|兑付|入库)|保有量|存量|总量|总数|数量|人数|(?<=[业目台心位社地园])数)$"
)
DONE_BEHIND = lazy(  # 5G基站建成360座, 学位供给增加3400个; 创新平台已建成12家 are all there are
    r"(?P<there>已经?|共)?(?:建成投用|基本建成|建成|投用|投运|更新|提质改造|提质升级|提档升级|升级改造|提质|入住|分配|提升|竣工|完工|新开工|开工|筹集|分配入住|配租|交付|完成|新增|增加|供给|供应|改造|建设|认定|引进|安装|铺设|投放|获批|获评|硬化)+$"
)
_ENDS_APPENDED = frozenset("库放付现位拨出量总数")  # the last characters of what APPENDED matches
_ENDS_DONE = frozenset("升新住用成运工集配租付增加给应造设定进装设放批评化")
_TAKEN_IN = lazy(
    r"[，,、]?(?:同比|比上年)?(?:增长|下降)?[\d.%]*[，,、]?(?:全年|年)?(?:实现|完成|取得|创造|带动|创)?"
)
_CARE = lazy(r"养老|托育|福利院|敬老|幸福院|照料")
_AMOUNT = r"(?:[\d.]+|[一二两三五十百千])*(?:(?:亿|千万|百万)元?|万元)"
_BY_SIZE = lazy(  # 年产值超10亿元企业, 亿元以上工业企业, 百亿级企业
    rf"(?:产值|利税|税收|纳税|营收|收入|产销|销售额?|主营)[^，]{{0,6}}{_AMOUNT}(?:以上|级|的)*[\u4e00-\u9fff]{{0,4}}企业$"
    rf"|^年?[超过]?{_AMOUNT}(?:以上|级|的)+[\u4e00-\u9fff]{{0,4}}企业$|^[超过]?{_AMOUNT}企业$"
)
_RECEIVED = lazy(r"实际(?:到位|到账|到资|利用|使用)(?:资金|额)?")
_RECEIVED_BEFORE = lazy(
    r"实际(?:利用|使用|到位|引进)(?:内资|外资|(?:(?:[省市县区域]|国内[省市县区])外)?(?:国内|境内)?资金)(?:(?:约|达|近|超)?[\d.]+[万亿]*(?:元|美元))?$"
)
TAKINGS = frozenset(
    {"收入", "综合收入", "总收入", "综合总收入", "总花费", "花费", "旅游消费", "消费总额", "创收"}
)
_CAPITAL = lazy(r"外资|内资|[省市县区旗州盟]外")
_OUTSIDE = lazy(r"(?:实际|引进|利用|到位)*[省市县区域旗州盟]外[^，。]*(?:项目|到位)(?:到位)?资金$")
SUMS = ("总额", "总量")
_PER_HEAD = lazy(r"(?:平均)?每|[百千][名人户](?!规模|大)|人均|户均|亩均|地均|万人(?!规模|大)")
_OPENS_PER_HEAD = frozenset("平每百千人户亩地万")
_BRACKETED = lazy(r"[（(](?!助理)[^（）()]{1,8}[）)]")  # 生活污水治理（管控）率
_KIND_OF_TOURISM = lazy(
    r"(?:(?:乡村|红色|生态|工业|农业|研学|冰雪|温泉|康养|夜间|文化)(?:旅)?游|(?:休闲|观光|体验|创意)农业|农家乐|民宿|景区|博物馆|古镇|古村)(?:共|累计|全年)?接待(?:国内外)?$"
)
_SENTENCE = 300  # characters in which money can follow the projects that it is for

_YIELD = frozenset({"总产量", "总产", "产量"})
_HARVEST = lazy(
    r"粮食(?:生产)?(?:“[^”]{2,4}”|再|又|喜获|连续|实现|稳定|稳产|持续|[一二三四五六七八九十]|连|年|获得|丰收|丰产|增产|增收|丰|稳|增)*[，,](?:全年|全[区县市])?(?:实现)?$"
)


class Lookup(Drafts):
    """Finds the code of a subject that the lexicon's reader did not name."""

    def looked_up(self, subject: Subject) -> str:
        """The code of a subject by its name: a name of the lexicon, else its head noun and verbs."""
        bracketed = "（" in subject.name or "(" in subject.name
        name = _BRACKETED.sub("", subject.name) if bracketed else subject.name
        if "]" in name or "］" in name:
            name, subject = NOTE.sub("", name), replace(subject, full=NOTE.sub("", subject.full))
        if (known := completed.code(name, subject.said, self.subjects)) is not None:
            return known
        if (
            name.endswith("床位")
            and "医" not in name
            and self.subjects
            and _CARE.search(self.subjects[-1].name)
        ):
            return "other"  # 新增养老服务设施21个、床位480张; 养老床位6200张，其中护理型床位3900张
        if name in completed.STANDARDS and self.speaks_of_dibao(subject):
            return "dibao_standard"  # 低保对象应保尽保，保障标准提高到690元
        received = name.startswith("实际") and self.subjects and _RECEIVED.fullmatch(name)
        if received and (kind := _CAPITAL.search(self.subjects[-1].name)):
            return (
                "foreign_capital" if kind[0] == "外资" else "domestic_capital"
            )  # 合同外资2亿美元，实际到位1亿美元
        if (
            name in ("外资", "内资")
            and self.subjects
            and _RECEIVED_BEFORE.search(self.text, self.start, self.subjects[-1].end)
        ):
            return (
                "foreign_capital" if name == "外资" else "domestic_capital"
            )  # 实际使用内资30亿元、外资3800万美元
        if name in TAKINGS and self.out.figures and self.follows_tourists(subject):
            return "tourism_revenue"  # 接待游客497万人次，实现综合收入25亿元
        if name in _YIELD and _HARVEST.search(self.text, self.start, subject.start):
            return "grain_output"  # 粮食生产喜获丰收，总产量达18亿斤
        if "外" in name and _OUTSIDE.match(name):
            return "domestic_capital"  # 引进省外2000万元以上项目资金
        lexical = nouns.lexical_end(name)
        if lexical is not None and lexical[0] != "other":
            lead = name[: lexical[1]]
            if HARMLESS.match(lead) or (subject.part and lead.startswith(subject.part)):
                return lexical[0]
        if name.endswith("企业") and (_BY_SIZE.search(subject.full) or _BY_SIZE.search(name)):
            return "other" if subject.new else "firms_by_size"
        if subject.part is not None and not subject.new and name in _OF_A_PARK:
            return "park_firms"  # 工业集聚区…，落户企业49家
        whole = subject.full or name
        if whole[1:] == name and whole[0] in "、，和及与":
            whole = name  # 改造危房86户、厕所320座
        whole = whole if "（" not in whole and "(" not in whole else _BRACKETED.sub("", whole)
        if subject.part is not None and len(name) > len(subject.part) and name.startswith(subject.part):
            whole = name = name[len(subject.part) :]  # 园区规模以上企业主营业务收入
        if name[:1] in _OPENS_PER_HEAD and _PER_HEAD.match(name):  # 每千人床位数 is not 床位数
            return completed.of_each(name, subject.said, new=subject.new)
        noun = nouns.at_end(whole)
        if noun is None and whole[-1:] in _ENDS_APPENDED:
            noun = nouns.at_end(APPENDED.sub("", whole))
        if noun is None and whole.removesuffix(name).removeprefix("直接") == subject.said:
            noun = nouns.at_end(name)  # 扶持创业: a row for the whole phrase, behind its verb
        done = noun is None and subject.new and name[-1:] in _ENDS_DONE
        verb = DONE_BEHIND.search(name) if done else None
        if verb is not None:
            subject, noun = (
                replace(subject, said=subject.said + verb[0], new=verb["there"] is None),
                nouns.at_end(name[: verb.start()]),
            )
        if noun is None or whole[: noun.start].startswith("服务"):
            return "other"  # 服务高新技术企业120家
        if noun.start and "接待" in whole and _KIND_OF_TOURISM.search(whole, 0, noun.start):
            return "other"  # 休闲农业接待游客126万人次
        code = noun.code(subject.said, new=subject.new)
        if code == "other" and verb is not None:
            code = noun.code(subject.said, new=True)  # 重点工程已竣工26项: nothing counts all that ever were
        if code == "other" and noun.is_flow and not subject.said and self.goes_on_new(subject):
            code = noun.code(self.subjects[-1].said, new=True)
        return "other" if completed.is_of_other(code, whole) else code

    def goes_on_new(self, subject: Subject) -> bool:
        """Whether a bare clause goes on with what is new: 新增公共停车位960个，公交车23辆."""
        new = bool(self.subjects) and self.subjects[-1].new and self.subjects[-1].said
        opens = self.text[subject.start - 1 : subject.start] in ("，", ",", "、")
        return bool(new) and opens and self.text[subject.end : subject.end + 1].isdigit()

    def speaks_of_dibao(self, subject: Subject) -> bool:
        """Decide whether the words before a bare standard, behind the last number, speak of 低保.

        保障标准分别提高到680元和520元 are two standards, of which one has no name.
        """
        if self.text.startswith("分别", subject.end):
            return False
        begin = self.subjects[-1].end if self.subjects else self.start
        return self.text.find("低保", max(self.start, begin), subject.start) >= 0

    def follows_tourists(self, subject: Subject) -> bool:
        """Decide whether the tourists of all the division stand right before a subject, in the same sentence."""
        last = self.out.figures[-1]
        if last.code != "tourist_arrivals" or last.start < self.start:
            return False
        return _TAKEN_IN.fullmatch(self.text, last.end, max(last.end, subject.start)) is not None

    def of_industry(self, subject: Subject, name: str) -> str | None:
        """The code of revenue and profits in a sentence on 规上工业: 规上工业增加值增长11%，实现主营业务收入521亿元."""
        if name == "增加值" and _INDUSTRY.search(self.text, self.start, subject.start):
            return "industrial_value_added"  # 工业总产值460亿元、增加值112亿元
        if name == "增加值" and self.subjects and _FIRMS.search(self.subjects[-1].name):
            subject.name, subject.joined = "规模以上工业增加值", True
            return "industrial_value_added"  # 规模以上工业企业达186家，完成增加值54亿元
        match = _BOOKED.fullmatch(name) if name[-2:] in _ENDS_BOOKED else None
        if match is None or not _ABOVE_SCALE.search(self.text, self.start, subject.start):
            return None
        return "industrial_profits" if match["profits"] else "industrial_revenue"

    def money(self, subject: Subject, name: str, unit: str) -> str | None:
        """The code that money has by what the sentence speaks of: 签约项目30个，总投资… is contracted."""
        if not unit.endswith("元"):
            return None
        sentence = self.text[max(self.start, subject.end - _SENTENCE) : subject.end]
        end = self.text[subject.end - len(SUMS[0]) : subject.end]
        named = (subject.full or name) + (end if end in SUMS and not name.endswith(end) else "")
        return completed.of_money(named, subject.said, sentence)
