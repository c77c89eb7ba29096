"""A column that is a search form: submitted without a word to search for, it shows all of its rows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

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
# What people fill in or take part in: such a form is never sent, even to look.
_ASKS_PEOPLE: Final = re.compile(
    r"验证码|密码|姓名|手机|电话|邮箱|身份证|编号|查询码|受理|账号|帐号|账户|用户|会员|登录|登陆|注册|申请|申报|办件|信件|来信|证件|投票|投诉|调查问卷"
    r"|满意度|订阅|评论|留言|咨询|举报|预约|报名|captcha|verif|vcode|yzm|passw|mobile|phone|e-?mail|account|login|logon"
    r"|sign[-_]?(in|up)|regist|denglu|zhuce|user|member|vote|voting|toupiao|ysq|shenqing|apply|subscri|dingyue|comment"
    r"|pinglun|liuyan|feedback|survey|diaocha|(?<![a-z])(poll|hit|log|add|save|del|delete|update|insert|submit)(?![a-z])",
    re.I,
)
# The names and words of fields that search by title.
_WORD = re.compile(
    r"kw|key|word|title|(^|[\s_])(q|bt|so)($|[\s_])|search|query|biaoti|标题|题名|关键|名称|主题|搜索|检索|查询全部",
    re.I,
)
_UNASKED: Final = ("hidden", "submit", "image", "button", "reset")
_CHOICES: Final = ("radio", "checkbox")
_LINE: Final = 60  # characters of the line above a form
_MOST: Final = 6  # fields that a person fills in or chooses from


def of(page: ListPage) -> PageRequest | None:
    """Return the request that the only search form of a page without rows makes, its text fields left empty.

    A form with a password, a captcha, a file, a long text or a required word is none, nor is the site's own search in
    the head or foot of the page, nor one of a login, an application or a vote. One that is posted to another path than
    the page's has only fields that search by title.
    """
    title = page.tree.css_first("title")
    if _asks_people(urlsplit(page.url).path, title.text(deep=True) if title else ""):
        return None
    base = base_of(page.tree, page.url)
    found = [
        (form, button)
        for form in page.tree.css("form")
        if not _is_around(form) and (button := button_of(form)) is not None and _is_search(form)
    ]
    if len(found) != 1 or asks_people(*found[0]):
        return None
    request = forms.without_words(found[0][0], base, page.url, found[0][1])
    if request is None or side_effects.of_address(request.url) or _asks_people(urlsplit(request.url).path):
        return None
    own = request.body is None or urlsplit(request.url)[1:3] == urlsplit(page.url)[1:3]
    return replace(request, searched=True) if own or _searches_titles(found[0][0]) else None


def _asks_people(*words: str) -> bool:
    """Return whether addresses, names or words belong to what people fill in: a login, an application, a vote."""
    return any(_ASKS_PEOPLE.search("".join(one.split())) for one in words)


def is_of_column(form: LexborNode, action: str, url: str) -> bool:
    """Return whether a form may show rows of its page's column: not the site's search in the head or foot.

    It leads to the page's own path, or names its column in a hidden field.
    """
    own = urlsplit(action)[1:3] == urlsplit(url)[1:3]
    return not _is_around(form) and (own or _is_search(form))


def asks_people(form: LexborNode, button: LexborNode) -> bool:
    """Return whether the words of a form, or the line above it, say that people fill it in."""
    attributes = form.attributes
    words = [form.text(deep=True), _label(button), attributes.get("action") or ""]
    words += [attributes.get(name) or "" for name in ("id", "name", "class")]
    for node in form.css("input, select, textarea"):
        value = node.attributes.get("value") or ""
        words += [_said(node)] if _kind(node) not in _UNASKED else [value] if value.isalpha() else []
    before = form.prev
    while before is not None and not before.text(deep=True).strip():
        before = before.prev
    above = before.text(deep=True).strip() if before is not None else ""
    return _asks_people(*words, above if len(above) < _LINE else "")


def _said(node: LexborNode) -> str:
    return " ".join(node.attributes.get(name) or "" for name in ("name", "id", "placeholder", "title"))


def _searches_titles(form: LexborNode) -> bool:
    """Return whether all fields that people fill in search by title; a choice of one is none."""
    fields = [node for node in form.css("input, select") if _kind(node) not in _UNASKED]
    texts = [node for node in fields if node.tag == "input"]
    return bool(texts) and all(_WORD.search(_said(node)) and _kind(node) not in _CHOICES for node in texts)


def _kind(node: LexborNode) -> str:
    return (node.attributes.get("type") or "text").lower()


def button_of(form: LexborNode) -> LexborNode | None:
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
        kind = _kind(node)
        hidden += kind == "hidden" and bool(attributes.get("name"))
        if kind == "hidden":
            continue
        if kind in ("password", "file") or node.tag == "textarea" or "required" in attributes:
            return False
        asked += kind not in _UNASKED
    return hidden > 0 and 0 < asked <= _MOST and "onsubmit" not in form.attributes


def _is_around(form: LexborNode) -> bool:
    above: LexborNode | None = form
    while above is not None and above.tag not in ("body", "html"):
        named = f"{above.attributes.get('class') or ''} {above.attributes.get('id') or ''}"
        if above.tag in ("header", "footer", "nav", "aside") or _AROUND.search(named):
            return True
        above = above.parent
    return False
