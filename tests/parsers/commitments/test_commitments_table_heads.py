"""Promises in tables whose heads or cells span several rows or columns; all tables here are invented."""

from __future__ import annotations

import pytest

from tests.parsers.commitments.test_commitments_tables import html, read


def test_a_name_merged_over_several_contents_is_their_category() -> None:
    found = read(
        html(
            "<tr><th>序号</th><th>主要任务</th><th>全年目标任务</th><th>牵头单位</th><th>1-10月推进情况</th>"
            "<th>1-11月推进情况</th><th>是否达序</th></tr>"
            "<tr><td>7</td><td rowspan=2>城市管理</td><td>新建公厕3座。</td><td>区城管局</td><td>正在施工。</td>"
            "<td>已全部建成。</td><td>是</td></tr>"
            "<tr><td>8</td><td>改造路灯90盏。</td><td>区城管局</td><td>正在施工。</td><td>正在施工。</td>"
            "<td>否</td></tr>"
        )
    )
    assert [(c.ordinal, c.category, c.text, c.status) for c in found] == [
        ("7", "城市管理", "新建公厕3座。", "completed"),
        ("8", "城市管理", "改造路灯90盏。", "in_progress"),
    ]


def test_a_head_of_two_rows_with_a_plan_by_quarters() -> None:
    head = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>事项类别</td><td rowspan=2>事项名称</td>"
        "<td colspan=2>进度安排</td><td rowspan=2>牵头单位</td><td rowspan=2>落实情况</td></tr>"
        "<tr><td>上半年</td><td>第四季度</td></tr>"
    )
    row = "<tr><td>{}</td><td>医疗</td><td>{}</td><td>开工。</td><td>建成{}座。</td><td>区卫健局</td><td>{}</td></tr>"
    found = read(
        html(
            head
            + row.format(1, "新建医院1座。", 1, "已完成。医院已开诊。")
            + row.format(2, "新建诊所3座。", 3, "正在推进。")
        )
    )
    assert [(c.ordinal, c.category, c.text, c.status, c.lead) for c in found] == [
        ("1", "医疗", "新建医院1座。", "completed", "区卫健局"),
        ("2", "医疗", "新建诊所3座。", "in_progress", "区卫健局"),
    ]


def test_parts_of_a_project_stand_beside_its_name_under_one_head() -> None:
    found = read(
        html(
            "<tr><td rowspan=2>序号</td><td rowspan=2 colspan=2>项目名称</td><td rowspan=2>责任单位</td>"
            "<td colspan=2>进展情况</td></tr><tr><td>前期手续</td><td>形象进度</td></tr>"
            "<tr><td rowspan=3>1</td><td rowspan=3>（一）河岸整治工程</td>"
            "<td>1.东段</td><td>区水务局</td><td></td><td>已完工</td></tr>"
            "<tr><td>2.西段</td><td>区水务局</td><td></td><td>因征地未开工</td></tr>"
            "<tr><td>3.南段</td><td>区水务局</td><td></td><td>已完工</td></tr>"
            "<tr><td>2</td><td colspan=2>（二）应急广播工程</td><td>区应急局</td><td></td><td>已完工</td></tr>"
            "<tr><td rowspan=2>3</td><td rowspan=2>（三）操场改造工程</td>"
            "<td>1.一小</td><td>区教育局</td><td></td><td>已完工</td></tr>"
            "<tr><td>2.二小</td><td>区教育局</td><td></td><td>已完工</td></tr>"
        )
    )
    assert [(c.text, c.status, c.lead) for c in found] == [
        ("河岸整治工程", "partly", "区水务局"),
        ("应急广播工程", "completed", "区应急局"),
        ("操场改造工程", "completed", "区教育局"),
    ]
    assert [c.outcome for c in found] == [
        "1.东段：已完工；2.西段：因征地未开工；3.南段：已完工",
        "已完工",
        "已完工",
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (  # the category stands beside its projects, all of them in the second column
            "<tr><td>序号</td><td colspan=2>项目名称</td><td>责任单位</td></tr>"
            "<tr><td>1</td><td rowspan=2>民政</td><td>新建敬老院1所</td><td>区民政局</td></tr>"
            "<tr><td>2</td><td>改造活动室4间</td><td>区民政局</td></tr>",
            [("新建敬老院1所", "unstated"), ("改造活动室4间", "unstated")],
        ),
        (  # the number stands under the names' head
            "<tr><td colspan=2>民生实事项目</td><td>完成情况</td></tr>"
            "<tr><td>1</td><td>开行夜间公交2条</td><td>已完成</td></tr>"
            "<tr><td>2</td><td>建设儿童乐园1个</td><td>正在建设</td></tr>",
            [("开行夜间公交2条", "completed"), ("建设儿童乐园1个", "in_progress")],
        ),
        (  # of reports month by month the last counts
            "<tr><td rowspan=2>序号</td><td rowspan=2>项目名称</td><td colspan=2>进展情况</td></tr>"
            "<tr><td>1-5月</td><td>1-6月</td></tr>"
            "<tr><td>1</td><td>安装路灯300盏</td><td>安装100盏</td><td>安装300盏，已全部完成</td></tr>"
            "<tr><td>2</td><td>新建书屋2家</td><td>正在选址</td><td>正在装修</td></tr>",
            [("安装路灯300盏", "completed"), ("新建书屋2家", "in_progress")],
        ),
    ],
)
def test_columns_are_known_by_place_where_a_head_spans_several(
    rows: str, wanted: list[tuple[str, str]]
) -> None:
    assert [(c.text, c.status) for c in read(html(rows))] == wanted
