"""Lists that the residents of a street or village chose, and what a vote says that is no promise."""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Record

NAMES = [
    "和平路社区卫生站改造",
    "锦绣花园加装充电桩",
    "建设北街路面修复",
    "老年食堂扩建",
    "小游园健身器材更新",
]
NUMBERED = "\n".join(f"{at}、{name}" for at, name in enumerate(NAMES, 1))
BRACKETED = "\n".join(f"（{at}）{name}" for at, name in zip("一二三四五", NAMES, strict=True))


def record(text: str) -> Record:
    return read(text.encode(), source="list.txt")


@pytest.mark.parametrize(
    "text",
    [
        "向阳街道居民议事会第二次会议召开\n3月6日，向阳街道召开居民议事会。会议听取了2024年民生实事项目候选情况。"
        f"经代表投票，从8个候选项目中选出5个。\n投票结果如下：\n{NUMBERED}",
        "河湾镇第三届人民代表大会第五次会议闭幕\n会议听取和审议了镇政府2022年工作报告，对2023年民生实事候选项目进行票决。"
        f"得票情况如下：\n{NUMBERED}",
        "新华街道议事会票选民生实事\n4月1日上午，新华街道议事代表对候选的7件民生实事进行票选。最终入选的5个项目为：\n"
        f"{BRACKETED}",
        f"桥头村村民代表会议\n会上，代表们围绕民生实事展开讨论，投票选出5件民生实事，分别是：\n{NUMBERED}",
        "柳林街道居民议事会会议\n与会代表对2024年民生实事项目进行了差额票选，票选结果公布：\n"
        f"{NUMBERED}\n（供稿：办公室）",
        "南苑街道召开民生实事项目票决会\n会议通过无记名投票，以下5个项目胜出：\n" + "\n".join(NAMES),
    ],
)
def test_the_result_of_a_vote_is_a_list(text: str) -> None:
    found = record(text)
    assert found.kind == "livelihood_projects"
    assert [one.text for one in found.commitments] == NAMES
    assert {one.status for one in found.commitments} == {"unstated"}
    assert found.review_year is None


@pytest.mark.parametrize(
    "text",
    [
        "南苑街道召开民生实事项目票决会\n会议通过无记名投票。票选结果如下：\n1、发出选票60张\n2、收回选票58张\n3、有效票57张\n4、废票1张",
        "南苑街道召开民生实事项目推荐会\n会议听取了2024年民生实事候选项目情况。候选项目如下：\n"
        f"{NUMBERED}\n请各位代表认真酝酿，投票选出3项。",
        "南苑街道召开换届大会\n会上，代表们听取了民生实事进展情况。选举结果如下：\n1、王某某\n2、李某某\n3、张某某",
    ],
)
def test_votes_candidates_and_persons_are_no_promises(text: str) -> None:
    assert record(text).commitments == ()


def test_the_year_of_the_projects_stands_before_them() -> None:
    text = (
        "柳林街道居民议事会召开\n会议听取了街道办事处2023年工作报告和2024年工作计划、2024年民生实事项目候选情况，以下为票选结果：\n"
        f"{NUMBERED}"
    )
    found = record(text)
    assert (found.review_year, found.plan_year) == (None, 2024)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-2025",
        "2025年",
        "12月底前",
        "1280万元",
        "25公里",
        "78%",
        "（万元）",
        "区城管局、区水务局",
        "已完工",
        "26000",
    ],
)
def test_a_bare_cell_is_no_promise(cell: str) -> None:
    text = (
        "2025年东源区民生实事项目完成情况\n1．改造老旧小区12个\n2．新建公园3处\n3．铺设管网8公里\n4．加装电梯20部\n"
        f"5．{cell}\n6．扩建小学1所"
    )
    found = record(text)
    assert cell not in [one.text for one in found.commitments]
    assert len(found.commitments) == 5
    assert "items_unclear" in [problem.code for problem in found.problems]


def test_rows_that_are_mostly_bare_cells_are_no_list() -> None:
    text = (
        "2025年东源区民生实事项目完成情况\n1．改造老旧小区12个\n2．区住建局\n3．2025年\n4．新建公园3处\n5．区园林局\n6．2025年\n"
        "7．扩建小学1所\n8．区教育局\n9．2025年"
    )
    found = record(text)
    assert found.commitments == ()
    problems = [one.detail for one in found.problems if one.code == "items_unclear"]
    assert problems[0] == "9 rows were counted, 0 could be distinguished"


@pytest.mark.parametrize(
    "name", ["一老一小", "县文化中心", "加装电梯", "组建县域医疗集团", "免费午餐", "社区食堂5个"]
)
def test_short_names_of_projects_are_promises(name: str) -> None:
    text = f"2025年东源区民生实事项目\n1．改造老旧小区12个\n2．新建公园3处\n3．铺设管网8公里\n4．{name}"
    assert record(text).commitments[-1].text == name
