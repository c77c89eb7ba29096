"""The document files that the page of an article links to: in its links, its frames and its embedded viewers."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from spiders.lists.links import Link, absolute, anchors_of, base_of, is_file, tree_of

# A page in which neither matches links to no file; this test takes a hundredth of the time of parsing the page.
_MAY_OFFER = re.compile(r"\.(pdf|docx?|wps|ofd)\b", re.I)
_MAY_LOAD = re.compile(r"<a\b[^>]{0,400}href[^>]{0,400}?(down|attach|accessor|file)", re.I)
# A link text that is a file name, with a size or a note after it; and an address known only to be a download.
_FILE_NAME = re.compile(r"\.(pdf|docx?|wps|ofd)\s{0,4}([(（\[【].{0,30})?$", re.I)
_CALLED_FILE = re.compile(r"^[【\[]?(附件|(点击|请|此处|这里)*下载(附件|全文|文件|正文|阅读|查看)?[】\]]?$)")
_CALLED_REPORT = re.compile(r"工作报告|实事|全文")
_DOWNLOADS = re.compile(r"down(load|file)", re.I)
_DOWNLOAD = re.compile(r"down(load|file)?|attach|accessor|file", re.I)
_VIEWER = re.compile(r"\.(s?html?|aspx?|jspx?|php)$|/(view|viewer|preview)\w{0,9}$", re.I)
_PAGE = re.compile(r"\.s?html?$|/$", re.I)


def attachments(html: str, url: str) -> list[Link]:
    """Return the document files that an article links to: links, frames and embedded viewers."""
    shown = _viewed(url)
    called = ("附件" in html or "下载" in html) and _MAY_LOAD.search(html)
    if not (_MAY_OFFER.search(html) or called):
        return shown
    tree = tree_of(html)
    base = base_of(tree, url)
    found = {one.url: one for one in shown} | {
        link.url: link
        for link in anchors_of(tree, url).values()
        if is_file(link.url) or ("/" not in link.text and _FILE_NAME.search(link.text)) or _is_download(link)
    }
    for node in tree.css("iframe[src], embed[src], object[data]"):
        source = node.attributes.get("src") or node.attributes.get("data") or ""
        inner = re.search(r"[?&]file=([^&#]+)", source)
        target = absolute(unquote(inner[1]) if inner else source, base)
        if target and is_file(target):
            found.setdefault(target, Link(target, "", "", None))
    return list(found.values())


def _viewed(url: str) -> list[Link]:
    """Return the file that the page of a viewer shows: `/pdfjs/web/viewer.html?file=%2Ffiles%2F2019.pdf`."""
    parts = urlsplit(url)
    if not _VIEWER.search(parts.path):
        return []
    named = (value for _, value in parse_qsl(parts.query) if "/" in value and is_file(value))
    return [Link(target, "", "", None) for one in named if (target := absolute(one, url))]


def _is_download(link: Link) -> bool:
    """Return whether a link has the text of a file and a download address that does not name the file."""
    parts = urlsplit(link.url)
    address = f"{parts.path}?{parts.query}"
    called = _CALLED_FILE.match(link.text) and _DOWNLOAD.search(address)
    return (
        bool(called or (_CALLED_REPORT.search(link.text) and _DOWNLOADS.search(address)))
        and not _PAGE.search(parts.path)
        and not re.search(r"\.(xlsx?|zip|rar|jpe?g|png|gif|mp[34]|apk)\b", link.url + link.text, re.I)
    )
