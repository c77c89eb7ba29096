"""Lists in prose of wider kinds: cut classes, shares in sentences, names together, a sentence that goes on, dashes."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.read import read

# Each: text, and fields of each promise, in order.
PAGES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "classes with their numbers, of which the page's end cuts the rest": (
        "2023年度民生实事项目印发实施，共包括四大类15个项目，总投资3亿元。一是通畅出行类，包括东环路改造、候车亭更新等2个项目；"
        "二是医养服务类，包括卫生院扩建、护理床位新增、社区食堂建设等3个项目；",
        [
            {"category": "通畅出行类", "text": "东环路改造", "year": 2023},
            {"category": "通畅出行类", "text": "候车亭更新"},
            {"category": "医养服务类", "text": "卫生院扩建"},
            {"category": "医养服务类", "text": "护理床位新增"},
            {"category": "医养服务类", "text": "社区食堂建设"},
        ],
    ),
    "an article in the one long cell of an old page's frame": (
        "![](a.gif) |\n第2版：要闻 | 上一版 |\n|||\n"
        "望川公布今年 四件实事 本报讯（记者 王某）近日，望川市召开人代会，会议确定2013年办好“四件实事”。"
        "2013年“四件实事”包括："
        "改善就学条件，新建小学4所，改造操场12个，增加学位三千余个；改善出行条件，改造通村公路60公里，加固危桥九座；"
        "开展技能培训，培训农民工3200人次，提供就业岗位五百个，发放小额贷款；建设保障住房800套，年底前分配300套，"
        "让住房困难的家庭早日搬进新居，享受城市发展的成果，过上安稳的日子。 |\n下一篇 |\n",
        [
            {"text": "改善就学条件，新建小学4所，改造操场12个，增加学位三千余个；"},
            {"text": "改善出行条件，改造通村公路60公里，加固危桥九座；"},
            {"text": "开展技能培训，培训农民工3200人次，提供就业岗位五百个，发放小额贷款；"},
            {"year": 2013},
        ],
    ),
    "names each with a share of its target, without brackets": (
        "望川区民生实事推进情况\n截至二季度末，民生实事项目进展总体顺利。其中，口袋公园建设完成年度目标的80%，"
        "老旧小区改造完成年度目标的65%、充电桩安装达到年度目标的104%，托位建设完成年度目标的100%。\n",
        [
            {"text": "口袋公园建设", "status": "in_progress", "outcome": "完成年度目标的80%"},
            {"text": "老旧小区改造", "status": "in_progress"},
            {"text": "充电桩安装", "status": "exceeded"},
            {"text": "托位建设", "status": "completed"},
        ],
    ),
    "names of which one clause says how far all are; other key works are another list": (
        "县政府通报了“十件实事”进展情况。“十件实事”包含子项目16个，其中就业创业工程完成年度任务的60%，新增就业900人。"
        "饮水工程已建成水厂2座，开工3座。城区道路工程、校舍改造工程以及敬老院改造等工程均全面展开。\n"
        "重点工程进展加快，体育馆建设工程已完成地质勘探，会展中心工程已开工。\n",
        [
            {"text": "就业创业工程"},
            {"text": "饮水工程"},
            {"text": "城区道路工程", "status": "in_progress", "outcome": None},
            {"text": "校舍改造工程", "status": "in_progress"},
            {"text": "敬老院改造", "status": "in_progress"},
        ],
    ),
    "a second sentence that goes on with the list": (
        "省政府日前确定明年办好关系群众的八件实事。其中，包括安排资金6亿元提高乡村教师待遇；改造卫生院300所，扩大医疗试点；"
        "解决缺水等地区80万农民的饮水问题。此外，还有加快沼气建设、扩大电视覆盖面、加强技能培训。\n",
        [
            {"text": "安排资金6亿元提高乡村教师待遇；"},
            {"text": "改造卫生院300所，扩大医疗试点；"},
            {"text": "解决缺水等地区80万农民的饮水问题。"},
            {"text": "加快沼气建设"},
            {"text": "扩大电视覆盖面"},
            {"text": "加强技能培训"},
        ],
    ),
    "projects parted by dashes in one paragraph, fields behind the numbers of sources": (
        "2025年望川市民生实事项目5项公布\n望川市民生实事概览 - 代表票决确定了5项民生实事 [1] "
        "交通出行 - 改造主干道3条 新增车位600个 [1] "
        "- 开通公交线路2条 [1][2] 养老 - 新增助餐点20个 [3] - 改造敬老院3所 [4] 环境 - 建设口袋公园6个 [4]\n",
        [
            {"category": "交通出行", "text": "改造主干道3条 新增车位600个"},
            {"category": "交通出行", "text": "开通公交线路2条"},
            {"category": "养老", "text": "新增助餐点20个"},
            {"category": "养老", "text": "改造敬老院3所"},
            {"category": "环境", "text": "建设口袋公园6个"},
        ],
    ),
    "short names in words above lines that are projects, in a draft that is printed whole": (
        "为办好群众身边的事，我们编制了《2014年为民办实事项目（征求意见稿）》，具体如下：\n"
        "一、安居保障\n改造旧住房30万平方米，惠及九千户居民。\n新建公租房200套，年底前分配。\n"
        "二、为老服务\n新增养老床位120张。\n新增社区助餐点6个，日均服务三百人。\n三、扶贫帮困\n为600名残疾人配发辅助器具。\n"
        "对以上项目如有意见，请来电反映。\n",
        [
            {"category": "安居保障", "text": "改造旧住房30万平方米，惠及九千户居民。"},
            {"category": "安居保障"},
            {"category": "为老服务"},
            {"category": "为老服务"},
            {"category": "扶贫帮困", "text": "为600名残疾人配发辅助器具。"},
        ],
    ),
    "a headline in two halves is no field of life": (
        "办好民生实事 提升群众幸福感\n2023年，全县十件民生实事共实施项目32个，完成投资8.6亿元。\n"
        "“学有优教”方面，新建幼儿园3所，改造学校食堂8个，新增学位1260个。\n“病有良医”方面，县医院新院区投用，建成村卫生室20个。\n"
        "“老有颐养”方面，建成社区食堂6家，完成适老化改造300户。\n",
        [{"category": "“学有优教”"}, {"category": "“病有良医”"}, {"category": "“老有颐养”"}],
    ),
    "fields of life between the number and the list, which is not whole": (
        "今年望川将办这些民心工程\n2012年我市民心工程共安排22项，涉及教育、卫生、交通等领域，主要包括："
        "新建改建中小学30所；"
        "建设社区卫生服务中心12个；新增公交车500辆；改造供热管网60公里等。\n",
        [
            {"text": "新建改建中小学30所；"},
            {"text": "建设社区卫生服务中心12个；"},
            {"text": "新增公交车500辆；"},
            {"text": "改造供热管网60公里"},
        ],
    ),
    "groups of which some names are given, behind what is said of the whole list": (
        "幸福看得见 今年前8个月，全县20项民生工程累计投入资金6亿元，低保提标、职工帮扶、"
        "敬老院建设等8项工程提前完成全年任务；"
        "棚户区改造、农村公路改造等7项工程进度超过80%；只有污水厂扩建、体育馆建设2项工程进度较慢。\n",
        [
            {"text": "低保提标", "status": "completed"},
            {"text": "职工帮扶"},
            {"text": "敬老院建设"},
            {"text": "棚户区改造", "status": "in_progress"},
            {"text": "农村公路改造", "status": "in_progress"},
            {"text": "污水厂扩建", "status": "delayed"},
            {"text": "体育馆建设", "status": "delayed"},
        ],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_lists_in_prose_of_wider_kinds_are_read(name: str) -> None:
    text, wanted = PAGES[name]
    record = read(text.encode(), source="t")
    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == len(wanted), [one.text for one in record.commitments]
    for one, fields in zip(record.commitments, wanted, strict=True):
        assert {key: getattr(one, key) for key in fields} == fields
