"""Controls of a pager: the request that one makes, by its attributes, its handler and the functions that this calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists import forms, widgets
from spiders.lists.base import PageRequest, is_page_name, with_query
from spiders.lists.controls import handler_of
from spiders.lists.pagers.pager import MAX_HANDLER, Pager
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.partial_values import UNKNOWN, is_incomplete
from spiders.lists.scripts.running.dom.fields import form_of, is_submitting
from spiders.lists.scripts.tokens import Token, tokens
from spiders.lists.widgets import is_address

_SHOWS_MESSAGE = re.compile(
    r"msg|alert|message|toast|tips?\b|warn|info|notice|confirm|swal|dialog|hint", re.I
)
_NO_MORE = re.compile(
    r"最后|末页|尾页|[没无]有?(更多|下一?页|后一?页|数据|内容|信息)|到底|last page|no more", re.I
)
_CALLED = re.compile(r"\s*(?:javascript:)?\s*(?:return\s)?\s*([A-Za-z_$][\w$]*)\s*\(", re.I)
_MAX_CALLS: Final = 3  # depth of functions that call each other


def request_of(pager: Pager, node: LexborNode) -> PageRequest | None:
    """Return the request that an element's handler makes: an address, literal or built, or a posted form."""
    attributes = node.attributes
    for name in ("tagname", "data-href", "data-url", "data-link", "data-src", "url", "data-page-url"):
        value = attributes.get(name) or ""
        if re.search(r"[/?.]", value) and (found := pager.request(value)):
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
        if value.isdecimal() and (found := _numbered(pager, value)):
            return found
    if found := _by_parameters(pager, node):
        return found
    handler = handler_of(node)
    if handler:
        return None if says_no_more(pager.script, node, handler) else _run(pager, handler, node)
    if is_submitting(node) and runs_code(pager, node):
        return forms.sent(pager.script.running, pager.base, pager.page.url, node, {})
    return forms.pressed(pager.tree, pager.base, pager.page.url, node)


def runs_code(pager: Pager, button: LexborNode) -> bool:
    """Return whether a script has bound a handler to a button, or its form has code: it may change a field first."""
    return pager.script.running.has_handler(button) or pager.script.running.checks(button)


def _numbered(pager: Pager, value: str) -> PageRequest | None:
    """Return the request for a page known only by its number, using the page's own address or a script."""
    query = urlsplit(pager.page.url).query
    for name in re.findall(r"(?:^|&)(\w+)=\d{1,5}(?=&|$)", query):
        if is_page_name(name):
            return PageRequest(with_query(pager.page.url, **{name: value}))
    for template in widgets.templates(pager.script):
        return pager.request(UNKNOWN.sub(value, template))
    return None


def _by_parameters(pager: Pager, node: LexborNode) -> PageRequest | None:
    """Return the page's own address with the parameters that a control holds: `?ml=9&ks=0`, `data-ml=9 data-ks=12`."""
    own = dict(parse_qsl(urlsplit(pager.page.url).query))
    held = {
        name: node.attributes.get(f"data-{name}") or "" for name in own if node.attributes.get(f"data-{name}")
    }
    changed = {name for name, value in held.items() if value != own[name]}
    return PageRequest(with_query(pager.page.url, **held)) if len(held) > 1 and len(changed) == 1 else None


def says_no_more(script: Script, node: LexborNode, handler: str) -> bool:
    """Return whether a click only shows a message, or is known to do nothing: there is no further page.

    It is known if a function of the page has decided it by values of the page: `if (at < files.length - 1) open(…)`.
    """
    form = form_of(node) if is_submitting(node) else None
    code = f"{handler}{form.attributes.get('onsubmit') or ''}" if form is not None else handler
    if not (code or script.running.has_handler(node)):
        return False
    effects, made = script.running.clicked(node, handler)
    calls = [one for one in made if not _is_message(*one)]
    if effects.opened or effects.submitted or calls:
        return False
    if effects.said or len(calls) < len(made):
        return not effects.unsure
    named = _CALLED.match(handler)
    idle = not (effects.unsure or effects.changed or effects.written or effects.added)
    return idle and named is not None and script.function(named[1]) is not None


def _is_message(name: str, arguments: Sequence[Any]) -> bool:
    """Return whether a call of a library shows that there is no further page: `layer.msg('已经是最后一页')`."""
    words = [one for one in arguments if isinstance(one, str)]
    return _SHOWS_MESSAGE.search(name) is not None and any(map(_NO_MORE.search, words))


def _run(pager: Pager, handler: str, node: LexborNode) -> PageRequest | None:
    """Return the request that a handler makes, read from its code and from the function that it calls."""
    code = tokens(re.sub(r"^\s*javascript:", "", handler[:MAX_HANDLER], flags=re.I))
    scope = {"this.value": str(pager.page.number + 1), "value": str(pager.page.number + 1)}
    return _execute(pager, code, scope, node, 0) or address_in(pager, code, scope)


def _execute(
    pager: Pager, code: Sequence[Token], scope: dict[str, Any], node: LexborNode, depth: int
) -> PageRequest | None:
    """Return the request that the functions make which an element's code calls, and those that they call."""
    for name, arguments in pager.script.calls(code, scope):
        plain = name.rpartition(".")[2]
        if "postback" in plain.lower() and arguments and not is_incomplete(arguments[0]):
            return forms.posted_back(pager.tree, pager.base, pager.page.url, arguments, node)
        for argument in arguments:
            known = isinstance(argument, str) and is_address(argument) and not UNKNOWN.search(argument)
            if known and (found := pager.request(argument)):
                return found
        defined = pager.function(name) if depth == 0 or "." not in name else None
        if defined is None:
            continue
        parameters, body = defined
        bound = {p: a for p, a in zip(parameters, arguments, strict=False) if a is not None}
        bound = pager.script.with_locals(body, bound)
        if found := forms.submitted(pager.tree, pager.base, pager.page.url, pager.script, body, bound):
            return found
        if found := address_in(pager, body, bound):
            return found
        if depth < _MAX_CALLS and (found := _execute(pager, body, bound, node, depth + 1)):
            return found
    return None


def address_in(pager: Pager, code: Sequence[Token], scope: dict[str, Any]) -> PageRequest | None:
    """Return the address among the strings that code builds; one with the page number is preferred."""
    wanted = [str(v) for v in scope.values() if isinstance(v, int) or (isinstance(v, str) and v.isdecimal())]
    built = [*pager.script.strings(code, scope), *(one for one in scope.values() if isinstance(one, str))]
    strings = [one for one in built if is_address(one) and not UNKNOWN.search(one)]
    strings.sort(key=lambda s: not any(re.search(rf"(?<!\d){n}(?!\d)", s) for n in wanted))
    here = {pager.page.url, pager.page.start}
    found = [one for s in strings if (one := pager.request(s))]
    return next((one for one in found if one.url not in here), found[0] if found else None)
