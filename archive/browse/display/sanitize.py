"""Reduce archived HTML to harmless structure: headings, paragraphs, lists and tables, without active content."""

from __future__ import annotations

from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser, LexborNode


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_KEPT = _names(
    "h1 h2 h3 h4 h5 h6 p div section article ul ol li dl dt dd table caption thead tbody tfoot tr td th br "
    "hr b strong i em u s sub sup blockquote pre code span font center a"
)
_PLAIN = {"font": "span", "center": "div", "a": "span", "section": "div", "article": "div"}
_VOID = frozenset({"br", "hr"})
_DROPPED = _names(
    "script style noscript template iframe frame frameset object embed applet svg math form input button "
    "select textarea link meta base title head audio video source track canvas map area img picture"
)
_SPANS = ("colspan", "rowspan")
_DEEPEST = 200
_LONGEST = 2_000_000


def sanitized(html: str, stylesheet: str) -> str:
    """Return an HTML document with a page's structure and text, no attributes but cell spans, and `stylesheet`.

    The result is built from escaped text, so nothing in the page can become markup. Nesting beyond 200 levels
    is flattened.
    """
    tree = LexborHTMLParser(html[:_LONGEST])
    parts: list[str] = []
    if tree.body is not None:
        _write(tree.body, parts, 0)
    body = "".join(parts)
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">'
        f'<link rel="stylesheet" href="{escape(stylesheet)}"></head><body>{body}</body></html>'
    )


def _write(node: LexborNode, parts: list[str], depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = (child.tag or "").lower()
        if tag == "-text":
            parts.append(str(escape(child.text_content or "")))
        elif tag in _DROPPED:
            continue
        elif tag in _VOID:
            parts.append(f"<{tag}>")
        elif tag in _KEPT and depth < _DEEPEST:
            name = _PLAIN.get(tag, tag)
            parts.append(f"<{name}{_spans(child) if tag in ('td', 'th') else ''}>")
            _write(child, parts, depth + 1)
            parts.append(f"</{name}>")
        elif depth < _DEEPEST:
            _write(child, parts, depth + 1)
        else:
            parts.append(str(escape(child.text() or "")))


def _spans(cell: LexborNode) -> Markup:
    spans = Markup("")
    for name in _SPANS:
        value = (cell.attributes.get(name) or "").strip()
        if value.isascii() and value.isdigit() and len(value) < 4:
            spans += Markup(' {}="{}"').format(Markup(name), int(value))
    return spans
