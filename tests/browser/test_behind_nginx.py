"""The pages behind nginx under a prefix: no request leaves it, of `serve` and of a published folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from archive.export.publish import publish
from tests.support.browse_sample import build
from tests.support.chromium import DESKTOP, MARKS, PAGES, Watched, follow
from tests.support.ports import free_port

pytestmark = MARKS
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
BEHIND = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    server {{
        listen 127.0.0.1:{port};
        location / {{ return 418; }}
        location /fz/ {{ proxy_pass http://127.0.0.1:{inner}; }}
    }}
}}
"""


@pytest.fixture
def behind_nginx(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The front page's address behind nginx under /fz/, of `serve` or of a published folder."""
    port, inner = free_port(), free_port()
    public = f"http://127.0.0.1:{port}/fz/"
    data = build(tmp_path / "data")
    if request.param == "serve":
        script = "from flows.cli import main; main()"
        command = [sys.executable, "-c", script, "serve", "--data", str(data), "--public-url", public]
    else:
        publish(data, tmp_path / "site")
        command = [str(tmp_path / "site" / "start.sh"), "--setting", "base_url", "/fz/"]
    (tmp_path / "nginx.conf").write_text(BEHIND.format(folder=tmp_path, port=port, inner=inner), "utf-8")
    nginx = subprocess.Popen(
        [NGINX, "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)], stderr=subprocess.DEVNULL
    )
    server = subprocess.Popen(
        [*command, "--port", str(inner)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHON": sys.executable},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 300
        while True:
            try:
                with urllib.request.urlopen(public, timeout=60):
                    break
            except OSError:
                assert time.monotonic() < deadline, "it does not answer"
                time.sleep(0.3)
        yield public
    finally:
        for process in (server, nginx):
            process.terminate()
            process.wait(120)


@pytest.mark.skipif(not Path(NGINX).exists(), reason="no nginx here: apt-get install nginx-light")
@pytest.mark.parametrize("behind_nginx", ["serve", "published folder"], indirect=True)
def test_behind_nginx_no_request_leaves_the_prefix(
    browser: Browser, behind_nginx: str, tmp_path: Path
) -> None:
    watched = Watched(browser, behind_nginx, "zh-CN", DESKTOP)
    page = watched.page
    seen: set[str] = set()
    for path in PAGES:
        answer = page.goto(behind_nginx + path.lstrip("/"))
        assert answer is not None and answer.status == 200, path
        links = page.evaluate(
            "[...document.querySelectorAll('a[href]')].map(a => new URL(a.getAttribute('href'), location).href)"
        )
        seen.update(link.partition("#")[0] for link in links if link.startswith("http://127.0.0.1"))
    assert not [link for link in seen if not link.startswith(behind_nginx)]
    for link in sorted(seen)[:: max(1, len(seen) // 60)]:
        # A bare JSON or CSV answer can't name an icon: the browser asks the host's root for one.
        if "download" in link or re.search(r"\?wacz$|\.(csv|json|atom|xlsx)\b|_size=max|/-/", link):
            continue
        answer = page.goto(link)
        assert answer is not None and answer.status == 200, link
    page.goto(f"{behind_nginx}search?q=渡口")
    follow(page.locator(".results a").first)
    assert page.url.startswith(f"{behind_nginx}version/")
    assert not watched.outside and not watched.errors
    watched.context.close()
    # The browser's own requests too, which no page event reports: its log has them all.
    logged = (tmp_path / "access.log").read_text("utf-8").splitlines()
    assert logged and not [line for line in logged if " /fz/" not in line]
