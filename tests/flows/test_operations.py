"""docs/operations.md documents every count, setting, issue code and kind of news, and the files it names exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import get_args

import pytest
import yaml
from pydantic import BaseModel

from archive.queries.run_summary import COUNTS
from flows.pipeline.morning_report import Kind
from flows.pipeline.notify import Notify
from spiders.config.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")


@pytest.mark.parametrize("name", COUNTS)
def test_every_count_has_its_sql(name: str) -> None:
    assert f"| `{name}` |" in TEXT
    assert f"`{COUNTS[name]}`" in TEXT


def keys(model: type[BaseModel], table: str = "") -> list[str]:
    found = []
    for name, field in model.model_fields.items():
        inner = [part for part in (field.annotation, *get_args(field.annotation)) if isinstance(part, type)]
        part = next((part for part in inner if issubclass(part, BaseModel)), None)
        found += keys(part, name) if part else [f"{table} {name}".strip()]
    return found


@pytest.mark.parametrize("key", [*(k for k in keys(Settings) if k != "notify"), *keys(Notify, "notify")])
def test_every_setting_is_documented(key: str) -> None:
    *table, name = key.split()
    row = rf"\| (`\[{table[0]}\]` )?.*`{name}`" if table else rf"\| `{name}`"
    assert re.search(row, TEXT)


def test_every_issue_code_is_documented() -> None:
    sources = "".join(
        path.read_text("utf-8") for folder in ("archive", "flows") for path in (ROOT / folder).rglob("*.py")
    )
    codes = set(re.findall(r'open_issue\([^"()]*"([a-z_]+)"', sources))
    codes |= set(re.findall(r'Unread\("([a-z_]+)"', sources))
    codes |= set(
        re.findall(
            r'^(?:FAILED_CRAWL|LEFT_ALONE|SITE_FILE|ASSERTION|CRAWL_PROBLEM|COLUMN_UNKNOWN|ISSUE)\b.*"(.+)"',
            sources,
            re.M,
        )
    )
    assert len(codes) >= 9
    assert [code for code in sorted(codes) if f"| `{code}` |" not in TEXT] == []


def test_every_kind_of_news_is_documented() -> None:
    assert [kind for kind in get_args(Kind) if f"`{kind}`" not in TEXT] == []


def test_named_files_exist() -> None:
    for name in re.findall(r"`((?:ops|tests)/[\w./*-]+)`", TEXT):
        assert list(ROOT.glob(name)), name


def test_work_pool_deployments_are_the_flow_s() -> None:
    deployments = {
        one["name"]: one for one in yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))["deployments"]
    }
    assert set(deployments) == {"nightly", "backfill", "reparse", "verify", "publish", "crawl"}
    for deployment in deployments.values():
        path, name = deployment["entrypoint"].split(":")
        assert f"def {name}(" in (ROOT / path).read_text("utf-8")
    (schedule,) = deployments["nightly"]["schedules"]
    assert schedule["timezone"] == "Asia/Shanghai"
    # A crawl writes its own WARC files; only one process at a time writes the archive.
    assert [name for name, one in deployments.items() if "concurrency_limit" not in one] == ["crawl"]


def test_the_backup_is_plain_shell() -> None:
    subprocess.run(["sh", "-n", str(ROOT / "ops" / "backup.sh")], check=True)
