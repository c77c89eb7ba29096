"""DOCX to a Page: paragraphs, headings by style, tables in their place."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from parsers.formats import chrome
from parsers.formats.blocks import EDGES, Block, assemble, row
from parsers.page import Page
from parsers.record import Problem

MAX_XML = 64 << 20  # bytes of one unpacked part; a 200-page report has about 2 MB
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE = re.compile(r"^(?:heading|标题|標題)\s{0,2}(\d)", re.I)


def open_docx(data: bytes) -> Page:
    """The Page of a Word document; `broken_file` where it is none, `too_large` for a packed bomb."""
    import docx  # python-docx: 0.2 s, and most documents are no DOCX
    from docx.opc.exceptions import OpcError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if any(part.file_size > MAX_XML for part in packed.infolist()):
                return _refused("too_large", "a part of more than 64 MB")
        document = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(document))
    except (
        OpcError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
    ) as error:
        return _refused("broken_file", f"no readable DOCX: {type(error).__name__}")
    except (AttributeError, TypeError, OSError, zipfile.LargeZipFile, EOFError, AssertionError) as error:
        return _refused("broken_file", f"a DOCX without its parts: {type(error).__name__}")
    trimmed = chrome.trim(blocks, templated=False)
    text, marks, tables = assemble(trimmed.body)
    return Page(text=text, marks=marks, tables=tables, footer=trimmed.footer, format="docx")


def _refused(code: str, detail: str) -> Page:
    return Page(text="", format="docx", problems=(Problem(code, detail),))


def _blocks(document: Any) -> Iterator[Block]:
    names = {style.style_id: style.name for style in document.styles}
    number = 0
    for element in document.element.body.iterchildren():
        if element.tag == f"{_W}p":
            yield from _paragraph(element, names)
        elif element.tag == f"{_W}tbl":
            for cells in _rows(element):
                if any(cell.strip(EDGES) for cell in cells):
                    yield row(cells, number)
            number += 1
        elif element.tag == f"{_W}sdt":  # a content control around paragraphs
            for inner in element.iter(f"{_W}p"):
                yield from _paragraph(inner, names)


def _paragraph(element: Any, names: dict[str, str]) -> Iterator[Block]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    name = names.get(style.get(f"{_W}val"), "") if style is not None else ""
    match = _STYLE.match(name or "")
    titled = bool(match) or (name or "").lower() in ("title", "标题")
    for text in _text(element).split("\n"):
        plain = text.strip(EDGES)
        if plain:
            yield Block(plain, titled or _bold(element), int(match[1]) if match else None)


def _text(element: Any) -> str:
    """The text of all runs, in hyperlinks and insertions too; deleted text and field codes are not shown."""
    parts: list[str] = []
    for node in element.iter(f"{_W}t", f"{_W}br", f"{_W}cr", f"{_W}tab", f"{_W}noBreakHyphen"):
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab":
            if node.getparent().tag == f"{_W}r":  # a tab stop's definition has the same name
                parts.append("\t")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.get(f"{_W}type") in (None, "textWrapping"):
            parts.append("\n")
    return "".join(parts)


def _bold(element: Any) -> bool:
    runs = [run for run in element.iter(f"{_W}r") if any((t.text or "").strip() for t in run.iter(f"{_W}t"))]
    marks = [run.find(f"{_W}rPr/{_W}b") for run in runs]
    return bool(runs) and all(m is not None and m.get(f"{_W}val") not in ("0", "false") for m in marks)


def _rows(table: Any) -> Iterator[list[str]]:
    """Cells of each row; one merged over rows stands in its first row and is empty in the others."""
    for tr in table.iterchildren(f"{_W}tr"):
        cells: list[str] = []
        for tc in tr.iter(f"{_W}tc"):
            merge = tc.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") in (None, "continue"):
                cells.append("")
                continue
            texts = (_text(p).strip(EDGES) for p in tc.iter(f"{_W}p"))
            cells.append("\n".join(text for text in texts if text))
        yield cells
