"""A list page used as a reader would: its scripts run with the answers to their requests, and its pager is clicked.

Needed where neither the code nor an answer alone shows the rows or their addresses. Nothing is requested here:
`pending` names the requests whose answers are missing, and the page is played again when they are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists import reader, widgets
from spiders.lists.base import Declared, Listing, ListPage, PageRequest
from spiders.lists.controls import handler_of
from spiders.lists.interfaces import answers as interfaces
from spiders.lists.interfaces import cursors, requests
from spiders.lists.interfaces.records import records_in
from spiders.lists.links import Link, absolute, base_of, scripted_target, tree_of
from spiders.lists.pagers import place
from spiders.lists.pagers.links import linked
from spiders.lists.pagers.pager import Pager
from spiders.lists.pagers.single import shows_single_page
from spiders.lists.rows import declared, rows_of
from spiders.lists.scripted import behind_rows, clicked_rows, held_rows, scripted_parts
from spiders.lists.scripted.used_controls import Controls
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.dom.live import LiveWorld
from spiders.lists.scripts.running.effects import Effects
from spiders.lists.scripts.running.network import Network
from spiders.lists.side_rows import are_beside
from spiders.lists.titles import names_part
from spiders.lists.widgets import is_complete

_NUMBER_OF_ROWS = re.compile(r"count|total", re.I)
_NUMBER = re.compile(r"\s*\d{1,6}\s*")
_MOST_NODES: Final = 4000
_MOST_PARTS: Final = 60
_LONGEST_PART: Final = 24  # characters of a part's name
IN_PLACE = "#in-place"
_COUNTS = re.compile(
    r"hits?\b|click|visit|(?<![a-z])pv(?![a-z])|stat(s|istics?)?\b|browse|\blog\b|login|weather|share|comment|vote"
    r"|captcha|advert|\.(css|png|jpe?g|gif|ico|swf)$",
    re.I,
)


def may_open_parts(page: ListPage) -> bool:
    """Return whether a page's own elements that name parts, by year or by mandate, may open them in place."""
    base = base_of(page.tree, page.url)
    named = {
        text
        for node in page.tree.css("a, li, span, button, td, dd, dt, div, em")[:_MOST_NODES]
        if 2 <= len(text := node.text(deep=True).strip()) <= _LONGEST_PART
        and names_part(text)
        and not absolute(node.attributes.get("href"), base)
        and not any(absolute(one.attributes.get("href"), base) for one in node.css("a"))
    }
    return len(named) > 1


class Played:
    """One page of a list whose scripts have run with answers; `answers` are texts by `PageRequest.address`."""

    def __init__(self, page: ListPage, answers: Mapping[str, str | None]) -> None:
        self._page, self._answers = page, answers
        self.pending: list[PageRequest] = []
        self.used: list[str] = []  # the answers that the scripts have got, in order
        self._used_before = 0  # the last turn
        self.opened: PageRequest | None = None
        self.adding = False  # the last control that was used names the rows that it adds: 加载上一年度
        self.backwards = False  # an arrow to the left leads to older rows
        self.of_part = 0  # how many parts, by year or by mandate, were opened in place
        self.drawn = False  # the pager, or totals; or the page has neither a place for a pager nor a control
        self.lacks_pager = False  # its place for a pager is empty
        self._unmade = False  # a request of the scripts was not understood
        self._script = Script(page.tree, page.url, page.scripts)
        self._running = self._script.play(Network(self._lookup))

    def _lookup(self, name: str, arguments: Sequence[Any]) -> str | None:
        # What the scripts need first, a token or the number of rows, is requested too, but no counter of visits.
        request = requests.made(self._page, self._script, [(name, list(arguments))], least=-9)
        self._unmade = self._unmade or request is None
        if request is None or not self._may_request(request) or _COUNTS.search(urlsplit(request.url).path):
            return None
        text = self._answers.get(request.address)
        if text is None:
            if request.address not in self._answers and request not in self.pending:
                self.pending.append(request)
            return None
        self.used.append(request.address)
        return text

    def _may_request(self, request: PageRequest) -> bool:
        """Return whether a request may be for the rows of this list: it goes to the page's own host."""
        return urlsplit(request.url).netloc == urlsplit(self._page.url).netloc

    @cached_property
    def _base(self) -> str:
        return base_of(self._page.tree, self._page.url)

    def shown(self, number: int) -> ListPage:
        """Return the page as it is now, as page `number` of the list."""
        world = self._running.world
        text = world.html() if isinstance(world, LiveWorld) else self._page.text
        return replace(self._page, text=text, number=number)

    def turn(self, number: int) -> bool:
        """Turn to page `number` by a control of the page; return whether one did anything.

        `opened` is the address that the control opened, if it did not only change the page.
        """
        self._used_before = len(self.used)
        page = self.shown(number - 1)
        pager = Pager(page, self._script)
        if (link := linked(pager)) and not self._is_interface(link):
            self.opened = link
            return True
        controls = _Turning(page, self._script, self._base, pager.numbers)
        found = None if self.backwards else controls.following() or controls.more()
        if found is None and (self.backwards or number == 2):
            found = controls.back()
            self.backwards = found is not None
        if found is not None and controls.navigated:
            self.opened = found
        self.adding = controls.adding or self.backwards
        return found is not None or self._open_part()

    @cached_property
    def parts(self) -> list[LexborNode]:
        """Return the controls that show parts of the list in place, by year or mandate; the first is shown at once."""
        nodes = self.shown(1).tree.css("a, li, span, button, td, dd, dt, div, em")[:_MOST_NODES]
        named = [
            node
            for node in nodes
            if 2 <= len(text := node.text(deep=True).strip()) <= _LONGEST_PART
            and names_part(text)
            and not absolute(node.attributes.get("href"), self._base)
        ]
        used = [
            one
            for one in named
            if handler_of(one) or self._running.has_handler(self._running.world.original(one))
        ]
        return used[:_MOST_PARTS] if len(used) > 1 else []

    def acts_on(self, node: LexborNode) -> bool:
        """Return whether a script of the page acts on clicks on an element."""
        return self._running.has_handler(self._running.world.original(node))

    def click(self, node: LexborNode) -> None:
        """Click an element of the page as it is now."""
        self._running.clicked(node, handler_of(node))

    def _open_part(self) -> bool:
        """Open the next part of the list; return whether there is one."""
        if self.of_part >= len(self.parts) - 1:
            return False
        self.of_part += 1
        node = self.parts[self.of_part]
        self._running.clicked(node, handler_of(node))
        return True

    @property
    def has_further_parts(self) -> bool:
        """Return whether a part was opened, and others are still to be opened."""
        return 0 < self.of_part < len(self.parts) - 1

    @property
    def leaves_parts(self) -> bool:
        """Return whether the page has parts that are opened in place, and none was opened."""
        return self.of_part == 0 and len(self.parts) > 1

    def names_more(self) -> bool:
        """Return whether the last answer that the scripts got names further rows."""
        answer = interfaces.parse(self._answers.get(self.used[-1]) or "") if self.used else None
        return answer is not None and cursors.names_more(answer) is not None

    def rows_again(self) -> int:
        """Return how many rows the answer to the last turn has: with rows, it says nothing of the list's end."""
        if len(self.used) == self._used_before:
            return 0
        text = self._answers.get(self.used[-1]) or ""
        answer = interfaces.parse(text)
        if answer is not None:
            return len(records_in(answer))
        return len(rows_of(tree_of(text), self._page.url)) if "<" in text else 0

    def _is_interface(self, request: PageRequest) -> bool:
        """Return whether an address is that of answers to the page's scripts, which no link opens."""
        path = urlsplit(request.url).path
        return any(urlsplit(one).path == path != urlsplit(self._page.url).path for one in self.used)

    def control(self, number: int) -> str | None:
        """Return what is known of a control for further rows that is still usable on the page."""
        page = self.shown(number)
        script = None if self.used else self._script  # as the page was sent, which answers change
        control = reader.further_control(page, self._running, script=script)
        if control or self.parts:
            return control
        return scripted_parts.unopened(replace(page, number=1), self._script, scripted_parts.Parts())

    def listing(self, number: int, seen: set[str], *, data: bool = False) -> tuple[ListPage, Listing]:
        """Return the page with those of its rows that earlier pages did not show.

        `data`: the rows are not in the page, but in what its scripts hold for a template that is not understood.
        """
        page = self.shown(number)
        if self.of_part > 0:  # what scripts hold is of the first part
            rows = rows_of(page.tree, page.url)
        else:
            rows, page = self._rows(page)
        if number == 1 and are_beside(page, rows):
            rows = []
        new = [url for node in rows if (url := self._target(node)) and url not in seen]
        links: tuple[Link, ...] = tuple(page.links)
        if data:
            held = held_rows.in_data(page.tree, page.url, self._script)
            found = [link for link in held if link.url not in seen]
            new, links = [link.url for link in found], (*links, *found)
        if len(clicked := clicked_rows.of(self._running, self._base)) > len(new):
            found = [link for link in clicked if link.url not in seen]
            new, links = [link.url for link in found], (*links, *found)
        totals = declared(page.tree, self._script) | self._totals()
        if totals.rows is not None and 0 < totals.rows < len(set(new)):  # the total counts pages
            totals = Declared(None, totals.pages or totals.rows)
        if totals == Declared():
            totals = widgets.totals(self._script, self._script.made_calls())
        if totals == Declared() and shows_single_page(page.tree) and not place.has_unread_files(page):
            totals = Declared(None, 1)
        pager = Pager(page, self._script, len(rows))
        if self.of_part > 0:  # a part has as many rows as it has
            own = set(new)
            rows_of_part = tuple(one for one in links if one.url in own)
            return page, Listing(rows_of_part, shown=None if own else 0)
        bare = number > 1 and totals == Declared() and not place.is_shown(pager)
        empty = place.is_empty(pager) or place.is_left(pager, rows, self._running)
        empty = empty or (self._unmade and behind_rows.are_added_to(self._page, rows))
        self.lacks_pager = totals == Declared() and not place.is_shown(pager) and empty
        self.drawn = totals != Declared() or (
            not place.has_unread_files(page)
            and (place.is_shown(pager) or not (empty or reader.further_control(page)))
            and not place.unused_control(pager, rows)
        )
        return page, Listing(links, declared=totals, shown=len(set(new)), bare=bare, uneven=self.adding)

    def _rows(self, page: ListPage) -> tuple[list[LexborNode], ListPage]:
        """Return the rows of the page as it is now, or all that its scripts hold, and the page with them.

        Those that the scripts draw from what they hold, where their pager has several pages: each turn draws others.
        """
        drawn = rows_of(page.tree, page.url)
        rows, whole = reader.rows_in(page, self._script)
        if 0 < len(drawn) < len(rows) and (declared(page.tree, self._script).pages or 0) > 1:
            held = {self._target(node) for node in rows}
            if all(self._target(node) in held for node in drawn):
                return drawn, page
        return rows, whole

    def _target(self, node: Any) -> str | None:
        return absolute(node.attributes.get("href"), self._base) or absolute(
            scripted_target(node), self._base
        )

    def _totals(self) -> Declared:
        found = Declared()
        for address in reversed(self.used):
            answer = interfaces.parse(self._answers.get(address) or "")
            if answer is not None and records_in(answer):
                found |= interfaces.declared(answer)
            elif _NUMBER_OF_ROWS.search(address) and _NUMBER.fullmatch(self._answers.get(address) or ""):
                found |= Declared(int(self._answers[address] or 0), None)
        return found


class _Turning(Controls):
    """The controls of a page whose scripts change it in place."""

    navigated = False

    def _request(
        self, effects: Effects, calls: Sequence[tuple[str, list[Any]]], returned: Any = None
    ) -> PageRequest | None:
        found = super()._request(effects, calls, returned)
        if found is not None:
            self.navigated = any(is_complete(one) for one in effects.opened) or bool(effects.submitted)
            return found
        return PageRequest(f"{self._page.url}{IN_PLACE}") if effects.written else None
