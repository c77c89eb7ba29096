"""Addresses with the number of a visitor's session, another one on each page and each night (all invented)."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import pytest

from archive.warc.addresses import page_address
from spiders.lists.links import absolute
from tests.support.one_list import LIST, html, li, read_with_parts

ADDRESSES = {
    "/l.do;jsessionid=9F0A1B?id=7": "/l.do?id=7",
    "l.jspx;JSESSIONID=0A.node1": "/zfbg/l.jspx",
    "?PHPSESSID=ab12&id=7": "/zfbg/?id=7",
    "l.php?PHPSESSID=ab12": "/zfbg/l.php",
    "l.php?id=7&PHPSESSID=ab12&p=2": "/zfbg/l.php?id=7&p=2",
    "l.php?id=7&phpsessid=ab12#top": "/zfbg/l.php?id=7",
    "l.php?id=7&session=3": "/zfbg/l.php?id=7&session=3",  # the third session of a congress
}


@pytest.mark.parametrize("href", ADDRESSES)
def test_a_session_is_no_part_of_an_address(href: str) -> None:
    found = absolute(href, "http://www.songpu.example/zfbg/")
    assert found == f"http://www.songpu.example{ADDRESSES[href]}"
    assert page_address(found) == found


def test_rows_and_pages_are_requested_without_the_session() -> None:
    numbers = itertools.count()

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        session = f";jsessionid={next(numbers):032X}"
        if path.partition(";")[0] != LIST:
            return None
        page = int(given.get("pn", "1"))
        rows = "".join(map(li, range(8 * page - 8, min(8 * page, 21)))).replace(".html", f".html{session}")
        more = f"<p><a href='{LIST}{session}?pn={page + 1}'>下一页</a></p>" if page < 3 else ""
        return html(f"<ul class='list'>{rows}</ul>{more}")

    accounts, requested, links = read_with_parts(answered)
    assert len(links) == 21 and accounts[0].state == "complete", accounts[0].line()
    assert not [one for one in (*requested, *links) if "jsession" in one]
