"""Choose the control by which a person would reach the next page of a rendered list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from spiders.lists.controls import adds_rows, is_disabled, is_next, is_unfolding
from spiders.lists.links import tree_of
from spiders.lists.scripted.row_controls import RowControls

Kind = Literal["click", "select", "scroll"]

_MORE = re.compile(
    r"(点击|点此|向下)?(加载|查看|显示|浏览|展开|获取)?(更多|下一批)(内容|信息|数据|文章|记录)?[.…>»+↓∨]{0,3}|(load|show)\s?more",
    re.I,
)
# 后10条, 下一批: the next rows without the word page.
_STEP = re.compile(r"[后下]([\d一二三四五六七八九十]{1,3}[条篇项则]|一[批组])[>›»]{0,2}|older( posts)?", re.I)
_SYMBOL = re.compile(r"[>›»▶→]{1,2}")
_NUMBER = re.compile(r"[\[(（第]?(\d{1,4})[\])）页]?")
_SERIES = re.compile(r"[\s\d\[\]()（）|·…./<>«»‹›共第上下首末尾前后一页条项]{3,}")
_NEXT_CLASS = re.compile(r"(^|[-_])next($|[-_])", re.I)
_PAGER_CLASS = re.compile(r"pag(e|er|ing|ination)|fenye|turn", re.I)
# Controls of pictures and calendars are called next, too.
_OTHERS = re.compile(r"swiper|slick|carousel|slide|banner|calendar|date-?pick|lightbox|owl-|gallery", re.I)
_NO_ADDRESS: Final = "http://page.invalid/"  # the links of a rendered page are absolute
_LEVELS: Final = 4  # ancestors that belong to a control's surroundings


@dataclass(frozen=True, slots=True)
class Control:
    """A control: its number in the page (data-n), how it is used, its name for people; `option` of a drop-down list."""

    number: int
    kind: Kind
    name: str
    option: int = 0


SCROLL: Final = Control(-1, "scroll", "scrolling down")


def choose(html: str, page: int) -> Control | str:
    """Return the control that leads from a list's page to the next one, or why there is none.

    In this order: a control called 下一页 or next, the number of the next page, a drop-down list of numbers, a button
    for more rows, and scrolling down where there is none of them.
    """
    tree = tree_of(html)
    nodes = [node for node in tree.css("[data-n]") if not _is_of_others(node)]
    following = [node for node in nodes if _is_called_next(node)]
    usable = [node for node in following if not _is_unusable(node)]
    if usable:
        return _control(_innermost(usable))
    if following:
        return f"the control {_name(following[0])} is disabled"
    numbers = [
        node for node in nodes if _number(node) is not None and (clickable(node) or _is_in_series(node))
    ]
    for node in numbers:
        if _number(node) == page + 1 and not _is_unusable(node) and _stands_among(node, page):
            return _control(node)
    if selected := _selection(tree, page):
        return selected
    controls = RowControls(tree, _NO_ADDRESS)
    for node in nodes:
        if (
            (_MORE.fullmatch(_text(node)) or adds_rows(_text(node)))
            and not _leads_elsewhere(node)
            and not _is_unusable(node)
            and controls.has(node)
        ):
            return _control(node)
    if any(_number(node) == page and _stands_among(node, page - 1) for node in numbers) and page > 1:
        return f"there is no number after {page}"
    return SCROLL


def unfolding(html: str) -> Control | None:
    """Return the control that shows the rest of an article's text, if the page has one."""
    nodes = [node for node in tree_of(html).css("[data-n]") if is_unfolding(node)]
    return _control(nodes[-1]) if nodes else None


def _control(node: LexborNode) -> Control:
    return Control(int(node.attributes["data-n"] or 0), "click", _name(node))


def _is_called_next(node: LexborNode) -> bool:
    text = _text(node)
    if _SYMBOL.fullmatch(text):
        return is_next(node) and _is_in_pager(node)
    if is_next(node) or _STEP.fullmatch(text):
        return True
    classes = (node.attributes.get("class") or "").split()
    return not text and any(_NEXT_CLASS.search(name) for name in classes) and _is_in_pager(node)


def _is_in_pager(node: LexborNode) -> bool:
    """Return whether numbers of pages, or an element named after a pager, surround a control."""
    return any(
        _PAGER_CLASS.search(f"{above.attributes.get('class') or ''}")
        or any(_number(near) is not None for near in above.css("[data-n]")[:40] if near.tag != "option")
        for above in _ancestors(node)[:3]
    )


def _stands_among(node: LexborNode, page: int) -> bool:
    """Return whether the number of another page is beside a number, so that it is a pager's and not a day's."""
    around = _ancestors(node)[:3]
    return any(_number(near) == page for above in around for near in above.css("*")[:80])


def _selection(tree: LexborHTMLParser, page: int) -> Control | None:
    for node in tree.css("select[data-n]"):
        numbers = [_number(option) for option in node.css("option")]
        if len(numbers) > page and numbers == list(range(1, len(numbers) + 1)):
            return Control(int(node.attributes["data-n"] or 0), "select", f"page {page + 1}", option=page)
    return None


def _is_unusable(node: LexborNode) -> bool:
    near = [node, *(above for above in _ancestors(node)[:2] if len(_text(above)) <= len(_text(node)) + 1)]
    return any(is_disabled(one) or one.attributes.get("aria-disabled") == "true" for one in near)


def clickable(node: LexborNode) -> bool:
    """Return whether an element of a rendered page shows that it can be clicked."""
    attributes = node.attributes
    return node.tag in ("a", "button", "input") or "data-pointer" in attributes or "onclick" in attributes


def _is_in_series(node: LexborNode) -> bool:
    """Return whether an element stands in a row of nothing but numbers and words of a pager."""
    around = node.parent
    text = around.text(deep=True) if around is not None else ""
    return len(text) <= 200 and bool(_SERIES.fullmatch(text))


def _leads_elsewhere(node: LexborNode) -> bool:
    """Return whether a link opens another page: 更多 beside a heading leads to another column."""
    around = [node, *_ancestors(node)[:2]]
    return any(re.match(r"https?:", one.attributes.get("href") or "") for one in around if one.tag == "a")


def _is_of_others(node: LexborNode) -> bool:
    return any(_OTHERS.search(one.attributes.get("class") or "") for one in (node, *_ancestors(node)))


def _innermost(nodes: list[LexborNode]) -> LexborNode:
    """Return the first control; of elements within each other that have the same name, the innermost clickable one."""
    first = nodes[0]
    inside = [node for node in nodes if node.mem_id != first.mem_id and _is_within(node, first)]
    usable = [node for node in (first, *inside) if clickable(node)]
    return usable[-1] if usable else first


def _is_within(node: LexborNode, outer: LexborNode) -> bool:
    return any(above.mem_id == outer.mem_id for above in _ancestors(node))


def _ancestors(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    above = node.parent
    while above is not None and above.tag not in ("body", "html", "-undef") and len(found) < _LEVELS:
        found.append(above)
        above = above.parent
    return found


def _number(node: LexborNode) -> int | None:
    match = _NUMBER.fullmatch(_text(node))
    return int(match[1]) if match else None


def _text(node: LexborNode) -> str:
    text = "".join(node.text(deep=True).split())
    return text or "".join((node.attributes.get("value") or "").split())


def _name(node: LexborNode) -> str:
    attributes = node.attributes
    name = _text(node) or attributes.get("title") or attributes.get("aria-label") or attributes.get("class")
    return name or node.tag or "control"
