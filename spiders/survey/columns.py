"""Where a site may list its reports: columns found through navigation, breadcrumb, site map and directory.

A name only determines the order of the search; the entries decide what a column is (spiders.survey.column_search).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Protocol
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from parsers.text.han import HAN
from spiders.config.sitefile import List
from spiders.lists.base import ListPage
from spiders.lists.embedded import page_links
from spiders.lists.links import MAX_LINKS, Link, absolute, base_of, tree_of
from spiders.lists.titles import fold, judge, names_column, names_part
from spiders.lists.unused import sentences
from spiders.survey.detect_family import Seen
from spiders.visit.bounds import related
from spiders.visit.lists import former_sites

Kind = Literal["reports", "livelihood", "mixed"]

# Where a column of reports is in the navigation, likeliest first (shared study of families, 2026, 0.7).
_ON_THE_WAY = (
    "网站地图", "站点地图", "政府信息公开", "政务公开", "信息公开", "法定主动公开内容", "公开目录", "信息公开目录",
    "政府文件", "规划计划", "计划总结", "工作报告", "领导之窗", "政府公报", "区情", "县情", "市情", "专题专栏", "民生",
)  # fmt: skip
# The same on sites whose navigation is in English above rows in Chinese.
_ON_THE_WAY_IN_ENGLISH = re.compile(
    r"(open|e-?)?(government(al)?|public)?(information|affairs|data)?(open(ness|ing)?|disclosures?|transparency|publicity)"
    r"|open(government|data)|(government|public|official)(information|affairs|documents?|papers)|sitemap|documents",
    re.I,
)


# Uninformative names under which columns of reports were seen (list-mechanisms study, 2026), likeliest first.
_VAGUE = (
    "报告", "两会", "资料", "重要文件", "政府文件", "讲话", "文献", "规划计划", "计划总结", "工作总结", "县情", "区情",
    "市情", "州情", "旗情", "历年", "往年", "档案", "公报", "年鉴", "届", "文件", "会议", "公告", "年度",
)  # fmt: skip
_OTHERS = re.compile(
    r"人大(?!会议|全会|.{0,4}次会)|法院|检察|政协|党|纪委|审计|预算|决算|法治|统计|公开.{0,4}年|财政|招聘|采购|招标|拍卖"
)
_NAME = re.compile(rf"{HAN}{{2,6}}|[A-Za-z][A-Za-z'&-]{{3,29}}")
_SERVICES = re.compile(
    r"首页|登录|注册|邮箱|信箱|办事|服务|互动|咨询|投诉|举报|无障碍|长者|手机|微信|微博|客户端|搜索|检索|地图|帮助|声明|联系|收藏"
    r"|关于|新闻|要闻|动态|天气|旅游|视频|图片|English|繁体|更多|上一页|下一页|末页|尾页"
    r"|^(home|index|chinese|login|register|search|contact|about|help|links?|more|news|service|mobile|wap|wechat|weibo|rss|app"
    r"|next|prev|first|last|top|print|close|copyright|privacy|email|mail)",
    re.I,
)
_DATED = re.compile(r"\d|(?<!历)(?<!往)年(?!鉴|度报告$)")
_LIVELIHOOD = re.compile(r"实事|民心|民生|惠民")
_OF_THIS_SITE = re.compile(r"报告|[旧老原][版站网]|改版|本[站网]|本栏目|栏目")  # and not of another office
_HERE = re.compile(r"位置|所在")
_LONGEST_WAY = 14  # characters of a name
_FRAMES = 4
_LABEL_ABOVE = 4  # elements around a link
_OTHER_FRAMES = re.compile(
    r"head|foot|search|weather|tianqi|share|login|banner|(?<![a-z])ads?(?![a-z])", re.I
)
_CRUMB = re.compile(r"crumb|position|location|dqwz|weizhi|curr", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may hold reports or livelihood lists, and where it was found.

    `named`: its name shows what it contains; otherwise its entries must. `part`: only those of a year or a mandate.
    """

    url: str
    kind: Kind
    name: str
    found: str
    named: bool = True
    part: bool = False


class Site(Protocol):
    """The parts of a visit that the search for columns uses."""

    async def page(self, url: str) -> Seen | None:
        """Return a page, or None if there is none."""

    async def walk(
        self, page: Seen, entry: List, pages: int, render: bool
    ) -> tuple[list[Link], list[Link], list[Link]]:
        """Return all links of a list's pages, those that may be reports, and those with uninformative titles.

        With `render`, a list that our readers can't read to its end is rendered.
        """

    async def menu(self, page: Seen) -> list[Column]:
        """Return the columns that a page's menu opens by requests, without links."""

    async def is_report(self, link: Link) -> bool:
        """Read the article behind a link and return whether it is a work report."""

    def unread(self, url: str) -> str | None:
        """Return why the rows of a list could not be read; None if they were."""

    def permit(self, url: str, why: str) -> bool:
        """Permit a host that belongs to the site; return whether `url` may be requested now."""


def kind_of(title: str) -> Literal["reports", "livelihood"] | None:
    """Return the kind of document that a title names; None if it does not name one for certain.

    >>> kind_of("2020年云溪区政府工作报告"), kind_of("2020年云溪区民生实事项目清单"), kind_of("工作动态")
    ('reports', 'livelihood', None)
    """
    if judge(title) != "report":
        return None
    return "livelihood" if _LIVELIHOOD.search(fold(title)) else "reports"


def vague(html: str, url: str) -> list[Column]:
    """Return the columns with uninformative names, likeliest first."""
    ranked = []
    for link in page_links(html, url):
        name = fold(link.text or link.title)
        rank = next((i for i, word in enumerate(_VAGUE) if word in name), None)
        if "年度报告" in name:  # mostly those on the disclosure of information
            rank = len(_VAGUE)
        if _OTHERS.search(name) or _DATED.search(name) or not 2 <= len(name) <= 10:
            continue
        if rank is not None and not names_column(name) and judge(link.title) != "report":
            ranked.append((rank, Column(link.url, "reports", name, f"a link of {url}", named=False)))
    return [column for _, column in sorted(ranked, key=lambda pair: pair[0])]


def others(html: str, url: str) -> list[Column]:
    """Return the entries of a page's menu with any other short name, in order: a column of reports may be 电子书架."""
    found = []
    for link in page_links(html, url):
        name = fold(link.text or link.title)
        plain = _NAME.fullmatch(name) is not None and link.date is None
        known = names_column(name) or judge(link.title) == "report" or _OTHERS.search(name)
        if plain and not known and not _SERVICES.search(name) and urlsplit(link.url).path not in ("", "/"):
            found.append(Column(link.url, "reports", name, f"a link of {url}", named=False))
    return found


def former(html: str, url: str) -> list[Column]:
    """Return the links to an earlier site of the same government, whose reports the present one may lack."""
    said = [
        one
        for one in _said(html, url)
        if (sentences.is_site(one.url) if related(url, one.url) else _OF_THIS_SITE.search(one.title))
    ]
    return [
        Column(one.url, "reports", fold(one.text or one.title), f"a link of {url}", named=False)
        for one in (*former_sites.of(page_links(html, url), url), *said)
    ]


def older(html: str, url: str, *, elsewhere: bool = False) -> list[Column]:
    """Return the columns to which a sentence of a page leads for older entries; `elsewhere`: on other hosts alone."""
    own = urlsplit(url).netloc if elsewhere else None
    return [
        Column(one.url, "reports", one.title, f"a sentence of {url}", named=False)
        for one in _said(html, url)
        if urlsplit(one.url).netloc != own and not sentences.is_site(one.url) and related(url, one.url)
    ]


def _said(html: str, url: str) -> list[Link]:
    return sentences.of(ListPage(url, html, 1, url))


def breadcrumb(html: str, url: str) -> list[Column]:
    """Return the columns above an article: the links of its breadcrumb, and those to a folder that contains it."""
    tree = tree_of(html)
    links = {link.url: link for link in page_links(html, url)}
    above = []
    for node in tree.css("div, p, td, span, ul, ol, dl, nav, section, header, h2, h3, h4, h5")[:MAX_LINKS]:
        label = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        text = node.text(deep=True) if _CRUMB.search(label) or len(node.text(deep=False)) < 40 else ""
        if len(text) < 200 and (_CRUMB.search(label) or _HERE.search(text[:12])):
            above += [a.attributes.get("href") for a in node.css("a[href]")]
    base = base_of(tree, url)
    found = [target for href in above if (target := absolute(href, base))]
    folder = url
    while (folder := urljoin(folder, "." if not folder.endswith("/") else "..")) and urlsplit(
        folder
    ).path != "/":
        found += [link for link in links if link.rstrip("/") == folder.rstrip("/")]
    nearest = [
        address for address in dict.fromkeys(reversed(found)) if urlsplit(address).path not in ("", "/")
    ]
    return [
        Column(
            address, "reports", fold(links[address].text) or address, f"above the report {url}", named=False
        )
        for address in nearest
        if address in links and address != url
    ]


def columns(html: str, url: str) -> list[Column]:
    """Return the columns named by a page's links and, on Guangdong's platform, by its directory tree."""
    found = [*_tree(html, url)]
    named = ((link, link.text or link.title) for link in page_links(html, url))
    found += [
        Column(link.url, kind, fold(name), f"a link of {url}")
        for link, name in named
        if (kind := names_column(name))
    ]
    return [*found, *_below_names(html, url)]


def _below_names(html: str, url: str) -> Iterator[Column]:
    """Yield the columns that bear only a year or a mandate, below the name of what they hold, which is no link."""
    tree = tree_of(html)
    base = base_of(tree, url)
    for node in tree.css("a[href]")[:MAX_LINKS]:
        name = fold(node.text(deep=True))
        target = absolute(node.attributes.get("href"), base) if names_part(name) else None
        if target is not None and (kind := names_column(label := _label_of(node))):
            yield Column(target, kind, f"{label} {name}", f"a link of {url}", part=True)


def _label_of(node: LexborNode) -> str:
    """Return the words above a link that are no link themselves: of its heading, or of the node of a tree above it."""
    above: LexborNode | None = node
    for _ in range(_LABEL_ABOVE):
        if above is None or above.tag == "body":
            break
        before = above.prev
        while before is not None:
            words = "" if before.tag == "a" or before.css_first("a") else fold(before.text(deep=True))
            if words:
                return words
            before = before.prev
        above = above.parent
    return ""


def ways(html: str, url: str) -> list[str]:
    """Return addresses of the site that may lead to a report column, likeliest first; those on its other hosts last."""
    host = urlsplit(url).netloc
    ranked = []
    for link in page_links(html, url):
        name = fold(link.text)
        rank = next((i for i, word in enumerate(_ON_THE_WAY) if word in name), None)
        if rank is None and _ON_THE_WAY_IN_ENGLISH.fullmatch(name):
            rank = len(_ON_THE_WAY)
        elif len(name) > _LONGEST_WAY:
            rank = None
        if rank is not None and not names_column(name) and related(url, link.url):
            ranked.append((urlsplit(link.url).netloc != host, rank, link.url))
    return [address for _, _, address in sorted(ranked, key=lambda one: one[:2])]


def frames(html: str, url: str) -> list[str]:
    """Return the frames of a page that leads to columns: its tree of columns, and the list beside it."""
    tree = tree_of(html)
    base = base_of(tree, url)
    sources = (node.attributes.get("src") for node in tree.css("iframe[src], frame[src]")[:_FRAMES])
    targets = [target for source in sources if (target := absolute(source, base))]
    return [one for one in dict.fromkeys(targets) if related(url, one) and not _OTHER_FRAMES.search(one)]


def _tree(html: str, url: str) -> Iterator[Column]:
    """Yield the columns of a gkmlpt directory: `_CONFIG` has the site's number and the tree of categories."""
    sid = re.search(r"\bSID[\"']?\s{0,4}:\s{0,4}[\"']?(\d{1,12})", html)
    start = re.search(r"\bTREE[\"']?\s{0,4}:\s{0,4}(?=\[)", html)
    if not sid or not start:
        return
    try:
        tree, _ = json.JSONDecoder().raw_decode(html, start.end())
    except ValueError:
        return
    parts = urlsplit(url)
    for node in _nodes(tree):
        kind, number = names_column(str(node.get("name", ""))), node.get("id")
        if kind and isinstance(number, int):
            api = f"{parts.scheme}://{parts.netloc}/gkmlpt/api/all/{number}?page=1&sid={sid[1]}"
            yield Column(api, kind, str(node["name"]), f"the directory of {url}")


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = list(tree) if isinstance(tree, list) else []
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, dict):
            yield node
            children = node.get("children")
            waiting += children if isinstance(children, list) else []
