"""Rows that a page's scripts hold as values: arrays of records, parallel arrays, the arguments of calls."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from parsers.text.han import HAN
from spiders.lists.interfaces import answers, details, held_data
from spiders.lists.interfaces.records import links_of
from spiders.lists.links import DATE, Link, absolute, anchors, base_of
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.running.values import plain
from spiders.lists.scripts.tokens import Token, literal
from spiders.lists.widgets import is_address

PLACE: Final = "shown-by-script"  # the class of rows that are put behind a page
_LISTED = re.compile(r'"@type"\s*:\s*"(ItemList|CollectionPage|DataCatalog)"')  # https://schema.org/ItemList
_NAMED = re.compile(rf"[^<>/]{{0,20}}{HAN}{{2,}}[^<>/]{{0,60}}")
_WORDS = re.compile(rf"{HAN}{{2}}")
_MAX_NODES: Final = 4000
_MAX_VALUES: Final = 300


def of(tree: LexborHTMLParser, url: str, script: Script) -> Iterator[Link]:
    """Yield the rows of arrays: of records with title and address, and of titles beside addresses."""
    values: list[Any] = list(script.variables.values())
    for _, arguments in script.written_calls:
        values += arguments
        yield from _entry(arguments, base_of(tree, url))
    values += held_data.in_attributes(tree)
    values += [answers.parse(node.text(deep=True)) for node in tree.css("script[type='application/json']")]
    described = [node.text(deep=True) for node in tree.css("script[type='application/ld+json']")]
    values += [answers.parse(text) for text in described if _LISTED.search(text)]
    for value in (streamed := held_data.streamed(script)):
        yield from held_data.links(value, base_of(tree, url))
    values += streamed
    values = [value for value in values if isinstance(value, list | dict)]
    templates = details.templates(tree, tree.html or "", script) if values else ()
    for value in values:
        yield from (found := links_of(value, url))
        yield from answers.by_number(value, len(found), templates, url)
    yield from _side_by_side(script.tokens, base_of(tree, url))


def _entry(arguments: Sequence[Any], base: str) -> Iterator[Link]:
    """Yield the link of a call that adds an entry to a menu or a tree: `d.add(3, 0, '政府工作报告', '/gzbg/')`."""
    texts = [one for one in arguments if isinstance(one, str) and not UNKNOWN.search(one)]
    titles = [one for one in texts if _NAMED.fullmatch(one)]
    addresses = [one for one in texts if is_address(one) and one not in titles]
    if len(titles) == 1 and len(addresses) == 1 and (target := absolute(addresses[0], base)):
        yield Link(target, titles[0], titles[0], None)


def _side_by_side(found: Sequence[Token], base: str) -> Iterator[Link]:
    """Yield links from parallel arrays: `urls[0]='…'; headers[0]='…'; dates[0]='…'`, or `urls.push('…')`."""
    arrays: dict[str, dict[int, str]] = defaultdict(dict)
    for at in range(len(found) - 5):
        if found[at][0] != "id":
            continue
        name, texts = found[at][1], [text for _, text in found[at + 1 : at + 5]]
        if texts[0] == "[" and texts[2:] == ["]", "="] and found[at + 5][0] == "str" and texts[1].isdecimal():
            arrays[name][int(texts[1])] = literal(found[at + 5][1])
        elif texts[:3] == [".", "push", "("] and found[at + 4][0] == "str":
            arrays[name][len(arrays[name])] = literal(found[at + 4][1])
    addresses = [values for values in arrays.values() if all(map(is_address, values.values()))]
    titles = [values for values in arrays.values() if values not in addresses and _is_text(values)]
    if not addresses or not titles:
        return
    named = max(titles, key=lambda values: sum(map(len, values.values())))
    for number, address in addresses[0].items():
        beside = [match[0] for values in arrays.values() if (match := DATE.search(values.get(number, "")))]
        if (target := absolute(address, base)) and named.get(number):
            title = " ".join(named[number].split())
            yield Link(target, title, title, beside[0] if beside else None)


def _is_text(values: dict[int, str]) -> bool:
    return sum(bool(_WORDS.search(text)) for text in values.values()) * 2 > len(values)


def when_run(url: str, script: Script) -> str:
    """Return markup with the rows that scripts have in their variables, or what they wrote; empty without rows."""
    names = script.running.window.names
    values = [value for value in names.values() if isinstance(value, list | dict)]
    values += [
        value for _, arguments in script.made_calls() for value in arguments if isinstance(value, list | dict)
    ]
    found = max((links_of(plain(value), url) for value in values[:200]), key=len, default=[])
    written = "".join(script.running.effects.written)
    if len(found) >= len(anchors(f"<body>{written}</body>", url)):
        return markup(found)
    return written


def in_data(tree: LexborHTMLParser, url: str, script: Script) -> list[Link]:
    """Return the rows among the values that a page's scripts hold, or hand to a template, after they ran."""
    names = script.running.window.names
    values = [*names.values(), *script.running.components]
    values += [value for _, arguments in script.running.calls for value in arguments]
    templates = details.templates(tree, tree.html or "", script)
    best: list[Link] = []
    for value in values[-_MAX_VALUES:]:
        if isinstance(value, list | dict):
            known = plain(value)
            found = links_of(known, url)
            best = max(best, found, answers.by_number(known, len(found), templates, url), key=len)
    return best


def markup(shown: Sequence[Link]) -> str:
    """Return links as the rows of a list, so that they can be read like rows of the page."""
    rows = (
        f'<li><a href="{html.escape(link.url)}">{html.escape(link.title)}</a><span>{link.date or ""}</span></li>'
        for link in shown
    )
    return f'<ul class="{PLACE}">{"".join(rows)}</ul>' if shown else ""
