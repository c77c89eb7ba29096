"""Signs in a page's source that an article may have further pages, found without a tree."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from parsers.formats.pager_addresses import split
from parsers.text.patterns import lazy

# The rest of a text on its next page: 余下全文, 继续阅读, 下一部分.
REST = r"(?:余下|剩余|后续|未读)(?:的)?(?:全文|内容|正文|部分|文字)|继续(?:阅读|浏览)|[接下]一?(?:文|部分|节)|未完待续"
_LEAST_NAME = 5  # characters of an article's name, without the ending
_NEXT_HINT = lazy(r"(?:[下后]\s?一?|第\s?[2二])\s?\Z")
# A page's source is long: this begins with a character, to which the engine skips quickly.
_SECOND_HINT = lazy(
    r"2(?:(?:(?<=[>\[【]2)|(?<=[>\[【]\s2))\s?[\]】<]"
    r"|(?:(?<=>[(（]2)|(?<=>\s[(（]2)|(?<=>[(（]\s2)|(?<=>\s[(（]\s2))\s?[)）]\s?<)"
)
# Found where _REST begins: the source is long, and the engine skips quickly to a set.
_REST_HINT = lazy(rf"[余剩后未继接下](?<=(?={REST}).)")
# A name that is a date or a year with a kind: the articles of that day are numbered behind it, 20190115_2.html.
_DATED = lazy(r"(?:[a-z]{1,12}[_-]?)?(?:19|20)\d{2}(?:[_-]?(?:0[1-9]|1[0-2])(?:[_-]?[0-3]\d)?)?", re.I)


def may_have_more(html: str, url: str | None = None) -> bool:
    """Return whether a source may have a pager, or has the article's name with the next number; needs no tree."""
    if _names_next_page(html) or "createPageHTML" in html or (url is not None and _has_next_name(html, url)):
        return True
    return _SECOND_HINT.search(html) is not None or _REST_HINT.search(html) is not None


def _has_next_name(html: str, url: str) -> bool:
    """Return whether a source has the name of an article's next page: t2021_55_1 beside t2021_55, no index_1."""
    stem, own = split(urldefrag(url)[0].partition("?")[0])
    name = name_of(stem)
    numbers = (1, 2) if own is None else (own + 1,)
    return name != "" and any(
        f"{name}{mark}{number}." in html for mark in ("_", "-", "_p") for number in numbers
    )


def name_of(stem: str) -> str:
    """Return the name in an address if it is an article's own, by a number in it and its length; otherwise ''.

    A date is no article's own name: several articles have it.
    """
    name = stem.partition("?")[0].rpartition("/")[2].partition(".")[0]
    if len(name) < _LEAST_NAME or not any(map(str.isdigit, name)) or _DATED.fullmatch(name):
        return ""
    return name


def _names_next_page(html: str) -> bool:
    """Return whether 下页, 下一页 or 第2页 is in the source; 页 is found faster than a pattern that ends in it."""
    at = html.find("页")
    while at >= 0:
        if _NEXT_HINT.search(html, max(0, at - 4), at) is not None:
            return True
        at = html.find("页", at + 1)
    return False
