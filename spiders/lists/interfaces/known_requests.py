"""The requests of known platforms for the rows of a list: Hanweb's `POST /queryList`, UCAP's search by channel."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from spiders.lists.base import FORM, ListPage, PageRequest
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN

UCAP_SEARCH: Final = (
    "/common/search/{id}?_isAgg=true&_isJson=true&_pageSize={size}&_template=index"
    "&_rangeTimeGte=&_channelName=&page=1"
)


def text_of(value: Any) -> str:
    """Return a value as text: JSON of what is not text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def form_of(values: Mapping[str, Any]) -> str:
    """Encode a form as jQuery does: a list becomes `name[]`, once for each item."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        if isinstance(value, list):
            pairs += [(name if name.endswith("[]") else f"{name}[]", text_of(item)) for item in value]
        else:
            pairs.append((name, text_of(value)))
    return urlencode(pairs)


def query_list(page: ListPage, script: Script, posted: Iterable[str]) -> PageRequest | None:
    """Return newer Hanweb's `POST /queryList` with the codes of website and channel from a script's parameters."""
    sets = [values for values in script.variables.values() if isinstance(values, dict)]
    sets += [a for _, arguments in script.written_calls for a in arguments if isinstance(a, dict)]
    for values in sets:
        if not {"webSiteCode", "channelCode"} <= {name.removesuffix("[]") for name in values}:
            continue
        known = {
            k: v
            for k, v in values.items()
            if v is not None and not (isinstance(v, str) and UNKNOWN.search(v))
        }
        paths = [url for url in posted if not UNKNOWN.search(url)]
        paths += [
            s for s in script.strings() if re.fullmatch(r"/[\w/.-]*(quer|list|search)[\w/.-]*", s, re.I)
        ]
        target = absolute(paths[0] if paths else "/queryList", page.url)
        return PageRequest(target, form_of({**known, "current": 1}), FORM) if target else None
    return None


def ucap(page: ListPage, script: Script) -> PageRequest | None:
    """Return UCAP's request: the channel id is in a meta tag, and the search answers with the rows as JSON."""
    for node in page.tree.css("meta[name][content]"):
        name = (node.attributes.get("name") or "").lower().replace("_", "").replace("-", "")
        value = node.attributes.get("content") or ""
        if name in ("channelid", "channel", "channelguid") and re.fullmatch(r"[0-9a-zA-Z-]{6,64}", value):
            size = script.field("#pageSize") or script.field("input[name=pageSize]") or "15"
            target = absolute(UCAP_SEARCH.format(id=value, size=size if size.isdecimal() else "15"), page.url)
            return PageRequest(target) if target else None
    return None
