"""What the pages of a site offer, wherever they come from: rows of a list, links worth reading, files."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.decode import decode
from spiders.config.sitefile import List, SiteFile
from spiders.families import FAMILIES, generic
from spiders.families.base import Listing, ListPage
from spiders.families.guangdong import article_html
from spiders.families.links import Link, attachments
from spiders.families.titles import judge, names_column
from spiders.visit.bounds import forbidden

MAX_ATTACHMENTS = 10  # of one article


def read_list(site: SiteFile, page: ListPage, entry: List) -> Listing:
    """What a list page yields, read as the site file says or else as its family does."""
    return generic.read(page, entry.pages) if entry.pages else FAMILIES[site.family].read(page)


def may_be_report(site: SiteFile, link: Link, entry: List) -> bool:
    """Whether a link of a list is worth fetching, by its host, its address and its title."""
    if forbidden(site, link.url):
        return False
    if not FAMILIES[site.family].is_article(link.url) and (
        names_column(link.title) or not FAMILIES["plain"].is_article(link.url)
    ):
        return False
    verdict = judge(link.title)
    return verdict == "report" or (verdict == "doubt" and entry.kind != "mixed")


def page_text(body: bytes, content_type: str | None) -> str:
    """The text of a page's body; none where the body is a document file (PDF, DOCX, DOC)."""
    if b"%PDF-" in body[:1024] or body[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return ""
    return decode(body, content_type).text


def offered(url: str, text: str) -> list[Link]:
    """The document files that an article's page offers, in its HTML and in a gkmlpt page's script."""
    found = {link.url: link for part in (text, article_html(text)) for link in attachments(part, url)}
    return list(found.values())


def attached(site: SiteFile, url: str, text: str) -> list[Link]:
    """The files of an article that are fetched with it: within the site's bounds, and not too many."""
    return within(site, offered(url, text))


def within(site: SiteFile, links: Iterable[Link]) -> list[Link]:
    """The links within the site's bounds, and not too many."""
    return [link for link in links if not forbidden(site, link.url)][:MAX_ATTACHMENTS]
