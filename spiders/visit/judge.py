"""How a fetch ended, judged by status and body: challenges and missing pages are also served with status 200.

A challenge is reported, never solved: the site does not want automated visitors and is left alone for the night.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from archive.warc.captures import Role
from archive.warc.outcomes import Outcome, of_status
from archive.warc.received import fault_of
from parsers.kind.challenge import challenge
from parsers.text.decode import decode
from spiders.lists.elsewhere import SHORT, sent_on
from spiders.lists.links import tree_of

_GEOGRAPHY = b"reason:GeoBL"
EMPTY_BODY = "empty body"
_STUB_BYTES = 60_000
_FILLED = re.compile(r"<(i?frame|script)\b[^>]*\bsrc\s*=", re.I)
_EMPTY_PLACE = re.compile(r"<div\b[^<>]{0,500}\bid\s{0,9}=[^<>]{0,500}>\s{0,99}</div", re.I)
_SCRIPT_FILE = re.compile(r"<script\b[^<>]{0,500}\bsrc\s{0,9}=", re.I)
_STUB_PAGE = "a stub of"
_MISSING = re.compile(
    r"页面不存在|页面(没有|未)找到|找不到(该|您|你|此|页)|(网页|页面|内容|信息|文章|栏目)(已|已经|已被|不存在或已(被)?)删除"
    r"|访问的(页面|内容|网页|地址)(不存在|已)|(?<!\d)404\s{0,3}(not found|错误|页面)",
    re.I,
)
# A road, a house or a district may have this number: it must be followed by words about a page, or by nothing.
_STATUS = re.compile(r"(?<![\d第])404(?!\d)(?=[^\u3400-\u9fff]|错|页|未|找|无|不|$)")
_ERROR_PAGE = re.compile(r"/(40[34](?!\d)|error|not_?found)[\w-]{0,20}(\.[a-z]{2,5})?/?$", re.I)
# A text without any of these can match neither pattern; searching for them takes a tenth of the time.
_SIGNS = (
    "页面不存在", "没有找到", "未找到", "找不到", "删除", "访问的", "404",
)  # fmt: skip
# A home page may consist only of a splash screen or a set of frames.
_SENDS_ON = re.compile(
    r"<i?frame\b|http-equiv=[\"']?refresh|location(\.href\s*=|\.(replace|assign)\(|\s*=)", re.I
)
_SHORT_TEXT = 400  # visible characters; a report page without its report still shows the site's frame
_SMALL_PAGE = 120_000  # bytes; no error page seen was larger


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, and the reason where the status alone does not show it."""

    outcome: Outcome
    detail: str | None = None


def judge(
    url: str,
    status: int,
    body: bytes,
    *,
    content_type: str | None,
    location: str | None,
    role: Role,
    home: str,
) -> Verdict:
    """Judge an answer by its status, its decoded body and, for a redirect, its target.

    `home` is the address of the site's home page: an article that redirects there is gone, not moved.
    """
    outcome = of_status(status)
    if outcome == "moved":
        if not location:
            return Verdict("error", f"status {status} without a Location")
        if fault := fault_of(location):
            return Verdict("error", f"Location {location[:200]}: {fault}")
        return _moved(url, urljoin(url, location), role, home)
    if outcome == "ok":
        verdict = _content(body, content_type, role)
        may_lead = verdict.outcome == "ok" or (verdict.detail or "").startswith(_STUB_PAGE)
        if may_lead and role == "article" and (target := _sent_on(url, body, content_type)):
            return _moved(url, target, role, home)
        return verdict
    if outcome == "blocked" and _GEOGRAPHY in body[:_STUB_BYTES]:
        return Verdict("blocked", "by the server's geography rule")
    return Verdict(outcome, None if outcome in ("not_modified", "gone") else f"status {status}")


def _moved(url: str, target: str, role: Role, home: str) -> Verdict:
    if role in ("article", "attachment") and not _same_page(url, home):
        if _same_page(target, home) or _same_page(target, urljoin(home, "/")):
            return Verdict("soft_404", "redirect to the home page")
        if _ERROR_PAGE.search(urlsplit(target).path):
            return Verdict("soft_404", "redirect to an error page")
    return Verdict("moved", f"to {target}")


def _sent_on(url: str, body: bytes, content_type: str | None) -> str | None:
    """Return where a page sends the browser by itself; None if it has content."""
    if len(body) > 4 * SHORT or not _looks_like_html(body, content_type):
        return None
    return sent_on(url, decode(body, content_type).text)


def _content(body: bytes, content_type: str | None, role: Role) -> Verdict:
    if role == "robots":
        return Verdict("ok")
    if _is_part_of_page(content_type):
        return Verdict("ok")
    if not body.strip(b" \t\r\n\0"):
        return Verdict("error", EMPTY_BODY)
    if len(body) > _SMALL_PAGE or not _looks_like_html(body, content_type):
        return Verdict("ok")
    text = decode(body, content_type).text
    if sign := challenge(text):
        return Verdict("challenged", f"a page without content ({sign})")
    # The words are in the title or in the page: where neither has them, no tree is needed.
    if len(body) > 1000 and not _may_be_missing(text):
        return Verdict("ok")
    verdict = _short_page(tree_of(text), len(body))
    if verdict.detail and verdict.detail.startswith(_STUB_PAGE):
        if role == "home" and _SENDS_ON.search(text):
            return Verdict("ok")
        # An application: one empty page for all articles, which a script file fills.
        if role == "article" and _EMPTY_PLACE.search(text) and _SCRIPT_FILE.search(text):
            return Verdict("ok")
        # Its rows are in a frame, a script fills them, or it sends the browser to the list.
        if role == "list" and (_FILLED.search(text) or _SENDS_ON.search(text)):
            return Verdict("ok")
    return verdict


def _may_be_missing(text: str) -> bool:
    if not any(sign in text for sign in _SIGNS):
        return False
    return "404" in text or bool(_MISSING.search(text))


def _short_page(tree: LexborHTMLParser, size: int) -> Verdict:
    title = tree.css_first("title")
    heading = title.text() if title else ""
    if _MISSING.search(heading) or _STATUS.search(heading):
        return Verdict("soft_404", f"title: {heading.strip()[:60]}")
    for node in tree.css("script, style, noscript, title"):
        node.decompose()
    seen = "".join((tree.body.text(deep=True) if tree.body else "").split())
    if not seen and size <= 1000:
        return Verdict("soft_404", f"{_STUB_PAGE} {size} bytes")
    if len(seen) <= _SHORT_TEXT and (match := _MISSING.search(seen)):
        return Verdict("soft_404", match[0])
    return Verdict("ok")


def _is_part_of_page(content_type: str | None) -> bool:
    """Return whether it is a script or a style sheet, which may be empty and may contain HTML."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    return kind == "text/css" or kind.endswith(("/javascript", "/x-javascript", "/ecmascript"))


def _looks_like_html(body: bytes, content_type: str | None) -> bool:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind in ("application/json", "text/xml", "application/xml", "application/pdf"):
        return False
    head = body[:2000].lower()
    return b"<html" in head or b"<!doctype html" in head or b"<body" in head or b"<script" in head


def _same_page(url: str, home: str) -> bool:
    """Return whether two addresses are the same page, apart from index files and a final slash."""

    def core(address: str) -> tuple[str | None, str, str]:
        parts = urlsplit(address)
        path = re.sub(r"/(index|default)\.(s?html?|jsp|aspx?|php)$", "/", parts.path or "/")
        return parts.hostname, path.rstrip("/"), parts.query

    return core(url) == core(home)
