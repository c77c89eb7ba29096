"""Lists that headings or sentences sort by how far their projects are, or by when they are to be done. All invented."""

from __future__ import annotations

import pytest

from parsers.commitments.announcing import groups
from parsers.read import read
from parsers.record import Record


def record(text: str, source: str = "list.txt") -> Record:
    return read(text.encode(), source=source)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.text.rstrip("。；"), one.status) for one in record(text).commitments]


def test_headings_with_marks_and_numbers_give_their_state_to_the_projects_below() -> None:
    text = (
        "云溪区政府承诺的2022年为民要事办得怎么样了\n2022年确定的为民要事共6件。\n■完全兑现的3件：\n1．东坡小学食堂启用。\n"
        "2．新增停车泊位300个。\n3．改造危桥4座。\n■部分兑现的1件：\n4．加装电梯20部。装好12部，另有5部正在安装。\n"
        "■调整的1件：\n5．建设北岸公园。因防洪要求，调整为修建健身步道2公里。\n■推迟的1件：\n6．区福利院投用。受工期影响，明年交付。"
    )
    assert found(text) == [
        ("东坡小学食堂启用", "completed"),
        ("新增停车泊位300个", "completed"),
        ("改造危桥4座", "completed"),
        ("加装电梯20部", "partly"),
        ("建设北岸公园", "adjusted"),
        ("区福利院投用", "delayed"),
    ]
    assert record(text).review_year == 2022


def test_names_are_parted_from_their_reports_below_such_headings() -> None:
    text = (
        "2021年云溪区重点民生项目考核结果\n考核结果分三种情况：\n（一）全面完成考核目标的项目（3个）\n1.村道硬化：硬化村道32公里，下达任务30公里。\n"
        "2.危房改造：竣工206户，户户通过验收。\n3.合格学校建设：4所学校全部挂牌。\n（二）没有完成考核目标的项目（2个）\n"
        "4.殡仪馆迁建：征地受阻，仅完成场地平整。\n5.第二水厂：土建完成40%，落后于计划进度。"
    )
    promises = record(text).commitments
    assert [one.text for one in promises] == [
        "村道硬化",
        "危房改造",
        "合格学校建设",
        "殡仪馆迁建",
        "第二水厂",
    ]
    assert [one.outcome for one in promises][1::2] == [
        "竣工206户，户户通过验收。",
        "征地受阻，仅完成场地平整。",
    ]
    assert {one.status for one in promises[3:]} == {"delayed"}


def test_groups_of_a_counted_list_may_each_name_only_some_of_theirs() -> None:
    text = (
        "今年以来，云溪区扎实推进民生工程建设。\n截至11月底，全区28项民生工程中，水库除险加固、乡村公路改造和敬老院修缮等9个工程类项目已全部竣工；"
        "高龄津贴、孤儿生活补助和学生资助等11个项目已完成年度任务；"
        "家政服务培训、电工培训和月嫂培训等3个技能类项目已全部完成。 |"
    )
    names = (
        "水库除险加固 乡村公路改造 敬老院修缮 高龄津贴 孤儿生活补助 学生资助 家政服务培训 电工培训 月嫂培训"
    )
    assert found(text) == [(name, "completed") for name in names.split()]
    assert [p.detail for p in record(text).problems] == ["the text announces 28, 9 could be distinguished"]


def test_a_joint_inside_a_name_parts_none() -> None:
    text = (
        "云溪区2022年民生实事推进情况\n30项民生实事中，村道硬化工程、供水和供电改造工程等10个基建项目已竣工验收，"
        "校园浴室改造、村级食堂建设等8个服务项目正在施工。"
    )
    names = ["村道硬化工程", "供水和供电改造工程", "校园浴室改造", "村级食堂建设"]
    assert [name for name, _ in found(text)] == names


def test_groups_of_what_is_no_list_of_livelihood_projects_are_none() -> None:
    text = (
        "云溪区经济运行平稳\n今年以来，全区坚持改善民生实事。产业园扩建、泵站改造和智能仓储等12个工业类项目已开工建设；"
        "商场改造、酒店翻修等5个服务类项目已全部完工。固定资产投资增长8%。"
    )
    assert record(text).kind == "other"


def test_a_number_of_a_heading_fits_a_list_that_runs_on_below_it() -> None:
    text = (
        "关于2021年度7件民生微实事办理结果的通报\n年终，区督查办逐件核验，结果如下。\n一、办结销号的3件\n包括：①安装路灯600盏；②改造塑胶操场；"
        "③开通城乡客运班线。\n二、尚在办理的2件\n包括：①登山步道（完成总工程量的七成）；②停车楼（地下一层浇筑完毕）。\n"
        "三、进度迟缓的2件\n包括：①农贸市场搬迁（商户安置方案未达成一致）；②社区卫生站（用地手续仍在报批）。"
    )
    assert found(text) == [
        ("安装路灯600盏", "completed"),
        ("改造塑胶操场", "completed"),
        ("开通城乡客运班线", "completed"),
        ("登山步道", "in_progress"),
        ("停车楼", "in_progress"),
        ("农贸市场搬迁", "delayed"),
        ("社区卫生站", "delayed"),
    ]


def test_what_stands_below_the_last_heading_is_no_project_of_it() -> None:
    text = (
        "云溪区2020年度民生工程落实情况公示\n区政府承诺办好4项民生工程，如期交付2项，跨年实施1项，未能启动1项。\n（一）如期交付的项目\n1、实验小学扩建工程\n"
        "2、东门菜场改造\n（二）跨年实施的项目\n1、望川桥拓宽工程。桩基施工结束，计划明年9月通车。\n（三）未能启动的项目\n"
        "1、公交首末站建设工程。选址涉及基本农田，规划调整尚未获批。\n云溪区人民政府督查室\n二〇二一年一月十日"
    )
    assert found(text) == [
        ("实验小学扩建工程", "completed"),
        ("东门菜场改造", "completed"),
        ("望川桥拓宽工程", "in_progress"),
        ("公交首末站建设工程", "delayed"),
    ]


def test_parts_of_a_plan_by_year_are_promises_without_a_state() -> None:
    text = (
        "关于明确云溪区2023年实事项目完成时序的函\n2023年区政府实事项目共5个，按完成时序分为两批。\n今年完成的项目有：文化活动中心改建、助餐点新增、"
        "社区医生设备配置；明年完成的项目有：精神卫生中心迁建、老旧住房成套改造。"
    )
    assert {status for _, status in found(text)} == {"unstated"}
    assert len(found(text)) == 5
    assert (record(text).review_year, record(text).plan_year) == (None, 2023)
    planned = (
        "云溪区2024年民生实事项目\n已纳入今年完成的项目有：新建幼儿园3所、改造老旧小区12个、新增停车位500个。"
    )
    assert [status for _, status in found(planned)] == ["unstated"] * 3
    new = (
        "云溪区2019年惠民行动计划\n安排惠民行动项目5个。其中，新开工项目3个，续建项目2个。\n新开工项目（3个）：\n1.南街管网改造；\n2.泥草房改造90户；\n"
        "3.第四中学维修。\n续建项目（2个）：\n1.区体育馆；\n2.北街绿化。"
    )
    assert [status for _, status in found(new)] == ["unstated"] * 5


def test_groups_whose_projects_are_sentences_end_where_the_next_is_counted() -> None:
    text = (
        "云溪区民生实事进展\n截至9月底，全区9件民生实事已完成3件。实验小学扩建已投用。城区公厕改造完成。社区食堂建成。正在推进3件。望川桥加固。"
        "中医院迁建。智慧停车。未开工3件。客运站搬迁。养老院建设。中转站建设。"
    )
    assert [status for _, status in found(text)] == ["completed"] * 3 + ["in_progress"] * 3 + ["delayed"] * 3


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("（三）未能启动的项目", (None, "未能启动")),
        ("一、办结销号的9件", (9, "办结销号")),
        ("■部分兑现的2件：", (2, "部分兑现")),
        ("二、按时序推进", (None, "按时序推进")),
        ("续建项目（5个）：", (5, None)),
        ("二、落后于序时进度的3个，分别为", (3, "落后于序时进度")),
    ],
)  # fmt: skip
def test_headings_that_sort_projects(heading: str, state: tuple[int | None, str | None]) -> None:
    said = groups.of_heading(heading)
    assert said is not None
    assert (said.count, said.state) == state


@pytest.mark.parametrize(
    "line",
    [
        "一、实施项目",
        "二、教育类项目（3个）",
        "三、存在的问题",
        "1.完成时限：6月底前",
        "（一）需要加快推进的项目",
        "建设项目情况",
        "一、湿地生态持续推进工程",
        "二、污水处理提标建成工程",
        "三、烂尾楼盘停工项目",
        "（一）断头路未打通项目",
        "新建完成类项目：",
        "村道竣工验收项目",
        "一、厕所改造完成任务",
        "教育类（年内建成）：",
        "住建局（完成后移交）：",
    ],
)
def test_other_headings_sort_no_projects(line: str) -> None:
    assert groups.of_heading(line) is None


def test_numbers_that_go_on_from_group_to_group() -> None:
    text = (
        "关于全区民生工程三季度推进情况的通报\n一、进度超前的1项\n主要是：（一）公益岗位开发（已开发260个，年度任务300个）。\n二、与序时进度持平的2项\n"
        "主要是：（二）社区养老驿站；（三）城市口袋公园。\n三、进度落后的2项\n主要是：（四）市民中心（招标流标，正在二次挂网）；（五）焚烧发电二期（环评尚未批复）。"
    )
    assert found(text) == [
        ("公益岗位开发", "in_progress"),
        ("社区养老驿站", "in_progress"),
        ("城市口袋公园", "in_progress"),
        ("市民中心", "delayed"),
        ("焚烧发电二期", "delayed"),
    ]


def test_a_heading_that_runs_on_gives_its_state_to_what_follows_its_stop() -> None:
    text = (
        "云溪区2022年重点民生实事完成情况\n（一）达到或超过目标的3项。新增就业820人，完成率102.5%；新增学位150个，完成率100%；低保标准每月不低于500元。\n"
        "（二）未达目标的1项。养老设施适老化改造完成率86%。"
    )
    assert [words for words, _ in found(text)] == [
        "新增就业820人",
        "新增学位150个",
        "低保标准每月不低于500元",
        "养老设施适老化改造",
    ]
    assert record(text).commitments[3].status == "in_progress"


def test_the_others_of_a_list_each_have_their_own_state() -> None:
    text = (
        "云溪区2018年民生工程完成情况\n2018年确定的7项民生工程，到年底完成4项，分别为供热扩容、学生营养午餐、农村危房改造、乡村医生补助；"
        "其余3项中，北镇敬老院正在内装，图书馆新馆完成招标，南河治理因资金缺口停工。"
    )
    assert [status for _, status in found(text)] == ["completed"] * 4 + [
        "in_progress",
        "in_progress",
        "delayed",
    ]
    assert [one.text for one in record(text).commitments][4:] == ["北镇敬老院", "图书馆新馆", "南河治理"]


def test_one_number_a_line_of_several_projects_under_a_heading_with_its_count() -> None:
    text = (
        "云溪区2020年度民生实事项目回头看\n一、全部达标的（3件）\n①城市书房建设\u3000②农贸市场改造\u3000③婴幼儿照护服务\n二、未达标的（1件）\n"
        "④美丽河湖建设\u3000受洪水影响，护岸重建"
    )
    assert found(text) == [
        ("城市书房建设", "completed"),
        ("农贸市场改造", "completed"),
        ("婴幼儿照护服务", "completed"),
        ("美丽河湖建设", "delayed"),
    ]
    assert not record(text).problems


def test_groups_whose_name_ends_a_sentence_and_groups_named_by_colours() -> None:
    text = (
        "关于云溪区2021年民生项目建设情况的汇报\n年初确定民生项目6项，竣工3项，在建2项，未开工1项。\n1.竣工项目。主要有：南苑小学扩建、文昌路改造、五里河治理。\n"
        "2.在建项目。主要有：体育馆、北苑中学。\n3.未开工项目。主要有：公交枢纽。"
    )
    assert [status for _, status in found(text)] == ["completed"] * 3 + ["in_progress"] * 2 + ["delayed"]
    lights = (
        "云溪区2023年度民生实事项目三季度亮灯通报\n"
        "绿灯（提前或按时推进）：城乡供水、养老服务、体育场地\n红灯（严重滞后）：文化综合体、山塘整治"
    )
    assert [status for _, status in found(lights)] == ["in_progress"] * 3 + ["delayed"] * 2


def test_a_status_in_brackets_before_its_project() -> None:
    text = (
        "云溪区2021年民生实事办理结果\n1.【已办结】新建农贸市场2个\n"
        "2.【办理中】文化中心（累计完成投资8000万元，占75%）\n3.【未办结】城南公园（因国土空间规划调整）"
    )
    assert found(text) == [
        ("新建农贸市场2个", "completed"),
        ("文化中心", "in_progress"),
        ("城南公园", "delayed"),
    ]
    assert record(text).commitments[2].outcome == "因国土空间规划调整"


def test_a_result_behind_what_was_promised_is_compared_with_it() -> None:
    text = (
        "云溪区2020年重点惠民实事成绩单\n就业创业：目标新增就业6000人，实绩6420人。\n医疗健康：目标改造卫生站8个，实绩6个，余2个明年完成。\n"
        "住房保障：目标改造小区15个，实绩15个。\n教育提升：目标新增学位240个，实绩240个。"
    )
    assert [status for _, status in found(text)] == ["exceeded", "partly", "completed", "completed"]
