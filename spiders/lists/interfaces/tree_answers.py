"""The nodes of a tree as the answer of an interface: each parent's own nodes come from the same request with its id."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.lists.base import JSON, PageRequest, with_query
from spiders.lists.interfaces.cursors import of_kind
from spiders.lists.interfaces.records import as_object, title_key, words_in
from spiders.lists.links import Link
from spiders.lists.titles import names_part

_PARENT = re.compile(r"is_?parent|has_?child(ren)?|is_?folder", re.I)
# The parameter with the node that was opened; one called key may as well be that of a user.
_OWN: Final = ("id", "nodeid", "node", "pid", "parentid", "parent", "key")
_ABOVE = re.compile(r"p_?id|parent(_?id)?", re.I)
_TOP: Final = frozenset(("", "0", "-1", "#", "root"))  # the opened node, before one was opened
_MOST: Final = 200
_NAMED: Final = 3  # folders, in a message


@dataclass(frozen=True, slots=True)
class Parents:
    """The parents of a level: a link for each, the request for its nodes, and why some are not opened."""

    links: tuple[Link, ...] = ()
    requests: tuple[PageRequest, ...] = ()
    more: str | None = None


def parents(records: Sequence[Mapping[str, Any]], request: PageRequest, rows: Sequence[Link]) -> Parents:
    """Return the records that are parents and no rows, as links, and the requests for their nodes.

    `rows` are the records with an address; a parent's link has the address of its request. A parent whose name is
    neither a year nor a mandate is no part of a list: beside rows it is reported, and without them none is opened, as
    the tree is then one of all columns.
    """
    title = title_key(records) or ""
    known = {row.title for row in rows}
    names = [
        (name, record.get("id", record.get("key")))
        for record in records
        if (name := words_in(record.get(title))) and _is_parent(record) and name not in known
    ]
    found = {str(one) for record in records for key, one in record.items() if _ABOVE.fullmatch(key)} | _TOP
    opened = [
        (name, _opening(request, number, found))
        for name, number in names
        if isinstance(number, str | int) and names_part(name)
    ]
    parts = [(name, one) for name, one in opened if one is not None][:_MOST]
    taken = {name for name, _ in parts}
    left = [name for name, _ in names if name not in taken]
    if not rows and any(not names_part(name) for name in left):
        return Parents()
    links = tuple(Link(one.address, name, name, None) for name, one in parts)
    more = (
        f"{len(left)} folders of its tree were not opened: {', '.join(left[:_NAMED])}"
        if left and (rows or parts)
        else None
    )
    return Parents(links, tuple(one for _, one in parts), more)


def _is_parent(record: Mapping[str, Any]) -> bool:
    flagged = any(_PARENT.fullmatch(key) and str(one).lower() in ("true", "1") for key, one in record.items())
    return flagged or record.get("state") == "closed"  # EasyUI


def _opening(request: PageRequest, number: str | int, found: Set[str]) -> PageRequest | None:
    """Return the request for the nodes of a parent; None if no parameter has the node that was opened.

    `found`: the values that such a parameter may have had.
    """
    if request.body is None:
        changed = _changed(parse_qsl(urlsplit(request.url).query, keep_blank_values=True), number, found)
        return replace(request, url=with_query(request.url, **changed)) if changed else None
    if request.media_type == JSON:
        values = as_object(request.body) or {}
        plain = [
            (name, str(one))
            for name, one in values.items()
            if isinstance(one, str | int) and not isinstance(one, bool)
        ]
        changed = _changed(plain, number, found)
        typed = {name: of_kind(values[name], one) for name, one in changed.items()}
        return replace(request, body=json.dumps({**values, **typed})) if changed else None
    pairs = parse_qsl(request.body, keep_blank_values=True)
    changed = _changed(pairs, number, found)
    return replace(request, body=urlencode({**dict(pairs), **changed})) if changed else None


def _changed(pairs: Sequence[tuple[str, str]], number: str | int, found: Set[str]) -> dict[str, str]:
    """Return the parameters that open a node: that of the opened node, and the level below it."""
    values = dict(pairs)
    bare = {name.lower().replace("_", ""): name for name in values}
    own = [bare[one] for one in _OWN if one in bare]
    fitting = [name for name in own if values[name] in found] or [n for n in own if n.lower() != "key"]
    levels = {name: str(int(one) + 1) for name, one in pairs if name in ("level", "lv") and one.isdecimal()}
    return {fitting[0]: str(number), **levels} if fitting else {}
