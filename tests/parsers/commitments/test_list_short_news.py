"""News that names a few of the projects that it counts, in prose; all invented."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="test")


def texts(found: Record) -> list[str]:
    return [one.text for one in found.commitments]


def test_a_vote_that_names_some_of_the_chosen_is_read_and_the_rest_is_said() -> None:
    found = record(
        "柳湾镇人大代表票决今年10项民生实事\n日前，116名代表投票，最终选出了东门菜场改造项目、水厂扩建项目、北街路灯更新工程等10个项目确定为今年的民生实事。"
    )
    assert texts(found) == ["东门菜场改造项目", "水厂扩建项目", "北街路灯更新工程"]
    assert [one.code for one in found.problems] == ["items_unclear"]


@pytest.mark.parametrize("fields", ["教育、医疗、养老", "就业创业、医疗卫生、城乡教育"])
def test_fields_of_life_before_a_number_are_no_projects(fields: str) -> None:
    found = record(f"柳湾镇人大代表票决今年10项民生实事\n日前，代表投票选出了{fields}等10件民生实事。")
    assert texts(found) == []


def test_sentences_that_begin_with_a_name_alone_report_on_it() -> None:
    found = record(
        "云溪区：12项民生工程提前完成年度目标任务\n发布会透露，一大批惠民工程建成见效。\n"
        "棚户改造工程，新开工1.1万套、基本建成1.3万套，分别完成年度任务的100%、100.1%。路灯更新工程，更换灯具9000盏，完成年度任务的100%。"
        "水源置换工程，城市水源，改造62公里管网，占年度任务的100%；农村水源，涉及的7个镇已全部开工。“快递进村”服务工程，新增网点90个，占年度任务的112%。\n"
    )
    assert texts(found) == ["棚户改造工程", "路灯更新工程", "水源置换工程", "“快递进村”服务工程"]
    assert "农村水源" in (found.commitments[2].outcome or "")


def test_groups_of_names_in_quotation_marks_part_all_names_from_their_reports() -> None:
    found = record(
        "云溪区扎实推进15项重点民生工程\n"
        "2项提前超额完成全年任务。“心理健康讲座”原计划全年50场，已开展60场；“婚姻登记通办”5月份完成全年任务。\n"
        "3项提前完成节点任务。“临床中心项目”于5月份建立工作委员会，提前一个月完成6月份节点任务；“人行天桥项目”计划完成工程量5%，实际完成工程量6%；"
        "“书吧项目”二季度计划完成活动9场，实际完成11场。\n"
        "10项按计划完成节点任务。“垃圾电厂二期项目”已完成汽机房基础；“农村公路中修项目”已完成施"
    )
    assert texts(found) == [
        "“心理健康讲座”", "“婚姻登记通办”", "“临床中心项目”", "“人行天桥项目”", "“书吧项目”",
        "“垃圾电厂二期项目”", "“农村公路中修项目”",
    ]  # fmt: skip
    assert [one.status for one in found.commitments[2:]] == ["in_progress"] * 5


def test_a_group_of_one_below_a_number_in_brackets_is_read() -> None:
    found = record(
        "云溪区2024年1-4月为民办实事项目进展情况通报\n2024年为民办实事项目共10大类36项。\n"
        "（一）1个项目提前完成年度目标任务。水环境治理项目于1月顺利完工并投入使用。\n"
    )
    assert [(one.text, one.status, one.outcome) for one in found.commitments] == [
        ("水环境治理项目", "completed", "于1月顺利完工并投入使用")
    ]
    assert any(one.code == "items_unclear" and "36" in one.detail for one in found.problems)


def test_the_one_project_that_a_page_has_of_its_list_is_parted_from_its_long_report() -> None:
    found = record(
        "柳湾乡人民政府关于六件实事办理情况的报告\n各位主席团成员：\n一、六件实事完成情况\n"
        "（一）大力实施河东村、河西村整村推进工程。河东村计划投入资金40万元，目前已实际完成投资59万元，是计划的146%。"
        "1、河东村完成情况：新建农房59户，硬化院坝208户；新修沟渠3条。2、河西村完成情况：新建农房70户；新修卫生厕"
    )
    assert texts(found) == ["大力实施河东村、河西村整村推进工程。"]
    assert (found.commitments[0].outcome or "").startswith("河东村计划投入")


def test_names_in_quotation_marks_are_read_with_what_the_sentence_says() -> None:
    found = record(
        "记者从督查室获悉，我省20件民生大事绝大多数已完成全年目标或达到任务进度。\n"
        "7、8月在“促进毕业生就业”项目中，有关部门按800元标准发放补贴。9月新增资助学生5704人，均超过目标任务。\n"
        "三季度完成全年目标的项目中，“农村公路建设”上榜——9月新增建成公路191公里。\n"
        "其中，“为山区教师建设1万套周转房”一项中，已开工建设的周转房达9149套，大幅超过目标任务。"
        "“为2000名患者实施免费手术”一项中，9月新增手术203例，达1878例。\n"
        "未达到目标任务进度的小项，涉及“安全社区建设”、“耕地质量建设”等。20件民生大事中，有2件未达到目标任务进度，"
        "分别是“全面实现村村通电”和“每个县建成1个康复中心”。（记者 江山）"
    )
    assert [(one.text, one.status) for one in found.commitments] == [
        ("促进毕业生就业", "exceeded"),
        ("农村公路建设", "completed"),
        ("为山区教师建设1万套周转房", "in_progress"),
        ("为2000名患者实施免费手术", "unstated"),
        ("全面实现村村通电", "delayed"),
        ("每个县建成1个康复中心", "delayed"),
    ]
    assert any(one.code == "items_unclear" and "20" in one.detail for one in found.problems)


def test_projects_ranked_by_how_people_judge_them_are_read() -> None:
    found = record(
        "2018年度云溪区政府实事项目九成超计划完成 健身步道等满意度居前\n区政府于2018年共安排10个方面、31项实事。\n"
        "据测评，得分居前的项目（按得分从高到低）分别是：新增100处户外职工休息的“爱心驿站”、新建8条健身步道、开设50个“暑托班”、改建6片市民球场。\n"
    )
    assert texts(found) == [
        "新增100处户外职工休息的“爱心驿站”",
        "新建8条健身步道",
        "开设50个“暑托班”",
        "改建6片市民球场",
    ]
    assert found.review_year == 2018
    assert any(one.code == "items_unclear" and "31" in one.detail for one in found.problems)


def test_headings_that_report_on_names_in_a_townships_report_are_parted() -> None:
    found = record(
        "各位代表：\n我受柳湾乡人民政府委托，向大会作《柳湾乡人民政府关于2024年“三件民生实事”项目进展情况的报告》，请予以审议。\n"
        "2024年2月，会议票决确定了《水厂扩建项目》《河道整治项目》《消防安全工程项目》三件民生实事。\n"
        "一是始终高度重视。乡政府将落实好民生实事项目作为重要工作。二是强化组织保障。三是加强工作监督。\n"
        "一、关于《水厂扩建项目》进展情况\n（一）责任领导：江山\n（二）年度目标：完成水厂改造，计划于2024年8月完工。\n"
        "（三）完成情况：项目于2024年1月份完成招投标、2024年6月份全面完工、2025年1月14日完成验收。\n"
        "二、关于《河道整治项目》进展情况\n（一）责任领导：林海\n（二）年度目标：新建堰坝2座。\n（三）完成情况：2座堰坝已建成。\n"
    )
    assert [(one.ordinal, one.text, one.status) for one in found.commitments] == [
        ("一", "水厂扩建项目", "completed"),
        ("二", "河道整治项目", "completed"),
    ]
    assert [one.detail for one in found.problems] == ["the text announces 3, 2 could be distinguished"]


def test_a_table_that_was_run_together_gives_no_promise_but_a_problem() -> None:
    found = record(
        "2021年重大民生实事项目责任分解表.docx\n1、2021年重大民生实事项目责任分解表序号项目名称主要内容牵头单位配合单位1增加学位"
        "新建学校12座。教育局各街道2促进就业新增就业1500人。人社局高新园（柳湾镇\n2、）各街道3老城复兴修缮故居。文旅局住建局\n3、书苑”，开展活动，组\n"
    )
    assert found.commitments == ()
    assert [one.code for one in found.problems] == ["items_unclear"]


def test_the_last_name_above_a_report_that_the_page_cuts_is_read() -> None:
    found = record(
        "2021年区委和区政府为民办实事项目全面完成\n近日，区政府发布通报，有力保障29项为民办实事项目全面完成。\n"
        "建设救治基地\n补助资金下达3600万元，完成年度计划的112.5%。\n提升应急救援能力\n完成9支应急队伍组建和装备配备。\n"
        "提升实验室检测能力\n6个实验室均已通过验收。\n提升公共卫生服务能力\n补助资金下达2亿元，完成年度计划的101%。\n增加优质医疗资源\n补助资金2560万元全部下"
    )
    assert texts(found)[-1] == "增加优质医疗资源"
    assert len(found.commitments) == 5


def test_one_paragraph_of_many_that_begin_with_a_verdict_is_no_list() -> None:
    found = record(
        "区政府新闻发言人介绍，2008年全区共投入10亿元用于农村新五件实事工程建设，圆满完成了年度任务。\n"
        "农村道路建设快速推进。新建农村公路88公里、桥梁24座，分别完成年度任务111%、201%。\n"
        "农村教育事业加快发展。免费提供教科书。为困难寄宿生补助生活费。为职校学生提供助学金，资助学生9000人。开展农民培训，培训2万人。\n"
        "农村医疗保障显著增强。参合率稳定在95%以上。培训卫生人员197人，完成年度任务154%。\n"
    )
    assert found.commitments == ()
    assert any(one.code == "items_unclear" for one in found.problems)


def test_a_work_report_that_names_some_in_running_text_has_no_list() -> None:
    found = record(
        "云溪区政府工作报告\n——2024年1月5日在云溪区第九届人民代表大会第三次会议上\n区长 江山\n各位代表：\n"
        "现在，我代表区人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n一年来，经济平稳发展。\n二、2024年工作安排\n"
        "今年，我们将确定雨污分流改造、公办幼儿园新建、农村公路安防工程等12件民生实事，全力推进。\n"
    )
    assert found.kind == "work_report"
    assert found.commitments == ()
