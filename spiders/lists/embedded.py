"""Links that a page shows only by script: written markup, arrays of records, elements whose click opens an address.

A browser shows them like other links; the source has them in handlers, in strings that a script writes, in arrays
of titles and addresses, in templates and text areas. Comments are ignored, as a browser ignores them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from spiders.lists.controls import handler_of, names_above
from spiders.lists.links import Link, absolute, anchors, base_of, tree_of
from spiders.lists.pagers import functions
from spiders.lists.scripted import held_rows, opened_rows, tree_nodes
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.tokens import tokens

_STEP = re.compile(r"首页|末页|尾页|(上|下|前|后)一?页|第?\d{1,4}页?|更多|more|[<>«»‹›.…\[\]\s]{1,4}", re.I)
_HOLDERS: Final = (
    "textarea, template, noscript, xmp, script[type*='html'], script[type*='xml'], script[type*='template']"
)
_WRAPPING = re.compile(r"<!\[CDATA\[|\]\]>|</?template\b[^<>]{0,400}>", re.I)
_MORE = re.compile(r"[\[<>(（+]{0,2}(查看|浏览)?(更多|more)(信息|内容)?[.…>»＞)\]）+]{0,3}|>{1,2}|»", re.I)
_MAX_NODES: Final = 4000
_MAX_HANDLER: Final = 500  # characters
_LONG: Final = 8  # characters of a row's title
_FEW: Final = 3  # rows


@functools.lru_cache(maxsize=16)
def page_links(source: str, url: str) -> tuple[Link, ...]:
    """Return all links of a page, those that its scripts show included."""
    tree = tree_of(source)
    found = {link.url: link for link in anchors(source, url)}
    script = Script(tree, url)
    nodes = tree_nodes.of(script, base_of(tree, url))
    written = "".join(one for one in script.running.effects.written if "<a" in one.lower())
    shown = anchors(f"<body>{written}</body>", base_of(tree, url)) if written else ()
    for link in (*links(tree, url, script), *shown, *nodes, *under_headings(tree, url)):
        known = found.get(link.url)
        if known is None or _STEP.fullmatch(known.title or "more"):
            found[link.url] = link
    return tuple(found.values())


def under_headings(tree: LexborHTMLParser, url: str) -> Iterator[Link]:
    """Yield the links 更多 with the heading that they stand beside."""
    base = base_of(tree, url)
    for node in tree.css("a[href]")[:_MAX_NODES]:
        text = "".join(node.text(deep=True).split())
        target = absolute(node.attributes.get("href"), base)
        if target is None or not (_MORE.fullmatch(text) or (not text and "more" in names_above(node))):
            continue
        above = node.parent
        for _ in range(3):
            if above is None or above.tag == "body":
                break
            heading = above.css_first("h1, h2, h3, h4, h5, strong, [class*='tit'], dt, b") or above
            words = (
                "".join(heading.text(deep=True).split()).replace(text, "") if text else heading.text().strip()
            )
            if 2 <= len(words) <= 20:
                yield Link(target, words, words, None)
                break
            above = above.parent


def links(tree: LexborHTMLParser, url: str, script: Script) -> list[Link]:
    """Return the links that scripts show, without those that `anchors` finds and without steps of pagers."""
    base = base_of(tree, url)
    found: dict[str, Link] = {}
    opened, held = opened_rows.of(tree, base, script), held_rows.of(tree, url, script)
    for link in (*opened, *_written(tree, base, script), *held):
        if len(link.title) > 1 and not _STEP.fullmatch(link.title):
            found.setdefault(link.url, link)
    return list(found.values())


def _written(tree: LexborHTMLParser, base: str, script: Script) -> Iterator[Link]:
    """Yield the links of markup that scripts write, and of markup kept in elements that a script reads."""
    pieces = [text for text in script.strings() if "<a" in text.lower() and not UNKNOWN.search(text)]
    for node in tree.css(_HOLDERS)[:50]:
        text = node.text(deep=True) or node.html or ""
        if "<a" in text.lower() and "{{" not in text and "<%" not in text:
            pieces.append(_WRAPPING.sub("", text))
    for piece in pieces:
        yield from anchors(f"<body>{piece}</body>", base)


def undefined(tree: LexborHTMLParser, url: str, script: Script) -> tuple[str, ...]:
    """Return the functions that open a list's rows and that no script of the page defines: `openInfo('7')`."""
    base = base_of(tree, url)
    found: dict[str, int] = {}
    for node in tree.css("[onclick], a[href^='javascript:' i]")[:_MAX_NODES]:
        if len("".join(node.text(deep=True).split())) < _LONG or absolute(node.attributes.get("href"), base):
            continue
        for name, arguments in script.calls(
            tokens(re.sub(r"^\s*javascript:", "", handler_of(node)[:_MAX_HANDLER]))
        ):
            if arguments and functions.is_of_page(name) and not script.function(name.rpartition(".")[2]):
                found[name] = found.get(name, 0) + 1
    return tuple(name for name, count in found.items() if count >= _FEW)
