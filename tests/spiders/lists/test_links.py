"""Links of a page: absolute, with their full titles; document files and attachments among them."""

from __future__ import annotations

import time

import pytest

from spiders.lists.attachments import attachments
from spiders.lists.links import anchors, is_file

HOME = "http://www.yunxi.example/"


def test_links_are_absolute_and_keep_the_full_title() -> None:
    html = (
        '<base href="/a/"><ul><li><a href="b.html#top" title="2024年云溪区政府工作报告">2024年云溪区政...</a>'
        '<i>[2024年2月5日]</i></li></ul><a href="javascript:;">x</a><a href="mailto:a@b">x</a>'
        '<a href="http://[broken/">x</a><a href="//other.example/c">c</a><a href="附件 1.pdf">f</a>'
    )
    found = anchors(html, "http://x.example/list/")
    assert [link.url for link in found] == [
        "http://x.example/a/b.html",
        "http://other.example/c",
        "http://x.example/a/%E9%99%84%E4%BB%B6%201.pdf",
    ]
    assert (found[0].title, found[0].date) == ("2024年云溪区政府工作报告", "2024年2月5")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("http://x.example/P020240409.pdf", True),
        ("http://x.example/module/download/downfile.jsp?classid=0&filename=ab12.docx", True),
        ("http://x.example/a.PDF?x=1", True),
        ("http://x.example/a.html", False),
        ("http://x.example/pdf/", False),
    ],
)
def test_document_files_are_known_by_their_addresses(url: str, file: bool) -> None:
    assert is_file(url) is file


def test_attachments_are_found_in_links_frames_and_viewers() -> None:
    html = (
        '<a href="P0.pdf">附件</a><a href="/down?id=7">报告全文.docx</a><a href="/a.html">正文</a>'
        '<iframe src="/js/viewer.html?file=/upload/b.pdf"></iframe><a href="/x.zip">压缩</a>'
    )
    found = [link.url for link in attachments(html, "http://x.example/c/d.html")]
    assert found == [
        "http://x.example/c/P0.pdf",
        "http://x.example/down?id=7",
        "http://x.example/upload/b.pdf",
    ]


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ('<a href="/down?id=7">报告全文.docx（1.2 MB）</a>', True),
        ('<a href="/download/file?id=7">附件：2024年政府工作报告</a>', True),
        ('<a href="/attach/7">点击下载</a>', True),
        ('<a href="/download/file?id=7">附件：项目表.xlsx</a>', False),
        ('<a href="/download/">下载</a>', False),
        ('<a href="/a/7.html">附件：2024年政府工作报告</a>', False),
        ('<a href="/app/download?os=1">客户端下载</a>', False),
        ('<a href="http://x.example/a.pdf/b">http://x.example/a.pdf</a>', False),
        ('<iframe src="/js/viewer.html?file=%2Fdown%3Fid%3D7%26name%3Db.pdf"></iframe>', True),
    ],
)
def test_an_attachment_is_known_by_its_name_or_as_a_download(link: str, file: bool) -> None:
    assert [one.url for one in attachments(link, HOME)] == (
        [HOME + "down?id=7&name=b.pdf"] if "iframe" in link else [anchors(link, HOME)[0].url] if file else []
    )


def test_a_hostile_page_is_refused_quickly() -> None:
    deep = "<a href='/x1234.pdf'>x</a>" + "<div>" * 100_000 + "<a href='/y1234.pdf'>y</a>"
    started = time.process_time()
    assert [link.url for link in anchors(deep, HOME)] == ["http://www.yunxi.example/x1234.pdf"]
    assert len(attachments(deep, HOME)) == 1
    assert anchors("<" * 3_000_000, HOME) == []
    assert time.process_time() - started < 20


def test_a_picture_beside_a_title_has_that_title_but_no_columns_name() -> None:
    page = (
        "<table><tr><td>云溪区2019年政府工作报告</td><td><a href='/a/1.htm'><img src='/k.gif'></a></td></tr></table>"
        "<div><h3>政府工作报告</h3><a href='/c/9449.htm'><img src='/more.gif'></a></div>"
    )
    assert [link.title for link in anchors(page, "http://x.example/")] == ["云溪区2019年政府工作报告", ""]


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("<b>20</b>19年云溪区政府工作报告", "2019年云溪区政府工作报告"),
        ("<b>20</b>19年", "2019年"),
        ("<b>2019</b>年云溪区政府工作报告", "2019年云溪区政府工作报告"),
        ("<i>05</i><em>2019-03</em><p>云溪区政府工作报告</p>", "云溪区政府工作报告"),
        ("<span>2019-03-05</span> 云溪区政府工作报告", "云溪区政府工作报告"),
    ],
)
def test_a_number_in_bold_that_begins_a_word_is_no_date(link: str, title: str) -> None:
    (found,) = anchors(f"<ul><li><a href='/a/7.html'>{link}</a></li></ul>", HOME)
    assert found.text == title
