"""The pager of one page, as its readers share it: the page, its script, and what they have found out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.text import numerals
from spiders.lists.base import Declared, ListPage, PageRequest
from spiders.lists.controls import handler_of, has_target, names_above
from spiders.lists.links import absolute, base_of
from spiders.lists.pagers import functions
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.tokens import Token

NUMBER = re.compile(r"[\[【(（第]{0,2}\s{0,2}(\d{1,4})\s{0,2}[\]】)）页]{0,2}")
_HAN_NUMBER = re.compile(r"第([一二三四五六七八九十]{1,3})页")
_ROMAN: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_ROWS = re.compile(r"第?(\d{1,5})[-~—–至到](\d{1,5})[条篇项则]")
# Blocks that show pictures in turn have numbers, too.
_OF_OTHERS = re.compile(r"banner|slide|swip|carousel|lunbo|calendar|date-?picker", re.I)
_LONGEST: Final = 12  # characters of a number
DOTS = re.compile(
    r"\.{2,6}|…{1,2}|·{3,6}|[\[(【<]?[下后]((\d{1,2}|[二三五六八十])页|一?[组段組])[\])】>]{0,2}"
)
MAX_HANDLER: Final = 1000  # characters of a handler that are read


def number_of(text: str, size: int = 0) -> int | None:
    """Return the page that a control's text numbers: 3, 第三页, ③, Ⅲ; with `size` rows a page, the rows 31-45条, too.

    >>> number_of("[3]"), number_of("第十二页"), number_of("Ⅳ"), number_of("16-30条", 15), number_of("")
    (3, 12, 4, 2, None)
    """
    if match := NUMBER.fullmatch(text):
        return int(match[1])
    if len(text) == 1 and text in _ROMAN:
        return _ROMAN.index(text) + 1
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if folded.isdecimal():
        return int(folded)
    if match := _HAN_NUMBER.fullmatch(folded):
        value = numerals.parse(match[1])
        return int(value) if value is not None else None
    match = _ROWS.fullmatch(folded) if size else None
    return (int(match[1]) - 1) // size + 1 if match and (int(match[1]) - 1) % size == 0 else None


@dataclass
class Pager:
    """The pager of one page; `more` gives the reason to expect a next page that could not be found.

    `rows` is the number of the page's rows; `undefined` are functions that the pager calls and no known script defines,
    `named` all of the page's own that it calls, `opened_by` the one from which the next page's address was read.
    `remembered`: the next page has this page's own address, and no number in it: the server knows how far a reader is.
    """

    page: ListPage
    script: Script
    rows: int = 0
    declared: Declared = field(default_factory=Declared)
    more: str | None = None
    undefined: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    opened_by: str | None = None
    remembered: bool = False

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """Return the parsed page."""
        return self.page.tree

    @cached_property
    def base(self) -> str:
        """Return the address against which the page's links are resolved."""
        return base_of(self.tree, self.page.url)

    def is_last(self) -> bool:
        """Return whether this page is the last, according to the script that draws the pager."""
        return self.declared.pages is not None and self.page.number >= self.declared.pages

    def request(self, address: str | None) -> PageRequest | None:
        """Return the request for an address in the page; None if it is not one."""
        target = absolute(address, self.base)
        return PageRequest(target) if target else None

    def function(self, name: str) -> tuple[list[str], Sequence[Token]] | None:
        """Return the parameters and the body of a function that the pager calls; note it if it is the page's own."""
        defined = self.script.function(functions.plain_name(name))
        if functions.is_of_page(name):
            self.named.append(name)
            if defined is None:
                self.undefined.append(name)
        return defined

    @cached_property
    def dots(self) -> LexborNode | None:
        """Return the control … or 下十页 behind the last number of a window, which leads to the next numbers."""
        known = {node.mem_id: number for number, node in self.numbers.items()}
        last, found = 0, None
        for node in self.tree.css("a, li, span, button, td"):
            last = max(last, known.get(node.mem_id, 0))
            if last and DOTS.fullmatch(node.text(deep=True).strip()[:9]) and node.tag in ("a", "button"):
                leads = handler_of(node) or absolute(node.attributes.get("href"), self.base)
                found = (
                    node if leads and last >= self.page.number - 1 and last == max(self.numbers) else found
                )
        return found

    @cached_property
    def numbers(self) -> dict[int, LexborNode]:
        """Return the elements that are bare numbers and lead somewhere."""
        numbers: dict[int, LexborNode] = {}
        for node in self.tree.css("a, li, span, button, td"):
            text = node.text(deep=True).strip()
            number = number_of(text, self.rows) if 0 < len(text) <= _LONGEST else None
            leads = (
                handler_of(node) or has_target(node) or (node.tag == "button" and node.attributes.get("name"))
            )
            if number is None or (node.tag != "a" and not leads):
                continue
            if node.tag == "a" and not (
                handler_of(node) or has_target(node) or absolute(node.attributes.get("href"), self.base)
            ):
                continue
            if _OF_OTHERS.search(names_above(node)) or self._leads_away(node):
                continue
            numbers.setdefault(number, node)
        return {} if _are_days(numbers) else numbers

    def _leads_away(self, node: LexborNode) -> bool:
        target = absolute(node.attributes.get("href"), self.base)
        return target is not None and urlsplit(target).hostname != urlsplit(self.base).hostname


def _are_days(numbers: Mapping[int, LexborNode]) -> bool:
    """Return whether numbers are the days of a calendar: those of a whole month, in several rows of a table."""
    if not (28 <= len(numbers) <= 31 and set(range(1, 29)) <= set(numbers) and max(numbers) <= 31):
        return False
    rows = [one for number in (1, 15, 28) if (one := _row_of(numbers[number])) is not None]
    return len({one.mem_id for one in rows}) == len((1, 15, 28))


def _row_of(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None and above.tag != "tr":
        above = above.parent
    return above
