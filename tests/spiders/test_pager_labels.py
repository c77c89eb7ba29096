"""Controls of pagers by their labels, their pictures and what they do; those not understood are reported (invented)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, Answered, html, read, rows

TURN = "<script>function turn(k) { var at = '/zfbg/'; location.href = at + '?page=' + k; }</script>"
POST = (
    "<form name='f' method='post' action='/zfbg/'><input type='hidden' name='page' value='1'></form>"
    "<script>function turn(k) { document.f.page.value = k; document.f.submit(); }</script>"
)


def turned(label: str, script: str = TURN) -> Answered:
    """A list whose pager has one control, with this label, whose handler opens the next page."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        control = f"<a href='javascript:;' onclick='turn({page + 1})'>{label}</a>" if page < PAGES else ""
        return html(f"{rows(page)}<div class='pager'>{control}</div>{script}") if path == LIST else None

    return answered


LABELS = ["向后翻页", "往后", "下翻", "翻到下一页", "次页", "下一组", "下一页(2/5)", "下页►", "❯", "Next Page »",
          "<i class='fa fa-angle-right'></i>", "<img src='/img/next.gif'>", "<img src='/img/a.gif' title='下一页'>",
          "走起", "看看别的"]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("script", [TURN, POST])
def test_a_control_is_followed_by_its_label_or_by_what_it_does(label: str, script: str) -> None:
    account, _, links = read(turned(label, script))
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


def alone(pager: str) -> Answered:
    return lambda path, _: html(f"{rows(1)}{pager}") if path == LIST else None


@pytest.mark.parametrize(
    "pager",
    [
        "<div class='page'><a href='/a/k3f.html'>走起</a></div>",
        "<div class='page'><span class='q'>走</span></div><script>$('.q').click(function () { zz.go(2); });</script>",
        "<p class='pager'><a href='javascript:zz.go(2)'>别的</a></p>",
    ],
)
def test_a_control_that_is_not_understood_is_reported(pager: str) -> None:
    account, _, _ = read(alone(pager))
    assert account.code == "list_incomplete", account.line()


@pytest.mark.parametrize(
    "pager",
    [
        "<div class='page'><a href='/'>首页</a> <a href='javascript:history.back()'>返回上一页</a></div>",
        "<div class='page'><a href='javascript:window.print()'>打印</a></div>",
        "<div class='page'><span>1</span></div>",
        "<div class='pages'><a href='/gk/'>政府信息公开目录</a><a href='/gk/zn/'>政府信息公开指南和年度报告</a>"
        "<a href='/y/'>依申请公开</a><a href='/gk/zd/'>政府信息公开制度</a><a href='/bz/'>基层政务公开标准</a></div>",
    ],
)
def test_a_way_back_and_a_menu_are_no_such_controls(pager: str) -> None:
    account, _, _ = read(alone(pager))
    assert account.state == "complete", account.line()


FIELD = "<form action='/zfbg/'>转到第<input name='page' size='2'>页 <input type='submit' value='GO'>{}</form>"
FILES = "abcd"


def linked(labels: list[str]) -> str:
    return "".join(f"<a href='/zfbg/{FILES[n]}.html'>{label}</a> " for n, label in enumerate(labels))


def filed(pager: str) -> Answered:
    """A list whose pages are files with names that tell nothing."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        name = path.removeprefix(LIST).removesuffix(".html") or "a"
        return html(rows(FILES.index(name) + 1) + pager) if name in FILES and not given else None

    return answered


def fielded(total: str) -> Answered:
    """A list whose pager is a field for the page's number."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        return html(rows(int(given.get("page", "1"))) + FIELD.format(total)) if path == LIST else None

    return answered


NUMBERED = {
    "numbers in circles": filed(linked(["①", "②", "③", "④"])),
    "Roman numbers": filed(linked(["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"])),
    "Chinese numbers": filed(linked(["第一页", "第二页", "第三页", "第四页"])),
    "ranges of rows": filed(linked(["1-13条", "14-26条", "27-39条", "40-47条"])),
    "a field": fielded(""),
    "a field and a total": fielded("共4页"),
}


@pytest.mark.parametrize("name", NUMBERED)
def test_a_pager_that_counts_in_its_own_way_is_followed(name: str) -> None:
    account, _, links = read(NUMBERED[name])
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


@pytest.mark.parametrize(
    "form",
    [
        FIELD.format("").replace("转到第", "查询").replace("页", "词"),
        FIELD.format("").replace("name='page'", "name='q'"),
        FIELD.format("<input name='kw'>"),
    ],
)
def test_another_form_is_not_sent_for_the_next_page(form: str) -> None:
    assert read(alone(form))[1] == ["/robots.txt", LIST]
