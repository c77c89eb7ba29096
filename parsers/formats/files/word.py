"""Read WordprocessingML into blocks: what Word shows of a document's main part, in order.

Not shown and not read: hidden runs (`w:vanish`, direct or by style), tracked deletions and the old place of moved
text, field codes, phonetic guides. Struck-out text is shown as withdrawn: it is left out and counted. Word shows one
of the branches of `mc:AlternateContent`. Text boxes come after the paragraph in which they are anchored. White text
on white and 1-point type may be mistakes of layout, so they are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from parsers.formats.blocks import EDGES, Block, row
from parsers.formats.web import hidden
from parsers.record import Problem
from parsers.text.patterns import lazy

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_STYLE = lazy(r"^(?:heading|标题|標題)\s{0,2}([1-9])", re.I)
_OFF = ("0", "false", "off")
# Elements around paragraphs and runs whose content is shown.
_AROUND = frozenset(
    ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
)
_GONE = frozenset(("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "rPr", "pPr", "fldData"))
_MAX_DEPTH = 60  # of nested tables and text boxes; libxml2 refuses XML deeper than 256


@dataclass(slots=True)
class Found:
    """A document's blocks, and the amount of text left out of them."""

    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    struck: int = 0  # characters

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return a problem for text that was left out."""
        return hidden.problems(self.struck)


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles of paragraphs and runs by style id: their names, and which of them hide their text."""

    names: dict[str, str]
    hidden: frozenset[str]


def styles_of(root: etree._Element | None) -> Styles:
    """Return a document's styles; a style hides text directly or by the style that it is based on."""
    names: dict[str, str] = {}
    own: dict[str, bool] = {}
    based: dict[str, str] = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        key = style.get(f"{_W}styleId") or ""
        names[key] = _val(style.find(f"{_W}name")) or ""
        based[key] = _val(style.find(f"{_W}basedOn")) or ""
        vanish = style.find(f"{_W}rPr/{_W}vanish")
        if vanish is not None:
            own[key] = _on(vanish)

    def vanishes(key: str) -> bool:
        for _ in range(20):  # Word allows 11; a circular chain ends here too
            if key in own:
                return own[key]
            key = based.get(key, "")
        return False

    return Styles(names, frozenset(key for key in names if own and vanishes(key)))


def blocks(root: etree._Element, styles_root: etree._Element | None) -> Found:
    """Return the blocks of a document's main part."""
    reader = _Reader(styles_of(styles_root))
    body = root.find(f"{_W}body")
    reader.around(root if body is None else body, 0)
    return reader.found


class _Reader:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.found = Found()

    def around(self, element: etree._Element, depth: int) -> None:
        """Add the paragraphs and tables within an element."""
        for child in _shown(element):
            name = _name(child)
            if name == "p":
                self.paragraph(child, depth)
            elif name == "tbl" and depth < _MAX_DEPTH:
                self.table(child, depth)
            elif name in _AROUND:
                self.around(child, depth)

    def paragraph(self, element: etree._Element, depth: int) -> None:
        """Add a paragraph's lines, and then the text boxes that are anchored in it."""
        style = _val(element.find(f"{_W}pPr/{_W}pStyle")) or ""
        runs = _Runs(style in self.styles.hidden, self.styles)
        runs.add(element)
        self.found.struck += runs.struck
        name = self.styles.names.get(style, "")
        match = _STYLE.match(name)
        titled = bool(match) or name.lower() in ("title", "标题")
        for text in runs.text.split("\n"):
            plain = text.strip(EDGES)
            if plain:
                heading = titled or runs.bold
                self.found.blocks.append(Block(plain, heading, int(match[1]) if match else None))
        if depth < _MAX_DEPTH:
            for box in runs.boxes:
                self.around(box, depth + 1)

    def table(self, element: etree._Element, depth: int) -> None:
        """Add a block for each row; a cell merged over rows has its text in its first row."""
        number, self.found.tables = self.found.tables, self.found.tables + 1
        inside: list[Block] = []
        for tr in _within(element, "tr"):
            if tr.find(f"{_W}trPr/{_W}del") is not None or _on(tr.find(f"{_W}trPr/{_W}hidden")):
                continue
            cells: list[str] = []
            widths: list[int] = []
            for tc in _within(tr, "tc"):
                properties = tc.find(f"{_W}tcPr")
                if properties is not None and properties.find(f"{_W}cellDel") is not None:
                    continue
                span = None if properties is None else _val(properties.find(f"{_W}gridSpan"))
                widths.append(max(1, int(span)) if span and span.isdecimal() and len(span) < 4 else 1)
                merge = None if properties is None else properties.find(f"{_W}vMerge")
                if merge is not None and merge.get(_VAL) in (None, "continue"):
                    cells.append("")
                    continue
                within = _Reader(self.styles)
                within.around(tc, depth + 1)
                self.found.struck += within.found.struck
                cells.append("\n".join(block.text for block in within.found.blocks))
            if any(cell.strip(EDGES) for cell in cells):
                inside.append(row(cells, number, widths=widths))
        self.found.blocks += inside


class _Runs:
    """The shown text of a paragraph's runs, whether all of it is bold, and the text boxes anchored in it."""

    def __init__(self, hidden: bool, styles: Styles) -> None:
        self._hidden, self._styles = hidden, styles
        self._parts: list[str] = []
        self._bold: list[bool] = []
        self.boxes: list[etree._Element] = []
        self.struck = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def bold(self) -> bool:
        return bool(self._bold) and all(self._bold)

    def add(self, element: etree._Element) -> None:
        for child in _shown(element):
            name = _name(child)
            if name == "r":
                self._run(child)
            elif name == "ruby":
                for base in _within(child, "rubyBase"):
                    self.add(base)
            elif name in _AROUND:
                self.add(child)

    def _run(self, run: etree._Element) -> None:
        properties = run.find(f"{_W}rPr")
        if self._vanishes(properties):
            return
        before = len(self._parts)
        self._content(run)
        if properties is not None and any(
            _on(properties.find(f"{_W}{name}")) for name in ("strike", "dstrike")
        ):
            self.struck += sum(len(part.strip(EDGES)) for part in self._parts[before:])
            del self._parts[before:]
        elif any(part.strip() for part in self._parts[before:]):
            self._bold.append(properties is not None and _on(properties.find(f"{_W}b")))

    def _content(self, element: etree._Element) -> None:
        for child in _shown(element):
            name = _name(child)
            if name == "t":
                self._parts.append("".join(map(str, child.itertext())))
            elif name == "tab":
                self._parts.append("\t")
            elif name == "noBreakHyphen":
                self._parts.append("-")
            elif name == "cr" or (name == "br" and child.get(f"{_W}type") in (None, "textWrapping")):
                self._parts.append("\n")
            elif name == "ruby":
                for base in _within(child, "rubyBase"):
                    self.add(base)
            elif name in ("drawing", "pict", "object"):
                self.boxes += _boxes(child)

    def _vanishes(self, properties: etree._Element | None) -> bool:
        if properties is not None:
            own = properties.find(f"{_W}vanish")
            if own is not None:
                return _on(own)
            style = _val(properties.find(f"{_W}rStyle"))
            if style in self._styles.hidden:
                return True
        return self._hidden


def _shown(element: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """Yield the children that Word shows, with one branch in place of alternate content."""
    for child in element:
        name = _name(child)
        if name == "AlternateContent":
            yield from _shown(_branch(child))
        elif name not in _GONE and name:
            yield child


def _branch(alternate: etree._Element) -> Iterable[etree._Element]:
    """Return the first branch with text, a `Choice` before the `Fallback`: both have the same text."""
    branches = [child for child in alternate if _name(child) in ("Choice", "Fallback")]
    return next((one for one in branches if next(one.iter(f"{_W}t"), None) is not None), ())


def _boxes(element: etree._Element) -> list[etree._Element]:
    """Yield the text boxes of a drawing, without those in other text boxes and in branches that are not shown."""
    found: list[etree._Element] = []
    pending: list[etree._Element] = [element]
    while pending:
        children = list(_shown(pending.pop()))
        found += [child for child in children if _name(child) == "txbxContent"]
        pending += [child for child in reversed(children) if _name(child) != "txbxContent"]
    return found


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows or cells below an element, without those of nested tables."""
    for child in _shown(element):
        if _name(child) == name:
            yield child
        elif _name(child) in _AROUND:
            yield from _within(child, name)


def _name(element: etree._Element) -> str:
    """Return an element's name without namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _val(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(_VAL)


def _on(element: etree._Element | None) -> bool:
    """Decide whether a property is present and not off (ISO/IEC 29500-1, 17.17.4)."""
    return element is not None and (element.get(_VAL) or "").lower() not in _OFF
