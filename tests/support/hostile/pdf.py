"""Hostile PDF files."""

# ruff: noqa: E501 -- objects of PDF and XML read worse when they are cut

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from tests.support.hostile.samples import Named


def _pdf_of(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        trailer,
        start,
    )


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


def pdf() -> Iterator[Named]:
    catalog, pages = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    head = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>/Contents 4 0 R>>"

    def one(contents: bytes, *more: bytes, page: bytes = head, tree: bytes = pages) -> bytes:
        return _pdf_of(catalog, tree, page, contents, font, *more)

    words = b"BT /F 12 Tf 50 700 Td (Gross product grew by 5 percent) Tj ET\n"
    yield "p-good", one(_stream(words))
    bomb = zlib.compress(b" " * (100 << 20))
    yield "p-bomb", one(_stream(bomb, b"/Filter/FlateDecode"))
    yield "p-bomb-twice", one(_stream(zlib.compress(bomb), b"/Filter[/FlateDecode/FlateDecode]"))
    hundred = b"[" + b"/FlateDecode" * 100 + b"]"
    yield "p-filters", one(_stream(zlib.compress(words), b"/Filter" + hundred))
    yield "p-run-length", one(_stream(b"\x81 " * 600_000, b"/Filter/RunLengthDecode"))
    yield (
        "p-run-length-flate",
        one(_stream(zlib.compress(b"\x81 " * 3_000_000), b"/Filter[/FlateDecode/RunLengthDecode]")),
    )
    yield "p-ascii85", one(_stream(b"z" * 3_000_000, b"/Filter/ASCII85Decode"))
    yield "p-ascii85-blanks", one(_stream(b" " * 200_000 + b"x", b"/Filter/ASCII85Decode"))
    yield "p-ascii-hex", one(_stream(b"20" * 200_000, b"/Filter/ASCIIHexDecode"))
    yield "p-lzw", one(_stream(bytes(range(256)) * 800, b"/Filter/LZWDecode"))
    yield "p-lzw-ones", one(_stream(b"\x80\x0b\x60\x50" + b"\xff" * 100_000, b"/Filter/LZWDecode"))
    yield "p-unknown-filter", one(_stream(words, b"/Filter/Nonsense"))
    predicted = b"/Filter/FlateDecode/DecodeParms<</Predictor %d/Columns %d/Colors %d/BitsPerComponent %d>>"
    for name, numbers in (
        ("columns", (12, 2_000_000_000, 1, 8)), ("colors", (12, 4, 999_999_999, 8)), ("zero", (12, 0, 0, 8)),
        ("negative", (12, -5, 1, 8)), ("tiff", (2, 2_000_000_000, 4, 8)), ("bits", (15, 5, 1, 7)),
    ):  # fmt: skip
        yield f"p-predictor-{name}", one(_stream(zlib.compress(words * 50), predicted % numbers))
    yield "p-jpeg", one(_stream(words, b"/Filter/DCTDecode"))
    yield (
        "p-fax",
        one(_stream(b"\0" * 20_000, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 100000000>>")),
    )
    yield "p-contents-self", _pdf_of(catalog, pages, head, b"4 0 R", font)
    yield "p-contents-pair", _pdf_of(catalog, pages, head, b"6 0 R", font, b"4 0 R")
    yield "p-contents-list", one(b"[" + b"6 0 R " * 20_000 + b"]", _stream(words))
    yield "p-kids-self", one(_stream(words), tree=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield (
        "p-kids-many",
        one(_stream(words), tree=b"<</Type/Pages/Kids[" + b"3 0 R " * 30_000 + b"]/Count 30000>>"),
    )
    yield "p-count", one(_stream(words), tree=b"<</Type/Pages/Kids[3 0 R]/Count 999999999999>>")
    yield "p-count-negative", one(_stream(words), tree=b"<</Type/Pages/Kids[3 0 R]/Count -1>>")
    yield "p-parent-self", one(_stream(words), page=b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>")
    for name, media in (
        ("words", b"[a b c d]"), ("huge", b"[0 0 99999999999999999999 1]"), ("short", b"[0 0]"),
        ("nan", b"[0 0 1e999 -1e999]"), ("self", b"3 0 R"), ("empty", b"[0 0 0 0]"),
    ):  # fmt: skip
        yield f"p-media-{name}", one(_stream(words), page=head.replace(b"[0 0 595 842]", media))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R/Y %d 0 R>>>>"
    yield "p-form-self", one(_stream(b"/X Do\n"), _stream(b"/X Do\n", form % (6, 6)))
    doubling = [_stream(b"/X Do /Y Do\n", form % (k + 1, k + 1)) for k in range(6, 26)]
    yield "p-forms-doubling", one(_stream(b"/X Do\n"), *doubling, _stream(words))
    yield "p-operands", one(_stream(b"1 " * 300_000))
    yield "p-arrays", one(_stream(b"[" * 50_000))
    yield "p-dictionaries", one(_stream(words), b"<</A" * 20_000)
    yield "p-strings", one(_stream(b"(" * 200_000))
    yield "p-saves", one(_stream(b"q " * 200_000))
    yield "p-matrix", one(_stream(b"9e99 0 0 9e99 0 0 cm " * 2000 + words))
    yield "p-size", one(_stream(words.replace(b"12 Tf", b"99999999999 Tf")))
    yield "p-lines", one(_stream(b"0 0 m 9 9 l S\n" * 20_000))
    yield (
        "p-rectangles",
        one(_stream(b"".join(b"%d %d 9 9 re S\n" % (k % 60 * 9, k // 60 * 9) for k in range(3000)))),
    )
    yield "p-inline-image", one(_stream(b"BI /W 9 /H 9 ID " + b"x" * 200_000))
    maps = b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange %s endcmap end"
    cid = (
        b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[8 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000%s>>",
    )
    for name, ranges in (
        ("range", b"1 beginbfrange<00000000><FFFFFFFF><0000>endbfrange"),
        ("ranges", b"100 beginbfrange" + b"<0000><FFFF><0000>" * 100 + b"endbfrange"),
        ("backwards", b"1 beginbfrange<FFFF><0000><0000>endbfrange"),
        ("cid", b"1 begincidrange<00000000><FFFFFFFF> 0 endcidrange"),
        ("long", b"1 beginbfchar<0001><" + b"4E00" * 20_000 + b">endbfchar"),
    ):  # fmt: skip
        objects = (_stream(words.replace(b"(Gross", b"<0001>Tj (Gross")),)
        yield (
            f"p-map-{name}",
            _pdf_of(
                catalog,
                pages,
                head.replace(b"5 0 R", b"6 0 R"),
                *objects,
                font,
                cid[0],
                _stream(maps % ranges),
                cid[1] % b"",
            ),
        )
    widths = b"/W[0 2000000000 500]"
    yield (
        "p-widths",
        _pdf_of(
            catalog,
            pages,
            head.replace(b"5 0 R", b"6 0 R"),
            _stream(words),
            font,
            cid[0],
            _stream(maps % b""),
            cid[1] % widths,
        ),
    )
    good = one(_stream(words))
    yield "p-xref-loop", good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % good.rindex(b"xref\n0"))
    yield "p-xref-count", good.replace(b"xref\n0 6", b"xref\n0 999999999")
    yield "p-startxref", good.replace(b"startxref\n", b"startxref\n99999999999999999999")
    yield "p-no-root", good.replace(b"/Root 1 0 R", b"")
    yield "p-root-self", good.replace(b"/Root 1 0 R", b"/Root 99 0 R")
    yield (
        "p-encrypt",
        good.replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/P -1/O(x)/U(y)>>/ID[(a)(b)]"
        ),
    )
    yield (
        "p-encrypt-odd",
        good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 99/R 99/Length 99999999>>"),
    )
    for index, width in ((b"[0 2000000000]", b"[1 2 1]"), (b"[0 5]", b"[0 0 0]"), (b"[0 5]", b"[-1 2 1]"), (b"[5]", b"[1 2 1]"), (b"[0 5]", b"[99 99 99]")):  # fmt: skip
        table = _stream(
            zlib.compress(bytes(40)),
            b"/Type/XRef/Size 9/Root 1 0 R/Filter/FlateDecode/W%s/Index%s" % (width, index),
        )
        body = b"%PDF-1.5\n1 0 obj\n" + table + b"\nendobj\nstartxref\n9\n%%EOF"
        yield f"p-xref-stream-{index.decode()}-{width.decode()}", body
    packed = _stream(b"1 0 " * 100_000, b"/Type/ObjStm/N 999999999/First 10")
    yield "p-object-stream", b"%PDF-1.5\n1 0 obj\n" + packed + b"\nendobj\n%%EOF"
    yield "p-cut", good[:-60]
    yield "p-half", good[: len(good) // 2]
    yield "p-head", b"%PDF-1.4"
    for seed in range(10):
        draw = random.Random(seed)
        damaged = bytearray(good)
        for _ in range(20):
            damaged[draw.randrange(9, len(damaged))] = draw.randrange(256)
        yield f"p-damaged-{seed}", bytes(damaged)
