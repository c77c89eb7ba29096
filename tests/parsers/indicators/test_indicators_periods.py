"""Which years a figure is of, in sentences with several. Cases: data/periods.tsv."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.read import read

CASES = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "periods.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
TERMS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "terms.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
HEAD = "云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府，向大会报告工作，请予审议。\n一、2020年工作回顾\n"


@pytest.mark.parametrize(("text", "values"), CASES, ids=range(len(CASES)))
def test_periods(text: str, values: str) -> None:
    record = read((HEAD + text.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.period}" for i in record.indicators)
    assert found == sorted(values.split())


@pytest.mark.parametrize(("heading", "text", "values"), TERMS, ids=range(len(TERMS)))
def test_a_term_of_five_years(heading: str, text: str, values: str) -> None:
    title = "云溪区2017年政府工作报告\n各位代表：\n一、过去五年工作回顾\n"
    body = (title if heading.startswith("一") else f"{title}五年来，工作取得成效。\n{heading}\n") + text
    record = read((body.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.period}:{i.kind}" for i in record.indicators)
    assert found == sorted(values.split())


def test_the_first_year_of_a_term_is_one_year() -> None:
    text = "云桥区2017年政府工作报告\n各位代表：\n一、本届政府开局之年的工作\n新增绿地86万平方米。\n"
    assert {i.period for i in read(text.encode(), source="x.txt").indicators} == {"2016"}


STRETCHES = [
    (
        "一、“十三五”时期和2020年工作回顾",
        "过去的五年极不平凡。全区团结一心，各项事业取得成就。\n产业提质增效。新建高标准农田12万亩，城镇新增就业超5.2万人。\n"
        "民生持续改善。改造老旧小区82个，粮食产量达26万吨。\n刚刚过去的2020年很不平凡。地区生产总值增长5%。\n"
        "（一）全力稳就业。城镇新增就业1.3万人，新建公园14个。",
        "12@2016-2020:actual 5.2@2016-2020:actual 82@2016-2020:actual 26@2020:actual 5@2020:actual "
        "1.3@2020:actual 14@2020:actual",
    ),
    (
        "一、“十三五”时期发展成就和“十四五”时期主要目标",
        "“十三五”时期是极不平凡的五年。各项事业取得成就。\n主要预期目标是：城镇新增就业1.3万人，新建公园14个。\n新增学位900个。",
        "1.3@2021:target 14@2021:target 900@2021:target",
    ),
    (
        "一、“十三五”时期和2020年工作回顾",
        "这五年，我们奋力爬坡，面貌焕然一新。\n“十三五”末，公园达到36个。\n产业结构由2015年的15：45：40调整为10：44：46。\n"
        "新建停车位3600个。",
        "36@2020:actual 15@2015:actual 45@2015:actual 40@2015:actual 10@2020:actual 44@2020:actual 46@2020:actual "
        "3600@2016-2020:actual",
    ),
    ("一、“十三五”时期和2020年工作回顾", "2020年是收官之年。\n新建公园14个。", "14@2020:actual"),
    (
        "十三五工作回顾",
        "新建公园14个。\n（一）民生改善。贫困村退出12个，改造老旧小区82个。",
        "14@2016-2020:actual 12@2016-2020:actual 82@2016-2020:actual",
    ),
    (
        "二、今后五年的奋斗目标和2021年工作任务",
        "到2025年，森林覆盖率达到40%。\n2021年，城镇新增就业1.3万人。\n新建公园14个，造林3万亩。",
        "40@2025:target 1.3@2021:target 14@2021:target 3@2021:target",
    ),
    (
        "一、过去五年工作回顾",
        "城镇居民人均可支配收入8620元，比上年增长12%。地区生产总值46亿元，年均增长9%。",
        "8620@2020:actual 12@2020:actual 46@2020:actual 9@2016-2020:actual",
    ),
    (
        "二、2021年工作安排",
        "在2020年新增就业1.26万人的基础上，力争新增就业1.3万人。",
        "1.3@2021:target",
    ),
    (
        "一、过去五年工作回顾",
        "单位GDP能耗比2015年下降17%，氨氮排放量较2015年下降12%。",
        "-17@2020:actual -12@2020:actual",
    ),
    (
        "一、过去五年及2020年工作回顾",
        "2016年以来，各项工作取得成效。\n地区生产总值跨过两个台阶，2020年达126亿元；累计完成固定资产投资420亿元。",
        "126@2020:actual 420@2016-2020:actual",
    ),
    (
        "二、2021年工作安排",
        "三年内新增学位1.8万个，今年完成5200个。",
        "1.8@2021-2023:target 5200@2021:target",
    ),
    (
        "二、2021年工作安排",
        "力争一季度地区生产总值增长5%、上半年增长6%。规上工业企业达到120家，到“十四五”末达到160家。",
        "5@2021Q1:target 6@2021H1:target 120@2021:target 160@2025:target",
    ),
    ("二、十四五发展目标", "新建公园14个。", "14@2021-2025:target"),
    (
        "二、今后五年的奋斗目标",
        "今后五年，城镇化率达到60%，到2025年地区生产总值达90亿元；五年新增就业6万人。",
        "60@2025:target 90@2025:target 6@2021-2025:target",
    ),
    (
        "二、2021年工作安排",
        "在2020年新增停车位800个的基础上，再新增停车位900个；新增学位600个。",
        "900@2021:target 600@2021:target",
    ),
    (
        "一年来的工作",
        "做好各项工作，要咬定全年目标不放松：地区生产总值增长6%，新增就业1.3万人。",
        "6@2021:target 1.3@2021:target",
    ),
    ("一年来的工作", "圆满完成全年目标：地区生产总值增长6%，新增就业1.3万人。", "6@2020:actual 1.3@2020:actual"),
    (
        "一、过去五年工作回顾",
        "——实力提升。2020年，地区生产总值完成235亿元。累计实施重点项目14个，完成投资40亿元。2020年累计新建公园12个。",
        "235@2020:actual 14@2016-2020:actual 40@2016-2020:actual 12@2020:actual",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "text", "values"), STRETCHES, ids=range(len(STRETCHES)))
def test_what_an_opening_sentence_and_a_sum_say_of_several_years(
    heading: str, text: str, values: str
) -> None:
    head = HEAD.replace("一、2020年工作回顾", heading)
    record = read((head + text.replace("\\n", "\n") + "\n").encode(), source="x.txt")
    found = sorted(f"{i.value:g}@{i.period}:{i.kind}" for i in record.indicators)
    assert found == sorted(values.split())


PARTS = [
    "第一部分 2020年工作回顾|一、项目建设提速|第二部分 2021年工作安排|一、总体要求和奋斗目标|二、重大项目布局",
    "2020年工作回顾|一、“十三五”圆满收官|“十三五”收官、“十四五”开局的2021年工作安排|一、突出项目支撑",
    "2020年工作回顾|一、重点项目提速，实现“十四五”规划谋划良好开局|二、产业项目建设步伐加快|三、重点任务落实|2021年工作安排|一、加快项目建设，取得新成效",
    "第一部分 2020年工作回顾|一、项目建设提速|二、各项任务完成|第二部分 2021年工作安排|一、抓好重点项目",
    "过去一年的工作|一、狠抓项目|二、突出重点任务|今年的工作任务|一、实现成果共享",
    "一、2020年工作回顾|（一）重点项目提速|（二）目标任务落实|二、下一步工作重点|（一）狠抓项目|三、加强政府自身建设",
]


@pytest.mark.parametrize("parts", PARTS)
def test_numbered_headings_below_one_in_words_leave_it_in_force(parts: str) -> None:
    headings = parts.split("|")
    ahead = next(
        i
        for i, heading in enumerate(headings)
        if "安排" in heading or "今年" in heading or "下一步" in heading
    )
    head = HEAD.replace("一、2020年工作回顾\n", "")
    text = head + "".join(f"{heading}\n新建公园{i + 1}个。\n" for i, heading in enumerate(headings))
    found = [(i.kind, i.year) for i in read(text.encode(), source="x.txt").indicators]
    assert found == [("actual", 2020)] * ahead + [("target", 2021)] * (len(headings) - ahead)


def test_a_long_heading_without_a_number_is_no_cut_line() -> None:
    heading = "真抓实干开新局，今后五年发展目标与主要任务展望"
    lines = ["过去的一年，各项工作取得成效。", "新建公园9个。", "新建学校3所。", heading, "公园达到36个。"]
    record = read((HEAD + "\n".join(lines) + "\n").encode(), source="x.txt")
    assert [(i.kind, i.period) for i in record.indicators][-1] == ("target", "2025")


def test_lines_cut_at_a_width_are_joined() -> None:
    text = "全区经济运行总体平稳，主要任务落实有力，重点项目\n完成投资12亿元，新建公园9个，新增城镇就业总人数达到\n"
    text += "3200人，粮食产量稳定增长，居民生活水平进一步提高，\n新建学校3所。\n"
    record = read((HEAD + text * 2).encode(), source="x.txt")
    assert {(i.kind, i.period) for i in record.indicators} == {("actual", "2020")}
    assert 3200 in [i.value for i in record.indicators]


def test_this_year_so_far_is_the_year_of_delivery() -> None:
    text = "云溪区2020年政府工作报告\n——2020年5月18日在云溪区第九届人民代表大会第五次会议上\n一、2019年工作回顾\n"
    text += (
        "全区新建公园9个。\n今年以来，我们坚持两手抓、两手硬。一季度地区生产总值下降5.8%，新增就业800人。\n"
    )
    found = [(i.kind, i.period) for i in read(text.encode(), source="x.txt").indicators]
    assert found == [("actual", "2019"), ("actual", "2020Q1"), ("actual", "2020Q1")]


@pytest.mark.parametrize(
    ("day", "kind"), [("2021年1月18日", "target"), ("2021年4月18日", "actual"), ("2021年3月29日", "target")]
)
def test_a_quarter_of_the_plan_year_is_reached_only_where_it_was_over(day: str, kind: str) -> None:
    text = f"云溪区2021年政府工作报告\n——{day}在云溪区第九届人民代表大会第五次会议上\n"
    text += "一、2020年工作回顾\n工作取得成效。\n二、2021年工作安排\n今年一季度，规上工业增加值增长10%。\n"
    (figure,) = read(text.encode(), source="x.txt").indicators
    assert (figure.period, figure.kind) == ("2021Q1", kind)
