"""Read a container's nodes into blocks: paragraphs, headings and table rows as shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats.blocks import EDGES, Block, lead, row
from parsers.formats.web import hidden
from parsers.formats.web.cells import cells_of, is_data, span, table_rows
from parsers.formats.white_space import tidy
from parsers.page import Attachment
from parsers.text.patterns import lazy

BLOCK_TAGS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent",
))  # fmt: skip
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "select", "option", "button", "input", "textarea", "svg",
    "iframe", "object", "embed", "video", "audio", "canvas", "map", "head", "title", "rt", "rp", "datalist",
))  # fmt: skip
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
# What a new element ends, as HTML 4 parsers had it: a <b> or <h1> without its end tag must not make a page a heading.
_ENDED_BY = {
    "b": frozenset(("p", "center", "td", "th")),
    "a": frozenset(("table", "td", "th", "fieldset")),
    "p": frozenset(
        ("center", "div", "dl", "hr", "ol", "p", "pre", "table", "td", "th", "tr", "ul", *_HEADINGS)
    ),
    "pre": frozenset(("dl", "dt", "fieldset", "form", "li", "table", "ul")),
} | dict.fromkeys(_HEADINGS, frozenset(("p", "table", "li", "form", "fieldset")))
# The first characters are a set, to which the engine skips quickly.
FILES = lazy(
    r"[.dDvVfF](?:(?<=\.)(?i:pdf|docx?|wps|ofd|xlsx?|zip|rar|et|pptx?|txt)(?:$|[?#&])"
    r"|(?<=[dD])(?i:ownfile\.jsp|ownload(?:\.jsp|(?:ztb)?attach))|(?<=[vV])(?i:iewer(?:\.html)?\?file=)|(?<=[fF])(?i:ile/download))"
)
_SPANNED = (
    20_000  # cells of a table that merged cells may cover; beyond it a span counts as 1, and no text is lost
)


@dataclass(slots=True)
class Rendered:
    """Blocks in reading order, and the files linked from them."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    links: int = 0


class _Line:
    """A line under construction from inline runs, which are joined without a separator."""

    __slots__ = ("bold", "heading", "item", "lead", "linked", "links", "parts", "plain")

    def __init__(self) -> None:
        self.item = False  # an item of a list has begun
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.lead: list[str] = []  # the bold text at the beginning of the line
        self.plain = False  # text that is not bold has been added
        self.bold = self.linked = self.links = 0
        self.heading: int | None = None


def render(nodes: Iterable[LexborNode]) -> Rendered:
    """Return the blocks of some nodes of a page whose hidden elements have been removed, without scripts."""
    out = Rendered()
    _walk(iter(nodes), out, cleaned=True)
    return out


def render_html(html: str) -> Rendered:
    """Return the blocks of HTML that a script or an escaped text contains."""
    out = Rendered()
    body = LexborHTMLParser(html).body
    if body is not None:
        _walk(body.iter(include_text=True), out, cleaned=False)
    return out


def _is_shown(node: LexborNode, name: str) -> bool:
    attributes = node.attributes
    style = attributes.get("style") or ""
    return not (
        "hidden" in attributes or name in hidden.STRUCK or hidden.hides(style) or hidden.strikes(style)
    )


def _walk(nodes: Iterator[LexborNode], out: Rendered, *, cleaned: bool) -> None:
    """Add the blocks of some nodes; `cleaned`: hidden elements have been removed already."""
    line = _Line()
    level: int | None = None
    opened = {"b": 0, "a": 0, "pre": 0}  # how many are open; <strong> counts as <b>
    stack: list[tuple[Iterator[LexborNode], str]] = [(nodes, "")]
    children = nodes
    while True:
        node = next(children, None)
        if node is None:
            _, name = stack.pop()
            if not stack:
                break
            children = stack[-1][0]
            if name in BLOCK_TAGS:
                _flush(line, out, level)
                line.item = line.item and name != "li"
            level = _end(name, opened, level)
            continue
        name = node.tag or ""
        if node.is_text_node:
            text = node.text_content or ""
            if opened["pre"] and "\n" in text:
                *whole, text = text.split("\n")
                for part in whole:
                    _add(line, part, opened["b"], opened["a"])
                    _flush(line, out, level)
            _add(line, text, opened["b"], opened["a"])
            continue
        if name in _SKIPPED:
            _embedded(node, out)
            continue
        if name == "br":
            _flush(line, out, level)
            continue
        if not node.is_element_node or not (cleaned or _is_shown(node, name)):
            continue
        above = len(stack) - 1
        while above and (stack[above][1] == "" or name in _ENDED_BY.get(stack[above][1], ())):
            if stack[above][1] in BLOCK_TAGS:
                _flush(line, out, level)
            level = _end(stack[above][1], opened, level)
            stack[above] = (stack[above][0], "")
            above -= 1
        if name in BLOCK_TAGS:
            _flush(line, out, level)
            if name == "table" and is_data(node):
                _table(node, out, cleaned=cleaned)
                continue
            level = _HEADINGS.get(name, level)
            line.item = line.item or name == "li"
        elif name == "a":
            line.links += _link(node, out)
        _begin(name, opened)
        children = node.iter(include_text=True)
        stack.append((children, name))
    _flush(line, out, level)


def _begin(name: str, opened: dict[str, int]) -> None:
    name = "b" if name == "strong" else name
    if name in opened:
        opened[name] += 1


def _end(name: str, opened: dict[str, int], level: int | None) -> int | None:
    """Close an element; return the heading's level that is in force behind it."""
    name = "b" if name == "strong" else name
    if name in opened:
        opened[name] -= 1
    return None if name in _HEADINGS else level


def _add(line: _Line, text: str, bold: int, anchors: int) -> None:
    line.parts.append(text)
    if not line.plain:
        if bold:
            line.lead.append(text)
        elif text.strip(EDGES):
            line.plain = True
    if bold or anchors:
        size = len(text.strip(EDGES))
        if bold:
            line.bold += size
        if anchors:
            line.linked += size


def _flush(line: _Line, out: Rendered, level: int | None) -> None:
    if not line.parts and not line.links:
        return
    text = tidy("".join(line.parts))
    if text:
        heading = level is not None or (line.bold > 0 and line.bold >= len(text) - text.count(" ") - 2)
        opening = lead(text, tidy("".join(line.lead))) if line.lead and not heading else 0
        linked = min(line.linked, len(text))
        item = line.item and not line.linked  # a list of links is no list of projects
        out.blocks.append(
            Block(text, heading, level, links=line.links, linked=linked, lead=opening, item=item)
        )
        line.item = False
    line.clear()


def _link(node: LexborNode, out: Rendered) -> int:
    attributes = node.attributes
    href = attributes.get("href")
    if not href or not href.strip():
        return 0
    if FILES.search(href) or FILES.search(attributes.get("title") or ""):
        out.attachments.append(Attachment(href.strip(), tidy(node.text())))
    out.links += 1
    return 1


def _embedded(node: LexborNode, out: Rendered) -> None:
    """Return a file embedded in the page: `<iframe src>`, `<embed src>`, `<object data>`."""
    if node.tag in ("iframe", "embed", "object"):
        source = node.attributes.get("src") or node.attributes.get("data")
        if source and FILES.search(source):
            out.attachments.append(Attachment(source.strip(), ""))


# -- tables


def _table(table: LexborNode, out: Rendered, *, cleaned: bool) -> None:
    """Add a block for each row; a cell merged over rows has its text in its first row and is empty in the others."""
    number = 1 + max((b.table for b in out.blocks if b.table is not None), default=-1)
    for child in table.iter():
        if child.tag == "caption":
            text = tidy(child.text())
            if text:
                out.blocks.append(Block(text))
    covered: dict[int, int] = {}  # column -> rows still covered by a cell above
    rows = list(table_rows(table))
    budget = _SPANNED
    for at, tr in enumerate(rows):
        if not (cleaned or _is_shown(tr, "tr")):
            continue
        texts: list[str] = []
        widths: list[int] = []
        links = linked = 0
        column = 0
        fresh: dict[int, int] = {}
        for cell in cells_of(tr):
            while covered.get(column, 0) > 0:
                texts.append("")
                widths.append(0)
                column += 1
            inner = Rendered()
            _walk(cell.iter(include_text=True), inner, cleaned=cleaned)
            out.attachments += inner.attachments
            links += inner.links
            linked += sum(b.linked for b in inner.blocks)
            texts.append("\n".join(b.text for b in inner.blocks))
            width, height = span(cell, "colspan"), min(span(cell, "rowspan"), len(rows) - at)
            cost = width * (height - 1)
            if 0 < cost <= budget:
                budget -= cost
                fresh |= dict.fromkeys(range(column, column + width), height)
            widths.append(width)
            column += width
        while covered.get(column, 0) > 0:
            texts.append("")
            widths.append(0)
            column += 1
        covered = {c: n - 1 for c, n in (covered | fresh).items() if n > 1}
        if any(text.strip(EDGES) for text in texts):
            out.links += links
            out.blocks.append(row(texts, number, links, linked, widths))
