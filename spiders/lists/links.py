"""The links on a page: address, text, title attribute, and the date beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.url import safe_url_string

from archive.warc.addresses import ROUTE, has_session, page_address
from parsers.formats.limits import MAX_DEPTH, MAX_TAGS, MAX_TEXT, refusal
from parsers.text import han
from spiders.lists.beside.lines import line_of
from spiders.lists.beside.row_titles import (
    NO_ROW,
    is_row_of_cells,
    part_beside,
    says_nothing,
    title_beside,
    titled,
    year_before,
)
from spiders.lists.titles import is_cut, names_column

MAX_LINKS = 5000  # of one page; government list pages hold 10 to 100
DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
# The date of today in a page's head: 2026年2月1日 星期日; the rows of a list have no days of the week.
TODAY = re.compile(
    rf"(今天是?|今日|现在是?)?[:：\s]{{0,3}}{DATE.pattern}[\s日号,，]{{0,4}}(星期|周)[一二三四五六日天]"
)
_MOMENT = re.compile(r"[\[(（【]?[\d年月日:：./-]{1,16}(\s[\d:]{4,8})?[\])）】]?")
_TAG = re.compile(r"<(/?)[a-zA-Z]")
_AROUND = "".join(map(chr, range(33)))
_LONGEST_KEPT = 1000  # characters of an address that is remembered
# Most addresses are a path of plain names, which needs no parsing: it takes a tenth of the time.
_PLAIN = re.compile(r"/?[\w-][\w.-]*(?:/[\w-][\w.-]*)*/?(?:\?[\w.=&-]+)?", re.A)
_PLAIN_BASE = re.compile(r"(https?://[a-z0-9.-]+(?::\d{1,5})?)(/(?:[\w-][\w.-]*/)*)(?:[\w-][\w.-]*)?", re.A)
_FILE = re.compile(r"\.(pdf|docx?|wps|ofd)$", re.I)
# A literal address in a handler; one built from pieces does not match.
_OPENS = re.compile(
    r"""(?:location(?:\.href)?\s{0,4}=|(?:open|assign|replace)\(|^javascript:\s{0,4}\w{1,40}\()"""
    r"""\s{0,4}["']([\w:/.?&=%~-]{4,500})["']\s{0,4}(?:[;,)]|$)"""
)
# What a column's heading says beside the column's name.
_FURNITURE = re.compile(
    r"[\[【(（<＜+]{0,2}(查看|点击|浏览|阅读)?(更多|more|全部|进入|详细|详情)(内容|信息|栏目)?[\]】)）>＞»›.…+]{0,4}",
    re.I,
)
_SHORT = 4  # characters; a title so short says nothing by itself
# The address of a page within an application: `/web/#/detail/7`, `#!/list/3` (vue-router, AngularJS).
_ADDRESS = re.compile(r"[/?]|\.(s?html?|jhtml|jspx?|aspx?|php|pdf|docx?)$", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: address without fragment (but with a route), text, full title, the date beside it as published."""

    url: str
    text: str
    title: str
    date: str | None = None


def anchors(html: str, url: str) -> list[Link]:
    """Return all links of a page to http(s) addresses, in order, each address once with its best title."""
    return list(anchors_of(tree_of(html), url).values())


def anchors_of(tree: LexborHTMLParser, url: str) -> dict[str, Link]:
    """Return the links of a parsed page as `anchors` does, by address."""
    base = base_of(tree, url)
    found: dict[str, Link] = {}
    for node in tree.css("a, area[href]")[:MAX_LINKS]:
        target = absolute(node.attributes.get("href"), base) or absolute(scripted_target(node), base)
        if target is None:
            continue
        text = words_of(node) or _pictured(node)
        if not han.is_in(text) and is_plain_picture(node):
            text = part_beside(node) or text
        attribute = " ".join((node.attributes.get("title") or "").split())
        cut = bool(attribute) and is_cut(text)
        title = attribute if cut or len(attribute) >= len(text) else text
        if not title:
            beside = title_beside(node) or ""
            # Beside the name of a column, a picture opens the column: 政府工作报告 ▸
            title = beside if names_column(beside) is None else ""
        elif named := titled(node, title):
            title = named
        elif len(title) <= _SHORT and (year := year_before(node)):
            title = f"{year}年{title}"
        link = Link(target, text, title or text, date_beside(node))
        known = found.get(target)
        if known is None or _rank(link.title) > _rank(known.title):
            found[target] = link
    return found


def _rank(title: str) -> tuple[bool, int]:
    """Return how much a link's title says: 更多>> is longer than 资料库, but says nothing."""
    return not (_FURNITURE.fullmatch(title) or says_nothing(title)), len(title)


def words_of(node: LexborNode) -> str:
    """Return the words of a link: of the heading in it, where it also holds a date or a summary."""
    text = " ".join(node.text(deep=True).split())
    if (
        is_plain(node)
        or node.css_first("h1, h2, h3, h4, h5, h6, p, div, span, em, i, b, dt, td, time") is None
    ):
        return text
    heading = node.css_first("h1, h2, h3, h4, h5, h6, [class*='tit'], [class*='bt'], [class*='name'], dt")
    if heading is not None and (named := " ".join(heading.text(deep=True).split())):
        return named
    parts = [child for child in node.iter(include_text=True) if (child.text(deep=True) or "").strip()]
    shown = [" ".join((child.text(deep=True) or "").split()) for child in parts]
    if any(map(_is_in_word, parts)):
        return text
    titles = [part for part in shown if not _MOMENT.fullmatch(part)]
    return titles[0] if len(titles) == 1 and len(shown) > 1 else text


def _is_in_word(node: LexborNode) -> bool:
    """Return whether an element with a number alone begins the word behind it: `<b>2022</b>年工作报告`."""
    behind = (node.next.text_content or "") if node.next is not None and node.next.is_text_node else ""
    digits = not node.is_text_node and (node.text(deep=True) or "").isdecimal()
    return digits and behind[:1].strip() != "" and not node.text(deep=True)[-1:].isspace()


def is_plain(node: LexborNode) -> bool:
    """Return whether an element has no other element in it, at most text."""
    child = node.first_child
    return child is None or (child.is_text_node and child.next is None)


def is_plain_picture(node: LexborNode) -> bool:
    """Return whether a link shows only a picture: a twisty, an arrow."""
    return node.css_first("img") is not None and not node.text(deep=True).strip()


def _pictured(node: LexborNode) -> str:
    """Return the words of a link without text: of its picture, or of its own label."""
    picture = node.css_first("img[alt]")
    named = (picture.attributes.get("alt") if picture else None) or node.attributes.get("alt")
    return " ".join((named or node.attributes.get("aria-label") or "").split())


def scripted_target(node: LexborNode) -> str | None:
    """Return the address that a link opens by script: `window.open('…')`, `href="javascript:go('….html')"`."""
    for name in ("onclick", "href"):
        match = _OPENS.search(node.attributes.get(name) or "")
        if match and _ADDRESS.search(match[1]):
            return match[1]
    for name in ("data-href", "data-url", "data-link"):
        value = node.attributes.get(name) or ""
        if _ADDRESS.search(value):
            return value
    return None


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """Return the address against which a page's links are resolved (`<base href>` or its own)."""
    node = tree.css_first("base[href]")
    return absolute(node.attributes.get("href"), url) or url if node else url


def absolute(href: str | None, base: str) -> str | None:
    """Return `href` as an absolute http(s) address, as `page_address`; None for scripts, mail and malformed text."""
    # URL Standard, 4.4: surrounding white space, and tabs and line ends within an address, are ignored.
    href = (href or "").strip(_AROUND)
    if not href.isprintable():
        href = re.sub(r"[\x00\t\r\n]", "", href)
    if not href or href.startswith(('\\"', "\\'")):  # a quoted quotation mark: code, not an address
        return None
    if href[0] == "#" and not ROUTE.match(href):
        return None
    if "\\" in href:  # URL Standard, 4.4: in the path of a web address, a slash
        path, mark, query = href.partition("?")
        href = path.replace("\\", "/") + mark + query
    return _resolved(href, base) if len(href) < _LONGEST_KEPT else _resolved.__wrapped__(href, base)


@lru_cache(maxsize=1 << 12)  # each reader of a list page looks at each of its links
def _resolved(href: str, base: str) -> str | None:
    around = _around(base) if _PLAIN.fullmatch(href) and not has_session(href) else None
    if around is None:
        return _joined(href, base)
    return f"{around[0] if href[0] == '/' else around[1]}{href}"


@lru_cache(maxsize=64)
def _around(base: str) -> tuple[str, str] | None:
    """Return the origin and the folder of an address, if `_joined` only puts a plain path behind them; else None."""
    found = _PLAIN_BASE.fullmatch(base)
    if found is None:
        return None
    origin, folder = found[1], found[1] + found[2]
    return (origin, folder) if _joined("x", base) == f"{folder}x" else None


def _joined(href: str, base: str) -> str | None:
    try:
        target = page_address(urljoin(base, href))
        parts = urlsplit(target)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        _ = parts.port  # raises ValueError for an invalid port
    except ValueError:
        return None
    return safe_url_string(target if parts.path else target + "/")


def route_of(url: str) -> str:
    """Return the route in an address, with its mark; empty without one.

    >>> route_of("http://a.cn/web/#!/list/3"), route_of("http://a.cn/list.html#top")
    ('#!/list/3', '')
    """
    return url[len(url.partition("#")[0]) :] if page_address(url) == url else ""


def tree_of(html: str) -> LexborHTMLParser:
    """Parse a page; of one that can't be parsed in reasonable time, only its beginning."""
    html = html[:MAX_TEXT].replace("xlink:href=", "href=")  # the links of a drawing (SVG)
    return LexborHTMLParser(html if refusal(html) is None else _beginning(html))


def _beginning(html: str) -> str:
    """Return the page up to the point where it nests too deep or has too many tags."""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(html)):
        depth += -1 if tag[1] else 1
        if abs(depth) > MAX_DEPTH or count > MAX_TAGS:
            return html[: tag.start()]
    return ""


def date_beside(node: LexborNode) -> str | None:
    """Return the date in the row of the link: from its line, or the nearest of its three ancestors that shows one."""
    if (line := line_of(node)) is not None:
        match = DATE.search(TODAY.sub("", line.text)) if line.alone else None
        return match[0] if match else None
    row = node.parent
    for _ in range(3):
        if row is None or (row.tag in NO_ROW and not is_row_of_cells(row, node)):
            return None
        text = row.text(deep=True)
        if len(text) > 400:
            return None
        if match := DATE.search(TODAY.sub("", text)):
            return match[0]
        row = row.parent
    return None


def is_file(url: str) -> bool:
    """Return whether the address is that of a document file: by its path, or by a file name in its query."""
    parts = urlsplit(url)
    return bool(_FILE.search(parts.path)) or any(
        _FILE.search(value) for value in re.split(r"[&=]", parts.query)
    )
