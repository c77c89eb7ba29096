"""Lists of many kinds, one a row of list_rows.json: what each promise has in the fields that a row names.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers.read import read

ROWS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "data" / "list_rows.json").read_text("utf-8")
)


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_list_is_read(row: dict[str, Any]) -> None:
    record = read(row["text"].encode(), source="list.txt")
    assert record.kind == "livelihood_projects"
    assert len(record.commitments) == len(row["promises"]), [one.text for one in record.commitments]
    for one, fields in zip(record.commitments, row["promises"], strict=True):
        assert {field: getattr(one, field) for field in fields} == fields


YEARS: dict[str, tuple[str, int | None, int | None]] = {
    "a vote in December is on next year's projects": (
        "2023年12月20日，望川县第十届人民代表大会第四次会议投票选出民生实事项目3件，分别是：新建水塔3座；修缮公园2处；硬化道路9公里。",
        None,
        2024,
    ),
    "a vote in January is on this year's": (
        "2023年1月20日，望川县第十届人民代表大会第四次会议投票选出民生实事项目3件，分别是：新建水塔3座；修缮公园2处；硬化道路9公里。",
        None,
        2023,
    ),
    "most items have a report, and no headline says so": (
        "2014年市政府民生实事项目共有42项任务，现将1—6月份情况予以公示。 "
        "1.新建水塔3座。 责任单位：市水务局 实际完成情况：已建成2座。 "
        "2.硬化道路9公里。 责任单位：市交通局 实际完成情况：已硬化9公里。 3.修缮公园2处。 责任单位：市城管局",
        2014,
        None,
    ),
    "a table of the progress of projects that were voted on": (
        "2024年度区政府民生实事人大票决项目进度表\n2024年，区政府民生实事票决项目共3个。具体如下：\n序号\n项目名称\n责任单位\n进展情况\n"
        "1\n新建水塔3座\n区水务局\n已完工\n2\n修缮公园2处\n区城管局\n已完工\n3\n硬化道路9公里\n区交通局\n已完工\n",
        2024,
        None,
    ),
}


@pytest.mark.parametrize("name", YEARS)
def test_the_years_of_a_list(name: str) -> None:
    text, review, plan = YEARS[name]
    found = read(text.encode(), source="list.txt")
    assert found.kind == "livelihood_projects"
    assert (found.review_year, found.plan_year) == (review, plan)


def test_the_end_of_a_page_is_said_with_the_count() -> None:
    row = next(
        one for one in ROWS if one["name"] == "paragraphs that the page's end cuts before their number"
    )
    problems = read(row["text"].encode(), source="list.txt").problems
    assert [one.code for one in problems] == ["items_unclear"]
    assert f"9, {len(row['promises'])} could be distinguished" in (problems[0].detail or "")


def test_a_short_name_behind_its_province_is_the_author() -> None:
    text = (
        "2021年河北省石家庄3件惠民实事公布！\n经河北省石家庄市委、市政府研究，确定了3件惠民实事。\n"
        "1.打通道路3条。\n2.改造市场4家。\n3.新建公厕30座。\n"
    )
    found = read(text.encode(), source="list.txt").division
    assert found is not None and found.full_name == "河北省石家庄市"
