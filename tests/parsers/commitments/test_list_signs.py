"""Lists are read by their signs: groups, numbers, sentences, tables."""

from __future__ import annotations

import pytest

from tests.support.list_signs import groups, numbers, sentences, tables
from tests.support.read_lists import check

PAGES = groups.PAGES | numbers.PAGES | sentences.PAGES | tables.PAGES


def test_each_page_has_a_name_of_its_own() -> None:
    assert len(PAGES) == sum(len(one.PAGES) for one in (groups, numbers, sentences, tables))


@pytest.mark.parametrize("kind", PAGES)
def test_a_list_is_read_by_its_signs(kind: str) -> None:
    check(*PAGES[kind])
