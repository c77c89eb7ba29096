"""Fixtures that the tests of nights share."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

import pytest

from tests.support.command_line import fangzhi, report
from tests.support.engine import prefect_server

__all__ = ["engine", "fangzhi", "report"]


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """An environment with the address of a Prefect server: each night would start its own, in 10 s."""
    with prefect_server(tmp_path_factory.mktemp("prefect")) as env:
        yield {**os.environ, **env}
