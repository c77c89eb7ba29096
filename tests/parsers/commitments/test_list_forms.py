"""Further forms of lists: votes, pairs of numbers, brackets, cells; and pages that are no list. All invented."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def names(text: str) -> list[str]:
    return [one.text.rstrip("。；") for one in record(text).commitments]


def test_projects_with_their_votes_below_a_sentence_that_chose_them_among_candidates() -> None:
    text = (
        "云溪区人民代表大会公告\n（第3号）\n2024年1月9日，云溪区第九届人民代表大会第三次会议以差额票决的方式，从6个候选项目中选出区人民政府2024年民生实事项目4个。"
        "现按得票多少公布：\n供热管网改造（216票）\n旅游专线公交（214票）\n医院影像中心（209票）\n西街农贸市场（187票）\n特此公告。"
    )
    assert names(text) == ["供热管网改造", "旅游专线公交", "医院影像中心", "西街农贸市场"]
    assert record(text).kind == "livelihood_projects"


def test_projects_that_were_chosen_are_named_behind_their_number() -> None:
    text = (
        "云溪：五个民生项目敲定\n本网讯：“票决结果有效！”1月15日下午，云溪区2025年的民生项目尘埃落定。\n据悉，入选的5个项目是：老旧管道更新、小学教学楼扩建、"
        "农贸市场升级、老年助餐点布设、卫生院住院楼新建，计划总投资1.2亿元。"
    )
    assert names(text) == [
        "老旧管道更新",
        "小学教学楼扩建",
        "农贸市场升级",
        "老年助餐点布设",
        "卫生院住院楼新建",
    ]


def test_what_is_to_be_done_behind_one_two_three() -> None:
    text = (
        "云溪区办实事安排出炉\n记者获悉，2017年该区将着力办好4件实事。一要完成集中供热工程；二要新建农村幼儿园6所；三要建成停车场2处；"
        "四要为老人购买意外保险。该区要求，各单位务必把实事办好。"
    )
    assert names(text) == ["完成集中供热工程", "新建农村幼儿园6所", "建成停车场2处", "为老人购买意外保险"]
    assert [one.ordinal for one in record(text).commitments] == ["一", "二", "三", "四"]


def test_a_body_in_a_bracket_of_any_shape_leads() -> None:
    text = (
        "云溪区2021年民生工程\n1.开发公益岗位120个。〔区人社局〕\n2.改造老旧小区9个。〔区住建局〕\n"
        "3.建设智慧学校5所。〔区教育局〕"
    )
    assert names(text) == ["开发公益岗位120个", "改造老旧小区9个", "建设智慧学校5所"]
    assert [one.lead for one in record(text).commitments] == ["区人社局", "区住建局", "区教育局"]


def test_pairs_of_numbers_count_the_projects_of_classes() -> None:
    text = (
        "2016年惠民工程落实情况\n第一类\u3000城乡道路\n1—1\u3000改造县道14公里\n落实情况：全线贯通。\n1—2\u3000新建候车亭45个\n落实情况：45个候车亭安装完毕。\n"
        "第二类\u3000文化体育\n2—1\u3000送戏下乡120场\n落实情况：实际送戏136场。"
    )
    assert names(text) == ["改造县道14公里", "新建候车亭45个", "送戏下乡120场"]
    assert [one.category for one in record(text).commitments] == ["城乡道路", "城乡道路", "文化体育"]
    assert record(text).commitments[2].status == "exceeded"


def test_a_table_of_one_cell_a_line_without_numbers_is_known_by_its_column_of_bodies() -> None:
    rows = [
        ("教育", "幼儿园扩容", "新建幼儿园5所", "区教育局"),
        ("医疗", "医院搬迁", "完成主体工程", "区卫健局"),
        ("交通", "公路提升", "拓宽公路9公里", "区交通局"),
    ]
    cells = ["类别", "实事名称", "目标任务", "牵头单位", *(cell for row in rows for cell in row)]
    found = record("云溪区2019年民生实事责任分解表\n" + "\n".join(cells)).commitments
    assert [(one.category, one.lead) for one in found] == [(row[0], row[3]) for row in rows]


def test_numbers_in_words_of_a_table_are_ordinals() -> None:
    text = "2018年度民生“双十”工程完成情况一览表\n项次\t建设内容\t完成情况\t承办单位\n" + "\n".join(
        f"{n}\t新建公园{at}座\t建成{at}座\t区园林局" for at, n in enumerate("一二三四", 2)
    )
    assert [one.ordinal for one in record(text).commitments] == ["一", "二", "三", "四"]
    assert record(text).review_year == 2018


def test_a_report_lists_projects_behind_a_share_of_its_spending() -> None:
    text = (
        "云溪区2018年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2017年工作回顾\n经济平稳。\n二、2018年工作安排\n"
        "（二）增进民生福祉\n坚持把财政支出的七成以上用于民生，今年集中力量为群众办理下列实事：\n⑴新建小学4所。\n⑵新医院投入使用。\n⑶打通断头路2条。\n"
        "（三）推进乡村振兴\n1.做强茶产业。\n2.做优羽绒产业。\n各位代表，让我们为建设美丽家园而努力奋斗！"
    )
    assert names(text) == ["新建小学4所", "新医院投入使用", "打通断头路2条"]


def test_a_vote_names_projects_behind_the_word_list() -> None:
    text = (
        "云溪区票决产生2025年民生实事\n"
        "区九届人大三次会议票决确定了2025年民生实事名单：新建公园6处、改造小区9个、新增车位300个。"
    )
    assert names(text) == ["新建公园6处", "改造小区9个", "新增车位300个"]


@pytest.mark.parametrize(
    "text",
    [
        "关于报送2021年为民办实事项目上半年进展情况的通知\n各责任单位：\n为掌握2021年10项为民办实事项目推进情况，现就报送事项通知如下：\n一、报送内容\n"
        "1.项目形象进度和支付情况；\n2.存在的困难和问题；\n3.下半年工作打算。\n二、报送时间\n请于7月5日前报送。\n三、报送方式\n书面材料送区政府督查室。",
        "【本报评论员】民生实事重在“实”\n年初列清单，年末交账单。要让群众满意，关键在一个“实”字。\n一是选题要实。群众要的是停车位，就不要先修景观大道。\n"
        "二是推进要实。开工不等于完工，完工不等于好用。\n三是评价要实。办得好不好，要请用的人来打分。",
    ],
)
def test_a_call_for_reports_and_an_opinion_are_no_lists(text: str) -> None:
    assert record(text).kind == "other"
    assert not record(text).commitments


def test_a_list_page_of_which_no_project_is_read_says_so() -> None:
    text = "云溪区2024年民生实事\n今年以来，云溪区聚焦群众关切，推动实事落地见效。\n各责任单位挂图作战，工作取得成效。"
    assert record(text).kind == "livelihood_projects"
    assert [one.code for one in record(text).problems] == ["items_unclear"]


def test_the_first_of_a_vote_are_the_list() -> None:
    text = (
        "云溪区代表票选2025年民生实事\n本报讯：区人代会对6个候选项目进行投票。经计票，得票前4位的当选，它们是：职教中心实训楼、"
        "乡镇消防站、农村候车亭、滨河步道。\n未当选的2个候选项目转入项目库。"
    )
    assert names(text) == ["职教中心实训楼", "乡镇消防站", "农村候车亭", "滨河步道"]


def test_a_report_lists_great_deeds_of_life_behind_the_sentence_that_counts_them() -> None:
    text = (
        "云溪区2020年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作，请予审议。\n一、2019年工作回顾\n经济平稳。\n二、2020年工作安排\n"
        "（一）改善民生。今年重点办好以下三件民生大事：一是新建第二小学；二是硬化公路21公里；三是为老人免费体检。\n"
        "各位代表，让我们为建设美丽家园而努力奋斗！"
    )
    assert names(text) == ["新建第二小学", "硬化公路21公里", "为老人免费体检"]


def test_classes_with_their_numbers_name_their_projects_behind_a_comma() -> None:
    text = (
        "我区2025年民生实事出炉\n据了解，2025年度民生实事项目共安排5项：其中教育2项，即实验二小扩建、食堂智慧监管；交通3项，即地铁接驳公交、"
        "盲道整治、充电桩进小区。"
    )
    assert names(text) == ["实验二小扩建", "食堂智慧监管", "地铁接驳公交", "盲道整治", "充电桩进小区"]
    assert [one.category for one in record(text).commitments] == ["教育"] * 2 + ["交通"] * 3


def test_fields_of_a_project_below_its_heading_in_markdown_leave_no_dash() -> None:
    projects = [("校园直饮水", "区教育局", "设备正在安装"), ("夜间就医", "区卫健局", "任务完成")]
    text = "# 云溪区民生实事进度\n" + "".join(
        f"### {at}. {name}\n- 牵头：{lead}\n- 进展：{report}\n"
        for at, (name, lead, report) in enumerate(projects, 1)
    )
    found = read(text.encode(), source="list.md").commitments
    assert [(one.text, one.lead, one.status) for one in found] == [
        ("校园直饮水", "区教育局", "in_progress"),
        ("夜间就医", "区卫健局", "completed"),
    ]


def test_most_reports_behind_a_colon_make_the_others_reports_too() -> None:
    text = (
        "云溪区2016年民生工程完成情况\n1-1\u3000改造饮水工程20处：已完成22处。\n1-2\u3000新建公厕15座：建成15座。\n2-1\u3000新增床位300张：建成210张。\n"
        "2-2\u3000建设残疾人之家5个：5个均已挂牌。\n3-1\u3000完成省道改线：路基完成80%。"
    )
    assert names(text)[3:] == ["建设残疾人之家5个", "完成省道改线"]
    assert record(text).commitments[4].status == "in_progress"


def test_reports_in_a_last_column_that_only_spaces_part() -> None:
    text = (
        "云溪区2018年民生工程进展（1-8月）\n乡村道路工程\u3000计划200公里\u3000完成165公里\n河塘治理工程\u3000计划12处\u3000完成12处\n"
        "学前教育工程\u3000计划新建3所\u3000主体封顶2所\n法律援助项目\u3000计划500件\u3000完成431件"
    )
    assert [(one.outcome, one.status) for one in record(text).commitments] == [
        ("完成165公里", "in_progress"),
        ("完成12处", "completed"),
        ("主体封顶2所", "in_progress"),
        ("完成431件", "in_progress"),
    ]


def test_signs_before_groups_say_nothing() -> None:
    text = (
        "民生实事三季报：6项全年任务已完成3项\n截至9月底，全区6项民生实事中：\n✅完成3项：托位扩容、老年食堂、免费孕检\n🚧推进2项：城市书房、河道整治\n"
        "⚠️滞后1项：客运中心"
    )
    found = [(one.text, one.status) for one in record(text).commitments]
    assert found[:3] == [("托位扩容", "completed"), ("老年食堂", "completed"), ("免费孕检", "completed")]
    assert found[3:] == [("城市书房", "in_progress"), ("河道整治", "in_progress"), ("客运中心", "delayed")]


def test_a_status_in_brackets_behind_a_report_is_its_status() -> None:
    text = (
        "云溪区2021年为民办实事：都办成了吗？\n1、学校热水供应：22所学校全部通热水（完成）\n2、屯级路硬化80公里：硬化81公里（完成）\n"
        "3、人饮工程30处：建成26处，4处在建（完成部分）"
    )
    found = record(text).commitments
    assert [one.text for one in found] == ["学校热水供应", "屯级路硬化80公里", "人饮工程30处"]
    assert [one.status for one in found] == ["completed", "completed", "partly"]
    assert found[2].outcome == "建成26处，4处在建"
