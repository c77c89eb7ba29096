"""List pages fetched by submitting a form: ASP.NET's `__doPostBack`, functions that set a field and submit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists import widgets
from spiders.lists.base import FORM, PageRequest, with_query
from spiders.lists.controls import handler_of
from spiders.lists.links import absolute
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.dom.fields import fields_of, form_of, is_submitting, value_of
from spiders.lists.scripts.running.dom.fields import pressed as button_fields
from spiders.lists.scripts.running.page import RunningPage
from spiders.lists.scripts.tokens import Token

# Hidden fields by which a server recognises its own form; another value on each page that it sends.
_TOKEN = re.compile(
    r"_*(csrf|xsrf)[\w-]*|[\w-]*(csrf|xsrf)[_-]?token|_*(form|post|page|security|access|submit)?[_-]?token|_*nonce"
    r"|authenticity_token|__RequestVerificationToken|formhash|form_build_id",
    re.I,
)
_YEARS = re.compile(r"(?:19|20)\d\d年?")
MONTH = re.compile(r"(?:0?[1-9]|1[0-2])月?份?")
_TWELVE: Final = 12  # months
_FEW: Final = 2  # years


def posted_back(
    tree: LexborHTMLParser, base: str, url: str, arguments: Sequence[Any], node: LexborNode
) -> PageRequest | None:
    """Build the request of ASP.NET's postback by an element: all fields of the form, the event's target and argument.

    None if the element stands in no form that is posted and the page has none of ASP.NET.
    """
    strings = [str(a) for a in arguments if isinstance(a, str | int)]
    form = form_of(node)
    if form is None or (form.attributes.get("method") or "").lower() != "post":
        form = _with_state(tree)
    if form is None or not strings:
        return None
    fields = fields_of(form)
    fields["__EVENTTARGET"], fields["__EVENTARGUMENT"] = strings[0], strings[1] if len(strings) > 1 else ""
    return _request(form, base, url, fields, "post")


def _with_state(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the form that ASP.NET's `__doPostBack` submits, wherever the element stands: a page has one."""
    return next((form for form in tree.css("form") if form.css_first("[name='__VIEWSTATE']")), None)


def pressed(tree: LexborHTMLParser, base: str, url: str, button: LexborNode) -> PageRequest | None:
    """Build the request of a submit button: all fields of its form, and the button itself if it has a name.

    A button without a name must have the form for itself: `<form><input type=hidden name=p value=3>下一页</form>`.
    """
    if not is_submitting(button):
        return None
    given, form = button.attributes, form_of(button)
    if not given.get("name"):
        return _request(form, base, url, fields_of(form), _method(form)) if form and _is_own(form) else None
    form = form or tree.css_first("form")
    if form is None:
        return None
    method, action = given.get("formmethod") or _method(form), given.get("formaction")
    return _request(form, base, url, fields_of(form) | button_fields(button), method, action)


def opened(form: LexborNode, base: str, url: str) -> tuple[str, LexborNode] | None:
    """Return the address that a form's one button opens, and the button; None for a form that posts or asks."""
    if not _is_own(form) or _method(form).lower() == "post":
        return None
    button = form.css_first("button, input[type='submit' i]")
    request = without_words(form, base, url, button) if button is not None else None
    return (request.url, button) if request is not None and button is not None else None


def sent(
    running: RunningPage, base: str, url: str, button: LexborNode, values: Mapping[str, str]
) -> PageRequest | None:
    """Build the request that a button makes, of a form with code of its own, once a person has filled some fields.

    None if the code prevents it, only shows a message, or is not understood.
    """
    effects, _ = running.sent(button, handler_of(button), values)
    for address in effects.opened:
        if widgets.is_complete(address) and (target := absolute(address, base)):
            return PageRequest(target)
    for action, method, fields in effects.submitted:
        return _built(base, url, fields, method, action)
    return None


def with_values(
    running: RunningPage, form: LexborNode, base: str, url: str, button: LexborNode, values: Mapping[str, str]
) -> PageRequest | None:
    """Build the request of a form in which a person has filled some fields and pressed the button.

    Code of the form that is not understood is taken for a check of what was filled in.
    """
    if running.checks(button) and (made := sent(running, base, url, button, values)):
        return made
    fields = fields_of(form) | dict(values)
    if named := button.attributes.get("name"):
        fields[named] = button.attributes.get("value") or ""
    return _request(form, base, url, fields, _method(form))


def without_words(form: LexborNode, base: str, url: str, button: LexborNode) -> PageRequest | None:
    """Build the request of a search form as it stands: its hidden fields, chosen options and empty text fields."""
    fields = fields_of(form)
    if name := button.attributes.get("name"):
        fields[name] = button.attributes.get("value") or ""
    return _request(form, base, url, fields, _method(form))


def _is_own(form: LexborNode) -> bool:
    """Return whether a form has one button, and else only hidden fields, so that it is for being sent."""
    fields = form.css("input, select, textarea, button")
    kinds = [
        (one.attributes.get("type") or ("submit" if one.tag == "button" else "text")).lower()
        for one in fields
    ]
    return (
        "onsubmit" not in form.attributes and {*kinds} <= {"hidden", "submit"} and kinds.count("submit") == 1
    )


def _method(form: LexborNode) -> str:
    return form.attributes.get("method") or "get"


def chosen(base: str, url: str, select: LexborNode, value: str) -> PageRequest | None:
    """Build the request of a form with a drop-down list and a button, once an option is chosen.

    None unless the form leads to the list's own script: a search of the whole site is no list.
    """
    form, name = form_of(select), select.attributes.get("name")
    if form is None or not name or not _has_button(form):
        return None
    request = _request(
        form, base, url, {**fields_of(form), name: value}, form.attributes.get("method") or "get"
    )
    same = request is not None and urlsplit(request.url)[1:3] == urlsplit(url)[1:3]
    return request if same else None


def _has_button(form: LexborNode) -> bool:
    return (
        form.css_first("input[type='submit' i], input[type='image' i], button:not([type='button'])")
        is not None
    )


def submitted(
    tree: LexborHTMLParser,
    base: str,
    url: str,
    script: Script,
    body: Sequence[Token],
    bound: Mapping[str, Any],
) -> PageRequest | None:
    """Build the request of a function that writes a number into a form's field and submits the form."""
    words = [text for _, text in body]
    form = _meant(tree, words) if "submit" in words else None
    if form is None:
        return None
    fields = fields_of(form)
    changed = False
    for name, at in _settings(words):
        value, _ = script.expression(body, at, bound)
        key = name if name in fields else _name_of(form, name)
        if key and isinstance(value, str | int):
            fields[key], changed = str(value), True
    return _request(form, base, url, fields, _method(form)) if changed else None


def _meant(tree: LexborHTMLParser, words: Sequence[str]) -> LexborNode | None:
    """Return the form that a piece of code names, or else the page's first."""
    for form in tree.css("form"):
        names = {form.attributes.get("name"), form.attributes.get("id")} - {None, ""}
        if any(re.sub(r"\W", "", word) in names for word in words):
            return form
    return tree.css_first("form")


def _settings(words: Sequence[str]) -> list[tuple[str, int]]:
    """Return the fields that a piece of code sets: their names and where their values begin.

    `document.form1.page.value = n`, `document.getElementById('page').value = n`, `$('#page').val(n)`.
    """
    found = []
    for at in range(1, len(words) - 3):
        if words[at] != "." or words[at + 1 : at + 3] not in (["value", "="], ["val", "("]):
            continue
        named = words[at - 1] if words[at - 1] != ")" else words[at - 2]
        by_name = re.search(r"\[name=[\"'\\]*([\w.$-]+)", named)
        found.append((by_name[1] if by_name else re.sub(r"\W", "", named), at + 3))
    return found


def _name_of(form: LexborNode, element: str) -> str | None:
    node = form.css_first(f"[id='{element}']") if re.fullmatch(r"[\w-]+", element) else None
    return node.attributes.get("name") if node else None


def _request(
    form: LexborNode, base: str, url: str, fields: Mapping[str, str], method: str, given: str | None = None
) -> PageRequest | None:
    """Build a form's request; `given`: the address that its button names instead of the form's."""
    return _built(base, url, fields, method, given or form.attributes.get("action") or "")


def _built(base: str, url: str, fields: Mapping[str, str], method: str, given: str) -> PageRequest | None:
    action = absolute(given or url, base)
    if action is None:
        return None
    if method.lower() != "post":
        return PageRequest(with_query(action, **fields))
    named = {name: value for name, value in fields.items() if not _TOKEN.fullmatch(name)}
    changes = len(named) < len(fields) and "__EVENTTARGET" not in fields
    identity = f"{action}\n{urlencode(named)}" if changes else ""
    return PageRequest(action, urlencode(fields), FORM, identity=identity)


def months_of(form: LexborNode) -> tuple[str, dict[str, str], str, dict[str, str]] | None:
    """Return the drop-down lists of a form for the year and for the month: name, and values with their words, of each.

    None for a form in which something else is chosen or typed, too.
    """
    years, months = [], []
    for node in form.css("select, input, textarea"):
        kind = (node.attributes.get("type") or "text").lower()
        if node.tag != "select":
            if node.tag == "textarea" or kind not in ("hidden", "submit", "image", "button", "reset"):
                return None
            continue
        options = {value_of(one): "".join(one.text(deep=True).split()) for one in node.css("option")}
        name = node.attributes.get("name") or ""
        if sum(map(bool, map(_YEARS.fullmatch, options.values()))) >= _FEW:
            years.append((name, {value: word for value, word in options.items() if _YEARS.fullmatch(word)}))
        elif len([word for word in options.values() if MONTH.fullmatch(word)]) == _TWELVE:
            months.append((name, options))
        else:
            return None
    if len(years) != 1 or len(months) != 1 or not (years[0][0] and months[0][0]):
        return None
    return (*years[0], *months[0])


def chooses_month(select: LexborNode) -> bool:
    """Return whether a drop-down list is that for the month, beside the one for the year: its numbers are no pages."""
    form = form_of(select)
    chosen = months_of(form) if form is not None else None
    return chosen is not None and select.attributes.get("name") == chosen[2]
