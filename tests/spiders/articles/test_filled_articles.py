"""Articles whose text a script or a frame fills in: their requests are made, and what they show is read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from parsers.hints import Attached
from parsers.read import read
from spiders.config.sitefile import SiteFile
from spiders.lists.attachments import attachments
from spiders.lists.controls import may_unfold
from spiders.visit.articles import filled, played_articles, rendition
from spiders.visit.judge import judge
from spiders.visit.requests import SiteRequests, VisitResult
from spiders.visit.time_limit import time_limit

URL = "http://www.yunxi.example/zwgk/t20240115_7.html"
LINES = [
    "各位代表：",
    "现在，我代表区人民政府向大会报告工作，请予审议。",
    *(f"第{n}件事，沿河的老街换了新的石板，集市搬进了棚子，新修山路{n * 3}公里；夜里有了路灯。" for n in range(1, 13)),
    "各位代表，让我们继续努力，把云溪的事情一件一件办好。谢谢大家。",
]  # fmt: skip
BODY = "".join(f"<p>{line}</p>" for line in LINES)
SITE = SiteFile.model_validate({
    "id": "yunxi", "name": "云溪区人民政府", "homepage": "http://www.yunxi.example/", "family": "plain",
    "lists": [{"url": "http://www.yunxi.example/zwgk/"}],
})  # fmt: skip


def page(code: str, shown: str = '<div id="c">正在加载…</div>') -> str:
    return (
        "<html><head><title>2024年政府工作报告_云溪区人民政府</title></head><body><div><a href='/'>首页</a></div>"
        f"<h1>2024年政府工作报告</h1><div>发布时间：2024-01-15 来源：区政府办</div>{shown}<script>{code}</script>"
        "<div>版权所有：云溪区人民政府</div></body></html>"
    )


class Answers:
    """A visit that answers from a table, by address; `made` are the requests."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.site, self._answers, self.made = SITE, answers, list[str]()
        self.result = VisitResult()

    async def get(self, address: str, role: str, **given: Any) -> Any:
        assert role == "list"
        url = address.partition("#post-")[0]
        post = given.get("post")
        self.made.append(f"{url} {post.body}" if post else url)
        text = self._answers.get(url.removeprefix("http://www.yunxi.example"))
        return SimpleNamespace(outcome="ok" if text is not None else "gone", text=text)

    async def text(self, answer: Any, _: str, __: object = None) -> str:
        return str(answer.text)


def js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FILLED = {
    "JSON by jQuery": (page("$.getJSON('/api/article?id=7', function (r) { $('#c').html(r.data.content); });"),
                       {"/api/article?id=7": js({"data": {"content": BODY}})}),
    "JSON by fetch": (page("fetch('/api/doc/7.json').then(r => r.json()).then(d => {"
                           "document.getElementById('c').innerHTML ="
                           " d.paragraphs.map(p => `<p>${p}</p>`).join(''); })"),
                      {"/api/doc/7.json": js({"paragraphs": LINES})}),
    "markup by load": (page("$('#c').load('/fragment/7.html');"), {"/fragment/7.html": BODY}),
    "XMLHttpRequest": (page("var x = new XMLHttpRequest(); x.open('GET', '/txt/7.txt'); x.onload = function () {"
                            "document.getElementById('c').innerHTML = x.responseText; };"
                            "x.send();"), {"/txt/7.txt": BODY}),
    "a template that is not understood": (page("unknown.mount({el: '#c', done: axios.get('/api/detail/7')});"),
                                          {"/api/detail/7": js({"result": {"zw": BODY}})}),
    "a script file": (page("", "<div id='c'><script src='/data/7.js'></script></div>"),
                      {"/data/7.js": "\n".join(f"document.write({js(f'<p>{x}</p>')});" for x in LINES)}),
    "a frame": (page("", "<iframe src='/docs/7.htm' width='100%'></iframe>"),
                {"/docs/7.htm": f"<html><body>{BODY}</body></html>"}),
    "a frame by script": (page("var f = document.createElement('iframe'); f.src = '/docs/' + 7 + '.htm';"
                               "document.getElementById('c').appendChild(f);"), {"/docs/7.htm": BODY}),
    "XML": (page("$.ajax({url: '/c/7.xml', dataType: 'xml',"
                 " success: function (x) { $('#c').html($(x).find('zw').text()); }});"),
            {"/c/7.xml": f"<?xml version='1.0'?><r><zw><![CDATA[{BODY}]]></zw></r>"}),
    "an object": (page("", "<object data='/frag/7.html' type='text/html'></object>"), {"/frag/7.html": BODY}),
    "a tab": (page("function tab(k) { $.get('/tab/7_' + k + '.html', function (h) { $('#c').html(h); }); }",
                   "<ul><li onclick=\"tab('a')\">导读</li><li onclick=\"tab('b')\">正文</li></ul>"
                   "<div id='c'>导读。</div>"),
              {"/tab/7_b.html": BODY}),
    "an address that the code names": (page("Reader.init({el: 'c', src: '/store/7/body.json'});"),
                                       {"/store/7/body.json": js({"d": {"paragraphs": LINES}})}),
    "the rest by a click": (page("$('#more').click(function () { $.post('/rest.do', {id: 7}, function (r) {"
                                 "$('#c').append(r.html); }, 'json'); });",
                                 f"<div id='c'>{BODY[:200]}</p></div><a id='more'>展开阅读全文</a>"),
                            {"/rest.do": js({"html": BODY[200:]})}),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "answers"), FILLED.values(), ids=list(FILLED))
def test_the_text_that_scripts_fill_in_is_obtained(sent: str, answers: Mapping[str, str]) -> None:
    text = filled.lacking(SITE, URL, sent)
    assert text is not None
    visit = Answers(answers)
    made = asyncio.run(played_articles.play(cast("SiteRequests", visit), URL, sent, text))
    assert made is not None and len(visit.made) == 1
    record = read(made.encode(), source=URL, url=URL, content_type=rendition.CONTENT_TYPE)
    assert record.text.splitlines()[-5:] == LINES[-5:]
    assert record.title == "2024年政府工作报告" and str(record.published_date) == "2024-01-15"
    again = asyncio.run(played_articles.play(cast("SiteRequests", Answers(answers)), URL, sent, text))
    assert again == made  # equal bytes: not a change of the page


def test_chapters_that_a_script_shows_are_one_text() -> None:
    tabs = "<ul><li>第一部分</li><li data-n='2'>第二部分</li><li data-n='3'>第三部分</li></ul>"
    code = "$('li').click(function () { $('#c').load('/part/7_' + $(this).data('n') + '.html'); });"
    sent = page(code, f"{tabs}<div id='c'>{''.join(f'<p>{x}</p>' for x in LINES[:2])}</div>")
    parts = {"/part/7_2.html": BODY.replace("石板", "青砖"), "/part/7_3.html": BODY.replace("石板", "木板")}
    assert filled.has_chapters(sent) and not filled.has_chapters(page("", f"<p>{BODY}</p>"))
    visit = Answers(parts)
    made = asyncio.run(played_articles.chapters(cast("SiteRequests", visit), URL, sent))
    assert made is not None and len(visit.made) == 2
    text = read(made.encode(), source=URL, content_type=rendition.CONTENT_TYPE).text
    assert 0 < text.index("青砖") < text.index("木板")


def test_chapters_that_are_not_all_shown_within_the_limit_are_no_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(played_articles, "_MAX_STEPS", 5)
    tabs = "".join(f"<li data-n='{n}'>第{n}部分</li>" for n in range(1, 6))
    code = "$('li').click(function () { $('#c').load('/part/7_' + $(this).data('n') + '.html'); });"
    parts = {f"/part/7_{n}.html": BODY for n in range(2, 6)}
    sent = page(code, f"<ul>{tabs}</ul><div id='c'>{LINES[0]}</div>")
    assert asyncio.run(played_articles.chapters(cast("SiteRequests", Answers(parts)), URL, sent)) is None


def test_a_file_that_only_a_click_opens_is_offered() -> None:
    code = "function down(id, name) { window.open('/file/get.do?id=' + id + '&name=' + encodeURIComponent(name)); }"
    link = "<p>全文见附件。</p><a href='javascript:;' onclick=\"down('7', '报告.pdf')\">2024年政府工作报告.pdf</a>"
    sent = page(code, link)
    made = asyncio.run(played_articles.play(cast("SiteRequests", Answers({})), URL, sent, "全文见附件。"))
    assert made is not None
    (offered,) = attachments(made, URL)
    assert offered.url == "http://www.yunxi.example/file/get.do?id=7&name=%E6%8A%A5%E5%91%8A.pdf"


def test_an_empty_page_that_a_script_file_fills_is_no_missing_page() -> None:
    sent = (
        b"<html><head><title>x</title></head><body><div id='app'></div><script src='/a.js'></script></body>"
    )
    home, kind = "http://www.yunxi.example/", "text/html"
    judged = judge(URL, 200, sent, content_type=kind, location=None, role="article", home=home)
    assert judged.outcome == "ok"
    bare = judge(
        URL, 200, b"<html><body></body></html>", content_type=kind, location=None, role="article", home=home
    )
    assert bare.outcome == "soft_404"


@pytest.mark.parametrize(
    "sent",
    [
        page("var a = 1;", f"<div>{BODY * 3}</div>"),
        "<html><body><h1>通知</h1><p>见附件。</p></body></html>",
    ],
    ids=["shown", "without a script"],
)
def test_other_pages_are_not_played(sent: str) -> None:
    assert filled.lacking(SITE, URL, sent) is None


def test_a_page_whose_scripts_bring_nothing_is_left_as_it_is() -> None:
    sent = page("$.getJSON('/api/visits?id=7', function (r) { $('#n').text(r.count); });")
    visit = cast("SiteRequests", Answers({"/api/visits?id=7": js({"count": 12})}))
    assert asyncio.run(played_articles.play(visit, URL, sent, "正在加载…")) is None


def test_the_stored_page_is_read_in_place_of_the_one_that_was_sent() -> None:
    shown = Attached(b"<p>x</p>", rendition.CONTENT_TYPE, URL + rendition.SUFFIX)
    file = Attached(b"%PDF-1.4", "application/pdf", "http://www.yunxi.example/a.pdf")
    assert rendition.of_article(URL, [file, shown]) is shown
    assert rendition.of_article(URL, [file]) is None


def test_a_link_to_the_whole_text_of_an_article_in_parts_is_followed() -> None:
    at = "http://www.yunxi.example/zwgk/show.php?id=7"
    link = "<select onchange=\"location.href='show.php?id=7&page=' + this.value\"><option>第1页</option></select>"
    whole = f"{link} <a href='show.php?id=7&amp;page=all'>全文显示</a>"
    assert filled.whole_address(at, page("", whole)) == f"{at}&page=all"
    assert filled.whole_address(at, page("", "<a href='/zwgk/other.php?id=8'>阅读全文</a>")) is None


@pytest.mark.parametrize("tag", ["<script ", "<style>", "<head ", "<body ", "<template>", "<a href=", "<"])
def test_pages_without_an_end_take_no_time(tag: str) -> None:
    broken = tag * 40_000
    assert len(rendition.page_of(broken, [broken])) < len(broken) + 200
    with time_limit():
        assert filled.lacking(SITE, URL, broken) in ("", None)
        filled.whole_address(URL, f"全文{broken}")
        filled.has_chapters(f">第二部分</li>{broken}")


UNFOLDING = (
    "展开全文 全文展开 点击展开 展开▼ 展开更多 阅读更多 继续阅读 显示全部 查看完整报告 加载剩余内容 阅读剩余部分 "
    "展开余下内容 点此查看全文 显示余下60% 【展开全文】"
)


@pytest.mark.parametrize("label", UNFOLDING.split())
def test_the_rest_behind_a_control_is_obtained(label: str) -> None:
    code = "function rest() { $('#c').load('/rest/7.html'); }"
    sent = page(code, f"<div id='c'><p>{LINES[1]}</p></div><span onclick='rest()'>{label}</span>")
    text = filled.lacking(SITE, URL, sent)
    visit = cast("SiteRequests", Answers({"/rest/7.html": BODY}))
    assert text is not None
    made = asyncio.run(played_articles.play(visit, URL, sent, text))
    assert made is not None and LINES[-2] in made


PIECES = [LINES[2 + 2 * n : 4 + 2 * n] for n in range(6)] + [LINES[-1:]]
PIECEMEAL = (
    "var from = 1; document.getElementById('on').onclick = function () { fetch('/piece?n=' + from).then(r => r.json())"
    ".then(d => { document.getElementById('c').insertAdjacentHTML('beforeend', d.p.map(x => `<p>${x}</p>`).join(''));"
    " from = d.next; if (!d.next) document.getElementById('on').style.display = 'none'; }); };"
)


def piecemeal(lost: int = 0) -> tuple[str | None, Answers, str]:
    """Play an article of which a button shows two paragraphs more, again and again; piece `lost` is not obtained."""
    first = "".join(f"<p>{x}</p>" for x in LINES[:2])
    sent = page(PIECEMEAL, f"<div id='c'>{first}</div><a href='javascript:;' id='on'>继续阅读 ▼</a>")
    answers = {
        f"/piece?n={n}": js({"p": piece, "next": n + 1 if n < len(PIECES) else None})
        for n, piece in enumerate(PIECES, 1)
        if n != lost
    }
    text = filled.lacking(SITE, URL, sent)
    assert text is not None
    visit = Answers(answers)
    made = asyncio.run(played_articles.play(cast("SiteRequests", visit), URL, sent, text))
    return made, visit, sent


def test_a_button_for_the_rest_of_a_text_is_used_to_the_end_of_the_text() -> None:
    made, visit, _ = piecemeal()
    assert made is not None and len(visit.made) == len(PIECES)
    assert (
        read(made.encode(), source=URL, content_type=rendition.CONTENT_TYPE).text.splitlines()[-12:]
        == LINES[-12:]
    )
    assert visit.result.problems == []


def test_a_piece_behind_the_button_that_is_not_obtained_is_a_problem() -> None:
    _, visit, _ = piecemeal(lost=4)
    assert visit.result.problems == [f"{URL}: the rest of its text, behind a button, was not all obtained"]


def test_a_button_that_still_brings_more_at_the_limit_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played_articles, "_MAX_UNFOLDED", 3)
    _, visit, _ = piecemeal()
    assert visit.result.problems == [f"{URL}: the button for the rest of its text brings more after 3 uses"]


def test_a_text_whose_scripts_request_too_much_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(played_articles, "_MAX_STEPS", 4)
    code = (
        "function part(n) { fetch('/piece?n=' + n).then(r => r.json()).then(d => { document.getElementById('c')"
        ".insertAdjacentHTML('beforeend', d.p.map(x => `<p>${x}</p>`).join('')); if (d.next) part(d.next); }); }"
        " part(1);"
    )
    pieces = {f"/piece?n={n}": js({"p": LINES, "next": n + 1}) for n in range(1, 9)}
    visit = Answers(pieces)
    sent = page(code, "<div id='c'></div>")
    made = asyncio.run(played_articles.play(cast("SiteRequests", visit), URL, sent, ""))
    assert made is not None
    assert visit.result.problems == [
        f"{URL}: its scripts request or compute too much; its text may not be whole"
    ]


@pytest.mark.parametrize(
    "label", ["更多", "全文检索", "展开菜单", "收起", "全部", "加载更多", "查看更多", "内容"]
)
def test_other_controls_do_not_unfold_a_text(label: str) -> None:
    assert not may_unfold(f"<p>{LINES[1]}</p><span onclick='rest()'>{label}</span>")


PARTS = [BODY.replace("石板", stone) for stone in ("青砖", "木板", "花岗石")]
SHOWS = "function show(i) { $('#c').html(doc[i]); }"
IN_LISTS = {
    "an array": ("$.getJSON('/doc/7.json', function (d) { doc = d; show(0); });", PARTS),
    "an array below": ("$.getJSON('/doc/7.json', function (d) { doc = d.content.pages; show(0); });",
                       {"title": "x", "content": {"type": "html", "pages": PARTS}}),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_LISTS)
def test_the_parts_that_an_answer_holds_in_a_list_are_one_text(name: str) -> None:
    code, answer = IN_LISTS[name]
    sent = page(f"var doc; {SHOWS} {code}")
    visit = cast("SiteRequests", Answers({"/doc/7.json": js(answer)}))
    made = asyncio.run(played_articles.play(visit, URL, sent, "正在加载…"))
    assert made is not None
    places = [made.index(stone) for stone in ("青砖", "木板", "花岗石")]
    assert places == sorted(places) and made.index("版权所有") > places[-1]


SIDE = [
    "<div class='side'><h3>要闻</h3><a href='/xw/'>查看全部</a></div>",
    "<a class=more href=/rd/index.htm>阅读更多</a>",
    "<a target='_blank' href='https://www.yunxi.example/tj/'><span>展开更多</span> &gt;</a>",
    '<li><a href="/zt/"><b>查看全部内容</b></a></li>',
]
BUTTONS = [
    "<a href='javascript:;' class='rest'>查看全部</a>",
    "<a href='#'>阅读更多</a>",
    "<a onclick='rest()'>展开更多</a>",
    "<a href='/xw/'>要闻</a><div id='rest'>展开更多</div>",
    "<a href='javascript:rest()'><i>查看全部内容</i></a>",
]


def test_a_link_to_other_pages_is_no_button_for_the_rest_of_a_text() -> None:
    assert [may_unfold(f"<p>{LINES[1]}</p>{one}") for one in SIDE] == [False] * len(SIDE)


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_for_the_rest_of_a_text_is_seen_beside_links_to_other_pages(button: str) -> None:
    assert may_unfold(f"<p>{LINES[1]}</p>{button}") and may_unfold(f"{SIDE[0]}{button}{SIDE[1]}")
