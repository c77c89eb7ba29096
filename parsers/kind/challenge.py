"""Recognise a web application firewall's challenge page: its script or words, and no content.

瑞数 inserts its script (`$_ts=window['$_ts']`) into complete pages too, so the script alone proves
nothing: a challenge page has nothing for a person to read.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.text.patterns import lazy

# Scripts and stubs of web application firewalls: 瑞数, 加速乐, Aliyun, Cloudflare, 安全狗, 创宇盾, GeoBL.
_SIGNS: Final = lazy(
    r"\$_ts\b|__?jsl?_?clearance|__jsluid|acw_sc__v2|\breason:GeoBL\b|cf-chl-|_cf_chl_opt|challenge-platform|"
    r"safedogerror|yundun|aliyun_waf|waf_js|ws_waf"
)
_HUMAN: Final = lazy(
    r"访问过于频繁|访问频率过高|请求过于频繁|安全验证|滑动(?:验证|滑块)|人机验证|"
    r"(?:输入|填写|完成)[^。]{0,6}验证码?|请完成验证|"
    r"拖动(?:滑块|下方)|您的访问(?:请求)?(?:被|已被)(?:拦截|拒绝|阻断)|"
    r"请求(?:存在异常|被拦截|已被拦截)|启用\s?JavaScript|Just a moment",
    re.I,
)
# Part of every match of _SIGNS, and of _HUMAN, and found in a quarter of their time. Common words are among them
# (验证): only their surroundings are searched for _HUMAN.
_PARTS_OF_SIGNS: Final = (
    "$_ts", "clearance", "__jsluid", "acw_sc__v2", "reason:GeoBL", "cf-chl-", "_cf_chl_opt", "challenge-platform",
    "safedogerror", "yundun", "aliyun_waf", "waf_js", "ws_waf",
)  # fmt: skip
_PARTS_OF_HUMAN: Final = (
    "过于频繁", "频率过高", "验证", "滑动滑块", "拖动", "您的访问", "请求存在异常", "请求被拦截", "请求已被拦截",
    "启用", "moment", "MOMENT", "Moment",
)  # fmt: skip
_AROUND: Final = 20  # characters; no match of _HUMAN is longer
_OPENS: Final = lazy(r"<!--|<(script|style|noscript|template|title|head|textarea|select)(?=[\s>/])", re.I)
_HIDES_THE_REST: Final = frozenset({"", "script", "style"})  # elements without an end tag
_TAG: Final = lazy(r"<[^<>]{0,2000}>")
_LINK: Final = lazy(r"<a\s[^<>]{0,500}?\bhref\s{0,3}=\s{0,3}[\"']?(?!#|javascript:)[^\"'\s>]", re.I)
_STUB_TEXT: Final = 60  # visible characters of a challenge page, at most
_HUMAN_TEXT: Final = 400  # visible characters of a captcha page, at most
_FEW_LINKS: Final = 4  # a page of the site itself has links to other pages


def challenge(html: str) -> str | None:
    """Return the script or words that show a page to be a challenge, None for a page with content."""
    sign = _SIGNS.search(html) if any(part in html for part in _PARTS_OF_SIGNS) else None
    human = _may_be_human(html)
    if sign is None and not human:
        return None
    body = _shown(html)
    if len(_LINK.findall(body)) >= _FEW_LINKS:
        return None
    seen = "".join(_TAG.sub("", body).split())
    title = re.search(r"<title[^>]*>([^<]{0,200})", html, re.I)
    if sign is not None and len(seen) <= _STUB_TEXT:
        return sign[0]
    if human and len(seen) <= _HUMAN_TEXT:
        said = _HUMAN.search(seen) or (_HUMAN.search(title[1]) if title else None)
        return said[0] if said else None
    return None


def _may_be_human(html: str) -> bool:
    """Return whether a page has words of a captcha page, in its scripts too."""
    for part in _PARTS_OF_HUMAN:
        at = html.find(part)
        while at >= 0:
            if _HUMAN.search(html, max(0, at - _AROUND), at + len(part) + _AROUND):
                return True
            at = html.find(part, at + 1)
    return False


def _shown(html: str) -> str:
    """Return the source without comments, scripts and other elements that are not shown, in linear time."""
    lower = html.lower()
    parts: list[str] = []
    at = 0
    endless: set[str] = set()
    for match in _OPENS.finditer(html):
        name = (match[1] or "").lower()
        if match.start() < at or name in endless:
            continue
        close = f"</{name}" if name else "-->"
        end = lower.find(close, match.end())
        if end < 0:
            endless.add(name)
            if name in _HIDES_THE_REST:
                parts.append(html[at : match.start()])
                return "".join(parts)
            continue
        parts.append(html[at : match.start()])
        at = end + len(close)
    return "".join((*parts, html[at:]))
