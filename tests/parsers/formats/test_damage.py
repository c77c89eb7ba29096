"""Damage is reported in its place and nothing is repaired; undamaged text is not reported."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import damage
from parsers.formats import open_page
from parsers.page import Cell, Page, Problem, Table
from tests.support.growth import grows_in_step


def damaged(text: str, **page: object) -> list[tuple[str, str]]:
    opened = Page(text=text, **page)  # type: ignore[arg-type]
    return [(p.code, text[p.start : p.end]) for p in damage.find(opened)]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("成功应对“8?16”暴雨。", "lost_character", "?"),
        ("成功应对“8？16”暴雨。", "lost_character", "？"),
        ("举办“春到云溪?社区年货节”活动。", "lost_character", "?"),
        ("开展了“云溪购物节?0618购物季”活动。", "lost_character", "?"),
        ("承办“?云溪杯”长跑比赛。", "lost_character", "?"),
        ("区长???作报告。", "lost_character", "???"),
        ("各位代表锟斤拷现在报告工作。", "mojibake", "锟斤拷"),
        ("Ã¤Â½Â\xa0å\xa5½ 报告", "mojibake", "Ã¤Â½Â\xa0å\xa5½"),
        ("财政收入\ufffd\ufffd亿元。", "replacement_character", "\ufffd\ufffd"),
        ("完成投资\ue000\ue001。", "private_use_character", "\ue000\ue001"),
        ("年均增长１$1.$2％。", "destroyed_digits", "１$1.$2％"),
        ("财政收入××亿元。", "destroyed_digits", "××"),
        ("生产总值增长X.X%。", "destroyed_digits", "X.X"),
        ("新增就业□□万人。", "destroyed_digits", "□□"),
        ("投资**亿元。", "destroyed_digits", "**"),
        ("我们奋斗。\n，全区经济平稳。", "lost_beginning", "，"),
        ("结束。\n2016年民生实事一览表\n《报告》注释\n1.微公园：小公园。", "missing_table", "2016年民生实事一览表"),
        ("结束语。\n附表：主要指标对照表", "missing_table", "附表：主要指标对照表"),
    ],
)  # fmt: skip
def test_damage_is_reported_in_its_place(text: str, code: str, place: str) -> None:
    assert damaged(text) == [(code, place)]


@pytest.mark.parametrize(
    "text",
    [
        "为谁发展?靠谁发展?这是根本问题。",
        "我们怎么办?答案是实干。",
        "发展为了谁？依靠谁？",
        "准备好了吗?\n准备好了。",
        "详见 http://www.yunxi.gov.cn/list?id=3&page=2 公告。",
        "全区 3211 家企业、8 个 街 道。",
        "5G+X行动、EPC项目、X射线检查。",
        "面积3×4米，按5*8小时服务。",
        "“十四五”时期，7·22暴雨。",
        "图书馆（第一分馆）、公园。\n“一张图”管理。",
        "价格为$15美元。",
        "2025年民生实事清单\n1.新建公园3座。\n2.改造小区8个。",
        "结束。\n附件：1. 名词解释\n2. 2025年民生实事清单\n名词解释\n一、微公园\n2025年民生实事清单\n1.新建公园。",
        "结束。\n主要指标对照表\n指标\t数值\n总值\t5",
        "锛是化学元素的旧称。",
    ],
)
def test_undamaged_text_is_not_reported(text: str) -> None:
    assert damaged(text) == []


def test_a_caption_with_its_table_is_not_damage() -> None:
    text = "结束。\n主要指标对照表\n\n总值 5\n注释"
    table = Table(14, 18, ((Cell(14, 16), Cell(17, 18)),))
    assert damaged(text, tables=(table,)) == []


def test_damage_that_the_decoder_reported_is_not_reported_twice() -> None:
    text = "收入\ufffd亿元。"
    assert damaged(text, problems=(Problem("undecodable", "1 broken characters", 2, 3),)) == []


def test_three_characters_of_utf8_read_as_gbk_are_mojibake() -> None:
    text = "鍚勪綅浠ｈ〃锛氱幇鍦ㄣ€\n銆愬伐浣溿€戯細鈥滀簩鈥\n銆"
    assert {code for code, _ in damaged(text)} == {"mojibake"}


def test_a_witness_has_the_damaged_places() -> None:
    text = "全力应对“8?16”和“9?03”两次暴雨,转移群众2100人。"
    witness = "去年，全力应对“8·16”和“9·03”两次暴雨，转移群众 2100 人。"
    found = damage.compare(text, witness)
    assert [(text[r.start : r.end], r.reading, witness[r.witness_start : r.witness_end]) for r in found] == [
        ("?", "·", "·"),
        ("?", "·", "·"),
    ]
    assert damage.compare(witness, text) == ()


def test_a_witness_restores_destroyed_digits_through_other_punctuation() -> None:
    found = damage.compare(
        "总值达１２３２亿元，年均增长１$1.$2％，为历史最快。", "总值达1232亿元,年均增长 11.3%,为历史最快。"
    )
    assert [r.reading for r in found] == ["11.3%"]


@pytest.mark.parametrize(
    "witness",
    [
        "全力应对“8?16”暴雨。",  # damaged as well
        "全力应对多轮暴雨。",  # does not have the passage
        "全力应对“8·16”暴雨。又全力应对“8-16”暴雨。",  # has it twice
        "",
    ],
)
def test_a_witness_without_the_place_gives_nothing(witness: str) -> None:
    assert damage.compare("全力应对“8?16”暴雨。", witness) == ()


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_finding_twice_is_finding_once(text: str) -> None:
    found = damage.find(Page(text=text))
    assert found == damage.find(Page(text=text))
    for problem in found:
        assert problem.start is not None
        assert problem.end is not None
        assert 0 <= problem.start < problem.end <= len(text)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_reading_is_what_the_witness_has_there(text: str, witness: str) -> None:
    for reading in damage.compare(text, witness):
        assert witness[reading.witness_start : reading.witness_end] == reading.reading


@pytest.mark.parametrize(
    "bait", ["?", "$", "×", "1$1.", "锛", "“?", "清单\n", "附表\n\n", "\n，", "*" * 9, "Ã¤", "\ufffd"]
)
def test_hostile_text_takes_time_in_proportion(bait: str) -> None:
    def seconds(size: int) -> float:
        page = Page(text="报告" + bait * (size // len(bait)))
        start = time.process_time()
        damage.find(page)
        return time.process_time() - start

    assert grows_in_step(seconds, 8_000, 64_000, 24)  # quadratic would be 64


@pytest.mark.shared
def test_complete_reports_have_no_damage_but_the_missing_table(shared: Path) -> None:
    found = {}
    for path in sorted((shared / "devset" / "fulltext").glob("*.*")):
        if path.suffix in (".txt", ".md") and (problems := damage.find(open_page(path.read_bytes()))):
            found[path.name] = [problem.code for problem in problems]
    assert found == {"新余市2016.md": ["missing_table"]}


@pytest.mark.shared
def test_one_seed_has_what_the_other_lost(shared: Path) -> None:
    report, yearbook = (
        open_page(next((shared / "seeds").glob(f"{number}_*")).read_bytes()).text for number in ("002", "000")
    )
    found = damage.compare(report, yearbook)
    assert [(report[r.start - 1 : r.end + 2], r.reading) for r in found] == [("7?22", "·"), ("2?15", "·")]
