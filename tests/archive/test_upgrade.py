"""An archive of release 0.1 opens in this one: copied first, upgraded at once, at the same addresses.

`archive-0.1/` is the demo's archive as release 0.1 (commit f755f7a) left it after three nights.
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database

from archive.database.lock import Lock
from archive.database.schema import migrations
from archive.store import Archive
from archive.verify import Tally, verify
from flows.cli import cli
from flows.commands.reparse import read_again
from flows.errors import CouldNotRunError
from flows.output import Output
from tests.support.archive import rows
from tests.support.browsing import browsing

OLD = Path(__file__).parent / "archive-0.1"
IDS = """
    SELECT 'page', id, url FROM pages UNION ALL SELECT 'document', id, key FROM documents UNION ALL
    SELECT 'version', id, page_id || ' ' || number || ' ' || content_sha256 || ' ' || cause FROM versions
    UNION ALL SELECT 'capture', id, url || ' ' || fetched_at || ' ' || outcome FROM captures ORDER BY 1, 2
"""
PASSAGES = 'SELECT id, version_id, start, "end", text FROM passages ORDER BY id'


@pytest.fixture
def old(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    shutil.copytree(OLD / "warc", data / "warc")
    (data / "archive.db").write_bytes(gzip.decompress((OLD / "archive.db.gz").read_bytes()))
    return data


def addresses(data: Path) -> Iterator[str]:
    """Yield the permanent addresses of release 0.1: every document, capture, version and passage."""
    for number, start, end in rows(data, 'SELECT version_id, start, "end" FROM passages ORDER BY id'):
        yield f"/version/{number}?at={start}-{end}"
    for table, path in (("documents", "document"), ("captures", "capture"), ("versions", "version")):
        for (number,) in rows(data, f"SELECT id FROM {table} ORDER BY id"):
            yield f"/{path}/{number}"


def test_it_keeps_every_id_and_passes_verify(old: Path) -> None:
    before = rows(old, IDS)
    with Archive.open(old, holder="test") as archive:
        assert migrations.pending(archive.db) == []
    assert rows(old, IDS) == before
    assert list(verify(old, Tally())) == []
    (copy,) = old.glob("archive.db.before-*")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute(IDS).fetchall() == before


def test_it_answers_at_the_same_addresses(old: Path) -> None:
    given_out = list(addresses(old))
    said = rows(old, PASSAGES)
    assert len(given_out) > 200
    with Archive.open(old, holder="test"):
        pass
    with browsing(old) as (get, _):
        for address in given_out:
            assert get(address).status_code == 200, address
    assert rows(old, PASSAGES) == said


def test_reading_again_gives_figures_and_no_edit(old: Path) -> None:
    edited = "SELECT count(*) FROM versions WHERE cause = 'edited'"
    figures = "SELECT count(*) FROM indicators"
    divisions = "SELECT DISTINCT division_code FROM documents ORDER BY 1"
    before, count, known = rows(old, edited), rows(old, figures)[0][0], rows(old, divisions)
    summary = read_again(old, None, Output(quiet=True), site=None, processes=1)
    assert summary["read_again"] > 0 and summary["damaged"] == []
    assert rows(old, edited) == before
    assert rows(old, figures)[0][0] >= count
    # The demo's site files are not there: the archive stores of each site which division it is of.
    assert summary["without_site_file"] == ["cangling", "chengyu", "qingxiu", "tangpu"]
    assert rows(old, divisions) == known
    assert rows(old, "SELECT count(*) FROM ledger_indicators")[0][0] > 100
    assert list(verify(old, Tally())) == []


def test_an_archive_of_the_schema_before_this_one_is_copied_and_upgraded(tmp_path: Path) -> None:
    indexes = "SELECT name FROM sqlite_master WHERE name IN ('captures_record', 'indicators_code') ORDER BY 1"
    merging = "SELECT k, v FROM passages_fts_config WHERE k IN ('automerge', 'hashsize') ORDER BY k"
    db = Database(tmp_path / "archive.db", execute_plugins=False)
    migrations.apply(db, stop_before="unneeded_index")
    db.close()
    assert len(rows(tmp_path, indexes)) == 2
    with Archive.open(tmp_path, holder="test") as archive:
        assert migrations.pending(archive.db) == []
        (plan,) = archive.db.execute(
            "EXPLAIN QUERY PLAN SELECT 1 FROM captures WHERE record_id = 'a' AND url = 'b' AND fetched_at = 'c'"
        ).fetchall()
        (series,) = archive.db.execute(
            "EXPLAIN QUERY PLAN SELECT 1 FROM ledger_indicators WHERE indicator = 'gdp' AND measure = 'growth'"
        ).fetchall()
    assert "USING INDEX captures_url (url=? AND fetched_at=?)" in plan[3]
    assert "(indicator=? AND measure=?)" in series[3]
    assert rows(tmp_path, indexes) == []
    assert rows(tmp_path, merging) == [("automerge", 8), ("hashsize", 1 << 24)]
    assert [path.name for path in tmp_path.glob("archive.db.before-*")] == [
        "archive.db.before-unneeded_index"
    ]


DELAYS = (0.0, 0.0, 0.05, 0.1, 0.2, 0.3, 0.5)


@pytest.mark.ci
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_one(old: Path, tmp_path: Path) -> None:
    before = rows(old, IDS)
    code = "import pathlib, sys; from archive.store import Archive; Archive.open(pathlib.Path(sys.argv[1]), 'test')"
    pristine = tmp_path / "pristine"
    shutil.copytree(old, pristine)
    upgraded = 0
    for delay in DELAYS:
        shutil.rmtree(old)
        shutil.copytree(pristine, old)
        # Killed `delay` seconds after the copy of the archive appears, while the upgrade is running.
        with subprocess.Popen(
            [sys.executable, "-c", code, str(old)], cwd=Path(__file__).parents[2]
        ) as process:
            until = time.monotonic() + 300
            while not any(old.glob("archive.db.before-*")) and time.monotonic() < until:
                assert process.poll() is None or any(old.glob("archive.db.before-*"))
                time.sleep(0.002)
            time.sleep(delay)
            process.kill()
        assert rows(old, IDS) == before
        with closing(sqlite3.connect(old / "archive.db")) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            done = db.execute(
                "SELECT count(*) FROM _sqlite_migrations WHERE name = 'figure_units'"
            ).fetchone()[0]
        upgraded += done
        with Archive.open(old, holder="test") as archive:
            assert migrations.pending(archive.db) == []
        assert rows(old, IDS) == before
    assert upgraded < len(DELAYS)  # at least one kill came before the upgrade was complete


@pytest.mark.parametrize(
    "command", [["status"], ["verify"], ["export", "--format", "jsonl", "OUT"], ["publish", "OUT"]]
)
def test_a_command_that_only_reads_upgrades_it_too(command: list[str], old: Path, tmp_path: Path) -> None:
    before = rows(old, IDS)
    line = [str(tmp_path / "out") if word == "OUT" else word for word in command]
    done = CliRunner().invoke(cli, [*line, "--data", str(old)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    assert done.exit_code == 0, done.output
    assert ("the ledgers were not compared" in done.output) == (command == ["verify"])
    assert len(list(old.glob("archive.db.before-*"))) == 1
    assert rows(old, IDS) == before


def test_while_another_command_writes_it_a_reader_says_so(old: Path) -> None:
    before = (old / "archive.db").read_bytes()
    lock = Lock(old, "a night")
    try:
        done = CliRunner().invoke(cli, ["status", "--data", str(old)])
    finally:
        lock.release()
    assert isinstance(done.exception, CouldNotRunError)
    assert "older release, and the archive is being written by a night" in str(done.exception)
    assert (old / "archive.db").read_bytes() == before
