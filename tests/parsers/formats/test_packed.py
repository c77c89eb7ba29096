"""Packages and compressed files are unpacked within bounds, whatever method they use and sizes they state."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
import zlib

import pytest

from parsers.formats import open_page, packed
from parsers.formats.packed import DAMAGED, Package, TooMuchError, inflated

TYPES = "[Content_Types].xml"


def package(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_method_that_unpacks_whole_blocks_is_refused(method: int) -> None:
    data = package({TYPES: b"<x/>", "word/document.xml": b" " * (64 << 20)}, method)
    tracemalloc.start()
    page = open_page(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ([problem.code for problem in page.problems], page.text) == (["broken_file"], "")
    assert most < 8 << 20
    with pytest.raises(NotImplementedError):
        Package(data).read("word/document.xml", 1 << 20)


def test_members_are_bounded_one_by_one_and_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_UNPACKED", 5000)
    data = package({f"a{n}.xml": b" " * 2000 for n in range(4)})
    with pytest.raises(TooMuchError):
        Package(data).read("a0.xml", 1999)
    whole = Package(data)
    assert [len(whole.read(f"a{n}.xml", 2000)) for n in range(2)] == [2000, 2000]
    with pytest.raises(TooMuchError):
        whole.read("a2.xml", 2000)


def test_a_package_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBERS", 3)
    with pytest.raises(TooMuchError):
        Package(package({f"{n}": b"" for n in range(4)}))


@pytest.mark.parametrize(
    "data",
    [gzip.compress(b" " * 2000), gzip.compress(b" " * 900) * 2, zlib.compress(b" " * 2000)],
    ids=["gzip", "two members of gzip", "zlib"],
)
def test_a_compressed_text_is_whole_or_refused(data: bytes) -> None:
    with pytest.raises(TooMuchError):
        inflated(data, 1000)
    with pytest.raises(DAMAGED):
        inflated(data[:-9], 10_000)
    assert not inflated(data, 2000).strip()
