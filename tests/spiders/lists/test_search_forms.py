"""A column that is a search form, and results whose next page is a form with a token of its own (all invented)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from tests.support.one_list import HOST, LIST, PAGES, ROWS, Answered, html, read, rows

FOUND = "/cx/result"
HIDDEN = "<input type='hidden' name='site' value='1'>"
HEAD = f"<div class='header'><form action='/so'>{HIDDEN}<input name='q'><button>搜索</button></form></div>"


def form(
    number: int, label: str, word: str = "<input type='hidden' name='kw' value=''>", name: str = "_csrf"
) -> str:
    fields = {name: f"t{number}x", "lm": "9", "p": str(number)}
    hidden = "".join(f"<input type='hidden' name='{n}' value='{v}'>" for n, v in fields.items())
    return f"<form action='{FOUND}' method='post'>{hidden}{word}<button type='submit'>{label}</button></form>"


def searched(asks: str = form(1, "查询", "<input name='kw' placeholder='不填则查询全部'>")) -> Answered:
    """A column that shows a form only; the rows are the answers to it, each with the form of the next page."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(f"{HEAD}{asks}")
        number = int(given.get("p", "0"))
        if (
            path != FOUND
            or given.get("kw")
            or given.get("_csrf") != f"t{number}x"
            or not 1 <= number <= PAGES
        ):
            return None
        steps = form(number - 1, "上一页") * (number > 1) + form(number + 1, "下一页") * (number < PAGES)
        return html(f"{HEAD}<p>共找到{ROWS}条</p>{rows(number)}{steps}")

    return answered


def test_each_page_is_posted_with_the_token_of_the_page_before() -> None:
    account, requested, links = read(searched())
    assert (account.state, account.rows, len(links)) == ("complete", ROWS, ROWS), account.line()
    assert len(requested) == 2 + PAGES


def test_a_token_is_no_part_of_a_posts_address() -> None:
    pages = [ListPage(HOST + LIST, html(form(1, "查询", "<input name='kw'>").replace("t1x", token)), 1, HOST + LIST)
             for token in ("aa", "bb")]  # fmt: skip
    asked = [reader.read(page).following for page in pages]
    assert asked[0] and asked[1] and asked[0].body != asked[1].body
    assert asked[0].address == asked[1].address


@pytest.mark.parametrize(
    "asks",
    [
        form(1, "查询", "<input name='kw' required>"),
        form(1, "查询", "<input name='kw'><input name='yzm' placeholder='验证码'>"),
        form(1, "查询", "<input name='name' placeholder='姓名'>"),
        form(1, "登录", "<input name='user'><input type='password' name='pw'>"),
        form(1, "提交", "<input name='kw'>"),
        f"<div id='footer'>{form(1, '查询', '<input name=kw>')}</div>",
        form(1, "查询", "<input name='kw'>") * 2,
        form(1, "go", "账号<input name='account'>"),
        form(1, "查询", "受理编号<input name='bh'>"),
        form(1, "查看结果", "查询码<input name='cxm'>"),
        form(1, "查看结果", "<input type='radio' name='v' value='1'>满意"),
        form(1, "查询", "<input name='bh'>"),
        form(1, "查询", "<input name='kw'>").replace(FOUND, "/ysqgk/cx"),
        form(1, "查询", "<input name='kw'>").replace(FOUND, "/user/login.do"),
        form(1, "查询", "<input name='kw'><input type='hidden' name='act' value='subscribe'>"),
        f"<h3>依申请公开结果查询</h3>{form(1, '查询', '<input name=kw>')}",
    ],
)
def test_a_form_that_asks_for_more_or_belongs_to_the_site_is_not_sent(asks: str) -> None:
    account, requested, _ = read(searched(asks))
    assert account.code == "list_unread"
    assert requested == ["/robots.txt", LIST]


@pytest.mark.parametrize("answer", ["没有找到相关记录", "请输入关键词", "共0条记录", "<ul></ul>暂无数据"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_rows_without_a_word_are_no_empty_list(answer: str, method: str) -> None:
    asked = form(1, "查询", "<input name='kw'>").replace("method='post'", f"method='{method}'")
    shown = {LIST: html(asked), FOUND: html(answer)}
    account, requested, _ = read(lambda path, _: shown.get(path))
    assert len(requested) == 3
    assert account.code == "list_unread", account.line()


def test_a_results_page_without_its_next_form_is_incomplete() -> None:
    whole = searched()

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        text = whole(path, given)
        return text.replace("下一页", "上一页") if text and given.get("p") == "2" else text

    account, _, _ = read(answered)
    assert account.code == "list_incomplete"


def test_a_button_without_a_name_does_not_post_a_form_with_other_fields() -> None:
    asked = f"<form method='post' action='/tj'><input name='words'>{HIDDEN}<button>下一页</button></form>"
    listing = reader.read(ListPage(HOST + LIST, html(rows(1) + asked), 1, HOST + LIST))
    assert listing.following is None
