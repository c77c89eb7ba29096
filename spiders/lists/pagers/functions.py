"""The functions that draw a pager or open its pages: which a page calls, and which script files may define them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from archive.wording import counted
from spiders.lists.base import ListPage
from spiders.lists.links import absolute, base_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.tokens import function_of, tokens

_LIBRARY = re.compile(
    r"jquery(?![\w.-]*pag)|bootstrap|swiper|\bvue\b|layui|layer\b|share|analytics|tongji|_sitegray|hm\.js|baidu|echarts"
    r"|polyfill|html5|respond|superslide|wza|captcha|login",
    re.I,
)
ANY: Final = "*"  # no function is named: any script file may explain the list
_PAGER_FILE = re.compile(r"pag|fenye|turn|list|\bfy", re.I)
_DRAWS = re.compile(
    r"(page(s|r|rs|html|bar|nav|navi|list|code|link|links|str|num|nums|numbers|info|div)?|paging|pagination|fenye)$"
    r"|^(fenye|fy)",
    re.I,
)
_WIDGET = re.compile(r"pag(e|er|ing|ination)|fenye|^fy", re.I)
# 浏览次数 and the like: a page view is no page of a list.
_COUNTER = re.compile(r"view|visit|hit|click|count(er)?$|title|init|load|scroll|log|home|size", re.I)
_CALLBACK = re.compile(
    r"^(on|cb|fn|jump|go|to|click|call|back|change|get|link|href|url)|(back|fn|func|page|change)$", re.I
)
_OF_BROWSER: Final = frozenset((
    "location", "document", "event", "history", "console", "this", "self", "parent", "top", "$", "jQuery", "navigator",
    "Math", "JSON", "Object", "e", "ev", "evt", "()",
))  # fmt: skip
_BUILT_IN: Final = frozenset((
    "alert", "confirm", "parseInt", "parseFloat", "Number", "String", "isNaN", "encodeURI", "encodeURIComponent",
    "setTimeout", "setInterval", "open", "return", "eval", "escape", "unescape", "submit", "focus", "blur", "Date",
    "Array", "RegExp", "Boolean", "close", "scroll", "scrollTo", "print", "void", "stopPropagation", "preventDefault",
))  # fmt: skip


def plain_name(name: str) -> str:
    """Return the last part of a dotted name: the name under which a function is defined."""
    return name.rpartition(".")[2]


def is_of_page(name: str) -> bool:
    """Return whether a called function may be the page's own, and not one of the browser's or of a library.

    >>> is_of_page("toPage"), is_of_page("Pager.go"), is_of_page("location.replace"), is_of_page("parseInt")
    (True, True, False, False)
    """
    bare = name.removeprefix("window.")
    return bare.partition(".")[0] not in _OF_BROWSER and plain_name(bare) not in _BUILT_IN


def drawing(script: Script) -> Iterator[tuple[str, list[Any]]]:
    """Yield the calls that by their names and numbers draw a pager: `showPager(4, 1, 'list')`."""
    for name, arguments in script.written_calls:
        plain = plain_name(name)
        numbers = [one for one in arguments if isinstance(one, int)]
        if _DRAWS.search(plain) and not _COUNTER.search(plain) and is_of_page(name) and len(numbers) > 1:
            yield name, arguments


def callbacks(script: Script) -> Iterator[str]:
    """Yield the functions that the settings of a pagination widget name: `{current: 1, total: 4, jump: toPage}`."""
    for name, arguments in script.written_calls:
        if not _WIDGET.search(name):
            continue
        for settings in arguments:
            for key, value in settings.items() if isinstance(settings, dict) else ():
                named = UNKNOWN.fullmatch(value) if isinstance(value, str) else None
                if (
                    named
                    and _CALLBACK.search(key)
                    and re.fullmatch(r"[\w$.]+", named[1])
                    and is_of_page(named[1])
                ):
                    yield named[1]


def script_files(page: ListPage) -> list[str]:
    """Return the addresses of the page's script files that may define a pager's functions, the likeliest first."""
    base = base_of(page.tree, page.url)
    files = [
        node for node in page.tree.css("script[src]") if node.attributes.get("r") != "m"
    ]  # of a firewall
    found = [absolute(node.attributes.get("src"), base) for node in files]
    own = [one for one in dict.fromkeys(found) if one and not _LIBRARY.search(urlsplit(one).path)]
    return sorted(own, key=lambda one: not _PAGER_FILE.search(urlsplit(one).path.rpartition("/")[2]))


def in_file(page: ListPage) -> bool:
    """Return whether a script file of the page has numbers for a pager in its address: `page.js?all=4&now=1`."""
    queries = (parse_qsl(urlsplit(one).query) for one in script_files(page))
    return any(sum(value.isdecimal() and len(value) < 5 for _, value in query) > 1 for query in queries)


def explanation(name: str, page: ListPage, script: Script) -> str:
    """Return what is known about a pager's function whose address was not found, with its script file."""
    if file := script.file_of(plain_name(name)):
        return f"{name} of {_path(file, page)} is not understood"
    if script.function(plain_name(name)):
        return f"{name} is not understood"
    lost = [address for address, text in page.scripts if text is None]
    if lost:
        return f"{name} may be defined in {_path(lost[0], page)}, which was not obtained"
    searched = f" ({counted(len(page.scripts), 'script file')} searched)" if page.scripts else ""
    return f"no script of the page defines {name}{searched}"


def _path(address: str, page: ListPage) -> str:
    parts = urlsplit(address)
    return parts.path if parts.netloc == urlsplit(page.url).netloc else address


def defines(text: str, names: Sequence[str]) -> bool:
    """Return whether a script file's text defines one of some functions."""
    if ANY in names:
        return False
    code = tokens(text)
    return any(function_of(code, plain_name(name)) for name in names)
