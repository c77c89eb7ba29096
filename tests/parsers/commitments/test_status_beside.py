"""What stands beside a report and decides its status: a share of the year, advertising, a bare label; all invented."""

from __future__ import annotations

from parsers.commitments import quantities, status
from parsers.read import read
from parsers.record import Record


def record(text: str) -> Record:
    return read(text.encode(), source="test")


def test_a_year_is_measured_by_its_own_share_of_a_larger_number() -> None:
    promise = "为320个村、9万户接通管道燃气。2022年度计划实施4万户，按户补贴。"
    assert quantities.compare(promise, "全年已接通4.2万户。") == "more"
    assert quantities.compare(promise, "全年已接通3.1万户。") == "fewer"
    assert quantities.compare("改造危房300户。2022年度计划投资20万元。", "改造危房280户。") == "fewer"


def test_work_that_began_in_one_year_and_ended_in_the_next_is_done() -> None:
    report = "该楼建筑面积604平方米，项目于2022年12月开工建设，2023年10月全面完工并通过验收。宿舍楼的建成，改善了条件。"
    assert status.judge(report, "建设学生宿舍楼一栋。", settled=True) == "completed"
    assert status.judge("项目于2022年12月开工建设，预计2023年10月完工。", "建设宿舍楼一栋。") == "in_progress"


def test_advertising_behind_the_end_of_the_work_leaves_a_project_in_its_group() -> None:
    found = record(
        "云溪街道2024年民生实事项目进展\n已完工项目\n☑路灯出新项目\n对东街120盏路灯刷漆，该项目已于3月完成。\n"
        "☑打造社区托育中心项目\n装潢和布置工作已于5月完成，正在开展招生宣传。\n"
        "已启动实施项目\n☑卫生站扩建项目\n该项目于4月开工，目前主体完成约70%。\n"
        "☑南街绿道项目\n正在开展路基施工。\n"
    )
    assert [one.status for one in found.commitments] == [
        "completed",
        "completed",
        "in_progress",
        "in_progress",
    ]


def test_a_label_that_the_page_ends_in_is_no_report() -> None:
    found = record(
        "云溪镇2023年民生实事完成情况\n一、村卫生室建设项目。改造卫生室2座。\n完成情况：2座已全部完成并通过验收。\n"
        "二、东村道路硬化项目。硬化道路3公里。\n完成情况：已全部完工。\n三、水塔新建项目。新建水塔1座。\n完成情"
    )
    last = found.commitments[-1]
    assert (last.status, last.outcome) == ("unstated", None)


def test_another_list_that_is_done_is_only_the_base_of_the_plan() -> None:
    found = record(
        "云溪区民生实事\n1月5日，区长作报告。2025年，在办好民生实事方面，我区在全面完成市定民生实事的基础上，将继续办好3件实事。"
        "具体为：①改造菜场4座。②加固危桥6座。③新增车位300个。"
    )
    assert [one.status for one in found.commitments] == ["unstated"] * 3
    assert (found.review_year, found.plan_year) == (None, 2025)


def test_what_a_project_consists_of_goes_before_its_report() -> None:
    found = record(
        "云溪街道2023年民生实事完成情况\n第一项：校舍维修工程。\n包括完成东小学整体改造，西小学部分改造。总投资80万元。该项目已于9月完工并投用。\n"
        "第二项：路灯更新工程。\n包括北街、南街。该项目已于10月底完成。\n"
    )
    assert [one.outcome for one in found.commitments] == [
        "该项目已于9月完工并投用。",
        "该项目已于10月底完成。",
    ]
    assert "整体改造" in found.commitments[0].text
