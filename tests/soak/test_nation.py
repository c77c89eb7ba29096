"""The short form of the nation: a dozen hosts, the whole way, beside the bare spider."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.soak
@pytest.mark.shared
@pytest.mark.farm
@pytest.mark.xdist_group("soak")
@pytest.mark.timeout(400)
def test_a_dozen_hosts(tmp_path: Path, shared: Path) -> None:
    command = [
        sys.executable, "-m", "benchmarks.nation", str(tmp_path / "nation"),
        "--hosts", "12", "--reports", "4", "--delay", "0",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=380)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    first, quiet, bare = summary["first crawl"], summary["quiet night"], summary["bare spider"]
    assert (first["exit code"], quiet["exit code"]) == (0, 0)
    assert first["documents"] == quiet["documents"] == quiet["versions"] == 12 * 4
    assert summary["new versions on the quiet night"] == 0
    # No more than robots.txt, the list pages and the known pages, and the rival asks for the same.
    assert quiet["requests"] <= first["requests"] == bare["requests"]
    assert quiet["memory peak MB"] < 1500
