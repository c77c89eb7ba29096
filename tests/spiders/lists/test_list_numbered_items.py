"""Pagers whose items each bear the name of a pager: `<li class="page">1</li><li class="page">2</li>`."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, Answered, html, li, numbers, read, rows

LIBRARY = (
    "$.fn.pagerOf = function (o) { var ul = this[0], n = Math.ceil(o.{total} / o.{size}), c = o.{now};"
    " function add(w, p) { var e = document.createElement('li'); e.className = 'page';"
    " e.innerHTML = '<a href=\"javascript:;\">' + w + '</a>';"
    " if (p != c && p > 0 && p <= n) e.addEventListener('click', function () { o.{turn}(p, 'change'); });"
    " else e.className += ' disabled'; ul.appendChild(e); }"
    " add('上一页', c - 1); for (var i = 1; i <= n; i++) add(i, i); add('下一页', c + 1); o.{turn}(c, 'init'); };"
)


def named(text: str, names: Mapping[str, str]) -> str:
    for name, own in names.items():
        text = text.replace(f"{{{name}}}", own)
    return text


def site(names: Mapping[str, str], code: str) -> Answered:
    """A pager that a file draws, by the names of its settings; `code` is what the page does for page n."""

    def answered(path: str, _: object) -> str | None:
        if path == "/pager.js":
            return named(LIBRARY, names)
        number = 1 if path == LIST else int(path[7:-5]) if path.startswith("/zfbg/q") else 0
        settings = f"{{total}}: {ROWS}, {{size}}: {SIZE}, {{now}}: {number}, {{turn}}: function (n, kind) {{ {code} }}"
        pager = (
            "<ul id='pp' class='pagination'></ul><script src='/pager.js'></script>"
            f"<script>$('#pp').pagerOf({{ {named(settings, names)} }});</script>"
        )
        return html(rows(number) + pager) if 1 <= number <= PAGES else None

    return answered


GO = "location.href = n == 1 ? './' : 'q' + n + '.html';"
DRAWN = {
    "an address by a kind": site(
        {"total": "totalCounts", "size": "pageSize", "now": "currentPage", "turn": "onPageChange"},
        f"if (kind == 'change') {{ {GO} }}"),
    "not at first": site(
        {"total": "allRows", "size": "perList", "now": "at", "turn": "onTurn"}, f"if (kind != 'init') {GO}"),
    "by a switch": site(
        {"total": "amount", "size": "each", "now": "cur", "turn": "go"}, f"switch (kind) {{ case 'change': {GO} }}"),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_a_pager_of_numbered_items_is_followed(name: str) -> None:
    account, _, links = read(DRAWN[name])
    assert (account.state, len(links)) == ("complete", ROWS), account.line()


FEW = "<ul class='list'>" + "".join(map(li, numbers(0, 7))) + "</ul>"
# Several numbers, of which nobody knows what they open: never a single page.
OPEN = {
    "items": "<ul id='p'></ul>{}$('#p').html('<li class=page>1</li><li class=page>2</li>');",
    "spans": "<div id='p'></div>{}$('#p').html('<span class=pageNum>1</span><span class=pageNum>2</span>');",
}


@pytest.mark.parametrize("name", OPEN)
def test_several_numbers_are_no_single_page(name: str) -> None:
    page = OPEN[name].replace("{}", "<script>") + "sdk.bind('#p');</script>"
    account, _, _ = read(lambda path, _: html(FEW + page) if path == LIST else None)
    assert account.state != "complete", account.line()


def test_one_number_alone_is_a_single_page() -> None:
    page = "<ul id='p' class='pagination'></ul><script>$('#p').html('<li class=page>1</li>');</script>"
    account, _, _ = read(lambda path, _: html(FEW + page) if path == LIST else None)
    assert account.state == "complete", account.line()
