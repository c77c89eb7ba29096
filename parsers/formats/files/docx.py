"""Read DOCX into a Page: paragraphs, headings by style, tables in their place, as Word shows them.

The main part (`word/document.xml`) is read directly. Word files in use have relationships to missing parts, no
thumbnail, macros, damaged pictures, the namespaces of Strict OOXML. A library that opens the whole package refuses
them (python-docx 1.2: KeyError), although their text is complete.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from parsers.formats.blocks import assemble
from parsers.formats.files.word import blocks
from parsers.formats.packed import DAMAGED, LockedError, Package, TooMuchError
from parsers.formats.trim import trim
from parsers.page import Page
from parsers.record import Problem

MAX_PART = 32 << 20  # bytes of one decompressed part; a 200-page report has about 2 MB
MAX_CHECKED = 1 << 20  # bytes of a part that is decompressed only to check whether it is damaged
MAX_REPORTED = 5
_MAIN = "word/document.xml"
_OFFICE_DOCUMENT = "/officeDocument"
# ISO/IEC 29500 Strict has other namespaces for the same elements.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DAMAGED = (etree.XMLSyntaxError, *DAMAGED)  # the first: of a part without an element


def open_docx(data: bytes) -> Page:
    """Return the Page of a Word document, with problem `broken_file`, or `too_large` for a decompression bomb."""
    try:
        packed = Package(data)
        main = _main(packed)
        tree, whole = _tree(packed.read(main, MAX_PART))
        styles = _styles(packed, main)
        damaged = _damaged_parts(packed, main)
    except (TooMuchError, LockedError) as refused:
        code = "encrypted" if isinstance(refused, LockedError) else "too_large"
        return Page(text="", format="docx", problems=(Problem(code, str(refused)),))
    except _DAMAGED as error:
        return _broken(f"no readable DOCX: {type(error).__name__}")
    if tree is None:
        return _broken("no readable DOCX: its document is no XML")
    found = blocks(tree, styles)
    trimmed = trim(list(found.blocks), templated=False)
    text, marks, tables = assemble(trimmed.body)
    problems = () if whole else (Problem("broken_file", "damaged XML: read as far as it can be"),)
    return Page(
        text=text, marks=marks, tables=tables, footer=trimmed.footer, format="docx",
        problems=(*problems, *damaged, *found.problems),
    )  # fmt: skip


def _damaged_parts(packed: Package, main: str) -> tuple[Problem, ...]:
    """Return a problem for each other small part that cannot be decompressed, because the package is damaged."""
    found = []
    for name, info in packed.names.items():
        if name == main or not name.endswith((".xml", ".rels")) or info.file_size > MAX_CHECKED:
            continue
        try:
            packed.read(name, MAX_PART)
        except _DAMAGED:
            found.append(
                Problem("damaged_part", f"{info.filename} can't be unpacked; the text is in another part")
            )
    return tuple(found[:MAX_REPORTED])


def _broken(detail: str) -> Page:
    return Page(text="", format="docx", problems=(Problem("broken_file", detail),))


def _main(packed: Package) -> str:
    """Return the name of the main part by the package's relationships, else where Word puts it."""
    for target in _targets(packed, "_rels/.rels", _OFFICE_DOCUMENT):
        if target in packed.names:
            return target
    numbered = sorted(name for name in packed.names if re.fullmatch(r"word/document\d{0,3}\.xml", name))
    return _MAIN if _MAIN in packed.names or not numbered else numbered[0]


def _targets(packed: Package, rels: str, kind: str) -> Iterator[str]:
    """Return the parts of a kind in a relationships file; none if the file is missing or damaged."""
    try:
        tree, _ = _tree(packed.read(rels, MAX_PART))
    except _DAMAGED:
        return
    folder = posixpath.dirname(posixpath.dirname(rels))
    for one in tree.iter("{*}Relationship") if tree is not None else ():
        if (one.get("Type") or "").endswith(kind):
            target = (one.get("Target") or "").replace("\\", "/")
            joined = target if target.startswith("/") else posixpath.join(folder, target)
            yield posixpath.normpath(joined).lstrip("/").lower()


def _styles(packed: Package, main: str) -> etree._Element | None:
    """Return the styles if readable: they only determine which paragraphs are headings or hidden."""
    folder, name = posixpath.split(main)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    for part in (*_targets(packed, rels, "/styles"), posixpath.join(folder, "styles.xml")):
        if part in packed.names:
            try:
                return _tree(packed.read(part, MAX_PART))[0]
            except _DAMAGED:
                return None
    return None


def _tree(data: bytes) -> tuple[etree._Element | None, bool]:
    """Return a part's root and whether all of it is XML; entities are not expanded and nothing is fetched."""
    data = data.replace(_STRICT, _TRANSITIONAL)
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True)), True
    except etree.XMLSyntaxError:
        tolerant = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        return etree.fromstring(data, tolerant), False
