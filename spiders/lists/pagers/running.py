"""Follow a pager by running the page's scripts and using its controls."""

from __future__ import annotations

import html
from dataclasses import replace

from spiders.lists import widgets
from spiders.lists.base import Declared, PageRequest
from spiders.lists.links import tree_of
from spiders.lists.pagers import dropdowns, links
from spiders.lists.pagers.pager import Pager
from spiders.lists.rows import declared, of_variables
from spiders.lists.scripted.used_controls import Controls


def use_controls(pager: Pager) -> PageRequest | None:
    """Return the request for the page after this one that the page's controls make when their scripts run."""
    pager.declared |= widgets.totals(pager.script, pager.script.made_calls()) | of_variables(_counted(pager))
    pager.declared |= _written_totals(pager)
    if pager.is_last():
        return None
    controls = Controls(pager.page, pager.script, pager.base, pager.numbers)
    found = controls.following() or _written_when_run(pager) or controls.more()
    if found is not None and found != pager.page.requested and found.address != pager.page.url:
        pager.more = None
        return found
    return None


def _counted(pager: Pager) -> dict[str, object]:
    """Return the page's variables as they are after its scripts ran."""
    return {
        name: value
        for name, value in pager.script.running.window.names.items()
        if isinstance(value, int | str)
    }


def _written_totals(pager: Pager) -> Declared:
    """Return the totals in markup that the scripts wrote when they ran: 共4页 in the pager that they draw."""
    written = "".join(pager.script.running.effects.written)
    return declared(tree_of(written), pager.script) if "页" in written or "条" in written else Declared()


def _written_when_run(pager: Pager) -> PageRequest | None:
    """Follow the pager in markup that the scripts wrote when they ran."""
    written = "".join(pager.script.running.effects.written)
    if "<" not in written:
        return None
    base = f'<base href="{html.escape(pager.base)}">'  # that of the page, which may not be its own address
    shown = Pager(replace(pager.page, text=f"<head>{base}</head><body>{written}</body>"), pager.script)
    found = links.linked(shown) or links.by_handler(shown) or dropdowns.by_option(shown)
    return found or Controls(shown.page, pager.script, pager.base, shown.numbers).following()
