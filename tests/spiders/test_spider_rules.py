"""The pure rules of the crawl: titles, columns, links, outcomes, robots, bounds."""

from __future__ import annotations

import asyncio
import time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.config import sitefile
from spiders.lists.links import absolute, anchors, attachments, is_file
from spiders.lists.titles import Verdict, judge, names_column
from spiders.survey.columns import columns, ways
from spiders.survey.detect_family import Seen
from spiders.survey.home_page import forwarded
from spiders.survey.new_site import site_id
from spiders.visit.bounds import forbidden, is_public, unreachable
from spiders.visit.judge import judge as judge_answer
from spiders.visit.politeness import Robots, Throttle, retry_after

HOME = "http://www.yunxi.example/"


@pytest.mark.parametrize(
    "title",
    [
        "政府工作报告",
        "政 府 工 作 报 告",
        "2024年临澜市云溪区政府工作报告",
        "云溪区人民政府工作报告（2024年）",
        "云溪区人民政府二〇〇八年工作报告",
        "政府工作报告（摘要）——2020年1月9日在云溪区第十八届人民代表大会第三次会议上",
        "2020年云溪区政府涉及民生的实事",
        "云溪区2023年民生实事完成情况",
        "2018年十件民生实事",
        "云溪区2024年为民办实事项目责任分工一览表",
        "2021年云溪区民生实事票决项目清单",
        "2022年政府民生实事项目（10项）",
        "2024年云溪区政府工作报告（附名词解释）",
        "2024年云溪区政府工作报告及名词解释",
        "云溪区政府工作报告（2024年1月9日区人代会审议通过）",
        "2024年政府工作报告全文（视频+文字）",
        "关于云溪区2024年政府工作的报告",
        "云溪区政府2024年实事工程",
        "云溪区2024年便民实事",
    ],
)
def test_titles_of_reports_and_lists_are_fetched(title: str) -> None:
    assert judge(title) == "report"


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂2024年云溪区政府工作报告",
        "【解读】2024年云溪区政府工作报告中的名词解释",
        "代表团分组审议政府工作报告",
        "关于印发2024年云溪区政府工作报告重点任务分工方案的通知",
        "云溪区人民代表大会关于政府工作报告的决议",
        "云溪区人民代表大会常务委员会2024年工作报告",
        "云溪区人民法院工作报告",
        "关于征求《政府工作报告（征求意见稿）》意见建议的公告",
        "云溪区人民政府2023年政府信息公开工作年度报告",
        "云溪区2023年法治政府建设情况报告",
        "关于云溪区2023年财政预算执行情况和2024年财政预算草案的报告",
        "关于公开征集云溪区2024年民生实事项目的公告",
        "云溪区召开2024年民生实事项目推进会",
        "人大代表票决产生2024年民生实事项目",
        "关于2024年春节假期值班安排的通知",
        "人大报告",
        "2023年年报",
        "政府工作报告（征求意见稿）",
    ],
)
def test_titles_of_other_documents_are_skipped(title: str) -> None:
    assert judge(title) == "no"


@pytest.mark.parametrize(
    "title",
    [
        "工作报告（2008年）",
        "在区第十七届人民代表大会第五次会议上的报告",
        "云溪区人民政府关于二〇二三年度政府工…",
        "3. 二〇二三年云溪区人民…02-05",
        "2023年云溪区为民办… [2024-02-05]",
        "临澜市云溪区2024年...",
        "2024年报告",
        "2024年1月10日在区第十九届人民代表大会第四次会议上",
        "关于2023年工作和2024年安排的报告",
    ],
)
def test_doubtful_titles_are_fetched_once(title: str) -> None:
    assert judge(title) == "doubt"


@given(st.text(max_size=60))
def test_any_title_is_judged(title: str) -> None:
    assert judge(title) in get_args(Verdict)
    names_column(title)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("政府工作报告", "reports"),
        ("工作报告", "reports"),
        (" 民生实事 ", "livelihood"),
        ("为民办实事项目", "livelihood"),
        ("2024年政府工作报告", None),
        ("政府信息公开工作年度报告", None),
        ("工作动态", None),
        ("法院工作报告", None),
        ("政府工作报告（历年）", "reports"),
        ("政府工作报告专栏 >>", "reports"),
        ("更多 民生实事 (12)", "livelihood"),
        ("民生工程", "livelihood"),
        ("民生", None),
        ("人大工作报告", None),
        ("部门工作报告", None),
    ],
)
def test_columns_are_known_by_their_names(text: str, kind: str | None) -> None:
    assert names_column(text) == kind


def test_columns_are_found_in_navigation_and_directory() -> None:
    html = (
        '<a href="/zwgk/">政务公开</a><a href="/map.html">网站地图</a><a href="/news/">新闻</a>'
        '<a href="/zwgk/gzbg/">政府工作报告</a><script>window._CONFIG = {SID: \'755001\', TREE: [{"id": 1, "name": '
        '"法定主动公开内容", "children": [{"id": 7, "name": "民生实事", "children": []}]}]}</script>'
    )
    found = {column.url: column.kind for column in columns(html, HOME)}
    api = "http://www.yunxi.example/gkmlpt/api/all/7?page=1&sid=755001"
    assert found == {"http://www.yunxi.example/zwgk/gzbg/": "reports", api: "livelihood"}
    assert ways(html, HOME) == ["http://www.yunxi.example/map.html", "http://www.yunxi.example/zwgk/"]


def test_links_are_absolute_and_keep_the_full_title() -> None:
    html = (
        '<base href="/a/"><ul><li><a href="b.html#top" title="2024年云溪区政府工作报告">2024年云溪区政...</a>'
        '<i>[2024年2月5日]</i></li></ul><a href="javascript:;">x</a><a href="mailto:a@b">x</a>'
        '<a href="http://[broken/">x</a><a href="//other.example/c">c</a><a href="附件 1.pdf">f</a>'
    )
    found = anchors(html, "http://x.example/list/")
    assert [link.url for link in found] == [
        "http://x.example/a/b.html",
        "http://other.example/c",
        "http://x.example/a/%E9%99%84%E4%BB%B6%201.pdf",
    ]
    assert (found[0].title, found[0].date) == ("2024年云溪区政府工作报告", "2024年2月5")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("http://x.example/P020240409.pdf", True),
        ("http://x.example/module/download/downfile.jsp?classid=0&filename=ab12.docx", True),
        ("http://x.example/a.PDF?x=1", True),
        ("http://x.example/a.html", False),
        ("http://x.example/pdf/", False),
    ],
)
def test_document_files_are_known_by_their_addresses(url: str, file: bool) -> None:
    assert is_file(url) is file


def test_attachments_are_found_in_links_frames_and_viewers() -> None:
    html = (
        '<a href="P0.pdf">附件</a><a href="/down?id=7">报告全文.docx</a><a href="/a.html">正文</a>'
        '<iframe src="/js/viewer.html?file=/upload/b.pdf"></iframe><a href="/x.zip">压缩</a>'
    )
    found = [link.url for link in attachments(html, "http://x.example/c/d.html")]
    assert found == [
        "http://x.example/c/P0.pdf",
        "http://x.example/down?id=7",
        "http://x.example/upload/b.pdf",
    ]


@pytest.mark.parametrize(
    ("link", "file"),
    [
        ('<a href="/down?id=7">报告全文.docx（1.2 MB）</a>', True),
        ('<a href="/download/file?id=7">附件：2024年政府工作报告</a>', True),
        ('<a href="/attach/7">点击下载</a>', True),
        ('<a href="/download/file?id=7">附件：项目表.xlsx</a>', False),
        ('<a href="/download/">下载</a>', False),
        ('<a href="/a/7.html">附件：2024年政府工作报告</a>', False),
        ('<a href="/app/download?os=1">客户端下载</a>', False),
        ('<a href="http://x.example/a.pdf/b">http://x.example/a.pdf</a>', False),
        ('<iframe src="/js/viewer.html?file=%2Fdown%3Fid%3D7%26name%3Db.pdf"></iframe>', True),
    ],
)
def test_an_attachment_is_known_by_its_name_or_as_a_download(link: str, file: bool) -> None:
    assert [one.url for one in attachments(link, HOME)] == (
        [HOME + "down?id=7&name=b.pdf"] if "iframe" in link else [anchors(link, HOME)[0].url] if file else []
    )


def test_a_hostile_page_is_refused_quickly() -> None:
    deep = "<a href='/x1234.pdf'>x</a>" + "<div>" * 100_000 + "<a href='/y1234.pdf'>y</a>"
    started = time.process_time()
    assert [link.url for link in anchors(deep, HOME)] == ["http://www.yunxi.example/x1234.pdf"]
    assert len(attachments(deep, HOME)) == 1
    assert anchors("<" * 3_000_000, HOME) == []
    assert time.process_time() - started < 20


def test_one_request_at_a_time_is_made_to_a_host() -> None:
    throttle, under_way, most = Throttle(), {"a": 0, "b": 0}, {"a": 0, "b": 0}

    async def request(host: str) -> None:
        async with throttle.turn(host):
            under_way[host] += 1
            most[host] = max(most[host], under_way[host])
            await asyncio.sleep(0)
            under_way[host] -= 1
            throttle.answered(host, 0.0)

    async def scene() -> None:
        await asyncio.gather(*(request(host) for host in "ab" for _ in range(5)))

    asyncio.run(scene())
    assert most == {"a": 1, "b": 1}


# -- outcomes --

PAGE = "<html><head><title>{0}</title></head><body><div>{1}</div></body></html>"
LONG = "本报告全文如下，请予审议。" * 60


def outcome(status: int, body: str = "", *, location: str | None = None, role: str = "article") -> str:
    return judge_answer(
        "http://www.yunxi.example/a/1.html", status, body.encode(), content_type="text/html", location=location,
        role=role, home=HOME,  # type: ignore[arg-type]  # one of the roles
    ).outcome  # fmt: skip


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, PAGE.format("2024年云溪区政府工作报告", LONG), "ok"),
        (200, PAGE.format("页面不存在", "返回首页"), "soft_404"),
        (200, PAGE.format("云溪区人民政府", "抱歉，您访问的页面不存在或已删除！"), "soft_404"),
        (200, PAGE.format("提示", ""), "soft_404"),
        (200, PAGE.format("404", "返回首页"), "soft_404"),
        (200, PAGE.format("404错误_云溪区人民政府", LONG), "soft_404"),
        (200, PAGE.format("Error 404 - 云溪区人民政府", LONG), "soft_404"),
        (200, PAGE.format("政府工作报告_云溪市第404区人民政府", LONG), "ok"),
        (200, PAGE.format("关于404号建议的答复", LONG), "ok"),
        (200, PAGE.format("云溪区人民政府", "联系电话：0404-40401404-"), "ok"),
        (200, PAGE.format("2024年云溪区政府工作报告", LONG + "有的单位反映页面不存在的问题。"), "ok"),
        (200, PAGE.format("访问验证", "访问过于频繁，请输入验证码"), "challenged"),
        (200, '<script>$_ts=window["$_ts"]||{};$_ts.nsd=1;</script>', "challenged"),
        (200, "<script>document.cookie='__jsl_clearance_s=1'</script>", "challenged"),
        (200, "", "error"),
        (404, "", "gone"),
        (410, "", "gone"),
        (412, "", "challenged"),
        (429, "", "challenged"),
        (521, "", "challenged"),
        (403, "<!-- reason:GeoBL -->", "blocked"),
        (451, "", "blocked"),
        (500, "", "error"),
        (503, "", "error"),
        (302, "", "error"),
    ],
)
def test_outcomes(status: int, body: str, expected: str) -> None:
    assert outcome(status, body) == expected


SIGNPOSTS = {
    '<meta content="0; url=main/index.shtml" http-equiv="refresh">': "main/index.shtml",
    "<META HTTP-EQUIV=Refresh CONTENT=\"0;URL='/portal/'\">": "portal/",
    "<script>window.location.href = './zw/index.html';</script>": "zw/index.html",
    "<script>top.location.replace('/zw/');</script>": "zw/",
    "<frameset rows='0,*'><frame src='zw/main.htm'></frameset>": "zw/main.htm",
}


@pytest.mark.parametrize(("html", "target"), SIGNPOSTS.items())
def test_a_home_page_may_only_redirect(html: str, target: str) -> None:
    page = f"<html><head><title>云溪</title></head>{html}</html>"
    assert forwarded(Seen(HOME, page)) == [HOME + target]
    article = "soft_404" if "<frame" in html else "moved"
    assert (outcome(200, page, role="home"), outcome(200, page)) == ("ok", article)
    assert outcome(200, PAGE.format("提示", ""), role="home") == "soft_404"
    assert forwarded(Seen(HOME, page + "云" * 3000)) == []


def test_a_redirect_is_a_move_unless_it_leads_home() -> None:
    assert outcome(301, location="/b/1.html") == "moved"
    assert outcome(302, location="/") == "soft_404"
    assert outcome(302, location="http://www.yunxi.example/index.html") == "soft_404"
    assert outcome(302, location="/", role="list") == "moved"
    assert outcome(302, location="/404.html") == outcome(302, location="/error/notfound.jsp") == "soft_404"
    assert outcome(302, location="/xxgk/404123.html") == outcome(301, location="/404/1.html") == "moved"


# -- politeness and bounds --


def test_robots_rules_and_pauses() -> None:
    robots = Robots.parse("User-agent: *\nDisallow: /nbgk/\nCrawl-delay: 3\n")
    assert not robots.allows("http://x.example/nbgk/1.html") and robots.allows("http://x.example/a")
    assert robots.delay == 3.0
    assert Robots.parse("").allows("http://x.example/a")
    assert Robots.parse("User-agent: *\nCrawl-delay: 86400\n").delay == 60.0
    for wish in ("2秒", "2 seconds", "2 # s", "2"):
        assert Robots.parse(f"User-agent: *\nCrawl-delay: {wish}\nDisallow: /x\n").delay == 2.0
    assert Robots.parse("User-agent: *\nCrawl-delay: 0.5\n").delay == 0.5


@pytest.mark.parametrize(
    ("agents", "ours"),  # `ours`: whether a group under these user-agent lines, beside one for all, applies to us
    [
        (["fangzhi"], True), (["Fangzhi"], True), (["FANGZHI"], True), (["fangzhi/0.2"], True),
        (["fangzhi/*"], True), (["fangzhi (archive)"], True), (["otherbot", "fangzhi"], True),
        (["fangzhi # us"], True), (["fang"], False), (["zhi"], False), (["f"], False), (["fangzhi-next"], False),
        (["fangzhibot"], False), (["gov-fangzhi"], False), (["example"], False), (["archive"], False),
        (["org"], False), (["+archive@example.org"], False), (["fan*"], False), (["*fangzhi"], False),
        (["0.2"], False), (["(fangzhi)"], False), (["Baiduspider"], False), (["a", "b"], False),
    ],
)  # fmt: skip
def test_robots_txt_names_us_only_by_our_product_token(agents: list[str], ours: bool) -> None:
    lines = "".join(f"User-agent: {agent}\n" for agent in agents)
    for text in (
        f"{lines}Disallow: /ours/\n\nUser-agent: *\nDisallow: /all/\n",
        f"User-agent: *\nDisallow: /all/\n\n{lines}Disallow: /ours/\n",
    ):
        robots = Robots.parse(text)
        assert robots.allows("http://x.example/ours/1.html") is not ours, text
        assert robots.allows("http://x.example/all/1.html") is ours, text


def test_several_groups_for_us_are_one() -> None:
    robots = Robots.parse(
        "User-agent: fangzhi\nDisallow: /a\n\nUser-agent: FangZhi\nDisallow: /b\nCrawl-delay: 4\n"
    )
    assert not robots.allows("http://x.example/a") and not robots.allows("http://x.example/b")
    assert robots.delay == 4.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40.0),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 0.0),
        ("x", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, 60.0) == seconds


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("127.0.0.1", False), ("10.0.0.1", False), ("169.254.169.254", False), ("192.168.1.1", False), ("::1", False),
        ("0.0.0.0", False), ("100.64.0.1", False), ("114.114.114.114", True), ("www.yunxi.example", True),
    ],
)  # fmt: skip
def test_private_addresses_are_known(host: str, public: bool) -> None:
    assert is_public(host) is public


def test_a_private_address_needs_the_site_files_permission() -> None:
    text = (
        "name: 云溪区\nhomepage: http://127.0.0.13:8800/\nfamily: trs\nreports: [http://127.0.0.13:8800/a]\n"
    )
    closed = sitefile.parse(text, "yunxi", "yunxi.yaml")
    opened = sitefile.parse(text + "allow_private: true\n", "yunxi", "yunxi.yaml")
    assert "allow_private" in str(forbidden(closed, "http://127.0.0.13:8800/a"))
    assert forbidden(opened, "http://127.0.0.13:8800/a") is None
    for other in ("http://127.0.0.250:8800/", "http://127.0.0.13:22/", "http://169.254.169.254/latest/"):
        assert forbidden(opened, other)


SITE = (
    "name: 云溪区\nhomepage: http://www.yunxi.example/\nfamily: trs\nreports: [http://www.yunxi.example/a]\n"
)


@pytest.mark.parametrize(
    ("addresses", "words"),
    [
        (["114.114.114.114"], None), (["2400:3200::1"], None), (["10.0.0.7"], "(10.0.0.7) is a private address"),
        (["fd00::7"], "private"), (["::ffff:192.168.0.4"], "private"), (["64:ff9b::7f00:1"], "private"),
        (["2002:c0a8:0101::1"], "private"), (["fe80::1%eth0"], "private"),
        (["114.114.114.114", "169.254.169.254"], "(169.254.169.254) is a private address"),
        (["224.0.0.251"], "multicast"), (["ff02::1"], "multicast"), ([], None),
    ],
)  # fmt: skip
def test_a_name_that_resolves_behind_the_firewall_is_refused_with_a_reason(
    addresses: list[str], words: str | None
) -> None:
    closed = sitefile.parse(SITE, "yunxi", "yunxi.yaml")
    why = unreachable(closed, "www.yunxi.example", addresses)
    assert why is None if words is None else words in str(why)
    # A site's permission applies only to its own hosts, and never to multicast.
    opened = sitefile.parse(SITE + "allow_private: true\n", "yunxi", "yunxi.yaml")
    why = unreachable(opened, "www.yunxi.example", addresses)
    assert bool(why) is (words == "multicast")
    assert bool(unreachable(opened, "www.other.example", addresses)) is (words is not None)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://www.yunxi.gov.cn/", "yunxi"),
        ("https://zwgk.yunxi.gov.cn/gzbg/", "zwgk-yunxi"),
        ("http://127.0.0.13:8800/", "127-0-0-13-8800"),
        ("http://localhost:80/", "localhost-80"),
    ],
)
def test_the_id_of_a_new_site_comes_from_its_host(url: str, name: str) -> None:
    assert site_id(url) == name


@pytest.mark.parametrize(
    ("href", "base", "target"),
    [
        ("t/7.html", "http://a.example/x/y.html", "http://a.example/x/t/7.html"),
        ("/t/7.html?id=1", "http://a.example:8080/x/", "http://a.example:8080/t/7.html?id=1"),
        ("7.html", "http://a.example/x/y?path=/z/", "http://a.example/x/7.html"),
        ("7.html", "http://a.example/x/../z/", "http://a.example/z/7.html"),
        ("../7.html", "http://a.example/x/z/", "http://a.example/x/7.html"),
        ("//b.example/7", "http://a.example/x/", "http://b.example/7"),
        ("七.html", "http://a.example/x/", "http://a.example/x/%E4%B8%83.html"),
        ("7.html", "http://a.example/七/", "http://a.example/%E4%B8%83/7.html"),
        ("7.html", "http://a.example:99999/x/", None),
        ("7.html", "file:///x/y.html", None),
        ("mailto:a", "http://a.example/x/", None),
    ],
)
def test_addresses_of_plain_names_are_resolved_like_all_others(
    href: str, base: str, target: str | None
) -> None:
    assert absolute(href, base) == target
