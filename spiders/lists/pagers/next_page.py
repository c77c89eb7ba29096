"""Find the request for the next page of a list, whatever kind of pager it has.

Each reader knows one kind of pager and recognises it by its form, not by the names that a site gives to its functions
and variables. Comments, in HTML and in scripts, are ignored.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from spiders.lists.base import PageRequest
from spiders.lists.controls import is_disabled, is_hidden, is_more, is_next
from spiders.lists.links import absolute
from spiders.lists.pagers import attributes, drawn, dropdowns, functions, links, page_names
from spiders.lists.pagers.pager import Pager
from spiders.lists.rows import rows_of
from spiders.lists.scripted.row_controls import RowControls, unfolds

# In this order: what a script states of its pages is more certain than what looks like a link to the next.
_READERS = (
    page_names.by_call,
    links.by_name,
    drawn.written,
    drawn.widget,
    attributes.by_attribute,
    links.by_handler,
    links.by_number,
    links.by_pictures,
    dropdowns.by_option,
    links.by_address,
    links.by_effect,
    dropdowns.by_field,
    page_names.by_variables,
    drawn.drawn,
    drawn.called_back,
)


def find(pager: Pager) -> PageRequest | None:
    """Return the request for the page after this one; None if no reader finds one."""
    for reader in _READERS:
        found = reader(pager)
        if found is not None and found != pager.page.requested and found.address != pager.page.url:
            pager.more = None
            pager.undefined.clear()
            pager.opened_by = pager.named[0] if pager.named else None
            return found
        if found is not None and found == pager.page.requested:
            pager.remembered = _lacks_number(pager)
    pager.remembered = pager.remembered or (_lacks_number(pager) and _leads_to_itself(pager))
    if pager.is_last():
        pager.more = None
        pager.undefined.clear()
    return None


def _lacks_number(pager: Pager) -> bool:
    """Return whether the address of a later page does not contain which page it is: `list.do?act=next`."""
    parts, own = urlsplit(pager.page.url), pager.page.number
    numbers = set(re.findall(r"\d+", f"{parts.path}?{parts.query} {pager.page.requested.body or ''}"))
    return own > 1 and numbers.isdisjoint({str(own), str(own - 1)})


def _leads_to_itself(pager: Pager) -> bool:
    return any(
        is_next(node)
        and not is_disabled(node)
        and absolute(node.attributes.get("href"), pager.base) == pager.page.url
        for node in pager.tree.css("a[href]")
    )


def unfollowed(pager: Pager) -> str | None:
    """Return the reason to expect a next page although none was found; None without one."""
    if pager.more:
        name = next(iter(pager.named), None)
        return (
            f"{pager.more}; {functions.explanation(name, pager.page, pager.script)}" if name else pager.more
        )
    controls = RowControls(pager.tree, pager.page.url)
    for node in pager.tree.css("a, button, div, span, p"):
        if not is_more(node) or is_hidden(node) or not controls.has(node):
            continue
        if any(one.mem_id != node.mem_id for one in node.css("a[href], button")):
            continue
        leads = absolute(node.attributes.get("href"), pager.base)
        if not (leads or unfolds(rows_of(pager.tree, pager.page.url), node, pager.script)):
            return f"rows behind a button: {''.join(node.text(deep=True).split())}"
    return None
