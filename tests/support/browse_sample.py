"""A small archive of invented records, for looking at and for tests of search and browsing.

云溪区 of 临澜市 (codes 990102, 990100) does not exist; nor does anything that is said about it.
"""

from __future__ import annotations

from pathlib import Path

from archive.derive import ledgers, witnesses
from archive.search import indexing
from tests.support.sample_pages import HARMLESS, HOSTILE, LOOK, LOOK_CSS, LOOK_MORE_CSS, LOOK_PNG, LOOK_SVG
from tests.support.sample_rows import Sample
from tests.support.sample_texts import GROWTH, PROMISES, REVENUE, outcomes, report


def build(folder: Path) -> Path:
    """Write the sample archive into a data folder and return the folder."""
    sample = Sample(folder)
    add = sample.add
    add(
        "sites",
        id="yunxi",
        name="云溪区人民政府",
        division_code="990102",
        homepage="http://www.yunxi.invalid/",
        platform="trs",
    )
    for code, name, full_name, level in (
        ("980305", "云溪区", "海西省山阴市云溪区", "county"),  # bears the same name and has no documents
        ("990000", "海东省", "海东省", "province"),
        ("990100", "临澜市", "海东省临澜市", "prefecture"),
        ("990102", "云溪区", "海东省临澜市云溪区", "county"),
        ("990103", "竹屿区", "海东省临澜市竹屿区", "county"),
    ):
        add(
            "divisions",
            code=code,
            name=name,
            full_name=full_name,
            level=level,
            valid_from=1983,
            valid_to=None,
        )
    for night in (1, 2, 3):
        add(
            "runs",
            kind="nightly",
            parameters="{}",
            started_at=f"2026-11-0{night}T17:00:00Z",
            finished_at=f"2026-11-0{night}T17:09:00Z",
            outcome="ok",
            summary='{"fetched": 40}',
        )
    for plan_year in (2020, 2021, 2022):
        document = add(
            "documents",
            key=f"work_report:990102:{plan_year}",
            kind="work_report",
            division_code="990102",
            division_name="海东省临澜市云溪区",
            review_year=plan_year - 1,
            plan_year=plan_year,
            title=f"{plan_year}年云溪区政府工作报告",
        )
        page = sample.page(document, f"http://www.yunxi.invalid/zwgk/bg/t{plan_year}0112_1.html", "official")
        text = report(plan_year)
        more = {
            "title": f"{plan_year}年政府工作报告",
            "kind": "work_report",
            "review_year": plan_year - 1,
            "plan_year": plan_year,
            "delivered_date": f"{plan_year}-01-12",
            "speaker": "林知秋",
            "speaker_role": "区长",
            "published_date": f"{plan_year}-01-20",
            "source_org": "区政府办",
            "meeting": "云溪区第六届人民代表大会",
        }
        version = sample.version(page, 1, text, "2026-11-01T17:02:00Z", "published", **more)
        if plan_year == 2022:
            edited = report(2022, target="地区生产总值增长7%以上")
            version2 = sample.version(page, 2, edited, "2026-11-03T17:02:00Z", "edited", **more)
            add(
                "changes",
                version_id=version2,
                previous_id=version,
                kind="modifier",
                before="7%左右",
                after="7%以上",
                weight=0.8,
            )
            sample.figure(version2, edited, "地区生产总值增长7%以上", "gdp", 7.0, 2022, "target")
            indexing.index(sample.db, version)
            text, version = edited, version2
        indexing.index(sample.db, version)
        year = plan_year - 1
        reached, money = GROWTH[year][1], REVENUE[year][1]
        if reached is not None:
            sample.figure(version, text, f"地区生产总值增长{reached:g}%", "gdp", reached, year, "actual")
        if money is not None:
            clause = f"一般公共预算收入{'增长' if money >= 0 else '下降'}{abs(money):g}%"
            code = "general_public_budget_revenue"
            sample.figure(version, text, clause, code, money, year, "actual")
        if plan_year != 2022:
            sample.figure(
                version,
                text,
                f"地区生产总值增长{GROWTH[plan_year][0]:g}%左右",
                "gdp",
                GROWTH[plan_year][0],
                plan_year,
                "target",
            )
        code = "general_public_budget_revenue"
        sample.figure(
            version,
            text,
            f"一般公共预算收入增长{REVENUE[plan_year][0]:g}%",
            code,
            REVENUE[plan_year][0],
            plan_year,
            "target",
        )
        if plan_year == 2021:
            witness = sample.page(
                document, "http://mirror.invalid/doc/77.html", "third_party", "2026-11-02T17:00:00Z"
            )
            copy = text.replace("2.1%", "2.7%")
            copied = sample.version(witness, 1, copy, "2026-11-02T17:02:00Z", "published", **more)
            indexing.index(sample.db, copied)
            sample.figure(copied, copy, "地区生产总值增长2.7%", "gdp", 2.7, 2020, "actual")
            add(
                "problems",
                version_id=copied,
                code="lost_characters",
                detail="三个字符无法读出",
                start=20,
                end=23,
            )
    document = add(
        "documents",
        key="x",
        kind="livelihood_projects",
        division_name="海东省临澜市云溪区",
        division_code="990102",
        review_year=2021,
        plan_year=None,
        title="云溪区2021年民生实事完成情况",
    )
    page = sample.page(document, "http://www.yunxi.invalid/zwgk/ms/t20220112_2.html", "official")
    text = outcomes(2021)
    version = sample.version(
        page,
        1,
        text,
        "2026-11-01T17:05:00Z",
        "published",
        title="2021年民生实事完成情况",
        kind="livelihood_projects",
        review_year=2021,
    )
    for ordinal, category, promise, status, status_text, outcome in PROMISES:
        start = text.index(promise)
        row = {
            "ordinal": ordinal,
            "category": category,
            "text": promise,
            "year": 2021,
            "lead": "区住建局",
            "quantities": '[{"value": 3, "unit": "所", "what": "幼儿园"}]',
            "start": start,
            "end": start + len(promise),
        }
        add("commitments", version_id=version, status="unstated", **row)
        if status != "unstated":
            add(
                "commitments",
                version_id=version,
                status=status,
                status_text=status_text,
                outcome=outcome,
                **row,
            )
    indexing.index(sample.db, version)
    hostile = sample.capture(
        "http://www.yunxi.invalid/evil.html",
        HOSTILE.encode(),
        None,
        "2026-11-02T17:06:00Z",
        "text/html; charset=utf-8",
    )
    assert hostile
    add(
        "captures",
        run_id=3,
        site_id="yunxi",
        url="http://www.yunxi.invalid/gone.html",
        fetched_at="2026-11-03T17:06:00Z",
        status=404,
        outcome="gone",
        warc_file="sample-0-00000.warc.gz",
        warc_offset=1,
        record_type="response",
        record_id="<urn:gone>",
    )
    host, at = "http://www.yunxi.invalid", "2026-11-02T17:07:00Z"
    html, css = "text/html; charset=utf-8", "text/css"
    sample.capture(f"{host}/gk/look.html", LOOK.encode(), None, at, html)  # capture 9
    sample.capture(f"{host}/css/site.css", LOOK_CSS.encode(), None, at, css)
    sample.capture(f"{host}/css/more.css", LOOK_MORE_CSS.encode(), None, at, css)
    sample.capture(f"{host}/img/logo.png", LOOK_PNG, None, at, "image/png")
    sample.capture(f"{host}/img/drawing.svg", LOOK_SVG.encode(), None, at, "image/svg+xml")
    sample.capture(f"{host}/gk/map.html", HARMLESS.encode(), None, at, html)  # capture 14
    add(
        "issues",
        run_id=3,
        site_id="yunxi",
        code="assertion",
        about="2023",
        detail="应有 2023 年报告，未找到",
        opened_at="2026-11-03T17:09:00Z",
        closed_at=None,
    )
    ledgers.rebuild(sample.db, "990102")
    witnesses.rebuild(sample.db, "990102")
    sample.db.conn.commit()
    sample.db.close()
    return folder
