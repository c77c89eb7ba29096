"""A night reads the next batch while it stores the one before."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from archive.store import Reading
from flows.pipeline.readers import reading
from flows.pipeline.readers.reading import Readers
from flows.pipeline.storing import Storing
from tests.support import oldsite
from tests.support.archive import rows
from tests.support.nights import night


@pytest.mark.ci
def test_a_batch_is_stored_while_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = [threading.Event() for _ in range(10)]
    read, store = Readers.read, Storing._store
    batches: list[str] = []
    stored: list[str] = []

    def reads(self: Readers, batch: Sequence[Reading]) -> Any:
        batches.append(batch[0].url)
        begun[len(batches) - 1].set()
        return read(self, batch)

    def stores(self: Storing, batch: Sequence[Reading], found: Any) -> None:
        if len(stored) < 2:  # not the last of the three
            assert begun[len(stored) + 1].wait(120), "the next batch is not being read"
        stored.append(batch[0].url)
        store(self, batch, found)

    monkeypatch.setattr(reading, "BATCH", 1)
    monkeypatch.setattr(Readers, "read", reads)
    monkeypatch.setattr(Storing, "_store", stores)
    monkeypatch.setattr(oldsite, "YEARS", range(2018, 2021))
    (tmp_path / "data").mkdir()
    with oldsite.served(oldsite.site()) as served:
        sites = served.write(tmp_path / "sites")
        for path in sites.glob("*.yaml"):
            path.write_text(f"{path.read_text('utf-8')}verified: 2026-11-01\n", "utf-8")
        night(tmp_path / "data", sites)
    assert stored == batches
    assert len(batches) == len(rows(tmp_path / "data", "SELECT id FROM versions")) == 3
