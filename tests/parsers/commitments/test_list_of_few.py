"""Lists of one or two, what is said of the rest, and states that a page's words beside its list decide; invented."""

from __future__ import annotations

from parsers.commitments import status
from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="test")


def test_what_is_said_of_all_others_is_no_project() -> None:
    found = record(
        "北港经济区2023年1-5月民生项目进展情况通报\n2023年民生实事项目共8类24项，现将情况通报如下。\n"
        "（一）1个项目已完成全年任务。公墓整治项目于3月全面完工。\n（二）其他项目有序推进。\n"
    )
    assert [(one.text, one.status) for one in found.commitments] == [("公墓整治项目", "completed")]
    assert any(one.code == "items_unclear" and "24" in one.detail for one in found.problems)


def test_a_report_to_a_congress_may_be_on_two_projects() -> None:
    found = record(
        "各位代表：\n我受梅溪镇人民政府委托，向大会作《关于2023年“两件民生实事”项目完成情况的报告》，请审议。\n"
        "一、关于《集镇管网项目》完成情况\n（一）年度目标：铺设管网3公里。\n（二）完成情况：已铺设管网3公里，9月通过验收。\n"
        "二、关于《老街消防项目》完成情况\n（一）年度目标：改造消防栓40个。\n（二）完成情况：正在进行设备安装。\n"
    )
    assert found.kind == "livelihood_projects"
    assert [(one.text, one.status) for one in found.commitments] == [
        ("集镇管网项目", "completed"),
        ("老街消防项目", "in_progress"),
    ]


def test_a_report_that_falls_short_of_its_own_number_is_not_done() -> None:
    assert status.judge("新建学校9所，已竣工7所", "义务教育扩容工程") != "completed"
    assert status.judge("新建学校9所，已竣工9所", "义务教育扩容工程") == "completed"


def test_a_first_step_does_not_make_good_a_delay() -> None:
    said = "受汛期影响，工期延期至2021年5月，目前已完成基础处理。"
    assert status.judge(said, "沿河堤防加固6公里", settled=True) == "delayed"
    assert (
        status.judge("受汛期影响，工期延期至5月，目前已完成加固。", "沿河堤防加固", settled=True)
        == "completed"
    )


def test_a_part_that_is_only_begun_keeps_the_whole_under_way() -> None:
    said = "城区管网，改造62公里，占年度任务的100%；农村管网，涉及的7个镇已全部开工建设，投资完成率93%"
    assert status.judge(said, "供水管网改造工程") == "in_progress"
    assert status.judge("改造62公里，占年度任务的100%；7个镇全部开工并竣工。", "供水管网改造") == "completed"


def test_a_month_in_a_projects_own_report_does_not_date_the_page() -> None:
    found = record(
        "海门街道民生实事完成情况报告\n第一项：口袋公园工程。\n包括建设两处公园。该项目已于8月底完工并开放。\n"
        "第二项：管网更新工程。\n包括更换给水管网。该项目已于11月中旬完成。\n第三项：电梯加装工程。\n包括加装电梯4部。该项目已于10月完成。\n"
    )
    assert [one.status for one in found.commitments] == ["completed"] * 3


def test_news_that_names_the_two_that_are_slow_is_a_list() -> None:
    found = record(
        "记者了解到，全市10件民生大事进展顺利。10件民生大事中，有2件进度滞后，分别是“改建公厕80座”和“为小区加装充电桩”。"
    )
    assert [(one.text, one.status) for one in found.commitments] == [
        ("改建公厕80座", "delayed"),
        ("为小区加装充电桩", "delayed"),
    ]


def test_a_number_and_how_far_so_many_are_is_no_project() -> None:
    found = record(
        "云溪区2022年1-9月民生实事进展情况通报\n全区民生实事共12件。\n（一）11件按计划推进。\n"
        "（二）1个项目进度滞后。智慧菜场项目因设计变更尚未开工。\n"
    )
    assert [(one.text, one.status) for one in found.commitments] == [("智慧菜场项目", "delayed")]
