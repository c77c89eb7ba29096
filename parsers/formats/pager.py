"""Read the pager of a paged article: the number of this page, of all pages, and the URLs of the others.

A pager (`[1] [2] [3]`, 上一页 下一页, 共 6 页, TRS's `createPageHTML`) is recognised by its words and by its URLs,
which differ from the article's own only in the page number. The pager of a list of articles, and 上一篇 下一篇,
are therefore not taken for one. `parsers.formats.pager_lines` removes a pager's lines from a body;
`parsers.seam` joins the pages of one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats.blocks import EDGES
from parsers.formats.pager_addresses import is_numbered, is_page, script_stem, split, stems_of
from parsers.formats.pager_lines import is_pager
from parsers.formats.pager_signs import REST, may_have_more, name_of
from parsers.page import Pager
from parsers.text.patterns import lazy

_MOST_STEPS = 40  # content_345.html is an article of its own, whatever its 下一页 links to
# Links, and what a script makes one: <input type="button" value="下一页" onclick="location='content_2.html'">
_CONTROLS = "a, select option, " + ", ".join(
    f"{tag}[onclick]" for tag in ("input", "button", "span", "li", "div", "td", "em", "b")
)
_LONGEST_WORDS = 16  # characters
MOST_PAGES = 200  # a report has about 30,000 characters; no article has more pages

_OPENS = lazy(r"""(?:location(?:\.href)?\s{0,4}=|open\()\s{0,4}["']([^"'<>]{3,300})["']""")
_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}
_SCRIPT = lazy(
    r"createPageHTML\s?\(\s?(?P<total>\d{1,3})\s?,\s?(?P<at>\d{1,3})\s?(?:,\s?[\"'](?P<stem>[^\"']{1,200})[\"']"
    r"(?:\s?,\s?[\"'](?P<suffix>[\w.]{1,10})[\"'])?)?"
)
_COMMENTS = lazy(r"<!--.*?(?:-->|\Z)|(?<![:\"'])//[^\n]{0,400}", re.S)
_NEXT = lazy(
    rf"^[\s>»\[【(（]{{0,4}}(?:(?:未完待续)?[，,]?(?:请?点击|接|阅读)?(?:下|后)\s?一?\s?页|(?:请?点击|查看|阅读)?(?:{REST}))[\s>»\]】)）]{{0,4}}$"
)
# Words of a link that say that the text goes on, and nothing of another article: 点此看余文, 往下, next.
_ONWARD = lazy(
    r"(?=.*(?:[余续下后]|next|down|xia|more|continue|rest|arrow|right))[\s\W_]*(?:(?:请|点击|点此|这里|点|看|阅读|查看|浏览|翻|往|向|到|接|着|继|续"
    r"|未完|待|余|剩|下|后|面|文|页|全|部分|内容|的|next|down|xia|yiye|ye|more|continue|read(?:ing)?|rest|page|arrow|right|icon|btn)[\s\W_\d]*){1,6}",
    re.I,
)
_BACK = lazy(r"^[\s<«\[【(（]{0,4}(?:返回)?(?:上|前)\s?一?\s?(?:页|部分|节|文)[\s<«\]】)）]{0,4}$")
_DIGITS = lazy(r"^[\[【(（〔第\s]{0,3}(\d{1,3}|[一二三四五六七八九十](?=\s?页))[\]】)）〕页\s]{0,3}$")
_OF = lazy(
    r"(?:共|总)\s?(?:计|有)?\s?(\d{1,3})\s?页|第\s?\d{1,3}\s?(?:页)?\s?/\s?(?:共\s?)?(\d{1,3})\s?页?|(?<![\d/.])\d{1,3}\s?/\s?(\d{1,3})\s?页|[(（\[]\s?\d{1,3}\s?/\s?(\d{1,3})\s?[)）\]]"
)
_AT = lazy(
    r"第\s?(\d{1,3})\s?(?:页|/)|当前页?\s?[:：]\s?(\d{1,3})|(?<![\d/.])(\d{1,3})\s?/\s?\d{1,3}\s?页|[(（\[]\s?(\d{1,3})\s?/\s?\d{1,3}\s?[)）\]]"
)


def read(html: str, tree: LexborHTMLParser, url: str | None) -> Pager | None:
    """Return the pager of an article's page, None if the article has one page.

    `html`: the source as served, for pagers that a script writes; `tree`: the parsed page, perhaps without scripts.
    """
    if not may_have_more(html, url):
        return None
    return _of_script(html, url) or _of_links(tree, url)


def _of_script(html: str, url: str | None) -> Pager | None:
    """Return the pager of TRS's `createPageHTML(3, 0, "t2021_55", "html")`: t2021_55.html, t2021_55_1.html …"""
    if "createPageHTML" not in html:
        return None
    for match in _SCRIPT.finditer(_COMMENTS.sub("", html)):
        total, at, stem = int(match["total"]), int(match["at"]), match["stem"]
        if not 1 < total <= MOST_PAGES or at >= total:
            continue
        if stem is None or (url is not None and script_stem(url) != stem.rsplit("/", 1)[-1]):
            continue  # the pager of a list beside the article's text
        suffix = match["suffix"] or "html"
        names = [f"{stem}.{suffix}" if n == 0 else f"{stem}_{n}.{suffix}" for n in range(total)]
        pages = [(n + 1, urljoin(url or "", name)) for n, name in enumerate(names) if n != at]
        return Pager(at + 1, total, tuple(pages), dict(pages).get(at + 2))
    return None


def _of_links(tree: LexborHTMLParser, url: str | None) -> Pager | None:
    numbered: dict[int, str] = {}
    following = back = None
    scripted_next = False
    seen = 0
    around: list[str] = []
    onward: list[str] = []  # the addresses of links whose words are no pager's, but say that the text goes on
    for node in tree.css(_CONTROLS):
        label = _label(node)
        if not label or len(label) > 12:
            onward += _onward(node, url) if not label else []
            continue
        digits = _DIGITS.match(label)
        if not (digits or _NEXT.match(label) or _BACK.match(label)):
            onward += _onward(node, url)
            continue
        seen += 1
        if seen > 2 * MOST_PAGES:
            return None  # a calendar or an index, not a pager
        value = node.attributes.get("value") or "" if node.tag == "option" else ""
        opened = _OPENS.search(node.attributes.get("onclick") or node.attributes.get("href") or "")
        address = _resolved(
            node.attributes.get("href") or (value if "/" in value or "." in value else ""), url
        )
        address = address or _resolved(opened[1] if opened else "", url)
        if address is None:
            scripted = (node.attributes.get("href") or node.attributes.get("onclick") or "").strip()
            scripted_next = scripted_next or (bool(_NEXT.match(label)) and scripted not in ("", "#"))
            around += _text_around(node)
            continue
        if digits:
            numbered.setdefault(_NUMERALS.get(digits[1]) or int(digits[1]), address)
        elif _NEXT.match(label):
            following = following or address
        else:
            back = back or address
        around += _text_around(node)
    if following is None and not numbered and url is not None:
        following = _by_address(onward, urldefrag(url)[0])
    own = _same_article(numbered, following, back, url)
    if own is None:
        return _without_urls(around) if scripted_next and not numbered else None
    numbered, following, back = own
    return _pager_of(numbered, following, back, " ".join(dict.fromkeys(around)), url)


def _label(node: LexborNode) -> str:
    """Return the words of a link or a button; those of an <input> are its value."""
    if node.tag == "input":
        return (node.attributes.get("value") or "").strip(EDGES)
    return node.text().strip(EDGES) or _pictured(node)


def _pictured(node: LexborNode) -> str:
    """Return what the picture of a link without words is called, if that is a pager's word: 下一页."""
    picture = node.css_first("img")
    shown = picture.attributes if picture is not None else {}
    named = [
        (shown.get(name) or node.attributes.get("title") or "").strip(EDGES) for name in ("alt", "title")
    ]
    return next((one for one in named if any(words.match(one) for words in (_NEXT, _BACK, _DIGITS))), "")


def _onward(node: LexborNode, url: str | None) -> list[str]:
    """Return the address of a link whose words, or whose picture's words or file, say that the text goes on."""
    words = [node.text().strip(EDGES)]
    if not words[0] and (picture := node.css_first("img")) is not None:
        shown = picture.attributes
        file = (shown.get("src") or "").rpartition("/")[2].partition(".")[0]
        words = [one.strip(EDGES) for one in (shown.get("alt"), shown.get("title"), file) if one]
    says = any(_ONWARD.fullmatch(one) for one in words if len(one) <= _LONGEST_WORDS)
    address = _resolved(node.attributes.get("href") or "", url) if says else None
    return [address] if address else []


def _by_address(addresses: Sequence[str], own: str) -> str | None:
    """Return the address of the next page by its number alone: t2021_55_1.html after t2021_55.html; no index_1.html."""
    stem, number = split(own)
    if not name_of(stem):
        return None
    stems = stems_of(own) if number is None else {stem}
    wanted = 2 if number is None else number + 1
    following = [one for one in addresses if is_page(one, stems, wanted)]
    return next((one for one in following if split(one)[1] not in (None, number)), None)


def _text_around(node: object) -> list[str]:
    """Return the text of the line around a pager's link if it consists of a pager with page numbers."""
    parent = getattr(node, "parent", None)
    for _ in range(3):
        if parent is None:
            break
        text = " ".join(parent.text().split())
        if len(text) > 300 or not is_pager(text):
            break
        if _OF.search(text) or _AT.search(text):
            return [text]
        parent = parent.parent
    return []


def _without_urls(around: Sequence[str]) -> Pager | None:
    text = " ".join(around)
    total, at = _stated(_OF, text), _stated(_AT, text)
    return Pager(at or 1, total) if total and total > 1 else None


def _resolved(href: str, url: str | None) -> str | None:
    href = href.strip()
    if not href or href.startswith("#") or href.lower().startswith(("javascript:", "mailto:")):
        return None
    try:
        return urldefrag(urljoin(url or "", href))[0]
    except ValueError:
        return None  # http://[ is not a URL


def _same_article(
    numbered: dict[int, str], following: str | None, back: str | None, url: str | None
) -> tuple[dict[int, str], str | None, str | None] | None:
    """Return the links to pages of this page's article; None if there are none."""
    if url is not None:
        bare = urldefrag(url)[0]
        stem, own = split(bare)
        stems = stems_of(bare) if own is None else {bare, stem}
    else:  # a saved page: the URLs of its pager must have one stem
        stems = {split(address)[0] for address in (*numbered.values(), *filter(None, (following, back)))}
        own = None
        if len(stems) != 1:
            return None
    keep = {n: a for n, a in numbered.items() if is_page(a, stems, n)}
    if len(keep) >= 2 or (keep and (url or following or back)):
        ours = stems | set(keep.values())
        following = following if following and (split(following)[0] in ours or following in ours) else None
        back = back if back and (split(back)[0] in ours or back in ours) else None
        return keep, following, back
    # Without numbers: the next page's number must follow this one's, otherwise 下一页 means the next article.
    here = own if own is not None and own <= _MOST_STEPS else None
    forward = following is not None and (
        is_page(following, stems, 2) if here is None else is_page(following, stems, here + 1)
    )
    if following is not None and url is not None and is_page(following, {urldefrag(url)[0]}, 2):
        here, forward = None, True  # class_6_2.asp is page 2 of class_6.asp, whose 6 is no page's number
    backward = (
        back is not None
        and here is not None
        and (is_page(back, stems, here - 1) or bool(stems_of(back) & stems))
    )
    # ?page=3 numbers the pages of one article, also where they lead only onwards: 余下全文.
    onwards = forward and following is not None and is_numbered(following)
    if here is not None and here > 1 and not (backward or onwards):
        return None
    return ({}, following if forward else None, back if backward else None) if forward or backward else None


def _pager_of(
    numbered: dict[int, str], following: str | None, back: str | None, words: str, url: str | None
) -> Pager | None:
    own = urldefrag(url)[0] if url else None
    here = _own_number(own, numbered, following)
    pages = {n: a for n, a in numbered.items() if a != own}
    last = max((*pages, here or 0), default=0)
    if here is None:  # a saved page: its own number is not a link, or is in 第2页
        missing = [n for n in range(1, last + 1) if n not in pages]
        here = missing[0] if len(missing) == 1 else _stated(_AT, words)
    if here is None:
        here = (
            _number_after(back, pages)
            or _number_before(following, pages)
            or (1 if following or not back else last + 1)
        )
    if following and own != following:
        pages.setdefault(here + 1, following)
    if back and own != back:
        pages.setdefault(here - 1, back)
    pages.pop(here, None)
    stated = _stated(_OF, words) or (max((*pages, here)) if numbered else None)
    if not pages or max(*pages, stated or 1) > MOST_PAGES:
        return None
    return Pager(here, stated, tuple(sorted(pages.items())), pages.get(here + 1))


def _own_number(own: str | None, numbered: dict[int, str], following: str | None) -> int | None:
    """Return a page's number by its URL: t_1.html is the first page of one CMS and the second of another."""
    if own is None:
        return None
    written = {n: split(a)[1] for n, a in numbered.items()}
    steps = [n - m for n, m in written.items() if m is not None]
    step = split(following)[1] if following else None
    number = split(own)[1]
    if number is None or own in numbered.values():
        return next((n for n, a in numbered.items() if a == own), 1)
    if any(split(a)[0] == own for a in (*numbered.values(), following or "")):
        return 1  # n-8.html, whose second page is n-8-2.html
    return number + (steps[0] if steps else int(step == 1))


def _number_after(back: str | None, pages: dict[int, str]) -> int | None:
    return next((n + 1 for n, a in pages.items() if a == back), None) if back else None


def _number_before(following: str | None, pages: dict[int, str]) -> int | None:
    return next((n - 1 for n, a in pages.items() if a == following), None) if following else None


def _stated(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(next(group for group in match.groups() if group)) if match else None
