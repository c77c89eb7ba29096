"""A sentence beside a list says where its older entries are, by a link whose own words may say nothing: 此处."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, html, li, read_with_parts

SAID = {
    "a note": "<p>提示：因网站升级，本栏目仅展示2019年以来的信息，此前的信息请点击<a href='{}'>此处</a>查阅。</p>",
    "archived": "<div class='note'>注：2018年及以前的政府工作报告已归档，<a href='{}'>请点这里</a></div>",
    "brackets": "<p>（<font color=red>以往年度资料请移步<a href='{}'><b>档案库</b></a></font>）</p>",
    "two sentences": "<div>早期的信息不在本页显示。需要查阅的，点击<a href='{}'>进入</a>。</div>",
    "moved": "<table><tr><td>旧版栏目内容已迁移至<a href='{}'>新址</a>，欢迎浏览</td></tr></table>",
    "below it": "<p>查询其他年份的报告请点击下面的链接：</p><p><a href='{}'>政务资料室</a></p>",
    "itself": "<p><a href='{}'>点击这里查看2015年之前的内容</a></p>",
    "a question": "<span>想看更早的？<a href='{}'>请戳</a>查看更早内容</span>",
    "a span of years": "<div>以上为近期信息，2010—2017年的文件资料见<a href='{}'>资料馆</a></div>",
    "beside another link": "<p>2018年以前的信息请点击<a href='{}'>此处</a>，或<a href='/lx.html'>联系我们</a>。</p>",
}
OTHER = [
    "<p>为更好地浏览本站，请使用新版浏览器，点击<a href='{}'>下载</a></p>",
    "<ul><li><a href='{}'>松浦区历史文化街区介绍</a></li></ul>",
    "<div>本站由区政府办主办，请点击<a href='{}'>此处</a>联系我们</div>",
    "<ul><li><a href='{}'>区领导到旧站街道查看改造进展</a><span>2024-02-03</span></li></ul>",
    "<p>主办：区政府办 旧版网站已关闭 <a href='{}'>网站地图</a></p>",
    "<div><a href='/b/'>个人办事</a> | <a href='{}'>历年文件查询服务</a></div>",
]
NEXT = "<p><a href='{}'>下一页</a></p>"


def shown(numbers: range, more: str = "") -> str:
    return html("<ul class='list'>" + "".join(map(li, numbers)) + f"</ul>{more}")


@pytest.mark.parametrize("where", ["behind", "before", "last"])
@pytest.mark.parametrize("name", SAID)
def test_older_entries_to_which_a_sentence_leads_are_read(name: str, where: str) -> None:
    said = SAID[name].format("/ls/")
    first = shown(range(8), NEXT.format("l2.html") + (said if where == "behind" else ""))
    pages = {
        LIST: first.replace("<ul class='list'>", f"{said}<ul class='list'>") if where == "before" else first,
        f"{LIST}l2.html": shown(range(8, 13), said if where == "last" else ""),
        "/ls/": shown(range(13, 21), NEXT.format("2.html")),
        "/ls/2.html": shown(range(21, 24)),
    }
    accounts, requested, links = read_with_parts(lambda path, _: pages.get(path))
    assert len(links) == 24, requested
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
    assert "/lx.html" not in requested


@pytest.mark.parametrize("place", ["/ls/", "/files/bg.zip", "http://old.songpu.example/ls/"])
def test_older_entries_that_were_not_read_are_reported(place: str) -> None:
    def answered(path: str, _: Mapping[str, str]) -> str | None:
        return shown(range(8), SAID["a note"].format(place)) if path == LIST else html("<p>页面维护</p>")

    accounts, _, _ = read_with_parts(answered)
    assert any(one.state != "complete" for one in accounts), [one.line() for one in accounts]


@pytest.mark.parametrize("said", OTHER)
def test_other_sentences_lead_nowhere(said: str) -> None:
    accounts, requested, _ = read_with_parts(
        lambda path, _: shown(range(8), said.format("/ls/")) if path == LIST else html("<p>说明</p>")
    )
    assert "/ls/" not in requested
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


SINCE = [
    "本栏目仅展示2019年以来的信息。",
    "说明：网站迁移后只提供 2019 年及以后的政府工作报告",
    "仅收录自2019年1月起公开的文件",
]


@pytest.mark.parametrize("said", SINCE)
def test_a_list_that_says_since_when_it_shows_its_rows_is_incomplete(said: str) -> None:
    accounts, _, _ = read_with_parts(
        lambda path, _: shown(range(8), f"<p>{said}</p>") if path == LIST else None
    )
    assert "since 2019" in (accounts[0].why or ""), accounts[0].line()


def test_a_list_that_shows_older_rows_all_the_same_is_complete() -> None:
    older = "<ul class='list'><li><a href='x9.html'>松浦区2018年政府工作报告</a><i>2018-02-03</i></li>"
    page = shown(range(8), f"<p>{SINCE[0]}</p>").replace("<ul class='list'>", older)
    accounts, _, _ = read_with_parts(lambda path, _: page if path == LIST else None)
    assert accounts[0].state == "complete", accounts[0].line()
