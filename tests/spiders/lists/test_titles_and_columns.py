"""Which titles are fetched, and which navigation entries are columns of reports."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.config import sitefile
from spiders.config.sitefile import List
from spiders.lists.links import Link
from spiders.lists.titles import Verdict, judge, names_column
from spiders.survey.columns import columns, ways
from spiders.visit import candidates

HOME = "http://www.yunxi.example/"


@pytest.mark.parametrize(
    "title",
    [
        "政府工作报告",
        "政 府 工 作 报 告",
        "2024年临澜市云溪区政府工作报告",
        "云溪区人民政府工作报告（2024年）",
        "云溪区人民政府二〇〇八年工作报告",
        "政府工作报告（摘要）——2020年1月9日在云溪区第十八届人民代表大会第三次会议上",
        "2020年云溪区政府涉及民生的实事",
        "云溪区2023年民生实事完成情况",
        "2018年十件民生实事",
        "云溪区2024年为民办实事项目责任分工一览表",
        "2021年云溪区民生实事票决项目清单",
        "2022年政府民生实事项目（10项）",
        "2024年云溪区政府工作报告（附名词解释）",
        "2024年云溪区政府工作报告及名词解释",
        "云溪区政府工作报告（2024年1月9日区人代会审议通过）",
        "2024年政府工作报告全文（视频+文字）",
        "关于云溪区2024年政府工作的报告",
        "云溪区政府2024年实事工程",
        "云溪区2024年便民实事",
    ],
)
def test_titles_of_reports_and_lists_are_fetched(title: str) -> None:
    assert judge(title) == "report"


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂2024年云溪区政府工作报告",
        "【解读】2024年云溪区政府工作报告中的名词解释",
        "代表团分组审议政府工作报告",
        "关于印发2024年云溪区政府工作报告重点任务分工方案的通知",
        "云溪区人民代表大会关于政府工作报告的决议",
        "云溪区人民代表大会常务委员会2024年工作报告",
        "云溪区人民法院工作报告",
        "关于征求《政府工作报告（征求意见稿）》意见建议的公告",
        "云溪区人民政府2023年政府信息公开工作年度报告",
        "云溪区2023年法治政府建设情况报告",
        "关于云溪区2023年财政预算执行情况和2024年财政预算草案的报告",
        "关于公开征集云溪区2024年民生实事项目的公告",
        "云溪区召开2024年民生实事项目推进会",
        "人大代表票决产生2024年民生实事项目",
        "关于2024年春节假期值班安排的通知",
        "人大报告",
        "2023年年报",
        "政府工作报告（征求意见稿）",
    ],
)
def test_titles_of_other_documents_are_skipped(title: str) -> None:
    assert judge(title) == "no"


@pytest.mark.parametrize(
    "title",
    [
        "工作报告（2008年）",
        "在区第十七届人民代表大会第五次会议上的报告",
        "云溪区人民政府关于二〇二三年度政府工…",
        "3. 二〇二三年云溪区人民…02-05",
        "2023年云溪区为民办… [2024-02-05]",
        "临澜市云溪区2024年...",
        "2024年报告",
        "2024年1月10日在区第十九届人民代表大会第四次会议上",
        "关于2023年工作和2024年安排的报告",
    ],
)
def test_doubtful_titles_are_fetched_once(title: str) -> None:
    assert judge(title) == "doubt"


@given(st.text(max_size=60))
def test_any_title_is_judged(title: str) -> None:
    assert judge(title) in get_args(Verdict)
    names_column(title)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("政府工作报告", "reports"),
        ("工作报告", "reports"),
        (" 民生实事 ", "livelihood"),
        ("为民办实事项目", "livelihood"),
        ("2024年政府工作报告", None),
        ("政府信息公开工作年度报告", None),
        ("工作动态", None),
        ("法院工作报告", None),
        ("政府工作报告（历年）", "reports"),
        ("政府工作报告专栏 >>", "reports"),
        ("更多 民生实事 (12)", "livelihood"),
        ("民生工程", "livelihood"),
        ("民生实事清单", "livelihood"),
        ("民生实事项目一览表", "livelihood"),
        ("十件实事办理情况", "livelihood"),
        ("民生实事公示", "livelihood"),
        ("民生资金清单", None),
        ("民生目录", None),
        ("民生", None),
        ("人大工作报告", None),
        ("部门工作报告", None),
    ],
)
def test_columns_are_known_by_their_names(text: str, kind: str | None) -> None:
    assert names_column(text) == kind


def test_columns_are_found_in_navigation_and_directory() -> None:
    html = (
        '<a href="/zwgk/">政务公开</a><a href="/map.html">网站地图</a><a href="/news/">新闻</a>'
        '<a href="/zwgk/gzbg/">政府工作报告</a><script>window._CONFIG = {SID: \'755001\', TREE: [{"id": 1, "name": '
        '"法定主动公开内容", "children": [{"id": 7, "name": "民生实事", "children": []}]}]}</script>'
    )
    found = {column.url: column.kind for column in columns(html, HOME)}
    api = "http://www.yunxi.example/gkmlpt/api/all/7?page=1&sid=755001"
    assert found == {"http://www.yunxi.example/zwgk/gzbg/": "reports", api: "livelihood"}
    assert ways(html, HOME) == ["http://www.yunxi.example/map.html", "http://www.yunxi.example/zwgk/"]


def test_an_entry_named_like_its_column_is_another_column() -> None:
    home = "http://www.yunxi.example/"
    site = sitefile.parse(f"name: x\nhomepage: {home}\nfamily: plain\nreports: [{home}a]\n", "x", "x.yaml")
    column = List(url=f"{home}web/channel_2136.jsp", kind="reports")
    for address, date, vague in (
        ("web/channel_9449.jsp", None, False),
        ("web/channel_9449.jsp", "2024-02-01", True),
        ("web/info_9449.jsp", None, True),
    ):
        link = Link(home + address, "领导讲话", "领导讲话", date)
        assert candidates.is_vague(site, link, column) is vague
    one_script = List(url=f"{home}index.php?id=3", kind="reports")
    row = Link(f"{home}index.php?id=77", "区长报告", "区长报告", None)
    assert candidates.is_vague(site, row, one_script)
