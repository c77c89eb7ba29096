"""What a browser showed of a list, without a browser: what is left unused on its page keeps the account open."""

from __future__ import annotations

import pytest

from spiders.lists.account import Account
from spiders.rendering.rendition import Frame, Reason, Rendition, View

HOST = "http://www.qinglan.example"


def account(beside: str, reason: Reason) -> Account:
    rows = "".join(
        f'<li><a href="{HOST}/doc/{n}.html">青岚区第{n}号工作情况说明文稿</a><i>2023-01-{n:02d}</i></li>'
        for n in range(1, 14)
    )
    view = View((Frame(f"{HOST}/gzbg/", f"<html><body><ul>{rows}</ul>{beside}</body></html>"),))
    made = Rendition(f"{HOST}/gzbg/", (view,), reason, "no control for a further page")
    shown = Account(made.url)
    for _, listing in made.pages():
        shown.add(listing)
    shown.end(made.ended, missing=reason in ("last", "end"))
    return shown


@pytest.mark.parametrize(
    ("beside", "reason", "state"),
    [
        ("", "end", "complete"),
        ("<div class='pager'><a onclick='f(2)'>丙</a></div>", "end", "incomplete"),
        ("<p><a onclick='f(2)'>下一页</a></p>", "end", "incomplete"),
        ("<p><a onclick='f(2)'>下一页</a></p>", "last", "complete"),  # it was used, and shows nothing more
        ("<p>本栏目仅显示最新10条信息</p>", "last", "incomplete"),
        ("<ul><li onclick='y(1)'>2019年</li><li onclick='y(2)'>2020年</li></ul>", "end", "incomplete"),
    ],
)
def test_a_control_that_the_browser_left_unused_keeps_the_account_open(
    beside: str, reason: Reason, state: str
) -> None:
    assert account(beside, reason).state == state
