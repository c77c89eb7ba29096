"""Changes between two texts: figures before words; differences in white space are never changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.record.changes import between, ignored

TEXT = (
    "一、回顾\n地区生产总值增长6.5%，一般公共预算收入12.3亿元。新增就业1.2万人。\n二、打算\n力争增长7%左右。"
)


def shown(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.before, c.after) for c in between(before, after)]


@pytest.mark.parametrize(
    ("find", "replace", "kind", "before", "after"),
    [
        ("6.5%", "5.6%", "digits", "6.5%", "5.6%"),
        ("6.5%", "６.6％", "digits", "6.5%", "６.6％"),
        ("12.3亿元", "12.3万元", "unit", "12.3亿元", "12.3万元"),
        ("7%左右", "7%以上", "modifier", "力争7%左右", "力争7%以上"),
        ("1.2万人", "超1.2万人", "modifier", "1.2万人", "超1.2万人"),
    ],
)
def test_a_changed_figure_is_reported_before_its_passage(
    find: str, replace: str, kind: str, before: str, after: str
) -> None:
    text = TEXT.replace("力争增长", "增长力争")
    first, second = between(text, text.replace(find, replace))
    assert (first.kind, first.before, first.after) == (kind, before, after)
    assert second.kind == "changed"
    assert first.weight > second.weight
    assert text[first.before_start : first.before_end] == before


def test_dates_and_names() -> None:
    before = "2021年1月20日，区长 王小明作报告。"
    assert shown(before, before.replace("20日", "21日"))[0] == ("date", "2021年1月20日", "2021年1月21日")
    assert shown(before, before.replace("王小明", "李大明"))[0] == ("name", "王小明", "李大明")


def test_added_and_removed_passages() -> None:
    more = TEXT + "\n建设学校3所。"
    assert shown(TEXT, more) == [("added", None, "建设学校3所。")]
    assert shown(more, TEXT) == [("removed", "建设学校3所。", None)]
    plain = between(TEXT, TEXT + "\n大家辛苦了。")[0]
    assert plain.weight < between(TEXT, more)[0].weight


def test_a_long_replaced_stretch_is_paired_in_order() -> None:
    old = "".join(f"第{n}项工作完成{n}0%，群众满意。" for n in range(60))
    new = old.replace("完成70%", "完成75%").replace("第9项工作完成90%，群众满意。", "")
    kinds = [c.kind for c in between(old, new)]
    assert kinds.count("digits") == 1
    assert kinds.count("removed") == 1


def test_white_space_and_width_are_counted_and_nothing_else() -> None:
    after = TEXT.replace("，", ",").replace("新增", "　新 增")
    assert between(TEXT, after) == []
    assert ignored(TEXT, after) == 2
    assert ignored(TEXT, TEXT) == 0


@given(st.text("增长6.5%，。\n左右万元", max_size=80), st.text("增长6.5%，。\n左右万元", max_size=80))
def test_spans_contain_the_words_shown_and_equal_texts_have_no_change(before: str, after: str) -> None:
    assert between(before, before) == []
    for change in between(before, after):
        assert 0 < change.weight <= 1
        if change.before is not None:
            assert before[change.before_start : change.before_end] == change.before
        if change.after is not None:
            assert after[change.after_start : change.after_end] == change.after
