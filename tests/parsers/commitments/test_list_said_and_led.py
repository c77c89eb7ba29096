"""Promises that were made in so many words (说好…), and who leads behind a dash or in the last words of a promise.

All places, numbers and sentences are invented.
"""

from __future__ import annotations

import pytest

from parsers.read import read
from parsers.record import Commitment


def listed(text: str) -> tuple[Commitment, ...]:
    return read(text.encode(), source="list.txt").commitments


def test_what_was_said_to_be_done_is_parted_from_what_was_done() -> None:
    text = (
        "2021年石湖县民生实事回头看\n说好建6个口袋公园，6个都建成开放了。\n说好加装电梯30部，装好了34部。\n"
        "答应新开公交3条，目前开通2条，另1条正在调整。\n说好建养老院，因征地没谈拢，还没开工。\n"
    )
    assert [(one.text, one.status) for one in listed(text)] == [
        ("建6个口袋公园", "completed"),
        ("加装电梯30部", "exceeded"),
        ("新开公交3条", "partly"),
        ("建养老院", "delayed"),
    ]


def test_a_promise_of_a_plan_that_calls_itself_so_has_no_outcome() -> None:
    text = (
        "石湖县2022年民生实事承诺\n1.承诺新建公厕9座，方便群众。\n2.承诺开通公交3条，覆盖新城。\n"
        "3.承诺改造水厂1座，12月底前供水。\n"
    )
    assert [one.outcome for one in listed(text)] == [None] * 3


@pytest.mark.parametrize("dash", ["——", "—", "　—", "－"])
def test_who_leads_stands_behind_a_dash(dash: str) -> None:
    text = (
        f"石湖县2023年民生实事项目\n1．新建停车场2处{dash}县住建局\n2．改造管网18公里{dash}县水利局\n"
        f"3．建设老年食堂6家{dash}县民政局\n"
    )
    assert [(one.text, one.lead) for one in listed(text)] == [
        ("新建停车场2处", "县住建局"),
        ("改造管网18公里", "县水利局"),
        ("建设老年食堂6家", "县民政局"),
    ]


def test_a_dash_between_places_names_nobody() -> None:
    text = "石湖县2023年民生实事项目\n1．新开公交：火车站——县政府\n2．改造管网18公里\n3．建设老年食堂6家\n"
    assert [one.lead for one in listed(text)] == [None] * 3


def test_words_that_say_only_who_leads_are_no_part_of_the_promise() -> None:
    text = (
        "石湖县2023年民生实事项目\n1．新建停车场2处，由县城投公司负责实施。\n2．改造管网18公里，由县水务局牵头负责。\n"
        "3．建设食堂6家。由县民政局负责落实。\n4．新建书屋9家，由村民委员会负责日常管理。\n"
    )
    assert [(one.text, one.lead) for one in listed(text)] == [
        ("新建停车场2处", "县城投公司"),
        ("改造管网18公里", "县水务局"),
        ("建设食堂6家。", "县民政局"),
        ("新建书屋9家，由村民委员会负责日常管理。", None),
    ]
