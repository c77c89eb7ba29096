"""Pagers of jQuery that submit a form, or send its fields: the form's own code runs first, as in a browser."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, SIZE, html, numbers, read, record, rows

FORM = (
    "<form id='f' method='{}' action='/zfbg/'><input type='hidden' name='lm' value='9'>"
    "<input type='hidden' name='pg' id='pg' value='1'></form>"
)
# Controls of page {0} minus one that submit the form for page {0}.
STEPS = {
    "submit": "<a id='n'>下一页</a><script>$('#n').on('click', function () {{ $('#pg').val({0}); $('#f').submit(); }});"
    "</script>",
    "trigger": "<a href='javascript:go({0})'>下一页</a><script>function go(n) {{"
    " $('#f').find('[name=pg]').val(n).end().trigger('submit'); }}</script>",
    "a handler of the form": "<button type='button' id='b'>下一页</button><script>"
    "$('#f').submit(function () {{ $('#pg').val({0}); return true; }});"
    "$('#b').click(function () {{ $('#f').submit(); }});</script>",
    "requestSubmit": "<a href='javascript:go()'>下一页</a><script>var f = document.getElementById('f');"
    "f.addEventListener('submit', function () {{ f.pg.value = {0}; }}); function go() {{ f.requestSubmit(); }}"
    "</script>",
    "a button clicked by code": "<a id='n'>下一页</a><b id='b'></b><script>$('#n').click(function () {{"
    " $('#b').trigger('turn', [{0}]); }});"
    " $('#b').on('turn', function (e, n) {{ $('#pg').val(n); $('#f').submit(); }});</script>",
}
# Requests with the fields of a form: `q()` makes one, `draw` shows its answer.
DRAW = (
    "<ul id='box'></ul><a id='n' href='#'>下一页</a><script>"
    "function draw(d) {{ $('#box').html(d.rows.map(function (r) {{"
    " return '<li><a href=\"' + r.href + '\">' + r.subject + '</a></li>'; }}).join('')); }}"
    "$(function () {{ {} $('#n').click(function () {{ $('#pg').val(+$('#pg').val() + 1); {} return false; }}); }});"
    "</script>"
)
ASKS = {
    "serialize": "$.ajax({{url: '/zfbg/rows', type: '{}', data: $('#f').serialize(), success: draw}});",
    "serializeArray": "var o = {{}}; $.each($('#f').serializeArray(), function (i, x) {{ o[x.name] = x.value; }});"
    " $.{}('/zfbg/rows', o, draw, 'json');",
    "a handler that prevents": "$('#f').trigger('submit');",
}
PREVENTS = (
    "<script>$('#f').on('submit', function (e) {{ e.preventDefault();"
    " $.ajax({{url: '/zfbg/rows', method: '{}', data: $(this).serialize(), success: draw}}); }});</script>"
)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", STEPS)
def test_a_form_is_submitted_as_its_code_makes_it(name: str, method: str) -> None:
    def answered(path: str, given: Mapping[str, str]) -> str | None:
        number = int(given.get("pg", "1"))
        if path != LIST or number > PAGES or (number > 1 and given.get("lm") != "9"):
            return None
        step = STEPS[name].format(number + 1) if number < PAGES else ""
        return html(rows(number) + FORM.format(method) + step)

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", ASKS)
def test_the_fields_of_a_form_are_sent_as_its_code_sends_them(name: str, method: str) -> None:
    asks = ASKS[name].format(method)
    prevents = PREVENTS.format(method) if "prevents" in name else ""

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path == LIST and not given:
            return html(FORM.format(method) + prevents + DRAW.format(asks, asks))
        if path != "/zfbg/rows" or given.get("lm") != "9":
            return None
        found = numbers((int(given["pg"]) - 1) * SIZE)
        return json.dumps({"total": ROWS, "rows": [record(n) for n in found]}, ensure_ascii=False)

    account, _, found = read(answered)
    assert (account.state, len(found)) == ("complete", ROWS), account.line()


def test_a_form_whose_own_code_runs_in_a_circle_is_submitted_once() -> None:
    code = "<a id='n'>下一页</a><script>$('#f').submit(function () { $('#f').submit(); });" \
           "$('#n').click(function () { $('#pg').val(2); $('#f').submit(); });</script>"  # fmt: skip

    def answered(path: str, given: Mapping[str, str]) -> str | None:
        if path != LIST or int(given.get("pg", "1")) > 2:
            return None
        last = given.get("pg") == "2"
        return html(rows(PAGES if last else 1) + ("" if last else FORM.format("get") + code))

    account, requested, _ = read(answered)
    assert account.state == "complete" and requested[-1] == "/zfbg/?lm=9&pg=2"
