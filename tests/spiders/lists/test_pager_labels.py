"""Controls of pagers by their labels, their pictures and what they do; those not understood are reported (invented)."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, Answered, html, numbers, read, record, rows

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
          "<i class='fa fa-angle-right'></i>", "<em class='pg-next'></em>",
          "<img src='/img/next.gif'>", "<img src='/img/a.gif' title='下一页'>",
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


STEPS = {
    "symbols": ("|<", "<", ">", ">|"),
    "double symbols": ("first", "«", "»", "last"),
    "words": ("第一页", "向前翻页", "向后翻页", "最末页"),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("more", ["", "onclick='tongji(this)'"])
def test_each_step_of_a_pager_has_the_class_of_the_next(name: str, more: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        targets = (1, page - 1, page + 1, PAGES)
        steps = (
            f"<a class='Next' href='?page={to}' {more}>{label.replace('<', '&lt;')}</a>"
            if 1 <= to <= PAGES and to != page
            else f"<span>{label.replace('<', '&lt;')}</span>"
            for label, to in zip(STEPS[name], targets, strict=True)
        )
        return html(f"{rows(page)}<div class='pager'>{''.join(steps)}</div>") if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


@pytest.mark.parametrize("handler", ["tongji(this)", "_hmt.push(['_trackEvent']);", ""])
def test_a_handler_that_only_counts_does_not_hide_the_code_of_an_address(handler: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        control = (
            f'<a href="javascript:turn({page + 1})" onclick="{handler}">下一页</a>' if page < PAGES else ""
        )
        return html(f"{rows(page)}<p>{control}</p>{POST}") if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


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


def test_a_step_without_words_is_known_by_the_class_around_it() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("at", "1"))

        def step(name: str, to: int) -> str:
            return (
                f"<li class='ui-page-li ui-page-{name}'><a href='?at={to}&k=7'></a></li>"
                if 0 < to <= PAGES
                else ""
            )

        steps = step("first", 1) + step("prev", page - 1) + step("next", page + 1) + step("last", PAGES)
        return html(f"{rows(page)}<ul class='ui-page-items'>{steps}</ul>") if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


def test_a_widget_that_counts_from_zero_may_have_files_that_count_from_one() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(path[len("/zfbg/l-") : -len(".html")]) if path.startswith("/zfbg/l-") else 1
        script = (
            f"$(function () {{ $('#Pagination').pagination({ROWS}, {{callback: turn, items_per_page: 13,"
            f" current_page: {page - 1}}});"
            " function turn(at, of) { location.href = '/zfbg/l-' + (at + 1) + '.html'; } });"
        )
        return (
            html(f"{rows(page)}<div id='Pagination'></div><script>{script}</script>")
            if page <= PAGES
            else None
        )

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()
    assert requested[2:] == [f"/zfbg/l-{n}.html" for n in (2, 3, 4)]


def test_rows_of_a_script_on_a_short_last_page_are_not_its_menu() -> None:
    menu = "<p><a href='/zfbg/lm1/'>重点领域信息公开</a><a href='/zfbg/lm2/'>公共资源配置领域</a></p>"

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        shown = range(13) if page == 1 else range(13, 14)
        opened = "".join(
            f"<tr onclick=\"window.open('/zfbg/x{7000 + n}.html')\"><td>{n}</td><td>松浦区第{n}号工作情况的问答</td>"
            f"<td>2019-03-0{n % 9 + 1}</td></tr>"
            for n in shown
        )
        following = "<a href='?page=2'>下一页</a>" if page == 1 else ""
        return html(f"{menu}<table>{opened}</table><p>共14条</p>{following}") if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, account.rows, len(links)) == ("complete", 14, 14), account.line()


def test_a_page_number_in_two_parameters_moves_on_in_both() -> None:
    script = (
        "function load(n) { $.get('/docs?Index=' + n + '&pageIndex=' + n + '&pageSize=13', function (d) { draw(d); },"
        " 'json'); } load(1);"
    )
    seen: list[tuple[str, str]] = []

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path != "/docs":
            return (
                html(f"<table><tbody id='box'></tbody></table><script>{script}</script>")
                if path == LIST
                else None
            )
        seen.append((given["Index"], given["pageIndex"]))
        found = [record(n) for n in numbers((int(given["pageIndex"]) - 1) * 13)]
        return json.dumps({"list": found, "count": ROWS}, ensure_ascii=False)

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()
    assert seen == [(str(n), str(n)) for n in range(1, PAGES + 1)]


def test_links_of_a_menu_are_no_list_beside_an_empty_table() -> None:
    script = "$.get('/docs', function (d) { sdk.draw('#box', d); });"
    menu = "<td><a href='/zfbg/ms/'>民生实事</a></td><td><a href='/zfbg/gh/'>规划计划</a></td>"
    page = f"<table><tr>{menu}</tr></table><table><tbody id='box'></tbody></table><script>{script}</script>"
    account, requested, _ = read(lambda path, _: html(page) if path == LIST else None)
    assert account.code is not None and "/docs" in requested


@pytest.mark.parametrize("block", [
    "<div class='banner page1'><a class='right' href='/zt/2.html'></a></div>",
    "<div class='news_page'><a class='arrow right' href='/zt/'></a></div>",
    "<div class='news_page'><a class='arrow right' href='/zt/2.html'></a></div>",
])  # fmt: skip
def test_an_arrow_of_another_block_is_not_followed(block: str) -> None:
    _, requested, _ = read(lambda path, _: html(rows(1) + block) if path == LIST else html("<p>专题</p>"))
    assert not [one for one in requested if one.startswith("/zt/")]


def test_an_arrow_to_the_lists_next_page_is_followed() -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        page = int(given.get("page", "1"))
        arrow = f"<div class='pager'><a class='icon-right' href='{LIST}?page={page + 1}'></a></div>"
        return html(rows(page) + (arrow if page < PAGES else "")) if path == LIST else None

    account, _, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), account.line()
