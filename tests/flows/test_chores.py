"""The flows beside the night: what they take, what they refuse, what a person reads of them, how they are served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from prefect.exceptions import ParameterTypeError

from flows.commands.health import checked
from flows.commands.reparse import read_again
from flows.output import Output
from flows.prefect_flows import artifacts, maintenance, schedule
from tests.support.archive import REPORT, Night, take_all

QUIET = Output(quiet=True)


@pytest.mark.parametrize(
    ("flow", "given"),
    [
        (maintenance.backfill, {"site": "a", "years": "soon"}),
        (maintenance.backfill, {"site": "", "years": "2020"}),
        (maintenance.backfill, {"site": "a", "years": "2020", "source": "memory"}),
        (maintenance.backfill, {"years": "2020"}),
        (maintenance.reparse, {"processes": 0}),
        (maintenance.verify, {"data": 3}),
        (maintenance.publish, {}),
    ],
)
def test_wrong_parameters_are_refused(flow: Any, given: dict[str, Any]) -> None:
    with pytest.raises((ParameterTypeError, TypeError)):
        flow.validate_parameters({**_defaults(flow), **given})


@pytest.mark.parametrize(
    ("flow", "given"),
    [
        (maintenance.backfill, {"site": "a", "years": "2012-2014,2020", "source": "wayback"}),
        (maintenance.reparse, {"site": None, "processes": 2}),
        (maintenance.verify, {"data": "some/folder"}),
        (maintenance.publish, {"out": "public", "captures": False}),
    ],
)
def test_right_parameters_are_taken(flow: Any, given: dict[str, Any]) -> None:
    taken = flow.validate_parameters({**_defaults(flow), **given})
    assert isinstance(taken["data"], Path)


def _defaults(flow: Any) -> dict[str, Any]:
    known = flow.parameters.properties
    return {name: schema["default"] for name, schema in known.items() if "default" in schema}


def test_all_five_are_served_the_night_alone_on_a_schedule(tmp_path: Path) -> None:
    night = {"only": ["yunxi"], "everything": False, "crawlers": "crawl/crawl"}
    served = {d.name: d for d in schedule.deployments(tmp_path, None, "30 1 * * *", night)}
    assert set(served) == {"nightly", "backfill", "reparse", "verify", "publish"}
    assert [name for name, one in served.items() if one.schedules] == ["nightly"]
    assert {name: served["nightly"].parameters[name] for name in night} == night
    for one in served.values():
        assert one.parameters["data"] == str(tmp_path)
        assert set(one.parameters) <= set(one._parameter_openapi_schema.properties)
        assert all(schema.get("description") for schema in one._parameter_openapi_schema.properties.values())


def test_pages_for_people(tmp_path: Path) -> None:
    with Night(tmp_path, 1) as night:
        night.get(REPORT, "云溪区政府工作报告")
    take_all(tmp_path)
    assert artifacts.verified(checked(tmp_path, QUIET)).startswith("# 0 damaged")
    again = artifacts.read_again(read_again(tmp_path, None, QUIET, site=None, processes=1))
    assert again.startswith("# 0 captures read again") or "captures read again" in again
    warc = next((tmp_path / "warc").iterdir())
    warc.write_bytes(warc.read_bytes()[:-40] + bytes(40))
    damaged = checked(tmp_path, QUIET)
    page = artifacts.verified(damaged)
    assert page.startswith(f"# {len(damaged['damaged'])} damaged")
    assert len(damaged["damaged"]) >= 1
    assert warc.name.replace("_", "\\_") in page
