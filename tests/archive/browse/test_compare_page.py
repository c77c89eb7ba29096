"""Two texts side by side: two versions of a page, or two years."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.browse.display import difference
from tests.support.browsing import Get

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")


def test_comparing_shows_changed_characters_and_figures(get: Get) -> None:
    edit = get("/compare/4/5.json").json()
    assert [(row["before"], row["after"]) for row in edit["changes"]] == [("7%左右", "7%以上")]
    changed = [row for row in edit["rows"] if row["kind"] == "changed"]
    assert len(changed) == 1
    assert [changed[0]["left"]["text"][a:b] for a, b in changed[0]["left_marks"]] == ["左右"]
    assert "<del>左右</del>" in get("/compare/4/5").text
    witnesses = get("/compare/2/3.json").json()
    assert [("2.1%" in row["before"], "2.7%" in row["after"]) for row in witnesses["figures"]] == [
        (True, True)
    ]
    assert get("/compare/4/4.json").json()["counts"]["changed"] == 0


LAST_YEAR = """坚持居民点单、部门接单、代表评单，年内办成十件看得见的实事，让街坊少跑腿。
二、今年工作安排
今年的安排围绕三件事展开。
推进老纺织厂改造，引进精密陶瓷企业三家，建设中试平台两个。
把渡口码头修整一新，开通两条水上巴士航线，方便河东居民过河上班。
邀请外省果农来学柚子果酱的做法，办一场秋天的集市。"""


THIS_YEAR = """二、今年工作安排
今年的安排围绕三件事展开。
（一）让城市更好走
新开水上巴士三条，渡口码头全部换成无障碍坡道，河东居民十分钟过河。
修补云溪桥的人行道，给盲道让出位置，共享单车停到线内。
（二）产业再上台阶
精密陶瓷企业要向中试平台聚拢，老纺织厂二期开园，来的企业先装修后付租。
坚持居民点单、部门接单、代表评单，年内办成十件看得见的实事，让街坊少跑腿。"""


def test_comparing_two_years_pairs_figures_by_their_own_years(get: Get) -> None:
    measures = get("/compare/1/2.json").json()["measures"]
    figures = {
        (row["indicator"], row["kind"]): [
            (row[side]["period"], row[side]["value"]) for side in ("left", "right")
        ]
        for row in measures
    }
    assert figures["gdp", "actual"] == [("2019", 7.1), ("2020", 2.1)]
    assert figures["gdp", "target"] == [("2020", 7.0), ("2021", 6.5)]


def test_comparing_two_years_pairs_passages_on_the_same_matter() -> None:
    pairs = difference.compare(LAST_YEAR, THIS_YEAR)
    beside = [
        (pair.left.text[:6], pair.right.text[:6])
        for pair in pairs
        if pair.kind == "akin" and pair.left and pair.right
    ]
    assert beside == [("推进老纺织厂", "精密陶瓷企业"), ("把渡口码头修", "新开水上巴士")]
    assert [pair.left.text[:6] for pair in pairs if pair.kind == "moved" and pair.left] == ["坚持居民点单"]
    assert [pair.left.text[:4] for pair in pairs if pair.kind == "removed" and pair.left] == ["邀请外省"]
    for side, text in (("left", LAST_YEAR), ("right", THIS_YEAR)):
        shown = [getattr(pair, side) for pair in pairs if getattr(pair, side)]
        assert sorted(paragraph.text for paragraph in shown) == sorted(text.split("\n")), side
    assert all(pair.kind == "equal" for pair in difference.compare(THIS_YEAR, THIS_YEAR))


@given(st.lists(st.sampled_from([*LAST_YEAR.split("\n"), *THIS_YEAR.split("\n")])), st.text("甲乙丙丁1。\n"))
def test_comparing_shows_every_paragraph_exactly_once(lines: list[str], other: str) -> None:
    left, right = "\n".join(lines), other + LAST_YEAR
    pairs = difference.compare(left, right)
    for side, text in (("left", left), ("right", right)):
        starts = [paragraph.start for pair in pairs if (paragraph := getattr(pair, side))]
        assert len(starts) == len(set(starts)) == sum(bool(line.strip()) for line in text.split("\n"))
