"""The command line called in this process: what it makes of odd files, names and options."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.output import Output
from flows.prefect_flows.nightly_command import say
from tests.support.command_line import REPORT, SITE, Fangzhi, rows, site_folder


def test_a_missing_option_is_one_line(fangzhi: Fangzhi) -> None:
    done = fangzhi("export", "out")
    assert done.returncode == 2
    assert "csv, jsonl" in done.line


@pytest.mark.parametrize("place", ["before", "behind"])
def test_what_is_typed_beats_the_environment(
    fangzhi: Fangzhi, report: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FANGZHI_DATA", "named")
    monkeypatch.setenv("FANGZHI_SITES", "nowhere")
    typed = ("--data", "typed")
    assert (
        fangzhi(*((*typed, "ingest", report) if place == "before" else ("ingest", report, *typed))).returncode
        == 0
    )
    assert Path("typed").is_dir()
    assert not Path("named").exists()
    assert fangzhi("ingest", report).returncode == 0
    assert Path("named").is_dir()


def test_a_file_name_of_any_bytes_is_read(fangzhi: Fangzhi) -> None:
    name = os.fsdecode(b"\xc4\xea.txt")  # 年 in GBK, as old archives hold it
    Path(name).write_text(REPORT, "utf-8")
    done = fangzhi("parse", name)
    assert json.loads(done.stdout.encode("utf-8"))["kind"] == "work_report"
    assert fangzhi("ingest", name).returncode == 0
    ((url,),) = rows("SELECT url FROM pages")
    assert url.endswith("/%C4%EA.txt")


def test_a_folder_with_links_in_it(fangzhi: Fangzhi, report: Path) -> None:
    folder = Path("reports")
    folder.mkdir()
    (folder / "here.txt").symlink_to(report)
    (folder / "nowhere.txt").symlink_to("/nothing")
    assert fangzhi("ingest", "reports").returncode == 0
    assert rows("SELECT url FROM pages") == [("file:///reports/here.txt",)]


def test_two_files_of_one_address_are_refused(fangzhi: Fangzhi) -> None:
    for top, year in (("a", "2021"), ("b", "2022")):
        Path(top, "x").mkdir(parents=True)
        Path(top, "x", "report.txt").write_text(REPORT.replace("2021", year), "utf-8")
    done = fangzhi("ingest", "a/x/report.txt", "b/x/report.txt")
    assert done.returncode == 2
    assert "file:///x/report.txt" in done.line
    assert not Path("data").exists()
    assert fangzhi("ingest", "a/x/report.txt", "a/x", "a/x/report.txt").returncode == 0


def test_what_a_folder_holds_besides_documents_is_counted(fangzhi: Fangzhi, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "report_files").mkdir(parents=True)
    (folder / "report.html").write_text(REPORT, "utf-8")
    for name in ("report_files/a.css", "report_files/b.CSS", "list.xlsx", ".hidden"):
        (folder / name).write_text("x", "utf-8")
    done = fangzhi("ingest", "saved")
    assert done.returncode == 0
    assert "3 files left out, not documents by their names: .css, .xlsx" in done.stdout
    assert json.loads(fangzhi("--json", "ingest", "saved").stdout)["left_out"] == 3


@pytest.mark.parametrize("name", ["empty.warc.gz", "empty.warc"])
def test_a_warc_file_without_a_record_is_named(name: str, fangzhi: Fangzhi, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(gzip.compress(b"", mtime=0) if name.endswith(".gz") else b"\r\n")
    done = fangzhi("ingest", name)
    assert done.returncode == 1
    assert f"{name}: no record in it" in done.stderr


@pytest.mark.parametrize(
    "call",
    [("parse", "report.txt", "--url", "nowhere"), ("ingest", "report.txt", "--url", "nowhere"),
     ("--quiet", "site", "new", "ftp://files.example/")],
)  # fmt: skip
@pytest.mark.usefixtures("report")
def test_an_invalid_address_exits_with_2(fangzhi: Fangzhi, call: tuple[str, ...]) -> None:
    done = fangzhi(*call)
    assert done.returncode == 2
    assert "http:// or https://, not" in done.line


def test_parse_refuses_a_folder(fangzhi: Fangzhi) -> None:
    done = fangzhi("parse", ".")
    assert done.returncode == 2
    assert "a folder" in done.line


@pytest.mark.parametrize("content", [b"", b"no WARC file at all"], ids=["empty", "something else"])
def test_an_invalid_warc_file_is_reported_and_not_kept(fangzhi: Fangzhi, content: bytes) -> None:
    Path("other.warc").write_bytes(content)
    for _ in "twice":
        done = fangzhi("ingest", "other.warc")
        assert done.returncode == 1
        assert "other.warc" in done.line
    assert list(Path("data/warc").iterdir()) == []
    assert rows("SELECT * FROM warc_files") == []
    assert fangzhi("verify").returncode == 0


def test_a_warc_file_that_is_cut_off_gives_what_it_holds(fangzhi: Fangzhi, report: Path) -> None:
    fangzhi("ingest", report, "--data", "first")
    (whole,) = Path("first/warc").iterdir()
    Path("cut.warc.gz").write_bytes(whole.read_bytes() + whole.read_bytes()[:40])
    for new in (1, 0):
        done = fangzhi("--json", "--quiet", "ingest", "cut.warc.gz")
        assert done.returncode == 1
        assert "cut off" in done.line
        assert json.loads(done.stdout)["new_versions"] == new
    assert fangzhi("verify").returncode == 0


def test_a_warc_file_that_begins_with_damage_can_be_given_again(fangzhi: Fangzhi, report: Path) -> None:
    fangzhi("ingest", report, "--data", "first")
    (whole,) = Path("first/warc").iterdir()
    broken = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\nx", mtime=0)
    Path("broken.warc.gz").write_bytes(broken + whole.read_bytes())
    done = fangzhi("--json", "ingest", "broken.warc.gz")
    assert (done.returncode, json.loads(done.stdout)["new_versions"]) == (1, 1)
    again = fangzhi("--json", "ingest", "broken.warc.gz")
    assert (again.returncode, json.loads(again.stdout)["new_versions"]) == (0, 0)


def test_ingest_for_a_site_keeps_its_site_file(fangzhi: Fangzhi, tmp_path: Path, report: Path) -> None:
    site_folder(tmp_path, SITE)
    call = ("ingest", report, "--site", "qingxiu", "--sites")
    assert fangzhi(*call, "sites").returncode == 0
    (row,) = rows("SELECT id, name, division_code, homepage, platform FROM sites")
    assert row == ("qingxiu", "青岫县人民政府", "990203", "http://127.0.0.1:9/", "trs")
    done = fangzhi(*call, "elsewhere")
    assert done.returncode == 2
    assert "elsewhere: no such folder" in done.line


READERS = (("status",), ("export", "--format", "csv", "out"), ("serve", "--port", "0"), ("publish", "out"))
WRITERS = (("reparse",), ("withdraw", "http://x.example/", "--why", "asked"))


@pytest.mark.parametrize("call", [*READERS, ("verify",), *WRITERS], ids=lambda call: call[0])
def test_a_missing_archive_exits_with_2_and_none_is_created(fangzhi: Fangzhi, call: tuple[str, ...]) -> None:
    done = fangzhi("--quiet", *call)
    assert done.returncode == 2
    assert done.line == "fangzhi: data holds no archive.db; `fangzhi nightly` or `fangzhi ingest` makes one"
    assert not Path("data").exists()


@pytest.mark.parametrize("call", [*READERS, *WRITERS], ids=lambda call: call[0])
@pytest.mark.parametrize("other", [True, False], ids=["of another program", "no database"])
def test_a_foreign_database_exits_with_3(fangzhi: Fangzhi, call: tuple[str, ...], other: bool) -> None:
    Path("data").mkdir()
    if other:
        with closing(sqlite3.connect("data/archive.db")) as db:
            db.execute("CREATE TABLE other (id)")
    else:
        Path("data/archive.db").write_bytes(b"no database" * 999)
    done = fangzhi("--quiet", *call)
    assert done.returncode == 3
    assert "data: archive.db" in done.line


def test_verify_names_an_invalid_database(fangzhi: Fangzhi) -> None:
    Path("data").mkdir()
    Path("data/archive.db").write_bytes(b"no database" * 999)
    done = fangzhi("--quiet", "verify")
    assert (done.returncode, done.line) == (1, "fangzhi: archive.db: file is not a database")


def test_an_address_of_another_machine_exits_with_3(fangzhi: Fangzhi, report: Path) -> None:
    fangzhi("ingest", report)
    done = fangzhi("--quiet", "serve", "--port", "0", "--host", "192.0.2.1")
    assert done.returncode == 3
    assert "--host" in done.line


@pytest.mark.parametrize("line", ["urgent = true", "weight = 3", 'urls = "one"'])
def test_a_mistake_in_notify_is_reported_before_the_night(
    fangzhi: Fangzhi, tmp_path: Path, line: str
) -> None:
    site_folder(tmp_path, SITE)
    Path("fangzhi.toml").write_text(f"[notify]\n{line}\n", "utf-8")
    done = fangzhi("nightly", "--sites", "sites")
    assert done.returncode == 2
    assert f"fangzhi.toml: notify.{line.split()[0]}" in done.line
    assert not Path("data").exists()


CORRECTION = """\
- version: 1
  span: [0, 3]
  words: 青岫县
  kind: versions
  field: speaker
  value: 柳若川
  wrong: 错字
  by: 王小明
  day: 2026-03-05
  why: 见纸本公报
"""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("kind: versions\n  field: speaker", "kind: indicators\n  field: value", "entry 1, value"),
        ("field: speaker", "field: plan_year", "entry 1, value"),
        ("field: speaker", "field: completeness", "entry 1, value"),
        ("field: speaker", "field: published_date", "entry 1, value"),
        ("version: 1", "version: 77", "no version 77"),
        ("why:", "because:", "entry 1, why"),
        ("- version", "-- version", "corrections.yaml"),
    ],
)
def test_corrections_that_cannot_be_used_need_a_person(
    fangzhi: Fangzhi, report: Path, before: str, after: str, message: str
) -> None:
    Path("data").mkdir()
    Path("data/corrections.yaml").write_text(CORRECTION.replace(before, after), "utf-8")
    done = fangzhi("--quiet", "ingest", report)
    assert done.returncode == 1
    assert done.line.startswith("fangzhi: data: corrections.yaml")
    assert message in done.line
    assert rows("SELECT outcome FROM runs") == [("needs_a_person",)]
    assert fangzhi("--quiet", "reparse").returncode == 1
    Path("data/corrections.yaml").write_text(CORRECTION, "utf-8")
    assert fangzhi("--quiet", "reparse").returncode == 0
    assert rows("SELECT speaker FROM versions") == [("柳若川",)]
    assert fangzhi("--quiet", "verify").returncode == fangzhi("--quiet", "status").returncode == 0


def test_a_date_is_corrected_as_it_is_written_in_yaml(fangzhi: Fangzhi, report: Path) -> None:
    fangzhi("ingest", report)
    dated = CORRECTION.replace("speaker", "delivered_date").replace("柳若川", "2021-01-21")
    Path("data/corrections.yaml").write_text(dated, "utf-8")
    assert fangzhi("--quiet", "reparse").returncode == 0
    assert rows("SELECT delivered_date FROM versions") == [("2021-01-21",)]


def test_warnings_shown_before_the_night_are_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    counts = dict.fromkeys(("run", "fetched", "unchanged", "new_versions", "edits", "gone", "failed"), 0)
    summary = {**counts, "changes": [], "gone_pages": [], "attention": ["a.yaml:1: x", "b: left alone"]}
    say(Output(quiet=True), summary, already_shown=["a.yaml:1: x"])
    assert capsys.readouterr().err == "fangzhi: b: left alone\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a list of `key: value` lines"),
        ("name: &again [*again]", "an alias"),
        ("? [a, b]\n: c", "a key is a word"),
        ("name: " + "[" * 2000, "nested too deeply"),
    ],
)
def test_an_odd_site_file_is_one_line(fangzhi: Fangzhi, tmp_path: Path, text: str, message: str) -> None:
    site_folder(tmp_path, text)
    done = fangzhi("nightly", "--all", "--sites", "sites")
    assert done.returncode == 2
    assert done.line.startswith("fangzhi: sites/qingxiu.yaml:1: ")
    assert message in done.line


def test_a_folder_without_site_files_names_the_command_that_writes_one(fangzhi: Fangzhi) -> None:
    Path("empty").mkdir()
    done = fangzhi("nightly", "--sites", "empty")
    assert done.returncode == 2
    assert "`fangzhi site new URL --sites empty`" in done.line
    assert "fangzhi site new URL" in fangzhi("site", "list", "--sites", "empty").stdout


@pytest.mark.parametrize("typed", [("--data", "data"), ("--data", "elsewhere"), ()])
def test_the_demo_goes_where_it_is_told(
    fangzhi: Fangzhi, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]
) -> None:
    went: list[Path] = []
    monkeypatch.setattr("flows.prefect_flows.demo.run", lambda data, *_, **__: went.append(data) or 0)
    assert fangzhi("demo", *typed).returncode == 0
    assert went == [Path(typed[1] if typed else "demo-data")]
