"""Wordings of one kind, many a kind, with neighbours that are not of it: headings, marks, columns, reports.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.commitments import status
from parsers.commitments.announcing import groups
from parsers.read import read
from parsers.record import Commitment, Record


def page(text: str) -> Record:
    return read(text.encode(), source="list.txt")


def statuses(found: tuple[Commitment, ...]) -> list[str]:
    return [one.status for one in found]


@pytest.mark.parametrize(
    ("heading", "state"),
    [
        ("绿榜（已完成）：", "已完成"),
        ("绿灯项目（完成）", "完成"),
        ("“红榜”项目（进度滞后）", "进度滞后"),
        ("红牌：进度滞后2项", "进度滞后"),
        ("黄旗（正常推进）：", "正常推进"),
        ("A类：已完成3项", "已完成"),
        ("✅ 已完成（6项）", "已完成"),
        ("已完成（6项）", "已完成"),
        ("已办结（4件）：", "已办结"),
        ("二、未完成（2项）", "未完成"),
        ("（一）已完成6项。", "已完成"),
        ("完成6项：", "完成"),
        ("未完成3项", "未完成"),
        ("在建3项", "在建"),
        ("进度滞后（1项）", "进度滞后"),
        ("（一）完成项目6项", "完成"),
        ("（二）延期项目2项", "延期"),
        ("（三）取消项目1项", "取消"),
        ("已完成：", "已完成"),
        ("一、完成项目", "完成"),
        ("教育类（5项）", None),
        ("惠民类：2项", None),
        ("改造公园（已完成）", None),
        ("新建3项", None),
        ("实施6项", None),
        ("推进6项：", None),
        ("确保完成3项", None),
        ("计划完成3项", None),
        ("红榜项目责任单位须在5个工作日内提交方案。", None),
    ],
)
def test_a_heading_says_how_far_those_below_it_are(heading: str, state: str | None) -> None:
    said = groups.of_heading(heading)
    assert (said.state if said else None) == state


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("绿榜（已完成）：", "红榜（进度滞后）：", ["completed", "delayed"]),
        ("✅ 已完成（3项）", "⏳ 正在推进（2项）", ["completed", "in_progress"]),
        ("已办结3件：", "未办结2件：", ["completed", "delayed"]),
        ("完成项目3个", "取消项目2个", ["completed", "cancelled"]),
        ("一、已完成项目（3项）", "二、未完成项目（2项）", ["completed", "delayed"]),
    ],
)
def test_names_below_headings_of_states_are_the_list(first: str, second: str, said: list[str]) -> None:
    found = page(
        f"云溪区2022年民生实事晾晒台\n{first}\n南门泵站更新\n职校实训楼\n新生儿筛查\n{second}\n西山陵园二期\n粮站停车楼\n"
        "以上情况由区督查室核实，并向社会公布，欢迎广大市民监督。\n"
    )
    assert found.kind == "livelihood_projects"
    assert statuses(found.commitments) == [said[0]] * 3 + [said[1]] * 2
    assert (found.review_year, found.plan_year) == (2022, None)


def test_a_group_speaks_of_no_more_projects_than_it_counts() -> None:
    found = page(
        "云溪区2019年民生实事完成情况\n年初确定的4件实事完成3件，1件按计划跨年推进。具体情况是：\n"
        "1.低保提标。完成情况：城乡低保标准分别提高到580元、430元。\n2.新建警务室20个。完成情况：20个警务室均已挂牌运行。\n"
        "3.建设康复楼。完成情况：主体封顶，正在进行二次结构施工。\n4.更换路灯杆300根。完成情况：更换完毕。\n"
    )
    assert statuses(found.commitments) == ["completed", "completed", "in_progress", "completed"]


@pytest.mark.parametrize(
    ("said", "all_done"),
    [
        ("截至12月底，4件实事全部完成。", True),
        ("以上4件实事均已完成。", True),
        ("以上项目已全部办结。", True),
        ("目前，4个项目已全部竣工。", True),
        ("截至目前，上述民生实事项目均已兑现。", True),
        ("以上项目确保年底前全部完成。", False),
        ("以上4件实事将于年内全部完成。", False),
        ("力争4件实事年底前全部完成。", False),
        ("去年的8件实事已全部完成。", False),
        ("目前，3件实事已全部完成。", False),
        ("4件实事中3件已完成，1件正在推进。", False),
    ],
)
def test_a_line_below_the_list_speaks_of_the_whole_list(said: str, *, all_done: bool) -> None:
    found = page(
        "云溪区2023年民生实事项目\n2023年，区政府确定实施4件民生实事：\n1.新建公厕12座。\n2.改造压缩站4座。\n3.新增托位80个。\n"
        f"4.硬化道路9公里。\n{said}\n"
    )
    assert statuses(found.commitments) == ["completed" if all_done else "unstated"] * 4


def test_what_is_said_of_last_years_projects_is_not_said_of_these() -> None:
    found = page(
        "云溪区2023年民生实事项目\n2023年，区政府确定实施6件民生实事。去年的8件实事已全部完成。具体如下：\n1.新建公厕12座。\n"
        "2.改造压缩站4座。\n3.新增托位80个。\n4.硬化道路9公里。\n5.更换路灯300盏。\n6.修缮公园2处。\n"
    )
    assert statuses(found.commitments) == ["unstated"] * 6


def test_a_report_is_of_as_many_projects_as_it_says() -> None:
    found = page(
        "云溪区2013年利民实事完成情况\n1、新建公厕12座。\n2、改造压缩站4座。\n3、新建中转站1座。\n"
        "完成情况：以上三项由区环卫处承办，均于11月底建成投入使用。\n4、新增托位80个。\n5、体检2万人次。\n完成情况：体检2.1万人次。\n"
        "6、发放助学金90万元。\n完成情况：90万元全部发放。\n"
    )
    assert [(one.outcome or "")[:4] for one in found.commitments] == ["以上三项"] * 3 + [
        "",
        "体检2.",
        "90万元",
    ]


def test_a_report_in_its_own_line_is_of_that_project_alone() -> None:
    found = page(
        "云溪区2024年民生实事半年成绩单\n2024年云溪区5件民生实事办得怎么样？\n新建球场30处。进展：建成17处。\n"
        "设立歇脚站50个。进展：50个全部挂牌启用。\n培训护理员900人次。进展：培训610人次。\n举办全民阅读季。\n"
        "新建第九中学。进展：正在装修。\n"
    )
    assert [(one.outcome or "")[:2] for one in found.commitments] == ["建成", "50", "培训", "", "正在"]


@pytest.mark.parametrize("label", ["目标", "任务", "年度目标", "目标任务", "建设内容"])
@pytest.mark.parametrize("report", ["进展", "完成情况", "进展情况", "最新进展"])
def test_fields_behind_bullets_are_of_the_bullet_above(label: str, report: str) -> None:
    found = page(
        f"# 云溪区民生实事晒进度（2025年第二季度）\n\n"
        f"- **口袋公园建设**\n  - {label}：建成口袋公园12个\n  - {report}：已建成12个\n"
        f"- **社区食堂建设**\n  - {label}：新增社区食堂18家\n  - {report}：已新增19家\n"
        f"- **水质提升工程**\n  - {label}：建成调蓄池1座\n  - {report}：正在施工\n"
    )
    assert statuses(found.commitments) == ["completed", "exceeded", "in_progress"]


@pytest.mark.parametrize(
    "report",
    [
        "如今，5个站场全部投入运营，出门就能坐上公交车。",
        "目前，5个站场已经全部启用。",
        "国庆节当天，5个站场正式向旅客开放。",
        "全年共建成站场5个，惠及山区群众。",
        "5个站场均已通过验收并交付使用。",
        "截至12月底，5个站场全部完工。",
    ],
)
def test_a_paragraph_below_a_promise_reports_of_it(report: str) -> None:
    found = page(
        "云溪县2011年惠民实事回眸\n岁末，记者对年初县政府公开承诺的4件惠民实事进行了回访。\n"
        f"一是建设客运站场5个。\n{report}\n二是对108所小学实施饮水改造。\n10月中旬，108所小学的设备全部安装完毕。\n"
        "三是新建廉租房600套。\n目前，已建成420套，其余180套未能开工。\n四是培训农民工4000人。\n全年培训农民工4870人。\n"
    )
    assert [one.text for one in found.commitments][:2] == [
        "建设客运站场5个。",
        "对108所小学实施饮水改造。",
    ]
    assert statuses(found.commitments) == ["completed", "completed", "partly", "exceeded"]
    assert (found.review_year, found.plan_year) == (2011, None)


def test_a_paragraph_below_a_promise_that_says_more_of_it_reports_nothing() -> None:
    found = page(
        "云溪县2021年为民办4件实事\n2021年，县政府将办好4件民生实事。\n一是建设客运站场5个。\n在龙山、双溪等乡镇选址，年底前投用。\n"
        "二是改造小学饮水设施108处。\n争取10月底前安装完毕。\n三是新建廉租房600套。\n分两期建设，6月底前开工。\n四是培训农民工4000人。\n"
        "由县人社局组织实施。\n"
    )
    assert [one.outcome for one in found.commitments] == [None] * 4
    assert statuses(found.commitments) == ["unstated"] * 4


def test_names_in_brackets_of_a_yearbook_end_where_the_bracket_does() -> None:
    found = page(
        "云溪年鉴2008 · 市政府5件实事\n【概况】　2007年，市政府承诺办理5件实事，4件完成。\n"
        "【老城管网改造】　更换铸铁管18公里，工程于10月底竣工。\n【公交车更新】　购置公交车72辆，年内全部上线运营。\n"
        "【体育场看台修复】　6月动工，12月完工并交付使用。\n【大道西段拓宽】　因拆迁受阻，未能按期通车。\n"
        "【沼气池建设】　建成沼气池5000口，完成计划。\n"
    )
    assert [one.text for one in found.commitments][:3] == ["老城管网改造", "公交车更新", "体育场看台修复"]
    assert statuses(found.commitments) == ["completed"] * 3 + ["delayed", "completed"]


@pytest.mark.parametrize(
    "number", ["第1件是", "第一件是", "第1项是", "第一件实事是", "第一件就是", "第1件为"]
)
def test_a_number_in_words_counts_the_items(number: str) -> None:
    others = [number.replace("1", n).replace("一", c) for n, c in (("2", "二"), ("3", "三"))]
    found = page(
        "云溪区2023年3件民生实事完成情况\n"
        f"{number}新建公厕12座。已建成12座。\n{others[0]}改造压缩站4座。已改造4座。\n{others[1]}新增托位80个。已新增80个。\n"
    )
    assert [one.text.rstrip("。") for one in found.commitments] == [
        "新建公厕12座",
        "改造压缩站4座",
        "新增托位80个",
    ]
    assert statuses(found.commitments) == ["completed"] * 3


@pytest.mark.parametrize("head", ["名次", "位次", "序号", "编号"])
def test_a_rank_is_the_printed_number(head: str) -> None:
    rows = "".join(
        f"{n}\t{name}\t{votes}\n"
        for n, name, votes in ((1, "新建水厂4座", 187), (2, "改造路口64处", 180), (3, "开办食堂20家", 175))
    )
    found = page(f"云溪县2024年民生实事项目票决结果\n{head}\t项目名称\t得票数\n{rows}")
    assert [one.ordinal for one in found.commitments] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "bar",
    ["来源：云溪区政府办", "信息来源：区政府办", "发布时间：2025-02-06", "来源：区融媒体中心　编辑：某某"],
)
def test_a_bar_below_a_page_of_short_lines_is_not_its_head(bar: str) -> None:
    items = "".join(
        f"0{n}\n{words}\n\n"
        for n, words in enumerate(("新建公路90公里", "新增车位800个", "建成三小南校区"), 1)
    )
    found = page(
        f"定了！云溪区2025年这3件实事\n2025年02月06日 19:02\n点击上方关注我们\n\n{items}"
        f"民生无小事\n{bar}\n编辑：小林\n往期推荐\n· 这条路请绕行\n"
    )
    assert [(one.ordinal, one.text) for one in found.commitments] == [
        ("01", "新建公路90公里"),
        ("02", "新增车位800个"),
        ("03", "建成三小南校区"),
    ]


@pytest.mark.parametrize(
    ("state", "report", "said"),
    [
        ("否", "竣工83部，17部因住户异议未能开工", "partly"),
        ("否", "受用地报批影响，进度滞后，目前施工至二层", "delayed"),
        ("否", "经批准取消", "cancelled"),
        ("否", "主体封顶，正在装修", "in_progress"),
        ("否", "", "delayed"),
        ("85%", "因施工单位更换，未能如期启用", "delayed"),
        ("85%", "正在装修", "in_progress"),
        ("100%", "已建成投用", "completed"),
        ("是", "100部电梯全部竣工", "completed"),
    ],
)
def test_a_report_says_more_than_the_column_beside_it(state: str, report: str, said: str) -> None:
    head = "是否完成" if state in ("是", "否") else "完成比例"
    found = page(
        f"云溪区2022年民生实事完成情况汇总表\n序号\t项目\t目标任务\t完成情况\t{head}\t责任单位\n"
        f"1\t老楼加梯\t加装电梯100部\t{report}\t{state}\t区住建局\n"
        "2\t渔家书房\t建设书房8处\t建成8处\t100%\t区文旅局\n3\t道路照明\t补装路灯1200盏\t1200盏全部亮灯\t100%\t区城管局\n"
    )
    assert found.commitments[0].status == said


def test_what_is_to_be_done_below_what_was_done_is_a_plan() -> None:
    found = page(
        "（七）民生实事完成情况\n去年确定的3件实事全部完成。具体情况是：\n1.低保提标。完成情况：标准提高到580元。\n"
        "2.更换路灯杆300根。完成情况：更换完毕。\n3.新建警务室20个。完成情况：20个均已挂牌运行。\n二、2020年重点工作\n"
        "（一）办好3件民生实事。①建成区妇幼保健院；②完成一中操场塑胶化；③建成农贸市场。\n"
    )
    assert statuses(found.commitments) == ["completed"] * 3 + ["unstated"] * 3


def test_a_cell_merged_over_two_rows_is_the_report_of_both() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td><td{}>{}</td><td{}>{}</td></tr>"
    span = ' rowspan="2"'
    table = "".join(
        (
            row.format("序号", "项目名称", "年度任务", "", "完成情况", "", "责任单位"),
            row.format(
                1, "中转站项目", "新建中转站1座", span, "两个项目合建，11月底建成投用", span, "县城管局"
            ),
            "<tr><td>2</td><td>休息站项目</td><td>新建休息站1处</td></tr>",
            row.format(3, "产业路项目", "新建产业路28公里", "", "", "", "县农业局"),
        )
    )
    html = f"<html><body><h1>云溪县2023年民生实事完成情况一览表</h1><table>{table}</table></body></html>"
    found = read(html.encode(), source="list.html").commitments
    assert statuses(found) == ["completed", "completed", "unstated"]


@pytest.mark.parametrize(
    "items",
    [
        ["滨河照明提升，5公里岸线的灯光国庆节已经全部点亮", "新建社区客厅10个，10个客厅都已建成开放"],
        ["假期托管服务，实际托管孩子612名，超出了目标", "第二学校建设，8月底竣工，9月1日开学"],
        ["污水设施改造，目前管网铺设完成", "职工子女托管，累计托管500名"],
        ["农村道路硬化，截至11月底硬化90公里", "公厕改造，12座全部完工"],
    ],
)
def test_a_report_begins_at_the_clause_that_says_how_far(items: list[str]) -> None:
    others = ["老年食堂建设，已开业20家", "口袋公园建设，12个公园均已开放"]
    lines = "".join(f"{n}.{words}。\n" for n, words in enumerate((*items, *others), 1))
    found = page(f"云溪区2023年4件民生实事完成情况\n{lines}")
    assert [one.text for one in found.commitments] == [words.split("，")[0] for words in (*items, *others)]


@pytest.mark.parametrize(
    ("promise", "report", "said"),
    [
        ("体育场修复", "6月动工，12月完工并交付使用。", "completed"),
        ("修建道路3公里", "2月动工，10月建成通车。", "completed"),
        ("修建道路3公里", "3月开工，当年11月底竣工。", "completed"),
        ("修建道路3公里", "3月开工，计划12月完工。", "in_progress"),
        ("修建道路3公里", "3月开工，预计年底完工。", "in_progress"),
        ("新建学校1所", "4月开工，主体已封顶。", "in_progress"),
        ("医保试点", "是年7月启动，参保6.3万人，完成市定目标。", "completed"),
        ("医保试点", "7月启动，完成年度目标任务。", "completed"),
        ("招录医生24名", "招录19名，缺额5名因报名人数不足未能招满", "partly"),
        ("开工建设文化馆。", "完成立项、选址和勘探，预计2014年3月开工。", "in_progress"),
        ("开工建设文化馆。", "文化馆已开工，正在进行桩基施工。", "completed"),
        ("建成调蓄池1座", "用地手续未办结，未能按计划在6月底前开工", "delayed"),
        ("建成调蓄池1座", "未按计划开工", "delayed"),
    ],
)
def test_the_status_that_a_report_gives(promise: str, report: str, said: str) -> None:
    assert status.judge(report, promise, settled=True) == said
