"""Take one thing away from the list pages of ../shared/webfarm: the pager, a link, the scripts, the totals, rows.

Pure: bytes in, bytes out. The patterns know the markup of the farm's families, and of no other site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from parsers.text.decode import decode


@dataclass(frozen=True, slots=True)
class Served:
    """An answer of the farm: its status, its decoded body and its Content-Type."""

    status: int
    body: bytes
    content_type: str | None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an answer in its list: which page it is, of how many; the first page, and where it is."""

    page: int
    pages: int
    first: Served | None
    first_url: str | None


_PLACES: Final = (
    "page|fy|pages|pagesite|pagination|easysite-page-wrap|paginator|Pager|fenye2|pageBar|page_div"
    r"|pb_sys_common[^\"]*"
)
_PAGER = re.compile(
    rf'<div (?:class|id)="(?:{_PLACES})"[^>]*>.*?</div>'
    r"(?:\s*<script src=[^>]*></script>)?(?:\s*<script>\s*(?:createPageHTML|laypage)\(.*?</script>)?"
    r"|<nextgroup>.*?</nextgroup>|\$\('#\d+'\)\.jpage\(.*?\}\);|loadPageData\(.*?\);"
    r"|<script>createPageHTML\(.*?</script>|<input id=\"page\w*\"[^>]*>",
    re.S,
)
_STEP = re.compile(
    r"<a [^<>]*>(?:下一页|下页)</a>|<td><a  class='next' href=.*?下一页</a></td>|<nextgroup>.*?</nextgroup>",
    re.S,
)
_NEXT_NUMBER = re.compile(r'(<a class="cur">[^<]*</a>)\s*<a href="[^"<>]*">[^<]*</a>')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.S | re.I)
_TOTALS: Final = (
    (re.compile(r"共\d+条(?:记录)?|共<em id=\"total\"></em>条|/?共\d+页(?:（总记录数\d+）)?|(?<=\d)/\d+(?=页)"), ""),
    (re.compile(r"(createPageHTML\((?:'page_div',)?)\s?\d+,(.*?)(?:,\d+)?\);"), r"\1'',\2);"),
    (re.compile(r"(= )\d+;//共多少页"), r"\1'';"),
    (re.compile(r" pages: \d+,"), ""),
    (re.compile(r"totalRecord:\d+, |totalPage:\d+, "), ""),
    (re.compile(r"<total(record|page)>\d+</total\1>"), ""),
)  # fmt: skip
_ROW = re.compile(
    r"<record><!\[CDATA\[<li>.*?\]\]></record>\n"
    r'|<li><a href="[^"]*"[^<>]*>[^<]*</a><span>\d{4}-\d\d-\d\d</span></li>\n',
    re.S,
)
_HELD = re.compile(r"(?<=articleList: )\[.*?\](?= \};)")
_COUNTS: Final = frozenset(("total", "pages", "post_count"))


def _pager(text: str) -> str:
    return _PAGER.sub("", text)


def _next(text: str) -> str:
    return _NEXT_NUMBER.sub(r"\1", _STEP.sub("", text))


def _script(text: str) -> str:
    return _SCRIPT.sub("", text)


def _total(text: str) -> str:
    if (found := _json(text)) is not None:
        return _written(_without_counts(found))
    for pattern, instead in _TOTALS:
        text = pattern.sub(instead, text)
    return text


def _rows(text: str, keep: Callable[[int], bool]) -> str:
    """Return a list page with only those of its rows whose number, from 0, `keep` accepts."""
    if (found := _json(text)) is not None:
        rows = _records(found)
        rows[:] = [row for number, row in enumerate(rows) if keep(number)]
        return _written(found)
    if held := _HELD.search(text):
        rows = [row for number, row in enumerate(json.loads(held[0])) if keep(number)]
        return text[: held.start()] + json.dumps(rows, ensure_ascii=False) + text[held.end() :]
    numbers = iter(range(len(text)))
    return _ROW.sub(lambda row: row[0] if keep(next(numbers)) else "", text)


def _json(text: str) -> Any:
    try:
        return json.loads(text) if text.startswith(("{", "[")) else None
    except ValueError:
        return None


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without_counts(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_counts(one) for key, one in value.items() if key not in _COUNTS}
    return [_without_counts(one) for one in value] if isinstance(value, list) else value


def _records(value: Any) -> list[Any]:
    """Return the longest array of objects."""
    found: list[Any] = []
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        found = value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        found = max(found, _records(one), key=len)
    return found


def _half(text: str) -> str:
    return _rows(text, lambda number: number % 2 == 0)


def _none(text: str) -> str:
    return _rows(text, lambda _: False)


EVERYWHERE: Final[Mapping[str, Callable[[str], str]]] = {
    "pager": _pager, "next": _next, "script": _script, "total": _total, "both": lambda text: _pager(_total(text)),
}  # fmt: skip
NAMES: Final = {
    "pager": "the whole pager",
    "next": "the link to the next page",
    "script": "every script and script file",
    "total": "all totals",
    "both": "pager and totals",
    "late": "the pager, from page 2 on",
    "top": "half the rows of page 1",
    "half": "half the rows of a middle page",
    "last": "half the rows of the last page",
    "404": "page 2 is 404",
    "end": "the last page is 404",
    "home": "page 2 redirects to page 1",
    "again": "page 2 is page 1",
    "empty": "page 2, or the only one, has no rows",
    "error": "page 2, or the only one, says that it failed",
    "cut": "page 2, or the only one, ends in the middle",
}


def take(kind: str, served: Served, place: Place | None) -> Served:
    """Return an answer to a list's request without what `kind` names; the same object if that changes nothing."""
    if kind in EVERYWHERE:
        return _edited(served, EVERYWHERE[kind])
    if place is None:
        return served
    second = place.page == min(2, place.pages)
    if kind == "late" and place.page > 1:
        return _edited(served, _pager)
    if kind == "top" and place.page == 1:
        return _edited(served, _half)
    if kind == "half" and place.pages > 2 and place.page == (place.pages + 1) // 2:
        return _edited(served, _half)
    if kind == "last" and place.page == place.pages:
        return _edited(served, _half)
    if kind == "empty" and second:
        return _edited(served, _none)
    if kind == "cut" and second:
        return Served(served.status, served.body[: len(served.body) // 2], served.content_type)
    if kind == "error" and second:
        return _failed(served)
    if place.pages > 1 and place.page == {"404": 2, "end": place.pages}.get(kind):
        return Served(404, b"<html><body>404 Not Found</body></html>", "text/html")
    if place.page == 2 and kind == "home" and place.first_url:
        return Served(302, b"", "text/html", place.first_url)
    if place.page == 2 and kind == "again" and place.first:
        return place.first
    return served


def _failed(served: Served) -> Served:
    """Return an error with status 200, as interfaces and templates give it."""
    if b"<html" in served.body[:500].lower():
        page = "<html><head><title>提示</title></head><body><div>系统繁忙，请稍后再试</div></body></html>"
        return Served(200, page.encode(), "text/html; charset=utf-8")
    return Served(200, '{"code":500,"msg":"系统繁忙","data":null}'.encode(), "application/json")


def _edited(served: Served, edit: Callable[[str], str]) -> Served:
    read = decode(served.body, served.content_type)
    text = edit(read.text)
    if text == read.text:
        return served
    return Served(served.status, text.encode(read.encoding, "replace"), served.content_type)
