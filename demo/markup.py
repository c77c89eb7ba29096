"""Write a body's lines as HTML, in the three styles of the demo's systems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

DIGITS = re.compile(r"\d+")
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|【|附件")
FIRST_COLUMNS = ("类别",)  # a column whose equal neighbours are one merged cell


def body(lines: Sequence[str], hand: Callable[[str, bool], str]) -> str:
    """Return paragraphs made by `hand` from each line and whether it is in the centred head; rows become a table."""
    parts, rows = [], list[list[str]]()
    opening = next((n for n, line in enumerate(lines) if line.endswith("：")), 1)
    for number, line in enumerate(lines):
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            parts.append(_table(rows))
            rows = []
        parts.append(hand(line, number < opening))
    return "\n".join([*parts, _table(rows)] if rows else parts)


def plain(line: str, head: bool) -> str:
    """Return paragraphs with an indent in the style, headings in bold."""
    if head:
        return f'<p style="text-align: center;"><strong>{escape(line)}</strong></p>'
    text = f"<strong>{escape(line)}</strong>" if HEADING.match(line) else escape(line)
    return f'<p style="text-indent: 2em;">{text}</p>'


def breaks(line: str, head: bool) -> str:
    """Return lines that end in <br>, indented by no-break spaces."""
    return f"{'' if head else '&nbsp;&nbsp;&nbsp;&nbsp;'}{escape(line)}<br />"


def word(line: str, head: bool) -> str:
    """Return paragraphs as pasted from Word: a class and a font each, numbers in separate runs."""
    align = "center" if head else "justify"
    indent = "" if head else "text-indent: 32pt; "
    font = "黑体" if head or HEADING.match(line) else "仿宋_GB2312"
    return (
        f'<p class="MsoNormal" style="{indent}text-align: {align}; line-height: 29pt;" align="{align}">'
        f'<span style="font-family: {font}; font-size: 16pt;">{"".join(_runs(line))}</span></p>'
    )


def _runs(line: str) -> Iterator[str]:
    at = 0
    for match in DIGITS.finditer(line):
        yield escape(line[at : match.start()])
        # Word splits a run where the cursor once was; here in the middle.
        half = match.start() + len(match[0]) // 2
        yield f'<span lang="EN-US">{line[match.start() : half]}<span>{line[half : match.end()]}</span></span>'
        at = match.end()
    yield escape(line[at:])


def cells(rows: Sequence[Sequence[str]]) -> list[list[tuple[str, int]]]:
    """Return each row's cells with the rows they span; a merged cell is in its first row only."""
    merged = [column for column, name in enumerate(rows[0]) if name in FIRST_COLUMNS]
    found = []
    for at, row in enumerate(rows):
        out = []
        for column, text in enumerate(row):
            if column not in merged:
                out.append((text, 1))
            elif rows[at - 1][column] != text or at == 0:
                out.append((text, sum(1 for _ in _run(rows[at:], column))))
        found.append(out)
    return found


def _run(rows: Sequence[Sequence[str]], column: int) -> Iterator[str]:
    for row in rows:
        if row[column] != rows[0][column]:
            return
        yield row[column]


def _table(rows: Sequence[Sequence[str]]) -> str:
    out = []
    for number, row in enumerate(cells(rows)):
        tag = "th" if number == 0 else "td"
        shown = (
            f"<{tag}{f' rowspan={chr(34)}{n}{chr(34)}' if n > 1 else ''}>{escape(t)}</{tag}>" for t, n in row
        )
        out.append(f"<tr>{''.join(shown)}</tr>")
    return f'<table border="1" cellspacing="0" cellpadding="6"><tbody>\n{chr(10).join(out)}\n</tbody></table>'
