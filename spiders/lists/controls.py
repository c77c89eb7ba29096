"""The controls of a pager: which element leads to the next page, whether it is usable, and what a click runs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.text import han

_NEXT = re.compile(
    r"[\[(<{【「]{0,2}(翻?[到至]?(下一?[页屏組组批]|后一?[页屏组批]|次[页頁]|下一頁|下頁|下一页面)|[后下再]\d{1,3}[条篇项]|[向往]后(一?翻?页)?|[后下]翻(一?页)?"
    r"|[较更]早一?些?(的?(信息|内容|文章|条目|记录|动态))?|older(posts|entries|items|articles)?|next|nextpage|pagenext|next_page|layui-laypage-next)(\(\d{1,4}/\d{1,4}\))?[\])>}】」》›»→▶►❯⟩⇒↓⇓▼▽∨﹀]{0,3}"
    r"|[>›»▶→►❯⟩⇒]{1,2}"
)
_PREVIOUS = re.compile(
    r"[\[(<{【「‹«←◀]{0,3}(上一?[页屏步]|前一?[页屏步]|[向往]前(一?翻?页)?|[前上]翻(一?页)?|上一頁|上頁|较新.{0,2}|更新的.{0,2}|前\d{1,3}[条篇项]|newer|prev(ious)?)[\])>}】」]{0,2}"
    r"|[<‹«◀←]{1,2}"
)
_MORE_BUTTON = re.compile(
    r"^(点击|点此)?(加载|查看|显示|浏览|获取|展开)?更多(内容|信息|数据|结果|文章|记录|动态)?[.…>»]{0,3}$|^(load|show|view)\s?more$|^more[.…>»]{0,3}$",
    re.I,
)
# A button that adds older or the remaining rows: 加载上一年度（2019年）, 查看更早的文件, 还有35条，点击展开.
_ADDS_ROWS = re.compile(
    r"[\W_]{0,3}(?:(?:点击|点此|继续|向下)?(?:加载|查看|显示|浏览|展开|调取|获取)(?:下面|后面)?(?:的)?)?"
    r"(?:(?:[上前](?:一|1)?(?:个)?|更早|以前|此前|往|历|早期|剩余|其余|余下|后续|全部|所有)(?:的|几)?(?:年度?|届|期|季度?|月份?|批|组|年份)?"
    r"|(?:19|20)\d\d年)(?:的)?(?:[\W_]?\d{1,5}[条篇项个])?(?:信息|内容|文件|报告|数据|记录|公文|条目|列表|目录)?"
    r"(?:\(\D{0,4}\d{1,5}.{0,6}\))?[\W_]{0,4}"
    r"|[\W_]{0,3}(?:还有|尚有|剩余|其余|余下)\d{1,5}[条篇项个](?:信息|内容|文件|报告|记录)?[\W_]?(?:点击|点此)?(?:加载|查看|显示|展开)?[\W_]{0,4}"
)
_VERB = re.compile(r"加载|查看|显示|浏览|展开|调取|获取|还有|尚有")
# The button that shows the rest of a text: 展开阅读全文, 全文展开, 查看剩余内容, 继续阅读.
_SHOWS = r"(展开|阅读|查看|显示|浏览|加载|继续)"
_REST = (
    r"((报告|正文|文件|文章|公文)?(全文|原文)|全部(内容|正文|报告)?|正文"
    r"|(剩余|余下|后续)(的)?(内容|全文|正文|部分|\d{1,3}%)?|完整(内容|报告|版|正文)?|更多内容)"
)
_UNFOLDS = re.compile(
    rf"[\s【\[（(…—-]{{0,4}}((点击|点此|轻触|点我)?{_SHOWS}(阅读|查看|显示|加载)?{_REST}|{_REST}(点击)?{_SHOWS}|(报告|文章|公文|文件)?(全文|原文|正文)"
    rf"|(余下|剩余)(全文|内容|正文|部分|\d{{1,3}}%)|(点击)?展开(更多)?|(点击)?(阅读|继续阅读)更多|(点击)?继续(阅读|浏览|查看)|未完待续[，,]?(点击)?(展开|阅读|查看))"
    r"[\s】\]）)>»↓▼∨﹀…]{0,4}"
)
_UNFOLDING = re.compile(
    r"(展开|余下|剩余|加载|显示|继续|点击|点此)(阅读|查看|显示)?(余下|剩余)?全文|全文(点击)?(展开|显示|加载)"
    r"|>[\s【\[（(…]{0,4}(点击|点此|轻触)?((展开|继续)(阅读|查看|浏览|显示)?(更多|全部|剩余|余下|后续)?|阅读(更多|剩余|余下)"
    r"|(查看|显示|加载|浏览)(剩余|余下|完整|全部))(的)?(内容|正文|部分|报告|版|\d{1,3}%)?[\s】\]）)>»↓▼∨﹀…]{0,4}<"
)
# Every match of _UNFOLDING without 全文 begins so; the engine skips quickly to one character.
_LABELLED = re.compile(r">[\s【\[（(…]{0,4}(?:点击|点此|轻触|展开|继续|阅读|查看|显示|加载|浏览)")
PAGER_NAME = re.compile(r"pag(e|er|ing|ination)|fenye|turn|(^|[\s_-])(fy|pg)[a-z]{0,3}($|[\s_-])", re.I)
_ARROW = re.compile(r"(^|[\s_-])(next|right)($|[\s_-])", re.I)  # fa-angle-right, icon-next
# Steps to other pages than the next, in symbols or in English.
_OTHER_STEP = re.compile(r"[|<«‹←◀⟨❮]+|[>»›→]+\||first|last|prev(ious)?|home|end|begin|top")
# Blocks that show pictures in turn; they have arrows, too.
_PICTURES = re.compile(r"banner|slide|swip|carousel|focus|lunbo|scroll|photo|pic[^k]|flash", re.I)
_SYMBOL: Final = 3
_LONGEST_NAME: Final = 24  # characters of a control's name
_DISABLED = re.compile(r"disab|\bdis\b|no-?next|nolink|gray|grey|unavail|forbid", re.I)
_HREF = re.compile(r"""\shref\s*=\s*(["']?)([^"'\s>]*)""", re.I)
_LINK: Final = 400  # characters of the tags of a link
_NO_HREF = re.compile(r"^\s*(#.*|javascript:\s*(void\s*\(?\s*0?\s*\)?|;|//)?\s*;?\s*)?$", re.I)


def is_next(node: LexborNode) -> bool:
    """Return whether an element is named 下一页, next or › by its text, title, label or class."""
    attributes = node.attributes
    text = "" if node.tag == "input" else _folded(node.text(deep=True))
    names = [
        text,
        _folded(attributes.get("title")),
        _folded(attributes.get("aria-label")),
        _folded(attributes.get("value")) if node.tag == "input" else "",
        _folded(attributes.get("alt")) if _is_picture(node) else "",
    ]
    if len(text) > 12:
        return False
    # A class counts only without a word: Boda gives the class Next to the links to the first and the last page, too.
    if _is_picture(node) and node.tag != "area" and not attributes.get("alt"):
        names.append(_file_of(attributes.get("src") or ""))
    if node.tag in ("a", "button") and not (
        han.is_in(text) or re.search(r"\d", text) or _OTHER_STEP.fullmatch(text)
    ):
        names += (attributes.get("class") or "").lower().split()
        if (picture := node.css_first("img")) is not None:
            shown = picture.attributes
            names += [
                _folded(shown.get("alt")),
                _folded(shown.get("title")),
                _file_of(shown.get("src") or ""),
            ]
    return any(_NEXT.fullmatch(name) for name in names if name) or (not text and is_arrow(node))


def _is_picture(node: LexborNode) -> bool:
    """Return whether an element is a picture that does something: a spot of one, a button, one with a handler."""
    kind = (node.attributes.get("type") or "").lower()
    handled = node.tag == "img" and bool(handler_of(node))
    return node.tag == "area" or (node.tag == "input" and kind == "image") or handled


def _file_of(address: str) -> str:
    """Return the name of a file without its ending: `next` of `/images/next.gif`."""
    return address.lower().rpartition("/")[2].partition(".")[0]


def is_arrow(node: LexborNode) -> bool:
    """Return whether an element of a pager shows only an icon that points to the right, or is called next."""
    if node.tag not in ("a", "button", "li", "span") or node.text(deep=True).strip():
        return False
    above = names_above(node)
    if PAGER_NAME.search(above) is None or _PICTURES.search(above) is not None:
        return False
    inner = [one.attributes.get("class") or "" for one in node.css("i, span, em, svg")]
    around = node.parent
    alone = around is not None and around.tag in ("li", "span", "td") and len(around.css("a")) == 1
    names = [
        *inner,
        node.attributes.get("class") or "",
        (around.attributes.get("class") or "") if around and alone else "",
    ]
    return any(_ARROW.search(name) for name in names)


def is_arrow_back(node: LexborNode) -> bool:
    """Return whether an element is an arrow to the left: between years it leads to older rows, ‹ 2022 ›."""
    text = "".join(node.text(deep=True).split())
    return (
        len(text) < _SYMBOL
        and bool(re.fullmatch(r"[<‹«◀←❮⟨◄]{1,2}", text))
        and not _PICTURES.search(names_above(node))
    )


def is_previous(node: LexborNode) -> bool:
    """Return whether an element leads to the page before: 上一页, 前页, previous, or a picture called so."""
    text = node.attributes.get("value") if node.tag == "input" else node.text(deep=True)
    if not (text or "").strip() and (picture := node.css_first("img[alt]")):
        text = picture.attributes.get("alt")
    return bool(_PREVIOUS.fullmatch(_folded(text))) or bool(
        node.tag == "a"
        and re.search(r"\bprev|arrow-?left|left-?arrow", node.attributes.get("class") or "", re.I)
    )


def is_more(node: LexborNode) -> bool:
    """Return whether an element is a button that shows further rows: 加载更多."""
    text = "".join(
        (node.attributes.get("value") or "" if node.tag == "input" else node.text(deep=True)).split()
    )
    return (len(text) <= 8 and bool(_MORE_BUTTON.match(text))) or adds_rows(text)


def adds_rows(text: str) -> bool:
    """Return whether a control's name says that it adds older or the remaining rows to those of the page.

    >>> adds_rows("加载上一年度（2019年）"), adds_rows("还有35条，点击展开"), adds_rows("往年报告")
    (True, True, False)
    """
    folded = _folded(text)
    said = len(folded) <= _LONGEST_NAME and _VERB.search(folded)
    return bool(said and _ADDS_ROWS.fullmatch(folded))


def last_number(tree: LexborHTMLParser) -> int:
    """Return the last number of a pager whose numbers are 1, 2, 3 …, whatever its elements are; 0 without one."""
    for node in tree.css("[id], [class]")[:4000]:
        named = PAGER_NAME.search(f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}")
        if not named or node.tag in ("table", "tr", "td", "body"):
            continue
        found = [" ".join(part.split()) for part in node.text(deep=True, separator="\n").splitlines()]
        numbers = [int(part) for part in found if part.isdecimal() and len(part) < 4]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            return numbers[-1]
    return 0


def is_unfolding(node: LexborNode) -> bool:
    """Return whether an element is a button that shows the rest of a text: 展开阅读全文."""
    text = node.text(deep=True).strip() if node.tag != "input" else node.attributes.get("value") or ""
    return len(text) < 24 and bool(_UNFOLDS.fullmatch(text))


def may_unfold(html: str) -> bool:
    """Return whether a page, or a script in it, may have a button that shows the rest of a text."""
    if "全文" not in html and _LABELLED.search(html) is None:
        return False
    return any(
        found[0][0] != ">" or not _is_in_link(html, found.start()) for found in _UNFOLDING.finditer(html)
    )


def _is_in_link(html: str, at: int) -> bool:
    """Return whether a place in markup is within a link that has an address: 查看全部 of a block of other pages."""
    near = html[max(0, at - _LINK) : at + 1]
    opened = near.rfind("<a")
    if opened < 0 or near.rfind("</a") > opened:
        return False
    href = _HREF.search(near, opened)
    return href is not None and not _NO_HREF.match(href[2]) and not href[2].lower().startswith("javascript:")


def is_symbol(node: LexborNode) -> bool:
    """Return whether an element is only a symbol such as » or >."""
    return bool(re.fullmatch(r"[>›»▶→]{1,2}", _folded(node.text(deep=True))))


def is_group(node: LexborNode) -> bool:
    """Return whether an element is called 下一组: beside numbers, it leads to the next group of them."""
    return bool(
        re.fullmatch(r"[\[(<{【「]{0,2}[下后]一?[组組]页?[\])>}】」》›»]{0,3}", _folded(node.text(deep=True)))
    )


def names_above(node: LexborNode) -> str:
    """Return the classes and ids of an element and of its three nearest ancestors."""
    names: list[str] = []
    above: LexborNode | None = node
    for _ in range(4):
        if above is None:
            break
        names += [above.attributes.get("class") or "", above.attributes.get("id") or ""]
        above = above.parent
    return " ".join(names)


def _folded(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").lower().split())


def is_disabled(node: LexborNode) -> bool:
    """Return whether an element is marked as disabled or is hidden."""
    attributes = node.attributes
    return (
        "disabled" in attributes or bool(_DISABLED.search(attributes.get("class") or "")) or is_hidden(node)
    )


def is_hidden(node: LexborNode) -> bool:
    """Return whether the style of an element or of its two nearest ancestors hides it."""
    above: LexborNode | None = node
    for _ in range(3):
        if above is None:
            return False
        if re.search(r"display\s*:\s*none", above.attributes.get("style") or "", re.I):
            return True
        above = above.parent
    return False


def handler_of(node: LexborNode) -> str:
    """Return the code that a click on an element runs; empty if it has none of its own.

    A browser then follows the element's address, be it code too, unless the handler returns something: where
    `onclick="count(this)"` stands beside an address, it is not what leads on.
    """
    link = (node.attributes.get("href") or "").strip()
    code = link if link.lower().startswith("javascript:") and not _NO_HREF.match(link) else ""
    leads = not _NO_HREF.match(link)
    for name in ("onclick", "onmousedown", "ng-click", "@click", "v-on:click", "x-on:click"):
        own = node.attributes.get(name) or ""
        if _NO_HREF.match(own):
            continue
        if not leads or name != "onclick" or "return" in own or "prevent" in own:
            return own
        return f"{code.rstrip('; ')};{own}" if code else ""
    return code


def has_target(node: LexborNode) -> bool:
    """Return whether an attribute for scripts names the element's target."""
    return any(
        name in node.attributes for name in ("tagname", "data-href", "data-url", "data-page", "data-link")
    )
