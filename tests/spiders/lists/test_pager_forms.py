"""Pagers that are forms: a button or a picture writes the page's number into a field, and submits."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from spiders.lists import reader
from spiders.lists.base import ListPage
from tests.support.one_list import HOST, LIST, PAGES, Answered, html, read, rows

HIDDEN = "<input type='hidden' name='lm' value='9'><input type='hidden' name='pn' id='cur' value='{n}'>"


def pager(form: str, control: str, script: str = "") -> Answered:
    """A list whose pages are answers to a form; in `control`, {n} is this page, {m} the next; the last has none."""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path not in (LIST, "/turn.do") or given.get("lm", "9") != "9":
            return None
        n = int(given.get("pn", "1"))
        shown = control.replace("{m}", str(n + 1)).replace("{n}", str(n)) if n < PAGES else ""
        fields = HIDDEN.replace("{n}", str(n)) if "{hidden}" in form else ""
        return html(rows(n) + form.replace("{hidden}", fields).replace("{control}", shown) + script)

    return answered


FORMS = {
    "picture button": pager(
        "<form name='f' action='/turn.do'>{hidden}{control}</form>",
        "<input type='image' src='/i/n.gif' alt='下一页' onclick=\"document.f.pn.value='{m}';\">",
    ),
    "button of a posted form": pager(
        "<form action='/turn.do' method='post'>{hidden}{control}</form>",
        "<button type='submit' onclick=\"this.form.elements['pn'].value={m}\">后一页</button>",
    ),
    "function that allows the submission": pager(
        "<form action='/turn.do' method='post'>{hidden}{control}</form>",
        "<input type='submit' value='下一页' onclick='return turn({m})'>",
        "<script>function turn(n){ document.getElementById('cur').value = n; return true; }</script>",
    ),
    "picture with a handler": pager(
        "<form action='/turn.do'>{hidden}</form>{control}",
        "<img src='/i/next.gif' onclick=\"document.forms[0].pn.value={m}; document.forms[0].submit()\">",
    ),
    "one more": pager(
        "<form action='/turn.do'>{hidden}{control}</form>",
        "<button onclick='this.form.pn.value = parseInt(this.form.pn.value) + 1'>"
        "<img src='/i/r.png' alt='下一页'></button>",
    ),
    "bound handler": pager(
        "<form id='f' action='/turn.do'>{hidden}{control}</form>",
        "<input type='submit' id='nx' value='下页'>",
        "<script>$(function(){ $('#nx').click(function(){ $('#cur').val(Number($('#cur').val()) + 1); }); });</script>",
    ),
    "code of the form": pager(
        "<form action='/turn.do' onsubmit='this.pn.value = Number(this.pn.value) + 1'>{hidden}{control}</form>",
        "<input type='submit' value='下一页'>",
    ),
    "named button of a form with code": pager(
        "<form action='/turn.do' onsubmit='return go(this)'>{hidden}{control}</form>",
        "<input type='submit' name='act' value='下一页'>",
        "<script>function go(f){ f.pn.value = Number(f.pn.value) + 1; return true; }</script>",
    ),
    "form whose code opens an address": pager(
        "<form onsubmit='go(); return false'>{hidden}{control}</form>",
        "<button name='act' value='n'>下一页</button>",
        "<script>function go(){ location.href = '/turn.do?pn=' + (Number(document.getElementById('cur').value) + 1); }"
        "</script>",
    ),
    "bound to the form": pager(
        "<form id='pf' action='/turn.do'>{hidden}{control}</form>",
        "<button name='act' value='n'>下一页</button>",
        "<script>$('#pf').on('submit', function(){ $('#cur').val(Number($('#cur').val()) + 1); });</script>",
    ),
    "listener of the form": pager(
        "<form id='pf' action='/turn.do'>{hidden}{control}</form>",
        "<button>下一页</button>",
        "<script>var f = document.getElementById('pf');"
        " f.onsubmit = function(){ f.pn.value = +f.pn.value + 1; };</script>",
    ),
    "number that the form's code writes elsewhere": pager(
        "<form action='/turn.do' onsubmit='this.pn.value = this.to.value'>{hidden}共4页 {control}</form>",
        "转到第<input name='to' size='3'>页<input type='submit' value='GO'>",
    ),
    "option that the form's code writes elsewhere": pager(
        "<form action='/turn.do' onsubmit='this.pn.value = this.to.value'>{hidden}{control}</form>",
        "第<select name='to'><option>1</option><option>2</option><option>3</option><option>4</option></select>页"
        "<input type='submit' value='GO'>",
    ),
    "button of a form that says that there is no more": pager(
        "<form action='/turn.do' onsubmit='return go(this)'>{hidden}"
        "<input type='submit' name='act' value='下一页'></form>",
        "",
        "<script>function go(f){ if (Number(f.pn.value) > 3) { alert('已是最后一页'); return false; }"
        " f.pn.value = Number(f.pn.value) + 1; return true; }</script>",
    ),
    "button with an address of its own": pager(
        "<form action='/search.do'><input type='hidden' name='lm' value='9'>{control}</form>",
        "<button name='pn' value='{m}' formaction='/turn.do'>下一页</button>",
    ),
    "button outside the form": pager(
        "<form action='/other.do'></form><form id='pf' action='/turn.do'>"
        "<input type='hidden' name='lm' value='9'></form>{control}",
        "<button form='pf' name='pn' value='{m}'>下一页</button>",
    ),
    "numbers to choose from": pager(
        "<form action='/turn.do'><input type='hidden' name='lm' value='9'>{control}</form>",
        "页码 <input type='radio' name='pn' value='1'>1 <input type='radio' name='pn' value='2'>2"
        " <input type='radio' name='pn' value='3'>3 <input type='radio' name='pn' value='4'>4"
        " <input type='submit' value='查看'>",
    ),
    "drop-down list and its button": pager(
        "<form action='/turn.do'>{control}</form>",
        "第<select name='pn'><option value='1'>1</option><option value='2'>2</option><option value='3'>3</option>"
        "<option value='4'>4</option></select>页 <input type='submit' value='转到'>",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_pages_of_a_form_are_read(name: str) -> None:
    account, _, links = read(FORMS[name])
    assert (account.state, len(links)) == ("complete", 47)


@pytest.mark.parametrize("code", ["return Pager.go(this)", "turn(this)"])
def test_code_of_a_form_that_is_not_known_leaves_the_list_open(code: str) -> None:
    form = f"<form action='/turn.do' onsubmit='{code}'>{{hidden}}{{control}}</form>"
    account, _, links = read(pager(form, "<input type='submit' name='act' value='下一页'>"))
    assert (account.code, len(links)) == ("list_incomplete", 13)
    assert "a script runs before the button" in (account.why or "")


def test_a_handler_that_refuses_submits_nothing() -> None:
    form = (
        "<form action='/turn.do'><input type='hidden' name='pn' value='1'>"
        "<input type='submit' value='下一页' onclick=\"alert('请先登录'); return false\"></form>"
    )
    listing = reader.read(ListPage(HOST + LIST, html(rows(1) + form), 1, HOST + LIST))
    assert listing.next_url is None


def test_a_drop_down_list_that_a_script_writes_has_the_addresses_of_the_pages_base() -> None:
    script = (
        "<script>var d = 'zfbg/', s = '<select onchange=\"location.href=this.value\">'; for (var i = 0; i < 4; i++)"
        " s += '<option value=\"' + d + 'p' + (i ? '_' + i : '') + '.htm\">' + (i + 1) + '</option>';"
        " document.write(s + '</select>');</script>"
    )
    text = html(rows(1) + script).replace("<body>", f"<head><base href='{HOST}/'></head><body>")
    assert reader.read(ListPage(HOST + LIST, text, 1, HOST + LIST)).next_url == f"{HOST}/zfbg/p_1.htm"


def test_the_choices_of_a_poll_are_no_pages() -> None:
    choices = "".join(f"<input type='radio' name='p' value='{n}'>{n}分" for n in range(1, 6))
    poll = f"<form action='/vote.do'>您的评价 {choices}<input type='submit' value='提交'></form>"
    listing = reader.read(ListPage(HOST + LIST, html(rows(1) + poll), 1, HOST + LIST))
    assert (listing.next_url, listing.declared.pages) == (None, None)
