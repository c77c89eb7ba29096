"""The line about a list that was not read to its end says what a person should do."""

from __future__ import annotations

import pytest

from flows.pipeline.list_advice import ADVICE, Advice, line_of
from spiders.lists.account import Account
from tests.spiders.test_list_subtraction import HOME, ROWS, SERVERS, walk, without


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
