"""Past years out of WARC files and folders of other people: only what was asked for, repeatable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flows.commands.past import backfill
from flows.errors import WrongUsageError
from flows.output import Output
from tests.support import oldsite
from tests.support.archive import dumped, rows
from tests.support.backfilling import (
    HOST,
    THERE,
    call,
    folder_of_files,
    foreign_warc,
    site_file,
    why,
    years,
)
from tests.support.oldsite import ID, UNLISTED

pytestmark = [pytest.mark.ci, pytest.mark.xdist_group("backfill")]


def test_a_foreign_warc(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warc = foreign_warc(tmp_path / "old.warc.gz")
    sites = site_file(tmp_path / "sites")
    code, summary = call(capsys, tmp_path / "data", sites, source="warc", paths=[warc])
    assert code == 1
    assert years(summary) == THERE
    assert why(summary, UNLISTED) == "not in the WARC files"
    data = tmp_path / "data"
    assert rows(data, "SELECT count(*) FROM captures WHERE url LIKE '%elsewhere%' OR url LIKE '%.png'") == [
        (0,)
    ]
    assert rows(data, "SELECT DISTINCT site_id FROM captures") == [(ID,)]
    assert rows(data, "SELECT role FROM captures WHERE url LIKE '%index%' GROUP BY 1") == [("list",)]
    pages = [url for (url,) in rows(data, "SELECT url FROM pages ORDER BY url")]
    assert pages == sorted(HOST + oldsite.path(year) for year in THERE)
    seen = rows(data, "SELECT v.last_seen, v.sightings FROM versions v JOIN pages p ON p.id = v.page_id"
                " WHERE p.url LIKE ?", f"%{oldsite.path(2015)}")  # fmt: skip
    assert seen == [("2017-01-01T00:00:00.000Z", 2)]
    before = dumped(data)
    call(capsys, data, sites, source="warc", paths=[tmp_path / "old.warc.gz"])
    assert dumped(data) == before


def test_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of_files(tmp_path / "saved")
    sites = site_file(tmp_path / "sites")
    code, summary = call(capsys, tmp_path / "data", sites, source="files", paths=[folder], years="2011-2016")
    assert (code, summary["missing"]) == (0, [])
    assert summary["coverage"][0]["reports"][0].startswith("file:///saved/")
    before = dumped(tmp_path / "data")
    call(capsys, tmp_path / "data", sites, source="files", paths=[folder], years="2011-2016")
    assert dumped(tmp_path / "data") == before


def saved_text(path: Path, year: int, place: str = "云溪区") -> None:
    """A report that somebody saved as text; its own words say of which year and division it is."""
    text = "\n".join([oldsite.title(year), *oldsite.report(year)])
    path.write_text(text.replace("云溪区", place).replace("云溪", place.removesuffix("区")), "utf-8")


def with_division(sites: Path, code: str) -> Path:
    (path,) = site_file(sites).glob("*.yaml")
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("division")]
    path.write_text("\n".join([*lines, f'division: "{code}"', ""]), "utf-8")
    return sites


def test_files_of_other_divisions_and_years_are_left_out_and_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, data = tmp_path / "saved", tmp_path / "data"
    folder.mkdir()
    saved_text(folder / "a_2012.txt", 2012)
    saved_text(folder / "b_2019.txt", 2019)
    saved_text(folder / "c_2012.txt", 2012, "辽宁省大连市沙河口区")
    (folder / "d.txt").write_text("关于停水的通知\n因检修管道，明天停水一天，请提前储水。\n", "utf-8")
    sites = with_division(tmp_path / "sites", "430603")
    code, summary = call(capsys, data, sites, source="files", paths=[folder], years="2012")
    assert (code, summary["missing"], summary["attention"]) == (0, [], [])
    out = {Path(name).name: why for name, why in summary["left_out"].items()}
    assert out["b_2019.txt"] == "of 2019"
    assert out["c_2012.txt"].startswith("of 辽宁省大连市沙河口区, not of")
    assert out["d.txt"].startswith("not a report or a livelihood list")
    assert [url for (url,) in rows(data, "SELECT url FROM captures")] == ["file:///saved/a_2012.txt"]
    (year,) = summary["coverage"]
    assert year["reports"] == ["file:///saved/a_2012.txt"]

    # None fits: nothing is archived, and a person must know.
    (folder / "a_2012.txt").unlink()
    code, summary = call(capsys, tmp_path / "none", sites, source="files", paths=[folder], years="2012")
    assert code == 1 and summary["attention"][0].startswith("none of 3 documents is of")
    assert rows(tmp_path / "none", "SELECT count(*) FROM captures") == [(0,)]


def test_captures_of_other_years_are_left_out_of_a_warc(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warc, data = foreign_warc(tmp_path / "old.warc.gz"), tmp_path / "data"
    code, summary = call(
        capsys, data, site_file(tmp_path / "sites"), source="warc", paths=[warc], years="2014-2015"
    )
    assert (code, summary["missing"]) == (0, [])
    held = {url for (url,) in rows(data, "SELECT url FROM pages")}
    assert held == {HOST + oldsite.path(year) for year in (2014, 2015)}
    assert summary["left_out"][HOST + oldsite.path(2016)] == "of 2016"
    # Lists and what holds no document stay: they say what was there to be found.
    assert rows(data, "SELECT count(*) FROM captures WHERE role = 'list'") != [(0,)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"years": "2020-2012"}, "--years"),
        ({"years": "twelve"}, "write the plan years as 2012-2020"),
        ({"site": "nowhere"}, "no site file nowhere.yaml"),
        ({"source": "warc"}, "give the files or folders"),
        ({"paths": [Path("x")]}, "takes no PATH"),
        ({"source": "files", "paths": [Path("missing")]}, "no such file or folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, given: dict[str, Any], words: str) -> None:
    options: dict[str, Any] = {"site": ID, "years": "2012", "source": "site", "paths": [], **given}
    with pytest.raises(WrongUsageError, match=words):
        backfill.command(tmp_path / "data", site_file(tmp_path / "sites"), Output(), **options)
    assert not (tmp_path / "data").exists()
