"""Ways of older and of unusual lists: image maps, serialized forms, rows as strings, command links, other encodings."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from spiders.lists.account import Account
from spiders.lists.base import Declared
from spiders.visit.candidates import page_text
from spiders.visit.queries import in_encoding
from tests.support.one_list import (
    LIST,
    PAGES,
    ROWS,
    SIZE,
    Answered,
    api,
    counted,
    html,
    li,
    numbers,
    pages,
    read,
    record,
    rows,
)


def image_map(number: int) -> str:
    named = (("上页", number - 1), ("下页", number + 1), ("尾页", PAGES))
    areas = "".join(f"<area href='/zfbg/n{n}.htm' alt='{t}'>" for t, n in named if 1 <= n <= PAGES)
    return f"<img src='p.gif' usemap='#m'><map name='m'>{areas}</map><b>{number}</b>/{PAGES}"


def serialized(path: str, given: Mapping[str, str]) -> str | None:
    """A hidden form is posted as text to an address without a slash; a table with its pager comes back."""
    if path == LIST:
        fields = "<input type='hidden' name='lm' value='9'><input type='hidden' id='pn' name='pn' value='1'>"
        code = (
            "function turn(n) { $('#pn').val(n);"
            " $.post('rows.jsp', $('#f').serialize(), function (h) { $('#t').html(h); }); }"
        )
        return html(
            f"<form id='f'>{fields}</form><div id='t'></div><script>{code} $(function () {{ turn(1); }});</script>"
        )
    if path != f"{LIST}rows.jsp" or given.get("lm") != "9":
        return None
    number = int(given["pn"])
    return (
        f"{rows(number)}<p>共{ROWS}条 {number}/{PAGES}页 <a href='javascript:turn({number + 1})'>下页</a></p>"
    )


def strings(found: list[int]) -> object:
    """Each row is a string of markup."""
    return {"code": 0, "total": ROWS, "result": [li(n) for n in found]}


def component(path: str, given: Mapping[str, str]) -> str | None:
    """The address of a row is an alternative in a template of Vue."""
    if path == LIST:
        template = "<li v-for='r in rows'><a :href=\"r.out || ('/zfbg/x' + r.no + '.html')\">{{ r.subject }}</a></li>"
        code = (
            "new Vue({el: '#a', data: {rows: []}, created() {"
            " $.post('/rows', {lm: 9, pn: 1}, d => { this.rows = d.rows; }); }});"
        )
        return html(f"<ul id='a'>{template}</ul><script>{code}</script>")
    if path != "/rows":
        return None
    found = [
        {"no": record(n)["no"], "subject": record(n)["subject"], "out": None}
        for n in numbers((int(given["pn"]) - 1) * SIZE)
    ]
    return json.dumps({"total": ROWS, "rows": found})


def command_links(path: str, given: Mapping[str, str]) -> str | None:
    """A command link puts fields into the form that it submits; the form's state says which page one is on."""
    if path != LIST:
        return None
    number = int(given["state"].removeprefix("s")) + ("f:next" in given) if given else 1
    code = (
        "function command(f, p) { for (var k in p) { var i = document.createElement('input'); i.type = 'hidden';"
        " i.name = k; i.value = p[k]; f.appendChild(i); } f.submit(); }"
    )
    call = "command(document.getElementById('f'), {'f:next': 'f:next'}); return false;"
    link = f'<a href="#" onclick="{call}">下一页</a>'
    form = f"<form id='f' method='post' action='{LIST}'><input type='hidden' name='state' value='s{number}'>"
    return html(f"{rows(number)}{form}{link if number < PAGES else ''}</form><script>{code}</script>")


WHOLE: dict[str, Answered] = {
    "an image map": pages(image_map, "/zfbg/n{n}.htm"),
    "a serialized form": serialized,
    "a string for each row": api(
        "function go(p) { $.post('/rows', {lm: 9, p: p, pg: 13}, function (d) {"
        " $('#t').html(d.result.join('')); }, 'json'); } go(1);",
        "/rows", counted("p"), strings,
    ),
    "an address with an alternative": component,
    "command links": command_links,
}  # fmt: skip


@pytest.mark.parametrize("answered", WHOLE.values(), ids=list(WHOLE))
def test_the_list_is_read_to_its_end(answered: Answered) -> None:
    account, requested, links = read(answered)
    assert len(links) == ROWS and account.state == "complete", (account.why, requested)


def test_a_button_for_more_that_brings_nothing_is_the_end() -> None:
    """As many rows as requested say nothing where the button was used in vain."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST:
            code = (
                "var last = 0; function load() {"
                " fetch('/feed?after=' + last + '&count=13').then(r => r.json()).then(d => { d.forEach(r => {"
                " var e = document.createElement('li'); last = r.no;"
                " e.innerHTML = '<a href=\"' + r.href + '\">' + r.subject + '</a><i>2019-03-04</i>';"
                " document.getElementById('b').appendChild(e); }); }); }"
                " document.getElementById('m').onclick = load; load();"
            )
            return html(f"<ul id='b'></ul><div id='m'>加载更多</div><script>{code}</script>")
        if path != "/feed":
            return None
        return json.dumps([record(n) for n in range(SIZE)] if given["after"] == "0" else [])

    account, requested, links = read(answered)
    assert (len(links), account.state) == (SIZE, "complete"), (account.why, requested)


def test_a_browser_that_reads_no_more_does_not_settle_what_the_page_declares() -> None:
    declares = Account(
        f"http://a.example{LIST}",
        pages=1,
        rows=15,
        declared=Declared(None, 3),
        state="incomplete",
        why="3 pages",
    )
    shown = Account(declares.url, pages=1, rows=15, state="complete")
    declares.replace_by(shown)
    assert declares.state == "incomplete"


def test_a_query_is_sent_in_the_encoding_of_its_page() -> None:
    page = "<meta charset='gb2312'><a href='list.asp?lm=公告&p=2'>下一页</a><a href=\"/x/公告.htm\">公告</a>"
    assert "lm=%B9%AB%B8%E6&p=2" in page_text(page.encode("gbk"), "text/html")
    assert page_text(page.replace("gb2312", "utf-8").encode(), "text/html").count("公告") == 3
    assert in_encoding("<a href=x?a=1>公告</a>", "gb18030") == "<a href=x?a=1>公告</a>"
