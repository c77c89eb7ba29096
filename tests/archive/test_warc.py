"""WARC files can be read back, by us and by other tools; unfinished and damaged records are reported."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_main

from archive.warc.captures import Fields, Position, Reference, Request, Response, normal_date
from archive.warc.payloads import PayloadError, PayloadTooLargeError, decode, sha256
from archive.warc.reader import captures, is_ours, payload_at, recover_tail, response_at
from archive.warc.records import DamagedRecordError, records
from archive.warc.writer import WarcWriter

URL = "http://www.yunxi.example/zfgz/1.html"
NIGHT = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
HTML = "<html><body>云溪区政府工作报告</body></html>".encode()
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
REQUEST = Request("GET", "/zfgz/1.html", (("Host", "www.yunxi.example"),))


def answer(body: bytes = HTML, status: int = 200, headers: tuple[tuple[str, str], ...] = HEADERS) -> Response:
    return Response(status, "OK", headers, body)


def write(folder: Path, *bodies: bytes) -> list[Position]:
    with WarcWriter(folder, "test") as writer:
        return [
            writer.write_capture(
                f"{URL}?{n}",
                NIGHT + timedelta(seconds=n),
                Fields("ok", site="yunxi", role="article", title="报告"),
                REQUEST,
                answer(body),
            )
            for n, body in enumerate(bodies)
        ]


def file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_group_reads_back_as_written(tmp_path: Path) -> None:
    zipped = gzip.compress(HTML, mtime=0)
    headers = (*HEADERS, ("Content-Encoding", "gzip"), ("ETag", '"x"'))
    fields = Fields(
        "ok", site="yunxi", run="1", role="article", via=URL, title="第一\n次", listed="2026-02-01"
    )
    with WarcWriter(tmp_path, "test") as writer:
        position = writer.write_capture(URL, NIGHT, fields, REQUEST, answer(zipped, headers=headers))
    (capture,) = captures(file(tmp_path))
    assert capture.position == position
    assert capture.end == file(tmp_path).stat().st_size
    assert (capture.url, capture.fetched_at, capture.status) == (URL, "2026-03-01T20:00:00.000Z", 200)
    assert capture.headers == headers
    assert capture.fields is not None
    assert capture.fields.title == "第一 次"
    assert capture.fields.payload_sha256 == sha256(HTML)
    assert response_at(file(tmp_path), position.offset) == answer(zipped, headers=headers)
    payload = payload_at(file(tmp_path), position.offset, capture.fields)
    assert (payload.data, payload.content_type) == (HTML, "text/html; charset=utf-8")


def test_a_capture_without_a_response_is_its_metadata_record(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "test") as writer:
        position = writer.write_capture(URL, NIGHT, Fields("robots", site="yunxi", detail="Disallow: /zfgz"))
    (capture,) = captures(file(tmp_path))
    assert (capture.record_type, capture.status, capture.position) == ("metadata", None, position)
    assert capture.fields == Fields("robots", site="yunxi", detail="Disallow: /zfgz")


def test_equal_payloads_and_304_become_revisits(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "test") as writer:
        writer.write_capture(URL, NIGHT, Fields("ok"), REQUEST, answer())
        (first,) = captures(file(tmp_path))
        known = Reference(URL, first.fetched_at, first.record_id, first.digest, sha256(HTML))
        writer.write_capture(URL, NIGHT, Fields("unchanged"), REQUEST, answer(), known)
        writer.write_capture(URL, NIGHT, Fields("not_modified"), REQUEST, answer(b"", 304), known)
        writer.write_capture(URL, NIGHT, Fields("ok"), REQUEST, answer(HTML + b" "), known)
    kinds = [(c.record_type, c.status) for c in captures(file(tmp_path))]
    assert kinds == [("response", 200), ("revisit", 200), ("revisit", 304), ("response", 200)]
    with file(tmp_path).open("rb") as handle:
        read = [r.rec_headers.get_header("WARC-Profile") for r in ArchiveIterator(handle)]
    profiles = [profile for profile in read if profile]
    assert [p.rsplit("/", 1)[1] for p in profiles] == ["identical-payload-digest", "server-not-modified"]
    unchanged = list(captures(file(tmp_path)))[1]
    assert unchanged.refers_to == Reference(URL, first.fetched_at, first.record_id, first.digest)
    assert unchanged.fields is not None
    assert unchanged.fields.payload_sha256 == sha256(HTML)


def test_warcio_checks_every_digest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zipped = (*HEADERS, ("Content-Encoding", "gzip"))
    with WarcWriter(tmp_path, "test") as writer:
        writer.write_capture(URL, NIGHT, Fields("ok"), REQUEST, answer())
        writer.write_capture(URL, NIGHT, Fields("ok"), REQUEST, answer(gzip.compress(HTML), headers=zipped))
        writer.write_capture(URL, NIGHT, Fields("error", detail="reset"))
        writer.write_resource("file:///report.txt", NIGHT, HTML, "text/plain", Fields("ok"))
        (known, *_) = captures(file(tmp_path))
        ref = Reference(URL, known.fetched_at, known.record_id, known.digest)
        writer.write_capture(URL, NIGHT, Fields("unchanged"), REQUEST, answer(), ref)
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(file(tmp_path))])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "fail" not in shown
    assert shown.count("digest pass") >= 10


def test_files_roll_over_and_are_never_appended_to(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, "test", roll_over=1) as writer:
        for _ in range(2):
            writer.write_capture(URL, NIGHT, Fields("ok"), REQUEST, answer())
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    write(tmp_path, HTML)
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"test-0000{n}.warc.gz" for n in range(3)]
    assert all((tmp_path / name).read_bytes() == data for name, data in before.items())


@pytest.mark.parametrize("lost", [1, 40, 300])
def test_an_unfinished_tail_is_cut_off_and_the_rest_kept(tmp_path: Path, lost: int) -> None:
    write(tmp_path, HTML, HTML + b"2", HTML + b"3")
    path = file(tmp_path)
    whole = list(captures(path))
    with path.open("r+b") as handle:
        handle.truncate(path.stat().st_size - lost)
    message = recover_tail(path)
    assert message is not None
    assert path.name in message
    assert list(captures(path)) == whole[:2]
    assert path.stat().st_size == whole[1].end
    assert recover_tail(path) is None


def test_a_file_cut_off_in_its_first_record_is_empty(tmp_path: Path) -> None:
    write(tmp_path, HTML)
    path = file(tmp_path)
    with path.open("r+b") as handle:
        handle.truncate(20)
    assert recover_tail(path) is not None
    assert not path.exists()


def test_a_flipped_bit_loses_its_own_record_only(tmp_path: Path) -> None:
    write(tmp_path, *(HTML + str(n).encode() for n in range(4)))
    path = file(tmp_path)
    whole = list(captures(path))
    data = bytearray(path.read_bytes())
    data[whole[1].position.offset + 60] ^= 4
    path.write_bytes(data)
    damaged_records: list[DamagedRecordError] = []
    assert list(captures(path, damaged=damaged_records.append)) == [whole[0], *whole[2:]]
    assert {e.offset for e in damaged_records} == {whole[1].position.offset}
    assert recover_tail(path) is None
    with pytest.raises(DamagedRecordError):
        payload_at(path, whole[1].position.offset)
    with pytest.raises(DamagedRecordError, match="missing"):
        payload_at(tmp_path / "none.warc.gz", 0)


def foreign(url: str, body: bytes, date: str = "2019-01-02T03:04:05Z") -> bytes:
    """Return a response record as wget 1.19 writes it: WARC/1.0, the address in angle brackets, base32 SHA-1."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(body)}>\r\n"
        f"WARC-Target-URI: <{url}>\r\nWARC-Date: {date}\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("zipped", [True, False])
def test_another_tools_file(tmp_path: Path, zipped: bool) -> None:
    path = tmp_path / ("other.warc.gz" if zipped else "other.warc")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    written = [foreign(f"{URL}?{n}", chunked) for n in range(2)] + [foreign("dns:yunxi.example", b"1")]
    path.write_bytes(b"".join(gzip.compress(r) if zipped else r for r in written))
    assert not is_ours(path)
    found = list(captures(path))
    assert [c.url for c in found] == [f"{URL}?0", f"{URL}?1"]
    assert [c.fields for c in found] == [None, None]
    assert found[0].fetched_at == "2019-01-02T03:04:05.000Z"
    for capture in found:
        assert payload_at(path, capture.position.offset).data == HTML


def test_a_response_that_was_cut_is_no_capture(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(HTML), HTML)
    cut = foreign(f"{URL}?1", chunked).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")
    path.write_bytes(b"".join(gzip.compress(r, mtime=0) for r in (foreign(f"{URL}?0", chunked), cut)))
    damaged: list[DamagedRecordError] = []
    assert [c.url for c in captures(path, damaged=damaged.append)] == [f"{URL}?0"]
    assert [(e.url, "cut when it was captured (WARC-Truncated: length)" in str(e)) for e in damaged] == [
        (f"{URL}?1", True)
    ]


def test_several_records_in_one_gzip_member_cannot_be_addressed(tmp_path: Path) -> None:
    path = tmp_path / "other.warc.gz"
    path.write_bytes(gzip.compress(foreign(URL, b"0\r\n\r\n") * 2))
    with pytest.raises(DamagedRecordError, match="warcio recompress"):
        list(captures(path))


def test_a_decompression_bomb_is_refused(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(2_000_000))
    with pytest.raises(PayloadTooLargeError):
        decode(bomb, (("Content-Encoding", "gzip"),), limit=1_000_000)
    with pytest.raises(PayloadError, match="cut off"):
        decode(bomb[:-20], (("Content-Encoding", "gzip"),))
    with pytest.raises(PayloadError, match="not supported"):
        decode(b"x", (("Content-Encoding", "rot13"),))


@given(st.binary(max_size=3000), st.lists(st.sampled_from(["gzip", "deflate", "identity"]), max_size=2))
def test_any_body_decodes_to_what_was_encoded(body: bytes, codings: list[str]) -> None:
    sent = body
    for coding in codings:
        sent = (
            gzip.compress(sent) if coding == "gzip" else zlib.compress(sent) if coding == "deflate" else sent
        )
    if codings.count("gzip") + codings.count("deflate") or body[:2] != b"\x1f\x8b":
        assert decode(sent, (("Content-Encoding", ", ".join(codings)),)) == body


@given(st.datetimes(min_value=datetime(1990, 1, 1)))
def test_dates_of_any_precision_sort_as_text(moment: datetime) -> None:
    text = moment.isoformat() + "Z"
    assert normal_date(text)[:19] == moment.isoformat()[:19]
    assert normal_date(normal_date(text)) == normal_date(text)


def test_hostile_bytes_are_not_a_record(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(b"GET / HTTP/1.1\r\n\r\n" + bytes(100))
    with pytest.raises(DamagedRecordError, match="no WARC record"):
        list(records(path))
    path.write_bytes(b"WARC/1.1\r\nContent-Length: 10000000\r\n\r\nshort")
    with pytest.raises(DamagedRecordError, match="cut off"):
        list(records(path))
