"""The nodes of a tree as the answer of an interface: each parent's own nodes come from the same request with its id."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from spiders.lists.base import JSON, PageRequest, with_query
from spiders.lists.interfaces.records import as_object, title_key
from spiders.lists.links import Link
from spiders.lists.titles import names_part

_PARENT = re.compile(r"is_?parent|has_?child(ren)?|is_?folder", re.I)
_OWN: Final = (
    "id",
    "nodeid",
    "node",
    "key",
    "pid",
    "parentid",
    "parent",
)  # the parameter with the node that was opened
_MOST: Final = 200


def parents(
    records: Sequence[Mapping[str, Any]], request: PageRequest
) -> tuple[tuple[Link, ...], tuple[PageRequest, ...]]:
    """Return the records that are parents, as links, and the requests for their nodes; a link has its address.

    None if one of them is no part of a list: its name is neither a year nor a mandate.
    """
    title = title_key(records) or ""
    links: list[Link] = []
    requests: list[PageRequest] = []
    for record in records[:_MOST]:
        parent = any(
            _PARENT.fullmatch(key) and str(one).lower() in ("true", "1") for key, one in record.items()
        )
        parent = parent or record.get("state") == "closed"  # EasyUI
        number = record.get("id", record.get("key"))
        name = record.get(title)
        if not parent or not isinstance(number, str | int) or not isinstance(name, str):
            continue
        found = _opening(request, str(number))
        if found is None or not names_part(name):
            return (), ()
        links.append(Link(found.address, name, name, None))
        requests.append(found)
    return tuple(links), tuple(requests)


def _opening(request: PageRequest, number: str) -> PageRequest | None:
    """Return the request for the nodes of a parent; None if no parameter has the node that was opened."""
    if request.body is None:
        changed = _changed(parse_qsl(urlsplit(request.url).query, keep_blank_values=True), number)
        return replace(request, url=with_query(request.url, **dict(changed))) if changed else None
    if request.media_type == JSON:
        values = as_object(request.body) or {}
        changed = _changed([(k, str(v)) for k, v in values.items() if isinstance(v, str | int)], number)
        return replace(request, body=json.dumps({**values, **dict(changed)})) if changed else None
    pairs = parse_qsl(request.body, keep_blank_values=True)
    changed = _changed(pairs, number)
    return replace(request, body=urlencode({**dict(pairs), **dict(changed)})) if changed else None


def _changed(pairs: Sequence[tuple[str, str]], number: str) -> list[tuple[str, str]]:
    own = [name for name, _ in pairs if name.lower().replace("_", "") in _OWN]
    levels = [(name, str(int(one) + 1)) for name, one in pairs if name in ("level", "lv") and one.isdecimal()]
    return [(own[0], number), *levels] if own else []
