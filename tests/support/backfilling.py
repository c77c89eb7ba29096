"""What a backfill is run on: an old site, a web archive of it, a WARC file of another tool, a folder of files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from flows.commands.past import backfill
from flows.output import Output
from tests.support import oldsite
from tests.support.oldsite import AS_PDF, GONE, ID, NOT_A_REPORT, UNLISTED, Page
from tests.support.wayback import Archive, Snapshot

ASKED = "2008-2016"
THERE = [year for year in range(2008, 2017) if year not in (GONE, UNLISTED, NOT_A_REPORT)]
HOST = "http://www.yunxi.example"


def call(
    capsys: pytest.CaptureFixture[str], data: Path, sites: Path, **given: Any
) -> tuple[int, dict[str, Any]]:
    """Run the command in this process; exit code and summary."""
    options: dict[str, Any] = {"site": ID, "years": ASKED, "source": "site", "paths": [], **given}
    code = backfill.command(data, sites, Output(as_json=True, quiet=True), **options)
    summary: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, summary


def years(summary: dict[str, Any]) -> list[int]:
    return [year["year"] for year in summary["coverage"] if year["reports"]]


def why(summary: dict[str, Any], year: int) -> str:
    found: str = next(one["why"] for one in summary["coverage"] if one["year"] == year)
    return found


def moved(pages: dict[str, Page], origin: str) -> dict[str, Page]:
    """Return the same pages with absolute addresses under another origin."""
    return {origin + path: page for path, page in pages.items()}


def site_file(folder: Path) -> Path:
    """The file of a site that is nowhere on the network any more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.yaml").write_text(
        f'name: 云溪区人民政府\ndivision: "430603"\nhomepage: {HOST}/\nfamily: plain\n'
        f"lists:\n  - url: {HOST}{oldsite.list_path(1)}\n",
        "utf-8",
    )
    return folder


def snapshots() -> list[Snapshot]:
    """What a web archive has: the column in 2014 and 2021, most articles, some of them twice."""
    pages = oldsite.site()
    found = []
    for number in range(1, 7):
        path = oldsite.list_path(number)
        found += [
            Snapshot(HOST + path, stamp, pages[path].body) for stamp in ("20140601080000", "20210601080000")
        ]
    for year in oldsite.YEARS:
        page = pages.get(oldsite.path(year))
        if page is None or year == 2012:  # 2012 was never captured
            continue
        url = f"http://www.yunxi.example:80{oldsite.path(year)}"
        found.append(Snapshot(url, f"{year + 1}0401120000", page.body, headers=(("ETag", f'"{year}"'),)))
        found.append(Snapshot(url, f"{year + 2}0401120000", page.body))
    early = oldsite.article(2011, oldsite.report(2011, growth="11.4%"))
    found.append(Snapshot(HOST + oldsite.path(2011), "20110201000000", early))
    file = HOST + oldsite.file(AS_PDF)
    found.append(Snapshot(file, "20140402000000", pages[oldsite.file(AS_PDF)].body, "application/pdf"))
    found.append(Snapshot(f"{HOST}/zwgk/gzbg/logo.png", "20140402000000", b"x", "image/png"))
    found.append(Snapshot(HOST + oldsite.path(2014), "20190101000000", b"moved", status=302))
    return found


def archive_settings(data: Path, held: Archive, delay: float = 0) -> None:
    data.mkdir(parents=True, exist_ok=True)
    (data / "fangzhi.toml").write_text(f'[wayback]\nendpoint = "{held.endpoint}"\ndelay = {delay}\n', "utf-8")


def foreign_warc(path: Path) -> Path:
    """A WARC file as another tool writes it: the site's pages of 2016, other hosts', a repeat of 2017."""
    pages = moved(oldsite.site(), HOST)
    pages[f"{HOST}/logo.png"] = Page(b"x", "image/png")
    pages["http://elsewhere.example" + oldsite.path(2014)] = pages[HOST + oldsite.path(2014)]
    with path.open("wb") as file:
        for number, (url, page) in enumerate(pages.items()):
            date = f"2016-05-{number // 24 + 1:02d}T{number % 24:02d}:00:00Z"
            http = (
                f"HTTP/1.1 {page.status} OK\r\nContent-Type: {page.content_type}\r\n\r\n".encode() + page.body
            )
            file.write(warc_record("response", url, date, http))
            if url == HOST + oldsite.path(2015):
                more = f"WARC-Refers-To-Target-URI: {url}\r\nWARC-Refers-To-Date: {date}\r\n"
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                file.write(warc_record("revisit", url, "2017-01-01T00:00:00Z", http, more))
    return path


def warc_record(kind: str, url: str, date: str, block: bytes, more: str = "") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, date + url)}>\r\n"
    )
    head += f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n{more}"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0)


def folder_of_files(folder: Path) -> Path:
    """Reports that somebody saved: HTML, text and PDF."""
    folder.mkdir()
    for year in THERE:
        text = "\n".join([oldsite.title(year), *oldsite.report(year)])
        if year % 2:
            (folder / f"云溪区政府工作报告_{year}.txt").write_text(text, "utf-8")
        else:
            (folder / f"{year}.html").write_bytes(oldsite.site()[oldsite.path(year)].body)
    (folder / "picture.png").write_bytes(b"x")
    return folder
