"""The requests that a page's scripts make or name, and how likely the answer to each has the rows of a list."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from spiders.lists.base import OFFSETS, SIZES, is_page_name
from spiders.lists.interfaces import headers, tables
from spiders.lists.interfaces.records import as_loose_object, as_object
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.running.dom.elements import SCRIPT_LOADED
from spiders.lists.scripts.running.values import plain

_LIST_WORDS = re.compile(
    r"list|quer|search|page|article|news|info|content|channel|column|categor|doc|manuscript|catalog|data|load|more",
    re.I,
)
_ELSE_WORDS = re.compile(
    r"count|click|\bhits?\b|visit|login|user|weather|stat(s|istic)?\b|captcha|token|menu|nav|advert|\bad\b|share"
    r"|comment|vote|like|log\b|browse|pv\b|online|sso|site(tree|map)|survey|message|hot|suggest"
    r"|\.(js|css|png|jpe?g|gif|ico|swf)(\?|$)",
    re.I,
)
_PAGE = re.compile(r"\.s?html?(\?|$)", re.I)  # a page, unless a control has really requested it
_CALLERS = re.compile(
    r"(^|\.)(ajax|get|post|getJSON|getScript|load|request|fetch|axios|open|http|render|jsonp)$|ajax|fetch|axios|jsonp",
    re.I,
)
_ASKS = re.compile(r"(\$|jQuery|axios)\.(get|post|getJSON)|fetch")
_NAME = re.compile(r"[A-Za-z][\w-]{0,40}")
# Libraries that send an object as JSON; jQuery sends it as a form.
_SENDS_JSON = re.compile(
    r"axios|\$?http(?!Req)(\.|$)|^(this\.\$?)?request(\.|$)|uni\.request|superagent", re.I
)
# Rows in a script file: `/data/c7/1.js`, `/gzbg/list_2.js`; `/js/swiper4.js` and `/jquery-3.js` are libraries.
_NUMBERED_FILE = re.compile(
    r"/(?:data|json)/(?:[\w-]+/)*[a-z]{0,12}[_-]?\d{1,4}\.js$"
    r"|/(?:(?:\w+_)?(?:list|data|page|rows|index|json)[_-]?)\d{1,4}\.js$"
    r"|(?<!/js)(?<!/lib)(?<!/libs)(?<!/scripts)(?<!/vendor)(?<!/plugins)(?<!/static)(?<!/assets)/\d{1,4}\.js$",
    re.I,
)
_ADDRESS_NAME = re.compile(r"url|api|path|src|interface", re.I)
_LOADING: Final = ("refresh", "load", "reload", "open")  # commands of widgets that take an address
STRONG: Final = 3  # the worth from which an interface is certainly a list's


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request that a script makes, and how likely it is to return the rows of a list."""

    url: str
    method: str
    data: Mapping[str, Any] | None
    as_json: bool
    worth: int
    headers: headers.Headers = ()
    text: str | None = None  # a body that is neither a form nor JSON


def every(script: Script) -> list[Candidate]:
    """Return the requests that the scripts made when they ran, then those that their code names."""
    found = [
        *(
            _candidate(one.url, one.method, one.data, one.as_json, STRONG)
            for one in (*tables.requested(script.running), *tables.in_markup(script))
        ),
        *of_calls(script, script.made_calls(), variables=False),
        *of_calls(script, script.written_calls),
    ]
    return list(with_shared(script, found))


def with_shared(script: Script, found: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield candidates with what the page's scripts add to all requests: headers, parameters."""
    if not script.running.shared:
        yield from found
        return
    common = headers.of_all(script.running)
    for one in found:
        request = headers.intercepted(script.running, one.url, one.method, one.data)
        sent = {**dict(common), **dict(request["headers"]), **dict(one.headers)}
        url = request["url"] if isinstance(request["url"], str) else one.url
        data = plain({**_given(request["params"]), **_given(request["data"])}) or one.data
        yield replace(one, url=url, data=data, headers=tuple(sent.items()))


def _given(values: Any) -> dict[str, Any]:
    return values if isinstance(values, dict) else {}


def of_calls(
    script: Script, calls: Sequence[tuple[str, Sequence[Any]]], *, variables: bool = True, made: bool = False
) -> Iterator[Candidate]:
    """Yield the requests among calls, and those that the names of variables suggest.

    `made`: a control of the page has really made the calls.
    """
    bases = _bases(script)
    for name, arguments in calls:
        for at, argument in enumerate(_based(name, arguments, bases)):
            if isinstance(argument, dict) and isinstance(argument.get("url"), str):
                yield _of_settings(script, name, argument, made)
            elif not (
                isinstance(argument, str)
                and (_looks_like_path(argument) or (made and _is_name(name, arguments, at)))
            ):
                continue
            elif at == 0 and _CALLERS.search(name):
                yield _of_address(script, name, argument, arguments[1] if len(arguments) > 1 else None, made)
            elif at == 1 and name.endswith("open"):
                method = arguments[0].lower() if isinstance(arguments[0], str) else "get"
                sent = _sent(calls, name)
                yield _candidate(argument, method, sent, False, 2, headers.set_on(calls, name))
        if len(arguments) > 1 and arguments[0] in _LOADING and name.startswith("$()."):
            part = arguments[1]  # what a widget loads into its part of the page
            if isinstance(part, str) and _looks_like_path(part):
                yield _candidate(part, "get", None, False, 3)
    for name, value in script.variables.items() if variables else ():
        if isinstance(value, str) and _looks_like_path(value) and _ADDRESS_NAME.search(name):
            yield _candidate(value, "get", None, False, 1)


def _of_settings(script: Script, name: str, settings: dict[str, Any], made: bool) -> Candidate:
    """Return the request of a call with settings: `$.ajax({url: …, data: …})`."""
    data = settings.get("data", settings.get("params", settings.get("where")))
    method = str(settings.get("type", settings.get("method", "get"))).lower()
    as_json = "json" in str(settings.get("contentType", "")).lower() or bool(_SENDS_JSON.search(name))
    text = data if isinstance(data, str) and "\n" in data and not UNKNOWN.search(data) else None
    if isinstance(data, str):
        known = _appended(script, data)
        data = known or (as_loose_object(data) if data.startswith("{") else dict(parse_qsl(data)))
    if "table" in name or "flow" in name:  # layui's tables add page and limit themselves
        data = {**_given(data), "page": 1, "limit": settings.get("limit", 10)}
    found = _candidate(settings["url"], method, data, as_json, 2, headers.given(settings), made=made)
    return replace(found, text=text)


def _of_address(script: Script, name: str, address: str, second: Any, made: bool) -> Candidate:
    """Return the request of a call with an address and what is sent to it: `$.post(url, data)`, `fetch(url, …)`."""
    rest = _fields(second)
    method, as_json = "post" if re.search(r"post", name, re.I) else "get", False
    data: Any = rest
    if rest is not None and ("method" in rest or "body" in rest or "headers" in rest):
        method = str(rest.get("method", method)).lower()
        data = rest.get("body", rest.get("params"))
        as_json = "json" in json.dumps(rest.get("headers", ""), default=str).lower()
        if isinstance(data, str):
            data = _appended(script, data) or as_loose_object(data) or dict(parse_qsl(data))
    elif rest is not None and isinstance(rest.get("params"), dict):
        data = rest["params"]
    elif _SENDS_JSON.search(name) and method == "post":
        as_json = True
    worth = 8 if name == SCRIPT_LOADED and _NUMBERED_FILE.search(address) else 2
    return _candidate(address, method, data, as_json, worth, headers.given(rest), made=made)


@functools.lru_cache(maxsize=4)
def written(script: Script) -> tuple[Candidate, ...]:
    """Return the requests that the code of a page names."""
    return tuple(of_calls(script, script.written_calls, variables=False))


def _fields(data: Any) -> dict[str, Any] | None:
    """Return what a call sends: an object, or a form as text (`$('#form').serialize()`)."""
    if isinstance(data, str) and re.fullmatch(r"[\w.\[\]%:-]+=[^\s]*", data) and "&" in data:
        return dict(parse_qsl(data, keep_blank_values=True))
    return data if isinstance(data, dict) else None


def _bases(script: Script) -> dict[str, str]:
    """Return the base addresses of a page's HTTP clients by the clients' names, those of all clients as ''."""
    found: dict[str, str] = {}
    for name, arguments in script.written_calls:
        base = arguments[0].get("baseURL") if arguments and isinstance(arguments[0], dict) else None
        if name.endswith(".create") and isinstance(base, str) and not UNKNOWN.search(base):
            found["()"] = base
    for name, value in script.variables.items():
        if name.rpartition(".")[2] == "baseURL" and isinstance(value, str) and not UNKNOWN.search(value):
            found[""] = value
    return found


def _based(name: str, arguments: Sequence[Any], bases: Mapping[str, str]) -> list[Any]:
    """Return the arguments of a call with an address on the host behind the base address of the client."""
    base = bases.get("") or ("" if re.match(r"axios\.(?!create)", name) else bases.get("()", ""))
    if not base or not _SENDS_JSON.search(name):
        return list(arguments)

    def joined(value: Any) -> Any:
        known = isinstance(value, str) and not re.match(r"https?:|//", value) and not value.startswith(base)
        return f"{base.rstrip('/')}/{value.lstrip('/')}" if known else value

    return [
        {**one, "url": joined(one["url"])}
        if isinstance(one, dict) and "url" in one
        else joined(one)
        if at == 0
        else one
        for at, one in enumerate(arguments)
    ]


def _sent(calls: Sequence[tuple[str, Sequence[Any]]], opened: str) -> dict[str, Any] | None:
    """Return the data that `x.send(…)` sends after `x.open(…)`."""
    sender = f"{opened.rpartition('.')[0]}.send"
    for name, arguments in calls:
        if name == sender and arguments and isinstance(arguments[0], str):
            return as_object(arguments[0]) or dict(parse_qsl(arguments[0], keep_blank_values=True))
    return None


def _appended(script: Script, data: str) -> dict[str, Any] | None:
    """Return the fields that `form.append('name', value)` puts into a FormData; None if `data` is not one."""
    match = UNKNOWN.fullmatch(data)
    if match is None:
        return None
    made = match[1].startswith(("FormData", "URLSearchParams"))
    fields = {
        str(arguments[0]): arguments[1]
        for name, arguments in script.written_calls
        if len(arguments) > 1
        and name.endswith((".append", ".set"))
        and (made or name.startswith(f"{match[1]}."))
    }
    return fields or None


def _candidate(
    url: str,
    method: str,
    data: Any,
    as_json: bool,
    worth: int,
    sent: headers.Headers = (),
    *,
    made: bool = False,
) -> Candidate:
    plain = UNKNOWN.sub("", url)
    values = data if isinstance(data, dict) else None
    names = [name for name, _ in parse_qsl(urlsplit(plain).query, keep_blank_values=True)] + list(
        values or ()
    )
    worth += 2 * any(is_page_name(name) or name.lower() in OFFSETS for name in names)
    worth += any(name.lower() in SIZES for name in names)
    worth += 2 * any(
        re.search(
            r"channel|column|categ|catalog|cid|cat_?id|typeid|classid|nodeid|colid|webid|siteid", name, re.I
        )
        for name in names
    )
    worth += bool(_LIST_WORDS.search(urlsplit(plain).path))
    path = urlsplit(plain).path
    worth -= 6 * bool(_ELSE_WORDS.search(path) or (not made and _PAGE.search(path)))
    return Candidate(url, method, values, as_json, worth, sent)


def _is_name(name: str, arguments: Sequence[Any], at: int) -> bool:
    """Return whether an argument is the bare name of what is requested beside the page: `$.get('rows', {y: 2021})`."""
    return at == 0 and len(arguments) > 1 and bool(_ASKS.fullmatch(name) and _NAME.fullmatch(arguments[0]))


def _looks_like_path(text: str) -> bool:
    bare = UNKNOWN.sub("x", text)
    return bool(
        re.fullmatch(
            r"(https?:)?/?/?[\w.-]*(/|\?)[^\s<>\"']{2,600}|[\w-]+\.(jsp|do|action|php|aspx|ashx|s?html?|json|txt)(\?\S*)?",
            bare,
        )
    )
