"""The addresses of an article's pages: they differ only in the page's number, wherever a CMS puts it."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from parsers.text.patterns import lazy

# content.html and content_2.html, t2021_55.html and t2021_55_1.html, show.php?id=7&page=2, /77/2.html
_ADDRESS = lazy(
    r"^(?P<stem>.{1,400}?)(?:(?P<mark>[_-]p?)(?P<number>\d{1,3}))?(?P<suffix>\.(?:s?html?|jhtml|aspx?|jspx?|php))?$",
    re.I,
)
# /archives/17533/2/ and /a/2024-report/2, pages of /archives/17533 and /a/2024-report/
_BELOW = lazy(
    r"^(?P<stem>.{1,400}/[^/]{0,80}(?:\d{3}|-)[^/]{0,80}?)(?:\.s?html?)?/(?P<number>\d{1,2})(?:/|\.s?html?)?$",
    re.I,
)
# p2_150002.html, a page of content_150002.html
_AHEAD = lazy(r"^(.{1,400}/)[a-z]{0,4}(\d{1,2})[_-](\d{5,24}|[0-9a-f]{32})(\.\w{2,5})$", re.I)
_SERIAL = lazy(r"(?:[a-z]{1,12}[_-])?((?:\d{5,24}|[0-9a-f]{32})\.\w{2,5})", re.I)
_QUERY = lazy(
    r"[?&](?:\w{0,9}page(?:no|num|index|id)?|p|pn)=(\d{1,3})(?=&|$)",
    re.I,
)


def split(address: str) -> tuple[str, int | None]:
    """Return a URL without its page number, and the number: content_2.html and content.html have one stem."""
    found = _QUERY.search(address)
    if found:
        bare = address[: found.start()] + address[found.end() :].replace(
            "&", "?", 1 if found[0][0] == "?" else 0
        )
        return bare, int(found[1])
    path, mark, query = address.partition("?")
    match = _ADDRESS.match(path)
    if match is not None and match["number"] is not None:
        return f"{match['stem']}{match['suffix'] or ''}{mark}{query}", int(match["number"])
    if (below := _BELOW.match(path)) is not None:
        return f"{below['stem']}{mark}{query}", int(below["number"])
    if (ahead := _AHEAD.match(path)) is not None:
        return f"{ahead[1]}{ahead[3]}{ahead[4]}{mark}{query}", int(ahead[2])
    return address, None


def is_numbered(address: str) -> bool:
    """Return whether a parameter of a URL is called after pages: no article is numbered by it.

    >>> is_numbered("/note/77/?page=3"), is_numbered("/note/77_3.html"), is_numbered("/?p=77")
    (True, False, False)
    """
    found = _QUERY.search(address)
    return found is not None and "page" in found[0].lower()


def stems_of(address: str) -> set[str]:
    """Return the stems that further pages of an article may have, whose first page has no number."""
    path, mark, query = address.partition("?")
    folder, _, name = path.rpartition("/")
    bare = re.sub(r"\.s?html?$", "", path.rstrip("/"))
    serial = _SERIAL.fullmatch(name)
    named = {f"{folder}/{serial[1]}{mark}{query}"} if serial else set()
    return {address, f"{bare}{mark}{query}"} | named


def is_page(address: str, stems: set[str], number: int) -> bool:
    """Decide whether a URL is that of page `number`: its stem has that number, one less (TRS), or none (first page)."""
    stem, own = split(address)
    if number == 1 and stems_of(address) & stems:
        return True
    return stem in stems and own in (number, number - 1)


def script_stem(url: str) -> str:
    """Return the name that TRS's `createPageHTML` has for a page: t2021_55 for t2021_55.html and t2021_55_1.html."""
    name = urldefrag(url)[0].partition("?")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return (
        re.sub(r"(?<=\d)_\d{1,3}$", "", name)
        if re.search(r"\d_\d{1,3}$", name) and name.count("_") > 1
        else name
    )
