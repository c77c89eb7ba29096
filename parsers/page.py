"""What a format reader (HTML, PDF, DOCX, text) hands to the readers of content.

`Page.text` is the body by the contract's definition; everything that stood around it (template
title, information bar, meta tags, breadcrumb, site name) is in the other fields and never in the
text. Content readers work on `Page` alone, so they do not know which format a document came in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from parsers.record import Problem


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph that the markup itself calls a heading (h1-h6, Markdown #, DOCX style, wholly bold)."""

    start: int
    end: int
    level: int | None  # None: bold, or a heading without a stated level
    run_in: bool = False  # a bold first sentence, with more of the paragraph behind it


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's span in the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the markup gives: rows of cells; a merged cell is in its first row only."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the page offers beside or instead of its text."""

    url: str  # as written, unresolved
    name: str


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page says of the other pages of its article (`content_2.html`, `[1] [2] [3]`, 共 6 页).

    `number` is this page's own (1 is the first) and `total` how many there are, None where not said. `pages`
    holds (number, address) of those that can be fetched, in order, this one left out; `next` is the address of
    the following page, None on the last one, or where only a script knows it. Addresses are resolved against
    the page's own where that is known.
    """

    number: int
    total: int | None
    pages: tuple[tuple[int, str], ...] = ()
    next: str | None = None

    @property
    def continues(self) -> bool:
        """Whether the text goes on on a further page, be its address known or not."""
        return self.next is not None or (self.total is not None and self.number < self.total)

    def __str__(self) -> str:
        """`page 1 of 6, next: http://…`."""
        of = f" of {self.total}" if self.total else ""
        where = f", next: {self.next}" if self.next else ", the address of the next is not given"
        return f"page {self.number}{of}{where if self.continues else ''}"


@dataclass(frozen=True, slots=True)
class Page:
    """A document's body and what its page said around it."""

    text: str
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
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
    family: str | None = None  # platform family that was recognised
    links: int = 0  # links inside the body, for telling lists from articles
    third_party: bool = False  # the page shows itself to be a collection site's
    expired: bool = False  # the page carries a 文件已失效 banner
    problems: tuple[Problem, ...] = ()
    pager: Pager | None = None  # set where the article has more pages than this one

    def strings(self) -> list[str]:
        """Return what the page says around its body: titles, information bar, breadcrumb, footer, meta tags."""
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
