"""Guangdong's provincial platform: `content/post_N.html`, and its directory gkmlpt with a JSON list."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from spiders.families.family import Family, sign
from spiders.lists import reader
from spiders.lists.base import Declared, Listing, ListPage, with_query
from spiders.lists.links import Link, absolute

_ARTICLE = re.compile(r"/content/(\d+/\d+/)?m?post_\d+\.html$")
_API = re.compile(r"/gkmlpt/api/all/(\d+)$")
_SID = re.compile(r"\bSID[\"']?\s{0,4}:\s{0,4}[\"']?(\d{1,12})")
_BEIJING = datetime.timezone(datetime.timedelta(hours=8))

GUANGDONG = Family(
    "guangdong",
    _ARTICLE,
    signs=(
        sign(r"/content/post_\d+\.html", 4, "article addresses like content/post_2856800.html"),
        sign(r"news_cont_d_wrap|tyxxy_main", 2, "a body container of the Guangdong platform"),
    ),
)


def read_gkmlpt(page: ListPage) -> Listing:
    """Read the directory page, which gives the site's number, or one page of rows from the interface behind it.

    The list's address is `/gkmlpt/index#CATEGORY` or that of the interface itself.
    """
    parts = urlsplit(page.url)
    if not _API.search(parts.path):
        category, sid = urlsplit(page.start).fragment, _SID.search(page.text)
        if not (category.isdecimal() and sid):
            return reader.read(page)
        api = f"{parts.scheme}://{parts.netloc}/gkmlpt/api/all/{category}?page=1&sid={sid[1]}"
        return Listing((), api, rows=False)
    answer = as_object(page.text)
    rows = [row for row in answer.get("articles") or () if isinstance(row, dict)]
    links = [
        Link(target, str(row.get("title", "")), str(row.get("title", "")), _day(row))
        for row in rows
        if (target := absolute(str(row.get("url") or ""), page.url))
    ]
    number = _page_number(parts.query)
    total = (answer.get("classify") or {}).get("post_count")
    more = bool(rows) and isinstance(total, int) and number * len(rows) < total
    # The last page is shorter than the others, so its length does not show how many rows precede it.
    following = with_query(page.url, page=str(number + 1)) if more else None
    declared = Declared(total if isinstance(total, int) else None, None)
    unread = None if "articles" in answer else f"{page.url} did not answer with a list of articles"
    return Listing(tuple(links), following, declared=declared, shown=len(rows), unread=unread)


def as_object(text: str) -> Mapping[str, Any]:
    """Parse a JSON object; return an empty one for anything else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _page_number(query: str) -> int:
    match = re.search(r"(?:^|&)page=(\d{1,6})", query)
    return int(match[1]) if match else 1


def _day(row: Mapping[str, Any]) -> str | None:
    """Return the day shown beside the title, Beijing time: `display_publish_time`, else `date`, in seconds."""
    for key in ("display_publish_time", "date"):
        value = row.get(key)
        if isinstance(value, int) and 0 < value < 2**32:
            return datetime.datetime.fromtimestamp(value, _BEIJING).date().isoformat()
    return None


GKMLPT = Family(
    "gkmlpt",
    _ARTICLE,
    read_gkmlpt,
    signs=(
        sign(r"/gkmlpt/(index|content|api)", 6, "addresses under /gkmlpt/"),
        sign(r"_CONFIG\s*=\s*\{\s*SID", 3, "window._CONFIG with a SID"),
    ),
    owns=re.compile(r"^https?://[^/]+/gkmlpt/(index|api)"),
)


def article_html(text: str) -> str:
    """Return the body of a gkmlpt article, which is embedded as JSON in a script; empty without one."""
    match = re.search(r"\"content\"\s{0,4}:\s{0,4}(?=\")", text)
    if not match:
        return ""
    try:
        value, _ = json.JSONDecoder().raw_decode(text, match.end())
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""
