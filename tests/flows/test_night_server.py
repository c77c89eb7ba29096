"""The Prefect server of a night that names none: when it is started, and that it never outlives its night."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from flows.errors import CouldNotRunError
from flows.prefect_flows import night_server, settings

NIGHT = """
import json, os, sys
from pathlib import Path
from flows.prefect_flows import night_server, settings
data = Path(sys.argv[1])
settings.prepare(data)
home = settings.home_of(data)
if sys.argv[2] == "fresh":
    import prefect
process = night_server.start(home)
night_server.wait(process, home)
print(json.dumps([process.pid, os.environ["PREFECT_API_URL"]]), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(settings.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    home = settings.home_of(tmp_path / "data")
    monkeypatch.setenv("PREFECT_HOME", str(home))
    home.mkdir(parents=True)
    return home


def test_a_night_starts_its_own_server_only_where_nothing_can_name_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.names_no_server(home)
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'a'\n", "utf-8")
    assert settings.names_no_server(home)
    for name, words in (
        ("prefect.toml", "[api]\nurl = 'http://a/api'\n"),
        (".env", "PREFECT_API_URL=http://a/api\n"),
        ("pyproject.toml", "[tool.prefect.api]\nurl = 'http://a/api'\n"),
        ("data/.prefect/profiles.toml", "active = 'a'\n"),
    ):
        (tmp_path / name).write_text(words, "utf-8")
        assert not settings.names_no_server(home), name
        (tmp_path / name).unlink()
    with monkeypatch.context() as patch:
        patch.setenv("PREFECT_HOME", "/elsewhere")
        assert not settings.names_no_server(home)
    monkeypatch.setenv(settings.VARIABLE, "http://a/api")
    assert not settings.names_no_server(home)
    assert night_server.start(home) is None


def test_a_server_that_ended_at_once_is_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        socket.socket() as deaf,  # bound, so that nobody else takes the port, and never listening
        subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.PIPE) as process,
    ):
        deaf.bind(("127.0.0.1", 0))
        monkeypatch.setenv(settings.VARIABLE, f"http://127.0.0.1:{deaf.getsockname()[1]}/api")
        with pytest.raises(CouldNotRunError, match=r"server\.log says why"):
            night_server.wait(process, home)
    assert settings.VARIABLE not in os.environ


def test_migrations_are_looked_for_unless_the_same_release_left_the_database(home: Path) -> None:
    assert not night_server.is_migrated(home)
    db = sqlite3.connect(home / "prefect.db")
    db.execute("CREATE TABLE alembic_version (version_num)")
    db.execute("INSERT INTO alembic_version VALUES ('a')")
    db.commit()
    assert not night_server.is_migrated(home)
    night_server.remember_migrated(home)
    assert night_server.is_migrated(home)
    db.execute("UPDATE alembic_version SET version_num = 'b'")
    db.commit()
    db.close()
    assert not night_server.is_migrated(home)
    night_server.remember_migrated(home)
    (home / "prefect.db").write_bytes(b"not a database" * 100)
    assert not night_server.is_migrated(home)
    (home / "prefect.db").unlink()
    assert not night_server.is_migrated(home)


@pytest.mark.parametrize(
    "name",
    [
        "PREFECT_SERVER_DATABASE_CONNECTION_URL",
        "PREFECT_API_DATABASE_CONNECTION_URL",
        "PREFECT_SERVER_DATABASE_HOST",
    ],
)
def test_a_database_that_the_environment_names_is_not_taken_for_migrated(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with sqlite3.connect(home / "prefect.db") as db:
        db.execute("CREATE TABLE alembic_version (version_num)")
        db.execute("INSERT INTO alembic_version VALUES ('a')")
    db.close()
    night_server.remember_migrated(home)
    with monkeypatch.context() as patch:
        patch.setenv(name, "elsewhere")
        assert not night_server.is_migrated(home)
        (home / "migrated").unlink()
        night_server.remember_migrated(home)  # of the other database
    assert not night_server.is_migrated(home)


@pytest.mark.ci
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["copy", "fresh"])
def test_a_killed_night_leaves_no_server(tmp_path: Path, kind: str) -> None:
    lock = tmp_path / "lock"
    with lock.open("w") as held, _night(tmp_path, kind, pass_fds=(held.fileno(),)) as night:
        assert night.stdout
        line = night.stdout.readline()
        pid, url = json.loads(line)
        with urllib.request.urlopen(f"{url}/health", timeout=300) as answer:
            assert answer.read() == b"true"
        assert night_server.is_migrated(settings.home_of(tmp_path / "data"))
        arguments = Path(f"/proc/{pid}/cmdline").read_text("utf-8")
        assert ("prefect_flows.night_server\0" in arguments) == (kind == "fresh")
        assert str(lock) not in _open_files(pid)
        watch = os.pidfd_open(pid)
        night.send_signal(signal.SIGKILL)
    assert select.select([watch], [], [], 300)[0], "the server has not ended"
    os.close(watch)


@pytest.mark.ci
@pytest.mark.timeout(900)
def test_a_night_whose_children_leave_no_exit_code_ends_its_server(tmp_path: Path) -> None:
    with _night(
        tmp_path, "copy", before="import signal\nsignal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
    ) as night:
        _, errors = night.communicate(timeout=300)
    assert (night.returncode, errors) == (0, b"")


def _open_files(pid: int) -> set[str]:
    found = set()
    for one in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since it was listed
            found.add(str(one.readlink()))
    return found


def _night(
    tmp_path: Path, kind: str, before: str = "", pass_fds: tuple[int, ...] = ()
) -> subprocess.Popen[bytes]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return subprocess.Popen(
        [sys.executable, "-c", before + NIGHT, str(tmp_path / "data"), kind], cwd=tmp_path, pass_fds=pass_fds,
        env=env | {"PYTHONPATH": str(Path.cwd())},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
