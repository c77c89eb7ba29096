"""Codes of names that say too little alone: 经济 grows, 水耗 behind 万元GDP能耗, 总投资 behind 签约项目."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.indicators.names import nouns
from parsers.indicators.sentence.subject import Subject
from parsers.text.patterns import lazy

_RESIDENTS = lazy(
    r"(?:城镇|城市|(?P<rural>农村牧区|农牧区|渔农村|农村|农牧民|农民|牧区|牧民))(?:常住)?(?:居民)?"
)
_YIELD = frozenset({"产", "产量", "总产", "总产量"})
_SPENDING = frozenset({"支出", "财政支出"})
_ECONOMY = frozenset(
    {"经济", "经济总量", "国民经济", "全区经济", "全市经济", "全县经济", "全省经济", "地区经济总量"}
)
_USES = {
    "水耗": "water_intensity", "用水量": "water_intensity", "电耗": "electricity_intensity",
    "能耗": "energy_intensity",
}  # fmt: skip
_FIRMS = lazy(r"规(?:模以)?上工业企业$|规模工业企业$")
_PUSHES = lazy(r"[推带促拉][动进]|支撑|贡献|助[推力]|撬动|保障|服务")  # 投资带动经济增长1.5%
_MADE = {
    "总产值": "industrial_output", "工业总产值": "industrial_output", "产值": "industrial_output",
    "工业产值": "industrial_output", "增加值": "industrial_value_added",
}  # fmt: skip
_SECTORS = {
    "一产": "primary_value_added", "二产": "secondary_value_added", "二产业": "secondary_value_added",
    "三产": "services_value_added", "服务业": "services_value_added", "三产业": "services_value_added",
}  # fmt: skip
_BOOKED = lazy(r"(?:主营业务|主营|营业|销售)收入|营收|利润(?:总额)?|利税(?:总额)?")
_ACCOUNTS = frozenset({"gdp", *_SECTORS.values()})
STANDARDS = frozenset({"标准", "保障标准", "补助标准", "月人均标准", "年人均标准", "平均标准"})
_DIBAO = lazy(r"低保|最低生活保障")
_QUAKE = frozenset({"抗震改造", "抗震加固", "抗震设防改造", "农房抗震改造"})
_SOWN = frozenset({"播种面积", "种植面积", "总播面积"})
_ANIMAL = lazy(r"生猪|猪|肉牛|牛|肉羊|羊|家禽|肉鸡|鸡|鸭|鹅|兔|牲畜|大牲畜")
_SOLD = frozenset({"出栏", "出栏量"})
_ENDS_ANIMAL = frozenset("猪牛羊禽鸡鸭鹅兔畜")
_STAYED = lazy(  # 高校毕业生留省就业
    r"(?:毕业生|大学生|青年)[留来返回在赴][\u4e00-\u9fff]{1,3}(?:就业|就业创业|创业|创业就业)$"
)

_OF_PEOPLE = lazy(
    r"(?:每千|千)名?(?:常住|户籍)?人口?(?:拥有|占有|配备)?(?:医疗(?:卫生)?(?:机构)?|医院|卫生机构|3岁以下婴幼儿|婴幼儿)?"
)
_CONTRACTS = lazy(r"签约|招商|引进项目|合同|协议|意向")
_ATTRACTED = lazy(r"签约|招商|引进[^，。]{0,10}项目")
_ABROAD = lazy(r"境外投资|对外投资|外资|上级|中央|省级|专项|美元")
_PROJECTS = lazy(
    r"(?:重点|重大|亿元|政府投资|省市?)[^，。]{0,12}项目|重点工程(?=(?:累计|全年)?完成投资)|项目[^。]{0,6}(?:开工|开复工)"
)
_WORK = lazy(
    r"(?:^|[^总资额])(?:完成|年度|当年|年度计划|年度完成|年内计划)(?:年度)?投资(?:额|总额)?$|项目(?:完成)?投资(?:额|总额)?$"
)
_IN_PLACE = lazy(r"[，、]?(?:其中)?(?:实际|累计|已|引进)*到位(?:资金|内资)(?:总?额)?")
_WORKS = lazy(
    r"(?:重点|重大)[\u4e00-\u9fff]{0,4}(?:项目|工程)(?:年度|累计|当年)*(?:完成)?(?:年度)?投资(?:额|总额|总量)?$"
)
_TOTAL = lazy(
    r"(?:总投资|协议投资|合同投资|意向投资|签约投资|计划投资|(?<!招商)引资|(?:协议|合同|签约)招商引资)(?:总?额|总?金额|规模)?$|(?:^|[，、])投资(?:总额|额|规模)$"
    r"|签约(?:总?金?额|资金)$|(?:协议|合同)(?:资金|金额|引资额|总额)$|^总金额$"
)
_OTHERS = {  # what looks like a code's name and is of something else
    "built_up_area": lazy(r"园|开发区|高新区|经开区|新区|片区|(?<!城)镇"),  # 工业园区建成区面积
    "tax_cuts": lazy(r"药|采购|医疗|电价|用能|物流|融资"),  # 药品集中采购为群众减负
}
_CUT = lazy(r"[压缩削核]减|节约|节省")


def code(name: str, said: str, before: Sequence[Subject]) -> str | None:
    """Return the code of a name by its verbs and what the sentence spoke of before; None where it has none so."""
    if name in _ECONOMY and _PUSHES.search(said) is None:
        return "gdp"  # 经济增长5%左右, 经济总量达120亿元
    if name.startswith("重") and _WORKS.fullmatch(name):
        return "key_project_investment"  # 重大项目投资增长41%
    if "业" in name and _STAYED.search(name):
        return "residents_helped_into_work"
    last = before[-1] if before else None
    if last is None:
        return None
    if name in _SPENDING and last.code == "general_public_budget_revenue":
        return "general_public_budget_expenditure"  # 一般公共预算收入12亿元、支出35亿元
    if name in _YIELD and last.name.startswith("粮"):
        return "grain_output"  # 粮食种植面积62万亩，总产量28.5万吨
    if name in _SOLD and _ANIMAL.match(last.name):
        return "livestock_slaughtered"  # 生猪饲养量增长11%，出栏量增长12%
    if name in STANDARDS and _DIBAO.search(last.name):
        return "dibao_standard"  # 农村低保覆盖面达8%，标准提高到4800元
    if name in _QUAKE and "房" in last.name and "危" in last.name:
        return "dilapidated_houses_renovated"  # 改造农村危房48户、抗震改造17户
    if name in _SOWN and last.name.startswith("粮"):
        return "grain_area"  # 粮食产量28万吨，播种面积71万亩
    if name in _SECTORS and (last.name in _SECTORS or last.code in _ACCOUNTS):
        return _SECTORS[name]  # 一产增加值增长5.1%、二产增长11.4%
    if name in _USES and ((last.code or "").endswith("_intensity") or last.name in _USES):
        return _USES[name]  # 万元GDP能耗下降4.2%、水耗下降5%
    if name[-1:] in _ENDS_ANIMAL and _ANIMAL.fullmatch(name):  # 出栏生猪42万头、肉牛3.6万头、家禽320万羽
        lead = next((one for one in reversed(before) if not _ANIMAL.fullmatch(one.name)), last)
        return "livestock_slaughtered" if lead.name.startswith("出栏") else None
    residents = _RESIDENTS.fullmatch(name) if name[:1] in "城农牧" else None
    if residents and any((one.code or "").startswith("disposable_income") for one in before[-3:]):
        # 居民人均可支配收入3.9万元，其中城镇居民4.5万元、农村居民2.6万元
        return "disposable_income_rural" if residents["rural"] else "disposable_income_urban"
    if name in _MADE and _is_of_the_firms(before):
        return _MADE[name]  # 规模以上工业企业发展到56户，实现总产值38亿元、增加值11亿元
    if name == "人均" and last.code == "gdp":
        return "gdp_per_capita"  # 地区生产总值达160亿元，人均突破15万元
    return None


def _is_of_the_firms(before: Sequence[Subject]) -> bool:
    """Whether what was made is of the firms that a sentence began with, and not of some of them: 其中食品企业."""
    first, owner = (
        before[0],
        next(
            (
                one
                for one in reversed(before)
                if one.name not in _MADE and _BOOKED.fullmatch(one.name) is None
            ),
            None,
        ),
    )
    return (
        owner is not None
        and all(_FIRMS.search(one.name) for one in (first, owner))
        and owner.part == first.part
    )


def animal(name: str, before: Sequence[Subject]) -> str | None:
    """Return the animal that a number behind others is of, as a part of them: 肉牛 in 出栏生猪42万头、肉牛3.6万头."""
    return name if before and _ANIMAL.fullmatch(name) and code(name, "", before) else None


def of_money(name: str, said: str, sentence: str) -> str | None:
    """Return the code of money by what the sentence speaks of: 签约项目30个，总投资60亿元 is contracted."""
    if is_cut(name, said):
        return "other"
    if _WORK.search(name) and _PROJECTS.search(sentence):
        return "key_project_investment"
    if _IN_PLACE.fullmatch(name) and _ATTRACTED.search(sentence) and not _ABROAD.search(sentence):
        return "domestic_capital"  # 签约项目39个，到位资金13亿元
    if _TOTAL.search(name) and _CONTRACTS.search(sentence) and not _ABROAD.search(sentence):
        return "contracted_investment"
    return None


def of_each(name: str, said: str, *, new: bool) -> str:
    """Return the code of a name that says how many each thousand people have: 每千人口医疗机构床位."""
    noun = nouns.at_end(name)
    if noun is None:
        return "other"
    if _OF_PEOPLE.fullmatch(name, 0, noun.start):
        return noun.code("", new=False)
    return noun.code(said, new=new) if noun.start == 0 else "other"


def is_of_other(code: str, name: str) -> bool:
    """Return whether a name that ends like one of a code's is of something else: 药品集中采购减负2亿元."""
    return code in _OTHERS and _OTHERS[code].search(name) is not None


def is_cut(name: str, said: str) -> bool:
    """Return whether an amount is by how much a spending was cut: 压减一般性支出2亿元."""
    return name.endswith(("经费", "支出")) and _CUT.search(said) is not None
