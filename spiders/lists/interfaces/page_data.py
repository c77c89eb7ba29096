"""Data that a page carries for its scripts (Next.js, Nuxt, `window.__INITIAL_STATE__`): what it says beside the rows.

Beside a list's first rows such data have the list's totals, and often the address of the interface with the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from parsers.text import han
from spiders.lists.base import Declared, ListPage, PageRequest, is_page_name, with_query
from spiders.lists.interfaces import answers, held_data
from spiders.lists.interfaces.records import MAX_NESTING, records_in, title_key
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.values import plain
from spiders.lists.widgets import is_address

_FEW: Final = 3  # rows; fewer may be a coincidence
_MANY: Final = 5  # entries; navigation in the data has shorter names
_LONG: Final = 8  # Chinese characters of an entry's title
_MAX_VALUES: Final = 3000
_MADE = re.compile(r"=\s*\(?function\s*\(\w.{0,300}?\{\s*return\s*\{", re.S)
_GAP = re.compile(r"\{\{?\s*\$?(page|p|n|pageNo|pageNum|0)\s*\}?\}|:page(No|Num|Index)?\b|\[page\]|%d", re.I)


def read(page: ListPage, script: Script) -> tuple[Declared, PageRequest | None]:
    """Return the totals beside the page's rows in its data, and the request for the rows after this page."""
    titles = {"".join(link.title.split()) for link in page.links}
    best: tuple[int, dict[str, Any], dict[str, Any]] | None = None
    for holder, around in _holders(page, script):
        records = records_in([one for one in holder.values() if isinstance(one, list)])
        key = title_key(records)
        shown = sum("".join(str(one.get(key)).split()) in titles for one in records) if key else 0
        if shown >= _FEW and 2 * shown >= len(records) and (best is None or shown >= best[0]):
            best = (shown, holder, around)
    if best is None:
        return Declared(), None
    shown, holder, around = best
    totals = answers.declared({k: v for k, v in holder.items() if not isinstance(v, list)})
    totals |= answers.declared(
        {k: v for k, v in around.items() if v is not holder and not isinstance(v, list | dict)}
    )
    if totals.rows is not None and totals.rows < shown:
        totals = Declared(None, totals.pages)
    return totals, _following(page, [*_texts(holder), *_texts(around)])


def without_address(page: ListPage, script: Script, shown: int) -> int:
    """Return how many entries the page's data have that look like a list's rows, if few of them are links; else 0."""
    titles = {"".join(link.title.split()) for link in page.links}
    most = 0
    for holder, _ in _holders(page, script):
        records = records_in([one for one in holder.values() if isinstance(one, list)])
        key = title_key(records) or ""
        named = ["".join(str(one.get(key)).split()) for one in records]
        entries = [one for one in named if han.count(one) >= _LONG]
        if len(entries) >= _MANY and 2 * sum(one in titles for one in entries) < len(entries):
            most = max(most, len(entries))
    return most if most > shown else 0


def _holders(page: ListPage, script: Script) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the objects in a page's data that have a list, each with the object around it."""
    values = [answers.parse(one.text(deep=True)) for one in page.tree.css("script[type='application/json']")]
    values += [*held_data.in_attributes(page.tree), *held_data.streamed(script)]
    values += [one for one in script.variables.values() if isinstance(one, dict)]
    if any(_MADE.search(code) for code in script.codes):  # Nuxt: the data are what a function returns
        values += [plain(one) for one in script.running.window.names.values() if isinstance(one, dict)]
    waiting: list[tuple[Any, dict[str, Any], int]] = [
        (one, {}, 0) for one in values if isinstance(one, dict | list)
    ]
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        value, around, depth = waiting.pop(0)
        if depth > MAX_NESTING:
            continue
        inner = value if isinstance(value, list) else list(value.values())
        if isinstance(value, dict) and any(isinstance(one, list) and one for one in inner):
            yield value, around
        parent = value if isinstance(value, dict) else around
        waiting += [(one, parent, depth + 1) for one in inner[:200] if isinstance(one, dict | list)]


def _texts(holder: dict[str, Any]) -> list[str]:
    near = [holder, *(one for one in holder.values() if isinstance(one, dict))]
    return [one for values in near for one in values.values() if isinstance(one, str)]


def _following(page: ListPage, texts: list[str]) -> PageRequest | None:
    """Return the request for the next page at an address of the data that has a place for the page's number."""
    number = str(page.number + 1)
    for text in texts:
        if not is_address(_GAP.sub("2", text)):
            continue
        target = absolute(_GAP.sub(number, text), page.url) if _GAP.search(text) else None
        if target is None and (whole := absolute(text, page.url)):
            names = [name for name, value in parse_qsl(urlsplit(whole).query, keep_blank_values=True)
                     if is_page_name(name) and (value == "" or value.isdecimal())]  # fmt: skip
            target = with_query(whole, **{names[0]: number}) if names else None
        if target and urlsplit(target).netloc == urlsplit(page.url).netloc and target != page.url:
            return PageRequest(target)
    return None
