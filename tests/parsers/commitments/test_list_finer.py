"""Lists read finer: labels of bodies, candidates, names in reports, groups and sentences that the page's end cuts."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.read import read
from tests.support.read_lists import bare

# Each: text, and fields of each promise, in order.
PAGES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "labels of bodies made of two words, under headings with a comma": (
        "望川区2018年8件民生实事任务分解\n一、实施“安居”行动，改善住房条件\n"
        "1.改造危房260户。\n牵头责任单位：区住建局\n配合实施单位：各乡镇政府、区财政局\n"
        "2.新建公租房90套\n第一责任单位：区房管局\n协同推进单位：区国土局\n"
        "二、实施“清水”行动，治理河道水塘\n3.清淤河道18公里。\n责任单位：区水利局\n4.改造管网7公里。\n主管部门：区城管局\n",
        [
            {
                "category": "实施“安居”行动，改善住房条件",
                "lead": "区住建局",
                "support": "各乡镇政府、区财政局",
            },
            {"category": "实施“安居”行动，改善住房条件", "lead": "区房管局", "support": "区国土局"},
            {"category": "实施“清水”行动，治理河道水塘", "lead": "区水利局"},
            {"text": "改造管网7公里。", "lead": "区城管局", "support": None},
        ],
    ),
    "a bracket of bodies of which the last are all of a kind": (
        "2019年望川新区惠民实事\n1、培训残疾人260名；（民政局、各片区）\n2、新建社区食堂7家。（各街道、民政局）\n"
        "3、整治农贸市场3个；（各有关部门）\n",
        [
            {"text": "培训残疾人260名；", "lead": "民政局、各片区"},
            {"text": "新建社区食堂7家。", "lead": "各街道、民政局"},
            {"text": "整治农贸市场3个；", "lead": "各有关部门"},
        ],
    ),
    "a name and what it holds, below a headline that ends like a head of a column": (
        "2022年望川区民生实事项目进度\n项目名称\t项目内容\t进度\n"
        "社区养老服务\t建成日间照护点3家、老年助餐点12家\t建成日间照护点3家、老年助餐点12家\n"
        "适老化改造\t为150户老人家庭加装扶手\t正在施工\n",
        [
            {
                "category": "社区养老服务",
                "text": "建成日间照护点3家、老年助餐点12家",
                "outcome": "建成日间照护点3家、老年助餐点12家",
                "status": "completed",
            },
            {"category": "适老化改造", "text": "为150户老人家庭加装扶手", "status": "in_progress"},
        ],
    ),
    "a leading body that is left empty": (
        "望川县2020年民生实事\n1.新建水塔3座。\n牵头单位：\n责任单位：县水务局\n2.修缮祠堂公园2处。\n牵头单位：\n责任单位：县文旅局\n"
        "3.硬化道路9公里。\n牵头单位：县交通局\n责任单位：各乡镇\n",
        [
            {"lead": "县水务局", "support": None},
            {"lead": "县文旅局", "support": None},
            {"lead": "县交通局", "support": "各乡镇"},
        ],
    ),
    "a table with who leads beside who is responsible": (
        "望川县2022年民生实事责任表\n序号\t项目名称\t牵头单位\t责任单位\n1\t新建水塔3座\t县水务局\t各乡镇\n"
        "2\t修缮公园2处\t县文旅局\t城关镇\n3\t硬化道路9公里\t县交通局\t各乡镇\n",
        [
            {"lead": "县水务局", "support": "各乡镇"},
            {"lead": "县文旅局", "support": "城关镇"},
            {"lead": "县交通局", "support": "各乡镇"},
        ],
    ),
    "sections of a notice that begin with 再": (
        "关于做好2022年望川县民生实事的通知\n现将2022年民生实事印发如下：\n1.新建水塔3座。\n2.修缮公园2处。\n3.硬化道路9公里。\n"
        "为抓好落实，提出以下要求：\n一、再提高政治站位。\n二、再加大资金保障力度。\n三、更加压实工作责任。\n",
        [
            {"text": "新建水塔3座。", "category": None},
            {"text": "修缮公园2处。", "category": None},
            {"text": "硬化道路9公里。", "category": None},
        ],
    ),
    "candidates below their own heading": (
        "望川县2023年民生实事项目投票结果\n当选项目：\n1.新建水塔3座\n2.修缮公园2处\n3.硬化道路9公里\n未能入选的项目：\n4.扩建剧院\n",
        [{"text": "新建水塔3座"}, {"text": "修缮公园2处"}, {"text": "硬化道路9公里"}],
    ),
    "candidates in a column that says who was chosen": (
        "望川县2023年民生实事项目票决结果\n序号\t项目名称\t得票\t结果\n1\t新建水塔3座\t90\t当选\n2\t修缮公园2处\t88\t当选\n"
        "3\t硬化道路9公里\t70\t当选\n4\t扩建剧院\t31\t未当选\n",
        [
            {"text": "新建水塔3座", "outcome": None, "status": "unstated"},
            {"text": "修缮公园2处"},
            {"text": "硬化道路9公里"},
        ],
    ),
    "candidates in a sentence of their own": (
        "望川县民生实事项目票决揭晓\n当选项目为：新建水塔3座；修缮公园2处；硬化道路9公里。未当选的项目为：扩建剧院；重建牌楼。\n",
        [{"text": "新建水塔3座"}, {"text": "修缮公园2处"}, {"text": "硬化道路9公里"}],
    ),
    "names in the report of one project": (
        "望川县2022年民生实事完成情况\n1.改善3所学校条件。\n责任单位：县教育局\n完成情况：北街小学操场、南街小学食堂、桥头中学宿舍3个项目已全部完工。\n"
        "2.修缮公园2处。\n责任单位：县文旅局\n完成情况：已修缮2处。\n",
        [
            {"text": "改善3所学校条件。", "status": "completed"},
            {"text": "修缮公园2处。", "status": "completed"},
        ],
    ),
    "names that nothing counts before how far they are": (
        "望川市扎实推进民生工程\n今年，我市实施12项民生工程。截至目前，水塔修缮工程、“四点半”托管项目、夜校惠民行动、厕所提升工程已完成年度任务的60%以上。"
        "老街亮化工程、书屋更新工程、渡口改造工程进展顺利。\n",
        [
            {"text": "水塔修缮工程", "status": "in_progress"},
            {"text": "“四点半”托管项目", "status": "in_progress"},
            {"text": "夜校惠民行动", "status": "in_progress"},
            {"text": "厕所提升工程", "status": "in_progress"},
            {"text": "老街亮化工程", "status": "in_progress"},
            {"text": "书屋更新工程", "status": "in_progress"},
            {"text": "渡口改造工程", "status": "in_progress"},
        ],
    ),
    "names behind a sentence that counts them, in traditional script": (
        "昨日，望川縣人民代表大會的代表以無記名投票確定了2021年五大政府民生實事項目。\n"
        "項目分別是望川縣水塔修繕項目、桥頭小學擴建項目、縣醫養中心項目、渡口改造項目、老街亮化項目。5個項目共需資金9000萬元。\n",
        [
            {"text": "望川縣水塔修繕項目"},
            {"text": "桥頭小學擴建項目"},
            {"text": "縣醫養中心項目"},
            {"text": "渡口改造項目"},
            {"text": "老街亮化項目"},
        ],
    ),
    "two names that a vote chose": (
        "望川县人大：民生实事代表定\n会议对候选项目进行投票表决，确定北桥至石湾公路改造工程和农村厕所提升行动2项为望川县人民政府2022年度民生实事项目。\n",
        [{"text": "北桥至石湾公路改造工程"}, {"text": "农村厕所提升行动"}],
    ),
    "sentences that go on from the one that names the project": (
        "9件实事暖民心 望川县2021年民生实事票决产生\n与会代表票决出了2021年民生实事项目。\n"
        "今年的民生实事主要包含以下9个方面：南北大道改造项目，计划投资9000万元。包含拓宽路面4公里。公交提速项目，计划投资300万元。包括新增专用道2条。"
        "水塔修缮项目，计划投资120万元。主要包括更换水管6公里。\n",
        [
            {"text": "南北大道改造项目，计划投资9000万元。包含拓宽路面4公里。"},
            {"text": "公交提速项目，计划投资300万元。包括新增专用道2条。"},
            {"text": "水塔修缮项目，计划投资120万元。主要包括更换水管6公里。"},
        ],
    ),
    "paragraphs that the page's end cuts before their number": (
        "望川区办公室印发通知，公布“水塔修缮”“夜校惠民”“老街亮化”等12项2022年重点民生实事。\n12项重点民生实事中，承接市级民生实事9项：\n"
        "水塔修缮，共改造水塔3座。\n发展夜校教育。全年开办夜校40期。\n实施老街亮化工程。安装路灯260盏。\n",
        [
            {"text": "水塔修缮，共改造水塔3座。"},
            {"text": "发展夜校教育。全年开办夜校40期。"},
            {"text": "实施老街亮化工程。安装路灯260盏。"},
        ],
    ),
    "a group that the page's end cuts, each with its share": (
        "望川市14项为民办实事项目进展\n（一）提前完成的有3项。分别为：修缮水塔3座；硬化道路9公里；开办夜校40期。\n"
        "（二）超过时间进度的有3项。分别为：建设示范农场，完成进度为88%；为全市6所幼儿园投入资金90万元，完成进度为85%；新增泊位260个，完成进度为91%。\n"
        "（三）与时间进度同步的实事项目有8项。分别为：解决2万人饮水困难，完成进度为70%；\n",
        [
            {"text": "修缮水塔3座", "status": "completed"},
            {"text": "硬化道路9公里", "status": "completed"},
            {"text": "开办夜校40期", "status": "completed"},
            {"text": "建设示范农场", "outcome": "完成进度为88%"},
            {"text": "为全市6所幼儿园投入资金90万元", "outcome": "完成进度为85%"},
            {"text": "新增泊位260个", "outcome": "完成进度为91%"},
            {"text": "解决2万人饮水困难，完成进度为70%", "status": "in_progress"},
        ],
    ),
    "one line without a number below a numbered heading": (
        "望川市2019年为民办实事计划\n计划的主要内容是：\n一、改善出行\n（一）新购公交车20辆\n（二）新建站台9座\n二、缓解停车难问题\n新增泊位700个\n"
        "三、办好教育\n（一）新建小学3所\n（二）改造操场4块\n",
        [
            {"category": "改善出行", "text": "新购公交车20辆"},
            {"category": "改善出行", "text": "新建站台9座"},
            {"category": None},
            {"category": "办好教育", "text": "新建小学3所"},
            {"category": "办好教育", "text": "改造操场4块"},
        ],
    ),
    "names of groups between cells, one a line": (
        "望川区2022年民生实事项目进展情况\n序号\n实事项目\n牵头单位\n进展情况\n一、便民教育（2件）\n1\n新建小学3所\n区教育局\n已完工\n"
        "2\n改造操场4块\n区教育局\n正在施工\n二、便民出行（1件）\n3\n加固旧桥2座\n区交通局\n已完工\n",
        [
            {"category": "便民教育", "lead": "区教育局", "status": "completed"},
            {"category": "便民教育", "status": "in_progress"},
            {"category": "便民出行", "lead": "区交通局"},
        ],
    ),
    "what follows the end of the work": (
        "望川县2022年民生实事进展情况\n1.改造操场4块。\n进展情况：本年度计划改造操场4块，目前已全部完工（分别位于桥头、石湾）。下一步将推动做好结算评审工作。\n"
        "2.改造农村公路。\n进展情况：共投入资金700万元，新建40公里，现已全部完工，正在组织验收工作。\n"
        "3.深化夜校教育。\n进展情况：召开夜校工作布置会，制定方案，统筹推进夜校教育工作。\n",
        [{"status": "completed"}, {"status": "completed"}, {"status": "in_progress"}],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_list_is_read(name: str) -> None:
    text, wanted = PAGES[name]
    found = read(text.encode(), source="list.txt").commitments
    assert len(found) == len(wanted)
    for one, fields in zip(found, wanted, strict=True):
        for field, value in fields.items():
            read_value = getattr(one, field)
            if field == "text":
                value, read_value = bare(value), bare(read_value)
            assert read_value == value, (one.text, field)


YEARS: dict[str, tuple[str, int | None, int | None]] = {
    "a vote in December is on next year's projects": (
        "2023年12月20日，望川县第十届人民代表大会第四次会议投票选出民生实事项目3件，分别是：新建水塔3座；修缮公园2处；硬化道路9公里。",
        None,
        2024,
    ),
    "a vote in January is on this year's": (
        "2023年1月20日，望川县第十届人民代表大会第四次会议投票选出民生实事项目3件，分别是：新建水塔3座；修缮公园2处；硬化道路9公里。",
        None,
        2023,
    ),
    "most items have a report, and no headline says so": (
        "2014年市政府民生实事项目共有42项任务，现将1—6月份情况予以公示。 "
        "1.新建水塔3座。 责任单位：市水务局 实际完成情况：已建成2座。 "
        "2.硬化道路9公里。 责任单位：市交通局 实际完成情况：已硬化9公里。 3.修缮公园2处。 责任单位：市城管局",
        2014,
        None,
    ),
    "a table of the progress of projects that were voted on": (
        "2024年度区政府民生实事人大票决项目进度表\n2024年，区政府民生实事票决项目共3个。具体如下：\n序号\n项目名称\n责任单位\n进展情况\n"
        "1\n新建水塔3座\n区水务局\n已完工\n2\n修缮公园2处\n区城管局\n已完工\n3\n硬化道路9公里\n区交通局\n已完工\n",
        2024,
        None,
    ),
}


@pytest.mark.parametrize("name", YEARS)
def test_the_years_of_a_list(name: str) -> None:
    text, review, plan = YEARS[name]
    found = read(text.encode(), source="list.txt")
    assert found.kind == "livelihood_projects"
    assert (found.review_year, found.plan_year) == (review, plan)


def test_the_end_of_a_page_is_said_with_the_count() -> None:
    text, wanted = PAGES["paragraphs that the page's end cuts before their number"]
    problems = read(text.encode(), source="list.txt").problems
    assert [one.code for one in problems] == ["items_unclear"]
    assert f"9, {len(wanted)} could be distinguished" in (problems[0].detail or "")


def test_a_short_name_behind_its_province_is_the_author() -> None:
    text = (
        "2021年河北省石家庄3件惠民实事公布！\n经河北省石家庄市委、市政府研究，确定了3件惠民实事。\n"
        "1.打通道路3条。\n2.改造市场4家。\n3.新建公厕30座。\n"
    )
    found = read(text.encode(), source="list.txt").division
    assert found is not None and found.full_name == "河北省石家庄市"
