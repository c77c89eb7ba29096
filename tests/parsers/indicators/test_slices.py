"""Pieces of reports without a title or a heading on time: of which years their figures are, and which are targets."""

import pytest

from parsers.read import read

PLANS = (
    "(一)聚焦发展动能转换，提升综合实力。大力培育龙头企业，积极承接产业转移，加快建设工业园区，我们要以项目带动发展。\n"
    "(二)加快产业优化升级，打造现代经济体系。到2025年，茶叶总产值突破12亿元，林果总产值达到10亿元，旅游总收入达到40亿元。\n"
    "(三)推进绿色低碳发展，严格生态保护。力争到2025年，森林覆盖率达到55%，空气质量明显改善。积极推进造林，加大治污力度。\n"
    "(四)强化民生保障，推进均衡共享。到2025年，全县学前教育毛入园率达到93%，城镇登记失业率控制在4.2%以内。抓好就业服务。\n"
)
FIVE = (
    "我们要通过五年的努力，使全市生产总值达到380亿元，年均增长11%以上；财政收入达到42亿元，城镇居民人均可支配收入增长60%。\n"
    "（二）加快转变发展方式，推动产业结构优化升级。大力发展装备制造，积极培育新材料，加快建设物流园，工业化率达到50%。到2015年，食品产业销售收入达到150亿元。\n"
    "（三）推进城镇建设，提高城市品质。加快建设学校、医院，深入开展绿化，着力整治污水，城镇化率提高到52%。到2015年，城区面积扩大到45平方公里。\n"
    "（四）改善民生，促进社会和谐。加快发展教育、医疗，扩大就业，完善社会保障，全县粮食总产稳定在25万吨，森林覆盖率达到40%。\n"
)
DASHES = (
    "----经济运行稳中有升，总体实力增强。坚持发展，2012年完成地方生产总值139.5亿元，同比增长12.1%，完成财政收入12.1亿元。\n"
    "----项目建设成果丰硕，后劲不断增强。2012年，全县竣工项目27个，固定资产投资完成85.4亿元，增长36.5%。\n"
    "----工业经济平稳增长，优势彰显。规模以上工业增加值完成58.6亿元，同比增长25.2%，规模以上工业企业达66家。\n"
    "----城乡面貌明显改善，品位提升。改造道路12公里，新建学校3所，2012年新增就业4200人，造林1.2万亩。\n"
    "----社会事业全面进步，民生改善。新农合参合率达97%，新建卫生院3所，城镇居民人均可支配收入达21560元。\n"
)
OVER = (
    "（五）着力建设美丽城乡。全区改造老旧小区26个，建设道路18公里，空气优良天数达到318天，造林1.6万亩。\n"
    "（六）着力发展社会事业。全年民生支出100.8亿元，新建学校12所，新增就业4200人，粮食总产21万吨，接待游客320万人次。"
    "新建卫生院3所。2018年民生实事项目基本完成，群众满意度提高。\n"
    "今年经济社会发展主要预期目标是：地区生产总值增长7.5%左右，财政收入增长6%，固定资产投资增长10%，城镇登记失业率控制在4%以内。\n"
)


def _figures(text: str) -> list[tuple[str, str, str | None]]:
    record = read(text.encode(), source="x.txt")
    assert record.kind == "work_report"
    return [(one.indicator, one.kind, one.period) for one in record.indicators]


def test_what_is_planned_to_a_year_is_aimed_at() -> None:
    found = _figures(PLANS)
    assert len(found) == 6
    assert {(kind, period) for _, kind, period in found} == {("target", "2025")}


def test_targets_of_five_years_are_of_those_that_end_with_the_year_named() -> None:
    found = _figures(FIVE)
    assert {kind for _, kind, _ in found} == {"target"}
    assert ("gdp", "target", "2011-2015") in found
    assert ("urbanisation_rate", "target", "2015") in found
    assert ("other", "target", "2015") in found


def test_a_review_is_of_the_year_that_its_figures_are_said_to_be_of() -> None:
    record = read(DASHES.encode(), source="x.txt")
    assert (record.review_year, record.plan_year) == (2012, 2013)
    found = _figures(DASHES)
    assert ("industrial_value_added", "actual", "2012") in found
    assert {period for _, _, period in found} == {"2012"}


def test_a_later_year_leaves_the_review_open() -> None:
    record = read((DASHES + "新城将在2016年基本建成。\n").encode(), source="x.txt")
    assert record.review_year is None


def test_a_year_that_is_over_is_not_that_of_the_targets_behind_it() -> None:
    targets = [one for one in _figures(OVER) if one[1] == "target"]
    assert len(targets) == 4
    assert {period for _, _, period in targets} == {None}


CHAPTER = (
    "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n地区生产总值增长6%。\n"
    "二、2021年工作安排\n（一）聚焦产业发展，坚定不移做强工业。全力推进项目建设。\n"
    "（二）聚焦品质民生，坚定不移办好所需所盼实事\n新建学校3所。确保城镇新增就业2600人。\n"
)


def test_a_chapter_headed_like_a_list_of_promises_is_prose_without_them() -> None:
    found = [(one.indicator, one.value) for one in read(CHAPTER.encode(), source="x.txt").indicators]
    assert found == [("gdp", 6), ("schools_built", 3), ("new_jobs", 2600)]


def test_the_numbers_of_promises_are_no_statistics() -> None:
    items = "（三）今年办好3件民生实事：\n1.新建公园5个。\n2.改造道路6条。\n3.建设停车位300个。\n"
    record = read((CHAPTER + items).encode(), source="x.txt")
    assert len(record.commitments) == 3
    assert [one.value for one in record.indicators] == [6, 3, 2600]


SECTIONS = (
    "（三）坚持创新引领，加快培育发展新动能\n深入实施梯度培育，2022年力争净增高新技术企业35家，科技型中小企业突破300家。\n"
    "（四）坚持扩大开放，激发市场主体活力\n新登记市场主体6000户以上，推进国企改革三年行动（2020—2022年）收官。\n"
    "（五）坚持建管并重，打造宜居城区\n改造老旧小区28个，打通断头路5条，空气质量优良天数比例达到86%以上。\n"
)
PROSE = (
    "七、用心办好民生实事，不断增进群众福祉\n2023年民生支出占一般公共预算支出比重稳定在80%以上。\n"
    "开展职业技能培训5000人次以上，城镇新增就业4200人，城镇调查失业率控制在5.5%左右，县域内就诊率提高到90%以上。\n"
)
REVIEW = (
    "2018年，全县地区生产总值增长7.9%，高于年初7.5%的预期目标，总量达142亿元，而2015年仅为108亿元。\n"
    "三大攻坚战扎实推进。空气质量优良天数301天，比2017年增加14天。城镇新增就业4760人。\n"
)
VISION = (
    "“十五五”时期，全市经济社会发展的主要目标是：到2030年，地区生产总值突破1500亿元，年均增长5.5%左右。\n"
    "展望2035年，我市将基本实现现代化。\n——创新能力增强。全社会研发投入年均增长10%以上，到2030年，高新技术企业达到400家。\n"
)


@pytest.mark.parametrize(
    ("text", "kind", "periods"),
    [
        (SECTIONS, "target", {"2022"}),
        (PROSE, "target", {"2023"}),
        (REVIEW, "actual", {"2015", "2018"}),
        (VISION, "target", {"2030", "2026-2030"}),
    ],
)
def test_a_piece_under_a_bare_title_is_dated_by_what_it_says(text: str, kind: str, periods: set[str]) -> None:
    found = read(text.encode(), source="x.txt", title="政府工作报告").indicators
    assert {one.kind for one in found} == {kind}
    assert {one.period for one in found} == periods


def test_a_plan_fulfilled_says_which_five_years_a_review_is_of() -> None:
    text = "“十三五”规划主要目标任务胜利完成。五年来，城镇新增就业11.3万人。市场主体总量达到8.6万户。\n"
    record = read(text.encode(), source="x.txt", title="政府工作报告")
    assert (record.review_year, record.plan_year) == (2020, 2021)
    assert {one.period for one in record.indicators} <= {"2020", "2016-2020"}
