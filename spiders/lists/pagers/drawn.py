"""Pagers that scripts draw: written as HTML, drawn by a function of the page, or by a pagination widget."""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser

from spiders.lists import widgets
from spiders.lists.base import Declared, PageRequest
from spiders.lists.controls import is_disabled, is_next
from spiders.lists.pagers import functions, handlers, running
from spiders.lists.pagers.pager import Pager
from spiders.lists.rows import of_variables
from spiders.lists.scripts.partial_values import UNKNOWN

_COUNTS = re.compile(r"^\w{1,2}$|page|cur|num|index|calculated", re.I)


def written(pager: Pager) -> PageRequest | None:
    """Follow a pager written by a script: the strings that it builds are HTML with the link 下一页."""
    pager.declared |= of_variables(pager.script.variables)
    if pager.is_last():
        return None
    return _link_in(pager, pager.script.strings())


def drawn(pager: Pager) -> PageRequest | None:
    """Follow a pager that a function draws from its arguments: `showPager(4, 1, 'list')`."""
    if pager.is_last():
        return None
    for name, arguments in functions.drawing(pager.script):
        most = max(one for one in arguments if isinstance(one, int))
        if most <= pager.page.number or (pager.page.number == 1 and pager.rows in arguments):
            continue  # a single page: it has all rows that are declared
        if any(isinstance(one, list) and len(one) >= pager.rows > 0 for one in arguments):
            continue  # it turns the pages of rows that are all in this page
        defined = pager.function(name)
        if defined is not None:
            parameters, body = defined
            bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
            pager.declared |= of_variables(bound)
            if pager.is_last():
                return None
            if found := running.use_controls(pager):
                return found
            texts = list(pager.script.strings(body, pager.script.with_locals(body, bound)))
            found = _link_in(pager, texts) or _templated(pager, texts)
            if found:
                return found
        pager.more = pager.more or f"the pager is drawn by {name}"
    return None


def widget(pager: Pager) -> PageRequest | None:
    """Follow a pagination widget: totals in its call, the address in a function."""
    totals = widgets.totals(pager.script)
    if totals.pages is None and totals.rows is not None and totals.rows < pager.rows:
        totals = Declared(None, totals.rows)  # the widget counts pages
    pager.declared |= totals
    stated = of_variables(pager.script.variables).pages is not None
    if (totals == Declared() and not stated) or pager.is_last():
        return None
    if found := running.use_controls(pager):  # it knows whether the pages are counted from 0 or from 1
        return found
    for template in widgets.templates(pager.script):
        if totals == Declared() and not _COUNTS.search(UNKNOWN.findall(template)[0]):
            continue  # the address of an article
        first = widgets.first_number(pager.script, pager.page.number)
        return pager.request(UNKNOWN.sub(str(pager.page.number + first), template))
    if totals.pages is not None and pager.page.number < totals.pages:
        pager.more = f"{totals.pages} pages in a widget whose addresses are made by a script"
    return None


def called_back(pager: Pager) -> PageRequest | None:
    """Follow a widget whose settings name the function that opens a page: `{total: 4, jump: toPage}`."""
    if pager.declared.pages is None or pager.is_last():
        return None
    for name in functions.callbacks(pager.script):
        if (defined := pager.function(name)) is not None:
            parameters, body = defined
            number = pager.page.number + 1
            bound = pager.script.with_locals(body, dict.fromkeys(parameters[:1], number))
            if found := handlers.address_in(pager, body, bound):
                return found
    return None


def _link_in(pager: Pager, texts: Iterable[str]) -> PageRequest | None:
    """Follow the link 下一页 in HTML that a script builds."""
    for text in texts:
        if "<a" not in text or UNKNOWN.search(text):
            continue
        for node in LexborHTMLParser(text).css("a"):
            if is_next(node) and not is_disabled(node):
                found = pager.request(node.attributes.get("href")) or handlers.request_of(pager, node)
                if found and found.url != pager.page.url:
                    return found
    return None


def _templated(pager: Pager, texts: Iterable[str]) -> PageRequest | None:
    """Return the next page's request from an address with a gap for the page's number."""
    for template in widgets.addresses(texts):
        if _COUNTS.search(UNKNOWN.findall(template)[0]):
            return pager.request(UNKNOWN.sub(str(pager.page.number + 1), template))
    return None
