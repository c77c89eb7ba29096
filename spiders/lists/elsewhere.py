"""Pages that lead to another page: forwarding pages, feeds, frames, and the link 更多 under a list."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from spiders.lists.account import ONLY_NEWEST
from spiders.lists.base import ListPage, PageRequest
from spiders.lists.links import absolute, base_of
from spiders.lists.scripts.javascript import Script

SHORT: Final = 3000  # characters; a page that only forwards is not longer
_SENDS_ON: Final = re.compile(
    r"http-equiv=[\"']?refresh|location(\.href\s*=|\.(replace|assign)\(|\s*=)", re.I
)
_WORDS: Final = 150  # visible characters; a page that sends the browser on says no more than that it does
_REFRESH = re.compile(r"^\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"'\s]{1,300})", re.I)
_MORE = re.compile(
    r"[\[<>(（+]{0,2}(查看|浏览|点击)?(更多|全部|more)(信息|内容|列表)?[.…>»＞)\]）+]{0,3}", re.I
)

_PART = re.compile(r"\bhref\s*:\s*['\"]([^'\"]{2,300})['\"]")
_PAGE = re.compile(r"(/|\.(s?html?|jhtml|jspx?|aspx?|php|do|action))$", re.I)
_TABLE = re.compile(r"\.(xlsx?|csv|et)$", re.I)
# 本栏目仅显示最新10条信息, 只展示近三年的文件
_ONLY_NEWEST = re.compile(
    r"(?:仅|只|最多|至多)(?:能)?(?:显示|展示|列出|提供|保留|展现|公布)(?:了)?\s?(?:最新|最近|近期?|前)的?\s?"
    r"(?:(?P<count>\d{1,3})\s?(?:条|篇|项|个)|(?:\d|[一二两三四五]){1,2}\s?(?:年|个月)|的?(?:信息|文件|内容))[^\s。，；]{0,12}"
)


def forwarded(page: ListPage, script: Script, *, any_host: bool = False) -> str | None:
    """Return where a page without content sends the browser: by meta refresh, or by a script that runs at once."""
    if len(page.text) > SHORT:
        return None
    base = base_of(page.tree, page.url)
    addresses = [
        match[1]
        for node in page.tree.css("meta[http-equiv='refresh' i]")
        if (match := _REFRESH.match(node.attributes.get("content") or ""))
    ]
    if not addresses and "location" in page.text:
        addresses = script.running.opened
    targets = [target for one in addresses if (target := absolute(one, base))]
    host = urlsplit(page.url).hostname
    return next(
        (one for one in targets if one != page.url and (any_host or urlsplit(one).hostname == host)), None
    )


def sent_on(url: str, text: str) -> str | None:
    """Return where a page without content sends the browser, on whatever host; None for a page with content.

    Articles may be behind such pages: `/jump.html?target=…`.
    """
    if len(text) > SHORT or not _SENDS_ON.search(text):
        return None
    page = ListPage(url, text, 1, url)
    body = page.tree.body
    scripts = "".join(node.text(deep=True) for node in page.tree.css("script, style"))
    seen = len(re.sub(r"\s", "", body.text(deep=True))) if body else 0
    if seen - len(re.sub(r"\s", "", scripts)) > _WORDS:
        return None
    return forwarded(page, Script(page.tree, url), any_host=True)


def feed_of(page: ListPage) -> str | None:
    """Return the feed of the list itself, RSS or Atom: it shares a number or a folder's name with the list."""
    base = base_of(page.tree, page.url)
    title = page.tree.css_first("title")
    heading = title.text(deep=True) if title else ""
    own = set(re.findall(r"\d{2,}|[a-z]{4,}", urlsplit(page.url).path.lower())) - {"index", "html", "list"}
    for node in page.tree.css("link[rel~='alternate'][href]"):
        kind = (node.attributes.get("type") or "").lower()
        target = absolute(node.attributes.get("href"), base)
        if (
            target is None
            or not kind.endswith(("rss+xml", "atom+xml"))
            or urlsplit(target).netloc != urlsplit(page.url).netloc
        ):
            continue
        name = (node.attributes.get("title") or "").strip()
        if own & set(re.findall(r"\d{2,}|[a-z]{4,}", target.lower())) or (len(name) > 1 and name in heading):
            return target
    return None


def whole_list(page: ListPage, rows: Sequence[LexborNode]) -> PageRequest | None:
    """Return the page with all rows, if the list ends with the link 更多 beside its rows, under no heading."""
    holder = rows[0].parent
    last = rows[-1].mem_id
    for _ in range(5):
        if holder is None or holder.tag in ("body", "html"):
            return None
        if any(node.mem_id == last for node in holder.css("a")):
            break
        holder = holder.parent
    around = (
        holder.parent if holder is not None and holder.tag in ("ul", "ol", "table", "tbody", "dl") else holder
    )
    if around is None or around.css_first("h1, h2, h3, h4, h5, h6") is not None:
        return None
    base = base_of(page.tree, page.url)
    for node in around.css("a[href]"):
        target = absolute(node.attributes.get("href"), base)
        if target and target != page.url and _MORE.fullmatch("".join(node.text(deep=True).split())):
            parts = urlsplit(target)
            if parts.netloc == urlsplit(page.url).netloc and (parts.path not in ("", "/") or parts.query):
                return PageRequest(target)
    return None


def with_documents(page: ListPage) -> ListPage:
    """Return a page together with the documents that its frames hold themselves (`<iframe srcdoc>`)."""
    if "srcdoc" not in page.text:
        return page
    held = "".join(node.attributes.get("srcdoc") or "" for node in page.tree.css("iframe[srcdoc]"))
    return replace(page, text=f"{page.text}{held}") if held else page


def with_frames(page: ListPage, script: Script) -> ListPage:
    """Return a page together with the frames that its scripts write into it or add to it."""
    if not any("iframe" in code for code in script.codes):
        return page
    effects, values = script.running.effects, script.running.world.values
    written = "".join(effects.written)
    sources = [
        values.get((node.mem_id, "src")) or node.attributes.get("src")
        for _, node in effects.added
        if node.tag == "iframe"
    ]
    added = "".join(f"<iframe src='{html.escape(one)}'></iframe>" for one in sources if isinstance(one, str))
    held = (written if "<iframe" in written.lower() else "") + added
    return replace(page, text=f"{page.text}{held}") if held else page


def is_table(url: str) -> bool:
    """Return whether an address is that of a file with a table, in which a list may have its older entries."""
    return _TABLE.search(urlsplit(url).path) is not None


def says_only_newest(page: ListPage, shown: int) -> str | None:
    """Return the sentence by which a list says that it shows only its newest rows; None without one."""
    text = page.tree.body.text(deep=True, separator=" ") if page.tree.body else ""
    for match in _ONLY_NEWEST.finditer(text):
        if match["count"] is None or int(match["count"]) <= shown:
            return f"{ONLY_NEWEST}: {' '.join(match[0].split())}"
    return None


def framed(page: ListPage) -> str | None:
    """Return the frame of the same host that may contain the list."""
    base = base_of(page.tree, page.url)
    host = page.url.split("/")[2]
    for node in page.tree.css("iframe[src], frame[src], object[data], embed[src], [data-options*='href']"):
        part = _PART.search(node.attributes.get("data-options") or "")  # a panel of EasyUI
        named = part[1] if part else node.attributes.get("src") or node.attributes.get("data")
        target = absolute(named, base)
        if node.tag in ("object", "embed") and not _PAGE.search(urlsplit(target or "").path):
            continue
        if (
            target
            and target.split("/")[2] == host
            and target != page.url
            and not re.search(r"search|head|foot|top|left|menu|nav", target, re.I)
        ):
            return target
    return None
