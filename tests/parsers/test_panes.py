"""A text in panes that tabs select is read whole; other hidden text is not."""

from __future__ import annotations

import pytest

from parsers.formats import open_page

LINES = [
    f"第{n}件事，沿河的老街换了石板；夜里的桥上有了路灯，新修山路{n * 3}公里，学校的操场也重新铺过。"
    for n in range(1, 25)
]


def page(labels: list[str], panes: int = 3) -> bytes:
    tabs = "".join(f"<li>{label}</li>" for label in labels)
    cut = [LINES[n * 8 : n * 8 + 8] for n in range(panes)]
    shown = "".join(
        f"<div class='pane' style='{'display:none' if n else ''}'>{''.join(f'<p>{line}</p>' for line in part)}</div>"
        for n, part in enumerate(cut)
    )
    return f"<html><body><h1>2024年政府工作报告</h1><ul>{tabs}</ul><div>{shown}</div></body></html>".encode()


@pytest.mark.parametrize(
    "labels", [["第一部分", "第二部分", "第三部分"], ["一、回顾", "二、打算", "三、建设"]]
)
def test_panes_that_labels_select_are_read(labels: list[str]) -> None:
    text = open_page(page(labels), content_type="text/html; charset=utf-8").text
    assert all(line in text for line in LINES)


@pytest.mark.parametrize(
    "labels", [[], ["第一部分", "第二部分"], ["首页", "政务", "服务"], ["第二部分", "第三部分", "第四部分"]]
)
def test_hidden_text_without_as_many_labels_is_not_read(labels: list[str]) -> None:
    text = open_page(page(labels), content_type="text/html; charset=utf-8").text
    assert LINES[0] in text and LINES[-1] not in text
