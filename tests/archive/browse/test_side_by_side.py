"""`/ledger?indicator=…`: divisions side by side, one unit per chart, targets by their bounds, each point a link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.browse.display import charts, places
from archive.browse.display.units import unit_for
from archive.database.schema import open_database
from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing

pytestmark = pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")

# (division, year, side, value, value_max, unit, value in the base unit, bound)
FIGURES = (
    ("990103", 2020, "target", 6.0, 6.5, "%", 6.0, "range"),
    ("990103", 2021, "target", 7.0, None, "%", 7.0, "at_least"),
    ("990103", 2020, "actual", 5.5, None, "%", 5.5, "point"),
    ("990103", 2022, "actual", 4.0, None, "%", 4.0, "point"),
)
LEVELS = (
    ("990102", 2020, "actual", 1200.0, None, "亿元", 1.2e11, "point"),
    ("990103", 2020, "actual", 90.0, None, "亿美元", 9e9, "point"),
    ("990103", 2021, "actual", 350.5, None, "亿元", 3.505e10, "about"),
    ("990102", 2021, "actual", 1300.0, None, "亿元", 1.3e11, "point"),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = build(tmp_path_factory.mktemp("archive"))
    with closing(open_database(folder)) as writer, writer.conn as conn:
        conn.execute(
            "insert into documents (key, kind, division_code, division_name, review_year, plan_year, title)"
            " values ('bamboo', 'work_report', '990103', '海东省临澜市竹屿区', 2020, 2021, '竹屿区报告')"
        )
        for measure, figures in (("growth", FIGURES), ("level", LEVELS)):
            for division, year, side, value, high, unit, base, bound in figures:
                cursor = conn.execute(
                    "insert into indicators (version_id, indicator, name, measure, kind, value, value_max,"
                    " unit, value_si, bound, year, period, start, end)"
                    " values (1, 'gdp', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, 5, 9)",
                    [measure, side, value, high, unit, base, bound, year, str(year)],
                )
                conn.execute(
                    f"insert into ledger_indicators (division_code, division_name, indicator, measure, year, {side},"
                    f" {side}_indicator_id) values (?, ?, 'gdp', ?, ?, ?, ?)",
                    [division, {"990102": "海东省临澜市云溪区", "990103": "海东省临澜市竹屿区"}[division], measure,
                     year, base, cursor.lastrowid],
                )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch


def titles(page: str) -> list[str]:
    large = page[page.index('<svg class="chart large"') :]
    return [
        html.unescape(found) for found in re.findall(r"<title>(.*?)</title>", large[: large.index("</svg>")])
    ]


@pytest.mark.parametrize("typed", ["990102,990103", "云溪区，竹屿区", "yunxi,990103", "云溪区,990102,竹屿区"])
def test_divisions_are_chosen_by_code_name_or_pinyin(get: Get, typed: str) -> None:
    found = get(f"/ledger.json?indicator=gdp&measure=growth&divisions={typed}").json()
    assert [row["code"] for row in found["chosen"]] == ["990102", "990103"]
    assert {row["division_code"] for row in found["series"]} == {"990102", "990103"}
    assert found["years"] == [2022, 2021, 2020, 2019], "newest first, none left out"


def test_a_form_may_send_each_division_separately(get: Get) -> None:
    found = get("/ledger.json?indicator=gdp&divisions=990102&divisions=990103&divisions=").json()
    assert [row["code"] for row in found["chosen"]] == ["990102", "990103"]


def test_every_point_has_its_figure_and_bound_and_links_to_its_sentence(get: Get) -> None:
    page = get("/ledger?indicator=gdp&measure=growth&divisions=990102,990103", accept_language="zh").text
    shown = titles(page)
    assert {
        "竹屿区 2020 目标 6–6.5%", "竹屿区 2021 目标 不低于 7%", "竹屿区 2020 实际 5.5%", "云溪区 2020 目标 约 7%",
        "云溪区 2020 实际 2.1%",
    } <= set(shown)  # fmt: skip
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert len(re.findall(r'<a href="/version/\d+\?at=\d+-\d+#at"', svg)) == len(shown)


def test_two_currencies_never_share_an_axis(get: Get) -> None:
    found = get("/ledger.json?indicator=gdp&measure=level&divisions=990102,990103").json()
    assert found["units"] == ["元", "美元"]
    for row in found["series"]:
        assert {
            cell["unit"][-2:] == "美元" for sides in row["cells"].values() for cell in sides.values()
        } == {row["unit"] == "美元"}
    page = get("/ledger?indicator=gdp&measure=level&divisions=990102,990103", accept_language="zh").text
    ticks = re.findall(r'<text class="tick"[^>]*>([^<]*)</text>', page)
    assert "亿元" in ticks and not [tick for tick in ticks if len(tick) > 6]
    assert "$" not in page.split('class="chart large"')[1].split("</svg>")[0]


def test_a_missing_year_ends_the_line(get: Get) -> None:
    page = get("/ledger?indicator=gdp&measure=growth&divisions=990103").text
    large = page.split('class="chart large"')[1].split("</svg>")[0]
    assert 'class="reached"' not in large, "2020 and 2022 are not joined over 2021"


def test_a_division_without_figures_keeps_its_row(get: Get) -> None:
    found = get("/ledger.json?indicator=gdp&measure=growth&divisions=990102,990100").json()
    assert [row["code"] for row in found["missing"]] == ["990100"]
    assert "临澜市" in get("/ledger?indicator=gdp&measure=growth&divisions=990102,990100").text


def test_an_unknown_name_gets_suggestions(get: Get) -> None:
    page = get("/ledger?indicator=gdp&divisions=990103,yunx", accept_language="en").text
    assert "No division is called “yunx”" in page
    assert re.search(r'type="checkbox" name="divisions" value="990102">', page), "offered, not chosen"
    assert get("/ledger.json?indicator=gdp&divisions=qqqq").json()["series"] == []


def test_a_ranking_says_how_many_reported(get: Get) -> None:
    found = get("/ledger.json?indicator=gdp&measure=growth&year=2020").json()["ranking"]
    assert [(line["rank"], line["division_code"]) for line in found["lines"]] == [
        (1, "990103"),
        (2, "990102"),
    ]
    assert (found["reported"], found["reports"]) == (2, 2)
    assert [line["division_code"] for line in get("/ledger.json?indicator=gdp&measure=growth&year=2021").json()[
        "ranking"]["lines"]] == ["990102"]  # fmt: skip
    page = get("/ledger?indicator=gdp&measure=growth&year=2020", accept_language="zh").text
    assert "2 个区划有回顾该年的报告，其中 2 个报告了此数" in page


def test_an_unknown_indicator_is_reported(get: Get) -> None:
    assert "没有这项指标" in get("/ledger?indicator=nothing", accept_language="zh").text


@pytest.mark.parametrize(
    ("typed", "code"),
    [("竹屿", "990103"), ("云溪", "990102"), ("yunxi", "990102"), ("990103", "990103"), ("yx", "990102")],
)
def test_the_picker_finds_by_characters_pinyin_initials_and_code(get: Get, typed: str, code: str) -> None:
    assert get(f"/divisions.json?q={typed}").json()["divisions"][0]["code"] == code


def test_more_divisions_than_colours_get_a_chart_each_on_one_scale() -> None:
    lines = [
        charts.Line(str(n), [charts.Point(2020, "actual", n, None, "point", "/v", ""),
                             charts.Point(2021, "actual", n + 1.0, None, "point", "/v", "")])
        for n in range(3)
    ]  # fmt: skip
    within = charts.frame(lines, [2021, 2020], "%", 260, 150)
    assert within is not None
    drawn = [charts.draw([line], within, line.name) for line in lines]
    assert len({tuple(re.findall(r'text-anchor="end">([^<]*)', svg)) for svg in drawn}) == 1


@pytest.mark.parametrize(
    ("base", "values", "zh", "en"),
    [
        ("元", [1.2e11], "亿元", "bn yuan"),
        ("元", [3.2e7], "万元", "m yuan"),
        ("元", [35200.0], "元", "yuan"),
        ("美元", [9e9], "亿美元", "bn US$"),
        ("人", [4200.0], "人", "people"),
        ("人", [8.1e6], "万人", "m people"),
        ("%", [7.0], "%", "%"),
        ("户", [12000.0], "户", "户"),
        (None, [1.0], "", ""),
    ],
)
def test_an_axis_has_a_unit_with_few_digits(base: str | None, values: list[float], zh: str, en: str) -> None:
    assert (unit_for(base, values, "zh").name, unit_for(base, values, "en").name) == (zh, en)


@pytest.mark.parametrize(
    ("full_name", "english"),
    [
        ("陕西省西安市雁塔区", "Yanta District, Xi'an, Shaanxi"),
        ("湖北省宜昌市长阳土家族自治县", "Changyang Tujia Autonomous County, Yichang, Hubei"),
        ("内蒙古自治区鄂尔多斯市", "Ordos, Inner Mongolia Autonomous Region"),
        ("安徽省六安市", "Lu'an, Anhui"),
        ("上海市浦东新区", "Pudong New Area, Shanghai"),
        ("广东省广州市番禺区", "Panyu District, Guangzhou, Guangdong"),
    ],
)
def test_divisions_have_english_names(full_name: str, english: str) -> None:
    assert places.english(full_name) == english
