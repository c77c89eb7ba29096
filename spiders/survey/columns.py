"""Where a site lists its reports: columns found through navigation, breadcrumb, site map and directory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from spiders.families.links import anchors
from spiders.families.titles import fold, names_column

Kind = Literal["reports", "livelihood"]

# Where a column of reports hangs in the navigation, likeliest first (shared study of families, 2026, 0.7).
_ON_THE_WAY = (
    "网站地图", "站点地图", "政府信息公开", "政务公开", "信息公开", "法定主动公开内容", "公开目录", "信息公开目录",
    "政府文件", "规划计划", "计划总结", "工作报告", "领导之窗", "政府公报", "区情", "县情", "市情", "专题专栏", "民生",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may hold reports or livelihood lists, and where it was found."""

    url: str
    kind: Kind
    name: str
    found: str


def columns(html: str, url: str) -> list[Column]:
    """The columns that a page's links and, on Guangdong's platform, its directory tree name."""
    found = [*_tree(html, url)]
    named = ((link, link.text or link.title) for link in anchors(html, url))
    found += [
        Column(link.url, kind, fold(name), f"a link of {url}")
        for link, name in named
        if (kind := names_column(name))
    ]
    return found


def ways(html: str, url: str) -> list[str]:
    """Addresses on the same host from which a report column may be reached, likeliest first."""
    host = urlsplit(url).netloc
    ranked = []
    for link in anchors(html, url):
        name = fold(link.text)
        rank = next((i for i, word in enumerate(_ON_THE_WAY) if word in name), None)
        if (
            rank is not None
            and len(name) <= 14
            and not names_column(name)
            and urlsplit(link.url).netloc == host
        ):
            ranked.append((rank, link.url))
    return [address for _, address in sorted(ranked, key=lambda pair: pair[0])]


def _tree(html: str, url: str) -> Iterator[Column]:
    """Columns of a gkmlpt directory: `_CONFIG` holds the site's number and the tree of categories."""
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
