"""Lists on pages with frames: a frame never hides the rows of its page, and none that nobody sees counts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, read

REPORT = "/zfbg/x7001.html"
TALL = "<iframe src='/common/zt.html' height='400'></iframe>"
FRAMES = {
    "no height": "<iframe src='/common/zt.html'></iframe>",
    "tall": TALL,
    "by its style": "<iframe src='/common/zt.html' style='width:100%;height:600px'></iframe>",
}
UNSEEN = {
    "hidden by its style": "<iframe src='/inc/jl.html' style='display:none'></iframe>",
    "hidden": "<iframe src='/inc/jl.html' hidden></iframe>",
    "invisible": "<iframe src='/inc/jl.html' height='400' style='visibility: hidden'></iframe>",
    "no size": "<iframe src='/inc/jl.html' width='0' height='0'></iframe>",
    "one pixel": "<iframe src='/inc/jl.html' width='1' height='1'></iframe>",
    "no height by its style": "<iframe src='/inc/jl.html' style='width:0px;height:0'></iframe>",
    "within hidden": "<div style='display:none'><iframe src='/inc/jl.html' height='500'></iframe></div>",
    "low": "<iframe src='/inc/jl.html' height='90'></iframe>",
    "the menu": "<iframe src='/inc/left.html' height='700'></iframe>",
}


def notices(first: int, count: int) -> str:
    shown = range(first, first + count)
    return "".join(
        f"<li><a href='/tz/20210{n % 9 + 1}/t{n}.html'>松浦区关于第{n}批道路养护的通知</a></li>"
        for n in shown
    )


LINKED = "<p><a href='/zfbg/list_2.html'>下一页</a></p>"
PAGERS = {
    "a link": LINKED,
    "and a total": f"<p>共2页</p>{LINKED}",
    "numbers": "<div><b>1</b> <a href='/zfbg/list_2.html'>2</a></div>",
}


def mixed(frame: str, pager: str, size: int = 15) -> Answered:
    second = f"{notices(100, size - 3)}<li><a href='{REPORT}'>2021年松浦区政府工作报告</a></li>"
    shown = {
        LIST: f"<ul>{notices(1, size)}</ul>{pager}{frame}",
        f"{LIST}list_2.html": f"<ul>{second}</ul>",
        "/common/zt.html": f"<ul>{notices(300, 6)}</ul>",
    }
    return lambda path, _: html(shown[path]) if path in shown else None


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("pager", PAGERS.values(), ids=PAGERS)
def test_a_mixed_column_with_a_pager_is_read_in_spite_of_a_frame(frame: str, pager: str) -> None:
    account, _, links = read(mixed(frame, pager))
    assert (account.state, account.rows, len(links)) == ("complete", 28, 1)


@pytest.mark.parametrize("frame", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("size", [6, 15])
def test_a_frame_that_shows_no_list_changes_nothing(frame: str, size: int) -> None:
    with_frame, _, _ = read(mixed(frame, "", size))
    without, _, _ = read(mixed("", "", size))
    assert with_frame.as_dict() == without.as_dict() and without.rows == size


def in_frame(path: str, given: Mapping[str, str]) -> str | None:
    shown = {
        LIST: f"<ul>{notices(1, 7)}<li><a href='{REPORT}'>区长在第七次全会上的讲话</a></li></ul>{TALL}",
        "/common/zt.html": "<ul><li><a href='/zfbg/x7002.html'>2022年松浦区政府工作报告</a></li>"
        + notices(20, 5)
        + "</ul>",
    }
    return html(shown[path]) if path in shown else None


def test_the_rows_beside_a_frame_are_links_of_the_list_too() -> None:
    account, _, links = read(in_frame)
    assert (account.state, len(links)) == ("complete", 2)


def test_a_full_page_beside_a_frame_is_reported() -> None:
    account, requested, _ = read(mixed(TALL, ""))
    assert account.state == "incomplete" and "/common/zt.html" in requested


def test_a_frame_that_is_missing_leaves_the_list_unread() -> None:
    account, _, _ = read(lambda path, given: None if path == "/common/zt.html" else in_frame(path, given))
    assert account.state == "unread"


NEWS = f"<div class='side'><h3>热点信息</h3><ul>{notices(1, 6)}</ul></div>"


@pytest.mark.parametrize(
    "pager", ["<p>上一页 下一页</p>", "<p><a href='/zfbg/?p=2'>下一页</a></p>", "<p><b>1</b></p>"]
)
def test_a_pager_does_not_make_a_block_of_news_the_list(pager: str) -> None:
    page = html(
        f"{NEWS}<h3>政府工作报告</h3><div id='box'></div>{pager}<script>unknown.fill('#box')</script>"
    )
    account, _, _ = read(lambda path, _: page if path == LIST else None)
    assert account.state in ("incomplete", "unread")
