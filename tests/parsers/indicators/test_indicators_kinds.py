"""Kinds of sentences that a fresh set of documents showed to be misread, each in invented words."""

import pytest

from parsers.read import read

HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # a multiple that something grew by is a growth, one that it is of another value is none
        ("外贸出口4600万美元，增长1.5倍。", ["exports level 4600", "exports growth 1.5"]),
        ("旅游综合收入增长1.2倍，是2015年的3倍。", ["tourism_revenue growth 1.2"]),
        # the verb repeats the end of the name
        ("固定资产投资全年累计完成投资205亿元。", ["fixed_asset_investment level 205"]),
        # 分别 with a word for change before each number
        (
            "规上工业企业实现营业收入410亿元、利润总额23亿元，分别增长7.4%、下降2.6%。",
            [
                "industrial_revenue level 410", "industrial_profits level 23",
                "industrial_revenue growth 7.4", "industrial_profits growth -2.6",
            ],
        ),
        (
            "固定资产投资、工业投资、民间投资分别增长9.2%、13.6%和下降2.4%。",
            [
                "fixed_asset_investment growth 9.2", "industrial_investment growth 13.6",
                "private_investment growth -2.4",
            ],
        ),
        (
            "一般公共预算收入和支出分别完成6.2亿元、21.4亿元。",
            ["general_public_budget_revenue level 6.2", "general_public_budget_expenditure level 21.4"],
        ),
        (
            "工业总产值460亿元、增加值112亿元，分别增长8.1%、6.9%。",
            [
                "industrial_output level 460", "industrial_value_added level 112",
                "industrial_output growth 8.1", "industrial_value_added growth 6.9",
            ],
        ),
        # what the number before grew by does not end its subject
        (
            "新登记经营主体3600户，增长9.2%，总量达2.4万户。",
            ["enterprises_new count 3600", "enterprises_new growth 9.2", "market_entities count 2.4"],
        ),
        ("旅游业实现收入52亿元。", ["tourism_revenue level 52"]),
        ("秸秆综合利用率达93%。", ["other ratio 93"]),
        ("粮食种植面积46万亩，总产量21万吨。", ["grain_area level 46", "grain_output level 21"]),
        # what is new is no stock, 5亿元以上 is not every project above 亿元
        ("新增A级景区2家，全区A级景区达到9家。", ["other count 2", "scenic_areas count 9"]),
        ("5亿元以上项目11个。", ["other count 11"]),
        (
            "签约项目96个，总投资320亿元，开工58个。",
            ["contracted_projects count 96", "contracted_investment level 320", "projects_started count 58"],
        ),
        ("发行专项债券16亿元。", ["special_bonds level 16"]),
        ("高新技术企业保有量达到76家。", ["high_tech_firms count 76"]),
        ("新增污水处理能力3万吨/日。", ["sewage_capacity_new level 3"]),
        (
            "接待游客量突破500万人次，实现旅游综合收入41亿元，同比增长13.2%和16.4%。",
            [
                "tourist_arrivals count 500", "tourism_revenue level 41",
                "tourist_arrivals growth 13.2", "tourism_revenue growth 16.4",
            ],
        ),
        ("出让土地12宗860亩。", ["land_granted count 12", "land_granted level 860"]),
        ("发放创业贷款3.6亿元，带动2800人就业。", ["other level 3.6", "residents_helped_into_work count 2800"]),
        ("农产品加工业产值达120亿元。", ["other level 120"]),
        ("规上工业全员劳动生产率增长6.5%。", ["other growth 6.5"]),
        ("城乡低保标准分别提高到每人每月680元和520元。", ["dibao_standard level 680", "dibao_standard level 520"]),
        # the last name's end belongs to the names before it
        (
            "基本养老保险、基本医疗保险参保人数分别达31万人和46万人。",
            ["social_insurance_participants count 31", "social_insurance_participants count 46"],
        ),
        ("4850名贫困人口稳定脱贫。", ["poor_population count 4850"]),
        ("12个贫困村如期实现出列。", ["poor_villages_exited count 12"]),
        ("出让土地23宗、面积1460亩。", ["land_granted count 23", "land_granted level 1460"]),
        ("2家企业成功上市。", ["listed_companies_new count 2"]),
        ("养老金按时足额发放7.2亿元。", ["social_insurance_benefits level 7.2"]),
        ("人口自然增长率4.2‰。", ["other ratio 4.2"]),
        ("锦澜公司投资12亿元建设的产线投产。", []),
        # a project that is done or begun is none of the stock; a round number in words is none
        ("锦澜广场等9个重大项目竣工投用。", ["projects_completed count 9"]),
        ("云天水泥等12个重点项目开工建设。", ["projects_started count 12"]),
        ("地区生产总值突破三百亿元，税收超过五十亿元。", []),
        (
            "新纳统规上工业企业28家，新升规商贸企业9家。",
            ["industrial_firms_above_scale_new count 28", "other count 9"],
        ),
        ("纳税超千万元企业达56家、超亿元企业6家。", ["firms_by_size count 56", "firms_by_size count 6"]),
        (
            "全部金融机构本外币存贷款余额分别为860亿元、720亿元。",
            ["deposits_balance level 860", "loans_balance level 720"],
        ),
        ("来源于云溪的财政总收入36亿元。", ["fiscal_revenue_total level 36"]),
        ("规上工业实现销售收入380亿元，经济效益综合指数286%。", ["industrial_revenue level 380", "other ratio 286"]),
        ("生物医药等高新技术产业快速壮大，产值已占规上工业总产值的36.5%。", ["high_tech_output share 36.5"]),
        ("按户籍人口计算，人均地区生产总值达到6.8万元。", ["gdp_per_capita level 6.8"]),
        ("望川产业园一期建成，全年完成全社会固定资产投资96亿元。", ["fixed_asset_investment level 96"]),
        # what is built again is of the noun before, levels are of the noun that they rank
        ("2020年新建学校3所，2021年将再建5所。", ["schools_built count 3", "schools_built count 5"]),
        (
            "全区农业龙头企业36家，其中国家级2家、省级9家。",
            [f"agricultural_leading_firms count {number}" for number in (36, 2, 9)],
        ),
        ("高新技术产业发展势头强劲，占规上工业总产值的比重达64%。", ["high_tech_output share 64"]),
        # 处理率 is a rate, 千伏 no thousand, 在建 no verb
        (
            "可吸入颗粒物年均浓度低于46微克/立方米，餐厨垃圾资源化处理率达72%。",
            ["other level 46", "other ratio 72"],
        ),
        ("新建110千伏变电站3座，培养对象26人，派发宣传册2600册。", ["other count 3", "other count 26"]),
        # a bare name is of the industry that the clause or the short sentence before speaks of
        (
            "服务业提档升级，增加值增长10.2%，占地区生产总值的比重达46%。",
            ["services_value_added growth 10.2", "services_share_of_gdp share 46"],
        ),
        ("全域旅游蓬勃发展，实现综合收入42亿元，增长21%。", ["tourism_revenue level 42", "tourism_revenue growth 21"]),
        ("工业转型提速。总产值达412亿元，增长7%。", ["industrial_output level 412", "industrial_output growth 7"]),
        (
            "规上工业企业增至142家，实现增加值71亿元、增长9.4%。",
            [
                "industrial_firms_above_scale count 142", "industrial_value_added level 71",
                "industrial_value_added growth 9.4",
            ],
        ),
        ("人均期望寿命提高到80.6岁，为65岁以上老人体检。", ["other level 80.6"]),
        ("批发业销售总额1320亿元，比增11.2%；住宿业营业额26亿元，比减3.4%。",
         ["other level 1320", "other growth 11.2", "other level 26", "other growth -3.4"]),
        ("科技进步贡献率达58.6%，招商引资56亿元。", ["other ratio 58.6", "other level 56"]),
        ("“2+4”主导产业完成综合税收52亿元，同比增长13%。", ["other level 52", "other growth 13"]),
    ],
)  # fmt: skip
def test_kinds_of_sentences(text: str, figures: list[str]) -> None:
    record = read((HEAD + text + "\n").encode(), source="x")
    assert sorted(f"{i.indicator} {i.measure} {i.value:g}" for i in record.indicators) == sorted(figures)


def test_a_title_is_no_heading_that_looks_ahead() -> None:
    text = "2021年云溪区政府工作报告\n一年来，全区各项事业取得新成绩。\n预计，地区生产总值实现246亿元，增长9.5%。\n"
    record = read(text.encode(), source="x", title="2021年云溪区政府工作报告")
    assert {(i.kind, i.period) for i in record.indicators} == {("estimate", "2020")}


def test_an_industry_without_a_code_of_its_own_is_a_part() -> None:
    record = read((HEAD + "文化产业做大做强，主营业务收入超过30亿元，增长19%。\n").encode(), source="x")
    assert [(i.indicator, i.name, i.part) for i in record.indicators] == [
        ("other", "主营业务收入", "文化产业")
    ] * 2


def test_the_name_of_a_sum_is_whole() -> None:
    record = read((HEAD + "批发业销售总额1320亿元。\n").encode(), source="x")
    assert [i.name for i in record.indicators] == ["批发业销售总额"]


def test_an_estimate_of_the_three_sectors() -> None:
    record = read((HEAD + "预计三次产业比由10：42：48调整为9：41：50。\n").encode(), source="x")
    assert {(i.kind, i.period) for i in record.indicators} == {("estimate", "2020")}


def test_a_banner_under_the_title_of_a_county() -> None:
    text = (
        "县政府工作报告\n各位代表：\n现在，我代表旗第九届人民政府向大会作工作报告，请予审议。\n一、2020年工作回顾\n"
        "全旗上下团结奋斗，全旗面貌一新。2020年，全旗地区生产总值达到46.2亿元，增长5.1%。\n"
    )
    record = read(text.encode(), source="x")
    assert [(i.indicator, i.value) for i in record.indicators] == [("gdp", 46.2), ("gdp", 5.1)]


def test_an_estimate_ends_where_another_subject_begins() -> None:
    text = "初步统计，全区生产总值120亿元，增长6%。就业形势稳中向好，城镇新增就业3200人。\n"
    record = read((HEAD + text).encode(), source="x")
    assert [(i.value, i.kind) for i in record.indicators] == [
        (120, "estimate"),
        (6, "estimate"),
        (3200, "actual"),
    ]


def test_a_multiple_is_compared_in_percent() -> None:
    record = read((HEAD + "外贸出口增长1.5倍。\n").encode(), source="x")
    assert [(i.unit, i.unit_si, i.value_si) for i in record.indicators] == [("倍", "%", 150.0)]


def test_what_a_bracket_behind_them_says_of_figures() -> None:
    text = "全年地区生产总值增长11.5%，固定资产投资增长21%（以上均为预计数）。新建学校3所。\n"
    found = [(i.value, i.kind) for i in read((HEAD + text).encode(), source="x.txt").indicators]
    assert found == [(11.5, "estimate"), (21, "estimate"), (3, "actual")]


def test_sentences_that_end_with_a_half_width_stop() -> None:
    text = "研发投入占比预计达2.45%.新建学校3所.全年接待游客1563万人次,增长8.5%.\n"
    found = [(i.value, i.kind) for i in read((HEAD + text).encode(), source="x.txt").indicators]
    assert found == [(2.45, "estimate"), (3, "actual"), (1563, "actual"), (8.5, "actual")]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("生产总值增长8%。税收增长9%（以上为预计数）。", ["actual", "estimate"]),
        ("生产总值增长8%。税收增长9%。以上均为预计数。", ["estimate", "estimate"]),
        ("生产总值增长8%。以上指标均为预计目标。", ["actual"]),
    ],
)
def test_how_far_back_a_bracket_speaks(text: str, kinds: list[str]) -> None:
    assert [i.kind for i in read((HEAD + text + "\n").encode(), source="x.txt").indicators] == kinds


def test_an_output_among_firms_is_no_value_added() -> None:
    text = "规上工业企业32家，增加值12亿元，其中食品企业产值8亿元。\n"
    found = [(i.indicator, i.value) for i in read((HEAD + text).encode(), source="x.txt").indicators]
    assert found == [("industrial_firms_above_scale", 32), ("industrial_value_added", 12), ("other", 8)]


PLANNED = (
    "力争用两年完成旧区改造。稳妥推进学校布局调整，全市招生5000人。"
    "继续扩大就业，技能培训3万人。加快医院建设，新增床位600张。\n"
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PLANNED, "target"),
        (PLANNED + "去年的难题得到解决。\n", "actual"),
        (PLANNED.replace("力争", "") + "学校招生6000人。\n", "actual"),
        ("一、2020年工作回顾\n" + PLANNED, "actual"),
    ],
)
def test_an_excerpt_without_a_year_is_planned_where_it_aims_at_something(text: str, kind: str) -> None:
    head = "政府工作报告\n各位代表：\n（八）切实保障和改善民生\n"
    record = read((head + text).encode(), source="x.txt")
    assert record.kind == "work_report"
    assert {i.kind for i in record.indicators} == {kind}


PLANNED = "力争年内新建公园3个。今年再建学校2所。确保完成投资12亿元。继续加快建设。\n"
BASELINE = (
    "着力发展服务业。去年，我区社会消费品零售总额增长5.1%，任务紧迫。"
    "要培育限上单位，带动社会消费品零售总额增长7%。\n"
)


@pytest.mark.parametrize(
    ("title", "text", "periods"),
    [
        (
            "某区2024年政府工作报告",
            f"二、2024年工作安排\n今年，重点抓好以下工作：\n{BASELINE}",
            ["2023", "2024"],
        ),
        ("政府工作报告", BASELINE + PLANNED, [None, None]),
    ],
)
def test_the_year_before_holds_for_its_own_sentence_of_a_plan(
    title: str, text: str, periods: list[str | None]
) -> None:
    record = read(text.encode(), source="x.txt", title=title)
    found = [one for one in record.indicators if one.indicator == "retail_sales"]
    assert [(one.kind, one.value, one.period) for one in found] == [
        ("actual", 5.1, periods[0]),
        ("target", 7.0, periods[1]),
    ]
