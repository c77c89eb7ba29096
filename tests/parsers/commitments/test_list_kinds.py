"""Lists of further kinds, a fourth set of pages: stages of work, shares written as multiples, second sentences."""

from __future__ import annotations

import pytest

from parsers.commitments.status import judge
from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a second sentence that tells of a stage": (
        "2021年南浦区民生实事项目推进情况\n"
        "1、改建通村公路46公里。已完成路基21公里。\n"
        "2、新建地下停车库2座。完成基坑支护。\n"
        "3、铺设燃气管道18公里。完成沟槽开挖9公里。\n"
        "4、建设社区食堂6个。6个均已投入使用。\n",
        [
            ("改建通村公路46公里", "in_progress"),
            ("新建地下停车库2座", "in_progress"),
            ("铺设燃气管道18公里", "in_progress"),
            ("建设社区食堂6个", "completed"),
        ],
    ),
    "what is being dealt with, with its stage in brackets": (
        "关于2022年县级民生实事办理情况的通报\n"
        "已办结2件：①为1200户居民改造燃气管；②建成口袋公园5个。\n"
        "在办3件：①新建县中医院（主体结构已封顶）；②提升改造镇卫生院4所（2所已完工）；③拓宽县道9公里（完成土石方12万方）。\n",
        [
            ("为1200户居民改造燃气管", "completed"),
            ("建成口袋公园5个", "completed"),
            ("新建县中医院", "in_progress"),
            ("提升改造镇卫生院4所", "in_progress|partly"),
            ("拓宽县道9公里", "in_progress"),
        ],
    ),
    "a plan with stages and times": (
        "2023年民生实事安排\n"
        "1．建设公共厕所20座，力争比计划提前一个月开放。\n"
        "2．新建农贸市场1个，计划提前至6月完工。\n"
        "3．完成路基改造8公里。\n"
        "4．确保区体育馆9月底前完成土方开挖。\n",
        [
            ("建设公共厕所20座，力争比计划提前一个月开放", "unstated"),
            ("新建农贸市场1个，计划提前至6月完工", "unstated"),
            ("完成路基改造8公里", "unstated"),
            ("确保区体育馆9月底前完成土方开挖", "unstated"),
        ],
    ),
    "how many times the task was done": (
        "2012年承诺办理的实事完成情况\n"
        "1、发放创业贷款5600万元，是年度目标的1.4倍。\n"
        "2、改造农村旱厕3100座，为计划数的1.1倍。\n"
        "3、新增养老床位420张，为年初任务的0.8倍。\n"
        "4、植树120万株，达到计划的2倍。\n",
        [
            ("发放创业贷款5600万元，是年度目标的1.4倍", "exceeded"),
            ("改造农村旱厕3100座，为计划数的1.1倍", "exceeded"),
            ("新增养老床位420张，为年初任务的0.8倍", "in_progress|partly"),
            ("植树120万株，达到计划的2倍", "exceeded"),
        ],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


@pytest.mark.parametrize(
    ("promise", "report", "meaning"),
    [
        ("新建图书馆1座。", "已建成，较计划提前两个月投入使用。", "completed"),
        ("新建图书馆1座。", "比原计划提前半月竣工。", "completed"),
        ("新建图书馆1座。", "计划提前至明年5月完工，正在装修。", "in_progress"),
        ("建成区级图书馆。", "已完成场地平整和围挡。", "in_progress"),
        ("修复路基塌陷12处。", "已完成路基修复12处。", "completed"),
        ("改造卫生站8个。", "完成6个，余2个2021年3月完成。", "partly"),
        ("改造卫生站8个。", "完成6个，剩余2个将于明年竣工。", "partly"),
    ],
)
def test_a_stage_is_not_the_project_and_an_early_end_is_its_end(
    promise: str, report: str, meaning: str
) -> None:
    assert judge(report, promise, settled=True) == meaning
