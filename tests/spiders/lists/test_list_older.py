"""Where a list's older entries are, in its own words: 往年报告, 更早的文件, 历届报告. They are read, or reported."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, Answered, html, li, read_with_parts

BODY = "<p>各位代表：</p><p>现在，我代表松浦区人民政府，向大会报告工作，请予审议。</p>"


def years(last: str) -> str:
    return "".join(f"<dd><a href='/zfbg/{year}/'>{year}年</a></dd>" for year in range(2023, 2018, -1)) + last


def site(first: str, older: str, address: str = "/zfbg/more.html") -> Answered:
    """A column whose own page is `first`, with the years of 2019 to 2023 and a way to older ones at `address`."""

    def answered(path: str, given: object) -> str | None:
        if path == LIST:
            return html(first)
        if path == address:
            return html("<ul class='list'>" + "".join(map(li, range(5))) + f"</ul>{older}")
        if path == "/zfbg/more_2.html":
            return html("<ul class='list'>" + "".join(map(li, range(5, 9))) + "</ul>")
        return html(BODY) if path.startswith("/zfbg/20") else None

    return answered


NEXT = "<p>第1页 共2页 <a href='more_2.html'>下一页</a></p>"
# The column's own page: a report with a menu of years, tabs, rows of which the last leads on.
FOUND = {
    "a menu beside the newest report": f"{BODY}<dl>{years('<dd><a href=more.html>往年报告</a></dd>')}</dl>",
    "a tab": f"<div class='tab'><a class='on'>近五年</a><a href='more.html'>历史报告</a></div><dl>{years('')}</dl>",
    "a last row": "<ul class='list'>" + "".join(map(li, range(20, 25)))
    + "<li><a href='more.html'>查看更早的报告&gt;&gt;</a></li></ul>",
    "a picture": f"{BODY}<dl>{years('<dd><a href=more.html><img src=m.gif alt=历届政府工作报告></a></dd>')}</dl>",
    "words in brackets": f"<ul>{years('')}</ul><p>【<a href='/zfbg/more.html'>往届报告</a>】</p>",
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_older_entries_in_the_lists_folder_are_read(name: str) -> None:
    accounts, _, links = read_with_parts(site(FOUND[name], NEXT))
    assert {f"http://www.songpu.example/zfbg/x{7000 + n}.html" for n in range(9)} <= links
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]


def test_older_entries_elsewhere_behind_rows_are_read() -> None:
    first = FOUND["a last row"].replace("more.html", "/archive/zfbg.html")
    _, requested, _ = read_with_parts(site(first, "", "/archive/zfbg.html"))
    assert "/archive/zfbg.html" in requested


def test_older_entries_elsewhere_are_reported() -> None:
    first = FOUND["a menu beside the newest report"].replace("more.html", "/archive/zfbg.html")
    accounts, _, _ = read_with_parts(site(first, "", "/archive/zfbg.html"))
    assert "older entries are elsewhere" in (accounts[0].why or ""), accounts[0].line()


def test_an_older_part_that_is_not_read_to_its_end_is_reported() -> None:
    more = "<p>共31条 <a onclick='turn(2)'>下一页</a></p>"
    accounts, _, _ = read_with_parts(site(FOUND["a menu beside the newest report"], more))
    assert [one.code for one in accounts if one.state != "complete"] == ["list_incomplete"]


OLDER = [
    "往年信息查询",
    "历史信息",
    "更早的文件&gt;&gt;",
    "查看往年报告",
    "往年",
    "历届报告",
    "[早期文件]",
    "存档",
]


@pytest.mark.parametrize(
    "address", ["/so/result.asp?lm=12", "/archive/zfbg.html", "/zfbg/old.asp?lm=12", "/cx.do"]
)
@pytest.mark.parametrize("words", OLDER)
def test_older_entries_behind_the_rows_are_read_wherever_they_are(words: str, address: str) -> None:
    """The search for a column's older entries shows the newest, too, over pages of its own."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            shown = "".join(map(li, range(7)))
            return html(
                f"<div><ul class='list'>{shown}</ul></div><p>以上为最新信息 <a href='{address}'>{words}</a></p>"
            )
        number = int(given.get("P", "1"))
        if path != address.partition("?")[0] or number > 3:
            return None
        more = f"{address}{'&' if '?' in address else '?'}P={number + 1}"
        step = f"<p><a href='{more}'>后页</a></p>" if number < 3 else "<p>后页</p>"
        shown = "".join(map(li, range(8 * number - 8, min(8 * number, 21))))
        return html(f"<p>共找到 21 条信息</p><ul class='list'>{shown}</ul>{step}")

    accounts, requested, links = read_with_parts(answered)
    assert len(links) == 21, (requested, accounts[0].line())
    assert {one.state for one in accounts} == {"complete"}, [one.line() for one in accounts]
