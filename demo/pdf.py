"""Write a small PDF with a text layer, as offices export their reports: A4, page numbers at the foot."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

LINES_PER_PAGE = 24
CHARACTERS_PER_LINE = 28
SIZE = 16  # 三号, the size that GB/T 9704-2012 sets for the body of official documents
LEADING = 29
LEFT, TOP = 74, 740
NEVER_FIRST = "。，、；：！？”’）》…"


def pdf(lines: Sequence[str]) -> bytes:
    """Return the PDF whose paragraphs are `lines`; the first is its headline.

    The font is the standard CID font STSong-Light with the predefined CMap UniGB-UCS2-H (ISO 32000-1,
    9.7.5.2), which viewers include: nothing is embedded, and every reader gets the exact characters.
    """
    rows = [row for number, line in enumerate(lines) for row in _rows(line, centred=number == 0)]
    pages = [rows[at : at + LINES_PER_PAGE] for at in range(0, len(rows), LINES_PER_PAGE)]
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light-UniGB-UCS2-H/Encoding/UniGB-UCS2-H"
        b"/DescendantFonts[4 0 R]>>",
        # CIDs 1 to 95 of Adobe-GB1 are the ASCII characters; they are half a square wide here.
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93/FontBBox[-25 -254 1000 880]>>>>",
    ]
    for number, page in enumerate(pages, 1):
        shown = [_shown(text, LEFT + indent, TOP - LEADING * row) for row, (text, indent) in enumerate(page)]
        foot = f"— {number} —"
        shown.append(_shown(foot, 297 - _width(foot) / 2 * SIZE, 48))
        packed = zlib.compress("\n".join(shown).encode("ascii"), 9)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            + f"/Contents {len(objects) + 2} 0 R>>".encode()
        )
        objects.append(
            f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed + b"\nendstream"
        )
    return _file(objects)


def _width(text: str) -> float:
    """Return the width in squares of the font's size."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _rows(paragraph: str, *, centred: bool) -> Iterator[tuple[str, float]]:
    """Return the lines of a paragraph with their indents; the first line is indented by two squares."""
    indent = 0 if centred else 2
    row, room = "", CHARACTERS_PER_LINE - indent
    for piece in _pieces(paragraph):
        if row and _width(row) + _width(piece) > room and piece not in NEVER_FIRST:
            yield row, indent * SIZE
            row, room, indent = "", CHARACTERS_PER_LINE, 0
        row += piece
    yield row, (CHARACTERS_PER_LINE - _width(row)) / 2 * SIZE if centred else indent * SIZE


def _pieces(text: str) -> Iterator[str]:
    """Return the units that a line break may separate: single characters, but the ASCII of a number as one."""
    run = ""
    for char in text:
        if char.isascii() and not char.isspace():
            run += char
            continue
        if run:
            yield run
            run = ""
        yield char
    if run:
        yield run


def _shown(text: str, x: float, y: float) -> str:
    return f"BT /F1 {SIZE} Tf {x:g} {y:g} Td <{text.encode('utf-16-be').hex().upper()}> Tj ET"


def _file(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
