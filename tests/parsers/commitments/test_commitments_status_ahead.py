"""What lies ahead, is partial or conditional is not done; what was given up for a while, or was to be removed, is."""

from __future__ import annotations

import pytest

from parsers.commitments import status
from parsers.read import read


@pytest.mark.parametrize(
    "report",
    [
        "主体结构封顶后即可交付使用。",
        "主体工程竣工后才能启用，眼下砌筑内墙。",
        "主体结构完工后方可交付装饰。",
        "主体结构已完成并交付幕墙单位",
        "主体封顶并通车试验",
        "主体完工并启用临时便道",
        "主体完工并具备开园条件",
        "具备通车条件。",
        "新馆有望投用。",
        "原校舍拆除完毕后重建。",
        "明年春天完工。",
        "计划次年建成。",
    ],
)
@pytest.mark.parametrize("settled", [False, True])
def test_what_a_stage_leads_to_is_not_reached(report: str, settled: bool) -> None:
    assert status.judge(report, "新建医院1所", settled=settled) == "in_progress"


@pytest.mark.parametrize(
    "report",
    [
        "主体封顶并投入使用。",
        "已将旧楼改造完成。",
        "已完工，即将开放。",
        "全部竣工，具备通车条件。",
        "主体工程完工且已正式启用，群众满意。",
        "旧楼拆除完毕，新楼已建成投用。",
    ],
)
def test_a_stage_and_the_whole_is_reached(report: str) -> None:
    assert status.judge(report, "新建医院1所") == "completed"


@pytest.mark.parametrize(
    ("report", "promise", "meaning"),
    [
        ("即将改造完毕。", "改造小区3个", "in_progress"),
        ("5月可施工完毕。", "改造小区3个", "in_progress"),
        ("部分铺设完毕。", "改造小区3个", "partly"),
        ("2个改造完毕。", "改造小区3个", "partly"),
        ("3个改造完毕。", "改造小区3个", "completed"),
        ("即将投入使用。", "新建公园1座", "in_progress"),
        ("陆续投入使用。", "新建公园1座", "in_progress"),
        ("陆续投入使用了。", "新建公园1座", "completed"),
        ("部分投入使用。", "新建公园1座", "partly"),
        ("大部分厅室已投入使用。", "新建公园1座", "partly"),
        ("多数已完成。", "新建公园1座", "partly"),
        ("9个建成4个。", "改造小区9个", "partly"),
        ("完成4个（共9个）。", "改造小区9个", "partly"),
        ("部分路段已完成，全线于10月通车。", "改造道路1条", "completed"),
        ("初步办好。", "办好夜校", "partly"),
        ("大部分办成。", "办好夜校", "partly"),
        ("销号4处，其余3处未销号。", "整改隐患7处", "partly"),
        ("兑现奖金20万元，占应付的40%。", "发放奖金50万元", "in_progress"),
        ("完成率达100%的工程仅2项", "完成工程9项", "partly"),
        ("见效，但未达预期目标。", "治理河道", "delayed"),
        ("跨年度建设工程，现已完工。", "新建学校1所", "completed"),
        ("跨年度建设工程。", "新建学校1所", "in_progress"),
    ],
)
def test_a_part_or_a_beginning_is_not_completed(report: str, promise: str, meaning: str) -> None:
    assert status.judge(report, promise, settled=True) == meaning


@pytest.mark.parametrize(
    ("report", "promise", "meaning"),
    [
        ("已修缮桥梁6座、新建桥梁2座。", "新建桥梁2座、修缮桥梁6座", "completed"),
        ("完成北岸步道31公里、南岸步道12公里。", "新建南岸步道12公里、北岸步道31公里", "completed"),
        ("完成北岸步道20公里、南岸步道12公里。", "新建南岸步道12公里、北岸步道31公里", "partly"),
        ("已修缮桥梁2座、新建桥梁6座。", "新建桥梁2座、修缮桥梁6座", "partly"),
        ("完成南岸步道12公里、北岸步道20公里。", "新建南岸步道12公里、北岸步道31公里", "partly"),
    ],
)
def test_counts_are_compared_with_what_they_count(report: str, promise: str, meaning: str) -> None:
    assert status.judge(report, promise) == meaning


@pytest.mark.parametrize(
    ("report", "promise", "meaning"),
    [
        ("提前完成任务，只实施2个月即全部竣工。", "新建凉亭15座", "completed"),
        ("已全部建成，实际只新建4座，其余11座由旧亭改建。", "建设凉亭15座", "completed"),
        ("已完成，全年只新增3家。", "空壳公司清零", "completed"),
        ("只新建4座。", "建设凉亭15座", "partly"),
    ],
)
def test_only_so_much_counts_where_it_is_not_done_before(report: str, promise: str, meaning: str) -> None:
    assert status.judge(report, promise, settled=True) == meaning


@pytest.mark.parametrize(
    ("report", "promise", "meaning"),
    [
        ("受山洪影响建设中止，4月复工，9月竣工通车。", "新建大桥1座", "completed"),
        ("受山洪影响建设中止，4月复工，正在架梁。", "新建大桥1座", "in_progress"),
        ("受山洪影响建设中止，4月复工，预计明年竣工。", "新建大桥1座", "in_progress"),
        ("建设中止，4月复工，正在架梁。", "新建大桥1座", "in_progress"),
        ("因原施工合同项目终止，重新招标，现已竣工投用。", "新建学校1所", "completed"),
        ("受山洪影响，项目中止。", "新建大桥1座", "cancelled"),
        ("15项许可项目最终撤销，办事更快。", "精简许可项目15项", "completed"),
        ("12个罚款项目已撤销。", "取消罚款项目12个", "completed"),
        ("已取消。", "取消罚款项目12个", "completed"),
        ("12个罚款项目已撤销。", "新建学校1所", "cancelled"),
        ("因资金困难，项目取消。", "清理河道2公里", "cancelled"),
    ],
)
@pytest.mark.parametrize("settled", [False, True])
def test_given_up_for_a_while_or_to_be_removed(
    report: str, promise: str, meaning: str, settled: bool
) -> None:
    assert status.judge(report, promise, settled=settled) == meaning


@pytest.mark.parametrize(
    ("report", "meaning"),
    [
        ("5月建成7座，剩余2座11月建成。", "completed"),
        ("建成7座，剩余2座同时竣工投用。", "completed"),
        ("建成7座，剩下2座也已竣工。", "completed"),
        ("建成7座，剩余2座明年建成。", "partly"),
        ("建成7座，剩余2座12月底前建成。", "partly"),
        ("建成7座，剩余2座主体完工。", "partly"),
        ("建成7座，剩余2座完成招标。", "partly"),
    ],
)
def test_the_rest_counts_where_it_was_built(report: str, meaning: str) -> None:
    assert status.judge(report, "新建泵站9座") == meaning


@pytest.mark.parametrize(
    ("rest", "wanted"),
    [
        (
            "其余3件中，新建夜校正在布线，敬老院完成招标，球场因缺钱停工。",
            [("新建夜校", "in_progress"), ("敬老院", "in_progress"), ("球场", "delayed")],
        ),
        (
            "其余3件中：夜校将于明年建成，敬老院计划明年完成，球场正在铺设草皮。",
            [("夜校", "in_progress"), ("敬老院", "in_progress"), ("球场", "in_progress")],
        ),
    ],
)
def test_short_names_of_the_rest_have_their_own_state(rest: str, wanted: list[tuple[str, str]]) -> None:
    text = "云溪区2023年民生实事完成情况\n2023年确定民生实事9件。已完成6件，" + rest
    found = read(text.encode(), source="page.txt").commitments
    assert [(one.text, one.status) for one in found] == wanted


@pytest.mark.parametrize(
    ("report", "meaning"),
    [
        ("经会议研究，该项目拟移至明年实施。", "delayed"),
        ("该项目顺延到下一年实施。", "delayed"),
        ("经论证不宜建设，改为施划泊位900个。", "adjusted"),
        ("建成36个，占计划60个的60%。", "partly"),
        ("建成66个，占计划60个的110%。", "exceeded"),
    ],
)
def test_what_is_moved_changed_or_done_in_part_is_not_completed(report: str, meaning: str) -> None:
    assert status.judge(report, "新建公厕60个") == meaning
