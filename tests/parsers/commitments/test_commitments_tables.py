"""Promises in tables: of the markup, flattened, one cell a line; all tables here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import commitments
from parsers.formats import open_page
from parsers.page import Page
from parsers.record import Commitment, Kind


def read(
    page: Page | str, kind: Kind = "livelihood_projects", plan: int | None = 2025
) -> tuple[Commitment, ...]:
    opened = open_page(page.encode()) if isinstance(page, str) else page
    found, _ = commitments.read(opened, 2024, plan, kind)
    for commitment in found:
        assert commitment.text in opened.text[commitment.start : commitment.end]
    return found


HEAD = ("序号", "项目名称", "项目内容", "牵头单位", "协办单位")
ROWS = (
    ("1", "新建2所幼儿园", "在白塔街道和柳河街道各建1所。", "教育局", "各街道办"),
    ("2", "改造老旧小区16个", "含外墙、管网和车位，惠及3200户。", "住建局", ""),
    ("3", "建成9公里绿道", "连接东湖与西山。", "城管局、水务局", "发改局"),
)


def flattened(cell: str, row: str) -> str:
    return "2025年区政府民生实事计划清单\n" + row.join(cell.join(cells) for cells in (HEAD, *ROWS))


@pytest.mark.parametrize(
    "text",
    [
        flattened("\t", "\n"),
        flattened("\n\t", "\n"),
        flattened("\t\u3000\u3000", "\n\u3000\u3000"),
        flattened("\n", "\n").replace("\n\n", "\n"),
    ],
    ids=["a row a line", "a cell a line after a tab", "indented", "a cell a line"],
)
def test_flattened_tables(text: str) -> None:
    found = read(text)
    assert [c.ordinal for c in found] == ["1", "2", "3"]
    assert [c.text for c in found] == [row[1] for row in ROWS]
    assert [c.lead for c in found] == [row[3] for row in ROWS]
    assert [c.support for c in found] == ["各街道办", None, "发改局"]
    assert {(c.year, c.status) for c in found} == {(2025, "unstated")}


@pytest.mark.parametrize(
    "mark", ["（续表）", "续上表", "表1（续）", "转下页", "承前页", "（接下页）", "续表2", "附表（续）"]
)
@pytest.mark.parametrize(
    "head", ["序号\t项目内容\t责任单位\t完成时限\n", ""], ids=["with its head again", "without"]
)
@pytest.mark.parametrize("group", ["", "教育\t\t\t\n"], ids=["no group", "in a group"])
def test_a_table_broken_by_the_end_of_a_page_goes_on_in_its_category(
    mark: str, head: str, group: str
) -> None:
    found = read(
        "白榆县2019年民生实事项目责任分解表\n序号\t项目内容\t责任单位\t完成时限\n"
        f"{group}1\t新建公办幼儿园4所\t县教育局\t9月底\n2\t改造农村厕所1300座\t县农业农村局\t11月底\n"
        f"3\t开通公交线路2条\t县交通运输局\t6月底\n\n{mark}\n{head}"
        "4\t新建标准化村卫生室17所\t县卫生健康局\t12月底\n5\t整修背街小巷9条\t县住建局\t10月底\n"
    )
    assert [(c.ordinal, c.lead) for c in found] == [
        ("1", "县教育局"),
        ("2", "县农业农村局"),
        ("3", "县交通运输局"),
        ("4", "县卫生健康局"),
        ("5", "县住建局"),
    ]
    assert {c.category for c in found} == {"教育" if group else None}


def test_a_flattened_table_whose_breaks_are_inconsistent() -> None:
    text = (
        "附件三\n2024年全区十件实事完成情况\n序号\t任务\t落实情况\n1\t新建公厕8座\t已全部建成并投入使用。\n"
        "2\t改造市场3个\n\t正在改造，完成60%工程量。\n3\t新增路灯\n500盏\t已新增路灯520盏。\n"
    )
    found = read(text)
    assert ["".join(c.text.split()) for c in found] == ["新建公厕8座", "改造市场3个", "新增路灯500盏"]
    assert [c.status for c in found] == ["completed", "in_progress", "exceeded"]
    assert found[0].outcome == "已全部建成并投入使用。"
    assert {c.year for c in found} == {2024}


def test_a_name_broken_inside_its_cell() -> None:
    text = flattened("\t", "\n").replace("城管局、水务局", "城管局、水\n务局")
    assert read(text)[2].lead == "城管局、水务局"


MARKDOWN = """**2024年度民生实事完成情况**

| **序号** | **所属领域** | **完成进展** |
| ------ | ---------- | --------- |
| **1** | 食品安全 | **已完成。**<br>（1）抽检食品8200批次。<br>（2）快检12万批次。 |
| **2** | 住房保障 | **正在推进。**<br>已开工320套。 |
"""


def test_a_markdown_table_with_line_breaks_in_cells() -> None:
    found = read(MARKDOWN)
    assert [(c.ordinal, c.text, c.status) for c in found] == [
        ("1", "食品安全", "completed"),
        ("2", "住房保障", "in_progress"),
    ]
    assert [c.status_text for c in found] == ["已完成。", "正在推进。"]
    assert found[0].outcome is not None
    assert "12万批次" in found[0].outcome


def html(rows: str) -> str:
    return f"<html><body><h1>云溪区2025年民生实事项目5月进展情况</h1><div><table>{rows}</table></div></body></html>"


def test_an_html_table_with_merged_categories_and_bodies() -> None:
    found = read(
        html(
            "<tr><th>类别</th><th>序号</th><th>实事项目</th><th>年度目标</th><th>完成时限</th>"
            "<th>责任单位</th><th>进展情况</th></tr>"
            "<tr><td rowspan=2>教育</td><td>1</td><td>新建小学</td><td>新建2所。</td><td>12月</td>"
            "<td rowspan=2>区教育局</td><td>已完成桩基施工，正在进行主体施工。</td></tr>"
            "<tr><td>2</td><td>校园食堂</td><td>新建5个。</td><td>9月</td><td>已全部投入使用。</td></tr>"
            "<tr><td>交通</td><td>3</td><td>断头路</td><td>打通4条。</td><td>11月</td><td>区交通局</td><td></td></tr>"
        )
    )
    assert [(c.category, c.ordinal, c.text) for c in found] == [
        ("教育", "1", "新建小学"),
        ("教育", "2", "校园食堂"),
        ("交通", "3", "断头路"),
    ]
    assert [c.lead for c in found] == ["区教育局", "区教育局", "区交通局"]
    assert [c.status for c in found] == ["in_progress", "completed", "unstated"]


def test_rows_across_the_table_are_categories_and_totals_are_no_promise() -> None:
    found = read(
        html(
            "<tr><th>序号</th><th>项目名称</th><th>责任单位</th></tr>"
            "<tr><td colspan=3>一、教育类（2项）</td></tr>"
            "<tr><td>1</td><td>新建幼儿园3所</td><td>区教育局</td></tr>"
            "<tr><td>2</td><td>改造操场6个</td><td>区教育局</td></tr>"
            "<tr><td colspan=3>二、医疗类（一项）</td></tr>"
            "<tr><td>3</td><td>新建卫生站2个</td><td>区卫健局</td></tr>"
            "<tr><td colspan=2>合计</td><td>3项</td></tr>"
        )
    )
    assert [(c.category, c.text) for c in found] == [
        ("教育类", "新建幼儿园3所"),
        ("教育类", "改造操场6个"),
        ("医疗类", "新建卫生站2个"),
    ]


def test_a_column_of_its_own_for_the_status() -> None:
    found = read(
        "2024年民生实事完成情况\n序号\t实事事项\t牵头单位\t完成情况\t完成状态\n"
        "1\t新增车位800个\t区城管局\t新增车位860个。\t已完成\n2\t新建泵站1座\t区水务局\t因选址变化未开工。\t延期"
    )
    assert [(c.status, c.status_text) for c in found] == [("completed", "已完成"), ("delayed", "延期")]
    assert [c.outcome for c in found] == ["新增车位860个。", "因选址变化未开工。"]


@pytest.mark.parametrize(
    ("cell", "lead", "support"),
    [
        ("住建局牵头，发改局、各街道办协助办理", "住建局", "发改局、各街道办"),
        ("文体中心牵头办理", "文体中心", None),
        ("总工会、团区委、妇联牵头办理", "总工会、团区委、妇联", None),
        ("建工局、教育局", "建工局、教育局", None),
    ],
)
def test_one_column_for_all_bodies(cell: str, lead: str, support: str | None) -> None:
    found = read(
        "2024年区政府民生实事完成情况清单\n序号\t项目名称\t办理单位\t完成情况\n"
        f"1\t智慧停车\t{cell}\t已完成。\n2\t公益练歌房\t{cell}\t已完成。"
    )
    assert [(c.lead, c.support) for c in found] == [(lead, support)] * 2


def test_a_table_that_spaces_part() -> None:
    text = (
        "2025年十件民生实事\n- 序号 民生领域 事项名称 具体内容\n- 1 公共交通 改善出行条件 优化公交线路12条。\n"
        "- 新增候车亭30座。\n- 2 住房保障 推进保障房建设和微改造。新增租赁住房500套。\n"
    )
    assert [(c.category, c.text) for c in read(text)] == [
        ("公共交通", "改善出行条件"),
        ("住房保障", "推进保障房建设和微改造。"),
    ]


def test_a_piece_of_a_table_without_its_head() -> None:
    text = (
        "5\t新建公厕8座\t已全部建成。\t城管局\n6\t改造市场3个\t已改造2个，其余正在施工。\t商务局\n"
        "7\t新增路灯500盏\t已新增520盏。\t住建局、城管局\n"
    )
    found = read(Page(text=text, format="text", given_title="2024年民生实事完成情况"))
    assert [(c.ordinal, c.text, c.lead, c.status) for c in found] == [
        ("5", "新建公厕8座", "城管局", "completed"),
        ("6", "改造市场3个", "商务局", "partly"),
        ("7", "新增路灯500盏", "住建局、城管局", "exceeded"),
    ]


@pytest.mark.parametrize("planned", ["6月计划进度", "要求完成进度", "预期进展"])
def test_the_progress_that_was_planned_is_no_outcome(planned: str) -> None:
    text = (
        f"项目内容 | {planned} | 实际进展情况 | 责任单位 |\n"
        "（1）改造泵房3座。 | 完成泵房主体施工。 | 正在开挖基坑。 | 区水务局 |\n"
        "（2）新建书屋5家。 | 建成书屋5家。 | 正在选址。 | 区文体局 |\n"
        "（3）修缮步道9公里。 | 完成修缮。 | 正在招标。 | 区住建局 |"
    )
    found = read(Page(text=text))
    assert [one.outcome for one in found] == ["正在开挖基坑。", "正在选址。", "正在招标。"]
    assert {one.status for one in found} == {"in_progress"}


def test_rows_without_a_caption_report_in_any_words() -> None:
    text = (
        "7\t修建驿道8公里\t驿道修建完毕。\n8\t组织巡回义诊60场\n\t义诊72场。\n"
        "9\t配备急救箱200个\t200个急救箱已全部配齐。\n10\t绘制古树分布图\t已完成绘制。\n"
    )
    found = read(
        Page(text=text, format="text", given_title="云溪区区长在大会上作政府工作报告"), "work_report"
    )
    assert [(c.ordinal, c.text, c.outcome, c.status) for c in found] == [
        ("7", "修建驿道8公里", "驿道修建完毕。", "completed"),
        ("8", "组织巡回义诊60场", "义诊72场。", "exceeded"),
        ("9", "配备急救箱200个", "200个急救箱已全部配齐。", "completed"),
        ("10", "绘制古树分布图", "已完成绘制。", "completed"),
    ]


def test_a_table_of_figures_is_no_list_of_promises() -> None:
    text = "云溪区政府工作报告\n附件\n主要经济指标\n指标\t单位\t完成\n地区生产总值\t亿元\t820\n"
    assert read(text, "work_report") == ()


cells = st.text(st.sampled_from("新建公园改造小区所个座，。12"), min_size=1, max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=2, max_size=12))
def test_every_row_is_one_promise(rows: list[tuple[str, str]]) -> None:
    lines = [f"{n}\t项{name}\t区{body}" for n, (name, body) in enumerate(rows, start=1)]
    page = Page(text="民生实事清单\n序号\t项目名称\t项目内容\n" + "\n".join(lines), format="text")
    found = read(page)
    assert [c.text for c in found] == [f"项{name}" for name, _ in rows]
    assert found == read(page)


ONE_A_LINE = """2024年民生实事任务分解表
序号
民生实事
目标任务完成年限
责任单位
备注
1
新建人行天桥2座。
12月底前
区水务局
区住建局
区民生实事
2
改造公厕8座。
9月底前
区城管局
市民生实事
3
迁建敬老院。
12月底前
区民政局
区民生实事
"""


def test_cells_that_name_livelihood_projects_are_no_headings() -> None:
    found = read(Page(text=ONE_A_LINE, format="text"))
    assert [(c.ordinal, c.text, c.lead) for c in found] == [
        ("1", "新建人行天桥2座。", "区水务局 区住建局"),
        ("2", "改造公厕8座。", "区城管局"),
        ("3", "迁建敬老院。", "区民政局"),
    ]


def test_shares_in_a_progress_column_and_numbers_inside_names() -> None:
    found = read(
        html(
            "<tr><th>民生事项名称</th><th>1-9月份工作完成情况</th><th>1-9月份工作取得成效</th><th>牵头责任单位</th></tr>"
            "<tr><td>14.改造学校</td><td>85%（东校进度滞后）</td><td>已投用1所。</td><td>区教育局</td></tr>"
            "<tr><td>15.新建球场</td><td>100%</td><td>已投用。</td><td>区体育局</td></tr>"
            "<tr><td>16.新建食堂</td><td>主体建成，设备安装完成70%。</td><td>明显。</td><td>区教育局</td></tr>"
        )
    )
    assert [(c.ordinal, c.text, c.status, c.status_text, c.lead) for c in found] == [
        ("14", "改造学校", "in_progress", "85%（东校进度滞后）", "区教育局"),
        ("15", "新建球场", "completed", "100%", "区体育局"),
        ("16", "新建食堂", "in_progress", "主体建成，设备安装完成70%。", "区教育局"),
    ]


@pytest.mark.parametrize(
    "second",
    [
        ("开展老人体检3万人次", "全年"),
        ("开展老人体检3万人次", "县卫健委", "年底前"),
        ("开展老人体检3万人次", "县卫健委", "县民政局", "9月底前"),
    ],
)
def test_a_second_promise_under_one_number_in_cell_lines(second: tuple[str, ...]) -> None:
    rows = [
        "1", "新建小学2所", "县教体局", "8月底前", "2", "改造危房620户", "县住建局", "年底前", *second,
        "3", "改造危桥8座", "县交通局", "县公路局", "12月底前",
    ]  # fmt: skip
    head = ["2018年民生实事项目责任分解表", "序号", "实事内容", "牵头单位", "完成时间"]
    found = read("\n".join([*head, *rows]))
    assert [one.text for one in found] == [
        "新建小学2所",
        "改造危房620户",
        "开展老人体检3万人次",
        "改造危桥8座",
    ]
    assert [one.ordinal for one in found if one.text.startswith("改造")] == ["2", "3"]
