"""The fields of a form, as a browser submits them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from selectolax.lexbor import LexborNode

from spiders.lists.scripts.running.values import text_of


def fields_of(form: LexborNode) -> dict[str, str]:
    """Return the fields that a browser posts with a form, without those of its submit buttons."""
    found: dict[str, str] = {}
    for node in form.css("input[name], select[name], textarea[name]"):
        kind = (node.attributes.get("type") or "text").lower()
        name = node.attributes.get("name") or ""
        if not name or kind in ("submit", "button", "image", "reset", "file"):
            continue
        if kind in ("checkbox", "radio") and "checked" not in node.attributes:
            continue
        if node.tag == "select":
            chosen = node.css_first("option[selected]") or node.css_first("option")
            found[name] = value_of(chosen) if chosen else ""
        else:
            found[name] = node.attributes.get("value") or ""
    return found


def value_of(option: LexborNode) -> str:
    """Return the value of an option of a drop-down list: its text, if it has no other."""
    value = option.attributes.get("value")
    return " ".join(option.text(deep=True).split()) if value is None else value


def is_submitting(node: LexborNode) -> bool:
    """Return whether an element is a button that submits its form."""
    kind = (node.attributes.get("type") or ("submit" if node.tag == "button" else "text")).lower()
    return node.tag in ("input", "button") and kind in ("submit", "image")


def form_of(node: LexborNode) -> LexborNode | None:
    """Return the form of a button or a field: the one that its attribute names (HTML, 4.10.18.3), or the one around."""
    if own := node.attributes.get("form"):
        named = (one for one in node.parser.css("form") if one.attributes.get("id") == own)
        if (form := next(named, None)) is not None:
            return form
    above = node.parent
    while above is not None and above.tag != "form":
        above = above.parent
    return above


def pressed(button: LexborNode) -> dict[str, str]:
    """Return the fields that a submit button adds to its form: its name and value, or where its picture was clicked."""
    name = button.attributes.get("name")
    if (button.attributes.get("type") or "").lower() == "image":
        before = f"{name}." if name else ""
        return {f"{before}x": "5", f"{before}y": "5"}
    return {name: button.attributes.get("value") or ""} if name else {}


def fields_now(
    form: LexborNode, values: Mapping[tuple[int, str], Any], added: Iterable[LexborNode]
) -> dict[str, str]:
    """Return the fields of a form with the values that scripts have changed, and those that they have added."""
    found = fields_of(form)
    for field in (*form.css("[name]"), *added):
        name = text_of(values.get((field.mem_id, "name"), field.attributes.get("name") or ""))
        changed = values.get(
            (field.mem_id, "value"), None if name in found else field.attributes.get("value")
        )
        if name and changed is not None:
            found[name] = text_of(changed)
    return found
