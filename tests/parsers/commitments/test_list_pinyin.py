"""Copies in traditional characters with pinyin behind them, which no reader may stumble on; all invented."""

from __future__ import annotations

import pytest

from parsers.page import Cell, Mark, Page, Table
from parsers.read import read
from parsers.text.pinyin import without_pinyin

NEWS = (
    "雲溪區(qū)今年3項(xiàng)民生實(shí)事項(xiàng)目完成\n"
    "年初，區(qū)人大會(huì)議票決產(chǎn)生了東門菜場(chǎng)改造項(xiàng)目、柳河清淤工程、老年食堂建設(shè)等3項(xiàng)民生實(shí)事項(xiàng)目。"
    "截至目前，3項(xiàng)民生實(shí)事項(xiàng)目已全部完成。\n"
)


def test_names_are_read_through_pinyin_and_stay_as_published() -> None:
    found = read(NEWS.encode(), source="test")
    texts = ["東門菜場(chǎng)改造項(xiàng)目", "柳河清淤工程", "老年食堂建設(shè)"]
    assert [one.text for one in found.commitments] == texts
    assert [found.text[one.start : one.end] for one in found.commitments] == texts
    assert {one.status for one in found.commitments} == {"completed"}


def test_pinyin_without_traditional_characters_is_passed_over_as_well() -> None:
    text = (
        "云溪区2024年民生实事\n1．新建公园（yuán）2处，6月底前完成。牵头单位：区住建局（jú）\n"
        "2．改造菜场1座。牵头单位：区商务局\n"
    )
    first = read(text.encode(), source="test").commitments[0]
    assert first.text == "新建公园（yuán）2处，6月底前完成。"
    assert first.lead == "区住建局（jú）"
    assert first.deadline == "6月底前"


def test_the_number_announced_is_compared_with_the_number_read() -> None:
    text = "雲溪區(qū)2024年民生實(shí)事\n今年十件民生實(shí)事項(xiàng)目分別是：修路、架橋、建校等工程。"
    found = read(text.encode(), source="test")
    assert found.commitments == ()
    (problem,) = found.problems
    assert problem.code == "items_unclear"
    assert "10" in problem.detail


@pytest.mark.parametrize(("start", "end", "said"), [(0, 1, "區(qū)"), (1, 2, "內"), (1, 4, "內項(xiàng)目")])
def test_offsets_lead_back_to_the_text(start: int, end: int, said: str) -> None:
    page = Page("區(qū)內項(xiàng)目")
    spoken = without_pinyin(page)
    assert spoken.page.text == "區內項目"
    assert page.text[spoken.origin(start) : spoken.origin(end)] == said


def test_marks_and_cells_move_with_the_text() -> None:
    page = Page(
        "區(qū)內\n項(xiàng)目",
        marks=(Mark(0, 6, 1),),
        tables=(Table(7, 16, ((Cell(7, 15), Cell(15, 16)),)),),
        items=(7,),
    )
    spoken = without_pinyin(page).page
    assert spoken.text == "區內\n項目"
    assert (spoken.marks[0].start, spoken.marks[0].end) == (0, 2)
    assert [(cell.start, cell.end) for cell in spoken.tables[0].rows[0]] == [(3, 4), (4, 5)]
    assert spoken.items == (3,)
