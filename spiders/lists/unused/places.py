"""Places beside a list's rows that a script or a frame fills, and addresses in scripts which nobody requested."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from parsers.text import numerals
from spiders.lists.base import ListPage
from spiders.lists.controls import is_hidden, names_above
from spiders.lists.interfaces import candidates
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.titles import judge, names_column, names_part
from spiders.lists.unused.region import Region
from spiders.lists.unused.sign import Kind, Sign

_FURNITURE = re.compile(
    r"share|search|banner|hidden|stat|tongji|(^|[_-])ads?([_-]|$)|foot|head|weather|login|float|(^|[_-])top|qr|nav|menu|page|fy"
    r"|video|player|time|clock|visit|count|copyright|map|captcha|comment|vote|survey|chat|kefu|hot|recommend|related|dialog|mask|modal|tip|toast|loading",
    re.I,
)
# What frames and requests of other blocks are called.
_OTHERS = re.compile(
    r"share|search|banner|stat(?!e)|tongji|(^|[/_-])ads?([./_-]|$)|foot|head|weather|login|(^|[/_-])top|qr|nav|menu"
    r"|video|player|visit|count|copyright|map|captcha|comment|vote|survey|chat|kefu|hot|recommend|related|left",
    re.I,
)
_INVISIBLE = re.compile(r"visibility\s*:\s*hidden|(?<![\w-])(width|height)\s*:\s*\d{1,2}(px)?\s*(;|$)", re.I)
_SMALL = re.compile(r"\s*\d{1,2}\s*(px)?\s*")
_PLACES: Final = (
    "div[id], ul[id], ol[id], table[id], tbody[id], dl[id], section[id], "
    "ul[class], tbody[class], div[class], dl[class]"
)
_FILLS = re.compile(
    r"innerHTML|\.html\(|append|insertAdjacentHTML|\.load\(|render|\$\.(ajax|get|post)|fetch\("
)
_TEMPLATE = re.compile(r"\{\{|\bv-for=|\bng-repeat=|\bx-for=|\bwx:for=|\{%|<%")
_HOLDS: Final = frozenset((
    "hx-get", "hx-post", "data-hx-get", "data-hx-post", "ic-get-from", "ic-append-from", "data-url", "data-href",
    "data-next", "data-api", "data-src", "data-path", "data-more", "data-load", "data-source", "data-ajax",
    "w3-include-html", "up-href",
))  # fmt: skip
_FILE = re.compile(r"\.(png|jpe?g|gif|svg|webp|ico|css|js|mp[34]|swf|pdf|docx?|xlsx?)(\?|$)", re.I)
_VERSION = re.compile(r"_|t|ts|v|ver|version|r|rand(om)?|time(stamp)?", re.I)
_NUMBER: Final = r"""["']?\s*[:=]\s*["']?(?P<number>\d{1,5})\b(?!\s*[+*.])"""
_ROWS: Final = r"total_?(?:records?|count|rows?|num(?:ber)?|items?)?|records?_?(?:count|total)|row_?count"
_PAGES: Final = r"total_?pages?(?:nums?|count)?|page_?(?:count|total)|count_?pages?"
_TOTAL = re.compile(rf"""["']?\b(?:(?P<rows>{_ROWS})|{_PAGES}){_NUMBER}""", re.I)
_IN_DATA = re.compile(rf"""["']?\b(?:(?P<rows>{_ROWS})|{_PAGES}|pages){_NUMBER}""", re.I)
_PAGES_HELD = re.compile(
    r"(data-)?(total-?pages?|pages?-?(count|total|num|sum)|max-?page|all-?pages?)|data-pages", re.I
)
_ROWS_HELD = re.compile(r":?(data-)?total(-?(rows?|count|num|records?|items?))?", re.I)
_PAGER = re.compile(r"pag(e|er|ing|ination)|fenye", re.I)
_PAGES_SAID = re.compile(r"共\s?([二三四五六七八九十]{1,3})\s?页")
_DIGITS: Final = 5
# An address with the number of a page.
_COUNTED = re.compile(
    r"""["'](/[^"'\s<>]{0,200}[?&](?:page|pn|page_?(?:no|num|index))=[^"'\s<>]{0,40})["']""", re.I
)
_TITLE: Final = 6  # characters
_SCRIPTS: Final = 60
_CODE: Final = 500_000  # characters
_MOST: Final = 20_000
GAP: Final = "*"  # in the address of a request: what only the running script knows
_ITEMS: Final = "li, tr, dd, p, div"
_ENTRY: Final = 80  # characters


def places(region: Region, script: Script) -> Iterator[Sign]:
    """Yield the places of a page that scripts or frames fill, and entries that lead nowhere."""
    yield from frames(region)
    yield from _templates(region)
    yield from _empty(region, script)
    yield from _entries(region)
    yield from _requests(region.page, script)


def addresses(region: Region) -> Iterator[Sign]:
    """Yield the addresses that attributes of elements hold for a script, and script files for the page's number."""
    for node in region.nodes("*"):
        if node.tag in ("img", "iframe", "input", "link", "option", "video", "source", "-text"):
            continue
        for name, value in node.attributes.items():
            held = name in _HOLDS or (name == "src" and "-" in (node.tag or ""))
            if not (held and value and "/" in value) or _FILE.search(value) or _OTHERS.search(value):
                continue
            target = absolute(value, region.base)
            if target and _is_of(region.page, target):
                yield Sign("request", f"its attribute {name} names {value[:80]}", f"{name} {value}", target)
    for node in region.nodes("script[src]"):
        target = absolute(node.attributes.get("src"), region.base)
        counted = [
            value for name, value in parse_qsl(urlsplit(target or "").query) if not _VERSION.fullmatch(name)
        ]
        counts = len(counted) > 1 and all(one.isdecimal() and len(one) < 4 for one in counted)
        if target and counts and max(map(int, counted)) > region.page.number:
            why = "a script file of its own counts its pages"
            yield Sign("step", why, f"script {urlsplit(target).path}", None, region.page.number + 1)


def counts(region: Region) -> Iterator[Sign]:
    """Yield the numbers of pages that attributes of elements hold for a script: `data-pages="5"`."""
    for node in region.nodes("*"):
        for name, value in node.attributes.items():
            number = int(value) if value and value.isdecimal() and len(value) < _DIGITS else 0
            if number > 1 and _PAGES_HELD.fullmatch(name):
                yield Sign("step", f"its attribute {name} is {number}", f"{name} {number}", None, number)
            elif (
                number > 1 and _ROWS_HELD.fullmatch(name) and _PAGER.search(f"{node.tag} {names_above(node)}")
            ):
                yield Sign("rows", f"its attribute {name} is {number}", f"{name} {number}", None, number)
    text = region.page.tree.body.text(deep=True) if region.page.tree.body is not None else ""
    for match in _PAGES_SAID.finditer(text):
        number = int(numerals.parse(match[1]) or 0)
        if number > 1:
            yield Sign("step", f"it says {match[0]}", match[0], None, number)


def totals(page: ListPage, rows: Sequence[LexborNode]) -> Iterator[Sign]:
    """Yield the numbers of rows and pages that the code or the data of a page names, whatever reads them.

    Data may be of other blocks; it counts if it has the title of a row.
    """
    titles = [one for row in rows[:1] if len(one := row.text(deep=True).strip()) >= _TITLE]
    for node in page.tree.css("script")[:_SCRIPTS]:
        code = node.text(deep=True)
        data = "json" in (node.attributes.get("type") or "") or code.lstrip()[:1] in "{["
        if data and not any(one in code for one in titles):
            continue
        for match in _COUNTED.finditer(code[:_CODE]) if data else ():
            if (target := absolute(match[1], page.url)) and _is_of(page, target):
                yield Sign("request", f"its data names {match[1][:80]}", f"data {match[1]}", target)
        for match in (_IN_DATA if data else _TOTAL).finditer(code[:_CODE]):
            number, of_rows = int(match["number"]), match["rows"] is not None
            if 1 < number < _MOST:
                why = f"its data names {match['number']} {'rows' if of_rows else 'pages'}"
                kind: Kind = "rows" if of_rows else "step"
                yield Sign(kind, why, why, None, number)


def _is_of(page: ListPage, target: str) -> bool:
    return urlsplit(target).hostname == urlsplit(page.url).hostname


def frames(region: Region) -> Iterator[Sign]:
    """Yield the frames of the page's own host that are large enough for rows or a pager."""
    for node in (*region.nodes("iframe[src], object[data]"), *region.page.tree.css("frame[src]")):
        source = node.attributes.get("src") or node.attributes.get("data") or ""
        name = f"{source} {node.attributes.get('id') or ''} {node.attributes.get('name') or ''}"
        target = None if _OTHERS.search(name) else absolute(source, region.base)
        style = node.attributes.get("style") or ""
        if target is None or is_hidden(node) or "hidden" in node.attributes or _INVISIBLE.search(style):
            continue
        small = any(_SMALL.fullmatch(node.attributes.get(one) or "") for one in ("width", "height"))
        if not small and _is_of(region.page, target):
            yield Sign("frame", f"its frame {target} was not read", f"frame {target}", target)


def _templates(region: Region) -> Iterator[Sign]:
    for node in region.nodes("ul, ol, table, tbody, div, dl, section, template, script[type]"):
        if node.tag == "script" and not re.search(
            r"html|template|tmpl", node.attributes.get("type") or "", re.I
        ):
            continue
        inside = node.html or ""
        if node.tag not in ("script", "template") and _holds(node, "div, ul, table, dl"):
            continue
        if (
            len(inside) < 4000
            and _TEMPLATE.search(inside)
            and re.search(r"href|title|<a\b|url", inside, re.I)
        ):
            yield Sign(
                "place", "a template for rows was not filled", "template " + re.sub(r"\s", "", inside)[:80]
            )


def _empty(region: Region, script: Script) -> Iterator[Sign]:
    for node in empty_places(region, script):
        named = node.attributes.get("id") or node.attributes.get("class")
        mark = f"empty {node.tag} {node.attributes.get('id')} {node.attributes.get('class')}"
        yield Sign("place", f"a script fills a place beside its rows: {named}", mark)


def empty_places(region: Region, script: Script) -> Iterator[LexborNode]:
    """Yield the elements without content that a script of the page fills, and that may hold rows or parts."""
    for node in region.nodes(_PLACES):
        attributes = node.attributes
        name = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if _FURNITURE.search(name) or is_hidden(node) or node.text(deep=True).strip():
            continue
        if node.css_first(
            "a, img, input, iframe, script, select, button, form, object, embed, canvas, video"
        ):
            continue
        if _is_filled(node, script):
            yield node


def _is_filled(node: LexborNode, script: Script) -> bool:
    """Return whether a script that fills something names an element by its id or class."""
    names = [f"[#\"']{re.escape(node.attributes.get('id') or '')}[\"' ]"] if node.attributes.get("id") else []
    names += [f"\\.{re.escape(one)}[\"' ]" for one in (node.attributes.get("class") or "").split()]
    return any(re.search(name, code) and _FILLS.search(code) for code in script.codes for name in names)


def _entries(region: Region) -> Iterator[Sign]:
    """Yield reports that stand among the rows without an address."""
    if not region.rows:
        return
    tags = {one.tag for row in region.rows[:20] for one in _near(row)}
    for node in region.nodes(_ITEMS):
        if node.tag not in tags or _holds(node, "a, li, tr, dd, p, div, input, button, select, [onclick]"):
            continue
        words = " ".join(node.text(deep=True).split())
        named = re.search(r"(?:19|20)\d\d", words) and len(words) <= _ENTRY and judge(words) == "report"
        if named and not (names_column(words) or names_part(words)):
            yield Sign("row", f"an entry leads nowhere: {words[:40]}", f"row {words}")


def _holds(node: LexborNode, selector: str) -> bool:
    """Return whether an element has one of a kind in it, other than itself."""
    return any(one.mem_id != node.mem_id for one in node.css(selector))


def _near(row: LexborNode) -> Iterator[LexborNode]:
    above = row.parent
    for _ in range(3):
        if above is None:
            return
        yield above
        above = above.parent


def _requests(page: ListPage, script: Script) -> Iterator[Sign]:
    for one in candidates.every(script):
        target = absolute(UNKNOWN.sub(GAP, one.url), page.url)
        if one.worth > 0 and target and _is_of(page, target):
            shown = UNKNOWN.sub("…", one.url)
            path = urlsplit(target).path
            yield Sign("request", f"its scripts name {one.method.upper()} {shown}", f"request {path}", target)
