"""A page as published: what its look is made of stays, what could act or leave the archive does not."""

from __future__ import annotations

import re
import time

import pytest

from parsers.appearance.css import Kind, resolve, rewrite
from parsers.appearance.page import Look, look

BASE = "http://www.zhuyu.invalid/css/site.css"


def archived(kind: Kind, url: str) -> str | None:
    """An archive that has the files with `have` in their names."""
    return f"/have/{kind}/{url.rsplit('/', 1)[1]}" if "have" in url else None


@pytest.mark.parametrize(
    ("css", "rewritten"),
    [
        ("p{background:url(have.png) no-repeat}", 'p{background:url("/have/picture/have.png") no-repeat}'),
        ("p{background:URL( 'have.png' )}", 'p{background:url("/have/picture/have.png")}'),
        ("p{background:url(//cdn.invalid/x.png)}", "p{background: none }"),
        ("p{background:u\\72 l(//cdn.invalid/x.png)}", "p{background: none }"),
        ("p{background:\\55RL(//cdn.invalid/x.png)}", "p{background: none }"),
        ("p{background:url(data:image/png;base64,AAAA)}", "p{background: none }"),
        ("p{background:url(have.png not)}", "p{background: none }"),
        ("p{background:url('have.png' not)}", "p{background: none }"),
        ("p{background:image-set('//cdn.invalid/x' 1x, url(have.png) 2x);top:0}", "p{background: none ;top:0}"),
        ("p{background:-webkit-image-set(url(have.png) 1x)}", "p{background: none }"),
        ("p{color:expression(alert(1))}", "p{color: none }"),
        ('@import "have.css" print;p{}', '@import url("/have/stylesheet/have.css") print;p{}'),
        ("@IMPORT url(have.css);p{}", '@import url("/have/stylesheet/have.css");p{}'),
        ("@\\69mport '//cdn.invalid/x.css';p{}", "/**/p{}"),
        ("@import/* */'//cdn.invalid/x.css' screen;p{}", "/**/p{}"),
        ("@import url(have.css) supports(background: url(//cdn.invalid/x));p{}", "/**/p{}"),
        ("@font-face{font-family:f;src:url(have.woff)}p{}", "/**/p{}"),
        ("@media print{@font-face{src:url(//cdn.invalid/f)}p{}}", "@media print{/**/p{}}"),
        ("@charset 'gbk';p{}", "/**/p{}"),
        ("u@charset '';rl(//cdn.invalid/x)", "u/**/rl(//cdn.invalid/x)"),
        ("u/* */rl(//cdn.invalid/x)", "u/**/rl(//cdn.invalid/x)"),
        ("p::before{content:'url(//cdn.invalid/x)'}", "p::before{content:'url(//cdn.invalid/x)'}"),
        ("p::before{content:'</style><script>'}", "p::before{content:'<\\/style><script>'}"),
        ("p{background:url(have.png", 'p{background:url("/have/picture/have.png")'),
        ("p{content:'open\n}q{background:url(//cdn.invalid/x)}", "p{content:'open\n}q{background: none }"),
        (".a\\(b{background:url(have.png)}", '.a\\(b{background:url("/have/picture/have.png")}'),
        ("p{--x:url(//cdn.invalid/x)}q{background:var(--x)}", "p{--x: none }q{background:var(--x)}"),
    ],
)  # fmt: skip
def test_addresses_of_a_style_sheet_are_archived_ones_or_none(css: str, rewritten: str) -> None:
    assert rewrite(css, BASE, archived) == rewritten


@pytest.mark.parametrize(
    "css",
    ["url(" * 50_000, '"\'' * 50_000, "/*" * 50_000, "\\" * 100_000, "@import " * 20_000, "@font-face{" * 20_000,
     'url("' * 30_000 + "\\", "image(" * 30_000, "{" * 100_000],
)  # fmt: skip
def test_a_hostile_style_sheet_takes_no_long_time(css: str) -> None:
    started = time.process_time()
    rewrite(css, BASE, archived)
    assert time.process_time() - started < 2


def test_written_addresses_are_resolved_as_a_browser_does() -> None:
    assert resolve(BASE, " ../img/a.png#x ") == "http://www.zhuyu.invalid/img/a.png"
    assert resolve(BASE, "//img.zhuyu.invalid/b.gif") == "http://img.zhuyu.invalid/b.gif"
    for written in (
        "javascript:1",
        "data:,x",
        "mailto:a@zhuyu.invalid",
        "http://[",
        "blob:http://a/b",
        "file:///etc",
    ):
        assert resolve(BASE, written) is None


def shown(html: str) -> Look:
    found = look(html, "http://www.zhuyu.invalid/gk/1.html", archived, "/ours.css")
    assert found is not None
    return found


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>", "<p onclick=x()>a</p>", "<body onload=x()>a", "<img src=x onerror=x()>",
        "<svg onload=x()><script>x()</script></svg>",
        "<svg><style><img src=//e.invalid onerror=x()></style></svg>",
        "<math><mtext><script>x()</script></mtext></math>",
        "<iframe srcdoc='<script>x()</script>'></iframe>", "<iframe src=javascript:x()>",
        "<frameset><frame src=//e.invalid></frameset>", "<object data=//e.invalid>",
        "<embed src=//e.invalid>", "<applet code=x></applet>", "<base href=//e.invalid/>",
        "<meta http-equiv=refresh content='0;url=//e.invalid'>", "<a href=javascript:x()>a</a>",
        "<a href=//e.invalid ping=//e.invalid target=_top>a</a>",
        "<form action=//e.invalid><input name=q></form>", "<button formaction=//e.invalid>a</button>",
        "<input type=image src=//e.invalid>", "<link rel=preload href=//e.invalid>",
        "<link rel=stylesheet href=//e.invalid>", "<link rel=icon href=//e.invalid>",
        "<table background=//e.invalid><tr><td background=javascript:x()>a</table>",
        "<video poster=//e.invalid></video>", "<audio src=//e.invalid autoplay></audio>",
        "<picture><source srcset=//e.invalid><img srcset=//e.invalid></picture>",
        "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
        "<template><script>x()</script></template>", "<p style='background:url(//e.invalid)'>a</p>",
        "<style>@import '//e.invalid';</style>", "<style></styl</style><p title='<script>x()'>a</p>",
        "<p title='\"><script>x()</script>'>a</p>", "<textarea><script>x()</script></textarea>",
        "<title></title><script>x()</script>", "<xmp><script>x()</script></xmp>",
        "<p id='\"onclick=x()'>a</p>", "<x-y onfocus=x() tabindex=0 autofocus>a</x-y>",
        "<isindex action=//e.invalid>", "<bgsound src=//e.invalid>",
        "<keygen><marquee onstart=x()>a</marquee>", "<plaintext><script>x()</script>",
    ],
)  # fmt: skip
def test_nothing_of_a_page_acts_or_leaves(html: str) -> None:
    written = shown(f"<html><body>{html}").html.replace('<link rel="stylesheet" href="/ours.css">', "")
    for tag in re.findall(r"<[a-z!/][^>]*>", written):
        bare = re.sub(r'"[^"]*"', '""', tag)
        acting = r"\son[a-z]+=|script|iframe|object|embed|<form|<input|<base|http-equiv|href=|srcset|ping"
        assert not re.search(acting, bare), tag
        for address in re.findall(r'(?:src|background)="([^"]*)"', tag):
            assert address.startswith("/have/"), tag
    assert not re.search(r"(url\(|@import)[^)]*e\.invalid", written)


def test_a_page_keeps_what_it_looks_like() -> None:
    page = shown(
        "<!DOCTYPE html><html class=grey><head><title>竹屿 &amp; 区</title>"
        "<link rel=stylesheet href=/have.css media=screen>"
        "<link rel='alternate stylesheet' href=/have2.css><style>p{color:red}</style></head>"
        "<body bgcolor='#eee' background=have.gif>"
        "<div id=top class='a b' style='width:9px;background:url(have.png)'>"
        "<img src=have.jpg alt=区徽 width=30 height=20><font color=red size=4>字</font>"
        "<ucapcontent class=c>文</ucapcontent>"
        "<table border=1 cellpadding=3><tr><td colspan=2 nowrap align=center>&lt;格&gt;</td></tr></table>"
        "</div></body></html>"
    )
    for part in (
        "<!doctype html>", '<html class="grey"', "<title>竹屿 &amp; 区</title>",
        '<link rel="stylesheet" href="/have/stylesheet/have.css" media="screen">', "<style>p{color:red}</style>",
        '<body bgcolor="#eee" background="/have/picture/have.gif">',
        '<div id="top" class="a b" style="width:9px;background:url(&quot;/have/picture/have.png&quot;)">',
        '<img src="/have/picture/have.jpg" alt="区徽" width="30" height="20">', '<font color="red" size="4">字</font>',
        '<span class="c">文</span>', '<td colspan="2" nowrap="" align="center">&lt;格&gt;</td>',
    ):  # fmt: skip
        assert part in page.html, part
    assert "have2" not in page.html and "/ours.css" not in page.html and page.styled


def test_a_page_without_styles_gets_ours_and_one_without_doctype_stays_so() -> None:
    page = shown("<html><body><p>文</p>")
    assert page.html.startswith("<html") and '<link rel="stylesheet" href="/ours.css">' in page.html


def test_what_is_left_out_is_counted() -> None:
    page = shown(
        "<script></script><script></script><iframe></iframe><input><svg></svg><img src=data:image/png,x>"
    )
    assert page.left_out == {"scripts": 2, "frames": 1, "fields": 1, "other": 1, "inlined": 1}


def test_relative_addresses_follow_the_page_s_base() -> None:
    requested: list[str] = []

    def note(_: Kind, url: str) -> None:
        requested.append(url)

    look("<base href=/sub/><img src=a.png>", "http://www.zhuyu.invalid/x/1.html", note)
    assert requested == ["http://www.zhuyu.invalid/sub/a.png"]


def test_a_page_nested_too_deeply_is_not_parsed() -> None:
    assert look("<div>" * 100_000, "http://www.zhuyu.invalid/", archived) is None
