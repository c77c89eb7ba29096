"""Articles whose text is on pages that they link to: chapters of a table of contents, a print version."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from parsers.read import read
from spiders.config.settings import Settings
from spiders.config.sitefile import SiteFile
from spiders.visit.articles import linked_texts
from spiders.visit.articles.articles import Wanted
from spiders.visit.articles.rendition import SUFFIX
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit

URL = "http://www.yunxi.example/read.asp?lm=3&id=77"
SITE = SiteFile.model_validate({
    "id": "yunxi", "name": "云溪区人民政府", "homepage": "http://www.yunxi.example/", "family": "plain",
    "lists": [{"url": "http://www.yunxi.example/list.asp"}],
})  # fmt: skip
CHAPTERS = ["一、过去一年工作", "二、今年的打算", "三、政府自身建设"]


def page(body: str) -> str:
    return (
        "<html><head><title>2024年政府工作报告_云溪区人民政府</title></head>"
        f"<body><div><a href='/'>首页</a></div>{body}<div>版权所有：云溪区人民政府</div></body></html>"
    )


def contents(hrefs: list[str]) -> str:
    links = "".join(f"<li><a href='{at}'>{name}</a></li>" for at, name in zip(hrefs, CHAPTERS, strict=True))
    return page(f"<h1>2024年政府工作报告</h1><p>目录</p><ul>{links}</ul>")


def chapter(number: int) -> str:
    lines = [
        f"第{number}章的第{n}件事，沿河的老街换了石板；夜里的桥上有了路灯，新修山路{n * 3}公里。"
        for n in range(1, 9)
    ]
    steps = "<div><a href='?id=77&z=1'>上一章</a> <a href='?id=77'>返回目录</a> <a href='?id=77&z=3'>下一章</a></div>"
    return page(
        f"<h2>{CHAPTERS[number - 1]}</h2><div>{''.join(f'<p>{line}</p>' for line in lines)}</div>{steps}"
    )


def test_the_chapters_of_a_table_of_contents_are_one_text() -> None:
    html = contents([f"chapter.asp?id=77&z={n}" for n in (1, 2, 3)])
    found = linked_texts.chapters(URL, html)
    assert [name for _, name in found] == CHAPTERS
    made = linked_texts.joined(SITE, URL, html, [(at, chapter(n)) for n, (at, _) in enumerate(found, 1)])
    assert made is not None
    record = read(made.encode(), source=URL, url=URL, content_type="text/html; charset=utf-8")
    text = record.text
    assert all(f"第{n}章的第8件事" in text for n in (1, 2, 3))
    assert text.index("第1章的第8件事") < text.index("第2章的第1件事")
    assert "下一章" not in text and "返回目录" not in text


def test_chapters_are_not_joined_when_one_has_no_text() -> None:
    html = contents([f"chapter.asp?id=77&z={n}" for n in (1, 2, 3)])
    found = linked_texts.chapters(URL, html)
    texts = [(at, chapter(1)) for at, _ in found[:2]] + [(found[2][0], page(""))]
    assert linked_texts.joined(SITE, URL, html, texts) is None


@pytest.mark.parametrize("hrefs", [
    ["read.asp?lm=3&id=78", "read.asp?lm=3&id=79", "read.asp?lm=3&id=80"],  # other articles
    ["read.asp?id=78&lm=3", "read.asp?id=79&lm=3", "read.asp?id=80&lm=3"],  # whatever the order of the parameters
    ["show.asp?sid=78&lm=3", "show.asp?sid=79&lm=3", "show.asp?sid=80&lm=3"],
    ["show.asp?cid=77&id=78", "show.asp?cid=77&id=79", "show.asp?cid=77&id=80"],  # of a column with the number
    ["#a", "#b", "#c"],  # places on the page itself
    ["http://other.example/c.asp?id=77&z=1", "http://other.example/c.asp?id=77&z=2",
     "http://other.example/c.asp?id=77&z=3"],
])  # fmt: skip
def test_links_that_are_no_pages_of_the_article_are_no_chapters(hrefs: list[str]) -> None:
    assert not linked_texts.chapters(URL, contents(hrefs))


@pytest.mark.parametrize(("url", "hrefs"), [
    ("show.asp?id=77&lm=3", [f"show.asp?id={n}&lm=3" for n in (91, 92, 93)]),
    ("c.jsp?wbnewsid=2345&wbtreeid=1001", [f"c.jsp?wbnewsid={n}&wbtreeid=1001" for n in (2346, 2347, 2348)]),
    ("art_77_12.html", [f"art_12_{n}.html" for n in (91, 92, 93)]),
    ("list.asp?lm=3", [f"list.asp?lm=3&id={n}" for n in (91, 92, 93)]),  # the address names its column only
])  # fmt: skip
def test_numbered_articles_of_the_same_column_are_no_chapters(url: str, hrefs: list[str]) -> None:
    assert not linked_texts.chapters(f"http://www.yunxi.example/{url}", contents(hrefs))


@pytest.mark.parametrize(("url", "form"), [
    ("show.asp?id=77&lm=3", "show.asp?id=77&lm=3&z={}"),
    ("c.jsp?wbnewsid=2345&wbtreeid=1001", "c.jsp?wbnewsid=2345&part={}"),
    ("77.html", "77_{}.html"), ("zwgk/t20240115_7001.html", "zwgk/t20240115_7001_{}.html"),
])  # fmt: skip
def test_chapters_have_the_articles_own_number(url: str, form: str) -> None:
    hrefs = [f"/{form.format(n)}" for n in (1, 2, 3)]
    beside = f"<a href='/{form.format(9)}'>上一篇</a>"
    found = linked_texts.chapters(f"http://www.yunxi.example/{url}", contents(hrefs) + beside)
    assert [name for _, name in found] == CHAPTERS


def test_titles_of_other_years_are_no_chapters() -> None:
    links = "".join(f"<li><a href='/77_{n}.html'>{n}、{2020 - n}年民生实事项目</a></li>" for n in (1, 2, 3))
    assert not linked_texts.chapters("http://www.yunxi.example/77.html", page(f"<ul>{links}</ul>"))


def test_chapters_beyond_the_tenth_are_counted() -> None:
    names = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    links = "".join(f"<li><a href='/77_{n}.html'>{name}、事</a></li>" for n, name in enumerate(names, 1))
    assert len(linked_texts.chapters("http://www.yunxi.example/77.html", page(f"<ul>{links}</ul>"))) == 12
    wrong = links.replace("二、", "二三、").replace("十二三、", "十二、")
    assert not linked_texts.chapters("http://www.yunxi.example/77.html", page(f"<ul>{wrong}</ul>"))


def test_a_page_that_names_another_report_is_another_article() -> None:
    own = page("<h1>2024年政府工作报告</h1>")
    assert not linked_texts.is_same_article(own, page("<h1>2023年政府工作报告</h1>"))
    assert linked_texts.is_same_article(own, page("<h1>云溪区2024年政府工作报告（全文）</h1>"))
    assert linked_texts.is_same_article(
        own, "<html><head><title>打印</title></head><body>各位代表</body></html>"
    )


@pytest.mark.parametrize("link", [
    "<a href='print.asp?id=77'>打印本页</a>", "<a href='print.asp?id=77'><img src='/p.gif' alt='打印'></a>",
    "<a href='/whole/77.htm'>[阅读全文]</a>", "<a href='p.asp?id=77&m=1'>【打印】</a>",
    "……<a href='print.asp?id=77'>【查看全文（打印版）】</a>",
])  # fmt: skip
def test_a_print_version_is_found(link: str) -> None:
    address = linked_texts.print_version(URL, page(f"<p>内容摘要：老街换了石板。</p>{link}"))
    assert address is not None and "77" in address


@pytest.mark.parametrize("link", [
    "<a href='javascript:window.print()'>打印本页</a>", "<a href='print.asp?id=78'>打印</a>",
    "<a href='read.asp?id=71&lm=3'>阅读全文</a>", "<a href='print.asp?lm=3'>打印</a>",
    "<a href='/help.html'>打印机使用说明</a>", "<a href='http://other.example/print.asp?id=77'>打印</a>",
    f"<a href='{URL}'>阅读全文</a>",
])  # fmt: skip
def test_other_links_are_no_print_version(link: str) -> None:
    assert linked_texts.print_version(URL, page(link)) is None


def night(
    monkeypatch: pytest.MonkeyPatch, pages: dict[str, str], outcome: str = "ok", stored: bytes | None = None
) -> tuple[list[str], list[bytes]]:
    """Read the report on one night; return what was requested, and the renditions that were stored."""
    requested: list[str] = []
    kept: list[bytes] = []

    async def fetch(url: str, purpose: Purpose) -> Answer:
        requested.append(url)
        text = pages.get(url)
        kind = "text/html; charset=utf-8"
        if text is None:
            return Answer(url, "gone", 404)
        return Answer(url, outcome if url == URL else "ok", 200, text.encode(), kind)

    async def keep(url: str, purpose: Purpose, body: bytes, kind: str, profile: str) -> None:
        kept.append(body)

    previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["yunxi"])
    if stored is not None:
        known = {URL + SUFFIX: (stored, "text/html")}
        monkeypatch.setattr(PreviousCrawls, "body", lambda _, url: known.get(url))
    fetcher = Fetcher(
        fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None, kept=lambda _: None, keep=keep
    )
    visit = Visit(SITE, Settings(contact="archive@example.org"), previous, fetcher)
    asyncio.run(visit.article(Wanted(URL, title="2024年政府工作报告")))
    return requested, kept


def test_chapters_are_not_requested_again_while_the_article_is_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hrefs = [f"http://www.yunxi.example/chapter.asp?id=77&z={n}" for n in (1, 2, 3)]
    pages = {URL: contents(hrefs)} | {at: chapter(n) for n, at in enumerate(hrefs, 1)}
    requested, kept = night(monkeypatch, pages)
    assert set(hrefs) <= set(requested) and len(kept) == 1
    requested, again = night(monkeypatch, pages, "unchanged", kept[0])
    assert set(hrefs).isdisjoint(requested) and not again
