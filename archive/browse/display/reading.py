"""Render a version's text as HTML: headings, paragraphs, tables, and marks where something was read."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from archive.browse.rows import Row
from archive.browse.words import Speaker


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text with a CSS class and a tooltip for hover, focus and tap."""

    start: int
    end: int
    style: str
    tip: str = ""


def value_text(row: Row) -> str:
    """Return a figure's value as 7%, 5–6%, 1200亿元; a dash if the document gives none."""
    if row.get("value") is None:
        return "—"
    value = plain(row["value"])
    if row.get("value_max") is not None:
        value += f"–{plain(row['value_max'])}"
    return value + (row.get("unit") or "")


def plain(value: float) -> str:
    """Return a number without trailing zeros, never with an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def marks_of(version: Row, t: Speaker) -> list[Mark]:
    """Return the marks of a version's figures, promises and problems, and of the requested passage."""
    marks = [_figure(row, t) for row in version["indicators"]]
    marks += [_promise(row, t) for row in version["commitments"]]
    marks += [
        Mark(row["start"], row["end"], "problem", f"{t('problem.' + row['code'])}：{row['detail'] or ''}")
        for row in version["problems"]
        if row["start"] is not None and row["end"] is not None
    ]
    marks += [
        Mark(row["start"], row["end"], "corrected", _correction(row, t)) for row in version["corrections"]
    ]
    # A heading in the same line as its paragraph; one in a line of its own becomes a heading element.
    marks += [
        Mark(row["start"], row["start"] + len(row["heading"]), "runin")
        for row in version["sections"]
        if (version["text"] or "")[row["start"] + len(row["heading"]) :][:3].strip()
    ]
    if version.get("at"):
        marks.append(Mark(version["at"][0], version["at"][1], "at"))
    return [mark for mark in marks if mark.start is not None and mark.start < mark.end]


def body(version: Row, t: Speaker, here: str) -> Markup:
    """Return the whole text as HTML, every character in order; `here` is the version's own address."""
    text = version["text"] or ""
    marks = sorted(marks_of(version, t), key=lambda mark: (mark.start, mark.end))
    headings = {row["start"]: row for row in version["sections"] if row["start"] is not None}
    anchor = iter(("at",))
    parts: list[str] = []
    in_table = False
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            continue
        if ("\t" in line) != in_table:
            parts.append("</tbody></table></div>" if in_table else '<div class="wide"><table><tbody>')
            in_table = not in_table
        if in_table:
            cells = [_pieces(text, left, right, marks, anchor) for left, right in _cells(text, start, end)]
            parts.append(f'<tr id="p{start}">{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
            continue
        heading = headings.get(start) or headings.get(start + len(line) - len(line.lstrip()))
        alone = heading is not None and len(line.strip()) <= len(heading["heading"].strip()) + 2
        inner = _pieces(text, start, end, marks, anchor)
        address = escape(f"{here}?at={start}-{end}#at")
        link = f'<a class="here" href="{address}" aria-label="{escape(t("link_here"))}">¶</a>'
        if heading and alone:
            level = min(int(heading["level"]) + 2, 6)
            parts.append(f'<h{level} id="p{start}">{inner}{link}</h{level}>')
        else:
            parts.append(f'<p id="p{start}">{inner}{link}</p>')
    if in_table:
        parts.append("</tbody></table></div>")
    return Markup("".join(parts))


def excerpt(text: str, spans: Iterable[Sequence[int]], longest: int = 0) -> Markup:
    """Return a text with spans in <mark>; with `longest`, only so many characters around the first span."""
    ordered = [(int(start), int(end)) for start, end in spans]
    left, right = 0, len(text)
    if longest and len(text) > longest:
        first = ordered[0][0] if ordered else 0
        left = max(0, min(first - longest // 3, len(text) - longest))
        right = left + longest
    parts = [Markup("…") if left else Markup("")]
    at = left
    for start, end in ordered:
        start, end = max(start, at), min(end, right)
        if start >= end:
            continue
        parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    parts += [escape(text[at:right]), Markup("…") if right < len(text) else Markup("")]
    return Markup("").join(parts)


def _figure(row: Row, t: Speaker) -> Mark:
    lines = [
        t("indicator." + row["indicator"]) if row["indicator"] != "other" else (row["name"] or ""),
        " ".join(
            filter(None, (row["period"] or "", t("figure." + row["kind"]), t("measure." + row["measure"])))
        ),
        " ".join(filter(None, (value_text(row), row["modifier"] or "", row["scope"] or ""))),
    ]
    return Mark(row["start"], row["end"], f"figure {row['kind']}", "\n".join(filter(None, lines)))


_BESIDE = (
    ("deadline", "deadline"),
    ("money", "money"),
    ("money_source", "money_source"),
    ("place_of", "place"),
)


def _promise(row: Row, t: Speaker) -> Mark:
    lines = [
        " ".join(filter(None, (t("promise"), str(row["year"] or ""), t("status." + row["status"])))),
        row["outcome"] or "",
        f"{t('lead')}：{row['lead']}" if row["lead"] else "",
        *(f"{t(word)}：{row[name]}" for word, name in _BESIDE if row[name]),
    ]
    return Mark(row["start"], row["end"], f"promise {row['status']}", "\n".join(filter(None, lines)))


def _correction(row: Row, t: Speaker) -> str:
    """Return both values, and who corrected the figure, when and why."""
    state = "" if row["state"] == "applied" else f"（{t('correction.' + row['state'])}）"
    return "\n".join(
        (
            f"{t('correction')}{state}",
            f"{row['field']}：{_or_dash(row['read'])} → {_or_dash(row['corrected'])}",
            f"{row['person']}，{row['corrected_on']}：{row['why']}",
        )
    )


def _or_dash(value: object) -> str:
    return "—" if value is None else str(value)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for cell in text[start:end].split("\t"):
        yield at, at + len(cell)
        at += len(cell) + 1


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], anchor: Iterator[str]) -> str:
    """Cut a stretch of text where marks begin and end; overlapping marks share a piece and join their tooltips."""
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    if not here:
        return str(escape(text[start:end]))
    cuts = sorted({start, end} | {at for mark in here for at in (mark.start, mark.end) if start < at < end})
    parts: list[str] = []
    for left, right in itertools.pairwise(cuts):
        words = str(escape(text[left:right]))
        over = [mark for mark in here if mark.start <= left and mark.end >= right]
        if not over:
            parts.append(words)
            continue
        style = " ".join(dict.fromkeys(" ".join(mark.style for mark in over).split()))
        tip = "\n\n".join(dict.fromkeys(mark.tip for mark in over if mark.tip))
        extra = f' tabindex="0" data-tip="{escape(tip)}"' if tip else ""
        if "at" in style.split():
            name = next(anchor, None)
            extra += f' id="{name}"' if name else ""
        parts.append(f'<mark class="{style}"{extra}>{words}</mark>')
    return "".join(parts)
