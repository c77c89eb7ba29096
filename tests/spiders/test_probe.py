"""Looking at a new site, without a network: where its columns are, which of them become lists (all invented)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.scrapy_side.context import CrawlContext
from spiders.survey.probe import Found, Probe
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.visit import Fetcher

HOME = "http://www.yunxi.example/"
OPENER = "<p>各位代表：</p><p>现在，我代表云溪区人民政府，向大会报告工作，请予审议。</p>"
REPORT = OPENER + "<p>过去一年，成绩很大。</p>" * 9


def shell(main: str) -> str:
    return f"<html><head><title>云溪区人民政府</title></head><body>{main}</body></html>"


def rows(*titles: str) -> str:
    return "".join(
        f'<li><a href="/zwgk/gzbg/20240{n}/t2024020{n}_31000{n}.html">{title}</a></li>'
        for n, title in enumerate(titles, 1)
    )


def probed(pages: Mapping[str, str], tmp_path: Path, typed: str = HOME) -> tuple[Found, list[str]]:
    """What a look finds where these are the pages of the site, by path; and the paths that it asked for."""
    draft = sitefile.parse(
        f"name: x\nhomepage: {HOME}\nfamily: plain\nreports: [{typed}]\n", "yunxi", "x.yaml"
    )
    asked: list[str] = []

    async def fetch(url: str, purpose: Purpose) -> Answer:
        path = url.removeprefix(HOME.rstrip("/"))
        asked.append(path)
        if path.startswith("/zwgk/gzbg/2"):
            return Answer(url, "ok", 200, shell(REPORT).encode(), "text/html; charset=utf-8")
        if path not in pages:
            return Answer(url, "gone", 404)
        return Answer(url, "ok", 200, pages[path].encode(), "text/html; charset=utf-8")

    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    memory = PreviousCrawls.open(tmp_path, tmp_path, ["yunxi"])
    context = CrawlContext({"yunxi": draft}, Settings(), memory, None, "look")  # type: ignore[arg-type]  # nothing is recorded
    return asyncio.run(Probe(draft, typed, context, fetcher).run()), asked


def test_a_home_page_of_frames_is_looked_into(tmp_path: Path) -> None:
    pages = {
        "/": "<html><frameset rows='0,*'><frame src='blank.htm'><frame src='zw/main.htm'></frameset></html>",
        "/zw/main.htm": shell(rows("2024年云溪区政府工作报告") + '<a href="../zwgk/gzbg/">政府工作报告</a>'),
        "/zwgk/gzbg/": shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告")),
    }
    found, _ = probed(pages, tmp_path)
    # The frame itself shows a report, too, and is no column.
    assert [column.url for column in found.lists] == [HOME + "zwgk/gzbg/"]
    assert found.family and found.family.family == "trs"
    assert {sample.kind for sample in found.samples} == {"work_report"}


def test_one_column_under_two_addresses_is_one_list(tmp_path: Path) -> None:
    column = shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告"))
    old = shell(
        rows("2024年云溪区政府工作报告") + '<a href="/old/202001/t20200105_1.html">2020年政府工作报告</a>'
    )
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告</a><a href="/zwgk/gzbg/index.html">工作报告</a>'),
        "/zwgk/gzbg/": column,
        "/zwgk/gzbg/index.html": column,
    }
    assert [one.url for one in probed(pages, tmp_path)[0].lists] == [HOME + "zwgk/gzbg/"]
    # A second one that lists what the first does not is one more list.
    pages["/zwgk/gzbg/index.html"] = old
    assert len(probed(pages, tmp_path)[0].lists) == 2


def test_a_column_of_doubtful_titles_is_a_list_all_the_same(tmp_path: Path) -> None:
    pages = {
        "/": shell('<a href="/zwgk/gzbg/">政府工作报告（历年）</a><a href="/rd/">人大报告</a>'),
        "/zwgk/gzbg/": shell(
            '<a href="/rd/">人大报告</a>' + rows("2024年报告", "在第九届人民代表大会第五次会议上")
        ),
    }
    found, asked = probed(pages, tmp_path)
    assert [column.url for column in found.lists] == [HOME + "zwgk/gzbg/"]
    assert len(found.candidates[HOME + "zwgk/gzbg/"]) == len(found.samples) == 2
    assert "/rd/" not in asked


def test_the_address_of_a_list_may_be_typed(tmp_path: Path) -> None:
    pages = {"/": shell("云溪"), "/zwgk/jh/": shell(rows("2024年云溪区政府工作报告"))}
    found, _ = probed(pages, tmp_path, HOME + "zwgk/jh/")
    assert [(column.url, column.kind) for column in found.lists] == [(HOME + "zwgk/jh/", "reports")]
