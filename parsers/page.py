"""The output of every format reader (HTML, PDF, DOCX, text) and the input of every content reader.

`Page.text` is the body as docs/archive.md defines it; everything around the body (template title,
information bar, meta tags, breadcrumb, site name) is in the other fields and never in the text.
Content readers use `Page` alone and do not depend on the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from parsers.record import Problem


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph that is a heading by its markup (h1-h6, Markdown #, DOCX style, all of it bold)."""

    start: int
    end: int
    level: int | None  # None: bold, or a heading whose level is not stated
    run_in: bool = False  # a bold first sentence that is followed by the rest of its paragraph


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's span in the text; `width`: the columns that it spans, 0 where one above covers it."""

    start: int
    end: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its markup: rows of cells; a merged cell has its text in its first row only."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page links to, in addition to its text or instead of it."""

    url: str  # as written, unresolved
    name: str


@dataclass(frozen=True, slots=True)
class Pager:
    """The links to the other pages of a paged article (`content_2.html`, `[1] [2] [3]`, 共 6 页).

    `number`: this page's number, from 1; `total`: the number of pages, None if not stated; `pages`: (number,
    address) of the other pages that can be fetched, in order; `next`: the address of the following page, None
    on the last page or if only a script computes it. Addresses are resolved against the page's own if known.
    """

    number: int
    total: int | None
    pages: tuple[tuple[int, str], ...] = ()
    next: str | None = None

    @property
    def continues(self) -> bool:
        """Return whether the text continues on another page, whose address may be unknown."""
        return self.next is not None or (self.total is not None and self.number < self.total)

    def __str__(self) -> str:
        """Return `page 1 of 6, next: http://…`."""
        of = f" of {self.total}" if self.total else ""
        where = f", next: {self.next}" if self.next else ", the address of the next is not given"
        return f"page {self.number}{of}{where if self.continues else ''}"


@dataclass(frozen=True, slots=True)
class Page:
    """A document's body, and the evidence around it on its page."""

    text: str
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    items: tuple[int, ...] = ()  # where items of lists begin by the markup (<li>)
    given_title: str | None = None  # --title, a catalogue's or list's title, or the file's own Chinese name
    page_title: str | None = None  # the template's headline (ArticleTitle meta, h1, .title) or <title>
    info: tuple[str, ...] = ()  # information bar lines: 发布日期：… 来源：… 索引号 …
    crumbs: tuple[str, ...] = ()  # breadcrumb, outermost first
    metas: Mapping[str, str] = field(default_factory=dict)  # lower-cased meta names, as published
    site_name: str | None = None  # SiteName meta, or the site's part of <title> or footer 主办
    footer: tuple[str, ...] = ()  # footer lines (主办, ICP, 标识码): evidence of who publishes
    url: str | None = None
    attachments: tuple[Attachment, ...] = ()
    format: str = "html"  # html, text, markdown, pdf, docx, doc, json
    family: str | None = None  # name of the recognised CMS family
    links: int = 0  # links inside the body: a link list has many, an article few
    third_party: bool = False  # the page has marks of a collection site
    expired: bool = False  # the page has a banner 文件已失效
    problems: tuple[Problem, ...] = ()
    pager: Pager | None = None  # None if the article has one page

    def strings(self) -> list[str]:
        """Return the texts around the body: titles, information bar, breadcrumb, footer, meta tags."""
        titles = [title for title in (self.page_title, self.given_title, self.site_name) if title]
        return [*titles, *self.info, *self.crumbs, *self.footer, *self.metas.values()]

    def translated(self, table: Mapping[int, int | str]) -> Page:
        """Return the page with characters replaced one by one (`str.translate`), in the body and around it."""
        return replace(
            self,
            text=self.text.translate(table),
            given_title=_maybe(self.given_title, table),
            page_title=_maybe(self.page_title, table),
            site_name=_maybe(self.site_name, table),
            info=tuple(text.translate(table) for text in self.info),
            crumbs=tuple(text.translate(table) for text in self.crumbs),
            footer=tuple(text.translate(table) for text in self.footer),
            metas={name: value.translate(table) for name, value in self.metas.items()},
        )


def _maybe(text: str | None, table: Mapping[int, int | str]) -> str | None:
    return None if text is None else text.translate(table)


class SamePage:
    """A page as the key of a cache: the same object. A page with meta tags has no hash, and tables have a slow one."""

    __slots__ = ("page",)

    def __init__(self, page: Page) -> None:
        self.page = page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePage) and other.page is self.page

    def __hash__(self) -> int:
        return id(self.page)
