"""Lists of still further kinds: deeds behind other work, what has opened, opinions on management, smaller tasks."""

from __future__ import annotations

import pytest

from parsers.read import read
from tests.support.read_lists import check

PAGES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "deeds of a report behind other work": (
        "政府工作报告\n"
        "（2008年3月1日在南浦县第十三届人民代表大会第二次会议上）\n"
        "县长 张某\n"
        "各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议。\n"
        "一、2007年工作回顾\n"
        "财政收入增长15%。\n"
        "二、2008年工作安排\n"
        "（六）改善民生\n"
        "在做好以上各项工作的基础上，今年集中力量办好四件实事：\n"
        "1.新打机井12眼。\n"
        "2.硬化村道40公里。\n"
        "3.新建敬老院1所。\n"
        "4.改造危房200户。\n"
        "（七）加强自身建设\n"
        "推进依法行政。\n",
        [
            ("新打机井12眼", "unstated"),
            ("硬化村道40公里", "unstated"),
            ("新建敬老院1所", "unstated"),
            ("改造危房200户", "unstated"),
        ],
    ),
    "deeds in one sentence behind other work": (
        "政府工作报告\n"
        "（2008年3月1日在南浦县第十三届人民代表大会第二次会议上）\n"
        "县长 张某\n"
        "各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议。\n"
        "一、2007年工作回顾\n"
        "财政收入增长15%。\n"
        "二、2008年工作安排\n"
        "（六）改善民生\n"
        "在完成上述目标任务的同时，县政府承诺为群众办好三件实事：（1）建成县城广场；（2）解决6"
        "000人饮水困难；（3）新建卫生院2所。\n"
        "（七）加强自身建设\n"
        "推进依法行政。\n",
        [
            ("建成县城广场", "unstated"),
            ("解决6000人饮水困难", "unstated"),
            ("新建卫生院2所", "unstated"),
        ],
    ),
    "what has opened": (
        "2019年区政府实事完成情况\n"
        "（一）实验中学新校区启用。\n"
        "（二）市民公园对外开放。\n"
        "（三）北环路拓宽通车。\n"
        "（四）推进学校体育场馆对外开放。\n",
        [
            ("实验中学新校区启用", "completed"),
            ("市民公园对外开放", "completed"),
            ("北环路拓宽通车", "completed"),
            ("推进学校体育场馆对外开放", "unstated|in_progress|completed"),
        ],
    ),
    "what is to be opened": (
        "2020年民生实事计划\n"
        "1.建成区图书馆并对外开放。\n"
        "2.推动学校操场对外开放。\n"
        "3.新建停车场5处，年底前全面开放。\n",
        [
            ("建成区图书馆并对外开放", "unstated"),
            ("推动学校操场对外开放", "unstated"),
            ("新建停车场5处，年底前全面开放", "unstated"),
        ],
    ),
    "opinions on how projects are managed": (
        "南浦县人民政府关于加强2021年民生实事项目管理的意见\n"
        "各镇人民政府：\n"
        "为确保民生实事项目顺利推进，提出如下意见：\n"
        "一、分解目标任务。各责任单位要制定月度计划。\n"
        "二、优化审批流程。行政审批部门要提前介入。\n"
        "三、确保施工安全。落实安全生产责任制。\n"
        "四、加强资金监管。财政、审计部门要全程跟踪。\n"
        "五、开展跟踪评估。邀请代表视察。\n",
        [],
    ),
    "annexes of two years": (
        "附件1　2020年四项民生实事落实情况\n"
        "1.绿化道路22公里。已完成22公里。\n"
        "2.装配净水器600台。已安装600台。\n"
        "3.新建风雨操场2个。已建成2个。\n"
        "4.开通夜间公交3条。已开通3条。\n"
        "附件2　2021年两项民生实事\n"
        "（一）新建体育馆1座。\n"
        "（二）改造街巷18条。\n",
        [
            ("绿化道路22公里", "completed"),
            ("装配净水器600台", "completed"),
            ("新建风雨操场2个", "completed"),
            ("开通夜间公交3条", "completed"),
            ("新建体育馆1座", "unstated"),
            ("改造街巷18条", "unstated"),
        ],
    ),
    "tasks made smaller": (
        "2021年民生实事完成情况\n"
        "1.造林8000亩。受地块限制，任务核减为5200亩，已全部完成。\n"
        "2.培训农民3000人。因疫情，目标缩减至1800人次，完成1800人次。\n"
        "3.新建广场2个。已建成2个。\n"
        "4.减少排放。核减指标5项。\n",
        [
            ("造林8000亩", "adjusted"),
            ("培训农民3000人", "adjusted"),
            ("新建广场2个", "completed"),
            ("减少排放", "completed|unstated"),
        ],
    ),
    "money for towns": (
        "关于下达2021年民生实事专项资金的通知\n"
        "各镇：\n"
        "现下达2021年民生实事专项资金，具体如下：\n"
        "1.东镇120万元。\n"
        "2.西镇95万元。\n"
        "3.北镇80万元。\n"
        "请专款专用。\n",
        [],
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read(kind: str) -> None:
    check(*PAGES[kind])


def test_the_number_of_an_annex_is_none_of_its_year() -> None:
    record = read(PAGES["annexes of two years"][0].encode(), source="list.txt")
    assert (record.review_year, record.plan_year) == (2020, 2021)
    title = "附件3 2021年度县政府民生实事完成情况"
    text = "1.新建水塔6座。\n6座水塔已通水。\n2.修建便民桥9座。\n9座便民桥已通行。\n3.补贴农机800台。\n补贴农机845台。"
    assert read(text.encode(), source="list.txt", title=title).review_year == 2021


def test_fields_with_numbers_of_their_own_say_who_leads_and_who_supports() -> None:
    fields = [
        ("托育服务提升", "县卫生健康局", "各镇人民政府"),
        ("农村供水保障", "县水务局", "县住建局"),
        ("助残", "县残联", "县民政局"),
    ]
    text = "云溪县2024年民生实事清单\n" + "".join(
        f"{at}.{name}\n（1）目标任务：完成项目{at}个。\n（2）牵头单位：{lead}\n（3）责任单位：{support}\n"
        for at, (name, lead, support) in enumerate(fields, 1)
    )
    found = read(text.encode(), source="list.txt").commitments
    assert [(one.text, one.lead, one.support) for one in found] == fields


def test_parts_that_repeat_their_heading_are_the_promises() -> None:
    text = (
        "南浦市2018年十件实事完成情况\n"
        "一、新建农村敬老院6所；改造县乡公路80公里。（责任单位：市民政局、市交通局）该件实事已完成\n"
        "1.新建农村敬老院6所（责任单位：市民政局）\n此项工作已完成。6所敬老院均已入住。\n"
        "2.改造县乡公路80公里（责任单位：市交通局）\n此项工作已完成。完成改造80公里。\n"
        "二、补助困难学生5000名。（责任单位：市教育局）\n此项工作已完成。补助学生5200名。\n"
    )
    found = read(text.encode(), source="list.txt").commitments
    assert [(one.text, one.lead) for one in found] == [
        ("新建农村敬老院6所", "市民政局"),
        ("改造县乡公路80公里", "市交通局"),
        ("补助困难学生5000名。", "市教育局"),
    ]
