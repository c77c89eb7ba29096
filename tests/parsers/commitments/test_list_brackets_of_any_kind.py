"""Bodies in brackets of any kind, lists announced with their order, states said of a whole list, sections behind it.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Commitment, Record

C, P, D, U, A = "completed", "in_progress", "delayed", "unstated", "adjusted"


def page(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def listed(text: str) -> tuple[Commitment, ...]:
    return page(text).commitments


@pytest.mark.parametrize("marks", ["（）", "〔〕", "［］", "﹝﹞", "〖〗", "【】"])
def test_bodies_stand_in_brackets_of_any_kind(marks: str) -> None:
    opened, closed = marks
    text = (
        "溪沿县2018年民生实事项目\n"
        f"1．改建卫生院5所，新增床位80张。{opened}牵头单位：县卫健局；责任单位：县财政局、各乡镇{closed}\n"
        f"2．新购校车14辆。{opened}牵头单位：县教育局；责任单位：县公安局{closed}\n"
    )
    assert [(one.text, one.lead, one.support) for one in listed(text)] == [
        ("改建卫生院5所，新增床位80张。", "县卫健局", "县财政局、各乡镇"),
        ("新购校车14辆。", "县教育局", "县公安局"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "从9个候选项目中票决产生2024年县政府民生实事项目4个，现予公布（按得票数为序）：",
        "投票表决，选出2024年民生实事项目4件，现予以公示（排名不分先后）：",
        "票决产生2024年民生实事项目4个，现将结果公布如下（以票数高低排列）：",
    ],
)
def test_a_list_is_announced_with_the_order_of_its_projects(said: str) -> None:
    text = (
        f"澄湾县人民代表大会公告\n第2号\n澄湾县第八届人民代表大会第五次会议于2024年1月9日{said}\n"
        "（一）殡仪馆提升\n（二）“小饭桌”托管\n（三）县中医院康复楼\n（四）快递进村\n特此公告。\n"
    )
    found = page(text)
    assert (found.kind, found.plan_year) == ("livelihood_projects", 2024)
    assert [one.text for one in found.commitments] == [
        "殡仪馆提升",
        "“小饭桌”托管",
        "县中医院康复楼",
        "快递进村",
    ]


def test_parts_of_projects_are_counted_and_told_with_their_reports() -> None:
    text = (
        "现将1—8月县级实事核查情况通报如下：\n二、县级实事\n"
        "县级实事项目共8件14个子项，已完成3个子项，分别为山区敬老院改造项目已入住老人，渡口“一渡一亭”工程已通航，"
        "村邮站建设项目已挂牌，其余11个子项按计划实施。\n云溪县人民政府办公室\n2022年9月6日\n"
    )
    found = page(text)
    assert found.review_year == 2022
    assert [(one.text, one.status, one.outcome) for one in found.commitments] == [
        ("山区敬老院改造项目", C, "已入住老人"),
        ("渡口“一渡一亭”工程", C, "已通航"),
        ("村邮站建设项目", C, "已挂牌"),
    ]


@pytest.mark.parametrize("far", ["总体进展良好", "进展顺利", "整体推进有序"])
def test_what_is_said_of_all_does_not_go_before_the_report_of_one(far: str) -> None:
    text = (
        f"柳源县2021年民生实事上半年推进情况\n今年以来，四件实事{far}。\n"
        "1．新建幼儿园3所。已全部建成开园。\n2．改造渡口9处。正在施工。\n"
        "3．建成公园2个。因征地受阻，暂缓实施。\n4．开通公交3条。已开通3条。\n"
    )
    assert [one.status for one in listed(text)] == [C, P, D, C]


def test_names_alone_in_their_clause_end_before_what_was_done() -> None:
    text = (
        "河阴县年初承诺的五件实事，各项工程正按计划实施。具体进展为：城东幼儿园扩建工程，砌筑围墙300米，主体封顶；"
        "残疾人康复中心项目，已投入运行；县道改线工程，已开挖土石方11万方，正在铺设涵管；垃圾中转站项目，受环评影响，尚未开工；"
        "助学项目，新增受助学生620名，占年任务的84%。\n"
    )
    assert [(one.text, one.status) for one in listed(text)] == [
        ("城东幼儿园扩建工程", P),
        ("残疾人康复中心项目", C),
        ("县道改线工程", P),
        ("垃圾中转站项目", D),
        ("助学项目", P),
    ]


@pytest.mark.parametrize("verdict", ["内容调整", "目标变更", "合并实施", "已并入其他项目"])
def test_a_verdict_that_a_project_was_changed(verdict: str) -> None:
    text = (
        "楠溪区2021年民生实事办理结果\n序号|实事项目|评定结果|实施情况\n1|新建老年食堂12家|按期完成|建成12家\n"
        f"2|新增托管点20个|{verdict}|现已在3所小学挂牌\n3|修缮古桥2座|按期完成|2座古桥完成修缮\n"
    )
    assert [one.status for one in listed(text)] == [C, A, C]


@pytest.mark.parametrize(
    "heading",
    ["四、下步工作", "四、存在的主要不足", "四、下阶段工作安排", "四、后续重点工作", "四、突出问题及原因"],
)
def test_sections_behind_a_sorted_list_hold_no_projects(heading: str) -> None:
    text = (
        "桐岭县2020年民生实事三季度进展情况通报\n一、已完成的有2项\n（一）校园直饮水：安装设备90台。\n"
        "（二）村级药柜：9个村药柜已完成升级。\n二、正在推进的有1项\n（一）“15分钟”便民市场：3处市场均已进场施工。\n"
        f"{heading}\n（一）对滞后项目实行县领导包抓，限期整改。\n（二）10月下旬开展专项督查。\n"
    )
    assert [(one.text, one.status) for one in listed(text)] == [
        ("校园直饮水", C),
        ("村级药柜", C),
        ("“15分钟”便民市场", P),
    ]


def test_ten_things_of_the_people_are_a_list() -> None:
    text = (
        "**安溪市2017年“民生十件事”办理结果**\n\n一、开通社区巴士4条。\n\n办理结果：4条社区巴士6月开通。\n\n"
        "二、建设残疾人之家6家。\n\n办理结果：建成6家。\n\n三、发放助学金2000人。\n\n办理结果：发放2000人。\n"
    )
    found = page(text)
    assert (found.kind, found.review_year) == ("livelihood_projects", 2017)
    assert [one.status for one in found.commitments] == [C, C, C]


def test_bodies_stand_in_a_bracket_before_the_promise() -> None:
    text = (
        "霞浦县2021年民生实事任务清单\n（一）〔主办：县教育局　协办：县住建局〕新建中学1所。\n"
        "（二）〔主办：县体育局　协办：县教育局〕开放操场26个。\n（三）〔主办：县水利局〕修复水塘9口。\n"
    )
    assert [(one.text, one.lead, one.support) for one in listed(text)] == [
        ("新建中学1所。", "县教育局", "县住建局"),
        ("开放操场26个。", "县体育局", "县教育局"),
        ("修复水塘9口。", "县水利局", None),
    ]


def test_a_bracket_is_a_body_where_those_of_the_others_are() -> None:
    text = (
        "溪沿县2020年民生实事完成情况\n（1）疏浚河道21公里〖县水利局〗。疏浚河道21公里。\n"
        "（2）建成口袋公园5个〖县园林处〗。5个口袋公园全部开放。\n（3）改造危桥8座〖县交通局〗。仅改造3座。\n"
    )
    assert [(one.text, one.lead) for one in listed(text)] == [
        ("疏浚河道21公里", "县水利局"),
        ("建成口袋公园5个", "县园林处"),
        ("改造危桥8座", "县交通局"),
    ]


def test_groups_of_parts_follow_one_another_in_a_sentence() -> None:
    text = (
        "溪沿县民生实事推进情况通报\n全县2022年民生实事共21个子项。已完成3个子项，分别是烈士陵园修缮已通过验收，县图书馆自习室已开放，"
        "妇女“两癌”筛查已完成全年任务；受阻的2个子项，即：北门菜场迁建尚未选址、西环路贯通征迁未完；其余16个子项按计划推进。\n"
    )
    assert [(one.text, one.status) for one in listed(text)] == [
        ("烈士陵园修缮", C),
        ("县图书馆自习室", C),
        ("妇女“两癌”筛查", C),
        ("北门菜场迁建", D),
        ("西环路贯通", D),
    ]


def test_states_in_brackets_sort_a_list() -> None:
    text = (
        "柳源县2023年民生实事半年评估\n【已完成】\n1.流动图书车：采购2台。\n2.“暖心”早餐车：布点18个。\n"
        "【推进中】\n3.全民健身馆：钢结构吊装完成。\n4.村道护栏：安装26公里。\n【主要问题】\n1.配套资金到位慢。\n2.征地难。\n"
    )
    assert [(one.text, one.status) for one in listed(text)] == [
        ("流动图书车", C),
        ("“暖心”早餐车", C),
        ("全民健身馆", P),
        ("村道护栏", P),
    ]


def test_all_projects_are_named_before_what_was_done_in_whatever_words() -> None:
    text = (
        "松溪县八件实事进展顺利\n本报讯　松溪县今年确定的五件实事，截至目前进展顺利：特困供养行动，入院供养412人；"
        "残疾学生送教行动，已送教上门1120人次；光纤入户项目，布放光缆210公里，完成年计划的71%；"
        "人畜分离工程，因资金缺口，处于停工状态；城区公厕项目，建成9座，在建3座。\n"
    )
    assert [one.text for one in listed(text)] == [
        "特困供养行动", "残疾学生送教行动", "光纤入户项目", "人畜分离工程", "城区公厕项目",
    ]  # fmt: skip


def test_in_a_plan_what_stands_behind_a_name_is_promised() -> None:
    text = (
        "松溪县2022年十件实事\n1.教育资源项目，新建幼儿园3所，完成改造20所。\n2.厕所项目，完成改厕6万户。\n"
        "3.公路项目，新建公路300公里。\n4.关爱工程，完成13万名妇女筛查。\n"
    )
    assert [one.outcome for one in listed(text)] == [None] * 4


@pytest.mark.parametrize("said", ["撤销", "政策调整，不再单独创建"])
def test_what_is_no_longer_done_is_never_completed(said: str) -> None:
    text = f"溪沿县2020年民生实事完成情况\n1.创建社区5个。\n完成情况：{said}。\n2.新建车棚6处。\n完成情况：新建6处。\n"
    assert listed(text)[0].status in ("cancelled", "adjusted")
