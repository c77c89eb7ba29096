"""Find the request for the next page of a list, whatever kind of pager it has.

Each reader below knows one kind of pager and recognises it by its form, not by the names that a site gives to its
functions and variables. Comments, in HTML and in scripts, are ignored.

Over 300 lines: the readers of one class, tried in a fixed order, share the page, its script and the declared totals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists import forms, pager_functions, widgets
from spiders.lists.base import Declared, ListPage, PageRequest, is_page_name, with_query
from spiders.lists.controls import (
    handler_of,
    has_target,
    is_disabled,
    is_hidden,
    is_more,
    is_next,
    is_previous,
    is_symbol,
    names_above,
)
from spiders.lists.links import absolute, base_of
from spiders.lists.rows import of_variables
from spiders.lists.scripted.used_controls import Controls
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, is_incomplete
from spiders.lists.scripts.running.live import WRITTEN
from spiders.lists.scripts.tokens import Token, tokens
from spiders.lists.widgets import integer, is_address

_NUMBER = re.compile(r"[\[【(（第]{0,2}\s{0,2}(\d{1,4})\s{0,2}[\]】)）页]{0,2}")
_COUNTED = re.compile(r"[a-zA-Z]{0,9}[_/-]?(?:\.\w{2,5})?(?:\?(?:\w+=\w+&)*\w*=)?(\d{1,4})(?:/|\.\w{2,5})?")
_COUNTS = re.compile(r"^\w{1,2}$|page|cur|num|index|calculated", re.I)
_IN_PAGER = re.compile(r"pag|pg|fenye|\bfy|curr?(ent)?\b|active|\bon\b|\bnow\b", re.I)
_MESSAGE = re.compile(r"\balert\s*\(")
_STEM = re.compile(r"(page|file|base)_?name$|prefix$", re.I)
_SUFFIX = re.compile(r"(ext|suffix)$", re.I)
_CURRENT = re.compile(r"cur\w*page$|page_?(index|no|num)$|curr?(ent)?$", re.I)
_MAX_HANDLER: Final = 1000  # characters of a handler that are read
# The names that sites and libraries give to a pager's place.
_PLACE = re.compile(
    r"pg|fy|fenye|(m-?|news-?|list-?|my-?|ui-?|div|box-?)?(page|pages|pager|paging|pagination|pagebar|pagenav|turnpage)[_-]?(box|bar|nav|wrap|list|code|con|div|\d)?"
)
_MANY: Final = 10  # rows
_MAX_CALLS: Final = 3  # depth of functions that call each other


@dataclass
class Pager:
    """The pager of one page; `more` gives the reason to expect a next page that could not be found.

    `rows` is the number of the page's rows; `undefined` are functions that the pager calls and no known script defines,
    `named` all of the page's own that it calls, `opened_by` the one from which the next page's address was read.
    """

    page: ListPage
    script: Script
    rows: int = 0
    declared: Declared = field(default_factory=Declared)
    more: str | None = None
    undefined: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    opened_by: str | None = None

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """Return the parsed page."""
        return self.page.tree

    @cached_property
    def base(self) -> str:
        """Return the address against which the page's links are resolved."""
        return base_of(self.tree, self.page.url)

    def find(self) -> PageRequest | None:
        """Return the request for the page after this one; None if no reader finds one."""
        for reader in (
            self._called, self._next_link, self._written, self._widget, self._next_by_script, self._number,
            self._select, self._by_address, self._named_by_variables, self._drawn, self._called_back,
        ):  # fmt: skip
            found = reader()
            if found is not None and found != self.page.requested and found.address != self.page.url:
                self.more = None
                self.undefined.clear()
                self.opened_by = self.named[0] if self.named else None
                return found
        if self._beyond():
            self.more = None
            self.undefined.clear()
        return None

    def used(self) -> PageRequest | None:
        """Return the request for the page after this one that the page's controls make when their scripts run."""
        self.declared |= widgets.totals(self.script, self.script.made_calls()) | of_variables(self._counted())
        if self._beyond():
            return None
        controls = Controls(self.page, self.script, self.base, self._numbers)
        found = controls.following() or self._written_when_run() or controls.more()
        if found is not None and found != self.page.requested and found.address != self.page.url:
            self.more = None
            return found
        return None

    def _counted(self) -> dict[str, object]:
        """Return the page's variables as they are after its scripts ran."""
        return {
            name: value
            for name, value in self.script.running.window.names.items()
            if isinstance(value, int | str)
        }

    def _written_when_run(self) -> PageRequest | None:
        """Follow the pager in markup that the scripts wrote when they ran."""
        written = "".join(self.script.running.effects.written)
        if "<" not in written:
            return None
        shown = Pager(replace(self.page, text=f"<body>{written}</body>"), self.script)
        found = shown.linked() or shown._next_by_script() or shown._select()
        return found or Controls(shown.page, self.script, self.base, shown._numbers).following()

    def linked(self) -> PageRequest | None:
        """Follow a link to the next page that has an address: by its name, its number or its address."""
        readers = (self._next_link, self._number, self._by_address)
        found = next((found for reader in readers if (found := reader())), None)
        return found if found and found != self.page.requested and found.url != self.page.url else None

    def _beyond(self) -> bool:
        """Return whether this page is the last, according to the script that draws the pager."""
        return self.declared.pages is not None and self.page.number >= self.declared.pages

    def _get(self, address: str | None) -> PageRequest | None:
        target = absolute(address, self.base)
        return PageRequest(target) if target else None

    # -- createPageHTML and similar functions --

    def _called(self) -> PageRequest | None:
        """Read `createPageHTML(5, 0, "index", "html")`, with an element id before, a count after, or no suffix.

        The first page counts as 0 (page 2 is NAME_1) or as 1 (page 2 is NAME_2): the next is this number plus one.
        """
        for name, arguments in self.script.written_calls:
            if "page" not in name.lower():
                continue
            numbers = list(arguments)
            if numbers and isinstance(numbers[0], str) and not numbers[0].isdecimal():
                numbers = numbers[1:]
            if len(numbers) < 3:
                continue
            total, current, stem = (integer(numbers[0]), integer(numbers[1]), numbers[2])
            suffix = numbers[3] if len(numbers) > 3 else self._own_suffix()
            if total is None or current is None or not _is_name(stem) or not _is_name(suffix):
                continue
            if current > total:
                continue
            count = next((n for n in map(integer, numbers[4:]) if n is not None and n >= total), None)
            self.declared = Declared(count, total)
            if self.page.number >= total:
                return None
            return self._get(f"{stem}_{current + 1}.{str(suffix).lstrip('.')}")
        return None

    def _own_suffix(self) -> str:
        """Return the suffix of the list's own name, or else of most pages that it links to in its folder."""
        path = urlsplit(self.page.url).path
        if "." in (name := path.rpartition("/")[2]):
            return name.rpartition(".")[2]
        folder = self.page.url[: self.page.url.rfind("/") + 1]
        suffixes = [
            match[1] for link in self.page.links
            if link.url.startswith(folder) and (match := re.search(r"\.(s?html?|jhtml)$", link.url))
        ]  # fmt: skip
        return max(suffixes, key=suffixes.count, default="html")

    # -- links --

    def _next_link(self) -> PageRequest | None:
        """Follow a link named 下一页 that has an address, or `<link rel=next>`."""
        for node in self.tree.css("a[href], area[href]"):
            if not is_next(node) or is_disabled(node):
                continue
            if is_symbol(node) and self.page.number + 1 in self._numbers:
                continue  # beside numbers, » leads to the next group of them, or to the last page
            found = self._get(node.attributes.get("href"))
            if found and found.url != self.page.url:
                return found
        link = self.tree.css_first("link[rel=next]")
        return self._get(link.attributes.get("href")) if link else None

    def _next_by_script(self) -> PageRequest | None:
        """Follow an element named 下一页 by its handler or by an attribute."""
        for node in self.tree.css("a, button, span, li, input, img, div, td, p, i, em"):
            if not is_next(node) or is_disabled(node):
                continue
            if found := self._handled(node):
                return found
            handler = handler_of(node)
            if handler and not self._says_no_more(node, handler):
                self.more = f"the next page is opened by a script: {handler[:120]}"
        return None

    def _handled(self, node: LexborNode) -> PageRequest | None:
        """Return the request that an element's handler makes: an address, literal or built, or a posted form."""
        attributes = node.attributes
        for name in ("tagname", "data-href", "data-url", "data-link", "data-src", "url", "data-page-url"):
            value = attributes.get(name) or ""
            if re.search(r"[/?.]", value) and (found := self._get(value)):
                return found
        for name in (
            "data-page",
            "data-pageno",
            "data-num",
            "data-index",
            "page",
            "pageno",
            "data-ci-pagination-page",
        ):
            value = attributes.get(name) or ""
            if value.isdecimal() and (found := self._numbered(value)):
                return found
        handler = handler_of(node)
        if handler:
            return None if self._says_no_more(node, handler) else self._run(handler)
        return forms.pressed(self.tree, self.base, self.page.url, node)

    def _numbered(self, value: str) -> PageRequest | None:
        """Return the request for a page known only by its number, using the page's own address or a script."""
        query = urlsplit(self.page.url).query
        for name in re.findall(r"(?:^|&)(\w+)=\d{1,5}(?=&|$)", query):
            if is_page_name(name):
                return PageRequest(with_query(self.page.url, **{name: value}))
        for template in widgets.templates(self.script):
            return self._get(UNKNOWN.sub(value, template))
        return None

    def _says_no_more(self, node: LexborNode, handler: str) -> bool:
        """Return whether a click only shows a message: there is no further page."""
        if not _MESSAGE.search(f"{handler}{''.join(self.script.codes)}"):
            return False
        effects, calls = self.script.running.clicked(node, handler)
        return bool(effects.said) and not (effects.opened or effects.submitted or calls)

    def _run(self, handler: str) -> PageRequest | None:
        """Return the request that a handler makes, read from its code and from the function that it calls."""
        code = tokens(re.sub(r"^\s*javascript:", "", handler[:_MAX_HANDLER], flags=re.I))
        scope = {"this.value": str(self.page.number + 1), "value": str(self.page.number + 1)}
        return self._execute(code, scope, 0) or self._address_in(code, scope)

    def _execute(self, code: Sequence[Token], scope: dict[str, Any], depth: int) -> PageRequest | None:
        """Return the request that the functions make which a piece of code calls, and those that they call."""
        for name, arguments in self.script.calls(code, scope):
            plain = name.rpartition(".")[2]
            if "postback" in plain.lower() and arguments and not is_incomplete(arguments[0]):
                return forms.posted_back(self.tree, self.base, self.page.url, arguments)
            for argument in arguments:
                known = isinstance(argument, str) and is_address(argument) and not UNKNOWN.search(argument)
                if known and (found := self._get(argument)):
                    return found
            defined = self._function(name) if depth == 0 or "." not in name else None
            if defined is None:
                continue
            parameters, body = defined
            bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
            bound = self.script.with_locals(body, bound)
            if found := forms.submitted(self.tree, self.base, self.page.url, self.script, body, bound):
                return found
            if found := self._address_in(body, bound):
                return found
            if depth < _MAX_CALLS and (found := self._execute(body, bound, depth + 1)):
                return found
        return None

    def _function(self, name: str) -> tuple[list[str], Sequence[Token]] | None:
        """Return the parameters and the body of a function that the pager calls; note it if it is the page's own."""
        defined = self.script.function(pager_functions.plain_name(name))
        if pager_functions.is_of_page(name):
            self.named.append(name)
            if defined is None:
                self.undefined.append(name)
        return defined

    def _address_in(self, code: Sequence[tuple[str, str]], scope: dict[str, Any]) -> PageRequest | None:
        """Return the address among the strings that code builds; one with the page number is preferred."""
        wanted = [
            str(v) for v in scope.values() if isinstance(v, int) or (isinstance(v, str) and v.isdecimal())
        ]
        built = [*self.script.strings(code, scope), *(one for one in scope.values() if isinstance(one, str))]
        strings = [one for one in built if is_address(one) and not UNKNOWN.search(one)]
        strings.sort(key=lambda s: not any(re.search(rf"(?<!\d){n}(?!\d)", s) for n in wanted))
        here = {self.page.url, self.page.start}
        found = [one for s in strings if (one := self._get(s))]
        return next((one for one in found if one.url not in here), found[0] if found else None)

    @cached_property
    def _numbers(self) -> dict[int, LexborNode]:
        """Return the elements that are bare numbers and lead somewhere."""
        numbers: dict[int, LexborNode] = {}
        for node in self.tree.css("a, li, span, button, td"):
            text = node.text(deep=True).strip()
            match = _NUMBER.fullmatch(text) if 0 < len(text) <= 8 else None
            leads = (
                handler_of(node) or has_target(node) or (node.tag == "button" and node.attributes.get("name"))
            )
            if match is None or (node.tag != "a" and not leads):
                continue
            if node.tag == "a" and not (
                handler_of(node) or has_target(node) or absolute(node.attributes.get("href"), self.base)
            ):
                continue
            numbers.setdefault(int(match[1]), node)
        return numbers

    def _number(self) -> PageRequest | None:
        """Follow bare numbers, 1 2 3 4 5 … 12: the one after this page's; the last is the declared number of pages."""
        numbers = self._numbers
        if not numbers and self.page.number == 1 and self._only_one():
            self.declared |= Declared(None, 1)
        following = numbers.get(self.page.number + 1)
        neighbours = {self.page.number - 1, self.page.number + 1, self.page.number + 2} & set(numbers)
        if following is None or not (neighbours - {self.page.number + 1} or len(numbers) <= 2):
            return None
        last = max(numbers)
        if last < 1900:
            self.declared |= Declared(None, last)
        target = absolute(following.attributes.get("href"), self.base) if following.tag == "a" else None
        if target:
            return PageRequest(target)
        if found := self._handled(following):
            return found
        if 1 < last <= self._parts_on_page():
            self.declared = replace(self.declared, pages=1)
            return None
        self.more = f"page {self.page.number + 1} is opened by a script: {handler_of(following)[:120]}"
        return None

    def is_shown(self) -> bool:
        """Return whether the page shows a pager: its next or previous page, usable or not, or their numbers."""
        if {self.page.number - 1, self.page.number + 1} & set(self._numbers):
            return True
        nodes = self.tree.css("a, button, span, li, input, img, em, i, td")[:6000]
        return any(is_next(node) or is_previous(node) for node in nodes)

    def is_empty(self) -> bool:
        """Return whether a list of some length has a place for its pager in which the page itself shows nothing."""
        if self.rows < _MANY or not self.tree.css_first("script[src]"):
            return False
        for node in self.tree.css("div[id], div[class], ul[class], p[class], nav")[:4000]:
            if WRITTEN in node.attributes:
                continue
            named = {
                (node.attributes.get("id") or "").lower(),
                *(node.attributes.get("class") or "").lower().split(),
            }
            if (
                any(_PLACE.fullmatch(one) for one in named)
                and not node.text(deep=True).strip()
                and not node.css_first("a, input, select")
            ):
                return True
        return False

    def _parts_on_page(self) -> int:
        """Return how many sibling elements with rows the page has of which all but one are hidden: pages of a list that
        its script shows one after the other."""
        hidden = [
            node
            for node in self.tree.css("[style*='display']")
            if is_hidden(node) and node.css_first("a[href]")
        ]
        parents = [node.parent.mem_id for node in hidden if node.parent is not None]
        return max((parents.count(one) for one in set(parents)), default=-1) + 1

    def _only_one(self) -> bool:
        """Return whether the pager shows the number 1 and no other: the list has one page."""
        found = [
            node
            for node in self.tree.css("a, li, span, b, u, strong, em, i, td, font, button, div, p")
            if node.first_child
            and not node.first_child.next
            and _NUMBER.fullmatch(node.text(deep=True).strip()[:9])
        ]
        numbers = {int(re.sub(r"\D", "", node.text(deep=True))) for node in found}
        return numbers == {1} and any(_IN_PAGER.search(names_above(node)) for node in found)

    def _select(self) -> PageRequest | None:
        """Follow a drop-down list of pages: an option's address, or what the handler builds from its value."""
        for node in self.tree.css("select"):
            options = [
                o for o in node.css("option") if _NUMBER.fullmatch("".join(o.text(deep=True).split())[:8])
            ]
            labels = [
                int(m[1]) for o in options if (m := _NUMBER.fullmatch("".join(o.text(deep=True).split())))
            ]
            if len(labels) < 1 or labels != list(range(labels[0], labels[0] + len(labels))) or labels[0] > 1:
                continue
            handler = node.attributes.get("onchange") or ""
            values = [o.attributes.get("value") or "" for o in options]
            addressed = all(re.search(r"[/.?]", value) for value in values)
            if not (handler or addressed):
                continue
            self.declared |= Declared(None, len(labels))
            if self.page.number >= len(labels):
                return None
            value = values[self.page.number]
            if addressed:
                return self._get(value)
            scope = {"this.value": value, "value": value, "this.options[this.selectedIndex].value": value}
            code = tokens(handler[:_MAX_HANDLER])
            for name, _ in self.script.calls(code):
                if defined := self._function(name):
                    parameters, body = defined
                    number: Any = int(value) if value.isdecimal() else value
                    given = {
                        f"{p}{part}": number
                        for p in parameters
                        for part in ("", ".value", ".options[].value")
                    }
                    bound = self.script.with_locals(body, given)
                    if found := self._address_in(body, bound):
                        return found
            if found := self._address_in(code, scope):
                return found
            self.more = f"a drop-down list of {len(labels)} pages: {handler[:120]}"
        return None

    def _by_address(self) -> PageRequest | None:
        """Follow a short link whose address is this page's with the next number: `index_2.html`, `?page=2`, `/2/`."""
        own = re.sub(r"(index|default|list)?\.\w{2,5}$", "", self.page.start.partition("?")[0])
        for node in self.tree.css("a[href]"):
            text = "".join(node.text(deep=True).split())
            target = absolute(node.attributes.get("href"), self.base)
            if target is None or len(text) > 10 or not target.startswith(own) or is_disabled(node):
                continue
            match = _COUNTED.fullmatch(target[len(own) :])
            before = _COUNTED.fullmatch(self.page.url[len(own) :]) if self.page.number > 1 else None
            if (
                match
                and (int(match[1]) == (int(before[1]) + 1 if before else 2))
                and not re.search("[上前尾末]", text)
            ):
                return PageRequest(target)
        return None

    # -- scripts --

    def _written(self) -> PageRequest | None:
        """Follow a pager written by a script: the strings that it builds are HTML with the link 下一页."""
        self.declared |= of_variables(self.script.variables)
        if self._beyond():
            return None
        return self._link_in(self.script.strings())

    def _link_in(self, texts: Iterable[str]) -> PageRequest | None:
        """Follow the link 下一页 in HTML that a script builds."""
        for text in texts:
            if "<a" not in text or UNKNOWN.search(text):
                continue
            for node in LexborHTMLParser(text).css("a"):
                if is_next(node) and not is_disabled(node):
                    found = self._get(node.attributes.get("href")) or self._handled(node)
                    if found and found.url != self.page.url:
                        return found
        return None

    def _drawn(self) -> PageRequest | None:
        """Follow a pager that a function draws from its arguments: `showPager(4, 1, 'list')`."""
        if self._beyond():
            return None
        for name, arguments in pager_functions.drawing(self.script):
            most = max(one for one in arguments if isinstance(one, int))
            if most <= self.page.number or (self.page.number == 1 and self.rows in arguments):
                continue  # a single page: it has all rows that are declared
            if any(isinstance(one, list) and len(one) >= self.rows > 0 for one in arguments):
                continue  # it turns the pages of rows that are all in this page
            defined = self._function(name)
            if defined is not None:
                parameters, body = defined
                bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
                self.declared |= of_variables(bound)
                if self._beyond():
                    return None
                if found := self.used():
                    return found
                texts = list(self.script.strings(body, self.script.with_locals(body, bound)))
                found = self._link_in(texts) or self._templated(texts)
                if found:
                    return found
            self.more = self.more or f"the pager is drawn by {name}"
        return None

    def _templated(self, texts: Iterable[str]) -> PageRequest | None:
        """Return the next page's request from an address with a gap for the page's number."""
        for template in widgets.addresses(texts):
            if _COUNTS.search(UNKNOWN.findall(template)[0]):
                return self._get(UNKNOWN.sub(str(self.page.number + 1), template))
        return None

    def _called_back(self) -> PageRequest | None:
        """Follow a widget whose settings name the function that opens a page: `{total: 4, jump: toPage}`."""
        if self.declared.pages is None or self._beyond():
            return None
        for name in pager_functions.callbacks(self.script):
            if (defined := self._function(name)) is not None:
                parameters, body = defined
                number = self.page.number + 1
                bound = self.script.with_locals(body, dict.fromkeys(parameters[:1], number))
                if found := self._address_in(body, bound):
                    return found
        return None

    def _widget(self) -> PageRequest | None:
        """Follow a pagination widget: totals in its call, the address in a function."""
        totals = widgets.totals(self.script)
        if totals.pages is None and totals.rows is not None and totals.rows < self.rows:
            totals = Declared(None, totals.rows)  # the widget counts pages
        self.declared |= totals
        stated = of_variables(self.script.variables).pages is not None
        if (totals == Declared() and not stated) or self._beyond():
            return None
        if found := self.used():  # it knows whether the pages are counted from 0 or from 1
            return found
        for template in widgets.templates(self.script):
            if totals == Declared() and not _COUNTS.search(UNKNOWN.findall(template)[0]):
                continue  # the address of an article
            first = widgets.first_number(self.script, self.page.number)
            return self._get(UNKNOWN.sub(str(self.page.number + first), template))
        if totals.pages is not None and self.page.number < totals.pages:
            self.more = f"{totals.pages} pages in a widget whose addresses are made by a script"
        return None

    def _named_by_variables(self) -> PageRequest | None:
        """Read a pager that a library draws from variables: `m_sPageName = "index"`, `m_sPageExt = "html"`."""
        values = self.script.variables
        stem = next((v for k, v in values.items() if _STEM.search(k) and _is_name(v)), None)
        suffix = next((v for k, v in values.items() if _SUFFIX.search(k) and _is_name(v)), None)
        if stem is None or suffix is None or self.declared.pages is None or self._beyond():
            return None
        current = next(
            (n for k, v in values.items() if _CURRENT.search(k) and (n := integer(v)) is not None), None
        )
        if current not in (self.page.number - 1, self.page.number):
            return None
        return self._get(f"{stem}_{current + 1}.{str(suffix).lstrip('.')}")

    # -- what remains --

    def unfollowed(self) -> str | None:
        """Return the reason to expect a next page although none was found; None without one."""
        if self.more:
            name = next(iter(self.named), None)
            return (
                f"{self.more}; {pager_functions.explanation(name, self.page, self.script)}"
                if name
                else self.more
            )
        for node in self.tree.css("a, button, div, span, p"):
            if not is_more(node) or is_hidden(node):
                continue
            if any(one.mem_id != node.mem_id for one in node.css("a[href], button")):
                continue
            if not absolute(node.attributes.get("href"), self.base):
                return f"rows behind a button: {''.join(node.text(deep=True).split())}"
        return None


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[\w./-]{1,100}", value)) and not value.isdecimal()
