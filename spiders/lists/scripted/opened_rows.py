"""Rows that a script opens: elements whose click opens an address, the options of a drop-down list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists import forms
from spiders.lists.base import with_query
from spiders.lists.beside.row_titles import says_nothing, title_beside
from spiders.lists.controls import handler_of
from spiders.lists.links import DATE, Link, absolute, base_of, scripted_target
from spiders.lists.scripted import side_effects
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.tokens import Token, tokens
from spiders.lists.widgets import is_address, is_complete

_CLICKABLE: Final = "[onclick], a[href^='javascript:' i], [data-href], [data-url]"
_HOLDS = re.compile(r"""\sdata-([a-z][a-z0-9-]{0,20})=["'][^"'<>\s]{0,200}[/?.]""")
_OTHER_DATA = re.compile(
    r"src|img|image|pic|bg|background|lazy|original|thumb|cover|video|api|action|ajax|load|next|page|prev|share|icon"
    r"|href|url|template|path|root|base|config"
)
# The address of a page: a path with a number or a digest in it, or with a page's suffix.
_PAGE = re.compile(
    r"(?!\S*\.(?:png|jpe?g|gif|webp|js|css|json|mp4)\b)(?:https?://|\.{0,2}/|(?=[\w-]+[./?]))[\w/.?&=%:~-]*"
    r"(?:\d|\.(?:s?html?|jhtml|jspx?|aspx?|php))[\w/.?&=%:~-]*"
)
_MAX_NAMES: Final = 6
_MAX_NODES: Final = 4000
_MAX_HANDLER: Final = 500  # characters
_LONG: Final = 8  # characters of a row's title
_MAX_TEXT: Final = 300  # characters of a clickable row


def of(tree: LexborHTMLParser, base: str, script: Script) -> Iterator[Link]:
    """Yield rows and links whose handler opens an address, and the options of a drop-down list that opens them."""
    for node, held in (*((one, None) for one in tree.css(_CLICKABLE)[:_MAX_NODES]), *_holding(tree)):
        if node.tag == "a" and absolute(node.attributes.get("href"), base):
            continue
        if node.tag == "a" and absolute(scripted_target(node), base):
            continue
        text = " ".join(node.text(deep=True, separator=" ").split())
        if not 1 < len(text) <= _MAX_TEXT or node.css_first(
            "a[href]:not([href^='javascript']):not([href^='#'])"
        ):
            continue
        target = absolute(held or scripted_target(node), base)
        target = target or absolute(_opened(handler_of(node), script), base)
        target = target or absolute(_opened_when_run(node, script), base)
        if target and side_effects.of_address(target) is None:
            yield Link(target, text, _title(node, text), _date(node, text))
    for form in tree.css("form[action]")[:_MAX_NODES]:
        opens = forms.opened(form, base, base)
        text = (
            " ".join((opens[1].text(deep=True) or opens[1].attributes.get("value") or "").split())
            if opens
            else ""
        )
        if opens and text and side_effects.of_address(opens[0], text) is None:
            yield Link(opens[0], text, text, _date(form, text))
    for node in tree.css("select[onchange] option[value]")[:_MAX_NODES]:
        value = node.attributes.get("value") or ""
        target = absolute(value, base) if re.search(r"[/.?]", value) else None
        text = "".join(node.text(deep=True).split())
        if target and text:
            yield Link(target, text, text, None)


def _holding(tree: LexborHTMLParser) -> Iterator[tuple[LexborNode, str]]:
    """Yield elements that hold the address of a page for a script: `<li data-u="/gzbg/7.html">`, and the address."""
    names = dict.fromkeys(name for name in _HOLDS.findall(tree.html or "") if not _OTHER_DATA.search(name))
    for name in list(names)[:_MAX_NAMES]:
        for node in tree.css(
            f"li[data-{name}], tr[data-{name}], dd[data-{name}], div[data-{name}], p[data-{name}]"
        )[:_MAX_NODES]:
            value = node.attributes.get(f"data-{name}") or ""
            if _PAGE.fullmatch(value):
                yield node, value


def _opened(handler: str, script: Script) -> str | None:
    """Return the address that a handler opens: `show('17')` with `function show(id){ open('/d/' + id + '.html') }`."""
    code = tokens(re.sub(r"^\s*javascript:", "", handler[:_MAX_HANDLER], flags=re.I))
    for name, arguments in script.calls(code):
        if defined := script.function(name.rpartition(".")[2]):
            parameters, body = defined
            bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
            if found := _address(script, body, bound):
                return found
    return _address(script, code, {})


def _opened_when_run(node: LexborNode, script: Script) -> str | None:
    """Return the address that a click on a row opens, where the code alone does not show it."""
    handler = handler_of(node)
    called = [name for name, arguments in script.calls(tokens(handler[:_MAX_HANDLER])) if arguments]
    if not any(script.function(name.rpartition(".")[2]) for name in called):
        return None
    effects, _ = script.running.clicked(node, handler)
    # A row may fill a hidden form and post it; servers that read its fields read those of an address, too. A postback
    # is none of them (spiders.lists.scripted.posted_rows).
    posted = (
        with_query(action, **fields)
        for action, _, fields in effects.submitted
        if action and any(fields.values()) and "__EVENTTARGET" not in fields
    )
    return next((one for one in (*effects.opened, *posted) if is_complete(one)), None)


def _address(script: Script, code: Sequence[Token], scope: dict[str, Any]) -> str | None:
    strings = [s for s in script.strings(code, scope) if is_address(s) and not UNKNOWN.search(s)]
    values = [str(v) for v in scope.values() if isinstance(v, str | int) and str(v)]
    if values:  # without the argument in it, the address is not that of one row
        strings = [s for s in strings if any(value in s for value in values)]
    return strings[0] if strings else None


def _title(node: LexborNode, text: str) -> str:
    if says_nothing(text) and (beside := title_beside(node)):
        return beside
    given = " ".join((node.attributes.get("title") or "").split())
    inner = [
        " ".join(part.text(deep=True).split())
        for part in node.css("p, td, h3, h4, h5, b, strong, span, div, dt, dd, em, i")
        if part.mem_id != node.mem_id
    ]
    # A date that a script could not make is a placeholder, longer than many a title.
    named = max(
        (one for one in inner if not DATE.fullmatch(one) and not UNKNOWN.search(one)), key=len, default=""
    )
    return max(given, named or text, key=len) if named or given else text


def _date(node: LexborNode, text: str) -> str | None:
    if match := DATE.search(text):
        return match[0]
    row = node.parent
    beside = (
        row.text(deep=True)
        if row is not None and row.tag not in ("ul", "ol", "tbody", "table", "body")
        else ""
    )
    match = DATE.search(beside) if len(beside) <= _MAX_TEXT else None
    return match[0] if match else None


def beside(tree: LexborHTMLParser, url: str) -> list[LexborNode]:
    """Return the links that are rows between rows which a script opens: some rows of a list may have an address."""
    base = base_of(tree, url)
    lists: set[tuple[int, str | None]] = set()
    for node in tree.css(_CLICKABLE)[:_MAX_NODES]:
        row: LexborNode | None = node
        while row is not None and row.tag not in ("li", "tr", "dl", "dd", "p", "div"):
            row = row.parent
        by_script = (
            absolute(node.attributes.get("href"), base) is None and len(node.text(deep=True).strip()) >= _LONG
        )
        if by_script and row is not None and row.parent is not None:
            lists.add((row.parent.mem_id, row.tag))
    found: dict[int, LexborNode] = {}
    for node in tree.css("a[href]")[:_MAX_NODES] if lists else ():
        row = node
        for _ in range(4):
            if row is None or row.parent is None:
                break
            if (row.parent.mem_id, row.tag) in lists:
                if absolute(node.attributes.get("href"), base):
                    found.setdefault(row.mem_id, node)
                break
            row = row.parent
    return list(found.values())
