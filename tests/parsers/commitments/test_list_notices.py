"""Notices and news without a list, votes on how content deputies are, yearbooks, projects that are carried over."""

from __future__ import annotations

import pytest

from parsers.read import read
from tests.support.read_lists import bare, check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "news of one site": (
        "民生实事项目建设忙\n"
        "来源：县融媒体中心\n"
        "走进县体育公园工地，挖掘机轰鸣。该项目是2023年县十大民生实事项目之一，总投资1.2亿元。\n"
        "“我们每天倒排工期。”项目经理说。\n"
        "为抓好落实，县文旅局一是成立专班，二是周调度，三是月通报，四是季考核，保证项目按时完工。\n",
        [],
    ),
    "an office's measures": (
        "区住建局多措并举推进民生实事\n"
        "记者了解到，加装电梯是今年区政府民生实事之一。区住建局（1）压实责任，签订责任书；（2）"
        "优化流程，并联审批；（3）强化监管，确保质量。\n"
        "目前，已有18部电梯开工。\n",
        [],
    ),
    "news of a plan": (
        "云溪县十件民生实事今年这么办\n"
        "县政府日前确定了今年的民生实事，一是新建公厕20座，二是铺设供水管网30公里，三是改造学"
        "校食堂8个，四是安装路灯1200盏。\n",
        [
            ("新建公厕20座", "unstated"),
            ("铺设供水管网30公里", "unstated"),
            ("改造学校食堂8个", "unstated"),
            ("安装路灯1200盏", "unstated"),
        ],
    ),
    "deputies judge what was done": (
        "南浦区人大代表对2022年区政府民生实事项目进行满意度测评\n"
        "12月28日，区人大常委会组织代表对2022年区政府民生实事项目完成情况开展满意度测评。"
        "八个项目均如期完成，测评结果公布如下：\n"
        "1．公办幼儿园扩建，满意45票，基本满意3票，不满意0票；\n"
        "2．社区微更新，满意44票，基本满意4票，不满意0票；\n"
        "3．困境儿童关爱，满意48票，基本满意0票，不满意0票；\n"
        "4．路口改造，满意39票，基本满意8票，不满意1票。\n",
        [
            ("公办幼儿园扩建", "completed"),
            ("社区微更新", "completed"),
            ("困境儿童关爱", "completed"),
            ("路口改造", "completed"),
        ],
    ),
    "a meeting that judges": (
        "区人大常委会召开民生实事项目满意度测评会\n"
        "会议听取了2022年民生实事项目办理情况的报告，并进行了满意度测评。会议要求，一要压实责"
        "任，二要加强监督，三要注重宣传。\n",
        [],
    ),
    "done and carried over": (
        "2018年度惠民实事完成情况公告\n"
        "2018年，区政府确定的5件惠民实事，完成3件，未完成2件。具体情况是：\n"
        "一、完成事项\n"
        "1.新建村卫生室12所。建成12所。\n"
        "2.发放助学金800人。实际发放860人。\n"
        "3.安装一键呼叫器500户。安装500户。\n"
        "二、未完成事项\n"
        "4.建设区档案馆。因资金未落实，顺延至2019年。\n"
        "5.改造东风桥。因设计变更未开工，转入2019年实施。\n",
        [
            ("新建村卫生室12所", "completed"),
            ("发放助学金800人", "exceeded|completed"),
            ("安装一键呼叫器500户", "completed"),
            ("建设区档案馆", "delayed"),
            ("改造东风桥", "delayed|adjusted"),
        ],
    ),
}
SECTIONS = (
    "<p>一、工作目标</p><p>全面完成各项任务。</p>{items}<p>三、推进措施</p>"
    "<p>（一）完善推进机制。实行一个项目、一名领导。</p><p>（二）规范项目管理。严格执行招投标制度。</p>"
    "<p>（三）加强信息报送。每季度报送一次进度。</p>"
)
ITEMS = (
    "<p>二、实事内容</p><p>（一）新建公办幼儿园4所。</p><p>（二）改造老旧小区22个。</p>"
    "<p>（三）新增养老床位500张。</p>"
)


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


@pytest.mark.parametrize(
    ("items", "kind", "promises"),
    [
        ("<p>附件：项目表（另发）</p>", "other", []),
        (ITEMS, "livelihood_projects", ["新建公办幼儿园4所", "改造老旧小区22个", "新增养老床位500张"]),
    ],
)
def test_the_sections_of_a_notice_are_no_promises(items: str, kind: str, promises: list[str]) -> None:
    title = "关于印发云溪区2021年民生实事实施方案的通知"
    body = SECTIONS.format(items=items)
    record = read(
        f"<title>{title}</title><h1>{title}</h1><div class='content'>{body}</div>".encode(), source="n.html"
    )
    assert record.kind == kind
    assert [bare(one.text) for one in record.commitments] == promises


@pytest.mark.parametrize(
    ("title", "lead", "year"),
    [
        ("南浦年鉴（2009）", "2008年，南浦县政府承诺办好4件实事，年底前全部兑现：", 2008),
        ("云溪年鉴2015·民政", "全年实施民心工程4项，均如期完成：", 2014),
    ],
)
def test_a_yearbook_tells_of_the_year_before(title: str, lead: str, year: int) -> None:
    text = f"【办实事】　{lead}①新修乡村道路86公里；②改造危房430户；③安置零就业家庭120户；④建成县文化馆。"
    record = read(text.encode(), source="book.txt", title=title)
    assert (record.review_year, record.plan_year) == (year, None)
    assert [one.status for one in record.commitments] == ["completed"] * 4
