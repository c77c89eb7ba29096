"""Read a container's HTML into blocks with BeautifulSoup: paragraphs, headings and table rows as shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from parsers.formats.blocks import EDGES, Block, lead, row
from parsers.formats.web import hidden
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
_BOLD = frozenset(("b", "strong"))
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SPACE = lazy(r"[ \t\n\f]+")
_WRAP = lazy(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])[ \t]{0,40}\n\s{0,200}(?=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])"
)
# The first characters are a set, to which the engine skips quickly.
FILES = lazy(
    r"[.dDvVfF](?:(?<=\.)(?i:pdf|docx?|wps|ofd|xlsx?|zip|rar|et|pptx?|txt)(?:$|[?#&])"
    r"|(?<=[dD])(?i:ownfile\.jsp|ownload(?:\.jsp|(?:ztb)?attach))|(?<=[vV])(?i:iewer(?:\.html)?\?file=)|(?<=[fF])(?i:ile/download))"
)
_SPANNED = (
    20_000  # cells of a table that merged cells may cover; beyond it a span counts as 1, and no text is lost
)
_LAYOUT_CELL = 1500  # characters; a longer cell with several paragraphs is page layout


@dataclass(slots=True)
class Rendered:
    """Blocks in reading order, and the files linked from them."""

    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    links: int = 0


class _Line:
    """A line under construction from inline runs, which are joined without a separator."""

    __slots__ = ("bold", "heading", "lead", "linked", "links", "parts", "plain")

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.parts: list[str] = []
        self.lead: list[str] = []  # the bold text at the beginning of the line
        self.plain = False  # text that is not bold has been added
        self.bold = self.linked = self.links = 0
        self.heading: int | None = None


def render(html: str) -> Rendered:
    """Return the blocks of a container's HTML, without scripts, comments and hidden elements."""
    out = Rendered()
    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    _walk(soup, out)
    return out


def _hidden(tag: Tag) -> bool:
    if "hidden" in tag.attrs or tag.name in hidden.STRUCK:
        return True
    style = tag.attrs.get("style")
    return isinstance(style, str) and (hidden.hides(style) or hidden.strikes(style))


def _walk(root: Tag, out: Rendered) -> None:
    line = _Line()
    bold = 0
    anchors = 0
    preformatted = 0
    level: int | None = None
    stack: list[tuple[Iterator[PageElement], Tag]] = [(iter(root.contents), root)]
    while stack:
        children, parent = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            name = parent.name
            if name in BLOCK_TAGS:
                _flush(line, out, level)
            if name in _BOLD:
                bold -= 1
            elif name == "a":
                anchors -= 1
            elif name == "pre":
                preformatted -= 1
            elif name in _HEADINGS:
                level = None
            continue
        if isinstance(node, NavigableString):
            if isinstance(node, PreformattedString):
                continue
            text = str(node)
            if preformatted and "\n" in text:
                *whole, text = text.split("\n")
                for part in whole:
                    _add(line, part, bold, anchors)
                    _flush(line, out, level)
            _add(line, text, bold, anchors)
            continue
        if not isinstance(node, Tag):
            continue
        name = node.name
        if name in _SKIPPED:
            _embedded(node, out)
            continue
        if name == "br":
            _flush(line, out, level)
            continue
        if _hidden(node):
            continue
        if name in BLOCK_TAGS:
            _flush(line, out, level)
            if name == "table" and _is_data(node):
                _table(node, out)
                continue
            if name in _HEADINGS:
                level = _HEADINGS[name]
            elif name == "pre":
                preformatted += 1
        elif name in _BOLD:
            bold += 1
        elif name == "a":
            anchors += 1
            line.links += _link(node, out)
        stack.append((iter(node.contents), node))
    _flush(line, out, level)


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
        out.blocks.append(Block(text, heading, level, links=line.links, linked=linked, lead=opening))
    line.clear()


def tidy(text: str) -> str:
    """Collapse white space as browsers do; a line break of the source between Chinese characters is dropped."""
    if "\n" in text:
        text = _WRAP.sub("", text)
    if "  " in text or "\n" in text or "\t" in text or "\f" in text:
        text = _SPACE.sub(" ", text)
    return text.strip(EDGES)


def _link(tag: Tag, out: Rendered) -> int:
    href = tag.attrs.get("href")
    if not isinstance(href, str) or not href.strip():
        return 0
    if FILES.search(href) or FILES.search(str(tag.attrs.get("title") or "")):
        out.attachments.append(Attachment(href.strip(), tidy(tag.get_text())))
    out.links += 1
    return 1


def _embedded(tag: Tag, out: Rendered) -> None:
    """Return a file embedded in the page: `<iframe src>`, `<embed src>`, `<object data>`."""
    if tag.name in ("iframe", "embed", "object"):
        source = tag.attrs.get("src") or tag.attrs.get("data")
        if isinstance(source, str) and FILES.search(source):
            out.attachments.append(Attachment(source.strip(), ""))


# -- tables


def _rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of this table, not of nested tables."""
    for child in table.children:
        if not isinstance(child, Tag):
            continue
        if child.name == "tr":
            yield child
        elif child.name in ("tbody", "thead", "tfoot"):
            yield from (c for c in child.children if isinstance(c, Tag) and c.name == "tr")


def _cells(tr: Tag) -> list[Tag]:
    return [c for c in tr.children if isinstance(c, Tag) and c.name in ("td", "th")]


def _is_data(table: Tag) -> bool:
    """Decide whether a table holds data: several rows of several cells, and no cell that is page layout."""
    rows = [_cells(tr) for tr in _rows(table)]
    if len(rows) < 2 or sum(len(cells) >= 2 for cells in rows) * 2 < len(rows):
        return len(rows) == 1 and len(rows[0]) >= 3 and table.find("table") is None
    for cells in rows:
        for cell in cells:
            if cell.find("table") is not None:
                return False
            breaks = len(cell.find_all(["p", "br", "div"], limit=9)) if len(cell.contents) > 8 else 0
            if breaks > 8 and len(cell.get_text()) > _LAYOUT_CELL:
                return False
    return True


def _span(cell: Tag, name: str) -> int:
    value = str(cell.attrs.get(name) or "1").strip()
    return min(int(value), 1000) if value.isdecimal() and value.isascii() else 1


def _table(table: Tag, out: Rendered) -> None:
    """Add a block for each row; a cell merged over rows has its text in its first row and is empty in the others."""
    number = 1 + max((b.table for b in out.blocks if b.table is not None), default=-1)
    for child in table.children:
        if isinstance(child, Tag) and child.name == "caption":
            text = tidy(child.get_text())
            if text:
                out.blocks.append(Block(text))
    covered: dict[int, int] = {}  # column -> rows still covered by a cell above
    rows = list(_rows(table))
    budget = _SPANNED
    for at, tr in enumerate(rows):
        if _hidden(tr):
            continue
        texts: list[str] = []
        links = linked = 0
        column = 0
        fresh: dict[int, int] = {}
        for cell in _cells(tr):
            while covered.get(column, 0) > 0:
                texts.append("")
                column += 1
            inner = Rendered()
            _walk(cell, inner)
            out.attachments += inner.attachments
            links += inner.links
            linked += sum(b.linked for b in inner.blocks)
            texts.append("\n".join(b.text for b in inner.blocks))
            width, height = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - at)
            cost = width * (height - 1)
            if 0 < cost <= budget:
                budget -= cost
                fresh |= dict.fromkeys(range(column, column + width), height)
            column += width
        while covered.get(column, 0) > 0:
            texts.append("")
            column += 1
        covered = {c: n - 1 for c, n in (covered | fresh).items() if n > 1}
        if any(text.strip(EDGES) for text in texts):
            out.links += links
            out.blocks.append(row(texts, number, links, linked))
