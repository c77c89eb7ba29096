"""A spreadsheet (XLSX) as a page of HTML: lists offer all their entries as such a file, with the articles' addresses.

An address stands in a cell of its own, in a formula (`HYPERLINK`), or behind the title's cell (a relationship of the
sheet). It becomes the link of the row's title.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from lxml import etree

from parsers.formats.packed import DAMAGED, Package
from parsers.text import han

_MAX_PART: Final = 8 << 20  # bytes of one decompressed part
_MAX_TEXT: Final = 4 << 20  # characters of a sheet's cells
_MAX_SHEETS: Final = 10
_MAX_ROWS: Final = 5000  # of a sheet
_WORKBOOK: Final = "xl/workbook.xml"
_DAMAGED: Final = (etree.XMLSyntaxError, IndexError, *DAMAGED)
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FORMULA = re.compile(r'HYPERLINK\(\s*"([^"]{3,500})"', re.I)
_ADDRESS = re.compile(
    r"(https?://|/)\S{3,500}|[\w./-]{1,200}\.(s?html?|jhtml|jspx?|aspx?|php)(\?\S{1,200})?", re.A
)
_OF_DATES = re.compile(r"日期|时间|date|time", re.I)
_FIRST_DAY: Final = datetime.date(1899, 12, 30)  # of Excel's calendar (ECMA-376, 18.17.4.1)
_DAYS: Final = range(20_000, 60_000)  # 1954 to 2064
_Row = dict[str, str]  # by column


def as_page(data: bytes) -> str | None:
    """Return the rows of a workbook's sheets as tables of HTML; None for what is no readable workbook."""
    try:
        packed = Package(data)
        if _WORKBOOK not in packed.names:
            return None
        texts = _strings(_part(packed, "xl/sharedstrings.xml"))
        sheets = sorted(name for name in packed.names if re.fullmatch(r"xl/worksheets/[^/]{1,80}\.xml", name))
        tables = [_table(packed, sheet, texts) for sheet in sheets[:_MAX_SHEETS]]
    except _DAMAGED:
        return None
    return f"<html><body>{''.join(tables)}</body></html>"


def _part(packed: Package, name: str) -> etree._Element | None:
    if name not in packed.names:
        return None
    return etree.fromstring(
        packed.read(name, _MAX_PART), etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    )


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _inside(tree: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name, whatever their namespace: Strict OOXML has another one."""
    if tree is not None:
        yield from (node for node in tree.iter() if _local(node) == name)


def _text(node: etree._Element) -> str:
    return "".join(one.text or "" for one in _inside(node, "t"))


def _strings(tree: etree._Element | None) -> list[str]:
    return [_text(node) for node in _inside(tree, "si")]


def _table(packed: Package, sheet: str, texts: list[str]) -> str:
    tree = _part(packed, sheet)
    rels = f"{posixpath.dirname(sheet)}/_rels/{posixpath.basename(sheet)}.rels"
    targets = {
        str(node.get("Id")): node.get("Target") or "" for node in _inside(_part(packed, rels), "Relationship")
    }
    behind: dict[str, str] = {}
    for node in _inside(tree, "hyperlink"):
        number = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        if target := targets.get(str(number)):
            behind[(node.get("ref") or "").partition(":")[0]] = target
    rows: list[tuple[_Row, dict[str, str]]] = []
    written = 0
    for row in list(_inside(tree, "row"))[:_MAX_ROWS]:
        cells, links = {}, {}
        for cell in _inside(row, "c"):
            if match := _CELL.fullmatch(cell.get("r") or ""):
                cells[match[1]] = _value(cell, texts)
                written += len(cells[match[1]])
                if written > _MAX_TEXT:  # one long text can stand in every cell
                    raise ValueError(f"{sheet} shows too much text")
                formula = next((_FORMULA.search(one.text or "") for one in _inside(cell, "f")), None)
                if target := behind.get(match[0]) or (formula[1] if formula else None):
                    links[match[1]] = target
        rows.append((cells, links))
    head = rows[0][0] if rows else {}
    dated = {column for column, name in head.items() if _OF_DATES.search(name)}
    return f"<table>{''.join(_row(cells, links, dated) for cells, links in rows)}</table>"


def _value(cell: etree._Element, texts: list[str]) -> str:
    kind = cell.get("t")
    value = next((one.text or "" for one in _inside(cell, "v")), "")
    if kind == "inlineStr":
        return _text(cell)
    return texts[int(value)] if kind == "s" and value else value


def _row(cells: _Row, links: Mapping[str, str], dated: set[str]) -> str:
    """Return a row with its title as a link, if a cell of it has an address."""
    written = [column for column, text in cells.items() if _ADDRESS.fullmatch(text.strip())]
    address = next(iter(links.values()), None) or next((cells[one].strip() for one in written), None)
    titled = max(cells, key=lambda column: (column in links, han.count(cells[column])), default=None)
    shown = []
    for column, text in cells.items():
        if column in dated and text.partition(".")[0].isdecimal() and int(float(text)) in _DAYS:
            text = (_FIRST_DAY + datetime.timedelta(days=int(float(text)))).isoformat()
        if column in written:
            continue
        if address and column == titled:
            shown.append(f'<td><a href="{escape(address)}">{escape(text)}</a></td>')
        else:
            shown.append(f"<td>{escape(text)}</td>")
    return f"<tr>{''.join(shown)}</tr>"
