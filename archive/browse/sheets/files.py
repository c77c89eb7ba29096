"""Write a sheet as CSV for Excel (with a byte-order mark) or as an Excel workbook, with constant memory."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final

from archive.browse.sheets.sheet import LINKS, About, Sheet
from archive.browse.words import Language, say

# Excel's limits (Microsoft, "Excel specifications and limits"): characters in a cell, in an address, links in a sheet.
# The limit of a cell, 32,767, counts UTF-16 units and the escapes of control characters.
_CELL: Final = 16_000
_ADDRESS: Final = 2_079
_LINKS: Final = 65_000

# Excel takes a CSV cell that begins with one of these as a formula (OWASP, "CSV Injection").
_FORMULA: Final = re.compile(r"\s*[=+\-@\t\r]")


def csv_file(sheet: Sheet) -> bytes:
    """Return a sheet as CSV in UTF-8 with a byte-order mark; its columns have the names of JSON.

    A text that Excel would take for a formula gets an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(sheet.names)
    for row in sheet.rows:
        writer.writerow([_csv_cell(row.get(name)) for name in sheet.names])
    return out.getvalue().encode("utf-8-sig", "replace")


def excel_file(sheet: Sheet, about: About, language: Language) -> bytes:
    """Return a workbook: the rows under headings in the reader's language, and a sheet that explains them."""
    import xlsxwriter  # a tenth of a second that only this answer needs

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        link = book.add_format({"font_color": "#1f4e79", "underline": 1})
        _rows(book.add_worksheet(say(language, "sheet.rows")), sheet, language, heading, link)
        _explanation(
            book.add_worksheet(say(language, "sheet.about")), sheet, about, language, heading, wrapped
        )
    return out.getvalue()


def _rows(page: Any, sheet: Sheet, language: Language, heading: Any, link: Any) -> None:
    columns = sheet.columns
    for number, column in enumerate(columns):
        page.set_column(number, number, column.width)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(columns) - 1)
    for number, column in enumerate(columns):
        page.write_string(0, number, column.label(language), heading)
    links = 0
    for line, row in enumerate(sheet.rows, 1):
        for number, column in enumerate(columns):
            value = row.get(column.name)
            if column.name in LINKS and links < _LINKS and _is_link(value):
                page.write_url(line, number, value, link)
                links += 1
            else:
                _cell(page, line, number, value)


def _cell(page: Any, line: int, number: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool | int | float):
        page.write_number(line, number, value)
        return
    text = str(value)
    page.write_string(line, number, text if len(text) <= _CELL else f"{text[: _CELL - 1]}…")


def _is_link(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://")) and len(value) <= _ADDRESS


def _explanation(
    page: Any, sheet: Sheet, about: About, language: Language, heading: Any, wrapped: Any
) -> None:
    page.set_column(0, 1, 24)
    page.set_column(2, 2, 80)
    facts: list[tuple[str, str]] = [
        (say(language, "title"), about.title),
        (say(language, "address"), about.address),
        (say(language, "sheet.dataset"), about.dataset),
        (say(language, "sheet.as_of"), about.as_of),
        (say(language, "sheet.count"), f"{len(sheet.rows):,}{'+' if sheet.more else ''}"),
        (say(language, "licence"), about.licence),
        (say(language, "how_to_cite"), about.citation),
    ]
    if sheet.more:
        facts.append(
            (say(language, "sheet.cut"), say(language, "sheet.cut_at", count=f"{len(sheet.rows):,}"))
        )
    for line, (name, value) in enumerate(facts):
        page.write_string(line, 0, name, heading)
        page.write_string(line, 1, value)
    start = len(facts) + 1
    for number, name in enumerate(("column", "sheet.name", "meaning")):
        page.write_string(start, number, say(language, name), heading)
    for line, column in enumerate(sheet.columns, start + 1):
        page.write_string(line, 0, column.label(language))
        page.write_string(line, 1, column.name)
        page.write_string(line, 2, column.meaning(language), wrapped)


def _csv_cell(value: object) -> Any:
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else int(value) if isinstance(value, bool) else value
