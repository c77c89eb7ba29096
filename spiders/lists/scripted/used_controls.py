"""Find the next page by using a list's controls as a reader would: run the scripts behind them, see where they lead.

A control is the element named 下一页, the next number, a drop-down list of pages, a pagination widget, a button
加载更多, or scrolling down. Used where the code alone does not show the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists import widgets
from spiders.lists.base import FORM, NUMBER, ListPage, PageRequest, is_page_name, with_query
from spiders.lists.controls import (
    adds_rows,
    handler_of,
    is_arrow_back,
    is_disabled,
    is_hidden,
    is_more,
    is_next,
)
from spiders.lists.forms import chooses_month
from spiders.lists.interfaces import requests
from spiders.lists.links import absolute
from spiders.lists.rows import rows_of
from spiders.lists.scripted import behind_rows
from spiders.lists.scripted.row_controls import RowControls
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.values import is_function

_LABEL = re.compile(r"\D{0,3}(\d{1,4})(\s?[/／]\s?\d{1,4})?\D{0,3}")
_CHANGES = re.compile(r"^(@|v-on:|ng-|:?on-?).*(change|page|current|jump|click|turn)", re.I)
_PAGER_TAG = re.compile(r"pag", re.I)
_WIDGET = re.compile(r"pag|kkpager|fenye|pager", re.I)
_JUMP = re.compile(r"跳转|[跳转到]\s*第|[跳转]到|第\s*页|页码")
_PAGE_FIELD = re.compile(r"page|pn\b|pg\b", re.I)
# The first group says by itself that a page is opened.
_GO = re.compile(r"(go|跳转|转到|跳页|转到该页)[!>]?|确定|确认|前往|转|跳|提交", re.I)
_MAX_CONTROLS: Final = 40

Outcome = tuple[Effects, Sequence[tuple[str, list[Any]]]]


class Controls:
    """The controls of one page of a list. `adding`: the one that was used says which rows it adds: 加载上一年度."""

    adding = False

    def __init__(self, page: ListPage, script: Script, base: str, numbers: Mapping[int, LexborNode]) -> None:
        self._page, self._script, self._base, self._numbers = page, script, base, numbers
        self._running = script.running
        self._next = page.number + 1

    def following(self) -> PageRequest | None:
        """Return the request for the next page that one of the controls makes; None if none does."""
        for outcome in self._used():
            if found := self._request(*outcome):
                return found
        return self._turned()

    def more(self) -> PageRequest | None:
        """Return the request for further rows that a button 加载更多 or scrolling down makes."""
        controls = RowControls(self._page.tree, self._page.url)
        for node in self._page.tree.css("a, button, div, span, p, li, input")[:3000]:
            named = is_more(node) and not is_hidden(node) and controls.has(node)
            if named and (found := self._request(*self._click(node))):
                self.adding = adds_rows(node.attributes.get("value") or node.text(deep=True))
                return self._numbered(found)
        found = self._request(*self._running.scrolled()) or self._unnamed()
        return self._numbered(found) if found else None

    def _unnamed(self) -> PageRequest | None:
        """Return the request that a control right behind the rows makes, whatever it is called."""
        for node in behind_rows.unnamed_controls(rows_of(self._page.tree, self._page.url)):
            if self._running.has_handler(node) and (found := self._request(*self._click(node))):
                return found
        return None

    def back(self) -> PageRequest | None:
        """Return the request for the rows of the year before, which an arrow to the left makes."""
        for node in self._page.tree.css("a, button, span, i, em, b, div, li")[:6000]:
            if not is_arrow_back(node) or is_hidden(node) or is_disabled(node):
                continue
            used = handler_of(node) or self._running.has_handler(node)
            if used and (found := self._request(*self._click(node))):
                return found
        return None

    # -- each kind of control --

    def _used(self) -> Iterator[Outcome]:
        nodes = self._page.tree.css("a, button, span, li, input, img, div, td, p, i, em, b, u")[:6000]
        following = [node for node in nodes if is_next(node) and not is_disabled(node)]
        following += [self._numbers[self._next]] if self._next in self._numbers else self._labelled(nodes)
        for node in following[:_MAX_CONTROLS]:
            if handler_of(node) or self._running.has_handler(node) or self._running.checks(node):
                yield self._click(node)
            elif (target := node.attributes.get("href") or "").startswith("#") and len(target) > 1:
                yield from filter(None, [self._running.opened_at(target)])
        yield from self._numbered_fields()
        for node in self._page.tree.css("select")[:10]:
            options = node.css("option")
            values = [one.attributes.get("value") or one.text(deep=True).strip() for one in options]
            labels = [_LABEL.fullmatch(one.text(deep=True).strip()) for one in options]
            counted = [int(label[1]) for label in labels if label]
            if chooses_month(node):
                continue
            if len(options) > self._page.number and counted == list(range(1, len(options) + 1)):
                yield self._running.selected(node, values[self._page.number], self._page.number)

    def _numbered_fields(self) -> Iterator[Outcome]:
        """Write the next page's number into the field of 转到第…页, and click the button beside it."""
        for field in self._page.tree.css("input")[:60]:
            kind = (field.attributes.get("type") or "text").lower()
            around = field.parent
            if kind not in ("text", "number", "tel") or around is None:
                continue
            named = (
                f"{field.attributes.get('id')} {field.attributes.get('name')} {field.attributes.get('class')}"
            )
            meant = _JUMP.search(around.text(deep=True)[-300:]) or _PAGE_FIELD.search(named)
            for node in around.css("a, button, input, span, img, em, i")[:40]:
                name = (node.attributes.get("value") if node.tag == "input" else node.text(deep=True)) or ""
                says = _GO.fullmatch(name.strip())
                if says and (meant or says[1]) and (handler_of(node) or self._running.has_handler(node)):
                    self._running.world.elements([field]).put("value", str(self._next))
                    yield self._click(node)

    def _click(self, node: LexborNode) -> Outcome:
        return self._running.clicked(node, handler_of(node))

    def _labelled(self, nodes: Sequence[LexborNode]) -> list[LexborNode]:
        """Return elements that show only the next page's number, if a script may act on them."""
        wanted = str(self._next)
        named = [one for one in nodes if one.text(deep=True).strip() == wanted]
        return [
            one
            for one in named
            if self._running.has_handler(one) or (one.attributes.get("href") or "").startswith("#")
        ][:3]

    def _turned(self) -> PageRequest | None:
        """Return what a pagination widget's functions do for the next page."""
        nearly: list[tuple[int, PageRequest, dict[str, Any]]] = []
        for name, arguments in self._running.calls:
            for settings in arguments:
                if not isinstance(settings, dict) or not (_WIDGET.search(name) or _is_widget(settings)):
                    continue
                wanted = self._next - 1 + widgets.counts_from(settings, self._page.number)
                for effects, calls, returned in self._running.turned(wanted, settings):
                    found = self._request(effects, calls, returned)
                    counted = wanted, self._next  # pages counted from 0, files from 1
                    if found and any(_mentions(found, one) for one in counted):
                        return found
                    if found and _passes_over(found, settings, self._next):
                        return found
                    # A site may count its files from 0 and its widget's pages from 1: `'index_' + (n - 1) + '.html'`.
                    if found and _mentions(found, wanted - 1):
                        nearly.append((wanted, found, settings))
        for wanted, found, settings in nearly:
            for effects, calls, returned in self._running.turned(wanted + 1, settings):
                after = self._request(effects, calls, returned)
                if after and _mentions(after, wanted) and _shape(after) == _shape(found) and after != found:
                    return found
        for node in self._page.tree.css("*")[:4000]:
            pages = _PAGER_TAG.search(f"{node.tag} {node.attributes.get('class') or ''}")
            if pages and (found := self._changed(node)):
                return found
        return None

    def _changed(self, node: LexborNode) -> PageRequest | None:
        """Return what a component such as `<el-pagination @current-change="turn">` does for the next page."""
        for name, code in node.attributes.items():
            function = self._running.function((code or "").strip().partition("(")[0])
            if not (_CHANGES.search(name) and is_function(function)):
                continue
            if found := self._request(*self._running.called(function, [self._next])):
                return found
        return None

    # -- what it did --

    def _request(
        self, effects: Effects, calls: Sequence[tuple[str, list[Any]]], returned: Any = None
    ) -> PageRequest | None:
        if isinstance(returned, str) and widgets.is_address(returned):
            effects.opened.append(returned)
        for address in effects.opened:
            target = absolute(address, self._base) if widgets.is_complete(address) else None
            if target and target not in (self._page.url, self._page.start) and self._is_near(target):
                return PageRequest(target)
        for action, method, fields in effects.submitted:
            if not (target := absolute(action or self._page.url, self._base)):
                continue
            if method != "post":
                return PageRequest(with_query(target, **fields))
            return PageRequest(target, urlencode(fields), FORM)
        found = requests.made(self._page, self._script, calls)
        return found if found and found != self._page.requested else None

    def _is_near(self, target: str) -> bool:
        """Return whether an address may be a page of the list: of the same host, and not the home page."""
        parts, own = urlsplit(target), urlsplit(self._page.url)
        return parts.hostname == own.hostname and (parts.path not in ("", "/") or bool(parts.query))

    def _numbered(self, request: PageRequest) -> PageRequest:
        """Return the request with a pattern for the further numbers, if it has the page's number in its path."""
        names = [name for name, _ in parse_qsl(urlsplit(request.url).query)]
        if request.body is not None or request.pattern or any(map(is_page_name, names)):
            return request
        found = list(re.finditer(rf"(?<=[/_-]){self._next}(?=[/._?-]|$)", request.url))
        if not found:
            return request
        at = found[-1]
        return replace(request, pattern=f"{request.url[: at.start()]}{NUMBER}{request.url[at.end() :]}")


def _is_widget(settings: Mapping[str, Any]) -> bool:
    """Return whether the settings of a call are those of a pagination widget: a number of pages, and a function."""
    keys = {key.lower().replace("_", "") for key in settings}
    return any(map(is_function, settings.values())) and bool(keys & widgets.TOTALS)


def _passes_over(request: PageRequest, settings: dict[str, Any], number: int) -> bool:
    """Return whether a request has the number of rows before a page, by a size in the pager's settings."""
    sizes = {one for one in settings.values() if isinstance(one, int) and 5 <= one <= 100}
    return any(_mentions(request, size * (number - 1)) for size in sizes)


def _mentions(request: PageRequest, number: int) -> bool:
    """Return whether a request has a number in its address behind the host, or in its body."""
    return bool(re.search(rf"(?<!\d){number}(?!\d)", f"{_behind_host(request.url)} {request.body}"))


def _shape(request: PageRequest) -> str:
    """Return a request's address and body without their numbers."""
    return re.sub(r"\d+", "", f"{request.url} {request.body}")


def _behind_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"
