"""Articles that only send the browser on are followed like redirects; pages with content are not."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archive.queries.known import Address
from archive.store import Archive
from archive.warc.outcomes import destination
from flows.pipeline.crawl_process import crawl_each
from flows.pipeline.night import Night, shards
from flows.pipeline.selection import select
from spiders.config import sitefile
from spiders.config.settings import Settings
from spiders.visit.articles.articles import Wanted
from spiders.visit.exchange import Answer, Purpose
from spiders.visit.judge import Verdict, judge
from spiders.visit.previous_crawls import PreviousCrawls
from spiders.visit.requests import Fetcher
from spiders.visit.visit import Visit
from tests.support.archive import rows
from tests.support.hostile_sites import REPORT, Site, page, served

HOME = "http://www.songpu.example/"
URL = f"{HOME}go/link.jsp?to=%2Fzfbg%2F2021.html&n=4"
TARGET = f"{HOME}zfbg/2021.html"

SENDS_ON = [
    "<meta http-equiv='refresh' content='0; url=/zfbg/2021.html'>",
    "<META HTTP-EQUIV=Refresh CONTENT=\"2;URL='../zfbg/2021.html'\"><p>页面即将跳转</p>",
    "<script>location.replace('/zfbg/2021.html')</script>",
    "<p>正在跳转，请稍候……</p><script>window.location.href = '/zfbg/' + 2021 + '.html';</script>",
    "<script>var m = location.search.match(/to=([^&]+)/); if (m) top.location = decodeURIComponent(m[1]);</script>",
    "<script>setTimeout(() => location.assign(new URLSearchParams(location.search).get('to')), 500);</script>",
    "<script>function go(u) { self.location = u; } window.onload = function () { go('/zfbg/2021.html'); };</script>",
    "<body onload=\"document.location.href='/zfbg/2021.html'\"></body>",
]
STAYS = [
    "<p>松浦区2021年民生实事项目共十件。</p>" * 12 + "<script>location.replace('/m/2021.html')</script>",
    "<p>2021年工作报告全文见附件。</p><a href='/zfbg/2021.pdf'>附件</a>",
    "<script>function toTop() { location.href = '#top'; }</script><p>附件：报告</p>",
    "<p>2021年工作要点</p><script>var url = location.href; document.title = url;</script>",
]


def verdict(body: str, role: str = "article", head: str = "") -> Verdict:
    text = f"<html><head><title>松浦区</title>{head}</head>{body}</html>"
    return judge(URL, 200, text.encode(), content_type="text/html; charset=utf-8", location=None,
                 role=role, home=HOME)  # type: ignore[arg-type]  # one of the roles  # fmt: skip


@pytest.mark.parametrize("body", SENDS_ON)
def test_a_page_that_only_sends_the_browser_on_has_moved(body: str) -> None:
    found = verdict(body)
    assert (found.outcome, destination(found.outcome, found.detail)) == ("moved", TARGET)
    assert verdict(body, "list").outcome == "ok"


@pytest.mark.parametrize("body", STAYS)
def test_a_page_with_content_stays(body: str) -> None:
    assert verdict(body).outcome == "ok"


def test_a_page_that_sends_the_browser_to_the_home_page_is_gone() -> None:
    assert verdict("<script>location.href = '/';</script>").outcome == "soft_404"


AWAY = "http://www.linqing.example/bg/2024.html"


class Remembers(PreviousCrawls):
    """An archive that knows that each address led away on an earlier night."""

    def known(self, url: str) -> Address | None:
        unknown: dict[str, Any] = dict.fromkeys(one.name for one in fields(Address))
        return Address(**{**unknown, "url": url, "role": "article", "outcome": "moved", "redirect_to": AWAY})


def problems_of(title: str | None, status: int, target: str = AWAY, division: str = "") -> list[str]:
    async def fetch(url: str, purpose: Purpose) -> Answer:
        if url.endswith("/robots.txt"):
            return Answer(url, "gone", 404)
        return Answer(url, "moved", status, b"", "text/html", location=target)

    text = f"name: 松浦区\nhomepage: {HOME}\nfamily: plain\nlists: [{{url: '{HOME}zfbg/'}}]\n{division}"
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = Remembers.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
    visit = Visit(site, Settings(contact="archive@example.org"), previous, fetcher)
    asyncio.run(visit.article(Wanted(f"{HOME}go?n=1", f"{HOME}zfbg/", title)))
    return visit.result.problems


OWN = ["2024年松浦区政府工作报告", "松浦区2023年民生实事项目", "政府工作报告（2022年）", None]
OTHERS = ["关于春季植树活动的通知", "松浦区举办龙舟赛", "2024年国务院政府工作报告"]


@pytest.mark.parametrize("status", [200, 302])
def test_a_report_that_leads_to_another_site_is_a_problem_each_night(status: int) -> None:
    assert [len(problems_of(title, status)) for title in OWN] == [1] * len(OWN)
    assert [problems_of(title, status) for title in OTHERS] == [[]] * len(OTHERS)


STATE, PROVINCE = "http://www.gov.cn/gongbao/2.htm", "http://www.ln.gov.cn/zfgzbg/2.html"


@pytest.mark.parametrize(("title", "target", "count"), [
    ("2024年政府工作报告", STATE, 0),
    ("2024年政府工作报告", PROVINCE, 0),
    ("2024年辽宁省政府工作报告", AWAY, 0),
    ("大连市2024年政府工作报告", AWAY, 0),
    ("大连市沙河口区2024年政府工作报告", PROVINCE, 1),
    ("大连市沙河口县1950年政府工作报告", PROVINCE, 1),
    ("2024年政府工作报告", AWAY, 1),
    (None, STATE, 1),
])  # fmt: skip
def test_a_report_of_a_division_above_that_leads_to_its_own_site_is_none_of_this_site(
    title: str | None, target: str, count: int
) -> None:
    assert len(problems_of(title, 200, target, "division: '210204'\n")) == count


@pytest.mark.parametrize(("target", "why"), [
    (AWAY, "2 reports found only on other sites"),
    ("http://old.songpu.example/bg.html", "the redirects of 2 reports were not followed"),
])  # fmt: skip
def test_redirects_that_were_not_followed_are_not_said_to_be_on_other_sites(target: str, why: str) -> None:
    reports = "".join(f"<li><a href='/zfbg/{n}.html'>松浦区202{n}年政府工作报告</a></li>" for n in (1, 2))

    async def fetch(url: str, purpose: Purpose) -> Answer:
        if purpose.role == "list":
            return Answer(
                url, "ok", 200, f"<html><ul>{reports}</ul><p>共1页</p></html>".encode(), "text/html"
            )
        return Answer(url, "gone", 404) if "robots" in url else Answer(url, "moved", 302, location=target)

    text = f"name: 松浦区\nhomepage: {HOME}\nfamily: plain\nlists: [{{url: '{HOME}zfbg/'}}]\n"
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    result = asyncio.run(Visit(site, Settings(contact="archive@example.org"), previous, fetcher).run())
    assert [one["state"] for one in result.lists] == ["incomplete"] and result.lists[0]["why"].startswith(why)


@pytest.mark.parametrize(("title", "target", "state"), [
    ("2024年政府工作报告", "http://zwgk.songpu.example/bg/2024.html", "incomplete"),
    ("大连市沙河口区2024年政府工作报告", AWAY, "incomplete"),
    ("2024年政府工作报告", AWAY, "complete"),
    ("政府工作报告", "http://zwgk.songpu.example/bg/", "complete"),
])  # fmt: skip
def test_a_list_is_incomplete_whose_rows_lead_to_reports_on_hosts_that_the_file_does_not_name(
    title: str, target: str, state: str
) -> None:
    own = "<li><a href='/zfbg/1.html'>沙河口区2021年政府工作报告</a></li>"
    listed = f"<html><ul>{own}<li><a href='{target}'>{title}</a></li></ul><p>共1页</p></html>"

    async def fetch(url: str, purpose: Purpose) -> Answer:
        if "robots" in url:
            return Answer(url, "gone", 404)
        return Answer(url, "ok", 200, listed.encode(), "text/html")

    text = f"name: 沙河口区\nhomepage: {HOME}\nfamily: plain\ndivision: '210204'\nlists: [{{url: '{HOME}zfbg/'}}]\n"
    fetcher = Fetcher(fetch, lambda url, *_: Answer(url, "robots", None), lambda *_: None)
    previous = PreviousCrawls.open(Path("/nowhere"), Path("/nowhere"), ["songpu"])
    site = sitefile.parse(text, "songpu", "songpu.yaml")
    result = asyncio.run(Visit(site, Settings(contact="archive@example.org"), previous, fetcher).run())
    assert [one["state"] for one in result.lists] == [state]
    assert (urlsplit(target).netloc in (result.lists[0]["why"] or "")) == (state == "incomplete")


@pytest.mark.ci
def test_the_report_behind_such_a_page_is_archived_and_one_of_another_site_is_left(tmp_path: Path) -> None:
    """Two nights, an edit between them: the page on the way never becomes a document. A report that
    leads to an unrelated site is a problem each night; its list is incomplete, since all its reports are elsewhere."""
    on = page("<html><body><script>location.replace('/bg/2026.html')</script></body></html>")
    away = page("<html><body><script>location.replace('http://10.0.0.1/bg.html')</script></body></html>")

    sent = page("", b"Location: http://10.0.0.1/bg.html", status=b"HTTP/1.1 302 Found")

    def report(_: str, night: int) -> bytes:
        return page(REPORT.format(name="松浦区", growth="5.8" if night < 3 else "5.6"))

    inside = Site("inside", "松浦区", {"/go?n=1": lambda *_: on, "/bg/2026.html": report}, href="/go?n=1")
    outside = Site("outside", "柳塘区", {"/go?n=1": lambda *_: away}, href="/go?n=1")
    leaves = Site("leaves", "芦湾区", {"/go?n=1": lambda *_: sent}, href="/go?n=1")
    data, folder = tmp_path / "data", tmp_path / "sites"
    data.mkdir()
    new, problems = [], []
    with served([inside, outside, leaves], folder) as server:
        for number in (1, 3):
            server.night = number
            selection = select(data, folder, (), everything=False)
            with Archive.open(data, holder="test") as archive:
                night = Night(archive, data, selection)
                results = [
                    crawl_each(s, data=data, sites=folder, run=night.run)
                    for s in shards(selection, here=True)
                ]
                night.take_in()
                while night.read_batch():
                    pass
                night.finish(results)
            found = {name: site for one in results for name, site in one.summary["sites"].items()}
            problems.append({(name, "10.0.0.1" in one) for name in found for one in found[name]["problems"]})
            whys = {name: one["lists"][0]["why"] for name, one in found.items()}
            assert whys == {
                "inside": None,
                **dict.fromkeys(("outside", "leaves"), "1 report found only on other sites"),
            }
            new.append(rows(data, "SELECT count(*) FROM versions")[0][0])
    assert new == [1, 2] and problems == [{("outside", True), ("leaves", True)}] * 2
    moved = "SELECT DISTINCT redirect_to FROM captures WHERE outcome = 'moved' AND site_id = 'inside'"
    assert [one[0].rpartition("/bg/")[2] for one in rows(data, moved)] == ["2026.html"]
    assert {one[0].rpartition("/bg/")[2] for one in rows(data, "SELECT url FROM pages")} == {"2026.html"}
