"""Lists whose pages are files of XML or JSON, which a script draws; they count from 0 or from 1 (invented)."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.support.one_list import LIST, PAGES, ROWS, Answered, html, numbers, read, record

DRAWS = (
    "function t(d, n) { var e = d.getElementsByTagName(n)[0]; return e ? e.textContent : ''; }"
    " var at = 0, all = 0;"
    " function draw(root) { var d = root.getElementsByTagName('DOC'), h = '', b = document.getElementById('fy');"
    " all = +root.getAttribute('PAGES'); "
    " for (var i = 0; i < d.length; i++) h += '<li><a href=\"' + t(d[i], 'URL') + '\">'"
    " + t(d[i], 'TITLE') + '</a>'"
    " + '<span>' + t(d[i], 'DATE') + '</span></li>';"
    " document.getElementById('docs').innerHTML = h; b.innerHTML = ''; var a = document.createElement('a');"
    " a.innerHTML = '下一页'; if (at + 1 < all) a.onclick = function () { go(at + 1); }; b.appendChild(a); }"
)
GETS = {
    "responseXML": "function go(n) { at = n; var x = new XMLHttpRequest(); x.open('GET', NAME, true);"
    " x.onload = function () { if (x.responseXML) draw(x.responseXML.documentElement); };"
    " x.send(null); } go(0);",
    "onreadystatechange": "function go(n) { at = n; var x = new XMLHttpRequest(); x.onreadystatechange = function () {"
    " if (x.readyState == 4 && x.status == 200) draw(x.responseXML.documentElement); }; x.open('GET', NAME);"
    " x.send(); } go(0);",
    "jQuery": "function go(n) { at = n; $.ajax({url: NAME, dataType: 'xml', success: function (d) {"
    " draw($(d).find('DOCS')[0]); }}); } go(0);",
}
BODY = "<ul id='docs'></ul><div id='fy'></div><script src='/js/docs.js'></script>"


def xml(found: list[int], totals: str) -> str:
    docs = "".join(
        f"<DOC><TITLE><![CDATA[{one['subject']}]]></TITLE><URL><![CDATA[{one['href']}]]></URL>"
        "<DATE>2019-03-04</DATE></DOC>"
        for one in map(record, found)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><DOCS {totals}>{docs}</DOCS>'


def files(script: str, first: int, totals: str, *, repeats: bool = False) -> Answered:
    """A list whose second file is `docs_{first}.xml`; with `repeats`, one with a smaller number is the first again."""

    def answered(path: str, _: Mapping[str, str]) -> str | None:
        if path == LIST:
            return html(BODY)
        if path == "/js/docs.js":
            return script
        number = {f"{LIST}docs_{n + first}.xml": n + 1 for n in range(PAGES - 1)}
        number |= {f"{LIST}docs.xml": 0} | ({f"{LIST}docs_1.xml": 0} if repeats else {})
        return xml(numbers(number[path] * 13), totals) if path in number else None

    return answered


@pytest.mark.parametrize(
    "totals", [f'ROWS="{ROWS}" PAGES="{PAGES}"', f'PAGES="{PAGES}"', f'PAGECOUNT="4" PAGES="{PAGES}"']
)
@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("how", GETS)
def test_files_of_xml_are_read_whatever_they_count_from(how: str, first: int, totals: str) -> None:
    name = f"'docs' + (n ? '_' + (n + {first - 1}) : '') + '.xml'"
    account, requested, links = read(files(f"{DRAWS} {GETS[how].replace('NAME', name)}", first, totals))
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)


@pytest.mark.parametrize(("first", "repeats"), [(1, False), (2, False), (2, True)])
def test_files_that_only_declare_their_pages_are_read(first: int, repeats: bool) -> None:
    of_xml = files("fetch('docs.json').then(r => r.text()).then(sdk.draw);", first, "", repeats=repeats)

    def answered(path: str, given: Mapping[str, str]) -> str | bytes | None:
        known = of_xml(path.replace(".json", ".xml"), given)
        if not (path.endswith(".json") and isinstance(known, str)):
            return None if path.endswith(".xml") else known
        found = [record(n) for n in range(ROWS) if f"x{7000 + n}." in known]
        return json.dumps({"pageCount": PAGES, "rows": found}, ensure_ascii=False)

    account, requested, links = read(answered)
    assert (account.state, len(links)) == ("complete", ROWS), (account.line(), requested)
