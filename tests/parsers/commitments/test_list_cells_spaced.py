"""Tables whose cells only single spaces part; all are invented."""

from __future__ import annotations

import pytest

from tests.parsers.commitments.test_list_cells_alone import Wanted, check, record

SPACED = (
    "云溪区1-10月5件重点民生实事落实情况\n"
    "序号 考核指标 单 位 目标任务 完成数 完成率 备  注\n"
    "1 新增城镇就业 人 3200 3350 104.7% 区人社局\n"
    "2 新建农村公路 公里 85 61.2 72.0% 区交通局\n"
    "养护农村公路 公里 300 300 100.0%\n"
    "3 新建公厕12座以上 12 12 100.0% 区城管局\n"
    "4 提高护理补贴标准 元/月/人 不低于80元 80 达到目标80元 区民政局\n"
    "5 光纤入户工程 新建通村光纤 村 40 22 55.0% 区工信局\n"
)


def test_lost_cells_between_single_spaces() -> None:
    check(
        record(SPACED + "以上数据由各单位报送。"),
        [
            ("1", "新增城镇就业", "区人社局", "exceeded"),
            ("2", "新建农村公路", "区交通局", "in_progress"),
            ("2", "养护农村公路", None, "completed"),
            ("3", "新建公厕12座以上", "区城管局", "completed"),
            ("4", "提高护理补贴标准", "区民政局", "completed"),
            ("5", "光纤入户工程 新建通村光纤", "区工信局", "in_progress"),
        ],
    )


@pytest.mark.parametrize(
    ("heads", "rows", "wanted"),
    [
        (
            "序号 项目名称 计量单位 年度目标 累计完成 占年计划% 牵头单位",
            "1 改造棚户区 套 500 520 104% 县住建局\n"
            "2 硬化通组路 公里 120 120 100% 县交运局\n"
            "3 发放创业贷款 万元 2000 1500 75% 县人社局\n"
            "4 建设村卫生室 个 30 县卫健局",
            [
                ("1", "改造棚户区", "县住建局", "exceeded"),
                ("2", "硬化通组路", "县交运局", "completed"),
                ("3", "发放创业贷款", "县人社局", "in_progress"),
                ("4", "建设村卫生室", "县卫健局", "unstated"),
            ],
        ),
        (
            "序号 实事内容 单位 任务数 完成数 完成比例（%） 备注",
            "1 资助贫困学生 名 9000 9100 101.1\n"
            "2 改建敬老院 所 6 4 66.7 县民政局\n"
            "新建日间照料中心 个 10 10 100\n"
            "3 安装路灯 盏 2500 2500 100 县城管局",
            [
                ("1", "资助贫困学生", None, "exceeded"),
                ("2", "改建敬老院", "县民政局", "in_progress"),
                ("2", "新建日间照料中心", None, "completed"),
                ("3", "安装路灯", "县城管局", "completed"),
            ],
        ),
    ],
)
def test_units_and_shares_between_single_spaces(heads: str, rows: str, wanted: Wanted) -> None:
    check(record(f"云溪县1至9月4件民生实事完成情况表\n{heads}\n{rows}"), wanted)


def test_a_table_of_the_economy_between_single_spaces_is_no_list() -> None:
    rows = "1 地区生产总值 亿元 - 320 6.1%\n2 固定资产投资 亿元 12 98 8.0%\n3 一般公共预算收入 亿元 2 21 4.0%"
    found = record(f"云溪区1-10月主要经济指标\n序号 指标名称 单位 本月 累计 同比\n{rows}")
    assert found.kind == "other"
    assert found.commitments == ()
