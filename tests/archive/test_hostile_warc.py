"""Captures with malformed contents: each is stored or refused on its own, and the good one after it is taken in."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from archive.database.schema import migrations
from archive.store import Archive
from archive.verify import Tally, verify
from archive.warc.received import address, received, stored
from tests.support.archive import read_all, rows
from tests.support.odd_warc import GOOD, ODD, PAGE, answer, record

Label = Literal["kept", "reported", "refused"]
BYTES = b"\xd4\xc6\xcf\xaa"  # 云溪 in GBK: not UTF-8


def moved(location: bytes) -> bytes:
    return record(answer(b"Location: " + location, status=b"HTTP/1.1 302 Found", body=b""))


def status(line: bytes) -> bytes:
    return record(answer(status=line))


# Labelled before the code was run. `kept`: stored, nothing to report; `reported`: stored in a reversible form, with
# an issue; `refused`: no row, with an issue.
CASES: dict[str, tuple[Label, bytes]] = {
    # addresses in a redirect
    "location in GBK": ("reported", moved(b"/" + BYTES + b".html")),
    "location in GBK after a host": ("reported", moved(b"http://www.yunxi.example/" + BYTES)),
    "location with a lone continuation byte": ("reported", moved(b"/\x80")),
    "location with an encoded surrogate": ("reported", moved(b"/\xed\xa0\x80")),
    "location with a byte that ends nothing": ("reported", moved(b"/\xf4\x90\x80\x80")),
    "location in UTF-8": ("kept", moved("/云溪.html".encode())),
    "location with an open bracket": ("reported", moved(b"http://[fe80::1")),
    "location with a bracket in the host": ("reported", moved(b"http://a]b.example/")),
    "location with a bad address in brackets": ("reported", moved(b"http://[zz::]/")),
    "location with a host that NFKC splits": ("reported", moved("http://a\u2048b.example/".encode())),
    "location with a host that NFKC gives an @": ("reported", moved("http://a\ufe6bb.example/".encode())),
    "location with a port of words": ("reported", moved(b"http://www.yunxi.example:port/")),
    "location with a port of ten digits": ("reported", moved(b"http://www.yunxi.example:9999999999/")),
    "location with a superscript port": ("reported", moved("http://www.yunxi.example:8\u00b2/".encode())),
    "location with NUL": ("kept", moved(b"/a\0b.html")),
    "location with a bell and a tab": ("kept", moved(b"/a\x07\tb.html")),
    "location with spaces": ("kept", moved(b"/a b c.html")),
    "location of nothing": ("kept", moved(b"")),
    "location of another scheme": ("kept", moved(b"javascript:alert(1)")),
    "location of 60 kB": ("kept", moved(b"/" + b"a" * 60_000)),
    "location that is only a fragment": ("kept", moved(b"#top")),
    # validators and types
    "etag of bytes": ("reported", record(answer(b'ETag: "' + BYTES + b'"'))),
    "etag with NUL": ("kept", record(answer(b'ETag: "a\0b"'))),
    "etag that looks like a stored one": ("kept", record(answer(b"ETag: \\bytes:%41"))),
    "etag of 60 kB": ("kept", record(answer(b'ETag: "' + b"e" * 60_000 + b'"'))),
    "last-modified of bytes": ("reported", record(answer(b"Last-Modified: \xff\xfe\xfd"))),
    "last-modified of nonsense": ("kept", record(answer(b"Last-Modified: yesterday, more or less"))),
    "type of bytes": ("reported", record(b"HTTP/1.1 200 OK\r\nContent-Type: text/\xff\r\n\r\n" + PAGE)),
    "an unknown header of bytes": ("kept", record(answer(b"X-\xff: \xfe"))),
    "a header without a colon": ("kept", record(answer(b"nonsense"))),
    "a header without a name": ("kept", record(answer(b": value"))),
    "a content length of 5,000 digits": ("kept", record(answer(b"Content-Length: " + b"9" * 5000))),
    "a negative content length": ("kept", record(answer(b"Content-Length: -1"))),
    "chunked and not": ("kept", record(answer(b"Transfer-Encoding: chunked"))),
    "a chunk of 5,000 hex digits": ("kept", record(answer(b"Transfer-Encoding: chunked", body=b"F" * 5000 + b"\r\n"))),
    "an unknown coding of bytes": ("kept", record(answer(b"Content-Encoding: \xff"))),
    # statuses
    "a status of twenty digits": ("reported", status(b"HTTP/1.1 99999999999999999999 OK")),
    "a status of 5,000 digits": ("reported", status(b"HTTP/1.1 " + b"2" * 5000 + b" OK")),
    "a superscript status": ("reported", status("HTTP/1.1 20\u00b2 OK".encode())),
    "an Arabic status": ("reported", status("HTTP/1.1 ٢٠٠ OK".encode())),
    "a full-width status": ("reported", status("HTTP/1.1 ２００ OK".encode())),
    "a status of one digit": ("reported", status(b"HTTP/1.1 2 OK")),
    "a negative status": ("reported", status(b"HTTP/1.1 -200 OK")),
    "a status with a sign": ("reported", status(b"HTTP/1.1 +200 OK")),
    "a status of words": ("reported", status(b"HTTP/1.1 OK 200")),
    "status zero": ("reported", status(b"HTTP/1.1 000 OK")),
    "no status": ("reported", status(b"HTTP/1.1")),
    "a reason of bytes": ("kept", status(b"HTTP/1.1 200 " + BYTES)),
    "a protocol of bytes": ("reported", status(BYTES + b" 200 OK")),
    "status 999": ("kept", status(b"HTTP/1.1 999 Request denied")),
    # the record's own headers
    "an address in capitals": ("kept", record(answer(), url=b"HTTP://www.yunxi.example/odd.html")),
    "an address of another scheme": ("refused", record(answer(), url=b"ftp://www.yunxi.example/odd.html")),
    "an address without a scheme": ("refused", record(answer(), url=b"//www.yunxi.example/odd.html")),
    "an address with one slash": ("refused", record(answer(), url=b"http:/www.yunxi.example/odd.html")),
    "a script as an address": ("refused", record(answer(), url=b"javascript:void(0)")),
    "no type": ("refused", record(answer(), kind=b"")),
    "an unknown type": ("refused", record(answer(), kind="\u202eresponse".encode())),
    "a type in capitals": ("kept", record(answer(), kind=b"RESPONSE")),
    "a part of a segmented record": ("refused", record(answer(), kind=b"continuation")),
    # between the records
    "empty gzip members before it": ("kept", gzip.compress(b"") * 30 + record(answer())),
    "blank gzip members after it": ("kept", record(answer()) + gzip.compress(b"\r\n\r\n") * 30),
    "an address of bytes": ("kept", record(answer(), url=b"http://www.yunxi.example/" + BYTES)),
    "an address with NUL": ("kept", record(answer(), url=b"http://www.yunxi.example/\0")),
    "an address with an open bracket": ("refused", record(answer(), url=b"http://[fe80::1/x.html")),
    "an address that NFKC splits": ("refused", record(answer(), url="http://a\u2047b.example/".encode())),
    "an address with a port of words": ("refused", record(answer(), url=b"http://www.yunxi.example:port/")),
    "no address": ("refused", record(answer(), url=b"")),
    "a date of words": ("refused", record(answer(), date=b"last Tuesday")),
    "a date of bytes": ("refused", record(answer(), date=b"\xff\xfe")),
    "a date of superscripts": ("refused", record(answer(), date="2026-02-0\u00b9T00:00:00Z".encode())),
    "a date in the year 1": ("refused", record(answer(), date=b"0001-01-01T00:00:00Z")),
    "no date": ("refused", record(answer(), date=b"")),
    "a thirteenth month": ("refused", record(answer(), date=b"2026-13-01T00:00:00Z")),
    "a record id of bytes": ("kept", record(answer(), more=b"WARC-Record-ID: <urn:\xff>\r\n")),
    "a payload digest of bytes": ("kept", record(answer(), more=b"WARC-Payload-Digest: sha256:\xff\r\n")),
    "a block digest of bytes": ("refused", record(answer(), more=b"WARC-Block-Digest: sha256:\xff\r\n")),
    "an unknown digest": ("kept", record(answer(), more=b"WARC-Block-Digest: crc:\xff\r\n")),
    "a length of 5,000 digits": ("refused", record(answer(), length=b"9" * 5000)),
    "a length of superscripts": ("refused", record(answer(), length="1\u00b2".encode())),
    "a negative length": ("refused", record(answer(), length=b"-5")),
    "a revisit of an address of bytes": (
        "kept",
        record(b"HTTP/1.1 304 Not Modified\r\n\r\n", kind=b"revisit",
               more=b"WARC-Refers-To-Target-URI: http://\xff/\r\nWARC-Refers-To-Date: \xff\r\n"),
    ),
    "a revisit of an open bracket": (
        "kept",
        record(b"HTTP/1.1 304 Not Modified\r\n\r\n", kind=b"revisit", more=b"WARC-Refers-To-Target-URI: http://[\r\n"),
    ),
}  # fmt: skip


def bring_in(data: Path, content: bytes) -> None:
    """Take in and read one file of another tool, as `ingest` does."""
    (data / "warc").mkdir(parents=True, exist_ok=True)
    path = data / "warc" / "foreign-odd.warc.gz"
    path.write_bytes(content)
    with Archive.open(data, holder="test") as archive:
        run = archive.start_run("ingest", {})
        archive.take_in(run, path)
        read_all(archive, run)
        archive.finish_run(run, "ok", {})


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_capture_does_not_affect_others(name: str, tmp_path: Path) -> None:
    label, odd = CASES[name]
    good = record(answer(), url=GOOD.encode(), number=2)
    bring_in(tmp_path, odd + good)
    assert rows(tmp_path, "SELECT url FROM pages WHERE url = ?", GOOD) == [(GOOD,)]
    captures = rows(tmp_path, "SELECT url FROM captures WHERE url != ?", GOOD)
    issues = rows(tmp_path, "SELECT detail FROM issues WHERE code = 'capture_damaged'")
    assert (len(captures), len(issues)) == {"kept": (1, 0), "reported": (1, 1), "refused": (0, 1)}[label]
    assert all(str(detail).startswith("foreign-odd.warc.gz at 0") for (detail,) in issues)
    damage = [found.where for found in verify(tmp_path, Tally())]
    broken_record = any(
        word in name for word in ("length of 5,000 digits", "block digest", "superscripts", "negative")
    )
    assert damage == [] or (label == "refused" and broken_record)


def test_a_response_that_another_tool_joined_to_our_file_is_a_capture(tmp_path: Path) -> None:
    closing = (
        b"WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:close>\r\nWARC-Date: 2026-02-01T00:00:00Z\r\n"
        b"WARC-Target-URI: " + ODD.encode() + b"\r\nWARC-Concurrent-To: <urn:uuid:odd-1>\r\n"
        b"Content-Type: application/warc-fields\r\nContent-Length: 13\r\n\r\noutcome: gone\r\n\r\n"
    )
    other = [record(answer(body=PAGE + b"%d" % n), url=f"{GOOD}?{n}".encode(), number=n) for n in (2, 3)]
    bring_in(tmp_path, record(answer(), number=1) + gzip.compress(closing) + b"".join(other))
    captured = rows(tmp_path, "SELECT url, outcome FROM captures ORDER BY id")
    assert captured == [(ODD, "gone"), (f"{GOOD}?2", "ok"), (f"{GOOD}?3", "ok")]
    assert rows(tmp_path, "SELECT count(*) FROM issues") == [(0,)]
    assert list(verify(tmp_path, Tally())) == []


def test_name_lookups_and_page_lists_are_no_captures(tmp_path: Path) -> None:
    beside = [
        record(b"x", url=url) for url in (b"dns:www.yunxi.example", b"urn:pageinfo:1", b"whois:1.2.3.4")
    ]
    bring_in(tmp_path, b"".join(beside) + record(answer(), url=GOOD.encode(), number=2))
    assert rows(tmp_path, "SELECT url FROM captures") == [(GOOD,)]
    assert rows(tmp_path, "SELECT count(*) FROM issues") == [(0,)]


@pytest.mark.parametrize(
    "value", ["plain", '"\udcff\udcfe"', "a\0b", "\\bytes:%41", "100%", "云溪", "\udcd4\udcc6%"]
)
def test_the_bytes_of_a_stored_header_can_be_recovered(value: str) -> None:
    kept = stored(value)
    kept.encode()
    assert received(kept) == value.encode("utf-8", "surrogateescape")


def test_an_address_keeps_its_bytes_percent_encoded() -> None:
    assert address("http://a.example/\udcd4\udcc6 云\x00") == "http://a.example/%D4%C6 %E4%BA%91%00"
    assert address("http://a.example/云 \x00") == "http://a.example/云 %00"
    assert address("http://a.example/\ud83d") == "http://a.example/%ED%A0%BD"


def test_an_archive_on_which_0_1_crashed_is_opened_and_resumed(tmp_path: Path) -> None:
    """Version 0.1 crashed with the file recorded, nothing taken in and the run unfinished."""
    (tmp_path / "warc").mkdir()
    odd = moved(b"/" + BYTES + b".html") + record(answer(), url=GOOD.encode(), number=2)
    (tmp_path / "warc" / "foreign-odd.warc.gz").write_bytes(odd)
    db = open_before(tmp_path)
    db(
        "INSERT INTO runs (id, kind, parameters, started_at) VALUES (1, 'ingest', '{}', '2026-11-01T00:00:00.000Z')"
    )
    db("INSERT INTO warc_files (name, taken_to, run_id) VALUES ('foreign-odd.warc.gz', 0, 1)")
    with Archive.open(tmp_path, holder="test") as archive:
        archive.recover()
        run = archive.start_run("nightly", {})
        for path in archive.incoming(run):
            archive.take_in(run, path)
        read_all(archive, run)
        archive.finish_run(run, "ok", {})
    assert rows(tmp_path, "SELECT url FROM pages") == [(GOOD,)]
    assert rows(tmp_path, "SELECT redirect_to FROM captures WHERE url = ?", ODD) == [
        ("http://www.yunxi.example/%D4%C6%CF%AA.html",)
    ]
    ((detail,),) = rows(
        tmp_path, "SELECT detail FROM issues WHERE code = 'capture_damaged' AND closed_at IS NULL"
    )
    assert f"foreign-odd.warc.gz at 0, {ODD}: location holds bytes" in str(detail)
    assert list(verify(tmp_path, Tally())) == []


def open_before(data: Path) -> Callable[[str], None]:
    """Create an archive with the tables of 0.1; return a function that runs a statement on it."""
    from contextlib import closing

    from sqlite_utils import Database

    with closing(Database(data / "archive.db")) as db:
        migrations.apply(db, stop_before="figure_units")

    def run(statement: str) -> None:
        with closing(Database(data / "archive.db")) as db, db.atomic():
            db.execute(statement)

    return run


def test_a_capture_that_crashes_the_code_that_enters_it_does_not_affect_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive.record import capture_row

    entered = capture_row.values

    def refusing(path: Path, capture: object, repeated: object) -> object:
        if getattr(capture, "url", "") == ODD:
            raise RuntimeError("nobody thought of this")
        return entered(path, capture, repeated)  # type: ignore[arg-type]  # passed through unchanged

    monkeypatch.setattr(capture_row, "values", refusing)
    bring_in(tmp_path, record(answer()) + record(answer(), url=GOOD.encode(), number=2))
    assert rows(tmp_path, "SELECT url FROM captures") == [(GOOD,)]
    ((detail,),) = rows(tmp_path, "SELECT detail FROM issues")
    assert "RuntimeError: nobody thought of this" in str(detail)
