"""A CMS family is recognised by the page's own markup and URL, not by links to others or by old comments."""

from __future__ import annotations

import pytest

from parsers.families import recognise

URL = "http://www.yunxi.example/zwgk/1.html"

CASES = [
    ('<div class="TRS_UEDITOR trs_paper_default"><p>正文</p></div>', URL, "trs"),
    (
        '<a href="http://www.other.example/module/web/jpage/dataproxy.jsp">友情链接</a><div>正文</div>',
        URL,
        None,
    ),
    (
        '<a href="//www.other.example/module/web/jpage/x">邻区</a><div class="TRS_Editor">正文</div>',
        URL,
        "trs",
    ),
    ('<a href="http://www.yunxi.example/module/web/jpage/dataproxy.jsp">更多</a>', URL, "hanweb"),
    ('<script src="/module/web/jpage/js/jpage.js"></script>', None, "hanweb"),
    ('<!-- <div id="vsb_content">旧模板</div> --><div class="view TRS_UEDITOR">正文</div>', URL, "trs"),
    ('<!-- <div class="TRS_Editor"> --><div class="con">正文</div>', URL, None),
    ("<!--ZJEG_RSS.content.begin--><p>正文</p><!--ZJEG_RSS.content.end-->", URL, "hanweb"),
    ('<!--ZJEG_RSS.content.begin--><div id="vsb_content">正文</div>', URL, "boda"),
    ("<!--Announced by Visual SiteBuilder 9--><p>正文</p>", URL, "boda"),
    (
        "<!--ZJEG_RSS.content.begin--><p>转自邻区</p>",
        "http://www.yunxi.example/zwgk/202101/t20210119_3071299.html",
        "trs",
    ),
    ('<div class="ls-article j-fontContent">正文</div><!-- TRS_Editor -->', URL, "lonsun"),
    ('<a href="http://[broken/TRS_Editor">坏</a>', URL, None),
]


@pytest.mark.parametrize(("html", "url", "name"), CASES)
def test_recognition(html: str, url: str | None, name: str | None) -> None:
    family = recognise(html, url)
    assert (family.name if family else None) == name
