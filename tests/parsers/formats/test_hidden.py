"""Text that a page does not show is not read: hidden by attribute, style or style sheet, or struck out."""

from __future__ import annotations

import pytest

from parsers.formats import open_page
from parsers.formats.web.hidden import hides

PAGE = (
    "<html><body><div class=c><h1>澄江区2021年政府工作报告</h1><p>各位代表：现在，我代表区人民政府，向大会报告工作，"
    "请予审议，并请各位委员提出意见。</p>{}<p>2020年地区生产总值完成450亿元，增长2.1%，税收收入完成30.5亿元。</p>"
    "</div></body></html>"
)
WORDS = "地区生产总值完成999亿元"
ROWS = "<table><tr><td>甲</td><td>乙</td></tr><tr {}><td>" + WORDS + "</td><td>1</td></tr></table>"

HIDDEN = [
    f"<p hidden>{WORDS}</p>", f'<p HIDDEN="">{WORDS}</p>', f'<div hidden="until-found"><p>{WORDS}</p></div>',
    f'<p style="DISPLAY : NONE">{WORDS}</p>', f'<p style="display:none!important">{WORDS}</p>',
    f'<p style="display:\n none ;color:red">{WORDS}</p>', f'<p style="display:/*x*/none">{WORDS}</p>',
    f'<p style="d\\69splay:none">{WORDS}</p>', f'<p style="display:n&#111;ne">{WORDS}</p>',
    f'<p style="visibility: hidden">{WORDS}</p>',
    f'<span style="VISIBILITY:collapse">{WORDS}</span>', f'<p style="display:block;display:none">{WORDS}</p>',
    f'<div style="display:none"><div style="display:block"><p>{WORDS}</p></div></div>',
    f'<p style="content-visibility:hidden">{WORDS}</p>', f"<template><p>{WORDS}</p></template>",
    f"<dialog><p>{WORDS}</p></dialog>", f"<datalist><option>{WORDS}</datalist>",
    f"<noscript>{WORDS}</noscript>", f"<!-- <p>{WORDS}</p> -->", ROWS.format("hidden"),
    f'<script type="text/html"><p>{WORDS}</p></script>',
    f'<style>.zz{{display:none}}</style><p class="a zz">{WORDS}</p>',
    f"<style>#q9 {{ visibility : hidden }}</style><p id=q9>{WORDS}</p>",
]  # fmt: skip
STRUCK = [
    f"<p>甲<del>{WORDS}</del>乙</p>", f"<s>{WORDS}</s>", f"<strike>{WORDS}</strike>",
    f'<p><span style="text-decoration: Line-Through">{WORDS}</span></p>', f"<s\n>{WORDS}</s>",
]  # fmt: skip
SHOWN = [
    f'<p style="display:none;display:block">{WORDS}</p>', f'<p style="overflow:hidden">{WORDS}</p>',
    f"<p class=none>{WORDS}</p>", f"<dialog open>{WORDS}</dialog>", f"<u>{WORDS}</u>", f"<ins>{WORDS}</ins>",
    f"<details><summary>甲</summary><p>{WORDS}</p></details>", f'<p style="color:#fff">{WORDS}</p>',
    f'<style>.zz{{display:none}}.zz.on{{display:block}}</style><p class="zz on">{WORDS}</p>',
    f'<style>.zz{{display:none}}</style><p class="zz">{WORDS}</p><script>show("zz")</script>',
    f'<style>@media print{{.zz{{display:none}}}}</style><p class="zz">{WORDS}</p>',
    f'<script src=a.js></script><style>.zz{{display:none}}</style><p class="zz">{WORDS}</p>',
    f'<p style="border-collapse:collapse">{WORDS}</p>', f'<p style="background:url(none.png)">{WORDS}</p>',
    f"<p aria-hidden=true>{WORDS}</p>", ROWS.format(""),
]  # fmt: skip


@pytest.mark.parametrize("html", HIDDEN)
def test_what_is_hidden_is_not_read(html: str) -> None:
    page = open_page(PAGE.format(html).encode())
    assert "999" not in page.text
    assert "450亿元" in page.text
    assert page.problems == ()


@pytest.mark.parametrize("html", STRUCK)
def test_struck_out_text_is_not_read_and_is_reported(html: str) -> None:
    page = open_page(PAGE.format(html).encode())
    assert "999" not in page.text
    assert [problem.code for problem in page.problems] == ["struck_out"]


@pytest.mark.parametrize("html", SHOWN)
def test_what_is_shown_is_read(html: str) -> None:
    assert "999" in open_page(PAGE.format(html).encode()).text


@pytest.mark.parametrize("tag", ['<body style="display:none">', "<body hidden>"])
def test_a_body_that_a_script_shows_is_read(tag: str) -> None:
    assert "450亿元" in open_page(PAGE.replace("<body>", tag).format("").encode()).text


def test_a_strike_without_an_end_tag_is_ignored() -> None:
    assert "450亿元" in open_page(PAGE.format("<s>").encode()).text


@pytest.mark.parametrize("opened", ["<s id=a>", '<blockquote style="display:none">'])
def test_most_of_a_body_is_read_although_its_element_hides_it(opened: str) -> None:
    page = open_page(PAGE.format(f"{opened}<p>甲</p>" + f"<p>{WORDS}，比上年增长3.1%。</p>" * 20).encode())
    assert page.text.count("999") == 20


def test_files_in_a_hidden_list_are_still_offered() -> None:
    page = open_page(PAGE.format('<ul style="display:none"><li><a href="a.pdf">甲</a></ul>').encode())
    assert [file.url for file in page.attachments] == ["a.pdf"]


def test_thousands_of_hidden_elements_in_one_another_take_no_time() -> None:
    deep = "<div hidden><p>甲" * 1400 + "</div>" * 1400
    assert "450亿元" in open_page(PAGE.format(deep).encode()).text


def test_a_comment_without_an_end_hides_what_is_behind_it() -> None:
    assert not hides("color:red/*" * 50_000 + ";display:none")
    assert hides("display:none;/* never closed")
