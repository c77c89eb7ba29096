"""Logs as JSON lines: what a log collector gets of a night."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.store import Archive
from flows import jsonlog
from tests.support.archive import HOST, REPORT, SITE, Night, read_all


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A stream that gets the process's log, as it was before afterwards."""
    root, before, level = logging.getLogger(), list(logging.getLogger().handlers), jsonlog.logger.level
    stream = io.StringIO()
    jsonlog.enable(stream)
    yield stream
    root.handlers[:] = before
    jsonlog.logger.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_on_request() -> None:
    assert not jsonlog.requested({})
    assert jsonlog.requested({"FANGZHI_LOG": "json"})


def test_each_capture_is_a_line_once(tmp_path: Path, stream: io.StringIO) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区地区生产总值增长7%。")
        night.fail(f"{HOST}/2.html", "challenged")
    with closing(Archive.open(tmp_path, holder="test")) as archive:
        run = archive.start_run("nightly", {})
        for path in archive.warc_files():
            archive.take_in(run, path)
        read_all(archive, run)
        last = jsonlog.captures(archive.db.conn, run, 0)
        assert jsonlog.captures(archive.db.conn, run, last) == last
    first, second = lines(stream)
    assert (first["level"], first["run"], first["site"], first["url"]) == ("info", run, SITE, REPORT)
    assert (second["level"], second["outcome"]) == ("warning", "challenged")


def test_a_page_cannot_forge_a_line(stream: io.StringIO) -> None:
    jsonlog.logger.info('title\n{"level": "error"}', extra={"site": "云溪"})
    (only,) = lines(stream)
    assert only["message"] == 'title\n{"level": "error"}'
    assert only["site"] == "云溪"


def test_an_exception_is_one_line(stream: io.StringIO) -> None:
    try:
        raise OSError("disk")
    except OSError:
        logging.getLogger("another").exception("it broke")
    (only,) = lines(stream)
    assert "OSError: disk" in str(only["exception"])
