"""The answer of a list's interface: JSON (or JSONP) with records, or with a piece of HTML in it; XML; lines of text.

The names of the keys need not be known: rows are the records that have a title and an address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from archive.wording import counted
from spiders.lists.base import FORM, Declared, Listing, ListPage, PageRequest
from spiders.lists.interfaces import cursors, details, next_rows, tree_answers
from spiders.lists.interfaces.formats import answer_headers, lines, packed, xml_answers
from spiders.lists.interfaces.records import link_of, links_of, records_in, title_key, words_in
from spiders.lists.links import Link, anchors, tree_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.tokens import tokens
from spiders.lists.titles import judge

_TOTAL_KEYS: Final = frozenset((
    "total", "totalcount", "totalrecord", "totalrecords", "totalelements", "totalnum", "totalrows", "totalsize",
    "recordcount", "recordtotal", "recordstotal", "rowcount", "count", "totalhits", "numfound",
    "allcount", "totalitems", "itemcount", "sum", "allnum", "allrows", "allrecord", "cnt", "zs", "zts", "zjls",
    "sumnum", "datatotal", "totaldata", "totalcnt", "rowstotal", "recordnum", "recordsum", "infocount",
    "hitcount", "totalhit",
))  # fmt: skip
_PAGES_KEYS: Final = frozenset(
    ("pages", "totalpage", "totalpages", "pagecount", "pagetotal", "totalpagenum", "maxpage", "ys", "zys")
)
_ASSIGNED = re.compile(r"(?:(?:var|let|const)\s+|window\.)?[\w$.]{1,60}\s*=\s*(?=[\[{])")
_FEW: Final = 3  # records
_MOST: Final = 0.8  # of the records; the others have no value for a template


def parse(text: str) -> Any:
    """Parse a JSON, JSONP or XML answer, or lines of text, into plain values; return None for anything else."""
    text = text.strip("\ufeff \t\r\n;")
    called = False
    if match := re.fullmatch(r"[\w$.]{1,80}\((.*)\)", text, re.S):
        text, called = match[1].strip(), True
    if match := _ASSIGNED.match(text):
        text, called = text[match.end() :], True
    if called and (
        quoted := re.fullmatch(r"""(["'])([^"'\\<>]{24,})\1""", text)
    ):  # fillList("eyJyb3dzIjog…")
        value = packed.opened(quoted[2])
        return value if isinstance(value, dict | list) else None
    if text[:1] == "<":
        return xml_answers.parse(text)
    if text[:1] not in ("{", "["):
        return lines.parse(text)
    try:
        return packed.opened(json.loads(text))
    except (ValueError, RecursionError):
        return _written(text) if called else None


def _written(text: str) -> Any:
    """Evaluate an object or array as scripts write it, with bare keys and single quotes; None if it is not one."""
    value, _ = Script(tree_of("")).expression(tokens(text), 0)
    return value if isinstance(value, dict | list) else None


def read(page: ListPage, answer: Any) -> Listing:
    """Return the rows of an interface's answer, and the request for the next ones."""
    records = records_in(answer)
    links = _joined(records, page) or links_of(answer, page.start)
    if len(links) < len(records) and (made := _by_number(records, page)):
        known = {link.title: link for link in links}
        links = [known.get(link.title, link) for link in made] if len(made) >= len(links) else links
    fragment = "" if links else packed.fragment(answer)
    if fragment:
        links = anchors(fragment, page.start)
    shown = len(records) if records and not fragment else len(links)
    totals = declared(answer) | answer_headers.declared(page)
    if totals == Declared() and next_rows.is_whole_table(page.requested):
        totals = Declared(None, 1)
    if totals.rows is not None and 0 < totals.rows < shown:  # the total counts pages
        totals = Declared(None, totals.pages or totals.rows)
    further, by_cursor = _further(page, shown, totals, answer) if links else (None, False)
    if links and further is None and not (totals.rows and totals.rows <= shown):
        further = cursors.after_last(page.requested, records, answer)
    below = tree_answers.parents(records, page.requested, links)
    more = below.more or (_rest(page, shown, totals, answer) if links and further is None else None)
    unread = None
    if below.links:
        links = [*links, *below.links]
    elif records and 2 * len(links) < len(records) and not fragment:
        keys = ", ".join(list(records[0])[:6])
        unread = f"the rows of {page.url} have no addresses (keys: {keys})"
    elif not records and not links and page.number == 1 and (totals.rows or totals.rows is None):
        unread = f"no rows were found in the answer of {page.requested.address}"
    return Listing(
        tuple(links), further.url if further else None, bool(links) or page.number > 1 or bool(unread),
        further.body if further else None, further.media_type if further else FORM, totals, shown,
        more, unread, page.requested.details, page.requested.pattern, counter=further.counter if further else "",
        lost=None if unread or fragment else _lost(records, links, page.url),
        posted=below.requests, goes_on=by_cursor or cursors.names_more(answer) is not None,
    )  # fmt: skip


def _lost(records: Sequence[Mapping[str, Any]], links: Sequence[Link], url: str) -> str | None:
    """Return that a record has the title of a report and no address, where others have one."""
    key = title_key(records)
    known = {link.title for link in links}
    titles = (words_in(record.get(key)) for record in records if key) if links else ()
    missing = [title for title in titles if title not in known and judge(title) == "report"]
    return (
        f"{counted(len(missing), 'row')} of {url} without an address: {missing[0][:40]}" if missing else None
    )


def _further(page: ListPage, shown: int, totals: Declared, answer: Any) -> tuple[PageRequest | None, bool]:
    """Return the request for the next rows, and whether the answer itself names them.

    A request that counts pages has the next number, and beside it the cursor if it has one.
    """
    counted = next_rows.following(page, shown, totals, answer)
    by_number = counted is not None and next_rows.counts_pages(page.requested)
    named = cursors.named(counted if counted and by_number else page.requested, answer)
    named = named or answer_headers.following(page)
    return named or counted, named is not None


def _rest(page: ListPage, shown: int, totals: Declared, answer: Any) -> str | None:
    """Return why further rows are to be expected of an interface that has no next request; None without a reason."""
    if totals.pages != page.number and (said := cursors.names_more(answer)):
        return said
    size = next_rows.size_of(next_rows.parameters_of(page.requested))
    if size is None or shown < size or totals != Declared():
        return None
    return f"as many rows as requested ({size}), and no parameter of {page.requested.address} counts pages"


def _joined(records: Sequence[Mapping[str, Any]], page: ListPage) -> list[Link]:
    """Return the rows whose address the list's scripts put together from several values: `it.path + it.file`."""
    joined = [
        one for one in page.requested.details if details.is_joined(one) and len(UNKNOWN.findall(one)) > 1
    ]
    return _by_number(records, page, joined) if records and joined else []


def _by_number(
    records: Sequence[Mapping[str, Any]], page: ListPage, templates: Sequence[str] | None = None
) -> list[Link]:
    """Return the rows of records that have only numbers, by an address that the list's scripts build from them."""
    title = title_key(records) or ""
    for template in page.requested.details if templates is None else templates:
        made = [link_of(record, title, details.filled(template, record), page.start) for record in records]
        links = [link for link in made if link]
        others = [one for one in page.requested.details if one != template]
        for at, record in (
            enumerate(records) if links else ()
        ):  # a row may have an address of its own: `{{ it.outside }}`
            tried = (link_of(record, title, details.filled(one, record), page.start) for one in others)
            made[at] = made[at] or next((link for link in tried if link), None)
        if links and len({link.url for link in links}) >= _MOST * len(records):
            return [link for link in made if link]
    return []


def by_number(answer: Any, found: int, templates: Sequence[str], url: str) -> list[Link]:
    """Return the rows of a value whose records have only numbers, by the addresses that scripts build from them.

    `found` is the number of rows with an address.
    """
    records = records_in(answer) if templates else []
    if len(records) <= found or len(records) < _FEW:
        return []
    return _by_number(records, ListPage(url, "", 1, url), templates)


def declared(answer: Any) -> Declared:
    """Return the totals of the answer: those nearest to its top."""
    found = Declared()
    waiting: list[tuple[Any, int]] = [(answer, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if not isinstance(value, dict) or depth > 4:
            continue
        numbers = {
            k.lower().replace("_", ""): v
            for k, one in value.items()
            if isinstance(v := one["value"] if isinstance(one, dict) and "value" in one else one, int | str)
            and str(v).isdecimal()
        }
        rows = next((int(v) for k, v in numbers.items() if k in _TOTAL_KEYS), None)
        pages = next((int(v) for k, v in numbers.items() if k in _PAGES_KEYS), None)
        if {"records", "total"} <= set(numbers):  # jqGrid
            rows, pages = int(numbers["records"]), int(numbers["total"])
        found = found | Declared(rows, pages)
        waiting += [(item, depth + 1) for item in value.values()]
    return found
