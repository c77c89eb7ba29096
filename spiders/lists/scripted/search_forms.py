"""A column that is a search form: submitted without a word to search for, it shows all of its rows."""

from __future__ import annotations

import re
from typing import Final

from selectolax.lexbor import LexborNode

from spiders.lists import forms
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.links import base_of
from spiders.lists.scripted import side_effects

_SEARCHES = re.compile(
    r"(信息|高级|立即|点击)?(查询|搜索|检索|查找|筛选|查看|浏览|显示)(全部|所有|信息|结果)?|search|query|go",
    re.I,
)
# The parts around the column, which each page of the site has.
_AROUND = re.compile(
    r"(^|[\s_-])(head(er)?|top(bar)?|nav(bar)?|menu|foot(er)?|banner|logo|toolbar)([\s_-]|$)", re.I
)
_ASKS_PEOPLE = re.compile(
    r"验证码|captcha|verif|vcode|yzm|密码|姓名|手机|电话|邮箱|身份证|password|mobile|phone|e-?mail", re.I
)
_MOST: Final = 6  # fields that a person fills in or chooses from


def of(page: ListPage) -> PageRequest | None:
    """Return the request that the only search form of a page without rows makes, its text fields left empty.

    A form with a password, a captcha, a file, a long text or a required word is none, nor is the site's own search in
    the head or foot of the page.
    """
    base = base_of(page.tree, page.url)
    found = [
        (form, button)
        for form in page.tree.css("form")
        if not _is_around(form) and (button := _button(form)) is not None and _is_search(form)
    ]
    return forms.without_words(found[0][0], base, page.url, found[0][1]) if len(found) == 1 else None


def _button(form: LexborNode) -> LexborNode | None:
    """Return the one button that submits a search."""
    buttons = [
        node
        for node in form.css("button, input[type='submit' i], input[type='image' i]")
        if (node.attributes.get("type") or "submit").lower() != "button"
    ]
    label = _label(buttons[0]) if len(buttons) == 1 else ""
    named = (buttons[0].attributes.get("name") or "") if buttons else ""
    return buttons[0] if _SEARCHES.fullmatch(label) and not side_effects.of(named, "", label) else None


def _label(button: LexborNode) -> str:
    attributes = button.attributes
    words = (
        button.text(deep=True)
        if button.tag == "button"
        else attributes.get("value") or attributes.get("alt") or ""
    )
    return "".join(words.split())


def _is_search(form: LexborNode) -> bool:
    """Return whether a form asks for nothing that a person must give, and names its column in a hidden field."""
    asked = 0
    hidden = 0
    for node in form.css("input, select, textarea"):
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower()
        said = " ".join(attributes.get(name) or "" for name in ("name", "id", "placeholder", "title"))
        hidden += kind == "hidden"
        if kind == "hidden":
            continue
        if (
            kind in ("password", "file")
            or node.tag == "textarea"
            or _ASKS_PEOPLE.search(said)
            or "required" in attributes
        ):
            return False
        asked += kind not in ("hidden", "submit", "image", "button", "reset")
    return hidden > 0 and 0 < asked <= _MOST and "onsubmit" not in form.attributes


def _is_around(form: LexborNode) -> bool:
    above: LexborNode | None = form
    while above is not None and above.tag not in ("body", "html"):
        named = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if above.tag in ("header", "footer", "nav", "aside") or _AROUND.search(named):
            return True
        above = above.parent
    return False
