"""What the pages of a site contain: the rows of a list, links worth fetching, document files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from archive.warc.addresses import page_address
from parsers.divisions import mentions, table
from parsers.formats import pager, pager_signs
from parsers.text.decode import decode
from spiders.config.sitefile import List, SiteFile
from spiders.families import FAMILIES, generic, read
from spiders.families.guangdong import article_html
from spiders.lists.attachments import attachments
from spiders.lists.base import Listing, ListPage
from spiders.lists.elsewhere import is_table
from spiders.lists.embedded import under_headings
from spiders.lists.interfaces.formats import compressed, spreadsheets
from spiders.lists.links import Link, anchors, tree_of
from spiders.lists.titles import (
    judge,
    names_column,
    names_letter,
    names_meeting,
    names_month,
    names_older,
    names_part,
    names_section,
)
from spiders.visit.bounds import forbidden, related
from spiders.visit.queries import in_encoding

_OF_STATE = re.compile(r"国务院|全国人大|全国人民代表大会")
# The hosts of the State Council and of the governments of the provinces (their home pages, 2026-11).
_SUPERIORS: Final = re.compile(
    r"(?:(?:www|big5|english)\.)?(?:(?:beijing|tj|hebei|shanxi|nmg|ln|jl|hlj|shanghai|sh|jiangsu|js|zhejiang|zj|anhui|ah"
    r"|fujian|fj|jiangxi|jx|shandong|sd|henan|hubei|hunan|guangdong|gd|gxzf|hainan|cq|sichuan|sc|guizhou|yunnan|yn|xizang"
    r"|shaanxi|gansu|qinghai|qh|nx|xinjiang)\.)?gov\.cn"
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

# Names of files with the entries that a list no longer shows: 历史目录.xls.
_OF_OLDER: Final = re.compile(r"目录|列表|一览|(历史|往年|更早|以前).{0,8}(信息|文件|报告|数据)")

# Names of the pages of columns; index.php?id=77 may be an article beside the list index.php?id=3.
_OF_COLUMNS: Final = re.compile(
    r"(?<![a-z])(?:channel|list|column|col|lanmu|lm|catalog|category|cat|class|node|menu)", re.I
)
_NUMBERS: Final = re.compile(r"\d+")
MAX_ATTACHMENTS = 10  # of one article
MAX_PARTS = 60  # pages of one article
MAX_PARTS_OF_LIST = 150  # columns of a year, a month or a mandate, of one list
MAX_IN_FOLDER = 5  # reports that the page of a year lists
SEVERAL_YEARS = 3  # links to years, from which they are parts of the list
SEVERAL_LETTERS = 3  # links to initial letters, likewise
FEW_ROWS = 6  # an article's page shows no more links that look like rows
MAX_VAGUE = 60  # entries with uninformative titles, of one list in one night


def read_list(site: SiteFile, page: ListPage, entry: List) -> Listing:
    """Read a list page with the rule of the site file, or else with that of its family."""
    return generic.read(page, entry.pages) if entry.pages else read(site.family, page)


def may_be_report(site: SiteFile, link: Link, entry: List) -> bool:
    """Decide whether a link of a list is worth fetching: a clear title is enough, whatever the address looks like.

    A title that may also be a column's (政府工作报告) needs the address of an article, or a date beside it. The
    site's lists, which every page links to, are not articles.
    """
    if forbidden(site, link.url) or link.url in {page_address(one.url) for one in (*site.lists, entry)}:
        return False
    if names_column(link.title) and not link.date:
        # `list.aspx?id=10` beside `list.aspx?id=25` is another column.
        same_script = urlsplit(link.url).query and urlsplit(link.url).path == urlsplit(entry.url).path
        if same_script or not is_article(site, link.url):
            return False
    verdict = judge(link.title)
    return verdict == "report" or (verdict == "doubt" and entry.kind != "mixed")


def parts_of(
    site: SiteFile, listing: Listing, page: ListPage, entry: List, *, goes_on: bool = False
) -> dict[str, Link]:
    """Return the links of a list's first page that lead to parts of the list: its reports of a year or a mandate.

    Their addresses are in the list's folder, or the page has no rows of its own, or several of them name years, or the
    reader knows the request that opens them. `goes_on`: pages before this one led to parts.
    """
    lists = {page_address(one.url) for one in (*site.lists, entry)}
    named = {
        link.url: link
        for link in listing.links
        if (not link.date or _is_folder_in(page, link))
        and link.url not in lists
        and names_part(link.title)
        and not forbidden(site, link.url)
    }
    folder = page.url[: page.url.rfind("/") + 1]
    of_year = {
        link.url: link
        for link in listing.links
        if link.url.startswith(folder)
        and not link.date
        and is_folder_of_year(link)
        and not forbidden(site, link.url)
    }
    indexed = {} if entry.kind == "mixed" else _indexed(site, listing, folder) | _older(site, listing, folder)
    if entry.kind == "mixed" or not (named or of_year):
        return indexed
    years = [link for link in named.values() if _YEAR.search(link.title)]
    if not listing.shown or len(years) >= (1 if goes_on else SEVERAL_YEARS):
        return named | of_year | indexed
    below = {url: link for url, link in named.items() if folder.count("/") > 3 and url.startswith(folder)}
    opened = {one.address for one in listing.posted}
    return below | {url: link for url, link in named.items() if url in opened} | of_year | indexed


def _is_folder_in(page: ListPage, link: Link) -> bool:
    """Return whether a link of a directory listing, which dates all entries, leads to a folder: `2019/`."""
    name = link.title.strip()
    return name.endswith("/") and link.url == f"{page.url[: page.url.rfind('/') + 1]}{name}"


def sections_of(site: SiteFile, page: ListPage) -> dict[str, Link]:
    """Return the sections with reports on a topic site (两会专题): a list of them is behind each heading's 更多."""
    folder = page.url[: page.url.rfind("/") + 1]
    named = [*page.links, *under_headings(page.tree, page.url)]
    return {
        link.url: link
        for link in named
        if names_section(link.title) and link.url.startswith(folder) and not forbidden(site, link.url)
    }


def _indexed(site: SiteFile, listing: Listing, folder: str) -> dict[str, Link]:
    """Return the parts of a list by initial letter or by month, and the tables of its older entries."""
    near = [one for one in listing.links if one.url.startswith(folder) and not forbidden(site, one.url)]
    letters = {one.url: one for one in near if names_letter(one.title) and one.title.isupper()}
    if len(letters) >= SEVERAL_LETTERS:  # a number alone is one of a pager
        letters |= {one.url: one for one in near if names_letter(one.title) and not one.title.isdecimal()}
    months = {one.url: one for one in near if names_month(one.title)}
    years = {one.url for one in near if names_part(one.title) and one.title[:4].isdecimal()}
    tables = {
        one.url: one
        for one in listing.links
        if is_table(one.url) and _OF_OLDER.search(one.title) and not forbidden(site, one.url)
    }
    found = letters if len(letters) >= SEVERAL_LETTERS else {}
    return found | (months if years else {}) | tables


def _older(site: SiteFile, listing: Listing, folder: str) -> dict[str, Link]:
    """Return the links to older entries (往年报告) in the list's own folder."""
    deep = folder.count("/") > 3
    return {
        one.url: one
        for one in listing.links
        if deep and one.url.startswith(folder) and not one.date and names_older(one.title)
        if not forbidden(site, one.url) and one.url not in {page_address(own.url) for own in site.lists}
    }


def is_folder_of_year(link: Link) -> bool:
    """Return whether a link names the report of a year and leads to a folder of that year: `/gzbg/2024/`."""
    match = re.search(r"/((?:19|20)\d\d)/(?:index\.\w{2,5})?$", link.url)
    return match is not None and match[1] in link.title and judge(link.title) == "report"


def in_folder(site: SiteFile, url: str, text: str) -> list[Link]:
    """Return the reports below a page that is a folder (`/gzbg/2024/`): a year's page may list its report."""
    if not url.endswith("/") or not text:
        return []
    below = [link for link in anchors(text, url) if link.url.startswith(url) and link.url != url]
    return [one for one in below if judge(one.title) == "report" and not forbidden(site, one.url)][
        :MAX_IN_FOLDER
    ]


def names_report(title: str | None) -> bool:
    """Return whether a title says that its page is a report or a livelihood list; True without one."""
    return title is None or judge(title) == "report"


def is_of_superior(site: SiteFile, title: str | None, target: str) -> bool:
    """Return whether a report's row leads to the state's report or to that of a division above the site's own.

    Its title names the state or such a division, or names none and leads to the site of the state or of a province.
    """
    own = table.at(site.division, None) if site.division else None
    if title is None or (own is not None and _is_named(own.name, title)):
        return False
    if _OF_STATE.search(title):
        return True
    if own is not None and any(above in title for above in _names_above(own.code)):
        return True
    host = urlsplit(target).hostname or ""
    home = urlsplit(site.homepage).hostname or ""
    return _SUPERIORS.fullmatch(host) is not None and not home.endswith(f".{host.removeprefix('www.')}")


def is_out_of_reach(site: SiteFile, link: Link) -> bool:
    """Return whether a row is a report of the site on a host that its file does not name, so that it is not requested.

    The host belongs to the site, or the title names the site's division.
    """
    if site.allows(link.url) or names_column(link.title) or judge(link.title) != "report":
        return False
    own = table.at(site.division, None) if site.division else None
    return related(site.homepage, link.url) or (own is not None and _is_named(own.name, link.title))


def _is_named(name: str, title: str) -> bool:
    """Return whether a title names a division, by a former name too: 密云县2014年政府工作报告 of 密云区."""
    return name in title or mentions.short(name) in title


def _names_above(code: str) -> list[str]:
    """Return the names of the divisions above a code, each in full: 辽宁省, 大连市."""
    codes = {f"{code[:2]}0000", f"{code[:4]}00"} - {code}
    return [span.name for one in codes for span in table.of_code(one)]


def is_vague(site: SiteFile, link: Link, entry: List) -> bool:
    """Decide whether an entry has a title so uninformative that it must be read: in a column of reports, or in a mixed
    one if it names a people's congress."""
    if entry.kind == "mixed":
        named = names_meeting(link.title) and not forbidden(site, link.url)
        return named and (link.date is not None or is_article(site, link.url))
    if entry.kind != "reports" or forbidden(site, link.url) or names_column(link.title):
        return False
    alike = _NUMBERS.sub("0", link.url) == _NUMBERS.sub("0", entry.url)
    if link.date is None and alike and _OF_COLUMNS.search(urlsplit(link.url).path):
        return False  # another column, named as this one is: channel_12.jsp beside channel_7.jsp
    return judge(link.title) == "vague" and (link.date is not None or is_article(site, link.url))


def is_article(site: SiteFile, url: str) -> bool:
    """Return whether an address is that of an article, by the site's family or in general."""
    return FAMILIES[site.family].is_article(url) or FAMILIES["plain"].is_article(url)


def further_pages(url: str, text: str) -> list[str]:
    """Return the addresses of an article's further pages, as this page of it links to them, in order."""
    more = pager.read(text, tree_of(text), url) if pager_signs.may_have_more(text, url) else None
    if more is None:
        return []
    following = dict(more.pages)
    if more.next:
        following[more.number + 1] = more.next
    return [address for number, address in sorted(following.items()) if number > more.number]


def page_text(body: bytes, content_type: str | None) -> str:
    """Return the text of a page's body; empty if the body is a document file (PDF, DOCX, DOC).

    A packed file (`list.json.gz`) is unpacked; a spreadsheet becomes a page with its rows.
    """
    body = compressed.unpacked(body)
    if body[:4] == b"PK\x03\x04":
        return spreadsheets.as_page(body) or ""
    if b"%PDF-" in body[:1024] or body[:4] == b"\xd0\xcf\x11\xe0":
        return ""
    decoded = decode(body, content_type)
    return in_encoding(decoded.text, decoded.encoding)


def offered(url: str, text: str) -> list[Link]:
    """Return the document files that an article's page links to, in its HTML and in a gkmlpt page's script."""
    found = {link.url: link for part in (text, article_html(text)) for link in attachments(part, url)}
    return list(found.values())


def attached(site: SiteFile, url: str, text: str) -> list[Link]:
    """Return the files that are fetched with an article: within the site's bounds, at most MAX_ATTACHMENTS."""
    return within(site, offered(url, text))


def within(site: SiteFile, links: Iterable[Link]) -> list[Link]:
    """Return the links within the site's bounds, at most MAX_ATTACHMENTS."""
    return [link for link in links if not forbidden(site, link.url)][:MAX_ATTACHMENTS]
