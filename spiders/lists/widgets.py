"""Pagination widgets of script libraries (laypage, jquery.pagination, kkpager): totals and addresses in their calls."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from spiders.lists.base import Declared, is_page_name
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, unknown

_PAGES: Final = frozenset((
    "pages", "pagecount", "totalpages", "totalpage", "pagetotal", "countpage", "maxpage", "totalpagenum", "pagenum",
))  # fmt: skip
_ROWS: Final = frozenset((
    "count", "totaldata", "totalcount", "totalrecords", "totalrecord", "recordcount", "datacount", "itemcount",
    "totalcounts",
))  # fmt: skip
_SIZES: Final = (
    "limit", "pagesize", "pageSize", "items_per_page", "itemsOnPage", "perPage", "perpage", "showData", "size",
)  # fmt: skip
TOTALS: Final = _PAGES | _ROWS | {"total"}
_CURRENT: Final = frozenset((
    "curr", "current", "currentpage", "curpage", "currpage", "pageindex", "pageno", "pno", "nowpage", "pagecurrent",
    "page", "startpage", "pagenumber", "defaultpage",
))  # fmt: skip
_CALLS = re.compile(r"pag|kkpager", re.I)
_GAP = re.compile(r"__id__|\{page\}|\{0\}|\{n\}|\[page\]|\$page")
_HREF = re.compile(r"""<a\b[^<>]*?href\s*=\s*["']?([^"'\s<>]+)""", re.I)
_OTHER_WAY = re.compile(r"prev|last|first", re.I)


def totals(script: Script, calls: Sequence[tuple[str, list[Any]]] | None = None) -> Declared:
    """Return the totals that the widgets of a page declare; `calls`: as they were made when the scripts ran."""
    found = Declared()
    size: int | None = None
    for name, arguments in calls if calls is not None else script.written_calls:
        settings = [a for a in arguments if isinstance(a, dict)]
        if not (settings and _CALLS.search(name)):
            continue
        for values in settings:
            found |= _of(values)
            size = size or next((n for key in _SIZES if (n := integer(values.get(key))) is not None), None)
        if isinstance(arguments[0], int) and found == Declared():  # $('#pager').pagination(52, {…})
            found = Declared(arguments[0], None)
    if found.pages is None and found.rows is not None and size:
        found |= Declared(None, -(-found.rows // size))
    return found


def _of(values: Mapping[str, Any]) -> Declared:
    rows = pages = None
    for name, value in values.items():
        number, key = integer(value), name.lower().replace("_", "")
        if number is None:
            continue
        if key in _PAGES:
            pages = number
        elif key in _ROWS or (key == "items" and "itemsOnPage" in values):
            rows = number
        elif key == "total":  # kkpager uses this name for pages, others for rows
            if {"totalrecords", "pno"} & {other.lower() for other in values}:
                pages = number
            else:
                rows = number
    return Declared(rows, pages)


def templates(script: Script) -> Iterator[str]:
    """Yield the addresses built by the scripts that have one gap, for the page number."""
    shown = {  # in the address bar only
        one
        for name, arguments in script.written_calls
        if name.rpartition(".")[2] in ("pushState", "replaceState")
        for one in arguments
        if isinstance(one, str)
    }
    yield from (one for one in addresses(script.strings()) if one not in shown)
    settings = [a for _, arguments in script.written_calls for a in arguments if isinstance(a, dict)]
    values = [*script.variables.values(), *(value for one in settings for value in one.values())]
    for value in values:
        if isinstance(value, str) and _GAP.search(value):
            yield _GAP.sub(unknown("n"), value)
    for one in settings:
        if isinstance(one.get("hrefFormer"), str):
            yield f"{one['hrefFormer']}_{unknown('n')}{one.get('hrefLatter', '.html')}"
        elif isinstance(one.get("hrefTextPrefix"), str):
            yield f"{one['hrefTextPrefix']}{unknown('n')}{one.get('hrefTextSuffix', '')}"
        elif isinstance(one.get("prefix"), str) and str(one.get("suffix", "")).startswith("."):
            yield f"{one['prefix']}_{unknown('n')}{one['suffix']}"


def addresses(texts: Iterable[str]) -> Iterator[str]:
    """Yield the addresses among some strings, or in the HTML of one, that have one gap, for the page number."""
    for whole in texts:
        written = _HREF.search(whole) if "<a" in whole else None
        text = written[1] if written else whole
        gaps = UNKNOWN.findall(text)
        if len(gaps) == 1 and is_address(UNKNOWN.sub("2", text)) and not _is_other(gaps[0]):
            yield text


def _is_other(gap: str) -> bool:
    """Return whether a gap is that of another page, or the id of an article (`show(id)`)."""
    name = gap.rpartition(".")[2].removesuffix("()")
    return bool(_OTHER_WAY.search(gap)) or (name.lower().endswith(("id", "guid")) and not is_page_name(name))


def counts_from(settings: Mapping[str, Any], number: int) -> int:
    """Return whether a widget counts the pages from 0 or from 1, by the current page that its settings name.

    >>> counts_from({"current_page": 0, "items_per_page": 10}, 1), counts_from({"curr": 2}, 2), counts_from({}, 1)
    (0, 1, 1)
    """
    for name, value in settings.items():
        if name.lower().replace("_", "") in _CURRENT and (current := integer(value)) is not None:
            return 0 if current == number - 1 else 1
    # jquery.pagination, which calls its settings so, counts from 0.
    return 0 if {"items_per_page", "num_display_entries", "num_edge_entries"} & set(settings) else 1


def first_number(script: Script, number: int) -> int:
    """Return the number of the first page in the addresses of the page's widgets: 0 or 1."""
    settings = [
        a
        for _, arguments in script.written_calls
        for a in arguments
        if isinstance(a, dict) and _of(a) != Declared()
    ]
    settings += [
        a
        for name, arguments in script.written_calls
        if _CALLS.search(name)
        for a in arguments
        if isinstance(a, dict)
    ]
    return min((counts_from(one, number) for one in settings), default=1)


def is_complete(text: str) -> bool:
    """Return whether an address has no unknown part."""
    return not UNKNOWN.search(text)


def integer(value: Any) -> int | None:
    """Convert a number, or a string of up to six digits, to an int; return None for anything else."""
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 7 else None


def is_address(text: str) -> bool:
    """Return whether a string may be the address of a page of a list."""
    bare = UNKNOWN.sub("2", text)
    return bool(
        re.fullmatch(r"[^\s<>\"'{}]{2,599}[^\s<>\"'{}(]", bare)
        and re.search(
            r"^https?://|^\.{0,2}/|\?\w*=|\.(s?html?|jhtml|jspx?|aspx?|php|do|action)(\?|$)|^\?", bare
        )
        and not re.search(r"\.(js|css|png|jpe?g|gif|ico)(\?|$)", bare)
    )
