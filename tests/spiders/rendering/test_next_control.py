"""The control that leads to the next page of a rendered list, chosen as a person would (all pages invented)."""

from __future__ import annotations

import pytest

from spiders.rendering.next_control import SCROLL, Control, choose

ROWS = "".join(f'<li><a href="http://x.example/{n}" data-n="{n}">第{n}号</a></li>' for n in range(70, 80))


def pager(*parts: str) -> str:
    return f"<html><body><ul>{ROWS}</ul><div class='box'>{''.join(parts)}</div></body></html>"


def number(n: int, at: int, more: str = "data-pointer=''") -> str:
    return f"<span data-n='{at}' {more}>{n}</span>"


FOUND = [
    (pager('<span data-n="5">下一页</span>'), 1, 5),
    (pager('<a href="#" data-n="4">上一页</a><a href="#" data-n="5">下页 »</a>'), 1, 5),
    (pager('<li data-n="4" title="下一页"><button data-n="5"></button></li>', number(1, 6)), 1, 4),
    (pager('<div class="el-pager" data-n="1">', number(1, 2), '</div><button class="btn-next" data-n="5">',
     '</button>'), 1, 5),
    (pager('<button data-n="3" aria-label="Next"></button>'), 1, 3),
    (pager('<input data-n="3" value="下一页">'), 1, 3),
    (pager('<div data-n="2"><a data-n="3" data-pointer="">下一页</a></div>'), 1, 3),
    (pager(number(1, 1), number(2, 2), number(3, 3)), 1, 2),
    (pager(number(1, 1), number(2, 2), number(3, 3)), 2, 3),
    (pager('<a data-n="1">[1]</a><a data-n="2">[2]</a>'), 1, 2),
    (pager(number(1, 1), number(2, 2), '<a data-n="9">&gt;</a>'), 1, 9),
    (pager('<div data-n="8" data-pointer="">加载更多</div>'), 1, 8),
    (pager('<a data-n="7">前10条</a><a data-n="8">后10条</a>'), 1, 8),
    (pager('<input data-n="8" value="下一页">'), 1, 8),
    (pager('<button data-n="8">点击查看更多</button>'), 3, 8),
    (pager('<a data-n="8" href="javascript:;">展开更多信息</a>'), 1, 8),
    ("<ul><li data-n='1' class='swiper-button-next'></li></ul>" + pager('<a data-n="7">下一页</a>'), 1, 7),
]  # fmt: skip
ENDED = [
    pager('<button disabled data-n="5">下一页</button>'),
    pager('<li class="disabled" data-n="4"><a data-n="5">下一页</a></li>'),
    pager('<li aria-disabled="true" data-n="4" title="下一页"><button data-n="5"></button></li>'),
    pager('<a class="layui-disabled" data-n="5">下一页</a>'),
]
NOTHING = [
    pager(),
    pager('<a data-n="2" href="http://x.example/other/">更多</a>'),
    pager('<a data-n="2" href="http://x.example/">首页</a><span data-n="3">&gt;</span>'),
    pager('<div class="calendar">', number(1, 1), number(2, 2), "</div>"),
    pager('<div class="banner"><a class="next" data-n="4"></a></div>'),
]


@pytest.mark.parametrize(("html", "page", "at"), FOUND)
def test_the_control_is_found(html: str, page: int, at: int) -> None:
    control = choose(html, page)
    assert isinstance(control, Control) and (control.kind, control.number) == ("click", at)


@pytest.mark.parametrize("html", ENDED)
def test_a_disabled_control_ends_the_list(html: str) -> None:
    ended = choose(html, 2)
    assert isinstance(ended, str) and ended.endswith("is disabled")


def test_the_last_number_ends_the_list() -> None:
    assert choose(pager(number(1, 1), number(2, 2), number(3, 3)), 3) == "there is no number after 3"


@pytest.mark.parametrize("html", NOTHING)
def test_what_is_no_pager_is_not_used(html: str) -> None:
    assert choose(html, 1) is SCROLL


def test_a_drop_down_list_of_numbers_is_a_pager() -> None:
    options = "".join(f"<option>第{n}页</option>" for n in (1, 2, 3))
    control = choose(pager(f"<select data-n='4'>{options}</select>"), 2)
    assert control == Control(4, "select", "page 3", option=2)
