"""An earlier site of the same government, which a page names, may hold the older reports (all invented)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spiders.survey.test_probe import HOME, checked, probed, rows, shell

NEW = shell(rows("2024年云溪区政府工作报告", "2023年云溪区政府工作报告"))


def older(host: str) -> str:
    return "".join(
        f"<p>· <a href='{host}/wz/{n}.htm'>云溪区{n}年政府工作报告</a> {n}.2.5</p>" for n in range(2009, 2013)
    )


OLD = "http://old.yunxi.example/"
PORT = "http://www.yunxi.example:81/"
# What leads to the earlier site, its column, and its other pages.
FORMER = {
    "the foot": (
        f"<div id='foot'><a href='{OLD}'>旧版门户</a></div>",
        f"{OLD}gzbg.htm",
        {OLD: "<a href='/gzbg.htm'>政府工作报告</a>"},
    ),
    "another port": (
        f"<p>2013年以前的信息见<a href='{PORT}'>2013年以前网站</a></p>",
        f"{PORT}zw/bg.asp?id=4",
        {PORT: "<a href='/zw/'>政务公开</a>", f"{PORT}zw/": "<a href='bg.asp?id=4'>工作报告</a>"},
    ),
    "a folder": (
        "<a href='/2012/index.html' title='返回老版网站'><img src='/i/old.gif'></a>",
        f"{HOME}2012/wenxian/",
        {f"{HOME}2012/index.html": "<a href='/2012/wenxian/'>文献资料</a><a href='/2012/ly/'>旅游天地</a>"},
    ),
    "a picture's words": (
        f"<a href='{OLD}'><img src='/i/o.gif' alt='原网站入口'></a>",
        f"{OLD}bg/",
        {OLD: "<iframe src='/m.htm'></iframe>", f"{OLD}m.htm": "<a href='/bg/'>政府报告</a>"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", ["home", "column"])
@pytest.mark.parametrize("name", FORMER)
def test_an_earlier_site_that_a_page_names_is_searched(name: str, where: str, tmp_path: Path) -> None:
    link, column, inside = FORMER[name]
    home = "<a href='/zwgk/gzbg/'>政府工作报告</a><a href='/zwgk/ss/'>民生实事</a>"
    pages = {
        "/": shell(home + (link if where == "home" else "")),
        "/zwgk/gzbg/": NEW + (link if where == "column" else ""),
        "/zwgk/ss/": shell(rows("2024年云溪区民生实事项目")),
    }
    every = {**inside, column: older(column[: column.index("/", 8)])}
    pages |= {url.removeprefix(HOME.rstrip("/")): shell(text) for url, text in every.items()}
    found, _ = probed(pages, tmp_path)
    assert column in [one.url for one in found.lists]
    assert found.years["reports"] == [*range(2009, 2013), 2023, 2024]


@pytest.mark.parametrize("target", [OLD, f"{OLD}zl/"])
def test_an_earlier_site_to_which_a_sentence_leads_is_searched(target: str, tmp_path: Path) -> None:
    said = f"<p>本栏目自2023年起更新，此前的文件请点击<a href='{target}'>这里</a>查看。</p>"
    pages = {
        "/": shell("<a href='/zwgk/gzbg/'>政府工作报告</a>"),
        "/zwgk/gzbg/": NEW + said,
        OLD: shell("<a href='/zl/'>文献资料</a>"),
        f"{OLD}zl/": shell(older(OLD.rstrip("/"))),
    }
    found, _ = probed(pages, tmp_path)
    assert "old.yunxi.example" in found.hosts
    assert found.years["reports"] == [*range(2009, 2013), 2023, 2024]


def test_a_sentence_of_any_page_may_lead_to_a_column_of_older_reports(tmp_path: Path) -> None:
    said = "<p>查阅2013年以前的政府工作报告请点击<a href='/lszl/'>这里</a>。</p>"
    pages = {
        "/": shell(f"<a href='/zwgk/gzbg/'>政府工作报告</a>{said}"),
        "/zwgk/gzbg/": NEW,
        "/lszl/": shell(older("")),
    }
    found, _ = probed(pages, tmp_path)
    assert f"{HOME}lszl/" in [one.url for one in found.lists]
    assert found.years["reports"] == [*range(2009, 2013), 2023, 2024]


def test_an_earlier_site_that_is_not_found_is_reported(tmp_path: Path) -> None:
    for link, why in (
        ("http://old.yunxi.example/", "could not be obtained"),
        ("http://www.qinglan.example/", "belongs to another site"),
        (HOME + "2012/", "no column of reports"),
    ):
        pages = {
            "/": shell(f"<a href='/zwgk/gzbg/'>政府工作报告</a><a href='{link}'>访问旧站</a>"),
            "/zwgk/gzbg/": NEW,
            "/2012/": shell("<p>欢迎</p>"),
        }
        found, _ = probed(pages, tmp_path)
        assert why in found.unread[link] and any(why in one for one in found.problems)


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("改版以前的信息请访问<a href='{}'>此处</a>", True),
        ("往年统计数据请访问<a href='{}'>统计部门</a>", False),
    ],
)
def test_older_entries_on_another_site_are_reported(said: str, reported: bool, tmp_path: Path) -> None:
    away = "http://www.qinglan.example/zl/"
    pages = {
        "/": shell(f"<a href='/zwgk/gzbg/'>政府工作报告</a><p>{said.format(away)}</p>"),
        "/zwgk/gzbg/": NEW,
    }
    found, _ = probed(pages, tmp_path)
    assert (away in found.unread) is reported


@pytest.mark.parametrize("name", ["适老版", "历史文化", "旧城改造", "老年人版", "前沿网站", "门户网站"])
def test_other_names_are_no_earlier_site(name: str, tmp_path: Path) -> None:
    pages = {
        "/": shell(f"<a href='/zwgk/gzbg/'>政府工作报告</a><a href='/other/'>{name}</a>"),
        "/zwgk/gzbg/": NEW,
    }
    assert not probed(pages, tmp_path)[0].unread


FILE = (
    "name: x\nhomepage: {home}\nfamily: plain\nlists: [{{url: {home}zwgk/gzbg/}}]\nevidence: [{evidence}]\n"
)


@pytest.mark.parametrize("where", ["home", "column"])
@pytest.mark.parametrize(("evidence", "said"), [("", True), (f"'{OLD} was searched'", False)])
def test_a_check_reports_an_earlier_site_of_which_the_file_says_nothing(
    evidence: str, said: bool, where: str, tmp_path: Path
) -> None:
    link = f"<p><a href='{OLD}'>旧版门户</a></p>"
    pages = {
        "/": shell(f"<a href='/zwgk/gzbg/'>政府工作报告</a>{link if where == 'home' else ''}"),
        "/zwgk/gzbg/": NEW + (link if where == "column" else ""),
    }
    found = checked(pages, tmp_path, FILE.format(home=HOME, evidence=evidence))
    assert any("旧版门户" in one for one in found.problems) is said, found.problems


def test_an_earlier_site_that_was_searched_is_evidence(tmp_path: Path) -> None:
    pages = {
        "/": shell("<a href='/zwgk/gzbg/'>政府工作报告</a><a href='/2012/'>访问旧站</a>"),
        "/zwgk/gzbg/": NEW,
        "/2012/": shell("<a href='/2012/gzbg/'>政府工作报告</a>"),
        "/2012/gzbg/": NEW,
    }
    found, _ = probed(pages, tmp_path)
    assert found.former == {f"{HOME}2012/": "访问旧站"}
