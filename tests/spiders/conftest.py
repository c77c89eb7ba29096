"""A running web farm for each module that crawls it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.farm import Farm, farm


@pytest.fixture(scope="module")
def served(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Farm]:
    with farm(shared, tmp_path_factory.mktemp("farm")) as running:
        yield running
