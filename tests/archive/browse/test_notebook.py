"""docs/panel.ipynb: its cells run, on an exported panel, in an environment with only pandas and DuckDB."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.database.dictionary import tables
from archive.export.tables import export
from tests.support.browse_sample import build

NOTEBOOK = Path(__file__).parents[3] / "docs" / "panel.ipynb"
# As a newcomer's `pip install pandas duckdb` gives them; not among our own dependencies, being 150 MB large.
PACKAGES = ("pandas==3.1.1", "duckdb==2.0.1")
RUN = """
import json, sys
names = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), "cell", "exec"), names)
print(names["table"].to_csv())
"""


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def test_the_notebook_names_only_columns_that_exist_and_stores_no_output() -> None:
    columns = {column.name for table in tables() if table.name == "panel" for column in table.columns}
    own = {"target", "estimate", "actual", "reached", "difference", "link", "results", "targets"}
    for cell in cells():
        source = "".join(cell["source"])
        compile(source, str(NOTEBOOK), "exec")
        assert cell["outputs"] == [] and cell["execution_count"] is None
        used = set(re.findall(r"(?:panel|whole|growth|levels|table|reported)\[\"(\w+)\"\]", source))
        assert used <= columns | own, used - columns - own


@pytest.mark.ci
def test_every_cell_runs_with_pandas_and_duckdb_alone(tmp_path: Path) -> None:
    build(tmp_path)
    export(tmp_path, tmp_path / "panel.csv", "csv")
    uv = Path(sys.executable).with_name("uv")
    needs = [part for package in PACKAGES for part in ("--with", package)]
    done = subprocess.run(
        [uv, "run", "--no-project", "--isolated", "--quiet", *needs, "python", "-c", RUN, str(NOTEBOOK)],
        env={**os.environ, "FANGZHI_PANEL": str(tmp_path / "panel.csv")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=800,
    )
    assert done.returncode == 0, done.stderr
    assert "海东省临澜市云溪区,2020,7.0,,2.1,2.1,-4.9" in done.stdout, done.stdout
