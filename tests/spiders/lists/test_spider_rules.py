"""The pure rules of the crawl: hosts, outcomes, robots, pauses, bounds."""

from __future__ import annotations

import asyncio

import pytest

from spiders.config import sitefile
from spiders.lists.links import absolute
from spiders.survey.detect_family import Seen
from spiders.survey.home_page import forwarded
from spiders.survey.new_site import site_id
from spiders.visit.bounds import forbidden, is_public, unreachable
from spiders.visit.judge import judge as judge_answer
from spiders.visit.politeness import Robots, Throttle, retry_after

HOME = "http://www.yunxi.example/"


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
