"""Web archives of other tools come in like a WARC: WACZ, ARC, and WARC whose records share a gzip member."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from archive.store import Archive
from archive.verify import Tally, verify
from flows.commands import ingest
from flows.output import Output
from flows.pipeline.readers.foreign_files import ForeignFileError, as_warcs

HOST = "http://www.chengjiang.example"


def page(year: int) -> bytes:
    body = (
        f"<html><head><title>澄江区{year}年政府工作报告</title></head><body><p>各位代表：</p><p>现在，我代表区人民政府，向大会"
        f"报告工作。</p><p>一、{year - 1}年工作回顾</p><p>全区地区生产总值完成450亿元，增长2.1%。</p></body></html>"
    ).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def record(year: int) -> bytes:
    block = page(year)
    return (
        (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000{year}>\r\n"
            f"WARC-Target-URI: {HOST}/{year}.html\r\nWARC-Date: {year}-02-03T04:05:06Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        ).encode()
        + block
        + b"\r\n\r\n"
    )


def arc(*years: int) -> bytes:
    version = b"1 0 Invented\nURL IP-address Archive-date Content-type Archive-length\n"
    parts = [b"filedesc://x.arc 0.0.0.0 20090101000000 text/plain %d\n%s\n" % (len(version), version)]
    for year in years:
        block = page(year)
        head = f"{HOST}/{year}.html 192.0.2.1 {year}0203040506 text/html {len(block)}\n"
        parts.append(head.encode() + block + b"\n")
    return b"".join(parts)


def wacz(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("datapackage.json", "{}")
        for name, content in members.items():
            packed.writestr(f"archive/{name}.warc.gz", content)
    return out.getvalue()


FILES = {
    "shared.warc.gz": gzip.compress(record(2019) + record(2020)),
    "pages.wacz": wacz(a=gzip.compress(record(2019)), b=gzip.compress(record(2020))),
    "shared.wacz": wacz(a=gzip.compress(record(2019) + record(2020))),
    "old.arc": arc(2019, 2020),
    "old.arc.gz": gzip.compress(arc())
    + b"".join(gzip.compress(arc(year).partition(b"length\n\n")[2]) for year in (2019, 2020)),
}


def take(data: Path, path: Path) -> int:
    return ingest.command(data, None, Output(quiet=True), [path], url=None, site=None, title=None)


@pytest.mark.parametrize("name", FILES)
def test_its_pages_are_archived_once(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    data = tmp_path / "data"
    assert take(data, tmp_path / name) == 0
    assert take(data, tmp_path / name) == 0
    with Archive.open(data, "test") as archive:
        rows = archive.db.execute("SELECT url, outcome FROM captures ORDER BY url").fetchall()
        titles = archive.db.execute("SELECT title FROM versions ORDER BY title").fetchall()
    assert rows == [(f"{HOST}/2019.html", "ok"), (f"{HOST}/2020.html", "ok")]
    assert titles == [("澄江区2019年政府工作报告",), ("澄江区2020年政府工作报告",)]
    assert list(verify(data, Tally())) == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.wacz", b"no ZIP", "not a whole WACZ"),
        ("b.wacz", wacz(), "without a WARC file"),
        ("c.arc", b"no ARC", "not an ARC file"),
        ("d.arc.gz", gzip.compress(b"no ARC", mtime=0), "not an ARC file"),
        ("e.wacz", wacz(a=gzip.compress(record(2019)))[:-30], "not a whole WACZ"),
    ],
)
def test_a_file_in_another_format_is_one_line(name: str, content: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ForeignFileError, match=why):
        list(as_warcs(tmp_path / name, tmp_path))
    assert take(tmp_path / "data", tmp_path / name) == 1


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("archive/a.warc", bytes(40 << 20))
    (tmp_path / "a.wacz").write_bytes(out.getvalue())
    with pytest.raises(ForeignFileError, match="200 times its size"):
        list(as_warcs(tmp_path / "a.wacz", tmp_path))
