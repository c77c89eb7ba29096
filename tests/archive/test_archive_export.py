"""Open formats: the same rows, described, with checksums; a WACZ that others can index; snapshots."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.database.readonly import NoArchiveError, snapshot
from archive.errors import MissingCapturesError
from archive.export.package import data_package
from archive.export.tables import (
    Choice,
    Format,
    MissingLibraryError,
    UnknownDivisionError,
    export,
)
from archive.export.wacz import wacz
from archive.store import Archive
from archive.warc.captures import Payload
from archive.warc.wacz import surt
from parsers.record import Division, Record
from tests.support.archive import REPORT, Night, figure, invented, rows, take_all

TEXT = "云溪区政府工作报告，“引号”\n全年地区生产总值增长6.5%。"


def reader(payload: Payload, _: object) -> Record:
    text = payload.data.decode()
    other = Division("210204", "沙河口区", "辽宁省大连市沙河口区", "county")
    given = {"division": other, "plan_year": 2015, "review_year": 2014} if "别" in text else {}
    return invented(text, indicators=(figure(text, "增长6.5%", 6.5),), **given)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    with Night(folder, 1) as night:
        night.get(REPORT, TEXT)
        night.get(f"{REPORT}?2", TEXT + "别的。")
        night.get(f"{REPORT}?3", TEXT + "别的，撤回。")
    take_all(folder, reader)
    with Night(folder, 2) as night:
        night.get(REPORT, status=304)
    take_all(folder, reader)
    with Archive.open(folder, holder="test") as archive:
        archive.withdraw(f"{REPORT}?3", "重复")
        archive.load_divisions()
    return folder


def test_csv_and_json_lines_contain_the_same_rows(data: Path, tmp_path: Path) -> None:
    counts = export(data, tmp_path / "csv", "csv")
    assert export(data, tmp_path / "jsonl", "jsonl") == counts
    assert (counts["documents"], counts["pages"], counts["versions"], counts["panel"]) == (2, 2, 2, 2)
    with (tmp_path / "csv" / "versions.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    lines = (tmp_path / "jsonl" / "versions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [row["text"] for row in read] == [json.loads(line)["text"] for line in lines]
    assert read[0]["text"] == TEXT
    assert not list(tmp_path.rglob("*.partial"))


def test_the_panel_alone_filtered(data: Path, tmp_path: Path) -> None:
    for choice, codes in [
        (Choice(), ["210204", "430603"]),
        (Choice(division="430000"), ["430603"]),
        (Choice(division="210204"), ["210204"]),
        (Choice(division="湖南省岳阳市云溪区"), ["430603"]),
        (Choice(first_year=2016), ["430603"]),
        (Choice(last_year=2015), ["210204"]),
    ]:
        export(data, tmp_path / "panel.csv", "csv", choice)
        with (tmp_path / "panel.csv").open(encoding="utf-8", newline="") as file:
            assert [row["division_code"] for row in csv.DictReader(file)] == codes


@pytest.mark.parametrize("division", ["999999", "%", "4306", "云溪", "区", ""])
def test_an_unknown_division_is_refused(data: Path, tmp_path: Path, division: str) -> None:
    with pytest.raises(UnknownDivisionError, match="GB/T 2260"):
        export(data, tmp_path / "panel.csv", "csv", Choice(division=division))
    assert not (tmp_path / "panel.csv").exists()


def test_parquet_or_a_clear_message(data: Path, tmp_path: Path) -> None:
    try:
        import pyarrow.parquet as parquet  # type: ignore[import-untyped,unused-ignore]  # an extra
    except ModuleNotFoundError:
        with pytest.raises(MissingLibraryError, match="pyarrow"):
            export(data, tmp_path / "panel.parquet", "parquet")
        return
    export(data, tmp_path / "panel.parquet", "parquet")
    assert parquet.read_table(tmp_path / "panel.parquet").to_pylist()[0]["value"] == 6.5


def test_a_data_package_describes_every_column_and_file(data: Path, tmp_path: Path) -> None:
    data_package(data, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["name"] for r in package["resources"]} >= {"documents", "versions", "indicators", "panel"}
    for resource in package["resources"]:
        content = (tmp_path / "out" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        header = content.decode().splitlines()[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == header
        assert all(f["description"] for f in resource["schema"]["fields"])


def parsed(value: str, kind: str) -> object:
    """A CSV field as a value of a Table Schema type; raises ValueError if it is not one."""
    if kind == "boolean":
        return {"1": True, "0": False}[value]
    if kind in ("array", "object"):
        found = json.loads(value)
        assert isinstance(found, list if kind == "array" else dict)
        return found
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "datetime":
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    return {"integer": int, "number": float, "string": str}[kind](value)


def resources(out: Path) -> dict[str, tuple[dict[str, Any], list[dict[str, str]]]]:
    """The schema and the rows of each resource of a data package."""
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    found = {}
    for resource in package["resources"]:
        with (out / resource["path"]).open(encoding="utf-8", newline="") as file:
            found[resource["name"]] = (resource["schema"], list(csv.DictReader(file)))
    return found


@pytest.mark.parametrize("choice", [Choice(), Choice(division="430000"), Choice(last_year=2015)])
def test_rows_of_a_data_package_have_the_types_values_and_keys_it_declares(
    data: Path, tmp_path: Path, choice: Choice
) -> None:
    data_package(data, tmp_path / "out", choice)
    found = resources(tmp_path / "out")
    for name, (schema, lines) in found.items():
        for field in schema["fields"]:
            values = [row[field["name"]] for row in lines if row[field["name"]]]
            for value in values:
                parsed(value, field["type"])
            assert set(values) <= set(field.get("constraints", {}).get("enum", values)), (name, field["name"])
        if key := schema.get("primaryKey"):
            assert len({row[key] for row in lines}) == len(lines), name
        for foreign in schema.get("foreignKeys", ()):
            parent = found[foreign["reference"]["resource"] or name][1]
            held = {row[foreign["reference"]["fields"]] for row in parent}
            assert {row[foreign["fields"]] for row in lines} - {""} <= held, (name, foreign)


def test_a_data_package_names_version_licence_and_sources(data: Path, tmp_path: Path) -> None:
    data_package(data, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"].startswith("fangzhi-2026") and package["licenses"][0]["name"] == "CC-BY-4.0"
    citation = (tmp_path / "out" / "CITATION.cff").read_text(encoding="utf-8")
    assert package["version"] in citation and "type: dataset" in citation
    schemas = {resource["name"]: resource["schema"] for resource in package["resources"]}
    keys = {key["fields"]: key["reference"] for key in schemas["panel"]["foreignKeys"]}
    assert keys["version_id"] == {"resource": "versions", "fields": "id"}
    of = {field["name"]: field for field in schemas["panel"]["fields"]}
    assert "gdp" in of["indicator"]["constraints"]["enum"] and of["preferred"]["type"] == "boolean"
    assert {field["name"]: field["type"] for field in schemas["versions"]["fields"]}[
        "published_date"
    ] == "date"


def test_a_key_that_leads_out_of_a_selection_is_not_declared(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    with closing(sqlite3.connect(tmp_path / "data" / "archive.db")) as db, db:
        db.execute(
            "UPDATE captures SET original_id = (SELECT min(id) FROM captures WHERE page_id = 2)"
            " WHERE id = (SELECT max(id) FROM captures WHERE page_id = 1)"
        )
    for choice, declared in ((Choice(), True), (Choice(division="430000"), False)):
        data_package(tmp_path / "data", tmp_path / str(declared), choice)
        schema, _ = resources(tmp_path / str(declared))["captures"]
        columns = {key["fields"] for key in schema["foreignKeys"]}
        assert ("original_id" in columns, "page_id" in columns) == (declared, True)


def test_one_zip_holds_the_whole_package(data: Path, tmp_path: Path) -> None:
    counts = data_package(data, tmp_path / "new" / "out.zip")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out.zip"]
    with zipfile.ZipFile(tmp_path / "new" / "out.zip") as package:
        names = set(package.namelist())
    assert names == {"datapackage.json", "CITATION.cff", *(f"data/{name}.csv" for name in counts)}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_column_of_the_panel_is_described_beside_it(data: Path, tmp_path: Path, form: Format) -> None:
    export(data, tmp_path / f"panel.{form}", form)
    schema = json.loads((tmp_path / f"panel.{form}.schema.json").read_text(encoding="utf-8"))
    export(data, tmp_path / "all", "csv")
    header = (tmp_path / "all" / "panel.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in schema["fields"]] == header
    assert not [field for field in schema["fields"] if "As in" in field["description"]]
    assert schema["version"].startswith("fangzhi-")


def test_a_folder_in_place_of_a_wacz_is_reported_before_anything_is_written(
    data: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(IsADirectoryError):
        wacz(data, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_wacz_without_one_of_the_files_is_refused(data: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(data, tmp_path / "data")
    next((copy / "warc").iterdir()).unlink()
    with pytest.raises(MissingCapturesError, match="is missing"):
        wacz(copy, tmp_path / "out.wacz")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_wacz_contains_files_index_and_pages(data: Path, tmp_path: Path) -> None:
    assert wacz(data, tmp_path / "out.wacz") == 3
    assert [path.name for path in tmp_path.iterdir()] == ["out.wacz"]
    with zipfile.ZipFile(tmp_path / "out.wacz") as package:
        assert package.testzip() is None
        assert all(info.compress_type == zipfile.ZIP_STORED for info in package.infolist())
        description = json.loads(package.read("datapackage.json"))
        for resource in description["resources"]:
            content = package.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        lines = package.read("indexes/index.cdx").decode().splitlines()
        assert lines == sorted(lines)
        key, timestamp, entry = lines[0].split(" ", 2)
        assert (key, timestamp) == ("example,yunxi)/zfgz/1.html", "20260302200001")
        found = json.loads(entry)
        warc = package.read(f"archive/{found['filename']}")
        assert warc[int(found["offset"]) :][:2] == b"\x1f\x8b"
        pages = package.read("pages/pages.jsonl").decode().splitlines()
        assert [json.loads(line)["url"] for line in pages[1:]] == [REPORT, f"{REPORT}?2"]
        withdrawn = f"{REPORT}?3".encode()
        files = [name for name in package.namelist() if name.startswith("archive/")]
        assert files
        assert not any(withdrawn in gzip.decompress(package.read(name)) for name in files)


def test_surts_of_odd_addresses() -> None:
    assert surt("https://a.example:443") == "example,a)/"
    assert surt("http://127.0.0.1:80/x") == "1,0,0,127)/x"


def test_a_snapshot_is_complete_and_needs_no_wal(data: Path, tmp_path: Path) -> None:
    with Archive.open(data, holder="a night that runs"):
        snapshot(data, tmp_path / "archive.db")
    assert rows(tmp_path, "PRAGMA journal_mode") == [("delete",)]
    connection = sqlite3.connect(tmp_path / "archive.db")
    assert connection.execute("SELECT count(*) FROM versions").fetchone() == (3,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    with pytest.raises(FileExistsError):
        snapshot(data, tmp_path / "archive.db")
    with pytest.raises(NoArchiveError):
        snapshot(tmp_path / "none", tmp_path / "x.db")
