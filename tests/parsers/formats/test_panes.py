"""A text in panes that tabs select is read whole; other hidden text is not."""

from __future__ import annotations

import pytest

from parsers.formats import open_page

LINES = [
    f"第{n}件事，沿河的老街换了石板；夜里的桥上有了路灯，新修山路{n * 3}公里，学校的操场也重新铺过。"
    for n in range(1, 25)
]


CONTROLS = ["<li onclick='show()'>{}</li>", "<li data-pane='a'>{}</li>", "<li><a href='#a'>{}</a></li>"]


def page(labels: list[str], panes: int = 3, control: str = CONTROLS[0], between: str = "") -> bytes:
    tabs = "".join(control.format(label) for label in labels)
    cut = [LINES[n * 8 : n * 8 + 8] for n in range(panes)]
    shown = "".join(
        f"<div class='pane' style='{'display:none' if n else ''}'>{''.join(f'<p>{line}</p>' for line in part)}</div>"
        for n, part in enumerate(cut)
    )
    return f"<html><body><h1>2024年政府工作报告</h1><ul>{tabs}</ul>{between}<div>{shown}</div></body></html>".encode()


@pytest.mark.parametrize(
    "labels", [["第一部分", "第二部分", "第三部分"], ["一、回顾", "二、打算", "三、建设"]]
)
def test_panes_that_labels_select_are_read(labels: list[str]) -> None:
    text = open_page(page(labels), content_type="text/html; charset=utf-8").text
    assert all(line in text for line in LINES)


@pytest.mark.parametrize("control", CONTROLS)
def test_controls_select_panes(control: str) -> None:
    text = open_page(
        page(["一、回顾", "二、打算", "三、建设"], control=control), content_type="text/html"
    ).text
    assert all(line in text for line in LINES)


def test_a_line_behind_the_panes_does_not_hide_them() -> None:
    labels = ["第一部分", "第二部分", "第三部分"]
    sent = page(labels).replace(
        b"</body>", "<div class='tail'><p>打印本页　关闭窗口</p></div></body>".encode()
    )
    text = open_page(sent, content_type="text/html; charset=utf-8").text
    assert all(line in text for line in LINES)


@pytest.mark.parametrize(
    ("control", "between"),
    [
        ("<li>{}</li>", ""),
        ("<h3>{}</h3>", ""),
        ("<li><a href='/news/'>{}</a></li>", ""),
        (CONTROLS[0], "<p>另有一段话隔开了菜单和正文，菜单选择的是别的页面。</p>"),
        (CONTROLS[0], "<div><p>栏目甲的文字</p></div><div><p>栏目乙的文字</p></div>"),
    ],
)
def test_menus_and_headings_select_no_panes(control: str, between: str) -> None:
    labels = ["一、新闻", "二、公告", "三、专题"]
    text = open_page(page(labels, control=control, between=between), content_type="text/html").text
    assert LINES[0] in text and LINES[-1] not in text


def test_hidden_draft_beside_the_article_is_no_pane() -> None:
    shown, draft = ("".join(f"<p>{line}</p>" for line in part) for part in (LINES[:20], LINES[20:]))
    menu = "<ul><li onclick='a()'>一、新闻</li><li onclick='b()'>二、公告</li></ul>"
    html = (
        f"<html><body>{menu}<div><div><h1>2024年政府工作报告</h1>{shown}</div>"
        f"<div style='display:none'>{draft}</div></div></body></html>"
    )
    text = open_page(html.encode(), content_type="text/html").text
    assert LINES[0] in text and LINES[-1] not in text


@pytest.mark.parametrize(
    "labels", [[], ["第一部分", "第二部分"], ["首页", "政务", "服务"], ["第二部分", "第三部分", "第四部分"]]
)
def test_hidden_text_without_as_many_labels_is_not_read(labels: list[str]) -> None:
    text = open_page(page(labels), content_type="text/html; charset=utf-8").text
    assert LINES[0] in text and LINES[-1] not in text
