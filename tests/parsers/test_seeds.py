"""The five seed documents give what their about.md lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from parsers.read import read
from parsers.record import Indicator, Record

pytestmark = pytest.mark.shared

URLS = {
    "004": "http://www.shenhe.gov.cn/dzgk/zwgk/fdzdgknr/qtzfxx/gzbg/202206/t20220608_3071299.html",
}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> dict[str, Record]:
    found = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        number = path.name[:3]
        found[number] = read(path.read_bytes(), source=path.name, url=URLS.get(number))
    return found


def figure(record: Record, code: str, measure: str, kind: str, year: int) -> Indicator:
    hits = [
        indicator
        for indicator in record.indicators
        if (indicator.indicator, indicator.measure, indicator.kind, indicator.period)
        == (code, measure, kind, str(year))
        and indicator.scope is None
    ]
    assert len(hits) == 1, hits
    return hits[0]


@pytest.mark.parametrize(
    ("number", "kind", "code", "source_kind", "review_year", "plan_year", "completeness"),
    [
        ("000", "livelihood_projects", "210204", "unknown", 2020, None, None),
        ("001", "livelihood_projects", "210204", "unknown", 2019, None, None),
        ("002", "work_report", "210204", "official", 2020, 2021, "whole"),
        ("003", "work_report", "210204", "third_party", 2022, 2023, "excerpt"),
        ("004", "work_report", "210103", "official", 2019, 2020, "whole"),
    ],
)
def test_kind_place_source_and_years(
    seeds: dict[str, Record],
    number: str,
    kind: str,
    code: str,
    source_kind: str,
    review_year: int,
    plan_year: int | None,
    completeness: str | None,
) -> None:
    record = seeds[number]
    assert record.kind == kind, record.why
    assert record.division is not None
    assert record.division.code == code
    assert record.source_kind == source_kind
    assert (record.review_year, record.plan_year) == (review_year, plan_year)
    if completeness is not None:
        assert record.completeness == completeness


@pytest.mark.parametrize(
    ("number", "delivered", "published", "speaker", "role", "source_org"),
    [
        ("000", None, None, None, None, None),
        ("001", None, None, None, None, None),
        ("002", "2021-01-25", "2021-02-19", "周勤", "区长", "区政府办"),
        ("003", "2022-12-24", None, None, None, None),
        ("004", "2020-01-09", "2020-01-14", "林宇航", "区长", "沈河区人民政府办公室"),
    ],
)
def test_dates_speaker_and_source(
    seeds: dict[str, Record],
    number: str,
    delivered: str | None,
    published: str | None,
    speaker: str | None,
    role: str | None,
    source_org: str | None,
) -> None:
    record = seeds[number]
    assert (record.delivered_date, record.published_date) == (delivered, published)
    assert (record.speaker, record.speaker_role, record.source_org) == (speaker, role, source_org)


def test_titles_and_meetings(seeds: dict[str, Record]) -> None:
    assert seeds["002"].title == "2021年沙河口区人民政府工作报告"
    assert seeds["002"].meeting == "沙河口区第十八届人民代表大会第四次会议"
    assert seeds["004"].title == "2020年沈阳市沈河区政府工作报告"
    assert seeds["004"].meeting == "沈河区第十八届人民代表大会第三次会议"
    assert seeds["003"].meeting is None


@pytest.mark.parametrize(
    ("number", "code", "measure", "kind", "year", "value", "bound"),
    [
        ("002", "gdp", "growth", "actual", 2020, 2.1, "point"),
        ("002", "general_public_budget_revenue", "level", "actual", 2020, 10.2, "point"),
        ("002", "general_public_budget_revenue", "growth", "actual", 2020, 1.2, "point"),
        ("002", "fixed_asset_investment", "level", "actual", 2020, 41.4, "point"),
        ("002", "fixed_asset_investment", "growth", "actual", 2020, 18.3, "point"),
        ("002", "retail_sales", "growth", "actual", 2020, -4.7, "point"),
        ("002", "industrial_value_added", "growth", "actual", 2020, 0.1, "point"),
        ("002", "unemployment_rate", "ratio", "actual", 2020, 2.02, "point"),
        ("002", "gdp", "growth", "target", 2021, 6, "about"),
        ("002", "general_public_budget_revenue", "growth", "target", 2021, 2, "point"),
        ("002", "fixed_asset_investment", "growth", "target", 2021, 7, "point"),
        ("002", "retail_sales", "growth", "target", 2021, 8, "about"),
        ("002", "new_jobs", "count", "target", 2021, 1.6, "point"),
        ("002", "unemployment_rate", "ratio", "target", 2021, 3.5, "at_most"),
        ("004", "gdp", "growth", "estimate", 2019, 5.2, "point"),
        ("004", "services_value_added", "growth", "actual", 2019, 7.5, "point"),
        ("004", "general_public_budget_revenue", "level", "actual", 2019, 79.3, "point"),
        ("004", "general_public_budget_revenue", "growth", "actual", 2019, 0.3, "point"),
        ("004", "fixed_asset_investment", "level", "actual", 2019, 225, "point"),
        ("004", "fixed_asset_investment", "growth", "actual", 2019, 12.3, "point"),
        ("004", "retail_sales", "level", "actual", 2019, 1153, "point"),
        ("004", "retail_sales", "growth", "actual", 2019, 8, "point"),
        ("004", "foreign_capital", "level", "actual", 2019, 1.84, "point"),
        ("004", "foreign_capital", "growth", "actual", 2019, 79.7, "point"),
        ("004", "domestic_capital", "level", "actual", 2019, 112, "point"),
        ("004", "domestic_capital", "growth", "actual", 2019, 16.6, "point"),
        ("004", "import_export", "level", "actual", 2019, 20.3, "point"),
        ("004", "import_export", "growth", "actual", 2019, 0.7, "point"),
        ("004", "disposable_income_urban", "level", "actual", 2019, 52856, "point"),
        ("004", "disposable_income_urban", "growth", "actual", 2019, 6.7, "point"),
        ("000", "gdp", "growth", "actual", 2020, 2.1, "point"),
        ("000", "general_public_budget_revenue", "level", "actual", 2020, 10.2, "point"),
        ("000", "general_public_budget_revenue", "growth", "actual", 2020, 1.2, "point"),
        ("000", "fixed_asset_investment", "growth", "actual", 2020, 18.3, "point"),
        ("000", "retail_sales", "growth", "actual", 2020, -4.7, "point"),
        ("000", "industrial_value_added", "growth", "actual", 2020, 0.1, "point"),
        ("000", "unemployment_rate", "ratio", "actual", 2020, 2.02, "point"),
    ],
)
def test_figures(
    seeds: dict[str, Record],
    number: str,
    code: str,
    measure: str,
    kind: str,
    year: int,
    value: float,
    bound: str,
) -> None:
    found = figure(seeds[number], code, measure, kind, year)
    assert (found.value, found.bound) == (value, bound)


def test_only_gdp_is_an_estimate_where_its_sentence_ends(seeds: dict[str, Record]) -> None:
    """预计 precedes only the first figure and applies up to its 。 (document 004)."""
    canonical = [i for i in seeds["004"].indicators if i.indicator != "other" and i.kind == "estimate"]
    assert {i.indicator for i in canonical if i.value is not None} == {"gdp"}


def test_growth_without_tax_cuts_is_kept_apart(seeds: dict[str, Record]) -> None:
    scoped = [i for i in seeds["004"].indicators if i.value == 14.7]
    assert [(i.indicator, i.measure) for i in scoped] == [("general_public_budget_revenue", "growth")]
    assert scoped[0].scope is not None


@pytest.mark.parametrize(
    ("number", "count", "statuses", "year"),
    [
        ("000", 22, {"completed": 22}, 2020),
        ("001", 50, {"completed": 48, "exceeded": 1, "adjusted": 1}, 2019),
        ("002", 0, {}, None),
        ("003", 0, {}, None),
        ("004", 10, {"unstated": 10}, 2020),
    ],
)
def test_commitments(
    seeds: dict[str, Record], number: str, count: int, statuses: dict[str, int], year: int | None
) -> None:
    commitments = seeds[number].commitments
    assert len(commitments) == count
    assert Counter(c.status for c in commitments) == statuses
    assert {c.year for c in commitments} <= {year}


def test_categories_groups_and_the_shared_outcome(seeds: dict[str, Record]) -> None:
    promises = seeds["001"].commitments
    assert len({c.category for c in promises}) == 10
    assert None not in {c.category for c in promises}
    exceeded = [c for c in promises if c.status == "exceeded"]
    assert "150" in exceeded[0].text
    [adjusted] = [c for c in promises if c.status == "adjusted"]
    assert "2.3" in adjusted.text
    before = promises[promises.index(adjusted) - 1]
    assert before.outcome == adjusted.outcome
    assert before.outcome is not None
    assert "2700" in before.outcome
    assert len({c.ordinal for c in seeds["000"].commitments} - {None}) == 15
    assert [c.ordinal for c in seeds["004"].commitments] == [str(n) for n in range(1, 11)]


def test_the_three_lost_dots_are_reported_and_kept_as_published(seeds: dict[str, Record]) -> None:
    record = seeds["002"]
    reported = [p for p in record.problems if p.start is not None and "?" in record.text[p.start : p.end]]
    assert len(reported) == 3
    for damaged in ("7?22", "12?15", "购物节?0411"):
        assert damaged in record.text
        assert any(
            p.start is not None and p.end is not None and damaged in record.text[p.start - 8 : p.end + 8]
            for p in reported
        )


@pytest.mark.parametrize(
    ("number", "chrome"),
    [
        ("002", ["当前位置", "【关闭】", "footpage", "主办:", "0411-84368559", "网站地图"]),
        ("003", ["导航菜单", "本站立场", "本文地址", "留言与评论", "验证码"]),
        ("004", ["无障碍辅助浏览", "首页 >", "打印", "主办:", "标识码", "ICP"]),
    ],
)
def test_no_template_line_is_left(seeds: dict[str, Record], number: str, chrome: list[str]) -> None:
    assert [word for word in chrome if word in seeds[number].text] == []


def test_every_span_holds_its_value(seeds: dict[str, Record]) -> None:
    for record in seeds.values():
        for commitment in record.commitments:
            assert commitment.text in record.text[commitment.start : commitment.end]
        for section in record.sections:
            assert section.heading in record.text[section.start : section.end]
