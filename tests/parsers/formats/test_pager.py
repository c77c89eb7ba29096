"""Paged articles: the pager is found by words and URLs, removed from the text, and followed."""

from __future__ import annotations

import time
from urllib.parse import urljoin

import pytest

from parsers.formats import open_page
from parsers.formats.blocks import Block
from parsers.formats.pager_lines import cut
from parsers.hints import Attached
from parsers.page import Page
from parsers.read import read

BASE = "http://www.yunxi.example/zwgk/202101/"
PROSE = "全区上下迎难而上、接续奋斗，各项任务有序推进，城乡面貌持续改善，群众的获得感不断增强。" * 3


def page(pager: str, url: str = BASE + "content.html", body: str = "", inside: bool = True) -> Page:
    text = body or f"<p>各位代表：</p><p>{PROSE}</p><p>{PROSE}</p>"
    inner = text + pager if inside else text
    after = "" if inside else pager
    html = (
        f"<html><head><title>云溪区2021年政府工作报告</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<div class='TRS_UEDITOR'>{inner}</div>{after}<div class='foot'>版权所有</div></body></html>"
    )
    return open_page(html.encode(), url=url)


def href(name: str, label: str) -> str:
    return f'<a href="{name}">{label}</a>'


FOUND = [
    (f"<p>[1] {href('a_2.html', '[2]')} {href('a_3.html', '[3]')}</p>", "a.html", 1, 3, "a_2.html"),
    ("<p><input type=button value=下一页 onclick=\"location.href='class_6_2.asp'\"></p>", "class_6.asp", 1, None,
     "class_6_2.asp"),
    ("<p><input type=button value=上一页 onclick=\"window.location='class_6.asp'\"> "
     "<button onclick=\"window.location='class_6_3.asp'\">下一页</button></p>", "class_6_2.asp", 2, None,
     "class_6_3.asp"),
    (f"<p>{href('content.html', '[1]')} [2] {href('content_3.html', '[3]')}</p>", "content_2.html", 2, 3,
     "content_3.html"),
    (f"<p>{href('content.html', '[1]')} {href('content_2.html', '[2]')} [3]</p>", "content_3.html", 3, 3, None),
    (f"<div>{href('t2021_5551_1.html', '下一页')}</div>", "t2021_5551.html", 1, None, "t2021_5551_1.html"),
    (f"<div>{href('77.html', '上一页')} {href('77_3.html', '下一页')}</div>", "77_2.html", 2, None, "77_3.html"),
    (
        f"<div>共 6 页 首页 上一页 {href('c5_2.shtml', '下一页')} {href('c5_6.shtml', '尾页')}</div>",
        "c5.shtml", 1, 6, "c5_2.shtml",
    ),
    (f"<div>{href('s.php?id=7&amp;page=2', '2')} {href('s.php?id=7&amp;page=3', '3')}</div>", "s.php?id=7", 1, 3,
     "s.php?id=7&page=2"),
    (f"<ul><li>1</li><li>{href('n-8-2.htm', '2')}</li><li>{href('n-8-2.htm', '下一页')}</li></ul>", "n-8.htm", 1, 2,
     "n-8-2.htm"),
    (f"<div>页码： 1 {href('/archives/17533/2/', '2')} {href('/archives/17533/3/', '3')}</div>", "/archives/17533",
     1, 3, "/archives/17533/2/"),
    (f"<p>{href('/archives/17533', '1')} 2 {href('/archives/17533/3/', '3')}</p>", "/archives/17533/2/", 2, 3,
     "/archives/17533/3/"),
    (f"<p>{href('p2_150002.html', '下一页 &gt;')}</p>", "content_150002.html", 1, None, "p2_150002.html"),
    (f"<p>{href('content_150002.html', '&lt; 上一页')} {href('p3_150002.html', '下一页 &gt;')}</p>", "p2_150002.html",
     2, None, "p3_150002.html"),
    (f"<p>(1/3) {href('t2021_5551_1.html', '余下全文&gt;&gt;')}</p>", "t2021_5551.html", 1, 3, "t2021_5551_1.html"),
    (f"<p>{href('77.html', '返回上页')} (2/3) {href('77_3.html', '余下全文&gt;&gt;')}</p>", "77_2.html", 2, 3,
     "77_3.html"),
    (f"<p>{href('/note/77/?page=3', '余下全文')}</p>", "/note/77/?page=2", 2, None, "/note/77/?page=3"),
    (f"<p>{href('t9_1.html', '继续阅读')}</p>", "t9.html", 1, None, "t9_1.html"),
    (f"<p>{href('t9.html', '上一部分')} {href('t9_3.html', '下一部分')}</p>", "t9_2.html", 2, None, "t9_3.html"),
    ("<script>createPageHTML(3, 0, 't2021_5551', 'html');</script>", "t2021_5551.html", 1, 3, "t2021_5551_1.html"),
    ("<script>createPageHTML(3, 1, 't2021_5551', 'html');</script>", "t2021_5551_1.html", 2, 3, "t2021_5551_2.html"),
]  # fmt: skip


@pytest.mark.parametrize(("pager", "name", "number", "total", "following"), FOUND)
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "beside"])
def test_pagers_of_an_article(
    pager: str, name: str, number: int, total: int | None, following: str | None, inside: bool
) -> None:
    found = page(pager, urljoin(BASE, name), inside=inside)
    assert found.pager is not None
    assert (found.pager.number, found.pager.total) == (number, total)
    assert found.pager.next == (None if following is None else urljoin(BASE, following))
    assert found.pager.continues is (following is not None)
    assert found.text == f"各位代表：\n{PROSE}\n{PROSE}"


UNNAMED = [
    (href("t2021_5551_1.html", "点此看余文"), "t2021_5551.html", "t2021_5551_1.html"),
    (href("t2021_5551_1.html", "<img src='/i/more.png'>"), "t2021_5551.html", "t2021_5551_1.html"),
    (
        href("t2021_5551.html", "回") + href("t2021_5551_2.html", "往下"),
        "t2021_5551_1.html",
        "t2021_5551_2.html",
    ),
    (
        href("content_55280_2.html", "<img src='/i/d.gif' alt='下一页'>") + " 1/3",
        "content_55280.html",
        "content_55280_2.html",
    ),
    (href("t2021_5551_1.html", "<img src='/i/down.gif'>"), "t2021_5551.html", "t2021_5551_1.html"),
    (
        href("c_55280_1.html", "<img alt='上一页' src='u.gif'>")
        + href("c_55280_3.html", "<img alt='后一页' src='d.gif'>"),
        "c_55280_2.html",
        "c_55280_3.html",
    ),
    # The pictures of a list's pager, and of the next article.
    (href("index_2.html", "<img src='/i/d.gif' alt='下一页'>"), "content_55280.html", None),
    (href("content_55281.html", "<img src='/i/d.gif' alt='下一页'>"), "content_55280.html", None),
    (href("77_2.html", "往后翻"), "77001.html", None),
    (href("index_1.html", "更多报告"), "index.html", None),
    (href("t2021_5552_1.html", "另一篇"), "t2021_5551.html", None),
    (href("t2021_5551_1.pdf", "附件"), "t2021_5551.html", None),
    # Articles of one day or one kind are numbered behind the date: the next number is another article.
    (href("20190115_2.html", "关于召开会议的通知"), "20190115_1.html", None),
    (href("20190115_1.html", "往下"), "20190115.html", None),
    (href("20190115_1.html", "<img src='/i/next.png'>"), "20190115.html", None),
    (href("news20190115-1.html", "图片新闻"), "news20190115.html", None),
    (href("gzbg2019_2.html", "2019年民生实事"), "gzbg2019_1.html", None),
    # Words that name another article, or a place, do not say that the text goes on.
    (href("t2021_5551_1.html", "下一篇"), "t2021_5551.html", None),
    (href("t2021_5551_1.html", "后一条"), "t2021_5551.html", None),
    (href("t2021_5551_1.html", "2021年民生实事"), "t2021_5551.html", None),
    (href("t2021_5551_1.html", "下载"), "t2021_5551.html", None),
    (href("t2021_5551_1.html", "<img src='/i/photo.jpg'>"), "t2021_5551.html", None),
]


@pytest.mark.parametrize(("links", "name", "following"), UNNAMED)
def test_the_next_page_is_known_by_its_address_and_words_that_lead_on(
    links: str, name: str, following: str | None
) -> None:
    found = page(f"<div>{links}</div>", urljoin(BASE, name), inside=False).pager
    assert (found.next if found else None) == (following and urljoin(BASE, following))


LIST = f"{href('index_1.html', '2')} {href('index_2.html', '3')} {href('index_1.html', '下一页')}"
NONE = [
    (f"<div>{href('c_8812.html', '上一篇：会议')} {href('c_8814.html', '下一篇：通知')}</div>", "c_8813.html"),
    (f"<div>{href('t2021_7001.html', '上一页')} {href('t2021_7003.html', '下一页')}</div>", "t2021_7002.html"),
    (f"<div class='list'>{LIST}</div>", "t2021_7002.html"),
    ("<script>createPageHTML(9, 0, 'index', 'html');</script>", "t2021_7002.html"),
    ("<!-- <script>createPageHTML(9, 0, 't2021_7002', 'html');</script> -->", "t2021_7002.html"),
    ("<script>createPageHTML(1, 0, 't2021_7002', 'html');</script>", "t2021_7002.html"),
    (f"<p>{href('/#', '下一页')}</p>", "content.html"),
    (f"<p>{href('/archives/17534', '下一页')}</p>", "/archives/17533"),
    (f"<p>{href('/category/zwgk/2/', '2')} {href('/category/zwgk/3/', '3')}</p>", "/archives/17533"),
    (f"<p>{href('p2_150009.html', '下一页')}</p>", "content_150002.html"),
]  # fmt: skip


@pytest.mark.parametrize(("pager", "name"), NONE)
def test_neighbours_and_lists_are_not_pages_of_the_article(pager: str, name: str) -> None:
    assert page(pager, urljoin(BASE, name)).pager is None


def test_a_pager_that_only_a_script_follows_still_shows_that_the_text_continues() -> None:
    pager = """<div>第1页/共4页 <a href="javascript:;" onclick="turn(2)">下一页</a></div>"""
    found = page(pager)
    assert found.pager is not None and found.pager.continues and found.pager.next is None
    record = read(b"", source="x")
    assert not any(p.code == "report_continues" for p in record.problems)


def test_the_pages_are_joined_without_their_pagers_and_repeated_headlines() -> None:
    def part(number: int, body: str) -> bytes:
        other = href("content.html", "[1]") if number == 2 else href("content_2.html", "[2]")
        body = f"<p>云溪区2021年政府工作报告</p>{body}<p>{other}</p>"
        return f"<html><body><div class='TRS_UEDITOR'>{body}</div></body></html>".encode()

    one = f"<p>各位代表：</p><p>现在，我代表区人民政府向大会报告工作。</p><p>一、2020年工作回顾</p><p>{PROSE}</p>"
    two = f"<p>二、2021年工作安排</p><p>{PROSE}</p><p>各位代表，让我们团结奋斗，谱写崭新篇章！</p>"
    url = BASE + "content.html"
    alone = read(part(1, one), source="x", url=url)
    assert [p.code for p in alone.problems] == ["report_continues"]
    assert "content_2.html" in alone.problems[0].detail
    whole = read(
        part(1, one), source="x", url=url, further=[Attached(part(2, two), name=BASE + "content_2.html")]
    )
    assert whole.problems == () and whole.completeness == "whole"
    assert whole.text == (
        f"云溪区2021年政府工作报告\n各位代表：\n现在，我代表区人民政府向大会报告工作。\n一、2020年工作回顾\n{PROSE}\n"
        f"二、2021年工作安排\n{PROSE}\n各位代表，让我们团结奋斗，谱写崭新篇章！"
    )
    assert [s.heading for s in whole.sections] == ["一、2020年工作回顾", "二、2021年工作安排"]


def test_steps_in_brackets_leave_the_text() -> None:
    second = "s.asp?id=7&amp;Page=2"
    pager = f"<p><b>[1]&nbsp;{href(second, '[2]')}&nbsp;{href(second, '[下一页]')}</b></p>"
    found = page(pager, BASE + "s.asp?id=7")
    assert found.pager is not None and found.pager.next == BASE + "s.asp?id=7&Page=2"
    assert found.text == f"各位代表：\n{PROSE}\n{PROSE}"


def test_the_last_page_loses_its_pager() -> None:
    last = page(f"<p>{href('77_2.html', '返回上页')} (3/3)</p>", BASE + "77_3.html")
    assert last.text == f"各位代表：\n{PROSE}\n{PROSE}"


def test_words_of_a_rest_in_a_text_are_no_pager() -> None:
    body = f"<p>继续推进</p><p>下一部分是{href('content_2.html', '剩余部分资金')}</p><p>{PROSE}</p>"
    found = page("", body=body)
    assert found.pager is None and found.text.startswith("继续推进\n下一部分是剩余部分资金")


def test_numbers_in_a_text_are_not_a_pager() -> None:
    body = "<p>一、名单</p><p>1</p><p>2</p><p>3</p><p>（一）[1] [2]</p><p>" + PROSE + "</p>"
    assert "1\n2\n3" in page("", body=body).text


@pytest.mark.parametrize(
    "line",
    [
        "1" * 190 + "x",
        "1 " * 95 + "x",
        "第1页 " * 38 + "x",
        "[1]" * 60 + "x",
        "1/1" * 60 + "x",
        "。" + "共1页 " * 38 + "x页",
    ],
)
def test_a_line_that_is_nearly_a_pager_is_refused_at_once(line: str) -> None:
    begun = time.process_time()
    assert cut([Block(line, links=1)])[0].text == line
    assert time.process_time() - begun < 5  # backtracking takes hours
