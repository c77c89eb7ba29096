"""Numbers that are no statistic of the division, each by a rule with a name."""

from __future__ import annotations

from string import ascii_letters

from parsers.indicators.names.units import CURRENCIES
from parsers.indicators.sentence.numbers import COUNTED, ORDINAL, Number
from parsers.text.patterns import lazy

NAME = "a number in a name"
THRESHOLD = "a threshold"
ORDER = "an ordinal, an age or a time"
DAMAGED = "digits destroyed"
RANK = "a rank"
POINTS = "percentage points"
MULTIPLE = "a multiple"
FULFILLED = "a share of a target"
AIMED_AT = "a target that was met"
DIFFERENCE = "a difference"
SERVED = "whom it was done for"
BRACKET = "in brackets"
RATIO = "a ratio"
BEFORE = "a value before"
DOINGS = "government's own doings"
WORK = "the size or cost of one work"
ONE = "one of several that are named"
ELSEWHERE = "of another division"
NO_CODE = "things done that no code stands for"
UNNAMED = "a group without a name of its own"
SPENT = "money for what has no name of its own"
REFUSED = "left out by the rules of its name"
HEADING = "in a heading or a line above the text"
SILENT = "in a list of promises or a glossary"
TABLE = "in a table"
OTHER_KIND = "in a document of another kind"
UNDECIDED = "undecided"
BASIS = lazy(r"的(?:较?高)?基[础数]之?上|高基数之?上")  # 在上年增长30%的高基数上再增20%
KEEPS_PHRASE = frozenset({NAME, THRESHOLD, ORDER})  # the phrase before the number goes on behind it

_WHOLE = lazy(r"(?:在|面对)?全([国省市])(?!首|率先|最|第|各|前|平均|排名|领先|统一|重点|一)")
_FULFILLED = lazy(
    r"(?:任务|计划|目标|指标|预算|进度)(?:数|值|总数|任务)?(?:的|完成了?|任务的|的近)*$|"
    r"占(?:全年|年度|当年)?(?:计划|预算|目标|任务)[^，]{0,6}的$|完成率(?:达到?|为)?$|完成(?:全年|年度|年初)[^，]{0,8}的$"
)
_OF_A_WORK = lazy(  # 完成造林任务6100亩, 完成危房改造任务86户, but not 完成造林任务86%, 完成年度改造任务
    r"(?:(?<!超额)完成|^[、和])[^，。年标]{0,8}?(?:造林|绿化|还林|种草|建设|修复|治理|改造|棚改|生产|种植|播种|收购|养殖|出栏|培训|搬迁|安置|"
    r"整治|拆除|拆迁|征收|征地|改厕|改水|硬化|植树|转移|减贫|脱贫)任务$"
)
_OVER = lazy(
    r"超额(?:完成[^，]{0,10})?$|(?:超收|短收|超出|高出|多出|节约|节省)了?$|(?:高于|低于|快于|好于|"
    r"优于|高过)(?:全|上|同|年|控|预|目|省|市|下达)[^，]*$"
    r"|(?<![占对环同])比(?!重|例|率|较|值)[^，]{1,16}(?<![提增减降扩加变做])(?:高|低|多|少|快|好|大|长|短|早|晚)出?了?$|领先[^，]*$|相差$"
)
_OPENS_OVER = lazy("[超短高多节低快好优领相比]")  # the first characters of what _OVER matches
_GROWN = ("增长", "增长了", "提高了", "增加了", "上升了")  # 出口额增长1.5倍 is a growth of 150%
_RANKS = ("第", "排", "排名", "列", "居", "位次", "前")
_MOVES = (
    "跃升",
    "上升",
    "前移",
    "提升",
    "进位",
    "前进",
    "后移",
    "下降",
    "跃升了",
    "上升了",
    "前移了",
    "提升了",
)
_AMONG = lazy(r"(?<![高初完职普其])中$")
_SERVED = lazy(
    r"(?:^|[^因成作称别均])(?:为|对|与|同|给|把|将|在|于|选取)$|(?:组织|联系|挂钩|针对|安排|指导|鼓励|"
    r"走访|服务|约谈|对接|覆盖)$|[向为对给][^，。]{1,10}的$"
)
_WORKED_ON = lazy(r"(?:完成|实施|开展|进行|实现)了?对$")
_OBJECT = lazy(  # 完成对86家散乱污企业的取缔: what was done is no service
    r"[\u4e00-\u9fff“”]{2,16}?的(?:全面|集中|综合|彻底|规范|全部|升级|提质)*(?:取缔|关停|关闭|整治|治理|改造|拆除|修缮|维修|加固|修复|提升|建设|清理|淘汰|绿化|硬化)"
)
HOUSING_PAID = lazy(  # 为512户低收入家庭发放租赁补贴
    r"(?P<name>[\u4e00-\u9fff]{0,16}?(?:发放|落实|提供)了?[\u4e00-\u9fff]{0,6}?(?:租赁|货币|租房|租金)补[贴助])"
)
_OPENS_NAME = frozenset(f'{ascii_letters}"+＋·—-“（(')
# The last characters of what the patterns above match: most words before a number end in none of them.
_ENDS_FULFILLED = frozenset("务划标算度数值的成了近率达到为")
_ENDS_SERVED = frozenset("为对与同给把将在于取织系钩对排导励访务谈接盖的")
_ENDS_ONE_WORK = frozenset("长宽地积容约")
_CLOSES_NAME = lazy(r"[A-Za-z+＋/·”\"\]】]")
_RUNS = lazy(r"班列|航班|列车|专列|动车|高铁")  # what is counted in 班次 and 列
_COMPUTING = lazy(r"算力|[智超通]算")  # what is measured in P
_LIFE = lazy(r"预?期望?寿命")  # 人均预期寿命81.2岁 is no age
_NEAR = 20
_ONE_WORK = lazy(r"(?:全长|全线长|总长|宽|占地|占地面积|库容)约?$")
_DAMAGE = frozenset("$?？×□■�◇#￥&_○〇")
_LOST = lazy(r"[$?？×□■�◇#￥&_][\d%万亿元.]")
ABOVE = frozenset({"以上", "及以上", "以下", "以内"})
_OF_A_SIZE = (
    "级",
    "的",
    "企业",
    "项目",
    "产业",
    "集群",
    "园区",
    "工业企业",
    "县",
    "强县",
    "镇",
    "强镇",
    "乡镇",
)  # 产值超10亿元企业6家
_RATED = frozenset({"兆瓦", "千瓦", "瓦", "千伏", "伏", "马力"})
_DEVICE = lazy(r"级?[\u4e00-\u9fff]{0,4}(?:压缩机|发电机|电动机|发动机|变压器|起重机|锅炉|电机|风机|机组)")
_RACE = lazy(r"(?:竞走|越野|徒步|长跑|健步走|健康跑|马拉松|骑行|毅行|铁人|跑)")
_OPENS_RACE = frozenset("竞越徒长健马骑毅铁跑")
_OF_BEDS = lazy(r"(?:养老|护理|医疗)?(?:病床|床位?)及?以[上下]")
_RADIUS = lazy(r"[\u4e00-\u9fff]{1,6}圈(?=[，。、；”]|$)")
_FORESEEN = lazy(  # 建成后年产值8亿元: what a work is to bring one day
    r"(?:预计|(?:投产|建成|达产|满产|投用)后)可?(?:实现|新增|完成)?年(?![末底内度初])[^，]*$"
)
_ALL_ABOVE = lazy(  # 村集体经济收入全部超10万元, 县县财政收入过10亿元，新增4个过20亿元
    r"(?:全部|全面|都)(?:超过?|突破|达到?)$|(?:县县|村村|镇镇|乡乡|户户)[^，]{0,8}(?:超过?|突破|过)$|^过$"
)
_ENDS_ALL = frozenset("超过破达到")
_END = ("", "、", "，", "。", "；", "的")


def not_one(number: Number, words: str, behind: str) -> str | None:
    """Return the rule by which a number is no statistic; None where it may be one.

    `words` stand before it in the clause, `behind` after it and its bound word.
    """
    lives = number.plain == "岁" and _LIFE.search(words) is not None
    words = words[-_NEAR:]
    last, follows = words[-1:], behind[:1]
    if last in _DAMAGE or last == "." or follows == "." or (follows in _DAMAGE and _LOST.match(behind)):
        return DAMAGED
    if behind == "过":
        return UNNAMED  # 新增4个过20亿元
    if follows == "的" and BASIS.match(behind) is not None:
        return BEFORE  # 在去年改造26个的基础上
    if number.plain == "位" and words.endswith(_MOVES):
        return RANK  # 较上年跃升11位
    if words.endswith(_RANKS) and not words.endswith(
        ("出列", "班列", "专列", "系列", "摸排", "安排", "减排")
    ):
        return RANK
    if number.plain in ORDINAL or (number.plain == "岁" and not lives):
        return ORDER
    if number.plain in ("班次", "列") and _RUNS.search(words) is None and _RUNS.match(behind) is None:
        return ORDER
    if last in _OPENS_NAME or (number.plain == "P" and _COMPUTING.search(words) is None):
        return NAME
    if not number.plain and (not number.amount.unit or _CLOSES_NAME.match(behind)):
        return NAME if behind[:1] not in _END or not number.amount.unit else UNDECIDED
    if "百分点" in number.plain or number.plain == "个点":
        return POINTS
    if number.plain == "倍" and not words.endswith(_GROWN):
        return MULTIPLE
    if last in _ENDS_FULFILLED and _FULFILLED.search(words):
        task = number.plain != "%" and _OF_A_WORK.search(words) is not None
        if not task:
            return FULFILLED
    if _OPENS_OVER.search(words) and _OVER.search(words):
        return DIFFERENCE
    if number.plain in CURRENCIES or (not number.plain and number.amount.unit):
        above = number.suffix in ABOVE and behind[:1] not in ("", "、", "，")
        if above or behind.startswith(_OF_A_SIZE) or (last in _ENDS_ALL and _ALL_ABOVE.search(words)):
            return THRESHOLD
    elif (
        number.suffix in ABOVE
        and number.plain not in COUNTED
        and number.plain != "%"
        and behind[:1] not in _END
    ):
        return THRESHOLD  # 50亩以上种粮大户
    if number.plain == "张" and _OF_BEDS.match(behind):
        return THRESHOLD  # 100张床位以上养老机构
    if number.plain in ("米", "天") and behind[:1] not in _END and not number.suffix:
        return NAME  # 500米公交站点覆盖率, 15天签约率
    if number.plain in _RATED and _DEVICE.match(behind):
        return NAME  # 20兆瓦电驱压缩机: what a machine is rated at
    if number.plain == "公里" and behind[:1] in _OPENS_RACE and _RACE.match(behind):
        return NAME  # 女子20公里竞走
    if number.plain in ("公里", "分钟") and _RADIUS.match(behind):
        return NAME  # 2公里充电服务圈
    if last == "中" and number.plain in COUNTED and _AMONG.search(words):
        return UNNAMED  # 38个行业中29个实现增长
    if "年" in words and ("预计" in words or "后" in words) and _FORESEEN.search(words):
        return WORK
    if last in _ENDS_ONE_WORK and _ONE_WORK.search(words):
        return WORK
    if (
        last in _ENDS_SERVED
        and number.plain in COUNTED
        and behind[:1] not in ("", "、", "，")
        and _SERVED.search(words)
        and HOUSING_PAID.match(behind) is None
        and not (last == "对" and _WORKED_ON.search(words) and _OBJECT.match(behind))
    ):
        return SERVED
    return None


def of_a_larger_whole(words: str, reach: str | None) -> str | None:
    """Return the rule for a number said of more than the division: 全省共有试点县12个.

    `reach` is the character that the division's own scope ends with: 区 for a district's report.
    """
    whole = _WHOLE.match(words)
    if whole is None:
        return None
    scope = whole[1]
    larger = scope == "国" or (scope == "省" and reach not in (None, "省"))
    return ELSEWHERE if larger or (scope == "市" and reach in ("区", "县", "旗")) else None
