"""Where a request that a script makes has the page's number: in a parameter, or in its path."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from spiders.lists.base import NUMBER, OFFSET, OFFSETS, ListPage, is_page_name, may_count
from spiders.lists.interfaces.candidates import Candidate, written
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, is_moment

_COUNTING = re.compile(r"page|pag(e|ing)?(no|num)|curr", re.I)  # a variable with the page's number


def first_page(script: Script, gap: str) -> int:
    """Return the number with which a script requests the first page: 0 after `load(0)`, otherwise 1."""
    name = UNKNOWN.sub(lambda match: match[1], gap)
    for called, arguments in script.written_calls:
        if arguments and arguments[0] == 0 and isinstance(arguments[0], int):
            defined = script.function(called.rpartition(".")[2])
            if defined and defined[0][:1] == [name]:
                return 0
    return 1


def counter_of(script: Script, candidate: Candidate) -> str:
    """Return the parameter that has the page's number although its name does not say so; '' without one.

    The code shows it: `$.get('/rows', {xh: pageNo})`, `'/rows?xh=' + n`.
    """
    own = _parameters(candidate)
    if any(is_page_name(name) or name.lower() in OFFSETS for name in own):
        return ""
    path = urlsplit(UNKNOWN.sub("", candidate.url)).path
    for one in (candidate, *written(script)):
        if urlsplit(UNKNOWN.sub("", one.url)).path != path:
            continue
        for name, value in _parameters(one).items():
            gap = UNKNOWN.fullmatch(value) if isinstance(value, str) else None
            if gap is None or name not in own or not may_count(name) or is_moment(value):
                continue
            variable = gap[1].rpartition(".")[2]
            if is_page_name(variable) or len(variable) <= 2 or _COUNTING.search(variable):
                return name
    return ""


def _parameters(candidate: Candidate) -> dict[str, Any]:
    query = urlsplit(candidate.url).query
    return dict(parse_qsl(query, keep_blank_values=True)) | dict(candidate.data or {})


def counted_path(page: ListPage, url: str, script: Script) -> str:
    """Return the pattern of an address whose path has the page's number, as the code that makes it shows; or ''."""
    for candidate in written(script):
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
