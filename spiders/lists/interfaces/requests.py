"""Lists whose rows come from an interface that the page's scripts request: find that request.

The request is found in the scripts (`$.ajax({url: …, data: …})`, `fetch`, `var listUrl = …`, Hanweb's
`loadPageData(params)`) or by the channel id of a meta tag (UCAP). `spiders.lists.interfaces.answers` reads the answer.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from spiders.lists.base import (
    FORM,
    JSON,
    NUMBER,
    OFFSET,
    ListPage,
    PageRequest,
    is_page_name,
    may_count,
    with_query,
)
from spiders.lists.interfaces import headers, tables
from spiders.lists.interfaces.answers import OFFSETS, SIZES
from spiders.lists.interfaces.known_requests import form_of, query_list, text_of, ucap
from spiders.lists.interfaces.records import as_loose_object, as_object
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, is_moment
from spiders.lists.scripts.running.elements import SCRIPT_LOADED
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
# Libraries that send an object as JSON; jQuery sends it as a form.
_SENDS_JSON = re.compile(
    r"axios|\$?http(?!Req)(\.|$)|^(this\.\$?)?request(\.|$)|uni\.request|superagent", re.I
)
_COUNTING = re.compile(r"page|pag(e|ing)?(no|num)|curr", re.I)  # a variable with the page's number
_NUMBERED_FILE = re.compile(
    r"/(?:[a-z]{0,12}[_-])?\d{1,4}\.js$", re.I
)  # rows in a script file: `/data/c7/1.js`
STRONG: Final = 3  # the worth from which an interface is certainly a list's


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A request that a script makes, and how likely it is to return the rows of a list."""

    url: str
    method: str
    data: Mapping[str, Any] | None
    as_json: bool
    worth: int
    headers: headers.Headers = ()
    text: str | None = None  # a body that is neither a form nor JSON


# -- which request --


def requested(page: ListPage, script: Script) -> PageRequest | None:
    """Return the request for the first rows of a list that a script fills; None if none is understood."""
    named = sorted(_all_candidates(script), key=lambda one: -one.worth)
    if found := query_list(page, script, _posted(named)):
        return found
    for candidate in named:
        if candidate.worth >= STRONG and (found := _filled(page, candidate, script)):
            return found
    if found := ucap(page, script):
        return found
    return next((found for one in named if one.worth > 0 and (found := _filled(page, one, script))), None)


def _fields(data: Any) -> dict[str, Any] | None:
    """Return what a call sends: an object, or a form as text (`$('#form').serialize()`)."""
    if isinstance(data, str) and re.fullmatch(r"[\w.\[\]%:-]+=[^\s]*", data) and "&" in data:
        return dict(parse_qsl(data, keep_blank_values=True))
    return data if isinstance(data, dict) else None


def _posted(named: Iterable[_Candidate]) -> list[str]:
    return [one.url for one in named if one.method == "post"]


def names_pages(page: ListPage, script: Script) -> bool:
    """Return whether the page names an interface that is certainly a list's: it counts pages or names a column."""
    named = list(_candidates(script, script.written_calls))
    known = query_list(page, script, _posted(named)) or ucap(page, script)
    return known is not None or any(one.worth >= STRONG for one in named)


def mentioned(page: ListPage, script: Script) -> str | None:
    """Return the request for rows that the scripts seem to make, as far as known, or else the loaded script."""
    named = sorted(_all_candidates(script), key=lambda one: -one.worth)
    if named and named[0].worth > 0:
        return f"{named[0].method.upper()} {UNKNOWN.sub(lambda m: '{' + m[1] + '}', named[0].url)}"
    loaded = [node.attributes.get("src") or "" for node in page.tree.css("script[src]")]
    own = [
        src
        for src in loaded
        if not re.search(r"jquery|bootstrap|swiper|vue|layui|share|analytics|tongji|_sitegray", src, re.I)
    ]
    return f"the script {own[-1]}" if own else None


def made(
    page: ListPage, script: Script, calls: Sequence[tuple[str, Sequence[Any]]], least: int = 1
) -> PageRequest | None:
    """Return the request among calls that a control of a list made; `least`: how likely it must be for rows."""
    given = [(name, [plain(one) for one in arguments]) for name, arguments in calls]
    named = sorted(
        _with_shared(script, _candidates(script, given, variables=False, made=True)),
        key=lambda one: -one.worth,
    )
    return next(
        (found for one in named if one.worth >= least and (found := _filled(page, one, script))), None
    )


def _all_candidates(script: Script) -> list[_Candidate]:
    """Return the requests that the scripts made when they ran, then those that their code names."""
    found = [
        *(
            _candidate(one.url, one.method, one.data, one.as_json, STRONG)
            for one in tables.requested(script.running)
        ),
        *_candidates(script, script.made_calls(), variables=False),
        *_candidates(script, script.written_calls),
    ]
    return list(_with_shared(script, found))


def _with_shared(script: Script, found: Iterable[_Candidate]) -> Iterator[_Candidate]:
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


def _candidates(
    script: Script, calls: Sequence[tuple[str, Sequence[Any]]], *, variables: bool = True, made: bool = False
) -> Iterator[_Candidate]:
    bases = _bases(script)
    for name, arguments in calls:
        for at, argument in enumerate(_based(name, arguments, bases)):
            if isinstance(argument, dict) and isinstance(argument.get("url"), str):
                data = argument.get("data", argument.get("params", argument.get("where")))
                method = str(argument.get("type", argument.get("method", "get"))).lower()
                as_json = "json" in str(argument.get("contentType", "")).lower() or bool(
                    _SENDS_JSON.search(name)
                )
                raw = data if isinstance(data, str) and "\n" in data and not UNKNOWN.search(data) else None
                if isinstance(data, str):
                    known = _appended(script, data)
                    data = known or (as_loose_object(data) if data.startswith("{") else dict(parse_qsl(data)))
                if "table" in name or "flow" in name:  # layui's tables add page and limit themselves
                    data = {
                        **(data if isinstance(data, dict) else {}),
                        "page": 1,
                        "limit": argument.get("limit", 10),
                    }
                found = _candidate(
                    argument["url"], method, data, as_json, 2, headers.given(argument), made=made
                )
                yield replace(found, text=raw)
            elif (
                isinstance(argument, str) and at == 0 and _CALLERS.search(name) and _looks_like_path(argument)
            ):
                rest = _fields(arguments[1]) if len(arguments) > 1 else None
                method, as_json = "post" if re.search(r"post", name, re.I) else "get", False
                data = rest
                if rest is not None and ("method" in rest or "body" in rest or "headers" in rest):
                    method = str(rest.get("method", method)).lower()
                    data = rest.get("body", rest.get("params"))
                    as_json = "json" in json.dumps(rest.get("headers", ""), default=str).lower()
                    if isinstance(data, str):
                        data = _appended(script, data) or as_loose_object(data) or dict(parse_qsl(data))
                elif rest is not None and "params" in rest and isinstance(rest["params"], dict):
                    data = rest["params"]
                elif _SENDS_JSON.search(name) and method == "post":
                    as_json = True
                numbered = name == SCRIPT_LOADED and bool(_NUMBERED_FILE.search(argument))
                yield _candidate(
                    argument, method, data, as_json, 8 if numbered else 2, headers.given(rest), made=made
                )
            elif (
                isinstance(argument, str) and at == 1 and name.endswith("open") and _looks_like_path(argument)
            ):
                first = arguments[0]
                method = str(first).lower() if isinstance(first, str) else "get"
                sent = _sent(calls, name)
                yield _candidate(argument, method, sent, False, 2, headers.set_on(calls, name))
        if len(arguments) > 1 and arguments[0] in (
            "refresh",
            "load",
            "reload",
            "open",
        ):  # a widget's part of the page
            part = arguments[1]
            if isinstance(part, str) and _looks_like_path(part) and name.startswith("$()."):
                yield _candidate(part, "get", None, False, 3)
    for name, value in script.variables.items() if variables else ():
        if (
            isinstance(value, str)
            and _looks_like_path(value)
            and re.search(r"url|api|path|src|interface", name, re.I)
        ):
            yield _candidate(value, "get", None, False, 1)


@functools.lru_cache(maxsize=4)
def _written(script: Script) -> tuple[_Candidate, ...]:
    """Return the requests that the code of a page names."""
    return tuple(_candidates(script, script.written_calls, variables=False))


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
) -> _Candidate:
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
    return _Candidate(url, method, values, as_json, worth, sent)


def _looks_like_path(text: str) -> bool:
    bare = UNKNOWN.sub("x", text)
    return bool(
        re.fullmatch(
            r"(https?:)?/?/?[\w.-]*(/|\?)[^\s<>\"']{2,600}|[\w-]+\.(jsp|do|action|php|aspx|ashx|s?html?|json|txt)(\?\S*)?",
            bare,
        )
    )


def _first_page(script: Script, gap: str) -> int:
    """Return the number with which a script requests the first page: 0 after `load(0)`, otherwise 1."""
    name = UNKNOWN.sub(lambda match: match[1], gap)
    for called, arguments in script.written_calls:
        if arguments and arguments[0] == 0 and isinstance(arguments[0], int):
            defined = script.function(called.rpartition(".")[2])
            if defined and defined[0][:1] == [name]:
                return 0
    return 1


def _filled(page: ListPage, candidate: _Candidate, script: Script) -> PageRequest | None:
    """Turn a candidate into a request; None if it has a gap that is not the page number."""

    def counted(match: re.Match[str]) -> str:
        name = match[1].strip("?&=")
        if is_moment(match[2]):
            return match[1]
        if is_page_name(name):
            return f"{match[1]}{_first_page(script, match[2])}"
        if name.lower() in OFFSETS:
            return f"{match[1]}0"
        return f"{match[1]}15" if name.lower() in SIZES else match[0]

    url = re.sub(rf"([?&][\w.\[\]]+=)({UNKNOWN.pattern})", counted, candidate.url)
    pattern = ""
    gaps = UNKNOWN.findall(url)
    if len(gaps) == 1 and (len(gaps[0]) <= 2 or is_page_name(gaps[0])):  # the page's number in the path
        pattern = absolute(UNKNOWN.sub(NUMBER, url), page.url) or ""
        url = UNKNOWN.sub(str(_first_page(script, gaps[0])), url)
    counter = _counter(script, candidate)
    if counter and UNKNOWN.search(url):
        url = re.sub(
            rf"([?&]{re.escape(counter)}=)({UNKNOWN.pattern})",
            lambda m: f"{m[1]}{_first_page(script, m[2])}",
            url,
        )
    if UNKNOWN.search(url):
        return None
    pattern = pattern or _counted_path(page, url, script)
    values: dict[str, Any] = {}
    for name, value in (candidate.data or {}).items():
        if isinstance(value, str) and UNKNOWN.search(value):
            if is_page_name(name) or name == counter:
                value = _first_page(script, value)
            elif name.lower() in OFFSETS:
                value = 0
            elif name.lower() in SIZES:
                value = 15
            else:
                value = ""
        if value is not None:
            values[name] = value
    target = absolute(url, page.url)
    if target is None:
        return None
    if candidate.method != "post":
        whole = with_query(target, **{k: text_of(v) for k, v in values.items()}) if values else target
        return PageRequest(
            whole, pattern="" if values else pattern, headers=candidate.headers, counter=counter
        )
    if candidate.text is not None:
        return PageRequest(target, candidate.text, "text/plain", headers=candidate.headers)
    if candidate.as_json:
        body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        return PageRequest(target, body, JSON, headers=candidate.headers, counter=counter)
    return PageRequest(target, form_of(values), FORM, headers=candidate.headers, counter=counter)


def _counter(script: Script, candidate: _Candidate) -> str:
    """Return the parameter that has the page's number although its name does not say so; '' without one.

    The code shows it: `$.get('/rows', {xh: pageNo})`, `'/rows?xh=' + n`.
    """
    own = _parameters_of(candidate)
    if any(is_page_name(name) or name.lower() in OFFSETS for name in own):
        return ""
    path = urlsplit(UNKNOWN.sub("", candidate.url)).path
    for written in (candidate, *_written(script)):
        if urlsplit(UNKNOWN.sub("", written.url)).path != path:
            continue
        for name, value in _parameters_of(written).items():
            gap = UNKNOWN.fullmatch(value) if isinstance(value, str) else None
            if gap is None or name not in own or not may_count(name) or is_moment(value):
                continue
            variable = gap[1].rpartition(".")[2]
            if is_page_name(variable) or len(variable) <= 2 or _COUNTING.search(variable):
                return name
    return ""


def _parameters_of(candidate: _Candidate) -> dict[str, Any]:
    query = urlsplit(candidate.url).query
    return dict(parse_qsl(query, keep_blank_values=True)) | dict(candidate.data or {})


def _counted_path(page: ListPage, url: str, script: Script) -> str:
    """Return the pattern of an address whose path has the page's number, as the code that makes it shows; or ''."""
    for candidate in _written(script):
        gaps = UNKNOWN.findall(candidate.url)
        if not gaps or "?" in candidate.url:
            continue
        pieces = UNKNOWN.split(candidate.url)[::2]
        match = re.fullmatch("([^/]*)".join(map(re.escape, pieces)), url)
        if match is None:
            continue
        for at, (name, value) in enumerate(zip(gaps, match.groups(), strict=True), 1):
            plain_name = name.rpartition(".")[2].lower()
            mark = OFFSET if plain_name in OFFSETS and value == "0" else NUMBER
            if mark == OFFSET or (at == len(gaps) and value.isdecimal() and int(value) <= 1):
                return absolute(f"{url[: match.start(at)]}{mark}{url[match.end(at) :]}", page.url) or ""
    if match := re.search(r"/0(?=/\d{1,3}(?:[/?]|$))", url):  # `/feed/7/0/15`: offset and number of rows
        return absolute(f"{url[: match.start()]}/{OFFSET}{url[match.end() :]}", page.url) or ""
    return ""
