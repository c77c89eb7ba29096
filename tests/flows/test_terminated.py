"""`nightly` ends soon after SIGTERM, even while a site keeps a crawl waiting."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.processes import until_none_works_in

FANGZHI = str(Path(sys.executable).with_name("fangzhi"))


@pytest.mark.ci
def test_a_night_ends_soon_after_sigterm_with_its_crawls(tmp_path: Path, engine: Mapping[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(300)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        sites, data = tmp_path / "sites", tmp_path / "data"
        sites.mkdir()
        data.mkdir()
        (sites / "silent.yaml").write_text(
            f"name: 澄江区人民政府\nhomepage: {address}\nfamily: plain\nlists:\n  - url: {address}\n"
            "allow_private: true\nverified: 2026-11-01\nevidence: [invented]\n",
            encoding="utf-8",
        )
        (data / "fangzhi.toml").write_text('contact = "a@example.org"\n[crawl]\ntimeout = 3600.0\n')
        command = subprocess.Popen(
            [FANGZHI, "nightly", "--data", str(data), "--sites", str(sites)],
            env=dict(engine), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            asked, _ = silent.accept()
            command.terminate()
            command.wait(200)  # 3 s on an idle machine; the site would keep the crawl waiting for an hour
            until_none_works_in(data)
            asked.close()
        finally:
            command.kill()
            command.wait()
