"""A page or a part that shows the list's own first rows again says nothing of the rows after them."""

from __future__ import annotations

import pytest

from tests.support.one_list import LIST, SIZE, Answered, html, li, numbers, read, read_with_parts, rows

GO = "<script>function go(n) { document.pf.pg.value = n; document.pf.submit(); }</script>"
FORM = f"<form name='pf' action='/zfbg/'><input type='hidden' name='pg' value='1'></form>{GO}"
# Controls that lead to a second page, for which the server shows the first one again.
LEADING = {
    "a link": "<p><a href='?p=2'>下一页</a></p>",
    "a form": f"{FORM}<a href='javascript:go(2)'>下一页</a>",
    "code": "<a href='#' onclick=\"location.href='?xh='+2\">下一页</a>",
    "a button of jQuery": "<form id='f' method='post'><input type='hidden' name='pg' id='pg' value='1'></form>"
    "<i id='n'>下一页</i><script>$('#n').click(function () { $('#pg').val(2); $('#f').submit(); });</script>",
    "the head": "<link rel='next' href='?p=2'>",
}  # fmt: skip
YEARS = "<p>{}</p>".format(" ".join(f"<a href='?y={year}'>{year}年</a>" for year in (2021, 2020, 2018)))
CHOICE = "<form action='/zfbg/'><select name='y'>{}</select><input type='submit' value='查询'></form>".format(
    "".join(f"<option>{year}年</option>" for year in (2021, 2020, 2018))
)


def always(page: str) -> Answered:
    """Answer every request for the list with the same page."""
    return lambda path, _: html(page) if path == LIST else None


@pytest.mark.parametrize("name", LEADING)
def test_a_second_page_that_repeats_the_first_is_reported_where_controls_lead_on(name: str) -> None:
    account, _, found = read(always(rows(1) + LEADING[name]))
    assert len(found) == SIZE
    assert account.code == "list_incomplete" and "the same rows again" in str(account.why)


@pytest.mark.parametrize(
    "beside",
    [
        # The field says nothing of further pages; the second page says itself that it is the last.
        "<form action='/zfbg/'>转到第<input name='page' size='2'>页<input type='submit' value='GO'></form>",
        "<p>共1页 <a href='?page=2'>下一页</a></p>",
    ],
)
def test_a_list_that_may_have_one_page_is_complete_if_the_first_is_repeated(beside: str) -> None:
    assert read(always(rows(1) + beside))[0].state == "complete"


def test_the_second_page_may_say_that_it_is_the_last() -> None:
    def answered(path: str, given: object) -> str | None:
        step = "<a>下一页</a>" if given else "<a href='?p=2'>下一页</a>"
        return html(f"{rows(1)}<p>{step}</p>") if path == LIST else None

    assert read(answered)[0].state == "complete"


@pytest.mark.parametrize("way", [YEARS, CHOICE])
def test_years_that_all_show_the_list_itself_are_reported(way: str) -> None:
    accounts, _, found = read_with_parts(always(way + rows(1)))
    assert len(found) == SIZE
    assert accounts[0].code == "list_incomplete" and "its parts 2021年" in str(accounts[0].why)


def test_one_year_may_show_what_the_list_itself_shows_unless_it_is_an_earlier_one() -> None:
    def answered(path: str, given: object) -> str | None:
        year = "2019" if not given else str(dict(given)["y"])  # type: ignore[call-overload]
        shown = [n for n in numbers(0) if n % 2 == (year != "2019")]
        named = "".join(f"<a href='?y={one}'>{one}年</a>" for one in offered)
        return (
            html(f"<p>{named}</p><ul class='list'>{''.join(map(li, shown))}</ul>") if path == LIST else None
        )

    offered = ("2019", "2018")
    accounts, _, _ = read_with_parts(answered)
    assert {one.state for one in accounts} == {"complete"}
    offered = ("2018",)
    accounts, _, _ = read_with_parts(always("<p><a href='?y=2018'>2018年</a></p>" + rows(1)))
    assert accounts[0].state == "complete" or "2018年" in str(accounts[0].why)


MENU = (
    "<ul class='m'>"
    + "".join(f"<li><a href='/{name}/gzbg2019/'>{name}的政府工作报告</a></li>" for name in "甲乙丙")
    + "</ul>"
)
BACK = "<p>共16条 <a href='/zfbg/index.html'>上一页</a></p>"


@pytest.mark.parametrize("first", [SIZE, SIZE - 1])
def test_a_last_page_without_its_rows_does_not_count_the_menu_and_the_way_back(first: int) -> None:
    """The way back leads to the first page at another address than the list's own."""

    def answered(path: str, given: object) -> str | None:
        if path != LIST:
            return None
        shown = "".join(map(li, numbers(0, first)))
        return html(
            MENU
            + (BACK if given else f"<ul class='list'>{shown}</ul><p>共16条 <a href='?p=2'>下一页</a></p>")
        )

    account, _, _ = read(answered)
    assert (account.code, account.rows) == ("list_incomplete", first), account.line()


def cut(page: str) -> str:
    return page[: page.rindex("<li>") + 12]


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_that_ends_in_the_middle_leaves_its_list_incomplete(number: int) -> None:
    def answered(path: str, given: object) -> str | None:
        shown = "".join(map(li, numbers(SIZE if given else 0, 9 if given or number == 1 else SIZE)))
        step = "" if given or number == 1 else "<p><a href='?p=2'>下一页</a></p>"
        page = html(f"{step}<ul class='list'>{shown}</ul>")
        return None if path != LIST else cut(page) if number == 1 + bool(given) else page

    account, _, _ = read(answered)
    assert (account.code, account.why) == ("list_incomplete", f"page {number} ends in the middle")


def test_a_template_that_forgets_the_end_of_the_page_is_no_page_that_was_cut_off() -> None:
    whole = html(f"<div>{rows(1)}</div><p>共1页</p>")
    account, _, _ = read(lambda path, _: whole.replace("</body></html>", "") if path == LIST else None)
    assert account.state == "complete", account.line()
