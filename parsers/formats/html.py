"""HTML to a Page: lexbor finds the container, BeautifulSoup reads it, the rest becomes evidence."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats import chrome, finder
from parsers.formats.blocks import assemble
from parsers.formats.render import Rendered, render, tidy
from parsers.hints import Hints
from parsers.page import Page
from parsers.record import Problem

MAX_DEPTH = 3000  # lexbor's time grows with the square of the depth: 100,000 take 27 s
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,12})")
_VOID = frozenset((
    "br", "img", "input", "meta", "link", "hr", "col", "area", "base", "embed", "source", "track",
    "wbr", "param", "p", "li", "td", "th", "tr", "dd", "dt", "option", "tbody",
))  # fmt: skip
_DROPPED = ["script", "style", "noscript", "template", "svg"]
_ESCAPED = re.compile(r"</(?:p|div|span|td)>|<br\s{0,2}/?>|<p[\s>]", re.I)


def open_html(text: str, *, url: str | None, hints: Hints) -> Page:
    """The Page of an HTML document; a tree too deep to be a page is refused with `too_deep`."""
    if text.count("<") > MAX_DEPTH and depth(text) > MAX_DEPTH:
        return Page(
            text="", url=url, problems=(Problem("too_deep", f"elements nested deeper than {MAX_DEPTH}"),)
        )
    tree = LexborHTMLParser(text)
    tree.strip_tags(_DROPPED)
    found = _container(tree, hints)
    if found is None:
        return Page(text="", url=url)
    node, certain = found
    rendered = render(node.html or "")
    rendered = _unescaped(rendered)
    kept = chrome.trim(rendered.blocks, templated=not certain)
    body, marks, tables = assemble(kept.body)
    return Page(
        text=body,
        marks=marks,
        tables=tables,
        page_title=kept.title,
        info=kept.info,
        crumbs=kept.crumbs,
        metas=_metas(tree),
        footer=kept.footer,
        url=url,
        attachments=tuple(rendered.attachments),
        links=rendered.links,
        third_party=kept.third_party,
        expired=kept.expired,
    )


def depth(text: str) -> int:
    """The deepest nesting that the tags could have."""
    deepest = now = 0
    for slash, name in _TAG.findall(text):
        if name.lower() in _VOID:
            continue
        now += -1 if slash and now else 0 if slash else 1
        deepest = max(deepest, now)
    return deepest


def _container(tree: LexborHTMLParser, hints: Hints) -> tuple[LexborNode, bool] | None:
    for selector in hints.selectors:
        node = tree.css_first(selector)
        if node is not None and len(node.text().strip()) > 20:
            return node, True
    node = finder.find(tree)
    return (node, False) if node is not None else None


def _unescaped(rendered: Rendered) -> Rendered:
    """HTML that was escaped once too often shows its tags as text: read that text as HTML."""
    shown = "\n".join(b.text for b in rendered.blocks)
    if len(_ESCAPED.findall(shown[:20000])) >= 2:
        return render(shown)
    return rendered


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[name][content]"):
        attributes = node.attributes
        name, content = (
            (attributes.get("name") or "").strip().lower(),
            (attributes.get("content") or "").strip(),
        )
        if name and content:
            found.setdefault(name, content)
    title = tree.css_first("title")
    if title is not None:
        found.setdefault("title", tidy(title.text()))
    return found
