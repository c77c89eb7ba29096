"""Controls of a pager that were not used: numbers, 下一页, 加载更多, drop-down lists, names that say nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from parsers.text import han
from spiders.lists.controls import (
    handler_of,
    has_target,
    is_disabled,
    is_hidden,
    is_more,
    is_next,
    is_symbol,
    names_above,
)
from spiders.lists.forms import chooses_month
from spiders.lists.links import absolute
from spiders.lists.pagers.handlers import says_no_more
from spiders.lists.pagers.links import number_in
from spiders.lists.pagers.pager import DOTS, number_of
from spiders.lists.scripted.row_controls import unfolds
from spiders.lists.scripted.side_effects import of as side_effect
from spiders.lists.scripts.javascript import Script
from spiders.lists.scripts.running.dom.fields import is_submitting
from spiders.lists.titles import names_part
from spiders.lists.unused.region import Region
from spiders.lists.unused.sign import Sign

_CONTROLS: Final = "a, button, input, area, span, li, i, em, b, u, strong, td, font, div, p, img"
_SERIES = re.compile(r"[\s\d\[\]()（）【】|·…./<>«»‹›,，共第上下首末尾前后一页条项到跳转去Go]{2,}", re.I)
_PICTURES = re.compile(r"banner|slide|swip|carousel|focus|lunbo|scroll|photo|pic[^k]|flash|calend|date", re.I)
_PAGER = re.compile(r"pag(e|er|ing|ination)|fenye|turn|(^|[\s_-])(fy|pg)[a-z]{0,3}($|[\s_-])", re.I)
# Tools of a page, ways back, fields: none of them leads to further rows.
_TOOLS = re.compile(
    r"[上前首尾末]|prev|first|last|home|返回|回到|关闭|打印|收藏|分享|顶部|top|订阅|rss|字[体号]|^[大中小]$|繁|简|english|地图"
    r"|纠错|扫|二维码|微信|微博|下载|导出|搜索|查询|检索|确定|确认|^go\W?$|跳|转到?|提交|重置|清空|展开|收起|排序|标题|时间|日期|浏览|点击"
    r"|评论|登录|注册|更多|more|详情|查看|刷新|^\W*$|语音|无障碍|帮助|关于|联系|声明",
    re.I,
)
_OPTION = re.compile(r"\D{0,3}(\d{1,4})(\s?[/／]\s?\d{1,4})?\D{0,3}")
_TYPED = re.compile(r"跳转?至?|[跳转到]\s*第|转到|第\s*页|页码")
_FIELD = re.compile(r"page(?!size)|(^|[\s_])(pn|pg)\b", re.I)
_DATES = re.compile(r"日期|时间|起止|开始|结束")
_LONGEST: Final = 16  # characters of a control
_NUMBER: Final = 12
_LINE: Final = 200
_NAME: Final = 6
_DAYS: Final = 28  # numbers, from which those up to 31 are the days of a month
_MONTH: Final = 31
_MOST_PAGES: Final = 1900  # a larger number is a year


def steps(region: Region, script: Script | None = None, *, alone: bool = False) -> Iterator[Sign]:
    """Yield the controls of a list's page that may lead to its further pages; `alone`: of a page without rows.

    `script`: the page's, to see which controls only unfold rows that are in the page.
    """
    number = region.page.number
    numbers: dict[int, Sign] = {}
    behind = 0  # the last number
    for node in region.nodes(_CONTROLS):
        words = _words(node)
        if len(words) > _LONGEST or _holds_controls(node) or is_disabled(node) or _is_of_pictures(node):
            continue
        target = absolute(node.attributes.get("href"), region.base)
        target = None if target in (region.page.url, region.page.start) else target
        handler = handler_of(node)
        leads = bool(target or handler or has_target(node) or (number == 1 and is_submitting(node)))
        mark = f"{words}|{target or handler}"
        own = region.is_of_list(target) or region.is_right_behind(node)
        if leads and behind and DOTS.fullmatch(words):
            yield Sign(
                "step", f"its control {words} leads to further pages", mark, target, behind + 1, own=own
            )
            continue
        counted = number_of(words) if 0 < len(words) <= _NUMBER and not _has_parts(node) else None
        if counted is not None:
            behind = counted if _is_in_series(node, leads, least=1) else behind
            if 0 < counted < _MOST_PAGES and _is_in_series(node, leads):
                numbers[counted] = Sign(
                    "step", f"its pager has the number {counted}", mark, target, counted, own=own
                )
        elif is_next(node) and leads and not (is_symbol(node) and node.tag not in ("a", "button")):
            if script and target is None and says_no_more(script, node, handler):
                continue
            why = f"its control {words[:12] or node.tag} was not used"
            yield Sign("step", why, mark, target, number + 1, own=own)
        elif is_more(node) and not is_hidden(node):
            if not region.stands_with_rows(node) or (script and unfolds(region.rows, node, script)):
                continue
            if target is None or (region.is_behind(node) and not _is_headed(node)):
                yield Sign(
                    "step", f"its control {words[:12]} was not used", mark, target, number + 1, own=own
                )
        elif target and region.is_behind(node) and _is_numbered(region, words, target):
            why = f"its control {words[:12]} leads to the list's address with a number"
            yield Sign("step", why, mark, target, number + 1, own=own)
        elif leads and (alone or region.is_behind(node)) and _says_nothing(region, node, words, target):
            yield Sign(
                "step", f"its control {words[:12]} is not understood", mark, target, number + 1
            )  # fmt: skip
    if numbers and not (len(numbers) >= _DAYS and max(numbers) <= _MONTH):
        yield from (sign for counted, sign in numbers.items() if counted > number)
    for link in region.page.tree.css("link[rel=next][href]"):
        target = absolute(link.attributes.get("href"), region.base)
        yield Sign("step", "its head names a next page", f"next|{target}", target, number + 1)
    yield from _drop_downs(region)
    yield from _fields(region)


def _is_numbered(region: Region, words: str, target: str) -> bool:
    """Return whether an address is the list's own with a larger number than the page's, which is no year."""
    found, own = number_in(region.page.start, target), number_in(region.page.start, region.page.url)
    return found is not None and max(1, own or 1) < found < _MOST_PAGES and not names_part(words)


def _fields(region: Region) -> Iterator[Sign]:
    """Yield fields for the number of a page, to be typed or chosen."""
    chosen: dict[str, list[str]] = defaultdict(list)
    for node in region.nodes("input"):
        attributes = node.attributes
        kind, name = (attributes.get("type") or "text").lower(), attributes.get("name") or ""
        around = node.parent.text(deep=True) if node.parent is not None else ""
        if kind == "radio":
            chosen[name].append(attributes.get("value") or "")
        elif kind in ("text", "number", "tel") and len(around) < _LINE and not _DATES.search(around):
            named = f"{name} {attributes.get('id')} {attributes.get('class')}"
            if _TYPED.search(around) or _FIELD.search(named):
                why, own = "its field for a page's number was not used", region.is_right_behind(node)
                yield Sign("step", why, f"field {named}", page=2, tried=True, own=own)
    for name, values in chosen.items():
        if len(values) > 1 and values == [str(n) for n in range(1, len(values) + 1)]:
            yield Sign("step", f"its pager has the number {len(values)}", f"radio {name}", None, len(values))


def _drop_downs(region: Region) -> Iterator[Sign]:
    for node in region.nodes("select"):
        labels = [_OPTION.fullmatch(one.text(deep=True).strip()) for one in node.css("option")]
        counted = [int(label[1]) for label in labels if label]
        pages = len(counted) > 1 and counted == list(range(1, len(counted) + 1))
        if pages and not chooses_month(node):
            mark = f"select {node.attributes.get('name')} {node.attributes.get('id')} {len(counted)}"
            why, own = f"its drop-down list has {len(counted)} pages", region.is_right_behind(node)
            yield Sign("step", why, mark, None, len(counted), own=own)


def _words(node: LexborNode) -> str:
    text = node.text(deep=True)
    if node.tag == "input":
        kind = (node.attributes.get("type") or "text").lower()
        text = (node.attributes.get("value") or node.attributes.get("alt") or "") if kind in (
            "button", "submit", "image",
        ) else ""  # fmt: skip
    return "".join(unicodedata.normalize("NFKC", text).split())


def _holds_controls(node: LexborNode) -> bool:
    """Return whether an element has others in it that may be controls, of which each is looked at for itself."""
    if node.tag in ("a", "button", "input", "img", "area"):
        return False
    return node.css_first("a, button, input, select, [onclick]") is not None and not handler_of(node)


def _has_parts(node: LexborNode) -> bool:
    """Return whether an element has several others in it, so that its text is that of more than one."""
    return len([one for one in node.iter() if one.text(deep=True).strip()]) > 1


def _is_of_pictures(node: LexborNode) -> bool:
    return _PICTURES.search(names_above(node)) is not None


def _is_headed(node: LexborNode) -> bool:
    """Return whether an element stands in a block with a heading of its own."""
    above = node.parent
    for _ in range(3):
        if above is None or above.tag in ("body", "html"):
            return False
        if above.css_first("h1, h2, h3, h4, h5, h6, [class*='tit'], [class*='hd']") is not None:
            return True
        above = above.parent
    return False


def _is_in_series(node: LexborNode, leads: bool, least: int = 2) -> bool:
    """Return whether a number stands in a row of nothing but numbers, at least so many, and words of a pager."""
    around = node.parent
    beside = {number_of(_words(one)) for one in around.iter()} if leads and around is not None else set()
    if len(beside & set(range(1, _MOST_PAGES))) > 1:
        return True
    for _ in range(2):
        if around is None:
            return False
        text = unicodedata.normalize("NFKC", _shown(around))
        if len(text) <= _LINE and _SERIES.fullmatch(text) and len(set(re.findall(r"\d+", text))) >= least:
            return "页" in text or (leads or around.tag != "tr")
        around = around.parent
    return bool(_PAGER.search(names_above(node))) and not _PICTURES.search(names_above(node))


def _shown(node: LexborNode) -> str:
    """Return the text of an element, its parts with blanks between them, without the code of scripts in it."""
    parts = (one for one in node.iter(include_text=True) if one.tag not in ("script", "style"))
    return " ".join(
        one.text_content or "" if one.tag == "-text" else one.text(deep=True, separator=" ") for one in parts
    )


def _says_nothing(region: Region, node: LexborNode, words: str, target: str | None) -> bool:
    """Return whether a control's name leaves open what it does, and its address is one of the list's place."""
    if not words or len(words) > _NAME or _TOOLS.search(words) or names_part(words):
        return False
    if side_effect("", "", words):
        return False
    if target is None:
        return node.tag in ("a", "button", "input") or bool(_PAGER.search(names_above(node)))
    own, other = urlsplit(region.page.start), urlsplit(target)
    if own.netloc != other.netloc:
        return False
    if own.path == other.path:
        return len(words) <= 3 or not han.is_in(words)
    folder = own.path[: own.path.rfind("/") + 1]
    return folder.count("/") > 1 and other.path.startswith(folder)
