"""The headers that a page's script sets on a request for rows; some interfaces answer only with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spiders.lists.scripts.partial_values import UNKNOWN

Headers = tuple[tuple[str, str], ...]

# The fetcher sets these, or a script may not (Fetch standard, "forbidden request-header", 2026-11).
_OURS: Final = re.compile(
    r"accept-(charset|encoding)|connection|content-(length|type)|cookie2?|date|expect|host|keep-alive|origin|referer"
    r"|te|trailer|transfer-encoding|upgrade|user-agent|via|if-.*|range|proxy-.*|sec-.*",
    re.I,
)


def given(settings: Mapping[str, Any] | None) -> Headers:
    """Return the headers among the settings of a call: `$.ajax({headers: …})`, `fetch(url, {headers: …})`."""
    headers = (settings or {}).get("headers")
    return _kept(headers.items()) if isinstance(headers, Mapping) else ()


def set_on(calls: Sequence[tuple[str, Sequence[Any]]], opened: str) -> Headers:
    """Return the headers that `x.setRequestHeader(…)` sets after `x.open(…)`."""
    setter = f"{opened.rpartition('.')[0]}.setRequestHeader"
    return _kept(arguments[:2] for name, arguments in calls if name == setter and len(arguments) > 1)


def _kept(pairs: Iterable[Sequence[Any]]) -> Headers:
    return tuple(
        (name, value)
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str) and not UNKNOWN.search(value)
        and re.fullmatch(r"[A-Za-z0-9-]{1,60}", name) and re.fullmatch(r"[ -~]{1,500}", value)
        and not _OURS.fullmatch(name)
    )  # fmt: skip
