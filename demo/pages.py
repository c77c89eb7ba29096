"""The frame around every page of a site, and what changes in it from night to night."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources
from string import Template
from urllib.parse import urlsplit

from demo.districts import COLUMNS, DAYS, Column, District, Document

ACCESS = " | ".join(f'<a href="javascript:void(0)">{name}</a>' for name in ("无障碍阅读", "长者模式", "繁體"))
WEATHER = {1: "多云转晴 2～9℃", 2: "小雨 4～7℃"}


@dataclass(frozen=True, slots=True)
class View:
    """A site on one night, with its documents, newest first.

    `origin` is the scheme and authority that the site is served under.
    """

    district: District
    night: int
    origin: str
    documents: tuple[Document, ...]
    address: Callable[[Document], str]
    column_address: Callable[[Column], str]

    @property
    def chrome(self) -> int:
        """Return the state of the frame: it changes on night 2 and then stays, as on static pages."""
        return min(self.night, 2)

    def column(self, column: Column) -> list[Document]:
        """Return the documents of a column, newest first."""
        return [document for document in self.documents if document.column == column]

    def count(self, seed: int, a_night: int) -> int:
        """Return a visit counter."""
        return 1000 + seed % 7919 + a_night * self.chrome + seed % 13 * self.chrome

    def phone(self) -> str:
        """Return the government's telephone number, which changes on night 2."""
        return f"{self.district.phone}{self.chrome}00"


def shell(view: View, title: str, main: str, metas: str = "") -> str:
    """Return a complete page around `main`; `title` without the site's name."""
    district, day = view.district, DAYS[view.chrome]
    items = [("首页", "/"), *((name, view.column_address(column)) for column, name in COLUMNS.items())]
    nav = "".join(f'<li><a href="{escape(url)}">{name}</a></li>' for name, url in items)
    nav += "".join(f'<li><a href="javascript:void(0)">{name}</a></li>' for name in ("政务服务", "互动交流"))
    # The frame's headlines rotate: yesterday's first one goes to the end.
    news = view.column("news")
    news = news[view.chrome - 1 :] + news[: view.chrome - 1]
    rows = "".join(
        f'<li><a href="{escape(view.address(document))}">{escape(document.title)}</a></li>'
        for document in news
    )
    return _frame().substitute(
        encoding=district.encoding, title=escape(title), short=district.short, metas=metas,
        colour=district.colour, style=_file("style.css"), day=f"{day.year}年{day.month}月{day.day}日",
        weather=WEATHER[view.chrome], access=ACCESS, name=district.name, host=district.host, nav=nav,
        main=main, news=rows, code=district.code, icp=district.icp, phone=view.phone(),
        visits=view.count(int(district.code), 2741), generated=f"{day:%Y%m%d}0{view.chrome}30",
    )  # fmt: skip


@cache
def _file(name: str) -> str:
    return resources.files("demo").joinpath(name).read_text("utf-8")


@cache
def _frame() -> Template:
    return Template(_file("frame.html"))


def metas(view: View, document: Document) -> str:
    """Return the meta tags of the State Council office's guide for government websites (国办发〔2017〕47号)."""
    if not view.district.metas:
        return ""
    tags = {
        "SiteName": f"{view.district.name}人民政府",
        "SiteDomain": urlsplit(view.origin).netloc,
        "SiteIDCode": f"{view.district.code}0001",
        "ColumnName": COLUMNS[document.column],
        "ArticleTitle": document.title,
        "PubDate": f"{document.published} {8 + document.number % 9:02d}:{document.number % 60:02d}",
        "ContentSource": document.source,
    }
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in tags.items())


def position(view: View, column: Column, mark: str = "&gt;", last: str = "") -> str:
    """Return the breadcrumb."""
    steps = ['<a href="/">首页</a>', "政务公开" if column != "news" else "新闻中心"]
    steps.append(f'<a href="{escape(view.column_address(column))}">{COLUMNS[column]}</a>')
    return f'<div class="position">当前位置：{f" {mark} ".join(steps + [last] * bool(last))}</div>'


def rows(view: View, documents: Sequence[Document]) -> str:
    """Return list items: link, title, date."""
    return "\n".join(
        f'<li><a href="{escape(view.address(document))}" title="{escape(document.title)}" target="_blank">'
        f"{escape(document.title)}</a><span>{document.published}</span></li>"
        for document in documents
    )


def home(view: View) -> str:
    """Return the front page: a box for each column."""
    boxes = "".join(
        f'<div class="box"><h3>{name}<a href="{escape(view.column_address(column))}">更多&gt;&gt;</a></h3>'
        f'<ul class="rows">{rows(view, view.column(column)[:5])}</ul></div>'
        for column, name in COLUMNS.items()
    )
    return shell(view, "首页", boxes)


def missing(view: View) -> str:
    """Return the page shown for a missing address."""
    return shell(
        view, "页面不存在", '<p style="padding:60px;text-align:center">抱歉，您访问的页面不存在或已删除。</p>'
    )


SHARE = '<div class="share">分享到：<i>微</i><i>信</i><i>博</i></div>'
