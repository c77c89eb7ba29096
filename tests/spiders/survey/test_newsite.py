"""`site new` and `site check` on the farm: the family is detected, and the new file yields all reports."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from archive.warc.captures import safe_uri
from spiders.config import sitefile
from spiders.config.settings import BEIJING
from spiders.config.sitefile import SiteFile
from spiders.lists import reader
from spiders.lists.base import ListPage
from spiders.survey import check_site, new_site
from spiders.survey.launch import SurveyError, survey
from spiders.survey.verdict import judge
from tests.support.archive import Night
from tests.support.farm import Farm, farm


def found(running: Farm, name: str, folder: Path, data: Path) -> new_site.Proposal:
    """Write a file from the address of the home page alone, and compare it with the truth."""
    truth = running.truth(1)[name]
    before = datetime.datetime.now(BEIJING).date()
    proposal = new_site.new(truth["home_url"], folder, data)
    site = sitefile.load(proposal.path)
    assert site == proposal.site
    assert site.family == truth["family"], proposal.why
    assert site.verified in (before, datetime.datetime.now(BEIJING).date())
    assert site.allow_private
    assert site.official is truth["official"]
    assert site.division == (truth["code"] if truth["official"] else None)
    assert sum(one.candidates for one in proposal.lists) == len(truth["reports"])
    requested = {safe_uri(url) for url in check_site.recorded_links(site, proposal.recorded) or ()}
    assert requested == {safe_uri(report["url"]) for report in truth["reports"]}
    return proposal


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_a_new_site_is_detected_written_and_checked(served: Farm, tmp_path: Path) -> None:
    folder, data = tmp_path / "sites", tmp_path / "data"
    proposal = found(served, "shenhe", folder, data)
    assert {sample.kind for sample in proposal.samples} == {"work_report", "livelihood_projects"}
    assert proposal.problems == ()
    with pytest.raises(SurveyError, match="exists already") as caught:
        new_site.new(proposal.site.homepage, folder, data)
    assert caught.value.exit_code == 2

    # The check detects later changes and describes the faults of a file; a good file is marked verified.
    text = proposal.path.read_text("utf-8").replace(str(proposal.site.verified), "null")
    proposal.path.write_text(text, "utf-8")
    (folder / "wrong.yaml").write_text(text.replace("family: trs", "family: boda"), "utf-8")
    both = {one.id: one for one in check_site.check([proposal.id, "wrong"], [folder], folder, data)}
    good, wrong = both[proposal.id], both["wrong"]
    assert good.ok and (good.added, good.vanished) == ((), ())
    assert sitefile.load(proposal.path).verified is not None
    assert not wrong.ok and any(
        "changed platform: the file says boda, the pages look like trs" in line for line in wrong.problems
    )
    assert sitefile.load(folder / "wrong.yaml").verified is None
    rows = {row.id: row for row in check_site.listing([folder])}
    assert rows["wrong"].verified is None and rows[proposal.id].division == "210103"


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
def test_a_site_without_a_report_column_is_reported_as_such(served: Farm, tmp_path: Path) -> None:
    served.fault("wenku", "hang", path="/", seconds=1)
    try:
        with pytest.raises(SurveyError, match=r"robots\.txt") as caught:
            new_site.new(served.truth(1)["wenku"]["home_url"], tmp_path / "sites", tmp_path / "data")
    finally:
        served.fault("wenku", "all", off=1)
    assert caught.value.exit_code == 1
    assert not (tmp_path / "sites").exists()


def test_the_recorded_rows_of_an_interface_have_the_addresses_that_the_page_builds(tmp_path: Path) -> None:
    """The answer names only a number; the page that requested it shows the address, and what is posted."""
    home = "http://www.yunxi.example"
    page = (
        "<ul id='b'></ul><script>function load(p){ $.post('/info/page', {columnId: 9, pageNo: p}, function(d){"
        " h += '<a href=\"/info/' + d.rows[i].infoId + '.html\">'; }); } load(1);</script>"
    )
    site = sitefile.parse(
        f"name: 云溪区\nhomepage: {home}/\nfamily: plain\nlists: [{{url: '{home}/gzbg/'}}]\n", "yunxi", "x"
    )
    asked = reader.read(ListPage(f"{home}/gzbg/", page, 1, f"{home}/gzbg/")).following
    assert asked is not None and asked.body == "columnId=9&pageNo=1"
    records = [{"infoId": year, "infoTitle": f"{year}年云溪区政府工作报告"} for year in (2023, 2024)]
    with Night(tmp_path, 1) as night:
        night.get(f"{home}/gzbg/", page, role="list")
        night.get(asked.address, json.dumps({"total": 2, "rows": records}), role="list", via=f"{home}/gzbg/")
    (path,) = (tmp_path / "warc").glob("*.warc.gz")
    links = check_site.recorded_links(site, path)
    assert links == [f"{home}/info/2023.html", f"{home}/info/2024.html"]


def test_no_site_is_surveyed_without_a_contact(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"fangzhi\.toml: contact: missing") as caught:
        new_site.new("www.yunxi.example", tmp_path / "sites", tmp_path / "data")
    assert caught.value.exit_code == 3


def test_a_site_file_is_unchanged_after_writing_and_reading() -> None:
    site = SiteFile.model_validate(
        {
            "id": "yunxi", "name": "临澜市云溪区人民政府: 门户", "division": "990001", "family": "ucap",
            "homepage": "http://www.yunxi.example/", "hosts": ["files.yunxi.example:8080"], "max_pages": 3,
            "lists": [{"url": "http://www.yunxi.example/a?b=1&c=2", "kind": "livelihood"}],
            "reports": ["http://www.yunxi.example/a#b"], "verified": "2026-11-22", "delay": 2.5,
            "evidence": ["yes", "- a: b", "#x", "'quoted' \"twice\""],
        }
    )  # fmt: skip
    assert sitefile.parse(new_site.render(site, "Written by a test."), "yunxi", "yunxi.yaml") == site


def test_the_bundled_files_cover_the_catalogue(shared: Path) -> None:
    rows = [
        line.split("\t")
        for line in (shared / "reference/sites-catalogue.tsv").read_text("utf-8").splitlines()
    ]
    known = {row[1] for row in rows[1:] if row[3] or row[4]}
    shipped = sitefile.load_folder(sitefile.shipped()).values()
    assert {host for site in shipped for host, _ in site.allowed_hosts()} == known
    assert all(site.division for site in shipped)


@pytest.mark.farm
@pytest.mark.shared
@pytest.mark.ci
@pytest.mark.timeout(600)
def test_sites_that_are_easily_misread_fit_from_their_home_pages_alone(shared: Path, tmp_path: Path) -> None:
    """Check scenario B: every report is found, and what fits is complete."""
    with farm(shared, tmp_path, "scenario_b.json") as running:
        truth = running.truth(1)
        drafts = {name: new_site.draft(site["home_url"], name) for name, site in truth.items()}
        texts = {name: new_site.render(one) for name, one in drafts.items()}
        lost, verdicts = {}, {}
        for name, found in survey(texts, tmp_path / "data", new=True):
            site = new_site.proposed(drafts[name], found)
            assert site is not None, name
            verdicts[name] = judge(site, found)
            listed = {safe_uri(url) for urls in found["candidates"].values() for url in urls}
            missing = {
                report["url"] for report in truth[name]["reports"] if safe_uri(report["url"]) not in listed
            }
            if missing:
                lost[name] = missing
        assert lost == {}
        assert {name for name, verdict in verdicts.items() if verdict is None or not verdict.fits} == set()
        figures, crowded = running.audit(), running.crowded()
    assert "_trap" not in figures
    assert crowded == []
    assert sum(site["robots_violations"] for site in figures.values()) == 0
