"""Build a PDF by hand: Chinese text at given positions, without any font file."""

from __future__ import annotations

from collections.abc import Sequence

SIZE = 12


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """Return A4 pages of (x, y, text) in points from the lower left; every character is one em wide, ASCII half."""
    used = sorted({ord(c) for page in pages for _, _, text in page for c in text})
    chars = "\n".join(f"<{code:04X}> <{code:04X}>" for code in used)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(used)} beginbfchar\n{chars}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    narrow = " ".join(f"{code} [500]" for code in used if code < 128)
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/S/CIDToGIDMap/Identity/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/FontDescriptor<</Type/FontDescriptor/FontName/S/Flags 4/ItalicAngle 0/Ascent 880/Descent -120"
        f"/CapHeight 700/StemV 80/FontBBox[0 -200 1000 900]>>/W[{narrow}]>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    ]
    for index, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F1 {SIZE} Tf {x:g} {y:g} Td <{''.join(f'{ord(c):04X}' for c in text)}> Tj ET"
            for x, y, text in page
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {7 + 2 * index} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    out = b"%PDF-1.5\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
