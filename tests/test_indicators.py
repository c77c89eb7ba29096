"""Figures read from invented sentences in the manner of forty years of reports: counties, districts, cities.

Each case is a text, the years that its report looks back on and plans for, and every canonical figure in it:
`code measure kind value period`, with `max` after a slash for ranges and `-` for nothing.
"""

from __future__ import annotations

import pytest

from parsers.indicators import read
from parsers.page import Page
from parsers.record import Indicator, Problem

LEVEL = {"l": "level", "g": "growth", "r": "ratio", "c": "count"}
KIND = {"a": "actual", "e": "estimate", "t": "target"}
SHORT = {
    "budget": "general_public_budget_revenue", "invest": "fixed_asset_investment", "retail": "retail_sales",
    "industry": "industrial_value_added", "output": "industrial_output", "all": "disposable_income_all",
    "urban": "disposable_income_urban", "rural": "disposable_income_rural", "jobs": "new_jobs",
    "jobless": "unemployment_rate", "foreign": "foreign_capital", "domestic": "domestic_capital",
    "trade": "import_export", "services": "services_value_added", "primary": "primary_value_added",
    "secondary": "secondary_value_added", "energy": "energy_intensity", "tax": "tax_revenue",
    "forest": "forest_cover", "days": "air_quality_days", "firms": "enterprises_new",
    "hightech": "high_tech_firms_new", "urbanised": "urbanisation_rate",
}  # fmt: skip

# text | expected figures, for a report of 云溪区 on 2020 with plans for 2021
ONE_YEAR = [
    # levels, growth, what stands between
    ("全年实现地区生产总值320.5亿元，同比增长6.1%。", "gdp l a 320.5 2020; gdp g a 6.1 2020"),
    ("地区生产总值增长5.1%，达到856.6亿元。", "gdp g a 5.1 2020; gdp l a 856.6 2020"),
    ("实现地区生产总值（GDP）98亿元、增长7.2%，进出口总额下降4.5%。", "gdp l a 98 2020; gdp g a 7.2 2020; trade g a -4.5 2020"),
    ("固定资产投资完成184亿元，创近十年新高，增长46.1%。", "invest l a 184 2020; invest g a 46.1 2020"),
    ("规上工业增加值增长8.7%，高于全市平均水平1.2个百分点，增速居全市第二。", "industry g a 8.7 2020"),
    ("一般公共预算收入完成139.5亿元，为年初预算的103.2%，同口径增长15.3%。", "budget l a 139.5 2020; budget g a 15.3 2020"),
    ("税收收入占一般公共预算收入的比重达到88.6%。", ""),
    ("工业增加值占地区生产总值的比重提升至64.0%，高于全市均值28.5个百分点。", ""),
    ("服务业增加值占GDP比重达57.9%，对经济增长的贡献率为60%。", ""),
    ("社会消费品零售总额突破300亿元大关，达到301.2亿元。", "retail l a 301.2 2020"),
    ("社会消费品零售总额120亿元，是2015年的1.8倍，年均增长12.4%。", "retail l a 120 2020; retail g a 12.4 -"),
    ("固定资产投资41.4亿元，完成年度任务的112%，同比增长18.3%。", "invest l a 41.4 2020; invest g a 18.3 2020"),
    ("居民人均可支配收入超过5万元。", "all l a 5 2020"),
    ("城镇居民人均可支配收入52856元，增长6.7%；农村居民人均可支配收入21034元，增长8.9%。",
     "urban l a 52856 2020; urban g a 6.7 2020; rural l a 21034 2020; rural g a 8.9 2020"),
    ("城乡居民人均可支配收入分别增长5%和8%左右。", "urban g a 5 2020; rural g a 8 2020"),
    ("城乡居民人均可支配收入分别达到41200元和19800元，分别增长7.1%和8.3%。",
     "urban l a 41200 2020; rural l a 19800 2020; urban g a 7.1 2020; rural g a 8.3 2020"),
    ("农村和城镇居民人均可支配收入分别增长9.2%、7.5%。", "rural g a 9.2 2020; urban g a 7.5 2020"),
    ("万元GDP能耗、水耗分别下降4.3%、11.4%。", "energy g a -4.3 2020"),
    ("化学需氧量、单位GDP能耗分别下降2.1%和3.3%。", "energy g a -3.3 2020"),
    ("地区生产总值、固定资产投资、社会消费品零售总额分别增长7%、9.5%和8.1%。",
     "gdp g a 7 2020; invest g a 9.5 2020; retail g a 8.1 2020"),
    ("财政总收入、一般公共预算收入均增长8%以上。", "budget g a 8 2020"),
    ("三次产业增加值分别增长3.1%、5.6%和7.4%。", "primary g a 3.1 2020; secondary g a 5.6 2020; services g a 7.4 2020"),
    ("财政总收入52.6亿元，其中一般公共预算收入30.1亿元，增长4%。", "budget l a 30.1 2020; budget g a 4 2020"),
    ("一般公共预算总收入354亿元、增长7.3%，地方一般公共预算收入169亿元、增长6.8%。", "budget l a 169 2020; budget g a 6.8 2020"),
    ("固定资产投资总额606亿元，增长25.9%，其中社会投资占比七成，工业投资158亿元、增长22.2%。",
     "invest l a 606 2020; invest g a 25.9 2020"),
    ("固定资产投资增长5.2%，其中工业投资增长59.5%。", "invest g a 5.2 2020"),
    ("民间固定资产投资增长11%，房地产开发投资下降6%。", ""),
    ("人均GDP突破2万美元。", ""),
    ("人均地区生产总值达到12.3万元。", ""),
    ("出口总额42.6亿美元，与去年基本持平。", "exports l a 42.6 2020; exports g a - 2020"),
    ("外贸出口由负转正，增长3.2%。", "exports g a - 2020; exports g a 3.2 2020"),
    ("规模以上工业增加值扭负为正。", "industry g a - 2020"),
    ("固定资产投资总量净增30亿元。", ""),
    ("一般公共预算收入较上年增加3.2亿元，增长4.1%。", "budget g a 4.1 2020"),
    ("某产业园项目完成固定资产投资3亿元。", ""),
    ("青石街道实现税收2.4亿元，增长12%。", ""),
    ("全市地区生产总值增长6.5%，我区地区生产总值增长7.1%。", "gdp g a 7.1 2020"),
    ("面对全国生产总值增长2.3%的形势，全区地区生产总值增长3.1%。", "gdp g a 3.1 2020"),
    ("来源于辖区的财政总收入60亿元，区级一般公共预算收入22.4亿元，可比增长3.5%。", "budget l a 22.4 2020; budget g a 3.5 2020"),
    ("城镇登记失业率为2.4%（年度目标为控制在3.5%以下）。", "jobless r a 2.4 2020; jobless r t 3.5 2020"),
    ("城镇新增就业3.2万人，完成年度任务（2.8万人）的114.3%。", "jobs c a 3.2 2020; jobs c t 2.8 2020"),
    ("城镇登记失业率为2.02%，低于全市1.38个百分点。", "jobless r a 2.02 2020"),
    ("全年提供就业岗位28382个，新增就业17482人。", "jobs c a 17482 2020"),
    ("森林覆盖率达到42.3%，空气质量优良天数331天，PM2.5平均浓度28微克/立方米、下降9.4%。",
     "forest r a 42.3 2020; days c a 331 2020; pm25 l a 28 2020; pm25 g a -9.4 2020"),
    ("居民消费价格总水平上涨2.1%。", "cpi g a 2.1 2020"),
    ("常住人口城镇化率达到68.2%，年末常住人口86.3万人。", "urbanised r a 68.2 2020; population c a 86.3 2020"),
    ("新增高新技术企业30家，总量达到120家；新登记市场主体9535户，增长8%。",
     "hightech c a 30 2020; firms c a 9535 2020; firms g a 8 2020"),
    ("实际利用外资1.84亿美元，增长79.7%；引进省外资金88亿元、同比增长15.1%。",
     "foreign l a 1.84 2020; foreign g a 79.7 2020; domestic l a 88 2020; domestic g a 15.1 2020"),
    ("合同利用外资5亿美元，实际利用外资2亿美元。", "foreign l a 2 2020"),
    ("社会消费品零售总额722亿元，剔除一次性政策因素后增长10.5%。", "retail l a 722 2020; retail g a 10.5 2020"),
    ("一般公共预算收入79.3亿元，增长0.3%，剔除减税降费因素增长14.7%。", "budget l a 79.3 2020; budget g a 0.3 2020; budget g a 14.7 2020"),
    ("第三产业实现增加值365亿元，增长9.7%。", "services l a 365 2020; services g a 9.7 2020"),
    ("工业总产值超亿元企业达到35家，税收超千万元企业12家。", ""),
    ("规模以上工业总产值3662亿元、增长45.0%。", "output l a 3662 2020; output g a 45 2020"),
    ("地区生产总值同比增长2.1%,较上半年回升9.8个百分点;完成一般公共预算收入10.2亿元,同比增长1.2%.", "gdp g a 2.1 2020; budget l a 10.2 2020; budget g a 1.2 2020"),
    # parts of a year, other years
    ("一季度，地区生产总值增长3.5%。", "gdp g a 3.5 2020Q1"),
    ("上半年实现地区生产总值150亿元，全年实现地区生产总值320亿元。", "gdp l a 150 2020H1; gdp l a 320 2020"),
    ("2019年，全区地区生产总值300亿元。", "gdp l a 300 2019"),
    ("地区生产总值由2015年的210亿元增加到2020年的320亿元，年均增长7.5%。", "gdp l a 210 2015; gdp l a 320 2020; gdp g a 7.5 2016-2020"),
    ("五年来，地区生产总值年均增长8.2%，累计完成固定资产投资1300亿元，一般公共预算收入突破50亿元。",
     "gdp g a 8.2 2016-2020; invest l a 1300 2016-2020; budget l a 50 2020"),
    ("“十三五”期间，城镇新增就业累计12.6万人，居民人均可支配收入年均增长8.5%。", "jobs c a 12.6 2016-2020; all g a 8.5 2016-2020"),
    ("固定资产投资比2015年增长45%。", "invest g a 45 2020"),
    # estimates
    ("预计地区生产总值增长5.2%；固定资产投资增长8%。社会消费品零售总额增长8.3%。",
     "gdp g e 5.2 2020; invest g e 8 2020; retail g a 8.3 2020"),
    ("初步预计，地区生产总值突破190亿元。固定资产投资18.4亿元，增长46.1%。", "gdp l e 190 2020; invest l e 18.4 2020; invest g e 46.1 2020"),
    ("初步核算（下同），2020年我区实现地区生产总值382.56亿元。一般公共预算收入16.4亿元。", "gdp l e 382.56 2020; budget l e 16.4 2020"),
    ("预计2020年地区生产总值突破500亿元。地区生产总值约530亿元，规上工业增加值增长3%。", "gdp l e 500 2020; gdp l e 530 2020; industry g a 3 2020"),
    # targets
    ("今年全区经济社会发展的主要预期目标是：地区生产总值增长6%左右，一般公共预算收入增长2%，登记失业率控制在3.5%以内，居民收入与经济增长基本同步。",
     "gdp g t 6 2021; budget g t 2 2021; jobless r t 3.5 2021; all g t - 2021"),
    ("2021年主要预期目标为：地区生产总值增长6.5-7%，固定资产投资增长8.1%-8.6%之间，进出口总额实现正增长。",
     "gdp g t 6.5/7 2021; invest g t 8.1/8.6 2021; trade g t - 2021"),
    ("到2025年，全区主要预期目标是：地区生产总值达到500亿元，年均增长7%左右，城镇化率达到75%。",
     "gdp l t 500 2025; gdp g t 7 2021-2025; urbanised r t 75 2025"),
    ("综合考虑，建议2021年主要预期目标是：一般公共预算收入增长4%以上（按可比口径增长10%左右）。", "budget g t 4 2021; budget g t 10 2021"),
    # numbers
    ("地区生产总值达到三点五亿元，固定资产投资一百二十三万元，工业总产值增长百分之八点五。",
     "gdp l a 3.5 2020; invest l a 123 2020; output g a 8.5 2020"),
    ("地区生产总值0.7万亿元，外贸进出口总额3亿5千万元。", "gdp l a 0.7 2020; trade l a 3.5 2020"),
    ("地区生产总值１２３２億元，增長８．４％；財政一般預算收入２６．７億元。", "gdp l a 1232 2020; gdp g a 8.4 2020; budget l a 26.7 2020"),
    ("地区生产总值增长 1 2.5 %，新登记市场主体 3211 户。", "gdp g a 12.5 2020; firms c a 3211 2020"),
    ("固定资产投资1,234.5亿元，近20亿元的项目有3个。", "invest l a 1234.5 2020"),
    ("一般公共预算收入50多亿元。", "budget l a 50 2020"),
    ("社会消费品零售总额同比-3.5%。", ""),
]  # fmt: skip

OLDER = [
    (1984, "全县工农业总产值达到三亿二千万元，比上年增长12.3%，农民人均纯收入达到386元，比上年增加52元。", "rural l a 386 1984"),
    (1988, "社会商品零售总额1.86亿元，比上年增长18·5%；财政收入2130万元，粮食总产量4.2亿斤。", "retail l a 1.86 1988; retail g a 18.5 1988"),
    (1992, "全县国民生产总值完成6.8亿元，国内生产总值完成6.5亿元，增长14%，乡镇企业总产值突破9亿元。", "gdp l a 6.5 1992; gdp g a 14 1992"),
    (1996, "全市国内生产总值达到125亿元，比上年增长13.2%；地方财政收入5.6亿元，全社会固定资产投资38亿元。",
     "gdp l a 125 1996; gdp g a 13.2 1996; budget l a 5.6 1996; invest l a 38 1996"),
    (1999, "城镇居民人均可支配收入5120元，农民人均纯收入2208元，分别比上年增长6.5%和4.2%。",
     "urban l a 5120 1999; rural l a 2208 1999; urban g a 6.5 1999; rural g a 4.2 1999"),
    (2002, "实际利用外商直接投资2600万美元，出口创汇4100万美元；地方财政一般预算收入完成1.9亿元，增长11.8%。",
     "foreign l a 2600 2002; exports l a 4100 2002; budget l a 1.9 2002; budget g a 11.8 2002"),
    (2006, "单位生产总值能耗下降3.1%，城镇登记失业率控制在4.2%以内，城镇新增就业8600人。",
     "energy g a -3.1 2006; jobless r a 4.2 2006; jobs c a 8600 2006"),
    (2009, "全旗地区生产总值完成78亿元，增长16%；农牧民人均纯收入6120元，增长9.5%。", "gdp l a 78 2009; gdp g a 16 2009; rural l a 6120 2009; rural g a 9.5 2009"),
    (2013, "公共财政预算收入25.6亿元，增长12.4%；规模以上工业增加值46亿元，增长11%。",
     "budget l a 25.6 2013; budget g a 12.4 2013; industry l a 46 2013; industry g a 11 2013"),
    (2023, "地区生产总值增长5.8%，规上工业增加值增长7.7%，全体居民人均可支配收入增长6.2%，新设经营主体1.2万户。",
     "gdp g a 5.8 2023; industry g a 7.7 2023; all g a 6.2 2023; firms c a 1.2 2023"),
]  # fmt: skip

DESTROYED = [
    ("地区生产总值年均增长１$1.$2％。", "gdp g a - -", "１$1.$2％"),
    ("一般公共预算收入××亿元，增长X%。", "budget l a - 2020; budget g a - 2020", "××亿元"),
    ("固定资产投资7?22亿元。", "invest l a - 2020", "7?22亿元"),
    ("社会消费品零售总额增长□.5%。", "retail g a - 2020", "□.5%"),
    ("地区生产总值X亿元。", "gdp l a - 2020", "X亿元"),
    ("固定资产投资增长12.％。", "invest g a - 2020", "12.％"),
    ("固定资产投资增长1.2.5%。", "invest g a - 2020", "1.2.5%"),
    ("一般公共预算收入增长％。", "budget g a - 2020", "％"),
]  # fmt: skip


def figures(text: str, review: int | None = 2020, plan: int | None = 2021) -> tuple[list[Indicator], tuple[Problem, ...]]:
    indicators, problems = read(Page(text, given_title="云溪区政府工作报告"), review, plan, (), "work_report")
    for i in indicators:
        assert 0 <= i.start < i.end <= len(text)
    return [i for i in indicators if i.indicator != "other"], problems


def expected(line: str) -> list[tuple[str, str, str, float | None, float | None, str | None]]:
    rows = []
    for item in filter(None, line.split("; ")):
        code, measure, kind, value, period = item.split()
        low, _, high = value.partition("/")
        rows.append(
            (
                SHORT.get(code, code), LEVEL[measure], KIND[kind],
                None if low == "-" else float(low), float(high) if high else None, None if period == "-" else period,
            )
        )  # fmt: skip
    return sorted(rows, key=str)


def told(indicators: list[Indicator]) -> list[tuple[str, str, str, float | None, float | None, str | None]]:
    return sorted(
        ((i.indicator, i.measure, i.kind, i.value, i.value_max, i.period) for i in indicators), key=str
    )


@pytest.mark.parametrize(("text", "line"), ONE_YEAR, ids=range(len(ONE_YEAR)))
def test_one_year(text: str, line: str) -> None:
    assert told(figures(text)[0]) == expected(line)


@pytest.mark.parametrize(("year", "text", "line"), OLDER, ids=[year for year, _, _ in OLDER])
def test_forty_years_of_names(year: int, text: str, line: str) -> None:
    indicators, _ = read(Page(text), year, year + 1, (), "work_report")
    assert told([i for i in indicators if i.indicator != "other"]) == expected(line)


@pytest.mark.parametrize(("text", "line", "place"), DESTROYED, ids=range(len(DESTROYED)))
def test_destroyed_digits_give_no_value_and_a_problem(text: str, line: str, place: str) -> None:
    indicators, problems = figures(text)
    assert told(indicators) == expected(line)
    assert problems[0].code == "destroyed_digits"
    assert text[problems[0].start : problems[0].end] == place
