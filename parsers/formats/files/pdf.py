"""Read PDF into a Page by character positions: columns, paragraphs, running heads and feet, ruled tables."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from parsers.formats import limits
from parsers.formats.blocks import EDGES, Block, assemble, row
from parsers.formats.files import pdf_bounds
from parsers.formats.files.lines import Line, lines_of, reading_order
from parsers.formats.trim import trim
from parsers.formats.white_space import tidy
from parsers.page import Page
from parsers.record import Problem
from parsers.text.characters import shown
from parsers.text.patterns import lazy

MAX_PAGES = 1000
_NUMBER = lazy(
    r"^[—–\-·•~～\s]{0,6}(?:第\s{0,2})?[\dⅠ-Ⅻivxl]{1,4}\s{0,2}(?:页)?(?:\s{0,2}[/，,]?\s{0,2}(?:共\s{0,2})?\d{1,4}\s{0,2}页?)?[—–\-·•~～\s]{0,6}$"
)
_BARE = lazy(r"^[0-9]{1,4}$")
_UNMAPPED = lazy(r"\(cid:\d{1,6}\)")


@dataclass(slots=True)
class _Sheet:
    """A page's lines in reading order, and its ruled tables by their position."""

    lines: list[Line]
    tables: list[tuple[float, list[list[str]]]]  # top, rows


def open_pdf(data: bytes) -> Page:
    """Return the Page of a PDF.

    Problems: `no_text_layer` (a scan), `encrypted`, `broken_file`, `too_large` (more than 1000 pages).
    """
    refusal = limits.pdf_refusal(data)
    if refusal is not None:
        return Page(text="", format="pdf", problems=(refusal,))
    import pdfplumber  # takes 0.3 s, and most documents are not PDFs

    pdf_bounds.install()
    pdf_bounds.damage.streams = 0
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings about fonts do not help a reader
    sheets: list[_Sheet] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MAX_PAGES:
                return _refused("too_large", f"{len(document.pages)} pages")
            for page in document.pages:
                sheets.append(_sheet(page))
                page.close()
            declared = _declared(document)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- damaged bytes make pdfminer and pdfplumber raise errors of any kind
        if "PasswordIncorrect" in repr(error):
            return _refused("encrypted", "the PDF wants a password")
        if too_large := _too_large(error):
            return _refused("too_large", str(too_large))
        if not any(sheet.lines for sheet in sheets):
            return _refused("broken_file", f"no readable PDF: {type(error).__name__}")
        return _page(sheets, (Problem("broken_file", f"unreadable from page {len(sheets) + 1} on"),))
    if not any(sheet.lines or sheet.tables for sheet in sheets):
        if not sheets or _damaged():
            return _refused("broken_file", "no page in it" if not sheets else _damaged()[0].detail)
        return _refused("no_text_layer", f"{len(sheets)} pages of pictures without text")
    if declared is not None and declared <= len(sheets):
        return _page(sheets, _damaged())
    lost = (
        f"{declared - len(sheets)} of {declared} pages can't be found"
        if declared
        else "its page tree is lost"
    )
    return _page(sheets, (Problem("broken_file", lost), *_damaged()))


def _damaged() -> tuple[Problem, ...]:
    """Return a problem if text may be missing because compressed bytes are damaged."""
    count = pdf_bounds.damage.streams
    return (Problem("broken_file", f"{count} damaged streams, read as far as they go"),) if count else ()


def _too_large(error: BaseException | None) -> pdf_bounds.TooLargeError | None:
    """Return the exceeded limit that caused an error, None if another error did."""
    while error is not None:
        within = [error, *(arg for arg in error.args if isinstance(arg, BaseException))]
        if found := next((one for one in within if isinstance(one, pdf_bounds.TooLargeError)), None):
            return found
        error = error.__cause__ or error.__context__
    return None


def _declared(document: Any) -> int | None:
    """Return the number of pages that the file states, None if it states none; a damaged file has fewer."""
    from pdfminer.pdftypes import resolve1

    tree = resolve1(document.doc.catalog.get("Pages"))
    count = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return count if isinstance(count, int) else None


def _refused(code: str, detail: str) -> Page:
    return Page(text="", format="pdf", problems=(Problem(code, detail),))


def _sheet(page: Any) -> _Sheet:
    chars = [c for c in page.chars if c.get("upright", True)]
    tables = []
    if len(page.lines) + len(page.rects) >= 6:
        for table in page.find_tables():
            rows = [[_cell(cell or "") for cell in cells] for cells in table.extract()]
            if len(rows) < 2 or max(map(len, rows)) < 2:
                continue
            left, top, right, bottom = table.bbox
            chars = [c for c in chars if not (left <= c["x0"] <= right and top <= c["top"] <= bottom)]
            tables.append((float(top), rows))
    lines = reading_order(lines_of(chars))
    for line in lines:
        line.page = page.page_number
    return _Sheet(lines, tables)


def _cell(text: str) -> str:
    """Return a cell's text without line breaks, which come from the column's width."""
    return shown(tidy(text))


# -- running heads and feet


def _furniture(sheets: Sequence[_Sheet]) -> set[str]:
    """Return the running heads and feet: lines at the two outermost heights that recur, apart from their digits."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        heights = sorted({round(line.top) for line in sheet.lines})
        outer = {*heights[:2], *heights[-2:]}
        seen.update({_figureless(line.text) for line in sheet.lines if round(line.top) in outer})
    often = max(3, len(sheets) // 3)
    return {
        text
        for text, count in seen.items()
        if text and count >= often and len(text) < 60 and "。" not in text
    }


def _figureless(text: str) -> str:
    return re.sub(r"[\d\s—–-]+", "", text)


def _counted(sheets: Sequence[_Sheet]) -> int | None:
    """Return the difference between printed page numbers and page indexes; None if no page numbers are printed.

    A list item's number may be alone at a page's edge too, so the most frequent difference is used.
    """
    ahead: Counter[int] = Counter()
    for index, sheet in enumerate(sheets):
        heights = sorted({round(line.top) for line in sheet.lines})
        outer = {*heights[:3], *heights[-3:]}
        numbers = (line.text for line in sheet.lines if round(line.top) in outer and _NUMBER.match(line.text))
        digits = (re.search(r"[0-9]{1,4}", text) for text in numbers)
        ahead.update({int(match[0]) - index for match in digits if match})
    found, count = max(ahead.items(), key=lambda pair: (pair[1], -pair[0]), default=(1, 0))
    if len(sheets) == 1:
        return 1
    return found if count >= 2 else None


def _is_number(text: str, due: int | None) -> bool:
    """Decide whether a line is its page's number; a line of digits only must be the number expected."""
    if _BARE.match(text.strip()):
        return int(text) == due
    return bool(_NUMBER.match(text))


def _kept(sheet: _Sheet, furniture: set[str], due: int | None) -> list[Line]:
    """Return a page's lines without running heads, feet and page number, which are the outermost lines."""
    lines = list(sheet.lines)
    for end in (min, max):
        for _ in range(3):
            height = end((round(line.top) for line in lines), default=0)
            outer = [line for line in lines if round(line.top) == height]
            dropped = [x for x in outer if _is_number(x.text, due) or _figureless(x.text) in furniture]
            if not dropped:
                break
            lines = [line for line in lines if line not in dropped]
    return lines


# -- paragraphs


def _page(sheets: Sequence[_Sheet], problems: tuple[Problem, ...]) -> Page:
    furniture = _furniture(sheets)
    ahead = _counted(sheets)
    kept = [
        _kept(sheet, furniture, None if ahead is None else index + ahead)
        for index, sheet in enumerate(sheets)
    ]
    blocks = list(_blocks(sheets, kept))
    trimmed = trim(blocks, templated=False)
    text, marks, tables = assemble(trimmed.body)
    return Page(text=text, marks=marks, tables=tables, footer=trimmed.footer, format="pdf", problems=problems)


def _blocks(sheets: Sequence[_Sheet], kept: Sequence[list[Line]]) -> Iterator[Block]:
    sizes = Counter(round(line.size) for lines in kept for line in lines for _ in range(len(line.text)))
    body = sizes.most_common(1)[0][0] if sizes else 12
    open_: list[Line] = []
    number, columns = -1, 0  # of the table above, 0 columns if text follows it
    for sheet, lines in zip(sheets, kept, strict=True):
        waiting = sorted(sheet.tables, key=lambda table: table[0])
        for line in (*lines, None):
            while waiting and (line is None or (waiting[0][0] < line.top and line.column == 0)):
                yield from _closed(open_, body)
                _, rows = waiting.pop(0)
                if columns != len(rows[0]):  # otherwise the table of the previous page continues
                    number, columns = number + 1, len(rows[0])
                yield from (row(cells, number) for cells in rows if any(c.strip(EDGES) for c in cells))
            if line is None:
                continue
            columns = 0
            if open_ and _begins(line, open_[-1]):
                yield from _closed(open_, body)
            open_.append(line)
    yield from _closed(open_, body)


def _begins(line: Line, above: Line) -> bool:
    """Decide whether a line begins a paragraph: it is indented, in another size, or after a short line or wide gap."""
    em = max(line.size, 1.0)
    if abs(line.size - above.size) > 0.15 * em:
        return True
    if line.left > line.margin + 1.2 * em or above.right < above.edge - 2.2 * em:
        return True
    together = (line.page, line.column) == (above.page, above.column)
    return together and line.top - above.top > 2.2 * line.pitch


def _closed(lines: list[Line], body: int) -> Iterator[Block]:
    if not lines:
        return
    text = lines[0].text
    for line in lines[1:]:
        narrow = (
            text[-1:].isascii()
            and text[-1:].isalnum()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
        )
        text += (" " if narrow else "") + line.text
    text = shown(_UNMAPPED.sub("\ufffd", text)).strip(EDGES)
    heading = len(text) <= 60 and (lines[0].size > 1.1 * body or all(line.bold for line in lines))
    lines.clear()
    if text:
        yield Block(text, heading)
