"""The line about a list that was not read to its end says what a person should do."""

from __future__ import annotations

import pytest

from flows.pipeline.list_advice import ADVICE, Advice, line_of
from spiders.lists.account import Account
from tests.spiders.lists.test_list_subtraction import HOME, ROWS, SERVERS, walk, without


@pytest.mark.parametrize("one", ADVICE, ids=lambda one: one.example[:30])
def test_each_reason_has_its_own_advice(one: Advice) -> None:
    assert next(each for each in ADVICE if each.words.search(one.example)) is one
    account = Account(HOME, 1, 10, state="incomplete", why=one.example)
    assert line_of(account) == account.line() + (f"; what to do: {one.todo}" if one.todo else "")


@pytest.mark.parametrize("name", SERVERS)
def test_a_list_without_its_pager_or_script_says_what_to_do(name: str) -> None:
    lost = walk(without(SERVERS[name], r"<script>.*?</script>|<div class=\"page\">.*?</div>"))
    assert lost.code and ("what to do: " in line_of(lost) or "kind: none" in line_of(lost)), line_of(lost)
    assert "\n" not in line_of(lost) and lost.rows < ROWS


@pytest.mark.parametrize(("why", "todo"), [
    ("page 2: status 500; 12 entries with uninformative titles wait for another night", "if it goes on"),
    ("12 entries with uninformative titles wait for another night; page 2: status 500", "if it goes on"),
    ("12 entries with uninformative titles wait for another night; max_pages of 60 reached", "raise `max_pages`"),
    ("page 2: status 500; its parts were not opened: 2019年, 2020年", "addresses of its parts"),
    ("a part of the list was not obtained", "addresses of its parts"),
    ("page 2: forbidden by robots.txt", "elsewhere"),
    ("its part 2019年 was not read; 3 more of the kind", "addresses of its parts"),
    ("its drop-down list was not used: 2019年, 2018年", "addresses of its parts"),
    ("older entries are elsewhere: 历年政府工作报告", "addresses of its parts"),
    ("an entry leads nowhere: 青岚区2012年政府工作报告", "`reports`"),
    ("18 addresses of reports in its data were not shown", "kind json"),
    ("another column, 老区政府报告, has reports that no list shows: 2009年政府工作报告", "`evidence`"),
    ("its scripts name GET /api/doc/list", "kind json"),
    ("its attribute data-api names /part/9/", "kind json"),
    ("its data names 4 pages", "kind json"),
    ("a script fills a place beside its rows: rest", "kind json"),
    ("its pager has the number 3", "look at its pager"),
    ("its drop-down list has 4 pages", "look at its pager"),
    ("its field for a page's number was not used", "look at its pager"),
    ("its head names a next page", "look at its pager"),
    ("40 addresses without titles in http://a.example/zfbg/max_pages of", "if it goes on"),
])  # fmt: skip
def test_the_reason_that_a_person_must_act_on_counts(why: str, todo: str) -> None:
    assert todo in line_of(Account(HOME, 1, 10, state="incomplete", why=why))
