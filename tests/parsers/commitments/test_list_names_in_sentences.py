"""Names cut out of the sentence around them, without the words that only the sentence needs; what is no list."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record


def _read(title: str | None, text: str) -> Record:
    return read(text.encode(), source="page.txt", title=title)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "截至9月底，我县实施渡槽更新工程、山塘除险工程、校舍加固工程3项民生实事已完成年度目标任务。",
            ["渡槽更新工程", "山塘除险工程", "校舍加固工程"],
        ),
        (
            "10件民生实事进展如下：水厂扩建工程、校舍加固工程2项民生实事已完工。剩余村路硬化工程、老旧水泵更换2项任务暂未启动施工。",
            ["水厂扩建工程", "校舍加固工程", "村路硬化工程", "老旧水泵更换"],
        ),
        (
            "今年，全市将渡槽更新工程、山塘除险工程、校舍加固工程列为市3件实事。",
            ["渡槽更新工程", "山塘除险工程", "校舍加固工程"],
        ),
        (
            "全县已启动建设2024年度民生实事项目20个，其中东坡三、四组渠道项目、西坡山塘项目、北坡桥梁修复工程3个项目已实现2个月内完成。",
            ["东坡三、四组渠道项目", "西坡山塘项目", "北坡桥梁修复工程"],
        ),
    ],
)
def test_names_are_read_without_the_words_around_them(text: str, names: list[str]) -> None:
    record = _read(None, text)
    assert record.kind == "livelihood_projects"
    assert [one.text for one in record.commitments] == names


def test_a_name_that_begins_with_relief_is_no_remark_on_the_one_before() -> None:
    text = (
        "今年我区共实施30个民生实事项目。截至6月底，村路硬化建设、营养改善计划、养老设施建设、医改长效机制、"
        "缓解城区拥堵压力、充电设施建设、步道及路灯改造等15项民生实事正常有序推进。"
    )
    found = [one.text for one in _read(None, text).commitments]
    assert "缓解城区拥堵压力" in found and "医改长效机制" in found


def test_both_sides_of_what_is_raised_to_one_level_are_one_name() -> None:
    text = (
        "截至7月底，我市民生实事中，新建渡槽40座、改造村路80公里、疏浚沟渠30公里、"
        "合作医疗和门诊财政补助标准提高到每人每年500元等6个项目提前完成任务，其余项目稳步推进。"
    )
    found = [one.text for one in _read("2019年民生实事稳步推进", text).commitments]
    assert "合作医疗" not in found


def test_a_sign_before_the_numbered_name_belongs_to_the_number() -> None:
    text = (
        "2012年为民办理的“五件实事”，目前已按计划完成年度目标任务28项。\n●实事1 就业保障\n新增就业3万人。\n"
        "●实事2 社会救助\n发放补贴200万元。\n●实事3 交通畅通\n建成泊位6000个，超额完成目标。\n"
        "●实事4 教育\n新增学位2000个。\n●实事5 卫生\n新建诊所3个。\n"
    )
    record = _read(None, text)
    assert record.review_year == 2012
    assert [one.ordinal for one in record.commitments] == ["1", "2", "3", "4", "5"]


def test_projects_of_investment_by_kind_are_no_livelihood_list() -> None:
    text = (
        "1-8月，全县重大项目共40个，已完成投资4亿元。\n一是能源项目。实施项目2个，总投资6亿元，已完成投资1亿元。\n"
        "二是工业项目。建设水泥厂等8个项目，已完成投资5亿元。\n三是民生项目。实施县医院扩建等6个项目，已完成投资0.6亿元。\n"
        "四是农业项目。建设3个项目，已完成投资1亿元。\n"
    )
    record = _read(None, text)
    assert (record.kind, record.commitments) == ("other", ())


def test_a_list_that_was_handed_in_complete_is_a_review() -> None:
    text = (
        "东坡镇2024年民生实事项目圆满“交卷”\n年初票决确定民生实事项目3个，目前均已完工。"
        "其中，完成主街排水管网建设900米；完成村屯道路硬化500平方米；完成活动场所硬化100平方米。\n"
    )
    record = _read("东坡镇2024年民生实事项目圆满“交卷”", text)
    assert (record.review_year, record.plan_year) == (2024, None)
    assert {one.status for one in record.commitments} == {"completed"}


def test_paragraphs_that_say_how_far_each_promise_is_stand_under_counted_heads() -> None:
    text = (
        "东坡县上半年民心工程“成绩单”出炉！\n2025年已过半，请您查阅！\n01  暖心助老\n"
        "新建托位200个、学位300个。目前，正在装修。\n"
        "建成老人食堂2个，开展培训60人。目前，正在装修。\n建成友善诊所4家。该项目已完成。\n"
        "02  就医改善\n建成中医馆3家和康复站2家。目前，正在选址。\n"
    )
    record = _read("东坡县上半年民心工程“成绩单”出炉！", text)
    assert [(one.text, one.category, one.status) for one in record.commitments] == [
        ("新建托位200个、学位300个。", "暖心助老", "in_progress"),
        ("建成老人食堂2个，开展培训60人。", "暖心助老", "in_progress"),
        ("建成友善诊所4家。", "暖心助老", "completed"),
        ("建成中医馆3家和康复站2家。", "就医改善", "in_progress"),
    ]
    assert record.review_year == 2025
