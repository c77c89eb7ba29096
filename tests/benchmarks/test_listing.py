"""The benchmark of list pages reads all rows of each page that it times."""

from __future__ import annotations

from benchmarks.listing import ROWS, measured, pages


def test_every_page_of_the_benchmark_is_read_whole() -> None:
    assert {name: read() for name, read in pages().items()} == dict.fromkeys(pages(), ROWS)


def test_every_reader_is_measured() -> None:
    assert set(measured(1)) == set(pages())
