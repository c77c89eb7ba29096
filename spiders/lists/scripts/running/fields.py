"""The fields of a form, as a browser submits them."""

from __future__ import annotations

from selectolax.lexbor import LexborNode


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
            found[name] = (chosen.attributes.get("value") or "") if chosen else ""
        else:
            found[name] = node.attributes.get("value") or ""
    return found
