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
from parsers.text import han
from spiders.config.sitefile import SiteFile
from spiders.lists.links import absolute, base_of, tree_of
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


def chapters(url: str, html: str) -> list[tuple[str, str]]:
    """Return the addresses and labels of an article's chapters, in order, as its table of contents links to them.

    They stand side by side, are numbered from the first on, and their addresses contain what identifies the article.
    """
    if not any(word in html for word in ("第一", "一、", "一.", "一．", "1、", "1.", "第1")):
        return []
    tree = tree_of(html)
    for nodes in _side_by_side(tree, url).values():
        numbers = [number for node, _ in nodes if (number := _number(node.text(deep=True)))]
        if len(numbers) >= _MANY and numbers == list(range(1, len(numbers) + 1)):
            found = {target: " ".join(node.text(deep=True).split()) for node, target in nodes}
            return list(found.items())[:MOST_CHAPTERS]
    return []


def _side_by_side(tree: LexborHTMLParser, url: str) -> dict[str, list[tuple[LexborNode, str]]]:
    """Return the links to pages of the article, those of one form of address together."""
    base = base_of(tree, url)
    found: dict[str, list[tuple[LexborNode, str]]] = defaultdict(list)
    for node in tree.css("a[href]"):
        target = absolute(node.attributes.get("href"), base)
        words = node.text(deep=True).strip()
        if target and words and target != url and _is_of(target, url):
            found[_form(target)].append((node, target))
    return found


def _form(target: str) -> str:
    parts = urlsplit(target)
    names = ",".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return f"{re.sub(r'[0-9]+', '0', parts.path)}?{names}"


def _is_of(target: str, url: str) -> bool:
    """Return whether an address contains what identifies an article: its number, or its folder."""
    own, other = urlsplit(url), urlsplit(target)
    if own.netloc != other.netloc:
        return False
    numbers = identifiers(url)
    if not numbers:
        return False
    return numbers[-1] in identifiers(target)


def identifiers(url: str) -> list[str]:
    """Return the numbers and digests in an address's path and query, in order, without those of dates' folders.

    >>> identifiers("http://a.cn/show.asp?lm=3&id=77"), identifiers("http://a.cn/zwgk/202401/t20240115_7001.html")
    (['3', '77'], ['20240115', '7001'])
    """
    parts = urlsplit(url)
    name = parts.path.rstrip("/").rpartition("/")[2]
    values = [value for _, value in parse_qsl(parts.query)]
    return re.findall(r"[0-9a-f]{16,}|(?<![0-9])[0-9]+(?![0-9])", " ".join([name, *values]), re.I)


def _number(label: str) -> int | None:
    match = _CHAPTER.match(label.strip())
    if match is None:
        return None
    text = match[1] or match[2] or match[3]
    if text.isdecimal():
        return int(text)
    if text in _NUMERALS:
        return _NUMERALS.index(text) + 1
    return 10 + _NUMERALS.index(text[1]) + 1 if text[0] == "十" and len(text) == 2 else None


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
