"""An article's text on pages that it links to: the chapters of its table of contents, its print version."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from parsers.formats import open_page
from parsers.formats.web.held import as_html, is_body
from parsers.hints import Hints
from parsers.seam import join
from parsers.text import han, numerals
from spiders.config.sitefile import SiteFile
from spiders.lists.base import is_page_name
from spiders.lists.links import absolute, base_of, tree_of
from spiders.lists.titles import fold, judge
from spiders.visit.articles.rendition import page_of

MOST_CHAPTERS: Final = 40
_NUMERALS: Final = "一二三四五六七八九十"
_CHAPTER = re.compile(
    rf"[\s【\[(（]{{0,3}}(?:第\s?([{_NUMERALS}\d]{{1,3}})\s?(?:部分|章|节|篇|讲)|([{_NUMERALS}]{{1,2}})\s?[、.．)）]|(\d{{1,2}})[、.．])"
)
# 打印本页, 【查看全文（打印版）】, print
_PRINTS = re.compile(
    r"(?=.{0,12}(?:打\s?印|全文|原文|完整))[\W_]*(?:(?:打\s?印|点击|点此|请|网页|文章|本页|此页|本文|此文|该页|全文|原文|正文|查看|阅读|浏览"
    r"|显示|版本?|预览|友好|页面|完整|内容)[\W_]*){1,6}|print(?:able|er)?(?: ?(?:version|friendly|page|view))?",
    re.I,
)
_HERE: Final = "@@fangzhi-chapters@@"
# A line that leads through the chapters: 上一章 下一章 返回目录.
_STEP_LINE = re.compile(
    r"[\s|【\[(（<«>»】\])）:：/\d]*(?:(?:(?:上|下|前|后)一?[章节篇]|返回目录|返回首页|目录|打印本[章页])[\s|【\[(（<«>»】\])）:：/]*)+"
)
_MANY: Final = 2  # chapters
_ROW_DEPTH: Final = 4  # elements around a link in its row
_YEAR = re.compile(r"[12]\d{3}|[〇○零一二三四五六七八九]{4}")
# Parameters that number a column or a site, not an article.
_OF_COLUMN = re.compile(
    r"(?:wb|p|parent)?(?:lm|lanmu|c|cat|cate|category|class|type|channel|column|col|tree|node|sort|dept|site|menu|nav|group|topic|big|small"
    r"|first|second)(?:_?(?:id|no|code|class))?|[fm]id",
    re.I,
)
_Numbered = tuple[LexborNode, str, int]  # a link, its address and its chapter's number


def chapters(url: str, html: str) -> list[tuple[str, str]]:
    """Return the addresses and labels of an article's chapters, in order, as its table of contents links to them.

    They stand side by side, are numbered from the first on, and their addresses contain what identifies the article.
    Numbered titles of reports of other years are no chapters.
    """
    if not any(word in html for word in ("第一", "一、", "一.", "一．", "1、", "1.", "第1")):
        return []
    for nodes in _side_by_side(tree_of(html), url).values():
        numbers = [number for _, _, number in nodes]
        labels = {target: " ".join(node.text(deep=True).split()) for node, target, _ in nodes}
        titles = any(_YEAR.search(label) and judge(label) in ("report", "doubt") for label in labels.values())
        if len(labels) >= _MANY and numbers == list(range(1, len(numbers) + 1)) and not titles:
            return list(labels.items())[:MOST_CHAPTERS]
    return []


def _side_by_side(tree: LexborHTMLParser, url: str) -> dict[tuple[str, int], list[_Numbered]]:
    """Return the numbered links to pages of the article: those of one form of address and one element together."""
    base = base_of(tree, url)
    found: dict[tuple[str, int], list[_Numbered]] = defaultdict(list)
    for node in tree.css("a[href]"):
        target = absolute(node.attributes.get("href"), base)
        number = _number(node.text(deep=True))
        if target and number and target != url and _is_of(target, url):
            found[_form(target), _list_of(node)].append((node, target, number))
    return found


def _list_of(node: LexborNode) -> int:
    """Return the identity of the element in which a link stands beside others; 0 without one."""
    above = node.parent
    for _ in range(_ROW_DEPTH):
        if above is None:
            break
        if len(above.css("a[href]")) > 1:
            return above.mem_id
        above = above.parent
    return 0


def _form(target: str) -> str:
    parts = urlsplit(target)
    names = ",".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{re.sub(r'[0-9]+', '0', parts.path)}?{names}"


def _is_of(target: str, url: str) -> bool:
    """Return whether an address has all that identifies an article, and no other value of one of its parameters.

    What the article shares with its column (`lm=3`, `wbtreeid=1001`) does not identify it.
    """
    own, other = urlsplit(url), urlsplit(target)
    if own.netloc != other.netloc:
        return False
    fields, given = dict(parse_qsl(own.query)), dict(parse_qsl(other.query))
    if any(given.get(name, value) != value and not is_page_name(name) for name, value in fields.items()):
        return False
    named = _numbers(own.path.rstrip("/").rpartition("/")[2])
    other_named = _numbers(other.path.rstrip("/").rpartition("/")[2])
    values = {
        n: v for n, v in fields.items() if not (is_page_name(n) or _OF_COLUMN.fullmatch(n)) and _numbers(v)
    }
    further = [v for n, v in given.items() if not _OF_COLUMN.fullmatch(n)]
    held = {*other_named, *(number for value in further for number in _numbers(value))}
    return (
        bool(named or values)
        and {*named} <= held
        and all(
            given.get(name) == value or {*_numbers(value)} <= {*other_named} for name, value in values.items()
        )
    )


def _numbers(text: str) -> list[str]:
    """Return the numbers and digests in a part of an address, in order.

    >>> _numbers("t20240115_7001.html"), _numbers("show")
    (['20240115', '7001'], [])
    """
    return re.findall(r"[0-9a-f]{16,}|(?<![0-9])[0-9]+(?![0-9])", text, re.I)


def _number(label: str) -> int | None:
    match = _CHAPTER.match(label.strip())
    value = numerals.parse(match[1] or match[2] or match[3]) if match else None
    return int(value) if value is not None else None


def is_same_article(sent: str, shown: str) -> bool:
    """Return whether a page that an article links to does not name another report by its own title."""
    own, other = _title_of(sent), _title_of(shown)
    if not own or not other or judge(other) == "no":
        return True
    return own in other or other in own


def _title_of(html: str) -> str:
    """Return a page's heading, or else the first part of its title, in normal width and without white space."""
    tree = tree_of(html)
    node = tree.css_first("h1")
    if node is not None and (heading := fold(node.text(deep=True))):
        return heading
    node = tree.css_first("title")
    return re.split(r"[-_|–—]", fold(node.text(deep=True)))[0] if node is not None else ""


def joined(site: SiteFile, url: str, html: str, texts: list[tuple[str, str]]) -> str | None:
    """Return the article's page with the text of its chapters in the place of its table of contents.

    `texts`: address and page of each chapter, in order. None unless each has a text.
    """
    hints = Hints(family=site.family, selectors=site.selectors)
    pages = [
        open_page(
            one.encode("utf-8", "replace"), url=at, content_type="text/html; charset=utf-8", hints=hints
        )
        for at, one in texts
    ]
    if not all(han.count(page.text) for page in pages):
        return None
    lines = [line for line in join(pages).text.splitlines() if not _STEP_LINE.fullmatch(line)]
    body = as_html("\n".join(lines))
    tree = tree_of(html)
    wanted = {at for at, _ in texts}
    base = base_of(tree, url)
    nodes = [node for node in tree.css("a[href]") if absolute(node.attributes.get("href"), base) in wanted]
    place = _around(nodes)
    if place is None or not is_body(body):
        return None
    place.insert_before(_HERE)
    place.decompose()
    return page_of(html, [(tree.html or "").replace(_HERE, f"<div>{body}</div>")])


def _around(nodes: list[LexborNode]) -> LexborNode | None:
    """Return the smallest element with all of some links."""
    above = nodes[0].parent if nodes else None
    wanted = {node.mem_id for node in nodes}
    while above is not None and above.tag not in ("body", "html"):
        if wanted <= {node.mem_id for node in above.css("a")}:
            return above
        above = above.parent
    return None


def print_version(url: str, html: str) -> str | None:
    """Return the address of an article's print version, or of its whole text, on its own host; None without one."""
    if not re.search("打\\s?印|print|全文", html, re.I):
        return None
    tree = tree_of(html)
    base = base_of(tree, url)
    for node in tree.css("a[href]"):
        words = node.text(deep=True).strip()
        if not words and (picture := node.css_first("img[alt]")):
            words = (picture.attributes.get("alt") or "").strip()
        if len(words) > 20 or not _PRINTS.fullmatch(words):
            continue
        target = absolute(node.attributes.get("href"), base)
        if target and target != url and _is_of(target, url):
            return target
    return None
