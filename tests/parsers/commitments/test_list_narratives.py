"""Texts that tell what was done for people, and the lists that resemble them."""

from __future__ import annotations

import pytest

from parsers.read import read


def kind(text: str, title: str | None = None) -> str:
    return read(text.encode(), source="page.txt", title=title).kind


FEATURE = (
    "实施“亮灯”工程，方便群众出行。更换路灯310盏，新建灯杆26座，惠及居民4200户。\n"
    "实施“清泉”工程，解决吃水难题。新建水厂2座，铺设管道38公里，1.3万人喝上自来水。\n"
    "实施“暖屋”工程，改善居住条件。改造危房240户，新建公租房180套，维修校舍12所。\n"
)
WORKS = "1.更换路灯310盏\n2.新建水厂2座\n3.改造危房240户\n4.维修校舍12所\n"


@pytest.mark.parametrize(
    "text",
    [
        f"本报讯 近年来，云溪县狠抓民生工程，群众生活明显改善。\n{FEATURE}",
        "云溪区坚持为民实事只多不少。\n"
        + "".join(
            f"五年来，云溪区{what}。\n"
            for what in ("新建学校12所，新增学位3100个", "改造卫生站14家，新增床位260张", "改造老旧小区31个")
        ),
        f"云溪县民生工程暖人心\n本报讯 云溪县狠抓落实。\n{FEATURE}",
        "全年经济稳中向好。\n一、综合\n实现生产总值90.3亿元。民生实事项目共8项全部完成。新建敬老院9所；改造公路31公里；培训村医120人；"
        "新增床位90张；改造厕所1400户；新建幼儿园3所；安装路灯310盏；解决饮水2.1万人。\n二、农业\n种植粮食80万亩。\n",
        "民生实事项目共20项全部完成。新建敬老院9所；改造公路31公里；培训村医120人；新增床位90张；改造厕所1400户；新建幼儿园3所；"
        "安装路灯310盏。完成财政收入8亿元，完成固定资产投资41亿元，实现零售总额23亿元。\n",
        "区政府工作报告提出，办好8件为民办实事项目。\n关键词：公租房\n今年区里新建公租房1000套，改造棚户区住房2100套。\n关键词：幼儿园\n今年区里新建公办幼儿园13所，新增学位3900个。\n"
        "关键词：养老\n今年区里新建敬老院10家，为1200户老人改造住房。\n关键词：出行\n今年区里更新公交车40辆，改造公交站亭120个。\n关键词：健身\n安装器材80套。\n",
        f"引言\n本文将深入探讨云溪县的四项民生工程，分析其成果。\n{WORKS}",
        "云溪县民政局2024年工作总结\n今年工作如下：\n(一)加强党建\n一是开展学习。二是严肃纪律。\n(二)民生实事稳步推进\n1.改造厕所40户。\n2.新建公墓3处。\n",
        "云溪县2024年十大民生实事定了！\n大会票决出县政府2024年十项民生实事。此前，县政府公开征集项目，共收集到2024年度民生实事建议322项，涉及教育、医疗等重要民生事项，"
            "其中市民最关心的民生实事有3大类，分别为交通出行（85项）、教育事业（61项）、环境整治（40项）。\n票选结果见下图。\n",
        "2025年，十大领域民生工程完成投资6.6亿元。新建保障房710套。推广沼气1230口。建成校安工程23个。改造危房240户。开通公路12条。\n",
        "市政协调研十件实事。今年市政府承诺办理十件实事，涉及改善办学条件、建设保障性住房、完善城市功能、改造农村道路、"
        "新建便民设施、改建农贸市场、加强社区建设、保障老人权益、建设村卫生室、建设交通指挥系统等方面。\n",
        f"第352章 十大民生大事\n他打开政府报告，上面写着：\n{WORKS}",
        "2025年政府工作，这份“民生清单”很漂亮\n全国两会召开，《政府工作报告》的任务全部完成。\n中国新增就业1269万人。\n"
        "全国改造小区5万个。\n中国高校扩招139万人。\n",
    ],
)  # fmt: skip
def test_what_tells_of_deeds_is_no_list(text: str) -> None:
    assert kind(text) == "other"


@pytest.mark.parametrize(
    "text",
    [
        f"云溪县2024年民生实事\n{WORKS}",
        f"云溪县民生工程暖人心\n今年要办好4件民生实事：\n{WORKS}",
        "近年来，云溪县狠抓民生工程。2024年，全县确定民生实事如下：\n" + FEATURE,
        f"本文件经县政府同意。\n云溪县2024年民生实事\n{WORKS}",
        "一、云溪县2024年民生实事\n本报讯：全县经济稳中向好。\n" + WORKS,
        "县政府共收集到建议322项，经代表票决，确定民生实事3件，分别为新建水厂2座、更换路灯310盏、改造危房240户。\n",
    ],
)
def test_a_list_is_kept_beside_such_words(text: str) -> None:
    assert kind(text) == "livelihood_projects"


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("本文从教育、医疗等方面列出2024年十件民生实事：", "livelihood_projects"),
        ("本文从教育、医疗等方面探讨2024年十件民生实事的经验：", "other"),
    ],
)
def test_an_essay_discusses_and_a_list_lists(opening: str, expected: str) -> None:
    assert kind(opening + "\n" + "".join(f"{n}.新建公园{n}个\n" for n in range(1, 11))) == expected


def test_signs_count_items_as_numbers_do() -> None:
    names = ("新建公园2个", "整治河道8公里", "新建水厂2座", "新建学校2所")
    assert kind("为民办实事\n" + "".join(f"▲{name}\n" for name in names)) == "livelihood_projects"
    items = "".join(f"▲{name}。群众纷纷点赞，感谢政府的关心。\n" for name in names)
    assert kind("为民办实事\n" + items) == "other"
