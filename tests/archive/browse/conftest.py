"""The sample archive and a client for its pages, one of each for a test module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browse_sample import build
from tests.support.browsing import Get, browsing


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def get(data: Path) -> Iterator[Get]:
    with browsing(data) as (fetch, _):
        yield fetch
