"""Hostile documents: each gives a record or fails within its limits, and a good document after it is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from flows.commands.parse import Given, line_of
from flows.pipeline.readers.isolation.limits import DEFAULT, Limits
from flows.pipeline.readers.isolation.messages import Failed
from flows.pipeline.readers.isolation.process import Isolated
from tests.support.hostile import SLOW, documents
from tests.support.hostile.samples import GOOD

pytestmark = pytest.mark.ci
GROUPS = {
    "t": "text",
    "m": "Markdown",
    "h": "HTML",
    "e": "encodings",
    "d": "Word",
    "p": "PDF",
    "o": "other bytes",
}
GIVEN = Given(None, None, None, False)


@pytest.fixture(scope="module")
def worker() -> Iterator[Isolated]:
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("PATH", "/nowhere")  # no LibreOffice
        one = Isolated()
    yield one
    one.close()


@pytest.mark.parametrize("group", GROUPS, ids=GROUPS.get)
def test_each_gives_a_record_and_the_next_one_is_read(group: str, worker: Isolated, tmp_path: Path) -> None:
    chosen = [(name, data) for name, data in documents() if name[0] == group and name not in SLOW]
    assert len(chosen) > 10
    for name, data in chosen:
        result = read(worker, tmp_path, name, data, Limits(cpu_seconds=15))
        assert not isinstance(result, Failed), (name, result)
        record = json.loads(result)
        assert record["text"] or record["problems"], name
        assert "reader_failed" not in {problem["code"] for problem in record["problems"]}, (name, record)


@pytest.mark.soak
def test_the_slow_ones_stay_within_their_limits(worker: Isolated, tmp_path: Path) -> None:
    slow = {name: data for name, data in documents() if name in SLOW}
    assert set(slow) == set(SLOW)
    for name, data in slow.items():
        result = read(worker, tmp_path, name, data, DEFAULT)
        assert not isinstance(result, Failed) or "seconds of CPU" in result.why or "MB" in result.why, name


def read(worker: Isolated, folder: Path, name: str, data: bytes, limits: Limits) -> str | Failed:
    """What is printed for a document; the good one behind it must be read as ever."""
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(GOOD, "utf-8")
    paths = [folder / name, folder / "good.txt"]
    first, good = worker.run(partial(line_of, GIVEN), paths, limits)
    assert not isinstance(good, Failed), name
    assert '"value": 450' in good.text, name
    return first if isinstance(first, Failed) else first.text
