"""Drop-down lists whose options are the pages of a list, and forms that take a page's number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.lists import forms
from spiders.lists.base import Declared, PageRequest, is_page_name
from spiders.lists.controls import handler_of
from spiders.lists.pagers import handlers
from spiders.lists.pagers.pager import MAX_HANDLER, NUMBER, Pager
from spiders.lists.rows import declared
from spiders.lists.scripts.tokens import tokens

_JUMP = re.compile(r"[第到转].{0,4}页|页码")
_LABEL = re.compile(rf"{NUMBER.pattern}(?:/共?\d{{1,4}}页?)?")


def by_option(pager: Pager) -> PageRequest | None:
    """Follow a drop-down list of pages: an option's address, or what the handler builds from its value."""
    for node in pager.tree.css("select"):
        named = [(o, _number(o)) for o in node.css("option")]
        options = [option for option, label in named if label is not None]
        labels = [label for _, label in named if label is not None]
        if forms.chooses_month(node):
            continue
        if len(labels) < 1 or labels != list(range(labels[0], labels[0] + len(labels))) or labels[0] > 1:
            continue
        handler = node.attributes.get("onchange") or ""
        values = [o.attributes.get("value") or "" for o in options]
        addressed = all(re.search(r"[/.?]", value) for value in values)
        if not (handler or addressed):
            continue
        pager.declared |= Declared(None, len(labels))
        if pager.page.number >= len(labels):
            return None
        value = values[pager.page.number]
        if addressed:
            return pager.request(value)
        scope = {"this.value": value, "value": value, "this.options[this.selectedIndex].value": value}
        code = tokens(handler[:MAX_HANDLER])
        for name, _ in pager.script.calls(code):
            if defined := pager.function(name):
                parameters, body = defined
                number: Any = int(value) if value.isdecimal() else value
                given = {
                    f"{p}{part}": number for p in parameters for part in ("", ".value", ".options[].value")
                }
                bound = pager.script.with_locals(body, given)
                if found := handlers.address_in(pager, body, bound):
                    return found
        if found := handlers.address_in(pager, code, scope):
            return found
        pager.more = f"a drop-down list of {len(labels)} pages: {handler[:120]}"
    return None


def by_field(pager: Pager) -> PageRequest | None:
    """Follow the form 到第…页 of a pager: the next page's number in its one field, sent by its one button."""
    for form in pager.tree.css("form"):
        fields = [
            one
            for one in form.css("input, select, textarea")
            if _kind(one) not in ("hidden", "submit", "image")
        ]
        buttons = form.css("button, input[type='submit' i], input[type='image' i]")
        offered = _numbers(fields)
        fields = fields[:1] if offered else fields
        if len(fields) != 1 or len(buttons) != 1 or handler_of(buttons[0]):
            continue
        name, words = fields[0].attributes.get("name") or "", "".join(form.text(deep=True).split())
        if fields[0].tag == "textarea" or not _JUMP.search(words):
            continue
        runs = handlers.runs_code(pager, buttons[0])  # code may write the number into another field
        if not is_page_name(name) and not (runs and name):
            continue
        pages = declared(pager.tree, pager.script).pages
        if fields[0].tag == "select" and not offered:
            continue
        if offered:
            pages = offered if pages is None else pages
            pager.declared |= Declared(None, offered)
        if pages is not None and pager.page.number >= pages:
            return None
        values = {name: str(pager.page.number + 1)}
        if not runs:
            return forms.with_values(
                pager.script.running, form, pager.base, pager.page.url, buttons[0], values
            )
        found = forms.sent(pager.script.running, pager.base, pager.page.url, buttons[0], values)
        if found is None and (pages or 0) > pager.page.number:
            pager.more = f"a script runs before the form with the page's number submits: {words[:60]}"
        return found
    return None


def _numbers(fields: Sequence[LexborNode]) -> int:
    """Return how many pages a drop-down list, or radio buttons of one name, offer from the first on; otherwise 0."""
    numbers: list[int | None] = []
    if len(fields) == 1 and fields[0].tag == "select":
        numbers = [_number(one) for one in fields[0].css("option") if _number(one) is not None]
    elif {_kind(one) for one in fields} == {"radio"} and len(
        {one.attributes.get("name") for one in fields}
    ) == 1:
        values = [one.attributes.get("value") or "" for one in fields]
        numbers = [int(value) if value.isdecimal() else None for value in values]
    return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0


def _kind(field: LexborNode) -> str:
    return (field.attributes.get("type") or "text").lower()


def _number(option: LexborNode) -> int | None:
    """Return the number of the page that an option names: 3, 第3页, 3/12."""
    match = _LABEL.fullmatch("".join(option.text(deep=True).split())[:16])
    return int(match[1]) if match else None
