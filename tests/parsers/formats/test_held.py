"""The body that a page holds for its scripts: in markup that is not shown, in data, in strings of a script."""

from __future__ import annotations

import base64
import gzip
import html
import json
from urllib.parse import quote

import pytest

from parsers.formats.web import held
from parsers.read import read

LINES = [
    "各位代表：",
    "现在，我代表区人民政府向大会报告工作，请予审议。",
    *(
        f"第{n}件事，沿河的老街换了新的石板，集市搬进了棚子，新修山路{n * 3}公里；夜里有了路灯。"
        for n in range(1, 13)
    ),
    "各位代表，让我们继续努力，把云溪的事情一件一件办好。谢谢大家。",
]
TEXT = "\n".join(LINES)
BODY = "".join(f"<p>{line}</p>" for line in LINES)
BASE64 = base64.b64encode(BODY.encode()).decode()
PIECES = [BASE64[at : at + 110] for at in range(0, len(BASE64), 110)]
MENU = [{"name": f"栏目{n}", "sub": [{"name": "办事，指南；表格。"}]} for n in range(40)]
ZIPPED = base64.b64encode(gzip.compress(BODY.encode(), mtime=0)).decode()
EMPTY = '<div id="c">正在加载…</div>'


def u(text: str, mark: str) -> str:
    return "".join(f"{mark}{ord(one):04x}" if ord(one) > 127 else one for one in text)


def js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


HELD = {
    "a text area": f"<textarea id='t' style='display:none'>{html.escape(BODY)}</textarea>",
    "xmp": f"<xmp style='display:none'>{BODY}</xmp>",
    "a template": f"<template id='t'>{BODY}</template>",
    "a script that is a template": f"<script type='text/html' id='t'>{BODY}</script>",
    "noscript": f"<noscript>{BODY}</noscript>",
    "a hidden field": f"<input type='hidden' id='h' value='{html.escape(BODY)}'>",
    "an attribute": f"<div data-content='{html.escape(BODY)}'></div>",
    "page data": f"<script id='__NEXT_DATA__' type='application/json'>{js({'props': {'a': {'t': BODY}}})}</script>",
    "linked data": f"<script type='application/ld+json'>{js({'articleBody': TEXT})}</script>",
    "blocks": f"<script type='application/json'>{js([{'k': 'p', 'd': {'text': x}} for x in LINES])}</script>",
    "a string": f"<script>document.getElementById('c').innerHTML = {js(BODY)};</script>",
    "an escaped string": f"<script>var b = '{u(BODY, chr(92) + 'u')}'; show(b)</script>",
    "a template literal": f"<script>const b = `{BODY}`; // it's\n show(b)</script>",
    "unescape": f"<script>document.write(unescape('{u(BODY, '%u')}'))</script>",
    "decodeURIComponent": f"<script>show(decodeURIComponent('{quote(BODY)}'))</script>",
    "escaped markup": f"<script>var b = {js(html.escape(BODY))};</script>",
    "base64": f"<script>show(atob('{BASE64}'))</script>",
    "base64 in pieces": f"<script>var b = [{','.join(js(one) for one in PIECES)}]</script>",
    "zipped": f"<script>show(pako.inflate('{ZIPPED}'))</script>",
    "digits": f"<script>show(unhex('{BODY.encode().hex()}'))</script>",
    "numbers of characters": f"<script>var a = {[ord(one) for one in BODY]};</script>",
    "bytes": f"<script>var a = new Uint8Array({list(BODY.encode())});</script>",
    "writes": "<script>" + "\n".join(f"document.write({js(f'<p>{x}</p>')});" for x in LINES) + "</script>",
    "sums": "<script>var h = '';\n" + "\n".join(f"h += '<p>{x}</p>';" for x in LINES) + "show(h)</script>",
    "an array of paragraphs": f"<script>show({js(LINES)})</script>",
    "records": "<script>var p = [" + ",".join(f"{{type:'p', text:'{x}'}}" for x in LINES) + "];</script>",
    "JSON in a string": f"<script>var d = JSON.parse({js(json.dumps({'body': BODY}))});</script>",
    "a call": f"<script>show({js({'code': 0, 'data': {'txt': BODY}})})</script>",
}  # fmt: skip


def page(more: str) -> bytes:
    return (
        "<html><head><title>2024年政府工作报告_云溪区人民政府</title></head><body><div class='nav'>"
        "<a href='/'>首页</a> <a href='/zw'>政务公开</a></div>"
        "<h1>2024年政府工作报告</h1><div>发布时间：2024-01-15 来源：区政府办</div>"
        f"{EMPTY}{more}<div class='footer'>版权所有：云溪区人民政府</div></body></html>"
    ).encode()


@pytest.mark.parametrize("more", HELD.values(), ids=list(HELD))
def test_the_body_that_a_page_holds_for_its_scripts_is_read(more: str) -> None:
    record = read(page(more), source="a.html", title="2024年政府工作报告")
    assert record.text.splitlines() == LINES
    assert (record.kind, record.completeness) == ("work_report", "whole")


NEWS = [
    {"title": f"第{n}条要闻", "url": f"/n/{n}.html", "summary": "区里开会，研究了集市的事情；会议要求，按时完工。"}
    for n in range(20)
]  # fmt: skip
NOT_HELD = {
    "messages": "<script>"
    + "".join(f"function f{n}() {{ alert('请填写第{n}项，不能为空；请重新输入。'); }}\n" for n in range(40))
    + "</script>",
    "other articles": f"<script>var news = {js(NEWS)};</script>",
    "other articles as data": f"<script type='application/json'>{js(NEWS)}</script>",
    "a menu": f"<script>var m = {js(MENU)};</script>",
    "a comment": f"<script>/* {TEXT} */</script>",
    "a short notice": "<script>var tip = '网站正在维护，请稍后再来；给您带来不便，敬请谅解。';</script>",
}  # fmt: skip


@pytest.mark.parametrize("more", NOT_HELD.values(), ids=list(NOT_HELD))
def test_other_texts_in_scripts_are_no_body(more: str) -> None:
    assert len(read(page(more), source="a.html").text) < 20


def test_a_page_that_shows_its_body_is_read_as_it_is_shown() -> None:
    older = BODY.replace("老街", "新街")
    shown = page(f"<div>{BODY}</div><script>var draft = {js(older)};</script>")
    assert "新街" not in read(shown, source="a.html").text


@pytest.mark.parametrize("piece", ['"\\', "'\\", "`\\", "/*", "<template>", "[0x11,", "'\"`"])
def test_strings_without_an_end_take_no_time(piece: str) -> None:
    assert held.body(f"<script>{piece * 40_000}</script>", 0) is None
    assert held.in_answer(f"x{piece * 40_000}") is None
