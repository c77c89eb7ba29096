"""Tables with a cell a line and no marks, and rows that lost the places of merged cells."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsers.read import read
from parsers.record import Record
from tests.support.read_lists import bare

Wanted = Sequence[tuple[str, str, str | None, str]]  # ordinal, promise, lead, status


def record(text: str, source: str = "list.txt") -> Record:
    return read(text.encode(), source=source)


def check(found: Record, wanted: Wanted) -> None:
    got = [(one.ordinal or "", bare(one.text), one.lead) for one in found.commitments]
    assert got == [(ordinal, bare(words), lead) for ordinal, words, lead, _ in wanted]
    assert [one.status for one in found.commitments] == [status for *_, status in wanted]


def stacked(title: str, heads: Sequence[str], *rows: Sequence[str]) -> str:
    """Return a table with a cell a line, blank lines between."""
    return "\n\n".join((title, *heads, *(cell for row in rows for cell in row)))


def barred(title: str, width: int, *rows: Sequence[str]) -> str:
    """Return a table whose cells | ends, one a line; a row with fewer cells has the missing edges at its end."""
    lines = [title]
    for row in rows:
        lines += [f"{cell} |" for cell in row]
        lines += ["|" * (width - len(row))] * (len(row) < width)
    return "\n".join(lines)


def test_names_with_units_plan_and_done() -> None:
    text = stacked(
        "2022年1-10月清泉县民生工程进度表",
        ["序号", "指标名称（单位）", "计划数", "完成数", "完成率（%）", "责任单位"],
        ["1", "新增城镇就业（人）", "3000", "3120", "104", "县人社局"],
        ["2", "农村危房改造（户）", "260", "198", "76.2", "县住建局"],
        ["3", "新建村级卫生室（个）", "12", "12", "100", "县卫健局"],
        ["4", "发放创业贷款（万元）", "800", "950", "118.8", "县财政局"],
    )
    wanted = [
        ("1", "新增城镇就业（人）", "县人社局", "exceeded"),
        ("2", "农村危房改造（户）", "县住建局", "in_progress"),
        ("3", "新建村级卫生室（个）", "县卫健局", "completed"),
        ("4", "发放创业贷款（万元）", "县财政局", "exceeded"),
    ]
    check(record(text), wanted)


def test_groups_before_the_numbers_broken_heads_and_bodies() -> None:
    text = stacked(
        "2023年1—11月民生工程实施进度表",
        [
            "工程",
            "名称",
            "序号",
            "项 目 内 容",
            "目标任务",
            "区级牵头",
            "责任单位",
            "进度",
            "完成目标",
            "（%）",
            "备注",
        ],
        [
            "安居工程",
            "1",
            "改善住房条件",
            "改造老旧小区（个）",
            "26",
            "区住房和",
            "城乡建设局",
            "30",
            "115.4",
            "超额完成",
        ],
        ["2", "加装电梯（部）", "40", "40", "100", "已完成"],
        ["3", "城镇住房空置率低于（%）", "9", "8", "112", "超额完成"],
        [
            "4*",
            "为困难家庭维修房屋",
            "应修尽修",
            "区民政局、",
            "区住房和城乡建设局",
            "已维修96户。",
            "达到时间进度",
        ],
        ["康养工程", "5", "完善养老服务", "新建社区食堂（个）", "12", "区民政局", "9", "75", "达到时间进度"],
        ["6", "适老化改造（户）", "200", "236", "118", "超额完成"],
    )
    wanted = [
        ("1", "改造老旧小区（个）", "区住房和城乡建设局", "exceeded"),
        ("2", "加装电梯（部）", None, "completed"),
        ("3", "城镇住房空置率低于（%）", None, "exceeded"),
        ("4", "为困难家庭维修房屋", "区民政局、区住房和城乡建设局", "in_progress"),
        ("5", "新建社区食堂（个）", "区民政局", "in_progress"),
        ("6", "适老化改造（户）", None, "exceeded"),
    ]
    found = record(text)
    check(found, wanted)
    assert [one.category for one in found.commitments] == ["改善住房条件"] * 4 + ["完善养老服务"] * 2


def test_groups_in_lines_of_their_own_between_the_rows() -> None:
    text = stacked(
        "2024年北塘区民生实事项目完成情况",
        ["序号", "项目内容", "责任单位", "完成情况"],
        ["一、养老服务", "1", "新建日间照料中心5个", "区民政局", "已建成5个"],
        ["2", "适老化改造300户", "区民政局", "已完成320户"],
        ["二、交通出行", "3", "打通断头路2条", "区住建局", "1条已通车，1条正在施工"],
        ["4", "新增停车位800个", "区城管局", "已新增860个"],
    )
    found = record(text)
    check(
        found,
        [
            ("1", "新建日间照料中心5个", "区民政局", "completed"),
            ("2", "适老化改造300户", "区民政局", "exceeded"),
            ("3", "打通断头路2条", "区住建局", "partly"),
            ("4", "新增停车位800个", "区城管局", "exceeded"),
        ],
    )
    assert [one.category for one in found.commitments] == ["养老服务"] * 2 + ["交通出行"] * 2


def test_reports_broken_over_lines_beside_missing_bodies() -> None:
    text = stacked(
        "2023年10月区民生实事项目进展情况汇总表",
        ["序号", "项目内容", "牵头单位", "落实情况"],
        ["1", "结对帮扶学校2所。", "教育局", "基本完成。", "完成结对任务及信息上报，待上级审核。"],
        ["2", "9600名学生开展正脊筛查。", "提前完成年度任务。", "截至6月，已完成筛查9700人。"],
        [
            "3",
            "1）完成初高中学历提升416人；",
            "2）完成大专学历提升902人。",
            "基本完成。",
            "1）完成895人；",
            "2）完成1937人。",
        ],
        ["4", "新增老年大学3所。", "提前完成年度任务。", "建成老年大学3所。"],
    )
    found = record(text)
    assert [(one.ordinal, bare(one.text)) for one in found.commitments] == [
        ("1", bare("结对帮扶学校2所。")),
        ("2", bare("9600名学生开展正脊筛查。")),
        ("3", bare("1）完成初高中学历提升416人；2）完成大专学历提升902人。")),
        ("4", bare("新增老年大学3所。")),
    ]
    assert found.commitments[1].lead is None
    assert (found.commitments[1].outcome or "").startswith("提前完成年度任务")


def test_padded_rows_whose_merged_category_left_no_cell() -> None:
    text = """2025年江口区民生实事项目进展情况（截至9月底）
序号 | 项目类别 | 项目名称 | 年度目标 | 牵头单位 | 目前进展 | |
1 | 教育惠民 | 新建实验小学分校 | 完成主体工程 | 区教育局 | 正在进行主体施工 | |
2 | 改造校园厕所 | 改造20所学校厕所 | 区教育局 | 已改造18所 | ||
3 | 健康惠民 | 建设急救站 | 新建急救站3个 | 区卫健局 | 已建成3个 | |
4 | 更新医疗设备 | 更新设备50台 | 区卫健局 | 已采购32台 | ||
"""
    found = record(text, "list.md")
    check(
        found,
        [
            ("1", "新建实验小学分校", "区教育局", "in_progress"),
            ("2", "改造校园厕所", "区教育局", "in_progress"),
            ("3", "建设急救站", "区卫健局", "completed"),
            ("4", "更新医疗设备", "区卫健局", "in_progress"),
        ],
    )
    assert [one.category for one in found.commitments] == ["教育惠民"] * 2 + ["健康惠民"] * 2


def test_years_between_merged_names_and_what_is_due_beside_reports() -> None:
    text = """2025年溪口区十大民生实事项目进展表（截至6月底）
序号 | 项目名称 | 起止 年限 | 子项目 | 具体内容 | 具体完成情况 | 2025年进展情况 | ||
截至6月底进展 | 7月工作计划 |||||||
1 | 一、优质教育工程 | 2024- 2025 | 完成高级中学食堂建设 | 新建一幢食堂 | 当年完成 | 装饰工程施工 | 附属施工 | |
2 | 2025 | 启动实施第二中学建设 | 旧教学楼拆除重建，共四层 | 开工建设 | 正在办理施工许可证 | 开工建设 | ||
3 | 2025 | 实施学校清凉工程 | 为教室安装空调300台 | 当年完成 | 已完成招标，正在备货 | 完成安装 | ||
"""
    found = record(text, "list.md")
    check(
        found,
        [
            ("1", "完成高级中学食堂建设", None, "in_progress"),
            ("2", "启动实施第二中学建设", None, "in_progress"),
            ("3", "实施学校清凉工程", None, "in_progress"),
        ],
    )
    assert {one.category for one in found.commitments} == {"优质教育工程"}


def test_a_body_merged_over_rows_leads_them_all() -> None:
    text = """2024年南岭县重点民生实事进展表
序号 | 项目名称 | 实施年限 | 具体内容 | 责任单位 | 完成情况 | |
1 | 饮水安全工程 | 2023-2024 | 新建水厂2座 | 县水利局 | 已建成投用 | |
2 | 水库除险加固 | 2024 | 加固水库5座 | 已完成4座 | ||
3 | 道路硬化工程 | 2024 | 硬化道路36公里 | 县交通局 | 已完成36公里 | |
"""
    leads = [one.lead for one in record(text, "list.md").commitments]
    assert leads == ["县水利局", "县水利局", "县交通局"]


def test_one_cell_and_its_edge_a_line_with_parts() -> None:
    text = barred(
        "2023年度西陵区民生实事项目进度表",
        8,
        ["序号", "牵头单位", "民生实事项目数量", "项目名称", "业主单位", "本月进展情况"],
        ["前期手续", "形象进度"],
        [
            "一",
            "区住建局",
            "民生实事项目（1个）",
            "（一）打通断头路行动（2条路）",
            "1.云山北路",
            "区城投",
            "已完工",
        ],
        ["2.乐湖路", "区城管局", "正在施工"],
        ["二", "区城管局", "民生实事项目（2个）", "（一）井盖整治项目", "区城管局", "已完工"],
        ["（二）老旧小区改造项目", "区城管局", "已完工"],
    )
    found = record(text, "list.md")
    check(
        found,
        [
            ("一", "打通断头路行动（2条路）", "区住建局", "in_progress"),
            ("一", "井盖整治项目", "区城管局", "completed"),
            ("二", "老旧小区改造项目", "区城管局", "completed"),
        ],
    )


def test_numbers_begin_again_below_each_body() -> None:
    text = barred(
        "2023年度西陵区民生实事项目进度表",
        5,
        ["序号", "责任单位", "项目名称", "建设单位", "工程进度"],
        ["1", "区住建局", "（一）老旧小区改造", "区城投公司", "已完工"],
        ["（二）背街小巷整治", "区城管局", "正在施工"],
        ["2", "区教育局", "（一）新建第二幼儿园", "区教投公司", "主体封顶"],
        ["（二）校园操场改造", "区教育局", "已完工"],
    )
    check(
        record(text, "list.md"),
        [
            ("一", "老旧小区改造", "区住建局", "completed"),
            ("二", "背街小巷整治", "区住建局", "in_progress"),
            ("一", "新建第二幼儿园", "区教育局", "in_progress"),
            ("二", "校园操场改造", "区教育局", "completed"),
        ],
    )


@pytest.mark.parametrize(
    "rows",
    [
        # Nothing names a project.
        [
            ["1", "2022年", "区住建局", "已完成"],
            ["2", "2022年", "区教育局", "正在施工"],
            ["3", "1200", "区卫健局", "已完成"],
        ],
        [
            ["1", "区住建局", "已完成", "2022"],
            ["2", "区教育局", "已完成", "2022"],
            ["3", "区卫健局", "已完成", "2022"],
        ],
    ],
)
def test_a_table_whose_cells_are_in_doubt_shows_no_promise(rows: list[list[str]]) -> None:
    found = record(stacked("2022年民生实事项目进度表", ["序号", "项目名称", "责任单位", "进展情况"], *rows))
    assert found.commitments == ()
    assert "items_unclear" in [problem.code for problem in found.problems]


@pytest.mark.parametrize(
    ("name", "target", "done", "status"),
    [
        ("新建村级卫生室（个）", "12", "9", "in_progress"),
        ("新建村级卫生室（个）", "12", "12", "completed"),
        ("城镇登记失业率控制在（%）", "4.3", "4.1", "unstated"),  # less is better
        ("村卫生室标准化建设", "应建尽建", "31", "unstated"),
    ],
)
def test_a_bare_number_is_compared_with_its_target_alone(
    name: str, target: str, done: str, status: str
) -> None:
    text = stacked(
        "2022年清泉县民生工程完成情况表",
        ["序号", "项目名称", "年度目标", "完成数", "责任单位"],
        ["1", name, target, done, "县卫健局"],
        ["2", "农村危房改造（户）", "260", "260", "县住建局"],
        ["3", "新增城镇就业（人）", "3000", "3120", "县人社局"],
    )
    assert record(text).commitments[0].status == status


@pytest.mark.parametrize(
    ("printed", "status"),
    [("76.2", "in_progress"), ("100", "completed"), ("103.5", "exceeded"), ("0.85", "unstated")],
)
def test_a_number_below_a_head_of_shares_is_a_share(printed: str, status: str) -> None:
    rows = "".join(
        f"<tr><td>{at}</td><td>{name}</td><td>{rate}</td></tr>"
        for at, (name, rate) in enumerate(
            [("改造老旧小区", printed), ("新建公园", "100"), ("铺设管网", "100")], 1
        )
    )
    html = (
        "<html><head><title>2022年云溪区民生实事完成情况</title></head><body><h1>2022年云溪区民生实事完成情况</h1><table>"
        f"<tr><td>序号</td><td>项目名称</td><td>完成率（%）</td></tr>{rows}</table></body></html>"
    )
    assert read(html.encode(), source="list.html").commitments[0].status == status
