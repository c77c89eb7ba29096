"""Plans in the words of outcomes: stages as headings, aims behind 确保, columns that name what is to be."""

from __future__ import annotations

import pytest

from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "counted stages": (
        "2024年民生实事\n"
        "今年计划安排8项实事。\n"
        "4项竣工。南湖小学、北站公园、西环路、东塔市场。\n"
        "4项开工。体育馆、图书馆、中医院、养老院。\n",
        [
            ("南湖小学", "unstated|in_progress"),
            ("北站公园", "unstated|in_progress"),
            ("西环路", "unstated|in_progress"),
            ("东塔市场", "unstated|in_progress"),
            ("体育馆", "unstated|in_progress"),
            ("图书馆", "unstated|in_progress"),
            ("中医院", "unstated|in_progress"),
            ("养老院", "unstated|in_progress"),
        ],
    ),
    "stages as headings below a bare headline": (
        "2024年区政府民生实事项目\n"
        "一、竣工项目\n"
        "1.新建小学2所。\n"
        "2.改造公园3个。\n"
        "二、续建项目\n"
        "3.体育馆建设。\n"
        "4.污水厂扩建。\n"
        "三、新开工项目\n"
        "5.中医院迁建。\n",
        [
            ("新建小学2所", "unstated"),
            ("改造公园3个", "unstated"),
            ("体育馆建设", "unstated|in_progress"),
            ("污水厂扩建", "unstated|in_progress"),
            ("中医院迁建", "unstated|in_progress"),
        ],
    ),
    "an aim for all of them": (
        "关于2023年民生实事的安排意见\n"
        "要确保以下6件实事全部完成：①新建厕所10座；②改造路灯300盏；③修建桥梁2座；④培训"
        "500人；⑤发放补贴100万元；⑥开放体育场馆8个。\n",
        [
            ("新建厕所10座；", "unstated"),
            ("改造路灯300盏；", "unstated"),
            ("修建桥梁2座；", "unstated"),
            ("培训500人；", "unstated"),
            ("发放补贴100万元；", "unstated"),
            ("开放体育场馆8个。", "unstated"),
        ],
    ),
    "aims with their numbers": (
        "2025年民生实事清单公布\n"
        "力争上半年5项完成。道路拓宽、校舍维修、公厕改造、路灯更换、绿地提升。\n"
        "年底前其余3项完成。医院扩建、市场搬迁、公园新建。\n",
        [
            ("道路拓宽", "unstated"),
            ("校舍维修", "unstated"),
            ("公厕改造", "unstated"),
            ("路灯更换", "unstated"),
            ("绿地提升", "unstated"),
            ("医院扩建", "unstated"),
            ("市场搬迁", "unstated"),
            ("公园新建", "unstated"),
        ],
    ),
    "a column of aims": (
        "2024年民生实事项目责任表\n"
        "序号\t项目名称\t责任单位\t进度要求\n"
        "1\t新建小学1所\t区教育局\t9月底前竣工投用\n"
        "2\t改造公园3个\t区园林局\t6月完成设计，11月完工\n"
        "3\t加装电梯40部\t区住建局\t全部完成\n",
        [
            ("新建小学1所", "unstated"),
            ("改造公园3个", "unstated"),
            ("加装电梯40部", "unstated"),
        ],
    ),
    "second sentences that are aims": (
        "云溪区2023年民生实事\n"
        "1.新建停车场5处。全部对外开放。\n"
        "2.建设充电桩300个。建成投用。\n"
        "3.改造小区8个。完成改造。\n"
        "4.新增床位100张。全面启用。\n",
        [
            ("新建停车场5处。全部对外开放。|新建停车场5处", "unstated"),
            ("建设充电桩300个。建成投用。|建设充电桩300个", "unstated"),
            ("改造小区8个。完成改造。|改造小区8个", "unstated"),
            ("新增床位100张。全面启用。|新增床位100张", "unstated"),
        ],
    ),
    "aspects of a plan": (
        "2024年民生实事\n"
        "农村改厕改造方面：完成改造3000户，年底前全部完成。\n"
        "助老服务提升方面：建成助餐点20个。\n"
        "托育服务建设方面：新增托位500个。\n"
        "出行条件改善工程方面：打通断头路3条。\n",
        [
            (
                "农村改厕改造方面：完成改造3000户，年底前全部完成。|完成改造3000户，年底前全部完成。",
                "unstated",
            ),
            ("助老服务提升方面：建成助餐点20个。|建成助餐点20个", "unstated"),
            ("托育服务建设方面：新增托位500个。|新增托位500个", "unstated"),
            ("出行条件改善工程方面：打通断头路3条。|打通断头路3条", "unstated"),
        ],
    ),
    "subjects of a plan": (
        "2024年重点民生实事\n"
        "关于农村改厕。计划改造1万户，确保11月底前完成。\n"
        "关于学前教育。新建幼儿园20所，实现全部开园。\n"
        "关于养老服务。建成助餐点300个。\n"
        "关于道路建设。建成通车120公里。\n",
        [
            ("农村改厕|农村改厕。计划改造1万户，确保11月底前完成。", "unstated"),
            ("学前教育|学前教育。新建幼儿园20所，实现全部开园。", "unstated"),
            ("养老服务|养老服务。建成助餐点300个。", "unstated"),
            ("道路建设|道路建设。建成通车120公里。", "unstated"),
        ],
    ),
    "rows of aims that commas part": (
        "2023年惠民实事实施计划\n"
        "序号,项目名称,责任单位,工作目标\n"
        "1,新建幼儿园3所,区教育局,建成开园\n"
        "2,改造公厕20座,区城管局,全部完成\n"
        "3,加装电梯50部,区住建局,完成验收\n",
        [
            ("新建幼儿园3所", "unstated"),
            ("改造公厕20座", "unstated"),
            ("加装电梯50部", "unstated"),
        ],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_no_promise_of_a_plan_is_called_done(kind: str) -> None:
    check(*PAGES[kind])
