"""The day of publication in a page's own code: written by a script, in a hidden field, in the article's state."""

from __future__ import annotations

import pytest

from parsers.read import read

TITLE = "2021年云溪区政府工作报告"
BODY = "".join(
    f"<p>{line}</p>"
    for line in (
        "各位代表：",
        "现在，我代表区人民政府向大会报告工作，请予审议。",
        *(f"第{n}件事，沿河的老街换了新的石板，集市搬进了棚子，新修山路{n * 3}公里。" for n in range(1, 9)),
    )
)


def page(bar: str = "", code: str = "", before: str = "") -> str:
    return (
        f"<html><head><title>{TITLE}_云溪区人民政府</title></head><body><div class='top'>{before}</div>"
        f"<h1>{TITLE}</h1><div class='bar'>{bar}</div><div id='c'>{BODY}</div>{code}</body></html>"
    )


def published(text: str) -> str | None:
    day = read(text.encode(), source="a.html", content_type="text/html; charset=utf-8").published_date
    return None if day is None else str(day)


LABEL = "发布时间："
WAYS = {
    "written": page(f"{LABEL}<script>document.write('2021-02-19')</script>"),
    "written without a label": page("<script>document.write(\"2021-02-19 08:30\");</script>"),
    "written with its label": page(
        "<script>document.write('发布时间：' + '2021年2月19日' + ' 来源：区政府办')</script>"),
    "written from a variable": page(
        f"<script>var rq = '2021-02-19';</script>{LABEL}<span><script>document.write(rq);</script></span>"
    ),
    "filled in": page(
        f"{LABEL}<span id='rq'></span>", "<script>document.getElementById('rq').innerHTML = '2021-02-19';</script>"),
    "filled in by jQuery": page(
        f"{LABEL}<em id=rq></em>", "<script>var d = \"2021-02-19\"; $('#rq').text(d);</script>"),
    "state": page(code=f"<script>window.__NUXT__={{data:[{{article:{{id:7,title:\"{TITLE}\",publishTime:\"2021-02-19\","
                  "tags:[{name:'a'}],content:\"x\"}}],list:[{title:'其他文件',publishTime:'2020-01-02'}]}</script>"),
    "JSON state": page(
        code=f'<script type="application/json">{{"a":{{"pubDate":"2021-02-19 10:00:00","title":"{TITLE}"}}}}</script>'),
    "milliseconds": page(code=f'<script>var art = {{"title":"{TITLE}","publishDate":1613692800000}}</script>'),
    "linked data": page(code=f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}",'
                        '"datePublished":"2021-02-19T08:30:00+08:00"}</script>'),
    "hidden field": page("<input type=hidden value=2021-02-19>"),
    "named hidden field": page(code='<form><input type="hidden" name="publishDate" value="2021-02-19 09:00"></form>'),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_the_day_that_a_pages_code_states_is_read(name: str) -> None:
    assert published(WAYS[name]) == "2021-02-19"


NOTHING = {
    "computed": page(f"{LABEL}<script>var d = new Date(); document.write(d.getFullYear() + '-02-19');</script>"),
    "changed": page(
        f"<script>var d = '2021-02-19'; d = '2021-03-01';</script>{LABEL}<script>document.write(d)</script>"),
    "today above": page(before="<script>document.write('今天是：2021-02-19')</script>"),
    "other article": page(code="<script>var list = [{title:'其他文件',publishTime:'2021-02-19'}]</script>"),
    "two days": page(code=f'<script>var a = [{{"title":"{TITLE}","publishTime":"2021-02-19"}},'
                     f'{{"title":"{TITLE}","publishTime":"2021-03-01"}}]</script>'),
    "made, not published": page(code=f'<script>var a = {{"title":"{TITLE}","createTime":"2021-02-19"}}</script>'),
    "search": page(
        "<input type=hidden name=startDate value=2021-02-19><input type=hidden name=endDate value=2021-03-01>"),
    "server": page("<input type=hidden id=serverDate value=2021-02-19>"),
    "no day": page("<script>document.write('2021-02-31')</script>"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTHING)
def test_other_days_in_a_pages_code_are_not_read(name: str) -> None:
    assert published(NOTHING[name]) is None


def test_the_day_that_a_page_shows_outweighs_its_code() -> None:
    state = f'<script>var a = {{"title":"{TITLE}","publishTime":"2021-02-19"}}</script>'
    assert published(page(f"{LABEL}2021-02-18", state)) == "2021-02-18"
