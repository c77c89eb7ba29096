"""What a person should do about a list that was not read to its end, by the reason that its account gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spiders.lists.account import Account

_PAGES: Final = "look at its pager, and describe it with `pages` below its address, or write `render: lists`"


@dataclass(frozen=True, slots=True)
class Advice:
    """Words of a reason, what to do about it, and an example of such a reason."""

    words: re.Pattern[str]
    todo: str
    example: str


def _advice(words: str, todo: str, example: str) -> Advice:
    return Advice(re.compile(words), todo, example)


# The first that fits counts: what a person has to decide stands before what the next night may heal.
ADVICE: Final = (
    _advice("kind: none", "", "a full first page (10 rows) without a next page … write `pages: {kind: none}`"),
    _advice("pip install", "install the browser extra, or describe the list with `pages`",
            "it could be rendered in a browser: pip install 'fangzhi[browser]'"),
    _advice("only its newest rows", "look where the older ones are, and add that list to the site file",
            "it says that it shows only its newest rows: 仅显示最新10条信息"),
    _advice(r"max_pages of \d", "raise `max_pages` in the site file", "max_pages of 60 reached"),
    _advice("no longer listed|found only on other sites|redirects of|nothing is found at",
            "look where the site lists them now, and correct the site file, or add to its `reports` what no list has",
            "5 of 6 known documents are no longer listed: http://www.qinglan.example/1.html"),
    _advice("the site file does not name", "add the host to `hosts` in the site file, if it is the site's own",
            "2 reports on hosts that the site file does not name: old.qinglan.example"),
    _advice("another column",
            "add that column to `lists` in the site file, or to its `evidence` if the reports are not the site's",
            "another column, 原县政府工作报告, has reports that no list shows: 2011年政府工作报告"),
    _advice("parts? beyond", "add the parts that matter to `lists` in the site file",
            "20 parts beyond the first 150 were not read"),
    _advice("parts were not opened|parts? of the list (was|were) not|^its parts? |older entries|list was not used",
            "add the addresses of its parts to `lists` in the site file",
            "its parts were not opened: 2019年, 2020年"),
    _advice(r"robots\.txt",
            "look whether the site lists the same documents elsewhere, and add that list to the site file",
            "page 2: forbidden by robots.txt"),
    _advice("its frame .* was not read", "add the address of the frame to `lists` in the site file",
            "its frame http://www.qinglan.example/older/ was not read"),
    _advice("its row is |leads nowhere",
            "look at the row, and add the address of its report to `reports` in the site file",
            "2019年政府工作报告: its row is a postback of no form"),
    _advice("filled by a script|no rows were found in the answer|have no addresses"
            "|scripts name|attribute .* names|data names|fills a place|template for rows|in its data were not shown",
            "give its request as a list with `pages` of kind json, or write `render: lists`",
            "its rows are filled by a script; the page requests /api/docs?page=1"),
    _advice("no rows were found", "look whether the column has moved, and correct its address",
            "no rows were found on the page"),
    _advice("rows, .* the last time", "look whether rows were lost, by comparing with an older copy of the page",
            "12 rows, 52 the last time"),
    _advice("repeats|same rows|script|pager|button|control|pages? declared|rows declared|no parameter|no address"
            "|drop-down|its field|next page|further pages|counts pages"
            "|shows .* rows",
            _PAGES, "page 2 is opened by a script: go(2)"),
    _advice("^(?!.*wait for another night)",
            "nothing if the site was only disturbed: the next night tries again; if it goes on, look at its page",
            "page 3: status 500"),
    _advice("wait for another night", "nothing: the next nights read them",
            "12 entries with uninformative titles wait for another night"),
)  # fmt: skip


def line_of(account: Account) -> str:
    """Return one plain line about a list: how much of it was read, why it ended, and what to do.

    Of several reasons joined by a semicolon, the one counts whose entry stands first in the table.
    """
    reasons = (account.why or "").split("; ")
    places = [next(n for n, one in enumerate(ADVICE) if one.words.search(reason)) for reason in reasons]
    found = ADVICE[min(places)]
    return f"{account.line()}; what to do: {found.todo}" if found.todo else account.line()
