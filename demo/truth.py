"""What a crawl of the demo sites must find, for tests, by `DemoFarm.truth()`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from demo import markup
from demo.districts import EDIT, GONE, NEW, District, Document, documents, lines_on, source_text
from demo.figures import Stated, stated
from demo.website import Website

Status = Literal["completed", "exceeded", "in_progress", "partly", "delayed", "unstated"]
CODES = {
    "gdp": "gdp",
    "industry": "industrial_value_added",
    "revenue": "general_public_budget_revenue",
    "investment": "fixed_asset_investment",
    "retail": "retail_sales",
    "trade": "import_export",
    "income": "disposable_income_all",
    "urban": "disposable_income_urban",
    "rural": "disposable_income_rural",
    "jobs": "new_jobs",
    "unemployment": "surveyed_unemployment_rate",
    "forest": "forest_cover",
    "air": "air_quality_days",
}
# (site, plan year): delivered, meeting, speaker, role.
HEADS: Mapping[tuple[str, int], tuple[str, str, str, str]] = {
    ("chengyu", 2023): ("2023-01-06", "临澜市澄屿区第八届人民代表大会第二次会议", "沈知远", "区长"),
    ("chengyu", 2024): ("2024-01-10", "临澜市澄屿区第八届人民代表大会第三次会议", "沈知远", "区长"),
    ("chengyu", 2025): ("2025-01-08", "临澜市澄屿区第八届人民代表大会第四次会议", "沈知远", "区长"),
    ("qingxiu", 2023): ("2023-02-08", "青岫县第十七届人民代表大会第三次会议", "顾怀山", "县长"),
    ("qingxiu", 2024): ("2024-01-30", "青岫县第十七届人民代表大会第四次会议", "顾怀山", "县长"),
    ("qingxiu", 2025): ("2025-01-16", "青岫县第十七届人民代表大会第五次会议", "顾怀山", "县长"),
    ("cangling", 2023): ("2022-12-27", "砚州市苍泠区第十届人民代表大会第二次会议", "陆明澈", "代区长"),
    ("cangling", 2024): ("2023-12-26", "砚州市苍泠区第十届人民代表大会第三次会议", "陆明澈", "区长"),
    ("cangling", 2025): ("2024-12-25", "砚州市苍泠区第十届人民代表大会第四次会议", "陆明澈", "区长"),
    ("tangpu", 2023): ("2023-02-14", "棠川市棠埔区第五届人民代表大会第四次会议", "温若棠", "区长"),
    ("tangpu", 2024): ("2024-01-23", "棠川市棠埔区第五届人民代表大会第五次会议", "温若棠", "区长"),
    ("tangpu", 2025): ("2025-01-21", "棠川市棠埔区第五届人民代表大会第六次会议", "温若棠", "区长"),
    ("tangpu", 2026): ("2026-01-20", "棠川市棠埔区第六届人民代表大会第一次会议", "温若棠", "区长"),
}
# (site, key): (review year, plan year), and the status of each promise in order.
_C, _E, _P, _D, _I = "completed", "exceeded", "partly", "delayed", "in_progress"
_U: Status = "unstated"
PROMISES: Mapping[tuple[str, str], tuple[int | None, int | None, Sequence[str]]] = {
    ("chengyu", "2025"): (2024, 2025, [_U] * 10),
    ("qingxiu", "plan2024"): (None, 2024, [_U] * 10),
    ("qingxiu", "done2024"): (2024, None, [_C, _E, _C, _E, _C, _C, _C, _C, _D, _C]),
    ("cangling", "done2024"): (2024, None, [_E, _C, _C, _E, _P, _C, _C, _C, _C, _E, _C, _I]),
    ("tangpu", "plan2025"): (None, 2025, [_U] * 10),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure as in the archive's record: signed value, unit as written."""

    indicator: str
    measure: str
    kind: str
    value: float
    unit: str
    year: int
    modifier: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """A report or livelihood list on a site on one night. `text` is its body."""

    site: str
    key: str
    url: str
    kind: Literal["work_report", "livelihood_projects"]
    title: str
    code: str
    division: str
    published: date
    delivered: date | None
    meeting: str | None
    speaker: str | None
    role: str | None
    source: str
    review_year: int | None
    plan_year: int | None
    as_pdf: bool
    text: str
    figures: tuple[Figure, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """A night: its documents, and `others`, the addresses of articles that are not reports."""

    papers: tuple[Paper, ...]
    others: tuple[str, ...]
    new: tuple[str, ...]  # addresses that first answer on this night
    edited: tuple[str, ...]  # addresses whose body differs from the night before
    gone: tuple[str, ...]  # addresses that answered the night before


def truth(sites: Sequence[Website], night: int) -> Truth:
    """Return what a crawl on `night` must find."""
    papers, others, new, edited, gone = [], [], [], [], []
    for site in sites:
        name = site.district.id
        for document in documents(site.district):
            url, me = site.url(document), (name, document.key)
            if me == GONE and night == document.gone:
                gone.append(url)
            if me == NEW and night == document.night:
                new.append(url)
            if me == EDIT[:2] and night == 3:
                edited.append(url)
            if not document.night <= night < document.gone or document.column == "news":
                continue
            if document.key.startswith("other"):
                others.append(url)
                continue
            papers.append(_paper(site, document, night))
    return Truth(tuple(papers), tuple(others), tuple(new), tuple(edited), tuple(gone))


def _paper(site: Website, document: Document, night: int) -> Paper:
    district, me = site.district, (site.district.id, document.key)
    review, plan, statuses = PROMISES.get(me, (None, None, ()))
    delivered = meeting = speaker = role = None
    found: tuple[Figure, ...] = ()
    if document.key.isdecimal():
        plan = int(document.key)
        review = plan - 1
        delivered, meeting, speaker, role = HEADS[district.id, plan]
        found = figures(district, plan, night)
    return Paper(
        site=district.id, key=document.key, url=site.url(document),
        kind="work_report" if found else "livelihood_projects",
        title=document.title, code=district.code, division=district.short,
        published=document.published, delivered=date.fromisoformat(delivered) if delivered else None,
        meeting=meeting, speaker=speaker, role=role, source=document.source,
        review_year=review, plan_year=plan, as_pdf=document.as_pdf,
        text=text(lines_on(district, document, night)), figures=found, statuses=tuple(statuses),
    )  # fmt: skip


def text(lines: Sequence[str]) -> str:
    """Return a body as plain text: a line for each paragraph or table row, cells joined by tabs, merged cells once."""
    rows = [line.split("\t") for line in lines if "\t" in line]
    merged = iter(markup.cells(rows) if rows else ())
    return "\n".join("\t".join(cell for cell, _ in next(merged)) if "\t" in line else line for line in lines)


def figures(district: District, plan_year: int, night: int) -> tuple[Figure, ...]:
    """Return the headline figures of a report on a night."""
    found = [_figure(one) for one in stated(source_text(district.id, plan_year), district.id, plan_year)]
    site, key, before, after = EDIT
    if night >= 3 and (district.id, str(plan_year)) == (site, key):
        old, new = (float(re.sub(r"[^\d.]", "", phrase)) for phrase in (before, after))
        found = [
            Figure("gdp", "growth", "actual", new, "%", one.year, None)
            if (one.indicator, one.measure, one.kind, one.value) == ("gdp", "growth", "actual", old)
            else one
            for one in found
        ]
    return tuple(found)


def _figure(one: Stated) -> Figure:
    """Split a figure such as `6%左右` into its value and its modifier."""
    match = re.fullmatch(r"(-?[\d.]+)(%|万人|人)?(\D*)", one.written)
    assert match, one
    measure = {"jobs": "count", "air": "count", "unemployment": "ratio", "forest": "ratio"}.get(
        one.indicator, "level" if one.side == "level" else "growth"
    )
    kind = "target" if one.side == "target" else "estimate" if one.estimate else "actual"
    unit = match[2] or one.unit
    return Figure(CODES[one.indicator], measure, kind, float(match[1]), unit, one.year, match[3] or None)
