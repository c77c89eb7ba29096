"""Hostile Word files, archives, and files of no format that is read."""

# ruff: noqa: E501 -- objects of PDF and XML read worse when they are cut

from __future__ import annotations

import base64
import codecs
import gzip
import io
import random
import zipfile
from collections.abc import Iterator

from tests.support.compound import compound
from tests.support.hostile.samples import GOOD, Named

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def word() -> Iterator[Named]:
    def document(inside: str, start: str = "") -> bytes:
        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in GOOD.split("\n"))
        return f"{start}<w:document {W}><w:body>{lines}{inside}</w:body></w:document>".encode()

    def package(inside: str, start: str = "", **more: bytes) -> bytes:
        return _zip(word__document_xml=document(inside, start), **more)

    good = package("")
    yield "d-good", good
    yield "d-bomb", _zip(word__document_xml=b"<w:t>" + b"0" * (80 << 20))
    yield "d-spaces", package("<w:p><w:r><w:t>" + " " * (4 << 20) + "</w:t></w:r></w:p>")
    yield "d-paragraphs", package("<w:p/>" * 200_000)
    yield "d-runs", package("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 60_000 + "</w:p>")
    yield "d-deep-tables", package("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80)
    yield "d-deeper", package("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    box = "<w:p><w:r><w:pict><w:txbxContent>"
    yield "d-boxes", package(box * 60 + "<w:p/>" + "</w:txbxContent></w:pict></w:r></w:p>" * 60)
    entities = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10 if k else "lol"}">' for k in range(10))
    yield "d-entities", package("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", f"<!DOCTYPE d [{entities}]>")
    yield (
        "d-external",
        package(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
    )
    yield "d-parameter", package("", '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>')
    yield "d-utf-16", _zip(word__document_xml=document("").decode().encode("utf-16"))
    yield "d-no-document", _zip(word__styles_xml=b"<x/>")
    yield "d-empty-document", _zip(word__document_xml=b"")
    yield "d-other-root", _zip(word__document_xml=b"<html><body>" + GOOD.encode() + b"</body></html>")
    yield "d-no-namespace", _zip(word__document_xml=b"<document><body><p>x</p></body></document>")
    yield "d-not-xml", _zip(word__document_xml=b"\x89PNG" * 500)
    yield "d-two-documents", good + good
    yield "d-cut", good[:-40]
    yield "d-half", good[: len(good) // 2]
    yield "d-head", b"PK\x03\x04word/"
    yield "d-prefixed", b"\0" * 100 + good
    yield (
        "d-styles-circle",
        package(
            "",
            word__styles_xml=f'<w:styles {W}><w:style w:styleId="a"><w:basedOn w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'.encode(),
        ),
    )
    yield (
        "d-styles-long",
        package(
            "",
            word__styles_xml=f"<w:styles {W}>".encode()
            + b"".join(
                f'<w:style w:styleId="s{k}"><w:basedOn w:val="s{k + 1}"/></w:style>'.encode()
                for k in range(20_000)
            )
            + b"</w:styles>",
        ),
    )
    yield (
        "d-rels-up",
        package(
            "",
            _rels__x=b"",
            **{
                "_rels/.rels": b'<R xmlns="x"><Relationship Type="/officeDocument" Target="../../../etc/passwd"/></R>'
            },
        ),
    )
    yield "d-members", _zip(word__document_xml=document(""), **{f"word/m{k}": b"" for k in range(3000)})
    flags = bytearray(good)
    for at in (flags.find(b"PK\x03\x04") + 6, flags.find(b"PK\x01\x02") + 8):
        flags[at] |= 1
    yield "d-encrypted", bytes(flags)
    sizes = bytearray(good)
    at = sizes.find(b"PK\x01\x02") + 24
    sizes[at : at + 4] = b"\xff\xff\xff\x7f"
    yield "d-size-lie", bytes(sizes)
    method = bytearray(good)
    for at in (method.find(b"PK\x03\x04") + 8, method.find(b"PK\x01\x02") + 10):
        method[at] = 99
    yield "d-method", bytes(method)
    for seed in range(6):
        draw = random.Random(seed)
        damaged = bytearray(good)
        for _ in range(12):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        yield f"d-damaged-{seed}", bytes(damaged)


def others() -> Iterator[Named]:
    draw = random.Random(3)
    yield "o-gzip", gzip.compress(GOOD.encode())
    yield "o-gzip-bomb", gzip.compress(b"0" * (30 << 20))
    yield "o-ole-random", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + draw.randbytes(20_000)
    yield "o-ole-zeros", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000)
    yield "o-doc", compound("WordDocument")
    yield "o-doc-cut", compound("WordDocument")[:600]
    yield "o-xls", compound("Workbook")
    yield "o-locked", compound("EncryptedPackage")
    yield "o-rtf", b"{\\rtf1 " + b"{" * 20_000
    yield "o-rtf-bin", b"{\\rtf1\\bin999999999 x}"
    yield (
        "o-mht",
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--",
    )
    yield "o-xml-bomb", b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>]><l>&b;</l>"
    yield "o-base64", base64.b64encode(draw.randbytes(30_000))
    yield "o-json", b"[" * 50_000
    yield "o-json-text", b'{"content":"' + GOOD.encode().replace(b"\n", b"\\n") + b'"}'
    yield "o-zip", _zip(**{"a.txt": GOOD.encode()})
    yield "o-png", b"\x89PNG\r\n\x1a\n" + draw.randbytes(3000)
    yield "o-empty", b""
    yield "o-nul", b"\0"
    yield "o-mark", codecs.BOM_UTF8
    yield "o-mark-16", codecs.BOM_UTF16_LE
    yield "o-pdf-in-html", b"<html><body>%PDF-1.4\n" + GOOD.encode()
    yield "o-warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
