"""Projects called by their numbers, and items that say what was planned and what came of it.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.commitments import make, status
from parsers.read import read
from parsers.record import Commitment


def listed(text: str, source: str = "list.txt") -> tuple[Commitment, ...]:
    return read(text.encode(), source=source).commitments


NUMBERED = (
    "关于2016年县政府实事进展情况的公告\n2016年县政府实事共6件：\n1、完成码头改造；\n2、新增公共自行车1000辆；\n"
    "3、建成老年大学新校舍；\n4、整治小作坊820家；\n5、建设污水处理设施65处；\n6、建成水厂2座。\n"
)
C, P, D, U = "completed", "in_progress", "delayed", "unstated"


@pytest.mark.parametrize(
    ("said", "states"),
    [
        (
            "截至8月底，第1、2、6件已全部完成；第3、4件正在推进，预计11月底前完成；第5件因征收受阻，进度滞后。",
            [C, C, P, P, D, C],
        ),
        ("第一、二、六项已完成，第三项正在施工，其余2项进度滞后。", [C, C, P, D, D, C]),
        ("目前，第1至3件已办结，第4件、第5件正在推进，第6件尚未启动。", [C, C, C, P, P, D]),
        ("序号1、2的项目已完成，序号为3、4的项目正在推进。", [C, C, P, P, U, U]),
        ("第1件已完成。其余5件正在推进。", [C, P, P, P, P, P]),
        ("第1—4项均已竣工，其余项目正在施工。", [C, C, C, C, P, P]),
    ],
)
def test_projects_are_called_by_their_numbers(said: str, states: list[str]) -> None:
    assert [one.status for one in listed(NUMBERED + said + "\n县人民政府办公室\n")] == states


@pytest.mark.parametrize(
    "said",
    [
        "第9件已完成，第10件正在推进。",
        "第2、4件请于11月底前完成。",
        "第1、2季度已完成投资3亿元，第3季度正在推进。",
        "第2件由县住建局负责，第4件由县教育局负责。",
        "对第2、4件要加快推进，确保年底前完成。",
    ],
)
def test_what_calls_no_project_or_reports_nothing_gives_no_state(said: str) -> None:
    found = listed(NUMBERED + said + "\n县人民政府办公室\n")
    assert [found[at].status for at in (1, 3)] == [U, U]


@pytest.mark.parametrize(
    ("item", "state"),
    [
        ("计划硬化的45条小街巷完成38条", "partly"),
        ("计划改造的12个小区完成12个", "completed"),
        ("计划新建的6所学校建成5所", "partly"),
        ("任务数300户，实际完成280户", "partly"),
        ("应改造的8处站点实际改造9处", "exceeded"),
        ("计划新建的3座桥已完成2座主体", "in_progress"),
        ("拟建的2座水厂正在施工", "in_progress"),
    ],
)
def test_an_item_says_what_was_planned_and_what_came_of_it(item: str, state: str) -> None:
    assert make._judge_itself(item) == state


@pytest.mark.parametrize(
    ("report", "state"),
    [
        ("计划新增消火栓140个，实际新增126个，完成率90%", "partly"),
        ("计划硬化的45条小街巷完成38条", "partly"),
        ("计划新增140个，实际新增140个，完成率100%", "completed"),
        ("截至8月底，计划新建6座，实际完工4座，完成率67%", "in_progress"),
        ("完成率90%", "in_progress"),
        ("因环评未通过，经县人大常委会同意取消", "cancelled"),
        ("因选址未定，报区人大常委会批准终止实施", "cancelled"),
        ("因规划未定，故撤销该项目", "cancelled"),
        ("因审批未通过，被取消", "cancelled"),
        ("因征地未完成，延期至明年", "delayed"),
        ("因征地未完成，无法推进", "delayed"),
        ("因资金未到位，取消招标", "delayed"),
        ("因环评未通过，经同意取消原方案，现已建成投用", "completed"),
    ],
)
def test_reports_of_a_list_of_things_done(report: str, state: str) -> None:
    assert status.judge(report, "城南设施提升项目", settled=True) == state
