"""Projects that no number counts: below the names of their classes, above their reports, led by a colon.

All places and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.read import read

CLASSES = {
    "led by a body each": (
        "望川县2024年民生实事\n一、方便群众出行\n开通城乡公交线路3条。（牵头单位：县交通局）\n深化电梯加装，完成40部。（牵头单位：县住建局）\n"
        "二、美化城乡环境\n开展河道保洁行动。（牵头单位：县水利局）\n绿化荒山2600亩。（牵头单位：县林业局）\n新建垃圾中转站2座。（牵头单位：县城管局）\n",
        [2, 3],
    ),
    "as many as the heading counts": (
        "望川县2024年民生实事\n（一）就业增收方面2件\n稳岗扩岗2000个\n组织家政培训700人\n（二）社会保障方面3件\n全民参保扩面\n困难老人家庭适老化改造\n流动托管点覆盖全县\n",
        [2, 3],
    ),
    "each with its number": (
        "望川县2024年民生实事\n一、畅通出行\n新建停车场2个。\n打通断头路1条。\n二、宜居家园\n改造老旧小区12个。\n新增绿地3万平方米。\n",
        [2, 2],
    ),
    "each with its name": (
        "望川县2024年民生实事\n一、畅行望川\n提升通行效率。整治拥堵路口8处，设置潮汐车道2条。\n优化公交出行。新开公交线路2条。\n"
        "二、宜居望川\n守护碧水蓝天。清淤河道18公里，整治排口40个。\n城市增绿扩绿。新建口袋公园5个，种树3000株。\n",
        [2, 2],
    ),
}


@pytest.mark.parametrize("name", CLASSES)
def test_projects_stand_below_numbered_classes(name: str) -> None:
    text, counts = CLASSES[name]
    lines = text.splitlines()
    classes = [line for line in lines[1:] if line[0] in "一二（"]
    found = read(text.encode(), source="list.txt").commitments
    assert [one.text.split("（牵头")[0] for one in found] == [
        line.split("（牵头")[0] for line in lines[1:] if line not in classes
    ]
    assert [
        sum(one.category == category for one in found) for category in {one.category: 0 for one in found}
    ] == counts


ABOVE = {
    "one label below each": (
        "望川县2023年为民办实事完成情况\n加强住房保障。新建公租房200套。\n完成情况：已建成206套。\n提高补助标准。每人每年提高40元。\n完成情况：已提高到位。\n"
        "建设便民服务站。建成30个。\n完成情况：建成18个，其余正在施工。\n",
        ["加强住房保障。新建公租房200套。", "提高补助标准。每人每年提高40元。", "建设便民服务站。建成30个。"],
    ),
    "a name with a stop above its report": (
        "望川县2023年民生实事项目完成情况\n农村危桥改造项目。\n该项目计划投资300万元，9月全面完工并投入使用。\n城区供水管网改造项目。\n该项目计划投资800万元，10月全面完工。\n"
        "第三幼儿园建设项目。\n该项目计划投资1700万元，已竣工并开园。\n养老驿站建设项目。\n该项目计划投资90万元，已投入使用。\n",
        ["农村危桥改造项目。", "城区供水管网改造项目。", "第三幼儿园建设项目。", "养老驿站建设项目。"],
    ),
    "led by a colon, each with ；": (
        "望川县人民代表大会于2022年12月21日票决，结果公告如下：\n望川县2023年民生实事项目：\n河东城区水环境综合治理工程；\n沿江路四线建设；\n"
        "河西安置小区建设；\n粮食物资城南中心库；\n城乡中小学校改造升级工程；\n丘陵区山塘清淤增蓄工程。\n望川县第八届人民代表大会\n",
        [
            "河东城区水环境综合治理工程",
            "沿江路四线建设",
            "河西安置小区建设",
            "粮食物资城南中心库",
            "城乡中小学校改造升级工程",
            "丘陵区山塘清淤增蓄工程",
        ],
    ),
}


@pytest.mark.parametrize("name", ABOVE)
def test_lines_that_nothing_counts_are_projects(name: str) -> None:
    text, wanted = ABOVE[name]
    record = read(text.encode(), source="list.txt")
    assert record.kind == "livelihood_projects"
    assert [one.text.rstrip("；。") for one in record.commitments] == [each.rstrip("。") for each in wanted]
    assert all((one.outcome is None) == ("；" in text) for one in record.commitments)


@pytest.mark.parametrize("tag", ["ol", "ul"])
@pytest.mark.parametrize("inner", ["{}", "<p>{}</p>", "<span>{}</span><br>"])
def test_items_of_a_list_by_its_markup_are_projects(tag: str, inner: str) -> None:
    names = ["公共停车位400个", "粮食储备库建设", "南河大桥续建工程", "“一老一小”照护", "城区供热管网"]
    items = "".join(f"<li>{inner.format(name)}</li>" for name in names)
    page = (
        "<html><head><title>票决结果_望川县人民政府</title></head><body>"
        "<div class='nav'><ul><li><a href='/'>首页</a></li></ul></div>"
        "<div id='zoom'><p>经县人大代表票决，2024年望川县民生实事项目确定如下：</p>"
        f"<{tag}>{items}</{tag}><p>望川县人民代表大会常务委员会</p></div></body></html>"
    )
    record = read(page.encode(), source="list.html")
    assert record.kind == "livelihood_projects"
    assert [one.text for one in record.commitments] == names


def test_a_list_of_links_is_no_list_of_projects() -> None:
    titles = [
        "望川县2023年民生实事项目清单",
        "县长调研民生实事项目",
        "城东中学扩建工程封顶",
        "口袋公园建设工程开工",
        "老旧小区改造项目完工",
    ]
    links = "".join(
        f'<li><a href="/{at}.html">{title}</a> 2023-0{at + 1}-06</li>' for at, title in enumerate(titles)
    )
    head = "<head><title>民生实事专题_望川县人民政府</title></head>"
    page = f"<html>{head}<body><h1>民生实事专题</h1><ul>{links}</ul></body></html>"
    assert read(page.encode(), source="list.html").commitments == ()
