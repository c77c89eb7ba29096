"""Parts of a rendered list, such as years, that the page opens in place (all invented, labelled before the browser saw
them)."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

from spiders.lists.account import Account
from spiders.rendering.exchange import PartRequest, Served
from spiders.rendering.part_controls import parts
from spiders.rendering.rendition import Rendition

HOST = "http://www.qinglan.example"
START = f"{HOST}/zwgk/gzbg/"
SIZE = 4
YEARS = {2024: 3, 2023: 9, 2022: 2, 2021: 0, 2020: 5}  # rows of each

# In every page: at(year, n, done) obtains page n (0 is the first) of a year as [rows, last page].
COMMON = """
var list = document.getElementById("list");
var row = (r) => `<li><a href="/doc/${r[0]}.html">${r[1]}</a><i>${r[2]}</i></li>`;
var put = (rows) => { list.innerHTML = rows.map(row).join(""); };
var at = (y, n, done) => fetch(["", "ni", "ma"].join("/") + `?k=${y * 7 + 3}&w=${n}`).then((r) => r.json())
  .then((d) => done(d[0], d[1]));
var year = 2024, n = 0, go = () => at(year, n, (r, last) => { put(r); if (window.f) f.disabled = n >= last; });
"""
TABS = "".join(f"<b data-y='{year}' style='cursor:pointer'>{year}年</b>" for year in YEARS)
NEXT = "<button id=f>下一页</button>"
PAGED = "f.onclick = () => { n++; go(); }; go();"
TURN = "document.querySelector('.y').onclick = (e) => { year = +e.target.dataset.y; n = 0; go(); };"
HEADS = "".join(f"<dt data-y='{year}'>{year}年政府工作报告</dt><dd></dd>" for year in YEARS)
OPTIONS = "".join(f"<option value='{year}'>{year}年</option>" for year in YEARS)


def page(controls: str, script: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>政府工作报告</title></head><body>{controls}<ul id="list"></ul>{NEXT}'
        f"<script>{COMMON}{script}</script></body></html>"
    )


WAYS = {
    "years side by side": page(f"<div class=y>{TABS}</div>", TURN + PAGED),
    "years as spans whose script is bound to them": page(
        f"<p>{''.join(f'<span style=cursor:pointer>{year}</span>' for year in YEARS)}</p>",
        "document.querySelectorAll('p span').forEach((e) => e.onclick = () => { year = +e.textContent; n = 0; go(); });"
        + PAGED,
    ),
    "a drop-down list of years": page(
        f"<select id=y>{OPTIONS}</select>", "y.onchange = () => { year = +y.value; n = 0; go(); };" + PAGED
    ),
    "a drop-down list of years with a button": page(
        f"<form onsubmit='return false'><select id=y>{OPTIONS}</select><button id=q>查询</button></form>",
        "q.onclick = () => { year = +y.value; n = 0; go(); };" + PAGED,
    ),
    "mandates": page(
        "<ul class=y>"
        + "".join(f"<li data-y='{y}'>第十{k}届人民代表大会</li>" for y, k in zip(YEARS, "八七六五四", strict=True))
        + "</ul>",
        TURN + PAGED,
    ),
}  # fmt: skip


@dataclass(slots=True)
class Answers:
    """Answers the requests of one page; `without`: the year whose interface fails."""

    html: str
    without: int = 0

    async def load(self, part: PartRequest) -> Served | str:
        url = urlsplit(part.page.url)
        if url.path == "/zwgk/gzbg/":
            return Served(part.page.url, 200, self.html.encode(), "text/html; charset=utf-8")
        asked = parse_qs(url.query)
        year, number = (int(asked["k"][0]) - 3) // 7, int(asked["w"][0])
        if url.path != "/ni/ma" or year == self.without:
            return "status 500"
        rows = [
            [year * 100 + at, f"{year}年青岚区政府工作报告之{at}", f"{year}-01-2{at}"]
            for at in range(number * SIZE, min(YEARS[year], (number + 1) * SIZE))
        ]
        answer = json.dumps([rows, max(0, YEARS[year] - 1) // SIZE])
        return Served(part.page.url, 200, answer.encode(), "application/json")


def rendered(answers: Answers, max_pages: int = 60) -> tuple[Rendition, Account]:
    from spiders.rendering.browser import render

    made = asyncio.run(
        render(START, answers.load, executable=None, user_agent="fangzhi", max_pages=max_pages)
    )
    account = Account(START)
    for _, listing in Rendition.from_json(made.to_json()).pages():
        account.add(listing)
    account.end(made.ended, missing=made.reason in ("last", "end"), failed=made.reason in ("failed", "limit"))
    return made, account


browser = [
    pytest.mark.browser, pytest.mark.ci,
    pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here: apt-get install chromium"),
]  # fmt: skip


@pytest.mark.parametrize("way", [pytest.param(way, marks=browser) for way in WAYS])
def test_each_part_is_opened_and_paged_through(way: str) -> None:
    made, account = rendered(Answers(WAYS[way]))
    assert (account.state, account.rows) == ("complete", sum(YEARS.values())), (made.ended, account.why)


@pytest.mark.parametrize("fails", [pytest.param(True, marks=browser), pytest.param(False, marks=browser)])
def test_a_part_that_is_not_obtained_or_over_the_limit_leaves_the_list_incomplete(fails: bool) -> None:
    answers = Answers(WAYS["years side by side"], without=2022 if fails else 0)
    made, account = rendered(answers, 60 if fails else 3)
    assert account.state == "incomplete"
    assert ("after 2022年" if fails else "limit of 3 pages") in made.ended


def shown(body: str) -> str:
    rows = "".join(
        f"<li><a href='{HOST}/d/{n}.html'>青岚区{n}年工作要点</a><i>2024-01-02</i></li>" for n in range(5)
    )
    return f"<html>{body}<ul class='rows'>{rows}</ul></html>"


NO_PARTS = {
    "links with addresses": "".join(f"<a data-n={n} href='{HOST}/{n}/'>{n}年</a>" for n in range(2018, 2024)),
    "a single year": "<b data-n=0 data-pointer>2024年</b>",
    "headings that can't be clicked": "<p data-n=0>2024年</p><p data-n=1>2023年</p>",
    "what a reader can't use": "<button data-n=0 disabled>2024</button><button data-n=1 disabled>2023</button>",
    "years of a document": "<p data-n=0>2024年我们做了什么</p><p data-n=1>2023年我们做了什么</p>",
    "a drop-down list of pages": "<select data-n=0><option>1</option><option>2</option></select>",
}


@pytest.mark.parametrize("name", NO_PARTS)
def test_what_is_no_part_is_not_clicked(name: str) -> None:
    assert parts(shown(NO_PARTS[name]), START) == []


def test_parts_are_named_in_their_order_with_the_button_that_applies_a_choice() -> None:
    found = parts(
        shown(
            "<a data-n=0 data-pointer href='javascript:;'>2024</a><a data-n=1 data-pointer href='#'>2023</a>"
            "<div><select data-n=2><option>请选择</option><option>2022年</option><option>2021年</option></select>"
            "<input data-n=3 value='检 索'></div>"
        ),
        START,
    )
    assert [(one.name, one.control.number, one.button and one.button.number) for one in found] == [
        ("2024", 0, None), ("2023", 1, None), ("2022年", 2, 3), ("2021年", 2, 3),
    ]  # fmt: skip
