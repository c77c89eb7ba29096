"""Lists of wider kinds: classes that count behind a comma, a number behind the last name, some of many."""

from __future__ import annotations

from typing import Any

import pytest

from parsers.read import read

# Each: text, and fields of each promise, in order.
PAGES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "classes that say behind a comma how many they hold, above numbers that run on": (
        "经望川县第九届人民代表大会第二次会议票决，确定以下三类5个项目为2023年民生实事项目：\n"
        "一、“方便出行”类，共2项\n1.新建候车亭22座。\n2.改造通村公路，长31公里；加固危桥2座。\n"
        "二、“就近看病”类，共1项\n3.实施云岭卫生院扩建工程，占地6亩，设床位60张。\n"
        "三、“安心养老”类，共2项\n4.新增护理床位90张。\n5.建设社区食堂，不少于5家。\n",
        [
            {"ordinal": "1", "category": "“方便出行”类", "text": "新建候车亭22座。"},
            {"ordinal": "2", "category": "“方便出行”类", "text": "改造通村公路，长31公里；加固危桥2座。"},
            {"ordinal": "3", "category": "“就近看病”类"},
            {"ordinal": "4", "category": "“安心养老”类"},
            {"ordinal": "5", "category": "“安心养老”类", "text": "建设社区食堂，不少于5家。"},
        ],
    ),
    "a project with parts below is no class: its number is not theirs": (
        "望川县2023年民生实事\n一、新建口袋公园，共3个\n（1）城东1个。\n（2）城西2个。\n"
        "二、改造老旧小区9个\n三、新增停车位500个\n",
        [
            {
                "ordinal": "一",
                "text": "新建口袋公园，共3个\n（1）城东1个。\n（2）城西2个。",
                "category": None,
            },
            {"text": "改造老旧小区9个"},
            {"text": "新增停车位500个"},
        ],
    ),
    "the number of the names behind the last of them, after persons that were elected": (
        "县人大会议闭幕\n会议进行票决：补选方远、李可为委员，票决2021年县政府民生实事项目包括县医院扩建工程、"
        "农村饮水提升工程、城东小学新建工程三个项目。会议还通过了名单，主任委员方远，委员李可、周安、吴平。\n",
        [
            {"text": "县医院扩建工程", "year": 2021},
            {"text": "农村饮水提升工程"},
            {"text": "城东小学新建工程"},
        ],
    ),
    "one name for many projects, beside groups that name all of theirs": (
        "县10件民生实事分解为19个子项。其中，改造公厕8座、新增夜间公交3条2个子项已提前完成；第一、二水厂扩容等14个子项任务过半；"
        "城北菜场搬迁、滨河步道建设、文化馆新建3个子项正在稳步推进。\n",
        [
            {"text": "改造公厕8座", "status": "completed"},
            {"text": "新增夜间公交3条", "status": "completed"},
            {"text": "第一、二水厂扩容", "status": "in_progress"},
            {"text": "城北菜场搬迁", "status": "in_progress"},
            {"text": "滨河步道建设"},
            {"text": "文化馆新建"},
        ],
    ),
    "deeds behind ； under a heading of what is done are no outcome": (
        "2019年县政府实事办理情况\n（一）完成事项情况\n"
        "1、就业：发放贷款410万元；新增就业6200人，失业人员再就业900人，零就业家庭已清零。\n"
        "2、道路：改造槐荫路、松柏路；修补人行道12公里。\n3、文化：放映电影330场；新建书屋7个。\n",
        [
            {
                "text": "就业：发放贷款410万元；新增就业6200人，失业人员再就业900人，零就业家庭已清零。",
                "outcome": None,
                "status": "completed",
            },
            {"text": "道路：改造槐荫路、松柏路；修补人行道12公里。"},
            {"text": "文化：放映电影330场；新建书屋7个。"},
        ],
    ),
    "names before the number of those that are done, above two lists of which the page's end cuts the second": (
        "望川区14件民生实事半年报\n截至6月底， 候车亭更新、 村级卫生室改造 2件民生实事已提前完成。\n"
        "4件市级民生实事有序推进，\n"
        "新增护理床位66张；\n新开托育点5个；\n改造老旧小区11个；\n优化公交线路9条。\n10件区级民生实事进展良好，\n"
        "建成口袋公园4个；\n打通断头路1条；\n改造燃气管道22公里；\n",
        [
            {"text": "候车亭更新", "status": "completed"},
            {"text": "村级卫生室改造", "status": "completed"},
            {"text": "新增护理床位66张；"},
            {"text": "新开托育点5个；"},
            {"text": "改造老旧小区11个；"},
            {"text": "优化公交线路9条。"},
            {"text": "建成口袋公园4个；"},
            {"text": "打通断头路1条；"},
            {"text": "改造燃气管道22公里；"},
        ],
    ),
    "numbers with the word for what they count, in one line without stops, and numbers of sources": (
        "望川镇2025年四件民生实事项目出炉\n概览 望川镇2025年四件民生实事由代表票决产生 "
        "项目一 - 新建幼儿园1所 改造校门 [1] 项目二 - 整治河道5条 [1] 项目三 - 安装路灯90盏 [2] 项目四 - 加固危桥3座\n",
        [
            {"ordinal": "一", "text": "新建幼儿园1所 改造校门"},
            {"ordinal": "二", "text": "整治河道5条"},
            {"ordinal": "三", "text": "安装路灯90盏"},
            {"ordinal": "四", "text": "加固危桥3座"},
        ],
    ),
    "lines in a row that each name a class and as many projects": (
        "望川区民生实事8月进度\n绿灯项目（3个）：校园食堂改造、社区食堂建设、危桥加固。\n黄灯项目（2个）：停车场建设、体育公园建设。\n"
        "红灯项目（1个）：中医院迁建。\n",
        [
            {"category": "绿灯", "text": "校园食堂改造"},
            {"category": "绿灯"},
            {"category": "绿灯"},
            {"category": "黄灯", "text": "停车场建设"},
            {"category": "黄灯"},
            {"category": "红灯", "text": "中医院迁建"},
        ],
    ),
    "classes with those who lead them in a bracket": (
        "望川县2019年度民生实事项目任务分解\n一、教育方面（牵头领导：某某；牵头单位：县教育局）\n1．新建城北中学。\n2．改造薄弱学校12所。\n"
        "二、医疗方面（牵头领导：某某；牵头单位：县卫健局）\n3．建设县疾控中心。\n4．为村卫生室配备设备90套。\n",
        [
            {"category": "教育方面", "text": "新建城北中学。"},
            {"category": "教育方面"},
            {"category": "医疗方面"},
            {"category": "医疗方面", "text": "为村卫生室配备设备90套。"},
        ],
    ),
    "a sentence that counts again what the one before counts": (
        "望川市民生实事调度\n省实事10项中，5项提前完成；3项进度偏慢。其中，进度偏慢的3项分别是：农村改厕、校舍加固、台站改造。\n"
        "市实事8项中，6项进展较快；2项进展偏慢。其中，进展偏慢的2项分别是：新建幼儿园、敬老院改造。\n",
        [
            {"text": "农村改厕", "status": "delayed"},
            {"text": "校舍加固"},
            {"text": "台站改造"},
            {"text": "新建幼儿园", "status": "delayed"},
            {"text": "敬老院改造", "status": "delayed"},
        ],
    ),
    "reports behind a comma under a heading that names none": (
        "望川县2021年民生实事\n一、新建幼儿园4所，已全部开园。\n二、改造农村公路60公里，目前已完成48公里。\n"
        "三、县中医院迁建，主体已封顶。\n四、新增养老床位200张，正在采购设备。\n",
        [
            {"text": "新建幼儿园4所", "outcome": "已全部开园。"},
            {"text": "改造农村公路60公里", "outcome": "目前已完成48公里。"},
            {"text": "县中医院迁建", "status": "in_progress"},
            {"text": "新增养老床位200张", "status": "in_progress"},
        ],
    ),
    "shares behind a comma": (
        "望川市民生实事进度\n新增普惠托位：目标1200个，进度92%\n城镇小区改造：目标60个，进度75%\n"
        "农村公路建设：目标120公里，进度88%\n养老床位：目标600张，完成率100%\n",
        [
            {"text": "新增普惠托位：目标1200个", "outcome": "进度92%", "status": "in_progress"},
            {"text": "城镇小区改造：目标60个"},
            {"text": "农村公路建设：目标120公里", "outcome": "进度88%"},
            {"text": "养老床位：目标600张", "status": "completed"},
        ],
    ),
    "a comma in plans parts nothing": (
        "望川县2022年为民办实事\n1.建设保障房800套，年内基本建成500套。\n2.新建小学2所，已纳入规划。\n3.打通断头路3条，12月底前通车。\n",
        [
            {"text": "建设保障房800套，年内基本建成500套。", "outcome": None},
            {"text": "新建小学2所，已纳入规划。", "outcome": None},
            {"text": "打通断头路3条，12月底前通车。", "outcome": None},
        ],
    ),
    "cells behind numbered names": (
        "望川县2021年实事项目完成情况\n1.新建公园1个\t已完成\t县住建局\n2.改造县道20公里\t已完成\t县交通局\n3.新建体育馆\t正在建设\t县文旅局\n",
        [
            {"text": "新建公园1个", "status": "completed", "lead": "县住建局"},
            {"text": "改造县道20公里", "status": "completed", "lead": "县交通局"},
            {"text": "新建体育馆", "status": "in_progress", "lead": "县文旅局"},
        ],
    ),
    "a number and a name in lines of their own above labelled fields": (
        "望川区2023年重点民生实事项目完成情况\n1\n农村公路\n【目标任务】改建农村公路200公里。\n【完成情况】已完成218公里。\n"
        "2\n农村客运\n【目标任务】新增公交线路5条。\n【完成情况】已开通4条。\n3\n公租房\n【目标任务】筹集公租房500套。\n【完成情况】已筹集500套。\n",
        [
            {"ordinal": "1", "text": "农村公路", "outcome": "已完成218公里。", "status": "exceeded"},
            {"ordinal": "2", "text": "农村客运", "status": "partly"},
            {"ordinal": "3", "text": "公租房", "status": "completed"},
        ],
    ),
    "marks of what is done and of what is not": (
        "望川市2021年民生实事“成绩单”出炉：\n✅改造老旧小区120个，完成目标的100%\n✅新增养老床位2600张，完成目标的104%\n"
        "❌农村公路改造210公里，完成目标的84%\n",
        [
            {"text": "改造老旧小区120个", "status": "completed"},
            {"text": "新增养老床位2600张", "status": "exceeded"},
            {"text": "农村公路改造210公里", "outcome": "完成目标的84%"},
        ],
    ),
    "votes in brackets behind names": (
        "望川镇人代会公告\n经会议票决，下列4个项目为2022年度镇民生实事项目：人居环境整治（赞成票68票）、集镇停车场建设（赞成票66票）、"
        "中心幼儿园改造（赞成票65票）、危桥改造（赞成票63票）。\n",
        [
            {"text": "人居环境整治"},
            {"text": "集镇停车场建设"},
            {"text": "中心幼儿园改造"},
            {"text": "危桥改造"},
        ],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_lists_of_wider_kinds_are_read(name: str) -> None:
    text, wanted = PAGES[name]
    record = read(text.encode(), source="t")
    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == len(wanted), [one.text for one in record.commitments]
    for one, fields in zip(record.commitments, wanted, strict=True):
        assert {key: getattr(one, key) for key in fields} == fields
