"""Links that a page shows only by script: written markup, arrays of records, elements whose click opens an address.

A browser shows them like other links; the source has them in handlers, in strings that a script writes, in arrays
of titles and addresses, in templates and text areas. Comments are ignored, as a browser ignores them.
"""

from __future__ import annotations

import functools
import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.base import with_query
from spiders.lists.controls import handler_of, names_above
from spiders.lists.interfaces import answers, details
from spiders.lists.interfaces.records import links_of
from spiders.lists.links import (
    DATE,
    OPENS_ROW,
    Link,
    absolute,
    anchors,
    base_of,
    scripted_target,
    title_beside,
    tree_of,
)
from spiders.lists.pagers import functions
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN
from spiders.lists.scripts.running.values import plain
from spiders.lists.scripts.tokens import Token, literal, tokens
from spiders.lists.widgets import is_address, is_complete

_STEP = re.compile(r"首页|末页|尾页|(上|下|前|后)一?页|第?\d{1,4}页?|更多|more|[<>«»‹›.…\[\]\s]{1,4}", re.I)
_HOLDERS: Final = (
    "textarea, template, noscript, xmp, script[type*='html'], script[type*='xml'], script[type*='template']"
)
_MORE = re.compile(r"[\[<>(（+]{0,2}(查看|浏览)?(更多|more)(信息|内容)?[.…>»＞)\]）+]{0,3}|>{1,2}|»", re.I)
_HELD = re.compile(r"=[\"']\s*\[\{")  # rows as JSON in an attribute
_MAX_NODES: Final = 4000
_MAX_HANDLER: Final = 500  # characters
_LONG: Final = 8  # characters of a row's title
_MAX_VALUES: Final = 300
_FEW: Final = 3  # rows
_MAX_TEXT: Final = 300  # characters of a clickable row


@functools.lru_cache(maxsize=16)
def page_links(source: str, url: str) -> tuple[Link, ...]:
    """Return all links of a page, those that its scripts show included."""
    tree = tree_of(source)
    found = {link.url: link for link in anchors(source, url)}
    for link in (*links(tree, url, Script(tree, url)), *_under_headings(tree, url)):
        known = found.get(link.url)
        if known is None or _STEP.fullmatch(known.title or "more"):
            found[link.url] = link
    return tuple(found.values())


def _under_headings(tree: LexborHTMLParser, url: str) -> Iterator[Link]:
    """Yield the links 更多 with the heading that they stand beside."""
    base = base_of(tree, url)
    for node in tree.css("a[href]")[:_MAX_NODES]:
        text = "".join(node.text(deep=True).split())
        target = absolute(node.attributes.get("href"), base)
        if target is None or not (_MORE.fullmatch(text) or (not text and "more" in names_above(node))):
            continue
        above = node.parent
        for _ in range(3):
            if above is None or above.tag == "body":
                break
            heading = above.css_first("h1, h2, h3, h4, h5, strong, [class*='tit'], dt, b") or above
            words = (
                "".join(heading.text(deep=True).split()).replace(text, "") if text else heading.text().strip()
            )
            if 2 <= len(words) <= 20:
                yield Link(target, words, words, None)
                break
            above = above.parent


def links(tree: LexborHTMLParser, url: str, script: Script) -> list[Link]:
    """Return the links that scripts show, without those that `anchors` finds and without steps of pagers."""
    base = base_of(tree, url)
    found: dict[str, Link] = {}
    for link in (*_clicked(tree, base, script), *_written(tree, base, script), *_records(tree, url, script)):
        if len(link.title) > 1 and not _STEP.fullmatch(link.title):
            found.setdefault(link.url, link)
    return list(found.values())


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


def undefined(tree: LexborHTMLParser, url: str, script: Script) -> tuple[str, ...]:
    """Return the functions that open a list's rows and that no script of the page defines: `openInfo('7')`."""
    base = base_of(tree, url)
    found: dict[str, int] = {}
    for node in tree.css("[onclick], a[href^='javascript:' i]")[:_MAX_NODES]:
        if len("".join(node.text(deep=True).split())) < _LONG or absolute(node.attributes.get("href"), base):
            continue
        for name, arguments in script.calls(
            tokens(re.sub(r"^\s*javascript:", "", handler_of(node)[:_MAX_HANDLER]))
        ):
            if arguments and functions.is_of_page(name) and not script.function(name.rpartition(".")[2]):
                found[name] = found.get(name, 0) + 1
    return tuple(name for name, count in found.items() if count >= _FEW)


def beside(tree: LexborHTMLParser, url: str) -> list[LexborNode]:
    """Return the links that are rows between rows which a script opens: some rows of a list may have an address."""
    base = base_of(tree, url)
    lists: set[tuple[int, str | None]] = set()
    for node in tree.css("[onclick], a[href^='javascript:' i], [data-href], [data-url]")[:_MAX_NODES]:
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


def markup(shown: Sequence[Link]) -> str:
    """Return links as the rows of a list, so that they can be read like rows of the page."""
    rows = (
        f'<li><a href="{html.escape(link.url)}">{html.escape(link.title)}</a><span>{link.date or ""}</span></li>'
        for link in shown
    )
    return f'<ul class="shown-by-script">{"".join(rows)}</ul>' if shown else ""


# -- clicks --


def _clicked(tree: LexborHTMLParser, base: str, script: Script) -> Iterator[Link]:
    """Yield rows and links whose handler opens an address, and the options of a drop-down list that opens them."""
    for node in tree.css("[onclick], a[href^='javascript:' i], [data-href], [data-url]")[:_MAX_NODES]:
        if node.tag == "a" and absolute(node.attributes.get("href"), base):
            continue
        if node.tag == "a" and absolute(scripted_target(node), base):
            continue
        text = " ".join(node.text(deep=True, separator=" ").split())
        if not 1 < len(text) <= _MAX_TEXT or node.css_first(
            "a[href]:not([href^='javascript']):not([href^='#'])"
        ):
            continue
        target = absolute(scripted_target(node), base) or absolute(opened(handler_of(node), script), base)
        target = target or absolute(_opened_when_run(node, script), base)
        if target:
            yield Link(target, text, _title(node, text), _date(node, text))
    for node in tree.css("select[onchange] option[value]")[:_MAX_NODES]:
        value = node.attributes.get("value") or ""
        target = absolute(value, base) if re.search(r"[/.?]", value) else None
        text = "".join(node.text(deep=True).split())
        if target and text:
            yield Link(target, text, text, None)


def opened(handler: str, script: Script) -> str | None:
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
    # A row may fill a hidden form and post it; servers that read its fields read those of an address, too.
    posted = (
        with_query(action, **fields)
        for action, _, fields in effects.submitted
        if action and any(fields.values())
    )
    return next((one for one in (*effects.opened, *posted) if is_complete(one)), None)


def _address(script: Script, code: Sequence[Token], scope: dict[str, Any]) -> str | None:
    strings = [s for s in script.strings(code, scope) if is_address(s) and not UNKNOWN.search(s)]
    values = [str(v) for v in scope.values() if isinstance(v, str | int) and str(v)]
    if values:  # without the argument in it, the address is not that of one row
        strings = [s for s in strings if any(value in s for value in values)]
    return strings[0] if strings else None


def _title(node: LexborNode, text: str) -> str:
    if OPENS_ROW.fullmatch(text) and (beside := title_beside(node)):
        return beside
    given = " ".join((node.attributes.get("title") or "").split())
    inner = [
        " ".join(part.text(deep=True).split())
        for part in node.css("p, td, h3, h4, h5, b, strong, span, div, dt, dd, em, i")
        if part.mem_id != node.mem_id
    ]
    named = max((part for part in inner if not DATE.fullmatch(part)), key=len, default="")
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


# -- markup in strings --


def _written(tree: LexborHTMLParser, base: str, script: Script) -> Iterator[Link]:
    """Yield the links of markup that scripts write, and of markup kept in elements that a script reads."""
    pieces = [text for text in script.strings() if "<a" in text.lower() and not UNKNOWN.search(text)]
    for node in tree.css(_HOLDERS)[:50]:
        text = node.text(deep=True) or node.html or ""
        if "<a" in text.lower() and "{{" not in text and "<%" not in text:
            pieces.append(re.sub(r"<!\[CDATA\[|\]\]>", "", text))
    for piece in pieces:
        yield from anchors(f"<body>{piece}</body>", base)


# -- values --


def _records(tree: LexborHTMLParser, url: str, script: Script) -> Iterator[Link]:
    """Yield the rows of arrays: of records with title and address, and of titles beside addresses."""
    values: list[Any] = list(script.variables.values())
    for _, arguments in script.written_calls:
        values += arguments
        yield from _entry(arguments, base_of(tree, url))
    if _HELD.search(tree.html or ""):
        held = (value or "" for node in tree.css("*")[:_MAX_NODES] for value in node.attributes.values())
        values += [answers.parse(value) for value in held if value.lstrip()[:2] == "[{"]
    values += [answers.parse(node.text(deep=True)) for node in tree.css("script[type='application/json']")]
    values = [value for value in values if isinstance(value, list | dict)]
    templates = details.templates(tree, tree.html or "", script) if values else ()
    for value in values:
        yield from (found := links_of(value, url))
        yield from answers.by_number(value, len(found), templates, url)
    yield from _side_by_side(script.tokens, base_of(tree, url))


def _entry(arguments: Sequence[Any], base: str) -> Iterator[Link]:
    """Yield the link of a call that adds an entry to a menu or a tree: `d.add(3, 0, '政府工作报告', '/gzbg/')`."""
    texts = [one for one in arguments if isinstance(one, str) and not UNKNOWN.search(one)]
    titles = [one for one in texts if re.fullmatch(r"[^<>/]{0,20}[\u3400-\u9fff]{2,}[^<>/]{0,60}", one)]
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
    return sum(bool(re.search(r"[\u3400-\u9fff]{2}", text)) for text in values.values()) * 2 > len(values)
