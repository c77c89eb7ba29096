"""Read plain text and Markdown into a Page: text extracted from pages and PDFs, with its template lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from parsers.formats import pager_lines
from parsers.formats.blocks import EDGES, Block, assemble, lead, row
from parsers.formats.trim import trim
from parsers.page import Page
from parsers.text.patterns import lazy

_FRONT = lazy(r"\A\s{0,8}---[ \t]*\n((?:[^\n]{0,2000}\n){0,40}?)---[ \t]*(?:\n|\Z)")
_BREAK = lazy(r"<br\s{0,2}/?>", re.I)
# Possessive runs: each of these patterns reads a character of its line once.
_HEADING = lazy(r"(#{1,6})[ \t]++")
_RULE = lazy(r"[ \t]*+(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+(?:\|[ \t]*+:?-{2,}+:?[ \t]*+)*+\|?[ \t]*+\Z")
_BOLD = lazy(r"^(\*{2,3}|__)(?=\S)(.{1,400}?)\1$")
_LEAD = lazy(r"^(\*{2,3}|__)(?=\S)(.{2,60}?)\1(?=.)")
_QUOTE = lazy(r"^(?:>[ \t]?)+")
_LINK = lazy(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,600}\)")
_LONGEST = 5000  # characters; a longer line is not joined to the next one, so that joining takes linear time
_ENDS = "。！？；：…”』」）)】》!?;:.>"


def open_text(text: str, *, markdown: bool) -> Page:
    """Return the Page of a text file; `markdown`: its marks are markup."""
    meta, text = _front_matter(text)
    blocks = list(_markdown(text)) if markdown else _plain(text)
    kept = trim(pager_lines.cut(blocks))
    body, marks, tables = assemble(kept.body)
    return Page(
        text=body,
        marks=marks,
        tables=tables,
        page_title=kept.title,
        info=kept.info,
        crumbs=kept.crumbs,
        footer=kept.footer,
        metas=meta,
        format="markdown" if markdown else "text",
        third_party=kept.third_party,
        expired=kept.expired,
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    meta = {}
    for line in match[1].splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip().isascii():
            meta[key.strip().lower()] = value.strip().strip("\"'")
    return meta, text[match.end() :]


# -- plain text

_ROW = 4  # cells that make a line a row by itself, as a table's head above a line that names a group of rows


def _plain(text: str) -> list[Block]:
    return _tabular(_joined(text.split("\n")))


def _joined(lines: Sequence[str]) -> list[str]:
    """Return lines without blank ones, with a sentence that a page break (a blank line) split in one line.

    A paragraph was split if the line above the blank line ends in mid-sentence and the next line begins
    without indent, bullet, number or bracket.
    """
    out: list[str] = []
    blank = False
    for line in lines:
        bare = line.strip(EDGES)
        if not bare:
            if "\t" in line and out and "\t" in out[-1]:
                out.append("\t")  # an empty cell
            blank = True
            continue
        if blank and out and _cut(out[-1], line):
            out[-1] = out[-1].rstrip(EDGES) + ("" if _wide(out[-1][-1:]) or _wide(bare[0]) else " ") + bare
        else:
            out.append(line)
        blank = False
    return out


# A number or a mark of any form, or words that begin a paragraph.
_OPENER = lazy(
    r"^(?:[一二三四五六七八九十百]{1,4}(?:[、.．：:]|是(?!否))|[^\w\s，。；：、）)》”’！？,.;:!?%％‰…℃/+]|[①-⓿❶-➓⒈-⒛⑴-⒇㈠-㈩]"
    r"|\d{1,3}[、.．：:)）]|\d{1,2}\s(?=[\u3400-\u9fff“])(?![余多个名所家条座人万亿年月日户公平米亩元项件套次场批台辆])|(?:NO|No|№)|[其之][一二三四五六七八九十]{1,3}[，,、：:]"
    r"|(?:[民为惠便利]民|民生)?(?:实事|项目|工程|任务)[·•]?[一二三四五六七八九十\d]{1,3}[：:、，]"
    r"|\d{1,2}(?=[新改建推实提加优完开启扩增])|(?:牵头|责任|主办|协办|配合)(?:单位|部门)[：:]|第[一二三四五六七八九十\d]{1,3}|各位|附|注|同志们)"
)


def _wide(char: str) -> bool:
    return char > "\u2e7f"


def _cut(above: str, below: str) -> bool:
    """Decide whether a blank line splits one paragraph into `above` and `below`."""
    if len(above) > _LONGEST:
        return False
    bare, next_ = above.rstrip(EDGES), below.strip(EDGES)
    if (
        not bare
        or bare[-1] in _ENDS
        or below[0] in "\u3000 \t\u00a0"
        or next_.isdigit()
        or _OPENER.match(next_)
    ):
        return False
    if bare[-1] in "，、," or any(bare.count(a) > bare.count(b) for a, b in ("“”", "（）", "《》")):
        return True
    if "。" in bare or "；" in bare:
        return len(bare) >= 15  # a heading has no complete sentence
    return len(bare) >= 30 and ("，" in bare or "," in bare) and _OPENER.match(bare.lstrip(EDGES)) is None


def _tabular(lines: Sequence[str]) -> list[Block]:
    """Return lines as blocks; copied tables have rows `a<TAB>b`, or lines for cells, all but the first with a tab.

    A line that begins with a tab and has all the cells of the row above is a row whose first cell is empty.
    """
    groups: list[list[str]] = []
    width = 0
    for line in lines:
        tabs = line.count("\t")
        if line.startswith("\t") and groups and (tabs < 2 or tabs != width - 1):
            groups[-1].extend(line[1:].split("\t"))
        else:
            width = tabs + 1
            groups.append(line.split("\t") if "\t" in line.strip(EDGES) else [line])
    out: list[Block] = []
    table, open_ = -1, False
    for i, cells in enumerate(groups):
        texts = [cell.strip(EDGES) for cell in cells]
        followed = i + 1 < len(groups) and len(groups[i + 1]) > 1
        if len(texts) > 1 and (open_ or followed or len(texts) >= _ROW):
            table += not open_
            open_ = True
            out.append(row(texts, table))
            continue
        open_ = False
        out += [Block(text) for text in texts if text]
    return out


# -- Markdown


def _markdown(text: str) -> Iterable[Block]:
    text = _uncommented(text)
    table, open_, edged = -1, False, False
    for line in text.split("\n"):
        bare = line.strip(EDGES)
        if edged and bare and not bare.strip("|") and not open_:
            yield Block(bare)  # cells that are empty, at the end of a row with one cell a line
            continue
        edged = bare.endswith("|") and not bare.startswith("|")
        if len(bare) > 1 and bare[0] == "|" and (open_ or bare[-1] == "|"):
            if _RULE.match(bare):
                continue
            table += not open_
            open_ = True
            cells = [_unmark(_BREAK.sub("\n", cell)) for cell in bare[1:].removesuffix("|").split("|")]
            yield row(cells, table)
            continue
        open_ = False
        if not bare or _RULE.match(bare):
            continue
        bare = _QUOTE.sub("", bare)
        for part in _BREAK.split(bare):
            yield from _line(part.strip(EDGES))


def _uncommented(text: str) -> str:
    """Return the text without `<!-- … -->`; a comment without an end is text."""
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join((*parts, text[at:]))


def _line(text: str) -> Iterable[Block]:
    heading = _HEADING.match(text)
    if heading:
        plain = _unmark(text[heading.end() :].rstrip("#").rstrip(" \t"))
        if plain:
            yield Block(plain, True, len(heading[1]))
        return
    bold = _BOLD.match(text) is not None
    plain = _unmark(text)
    opening = None if bold else _LEAD.match(text)
    if plain:
        yield Block(plain, bold, lead=lead(plain, _unmark(opening[2])) if opening else 0)


def _unmark(text: str) -> str:
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text:
        text = re.sub(r"\*{2,3}", "", text)
        text = re.sub(r"^\*(?=[^\s*])([^*]*)\*$", r"\1", text)
        text = text[1:] if text.startswith("*") and "*" not in text[1:] else text
    return text.replace("__", "").strip(EDGES) if "__" in text else text.strip(EDGES)
