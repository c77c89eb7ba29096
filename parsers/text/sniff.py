"""Detect a format by the first bytes, then by the text's content, never by a file's suffix."""

from __future__ import annotations

import re
from typing import Literal

from parsers.text.decode import wide
from parsers.text.patterns import lazy

Container = Literal["empty", "pdf", "docx", "needs_conversion", "encrypted", "broken", "binary", "textual"]
Markup = Literal["html", "markdown", "text"]

# Compound File Binary Format (MS-CFB 2.2): .doc, .wps, .xls of Word, WPS and Excel before 2007.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"BM\x00", b"Rar!", b"7z\xbc\xaf",
    b"\x7fELF", b"MZ\x90",
    b"ID3", b"OggS", b"\x00\x00\x01\x00", b"SQLite format 3", b"II*\x00", b"MM\x00*",
    b"\x1aE\xdf\xa3", b"wOFF", b"wOF2",
)  # fmt: skip
_ROOT = lazy(
    r"(?:\s++|<\?[^<>]{0,600}\?>|<!--[^<>]{0,2000}-->|<!DOCTYPE\b[^\[<>]{0,600}(?:\[[^\]]{0,1500}\]\s{0,9})?>){1,40}+"
    r"<(?P<name>[\w:.-]{1,80})(?:\s[^<>]{0,900}?)?(?P<empty>/?)>"
)
# A folder of a ZIP package, as Word compares names.
_WORD = lazy(rb"word[/\\]", re.I)
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\0\x1b\x0b\x1c\x1d\x1e\x1f")
_DOCUMENT = lazy(r"<(?:!doctype\s{1,4}html|html|head|body|frameset)\b", re.I)
_BLOCK = lazy(
    r"<(?:/p|/div|/td|/table|/ul|/h[1-6]|/span|/a|/title|/ucapcontent|br ?/?)>|<(?:p|div|table|meta|td|ul|span)[\s>]",
    re.I,
)
# Possessive runs of blanks: a line of 100,000 blanks would otherwise be tried from each of them.
_MARKDOWN = lazy(
    r"^(?:#{1,6} \S|\|[^\n]*\|[ \t]*+$|[ \t]*+(?:\|[ \t]*+)?:?-{3,}+:?[ \t]*+\||---\n|<!--|> )|\*\*[^*\n]{1,200}\*\*",
    re.M,
)
# One of them is in every match of _MARKDOWN, and hardly one in plain text.
_MARKDOWN_SIGNS = ("# ", "|", "---", "<!--", "> ", "**")


def container(data: bytes) -> Container:
    """Return the format of the first bytes; `textual` for anything that may be text."""
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf"):
        return "empty"
    head = data[:1024].lstrip(b"\r\n\t \xef\xbb\xbf")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if _WORD.search(data) else "binary"
    if head.startswith(b"{\\rtf"):
        return "needs_conversion"
    if data.startswith(_OLE):
        return _compound(data)
    if head.startswith(_BINARY):
        return "binary"
    if wide(data):
        return "textual"  # its bytes would count as control characters
    sample = data[:65536]
    if sample.count(b"\0") * 3 < len(sample):
        controls = len(sample) - len(sample.translate(None, _CONTROL))
        if controls * 20 > len(sample):
            return "binary"
    return "textual"


def _compound(data: bytes) -> Container:
    """Return the kind of a compound file by its stream names, which are in UTF-16 (MS-CFB 2.2, 2.6)."""
    if data[28:30] != b"\xfe\xff" or data[30:32] not in (b"\x09\0", b"\x0c\0") or len(data) < 1536:
        return "binary"
    if "WordDocument".encode("utf-16-le") in data:
        return "needs_conversion"
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    known = ("Workbook", "Book", "PowerPoint Document", "\x05SummaryInformation")
    return "binary" if any(name.encode("utf-16-le") in data for name in known) else "broken"


def is_cut_xml(text: str) -> bool:
    """Return whether a page in XML that a style sheet shows lacks its end.

    >>> is_cut_xml("<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><r><p>a</p>")
    True
    """
    head = text[:2000].lstrip("\ufeff \t\r\n")
    if not head.startswith("<?xml") or "<?xml-stylesheet" not in head:
        return False
    root = _ROOT.match(head)
    return (
        root is not None
        and not root["empty"]
        and not re.search(
            rf"</{re.escape(root['name'])}\s{{0,20}}>(?:\s|<!--[^<>]{{0,2000}}-->){{0,200}}\Z", text[-4000:]
        )
    )


def markup(text: str) -> Markup:
    """Decide between HTML, Markdown and plain text by content: servers send HTML as text/plain."""
    head = text[:4000]
    if _DOCUMENT.search(head):
        return "html"
    tags = sum(1 for _ in _BLOCK.finditer(text[:20000]))
    marks = any(sign in text for sign in _MARKDOWN_SIGNS) and _MARKDOWN.search(text)
    if tags >= 2 and (head.lstrip()[:1] == "<" or not marks):
        return "html"
    return "markdown" if marks else "text"
