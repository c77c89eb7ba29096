"""Tables in the text of a page whose cells pipes or tabs part; all documents are invented."""

from __future__ import annotations

from tests.parsers.commitments.test_commitments_lists import record

PIPES = """大类 | 序号 | 工作任务 | 分管 区领导 | 牵头单位及 主要负责人 | 落实进展情况 |
一、养老服务 | 1 | 新建食堂8家。 | 柳如川 | 区民政局 梅若望 | 已完成。 |
2 | 新增床位90张。 | 柳如川 | 区民政局 梅若望 | 正在推进。 |
二、交通出行 | 3 | 打通断头路3条。 | 柳如川 | 区住建局 竹清 | 已完成。 |
"""


def test_a_table_whose_cells_pipes_part() -> None:
    found = record(PIPES, "云溪区2024年十件民生实事落实进展情况").commitments
    assert [(c.category, c.ordinal, c.text, c.status) for c in found] == [
        ("一、养老服务", "1", "新建食堂8家。", "completed"),
        ("一、养老服务", "2", "新增床位90张。", "in_progress"),
        ("二、交通出行", "3", "打通断头路3条。", "completed"),
    ]


def test_merged_names_over_several_tasks_in_pipes() -> None:
    text = (
        "2025年云溪区民生实事项目表\n项目名称 | 工作任务 | 计划完成时间 | 牵头单位 |\n"
        "1.人居环境项目 | 改造东路等3条道路; | 11月 | 区住建局 |\n"
        "新建口袋公园2处; | 2025.12 | 区城管局 | |\n"
        "2.村道改造项目 | 改造村道40公里,亮化村道75公里。 | 10月 | 区交通局 |\n"
    )
    assert [(c.category, c.text, c.lead) for c in record(text).commitments] == [
        ("1.人居环境项目", "改造东路等3条道路;", "区住建局"),
        ("1.人居环境项目", "新建口袋公园2处;", "区城管局"),
        ("2.村道改造项目", "改造村道40公里,亮化村道75公里。", "区交通局"),
    ]


def test_a_table_whose_head_spans_columns_gives_nothing() -> None:
    text = (
        "2025年民生工程目标任务分解表\n项目 | 目标 | 责任单位 |\n"
        "就业工程 | 促进就业 | 新增就业 | 900 | 东镇80 西镇15 | 区人社局 |\n"
        "再就业 | 250 | 东镇8 |\n失业率 | 4 | 东镇2 |\n"
    )
    assert record(text, "云溪区2025年民生工程目标任务分解表").commitments == ()


def test_a_table_in_pipes_with_one_cell_a_line() -> None:
    text = (
        "2024年区政府重点民生实事项目推进情况\n序号 |\n主要任务 |\n分管 领导 |\n牵头 单位 |\n"
        "1-10月推进情况 |\n1-11月推进情况 |\n"
        "24 |\n优化50条小巷交通。 |\n柳如川 |\n城管局 |\n已进场施工，完成30%。 |\n已进场施工，完成60%。 |\n||\n"
        "25 |\n新建达标小区210个。 |\n柳如川 |\n城管局 |\n正在选址。 |\n已全部完成。 |\n"
    )
    found = record(text).commitments
    assert [(c.ordinal, c.text, c.lead, c.status) for c in found] == [
        ("24", "优化50条小巷交通。", "城管局", "in_progress"),
        ("25", "新建达标小区210个。", "城管局", "completed"),
    ]


def test_the_line_below_a_row_can_be_a_further_body_of_its_last_cell() -> None:
    text = (
        "2024年区政府民生实事计划清单\n序号\t工作任务\t工作内容\t牵头单位\t协办单位\n"
        "1\t新建幼儿园3所\t年内完工，新增学位720个。\t教育局\t住建局\n"
        "2\t开办长者饭堂6间\t每个街道至少一间。\t民政局\t各街道办\n各社区服务站\n"
        "3\t改造菜场4座\t统一标识。\t商务局\t \n"
    )
    found = record(text).commitments
    assert [(c.ordinal, c.lead, c.support) for c in found] == [
        ("1", "教育局", "住建局"), ("2", "民政局", "各街道办 各社区服务站"), ("3", "商务局", None),
    ]  # fmt: skip
