"""`site check --unverified` over the bundled files, against a farm on loopback that answers for all their hosts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from spiders.config import sitefile
from tests.flows.test_site_command import ROOT, tree
from tests.support import oldsite
from tests.support.processes import until_none_works_in
from tests.support.serving import in_thread

# Every host name of the bundled files leads to an address that is connected to the farm's port instead.
HOOK = """
import json, os, socket
hosts, port = json.loads(os.environ["FARM_HOSTS"]), int(os.environ["FARM_PORT"])
lookup, connect = socket.getaddrinfo, socket.socket.connect_ex
def getaddrinfo(host, service, *more, **named):
    name = host.decode() if isinstance(host, bytes) else host
    if name in hosts:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (hosts[name], int(service or 0)))]
    return lookup(host, service, *more, **named)
def connect_ex(self, address):
    if isinstance(address, tuple) and address[0].startswith("127.77."):
        address = ("127.0.0.1", port)
    return connect(self, address)
socket.getaddrinfo, socket.socket.connect_ex = getaddrinfo, connect_ex
"""
EXPECTED = {  # every other host answers that nothing is there
    "dingnan": "works",
    "shenhe": "works, no livelihood list",
    "glyszf": "works, no list of reports",
    "dongfeng": "incomplete",
    "lyxa": "moved",
    "naidong": "challenged",
    "nanan": "blocked",
    "shuicheng": "unreachable",
    "taobei": "changed platform",
    "kbs": "no reports found",
}
SITES = sitefile.load_folder(sitefile.shipped())
HOSTS = sorted({host for site in SITES.values() for host, _ in site.allowed_hosts()})


def column(years: range, folder: str, suffix: str, more: str = "") -> dict[str, str]:
    """A list page and its articles, by path."""
    pages = {}
    rows = ""
    for year in years:
        path = (
            f"{folder}{year}01/t{year}0115_{year}.html"
            if suffix == "html"
            else f"{folder}{year}01/{year:032x}.shtml"
        )
        body = oldsite.article(year, oldsite.report(year)).decode()
        pages[path] = (
            body
            if suffix == "html"
            else body.replace("TRS_Editor", "x").replace("<p>", "<ucapcontent><p>", 1)
        )
        rows += f'<li><a href="{path}">{oldsite.title(year)}</a><span>{year}-01-15</span></li>'
    return {**pages, "": f"<html><body><ul>{rows}</ul>{more}</body></html>"}


def pages_of(name: str) -> dict[str, str]:
    site = SITES[name]
    home = "<html><head><title>人民政府</title></head><body><a href='/zwgk/'>政务</a></body></html>"
    if name in ("shenhe", "dongfeng"):
        start = "/" + site.lists[0].url.split("/", 3)[3]
        more = '<script>createPageHTML(9, 0, "index", "html");</script>' if name == "dongfeng" else ""
        found = column(range(2015, 2024), start, "html", more)
        return {**found, start: found.pop(""), "/": home}
    if name == "glyszf":
        return {
            "/": home,
            "/" + site.reports[0].split("/", 3)[3]: oldsite.article(2024, oldsite.report(2024)).decode(),
        }
    if name == "dingnan":
        reports = column(range(2015, 2024), "/zwgk/zfgzbg/", "shtml")
        listed = column(range(2015, 2018), "/zwgk/msss/", "shtml")
        lists = {path: text.replace("政府工作报告", "民生实事项目清单") for path, text in listed.items()}
        links = "<a href='/zwgk/zfgzbg/common_list.shtml'>政府工作报告</a>"
        links += "<a href='/zwgk/msss/common_list.shtml'>民生实事</a>"
        known = {"/" + site.reports[0].split("/", 3)[3]: next(text for path, text in reports.items() if path)}
        return {
            "/": f"<html><body>{links}</body></html>", "/zwgk/zfgzbg/common_list.shtml": reports.pop(""),
            "/zwgk/msss/common_list.shtml": lists.pop(""), **reports, **lists, **known,
        }  # fmt: skip
    if name == "kbs":
        start = "/" + site.lists[0].url.split("/", 3)[3]
        notice = oldsite.article(
            2020, ["因检修管道，明天停水一天，请提前储水。"], name="关于停水的通知"
        ).decode()
        path = f"{start}202001/t20200115_1.html"
        return {"/": home, start: f'<li><a href="{path}">2020年政府工作报告</a></li>', path: notice}
    return {"/": home} if name == "taobei" else {}


@contextmanager
def serving(held: threading.Event) -> Iterator[int]:
    """Serve all hosts on one port; the last site's answers wait for `held`, so that no check is over before."""
    names = {host: name for name, site in SITES.items() for host in [site.homepage.split("/")[2]]}
    pages = {name: pages_of(name) for name in EXPECTED}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = names.get((self.headers["Host"] or "").partition(":")[0], "")
            if name == "kbs":
                held.wait(300)
            if name == "shuicheng":
                self.close_connection = True
                return
            text = pages.get(name, {}).get(self.path)
            status = {"lyxa": 302, "naidong": 412, "nanan": 403}.get(name, 200 if text else 404)
            if status == 302 and self.path == "/robots.txt":
                status = 404
            body = (text or "<html><body>没有</body></html>").encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://www.moved.example/")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with in_thread(server):
        yield server.server_port


@pytest.mark.ci
def test_each_class_is_met_and_a_killed_check_resumes(tmp_path: Path) -> None:
    data, sites, hook = tmp_path / "data", tmp_path / "sites", tmp_path / "hook"
    for folder in (data, sites, hook):
        folder.mkdir()
    # The farm is on loopback, which a bundled file does not permit.
    for path in sitefile.site_paths(sitefile.shipped()):
        (sites / path.name).write_text(path.read_text("utf-8") + "allow_private: true\n", "utf-8")
    (hook / "sitecustomize.py").write_text(HOOK, "utf-8")
    (data / "fangzhi.toml").write_text(
        'contact = "archive@example.org"\n[crawl]\ndelay = 0.5\nsites_at_once = 32\n', "utf-8"
    )
    before = tree(ROOT)
    addresses = {host: f"127.77.0.{number}" for number, host in enumerate(HOSTS, 1)}
    command = [
        sys.executable, "-c", "from flows.cli import main; main()", "site", "check", "--unverified",
        "--data", str(data), "--sites", str(sites), "--json",
    ]  # fmt: skip
    struck = threading.Event()
    with serving(struck) as port:
        environment = {
            **os.environ, "PYTHONPATH": str(hook), "FARM_PORT": str(port), "FARM_HOSTS": json.dumps(addresses),
        }  # fmt: skip
        journal = data / "site-check.jsonl"
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        ) as process:
            while process.poll() is None and not (
                journal.exists() and journal.read_bytes().count(b"\n") > 10
            ):
                time.sleep(0.02)
            assert process.poll() is None
            process.kill()
        struck.set()
        until_none_works_in(data)
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 1, done.stderr
        assert "resuming: " in done.stderr and not journal.exists()
        summary: dict[str, Any] = json.loads(done.stdout)
        table = (data / "site-check.md").read_text("utf-8")
        assert json.loads((data / "site-check.json").read_text("utf-8"))["counts"] == summary["counts"]
        again = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    rows = {row["id"]: row for row in summary["sites"]}
    assert set(rows) == set(SITES)
    assert {name: rows[name]["result"] for name in EXPECTED} == EXPECTED
    assert {row["result"] for name, row in rows.items() if name not in EXPECTED} == {"unreachable"}
    assert rows["lyxa"]["detail"] == "to http://www.moved.example/"
    assert rows["shenhe"]["years"]["reports"] == list(range(2015, 2024))

    # A list was looked for and written, with the evidence; what works is verified, what does not is left as it was.
    found = sitefile.load(sites / "dingnan.yaml")
    assert [entry.kind for entry in found.lists] == ["reports", "livelihood"]
    assert found.reports == SITES["dingnan"].reports and found.evidence[: len(SITES["dingnan"].evidence)]
    verified = {name for name, site in sitefile.load_folder(sites).items() if site.verified}
    assert verified == {"dingnan", "shenhe", "glyszf"}
    assert "- unreachable: 56" in table and table.index("| shuicheng |") < table.index("| shenhe |")
    assert len(json.loads(again.stdout)["sites"]) == len(SITES) - len(verified)
    assert tree(ROOT) == before
