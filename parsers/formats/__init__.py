"""Formats: read bytes of any format into a `Page`. A format's reader is imported when first needed."""

from __future__ import annotations

from dataclasses import replace

from parsers.formats.limits import MAX_CHARACTERS, MAX_FILE, MAX_TEXT
from parsers.formats.text import open_text
from parsers.hints import Hints
from parsers.page import Page
from parsers.record import Problem
from parsers.text import sniff
from parsers.text.decode import decode, undecodable_places

_NO_HINTS = Hints()


def open_page(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    title: str | None = None,
    hints: Hints = _NO_HINTS,
) -> Page:
    """Detect the format, decode and clean; bad bytes never raise.

    Bytes that cannot be read give a Page without text and with a problem.

    Problems: `empty`, `binary`, `needs_conversion`, `too_large`, `no_text_layer`, `broken_file`,
    `encrypted`, `too_deep`, `undecodable`, `nul_bytes`.
    """
    page = _open(data, url, content_type, hints)
    if len(page.text) > MAX_CHARACTERS:
        page = _refused("too_large", f"a body of {len(page.text)} characters", page.format)
    if not page.text and not page.problems:
        page = replace(page, problems=(Problem("empty", "no text in it"),))
    return replace(page, url=url, given_title=title)


def _refused(code: str, detail: str, form: str) -> Page:
    return Page(text="", format=form, problems=(Problem(code, detail),))


def _open(data: bytes, url: str | None, content_type: str | None, hints: Hints) -> Page:
    kind = sniff.container(data)
    if kind == "empty":
        return _refused("empty", "no bytes but white space", "text")
    if kind == "needs_conversion":
        return _refused("needs_conversion", "a DOC, WPS or RTF file: convert it to DOCX first", "doc")
    if kind == "encrypted":
        return _refused("encrypted", "the document wants a password", "doc")
    if kind == "broken":
        return _refused(
            "broken_file", "a DOC or WPS file without its contents, as when a download is cut off", "doc"
        )
    if kind == "binary":
        return _refused("binary", "neither text nor a document", "text")
    if len(data) > (MAX_TEXT if kind == "textual" else MAX_FILE):
        return _refused("too_large", f"{len(data)} bytes", "html" if kind == "textual" else kind)
    if kind == "pdf":
        from parsers.formats.files.pdf import open_pdf

        page = open_pdf(data)
        return replace(page, problems=(*page.problems, *undecodable_places(page.text)))
    if kind == "docx":
        from parsers.formats.files.docx import open_docx

        return open_docx(data)
    decoded = decode(data, content_type)
    form = sniff.markup(decoded.text)
    if sniff.is_cut_xml(decoded.text):
        return _refused(
            "broken_file", "a page in XML whose end is missing, as when a download is cut off", form
        )
    if form == "html":
        from parsers.formats.web.html import open_html

        page = open_html(decoded.text, url=url, hints=hints)
    elif len(decoded.text) > 2 * MAX_CHARACTERS:
        return _refused("too_large", f"{len(decoded.text)} characters", form)
    else:
        page = open_text(decoded.text, markdown=form == "markdown")
    return replace(page, problems=(*decoded.problems, *undecodable_places(page.text), *page.problems))
