"""Whether a page shows a pager, a single page, an empty place for a pager, or all pages one behind the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.base import Declared, ListPage, is_fragment
from spiders.lists.controls import (
    handler_of,
    is_disabled,
    is_hidden,
    is_next,
    is_previous,
    is_symbol,
    last_number,
)
from spiders.lists.links import absolute, tree_of
from spiders.lists.pagers import functions, handlers, single
from spiders.lists.pagers.pager import Pager
from spiders.lists.scripted import behind_rows
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.dom.drawing import WRITTEN
from spiders.lists.scripts.running.page import RunningPage

# The names that sites and libraries give to a pager's place.
_PLACE = re.compile(
    r"pg|fy|fenye|(m-?|news-?|list-?|my-?|ui-?|div|box-?)?(page|pages|pager|paging|pagination|pagebar|pagenav|turnpage)[_-]?(box|bar|nav|wrap|list|code|con|div|\d)?"
)
_STEPS = re.compile(
    r"[\s<>«»‹›|\[\]]*((首页|第一页|上一?页|前一?页|下一?页|后一?页|尾页|末页|最后一?页|第?1页?|第1页/共1页|1/1页?)[\s<>«»‹›|\[\]]*)+"
)
_DRAWS = re.compile(r"innerHTML|\.html\(|\.write(ln)?\(|append")
_COUNTS = re.compile(r"[\s共第/<>«»‹›|\[\]\d页条上下首尾末一]+")
_LINE: Final = 200  # characters
_SHORT: Final = 40  # characters of a pager
_PLACES: Final = "div[id], div[class], ul[id], ul[class], p[id], p[class], td[id], td[class], nav"
# Back, the first and the last page, the only page: no way on where no other is shown.
_BACK = re.compile(r"[上前首尾末]|prev|first|last|home|返回|^1$|关闭|打印", re.I)
_MANY: Final = 10  # rows
_MOST: Final = 6000  # elements


def is_shown(pager: Pager) -> bool:
    """Return whether the page shows a pager: its next or previous page, usable or not, or their numbers."""
    if {pager.page.number - 1, pager.page.number + 1} & set(pager.numbers):
        return True
    nodes = pager.tree.css("a, button, span, li, input, img, em, i, td")[:6000]
    return any(is_next(node) or is_previous(node) for node in nodes)


def is_empty(pager: Pager) -> bool:
    """Return whether a list of some length has a place for its pager in which the page itself shows nothing."""
    return pager.rows >= _MANY and pager.tree.css_first("script[src]") is not None and has_empty(pager.tree)


def is_drawn(pager: Pager, rows: Sequence[LexborNode]) -> bool:
    """Return whether a short list has an empty place for a pager, or an empty element of any name right behind its
    rows, that its script files may fill, by what they name; or whether they add to the rows themselves."""
    if not pager.rows or pager.tree.css_first("script[src]") is None:
        return False
    empty = places(pager.tree)[0] | behind_rows.empty_names(rows)
    if not pager.page.scripts:  # they are not known yet
        return (bool(empty) or not is_shown(pager)) and has_unread_files(pager.page)
    if behind_rows.are_added_to(pager.page, rows):
        return True
    code = "\n".join([*pager.script.codes, *(text or "" for _, text in pager.page.scripts)])
    return _names_one(code, {name for one in empty for name in one.split()[1:]})


def is_left(pager: Pager, rows: Sequence[LexborNode], running: RunningPage) -> bool:
    """Return whether an empty place for a pager, or behind the rows, is named in calls of functions that no known
    script defines, or in a script that failed."""
    given = {
        text.strip(" #.") for _, arguments in running.calls for text in arguments if isinstance(text, str)
    }
    empty = places(pager.tree)[0] | behind_rows.empty_names(rows)
    names = {name for one in empty for name in one.split()[1:]}
    return bool(names & given) or _names_one("\n".join(running.failed), names)


def _names_one(code: str, names: Collection[str]) -> bool:
    """Return whether code has one of some ids or classes in a string."""
    return any(re.search(rf"[\"'.#\s]{re.escape(name)}[\"'\s]", code) for name in names)


def has_empty(tree: LexborHTMLParser) -> bool:
    """Return whether a page has a place for a pager in which it shows nothing itself."""
    return bool(places(tree)[0])


def places(tree: LexborHTMLParser, leads: Callable[[str], bool] | None = None) -> tuple[set[str], set[str]]:
    """Return the names of a page's places for a pager: of those that are empty, and of those with a link or a field.

    `leads`: of the latter, only those with a link for whose address it is true.
    """
    empty, filled = set(), set()
    nodes = tree.css("div[id], div[class], ul[id], ul[class], p[id], p[class], td[id], nav")[:4000]
    for node in (*nodes, *_own_kinds(tree)):
        if WRITTEN in node.attributes or not _is_place(node):
            continue
        named = f"{node.tag} {node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        if node.css_first("a, input, select"):
            if leads is None or any(leads(one.attributes.get("href") or "") for one in node.css("a[href]")):
                filled.add(named)
        elif not node.text(deep=True).strip():
            empty.add(named)
    return empty, filled


def _own_kinds(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the elements of the site's own kinds, which a script fills: `<gov-pager>`, `<x-page-turner>`."""
    body = tree.body
    if body is None or "-" not in "".join({node.tag or "" for node in body.css("*")[:_MOST]}):
        return []
    return [node for node in body.css("*")[:_MOST] if "-" in (node.tag or "") and node.tag != "-text"]


def _is_place(node: LexborNode) -> bool:
    """Return whether an element's id or class, or its own kind, is a usual name of a pager's place."""
    named = (node.attributes.get("id") or "", *(node.attributes.get("class") or "").split())
    if "-" in (node.tag or ""):
        named = (*named, *(node.tag or "").split("-"))
    return any(_PLACE.fullmatch(one.lower()) for one in named)


def unused_control(pager: Pager, rows: Sequence[LexborNode]) -> str | None:
    """Return that a place for a pager behind the rows has a control that no reader used and that is not 返回."""
    last = {rows[-1].mem_id} if rows else set()
    behind = False
    for node in pager.tree.css(f"a[href], {_PLACES}")[:6000]:
        behind = behind or node.mem_id in last
        if not behind or not _is_place(node) or len(node.text(deep=True).strip()) > _SHORT:
            continue
        for one in node.css("a, button, span, li, i, em, img, input"):
            shown = (one.attributes.get("value") if one.tag == "input" else one.text(deep=True)) or ""
            words = "".join(shown.split())
            if is_previous(one) or is_disabled(one) or is_hidden(one) or _BACK.search(words):
                continue
            target = absolute(one.attributes.get("href"), pager.base)
            leads = target is not None and target not in (pager.page.url, pager.page.start)
            acts = handler_of(one) or pager.script.running.has_handler(one)
            if leads or (acts and not handlers.says_no_more(pager.script, one, handler_of(one))):
                return f"its pager has a control that is not understood: {words[:12] or one.tag}"
    return None


def parts_on_page(pager: Pager) -> int:
    """Return how many sibling elements with rows the page has of which all but one are hidden: pages of a list that
    its script shows one after the other."""
    hidden = [
        node for node in pager.tree.css("[style*='display']") if is_hidden(node) and node.css_first("a[href]")
    ]
    parents = [node.parent.mem_id for node in hidden if node.parent is not None]
    return max((parents.count(one) for one in set(parents)), default=-1) + 1


def named_page(page: ListPage, rows: Sequence[LexborNode]) -> str | None:
    """Return whether an attribute of the element with the rows names a further page of the list's folder."""
    folder = page.url[: page.url.rfind("/") + 1]
    links = {link.url for link in page.links}
    above = rows[0].parent if rows else None
    for _ in range(5):
        if above is None or above.tag in ("body", "html"):
            return None
        for name, value in above.attributes.items():
            target = absolute(value, page.url) if name.startswith("data-") and "/" in (value or "") else None
            if target and target.startswith(folder) and target not in links and target != page.url:
                return f"its attribute {name} names a further page"
        above = above.parent
    return None


def numbers(page: ListPage, script: Script) -> str | None:
    """Return that the page, or its scripts, show a pager of numbers that no reader could follow."""
    last = last_number(page.tree)
    if not last and any(_DRAWS.search(code) for code in script.codes):
        pieces = (
            f"<div class='page'>{one}</div>" for one in script.running.effects.written if len(one) < 5000
        )
        last = max((last_number(tree_of(one)) for one in pieces), default=0)
    return f"its pager has the numbers 1 to {last}" if last > 1 else None


def is_single(pager: Pager, totals: Declared) -> bool:
    """Return whether the page shows the pager of a single page: the number 1 alone, or 下一页 that leads nowhere.

    Only sure once no reader has found a next page and no script file is unread: a file may bind or draw the way on.
    """
    if not _is_open(pager, totals):
        return False
    # What a piece of a page leaves open, the scripts of the page that asked for it may bind.
    nowhere = not is_fragment(pager.page) and _leads_nowhere(pager)
    return nowhere or single.shows_one(pager) or _draws_no_way_on(pager)


def shows_next(pager: Pager, totals: Declared) -> bool:
    """Return whether the first page of a list without totals shows a usable 下一页 that no reader could follow."""
    if not _is_open(pager, totals):
        return False
    nodes = pager.tree.css("a, button, span, li, input, em, i, b, font")[:6000]
    return any(is_next(node) and not is_symbol(node) and not is_disabled(node) for node in nodes)


def _is_open(pager: Pager, totals: Declared) -> bool:
    return pager.page.number == 1 and pager.rows > 0 and totals == Declared() and not pager.more


def has_unread_files(page: ListPage) -> bool:
    """Return whether the page has script files of its own site that were not obtained, and so may make a pager."""
    read = {address for address, text in page.scripts if text is not None}
    own = _site_of(page.url)
    # Files of other sites that were not obtained are services: counters, the badge of the site's operator.
    return any(
        one not in read and (not page.scripts or _site_of(one) == own) for one in functions.script_files(page)
    )


def _site_of(address: str) -> str:
    """Return the part of a host that its owner registered: `qinglan.gov.cn` of `www.qinglan.gov.cn`."""
    host = urlsplit(address).hostname or ""
    if re.fullmatch(r"[\d.]+", host):
        return host
    labels = host.split(".")
    second = len(labels) > 2 and labels[-2] in ("gov", "com", "org", "net", "edu")
    return ".".join(labels[-3 if second else -2 :])


def _draws_no_way_on(pager: Pager) -> bool:
    """Return whether a script writes a pager that leads nowhere: 上页 下页 末页 without an address, or a 1 alone."""
    text = ""
    running = pager.script.running
    if any(running.has_handler(node) for _, node in running.effects.added):
        return False  # `a.onclick = next; pager.appendChild(a)`
    for one in running.effects.written:
        tree = LexborHTMLParser(f"<body>{one}</body>")
        words = tree.text(deep=True, separator=" ")
        if len(words) > _LINE or not (_STEPS.fullmatch(words) or _COUNTS.fullmatch(words)):
            continue  # of a menu, of the rows
        marked = tree.css("[id], [class]")
        if re.search("href|onclick", one, re.I) or any(_is_mentioned(pager, node) for node in marked):
            return False
        text += words
    if not _STEPS.fullmatch(text):
        return False
    return any(word in text for word in "下后") or ("1" in text and has_scripted(pager.tree))


def has_scripted(tree: LexborHTMLParser) -> bool:
    """Return whether a place for a pager contains nothing but a script, or nothing at all."""
    return has_empty(tree) or any(
        node.parent is not None
        and _is_place(node.parent)
        and not "".join(
            one.text(deep=True) for one in node.parent.iter(include_text=True) if one.tag != "script"
        ).strip()
        for node in tree.css("script:not([src])")
    )


def _leads_nowhere(pager: Pager) -> bool:
    """Return whether the page shows 下一页 in a pager of which no part leads anywhere and no script knows any part."""
    for node in pager.tree.css("a, span, em, i, li, button, font, b"):
        if not is_next(node) or is_symbol(node) or node.parent is None:
            continue
        block = node.parent
        if block.tag == "li" and block.parent is not None:
            block = block.parent
        parts = block.css("a, button, span, li, em, i")
        leads = any(
            handler_of(one) or absolute(one.attributes.get("href"), pager.base) for one in (block, *parts)
        )
        bound = any(
            pager.script.running.has_handler(one) or _is_mentioned(pager, one) for one in (block, *parts)
        )
        if not leads and not bound and _STEPS.fullmatch(block.text(deep=True, separator=" ")):
            return True
    return False


def _is_mentioned(pager: Pager, node: LexborNode) -> bool:
    """Return whether a script selects an element by its class or id, and so may bind clicks on it: `$('.next')`."""
    attributes = node.attributes
    names = [f"#{attributes.get('id')}" if attributes.get("id") else ""]
    names += [f".{one}" for one in (attributes.get("class") or "").split()]
    wanted = [re.compile(rf"""["'][^"'\n]{{0,80}}{re.escape(one)}(?![\w-])""") for one in names if one]
    if attributes.get("id"):
        wanted.append(re.compile(rf"""getElementById\(\s*["']{re.escape(attributes["id"] or "")}["']"""))
    return any(one.search(code) for code in pager.script.codes for one in wanted)
