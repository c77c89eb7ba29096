"""Families whose lists are ordinary pages and that differ in their addresses, or page by a query."""

from __future__ import annotations

import re

from spiders.families.base import (
    Family,
    Listing,
    ListPage,
    html_list,
    next_link,
    sign,
    total_pages,
    with_query,
)  # fmt: skip

UCAP = Family(
    "ucap",
    re.compile(r"/(\d{6}/[0-9a-f]{32}|\d{6}/c\d{2}_\d+)\.s?html$"),
    signs=(
        sign(r"UCAP(CONTENT|TITLE|-CONTENT)", 5, "UCAP's own tags"),
        sign(r"/\d{6}/[0-9a-f]{32}\.shtml", 4, "article addresses like 202602/HEX32.shtml"),
        sign(r"common_list(_\d+)?\.shtml|'common_list'", 3, "lists named common_list.shtml"),
    ),
)

# List files count down (page 2 is total-1), so they are followed by 下页, never computed.
BODA = Family(
    "boda",
    re.compile(r"/info/(\d+/\d+|egovinfo/\d+/xxgk_content/[\w-]+)\.htm$"),
    signs=(
        sign(r"Announced by Visual SiteBuilder", 5, "the comment of Visual SiteBuilder"),
        sign(r"/?info/\d+/\d+\.htm\b", 3, "article addresses like info/1041/2356.htm"),
        sign(r"_showDynClick|_sitegray|vsb_content", 3, "Boda's scripts or #vsb_content"),
    ),
)


def read_shahekou(page: ListPage) -> Listing:
    """Pages are `&pageNo=N`: the link where the page has one, else by the declared number of pages."""
    if following := next_link(page):
        return Listing(tuple(page.links), following)
    total = total_pages(page.text)
    more = total is not None and page.number < total
    return Listing(tuple(page.links), with_query(page.url, pageNo=str(page.number + 1)) if more else None)


SHAHEKOU = Family(
    "shahekou",
    re.compile(r"/information/detail\?(.*&)?id=[0-9a-f]{32}$"),
    read_shahekou,
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


def read_epoint(page: ListPage) -> Listing:
    """Pages are `?pageing=N` (the platform's own spelling), their number in `totalPageNums`."""
    if following := next_link(page):
        return Listing(tuple(page.links), following)
    total = total_pages(page.text) if "totalPageNums" in page.text else None
    more = total is not None and page.number < total
    return Listing(tuple(page.links), with_query(page.url, pageing=str(page.number + 1)) if more else None)


EPOINT = Family(
    "epoint",
    re.compile(r"/\d{8}/[0-9a-f]{8}-[0-9a-f-]{27}\.html$|InfoDetail/?\?(.*&)?InfoID=[0-9a-f-]{36}", re.I),
    read_epoint,
    signs=(
        sign(r"EpointWebBuilder|ewb-[a-z]+", 4, "ewb- classes or EpointWebBuilder"),
        sign(r"/\d{8}/[0-9a-f]{8}-[0-9a-f-]{27}\.html", 3, "article addresses like 20210619/UUID.html"),
    ),
)


def read_lonsun(page: ListPage) -> Listing:
    """`Ls.pagination` in the page declares the pages; page N is `?pageIndex=N`."""
    if following := next_link(page):
        return Listing(tuple(page.links), following)
    total = total_pages(page.text) if "Ls.pagination" in page.text else None
    more = total is not None and page.number < total
    return Listing(tuple(page.links), with_query(page.url, pageIndex=str(page.number + 1)) if more else None)


# No report page of this platform has been seen (study of 2026): a preset, not a proven family.
LONSUN = Family(
    "lonsun",
    re.compile(r"/(public/\d+|[\w-]+)/\d{7,11}\.html$|/openness/detail/content/[0-9a-f]{24}\.html$"),
    read_lonsun,
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

# Directories of the site's navigation end in index.html too: only digits make an article.
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

# Everything else: an address with a number, a digest in it, paged by 下一页.
PLAIN = Family(
    "plain",
    re.compile(
        r"\d{4,}[\w-]*\.(s?html?|jhtml|jspx?|aspx?|php)$"
        r"|[0-9a-f]{16,}(\.s?html?)?$|[?&](id|articleid|newsid|aid|infoid)=[\w-]{2,}|/\d{5,}/?$",
        re.I,
    ),
    html_list,
)

ALL = (
    UCAP, BODA, SHAHEKOU, KUNMING, EPOINT, LONSUN, JIANGSU, TIMESTAMP, ANKANG, AGGREGATOR, PLAIN,
)  # fmt: skip
