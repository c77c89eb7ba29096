"""The headers that a page's script sets on a request for rows, or on all requests; some interfaces need them.

On all requests: `$.ajaxSetup`, `$(document).ajaxSend`, `axios.defaults`, `axios.create`, interceptors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.running.page import RunningPage
from spiders.lists.scripts.running.values import Host, Unknown, is_function, plain

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


def of_all(running: RunningPage) -> Headers:
    """Return the headers that a page's scripts set on all requests."""
    found: dict[str, Any] = {}
    for name, arguments in running.shared:
        first = arguments[0] if arguments else None
        if name.endswith(".set"):
            value = arguments[1]
            found |= value if isinstance(value, dict) else {str(first): value}
        elif isinstance(first, dict):
            found |= _flat(first.get("headers")) if name.endswith(("ajaxSetup", ".create")) else {}
            if is_function(first.get("beforeSend")):
                found |= _set_by(running, first["beforeSend"], 0)
        elif name.endswith("ajaxSend") and is_function(first):
            found |= _set_by(running, first, 1)
    return _kept((name, plain(value)) for name, value in found.items())


def intercepted(
    running: RunningPage, url: str, method: str, data: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Return a request's settings as the interceptors of axios change them: `url`, `params`, `data`, `headers`."""
    sent: dict[str, Any] = {}
    request: dict[str, Any] = {"url": url, "method": method, "params": {}, "data": {}, "baseURL": ""}
    request["params" if method != "post" else "data"] = dict(data or {})
    request["headers"] = {"common": {}, "set": lambda _, given: sent.__setitem__(str(given[0]), given[-1])}
    for name, arguments in running.shared:
        if name.endswith("interceptors.request.use") and arguments and is_function(arguments[0]):
            returned = running.returned(arguments[0], [request])
            request = returned if isinstance(returned, dict) and "headers" in returned else request
    request["headers"] = _kept(
        (key, plain(value)) for key, value in {**_flat(request["headers"]), **sent}.items()
    )
    return request


class _Sender(Host):
    """The XMLHttpRequest that a page's function gets before a request is sent."""

    def __init__(self) -> None:
        self.headers: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return `setRequestHeader`; other members are unknown."""
        if name == "setRequestHeader":
            return lambda _, given: (
                self.headers.__setitem__(str(given[0]), given[1]) if len(given) > 1 else None
            )
        return super().get(name)


def _set_by(running: RunningPage, function: Any, position: int) -> dict[str, Any]:
    sender = _Sender()
    running.returned(function, [*[Unknown("event")] * position, sender, {"url": "", "type": "get"}])
    return sender.headers


def _flat(headers: Any) -> dict[str, Any]:
    """Return headers with those of `common` and of methods beside the others."""
    found: dict[str, Any] = {}
    for name, value in headers.items() if isinstance(headers, dict) else ():
        found |= _flat(value) if isinstance(value, dict) else {} if is_function(value) else {name: value}
    return found


def _kept(pairs: Iterable[Sequence[Any]]) -> Headers:
    return tuple(
        (name, value)
        for name, value in pairs
        if isinstance(name, str) and isinstance(value, str) and not UNKNOWN.search(value)
        and re.fullmatch(r"[A-Za-z0-9-]{1,60}", name) and re.fullmatch(r"[ -~]{1,500}", value)
        and not _OURS.fullmatch(name)
    )  # fmt: skip
