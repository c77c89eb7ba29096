"""Lists whose reports stand behind the promise without a label: a second sentence, a clause, a column beside money."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Commitment

COUNTED_AGAIN = """\
云溪区2021年民生实事完成情况
2021年，区政府承诺的5件民生实事办结4件。
1．新建农贸市场3家。3家市场全部开业。
2．新增停车泊位500个。新增停车泊位560个，均已施划。
3．改造危桥9座。改造7座，余下2座跨年施工。
4．开通通学公交12条。开通12条，日均运送学生2300人。
5．开展职业培训2000人次。
"""
DEEDS = """\
云溪县2009年十件实事办理结果
第一件，建设廉租房200套。建成130套，70套未完工。
第二件，新修村道60公里。新修村道64公里。
第三件，县医院门诊楼扩建。6月竣工，日接诊能力翻番。
第四件，免除寄宿生住宿费。全年免除1.2万人、310万元。
第五件，改造自来水管网15公里。改造15公里，漏损率下降6个百分点。
第六件，修建灌渠80公里。实际修建61公里，完成计划的76.3%。
"""
BOTH_YEARS = """\
云溪区2023年民生实事办理情况及2024年民生实事安排
云溪区2023年民生实事办理情况
（一）加装电梯30部。投用26部，4部因管线迁改正在施工。
（二）新建口袋公园8处。建成9处，面积2.1万平方米。
（三）设立社区助餐点15个。15个助餐点对外营业。
云溪区2024年民生实事安排
（一）加装电梯40部。优先安排七层以上住宅。
（二）新建口袋公园6处。每处不少于2000平方米。
（三）免费筛查肺结节2万人。重点筛查50岁以上人群。
"""
GROUPS = """\
云溪县2019年9件民生实事三季度推进情况
截至9月末，9件民生实事办结2件，正在办理5件，进度滞后2件。
一、已办结的有2件：农贸市场改造、城区公厕新建。
二、正在办理的有5件：新修农村公路90公里，已通车61公里；老年食堂建设，厨房设备全部进场；改造敬老院3所，1所装修收尾，\
2所主体封顶；智慧停车系统，正在联网调试；校园直饮水工程，管道安装完成七成。
三、进度滞后的有2件。河滨公园扩建，因征迁未完，仅完成围挡；公交枢纽站，因资金未到位，没有进场。
"""
NEWS = """\
“民生清单”过半，兑现几何？——云溪市2023年民生实事年中观察
年初，市人大票决出7件民生实事。截至6月末，2件已完成，4件正在实施，1件启动较晚。
已完成的2件分别为：公办园延时服务，社区健康小屋20处。
正在实施的4件中，老旧电梯更新60部，已换新38部；二次供水改造，泵房更新完成46%；市民健身中心建设，钢结构吊装到三层；\
桥下空间利用8处，亮相3处，施工5处。
启动较晚的1件是：殡仪服务中心迁建，因规划调整，6月下旬才完成选址。
"""


def _read(text: str) -> tuple[Commitment, ...]:
    return read(text.encode(), source="list.txt").commitments


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (
            COUNTED_AGAIN,
            [
                ("新建农贸市场3家。", "3家市场全部开业。", "completed"),
                ("新增停车泊位500个。", "新增停车泊位560个，均已施划。", "exceeded"),
                ("改造危桥9座。", "改造7座，余下2座跨年施工。", "partly"),
                ("开通通学公交12条。", "开通12条，日均运送学生2300人。", "completed"),
                ("开展职业培训2000人次。", None, "unstated"),
            ],
        ),
        (
            DEEDS,
            [
                ("建设廉租房200套。", "建成130套，70套未完工。", "partly"),
                ("新修村道60公里。", "新修村道64公里。", "exceeded"),
                ("县医院门诊楼扩建。", "6月竣工，日接诊能力翻番。", "completed"),
                ("免除寄宿生住宿费。", "全年免除1.2万人、310万元。", "completed"),
                ("改造自来水管网15公里。", "改造15公里，漏损率下降6个百分点。", "completed"),
                ("修建灌渠80公里。", "实际修建61公里，完成计划的76.3%。", "partly"),
            ],
        ),
        (
            GROUPS,
            [
                ("农贸市场改造", None, "completed"),
                ("城区公厕新建", None, "completed"),
                ("新修农村公路90公里", "已通车61公里", "in_progress"),
                ("老年食堂建设", "厨房设备全部进场", "in_progress"),
                ("改造敬老院3所", "1所装修收尾，2所主体封顶", "in_progress"),
                ("智慧停车系统", "正在联网调试", "in_progress"),
                ("校园直饮水工程", "管道安装完成七成。", "in_progress"),
                ("河滨公园扩建", "因征迁未完，仅完成围挡", "delayed"),
                ("公交枢纽站", "因资金未到位，没有进场", "delayed"),
            ],
        ),
        (
            NEWS,
            [
                ("公办园延时服务", None, "completed"),
                ("社区健康小屋20处", None, "completed"),
                ("老旧电梯更新60部", "已换新38部", "in_progress"),
                ("二次供水改造", "泵房更新完成46%", "in_progress"),
                ("市民健身中心建设", "钢结构吊装到三层", "in_progress"),
                ("桥下空间利用8处", "亮相3处，施工5处。", "in_progress"),
                ("殡仪服务中心迁建", "因规划调整，6月下旬才完成选址", "delayed"),
            ],
        ),
    ],
)
def test_what_stands_behind_the_promise_is_its_report(
    page: str, wanted: list[tuple[str, str | None, str]]
) -> None:
    assert [(one.text, one.outcome, one.status) for one in _read(page)] == wanted


def test_the_list_of_the_other_year_stays_a_plan() -> None:
    found = _read(BOTH_YEARS)
    assert [(one.year, one.status) for one in found] == [
        (2023, "partly"),
        (2023, "exceeded"),
        (2023, "completed"),
        *[(2024, "unstated")] * 3,
    ]
    assert [one.text for one in found[3:]] == [
        "加装电梯40部。优先安排七层以上住宅。",
        "新建口袋公园6处。每处不少于2000平方米。",
        "免费筛查肺结节2万人。重点筛查50岁以上人群。",
    ]


def _table(title: str, *rows: str) -> tuple[Commitment, ...]:
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    page = f"{head}<table>{''.join(rows)}</table></body></html>"
    return read(page.encode(), source="list.html").commitments


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_columns_of_money_are_no_outcomes() -> None:
    found = _table(
        "云溪区2022年民生实事上半年进展情况",
        "<tr><td rowspan=2>序号</td><td rowspan=2>实事项目</td><td rowspan=2>工作内容</td>"
        "<td colspan=3>资金使用情况</td>"
        "<td rowspan=2>工作进展</td></tr>",
        "<tr><td>年度计划</td><td>累计完成</td><td>完成率</td></tr>",
        _row("1", "口袋公园", "建设6个", "420", "310", "73.8%", "6个均已开放"),
        _row("2", "农贸市场", "改造3家", "900", "920", "102.2%", "1家完工，2家施工"),
        _row("3", "校园护栏", "更换8公里", "80", "80", "100%", "8公里全部更换到位"),
    )
    assert [(one.outcome, one.status) for one in found] == [
        ("6个均已开放", "completed"),
        ("1家完工，2家施工", "in_progress"),
        ("8公里全部更换到位", "completed"),
    ]


def test_the_whole_year_goes_before_the_month() -> None:
    found = _table(
        "云溪市2024年惠民工程11月进展",
        "<tr><td rowspan=2>序号</td><td rowspan=2>项目</td><td rowspan=2>年度任务</td><td colspan=2>形象进度</td></tr>",
        _row("本月进展", "累计进展"),
        _row("1", "水厂扩建", "扩建1座", "滤池封闭", "设备调试完成"),
        _row("2", "山洪沟治理", "治理5公里", "收尾", "5公里完工并验收"),
        _row("3", "敬老院", "新建2所", "主体施工", "1所投用，1所主体三层"),
    )
    assert [one.outcome for one in found] == ["设备调试完成", "5公里完工并验收", "1所投用，1所主体三层"]


CELLS = """\
云溪区2020年实事完成情况表
序号
项目
年度目标
完成情况
责任单位
1
候车亭
新建22座
22座建成投用
区交通局
2
护理床位
新增90张
新增66张，其余采购中
区民政局
3
图书流动站
设立15个
15个已开放
区文化馆
"""


@pytest.mark.parametrize("note", ["备注：统计截至12月25日。", "注：以上为年底数。", "数据来源：区政府督查室"])
def test_a_note_below_one_cell_a_line_is_no_cell(note: str) -> None:
    found = _read(CELLS + note + "\n")
    assert [(one.text, one.outcome, one.lead) for one in found] == [
        ("候车亭", "22座建成投用", "区交通局"),
        ("护理床位", "新增66张，其余采购中", "区民政局"),
        ("图书流动站", "15个已开放", "区文化馆"),
    ]


def test_a_group_of_one_row_is_read_with_its_table() -> None:
    found = _table(
        "云溪县2023年为民办实事三季度进展情况",
        _row("序号", "项目", "年度计划", "进展", "责任单位"),
        "<tr><td colspan=5>一、已办结（1项）</td></tr>",
        _row("1", "公厕改造", "改造12座", "12座对外开放", "县城管局"),
        "<tr><td colspan=5>二、正在实施（2项）</td></tr>",
        _row("2", "河道清淤", "清淤9公里", "完成5公里", "县水利局"),
        _row("3", "村医培训", "培训200人", "已培训120人", "县卫健局"),
        "<tr><td colspan=5>三、未启动（1项）</td></tr>",
        _row("4", "福利院", "新建1所", "因选址未定，没有动工", "县民政局"),
    )
    assert [(one.ordinal, one.text, one.outcome, one.status) for one in found] == [
        ("1", "公厕改造", "12座对外开放", "completed"),
        ("2", "河道清淤", "完成5公里", "in_progress"),
        ("3", "村医培训", "已培训120人", "in_progress"),
        ("4", "福利院", "因选址未定，没有动工", "delayed"),
    ]


def test_a_yearbook_reports_on_the_year_before() -> None:
    found = read(
        (
            "云溪年鉴（2011）\n政府工作·为民办实事\n"
            "【概况】　2010年，县政府确定为民办实事5件，由督查科跟踪督办。\n"
            "【农村饮水工程建设】　新建水厂2座，3.4万人用上自来水。\n"
            "【村级卫生室改造】　改造卫生室28个，配置诊疗设备300台件。\n"
            "【困难学生生活补助发放】　将1200名困难学生纳入补助，发放96万元。\n"
            "【县乡公路整修】　整修县乡公路4条，年内完成路面铺装，绿化跨年实施。\n"
            "【农家书屋建设】　建成农家书屋45家，送书6.7万册。\n"
        ).encode(),
        source="list.txt",
    )
    assert (found.review_year, found.plan_year) == (2010, None)
    assert [(one.text, one.outcome, one.status) for one in found.commitments] == [
        ("农村饮水工程建设", "新建水厂2座，3.4万人用上自来水。", "completed"),
        ("村级卫生室改造", "改造卫生室28个，配置诊疗设备300台件。", "completed"),
        ("困难学生生活补助发放", "将1200名困难学生纳入补助，发放96万元。", "completed"),
        ("县乡公路整修", "整修县乡公路4条，年内完成路面铺装，绿化跨年实施。", "in_progress"),
        ("农家书屋建设", "建成农家书屋45家，送书6.7万册。", "completed"),
    ]
