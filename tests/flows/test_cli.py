"""The command line as a user meets it: its exit code, its lines."""

from __future__ import annotations

import ast
import io
import json
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

import pytest

from flows.cli import main
from tests.support.command_line import REPORT, SITE, site_folder

FANGZHI = Path(sys.executable).with_name("fangzhi")


def process(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Call the console script."""
    return subprocess.run(
        [str(FANGZHI), *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=300,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def fangzhi(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Call what the console script calls, in this process: a process of its own takes a second."""
    out, err = io.StringIO(), io.StringIO()
    ctrl_c = signal.getsignal(signal.SIGINT)
    try:
        with (
            chdir(cwd), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end,
            mock.patch.object(sys, "argv", ["fangzhi", *map(str, arguments)]),
        ):  # fmt: skip
            main()
    finally:
        signal.signal(signal.SIGINT, ctrl_c)
    return subprocess.CompletedProcess(arguments, int(end.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_help_lists_the_commands(tmp_path: Path) -> None:
    done = process("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("demo", "nightly", "ingest", "parse", "serve", "status", "verify"):
        assert f"\n  {command} " in done.stdout


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, flows.cli; heavy = ('prefect', 'scrapy', 'datasette', 'bs4');"
        " print([name for name in heavy if name in sys.modules], len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, _, count = done.stdout.strip().rpartition(" ")
    assert loaded == "[]"
    assert int(count) < 400  # 0.2 s; Prefect alone has thousands


# Modules that take long to import, and that reading a local text needs nothing of.
HEAVY = {
    "aiohttp", "asyncio", "bs4", "datasette", "distributed", "fsspec", "httpx", "lxml", "prefect", "pyarrow",
    "pydantic", "scrapy", "twisted", "warcio", "yaml",
}  # fmt: skip


@pytest.mark.parametrize("command", ["parse", "ingest"])
def test_reading_one_text_imports_nothing_heavy(tmp_path: Path, report: Path, command: str) -> None:
    code = (
        "import sys, flows.cli\n"
        "try:\n    flows.cli.main()\n"
        "finally:\n    print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, command, str(report), "--data", str(tmp_path / "data")],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    imported = set(ast.literal_eval(done.stderr.splitlines()[-1]))
    assert "parsers" in imported
    assert not imported & HEAVY


def test_parse_prints_one_record_a_line(tmp_path: Path, report: Path) -> None:
    done = process("parse", report, report, cwd=tmp_path)
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 2
    record = records[0]
    assert (record["schema"], record["kind"], record["source"]) == (1, "work_report", str(report))
    assert (record["delivered_date"], record["speaker"], record["speaker_role"]) == (
        "2021-01-20",
        "柳如川",
        "县长",
    )
    assert (record["review_year"], record["plan_year"]) == (2020, 2021)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.html", b""), ("binary.html", bytes(range(256)) * 40)],
    ids=["empty", "binary"],
)
def test_a_file_without_text_is_a_record_with_a_problem(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = fangzhi("parse", path, cwd=tmp_path)
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert record["kind"] == "other"
    assert record["completeness"] == "empty"
    assert record["problems"]
    assert name in one_line(done)


def test_a_file_name_is_the_title_if_the_text_has_none(tmp_path: Path) -> None:
    path = tmp_path / "青岫县政府工作报告_2021.txt"
    path.write_text(REPORT[REPORT.index("各位代表") :], "utf-8")
    done = fangzhi("parse", path, cwd=tmp_path)
    assert json.loads(done.stdout)["title"] == "青岫县政府工作报告"


def test_ingest_keeps_a_document_once(tmp_path: Path, report: Path) -> None:
    first = process("ingest", report, "--json", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["new_documents"] == 1
    again = process("--json", "ingest", report, cwd=tmp_path)
    assert json.loads(again.stdout)["new_versions"] == 0
    db = sqlite3.connect(tmp_path / "data" / "archive.db")
    assert db.execute("SELECT count(*) FROM versions").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM captures").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM runs").fetchone() == (2,)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    assert process("verify", cwd=tmp_path).returncode == 0


def test_ingest_reports_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = fangzhi("ingest", "empty.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "empty.txt" in one_line(done)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SITE + "colour: red\n", "qingxiu.yaml:9: colour: unknown key"),
        (SITE.replace("family: trs", "family: nobody"), "qingxiu.yaml:4: family:"),
        ("name: [", "qingxiu.yaml:"),
        (SITE.replace("verified: 2026-01-01\n", ""), "fangzhi site check --unverified --sites"),
    ],
    ids=["unknown key", "unknown family", "no YAML", "none verified"],
)
def test_a_wrong_site_file_is_one_line_and_2(tmp_path: Path, text: str, message: str) -> None:
    folder = site_folder(tmp_path, text)
    done = fangzhi("nightly", "--sites", folder, cwd=tmp_path)
    assert done.returncode == 2
    assert message in one_line(done)
    assert not (tmp_path / "data").exists()


def test_a_site_that_does_not_answer_needs_a_person(tmp_path: Path) -> None:
    done = fangzhi("--quiet", "site", "new", "http://127.0.0.1:9/", "--sites", "new", cwd=tmp_path)
    assert done.returncode == 1
    assert "refused" in one_line(done)
    assert "LIST-ADDRESS" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_without_a_contact_nothing_is_crawled(tmp_path: Path) -> None:
    done = fangzhi("nightly", "--only", "shenhe", cwd=tmp_path)
    assert done.returncode == 3
    assert "fangzhi.toml: contact" in one_line(done)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "arguments",
    [("parse", "nothing.html"), ("ingest", "nothing.html"), ("nightly", "--only", "nowhere"), ("nightly", "--bogus"),
     ("serve",), ("nothing",), ("parse",)],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_one_line_and_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = fangzhi(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert one_line(done).startswith("fangzhi: ")
    assert not (tmp_path / "data").exists()


def test_a_call_without_a_command_is_the_help_and_2(tmp_path: Path) -> None:
    done = fangzhi(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: fangzhi ")
    assert "(see " not in done.stderr


def test_a_data_folder_that_cannot_be_is_3(tmp_path: Path, report: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = fangzhi("ingest", report, "--data", tmp_path / "file" / "data", cwd=tmp_path)
    assert done.returncode == 3
    one_line(done)


def test_an_archive_of_a_newer_schema_is_3(tmp_path: Path, report: Path) -> None:
    fangzhi("ingest", report, cwd=tmp_path)
    db = sqlite3.connect(tmp_path / "data" / "archive.db")
    columns = [row[1] for row in db.execute("PRAGMA table_info(_sqlite_migrations)")]
    values = {"migration_set": "fangzhi", "name": "m9999_from_the_future", "applied_at": "2030-01-01"}
    names = [name for name in columns if name in values]
    marks = ", ".join("?" * len(names))
    db.execute(
        f"INSERT INTO _sqlite_migrations ({', '.join(names)}) VALUES ({marks})", [values[n] for n in names]
    )
    db.commit()
    db.close()
    for command in (("ingest", report), ("verify",), ("status",), ("serve", "--port", "0")):
        done = fangzhi(*command, cwd=tmp_path)
        assert done.returncode == 3, command
        assert "newer" in one_line(done)


def test_a_port_in_use_is_3(tmp_path: Path, report: Path) -> None:
    fangzhi("ingest", report, cwd=tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = fangzhi("serve", "--port", port, cwd=tmp_path)
    assert done.returncode == 3
    assert str(port) in one_line(done)


def test_parse_explain_lists_the_numbers_that_are_not_figures(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    head = "云溪区2021年政府工作报告\n各位代表：\n我代表区人民政府向大会报告工作，请予审议。\n一、2020年工作回顾\n"
    path.write_text(head + "地区生产总值增长5.1%，居全市第2。推动38个小区新通燃气。", "utf-8")
    record = json.loads(fangzhi("parse", "--explain", path, cwd=tmp_path).stdout)
    assert record["numbers"]["read"] == 1
    left_out = {row["text"]: row for row in record["left_out"]}
    assert left_out["2"]["rule"] == "a rank"
    gas = left_out["38"]
    assert gas["clause"] == "推动38个小区新通燃气" and gas["rule"]
    assert record["text"][gas["start"] : gas["end"]] == "38"
