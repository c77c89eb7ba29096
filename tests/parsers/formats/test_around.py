"""The evidence around a body: headline, information bar, and lines that are not text. All names are invented."""

from __future__ import annotations

import pytest

from parsers.formats import open_page

PROSE = "全区上下迎难而上、接续奋斗，各项任务有序推进，城乡面貌持续改善，群众的获得感不断增强。" * 3


@pytest.mark.parametrize(
    ("window", "headline", "title"),
    [
        (
            "云桥区2021年政府工作报告在云桥区第十届人民代表大会第六次会议上_云桥区政府网",
            "<h1>云桥区2021年<br>政府工作报告<br>在云桥区第十届人民代表大会第六次会议上</h1>",
            "云桥区2021年政府工作报告在云桥区第十届人民代表大会第六次会议上",
        ),
        (
            "关于印发云桥区2021年政府工作报告的通知 - 云桥区人民政府",
            "<div>关于印发云桥区2021年</div><div>政府工作报告</div><div>的通知</div>",
            "关于印发云桥区2021年政府工作报告的通知",
        ),
        ("2021年云桥区政府工作报告 政府信息公开平台_云桥区人民政府", "", "2021年云桥区政府工作报告"),
        ("云桥区人民政府 政府工作报告 云桥区2021年政府工作报告", "", "云桥区2021年政府工作报告"),
        ("云桥区2021年政府工作报告-云桥区政务公开平台_云桥区人民政府", "", "云桥区2021年政府工作报告"),
    ],
)
def test_headlines(window: str, headline: str, title: str) -> None:
    html = (
        f"<html><head><title>{window}</title></head><body><div class='nav'><a href='/'>首页</a></div>{headline}"
        f"<div class='info'>发布日期：2021-02-03</div><div id='zoom'><p>{PROSE}</p></div></body></html>"
    )
    assert open_page(html.encode()).page_title == title


@pytest.mark.parametrize(
    ("window", "title"),
    [
        ("欢迎访问云桥区人民政府网站", "云桥区2006年十件实事"),
        ("欢迎光临云桥区公众信息网", "云桥区2006年十件实事"),
        ("云桥区人民政府门户网站", "云桥区2006年十件实事"),
        ("云桥之窗", "云桥区2006年十件实事"),
        ("无标题文档", "云桥区2006年十件实事"),
        ("文章内容", "云桥区2006年十件实事"),
        ("", "云桥区2006年十件实事"),
        ("云桥区十件实事确定", "云桥区十件实事确定"),
        ("欢迎访问云桥区网站 - 云桥区2006年十件实事", "云桥区2006年十件实事"),
    ],
)
@pytest.mark.parametrize("apart", [True, False])
def test_a_window_that_names_only_the_site_is_no_title(window: str, title: str, apart: bool) -> None:
    head = (
        "<tr><td>当前位置：首页→公告→正文</td></tr><tr><td align='center'><b>云桥区2006年十件实事</b></td></tr>"
        "<tr><td>作者：佚名　文章来源：区政府办　更新时间：2006-3-9</td></tr>"
    )
    text = f"<p>{PROSE}</p><p>{PROSE}</p>"
    body = (
        f"<table>{head}</table><div class='text'>{text}</div>"
        if apart
        else (f"<table>{head}<tr><td>{text}</td></tr></table>")
    )
    html = (
        f"<html><head><title>{window}</title></head><body><div><a href='/'>首页</a></div>"
        f"<table><tr><td>·招标采购<br>·民生工程<br>热烈祝贺云桥区荣获卫生城区称号</td><td>{body}</td></tr></table></body></html>"
    )
    assert open_page(html.encode()).page_title == title


def test_whom_a_report_addresses_is_no_headline_below_the_information_bar() -> None:
    html = (
        "<html><head><title>云桥区2021年政府工作报告</title></head><body><table><tr><td><h1>云桥区2021年政府工作报告</h1>"
        "<div class='xx'>【信息时间：2021-01-23　来源：区政府办】【我要打印】【关闭】</div>"
        f"<span id='ctl00_Main_lblContent'><p>各位代表：</p><p>{PROSE}</p><p>{PROSE}</p></span></td></tr></table>"
        "</body></html>"
    )
    assert open_page(html.encode()).text.startswith("各位代表：\n")


def body(inner: str, after: str = "", before: str = "") -> tuple[str, tuple[str, ...]]:
    html = (
        f"<html><head><title>通报</title></head><body><div class='nav'><a href='/'>首页</a></div>{before}"
        f"<div class='article'>{inner}</div>{after}<div class='footer'>版权所有</div></body></html>"
    )
    page = open_page(html.encode())
    return page.text, page.info


ENTRIES = "".join(
    f"<p>·<a href='/{n}'>云桥区这一年干了哪些大事{mark}一张图带你看完报告要点{mark}</a> (2021-01-2{n})</p>"
    for n, mark in enumerate("！？!?")
)


@pytest.mark.parametrize(
    "inner",
    [
        f"<p>{PROSE}</p><div><a href='javascript:;' id='more'><em>展开全文</em></a></div><p>{PROSE}</p>",
        f"<p>{PROSE}</p><p>点击展开全文</p><p>{PROSE}</p>",
        f"<p>{PROSE}</p><p>【阅读全文】</p><p>{PROSE}</p>",
        f"<p>{PROSE}</p><p>展开剩余72%</p><p>{PROSE}</p>",
        f"<p>{PROSE}</p><div class='x-ad'><span>广告</span><p>订阅晚报，每天一封信。</p></div><p>{PROSE}</p>",
        f"<p>{PROSE}</p><p>广 告</p><p>{PROSE}</p>",
        f"<p>{PROSE}</p><p>{PROSE}</p><div class='self-promo'><p>头条新闻，就在我们的客户端，快来下载吧。</p></div>",
        f"<p>{PROSE}</p><p>{PROSE}</p><p>相关阅读：</p>{ENTRIES}",
        f"<p>{PROSE}</p><p>{PROSE}</p><p>【延伸阅读】</p>{ENTRIES}",
        f"<p>{PROSE}</p><p>{PROSE}</p><p>责任编辑：秦小舟</p>{ENTRIES}",
    ],
)
def test_buttons_labels_and_other_articles_are_not_text(inner: str) -> None:
    assert body(inner)[0] == f"{PROSE}\n{PROSE}"


@pytest.mark.parametrize(
    "bar",
    [
        "<p>索引号：014/2021-003　分类：</p><p>发布机构：区政府办</p><p>名称：工作通报</p><p>文号：</p>"
        "<p>发布日期：2021-02-19</p>",
        "<table><tr><td>索引号：</td><td>014</td></tr><tr><td>发布机构：</td><td>区政府办</td></tr>"
        "<tr><td>发布日期：</td><td>2021-02-19</td></tr></table>",
        "<p>来源：区政府办　发布时间：2021-02-19</p>",
    ],
)
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "below"])
def test_an_information_bar_below_the_text_is_read_and_is_not_text(bar: str, inside: bool) -> None:
    text = f"<p>{PROSE}</p><p>{PROSE}</p>"
    found, info = body(text + bar) if inside else body(text, after=f"<div>{bar}</div>")
    assert found == f"{PROSE}\n{PROSE}"
    assert any("区政府办" in line for line in info) and any("2021-02-19" in line for line in info)


@pytest.mark.parametrize(
    "top",
    [
        "<h1>云桥区开会</h1><p class='chapo'>{}</p>",
        "<h1>云桥区开会</h1><div class='teaser'><p>{}</p></div>",
        "<h1>云桥区开会</h1><section class='deck'><p>{}</p></section>",
        "<header><div><h1>云桥区开会</h1></div></header><div class='teaser'>{}</div>",
    ],
)
def test_a_standfirst_beside_the_container_opens_the_text(top: str) -> None:
    lead = "各位好，云桥区今天开会，部署全年的城市更新和民生工作。"
    html = (
        f"<html><body><article>{top.format(lead)}"
        f"<div class='body'><p>{PROSE}</p><p>{PROSE}</p></div></article></body></html>"
    )
    assert open_page(html.encode()).text == f"{lead}\n{PROSE}\n{PROSE}"
