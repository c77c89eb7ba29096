"""Lists of which a page shows the first items only, names above their contents, and counts that are no numbers."""

from __future__ import annotations

import pytest

from parsers.read import read

ABOVE = {
    "a field and its end": (
        "经区政府审定，现公布云溪区7月民生实事项目清单，共涉及4类9个项目。\n"
        "一、打通滨河路断头路 打通断头路260米，完善排水和照明。 责任单位： 区住建局 完成时限： 2025年9月\n",
        1,
    ),
    "an office below": (
        "望川县2022年十件惠民实事\n一、实施农村危房改造\n主要内容：改造危房310户。\n主办单位：县住建局\n",
        1,
    ),
    "two of them": (
        "今年，青岚市将办好8件民生实事。\n"
        "1、新建幼儿园5所。责任单位：市教育局\n2、改造农贸市场3个。责任单位：市商务局\n",
        2,
    ),
}


@pytest.mark.parametrize("name", ABOVE)
def test_a_list_that_breaks_off_after_its_first_items_is_one(name: str) -> None:
    text, items = ABOVE[name]
    record = read(text.encode(), source="a.txt")
    assert (record.kind, len(record.commitments)) == ("livelihood_projects", items)


NO_LISTS = {
    "something follows": (
        "今年，青岚市将办好8件民生实事。\n1、新建幼儿园5所。责任单位：市教育局\n此次会议还审议了其他事项，对安全生产工作作了部署，"
        "并就防汛提出了要求，各位代表分组进行了讨论。\n"
    ),
    "no more are announced": "青岚市民政局关于民生实事的工作动态\n1、新建养老院1所。责任单位：市民政局\n",
    "a demand": "为办好10件民生实事，现提出要求：\n1、各单位要加强领导。责任单位：各镇\n",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_one_item_elsewhere_is_no_list(name: str) -> None:
    assert read(NO_LISTS[name].encode(), source="a.txt").kind == "other"


NAMES = {
    "names of projects": (
        "2024年云溪街道八项民生实事项目出炉\n老旧小区照明改造项目\n维修公共部位的照明和管线，为居民配备上楼设备。\n"
        "养老服务提质扩容项目\n新建照料中心，新增老年食堂1家。\n项目总投资约200万元。\n"
        "口袋公园建设工程\n利用边角地新建口袋公园4个，配套健身器材。\n",
        ["老旧小区照明改造项目", "养老服务提质扩容项目", "口袋公园建设工程"],
    ),
    "most names say that they are projects": (
        "云溪区十件民生实事项目\n农村饮水安全巩固提升\n改造供水管网86公里，惠及23个村。\n义务教育学校扩建\n"
        "扩建学校5所，新增学位3200个，\n项目于8月底前竣工。\n夜间照明补亮\n安装路灯1100盏，消除无灯路段17处。\n",
        ["农村饮水安全巩固提升", "义务教育学校扩建", "夜间照明补亮"],
    ),
    "contents that end with ；": (
        "云溪县2023年民生实事\n残疾儿童康复救助\n为120名残疾儿童免费提供康复训练，每人每年补助1.5万元；\n"
        "城乡公交一体化建设\n新开公交线路3条，更新车辆20台，建设候车亭60座；\n"
        "中小学塑胶操场改造\n改造塑胶操场9片，惠及学生1.1万名。\n",
        ["残疾儿童康复救助", "城乡公交一体化建设", "中小学塑胶操场改造"],
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_on_a_line_of_its_own_has_the_content_below_it(name: str) -> None:
    text, names = NAMES[name]
    found = read(text.encode(), source="a.txt").commitments
    assert [one.text.split("\n")[0] for one in found] == names


@pytest.mark.parametrize(
    "counts",
    [
        "其中：江北镇 1 所、江南镇 2 所、溪口镇 3 所、城区 4 所。",
        "新建站点 1 个，改建 2 个，维修 3 个；",
        "涉及青岚县 1 处、望川县 2 处、云溪县 3处。",
    ],
)
def test_numbers_of_a_count_are_no_ordinals(counts: str) -> None:
    text = f"2021年青岚市要办这20件民生实事\n教育供给\n{counts}\n"
    record = read(text.encode(), source="a.txt")
    assert not any((one.text[:1] in "所个处") for one in record.commitments)


def test_a_headline_below_a_menu_says_what_was_not_read() -> None:
    menu = "登录\n注册\n查看： 384\n回复： 0\n发表于 2021-2-24\n"
    text = f"{menu}定了！2021年青岚市要办这20件民生实事\n详见下图，欢迎转给邻居。\n"
    record = read(text.encode(), source="a.txt")
    assert [(one.code, one.detail) for one in record.problems] == [
        ("items_unclear", "the text announces 20, 0 could be distinguished")
    ]


def test_a_vote_that_decided_is_no_call_for_projects() -> None:
    text = (
        "经过代表投票表决，云溪街道2024年三项民生实事项目正式出炉\n"
        "1.改造农贸市场1个。\n2.新建社区食堂3家。\n3.安装路灯90盏。\n"
    )
    assert len(read(text.encode(), source="a.txt").commitments) == 3


def test_fields_of_life_that_a_list_touches_are_no_projects() -> None:
    text = (
        "2021年云溪市民生实事完成情况\n2021年云溪市民生实事共涉及社会保障、促进就业、教育惠民、医疗惠民、全民健身、人居环境等6个领域20项工作。"
        "截至目前，改造农贸市场、提升公园品质等15项工作已完成，发放稳岗补贴等5项工作正在推进。\n"
    )
    record = read(text.encode(), source="a.txt")
    assert not {"社会保障", "全民健身"} & {one.text for one in record.commitments}
    assert [one.code for one in record.problems] == ["items_unclear"]
