"""Lists of wider kinds: classes that count behind a comma, a number behind the last name."""

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
}


@pytest.mark.parametrize("name", PAGES)
def test_lists_of_wider_kinds_are_read(name: str) -> None:
    text, wanted = PAGES[name]
    record = read(text.encode(), source="t")
    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == len(wanted), [one.text for one in record.commitments]
    for one, fields in zip(record.commitments, wanted, strict=True):
        assert {key: getattr(one, key) for key in fields} == fields
