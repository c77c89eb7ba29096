"""The demo sites over HTTP: what changes from night to night, and what does not."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pdfplumber
import pypdf
import pytest

from demo import sitefiles
from demo.districts import REPORTS
from demo.pdf import pdf
from demo.server import DemoFarm
from demo.truth import Figure, Paper
from parsers.hints import Attached, Hints
from parsers.read import read
from parsers.record import Record
from spiders.config import sitefile
from tests.support.demo_pages import ask, linked, page, squeezed

PROXY = "/module/web/jpage/dataproxy.jsp?columnid=1211&startrecord=1&endrecord=50"
ENCODINGS = {"chengyu": "gb2312", "qingxiu": "utf-8", "cangling": "gbk", "tangpu": "utf-8"}


@pytest.fixture(scope="module")
def running() -> Iterator[DemoFarm]:
    with DemoFarm() as farm:
        yield farm


@pytest.fixture
def farm(running: DemoFarm) -> DemoFarm:
    running.night = 1
    return running


def test_every_page_that_is_linked_is_there(farm: DemoFarm) -> None:
    """A walk from each front page meets no 404, and every report on its way."""
    for night in farm.nights:
        farm.night = night
        seen: set[str] = set()
        waiting = {f"{site.origin}/" for site in farm.sites}
        while waiting:
            url = waiting.pop()
            seen.add(url)
            status, headers, _ = ask(url)
            assert status == 200, url
            if headers["Content-Type"].startswith("text/html"):
                waiting |= linked(url) - seen
        # Two systems name the pages after page 1 only in scripts, as the real ones do.
        for site in farm.sites:
            following = {
                "chengyu": site.list_url("reports") + "index_1.html",
                "qingxiu": f"{site.origin}{PROXY}",
            }
            if site.district.id in following:
                seen |= linked(following[site.district.id])
        assert {paper.url for paper in farm.truth().papers} <= seen
        assert not seen & set(farm.truth().gone)


def test_pages_are_in_their_encoding_and_hold_the_body(farm: DemoFarm) -> None:
    for paper in farm.truth().papers:
        html = page(paper.url)
        assert f"charset={ENCODINGS[paper.site]}" in html
        assert paper.title in html
        if not paper.as_pdf:
            assert "".join(paper.text.split()) in squeezed(html), paper.url


def test_there_are_enough_reports_in_enough_families(farm: DemoFarm) -> None:
    papers = farm.truth().papers
    assert {site.district.family for site in farm.sites} == {"trs", "hanweb", "shahekou", "guangdong"}
    for site in farm.sites:
        years = {p.plan_year for p in papers if p.site == site.district.id and p.kind == "work_report"}
        assert years == {2023, 2024, 2025}
    assert [paper.key for paper in papers if paper.as_pdf] == ["2023"]
    assert any("completed" in paper.statuses for paper in papers)


def test_reports_are_as_long_as_real_ones_and_differ(farm: DemoFarm) -> None:
    farm.night = 3
    texts = [paper.text for paper in farm.truth().papers if paper.kind == "work_report"]
    assert all(1800 <= len(text) <= 3500 for text in texts), [len(text) for text in texts]
    sentences = [set(re.split("[。；]", text)) for text in texts]
    for number, one in enumerate(sentences):
        for other in sentences[:number]:
            assert len(one & other) <= 3, one & other


def test_no_placeholder_is_left(farm: DemoFarm) -> None:
    assert not [paper.url for paper in farm.truth().papers if re.search("[{}]", paper.text)]


def test_the_second_night_changes_every_page_but_no_body(farm: DemoFarm) -> None:
    first = {paper.url: (paper.text, ask(paper.url)[2]) for paper in farm.truth().papers}
    farm.night = 2
    second = {paper.url: (paper.text, ask(paper.url)[2]) for paper in farm.truth().papers}
    assert first.keys() == second.keys()
    for url, (text, body) in first.items():
        assert second[url][0] == text
        assert second[url][1] != body, url
    assert farm.truth().new == farm.truth().edited == farm.truth().gone == ()


def test_the_third_night_has_one_edit_one_new_report_and_one_gone(farm: DemoFarm) -> None:
    farm.night = 2
    before = {paper.url: (paper.text, ask(paper.url)[2]) for paper in farm.truth().papers}
    farm.night = 3
    truth = farm.truth()
    after = {paper.url: (paper.text, ask(paper.url)[2]) for paper in truth.papers}
    assert tuple(after.keys() - before.keys()) == truth.new
    assert tuple(before.keys() - after.keys()) == truth.gone
    assert tuple(url for url in after.keys() & before.keys() if after[url] != before[url]) == truth.edited
    (edited,) = truth.edited
    old, new = before[edited][0], after[edited][0]
    assert [(a, b) for a, b in zip(old, new, strict=True) if a != b] == [("2", "6")]
    (gone,) = truth.gone
    assert ask(gone)[0] == 404
    farm.night = 2
    (new_report,) = truth.new
    assert ask(new_report)[0] == 404


def test_validators_hold_while_the_bytes_do(farm: DemoFarm) -> None:
    farm.night = 2
    for site in farm.sites:
        url = next(paper.url for paper in farm.truth().papers if paper.site == site.district.id)
        farm.night = 2
        _, headers, body = ask(url)
        assert ("ETag" in headers) == ("etag" in site.district.validators)
        assert ("Last-Modified" in headers) == ("last-modified" in site.district.validators)
        conditions = {"If-None-Match": headers.get("ETag"), "If-Modified-Since": headers.get("Last-Modified")}
        known = {name: value for name, value in conditions.items() if value}
        farm.night = 3
        unchanged = ask(url)[2] == body
        assert ask(url, known)[0] == (304 if known and unchanged else 200)
        farm.night = 1
        assert ask(url, known)[0] == (304 if known.keys() == {"If-Modified-Since"} else 200)


def test_gzip_head_robots_and_404(farm: DemoFarm) -> None:
    for site in farm.sites:
        status, headers, body = ask(f"{site.origin}/", {"Accept-Encoding": "gzip, deflate"})
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == ask(f"{site.origin}/")[2]
        status, headers, body = ask(f"{site.origin}/", method="HEAD")
        assert (status, body) == (200, b"")
        assert int(headers["Content-Length"]) > 1000
        assert ask(f"{site.origin}/robots.txt")[2].startswith(b"User-agent: *")
        assert ask(f"{site.origin}/zwgk/nothing.html")[0] == 404


def test_the_hanweb_store_gives_all_records(farm: DemoFarm) -> None:
    site = next(site for site in farm.sites if site.district.family == "hanweb")
    html = page(site.list_url("reports"))
    proxy = re.search(r"/module/web/jpage/dataproxy\.jsp\?[^\"]+", html)
    assert proxy
    total = re.search(r"totalRecord:(\d+)", html)
    assert total
    rest = ask(f"{site.origin}{proxy[0].replace('page=1&', '')}&startrecord=1&endrecord={total[1]}")[2]
    assert rest.count(b"<record>") == int(total[1]) > html.count("<record>") == site.district.per_page
    assert ask(f"{site.origin}/module/web/jpage/dataproxy.jsp?columnid=0")[0] == 404


def test_the_pdf_has_the_complete_text_for_both_readers(farm: DemoFarm) -> None:
    (paper,) = (paper for paper in farm.truth().papers if paper.as_pdf)
    (file,) = (url for url in linked(paper.url) if url.endswith(".pdf"))
    status, headers, data = ask(file)
    assert (status, headers["Content-Type"]) == (200, "application/pdf")
    wanted = "".join(paper.text.split())
    foot = re.compile("— ?[0-9]+ ?—")
    by_pypdf = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(data)).pages)
    with pdfplumber.open(io.BytesIO(data)) as opened:
        by_pdfplumber = "".join(p.extract_text() for p in opened.pages)
    assert "".join(foot.sub("", by_pypdf).split()) == wanted
    assert "".join(foot.sub("", by_pdfplumber).split()) == wanted


def test_a_pdf_never_breaks_a_number() -> None:
    data = pdf(["标题", "增长12345.678%" * 60])
    lines = pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text().splitlines()
    assert len(lines) > 10
    assert all(
        line.count("增长") == line.count("12345.678%")
        or line.endswith(("增长", "增"))
        or line.startswith(("12345.678%", "长"))
        for line in lines[1:-1]
    )


def test_targets_and_actuals_meet(farm: DemoFarm) -> None:
    """A year's target is in its own report, the year's actual in the next."""
    sides: dict[tuple[str, str, int], set[str]] = {}
    papers = farm.truth().papers
    farm.night = 3
    for paper in {*papers, *farm.truth().papers}:
        for figure in paper.figures:
            if figure.measure == "growth":
                kind = "target" if figure.kind == "target" else "reached"
                sides.setdefault((paper.site, figure.indicator, figure.year), set()).add(kind)
    for year in (2023, 2024):
        for site in ENCODINGS:
            assert sides[site, "gdp", year] == {"target", "reached"}
    assert sides["tangpu", "gdp", 2025] == {"target", "reached"}


def test_site_files_are_good(farm: DemoFarm, tmp_path: Path) -> None:
    written = sitefiles.write(farm.sites, tmp_path / "sites")
    loaded = sitefile.load_folder(tmp_path / "sites")
    assert len(written) == len(loaded) == 4
    for site in farm.sites:
        file = loaded[site.district.id]
        assert file.allow_private
        assert file.allows(site.list_url("reports"))
        assert file.verified


def test_a_port_in_use_is_reported_and_nothing_stays_open(farm: DemoFarm) -> None:
    port = urlsplit(farm.sites[1].origin).port
    assert port
    other = DemoFarm(port)
    with pytest.raises(OSError, match="in use"):
        other.start()
    assert other.sites == ()


def test_there_are_three_nights(farm: DemoFarm) -> None:
    with pytest.raises(ValueError, match="no night 4"):
        farm.night = 4


# -- what the parsers make of the pages --


def parsed(farm: DemoFarm, url: str) -> Record:
    site = next(site for site in farm.sites if url.startswith(f"{site.origin}/"))
    _, headers, body = ask(url)
    files = [ask(file) for file in linked(url) if file.endswith(".pdf")]
    return read(
        body,
        source=url,
        url=url,
        content_type=headers["Content-Type"],
        hints=Hints(family=site.district.family, division_code=site.district.code, official=True),
        attachments=[Attached(data, head["Content-Type"]) for _, head, data in files],
    )


def facts(paper: Paper) -> dict[str, object]:
    return {
        "kind": paper.kind,
        "title": paper.title,
        "published_date": str(paper.published),
        "delivered_date": paper.delivered and str(paper.delivered),
        "meeting": paper.meeting,
        "speaker": paper.speaker,
        "speaker_role": paper.role,
        "source_org": paper.source,
        "review_year": paper.review_year,
        "plan_year": paper.plan_year,
        "completeness": "whole",
        "text": "".join(paper.text.split()),
    }


def test_reports_are_read_as_they_were_written(farm: DemoFarm) -> None:
    farm.night = 3
    for paper in farm.truth().papers:
        record = parsed(farm, paper.url)
        read_as = {name: getattr(record, name) for name in facts(paper)}
        assert read_as | {"text": "".join(record.text.split())} == facts(paper), paper.url
        assert tuple(promise.status for promise in record.commitments) == paper.statuses, paper.url


@pytest.mark.parametrize(
    ("site", "year"),
    REPORTS,
)
def test_headline_figures_are_read_as_they_were_written(farm: DemoFarm, site: str, year: int) -> None:
    farm.night = 1 if (site, year) == ("qingxiu", 2023) else 3
    (paper,) = (p for p in farm.truth().papers if (p.site, p.key) == (site, str(year)))
    found = {
        Figure(i.indicator, i.measure, i.kind, i.value, i.unit or "", i.year or 0, i.modifier)
        for i in parsed(farm, paper.url).indicators
        if i.value is not None
    }
    assert found == set(paper.figures)


def test_the_other_articles_of_the_columns_are_not_reports(farm: DemoFarm) -> None:
    kinds = {url: parsed(farm, url).kind for url in farm.truth().others}
    assert set(kinds.values()) == {"other"}, [url for url, kind in kinds.items() if kind != "other"]
