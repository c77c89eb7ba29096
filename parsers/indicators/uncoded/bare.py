"""Numbers without a counter: what the noun before them is counted in (城镇新增就业5200, 5G用户突破12万)."""

from __future__ import annotations

from parsers.indicators.names import nouns, phrases
from parsers.indicators.sentence.numbers import COUNTED, Number
from parsers.text.patterns import lazy

PEOPLE = "人"
THINGS = "个"
_HEADS = (
    (
        PEOPLE,
        lazy(
            r"(?:人数|人口|人员|人才|就业|再就业|劳动力|务工|志愿者|游客|旅客|学生|教师|医生|医师|护士|党员|居民|农民|职工|"
            r"老人|户籍|参保|会员|从业者|毕业生|师生|残疾人|脱贫|减贫)(?:总[量数])?$"
        ),
    ),
    ("人次", lazy(r"人次(?:数|总[量数])?$")),
    ("头", lazy(r"(?:出栏|存栏)[量数]?$")),
    ("天", lazy(r"(?:天|日)数$")),
    (
        THINGS,
        lazy(
            r"(?:企业|公司|主体|商户|用户|农户|住户|户数|大户|合作社|农场|农家乐|民宿|学位|床位|车位|泊位|基站|网点|机构|专利|"
            r"商标|学校|幼儿园|公园|景区|平台|社区|行政村|充电桩|书屋|驿站|门店|[保拥]有量|授权量|申请量|家数|个数|件数|台数)"
            r"(?:总[量数])?$"
        ),
    ),
)
_TAUGHT = lazy(r"培训$")
_CLOSES = ("", "、", "和", "及", "与", "（", ")", "）")
_REACHES = lazy(r"(?:达到?了?|增至|升至|[到至]|超过?|突破|总[量数])(?:约|近|了)*$")
_FEWEST = 10  # 示范企业3: a number of a list, or cut off
_YEARS = range(1950, 2100)  # 数字企业2020: a year in a name


def counter(number: Number, words: str, behind: str, last_unit: str) -> str:
    """Return what a number without a counter counts, by the noun before it; empty where that is not clear.

    `words` stand before it in the clause, `behind` up to the next number; `last_unit` is that of the sentence's last
    figure (规上工业企业达到210，净增18).
    """
    value, magnitude = number.amount.value, number.amount.unit
    if behind[:1] not in _CLOSES or (not magnitude and value != value.to_integral_value()):
        return ""
    phrase = phrases.before(words)
    if phrase.drop or phrase.examples:
        return ""
    if not phrase.noun:
        return last_unit if last_unit in COUNTED and (phrase.new or phrase.have) else ""
    if not magnitude and (value < _FEWEST or value in _YEARS) and not _REACHES.search(words):
        return ""
    found = next((unit for unit, heads in _HEADS if heads.search(phrase.noun)), "")
    if found or nouns.at_end(phrase.noun) is None:
        return found
    return PEOPLE if _TAUGHT.search(phrase.noun) else THINGS
