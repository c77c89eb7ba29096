"""The morning report is sent where the operator reads it; a failing channel never stops the night."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive.queries.night_facts import Standing
from archive.store import Archive
from flows.output import Output
from flows.pipeline import notify
from flows.pipeline.morning_report import Morning, News
from flows.pipeline.notify import Notify
from spiders.config.settings import SettingsError
from tests.support.archive import rows

# apprise 1.13 imports imghdr if Python still has it.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NEWS = News("challenged", "yunxi", None, "challenged: status 412")
BUSY = Morning(7, 1, (NEWS,), Standing(issues=(1,)))
QUIET = Morning(8, 1, (), Standing())


class Webhook(BaseHTTPRequestHandler):
    """Keeps what is posted to it; the answer is the server's `status`."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posted.append(json.loads(body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Listener(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Webhook)
        self.posted: list[dict[str, Any]] = []
        self.status = 200

    @property
    def url(self) -> str:
        return f"json://user:secret@127.0.0.1:{self.server_port}/hook"


@pytest.fixture
def webhook() -> Iterator[Listener]:
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def deliver(folder: Path, morning: Morning, settings: Notify) -> list[str]:
    with closing(Archive.open(folder, holder="test")) as archive:
        run = archive.start_run("nightly", {"night": morning.run})
        return notify.deliver(archive, run, morning, settings, Output(quiet=True))


def open_issues(folder: Path) -> list[tuple[object, ...]]:
    return rows(folder, "SELECT code, about FROM issues WHERE closed_at IS NULL")


def test_the_complete_report_arrives(tmp_path: Path, webhook: Listener) -> None:
    assert deliver(tmp_path, BUSY, Notify(urls=(webhook.url,))) == []
    (posted,) = webhook.posted
    assert posted["title"] == "fangzhi: 1 thing to look at (run 7, 1 site visited)"
    assert posted["message"].splitlines() == BUSY.lines()


def test_a_night_without_news_is_sent_only_with_always(tmp_path: Path, webhook: Listener) -> None:
    deliver(tmp_path, QUIET, Notify(urls=(webhook.url,)))
    assert webhook.posted == []
    deliver(tmp_path, QUIET, Notify(urls=(webhook.url,), always=True))
    assert webhook.posted[0]["message"] == "no news (run 8, 1 site visited)"


def test_a_failing_channel_is_an_issue_and_heals(
    tmp_path: Path, webhook: Listener, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Notify(urls=(webhook.url, "nobody://knows"))
    webhook.status = 500
    lines = deliver(tmp_path, BUSY, settings)
    assert len(lines) == 2
    assert "did not take the message" in lines[0]
    assert "apprise does not know this kind of address" in lines[1]
    assert "secret" not in "".join(lines) + capsys.readouterr().err
    assert open_issues(tmp_path) == [("notification", "notify.urls 1"), ("notification", "notify.urls 2")]
    webhook.status = 200
    assert len(deliver(tmp_path, replace(BUSY, run=8), settings)) == 1
    assert open_issues(tmp_path) == [("notification", "notify.urls 2")]


def test_an_unreachable_server(tmp_path: Path, webhook: Listener) -> None:
    url = webhook.url
    webhook.socket.close()
    assert len(deliver(tmp_path, BUSY, Notify(urls=(url.replace(str(webhook.server_port), "1"),)))) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[notify]\nurl = []\n", "notify.url: unknown key"),
        ("[notify]\nurls = [1]\n", "notify.urls.0: "),
        ("[notify]\nweight = 3\n", "notify.weight: "),
    ],
)
def test_wrong_settings_are_one_line(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "fangzhi.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=message.replace(".", r"\.")):
        notify.load(tmp_path)


def test_settings(tmp_path: Path) -> None:
    assert notify.load(tmp_path) == Notify()
    (tmp_path / "fangzhi.toml").write_text('[notify]\nurls = ["json://localhost"]\nweight = 0.5\n', "utf-8")
    assert notify.load(tmp_path) == Notify(urls=("json://localhost",), weight=0.5)
