"""Controls such as 更多 and 查看全部 add rows to the list only where they stand with its rows (all invented)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, html, li, read

MENU = (
    "<ul class='menu'><li><a href='/zwgk/'>政务公开</a></li><li><a href='/bsfw/'>办事服务</a></li>"
    "<li><a href='/hdjl/'>互动交流</a></li><li><a href='javascript:;' onclick='fold()'>{label}</a></li></ul>"
)
NEWS = "".join(f"<li><a href='/yw/t{n}.html'>松浦区召开第{n}次安全生产会议</a></li>" for n in range(5))
OTHER = (
    "<div class='box'><h3>区内要闻</h3><ul id='hot' data-u='/more'>{news}</ul>"
    "<span class='b' onclick='{code}'>{label}</span></div>"
)
ADDS = (
    "<script>function news() {{ $.get($('#{0}').data('u'), {{p: 2}}, function (t) {{ $('#{0}').append(t); }}); }}"
    "</script>"
)
LABELS = ("加载更多", "查看全部", "查看更早的文件", "更多")


def page(count: int, before: str = "", after: str = "") -> str:
    return html(
        f"{before}<div class='main'><ul id='own' data-u='/more'>{''.join(map(li, range(count)))}</ul></div>{after}"
    )


def answered_with(text: str, more: str = NEWS):  # type: ignore[no-untyped-def]
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        return {LIST: text, "/more": more.replace("/t", "/x")}.get(path)

    return answered


@pytest.mark.parametrize("label", LABELS)
def test_an_entry_of_a_menu_is_no_control_of_the_list(label: str) -> None:
    account, requested, _ = read(answered_with(page(9, MENU.replace("{label}", label))))
    assert (account.line(), len(requested)) == ("9 rows on 1 page, complete", 2)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("aside", [False, True])
def test_a_button_of_another_block_is_no_control_of_the_list(label: str, aside: bool) -> None:
    block = OTHER.format(news="" if aside else NEWS, code="news()", label=label) + ADDS.format("hot")
    text = page(9, after=f"<aside>{block}</aside>" if aside else block)
    account, requested, _ = read(answered_with(text))
    assert (account.line(), len(requested)) == ("9 rows on 1 page, complete", 2)


@pytest.mark.parametrize("label", LABELS)
def test_what_a_button_of_another_block_adds_does_not_close_a_list(label: str) -> None:
    block = OTHER.format(news=NEWS, code="news()", label=label) + ADDS.format("hot")
    account, _, links = read(answered_with(page(15, after=block)))
    assert (account.code, account.rows, len(links)) == ("list_incomplete", 15, 15), account.line()


def test_an_answer_for_another_block_does_not_close_a_list() -> None:
    script = (
        "<script>function news() { $.get('/more', {p: 2}, function (t) { $('#hot').append(t); }); }</script>"
    )
    block = OTHER.format(news=NEWS, code="news()", label="换一批") + script
    other = NEWS.replace("/yw/t", "/hot/n")
    account, _, _ = read(lambda path, _: {LIST: page(15, after=block), "/more": other}.get(path))
    assert account.code == "list_incomplete", account.line()


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "wrap",
    [
        "{0}",
        "<div class='below'><p>{0}</p></div>",
        "<section>{0}</section>",
        "<div class='ft'><a href='/zwgk/'>返回政务公开首页</a> {0} <a href='/about/'>关于本栏目的说明</a></div>",
    ],
)
def test_the_lists_own_button_is_used_wherever_it_stands_below_the_rows(label: str, wrap: str) -> None:
    button = f"<span class='b' onclick='news()'>{label}</span>"
    text = page(9, MENU.replace("{label}", "站群"), wrap.format(button) + OTHER.format(news=NEWS, code="", label="")
                + ADDS.format("own"))  # fmt: skip
    account, _, links = read(answered_with(text, "".join(map(li, range(9, 14)))))
    assert len(links) == 14 and account.pages == 2, account.line()


@pytest.mark.parametrize("title", ["政府工作报告", "历年文件"])
@pytest.mark.parametrize("head", ["<h3>{0}{1}</h3>", "<div class='tit'><h3>{0}</h3>{1}</div>"])
def test_a_button_in_the_heading_of_the_list_is_used(title: str, head: str) -> None:
    rows = f"<ul id='own' data-u='/more'>{''.join(map(li, range(9)))}</ul>"
    head = head.format(title, "<span class='b' onclick='news()'>查看全部</span>")
    text = html(f"<div class='main'>{head}\n{rows}</div>{ADDS.format('own')}")
    account, _, links = read(answered_with(text, "".join(map(li, range(9, 14)))))
    assert len(links) == 14, account.line()


def test_the_button_of_a_list_that_scripts_fill_is_used_beside_other_rows() -> None:
    button = "<h2>政府工作报告</h2><div id='own' data-u='/more'></div><span onclick='news()'>加载更多</span>"
    text = page(0, "<title>政府工作报告</title>", f"<div class='main'>{button}</div>"
                + OTHER.format(news=NEWS, code="", label="") + ADDS.format("own"))  # fmt: skip
    account, _, links = read(answered_with(text, "".join(map(li, range(9, 14)))))
    assert len(links) == 5 or account.code, account.line()
