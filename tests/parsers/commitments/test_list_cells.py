"""Tables whose cells hold several promises, share merged cells, or stand one a line behind bars."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.read import read
from tests.support.read_lists import bare

Wanted = Sequence[tuple[str, str, str | None]]  # promise, status, lead


def table(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><table>{cells}</table></body></html>"
    )
    return page.encode()


def check(data: bytes, source: str, wanted: Wanted) -> None:
    found = read(data, source=source).commitments
    assert [bare(one.text) for one in found] == [bare(words) for words, _, _ in wanted]
    assert [one.lead for one in found] == [lead for _, _, lead in wanted]
    for one, (_, status, _) in zip(found, wanted, strict=True):
        assert one.status in status.split("|"), one.text


def test_numbers_that_run_on_through_cells_count_the_promises() -> None:
    rows = [
        ["领域", "主要内容", "牵头单位"],
        ["交通", "1、打通断头路2条。<br>2、新增停车位500个。", "区住建局"],
        ["养老", "3、新建日间照料中心4个。<br>4、建设助餐点12个。", "区民政局"],
        ["文化", "5、建成城市书房3个。", "区文旅局"],
    ]
    data = table("2024年南浦区民生实事项目表", rows)
    wanted = [
        ("打通断头路2条", "unstated", "区住建局"),
        ("新增停车位500个", "unstated", "区住建局"),
        ("新建日间照料中心4个", "unstated", "区民政局"),
        ("建设助餐点12个", "unstated", "区民政局"),
        ("建成城市书房3个", "unstated", "区文旅局"),
    ]
    check(data, "list.html", wanted)
    found = read(data, source="list.html").commitments
    assert [one.ordinal for one in found] == ["1", "2", "3", "4", "5"]
    assert [one.category for one in found] == ["交通", "交通", "养老", "养老", "文化"]


def test_numbers_that_begin_again_count_the_parts_of_one() -> None:
    rows = [
        ["序号", "项目名称", "建设内容", "责任单位"],
        ["1", "老旧小区改造", "1.改造小区12个。2.加装电梯30部。", "区住建局"],
        ["2", "健康服务", "1.建设社区医院2家。2.免费体检1万人。", "区卫健局"],
    ]
    wanted = [("老旧小区改造", "unstated", "区住建局"), ("健康服务", "unstated", "区卫健局")]
    check(table("2023年西屏区民生实事任务清单", rows), "list.html", wanted)


@pytest.mark.parametrize("edge", ["新增学位1200个 | ||||", "新增学位1200个 |"])
def test_a_project_on_a_line_of_its_own_shares_the_row_above(edge: str) -> None:
    text = (
        "北塘区2023年民生实事项目三季度进展情况\n"
        "序号 | 项目内容 | 责任单位 | 进展情况 | 备注 |\n"
        "1 | 新建中学1所 | 区教育局 | 主体完成60%。 | |\n"
        f"{edge}\n"
        "2 | 建设充电桩400个 | 区发改局 | 已建成420个。 | |\n"
        "3 | 整治背街小巷20条 | 区城管局 | 正在施工。 | |\n"
    )
    wanted = [
        ("新建中学1所", "in_progress", "区教育局"),
        ("新增学位1200个", "in_progress", "区教育局"),
        ("建设充电桩400个", "exceeded", "区发改局"),
        ("整治背街小巷20条", "in_progress", "区城管局"),
    ]
    check(text.encode(), "list.md", wanted)


def test_heads_over_two_lines_and_missing_cells_keep_their_columns() -> None:
    text = (
        "云岭县2020年1-10月民生实事完成情况表 |\n"
        "序号 | 指标名称 | 责任单位 | 年度目标 | 1-10月\n"
        "完成数 |\n"
        "完成比例 | 备注 | |\n"
        "1 | 新增城镇就业人数 | 县人社局 | 2000人 | 2300人 | 115% | ||\n"
        "2 | 改造农村公路 | 县交通局 | 80公里 | 51公里 | 64% | 受雨季影响，进度较慢。 | |\n"
        "3 | 提高低保标准 | 县民政局 | 每月不低于600元 | 100% | 已按每月620元发放。 | |\n"
        "4 | 建设高标准农田 | 县农业农村局 | 1万亩 | 1万亩 | 100% | ||\n"
    )
    wanted = [
        ("新增城镇就业人数", "exceeded", "县人社局"),
        ("改造农村公路", "in_progress|delayed", "县交通局"),
        ("提高低保标准", "completed", "县民政局"),
        ("建设高标准农田", "completed", "县农业农村局"),
    ]
    check(text.encode(), "list.md", wanted)


def test_a_cell_that_reads_as_a_heading_is_a_cell() -> None:
    text = (
        "2022年县政府民生实事进展情况\n序号 |\n项目名称 |\n目标任务 |\n分管领导 |\n责任单位 |\n配合单位 |\n进展情况 |\n"
        "1 |\n教育扩容惠民工程 |\n①新建小学1所。 ②改造食堂4个。 |\n"
        "李 某 |\n县教体局 |\n各乡镇 |\n①小学已封顶。 ②食堂改造3个。 |\n"
        "2 |\n健康守护惠民工程 |\n建设急救站2个。 |\n王 某 |\n县卫健委 |\n|\n已完工。 |\n"
        "3 |\n出行改善惠民工程 |\n新改建道路6条。 |\n赵 某 |\n县住建局 |\n各乡镇 |\n正在施工。 |\n"
    )
    wanted = [
        ("教育扩容惠民工程", "in_progress|partly", "县教体局"),
        ("健康守护惠民工程", "completed", "县卫健委"),
        ("出行改善惠民工程", "in_progress", "县住建局"),
    ]
    check(text.encode(), "list.md", wanted)


def test_money_by_its_sources_makes_no_further_promises() -> None:
    rows = [
        ["序号", "项目内容", "总投资（万元）", "中央资金", "区级资金", "牵头单位"],
        ["1", "新建垃圾中转站3座", "900", "300", "600", "区城管局"],
        ["2", "改造村卫生室22个", "440", "440", "0", "区卫健局"],
        ["3", "新建人行天桥1座", "1100", "0", "1100", "区住建局"],
        ["", "合计", "2440", "740", "1700", ""],
    ]
    data = table("2021年区政府民生实事项目及资金计划", rows)
    wanted = [
        ("新建垃圾中转站3座", "unstated", "区城管局"),
        ("改造村卫生室22个", "unstated", "区卫健局"),
        ("新建人行天桥1座", "unstated", "区住建局"),
    ]
    check(data, "list.html", wanted)
    assert read(data, source="list.html").plan_year == 2021


def test_a_table_of_how_content_deputies_are_with_what_was_done_is_a_list() -> None:
    rows = [
        ["序号", "实事项目", "办理情况", "很满意", "满意", "不满意"],
        ["1", "社区食堂建设", "全部建成", "120", "20", "1"],
        ["2", "农村改厕", "已完成", "110", "28", "3"],
        ["3", "体育馆新建", "主体封顶", "76", "50", "15"],
    ]
    data = table("云溪区2021年民生实事满意度测评情况", rows)
    wanted = [
        ("社区食堂建设", "completed", None),
        ("农村改厕", "completed", None),
        ("体育馆新建", "in_progress", None),
    ]
    check(data, "list.html", wanted)
    assert read(data, source="list.html").review_year == 2021
