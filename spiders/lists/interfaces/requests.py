"""Lists whose rows come from an interface that the page's scripts request: find that request.

The request is found in the scripts (`$.ajax({url: …, data: …})`, `fetch`, `var listUrl = …`, Hanweb's
`loadPageData(params)`) or by the channel id of a meta tag (UCAP). `spiders.lists.interfaces.answers` reads the answer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from spiders.lists.base import (
    FORM,
    JSON,
    NUMBER,
    OFFSETS,
    SIZES,
    ListPage,
    PageRequest,
    is_page_name,
    with_query,
)
from spiders.lists.interfaces import candidates
from spiders.lists.interfaces.candidates import Candidate
from spiders.lists.interfaces.counting import counted_path, counter_of, first_page
from spiders.lists.interfaces.known_requests import form_of, query_list, text_of, ucap
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, is_moment
from spiders.lists.scripts.running.values import plain

# What JavaScript makes of a value that is none: no address has it.
_NO_VALUE = re.compile(r"(\[|%5B)object[ +%20]{1,3}Object|(?<=[/=_-])(undefined|NaN)(?![\w-])")


def requested(page: ListPage, script: Script) -> PageRequest | None:
    """Return the request for the first rows of a list that a script fills; None if none is understood."""
    named = sorted(candidates.every(script), key=lambda one: -one.worth)
    if found := query_list(page, script, _posted(named)):
        return found
    for candidate in named:
        if candidate.worth >= candidates.STRONG and (found := _filled(page, candidate, script)):
            return found
    if found := ucap(page, script):
        return found
    return next((found for one in named if one.worth > 0 and (found := _filled(page, one, script))), None)


def _posted(named: Iterable[Candidate]) -> list[str]:
    return [one.url for one in named if one.method == "post"]


def names_pages(page: ListPage, script: Script) -> bool:
    """Return whether the page names an interface that is certainly a list's: it counts pages or names a column."""
    named = list(candidates.of_calls(script, script.written_calls))
    known = query_list(page, script, _posted(named)) or ucap(page, script)
    return known is not None or any(one.worth >= candidates.STRONG for one in named)


def mentioned(page: ListPage, script: Script) -> str | None:
    """Return the request for rows that the scripts seem to make, as far as known, or else the loaded script."""
    named = sorted(candidates.every(script), key=lambda one: -one.worth)
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
        candidates.with_shared(script, candidates.of_calls(script, given, variables=False, made=True)),
        key=lambda one: -one.worth,
    )
    return next(
        (found for one in named if one.worth >= least and (found := _filled(page, one, script))), None
    )


def _filled(page: ListPage, candidate: Candidate, script: Script) -> PageRequest | None:
    """Turn a candidate into a request; None if it has a gap that is not the page number."""

    def counted(match: re.Match[str]) -> str:
        name = match[1].strip("?&=")
        if is_moment(match[2]):
            return match[1]
        if is_page_name(name):
            return f"{match[1]}{first_page(script, match[2])}"
        if name.lower() in OFFSETS:
            return f"{match[1]}0"
        return f"{match[1]}15" if name.lower() in SIZES else match[0]

    url = re.sub(rf"([?&][\w.\[\]]+=)({UNKNOWN.pattern})", counted, candidate.url)
    pattern = ""
    gaps = UNKNOWN.findall(url)
    if len(gaps) == 1 and (len(gaps[0]) <= 2 or is_page_name(gaps[0])):  # the page's number in the path
        pattern = absolute(UNKNOWN.sub(NUMBER, url), page.url) or ""
        url = UNKNOWN.sub(str(first_page(script, gaps[0])), url)
    counter = counter_of(script, candidate)
    if counter and UNKNOWN.search(url):
        url = re.sub(
            rf"([?&]{re.escape(counter)}=)({UNKNOWN.pattern})",
            lambda m: f"{m[1]}{first_page(script, m[2])}",
            url,
        )
    if UNKNOWN.search(url) or _NO_VALUE.search(url):
        return None
    pattern = pattern or counted_path(page, url, script)
    values: dict[str, Any] = {}
    for name, value in (candidate.data or {}).items():
        if isinstance(value, str) and UNKNOWN.search(value):
            if is_page_name(name) or name == counter:
                value = first_page(script, value)
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
