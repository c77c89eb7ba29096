"""Families with ordinary list pages that differ only in their addresses, or that page by a query."""

from __future__ import annotations

import re
from collections.abc import Callable

from spiders.families.family import Family, sign
from spiders.lists import reader
from spiders.lists.base import Listing, ListPage, PageRequest, with_query

UCAP = Family(
    "ucap",
    re.compile(r"/(\d{6}/[0-9a-f]{32}|\d{6}/c\d{2}_\d+)\.s?html$"),
    signs=(
        sign(r"UCAP(CONTENT|TITLE|-CONTENT)", 5, "UCAP's own tags"),
        sign(r"/\d{6}/[0-9a-f]{32}\.shtml", 4, "article addresses like 202602/HEX32.shtml"),
        sign(r"common_list(_\d+)?\.shtml|'common_list'", 3, "lists named common_list.shtml"),
    ),
)

# List files count down (page 2 is total-1), so 下页 is followed and the number is never computed.
BODA = Family(
    "boda",
    re.compile(r"/info/(\d+/\d+|egovinfo/\d+/xxgk_content/[\w-]+)\.htm$"),
    signs=(
        sign(r"Announced by Visual SiteBuilder", 5, "the comment of Visual SiteBuilder"),
        sign(r"/?info/\d+/\d+\.htm\b", 3, "article addresses like info/1041/2356.htm"),
        sign(r"_showDynClick|_sitegray|vsb_content", 3, "Boda's scripts or #vsb_content"),
    ),
)


def by_query(name: str) -> Callable[[ListPage], Listing]:
    """Page by a query parameter, up to the declared number of pages, where there is no link to the next one."""

    def read(page: ListPage) -> Listing:
        listing = reader.read(page)
        pages = listing.declared.pages
        if listing.following or pages is None or page.number >= pages:
            return listing
        return reader.with_next(listing, PageRequest(with_query(page.url, **{name: str(page.number + 1)})))

    return read


SHAHEKOU = Family(
    "shahekou",
    re.compile(r"/information/detail\?(.*&)?id=[0-9a-f]{32}$"),
    by_query("pageNo"),
    signs=(
        sign(
            r"/web/\w+/information/(detail|list)\?", 6, "addresses like /web/shk/information/detail?id=HEX32"
        ),
        sign(r"footpage<br", 1, "a footer that begins with 'footpage'"),
    ),
)

KUNMING = Family(
    "kunming",
    re.compile(r"/c/\d{4}-\d{2}-\d{2}/\d+\.s?html$"),
    signs=(
        sign(r"/c/\d{4}-\d{2}-\d{2}/\d+\.shtml", 5, "article addresses like /c/2022-01-28/5766667.shtml"),
        sign(r"class=[\"']article-name", 2, "a title of class article-name"),
    ),
)


EPOINT = Family(
    "epoint",
    re.compile(r"/\d{8}/[0-9a-f]{8}-[0-9a-f-]{27}\.html$|InfoDetail/?\?(.*&)?InfoID=[0-9a-f-]{36}", re.I),
    by_query("pageing"),  # the platform's own spelling
    signs=(
        sign(r"EpointWebBuilder|ewb-[a-z]+", 4, "ewb- classes or EpointWebBuilder"),
        sign(r"/\d{8}/[0-9a-f]{8}-[0-9a-f-]{27}\.html", 3, "article addresses like 20210619/UUID.html"),
    ),
)


# No report page of this platform has been seen (study of 2026): a preset, not a proven family.
LONSUN = Family(
    "lonsun",
    re.compile(r"/(public/\d+|[\w-]+)/\d{7,11}\.html$|/openness/detail/content/[0-9a-f]{24}\.html$"),
    by_query("pageIndex"),
    signs=(
        sign(
            r"\bLs\.(pagination|ajax|inter)|class=[\"'][^\"']{0,60}\bls-article", 4, "the Ls. script library"
        ),
        sign(r"/content/column/\d+", 3, "column addresses like /content/column/6793811"),
        sign(
            r"/public/(column/)?\d+/\d{7,11}\.html", 3, "article addresses like /public/6597581/9876543.html"
        ),
    ),
)

JIANGSU = Family(
    "jiangsu",
    re.compile(r"/content/[0-9a-f]{8}-[0-9a-f-]{27}\.html$"),
    signs=(sign(r"/content/[0-9a-f]{8}-[0-9a-f-]{27}\.html", 4, "article addresses like content/UUID.html"),),
)

# Directories of the site's navigation end in index.html too: only a folder of digits is an article.
TIMESTAMP = Family(
    "timestamp",
    re.compile(r"/\d{5,20}/(index\.s?html)?$"),
    signs=(sign(r"/\d{17,20}/index\.s?html", 4, "article addresses like 2022060619155630978/index.html"),),
)

ANKANG = Family(
    "ankang",
    re.compile(r"/Content-\d+\.html$"),
    signs=(
        sign(r"/(?-i:Content)-\d+\.html", 4, "article addresses like /Content-2389197.html"),
        sign(r"/Node-\d+\.html", 3, "column addresses like /Node-29622.html"),
    ),
)

AGGREGATOR = Family(
    "aggregator",
    re.compile(r"/\d{2,9}\.s?html?$"),
    signs=(
        sign(r"仅代表作者观点|不代表本站立场", 3, "a collection site's disclaimer"),
        sign(r"导航菜单", 2, "the heading 导航菜单"),
        sign(r"留言与评论|文库|范文", 2, "comments or 文库/范文: a collection, no government"),
    ),
)

# Everything else: an address with a number or a digest, paged by 下一页.
PLAIN = Family(
    "plain",
    re.compile(
        r"\d{4,}[\w-]*\.(s?html?|jhtml|jspx?|aspx?|php)$"
        r"|[0-9a-f]{16,}(\.s?html?)?$|[?&](id|articleid|newsid|aid|infoid)=[\w-]{2,}|/\d{5,}/?$",
        re.I,
    ),
)

ALL = (
    UCAP, BODA, SHAHEKOU, KUNMING, EPOINT, LONSUN, JIANGSU, TIMESTAMP, ANKANG, AGGREGATOR, PLAIN,
)  # fmt: skip
