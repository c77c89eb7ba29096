"""`fangzhi publish`: the folder is served by its own start script, with nothing but its requirements."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.database.schema import open_database
from archive.errors import MissingCapturesError
from archive.export import publish
from archive.search import indexing
from archive.warc.reader import captures
from flows.cli import cli
from flows.options import Common
from tests.support.browse_sample import build
from tests.support.browsing import browsing
from tests.support.ports import free_port
from tests.support.sample_pages import HOSTILE

# Datasette keeps connections to its own in-memory database open until the process ends.
pytestmark = [
    pytest.mark.ci,
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
    pytest.mark.xdist_group("publish"),  # one server for all
]

Get = Callable[[str], tuple[int, str]]
WITHDRAWN = "地区生产总值增长2.7%"
"""A clause that only the withdrawn copy contains."""


def withdraw(data: Path, page: int) -> None:
    with closing(open_database(data)) as writer, writer.conn:
        writer.conn.execute(
            "update pages set withdrawn_at = '2026-11-04T00:00:00Z', withdrawn_why = '误收' where id = ?",
            [page],
        )
        for (version,) in writer.conn.execute("select id from versions where page_id = ?", [page]).fetchall():
            indexing.index(writer, version)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample with a withdrawn page whose capture shares a WARC file with another capture."""
    folder = build(tmp_path_factory.mktemp("archive"))
    withdraw(folder, 3)
    warc = folder / "warc"
    with closing(sqlite3.connect(folder / "archive.db")) as db, db:
        files = dict(db.execute("select page_id, warc_file from captures where page_id in (3, 4)"))
        first = (warc / files[3]).read_bytes()
        (warc / files[3]).write_bytes(first + (warc / files[4]).read_bytes())
        db.execute(
            "update captures set warc_file = ?, warc_offset = warc_offset + ? where warc_file = ?",
            [files[3], len(first), files[4]],
        )
        db.execute("delete from warc_files where name = ?", [files[4]])
        (warc / files[4]).unlink()
        size = (warc / files[3]).stat().st_size
        db.execute("update warc_files set taken_to = ? where name = ?", [size, files[3]])
    (folder / "robots.txt").write_text("User-agent: *\nDisallow:\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("published") / "site"
    result = CliRunner().invoke(cli, ["publish", str(out), "--data", str(data), "--quiet"], obj=Common())
    assert result.exit_code == 0, result.output
    return out


def only_the_requirements(folder: Path, target: Path) -> Path:
    """Create a folder of links to only the distributions that requirements.txt names."""
    target.mkdir()
    for line in (folder / "requirements.txt").read_text(encoding="utf-8").splitlines():
        installed = distribution(line.partition("==")[0])
        for file in installed.files or ():
            top = target / file.parts[0]
            if file.parts[0] not in ("..", "__pycache__", "bin") and not top.exists():
                top.symlink_to(Path(str(installed.locate_file(file.parts[0]))))
    return target


@pytest.fixture(scope="module")
def get(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Get]:
    site = only_the_requirements(folder, tmp_path_factory.mktemp("python") / "site")
    port = free_port()
    bare = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    server = subprocess.Popen(
        [str(folder / "start.sh"), "--port", str(port)],
        cwd="/",
        env={"PATH": os.environ["PATH"], "PYTHON": str(bare), "PYTHONPATH": str(site)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )

    def fetch(path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{port}{urllib.parse.quote(path, safe='/?&=.-')}"
        try:
            with urllib.request.urlopen(address, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    deadline = time.monotonic() + 300
    while True:
        with contextlib.suppress(urllib.error.URLError):
            if fetch("/robots.txt")[0] == 200:
                break
        assert server.poll() is None, server.stderr and server.stderr.read()
        assert time.monotonic() < deadline, "the folder is not served"
        time.sleep(0.2)
    yield fetch
    server.terminate()
    server.communicate(timeout=120)


def test_the_folder_serves_the_pages(get: Get) -> None:
    for path, words in (
        ("/", "云溪区"),
        ("/search?q=渡口", "<mark>渡口</mark>"),
        ("/document/2", "林知秋"),
        ("/ledger?division=990102", "<svg"),
        ("/capture/7", "表格一格"),
        ("/capture/5", "7%以上"),  # its offset in the file differs from that in the archive
        ("/static/fangzhi.css", "{"),
        ("/archive/passages?_search=渡口", "渡口"),
        ("/robots.txt", "Disallow:\n"),
    ):
        status, body = get(path)
        assert status == 200 and words in body, path
    assert get("/capture/7?download")[1] == HOSTILE


def test_the_snapshot_is_immutable_and_reveals_no_path(get: Get, folder: Path) -> None:
    status, databases = get("/-/databases.json")
    assert status == 200 and '"is_mutable": false' in databases and '"hash": "' in databases
    for path in ("/-/databases.json", "/archive.json?sql=select+1", "/-/metadata.json", "/-/plugins.json"):
        assert str(folder.parent) not in get(path)[1], path
    assert get("/archive.json?sql=select * from pragma_database_list")[0] == 400
    assert get("/archive.json?sql=delete from versions")[0] == 400


def test_a_withdrawn_text_is_nowhere_in_the_folder(get: Get, folder: Path) -> None:
    status, page = get("/version/3")
    assert status == 200 and "误收" in page and WITHDRAWN not in page
    assert '"text": null' in get("/capture/3.json")[1]
    assert get("/capture/3?download")[0] == 404
    assert get("/compare/2/3")[0] == 404
    assert '"count": 0' in get("/search.json?q=2.7%")[1]
    assert '"count": 0' not in get("/search.json?q=2.1%")[1]
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        assert db.execute("select text from versions where id = 3").fetchone() == ("",)
        for (name,) in db.execute("select name from sqlite_master where rootpage > 0 and type = 'table'"):
            for row in db.execute(f'select * from "{name}"').fetchall():
                assert WITHDRAWN not in " ".join(map(str, row)), name
        db.execute("create virtual table temp.words using fts5vocab(main, passages_fts, row)")
        words = {word for (word,) in db.execute("select term from words")}
        assert "2.1" in words and "2.7" not in words
    kept = 0
    for path in sorted((folder / "warc").iterdir()):
        for capture in captures(path):
            kept += 1
            assert "zwgk/3.html" not in capture.url
    assert kept == 12


def test_no_file_contains_a_path_of_this_machine(folder: Path, data: Path) -> None:
    places = {str(data), str(folder.parent), str(Path.home()), str(Path(publish.__file__).parents[2])}
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for place in places - {"/", "/root"}:
                assert place.encode() not in content, (path, place)
    assert (folder / "Dockerfile").is_file() and not list(folder.rglob("__pycache__"))
    pins = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    assert all("==" in pin and "/" not in pin for pin in pins)


def test_without_captures_the_pages_say_so(data: Path, tmp_path: Path) -> None:
    made = publish.publish(data, tmp_path / "small", captures=False)
    assert (made.documents, made.withheld, made.warc_files) == (4, 1, 0)
    assert not (tmp_path / "small" / "warc").exists()
    with browsing(tmp_path / "small") as (get, _):
        assert "未附原始抓取" in get("/capture/4").text
        assert get("/capture/4?download").status_code == 404


def test_an_existing_folder_is_left_alone(data: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["publish", str(tmp_path), "--data", str(data)], obj=Common(), standalone_mode=False
    )
    assert type(result.exception).__name__ == "WrongUsageError"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_missing_warc_file_is_reported(tmp_path: Path) -> None:
    data = build(tmp_path / "data")
    next((data / "warc").iterdir()).unlink()
    with pytest.raises(MissingCapturesError, match="is missing"):
        publish.publish(data, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.ci
def test_one_setting_on_the_command_line_keeps_the_others(folder: Path) -> None:
    options = ["--setting", "base_url", "/fz/", "--get"]
    for start in ([str(folder / "start.sh")], [sys.executable, "-m", "datasette", "serve", str(folder)]):
        done = subprocess.run(
            [*start, *options, "/fz/-/settings.json"],
            env={**os.environ, "PYTHON": sys.executable},
            capture_output=True,
            text=True,
            timeout=300,
        )
        settings = json.loads(done.stdout)
        assert settings["base_url"] == "/fz/" and settings["allow_download"] is False, start
        if start[0].endswith("start.sh"):
            assert settings["num_sql_threads"] == 4 and settings["suggest_facets"] is False
        done = subprocess.run(
            [*start, *options, "/fz/archive.db"],
            env={**os.environ, "PYTHON": sys.executable},
            capture_output=True,
            timeout=300,
        )
        assert b"SQLite format" not in done.stdout, start


def test_a_published_folder_has_its_configured_address(data: Path, tmp_path: Path) -> None:
    publish.publish(data, tmp_path / "out", captures=False, public_url="https://archive.example/fz/")
    done = subprocess.run(
        [str(tmp_path / "out" / "start.sh"), "--get", "/fz/new.atom"],
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert 'href="https://archive.example/fz/document/' in done.stdout
